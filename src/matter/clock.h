/*
 * clock.h - what an event does to the clocks of its matter (DESIGN §6; law-file rules K1–K12).
 *
 * A clock's due date is reckoned when something happens to it, under the calendar of that moment,
 * and stands until something else happens. A stopped clock keeps it.
 */
#ifndef GULOU_MATTER_CLOCK_H
#define GULOU_MATTER_CLOCK_H

#include "matter/event.h"
#include "matter/matter.h"

/* Applies what the event stops, cancels, pauses, resumes, extends, starts and restarts, in that
 * order for each clock. The values of the event are already in the matter. */
void clock_apply(struct arena *arena, struct matter *matter, const struct event *event,
                 const struct calendar *calendar);
/* Reckons the running clocks anew under another calendar; true when a due date moved. */
bool clock_recalendar(struct matter *matter, const struct calendar *calendar);
/* The rule of a clock as the calendar reckons it, for explanations; pauses stay the matter's. */
struct term_rule clock_term_rule(const struct matter *matter, int clock);

#endif
