/*
 * demo_normative.c - normative documents: ten carried in, five of them repealed after a clean-up,
 * two made in the year, a few under way at its end.
 */
#include "demo/demo_steps.h"

enum { CARRIED_IN = 10, REPEALED = 5 };

enum step {
    STEP_CARRY_IN,
    STEP_REPEAL,
    STEP_PLAN,
    STEP_DRAFT,
    STEP_ASSESS,
    STEP_PUBLISH_DRAFT,
    STEP_CLOSE_COMMENT,
    STEP_COMPETITION,
    STEP_SUBMIT,
    STEP_OPINE,
    STEP_DELIBERATE,
    STEP_SIGN,
    STEP_PUBLISH,
    STEP_FILE_GOV,
    STEP_FILE_NPC,
    STEP_REGISTERED,
    STEP_INTERPRET,
    STEP_DROP,
    STEP_STOP /* what is under way goes no further */
};

enum fate { FATE_GOVERNMENT = 1, FATE_DROPPED = 2, FATE_REPLACED = 4 };

static const struct {
    const char *drafter, *subject;
} carried[CARRIED_IN] = {
    {"reform", "服务业发展专项资金管理办法"},  {"housing", "既有住宅加装电梯补贴办法"},
    {"urban", "城市道路临时占用管理规定"},     {"human", "职业技能培训补贴办法"},
    {"civil", "社区居家养老服务补贴办法"},     {"education", "校外培训机构管理办法"},
    {"civil", "社会组织孵化扶持办法"},         {"finance", "区级预算绩效管理办法"},
    {"emergency", "企业安全生产风险报告办法"}, {"assets", "区属企业房屋出租管理办法"},
};

/* The first takes the place of the first that was carried in. */
static const struct {
    const char *drafter, *subject;
    int month, day, last_step;
    int fates;
} made[] = {
    {"reform", "服务业高质量发展专项资金管理办法", 2, 14, STEP_STOP,
     FATE_GOVERNMENT | FATE_REPLACED},
    {"civil", "社区助餐服务点运营补贴办法", 8, 3, STEP_STOP, 0},
    {"housing", "租赁住房管理实施细则", 10, 24, STEP_OPINE, FATE_GOVERNMENT},
    {"commerce", "特色商业街区管理办法", 11, 1, STEP_CLOSE_COMMENT, 0},
    {"science", "科技创新券管理办法", 11, 21, STEP_ASSESS, 0},
    {"culture", "非物质文化遗产保护补助办法", 12, 12, STEP_DRAFT, 0},
    {"industry", "工业企业资源集约利用评价办法", 3, 21, STEP_DROP, FATE_GOVERNMENT | FATE_DROPPED},
};

static void script(struct demo *demo, struct demo_case *c);

static bool send(struct demo *demo, struct demo_case *c)
{
    return demo_send(demo, c, demo_handler(c->unit));
}

static bool send_with_organ_head(struct demo *demo, struct demo_case *c)
{
    return demo_send_approved(demo, c, demo_handler(c->unit), DEMO_ORGAN_HEAD);
}

/* c->c is the step that is not reached any more. */
static void go_on(struct demo *demo, struct demo_case *c, int step, int from, int to)
{
    if (step < c->c)
        demo_within(demo, c, step, from, to);
}

static void after(struct demo *demo, struct demo_case *c, int step, struct date due)
{
    if (step < c->c)
        demo_on(demo, c, step,
                demo_working_day_after(demo, date_add_days(due, 1), (int)demo_below(demo, c, 3)));
}

/* ---- carried in ---- */

static void plan_made(struct demo *demo, uint32_t script_id, size_t i, int64_t replaces)
{
    struct demo_case *c = demo_plan(demo, script, script_id, 100 + (uint32_t)i);
    c->unit = demo_department(made[i].drafter);
    c->a = made[i].fates;
    c->b = replaces;
    c->c = made[i].last_step;
    c->d = (int64_t)i;
    demo_on(demo, c, STEP_PLAN, demo_day_at(demo, 0, made[i].month, made[i].day));
}

static void carry_in(struct demo *demo, struct demo_case *c)
{
    bool is_department = c->index % 3 == 2;
    c->unit = demo_department(carried[c->index].drafter);
    demo_file(demo, "normative");
    demo_put(demo, "maker", is_department ? "department" : "government");
    demo_put_i64(demo, "drafter", c->unit);
    demo_put(demo, "subject", carried[c->index].subject);
    demo_put(demo, "scope", c->index % 2 == 0 ? "enterprise" : "general");
    if (!send(demo, c))
        return;
    int year = demo->year - 1 - (int)(c->index % 4);
    struct date from = date_of(year, 3 + (int)c->index % 8, 1);
    demo_event(demo, c, "carry_in");
    demo_put_text(demo, "document_no", "演示%s规〔%d〕%d号", is_department ? "部" : "政", year,
                  1 + (int)c->index);
    demo_put_date(demo, "effective_on", from);
    demo_put_date(demo, "valid_until", date_add_days(date_add_months(from, 60), -1));
    if (!send(demo, c))
        return;
    if (c->index == 0)
        plan_made(demo, c->script_id, 0, c->matter);
    else if (c->index < REPEALED)
        demo_on(demo, c, STEP_REPEAL, demo_day_at(demo, 0, 9, 14 + (int)c->index % 2));
}

static void repeal(struct demo *demo, struct demo_case *c, int64_t repealed_by)
{
    demo_event(demo, c, "repeal");
    demo_put_text(demo, "basis", "规范性文件清理结果（演示政〔%d〕27号）", demo->year);
    if (repealed_by != 0)
        demo_put_i64(demo, "repealed_by", repealed_by);
    (void)send_with_organ_head(demo, c);
}

/* ---- made in the year ---- */

static void plan_document(struct demo *demo, struct demo_case *c)
{
    demo_file(demo, "normative");
    demo_put(demo, "maker", (c->a & FATE_GOVERNMENT) != 0 ? "government" : "department");
    demo_put_i64(demo, "drafter", c->unit);
    demo_put(demo, "subject", made[c->d].subject);
    demo_put(demo, "scope", (c->a & FATE_GOVERNMENT) != 0 ? "enterprise" : "general");
    if (send(demo, c))
        go_on(demo, c, STEP_DRAFT, 1, 5);
}

static void draft(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "draft");
    if (!send(demo, c))
        return;
    if ((c->a & FATE_DROPPED) != 0)
        demo_within(demo, c, STEP_DROP, 20, 30);
    else
        go_on(demo, c, STEP_ASSESS, 8, 14);
}

static void assess(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "assess");
    demo_put(demo, "conclusion", "necessary");
    if (send(demo, c))
        go_on(demo, c, STEP_PUBLISH_DRAFT, 2, 5);
}

static void publish_draft(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "publish_draft");
    if (send(demo, c))
        after(demo, c, STEP_CLOSE_COMMENT, demo_due(demo, "comment"));
}

static void close_comment(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "close_comment");
    demo_put_i64(demo, "comment_count", 3 + demo_below(demo, c, 40));
    if (send(demo, c))
        go_on(demo, c, STEP_COMPETITION, 1, 3);
}

static void check_competition(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "check_competition");
    demo_put(demo, "fair_competition", (c->a & FATE_GOVERNMENT) != 0 ? "passed" : "not_needed");
    if (!demo_send(demo, c, demo_reviewer(c->unit)))
        return;
    demo_event(demo, c, "check_by_drafter");
    demo_put(demo, "drafter_opinion", c->index % 2 == 0 ? "change" : "lawful");
    if (demo_send(demo, c, demo_reviewer(c->unit)))
        go_on(demo, c, STEP_SUBMIT, 1, 3);
}

static void submit(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "submit_review");
    if (send(demo, c))
        after(demo, c, STEP_OPINE, demo_due(demo, "review_least"));
}

static void opine(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "opine");
    demo_put(demo, "opinion", (c->a & FATE_GOVERNMENT) != 0 ? "after_change" : "lawful");
    if (demo_send(demo, c, DEMO_CASEWORKER))
        go_on(demo, c, STEP_DELIBERATE, 4, 9);
}

static void deliberate(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "deliberate");
    demo_put(demo, "adopted", "true");
    if (send(demo, c))
        go_on(demo, c, STEP_SIGN, 1, 3);
}

static void sign(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "sign");
    demo_put_text(demo, "document_no", "演示%s规〔%d〕%d号",
                  (c->a & FATE_GOVERNMENT) != 0 ? "政" : "部", demo->year, 1 + (int)c->d);
    if (send_with_organ_head(demo, c))
        go_on(demo, c, STEP_PUBLISH, 1, 3);
}

static void publish(struct demo *demo, struct demo_case *c)
{
    struct date from = date_add_days(demo_today(demo), 12);
    demo_event(demo, c, (c->a & FATE_GOVERNMENT) != 0 ? "publish" : "publish_department");
    demo_put_date(demo, "effective_on", from);
    demo_put_date(demo, "valid_until", date_add_days(date_add_months(from, 60), -1));
    if (send(demo, c))
        demo_by(demo, c, STEP_FILE_GOV, date_add_days(demo_today(demo), 9));
}

static void file_gov(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "file_gov");
    if (!send(demo, c))
        return;
    if ((c->a & FATE_GOVERNMENT) != 0)
        demo_by(demo, c, STEP_FILE_NPC, demo_due(demo, "file_npc"));
    else
        demo_later(demo, c, STEP_REGISTERED, 8, 15);
}

static void file_npc(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "file_npc");
    if (send(demo, c))
        demo_later(demo, c, STEP_REGISTERED, 8, 15);
}

static void registered(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "register_filing");
    demo_put(demo, "filing_result", "registered");
    if (send(demo, c))
        demo_later(demo, c, STEP_INTERPRET, 1, 5);
}

/* Its interpretation is published; what it replaces is repealed. */
static void interpret(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "interpret");
    if (!send(demo, c) || (c->a & FATE_REPLACED) == 0)
        return;
    struct demo_case old = *c;
    old.matter = c->b;
    repeal(demo, &old, c->matter);
}

static void drop(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "drop");
    demo_put(demo, "reason", "市级将统一制定，区级不再单独制定。");
    (void)send(demo, c);
}

static void repeal_cleaned(struct demo *demo, struct demo_case *c)
{
    repeal(demo, c, 0);
}

static void script(struct demo *demo, struct demo_case *c)
{
    static void (*const steps[])(struct demo *, struct demo_case *) = {
        [STEP_CARRY_IN] = carry_in,
        [STEP_REPEAL] = repeal_cleaned,
        [STEP_PLAN] = plan_document,
        [STEP_DRAFT] = draft,
        [STEP_ASSESS] = assess,
        [STEP_PUBLISH_DRAFT] = publish_draft,
        [STEP_CLOSE_COMMENT] = close_comment,
        [STEP_COMPETITION] = check_competition,
        [STEP_SUBMIT] = submit,
        [STEP_OPINE] = opine,
        [STEP_DELIBERATE] = deliberate,
        [STEP_SIGN] = sign,
        [STEP_PUBLISH] = publish,
        [STEP_FILE_GOV] = file_gov,
        [STEP_FILE_NPC] = file_npc,
        [STEP_REGISTERED] = registered,
        [STEP_INTERPRET] = interpret,
        [STEP_DROP] = drop,
    };
    steps[c->step](demo, c);
}

void demo_normative(struct demo *demo)
{
    uint32_t id = demo_new_script(demo);
    for (uint32_t i = 0; i < CARRIED_IN; i++) {
        struct demo_case *c = demo_plan(demo, script, id, i);
        demo_on(demo, c, STEP_CARRY_IN, demo_day_at(demo, -1, 12, 30));
    }
    for (size_t i = 1; i < sizeof made / sizeof made[0]; i++)
        plan_made(demo, id, i, 0);
    demo->commands_planned += 90;
}
