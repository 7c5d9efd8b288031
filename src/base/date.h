/*
 * date.h - civil days and moments. A legal date is a day of the proleptic Gregorian calendar; a
 * moment is UTC milliseconds. Two types, never mixed. All clock times of this program are +08:00 by
 * constant; the machine's zone is never read.
 */
#ifndef GULOU_BASE_DATE_H
#define GULOU_BASE_DATE_H

#include "base/str.h"

struct date {
    int32_t day; /* days since 1970-01-01; DATE_NONE_DAY: no date */
};

struct instant {
    int64_t ms; /* milliseconds since 1970-01-01T00:00:00Z */
};

enum { DATE_NONE_DAY = INT32_MIN };
enum { DATE_TEXT_BYTES = 11, INSTANT_TEXT_BYTES = 26 };

#define DATE_NONE ((struct date){DATE_NONE_DAY})

struct date date_of(int year, int month, int day); /* asserts that the day exists */
bool date_exists(int year, int month, int day);    /* years 1900 to 2199 */
bool date_is_none(struct date date);
void date_split(struct date date, int *year_out, int *month_out, int *day_out);
int date_year(struct date date);
int date_month(struct date date);
int date_weekday(struct date date); /* 1 Monday to 7 Sunday */
int date_compare(struct date a, struct date b);
struct date date_min(struct date a, struct date b);
struct date date_max(struct date a, struct date b);
struct date date_add_days(struct date date, int days);
/* The corresponding day, or the month's last day where there is none (Civil Code art. 202). */
struct date date_add_months(struct date date, int months);
/* 12, 6, 3 or 1 when the days make a whole calendar year, half-year, quarter or month; else 0. */
int date_whole_months(struct date from, struct date to);
bool date_parse(struct str text, struct date *date_out); /* exactly YYYY-MM-DD, an existing day */
struct str date_print(struct date date, char out[DATE_TEXT_BYTES]); /* "" for none */

struct instant instant_at(struct date date, int hour, int minute, int second); /* +08:00 */
struct date instant_date(struct instant instant);                              /* in +08:00 */
/* RFC 3339 with seconds and +08:00, e.g. 2026-03-01T09:30:00+08:00. */
struct str instant_print(struct instant instant, char out[INSTANT_TEXT_BYTES]);
bool instant_parse(struct str text, struct instant *instant_out);

#endif
