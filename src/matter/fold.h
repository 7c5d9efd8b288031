/*
 * fold.h - one event more: state, values, occurrences and clocks of a matter.
 *
 * Pure. An amendment cannot be applied to a state: the matter is folded anew from its events by
 * fold_all, which puts replaced events in the place of the ones they replace.
 */
#ifndef GULOU_MATTER_FOLD_H
#define GULOU_MATTER_FOLD_H

#include "matter/clock.h"
#include "matter/event.h"
#include "matter/matter.h"

/* Applies an event in place. Asserts that it is no amendment. */
void fold_apply(struct arena *arena, struct matter *matter, const struct event *event,
                const struct calendar *calendar);

/* The day from which the event counts as known: its legal date, of the law's act the day on which
 * the clock ran out; never before what was known of the matter already. So what is known of a
 * matter at a day is always the beginning of its history. `before` is the matter before it. */
struct date fold_known(const struct matter *before, const struct event *event);

/* Called after each event of a fold with the matter as it is then. */
typedef void fold_visit(void *context, const struct matter *before, const struct matter *after,
                        const struct event *event);

struct fold_step {
    const struct event *event;
    const struct calendar *calendar; /* in force at its place */
};

/* Folds a matter from its steps in ledger order, amendments applied. `visit` may be NULL; `before`
 * is then a copy made for it. Returns a matter in state NONE when every event was struck. */
struct matter *fold_all(struct arena *arena, const struct register_def *def, int64_t id,
                        const struct fold_step *steps, size_t steps_n, fold_visit *visit,
                        void *context);
/* The steps as fold_all will apply them, amendments resolved. Of the law's act that was struck
 * there remains that its clock does not act again. */
struct fold_step *fold_resolve(struct arena *arena, const struct fold_step *steps, size_t steps_n,
                               size_t *resolved_n_out);
struct matter *fold_copy(struct arena *arena, const struct matter *matter);

#endif
