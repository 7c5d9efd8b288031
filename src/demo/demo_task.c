/*
 * demo_task.c - two plans of the year and their task lists: a business environment plan (areas,
 * items, tasks of departments) and a plan of development and safety (fields, tasks).
 */
#include "demo/demo_steps.h"

enum { BUSINESS_ITEMS = 17, BUSINESS_TASKS = 58, SAFETY_FIELDS = 14, SAFETY_TASKS = 61 };

enum step {
    STEP_ADOPT_BUSINESS,
    STEP_ADOPT_SAFETY,
    STEP_ASSIGN,
    STEP_START,
    STEP_PROGRESS,
    STEP_POSTPONE,
    STEP_HALT,
    STEP_REMIND,
    STEP_COMPLETE,
    STEP_ACCEPT
};

enum fate { FATE_IN_TIME, FATE_POSTPONED, FATE_LATE, FATE_HALTED, FATE_NEXT_YEAR };

static const struct {
    const char *area;
    const char *items[4];
} business[] = {
    {"市场环境方面", {"企业开办便利化", "普通注销提速", "招标投标规范透明", "公平竞争审查全覆盖"}},
    {"政务环境方面", {"高频事项一次办成", "证照联办扩面", "帮办代办队伍建设", "惠企政策直达"}},
    {"法治环境方面", {"涉企执法规范", "涉企纠纷多元化解", "中小企业法律服务", NULL}},
    {"创新环境方面", {"应用场景开放", "科技成果转化服务", "人才安居服务", NULL}},
    {"要素环境方面", {"水电气接入便利", "融资对接常态化", "载体空间供给", NULL}},
};

static const char *const safety[SAFETY_FIELDS] = {
    "金融运行",   "房地产项目", "安全生产", "消防安全", "食品药品", "生态环境",   "城市防汛",
    "网络和数据", "教育培训",   "医疗卫生", "劳动关系", "道路交通", "燃气和管网", "老旧小区房屋"};

static const char *const business_work[] = {"制定任务清单并分解到岗", "完善配套制度和操作规程",
                                            "开展业务培训和政策宣讲", "建立季度通报和企业回访机制"};
static const char *const safety_work[] = {"排查风险隐患并建立台账", "完善应急预案并组织演练",
                                          "落实主体责任和日常检查", "开展联合督导和整改回头看",
                                          "加强宣传教育和队伍培训"};
static const char *const departments[] = {
    "reform",  "industry", "commerce",  "market", "approval",  "human",  "housing", "science",
    "finance", "justice",  "emergency", "urban",  "education", "health", "water"};

static void script(struct demo *demo, struct demo_case *c);

/* Of the plan of development and safety no words are written, only choices and numbers. */
static bool is_of_safety(const struct demo_case *c)
{
    return c->index >= 100 + BUSINESS_TASKS;
}

/* ---- adoption ---- */

static int64_t adopt(struct demo *demo, struct demo_case *c, const char *scheme, const char *level,
                     int64_t parent)
{
    demo_put(demo, "scheme", scheme);
    demo_put(demo, "level", level);
    if (parent != 0)
        demo_put_i64(demo, "parent", parent);
    bool is_safety = c->step == STEP_ADOPT_SAFETY;
    int64_t actor = demo_handler(demo_department(is_safety ? "emergency" : "reform"));
    return demo_send(demo, c, actor) ? c->matter : 0;
}

static int64_t adopt_named(struct demo *demo, struct demo_case *c, const char *level,
                           const char *subject, int64_t parent)
{
    demo_file(demo, "plan");
    demo_put(demo, "subject", subject);
    const char *scheme =
        c->step == STEP_ADOPT_SAFETY ? "development_safety" : "business_environment";
    return adopt(demo, c, scheme, level, parent);
}

static enum fate fate_of(int64_t n)
{
    if (n % 29 == 11)
        return FATE_POSTPONED;
    if (n % 43 == 20)
        return FATE_LATE;
    if (n % 61 == 30)
        return FATE_HALTED;
    return n % 37 == 17 ? FATE_NEXT_YEAR : FATE_IN_TIME;
}

/* A task is a case of its own from its adoption on. */
static void adopt_task(struct demo *demo, struct demo_case *c, const char *about, const char *work,
                       int64_t parent)
{
    struct demo_case *task = demo_plan(demo, script, c->script_id, 100 + (uint32_t)c->d);
    const char *lead = DEMO_PICK(demo, task, departments);
    task->unit = demo_department(lead);
    task->a = (int64_t)fate_of(c->d);
    task->step = c->step;
    c->d++;
    demo_file(demo, "plan");
    demo_put_text(demo, "subject", "%s：%s", about, work);
    const char *scheme =
        c->step == STEP_ADOPT_SAFETY ? "development_safety" : "business_environment";
    if (adopt(demo, task, scheme, "task", parent) != 0)
        demo_later(demo, task, STEP_ASSIGN, 2, 8);
}

static void adopt_business(struct demo *demo, struct demo_case *c)
{
    int items = 0;
    for (int64_t i = 0; i < DEMO_COUNT(business); i++) {
        int64_t area = adopt_named(demo, c, "area", business[i].area, 0);
        for (int k = 0; k < 4 && business[i].items[k] != NULL; k++) {
            const char *name = business[i].items[k];
            int64_t item = adopt_named(demo, c, "item", name, area);
            int tasks =
                BUSINESS_TASKS / BUSINESS_ITEMS + (items < BUSINESS_TASKS % BUSINESS_ITEMS ? 1 : 0);
            for (int t = 0; t < tasks; t++)
                adopt_task(demo, c, name, business_work[t], item);
            items++;
        }
    }
}

static void adopt_safety(struct demo *demo, struct demo_case *c)
{
    for (int i = 0; i < SAFETY_FIELDS; i++) {
        int64_t field = adopt_named(demo, c, "area", safety[i], 0);
        int tasks = SAFETY_TASKS / SAFETY_FIELDS + (i < SAFETY_TASKS % SAFETY_FIELDS ? 1 : 0);
        for (int t = 0; t < tasks; t++)
            adopt_task(demo, c, safety[i], safety_work[t], field);
    }
}

/* ---- a task ---- */

static void assign(struct demo *demo, struct demo_case *c)
{
    static const int months[] = {6, 9, 9, 10, 11, 11, 12, 12};
    int month = DEMO_PICK(demo, c, months);
    struct date due = date_of(demo->year, month, 30);
    if (c->a == FATE_NEXT_YEAR)
        due = date_of(demo->year + 1, 6, 30);
    else if (c->a != FATE_IN_TIME)
        due = date_of(demo->year, 9, 30);
    demo_event(demo, c, "assign");
    demo_put_i64(demo, "lead", c->unit);
    demo_put_date(demo, "due_on", due);
    if (demo_chance(demo, c, 35))
        demo_put_i64(demo, "co_unit", demo_any_subdistrict(demo, c));
    if (!demo_send(demo, c, DEMO_CASEWORKER))
        return;
    c->day = due;
    demo_later(demo, c, STEP_START, 1, 15);
}

static void after_start(struct demo *demo, struct demo_case *c)
{
    if (c->b > 0)
        demo_later(demo, c, STEP_PROGRESS, 8, 24);
    else if (c->a == FATE_POSTPONED)
        demo_on(demo, c, STEP_POSTPONE, demo_day_at(demo, 0, 9, 20));
    else if (c->a == FATE_HALTED)
        demo_on(demo, c, STEP_HALT, demo_day_at(demo, 0, 8, 15));
    else if (c->a == FATE_LATE)
        demo_on(demo, c, STEP_REMIND, demo_day_at(demo, 0, 10, 8));
    else if (c->a == FATE_IN_TIME)
        demo_by(demo, c, STEP_COMPLETE, c->day);
}

static void start(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "start");
    if (!demo_send(demo, c, demo_handler(c->unit)))
        return;
    c->b = 1 + demo_below(demo, c, 3);
    after_start(demo, c);
}

static void progress(struct demo *demo, struct demo_case *c)
{
    static const char *const stages[] = {"preparing", "half", "half", "mostly"};
    static const char *const results[] = {
        "已完成前期调研，正在征求有关单位意见。", "工作机制已经建立，按月调度推进。",
        "阶段任务完成过半，个别环节需协调。", "已组织两轮培训和现场检查，问题清单同步整改。",
        "完成年度目标的七成，进度符合计划。"};
    demo_event(demo, c, is_of_safety(c) ? "progress_by_number" : "progress");
    if (!is_of_safety(c))
        demo_put(demo, "result", DEMO_PICK(demo, c, results));
    demo_put(demo, "stage", DEMO_PICK(demo, c, stages));
    demo_put_i64(demo, "done_share", 20 + demo_below(demo, c, 60));
    if (!demo_send(demo, c, demo_handler(c->unit)))
        return;
    c->b--;
    after_start(demo, c);
}

static void postpone(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, is_of_safety(c) ? "postpone_by_ground" : "postpone");
    demo_put_date(demo, "due_on", date_of(demo->year, 12, 20));
    if (is_of_safety(c))
        demo_put(demo, "postpone_ground", "funds");
    else
        demo_put(demo, "reason", "涉及部门较多，配套资金下达较晚，申请调整完成时限。");
    if (demo_send_approved(demo, c, demo_handler(c->unit), DEMO_SUPERVISOR))
        demo_by(demo, c, STEP_COMPLETE, demo_due(demo, "task"));
}

static void halt(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, is_of_safety(c) ? "halt_by_ground" : "halt");
    if (is_of_safety(c))
        demo_put(demo, "postpone_ground", "superior");
    else
        demo_put(demo, "reason", "上级统一部署同类工作，本任务并入执行。");
    (void)demo_send_approved(demo, c, demo_handler(c->unit), DEMO_SUPERVISOR);
}

/* What is overdue is reminded of. */
static void remind(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "remind");
    if (demo_send(demo, c, DEMO_SUPERVISOR))
        demo_later(demo, c, STEP_COMPLETE, 4, 7);
}

static void complete(struct demo *demo, struct demo_case *c)
{
    static const char *const kinds[] = {"document", "data", "data", "site", "minutes"};
    static const char *const results[] = {
        "任务完成，制度文件已印发并公开。", "任务完成，成效数据已报牵头部门汇总。",
        "全部事项落实到位，转入常态管理。", "完成并形成工作总结，经验在全区推广。"};
    demo_event(demo, c, is_of_safety(c) ? "complete_by_number" : "complete");
    if (!is_of_safety(c))
        demo_put(demo, "result", DEMO_PICK(demo, c, results));
    demo_put(demo, "evidence_kind", DEMO_PICK(demo, c, kinds));
    if (demo_send(demo, c, demo_handler(c->unit)))
        demo_later(demo, c, STEP_ACCEPT, 3, 12);
}

static void accept(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "accept");
    (void)demo_send(demo, c, DEMO_SUPERVISOR);
}

static void script(struct demo *demo, struct demo_case *c)
{
    static void (*const steps[])(struct demo *, struct demo_case *) = {
        [STEP_ADOPT_BUSINESS] = adopt_business,
        [STEP_ADOPT_SAFETY] = adopt_safety,
        [STEP_ASSIGN] = assign,
        [STEP_START] = start,
        [STEP_PROGRESS] = progress,
        [STEP_POSTPONE] = postpone,
        [STEP_HALT] = halt,
        [STEP_REMIND] = remind,
        [STEP_COMPLETE] = complete,
        [STEP_ACCEPT] = accept,
    };
    steps[c->step](demo, c);
}

void demo_tasks(struct demo *demo)
{
    uint32_t id = demo_new_script(demo);
    struct demo_case *c = demo_plan(demo, script, id, 0);
    demo_on(demo, c, STEP_ADOPT_BUSINESS, demo_day_at(demo, 0, 3, 2));
    c = demo_plan(demo, script, id, 1);
    c->d = BUSINESS_TASKS;
    demo_on(demo, c, STEP_ADOPT_SAFETY, demo_day_at(demo, 0, 2, 21));
    demo->commands_planned += 840;
}
