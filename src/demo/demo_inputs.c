/*
 * demo_inputs.c - the signed numbers from outside that the year's figures need.
 */
#include "demo/demo_when.h"

enum step { STEP_ENTER, STEP_SEND_BACK, STEP_RESUBMIT, STEP_SIGN, STEP_ARCHIVE };

static const struct {
    const char *item, *unit, *value, *source;
    bool is_of_year_before; /* entered at the beginning of the year, else after its end */
} inputs[] = {
    {"population_resident", "statistics", "944500", "区统计局年末常住人口推算数", false},
    {"notarization_handled", "justice", "6357", "上年度法治政府建设年度报告", true},
    {"workorder_repeat_rate", "office", "0.3", "上年度法治政府建设年度报告", true},
    {"normative_in_force", "justice", "10", "上年末行政规范性文件清理结果", true},
    {"centres_total", "political", "14", "区、街道网格化治理中心建设台账", false},
    {"regulation_items_with_objects", "approval", "375", "“互联网+监管”事项对象核查表", false},
};

enum { INPUTS = sizeof inputs / sizeof inputs[0] };

static void put_numbers(struct demo *demo, const struct demo_case *c)
{
    int year = inputs[c->index].is_of_year_before ? demo->year - 1 : demo->year;
    demo_put_date(demo, "as_of", date_of(year, 12, 31));
    demo_put(demo, "value", inputs[c->index].value);
    demo_put(demo, "source", inputs[c->index].source);
}

static void enter(struct demo *demo, struct demo_case *c)
{
    c->unit = demo_department(inputs[c->index].unit);
    demo_file(demo, "inputs");
    demo_put_i64(demo, "entered_by", c->unit);
    demo_put(demo, "item", inputs[c->index].item);
    put_numbers(demo, c);
    if (!demo_send(demo, c, demo_handler(c->unit)))
        return;
    demo_next(demo, c, c->index == 2 ? STEP_SEND_BACK : STEP_SIGN, demo_when_in(demo, c, 0, 1));
}

static void send_back(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "send_back");
    demo_put(demo, "fault", "请注明来源文件的页码。");
    if (demo_send(demo, c, demo_head(c->unit)))
        demo_next(demo, c, STEP_RESUBMIT, demo_when_in(demo, c, 0, 1));
}

static void resubmit(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "resubmit");
    put_numbers(demo, c);
    if (demo_send(demo, c, demo_handler(c->unit)))
        demo_next(demo, c, STEP_SIGN, demo_when_in(demo, c, 0, 1));
}

static void sign(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "sign");
    if (demo_send_approved(demo, c, demo_handler(c->unit), demo_head(c->unit)))
        demo_when_next(demo, c, STEP_ARCHIVE, demo_when_in(demo, c, 60, 90));
}

static void archive(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "archive");
    (void)demo_send(demo, c, DEMO_SUPERVISOR);
}

static void script(struct demo *demo, struct demo_case *c)
{
    static demo_script *const steps[] = {enter, send_back, resubmit, sign, archive};
    steps[c->step](demo, c);
}

void demo_inputs(struct demo *demo)
{
    uint32_t id = demo_new_script(demo);
    for (uint32_t i = 0; i < INPUTS; i++) {
        struct demo_case *c = demo_plan(demo, script, id, i);
        bool is_early = inputs[i].is_of_year_before;
        struct date day = is_early ? date_of(demo->year, 1, 10 + (int)i)
                                   : demo_working_day_after(demo, date_of(demo->year + 1, 1, 3),
                                                            (int)demo_below(demo, c, 3));
        demo_next(demo, c, STEP_ENTER,
                  demo_office_hours(demo, c, demo_working_day_after(demo, day, 0)));
    }
    demo->commands_planned += INPUTS * 3;
}
