/*
 * demo_assistance.c - one-to-one help for enterprises since the year before: one file a firm, every
 * help an event of it.
 */
#include "demo/demo_steps.h"

enum { ENTERPRISES = 3349, NOT_YET_HELPED = 42 };

enum step { STEP_OPEN, STEP_SERVE, STEP_END, STEP_REOPEN };

static const struct {
    const char *topic, *results[3];
} topics[] = {
    {"registration",
     {"协助完成变更登记材料准备，当日办结。", "解答经营范围表述，企业自行网上申报。",
      "上门指导电子营业执照使用。"}},
    {"licence",
     {"联系窗口一次性告知所需材料。", "协调现场勘验时间，已通过。",
      "指导办理告知承诺，即时取证。"}},
    {"policy",
     {"推送稳岗补贴政策，企业已申报。", "帮助核对房租减免条件并提交。", "讲解研发费用政策口径。"}},
    {"finance",
     {"对接合作银行，授信方案洽谈中。", "推荐担保贷款产品，资料已递交。", "协助开具用途证明。"}},
    {"site", {"推荐辖区载体三处，陪同看房。", "协调物业用电增容事宜。", "帮助洽谈续租条件。"}},
    {"labour", {"发布招聘岗位，组织专场面试。", "讲解社保缓缴流程。", "协助办理人才安居申请。"}},
    {"law", {"安排律师解答合同条款疑问。", "提示用工合规风险并提供范本。", "引导申请商事调解。"}},
    {"other", {"收集意见建议并转办。", "走访了解经营情况。", "协调门前停车秩序问题。"}},
};

static void open_file(struct demo *demo, struct demo_case *c)
{
    static const char *const departments[] = {"approval", "industry", "commerce", "market"};
    static const char *const sizes[] = {"micro", "micro", "micro",  "small",
                                        "small", "small", "medium", "large"};
    int64_t place = demo_any_subdistrict(demo, c);
    c->unit = demo_chance(demo, c, 70) ? place : demo_department(DEMO_PICK(demo, c, departments));
    demo_file(demo, "assistance");
    demo_put_party(demo, c, "enterprise", true);
    demo_put_i64(demo, "server", c->unit);
    demo_put_i64(demo, "place", place);
    demo_put(demo, "size", DEMO_PICK(demo, c, sizes));
    if (demo_send(demo, c, demo_handler(c->unit)) && c->b > 0)
        demo_within(demo, c, STEP_SERVE, 0, 4);
}

static void serve(struct demo *demo, struct demo_case *c)
{
    int64_t topic = demo_below(demo, c, DEMO_COUNT(topics));
    if (c->index % 40 == 7) { /* asked for in writing, with a day of answer */
        demo_event(demo, c, "ask");
        demo_put(demo, "topic", topics[topic].topic);
        demo_put_date(demo, "answer_by", demo_working_day_after(demo, demo_today(demo), 3));
        if (!demo_send(demo, c, demo_handler(c->unit)))
            return;
    }
    demo_event(demo, c, "serve");
    demo_put(demo, "topic", topics[topic].topic);
    if (demo_chance(demo, c, 60))
        demo_put(demo, "result", DEMO_PICK(demo, c, topics[topic].results));
    if (!demo_send(demo, c, demo_handler(c->unit)))
        return;
    c->b--;
    if (c->b > 0)
        demo_later(demo, c, STEP_SERVE, 5, 70);
    else if (demo_chance(demo, c, 25))
        demo_later(demo, c, STEP_END, 10, 60);
}

static void script(struct demo *demo, struct demo_case *c)
{
    switch (c->step) {
    case STEP_OPEN:
        open_file(demo, c);
        break;
    case STEP_SERVE:
        serve(demo, c);
        break;
    case STEP_END:
        demo_event(demo, c, "end");
        if (demo_send(demo, c, demo_handler(c->unit)) && demo_chance(demo, c, 12))
            demo_later(demo, c, STEP_REOPEN, 20, 90);
        break;
    default:
        demo_event(demo, c, "reopen");
        c->b = 1;
        if (demo_send(demo, c, demo_handler(c->unit)))
            demo_within(demo, c, STEP_SERVE, 0, 5);
        break;
    }
}

void demo_assistance(struct demo *demo)
{
    uint32_t id = demo_new_script(demo);
    int64_t helped = demo_scaled(demo, ENTERPRISES), all = helped + NOT_YET_HELPED;
    for (int64_t i = 0; i < all; i++) {
        struct demo_case *c = demo_plan(demo, script, id, (uint32_t)i);
        struct date first = date_of(demo->year - 1, 1, 4), last = date_of(demo->year, 12, 16);
        if (i < helped)
            c->b = 1 + demo_below(demo, c, 6) * demo_below(demo, c, 6) / 5;
        else
            first = date_of(demo->year, 11, 21); /* opened, and not yet helped */
        demo_on(demo, c, STEP_OPEN, demo_day_between(demo, c, first, last));
    }
    demo->commands_planned += helped * 4;
}
