/*
 * demo_contract.c - contracts of government before the justice bureau: reviewed, changed, signed,
 * filed.
 */
#include "demo/demo_steps.h"

enum { REVIEWED = 29, DROPPED = 2, PENDING = 2 };

enum step {
    STEP_SUBMIT,
    STEP_SEND_BACK,
    STEP_RESUBMIT,
    STEP_INVESTIGATE,
    STEP_INVESTIGATED,
    STEP_ASK_CHANGE,
    STEP_REVISE,
    STEP_REVIEW,
    STEP_SIGN,
    STEP_FILE,
    STEP_END,
    STEP_DROP
};

enum fate {
    FATE_SENT_BACK = 1,
    FATE_INVESTIGATED = 2,
    FATE_CHANGED = 4,
    FATE_MAY_NOT = 8,
    FATE_DROPPED = 16
};

static const struct {
    const char *kind, *department, *subject;
} contracts[] = {
    {"services", "urban", "道路保洁服务采购合同"},
    {"services", "civil", "居家养老服务采购合同"},
    {"investment", "commerce", "总部企业落户合作协议"},
    {"assets", "assets", "国有房屋租赁合同"},
    {"expropriation", "housing", "房屋征收货币补偿协议"},
    {"land", "planning", "地块前期开发委托合同"},
    {"concession", "urban", "公共停车设施特许经营合同"},
    {"intergovernmental", "reform", "对口合作框架协议"},
    {"investment", "science", "科技企业孵化器共建协议"},
    {"services", "education", "校园安保服务合同"},
    {"services", "office", "政务信息系统运维合同"},
    {"other", "culture", "文化活动承办合同"},
    {"assets", "housing", "安置房回购合同"},
    {"services", "health", "核酸采样服务合同"},
    {"investment", "industry", "软件企业入驻协议"},
};

static bool send(struct demo *demo, struct demo_case *c)
{
    return demo_send(demo, c, demo_handler(c->unit));
}

static bool review_by(struct demo *demo, struct demo_case *c, const char *event, const char *reason)
{
    demo_event(demo, c, event);
    if (reason != NULL)
        demo_put(demo, "reason", reason);
    return demo_send(demo, c, DEMO_CASEWORKER + (c->index & 1));
}

/* The next thing that befalls a contract under review. */
static void go_on(struct demo *demo, struct demo_case *c)
{
    struct date due = demo_due(demo, "review");
    if ((c->a & (FATE_SENT_BACK | FATE_DROPPED)) != 0)
        demo_later(demo, c, STEP_SEND_BACK, 0, 1);
    else if ((c->a & FATE_INVESTIGATED) != 0)
        demo_later(demo, c, STEP_INVESTIGATE, 0, 2);
    else if ((c->a & FATE_CHANGED) != 0)
        demo_by(demo, c, STEP_ASK_CHANGE, due);
    else
        demo_by(demo, c, STEP_REVIEW, due);
}

static void submit(struct demo *demo, struct demo_case *c)
{
    int64_t kind = c->index % DEMO_COUNT(contracts);
    c->unit = demo_department(contracts[kind].department);
    c->b = (20 + demo_below(demo, c, 480)) * 10000; /* yuan */
    demo_file(demo, "contract");
    demo_put_i64(demo, "department", c->unit);
    demo_put_text(demo, "subject", "%s%s", contracts[kind].subject,
                  c->index < DEMO_COUNT(contracts) ? "" : "（续签）");
    demo_put(demo, "kind", contracts[kind].kind);
    demo_put(demo, "department_checked", "true");
    demo_put_party(demo, c, "counterparty", true);
    demo_put_i64(demo, "amount", c->b);
    demo_put(demo, "due_diligence", demo_chance(demo, c, 80) ? "true" : "false");
    if (send(demo, c))
        go_on(demo, c);
}

static void send_back(struct demo *demo, struct demo_case *c)
{
    if (!review_by(demo, c, "send_back", "缺少资信调查材料和会议纪要，请补充。"))
        return;
    c->a &= ~(int64_t)FATE_SENT_BACK;
    demo_later(demo, c, (c->a & FATE_DROPPED) != 0 ? STEP_DROP : STEP_RESUBMIT, 2, 5);
}

static void investigate(struct demo *demo, struct demo_case *c)
{
    c->a &= ~(int64_t)FATE_INVESTIGATED;
    if (review_by(demo, c, "investigate", "价款依据需要专业机构论证。"))
        demo_later(demo, c, STEP_INVESTIGATED, 4, 9);
}

static void ask_change(struct demo *demo, struct demo_case *c)
{
    static const char *const asks[] = {
        "违约责任约定过轻，付款节点早于验收，请修改。", "争议解决条款约定两个法院管辖，请择一。",
        "保密和数据安全条款缺失，请补充。", "履约保证金比例超出规定，请调整。"};
    c->a &= ~(int64_t)FATE_CHANGED;
    if (review_by(demo, c, "ask_change", DEMO_PICK(demo, c, asks)))
        demo_later(demo, c, STEP_REVISE, 2, 6);
}

static void review(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "review");
    demo_put(demo, "opinion",
             (c->a & FATE_MAY_NOT) != 0 ? "may_not"
             : demo_chance(demo, c, 35) ? "after_change"
                                        : "may_sign");
    if (!demo_send(demo, c, DEMO_CASEWORKER + (c->index & 1)))
        return;
    demo_later(demo, c, (c->a & FATE_MAY_NOT) != 0 ? STEP_DROP : STEP_SIGN, 3, 12);
}

static void sign(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "sign");
    demo_put_i64(demo, "amount", c->b - c->b / 50);
    if (send(demo, c))
        demo_by(demo, c, STEP_FILE, demo_due(demo, "filing"));
}

static void again(struct demo *demo, struct demo_case *c, const char *event)
{
    demo_event(demo, c, event);
    if (send(demo, c))
        go_on(demo, c);
}

static void script(struct demo *demo, struct demo_case *c)
{
    switch (c->step) {
    case STEP_SUBMIT:
        submit(demo, c);
        break;
    case STEP_SEND_BACK:
        send_back(demo, c);
        break;
    case STEP_RESUBMIT:
        again(demo, c, "resubmit");
        break;
    case STEP_INVESTIGATE:
        investigate(demo, c);
        break;
    case STEP_INVESTIGATED:
        if (review_by(demo, c, "investigated", NULL))
            go_on(demo, c);
        break;
    case STEP_ASK_CHANGE:
        ask_change(demo, c);
        break;
    case STEP_REVISE:
        again(demo, c, "revise");
        break;
    case STEP_REVIEW:
        review(demo, c);
        break;
    case STEP_SIGN:
        sign(demo, c);
        break;
    case STEP_FILE:
        demo_event(demo, c, "file");
        if (send(demo, c) && demo_chance(demo, c, 20))
            demo_later(demo, c, STEP_END, 40, 120);
        break;
    case STEP_END:
        demo_event(demo, c, "end");
        (void)send(demo, c);
        break;
    default:
        demo_event(demo, c, "drop");
        demo_put(demo, "reason", "双方未能就主要条款达成一致，不再签订。");
        (void)send(demo, c);
        break;
    }
}

void demo_contracts(struct demo *demo)
{
    uint32_t id = demo_new_script(demo);
    for (uint32_t i = 0; i < REVIEWED + DROPPED + PENDING; i++) {
        struct demo_case *c = demo_plan(demo, script, id, i);
        struct date first = date_of(demo->year, 1, 10), last = date_of(demo->year, 11, 11);
        if (i < REVIEWED) {
            c->a |= i % 7 == 3 ? FATE_SENT_BACK : 0;
            c->a |= i % 11 == 5 ? FATE_INVESTIGATED : 0;
            c->a |= i % 3 == 1 ? FATE_CHANGED : 0;
            c->a |= i % 19 == 12 ? FATE_MAY_NOT : 0;
        } else if (i < REVIEWED + DROPPED) {
            c->a = FATE_DROPPED;
        } else {
            c->a = FATE_SENT_BACK; /* and not completed in the year */
            first = last = demo_day_at(demo, 0, 12, 28);
        }
        demo_on(demo, c, STEP_SUBMIT, demo_day_between(demo, c, first, last));
    }
    demo->commands_planned += 200;
}
