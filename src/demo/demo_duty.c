/*
 * demo_duty.c - the yearly reports on law of leading groups: called in November, given in December,
 * some at a meeting and assessed there by a tally.
 */
#include "demo/demo_steps.h"

enum step { STEP_CALL, STEP_SUBMIT, STEP_ASSESS, STEP_ORDER, STEP_RECTIFY, STEP_CLOSE };

static const struct {
    const char *key;
    int64_t first;
} groups[] = {{"party", DEMO_PARTY_FIRST},
              {"department", DEMO_DEPARTMENT_FIRST},
              {"subdistrict", DEMO_SUBDISTRICT_FIRST},
              {"committee_firm", DEMO_COMMITTEE_FIRST}};

/* c->a is the group, c->b the year, counted from the simulated one (0 or -1). */
static void call(struct demo *demo, struct demo_case *c)
{
    demo_file(demo, "duty_report");
    demo_put_i64(demo, "reporter", c->unit);
    demo_put(demo, "group", groups[c->a].key);
    demo_put_i64(demo, "year", demo->year + c->b);
    if (!demo_send(demo, c, DEMO_SUPERVISOR))
        return;
    struct date first = date_of(demo->year + (int)c->b, 12, 5);
    demo_on(demo, c, STEP_SUBMIT, demo_day_between(demo, c, first, date_add_days(first, 18)));
}

static void submit(struct demo *demo, struct demo_case *c)
{
    bool is_meeting = c->index % 5 == 2;
    demo_event(demo, c, "submit");
    demo_put(demo, "form", is_meeting ? "meeting" : "written");
    demo_put(demo, "separate_paragraph", demo_chance(demo, c, 85) ? "true" : "false");
    if (!demo_send(demo, c, demo_handler(c->unit)))
        return;
    if (is_meeting)
        demo_on(demo, c, STEP_ASSESS, demo_day_at(demo, (int)c->b, 12, 28));
    else if (c->b < 0)
        demo_on(demo, c, STEP_CLOSE, demo_day_at(demo, 0, 1, 14));
}

static void assess(struct demo *demo, struct demo_case *c)
{
    int64_t fair = demo_below(demo, c, 9), average = demo_below(demo, c, 3);
    demo_event(demo, c, "assess");
    demo_put_i64(demo, "good", 42 - fair - average);
    demo_put_i64(demo, "fair", fair);
    demo_put_i64(demo, "average", average);
    demo_put_i64(demo, "poor", 0);
    if (!demo_send(demo, c, DEMO_SUPERVISOR) || c->b == 0)
        return;
    if (average > 1)
        demo_later(demo, c, STEP_ORDER, 5, 8);
    else
        demo_later(demo, c, STEP_CLOSE, 12, 20);
}

static void script(struct demo *demo, struct demo_case *c)
{
    switch (c->step) {
    case STEP_CALL:
        call(demo, c);
        break;
    case STEP_SUBMIT:
        submit(demo, c);
        break;
    case STEP_ASSESS:
        assess(demo, c);
        break;
    case STEP_ORDER:
        demo_event(demo, c, "order_rectification");
        demo_put(demo, "reason", "重大执法决定法制审核覆盖不全，限期整改。");
        if (demo_send(demo, c, DEMO_SUPERVISOR))
            demo_later(demo, c, STEP_RECTIFY, 20, 40);
        break;
    case STEP_RECTIFY:
        demo_event(demo, c, "rectify");
        if (demo_send(demo, c, demo_handler(c->unit)))
            demo_later(demo, c, STEP_CLOSE, 3, 8);
        break;
    default:
        demo_event(demo, c, "close");
        (void)demo_send(demo, c, DEMO_SUPERVISOR);
        break;
    }
}

void demo_duty_reports(struct demo *demo)
{
    const size_t counts[] = {demo_party_units(), demo_departments(), DEMO_SUBDISTRICTS,
                             demo_committee_units()};
    uint32_t id = demo_new_script(demo), index = 0;
    for (int year = -1; year <= 0; year++)
        for (size_t group = 0; group < 4; group++)
            for (size_t i = 0; i < counts[group]; i++) {
                struct demo_case *c = demo_plan(demo, script, id, index++);
                c->a = (int64_t)group;
                c->b = year;
                c->unit = groups[group].first + (int64_t)i;
                demo_on(demo, c, STEP_CALL, demo_day_at(demo, year, 11, 10));
            }
    demo->commands_planned += index * 3;
}
