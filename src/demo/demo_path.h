/*
 * demo_path.h - simulated matters whose way is written down as a table: which step, by whom, when,
 * with which values. For procedures in which chance decides days and amounts, not the way.
 *
 * A step's words:
 *   who     handler, reviewer, head, intake, reporter (of the matter's unit), caseworker,
 * supervisor, body_head, organ_head, signer, desk (posts of the district); "handler+organ_head":
 * the second approves what the first proposed. when    "3-8" working days after the step before
 * (what would fall after the year is left undone: the matter is under way at its end), "0" at once,
 * "after CLOCK" soon after its due day, "by CLOCK" before it, "day" on the day kept by `*` (moved
 * to a working day), "date M-D" on a day of the year. fields  "key=value; key=value", a value being
 *           @unit, @department, @subdistrict, @community, @CODE   a unit
 *           @station, @place                    a justice station; a community of that unit's
 *           @first, @second                     two officers' certificates; plan demo_officers
 * first
 *           @move                               another department, the case's from now on
 *           @reviewer                           the unit's reviewer
 *           @serial                             the case's number in another system
 *           @other                              the matter that the case before it began
 *           ~firm, ~person                      an invented party
 *           +10d, -3d, +5w, +12m, each with * to be kept for "day"   a day counted from today
 *           %3-31, %p12-31, %y, %p              a day of the year, of the one before it; the years
 *           5..40, 5..40x1000                   a number by chance
 *           a|b|c                               one of them, by the case's index
 *           anything else                       as it stands
 */
#ifndef GULOU_DEMO_DEMO_PATH_H
#define GULOU_DEMO_DEMO_PATH_H

#include "demo/demo.h"

struct demo_step {
    const char *event; /* of the first, where a register begins in one way only: NULL */
    const char *who, *when, *fields;
};

struct demo_path {
    const char *registry;
    int count;        /* matters at scale 1 */
    int years;        /* that the first step lies before (negative) the simulated year */
    const char *from; /* the first step falls between two days "M-D" of the year */
    const char *to;
    const char *unit; /* as @… above */
    const struct demo_step *steps;
    size_t steps_n;
};

#define DEMO_STEPS(steps) (steps), sizeof(steps) / sizeof(steps)[0]

/* Plans the matters of all paths, as many as the scale says. */
void demo_paths(struct demo *demo, const struct demo_path *paths, size_t n);
/* A matter that another case brings about, ten minutes from now: `other` is what its steps call
 * @other; `id` is a script of the caller's own. */
void demo_path_begin(struct demo *demo, const struct demo_path *path, uint32_t id,
                     struct demo_case *other);
/* The cases of `later` name, by @other, the matters of `first`, one for one, and begin on the days
 * that they give themselves, which must lie after those of `first`. */
void demo_linked_paths(struct demo *demo, const struct demo_path *first,
                       const struct demo_path *later);

#endif
