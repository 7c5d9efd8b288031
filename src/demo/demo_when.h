/*
 * demo_when.h - when a script goes on: moments in office hours, and the end of the year.
 *
 * W1: no moment lies before the demo's now, and none after the day that it was asked for.
 */
#ifndef GULOU_DEMO_DEMO_WHEN_H
#define GULOU_DEMO_DEMO_WHEN_H

#include "demo/demo.h"

/* One of the elements of an array, by chance. */
#define DEMO_PICK(demo, c, array) \
    ((array)[demo_below((demo), (c), (int64_t)(sizeof(array) / sizeof(array)[0]))])

/* On the first working day from today + between `from` and `to` working days (0: today). */
struct instant demo_when_in(struct demo *demo, struct demo_case *c, int from, int to);
/* On a working day between two days, in office hours; where there is none, on the last day. */
struct instant demo_when_between(struct demo *demo, struct demo_case *c, struct date from,
                                 struct date to);
/* On a working day from today to the day that a clock runs out, the year's end at the latest. */
struct instant demo_when_by(struct demo *demo, struct demo_case *c, struct date due);
/* Up to `minutes` from now, still today. */
struct instant demo_when_soon(struct demo *demo, struct demo_case *c, int minutes);
/* Goes on unless the moment lies after the year: then the case stays as it is. */
void demo_when_next(struct demo *demo, struct demo_case *c, int step, struct instant at);
/* A working day from the `first` to the `last` of the demo's year (month and day as 1231), by
 * weights of the months; NULL: all alike. */
struct date demo_when_day(struct demo *demo, struct demo_case *c, const int month_weights[12],
                          int first, int last);
struct date demo_when_today(const struct demo *demo);
struct date demo_when_last(const struct demo *demo); /* 31 December of the demo's year */
/* Counts that a small demo keeps whole, so that it shows every case: n, more on a larger scale. */
int64_t demo_when_whole(const struct demo *demo, int64_t n);

#endif
