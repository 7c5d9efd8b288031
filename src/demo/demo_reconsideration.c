/*
 * demo_reconsideration.c - applications for administrative reconsideration against departments and
 * subdistrict offices, and those still pending from the year before.
 */
#include "demo/demo_when.h"

enum step {
    STEP_RECEIVE,
    STEP_EXAMINE,
    STEP_SERVE_SUPPLEMENT,
    STEP_SUPPLEMENT,
    STEP_SEND_COPY,
    STEP_SIGN_COPY,
    STEP_REPLY,
    STEP_HEAR,
    STEP_HOLD_HEARING,
    STEP_RESUME,
    STEP_MEDIATE,
    STEP_EXTEND,
    STEP_END,
    STEP_SERVE,
    STEP_AMEND,
    STEP_SUED,
    STEP_OPINION,
    STEP_OPINION_ANSWERED,
    STEP_PERFORM,
    STEP_ARCHIVE
};

enum fate {
    FATE_MEDIATED,
    FATE_OVERTURNED,
    FATE_UPHELD,
    FATE_APPLICATION_DISMISSED,
    FATE_REQUEST_DISMISSED,
    FATE_DOCUMENT, /* mediation document */
    FATE_SETTLED,
    FATE_OWN, /* withdrawn of the applicant's own accord */
    FATE_TERMINATED,
    FATE_SIXTY_DAYS, /* suspended for want of a party, ended by law */
    FATE_UNDECIDED,
    FATE_NOT_ACCEPTED,
    FATE_WITHDRAWN_EARLY,
    FATE_ABANDONED,
    FATE_EXAMINING, /* at the year's end */
    FATE_SUPPLEMENTING,
    FATES
};

/* How many, and when they are received (month and day) so that they end in the year. */
static const struct {
    int n, carried_in, first, last;
} quotas[FATES] = {
    [FATE_MEDIATED] = {53, 5, 104, 1028},         [FATE_OVERTURNED] = {23, 3, 104, 1014},
    [FATE_UPHELD] = {24, 5, 104, 1014},           [FATE_APPLICATION_DISMISSED] = {8, 1, 104, 1014},
    [FATE_REQUEST_DISMISSED] = {4, 1, 104, 1014}, [FATE_DOCUMENT] = {5, 0, 104, 1014},
    [FATE_SETTLED] = {2, 0, 104, 1014},           [FATE_OWN] = {4, 1, 104, 1014},
    [FATE_TERMINATED] = {1, 0, 104, 901},         [FATE_SIXTY_DAYS] = {1, 0, 301, 601},
    [FATE_UNDECIDED] = {10, 0, 1108, 1219},       [FATE_NOT_ACCEPTED] = {5, 0, 104, 1130},
    [FATE_WITHDRAWN_EARLY] = {44, 0, 104, 1212},  [FATE_ABANDONED] = {9, 0, 104, 1110},
    [FATE_EXAMINING] = {5, 0, 1226, 1230},        [FATE_SUPPLEMENTING] = {2, 0, 1214, 1219},
};

/* What befalls it, as bits in c->b. */
enum bit {
    BIT_SUPPLEMENT = 1,
    BIT_LAW_ACCEPTS = 2, /* nobody examined it in five working days */
    BIT_NO_REPLY = 4,
    BIT_HEARING = 8,
    BIT_SUSPENDED = 16,
    BIT_EXTENDED = 32,
    BIT_STAY = 64,
    BIT_OPINION = 128,
    BIT_SUED = 256,
    BIT_AMENDED = 512
};

static const struct kind {
    const char *kind, *area, *unit; /* no unit: a subdistrict office */
    const char *act, *requests;
} kinds[] = {
    {"penalty", "market", "market", "对销售过期食品作出的行政处罚决定。",
     "请求撤销处罚决定或者减轻罚款。"},
    {"penalty", "urban", "urban", "对占道经营作出的行政处罚决定。", "请求撤销处罚决定。"},
    {"penalty", "urban", NULL, "街道综合执法队作出的行政处罚决定。", "请求撤销处罚决定。"},
    {"complaint", "market", "market", "对消费举报作出的不予立案告知。",
     "请求责令重新处理举报事项。"},
    {"complaint", "market", "market", "对虚假宣传投诉的处理答复。", "请求确认处理程序违法。"},
    {"complaint", "housing", "housing", "对物业投诉的处理答复。", "请求责令履行监督职责。"},
    {"complaint", "market", "market", "对预付卡退费投诉终止调解的决定。",
     "请求撤销并责令重新处理。"},
    {"disclosure", "housing", "housing", "政府信息公开答复。", "请求撤销答复并责令重新答复。"},
    {"disclosure", "civil", NULL, "街道办事处政府信息公开答复。", "请求撤销答复并责令重新答复。"},
    {"inaction", "urban", "urban", "未对违法建设投诉作出处理。", "请求责令限期履行法定职责。"},
    {"inaction", "civil", NULL, "未对申请事项作出答复。", "请求责令限期履行法定职责。"},
    {"expropriation", "housing", "housing", "房屋征收补偿决定。", "请求撤销补偿决定。"},
    {"confirmation", "labour", "human", "不予认定工伤决定。", "请求撤销并重新认定。"},
    {"confirmation", "labour", "human", "认定工伤决定（用人单位申请）。", "请求撤销认定决定。"},
    {"penalty", "public_security", "police", "治安管理处罚决定。", "请求撤销处罚决定。"},
    {"penalty", "public_security", "police", "不予行政处罚决定。", "请求撤销决定并依法处理。"},
    {"coercion", "urban", NULL, "限期拆除违法建筑的强制决定。", "请求撤销强制决定。"},
    {"licence", "market", "approval", "不予变更登记的决定。", "请求撤销决定并准予变更。"},
};

static bool is_represented(const struct demo_case *c)
{
    return c->index % 29 == 3;
}

static int64_t worker(const struct demo_case *c)
{
    return DEMO_BODY_STAFF + (c->index & 1);
}

/* ---- receipt and examination ---- */

static void receive(struct demo *demo, struct demo_case *c)
{
    static const char *const channels[] = {"post",      "post",   "post", "in_person",
                                           "in_person", "online", "oral"};
    const struct kind *kind = &DEMO_PICK(demo, c, kinds);
    int64_t subdistrict = DEMO_SUBDISTRICT_FIRST + demo_below(demo, c, DEMO_SUBDISTRICTS);
    c->unit = kind->unit == NULL ? subdistrict : demo_department(kind->unit);
    c->named = str_equal_c(str_of(kind->kind), "disclosure")
                   ? demo_pool_take(&demo->answers, &c->unit)
                   : 0;
    bool is_subdistrict = c->unit >= DEMO_SUBDISTRICT_FIRST;
    demo_file(demo, "reconsideration");
    if (c->named != 0)
        demo_put_i64(demo, "disclosure_request", c->named);
    demo_put_party(demo, c, "applicant", demo_chance(demo, c, 18));
    demo_put_i64(demo, "respondent", c->unit);
    demo_put(demo, "act", kind->act);
    demo_put(demo, "requests", kind->requests);
    bool is_late = c->a == FATE_NOT_ACCEPTED && c->index % 5 == 0;
    demo_put_date(
        demo, "known_on",
        date_add_days(demo_when_today(demo), (is_late ? -75 : -3) - (int)demo_below(demo, c, 50)));
    if (is_represented(c)) { /* of one block of flats */
        demo_put(demo, "applicants_count", "7");
        demo_put(demo, "representatives_count", "2");
        demo_put(demo, "is_represented", "true");
    }
    demo_put(demo, "channel", DEMO_PICK(demo, c, channels));
    demo_put(demo, "act_kind", kind->kind);
    demo_put(demo, "area", kind->area);
    demo_put(demo, "respondent_level", is_subdistrict ? "subdistrict" : "department");
    if (demo_chance(demo, c, 22))
        demo_put_party(demo, c, "agent", false);
    if (!demo_send(demo, c, worker(c)) || c->a == FATE_EXAMINING)
        return;
    if ((c->b & BIT_LAW_ACCEPTS) != 0)
        demo_next(demo, c, STEP_SEND_COPY, demo_when_in(demo, c, 6, 7));
    else
        demo_next(demo, c, STEP_EXAMINE, demo_when_by(demo, c, demo_due(demo, "examination")));
}

static void notify_supplement(struct demo *demo, struct demo_case *c)
{
    static const char *const items[] = {"申请人身份证明复印件。", "被申请行政行为的文书材料。",
                                        "授权委托书和代理人身份证明。",
                                        "曾经要求被申请人履行职责的证明材料。"};
    struct date by = date_add_days(demo_when_today(demo), 15);
    if (c->a == FATE_SUPPLEMENTING)
        by = date_of(demo->year + 1, 1, 6);
    c->c = 1;
    demo_event(demo, c, "notify_supplement");
    demo_put(demo, "supplement_items", DEMO_PICK(demo, c, items));
    demo_put_date(demo, "supplement_by", by);
    if (demo_send(demo, c, worker(c)))
        demo_next(demo, c, STEP_SERVE_SUPPLEMENT, demo_when_in(demo, c, 1, 3));
}

static void serve_supplement(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "serve_supplement");
    demo_put(demo, "service_method", "post");
    if (!demo_send(demo, c, worker(c)) || c->a == FATE_SUPPLEMENTING)
        return;
    struct date due = demo_due(demo, "correction");
    if (c->a == FATE_ABANDONED) /* the law ends it the day after; later the file is put away */
        demo_next(demo, c, STEP_ARCHIVE,
                  demo_when_between(demo, c, date_add_days(due, 4), date_add_days(due, 20)));
    else
        demo_next(demo, c, STEP_SUPPLEMENT, demo_when_by(demo, c, due));
}

static void supplement(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "supplement");
    if (demo_send(demo, c, worker(c)))
        demo_next(demo, c, STEP_EXAMINE, demo_when_by(demo, c, demo_due(demo, "examination")));
}

/* The organ's own record of the answer under review hears what became of it. */
static void tell_record(struct demo *demo, struct demo_case *c, const char *outcome)
{
    struct demo_case record = {.matter = c->named, .script_id = c->script_id, .index = c->index};
    if (c->named == 0)
        return;
    c->named = 0;
    if (outcome[0] == 'c') { /* corrected: by the link */
        demo_event(demo, c, "return_to_record");
        (void)demo_send(demo, c, worker(c));
        return;
    }
    demo_event(demo, &record, "appeal_decided");
    demo_put(demo, "appeal_outcome", outcome);
    (void)demo_send(demo, &record, demo_handler(c->unit));
}

static void not_accept(struct demo *demo, struct demo_case *c)
{
    static const char *const grounds[] = {"late", "no_interest", "out_of_scope", "already_accepted",
                                          "no_proper_party"};
    demo_event(demo, c, "not_accept");
    demo_put(demo, "refusal_ground", grounds[c->index % 5]);
    if (!demo_send(demo, c, worker(c)))
        return;
    demo_next(demo, c, STEP_SERVE, demo_when_in(demo, c, 1, 3));
    tell_record(demo, c, "other");
}

static void examine(struct demo *demo, struct demo_case *c)
{
    bool wants_supplement =
        c->a == FATE_ABANDONED || c->a == FATE_SUPPLEMENTING || (c->b & BIT_SUPPLEMENT) != 0;
    if (wants_supplement && c->c == 0) {
        notify_supplement(demo, c);
    } else if (c->a == FATE_NOT_ACCEPTED) {
        not_accept(demo, c);
    } else if (c->a == FATE_WITHDRAWN_EARLY) {
        demo_event(demo, c, "withdraw_early");
        demo_put(demo, "withdrawal", "explained");
        if (is_represented(c))
            demo_put(demo, "consent", "true");
        if (!demo_send(demo, c, worker(c)))
            return;
        demo_when_next(demo, c, STEP_ARCHIVE, demo_when_in(demo, c, 5, 25));
        tell_record(demo, c, "other");
    } else {
        demo_event(demo, c, "accept");
        if (demo_send(demo, c, worker(c)))
            demo_next(demo, c, STEP_SEND_COPY, demo_when_by(demo, c, demo_due(demo, "copy")));
    }
}

/* ---- hearing of the case ---- */

static void send_copy(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "send_copy");
    if (!demo_send(demo, c, worker(c)))
        return;
    c->day = demo_due(demo, "decision");
    demo_next(demo, c, STEP_SIGN_COPY, demo_when_in(demo, c, 0, 2));
}

static void sign_copy(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "sign_copy");
    if (!demo_send(demo, c, worker(c)))
        return;
    struct date due = demo_due(demo, "reply");
    if ((c->b & BIT_NO_REPLY) != 0)
        demo_when_next(demo, c, STEP_HEAR,
                       demo_when_between(demo, c, date_add_days(due, 2), date_add_days(due, 6)));
    else
        demo_when_next(demo, c, STEP_REPLY, demo_when_between(demo, c, demo_when_today(demo), due));
}

static void reply(struct demo *demo, struct demo_case *c)
{
    static const char *const notes[] = {"认定事实清楚、程序合法，请求维持。",
                                        "已自行纠正，建议协调化解。", "申请人不具有利害关系。",
                                        "提交证据材料和法律依据一套。"};
    demo_event(demo, c, "reply");
    demo_put(demo, "reply_note", DEMO_PICK(demo, c, notes));
    if (demo_send(demo, c, worker(c)))
        demo_when_next(demo, c, STEP_HEAR, demo_when_in(demo, c, 2, 6));
}

/* When the end comes: within the due date, earlier for what is withdrawn. */
static void to_end(struct demo *demo, struct demo_case *c)
{
    struct date today = demo_when_today(demo);
    if (c->a == FATE_UNDECIDED)
        return;
    if ((c->b & BIT_EXTENDED) != 0)
        demo_next(
            demo, c, STEP_EXTEND,
            demo_when_between(demo, c, date_add_days(c->day, -14), date_add_days(c->day, -5)));
    else if (c->a == FATE_MEDIATED || c->a == FATE_DOCUMENT || c->a == FATE_SETTLED)
        demo_next(
            demo, c, STEP_MEDIATE,
            demo_when_by(demo, c, date_min(date_add_days(today, 12), date_add_days(c->day, -6))));
    else
        demo_next(demo, c, STEP_END,
                  demo_when_between(demo, c, date_min(date_add_days(today, 5), c->day), c->day));
}

static bool send_event(struct demo *demo, struct demo_case *c, const char *event)
{
    demo_event(demo, c, event);
    return demo_send(demo, c, worker(c));
}

static void investigate(struct demo *demo, struct demo_case *c)
{
    static const char *const inquiries[] = {"现场勘查并制作笔录。", "向有关单位调取登记档案。",
                                            "询问证人。", "调取监控录像。"};
    demo_event(demo, c, "investigate");
    demo_put(demo, "inquiry", DEMO_PICK(demo, c, inquiries));
    (void)demo_send(demo, c, worker(c));
}

static void suspend(struct demo *demo, struct demo_case *c)
{
    static const char *const grounds[] = {"interpretation", "other_case", "force_majeure",
                                          "missing"};
    bool is_succession = c->a == FATE_SIXTY_DAYS;
    demo_event(demo, c, is_succession ? "suspend_succession" : "suspend");
    demo_put(demo, "suspension_ground", is_succession ? "died" : DEMO_PICK(demo, c, grounds));
    if (!demo_send(demo, c, worker(c)))
        return;
    if (is_succession) /* no kin took part: the law ends it after sixty days */
        demo_next(demo, c, STEP_SERVE, demo_when_in(demo, c, 46, 52));
    else
        demo_next(demo, c, STEP_RESUME, demo_when_in(demo, c, 6, 18));
}

static void hear(struct demo *demo, struct demo_case *c)
{
    static const char *const ways[] = {"phone", "phone", "meeting", "online"};
    demo_event(demo, c, "hear_opinions");
    demo_put(demo, "opinions", "heard");
    demo_put(demo, "opinions_way", DEMO_PICK(demo, c, ways));
    if (!demo_send(demo, c, worker(c)))
        return;
    if (demo_chance(demo, c, 25))
        investigate(demo, c);
    if ((c->b & BIT_STAY) != 0) {
        demo_event(demo, c, "stay_execution");
        demo_put(demo, "stay_ground", "applicant");
        if (!demo_send_approved(demo, c, worker(c), DEMO_BODY_HEAD))
            return;
    }
    if ((c->b & BIT_HEARING) != 0) {
        struct instant at = demo_when_in(demo, c, 7, 9);
        demo_event(demo, c, "set_hearing");
        demo_put_date(demo, "hearing_on", instant_date(at));
        demo_put(demo, "hearing_place", "区行政复议听证室");
        if (demo_send(demo, c, worker(c)) && send_event(demo, c, "notify_hearing"))
            demo_next(demo, c, STEP_HOLD_HEARING, at);
    } else if ((c->b & BIT_SUSPENDED) != 0) {
        suspend(demo, c);
    } else {
        to_end(demo, c);
    }
}

static void hold_hearing(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "hold_hearing");
    demo_put(demo, "leader_attended", "true");
    if (demo_send(demo, c, worker(c)))
        to_end(demo, c);
}

static void resume(struct demo *demo, struct demo_case *c)
{
    if (!send_event(demo, c, "resume"))
        return;
    c->day = demo_due(demo, "decision");
    to_end(demo, c);
}

static void extend(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "extend");
    demo_put_i64(demo, "extension_days", c->index % 2 == 0 ? 30 : 20);
    demo_put(demo, "extension_reason", "案情复杂，需要进一步调查核实。");
    if (!demo_send_approved(demo, c, worker(c), DEMO_ORGAN_HEAD))
        return;
    c->day = demo_due(demo, "decision");
    c->b &= ~(int64_t)BIT_EXTENDED;
    to_end(demo, c);
}

static void mediate(struct demo *demo, struct demo_case *c)
{
    if (!send_event(demo, c, "mediate"))
        return;
    struct date latest = date_min(date_add_days(demo_when_today(demo), 15), c->day);
    if (++c->d < 1 + c->index % 3
        && date_compare(date_add_days(demo_when_today(demo), 9), c->day) < 0)
        demo_next(demo, c, STEP_MEDIATE,
                  demo_when_by(demo, c, date_add_days(demo_when_today(demo), 6)));
    else
        demo_next(demo, c, STEP_END, demo_when_by(demo, c, latest));
}

/* ---- the end, and after ---- */

/* Of the overturned: 23 decisions over the five ways. */
static const char *overturned(const struct demo_case *c)
{
    static const char *const outcomes[] = {"annulled", "annulled", "unlawful",
                                           "annulled", "ordered",  "varied",
                                           "unlawful", "ordered",  "partly_annulled"};
    return outcomes[c->index % (sizeof outcomes / sizeof outcomes[0])];
}

static bool is_owed(const struct demo_case *c)
{
    return c->a == FATE_OVERTURNED && (overturned(c)[0] == 'a' || overturned(c)[0] == 'o');
}

static bool make_decision(struct demo *demo, struct demo_case *c)
{
    static const char *const outcomes[FATES] = {[FATE_UPHELD] = "upheld",
                                                [FATE_APPLICATION_DISMISSED] =
                                                    "application_dismissed",
                                                [FATE_REQUEST_DISMISSED] = "request_dismissed"};
    demo_event(demo, c, "decide");
    demo_put(demo, "outcome", c->a == FATE_OVERTURNED ? overturned(c) : outcomes[c->a]);
    if (is_owed(c) && overturned(c)[0] == 'a')
        demo_put(demo, "act_anew", "true");
    demo_put(demo, "reasons", "经审查，结合双方提交的证据和听取意见的情况，依法作出决定。");
    return demo_send_approved(demo, c, worker(c), DEMO_ORGAN_HEAD);
}

static bool settle(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "settle");
    if (is_represented(c))
        demo_put(demo, "consent", "true");
    demo_put(demo, "settlement", "双方自行和解，互不追究。");
    return demo_send(demo, c, worker(c));
}

static bool withdraw(struct demo *demo, struct demo_case *c)
{
    if (c->a == FATE_SETTLED && !settle(demo, c))
        return false;
    demo_event(demo, c, "withdraw");
    if (is_represented(c))
        demo_put(demo, "consent", "true");
    demo_put(demo, "withdrawal",
             c->a == FATE_MEDIATED  ? "mediated"
             : c->a == FATE_SETTLED ? "settled"
                                    : "own");
    return demo_send(demo, c, worker(c));
}

static void end(struct demo *demo, struct demo_case *c)
{
    bool ok;
    if (c->a == FATE_MEDIATED || c->a == FATE_SETTLED || c->a == FATE_OWN) {
        ok = withdraw(demo, c);
    } else if (c->a == FATE_DOCUMENT) {
        demo_event(demo, c, "mediation_document");
        demo_put(demo, "settlement", "被申请人自行纠正并承担相应费用，申请人不再提出其他请求。");
        ok = demo_send_approved(demo, c, worker(c), DEMO_ORGAN_HEAD);
    } else if (c->a == FATE_TERMINATED) {
        demo_event(demo, c, "terminate");
        demo_put(demo, "termination_ground", "no_successor");
        ok = demo_send_approved(demo, c, worker(c), DEMO_BODY_HEAD);
    } else {
        ok = make_decision(demo, c);
    }
    if (!ok)
        return;
    demo_when_next(demo, c, STEP_SERVE, demo_when_in(demo, c, 1, 4));
    tell_record(demo, c,
                c->a == FATE_OVERTURNED                                 ? "corrected"
                : c->a >= FATE_UPHELD && c->a <= FATE_REQUEST_DISMISSED ? "upheld"
                                                                        : "other");
}

static void serve(struct demo *demo, struct demo_case *c)
{
    static const char *const methods[] = {"post", "post", "direct", "electronic"};
    demo_event(demo, c, "serve");
    demo_put(demo, "service_method", DEMO_PICK(demo, c, methods));
    if (!demo_send(demo, c, worker(c)))
        return;
    c->c = demo->answer.seq;
    c->day = demo_when_today(demo);
    if ((c->b & BIT_AMENDED) != 0)
        demo_when_next(demo, c, STEP_AMEND, demo_when_in(demo, c, 1, 3));
    else if ((c->b & BIT_SUED) != 0)
        demo_when_next(
            demo, c, STEP_SUED,
            demo_when_between(demo, c, date_add_days(c->day, 3), demo_due(demo, "suit")));
    else if ((c->b & BIT_OPINION) != 0)
        demo_when_next(demo, c, STEP_OPINION, demo_when_in(demo, c, 2, 8));
    else
        demo_when_next(demo, c, is_owed(c) ? STEP_PERFORM : STEP_ARCHIVE,
                       demo_when_in(demo, c, 20, 38));
}

/* The proof of service came back with the day before: what was entered stays, and is replaced. */
static void amend(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "amend");
    demo->command.replaces = c->c;
    demo->command.reason = STR("送达回证载明的签收日期为前一日，据实更正。");
    demo->command.on = date_add_days(c->day, -1);
    demo_put(demo, "service_method", "post");
    if (demo_send_approved(demo, c, worker(c), DEMO_BODY_HEAD))
        demo_when_next(demo, c, STEP_ARCHIVE, demo_when_in(demo, c, 20, 38));
}

static void sued(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "sued");
    demo_put(demo, "court", "演示铁路运输法院");
    if (!demo_send(demo, c, worker(c)))
        return;
    demo_pool_put(&demo->reviews, c);
    demo_when_next(demo, c, STEP_ARCHIVE, demo_when_in(demo, c, 40, 80));
}

/* To the organ whose act was wrong: what it is to change besides. */
static void opinion(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "issue_opinion");
    demo_put(demo, "letter_subject", "规范投诉举报处理程序，完善文书送达和告知。");
    if (!demo_send_approved(demo, c, worker(c), DEMO_BODY_HEAD))
        return;
    if (send_event(demo, c, "opinion_received"))
        demo_when_next(demo, c, STEP_OPINION_ANSWERED,
                       demo_when_between(demo, c, date_add_days(demo_when_today(demo), 15),
                                         demo_due(demo, "opinion_feedback")));
}

static void opinion_answered(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "opinion_answered");
    demo_put(demo, "feedback", "已修订内部流程并组织专题培训。");
    if (demo_send(demo, c, worker(c)))
        demo_when_next(demo, c, is_owed(c) ? STEP_PERFORM : STEP_ARCHIVE,
                       demo_when_in(demo, c, 5, 15));
}

static void perform(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "watch_performance");
    demo_put(demo, "duty", overturned(c)[0] == 'a' ? "act_anew" : "perform");
    demo_put_date(demo, "perform_by",
                  date_max(date_add_days(c->day, 60), date_add_days(demo_when_today(demo), 10)));
    if (!demo_send(demo, c, worker(c)) || !send_event(demo, c, "perform"))
        return;
    demo_when_next(demo, c, STEP_ARCHIVE, demo_when_in(demo, c, 5, 20));
}

static void archive(struct demo *demo, struct demo_case *c)
{
    tell_record(demo, c, "other"); /* where the law ended it */
    (void)send_event(demo, c, "archive");
}

static void script(struct demo *demo, struct demo_case *c)
{
    static demo_script *const steps[] = {
        [STEP_RECEIVE] = receive,
        [STEP_EXAMINE] = examine,
        [STEP_SERVE_SUPPLEMENT] = serve_supplement,
        [STEP_SUPPLEMENT] = supplement,
        [STEP_SEND_COPY] = send_copy,
        [STEP_SIGN_COPY] = sign_copy,
        [STEP_REPLY] = reply,
        [STEP_HEAR] = hear,
        [STEP_HOLD_HEARING] = hold_hearing,
        [STEP_RESUME] = resume,
        [STEP_MEDIATE] = mediate,
        [STEP_EXTEND] = extend,
        [STEP_END] = end,
        [STEP_SERVE] = serve,
        [STEP_AMEND] = amend,
        [STEP_SUED] = sued,
        [STEP_OPINION] = opinion,
        [STEP_OPINION_ANSWERED] = opinion_answered,
        [STEP_PERFORM] = perform,
        [STEP_ARCHIVE] = archive,
    };
    steps[c->step](demo, c);
}

/* ---- planning ---- */

/* Each befalls a few of those accepted; what takes longer befalls those received before autumn. */
static int64_t bits_of(const struct demo_case *c, bool is_early)
{
    uint32_t i = c->index;
    int64_t bits = 0;
    if (c->a >= FATE_UNDECIDED || c->a == FATE_SIXTY_DAYS)
        return c->a == FATE_SIXTY_DAYS ? BIT_SUSPENDED : 0;
    if (i % 45 == 10)
        bits |= BIT_LAW_ACCEPTS;
    else if (i % 12 == 6 && is_early)
        bits |= BIT_SUPPLEMENT;
    if (c->a == FATE_OVERTURNED && i % 11 == 3)
        bits |= BIT_NO_REPLY;
    if (i % 19 == 4 && is_early)
        bits |= BIT_HEARING;
    else if (i % 23 == 7 && is_early)
        bits |= BIT_SUSPENDED;
    if (c->a != FATE_MEDIATED && i % 6 == 5 && is_early)
        bits |= BIT_EXTENDED;
    if (i % 50 == 33)
        bits |= BIT_STAY;
    if (c->a == FATE_OVERTURNED && i % 5 == 2)
        bits |= BIT_OPINION;
    if (c->a >= FATE_UPHELD && c->a <= FATE_REQUEST_DISMISSED && i % 4 == 1)
        bits |= BIT_SUED;
    if (i % 40 == 15)
        bits |= BIT_AMENDED;
    return bits;
}

static void plan_case(struct demo *demo, uint32_t id, uint32_t index, int fate, bool is_carried)
{
    static const int month_weights[12] = {90, 72, 104, 96, 92, 104, 110, 108, 104, 90, 104, 104};
    struct demo_case *c = demo_plan(demo, script, id, index);
    struct date day = demo_when_day(demo, c, month_weights, quotas[fate].first, quotas[fate].last);
    if (is_carried)
        day = demo_working_day_after(demo, date_of(demo->year - 1, 11, 12),
                                     (int)demo_below(demo, c, 28));
    c->a = fate;
    c->b = bits_of(c, date_compare(day, date_of(demo->year, 8, 10)) < 0);
    demo_next(demo, c, STEP_RECEIVE, demo_office_hours(demo, c, day));
}

void demo_reconsideration(struct demo *demo)
{
    uint32_t id = demo_new_script(demo), index = 0;
    for (int fate = 0; fate < FATES; fate++)
        for (int64_t i = demo_when_whole(demo, quotas[fate].n); i > 0; i--)
            plan_case(demo, id, index++, fate, false);
    for (int fate = 0; fate < FATES; fate++)
        for (int64_t i = demo_when_whole(demo, quotas[fate].carried_in); i > 0; i--)
            plan_case(demo, id, index++, fate, true);
    demo->commands_planned += (int64_t)index * 11;
}
