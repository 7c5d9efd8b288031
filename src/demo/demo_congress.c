/*
 * demo_congress.c - what the government reports to the congress and its standing committee in a
 * year: drafts, meetings, opinions handled, resolutions carried out.
 */
#include "demo/demo_path.h"

#define ABOUT(kind, body, subject) "kind=" kind "; body=" body "; subject=" subject "; lead=@unit"
#define PLAN(kind, body, subject)                            \
    {                                                        \
        "plan", "caseworker", "", ABOUT(kind, body, subject) \
    }

/* Heard; three points of opinions, reported within two months. */
#define WITH_OPINIONS                                                                              \
    {"set_meeting", "caseworker", "3-6", "meeting_on=+38w"},                                       \
        {"send_draft", "caseworker", "3-8", "commenter=区人大监察和司法工作委员会"},               \
        {"comments_received", "caseworker", "4-6", "comments=建议补充存在问题和下一步措施。"},     \
        {"deliver", "caseworker+body_head", "2-4", "adopted_note=已补充问题和措施。"},             \
        {"hear", "caseworker", "29", "result=heard"},                                              \
        {"receive_opinions", "caseworker", "4-8",                                                  \
         "opinions=加强队伍建设；完善考核机制；加大宣传力度。; "              \
         "opinion_no=演示常〔2022〕审议意见; "                                            \
         "tasks=3; handle_by=+60d"},                                                               \
        {"handle_task", "caseworker", "5-10", "task_no=1; task_unit=@unit; task_result=done"},     \
        {"handle_task", "caseworker", "3-6", "task_no=2; task_unit=@unit; task_result=done"},      \
        {"handle_task", "caseworker", "3-6", "task_no=3; task_unit=@unit; task_result=under_way"}, \
        {"report_handling", "caseworker+body_head", "2-6",                                         \
         "handling=三项意见均已研究，两项落实，一项列入年度计划。"},                               \
    {                                                                                              \
        "publish", "caseworker", "4-10", "published_at=区人大常委会公报和政府网站"    \
    }

/* Heard, and nothing to be handled. */
#define PLAIN                                                                      \
    {"set_meeting", "caseworker", "1-3", "meeting_on=+34w"},                       \
        {"send_draft", "caseworker", "2-6", "commenter=区人大财政经济工作委员会"}, \
        {"comments_received", "caseworker", "3-6", "comments=无修改意见。"},       \
        {"deliver", "caseworker+body_head", "2-4", ""},                            \
        {"hear", "caseworker", "27", "result=heard|satisfied"},                    \
        {"no_opinions", "caseworker", "2-5", ""},                                  \
        {"publish", "caseworker", "3-10", "published_at=政府网站"},                \
    {                                                                              \
        "archive", "caseworker", "5-20", ""                                        \
    }

/* Taken off the plan. */
#define DROPPED                                                                                                 \
    {                                                                                                           \
        "drop", "supervisor", "10-30", "reason=上级改革方案尚未出台，经主任会议同意调出。" \
    }

/* Carried out, reported late with consent, and once more. */
#define RESOLUTION                                                                            \
    {"handle_task", "caseworker", "20-30", "task_no=1; task_unit=@unit; task_result=done"},   \
        {"postpone", "caseworker+supervisor", "8-14",                                         \
         "handle_by=+60d; reason=需要结合预算调整一并报告。"},                                \
        {"handle_task", "caseworker", "8-16",                                                 \
         "task_no=2; task_unit=@unit; task_result=under_way"},                                \
        {"report_handling", "caseworker+body_head", "4-10", "handling=决议事项按计划推进。"}, \
        {"ask_again", "caseworker", "6-12", "again=true; handle_by=+120d"},                   \
        {"report_handling", "caseworker+body_head", "20-45", "handling=剩余事项已完成。"},    \
    {                                                                                         \
        "publish", "caseworker", "4-10", "published_at=区人大常委会公报"              \
    }

static const struct demo_step budget[] = {
    PLAN("plan_budget", "committee", "上半年预算执行情况的报告"), PLAIN};
static const struct demo_step audit[] = {
    PLAN("audit", "committee", "本级预算执行和其他财政收支的审计工作报告"), PLAIN};
static const struct demo_step assets[] = {PLAN("assets", "committee", "国有资产管理情况的报告"),
                                          PLAIN};
static const struct demo_step rule_of_law[] = {
    PLAN("rule_of_law", "committee", "法治政府建设情况的报告"), PLAIN};
static const struct demo_step suggestions[] = {
    PLAN("suggestions", "committee", "代表建议办理情况的报告"), PLAIN};
static const struct demo_step reconsideration[] = {
    PLAN("special", "committee", "行政复议工作情况的报告"), WITH_OPINIONS};
static const struct demo_step environment[] = {
    PLAN("environment", "committee", "环境状况和环境保护目标完成情况的报告"), WITH_OPINIONS};
static const struct demo_step enforcement[] = {
    PLAN("special", "committee", "街道综合行政执法情况的报告"), WITH_OPINIONS};
static const struct demo_step elderly[] = {PLAN("special", "chairs", "社区养老服务情况的报告"),
                                           WITH_OPINIONS};
static const struct demo_step industry[] = {PLAN("special", "committee", "数字经济发展情况的报告"),
                                            DROPPED};
static const struct demo_step education[] = {
    {"register_resolution", "caseworker", "",
     ABOUT("resolution", "committee",
           "关于开展第八个五年法治宣传教育的决议") "; opinions=决议要求分年度推进并报告。; "
                                                   "opinion_no=演示常〔2022〕决议; tasks=2; "
                                                   "handle_by=+90d"},
    RESOLUTION};
static const struct demo_step food[] = {
    {"register_resolution", "caseworker", "",
     ABOUT("inspection", "committee",
           "食品安全法执法检查报告及审议意见") "; opinions=决议要求分年度推进并报告。; "
                                               "opinion_no=演示常〔2022〕决议; tasks=2; "
                                               "handle_by=+90d"},
    RESOLUTION};

static const struct demo_path paths[] = {
    {"congress", 1, 0, "6-10", "6-15", "@finance", DEMO_STEPS(budget)},
    {"congress", 1, 0, "6-20", "6-25", "@audit", DEMO_STEPS(audit)},
    {"congress", 1, 0, "8-8", "8-13", "@assets", DEMO_STEPS(assets)},
    {"congress", 1, 0, "2-14", "2-19", "@justice", DEMO_STEPS(rule_of_law)},
    {"congress", 1, 0, "10-10", "10-15", "@office", DEMO_STEPS(suggestions)},
    {"congress", 1, 0, "2-21", "2-26", "@justice", DEMO_STEPS(reconsideration)},
    {"congress", 1, 0, "3-9", "3-14", "@environment", DEMO_STEPS(environment)},
    {"congress", 1, 0, "4-12", "4-17", "@urban", DEMO_STEPS(enforcement)},
    {"congress", 1, 0, "8-24", "8-28", "@civil", DEMO_STEPS(elderly)},
    {"congress", 1, 0, "3-3", "3-8", "@industry", DEMO_STEPS(industry)},
    {"congress", 1, 0, "1-18", "1-23", "@justice", DEMO_STEPS(education)},
    {"congress", 1, 0, "5-9", "5-14", "@market", DEMO_STEPS(food)},
};

void demo_congress(struct demo *demo)
{
    demo_paths(demo, paths, sizeof paths / sizeof paths[0]);
}
