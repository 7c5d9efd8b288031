/*
 * period.h - a length of time as the law writes it: "20 working days", "60 days", "3 months",
 * "2 years", "24 hours".
 */
#ifndef GULOU_CALENDAR_PERIOD_H
#define GULOU_CALENDAR_PERIOD_H

#include "base/buf.h"

struct period {
    int n; /* 1 to PERIOD_MAX; 0: no period */
    enum period_unit {
        PERIOD_WORKING_DAYS,
        PERIOD_DAYS, /* calendar days */
        PERIOD_MONTHS,
        PERIOD_YEARS,
        PERIOD_HOURS
    } unit;
};

enum { PERIOD_MAX = 9999 };
enum period_language { PERIOD_ZH, PERIOD_EN };

/* "N working day(s)", "N day(s)", "N month(s)", "N year(s)", "N hour(s)"; N from 1 to PERIOD_MAX,
 * single spaces. False for anything else; *period_out is then untouched. */
bool period_parse(struct str text, struct period *period_out);
/* "20个工作日", "60日", "3个月", "2年", "24小时"; or in the form that period_parse reads. */
void period_print(struct period period, enum period_language language, struct buf *out);
bool period_equal(struct period a, struct period b);

#endif
