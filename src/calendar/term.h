/*
 * term.h - when a period ends: the arithmetic of statutory clocks.
 *
 * Sources: 民法典 201-203, 民事诉讼法 85 (applied to reconsideration by 行政复议法 2017 art. 40(1),
 * 2023 art. 88(1)), 行政诉讼法解释 48.
 * - The starting day is not counted (民法典 201).
 * - Months and years end on the corresponding day, or the month's last day (民法典 202).
 * - With roll_next a last day that rests moves to the next working day (民法典 203): once, at the
 *   very end, after pauses and extension. Only the last day moves; rest days inside count.
 * - A pause: its first day (the pausing event) still counts; the days after it up to and including
 *   its last (the resumption) do not. What had elapsed is kept. In months and years the paused days
 *   are added to the corresponding day.
 * - An extension continues from the last day before it was moved (or after, extend_from_rolled).
 *   Pauses and extension are facts, not steps: their order makes no difference.
 * - Counted back from a day: N whole days lie between the act and that day, neither of which is
 *   counted; `backward_inclusive`: the act's day is one of the N. With roll_next the act moves to
 *   the working day before, never towards the target. Pauses and extension do not apply.
 * - Provisional: a day that mattered (one counted by working days, or looked at to move the last
 *   day) lies in a year that is not gazetted.
 *
 * term_reckon is O(1) in days and O(n) in pauses. term_explain walks day by day, on its own, and
 * says of each day why it counts or not.
 */
#ifndef GULOU_CALENDAR_TERM_H
#define GULOU_CALENDAR_TERM_H

#include "calendar/calendar.h"
#include "calendar/period.h"

struct term_pause {
    struct date from; /* day of the pausing event */
    struct date to;   /* day of the resuming event; DATE_NONE: still paused */
};

struct term_rule {
    struct period length; /* not hours */
    bool roll_next;
    bool is_backward; /* counted back from the origin */
    bool backward_inclusive;
    bool extend_from_rolled;
    struct period extension;         /* the sum of all extensions; n = 0: none; not hours */
    const struct term_pause *pauses; /* in order of `from`; they may touch or overlap */
    size_t pauses_n;
};

struct term_due {
    struct date due;      /* the last day in time (backward: the last day for the act) */
    struct date unrolled; /* before it was moved off a rest day */
    bool is_provisional;
};

/* False, with no dates, when there is no due date: a pause that has not ended lies before it, or
 * it lies outside the years 1900 to 2199. */
bool term_reckon(const struct calendar *calendar, struct date origin, const struct term_rule *rule,
                 struct term_due *out);

/* The corresponding day `period` (days, months or years) after (sign 1) or before (-1) a date; the
 * month's last day where there is none (民法典 202). DATE_NONE outside the years known. */
struct date term_corresponding(struct date date, struct period period, int sign);
/* The last day of a period by the calendar with its extension (n = 0: none), without pauses. Months
 * and years are added up first, so that 2 months and 1 month are 3 months. */
struct date term_nominal(struct date origin, struct period length, struct period extension);

/* Hours: the hour in which it begins is not counted (民诉法解释 125); whole hours, never moved.
 * 10:20 + 24 hours = 11:00 the next day. */
struct instant term_reckon_hours(struct instant origin, int hours);

enum term_reason {
    TERM_START,    /* the day it begins (backward: the target day): not counted */
    TERM_CALENDAR, /* a calendar day: counted */
    TERM_WORKING,  /* a working day: counted */
    TERM_MAKEUP,   /* a Saturday or Sunday that works by notice: counted */
    TERM_WEEKEND,  /* rests: not counted */
    TERM_HOLIDAY,  /* rests by notice: not counted */
    TERM_PAUSED,   /* the clock stood still */
    TERM_ROLLED,   /* after the last day, while the last day moves to a working day */
    TERM_LAST,     /* to here the last day has moved */
    TERM_ACT       /* backward: the last day for the act, not one of the N */
};

struct term_day {
    struct date date;
    enum term_reason reason;
    bool is_counted;
    bool is_extension; /* counted as part of the extension */
    bool is_due;
    bool is_gazetted;
    int number;    /* of the counted days, from 1; 0 when not counted */
    int pause;     /* index of the pause, of TERM_PAUSED; else -1 */
    struct str zh; /* the reason in words */
    struct str en;
    struct str notice; /* address of the notice that rules the day, or empty */
};

struct term_days {
    struct term_day *at;
    size_t n;
    struct term_due due; /* as the walk found it: equal to term_reckon's */
};

/* Every day from the origin to the due date in order (backward: from the target day back). False as
 * term_reckon. */
bool term_explain(struct arena *arena, const struct calendar *calendar, struct date origin,
                  const struct term_rule *rule, struct term_days *out);
const char *term_reason_name(enum term_reason reason); /* "paused", for JSON */

#endif
