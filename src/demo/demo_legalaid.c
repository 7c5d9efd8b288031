/*
 * demo_legalaid.c - the legal aid centre: applications, notices of the judicial organs, and what
 * places of detention pass on.
 */
#include <stdio.h>

#include "demo/demo_split.h"
#include "demo/demo_when.h"

enum {
    NOTICES = 731,
    TRANSFERS = 58,
    APPLICATIONS = 928, /* granted */
    ALLOWED = 2,        /* refused first, granted on objection: 1,719 in all */
    REFUSED = 63,
    LAPSED = 24,
    STILL_OPEN = 14,  /* applied for in the last days of December */
    CARRIED_IN = 140, /* granted in the autumn before */
    RECOVERING = 260, /* of the applications granted */
    RECOVERING_CARRIED = 60,
    RECOVERED_YUAN = 6384000 /* in cases closed in the year */
};

enum step {
    STEP_APPLY,
    STEP_PASS_ON,
    STEP_DECIDE,
    STEP_SUPPLEMENT,
    STEP_ARCHIVE,
    STEP_OBJECT,
    STEP_ANSWER_OBJECTION,
    STEP_ASSIGN,
    STEP_REPORT,
    STEP_CLOSE,
    STEP_HAND_IN,
    STEP_PAY,
    STEP_EVALUATE
};

enum fate {
    FATE_NOTICE,
    FATE_TRANSFER,
    FATE_APPLICATION,
    FATE_ALLOWED,
    FATE_REFUSED,
    FATE_LAPSED,
    FATE_OPEN,
    FATE_CARRIED
};

static const int month_weights[12] = {78, 74, 108, 104, 100, 104, 102, 98, 104, 86, 106, 84};
static const int64_t centre = DEMO_AID_CENTRE;

/* c->a fate · b: has supplemented · c: index of the kind · d: fen recovered */
static const struct kind {
    const char *kind, *cause, *group, *facts;
} civil[] = {
    {"civil", "wages", "migrant", "建筑工地拖欠工资，请求支付劳动报酬。"},
    {"civil", "wages", "migrant", "餐饮企业停业，拖欠三个月工资。"},
    {"civil", "wages", "other", "公司解除劳动合同未支付经济补偿。"},
    {"civil", "injury", "migrant", "施工中受伤，请求工伤保险待遇。"},
    {"civil", "traffic", "elderly", "过马路被撞伤，请求赔偿医疗费和护理费。"},
    {"civil", "traffic", "other", "骑行中与机动车碰撞，请求赔偿。"},
    {"civil", "family", "woman", "离婚及子女抚养。"},
    {"civil", "support", "elderly", "子女不履行赡养义务。"},
    {"civil", "support", "minor", "请求支付抚养费。"},
    {"civil", "damages", "disabled", "人身损害赔偿。"},
    {"administrative", "benefits", "disabled", "对最低生活保障待遇核定不服。"},
    {"civil", "other", "soldier", "房屋租赁合同纠纷。"},
};

static bool is_criminal(const struct demo_case *c)
{
    return c->a == FATE_NOTICE || c->a == FATE_TRANSFER;
}

static void put_case(struct demo *demo, struct demo_case *c)
{
    static const char *const stages[] = {"investigation", "prosecution", "first", "first",
                                         "second"};
    static const char *const groups[] = {"other", "other", "other", "minor", "migrant", "elderly"};
    if (is_criminal(c)) {
        demo_put(demo, "kind", "criminal");
        demo_put(demo, "stage", DEMO_PICK(demo, c, stages));
        demo_put(demo, "cause", "defence");
        demo_put(demo, "group", DEMO_PICK(demo, c, groups));
        demo_put(demo, "facts", "没有委托辩护人，请求指派律师辩护。");
        if (c->index % 90 == 7)
            demo_put(demo, "severe", "true");
        return;
    }
    c->c = demo_below(demo, c, sizeof civil / sizeof civil[0]);
    if (c->d > 0) /* what can be recovered is owed in money */
        c->c = demo_below(demo, c, 6);
    demo_put(demo, "kind", civil[c->c].kind);
    demo_put(demo, "stage", demo_chance(demo, c, 35) ? "arbitration" : "first");
    demo_put(demo, "cause", civil[c->c].cause);
    demo_put(demo, "group", civil[c->c].group);
    demo_put(demo, "facts", civil[c->c].facts);
}

static void to_decide(struct demo *demo, struct demo_case *c)
{
    struct date soon = date_add_days(demo_when_today(demo), c->a == FATE_NOTICE ? 1 : 4);
    demo_next(demo, c, STEP_DECIDE,
              demo_when_by(demo, c, date_min(demo_due(demo, "decision"), soon)));
}

static void apply(struct demo *demo, struct demo_case *c)
{
    bool is_in_custody = c->a == FATE_TRANSFER;
    demo_file(demo, "legalaid");
    demo->command.event = is_in_custody ? STR("ask_in_custody") : STR("apply");
    demo_put_i64(demo, "centre", centre);
    if (is_in_custody)
        demo_put(demo, "asked_at_place", c->index % 3 == 0 ? "duty_lawyer" : "detention");
    demo_put(demo, "entry",
             c->a == FATE_NOTICE     ? "notice"
             : c->a == FATE_TRANSFER ? "transfer"
                                     : "application");
    put_case(demo, c);
    demo_put_party(demo, c, "recipient", false);
    if (!demo_send(demo, c, demo_handler(centre)) || c->a == FATE_OPEN)
        return;
    if (is_in_custody)
        demo_next(demo, c, STEP_PASS_ON, demo_when_soon(demo, c, 180));
    else
        to_decide(demo, c);
}

static void pass_on(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "pass_on");
    if (demo_send(demo, c, demo_handler(centre)))
        to_decide(demo, c);
}

static void ask_supplement(struct demo *demo, struct demo_case *c)
{
    struct date today = demo_when_today(demo);
    c->b = 1;
    demo_event(demo, c, "ask_supplement");
    demo_put(demo, "supplement_items", "经济困难状况说明或者个人诚信承诺书、身份证明复印件。");
    demo_put_date(demo, "supplement_by", date_add_days(today, 10));
    if (!demo_send(demo, c, demo_handler(centre)))
        return;
    if (c->a == FATE_LAPSED) /* nothing comes: the law ends it, and the file is put away */
        demo_when_next(demo, c, STEP_ARCHIVE, demo_when_in(demo, c, 14, 30));
    else
        demo_next(demo, c, STEP_SUPPLEMENT,
                  demo_when_between(demo, c, today, date_add_days(today, 9)));
}

static void supplement(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "supplement");
    if (demo_send(demo, c, demo_handler(centre)))
        demo_next(demo, c, STEP_DECIDE, demo_when_by(demo, c, demo_due(demo, "decision")));
}

static void to_assign(struct demo *demo, struct demo_case *c, const char *clock)
{
    demo_next(demo, c, STEP_ASSIGN, demo_when_by(demo, c, demo_due(demo, clock)));
}

static void refuse(struct demo *demo, struct demo_case *c)
{
    static const char *const grounds[] = {"means", "means", "out_of_scope", "other"};
    demo_event(demo, c, "refuse");
    demo_put(demo, "refusal", c->a == FATE_ALLOWED ? "means" : DEMO_PICK(demo, c, grounds));
    if (!demo_send(demo, c, demo_handler(centre)))
        return;
    if (c->a == FATE_ALLOWED || c->index % 11 == 3)
        demo_when_next(demo, c, STEP_OBJECT, demo_when_in(demo, c, 2, 8));
    else
        demo_when_next(demo, c, STEP_ARCHIVE, demo_when_in(demo, c, 30, 60));
}

static void examine(struct demo *demo, struct demo_case *c)
{
    static const char *const means[] = {"tested", "pledged", "pledged", "exempt", "not_needed"};
    if (c->b == 0 && (c->a == FATE_LAPSED || (c->a == FATE_APPLICATION && c->index % 9 == 4))) {
        ask_supplement(demo, c);
    } else if (c->a == FATE_NOTICE) {
        demo_event(demo, c, "take_notice");
        if (demo_send(demo, c, demo_handler(centre)))
            to_assign(demo, c, "criminal_assignment");
    } else if (c->a == FATE_REFUSED || c->a == FATE_ALLOWED) {
        refuse(demo, c);
    } else {
        if (c->index % 70 == 12) {
            demo_event(demo, c, "provide_first");
            demo_put(demo, "first_ground", "limitation");
            demo_put_date(demo, "formalities_by", date_add_days(demo_when_today(demo), 10));
            if (!demo_send(demo, c, demo_handler(centre)))
                return;
        }
        demo_event(demo, c, "grant");
        demo_put(demo, "means", is_criminal(c) ? "not_needed" : DEMO_PICK(demo, c, means));
        if (demo_send(demo, c, demo_handler(centre)))
            to_assign(demo, c, "assignment");
    }
}

static void object(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "object");
    if (demo_send(demo, c, demo_handler(centre)))
        demo_next(demo, c, STEP_ANSWER_OBJECTION,
                  demo_when_by(demo, c, demo_due(demo, "objection")));
}

static void answer_objection(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, c->a == FATE_ALLOWED ? "allow_objection" : "reject_objection");
    if (!demo_send(demo, c, DEMO_BODY_HEAD))
        return;
    if (c->a == FATE_ALLOWED)
        to_assign(demo, c, "assignment");
    else
        demo_when_next(demo, c, STEP_ARCHIVE, demo_when_in(demo, c, 30, 60));
}

static void put_firm(struct demo *demo, struct demo_case *c)
{
    char text[64];
    int len =
        snprintf(text, sizeof text, "演示第%d律师事务所", 1 + (int)demo_below(demo, c, DEMO_FIRMS));
    demo_put_str(demo, "firm", (struct str){text, (size_t)len});
    demo_put_party(demo, c, "lawyer", false);
    demo_put_i64(demo, "years", 3 + demo_below(demo, c, 22));
}

static void to_close(struct demo *demo, struct demo_case *c)
{
    struct date today = demo_when_today(demo);
    struct date from = date_add_days(today, 25), to = date_add_days(today, 160);
    if (c->a == FATE_CARRIED) /* in the year */
        from = date_max(from, date_of(demo->year, 1, 10));
    demo_when_next(demo, c, STEP_CLOSE, demo_when_between(demo, c, from, to));
}

static void assign(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "assign");
    put_firm(demo, c);
    if (!demo_send(demo, c, demo_handler(centre)))
        return;
    if (demo_chance(demo, c, 35))
        demo_when_next(demo, c, STEP_REPORT, demo_when_in(demo, c, 5, 15));
    else
        to_close(demo, c);
}

/* A report of the lawyer; seldom another lawyer, or the end of the aid. */
static void report(struct demo *demo, struct demo_case *c)
{
    static const char *const progress[] = {"已会见受援人并阅卷。", "已提交仲裁申请书和证据。",
                                           "法院已立案，等待排期。", "已开庭，等待裁判。"};
    if (c->d == 0 && c->index % 97 == 20) {
        demo_event(demo, c, "terminate");
        demo_put(demo, "termination", c->index % 2 == 0 ? "own_lawyer" : "asked");
        if (demo_send_approved(demo, c, demo_handler(centre), demo_head(centre)))
            demo_when_next(demo, c, STEP_ARCHIVE, demo_when_in(demo, c, 10, 30));
        return;
    }
    if (c->index % 83 == 17 || c->index % 122 == 30) {
        demo_event(demo, c, "ask_replacement");
        if (!demo_send(demo, c, demo_handler(centre)))
            return;
    }
    if (c->index % 83 == 17) {
        demo_event(demo, c, "refuse_replacement");
        demo_put(demo, "replacement", "none");
    } else if (c->index % 61 == 30) {
        demo_event(demo, c, "replace");
        put_firm(demo, c);
        demo_put(demo, "replace_reason", "承办律师因病不能继续办理。");
    } else {
        demo_event(demo, c, "report");
        demo_put(demo, "progress", DEMO_PICK(demo, c, progress));
    }
    if (demo_send(demo, c, demo_handler(centre)))
        to_close(demo, c);
}

static void close_case(struct demo *demo, struct demo_case *c)
{
    static const char *const results[] = {"won", "won", "partly", "settled", "settled", "lost"};
    const char *result = is_criminal(c) ? "defended" : DEMO_PICK(demo, c, results);
    demo_event(demo, c, "close");
    if (c->d > 0) {
        demo_put(demo, "result", demo_chance(demo, c, 60) ? "won" : "settled");
        demo_split_put(demo, "recovered", c->d);
    } else {
        demo_put(demo, "result", result);
    }
    if (demo_send(demo, c, demo_handler(centre)))
        demo_when_next(demo, c, STEP_HAND_IN, demo_when_in(demo, c, 3, 19));
}

static void hand_in(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "hand_in");
    if (demo_send(demo, c, demo_handler(centre)))
        demo_when_next(demo, c, STEP_PAY, demo_when_in(demo, c, 4, 19));
}

static void pay(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "pay");
    demo_put(demo, "subsidy_kind", is_criminal(c) ? "criminal" : "litigation");
    demo_put_i64(demo, "subsidy", 900 + 100 * demo_below(demo, c, 22));
    if (demo_send(demo, c, demo_handler(centre)))
        demo_when_next(demo, c, c->index % 8 == 5 ? STEP_EVALUATE : STEP_ARCHIVE,
                       demo_when_in(demo, c, 2, 10));
}

static void evaluate(struct demo *demo, struct demo_case *c)
{
    static const char *const grades[] = {"excellent", "good", "good", "good", "fair"};
    demo_event(demo, c, "evaluate");
    demo_put(demo, "grade", DEMO_PICK(demo, c, grades));
    if (demo_send(demo, c, demo_reviewer(centre)))
        demo_when_next(demo, c, STEP_ARCHIVE, demo_when_in(demo, c, 2, 10));
}

static void archive(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "archive");
    (void)demo_send(demo, c, demo_handler(centre));
}

static void script(struct demo *demo, struct demo_case *c)
{
    static demo_script *const steps[] = {
        [STEP_APPLY] = apply,
        [STEP_PASS_ON] = pass_on,
        [STEP_DECIDE] = examine,
        [STEP_SUPPLEMENT] = supplement,
        [STEP_ARCHIVE] = archive,
        [STEP_OBJECT] = object,
        [STEP_ANSWER_OBJECTION] = answer_objection,
        [STEP_ASSIGN] = assign,
        [STEP_REPORT] = report,
        [STEP_CLOSE] = close_case,
        [STEP_HAND_IN] = hand_in,
        [STEP_PAY] = pay,
        [STEP_EVALUATE] = evaluate,
    };
    steps[c->step](demo, c);
}

/* ---- planning ---- */

struct plan {
    uint32_t id, index;
    int64_t *recovered;
    int64_t recovered_n; /* given so far */
};

/* What recovers a loss is granted in the first half of the year, so that it is closed in it. */
static struct date first_day(struct demo *demo, struct demo_case *c)
{
    if (c->a == FATE_OPEN)
        return demo_when_day(demo, c, NULL, 1227, 1230);
    if (c->a == FATE_CARRIED)
        return demo_working_day_after(demo, date_of(demo->year - 1, 9, 13),
                                      (int)demo_below(demo, c, 60));
    if (c->d > 0)
        return demo_when_day(demo, c, month_weights, 104, 610);
    if (c->a == FATE_LAPSED || c->a == FATE_ALLOWED)
        return demo_when_day(demo, c, month_weights, 104, 1031);
    return demo_when_day(demo, c, month_weights, 104,
                         c->a == FATE_NOTICE || c->a == FATE_TRANSFER ? 1222 : 1205);
}

static void plan_some(struct demo *demo, struct plan *plan, enum fate fate, int64_t n,
                      int64_t recovering)
{
    for (int64_t i = 0; i < n; i++) {
        struct demo_case *c = demo_plan(demo, script, plan->id, plan->index++);
        c->a = fate;
        c->d = i < recovering ? plan->recovered[plan->recovered_n++] : 0;
        demo_next(demo, c, STEP_APPLY, demo_office_hours(demo, c, first_day(demo, c)));
    }
}

void demo_legalaid(struct demo *demo)
{
    struct plan plan = {.id = demo_new_script(demo)};
    int64_t granted = demo_scaled(demo, APPLICATIONS), carried = demo_scaled(demo, CARRIED_IN);
    int64_t of_granted = demo_scaled(demo, RECOVERING);
    int64_t of_carried = demo_scaled(demo, RECOVERING_CARRIED);
    plan.recovered =
        demo_split(demo, 61, demo_scaled(demo, RECOVERED_YUAN) * 100, 100, of_granted + of_carried);
    plan_some(demo, &plan, FATE_NOTICE, demo_scaled(demo, NOTICES), 0);
    plan_some(demo, &plan, FATE_TRANSFER, demo_scaled(demo, TRANSFERS), 0);
    plan_some(demo, &plan, FATE_APPLICATION, granted, of_granted);
    plan_some(demo, &plan, FATE_ALLOWED, demo_scaled(demo, ALLOWED), 0);
    plan_some(demo, &plan, FATE_REFUSED, demo_scaled(demo, REFUSED), 0);
    plan_some(demo, &plan, FATE_LAPSED, demo_scaled(demo, LAPSED), 0);
    plan_some(demo, &plan, FATE_OPEN, demo_scaled(demo, STILL_OPEN), 0);
    plan_some(demo, &plan, FATE_CARRIED, carried, of_carried);
    demo->commands_planned += (int64_t)plan.index * 13 / 2;
}
