/*
 * demo_scenario.c - innovation scenarios: proposed by departments and state firms, published in
 * three batches, six of them selected by the city.
 */
#include "demo/demo_steps.h"

enum { PUBLISHED = 60, SELECTED = 6, NOT_TAKEN = 9, BATCHES = 3 };

enum step { STEP_PROPOSE, STEP_PASS, STEP_DROP, STEP_PUBLISH, STEP_SELECT, STEP_FINISH };

enum fate { FATE_SELECTED = 1, FATE_NOT_TAKEN = 2 };

static const struct {
    const char *field, *about[4];
} fields[] = {
    {"governance", {"窨井盖状态感知", "餐饮油烟在线监测", "共享单车停放治理", "积水点预警"}},
    {"service", {"政务大厅智能导办", "证照免提交核验", "老年人办事陪同", "企业开办帮办"}},
    {"industry", {"楼宇用能管理", "小微企业数字化体检", "检验检测共享", "商圈客流服务"}},
    {"culture", {"城墙沿线导览", "图书通借通还", "非遗体验数字化", "公共场馆预约"}},
    {"welfare", {"社区食堂结算", "居家照护呼叫", "校园午餐监管", "助残器具租借"}},
    {"other", {"绿化养护调度", "机关节能管理", "公共车位错时共享", "应急物资管理"}},
};

static const struct {
    int month, day;
} batch_days[BATCHES] = {{4, 20}, {7, 20}, {11, 9}};

static struct date batch_day(const struct demo *demo, int64_t batch)
{
    return demo_day_at(demo, 0, batch_days[batch].month, batch_days[batch].day);
}

static void propose(struct demo *demo, struct demo_case *c)
{
    static const char *const words[] = {"应用场景", "试点场景", "示范场景"};
    int64_t field = c->index % DEMO_COUNT(fields);
    c->unit = demo_chance(demo, c, 25)
                  ? DEMO_COMMITTEE_FIRST + demo_below(demo, c, (int64_t)demo_committee_units())
                  : demo_any_department(demo, c);
    demo_file(demo, "scenario");
    demo_put_text(demo, "subject", "%s%s", fields[field].about[c->index / 6 % 4],
                  words[c->index / 24 % 3]);
    demo_put_i64(demo, "proposer", c->unit);
    demo_put(demo, "field", fields[field].field);
    if (demo_send(demo, c, demo_handler(c->unit)))
        demo_later(demo, c, (c->a & FATE_NOT_TAKEN) != 0 ? STEP_DROP : STEP_PASS, 3, 9);
}

static void pass(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "pass");
    if (demo_send(demo, c, DEMO_SUPERVISOR))
        demo_on(demo, c, STEP_PUBLISH, batch_day(demo, c->b));
}

static void drop(struct demo *demo, struct demo_case *c)
{
    static const char *const reasons[] = {"与已发布场景重复，建议合并申报。",
                                          "建设主体和资金来源尚不明确。",
                                          "技术方案不成熟，建议完善后下批再报。"};
    demo_event(demo, c, "drop");
    demo_put(demo, "reason", DEMO_PICK(demo, c, reasons));
    (void)demo_send(demo, c, DEMO_SUPERVISOR);
}

static void publish(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "publish");
    demo_put_i64(demo, "batch", c->b + 1);
    if (!demo_send(demo, c, DEMO_CASEWORKER))
        return;
    if ((c->a & FATE_SELECTED) != 0)
        demo_on(demo, c, STEP_SELECT, demo_day_at(demo, 0, 12, 6));
    else if (demo_chance(demo, c, 40))
        demo_later(demo, c, STEP_FINISH, 25, 90);
}

static void script(struct demo *demo, struct demo_case *c)
{
    switch (c->step) {
    case STEP_PROPOSE:
        propose(demo, c);
        break;
    case STEP_PASS:
        pass(demo, c);
        break;
    case STEP_DROP:
        drop(demo, c);
        break;
    case STEP_PUBLISH:
        publish(demo, c);
        break;
    case STEP_SELECT:
        demo_event(demo, c, "select");
        if (demo_send(demo, c, DEMO_CASEWORKER))
            demo_later(demo, c, STEP_FINISH, 5, 30);
        break;
    default:
        demo_event(demo, c, "finish");
        (void)demo_send(demo, c, demo_handler(c->unit));
        break;
    }
}

void demo_scenarios(struct demo *demo)
{
    uint32_t id = demo_new_script(demo);
    int64_t published = demo_scaled(demo, PUBLISHED);
    for (int64_t i = 0; i < published + NOT_TAKEN; i++) {
        struct demo_case *c = demo_plan(demo, script, id, (uint32_t)i);
        c->b = i * BATCHES / published;
        if (i >= published) {
            c->a = FATE_NOT_TAKEN;
            c->b = i % BATCHES;
        } else if (demo_is_chosen(demo, id, i, published, SELECTED)) {
            c->a = FATE_SELECTED;
        }
        struct date last = batch_day(demo, c->b);
        demo_on(demo, c, STEP_PROPOSE,
                demo_day_between(demo, c, date_add_days(last, -45), date_add_days(last, -21)));
    }
    demo->commands_planned += published * 4;
}
