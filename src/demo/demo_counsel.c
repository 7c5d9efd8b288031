/*
 * demo_counsel.c - counsel of the government and their opinions, the yearly catalogue of decisions,
 * the clean-up of documents.
 */
#include "demo/demo_path.h"

#define CLIENTS "@justice|@urban|@housing|@market|@office|@subdistrict|@civil|@education"

static const struct demo_step engaged[] = {
    {NULL, "handler", "",
     "client=@unit; kind=firm|lawyer|firm|scholar; counsel=~person; "
     "selection=open|procurement|invitation"},
    {"engage", "handler+head", "8-20",
     "has_conflict=false; from_on=+1d; until_on=+24m; fee=20000..80000"},
    {"evaluate", "handler", "date 12-12", "year=%y; grade=sound|excellent"},
};

static const struct demo_step renewed[] = {
    /* its term ends in the year */
    {NULL, "handler", "", "client=@unit; kind=firm; counsel=~person; selection=open"},
    {"engage", "handler+head", "8-20", "has_conflict=false; from_on=+1d; until_on=+12m"},
    {"evaluate", "handler", "date 9-12", "year=%y; grade=excellent"},
    {"renew", "handler+head", "3-9", "until_on=+24m"},
};

static const struct demo_step lapsed[] = {
    {NULL, "handler", "", "client=@unit; kind=lawyer; counsel=~person; selection=invitation"},
    {"engage", "handler+head", "8-20", "has_conflict=false; from_on=+1d; until_on=+10m"},
    {"end", "handler+head", "after term", "dismissal=request"},
};

static const struct demo_step asked[] = {
    {NULL, "handler", "",
     "client=@unit; counsel=@other; "
     "subject=合同条款咨询|决策合法性咨询|信息公开答复咨询|执法案件研判; "
     "kind=contract|decision|inquiry|enforcement; due_on=+5w"},
    {"accept", "handler", "0-1", "recused=false"},
    {"give", "handler", "by opinion",
     "form=written|meeting|written|oral; opinion=feasible|change|change|not_feasible"},
    {"adopt", "handler", "1-6",
     "adoption=adopted|partly|adopted|not_adopted; rating=good|good|fair|good; "
     "reason=综合考虑工期和预算后决定。"},
};

/* ---- the catalogue ---- */

#define PROPOSE                                                                                                           \
    "year=%y; proposer=@unit; "                                                                                           \
    "subject=老旧小区改造三年计划|教育设施布局规划|公共停车收费标准|养老服务设施布局; " \
    "scope=project|plan|policy|plan; excluded=false; publish_by=%3-31; decide_by=%11-30"

static const struct demo_step decided[] = {
    {NULL, "handler", "", PROPOSE},
    {"examine", "reviewer", "2-6", ""},
    {"consent", "handler", "5-12", "consent_no=演示委复第6号"},
    {"publish", "handler+organ_head", "2-5", ""},
    {"start", "handler", "10-40", ""},
    {"finish", "handler", "80-120", ""},
};

static const struct demo_step listed[] = {
    {NULL, "handler", "", PROPOSE},
    {"examine", "reviewer", "2-6", ""},
    {"consent", "handler", "5-12", "consent_no=演示委复第6号"},
    {"publish", "handler+organ_head", "2-5", ""},
};

/* Its start and its decision move the entry of the catalogue. */
static const struct demo_step from_catalogue[] = {
    {NULL, "handler", "",
     "subject=公共停车收费标准调整|养老服务设施布局规划; kind=policy|plan; handling_unit=@unit; "
     "in_catalogue=true; "
     "catalogue=@other"},
    {"start", "handler+organ_head", "3-8", "handling_unit=@unit"},
    {"consult", "handler", "8-14", "options=2; has_dissent=true"},
    {"publish_draft", "handler", "1-3", ""},
    {"close_comment", "handler", "after comment", "comment_count=5..60"},
    {"waive_experts", "handler", "1-3", "reason=不涉及专业性、技术性问题。"},
    {"waive_risk", "handler", "0", "reason=不涉及群众切身利益调整。"},
    {"submit_review", "handler", "1-3", ""},
    {"opine", "caseworker", "after review", "opinion=lawful"},
    {"decide", "handler+organ_head", "4-9",
     "outcome=adopted|changed; head_last=true; dissent_recorded=true"},
    {"report_party", "handler", "1-3", ""},
    {"publish", "handler", "2-5", ""},
    {"archive", "handler", "5-12", ""},
};

static const struct demo_step postponed[] = {
    {NULL, "handler", "", PROPOSE},
    {"examine", "reviewer", "2-6", ""},
    {"consent", "handler", "5-12", "consent_no=演示委复第6号"},
    {"publish", "handler+organ_head", "2-5", ""},
    {"postpone", "handler+organ_head", "80-100",
     "decide_by=+12m; consent_no=演示委复第21号; reason=上级规划尚未批复。"},
};

static const struct demo_step not_listed[] = {
    {NULL, "handler", "", PROPOSE},
    {"refuse", "reviewer", "3-8", "reason=属于日常工作，不列入目录。"},
};

/* ---- the clean-up ---- */

static const struct demo_step round_of_clean_up[] = {
    {NULL, "handler", "",
     "kind=regular; organiser=@unit; subject=行政规范性文件全面清理; report_by=%7-29; "
     "units_asked=28"},
    {"answers_in", "handler", "by collection", "units_answered=28; examined=10"},
    {"decide", "handler+organ_head", "10-18", "kept=5; revise=0; repeal=5; lapsed=0"},
    {"publish", "handler", "3-6", "next_on=+24m"},
    {"report_up", "handler", "3-6", ""},
};

static const struct demo_step special[] = {
    {NULL, "handler", "",
     "kind=special; organiser=@unit; subject=行政处罚法修订涉及文件专项清理; report_by=%3-31; "
     "units_asked=28; superior_change=行政处罚法（2021年修订）"},
    {"answers_in", "handler", "8-12", "units_answered=27; examined=3"},
    {"send_back", "reviewer", "2-4", "report_by=+10w; reason=一个单位未报送，请补充。"},
    {"answers_in", "handler", "by collection", "units_answered=28; examined=3"},
    {"decide", "handler+organ_head", "5-9", "kept=3; revise=0; repeal=0; lapsed=0"},
    {"publish", "handler", "3-6", "next_on=+24m"},
};

void demo_counsel(struct demo *demo)
{
    static const struct demo_path with_opinions[] = {
        {"counsel", 16, 0, "1-4", "2-10", CLIENTS, DEMO_STEPS(engaged)},
        {"counsel_opinion", 16, 0, "4-10", "12-26", "@unit", DEMO_STEPS(asked)},
    };
    static const struct demo_path catalogue[] = {
        {"decision_catalogue", 2, 0, "1-10", "1-28", "@urban|@civil", DEMO_STEPS(listed)},
        {"decision", 2, 0, "4-6", "5-20", "@unit", DEMO_STEPS(from_catalogue)},
    };
    static const struct demo_path paths[] = {
        {"counsel", 3, -1, "10-10", "11-10", "@finance|@assets|@health", DEMO_STEPS(renewed)},
        {"counsel", 1, -1, "10-10", "11-10", "@science", DEMO_STEPS(lapsed)},
        {"decision_catalogue", 9, 0, "1-10", "1-28", "@housing|@education|@urban|@civil",
         DEMO_STEPS(decided)},
        {"decision_catalogue", 1, 0, "1-10", "1-28", "@civil", DEMO_STEPS(postponed)},
        {"decision_catalogue", 3, 0, "1-10", "1-28", "@urban|@culture", DEMO_STEPS(not_listed)},
        {"cleanup", 1, 0, "6-20", "6-24", "@justice", DEMO_STEPS(round_of_clean_up)},
        {"cleanup", 1, 0, "2-21", "2-25", "@justice", DEMO_STEPS(special)},
    };
    demo_linked_paths(demo, &with_opinions[0], &with_opinions[1]);
    demo_linked_paths(demo, &catalogue[0], &catalogue[1]);
    demo_paths(demo, paths, sizeof paths / sizeof paths[0]);
}
