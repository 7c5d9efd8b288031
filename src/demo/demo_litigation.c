/*
 * demo_litigation.c - suits against the district government, its departments and subdistricts: one
 * matter an instance. An appeal brings the second instance when the first is over.
 */
#include <stdio.h>

#include "demo/demo_when.h"

enum step {
    STEP_RECEIVE,
    STEP_ASSIGN,
    STEP_REPLY,
    STEP_SUMMONS,
    STEP_CONFIRM,
    STEP_HEARING,
    STEP_RESUME,
    STEP_RULING,
    STEP_APPEAL,
    STEP_ADVICE,
    STEP_ANSWER_ADVICE,
    STEP_ORDER,
    STEP_PERFORM,
    STEP_ARCHIVE,
    STEP_PROPOSAL, /* of the procuratorate: no suit */
    STEP_ANSWER_PROPOSAL
};

enum level { FIRST, SECOND, RETRIAL };

/* How the instance goes, as bits in c->b. */
enum bit {
    BIT_GOVERNMENT = 1,
    BIT_HEARING = 2,
    BIT_LEADER = 4, /* a responsible person had to appear, and did */
    BIT_APPEAL = 8,
    BIT_LATE = 16, /* received in the last months: still being tried at the end */
    BIT_SUSPENDED = 32,
    BIT_ADVICE = 64,
    BIT_CARRIED = 128,
    BIT_TRIGGERED = 256, /* begins with the appeal against another */
    BIT_PROPOSAL = 512,
    BIT_EXCUSED = 1024 /* the responsible person could not appear, staff did */
};

/* A run of like instances. 20 first + 8 second + 8 retrial against the government; 18 hearings with
 * a responsible person: 13 + 3 + 2. */
static const struct run {
    int n, level, bits, first, last;
} runs[] = {
    {5, FIRST, BIT_GOVERNMENT | BIT_HEARING | BIT_LEADER | BIT_APPEAL, 110, 325},
    {8, FIRST, BIT_GOVERNMENT | BIT_HEARING | BIT_LEADER, 110, 826},
    {4, FIRST, BIT_GOVERNMENT | BIT_HEARING, 215, 902},
    {3, FIRST, BIT_GOVERNMENT | BIT_LATE, 1108, 1216},
    {5, SECOND, BIT_GOVERNMENT | BIT_TRIGGERED, 0, 0},
    {3, SECOND, BIT_GOVERNMENT | BIT_HEARING | BIT_LEADER, 112, 812},
    {2, RETRIAL, BIT_GOVERNMENT | BIT_HEARING | BIT_LEADER, 112, 812},
    {6, RETRIAL, BIT_GOVERNMENT, 112, 1014},
    {5, FIRST, BIT_GOVERNMENT | BIT_HEARING | BIT_LEADER | BIT_CARRIED, 0, 0},
    {14, FIRST, BIT_HEARING | BIT_LEADER, 110, 902},
    {3, FIRST, BIT_HEARING | BIT_EXCUSED, 110, 902},
    {4, FIRST, BIT_HEARING, 110, 902},
    {4, FIRST, BIT_LATE, 1108, 1216},
    {9, SECOND, 0, 110, 1010},
    {4, RETRIAL, 0, 110, 1010},
    {2, FIRST, BIT_PROPOSAL, 314, 915},
};

enum { RUNS = sizeof runs / sizeof runs[0] };

static bool has(const struct demo_case *c, enum bit bit)
{
    return (c->b & bit) != 0;
}

/* Who answers: the office for the government, the organ itself otherwise. */
static int64_t worker(const struct demo_case *c)
{
    return has(c, BIT_GOVERNMENT) ? DEMO_CASEWORKER + (c->index & 1) : demo_handler(c->unit);
}

static int64_t leader(const struct demo_case *c)
{
    return has(c, BIT_GOVERNMENT) ? DEMO_ORGAN_HEAD : demo_head(c->unit);
}

static int64_t approver(const struct demo_case *c)
{
    return has(c, BIT_GOVERNMENT) ? DEMO_BODY_HEAD : demo_head(c->unit);
}

static void put_text(struct demo *demo, const char *field, const char *format, int64_t number)
{
    char text[96];
    int len = snprintf(text, sizeof text, "（%d）演示%04lld行%s号", demo->year,
                       (long long)(1000 + number), format);
    demo_put_str(demo, field, (struct str){text, (size_t)len});
}

static void put_suit(struct demo *demo, struct demo_case *c)
{
    static const char *const levels[] = {"first", "second", "retrial"};
    static const char *const courts[] = {"演示铁路运输法院", "演示市中级人民法院",
                                         "演示省高级人民法院"};
    static const char *const numbers[] = {"初", "终", "申"};
    static const char *const kinds[] = {"disclosure",    "disclosure", "expropriation",
                                        "expropriation", "inaction",   "penalty",
                                        "coercion",      "agreement",  "confirmation"};
    static const char *const claims[] = {"请求撤销被诉行政行为并重新作出。",
                                         "请求确认被诉行为违法。", "请求判令限期履行法定职责。"};
    demo_put(demo, "level", levels[c->a]);
    demo_put(demo, "for_government", has(c, BIT_GOVERNMENT) ? "true" : "false");
    bool is_sole = demo_chance(demo, c, 60);
    int64_t unit = 0;
    bool is_twin = c->a == FIRST && (c->b & (BIT_GOVERNMENT | BIT_LATE)) == 0 && c->index % 3 == 0;
    int64_t twin = is_twin ? demo_pool_take(&demo->suits, &unit) : 0;
    if (twin != 0) /* the organ of the act, beside the government that upheld it */
        demo_put_i64(demo, "twin", twin);
    demo_put(demo, "position",
             twin != 0                            ? "co_original"
             : has(c, BIT_GOVERNMENT) && !is_sole ? "co_reconsideration"
                                                  : "sole");
    demo_put(demo, "court", courts[c->a]);
    put_text(demo, "court_number", numbers[c->a], c->index);
    demo_put(demo, "act_kind", DEMO_PICK(demo, c, kinds));
    demo_put_party(demo, c, "plaintiff", demo_chance(demo, c, 20));
    demo_put(demo, "claim", DEMO_PICK(demo, c, claims));
    int64_t review =
        c->a == FIRST && has(c, BIT_GOVERNMENT) ? demo_pool_take(&demo->reviews, &unit) : 0;
    if (review != 0) /* of the reconsideration that was sued */
        demo_put_i64(demo, "reconsidered", review);
    if (has(c, BIT_TRIGGERED))
        demo_put_i64(demo, "previous", c->other->matter);
    else if (c->a != FIRST) /* tried before the year */
        put_text(demo, "previous_number", c->a == SECOND ? "初" : "终", 500 + c->index);
}

static void receive(struct demo *demo, struct demo_case *c)
{
    static const char *const departments[] = {"market", "urban", "housing", "police",
                                              "human",  "civil", "market",  "planning"};
    bool is_subdistrict = demo_chance(demo, c, 30);
    int64_t subdistrict = DEMO_SUBDISTRICT_FIRST + demo_below(demo, c, DEMO_SUBDISTRICTS);
    int64_t department = demo_department(DEMO_PICK(demo, c, departments));
    c->unit = is_subdistrict ? subdistrict : department;
    demo_file(demo, "litigation");
    demo_put_i64(demo, "defendant", has(c, BIT_GOVERNMENT) ? DEMO_DISTRICT : c->unit);
    put_suit(demo, c);
    if (!demo_send(demo, c, worker(c)))
        return;
    if (c->a == FIRST && has(c, BIT_GOVERNMENT) && c->index % 4 == 1)
        demo_pool_put(&demo->suits, c);
    demo_next(demo, c, has(c, BIT_PROPOSAL) ? STEP_PROPOSAL : STEP_ASSIGN,
              demo_when_in(demo, c, 0, 3));
}

static void assign(struct demo *demo, struct demo_case *c)
{
    char text[64];
    int len =
        snprintf(text, sizeof text, "演示第%d律师事务所", 1 + (int)demo_below(demo, c, DEMO_FIRMS));
    demo_event(demo, c, "assign");
    demo_put_i64(demo, "lead_unit", c->unit);
    demo_put_i64(demo, "handler", demo_handler(c->unit));
    demo_put_str(demo, "lawyer", (struct str){text, (size_t)len});
    if (demo_send(demo, c, worker(c)))
        demo_next(demo, c, STEP_REPLY, demo_when_by(demo, c, demo_due(demo, "reply")));
}

/* Instances without a hearing are tried on the papers. */
static void reply(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "reply");
    if (!demo_send(demo, c, worker(c)))
        return;
    if (has(c, BIT_SUSPENDED)) {
        demo_event(demo, c, "suspend");
        if (demo_send(demo, c, worker(c)))
            demo_next(demo, c, STEP_RESUME, demo_when_in(demo, c, 15, 25));
    } else if (has(c, BIT_HEARING)) {
        demo_next(demo, c, STEP_SUMMONS, demo_when_in(demo, c, 3, 15));
    } else if (!has(c, BIT_LATE)) {
        demo_when_next(demo, c, STEP_RULING, demo_when_in(demo, c, 20, 45));
    }
}

static void resume(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "resume");
    if (demo_send(demo, c, worker(c)))
        demo_next(demo, c, STEP_SUMMONS, demo_when_in(demo, c, 3, 12));
}

static void summons(struct demo *demo, struct demo_case *c)
{
    static const char *const grounds[] = {"notified", "attention", "own_rule", "own_rule",
                                          "environment"};
    struct instant hearing = demo_when_in(demo, c, 9, 16);
    bool is_due = has(c, BIT_LEADER) || has(c, BIT_EXCUSED);
    c->day = instant_date(hearing);
    demo_event(demo, c, "summons");
    demo_put_date(demo, "hearing_on", c->day);
    demo_put(demo, "leader_due", is_due ? "true" : "false");
    if (is_due)
        demo_put(demo, "due_ground", DEMO_PICK(demo, c, grounds));
    if (demo_send(demo, c, worker(c)))
        demo_next(demo, c, STEP_CONFIRM, demo_when_by(demo, c, demo_due(demo, "leader_notice")));
}

static void confirm(struct demo *demo, struct demo_case *c)
{
    bool ok;
    if (has(c, BIT_EXCUSED)) {
        demo_event(demo, c, "excuse_leader");
        demo_put(demo, "excuse", "duty");
        ok = demo_send_approved(demo, c, worker(c), approver(c));
    } else {
        demo_event(demo, c, "confirm_leader");
        if (has(c, BIT_LEADER))
            demo_put_i64(demo, "leader", leader(c));
        ok = demo_send(demo, c, worker(c));
    }
    if (ok)
        demo_next(demo, c, STEP_HEARING, instant_at(c->day, 9, 30, 0));
}

static void hold_hearing(struct demo *demo, struct demo_case *c)
{
    static const char *const ranks[] = {"deputy", "deputy", "head", "other"};
    bool is_present = has(c, BIT_LEADER);
    demo_event(demo, c, "hold_hearing");
    demo_put(demo, "leader_due", is_present || has(c, BIT_EXCUSED) ? "true" : "false");
    demo_put(demo, "leader_present", is_present ? "true" : "false");
    demo_put(demo, "staff_present", "true");
    if (is_present) {
        demo_put(demo, "leader_rank", DEMO_PICK(demo, c, ranks));
        demo_put_i64(demo, "leader", leader(c));
        demo_put(demo, "leader_spoke", demo_chance(demo, c, 80) ? "true" : "false");
    }
    if (!demo_send(demo, c, worker(c)))
        return;
    if (has(c, BIT_CARRIED)) /* judged in the new year */
        demo_next(
            demo, c, STEP_RULING,
            demo_when_between(demo, c, date_of(demo->year, 1, 5), date_of(demo->year, 2, 25)));
    else
        demo_when_next(demo, c, STEP_RULING, demo_when_in(demo, c, 12, 32));
}

static const char *outcome_of(const struct demo_case *c)
{
    static const char *const first[] = {"claims_dismissed", "claims_dismissed", "suit_dismissed",
                                        "claims_dismissed", "withdrawn",        "claims_dismissed",
                                        "annulled",         "unlawful",         "claims_dismissed"};
    static const char *const second[] = {"upheld", "upheld", "upheld", "reversed", "withdrawn"};
    static const char *const retrial[] = {"retrial_refused", "retrial_refused", "upheld"};
    if (c->a == SECOND)
        return second[c->index % 5];
    if (c->a == RETRIAL)
        return has(c, BIT_HEARING) ? "upheld" : retrial[c->index % 3];
    return has(c, BIT_APPEAL) ? first[c->index % 4] : first[c->index % 9];
}

/* What has to be performed. */
static bool is_lost(const struct demo_case *c)
{
    return str_equal_c(str_of(outcome_of(c)), "annulled")
           || str_equal_c(str_of(outcome_of(c)), "reversed");
}

static void ruling(struct demo *demo, struct demo_case *c)
{
    const char *outcome = outcome_of(c);
    struct str text = str_of(outcome);
    bool is_ruling = str_ends(text, STR("withdrawn")) || str_starts(text, STR("suit"))
                     || str_starts(text, STR("retrial"));
    demo_event(demo, c, c->a == FIRST ? "receive_judgment" : "receive_final");
    demo_put(demo, "ruling_kind", is_ruling ? "ruling" : "judgment");
    demo_put(demo, "outcome", outcome);
    if (!demo_send(demo, c, worker(c)))
        return;
    if (has(c, BIT_APPEAL))
        demo_next(demo, c, STEP_APPEAL, demo_when_by(demo, c, demo_due(demo, "appeal")));
    else if (has(c, BIT_ADVICE))
        demo_when_next(demo, c, STEP_ADVICE, demo_when_in(demo, c, 2, 10));
    else
        demo_when_next(demo, c, is_lost(c) ? STEP_ORDER : STEP_ARCHIVE,
                       demo_when_in(demo, c, 14, 40));
}

/* The appeal begins the second instance, that names this one. */
static void appeal(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "appeal");
    demo_put(demo, "appealed_by", "plaintiff");
    if (!demo_send(demo, c, worker(c)))
        return;
    struct demo_case *next = c->other;
    demo_next(demo, next, STEP_RECEIVE, demo_when_in(demo, next, 6, 14));
    demo_when_next(demo, c, STEP_ARCHIVE, demo_when_in(demo, c, 20, 40));
}

static void advice(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "receive_advice");
    demo_put(demo, "advice", "建议规范政府信息公开答复的文书格式和送达。");
    if (demo_send(demo, c, worker(c)))
        demo_when_next(demo, c, STEP_ANSWER_ADVICE,
                       demo_when_by(demo, c, demo_due(demo, "advice_reply")));
}

/* In 5 to 20 working days, but not before the judgment is effective. */
static struct instant when_effective(struct demo *demo, struct demo_case *c)
{
    struct instant at = demo_when_in(demo, c, 5, 20);
    struct date due = demo_due(demo, "appeal");
    if (date_is_none(due) || date_compare(instant_date(at), due) > 0)
        return at;
    return demo_when_between(demo, c, date_add_days(due, 1), date_add_days(due, 15));
}

static void answer_advice(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "answer_advice");
    demo_put(demo, "feedback", "已统一答复文书样式，并对经办人员进行培训。");
    if (demo_send(demo, c, worker(c)))
        demo_when_next(demo, c, STEP_ARCHIVE, when_effective(demo, c));
}

static void order(struct demo *demo, struct demo_case *c)
{
    /* The law made it effective when nobody appealed. */
    demo_event(demo, c, "order_performance");
    demo_put_date(demo, "perform_by", date_add_days(demo_when_today(demo), 60));
    if (demo_send(demo, c, worker(c)))
        demo_when_next(demo, c, STEP_PERFORM, demo_when_by(demo, c, demo_due(demo, "performance")));
}

static void perform(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "perform");
    if (demo_send(demo, c, worker(c)))
        demo_when_next(demo, c, STEP_ARCHIVE, demo_when_in(demo, c, 5, 20));
}

static void proposal(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "register_proposal");
    demo_put(demo, "advice", "建议依法履行对辖区窨井盖管护的监管职责。");
    demo_put(demo, "advice_urgent", "ordinary");
    if (demo_send(demo, c, worker(c)))
        demo_next(demo, c, STEP_ANSWER_PROPOSAL,
                  demo_when_by(demo, c, demo_due(demo, "proposal_reply")));
}

static void answer_proposal(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "reply_proposal");
    demo_put(demo, "feedback", "已排查整改到位，并建立日常巡查台账。");
    if (demo_send_approved(demo, c, worker(c), approver(c)))
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
        [STEP_RECEIVE] = receive,
        [STEP_ASSIGN] = assign,
        [STEP_REPLY] = reply,
        [STEP_SUMMONS] = summons,
        [STEP_CONFIRM] = confirm,
        [STEP_HEARING] = hold_hearing,
        [STEP_RESUME] = resume,
        [STEP_RULING] = ruling,
        [STEP_APPEAL] = appeal,
        [STEP_ADVICE] = advice,
        [STEP_ANSWER_ADVICE] = answer_advice,
        [STEP_ORDER] = order,
        [STEP_PERFORM] = perform,
        [STEP_ARCHIVE] = archive,
        [STEP_PROPOSAL] = proposal,
        [STEP_ANSWER_PROPOSAL] = answer_proposal,
    };
    steps[c->step](demo, c);
}

/* ---- planning ---- */

static struct demo_case *plan_case(struct demo *demo, uint32_t id, uint32_t index,
                                   const struct run *run)
{
    struct demo_case *c = demo_plan(demo, script, id, index);
    struct date day = DATE_NONE;
    c->a = run->level;
    c->b = run->bits;
    if (has(c, BIT_TRIGGERED))
        return c;
    if (has(c, BIT_CARRIED))
        day = demo_working_day_after(demo, date_of(demo->year - 1, 10, 9),
                                     (int)demo_below(demo, c, 9));
    else
        day = demo_when_day(demo, c, NULL, run->first, run->last);
    /* A few stand still for a while, or bring a judicial advice: those that begin early. */
    if (run->level == FIRST && date_compare(day, date_of(demo->year, 6, 1)) < 0
        && !has(c, BIT_CARRIED) && !has(c, BIT_APPEAL) && has(c, BIT_HEARING))
        c->b |= index % 7 == 3 ? BIT_SUSPENDED : index % 7 == 5 ? BIT_ADVICE : 0;
    demo_next(demo, c, STEP_RECEIVE, demo_office_hours(demo, c, day));
    return c;
}

void demo_litigation(struct demo *demo)
{
    uint32_t id = demo_new_script(demo), index = 0;
    /* The runs of those that are appealed and of the appeals are equally long: linked one by one.
     */
    struct demo_case **appealed =
        arena_array(&demo->arena, struct demo_case *, (size_t)demo_when_whole(demo, runs[0].n));
    for (int r = 0; r < RUNS; r++) {
        for (int64_t i = 0; i < demo_when_whole(demo, runs[r].n); i++) {
            struct demo_case *c = plan_case(demo, id, index++, &runs[r]);
            if (has(c, BIT_APPEAL))
                appealed[i] = c;
            if (!has(c, BIT_TRIGGERED))
                continue;
            c->other = appealed[i];
            appealed[i]->other = c;
        }
    }
    demo->commands_planned += (int64_t)index * 9;
}
