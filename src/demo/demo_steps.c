/*
 * demo_steps.c - days and values that the scripts of the calm registers share.
 */
#include "demo/demo_steps.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/assert.h"

struct date demo_today(const struct demo *demo)
{
    return instant_date(demo->now);
}

struct date demo_year_end(const struct demo *demo)
{
    return date_of(demo->year, 12, 31);
}

struct date demo_day_between(struct demo *demo, struct demo_case *c, struct date from,
                             struct date to)
{
    int days = to.day - from.day + 1;
    gl_assert(days > 0);
    struct date day = date_add_days(from, (int)demo_below(demo, c, days));
    for (int i = 0; i < days && !demo_is_working(demo, day); i++)
        day = date_compare(day, to) < 0 ? date_add_days(day, 1) : from;
    return day;
}

struct date demo_day_at(const struct demo *demo, int years, int month, int day)
{
    return demo_working_day_after(demo, date_of(demo->year + years, month, day), 0);
}

/* A moment of today that lies after now; of another day, any in office hours. */
static struct instant moment_on(struct demo *demo, struct demo_case *c, struct date day)
{
    struct instant at = demo_office_hours(demo, c, day);
    if (at.ms <= demo->now.ms)
        at.ms = demo->now.ms + (300 + demo_below(demo, c, 2400)) * 1000;
    return at;
}

static struct date working_day_later(struct demo *demo, struct demo_case *c, int from, int to)
{
    int n = from + (int)demo_below(demo, c, to - from + 1);
    return n == 0 ? demo_today(demo) : demo_working_day_after(demo, demo_today(demo), n);
}

void demo_later(struct demo *demo, struct demo_case *c, int step, int from, int to)
{
    struct date day = working_day_later(demo, c, from, to);
    if (date_compare(day, demo_year_end(demo)) <= 0)
        demo_next(demo, c, step, moment_on(demo, c, day));
}

void demo_within(struct demo *demo, struct demo_case *c, int step, int from, int to)
{
    struct date day = date_min(working_day_later(demo, c, from, to), demo_year_end(demo));
    while (!demo_is_working(demo, day) && date_compare(day, demo_today(demo)) > 0)
        day = date_add_days(day, -1);
    demo_next(demo, c, step, moment_on(demo, c, day));
}

void demo_by(struct demo *demo, struct demo_case *c, int step, struct date due)
{
    struct date today = demo_today(demo), last = date_min(due, demo_year_end(demo));
    struct date day = today;
    if (date_compare(last, today) > 0)
        day = demo_day_between(demo, c, date_add_days(today, 1), last);
    if (!demo_is_working(demo, day)) /* no working day is left */
        day = today;
    demo_next(demo, c, step, moment_on(demo, c, day));
}

void demo_on(struct demo *demo, struct demo_case *c, int step, struct date day)
{
    demo_next(demo, c, step, demo_office_hours(demo, c, day));
}

void demo_put_text(struct demo *demo, const char *field, const char *format, ...)
{
    char text[1024];
    va_list args;
    va_start(args, format);
    int len = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    gl_assert(len >= 0 && (size_t)len < sizeof text);
    demo_put_str(demo, field, (struct str){text, (size_t)len});
}

bool demo_is_chosen(const struct demo *demo, uint32_t salt, int64_t index, int64_t of,
                    int64_t quota)
{
    return demo_shuffled(demo, salt, index, of) < quota;
}

int64_t demo_any_department(struct demo *demo, struct demo_case *c)
{
    return DEMO_DEPARTMENT_FIRST + demo_below(demo, c, (int64_t)demo_departments());
}

int64_t demo_any_subdistrict(struct demo *demo, struct demo_case *c)
{
    return DEMO_SUBDISTRICT_FIRST + demo_below(demo, c, DEMO_SUBDISTRICTS);
}

int64_t demo_any_community(struct demo *demo, struct demo_case *c)
{
    return DEMO_COMMUNITY_FIRST + demo_below(demo, c, DEMO_COMMUNITIES);
}

struct str demo_unit_name(const struct demo *demo, int64_t unit)
{
    const struct unit *found = organisation_unit(office_current(demo->office)->organisation, unit);
    gl_assert(found != NULL);
    return found->name;
}
