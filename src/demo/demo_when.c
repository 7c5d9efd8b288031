#include "demo/demo_when.h"

#include "base/assert.h"

struct date demo_when_today(const struct demo *demo)
{
    return instant_date(demo->now);
}

struct date demo_when_last(const struct demo *demo)
{
    return date_of(demo->year, 12, 31);
}

int64_t demo_when_whole(const struct demo *demo, int64_t n)
{
    return demo->scale_permille > 1000 ? demo_scaled(demo, n) : n;
}

struct instant demo_when_soon(struct demo *demo, struct demo_case *c, int minutes)
{
    struct instant at = {demo->now.ms + 60000 * (1 + demo_below(demo, c, minutes))};
    struct instant latest = instant_at(demo_when_today(demo), 23, 58, 0);
    return at.ms > latest.ms ? latest : at;
}

/* In office hours of a day that is not before today. */
static struct instant moment_of(struct demo *demo, struct demo_case *c, struct date day)
{
    struct instant at = demo_office_hours(demo, c, day);
    return at.ms > demo->now.ms ? at : demo_when_soon(demo, c, 40);
}

struct instant demo_when_in(struct demo *demo, struct demo_case *c, int from, int to)
{
    int days = from + (int)demo_below(demo, c, to - from + 1);
    return moment_of(demo, c, demo_working_day_after(demo, demo_when_today(demo), days));
}

struct instant demo_when_between(struct demo *demo, struct demo_case *c, struct date from,
                                 struct date to)
{
    struct date first = date_max(from, demo_when_today(demo));
    struct date last = date_max(to, first);
    struct date day = date_add_days(first, (int)demo_below(demo, c, last.day - first.day + 1));
    while (!demo_is_working(demo, day) && date_compare(day, first) > 0)
        day = date_add_days(day, -1);
    while (!demo_is_working(demo, day) && date_compare(day, last) < 0)
        day = date_add_days(day, 1);
    return moment_of(demo, c, day);
}

struct instant demo_when_by(struct demo *demo, struct demo_case *c, struct date due)
{
    struct date today = demo_when_today(demo);
    return demo_when_between(demo, c, today, date_min(due, demo_when_last(demo)));
}

void demo_when_next(struct demo *demo, struct demo_case *c, int step, struct instant at)
{
    if (date_compare(instant_date(at), demo_when_last(demo)) <= 0)
        demo_next(demo, c, step, at);
}

struct date demo_when_day(struct demo *demo, struct demo_case *c, const int month_weights[12],
                          int first, int last)
{
    struct date from = date_of(demo->year, first / 100, first % 100);
    struct date to = date_of(demo->year, last / 100, last % 100);
    int greatest = 1;
    gl_assert(date_compare(from, to) < 0);
    for (int i = 0; i < 12 && month_weights != NULL; i++)
        greatest = month_weights[i] > greatest ? month_weights[i] : greatest;
    for (;;) {
        struct date day = date_add_days(from, (int)demo_below(demo, c, to.day - from.day + 1));
        int weight = month_weights == NULL ? 1 : month_weights[date_month(day) - 1];
        if (demo_is_working(demo, day) && demo_below(demo, c, greatest) < weight)
            return day;
    }
}
