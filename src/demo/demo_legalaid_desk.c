/*
 * demo_legalaid_desk.c - the daily totals of calls and visits at the legal aid desk.
 */
#include "demo/demo_when.h"

enum step { STEP_COUNT, STEP_CORRECT, STEP_ARCHIVE };

/* Calls a day by month; Mondays have more, Fridays fewer. */
static const int calls_a_day[12] = {52, 48, 70, 62, 58, 60, 64, 66, 63, 58, 64, 72};

static void count_day(struct demo *demo, struct demo_case *c)
{
    struct date today = demo_when_today(demo);
    int64_t usual = calls_a_day[date_month(today) - 1];
    usual += date_weekday(today) == 1 ? 14 : date_weekday(today) == 5 ? -8 : 0;
    c->a = usual - 9 + demo_below(demo, c, 20);
    c->b = usual / 2 - 4 + demo_below(demo, c, 10);
    demo_file(demo, "legalaid_desk");
    demo_put_i64(demo, "desk", DEMO_AID_CENTRE);
    demo_put_date(demo, "day", today);
    demo_put_i64(demo, "calls", c->a);
    demo_put_i64(demo, "walk_ins", c->b);
    if (!demo_send(demo, c, demo_handler(DEMO_AID_CENTRE)))
        return;
    if (c->index % 83 == 40)
        demo_when_next(demo, c, STEP_CORRECT, demo_when_in(demo, c, 1, 2));
    else
        demo_when_next(demo, c, STEP_ARCHIVE, demo_when_in(demo, c, 30, 34));
}

static void correct(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "correct");
    demo_put_i64(demo, "calls", c->a + 3);
    demo_put_i64(demo, "walk_ins", c->b);
    demo_put(demo, "reason", "漏记傍晚来电三人次。");
    (void)demo_send_approved(demo, c, demo_handler(DEMO_AID_CENTRE), demo_head(DEMO_AID_CENTRE));
}

static void archive(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "archive");
    (void)demo_send(demo, c, DEMO_SUPERVISOR);
}

static void script(struct demo *demo, struct demo_case *c)
{
    static demo_script *const steps[] = {count_day, correct, archive};
    steps[c->step](demo, c);
}

void demo_legalaid_desk(struct demo *demo)
{
    uint32_t id = demo_new_script(demo), index = 0;
    struct date day = date_of(demo->year, 1, 1), last = demo_when_last(demo);
    for (; date_compare(day, last) <= 0; day = date_add_days(day, 1)) {
        if (!demo_is_working(demo, day))
            continue;
        struct demo_case *c = demo_plan(demo, script, id, index++);
        demo_next(demo, c, STEP_COUNT, instant_at(day, 17, 30 + (int)demo_below(demo, c, 25), 0));
    }
    demo->commands_planned += index * 2;
}
