/*
 * conflict.h - who may not act, and who may not be given the matter: recusal and accusations.
 * What they find is added to the complaints; pure, like decide.
 */
#ifndef GULOU_MATTER_CONFLICT_H
#define GULOU_MATTER_CONFLICT_H

#include "matter/decide.h"

/* `recuse`: the actor is named in one of its fields, or did one of its events. `after` has the
 * values that the event gives. */
void conflict_recuse(const struct decide_context *context, const struct matter *after, int event,
                     int64_t actor, struct complaints *complaints);
/* `accuses`: neither a unit nor a member of staff that the matter names now, nor who enters it, may
 * belong to the unit complained of. `actor` 0: it is not looked at. */
void conflict_accused(const struct decide_context *context, const struct matter *after,
                      int64_t actor, struct complaints *complaints);

#endif
