/*
 * demo_own_duties.c - how the government is looked at: oversight items, evaluation of plans,
 * demonstration projects; study of law that the report does not count.
 */
#include "demo/demo_path.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* ---- oversight ---- */

#define FOUND(kind, source)                                                                                                      \
    {                                                                                                                            \
        NULL, "supervisor", "",                                                                                                  \
            "subject_unit=@unit; round=第一轮; kind=" kind "; source=" source                                                    \
            "; duty=rules|enforcement|openness|disputes|leadership; finding=规范性文件清理不及"                         \
            "时。|行政执法全过程记录不完整。|依申请公开答复说理不足。|行政调解台账不规范。" \
            "|第一责任人年度法治报告要素不全。"                                                                  \
    }
#define PROMPTED                                                                                   \
    {                                                                                              \
        "issue_prompt", "supervisor", "1-4", "plan_by=+20d; rectify_by=+75d; concluded_by=@office" \
    }
#define PLANNED                                                                                          \
    {                                                                                                    \
        "hand_in_plan", "handler", "3-9", "measures=明确责任科室，制定台账，逐项销号。" \
    }
#define REPORTED_DONE(when, progress)                                                            \
    {                                                                                            \
        "report_done", "handler", when, "progress=" progress "; evidence=整改佐证材料.pdf" \
    }

static const struct demo_step rectified[] = {
    FOUND("rule_of_law", "province|city|own"),
    PROMPTED,
    PLANNED,
    {"report_progress", "handler", "6-12", "progress=整改过半，制度初稿已征求意见。"},
    REPORTED_DONE("15-30", "已完成整改并建立长效机制。"),
    {"close", "supervisor", "3-9", "checked=site|documents"},
};
static const struct demo_step rectified_twice[] = {
    FOUND("rule_of_law", "province|own"),
    PROMPTED,
    PLANNED,
    REPORTED_DONE("15-30", "已完成整改。"),
    {"send_back", "supervisor", "3-6", "fault=台账与现场不一致。; rectify_by=+30d"},
    REPORTED_DONE("8-15", "已补录并复核。"),
    {"close", "supervisor", "3-9", "checked=recheck"},
};
static const struct demo_step late[] = {
    FOUND("rule_of_law", "own"),
    PROMPTED,
    {"remind", "supervisor", "22-24", ""},
    {"hand_in_plan", "handler", "1-3", "measures=补报整改方案。"},
    {"interview", "supervisor+body_head", "8-12", "reason=整改推进缓慢。"},
    {"prolong", "handler+supervisor", "3-6", "rectify_by=+40d; reason=涉及系统改造。"},
    REPORTED_DONE("12-20", "系统改造完成。"),
    {"close", "supervisor", "3-9", "checked=site"},
};
static const struct demo_step objected[] = {
    FOUND("government", "own"),
    PROMPTED,
    {"object", "handler", "5-12", "objection=反馈所称逾期事项已经按期办结，附佐证。"},
    {"uphold", "caseworker", "6-14", "reviewed_by=@district; plan_by=+10d; rectify_by=+60d"},
    {"hand_in_plan", "handler", "2-6", "measures=按复核结论整改。"},
    REPORTED_DONE("10-20", "已整改。"),
    {"close", "supervisor", "3-9", "checked=documents"},
};
static const struct demo_step changed[] = {
    FOUND("government", "message_board"),
    PROMPTED,
    {"object", "handler", "5-12", "objection=事项不属本单位职责。"},
    {"change_conclusion", "caseworker", "6-14",
     "reviewed_by=@district; reason=经核实属其他单位职责，变更结论。"},
};
static const struct demo_step still_open[] = {FOUND("rule_of_law", "city"), PROMPTED, PLANNED};

void demo_oversight(struct demo *demo)
{
    static const char name[] = "oversight";
    static const struct demo_path paths[] = {
        {name, 27, 0, "4-11", "8-1", "@department|@department|@subdistrict", DEMO_STEPS(rectified)},
        {name, 4, 0, "4-11", "7-1", "@department", DEMO_STEPS(rectified_twice)},
        {name, 2, 0, "4-11", "6-15", "@department", DEMO_STEPS(late)},
        {name, 2, 0, "4-11", "7-1", "@department", DEMO_STEPS(objected)},
        {name, 1, 0, "5-5", "7-1", "@department", DEMO_STEPS(changed)},
        {name, 5, 0, "11-10", "12-5", "@subdistrict", DEMO_STEPS(still_open)},
    };
    demo_paths(demo, paths, COUNT(paths));
}

/* ---- evaluation: the mid-term of the publicity plan ---- */

#define CALLED                                                                             \
    {                                                                                      \
        NULL, "supervisor", "",                                                            \
            "scheme=publicity; stage=midterm; evaluated=@unit; from_year=%p; to_year=%y; " \
            "self_report_by=%9-30"                                                         \
    }
#define EVALUATED                                                      \
    {                                                                  \
        "report", "handler", "12-25", "indicators=24; achieved=19..24" \
    }

static const struct demo_step sound[] = {
    CALLED,
    EVALUATED,
    {"check", "supervisor", "date 10-18", "method=site|documents; achieved_checked=18..23"},
    {"conclude", "supervisor", "5-12", "verdict=good|sound|sound; to_improve=宣传形式可再丰富。"},
    {"publish", "supervisor", "10-18", "link=https://demo.invalid/pg"},
};
static const struct demo_step behind[] = {
    CALLED,
    EVALUATED,
    {"check", "supervisor", "date 10-18", "method=site; achieved_checked=12..15"},
    {"order_improvement", "supervisor", "5-9",
     "verdict=behind; to_improve=青少年法治教育和阵地建设滞后。; improve_by=+45d"},
    {"improve", "handler", "18-28", "measures=补齐阵地，年底前完成两项。"},
};

void demo_evaluations(struct demo *demo)
{
    static const char name[] = "evaluation";
    static const struct demo_path paths[] = {
        {name, 18, 0, "8-8", "8-22", "@department|@department|@subdistrict", DEMO_STEPS(sound)},
        {name, 1, 0, "8-8", "8-22", "@culture", DEMO_STEPS(behind)},
    };
    demo_paths(demo, paths, COUNT(paths));
}

/* ---- study of law that the report does not count ---- */

static const struct demo_step meeting[] = {
    {"plan", "handler", "",
     "kind=standing_meeting; subject=行政处罚法专题学习|信访工作条例学习|优化营商环境条例学习"
     "|行政程序条例学习; organiser=@unit; hold_on=+30d"},
    {"carry_out", "handler", "14-20", "form=live; audience=24..32; units=20..28"},
    {"file", "handler", "2-6", ""},
};
static const struct demo_step postponed[] = {
    {"plan", "handler", "",
     "kind=leaders_list; subject=应知应会法律法规清单学习; organiser=@unit; hold_on=+20d"},
    {"postpone", "handler", "8-10", "hold_on=+40d; reason=与防汛值守冲突。"},
    {"carry_out", "handler", "12-20", "form=online; audience=60..180"},
};
static const struct demo_step cancelled[] = {
    {"plan", "handler", "",
     "kind=leaders_list; subject=保密法规学习; organiser=@unit; hold_on=+20d"},
    {"cancel", "handler+head", "5-9", "reason=并入全区统一学法活动。"},
};

void demo_own_study(struct demo *demo)
{
    static const char name[] = "study";
    static const struct demo_path paths[] = {
        {name, 4, 0, "1-10", "10-15", "@office", DEMO_STEPS(meeting)},
        {name, 3, 0, "6-1", "8-1", "@department", DEMO_STEPS(postponed)},
        {name, 1, 0, "3-1", "9-1", "@department", DEMO_STEPS(cancelled)},
    };
    demo_paths(demo, paths, COUNT(paths));
}

/* ---- yearly reports on the year before ---- */

#define CALL(kind)                                                                \
    {                                                                             \
        NULL, "supervisor", "", "reporter=@unit; kind=" kind "; year_end=%p12-31" \
    }
#define PARTS "measures=true; shortcomings=true; first_responsible=true; next_year=true"
#define CLEARED                                                                          \
    {                                                                                    \
        "clear", "reviewer", "1-4", "facts_checked=true; secrecy=publish|publish|partly" \
    }
#define APPROVED                                                         \
    {                                                                    \
        "approve", "handler+head", "1-3", "document_no=演示年报1号" \
    }
#define PUBLISHED                                                    \
    {                                                                \
        "publish", "handler", "3-12", "link=https://demo.invalid/nb" \
    }

static const struct demo_step reported[] = {
    CALL("department"),
    {"draft", "handler", "6-14", PARTS},
    CLEARED,
    APPROVED,
    {"deliver", "handler", "1-4", ""},
    PUBLISHED,
    {"archive", "handler", "5-10", ""},
};
static const struct demo_step reported_twice[] = {
    CALL("subdistrict"),
    {"draft", "handler", "5-9", PARTS},
    {"send_back", "reviewer", "1-2", "fault=第一责任人履职情况过于笼统。"},
    {"draft", "handler", "2-4", PARTS},
    CLEARED,
    APPROVED,
    {"deliver", "handler", "1-2", ""},
    PUBLISHED,
};
static const struct demo_step reported_late[] = {
    CALL("department"),
    {"draft", "handler", "26-30", PARTS},
    {"remind", "supervisor", "date 3-2", ""},
    CLEARED,
    APPROVED,
    {"deliver", "handler", "0-1", ""},
    PUBLISHED,
};
static const struct demo_step kept[] = {
    CALL("department"),
    {"draft", "handler", "6-14", PARTS},
    {"clear", "reviewer", "1-4", "facts_checked=true; secrecy=secret"},
    APPROVED,
    {"deliver", "handler", "1-4", ""},
    {"keep", "handler", "1-4", ""},
};

void demo_yearly_reports(struct demo *demo)
{
    static const char name[] = "yearly_report";
    static const struct demo_path paths[] = {
        {name, 26, 0, "1-5", "1-12", "@department", DEMO_STEPS(reported)},
        {name, 13, 0, "1-5", "1-12", "@subdistrict", DEMO_STEPS(reported_twice)},
        {name, 2, 0, "1-5", "1-12", "@department", DEMO_STEPS(reported_late)},
        {name, 1, 0, "1-5", "1-12", "@police", DEMO_STEPS(kept)},
    };
    demo_paths(demo, paths, COUNT(paths));
}

/* ---- demonstration ---- */

static const struct demo_step named[] = {
    {NULL, "handler", "",
     "kind=single; level=province; subject=街道综合执法规范化建设; lead=@unit; batch=2; "
     "apply_by=+90d"},
    {"self_assess", "handler", "12-25", "indicators=12; evidenced=12"},
    {"put_forward", "handler+organ_head", "5-15", "veto_items=0; survey=true"},
    {"recommend", "handler", "10-20", ""},
    {"assess", "supervisor", "20-40", "finding=材料完整，现场核验与申报一致。"},
    {"show", "supervisor", "8-15", ""},
    {"name", "supervisor", "6-9", "notice_no=演示命名通知3号; batch=2; report_by=%12-20"},
    {"report", "handler", "date 12-12", "result=示范项目运行平稳，已在全区推广。; report_by=+395d"},
};
static const struct demo_step not_named[] = {
    {NULL, "handler", "",
     "kind=single; level=city; subject=企业法治体检服务; lead=@unit; apply_by=+90d"},
    {"self_assess", "handler", "12-25", "indicators=10; evidenced=9"},
    {"put_forward", "handler+organ_head", "5-15", "veto_items=0"},
    {"not_recommended", "supervisor", "15-30", "reason=同类项目较多，本批未予推荐。"},
};
static const struct demo_step preparing[] = {
    {NULL, "handler", "",
     "kind=comprehensive; level=province; subject=法治政府建设综合示范; lead=@unit"},
    {"self_assess", "handler", "20-40", "indicators=100; evidenced=84..92"},
};

void demo_demonstrations(struct demo *demo)
{
    static const char name[] = "demonstration";
    static const struct demo_path paths[] = {
        {name, 1, 0, "2-14", "3-1", "@justice", DEMO_STEPS(named)},
        {name, 1, 0, "3-1", "4-1", "@industry", DEMO_STEPS(not_named)},
        {name, 1, 0, "8-1", "9-1", "@office", DEMO_STEPS(preparing)},
    };
    demo_paths(demo, paths, COUNT(paths));
}
