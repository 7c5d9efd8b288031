/*
 * calendar_file.h - the days of the notices, as read from calendars/YYYY.csv; of calendar.c only.
 *
 * A file's first line is `date,kind,name,notice`. Its days are those that its year's notices rule:
 * days of the year, and of the December before. A year is gazetted when it has a file.
 */
#ifndef GULOU_CALENDAR_CALENDAR_FILE_H
#define GULOU_CALENDAR_CALENDAR_FILE_H

#include "calendar/calendar.h"

struct calendar_notice {
    struct date date;
    bool is_work;
    struct str name, address;
    struct str file; /* where it stands, for complaints */
    int line;
};

struct calendar_notices {
    struct arena *arena;
    LIST_OF(struct calendar_notice) list;
    bool is_gazetted[300]; /* by year from 1900 */
};

/* Adds the file's days; what is wrong is complained about and left out. */
void calendar_file_read(struct calendar_notices *notices, const struct calendar_file *file,
                        struct complaints *complaints);
/* Sorts by date and complains about days that stand twice, in one file or in two. */
void calendar_file_check_doubles(struct calendar_notices *notices, struct complaints *complaints);

#endif
