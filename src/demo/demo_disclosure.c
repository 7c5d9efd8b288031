/*
 * demo_disclosure.c - requests for government information: two carried in, five open at the end.
 */
#include "demo/demo_when.h"

enum step {
    STEP_RECEIVE,
    STEP_HANDLE,
    STEP_CORRECT,
    STEP_SIGNS,
    STEP_OPINION,
    STEP_PAY,
    STEP_REASONS,
    STEP_EXTEND,
    STEP_ANSWER,
    STEP_SEND,
    STEP_APPEAL,
    STEP_APPEAL_DECIDED,
    STEP_WITHDRAW,
    STEP_ARCHIVE
};

/* Outcomes by the annual table; the last are ways to end without an answer, or not yet. */
enum fate {
    FATE_GRANTED,
    FATE_PARTLY,
    FATE_NOT_HELD,
    FATE_INQUIRY,
    FATE_PROCESS,
    FATE_INTERNAL,
    FATE_FILE,
    FATE_THIRD_PARTY,
    FATE_PETITION,
    FATE_TO_PRODUCE,
    FATE_UNCLEAR,
    FATE_REPEAT,
    FATE_CONFIRMATION,
    FATE_EXCESSIVE,
    FATE_NOT_CORRECTED,
    FATE_FEE_NOT_PAID,
    FATE_WITHDRAWN,
    FATE_OPEN,
    FATE_CARRIED,
    FATES
};

static const struct {
    int n;
    const char *outcome;
} quotas[FATES] = {
    [FATE_GRANTED] = {56, "granted"},
    [FATE_PARTLY] = {14, "partly"},
    [FATE_NOT_HELD] = {17, "not_held"},
    [FATE_INQUIRY] = {4, "inquiry"},
    [FATE_PROCESS] = {4, "process"},
    [FATE_INTERNAL] = {2, "internal"},
    [FATE_FILE] = {3, "enforcement_file"},
    [FATE_THIRD_PARTY] = {3, "third_party"},
    [FATE_PETITION] = {4, "petition"},
    [FATE_TO_PRODUCE] = {2, "to_produce"},
    [FATE_UNCLEAR] = {1, "unclear"},
    [FATE_REPEAT] = {1, "repeat"},
    [FATE_CONFIRMATION] = {1, "confirmation"},
    [FATE_EXCESSIVE] = {1, "excessive"},
    [FATE_NOT_CORRECTED] = {1, NULL},
    [FATE_FEE_NOT_PAID] = {1, NULL},
    [FATE_WITHDRAWN] = {1, NULL},
    [FATE_OPEN] = {5, NULL},
    [FATE_CARRIED] = {2, "granted"},
};

/* What happens on the way, as c->b. */
enum course {
    COURSE_PLAIN,
    COURSE_CORRECTION,
    COURSE_THIRD_PARTY,
    COURSE_SILENT, /* third party */
    COURSE_ORGAN,
    COURSE_FEE,
    COURSE_REASONS,
    COURSE_DELAY /* the reasons were good: answered later */
};

static const struct kind {
    const char *subject, *description, *unit; /* no unit: a subdistrict office */
} kinds[] = {
    {"房屋征收补偿方案", "某地块房屋征收补偿方案及批准文件。", "housing"},
    {"征收补偿结果", "某项目征收补偿分户结果。", "housing"},
    {"旧城改造项目审批材料", "某小区改造项目立项和资金安排文件。", "reform"},
    {"物业备案材料", "某小区物业服务合同备案材料。", "housing"},
    {"加装电梯资料", "某单元加装电梯审查意见。", "planning"},
    {"行政处罚信息", "对某餐馆油烟排放的处罚情况。", "urban"},
    {"投诉举报处理情况", "某投诉单的调查处理材料。", "market"},
    {"财政补助资金分配", "某专项资金的分配结果。", "finance"},
    {"政府采购合同", "某信息化项目的采购合同。", "offices"},
    {"违法建设查处", "某处违法建设的认定和查处文件。", NULL},
    {"社区选举公告", "某社区居委会换届选举公告。", NULL},
    {"低保审批依据", "低保审核确认的政策依据。", "civil"},
    {"学区划分文件", "某路段施教区划分文件。", "education"},
    {"停车泊位设置", "某道路停车泊位设置的批准材料。", "urban"},
    {"区政府常务会议纪要", "某次会议关于某事项的纪要。", "office"},
};

static int64_t worker(const struct demo_case *c)
{
    return demo_handler(c->unit);
}

static void receive(struct demo *demo, struct demo_case *c)
{
    static const char *const who[] = {"natural", "natural",  "natural", "natural", "natural",
                                      "natural", "business", "legal",   "other",   "natural"};
    static const char *const channels[] = {"online",     "online",    "registered",
                                           "registered", "in_person", "post"};
    const struct kind *kind = &DEMO_PICK(demo, c, kinds);
    const char *applicant = DEMO_PICK(demo, c, who);
    int64_t subdistrict = DEMO_SUBDISTRICT_FIRST + demo_below(demo, c, DEMO_SUBDISTRICTS);
    c->unit = kind->unit == NULL ? subdistrict : demo_department(kind->unit);
    demo_file(demo, "disclosure");
    demo_put_party(demo, c, "applicant", applicant[0] == 'b');
    demo_put(demo, "applicant_kind", applicant);
    demo_put_i64(demo, "organ", c->unit);
    demo_put(demo, "description", kind->description);
    demo_put(demo, "subject", kind->subject);
    demo_put(demo, "channel", DEMO_PICK(demo, c, channels));
    demo_put(demo, "form", demo_chance(demo, c, 55) ? "electronic" : "paper");
    if (!demo_send(demo, c, worker(c)))
        return;
    c->day = demo_due(demo, "answer");
    if (c->a == FATE_WITHDRAWN)
        demo_next(demo, c, STEP_WITHDRAW, demo_when_in(demo, c, 2, 8));
    else
        demo_when_next(demo, c, STEP_HANDLE, demo_when_in(demo, c, 1, 5));
}

/* The answer's day, or that of its extension: in time for the post. */
static void to_answer(struct demo *demo, struct demo_case *c)
{
    struct date today = demo_when_today(demo);
    if (c->a == FATE_OPEN)
        return;
    if (c->index % 13 == 5 && c->c == 0)
        demo_next(demo, c, STEP_EXTEND,
                  demo_when_between(demo, c, date_add_days(c->day, -6), date_add_days(c->day, -2)));
    else
        demo_next(demo, c, STEP_ANSWER,
                  demo_when_between(demo, c, date_min(date_add_days(today, 2), c->day),
                                    date_min(date_add_days(today, 20), c->day)));
}

/* After an event that gave the clock another due date. */
static void to_answer_anew(struct demo *demo, struct demo_case *c)
{
    c->day = demo_due(demo, "answer");
    to_answer(demo, c);
}

static void ask_correction(struct demo *demo, struct demo_case *c)
{
    struct date by = date_add_days(demo_when_today(demo), 15);
    if (c->a == FATE_OPEN) /* still waited for at the end */
        by = date_of(demo->year + 1, 1, 9);
    demo_event(demo, c, "notify_correction");
    demo_put(demo, "supplement_items", "请明确所需信息的文件名称、文号或者其他特征性描述。");
    demo_put_date(demo, "supplement_by", by);
    if (!demo_send(demo, c, worker(c)))
        return;
    if (c->a == FATE_NOT_CORRECTED) /* the law ends it */
        demo_when_next(demo, c, STEP_ARCHIVE,
                       demo_when_between(demo, c, date_add_days(by, 5), date_add_days(by, 20)));
    else if (c->a != FATE_OPEN)
        demo_next(demo, c, STEP_CORRECT, demo_when_by(demo, c, by));
}

static void correct(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "correct");
    demo_put(demo, "description", "补正：二〇二一年度某项目的批复文件及附件。");
    if (demo_send(demo, c, worker(c)))
        to_answer_anew(demo, c);
}

static void consult(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, c->b == COURSE_ORGAN ? "consult_organ" : "consult_third_party");
    if (c->b == COURSE_ORGAN)
        demo_put(demo, "consulted", "市级主管部门");
    if (demo_send(demo, c, worker(c)))
        demo_next(demo, c, STEP_SIGNS, demo_when_in(demo, c, 1, 3));
}

static void signs(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, c->b == COURSE_ORGAN ? "organ_signs" : "third_party_signs");
    if (!demo_send(demo, c, worker(c)))
        return;
    struct date due = demo_due(demo, c->b == COURSE_ORGAN ? "consultation" : "third_party");
    if (c->b == COURSE_SILENT) /* no answer in fifteen days: the organ decides */
        demo_next(demo, c, STEP_ANSWER,
                  demo_when_between(demo, c, date_add_days(due, 2), date_add_days(due, 5)));
    else
        demo_next(demo, c, STEP_OPINION, demo_when_by(demo, c, due));
}

static void opinion(struct demo *demo, struct demo_case *c)
{
    bool objects = c->a == FATE_THIRD_PARTY;
    demo_event(demo, c, c->b == COURSE_ORGAN ? "organ_answers" : "third_party_answers");
    demo_put(demo, c->b == COURSE_ORGAN ? "organ_opinion" : "third_party_opinion",
             objects ? "objects" : "agrees");
    if (demo_send(demo, c, worker(c)))
        to_answer_anew(demo, c);
}

static void ask_fee(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "notify_fee");
    if (c->index % 2 == 0) { /* eleven items in a calendar month: one beyond the free ones */
        demo_put(demo, "fee_scale", "per_item");
        demo_put(demo, "items", "11");
        demo_put(demo, "items_before", "0");
        demo_put(demo, "fee", "100.00");
    } else {
        demo_put(demo, "fee_scale", "per_page");
        demo_put(demo, "pages", "128");
        demo_put(demo, "fee", "1260.00");
    }
    if (!demo_send(demo, c, worker(c)))
        return;
    if (c->a == FATE_FEE_NOT_PAID)
        demo_when_next(demo, c, STEP_ARCHIVE, demo_when_in(demo, c, 24, 32));
    else
        demo_next(demo, c, STEP_PAY, demo_when_in(demo, c, 2, 9));
}

static void pay(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "pay");
    if (demo_send(demo, c, worker(c)))
        to_answer_anew(demo, c);
}

static void demand_reasons(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "demand_reasons");
    if (demo_send(demo, c, worker(c)))
        demo_next(demo, c, STEP_REASONS, demo_when_in(demo, c, 1, 4));
}

static void reasons(struct demo *demo, struct demo_case *c)
{
    struct date until = date_add_days(c->day, 25);
    demo_event(demo, c, "give_reasons");
    demo_put(demo, "reasonable", c->b == COURSE_DELAY ? "true" : "false");
    if (!demo_send(demo, c, worker(c)))
        return;
    if (c->b != COURSE_DELAY) {
        to_answer(demo, c);
        return;
    }
    demo_event(demo, c, "delay_answer");
    demo_put_date(demo, "delayed_until", until);
    if (!demo_send_approved(demo, c, worker(c), DEMO_BODY_HEAD))
        return;
    c->day = demo_due(demo, "delayed_answer");
    demo_next(demo, c, STEP_ANSWER, demo_when_by(demo, c, c->day));
}

static void handle(struct demo *demo, struct demo_case *c)
{
    static demo_script *const courses[] = {
        [COURSE_PLAIN] = to_answer,        [COURSE_CORRECTION] = ask_correction,
        [COURSE_THIRD_PARTY] = consult,    [COURSE_SILENT] = consult,
        [COURSE_ORGAN] = consult,          [COURSE_FEE] = ask_fee,
        [COURSE_REASONS] = demand_reasons, [COURSE_DELAY] = demand_reasons,
    };
    courses[c->b](demo, c);
}

static void extend(struct demo *demo, struct demo_case *c)
{
    static const char *const why[] = {"需要检索的档案数量较大。", "需要协调其他机关确认。",
                                      "涉及历史资料，查找时间较长。"};
    c->c = 1;
    demo_event(demo, c, "extend");
    demo_put_i64(demo, "extension_days", c->index % 2 == 0 ? 20 : 10);
    demo_put(demo, "extension_reason", DEMO_PICK(demo, c, why));
    if (demo_send_approved(demo, c, worker(c), DEMO_BODY_HEAD))
        to_answer_anew(demo, c);
}

/* What the law wants to stand beside some outcomes. */
static void put_grounds(struct demo *demo, const struct demo_case *c)
{
    if (c->a == FATE_NOT_HELD)
        demo_put(demo, "searched", "true");
    else if (c->a == FATE_INQUIRY)
        demo_put(demo, "told_channel", "不动产登记资料查询窗口");
    else if (c->a == FATE_PETITION)
        demo_put(demo, "told_channel", "区信访局、12345政务热线");
    else if (c->a == FATE_REPEAT)
        demo_put(demo, "earlier_number", "演示信公〔2021〕复57号");
}

static void answer_request(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "answer");
    demo_put(demo, "outcome", quotas[c->a].outcome);
    put_grounds(demo, c);
    if (!demo_send(demo, c, worker(c)))
        return;
    struct date due = demo_due(demo, c->b == COURSE_DELAY ? "delayed_answer" : "answer");
    demo_next(demo, c, STEP_SEND,
              demo_when_by(demo, c, date_min(due, date_add_days(demo_when_today(demo), 1))));
}

static void send(struct demo *demo, struct demo_case *c)
{
    static const char *const methods[] = {"post", "post", "electronic", "electronic", "direct"};
    demo_event(demo, c, "send");
    demo_put(demo, "service_method", DEMO_PICK(demo, c, methods));
    if (!demo_send(demo, c, worker(c)))
        return;
    if (c->index % 9 == 2) /* one whose reconsideration names it (demo_reconsideration.c) */
        demo_pool_put(&demo->answers, c);
    else if (c->index % 12 == 7)
        demo_when_next(demo, c, STEP_APPEAL, demo_when_in(demo, c, 10, 40));
    else
        demo_when_next(demo, c, STEP_ARCHIVE, demo_when_in(demo, c, 20, 60));
}

static void appeal(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "appeal");
    demo_put(demo, "appeal_kind", c->index % 24 == 7 ? "reconsideration" : "suit_direct");
    if (demo_send(demo, c, worker(c)))
        demo_when_next(demo, c, STEP_APPEAL_DECIDED, demo_when_in(demo, c, 30, 70));
}

static void appeal_decided(struct demo *demo, struct demo_case *c)
{
    static const char *const outcomes[] = {"upheld", "upheld", "corrected", "other"};
    demo_event(demo, c, "appeal_decided");
    demo_put(demo, "appeal_outcome", DEMO_PICK(demo, c, outcomes));
    if (demo_send(demo, c, worker(c)))
        demo_when_next(demo, c, STEP_ARCHIVE, demo_when_in(demo, c, 5, 20));
}

static void withdraw(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "withdraw");
    demo_put(demo, "withdrawal_reason", "已通过其他途径获取。");
    demo_put(demo, "proposed_by", "self");
    demo_put(demo, "told_again", "true");
    if (demo_send(demo, c, worker(c)))
        demo_when_next(demo, c, STEP_ARCHIVE, demo_when_in(demo, c, 5, 20));
}

static void archive(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "archive");
    (void)demo_send(demo, c, worker(c));
}

static void script(struct demo *demo, struct demo_case *c)
{
    static demo_script *const steps[] = {
        [STEP_RECEIVE] = receive,       [STEP_HANDLE] = handle,
        [STEP_CORRECT] = correct,       [STEP_SIGNS] = signs,
        [STEP_OPINION] = opinion,       [STEP_PAY] = pay,
        [STEP_REASONS] = reasons,       [STEP_EXTEND] = extend,
        [STEP_ANSWER] = answer_request, [STEP_SEND] = send,
        [STEP_APPEAL] = appeal,         [STEP_APPEAL_DECIDED] = appeal_decided,
        [STEP_WITHDRAW] = withdraw,     [STEP_ARCHIVE] = archive,
    };
    steps[c->step](demo, c);
}

/* ---- planning ---- */

static enum course course_of(const struct demo_case *c)
{
    uint32_t i = c->index;
    if (c->a == FATE_UNCLEAR || c->a == FATE_NOT_CORRECTED)
        return COURSE_CORRECTION;
    if (c->a == FATE_THIRD_PARTY)
        return COURSE_THIRD_PARTY;
    if (c->a == FATE_FEE_NOT_PAID)
        return COURSE_FEE;
    if (c->a == FATE_EXCESSIVE)
        return COURSE_REASONS;
    if (c->a == FATE_OPEN)
        return i % 5 == 2 ? COURSE_CORRECTION : COURSE_PLAIN;
    if (c->a == FATE_GRANTED && i % 26 == 11)
        return i % 52 == 11 ? COURSE_DELAY : COURSE_FEE;
    if ((c->a == FATE_GRANTED || c->a == FATE_PARTLY) && i % 17 == 4)
        return i % 34 == 4 ? COURSE_SILENT : COURSE_ORGAN;
    return i % 9 == 6 ? COURSE_CORRECTION : COURSE_PLAIN;
}

void demo_disclosure(struct demo *demo)
{
    uint32_t id = demo_new_script(demo), index = 0;
    for (int fate = 0; fate < FATES; fate++) {
        for (int64_t i = demo_when_whole(demo, quotas[fate].n); i > 0; i--) {
            struct demo_case *c = demo_plan(demo, script, id, index++);
            c->a = fate;
            c->b = course_of(c);
            /* What is extended, or stands still on its way, begins early enough to end. */
            bool is_long = c->b != COURSE_PLAIN || c->index % 13 == 5;
            struct date day = demo_when_day(demo, c, NULL, 104, is_long ? 901 : 1118);
            if (fate == FATE_OPEN)
                day = demo_when_day(demo, c, NULL, 1209, 1228);
            else if (fate == FATE_CARRIED)
                day = demo_working_day_after(demo, date_of(demo->year - 1, 12, 14),
                                             (int)demo_below(demo, c, 8));
            demo_next(demo, c, STEP_RECEIVE, demo_office_hours(demo, c, day));
        }
    }
    demo->commands_planned += (int64_t)index * 6;
}
