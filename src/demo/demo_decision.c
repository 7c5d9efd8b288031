/*
 * demo_decision.c - major decisions: ten whose risk assessment is filed in the year, with four of
 * the year before that are carried out and evaluated, and some that end early.
 */
#include "demo/demo_steps.h"

enum { ASSESSED = 10, EARLIER = 4, DROPPED = 3, WITHOUT_RISK = 2 };

enum step {
    STEP_PROPOSE,
    STEP_DROP,
    STEP_START,
    STEP_CONSULT,
    STEP_PUBLISH_DRAFT,
    STEP_HEARING_NOTICE,
    STEP_HEARING_PAPERS,
    STEP_HEARING,
    STEP_CLOSE_COMMENT,
    STEP_ARGUE,
    STEP_PLAN_RISK,
    STEP_ASSESS_RISK,
    STEP_FILE_RISK,
    STEP_SUBMIT,
    STEP_OPINE,
    STEP_DECIDE,
    STEP_REPORT,
    STEP_PUBLISH,
    STEP_ARCHIVE,
    STEP_EXECUTE,
    STEP_EVALUATE,
    STEP_COMPLETE
};

enum fate {
    FATE_DROPPED = 1,
    FATE_WITHOUT_RISK = 2,
    FATE_HEARING = 4,
    FATE_MEDIUM = 8,
    FATE_POSTPONED = 16,
    FATE_EARLIER = 32
};

static const struct {
    const char *kind, *unit, *subject;
} subjects[] = {
    {"project", "housing", "片区老旧小区综合改造"},
    {"policy", "education", "义务教育施教区调整"},
    {"project", "health", "社区卫生服务中心迁建"},
    {"plan", "reform", "服务业发展中期规划"},
    {"resource", "culture", "历史街区保护利用"},
    {"project", "urban", "生活垃圾转运站建设"},
    {"policy", "civil", "社区养老服务收费指导"},
    {"project", "water", "排水管网清淤修复工程"},
    {"policy", "housing", "既有住宅加装电梯补贴标准调整"},
    {"project", "education", "九年一贯制学校新建"},
    {"other", "commerce", "农贸市场改造提升"},
    {"plan", "emergency", "应急避难场所布局规划"},
    {"policy", "human", "公益性岗位待遇标准调整"},
    {"project", "urban", "道路停车泊位增设"},
    {"resource", "assets", "国有闲置房产盘活利用"},
    {"policy", "insurance", "困难群众医疗救助标准调整"},
    {"plan", "urban", "户外广告设置专项规划"},
    {"other", "industry", "产业园区更新改造"},
    {"project", "culture", "社区文体中心建设"},
};

static bool send(struct demo *demo, struct demo_case *c)
{
    return demo_send(demo, c, demo_handler(c->unit));
}

static bool send_with_organ_head(struct demo *demo, struct demo_case *c)
{
    return demo_send_approved(demo, c, demo_handler(c->unit), DEMO_ORGAN_HEAD);
}

/* The first working days after a minimum period. */
static void after(struct demo *demo, struct demo_case *c, int step, struct date due)
{
    struct date day =
        demo_working_day_after(demo, date_add_days(due, 1), (int)demo_below(demo, c, 3));
    if (date_compare(day, demo_year_end(demo)) <= 0)
        demo_on(demo, c, step, day);
}

/* ---- to the draft's comment ---- */

static void propose(struct demo *demo, struct demo_case *c)
{
    int64_t i = c->index % DEMO_COUNT(subjects);
    c->unit = demo_department(subjects[i].unit);
    demo_file(demo, "decision");
    demo_put(demo, "subject", subjects[i].subject);
    demo_put(demo, "kind", subjects[i].kind);
    demo_put_i64(demo, "handling_unit", c->unit);
    demo_put(demo, "in_catalogue", demo_chance(demo, c, 75) ? "true" : "false");
    if (send(demo, c))
        demo_later(demo, c, (c->a & FATE_DROPPED) != 0 ? STEP_DROP : STEP_START, 3, 8);
}

static void drop(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "drop");
    demo_put(demo, "reason", "经论证条件尚不成熟，不予启动。");
    (void)send_with_organ_head(demo, c);
}

static void start(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "start");
    demo_put_i64(demo, "handling_unit", c->unit);
    if (send_with_organ_head(demo, c))
        demo_later(demo, c, STEP_CONSULT, 8, 16);
}

static void consult(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "consult");
    demo_put_i64(demo, "options", 1 + demo_below(demo, c, 3));
    if (send(demo, c))
        demo_later(demo, c, STEP_PUBLISH_DRAFT, 2, 6);
}

static void publish_draft(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "publish_draft");
    if (!send(demo, c))
        return;
    c->day = demo_due(demo, "comment");
    if ((c->a & FATE_HEARING) != 0)
        demo_later(demo, c, STEP_HEARING_NOTICE, 1, 3);
    else
        after(demo, c, STEP_CLOSE_COMMENT, c->day);
}

static void notify_hearing(struct demo *demo, struct demo_case *c)
{
    struct date hearing = demo_working_day_after(demo, demo_today(demo), 14);
    demo_event(demo, c, "notify_hearing");
    demo_put_date(demo, "hearing_on", hearing);
    if (!send(demo, c))
        return;
    c->d = hearing.day;
    demo_by(demo, c, STEP_HEARING_PAPERS, demo_due(demo, "hearing_papers"));
}

static void send_papers(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "send_papers");
    if (send(demo, c))
        demo_on(demo, c, STEP_HEARING, (struct date){(int32_t)c->d});
}

static void hold_hearing(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "hold_hearing");
    if (send(demo, c))
        after(demo, c, STEP_CLOSE_COMMENT, date_max(c->day, demo_today(demo)));
}

static void close_comment(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "close_comment");
    demo_put_i64(demo, "comment_count", 5 + demo_below(demo, c, 160));
    if (send(demo, c))
        demo_later(demo, c, STEP_ARGUE, 2, 5);
}

/* ---- argumentation, risk, legality ---- */

static void argue(struct demo *demo, struct demo_case *c)
{
    bool needs_experts = (c->a & FATE_WITHOUT_RISK) == 0;
    demo_event(demo, c, needs_experts ? "argue" : "waive_experts");
    if (needs_experts)
        demo_put_i64(demo, "experts", 3 + 2 * demo_below(demo, c, 3));
    else
        demo_put(demo, "reason", "不涉及专业性、技术性问题。");
    if (!send(demo, c))
        return;
    if (needs_experts) {
        demo_later(demo, c, STEP_PLAN_RISK, 1, 4);
        return;
    }
    demo_event(demo, c, "waive_risk");
    demo_put(demo, "reason", "不涉及群众切身利益调整，无稳定风险。");
    if (send(demo, c))
        demo_later(demo, c, STEP_SUBMIT, 1, 3);
}

static void plan_risk(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "plan_risk");
    demo_put(demo, "risk_procedure", c->index % 4 == 3 ? "simplified" : "ordinary");
    if (send(demo, c))
        demo_later(demo, c, STEP_ASSESS_RISK, 8, 15);
}

static void assess_risk(struct demo *demo, struct demo_case *c)
{
    bool is_medium = (c->a & FATE_MEDIUM) != 0;
    demo_event(demo, c, "assess_risk");
    demo_put(demo, "risk", is_medium ? "medium" : "low");
    demo_put(demo, "risk_advice", is_medium ? "after_measures" : "proceed");
    if (send(demo, c))
        demo_later(demo, c, STEP_FILE_RISK, 1, 4);
}

static void file_risk(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "file_risk");
    if (send(demo, c))
        demo_later(demo, c, STEP_SUBMIT, 1, 4);
}

static void submit(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "submit_review");
    if (send(demo, c))
        after(demo, c, STEP_OPINE, demo_due(demo, "review"));
}

static void opine(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "opine");
    demo_put(demo, "opinion", "lawful");
    if (demo_send(demo, c, DEMO_CASEWORKER))
        demo_later(demo, c, STEP_DECIDE, 4, 10);
}

/* ---- the decision and after it ---- */

static void take_decision(struct demo *demo, struct demo_case *c)
{
    bool is_postponed = (c->a & FATE_POSTPONED) != 0;
    demo_event(demo, c, is_postponed ? "reject" : "decide");
    demo_put(demo, "outcome",
             is_postponed               ? "postponed"
             : demo_chance(demo, c, 30) ? "changed"
                                        : "adopted");
    if (!is_postponed) {
        demo_put(demo, "head_last", "true");
        demo_put(demo, "dissent_recorded", "true");
    }
    if (send_with_organ_head(demo, c) && !is_postponed)
        demo_later(demo, c, STEP_REPORT, 1, 3);
}

static void publish(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "publish");
    if (send(demo, c))
        demo_later(demo, c, STEP_ARCHIVE, 5, 15);
}

static void execute(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "execute");
    demo_put_i64(demo, "execution_unit",
                 demo_chance(demo, c, 40) ? demo_any_subdistrict(demo, c) : c->unit);
    if (send(demo, c) && (c->a & FATE_EARLIER) != 0)
        demo_later(demo, c, STEP_EVALUATE, 150, 190);
}

static void evaluate(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "evaluate");
    demo_put_i64(demo, "evaluator", demo_department("audit"));
    if (send(demo, c))
        demo_later(demo, c, STEP_COMPLETE, 10, 40);
}

static void report(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "report_party");
    if (send(demo, c))
        demo_later(demo, c, STEP_PUBLISH, 2, 6);
}

static void archive(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "archive");
    if (send(demo, c))
        demo_later(demo, c, STEP_EXECUTE, 1, 5);
}

static void complete(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "complete");
    (void)send(demo, c);
}

static void script(struct demo *demo, struct demo_case *c)
{
    static void (*const steps[])(struct demo *, struct demo_case *) = {
        [STEP_PROPOSE] = propose,
        [STEP_DROP] = drop,
        [STEP_START] = start,
        [STEP_CONSULT] = consult,
        [STEP_PUBLISH_DRAFT] = publish_draft,
        [STEP_HEARING_NOTICE] = notify_hearing,
        [STEP_HEARING_PAPERS] = send_papers,
        [STEP_HEARING] = hold_hearing,
        [STEP_CLOSE_COMMENT] = close_comment,
        [STEP_ARGUE] = argue,
        [STEP_PLAN_RISK] = plan_risk,
        [STEP_ASSESS_RISK] = assess_risk,
        [STEP_FILE_RISK] = file_risk,
        [STEP_SUBMIT] = submit,
        [STEP_OPINE] = opine,
        [STEP_DECIDE] = take_decision,
        [STEP_REPORT] = report,
        [STEP_PUBLISH] = publish,
        [STEP_ARCHIVE] = archive,
        [STEP_EXECUTE] = execute,
        [STEP_EVALUATE] = evaluate,
        [STEP_COMPLETE] = complete,
    };
    steps[c->step](demo, c);
}

/* ---- planning ---- */

static void plan_decision(struct demo *demo, uint32_t id, uint32_t i)
{
    struct demo_case *c = demo_plan(demo, script, id, i);
    struct date day = date_add_days(demo_day_at(demo, 0, 1, 10), 19 * (int)(i % ASSESSED));
    if (i >= ASSESSED && i < ASSESSED + EARLIER) {
        c->a = FATE_EARLIER;
        day = date_add_days(demo_day_at(demo, -1, 2, 22), 12 * (int)(i - ASSESSED));
    } else if (i >= ASSESSED + EARLIER + DROPPED) {
        c->a = FATE_WITHOUT_RISK;
        day = demo_day_at(demo, 0, 3, 7);
    } else if (i >= ASSESSED + EARLIER) {
        c->a = FATE_DROPPED;
    } else {
        c->a |= i % 4 == 1 ? FATE_HEARING : 0;
        c->a |= i % 5 == 2 ? FATE_MEDIUM : 0;
        c->a |= i == 3 ? FATE_POSTPONED : 0;
    }
    demo_on(demo, c, STEP_PROPOSE, demo_working_day_after(demo, day, 0));
}

void demo_decisions(struct demo *demo)
{
    uint32_t id = demo_new_script(demo);
    for (uint32_t i = 0; i < ASSESSED + EARLIER + DROPPED + WITHOUT_RISK; i++)
        plan_decision(demo, id, i);
    demo->commands_planned += 330;
}
