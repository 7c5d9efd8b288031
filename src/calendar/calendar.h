/*
 * calendar.h - the working days of the State: Monday to Friday, but for the days that the yearly
 * notices of the State Council make rest days (off) or working days (work).
 *
 * A day is looked up by its date, never by a year's file: 31 December may be ruled by the next
 * year's notice. A year without a notice is not gazetted: its days count as Monday to Friday, and
 * what rests on them is provisional. Pure: no clock, no files; read-only after load, so that
 * threads may share it. All days that base/date.h knows (1900 to 2199) are covered.
 */
#ifndef GULOU_CALENDAR_CALENDAR_H
#define GULOU_CALENDAR_CALENDAR_H

#include "base/complaint.h"
#include "base/date.h"

/* One calendars/YYYY.csv: `date,kind,name,notice`; kind is off or work, notice the address. */
struct calendar_file {
    struct str name; /* the path; its last part names the year: "calendars/2022.csv" */
    struct str bytes;
};

/* 1900-01-01 and 2199-12-31, in days since 1970. */
enum { CALENDAR_FIRST_DAY = -25567, CALENDAR_LAST_DAY = 84005 };

enum calendar_kind {
    CALENDAR_WEEKDAY, /* Monday to Friday, no notice: works */
    CALENDAR_WEEKEND, /* Saturday or Sunday, no notice: rests */
    CALENDAR_OFF,     /* rests by notice */
    CALENDAR_MAKEUP   /* a Saturday or Sunday that works by notice */
};

struct calendar_day {
    enum calendar_kind kind;
    bool is_working;
    bool is_gazetted;  /* the notice for the day's own year is known */
    struct str name;   /* of the holiday, e.g. 国庆节; only of OFF and MAKEUP */
    struct str notice; /* address of the notice that says so; only of OFF and MAKEUP */
};

struct calendar; /* immutable, lives in its arena (about 1 MB) */

/* Reads all files and tells everything that is wrong with them, with line and column; NULL when
 * there was anything. No files at all give a calendar in which no year is gazetted. The names and
 * notices are copied. */
struct calendar *calendar_load(struct arena *arena, const struct calendar_file *files,
                               size_t files_n, struct complaints *complaints);
/* What the caller calls this version (a hash of the adopted texts); the text must live as long. */
void calendar_set_version(struct calendar *calendar, struct str version);
struct str calendar_version(const struct calendar *calendar);

bool calendar_is_working(const struct calendar *calendar, struct date date);
bool calendar_is_gazetted(const struct calendar *calendar, struct date date);
struct calendar_day calendar_day(const struct calendar *calendar, struct date date);
/* Are all days from `first` to `last` in gazetted years? True when last < first. */
bool calendar_gazettes(const struct calendar *calendar, struct date first, struct date last);

/* Working days after `from`, up to and including `to`; 0 when to <= from. O(1). */
int calendar_count(const struct calendar *calendar, struct date from, struct date to);
/* The n-th working day after `date` (n > 0), or before it (n < 0); `date` itself for 0. O(1).
 * DATE_NONE beyond the years known. */
struct date calendar_add(const struct calendar *calendar, struct date date, int n);
/* The day itself when it works, else the next or the one before that does. DATE_NONE beyond. */
struct date calendar_next_working(const struct calendar *calendar, struct date date);
struct date calendar_last_working(const struct calendar *calendar, struct date date);

#endif
