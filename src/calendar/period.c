#include "calendar/period.h"

static const struct unit_name {
    enum period_unit unit;
    const char *one, *many, *zh;
} unit_names[] = {
    {PERIOD_WORKING_DAYS, "working day", "working days", "个工作日"},
    {PERIOD_DAYS, "day", "days", "日"},
    {PERIOD_MONTHS, "month", "months", "个月"},
    {PERIOD_YEARS, "year", "years", "年"},
    {PERIOD_HOURS, "hour", "hours", "小时"},
};

enum { UNITS = sizeof unit_names / sizeof *unit_names };

bool period_parse(struct str text, struct period *period_out)
{
    struct str number, unit;
    int64_t n;
    if (!str_cut(text, ' ', &number, &unit) || !str_to_i64(number, &n) || n < 1 || n > PERIOD_MAX)
        return false;
    for (size_t i = 0; i < UNITS; i++) {
        if (str_equal_c(unit, unit_names[i].one) || str_equal_c(unit, unit_names[i].many)) {
            *period_out = (struct period){(int)n, unit_names[i].unit};
            return true;
        }
    }
    return false;
}

void period_print(struct period period, enum period_language language, struct buf *out)
{
    for (size_t i = 0; i < UNITS; i++) {
        const struct unit_name *name = &unit_names[i];
        if (name->unit != period.unit)
            continue;
        if (language == PERIOD_ZH)
            buf_print(out, "%d%s", period.n, name->zh);
        else
            buf_print(out, "%d %s", period.n, period.n == 1 ? name->one : name->many);
    }
}

bool period_equal(struct period a, struct period b)
{
    return a.n == b.n && (a.n == 0 || a.unit == b.unit);
}
