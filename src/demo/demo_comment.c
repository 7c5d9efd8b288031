/*
 * demo_comment.c - drafts of others on which the justice bureau is asked to comment.
 */
#include "demo/demo_steps.h"

enum { ANSWERED = 41, DECLINED = 2, PENDING = 2 };

enum step { STEP_RECEIVE, STEP_PROLONG, STEP_ANSWER, STEP_LEARN, STEP_DECLINE };

enum fate { FATE_PROLONGED = 1, FATE_DECLINED = 2, FATE_PENDING = 4 };

static const struct {
    const char *kind, *subjects[5];
} drafts[] = {
    {"policy",
     {"促进消费若干措施", "人才安居实施意见", "数字经济行动方案", "楼宇经济扶持意见",
      "青年就业支持措施"}},
    {"normative",
     {"户外招牌设置管理办法", "慈善信托备案办法", "停车设施管理规定", "物业服务考核办法",
      "非机动车停放管理办法"}},
    {"agreement",
     {"战略合作框架协议", "校地合作协议", "数据共享协议", "共建实验室协议", "公益项目合作协议"}},
    {"statute",
     {"城市更新条例（征求意见稿）", "献血条例（征求意见稿）", "养老服务条例（征求意见稿）",
      "市容管理条例（修订草案）", "社会信用条例（征求意见稿）"}},
    {"other",
     {"行政裁量权基准", "政务服务评价细则", "应急响应流程", "执法服装管理细则", "档案移交办法"}},
};

static void receive(struct demo *demo, struct demo_case *c)
{
    int64_t kind = c->index % DEMO_COUNT(drafts);
    c->unit = demo_any_department(demo, c);
    demo_file(demo, "comment_request");
    demo_put_i64(demo, "requester", c->unit);
    demo_put_text(demo, "subject", "%s%s", drafts[kind].subjects[c->index / 5 % 5],
                  c->index < 25 ? "" : "（第二稿）");
    demo_put(demo, "kind", drafts[kind].kind);
    int days = ((c->a & FATE_PENDING) != 0 ? 11 : 4) + (int)demo_below(demo, c, 5);
    demo_put_date(demo, "answer_by", demo_working_day_after(demo, demo_today(demo), days));
    if (!demo_send(demo, c, DEMO_INTAKE))
        return;
    if ((c->a & FATE_DECLINED) != 0)
        demo_later(demo, c, STEP_DECLINE, 0, 2);
    else if ((c->a & FATE_PROLONGED) != 0)
        demo_later(demo, c, STEP_PROLONG, 1, 3);
    else if ((c->a & FATE_PENDING) == 0)
        demo_by(demo, c, STEP_ANSWER, demo_due(demo, "answer"));
}

static void prolong(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "prolong");
    demo_put_date(demo, "answer_by", demo_working_day_after(demo, demo_today(demo), 8));
    demo_put(demo, "reason", "文本篇幅较长，需组织法律顾问研究。");
    if (demo_send(demo, c, DEMO_CASEWORKER))
        demo_by(demo, c, STEP_ANSWER, demo_due(demo, "answer"));
}

static void answer(struct demo *demo, struct demo_case *c)
{
    static const char *const comments[] = {
        "建议明确实施主体和监督主体，删去与上位法重复的内容。",
        "第六条增设了办理条件，缺少上位法依据，建议删除。", "奖补条款建议补充公平竞争审查结论。",
        "期限表述建议区分工作日和自然日。", "建议补充争议解决方式和违约责任。"};
    bool has_comments = demo_chance(demo, c, 70);
    demo_event(demo, c, "answer");
    demo_put(demo, "has_comments", has_comments ? "true" : "false");
    if (has_comments)
        demo_put(demo, "comments", DEMO_PICK(demo, c, comments));
    if (demo_send(demo, c, DEMO_CASEWORKER + (c->index & 1)) && has_comments)
        demo_later(demo, c, STEP_LEARN, 15, 40);
}

static void learn(struct demo *demo, struct demo_case *c)
{
    static const char *const taken[] = {"all", "part", "part", "unknown", "none"};
    demo_event(demo, c, "learn");
    demo_put(demo, "adopted", DEMO_PICK(demo, c, taken));
    (void)demo_send(demo, c, DEMO_CASEWORKER);
}

static void script(struct demo *demo, struct demo_case *c)
{
    switch (c->step) {
    case STEP_RECEIVE:
        receive(demo, c);
        break;
    case STEP_PROLONG:
        prolong(demo, c);
        break;
    case STEP_ANSWER:
        answer(demo, c);
        break;
    case STEP_LEARN:
        learn(demo, c);
        break;
    default:
        demo_event(demo, c, "decline");
        demo_put(demo, "reason", "内容属其他部门职责，建议转送。");
        (void)demo_send(demo, c, DEMO_CASEWORKER);
        break;
    }
}

void demo_comment_requests(struct demo *demo)
{
    uint32_t id = demo_new_script(demo);
    for (uint32_t i = 0; i < ANSWERED + DECLINED + PENDING; i++) {
        struct demo_case *c = demo_plan(demo, script, id, i);
        struct date first = date_of(demo->year, 1, 6), last = date_of(demo->year, 12, 9);
        c->a = i < ANSWERED              ? (i % 9 == 4 ? FATE_PROLONGED : 0)
               : i < ANSWERED + DECLINED ? FATE_DECLINED
                                         : FATE_PENDING;
        if (c->a == FATE_PENDING)
            first = last = demo_day_at(demo, 0, 12, 29);
        demo_on(demo, c, STEP_RECEIVE, demo_day_between(demo, c, first, last));
    }
    demo->commands_planned += 95;
}
