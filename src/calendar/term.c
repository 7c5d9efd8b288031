#include "calendar/term.h"

#include "base/assert.h"

enum { HOUR_MS = 3600000, MONTHS_MAX = 300 * 12, DAYS_MAX = 300 * 366 };

static bool is_known(int64_t day)
{
    return day >= CALENDAR_FIRST_DAY && day <= CALENDAR_LAST_DAY;
}

struct date term_corresponding(struct date date, struct period period, int sign)
{
    gl_assert(period.unit != PERIOD_WORKING_DAYS && period.unit != PERIOD_HOURS);
    if (date_is_none(date) || !is_known(date.day) || period.n < 0 || period.n > DAYS_MAX)
        return DATE_NONE;
    if (period.unit != PERIOD_DAYS) {
        int months = period.unit == PERIOD_YEARS ? period.n * 12 : period.n;
        if (months > MONTHS_MAX)
            return DATE_NONE;
        date = date_add_months(date, sign * months);
    } else {
        date = date_add_days(date, sign * period.n);
    }
    return is_known(date.day) ? date : DATE_NONE;
}

static bool is_working_days(struct period period)
{
    return period.unit == PERIOD_WORKING_DAYS;
}

static bool is_by_month(struct period period)
{
    return period.unit == PERIOD_MONTHS || period.unit == PERIOD_YEARS;
}

struct date term_nominal(struct date origin, struct period length, struct period extension)
{
    if (is_by_month(length) && extension.n > 0 && is_by_month(extension)) {
        int scale = length.unit == PERIOD_YEARS ? 12 : 1;
        int extension_scale = extension.unit == PERIOD_YEARS ? 12 : 1;
        if (length.n > MONTHS_MAX || extension.n > MONTHS_MAX)
            return DATE_NONE;
        int months = length.n * scale + extension.n * extension_scale;
        return term_corresponding(origin, (struct period){months, PERIOD_MONTHS}, 1);
    }
    struct date end = term_corresponding(origin, length, 1);
    return extension.n > 0 ? term_corresponding(end, extension, 1) : end;
}

/* From origin to the nominal last day, which moves by the days of the pauses before it. */
static bool run_calendar(const struct term_rule *rule, struct date origin, struct date nominal,
                         struct date *end_out)
{
    if (date_is_none(nominal))
        return false;
    int64_t stood_until = origin.day, last = nominal.day;
    for (size_t i = 0; i < rule->pauses_n && rule->pauses[i].from.day < last; i++) {
        const struct term_pause *pause = &rule->pauses[i];
        if (date_is_none(pause->to))
            return false;
        int64_t since = pause->from.day > stood_until ? pause->from.day : stood_until;
        if (pause->to.day > since) {
            last += pause->to.day - since;
            stood_until = pause->to.day;
        }
    }
    if (!is_known(last))
        return false;
    *end_out = (struct date){(int32_t)last};
    return true;
}

/* n working days after origin, without the days of pauses. */
static bool run_working(const struct calendar *calendar, const struct term_rule *rule,
                        struct date origin, int n, struct term_due *out)
{
    struct date cursor = origin;
    for (size_t i = 0; i < rule->pauses_n; i++) {
        const struct term_pause *pause = &rule->pauses[i];
        if (date_compare(pause->from, cursor) > 0) {
            int passed = calendar_count(calendar, cursor, pause->from);
            if (passed >= n)
                break;
            n -= passed;
            out->is_provisional |=
                !calendar_gazettes(calendar, date_add_days(cursor, 1), pause->from);
            cursor = pause->from;
        }
        if (date_is_none(pause->to))
            return false;
        cursor = date_max(cursor, pause->to);
    }
    out->unrolled = calendar_add(calendar, cursor, n);
    if (date_is_none(out->unrolled))
        return false;
    out->is_provisional |= !calendar_gazettes(calendar, date_add_days(cursor, 1), out->unrolled);
    return true;
}

static bool run(const struct calendar *calendar, const struct term_rule *rule, struct date origin,
                struct period period, struct term_due *out)
{
    if (is_working_days(period))
        return run_working(calendar, rule, origin, period.n, out);
    return run_calendar(rule, origin, term_nominal(origin, period, (struct period){0}),
                        &out->unrolled);
}

static bool roll(const struct calendar *calendar, struct term_due *out)
{
    out->due = calendar_next_working(calendar, out->unrolled);
    if (date_is_none(out->due))
        return false;
    out->is_provisional |= !calendar_gazettes(calendar, out->unrolled, out->due);
    return true;
}

static bool reckon_forward(const struct calendar *calendar, struct date origin,
                           const struct term_rule *rule, struct term_due *out)
{
    struct period length = rule->length, extension = rule->extension;
    if (extension.n <= 0)
        extension = (struct period){0, length.unit};
    if (extension.n > 0 && rule->extend_from_rolled && rule->roll_next) {
        if (!run(calendar, rule, origin, length, out) || !roll(calendar, out)
            || !run(calendar, rule, out->due, extension, out))
            return false;
    } else if (extension.n > 0 && is_working_days(length) != is_working_days(extension)) {
        if (!run(calendar, rule, origin, length, out)
            || !run(calendar, rule, out->unrolled, extension, out))
            return false;
    } else if (is_working_days(length)) {
        if (!run_working(calendar, rule, origin, length.n + extension.n, out))
            return false;
    } else if (!run_calendar(rule, origin, term_nominal(origin, length, extension),
                             &out->unrolled)) {
        return false;
    }
    out->due = out->unrolled;
    return !rule->roll_next || roll(calendar, out);
}

static bool reckon_backward(const struct calendar *calendar, struct date target,
                            const struct term_rule *rule, struct term_due *out)
{
    struct date first; /* the earliest of the N days */
    if (is_working_days(rule->length)) {
        first = calendar_add(calendar, target, -rule->length.n);
        if (date_is_none(first))
            return false;
        out->is_provisional = !calendar_gazettes(calendar, first, date_add_days(target, -1));
    } else {
        first = term_corresponding(target, rule->length, -1);
        if (date_is_none(first))
            return false;
    }
    out->unrolled = rule->backward_inclusive ? first : date_add_days(first, -1);
    out->due = out->unrolled;
    if (!is_known(out->due.day))
        return false;
    if (!rule->roll_next)
        return true;
    out->due = calendar_last_working(calendar, out->unrolled);
    if (date_is_none(out->due))
        return false;
    out->is_provisional |= !calendar_gazettes(calendar, out->due, out->unrolled);
    return true;
}

bool term_reckon(const struct calendar *calendar, struct date origin, const struct term_rule *rule,
                 struct term_due *out)
{
    gl_assert(rule->length.unit != PERIOD_HOURS);
    gl_assert(rule->extension.n == 0 || rule->extension.unit != PERIOD_HOURS);
    struct term_due due = {.due = DATE_NONE, .unrolled = DATE_NONE};
    bool has_due = !date_is_none(origin) && is_known(origin.day) && rule->length.n > 0
                   && rule->length.n <= DAYS_MAX && rule->extension.n <= DAYS_MAX
                   && (rule->is_backward ? reckon_backward(calendar, origin, rule, &due)
                                         : reckon_forward(calendar, origin, rule, &due));
    *out = has_due ? due : (struct term_due){.due = DATE_NONE, .unrolled = DATE_NONE};
    return has_due;
}

struct instant term_reckon_hours(struct instant origin, int hours)
{
    int64_t begun = origin.ms / HOUR_MS - (origin.ms % HOUR_MS < 0);
    return (struct instant){(begun + 1 + hours) * HOUR_MS};
}

const char *term_reason_name(enum term_reason reason)
{
    static const char *const names[] = {
        [TERM_START] = "start",   [TERM_CALENDAR] = "calendar", [TERM_WORKING] = "working",
        [TERM_MAKEUP] = "makeup", [TERM_WEEKEND] = "weekend",   [TERM_HOLIDAY] = "holiday",
        [TERM_PAUSED] = "paused", [TERM_ROLLED] = "rolled",     [TERM_LAST] = "last",
        [TERM_ACT] = "act",
    };
    return names[reason];
}
