/*
 * demo_congress.c - what the government reports to the congress and its standing committee in a
 * year: the session in January, the committee's meetings, opinions handled, resolutions carried
 * out.
 */
#include "demo/demo_way.h"
#include "demo/demo_when.h"

#define END                                        \
    {                                              \
        NULL, NULL, 0, 0, DEMO_NOBODY, DEMO_NOBODY \
    }

/* The opinions of the meeting, three points, reported within two months. */
static const struct demo_way_step with_opinions[] = {
    {"plan", NULL, 0, 0, DEMO_BY_OFFICE, DEMO_NOBODY},
    {"set_meeting", "meeting_on=@work+38", 3, 6, DEMO_BY_OFFICE, DEMO_NOBODY},
    {"send_draft", "commenter=区人大监察和司法工作委员会", 3, 8, DEMO_BY_OFFICE, DEMO_NOBODY},
    {"comments_received", "comments=建议补充存在问题和下一步措施。", 4, 6, DEMO_BY_OFFICE,
     DEMO_NOBODY},
    {"deliver", "adopted_note=已补充问题和措施。", 2, 4, DEMO_BY_OFFICE, DEMO_BY_BODY_HEAD},
    {"hear", "result=heard", 29, 29, DEMO_BY_OFFICE, DEMO_NOBODY},
    {"receive_opinions",
     "opinions=加强队伍建设；完善考核机制；加大宣传力度。|opinion_no=演示常〔2022〕审议意见|tasks="
     "3|"
     "handle_by=@today+60",
     4, 8, DEMO_BY_OFFICE, DEMO_NOBODY},
    {"handle_task", "task_no=1|task_unit=@unit|task_result=done", 5, 10, DEMO_BY_OFFICE,
     DEMO_NOBODY},
    {"handle_task", "task_no=2|task_unit=@unit|task_result=done", 3, 6, DEMO_BY_OFFICE,
     DEMO_NOBODY},
    {"handle_task", "task_no=3|task_unit=@unit|task_result=under_way", 3, 6, DEMO_BY_OFFICE,
     DEMO_NOBODY},
    {"report_handling", "handling=三项意见均已研究，两项落实，一项列入年度计划。", 2, 6,
     DEMO_BY_OFFICE, DEMO_BY_BODY_HEAD},
    {"publish", "published_at=区人大常委会公报和政府网站", 4, 10, DEMO_BY_OFFICE, DEMO_NOBODY},
    END};

static const struct demo_way_step plain[] = {
    {"plan", NULL, 0, 0, DEMO_BY_OFFICE, DEMO_NOBODY},
    {"set_meeting", "meeting_on=@work+34", 1, 3, DEMO_BY_OFFICE, DEMO_NOBODY},
    {"send_draft", "commenter=区人大财政经济工作委员会", 2, 6, DEMO_BY_OFFICE, DEMO_NOBODY},
    {"comments_received", "comments=无修改意见。", 3, 6, DEMO_BY_OFFICE, DEMO_NOBODY},
    {"deliver", NULL, 2, 4, DEMO_BY_OFFICE, DEMO_BY_BODY_HEAD},
    {"hear", "result=@one:heard,satisfied", 27, 27, DEMO_BY_OFFICE, DEMO_NOBODY},
    {"no_opinions", NULL, 2, 5, DEMO_BY_OFFICE, DEMO_NOBODY},
    {"publish", "published_at=政府网站", 3, 10, DEMO_BY_OFFICE, DEMO_NOBODY},
    {"archive", NULL, 5, 20, DEMO_BY_OFFICE, DEMO_NOBODY},
    END};

static const struct demo_way_step dropped[] = {{"plan", NULL, 0, 0, DEMO_BY_OFFICE, DEMO_NOBODY},
                                               {"drop",
                                                "reason=上级改革方案尚未出台，经主任会议同意调出。",
                                                10, 30, DEMO_BY_SUPERVISOR, DEMO_NOBODY},
                                               END};

/* A resolution, reported late with consent, and once more. */
static const struct demo_way_step resolution[] = {
    {"register_resolution",
     "opinions=决议要求分年度推进并报告。|opinion_no=演示常〔2022〕决议|tasks=2|handle_by=@today+"
     "90",
     0, 0, DEMO_BY_OFFICE, DEMO_NOBODY},
    {"handle_task", "task_no=1|task_unit=@unit|task_result=done", 20, 30, DEMO_BY_OFFICE,
     DEMO_NOBODY},
    {"postpone", "handle_by=@today+60|reason=需要结合预算调整一并报告。", 8, 14, DEMO_BY_OFFICE,
     DEMO_BY_SUPERVISOR},
    {"handle_task", "task_no=2|task_unit=@unit|task_result=under_way", 8, 16, DEMO_BY_OFFICE,
     DEMO_NOBODY},
    {"report_handling", "handling=决议事项按计划推进。", 4, 10, DEMO_BY_OFFICE, DEMO_BY_BODY_HEAD},
    {"ask_again", "again=true|handle_by=@today+120", 6, 12, DEMO_BY_OFFICE, DEMO_NOBODY},
    {"report_handling", "handling=剩余事项已完成。", 20, 45, DEMO_BY_OFFICE, DEMO_BY_BODY_HEAD},
    {"publish", "published_at=区人大常委会公报", 4, 10, DEMO_BY_OFFICE, DEMO_NOBODY},
    END};

static const struct report {
    const struct demo_way_step *steps;
    const char *kind, *body, *unit, *subject;
    int day;
} reports[] = {
    {plain, "plan_budget", "committee", "finance", "上半年预算执行情况的报告", 610},
    {plain, "audit", "committee", "audit", "本级预算执行和其他财政收支的审计工作报告", 620},
    {plain, "assets", "committee", "assets", "国有资产管理情况的报告", 808},
    {plain, "rule_of_law", "committee", "justice", "法治政府建设情况的报告", 214},
    {plain, "suggestions", "committee", "office", "代表建议办理情况的报告", 1010},
    {with_opinions, "special", "committee", "justice", "行政复议工作情况的报告", 221},
    {with_opinions, "environment", "committee", "environment",
     "环境状况和环境保护目标完成情况的报告", 309},
    {with_opinions, "special", "committee", "urban", "街道综合行政执法情况的报告", 412},
    {with_opinions, "special", "chairs", "civil", "社区养老服务情况的报告", 824},
    {dropped, "special", "committee", "industry", "数字经济发展情况的报告", 303},
    {resolution, "resolution", "committee", "justice", "关于开展第八个五年法治宣传教育的决议", 118},
    {resolution, "inspection", "committee", "market", "食品安全法执法检查报告及审议意见", 509},
};

enum { REPORTS = sizeof reports / sizeof reports[0] };

static void script(struct demo *demo, struct demo_case *c)
{
    const struct report *report = &reports[c->a];
    struct demo_way way = {"congress", report->steps, NULL};
    demo_way_begin(demo, c, &way);
    if (c->matter == 0) {
        demo_put(demo, "kind", report->kind);
        demo_put(demo, "body", report->body);
        demo_put(demo, "subject", report->subject);
        demo_put_i64(demo, "lead", c->unit);
    }
    demo_way_send(demo, c, &way);
}

void demo_congress(struct demo *demo)
{
    uint32_t id = demo_new_script(demo);
    for (uint32_t i = 0; i < REPORTS; i++) {
        struct demo_case *c = demo_plan(demo, script, id, i);
        struct date day = date_of(demo->year, reports[i].day / 100, reports[i].day % 100);
        c->a = i;
        c->unit = demo_department(reports[i].unit);
        demo_next(demo, c, 0, demo_office_hours(demo, c, demo_working_day_after(demo, day, 0)));
    }
    demo->commands_planned += REPORTS * 9;
}
