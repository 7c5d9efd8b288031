/*
 * contribution.h - what a matter contributes to the figures: dated amounts.
 *
 * F1: a figure is the sum of its contributions (DESIGN H3); nothing else counts.
 * F2: contributions are a pure function of the matter's events. After each event the set is
 *     compared with the set before, and only the differences are written, never changed.
 *
 * Three shapes: a figure that says something of the matter (count, sum, due, met, distinct) has at
 * most one row in the set at any time; `each` forms and the minimum add a row with every event;
 * a stock adds +1 when it begins to hold and −1 when it ceases.
 */
#ifndef GULOU_FIGURE_CONTRIBUTION_H
#define GULOU_FIGURE_CONTRIBUTION_H

#include "matter/fold.h"

struct contribution {
    int figure; /* id */
    struct date day;
    struct date known; /* see fold_known */
    int64_t matter, seq;
    int64_t unit;
    int64_t amount; /* value * 10^value_digits of the figure */
    int64_t value;  /* of distinct and minimum: the value; of a figure with `by`: its choices,
                       packed (registry.h); else 0 */
};

struct contributions {
    LIST_OF(struct contribution) rows;
};

/* Appends the differences that one event makes. `before` is the matter before it (state NONE for
 * the first). */
void contribution_step(struct arena *arena, const struct registry *registry,
                       const struct matter *before, const struct matter *after,
                       const struct event *event, struct contributions *out);
/* All rows of a matter's whole history, amendments applied, as if it had been entered so. */
void contribution_all(struct arena *arena, const struct registry *registry,
                      const struct register_def *def, int64_t id, const struct fold_step *steps,
                      size_t steps_n, struct contributions *out);
/* Rows that turn the sum of `old` into the sum of `now`: the differences by figure, day, unit and
 * value, stamped with known, matter and seq. */
void contribution_difference(struct arena *arena, const struct contributions *old,
                             const struct contributions *now, struct date known, int64_t matter,
                             int64_t seq, struct contributions *out);
/* Does the matter feed a restricted figure (DESIGN §2)? Its values are then shown by no page, API
 * or export. */
bool contribution_is_restricted(const struct registry *registry, const struct matter *matter);
int contribution_compare(const void *a,
                         const void *b); /* by figure, day, matter, seq, unit, value */

#endif
