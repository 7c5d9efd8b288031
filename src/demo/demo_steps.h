/*
 * demo_steps.h - what the scripts of the calm registers share: days between two steps, days of a
 * period, values with words in them.
 */
#ifndef GULOU_DEMO_STEPS_H
#define GULOU_DEMO_STEPS_H

#include "demo/demo.h"

#define DEMO_COUNT(array) ((int64_t)(sizeof(array) / sizeof(array)[0]))
#define DEMO_PICK(demo, c, array) ((array)[demo_below((demo), (c), DEMO_COUNT(array))])

struct date demo_today(const struct demo *demo);
struct date demo_year_end(const struct demo *demo); /* 31 December of the simulated year */
/* A working day from `from` to `to`, by chance; there must be one. */
struct date demo_day_between(struct demo *demo, struct demo_case *c, struct date from,
                             struct date to);
/* The first working day of a month's day or after it: demo_day_at(demo, 0, 3, 15). `years` is
 * counted from the simulated year. */
struct date demo_day_at(const struct demo *demo, int years, int month, int day);

/* Goes on with `step` in office hours, `from` to `to` working days after today (0: later today).
 * What would fall after the year stays undone: the matter is under way at its end. */
void demo_later(struct demo *demo, struct demo_case *c, int step, int from, int to);
/* The same, but within the year whatever it takes. */
void demo_within(struct demo *demo, struct demo_case *c, int step, int from, int to);
/* On a working day after today and not after `due`, within the year. */
void demo_by(struct demo *demo, struct demo_case *c, int step, struct date due);
/* In office hours of the day. */
void demo_on(struct demo *demo, struct demo_case *c, int step, struct date day);

/* A value in words: demo_put_text(demo, "document_no", "演示〔%d〕%d号", 2022, 7). */
__attribute__((format(printf, 3, 4))) void demo_put_text(struct demo *demo, const char *field,
                                                         const char *format, ...);
/* 0 … n-1 of `of` places are true, spread by chance but exactly `quota` of them. */
bool demo_is_chosen(const struct demo *demo, uint32_t salt, int64_t index, int64_t of,
                    int64_t quota);
int64_t demo_any_department(struct demo *demo, struct demo_case *c);
int64_t demo_any_subdistrict(struct demo *demo, struct demo_case *c);
int64_t demo_any_community(struct demo *demo, struct demo_case *c);
struct str demo_unit_name(const struct demo *demo, int64_t unit);

#endif
