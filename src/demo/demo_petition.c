/*
 * demo_petition.c - petitions as the national system hands them over: told, led to a legal
 * procedure, handled in sixty days, extended, reviewed, rechecked, objected to, refused, withdrawn.
 * Those before May follow the rules of 2005.
 */
#include "demo/demo_path.h"

#define RECEIVE(channel, purpose)                                                                      \
    "national_number=@serial; organ=@unit; channel=" channel "; purpose=" purpose                      \
    "; petitioner=~person; content=演示信访内容。; subject=演示信访事项; category=urban|" \
    "property|expropriation|labour|education|health|civil|environment; place=@subdistrict"

static const struct demo_step handled[] = {
    {"receive", "desk", "", RECEIVE("letter|web|web|phone", "appeal")},
    {"assign", "desk", "1-2", "organ=@unit"},
    {"take", "handler", "0-2", ""},
    {"inform", "handler", "2-9", ""},
    {"accept", "handler", "0-2", "path=petition"},
    {"opinion", "handler", "14-36", "outcome=supported|supported|explained|unsupported"},
    {"serve_opinion", "handler", "1-4", ""},
    {"evaluate", "desk", "2-10", "evaluation=satisfied|satisfied|basic|dissatisfied"},
    /* the thirty days pass: the law ends it */
    {"archive", "desk", "32-40", ""},
};

static const struct demo_step group_visit[] = {
    {"receive", "desk", "", RECEIVE("visit", "appeal") "; is_group=true; representatives=5"},
    {"take", "handler", "1-6", ""},
    {"inform", "handler", "1-6", ""},
    {"accept", "handler", "0-2", "path=petition"},
    {"hear", "handler", "10-15", "hearing_on=+0d"},
    {"mediate", "handler", "3-8", ""},
    {"extend", "handler", "3-6", "extension_days=30"},
    {"opinion", "handler", "8-20", "outcome=settled"},
    {"serve_opinion", "handler", "0-3", ""},
    {"propose_improvement", "supervisor", "5-15", "improvement=建议完善物业服务合同备案和公示。"},
    {"improvement_answered", "handler", "6-16", "feedback=已纳入年度工作要点。"},
};

static const struct demo_step reviewed[] = {
    {"receive", "desk", "", RECEIVE("letter|web", "appeal")},
    {"assign", "desk", "1-2", "organ=@unit; report_by=+85d"},
    {"take", "handler", "0-2", ""},
    {"inform", "handler", "2-8", ""},
    {"accept", "handler", "0-2", "path=petition"},
    {"opinion", "handler", "14-30", "outcome=unsupported"},
    {"report_back", "handler", "0-2", "feedback=已出具处理意见。"},
    {"serve_opinion", "handler", "0-2", ""},
    {"ask_review", "desk", "5-14", "reviewer_organ=区人民政府"},
    {"review", "desk", "8-17", "review_result=kept|kept|changed"},
    {"serve_review", "desk", "0-3", ""},
    {"ask_recheck", "desk", "5-14", "reviewer_organ=市人民政府"},
    {"begin_hearing", "desk", "3-6", ""},
    {"end_hearing", "desk", "3-8", "hearing_on=+0d"},
    {"recheck", "desk", "5-12", "review_result=kept"},
};

static const struct demo_step guided[] = {
    {"receive", "desk", "", RECEIVE("letter|web|phone|visit", "appeal")},
    {"assign", "desk", "1-2", "organ=@unit"},
    {"take", "handler", "0-2", ""},
    {"inform", "handler", "1-8", ""},
    {"guide", "handler", "0-3", "path=litigation|arbitration|administrative|administrative|duty"},
    {"archive", "desk", "10-30", ""},
};

static const struct demo_step suggestion[] = {
    {"receive", "desk", "", RECEIVE("letter|web", "suggestion")},
    {"assign", "desk", "1-2", "organ=@unit"},
    {"take", "handler", "0-2", ""},
    {"inform", "handler", "1-8", ""},
    {"accept", "handler", "0-3", ""},
    {"opinion", "handler", "10-30", "outcome=adopted|partly_adopted|noted"},
    {"serve_opinion", "handler", "0-3", ""},
};

static const struct demo_step accusation[] = {
    {"receive", "desk", "", RECEIVE("letter", "accusation")},
    {"transfer", "desk", "2-8", "transferred_to=纪检监察机关"},
    {"archive", "desk", "5-20", ""},
};

static const struct demo_step objected[] = {
    /* the rules of 2022 */
    {"receive", "desk", "", RECEIVE("web", "appeal")},
    {"assign", "desk", "1-2", "organ=@unit"},
    {"take", "handler", "0-1", ""},
    {"object", "handler", "1-4", "objection=主要责任单位为另一部门。"},
    {"settle_objection", "desk", "1-4", "organ=@move"},
    {"inform", "handler", "2-8", ""},
    {"accept", "handler", "0-2", "path=petition"},
    {"supervise", "supervisor", "12-18", "supervision=late"},
    {"opinion", "handler", "4-18", "outcome=explained"},
};

static const struct demo_step refused[] = {
    {"receive", "desk", "", RECEIVE("letter|visit|web", "appeal")},
    {"take", "handler", "1-6", ""},
    {"not_accept", "handler", "1-8", "refusal_ground=finalised|in_process|not_organ"},
};

static const struct demo_step withdrawn[] = {
    {"receive", "desk", "", RECEIVE("web|phone", "appeal")},
    {"assign", "desk", "1-2", "organ=@unit"},
    {"withdraw", "desk", "2-6",
     "withdrawal_reason=问题已经解决。; proposed_by=self; told_again=true"},
};

#define ORGANS                                                                              \
    "@housing|@housing|@urban|@subdistrict|@human|@education|@health|@subdistrict|@civil|@" \
    "environment"

static const struct demo_path paths[] = {
    {"petition", 106, 0, "1-5", "12-28", ORGANS, DEMO_STEPS(handled)},
    {"petition", 9, 0, "1-5", "9-1", ORGANS, DEMO_STEPS(group_visit)},
    {"petition", 12, 0, "1-5", "6-1", ORGANS, DEMO_STEPS(reviewed)},
    {"petition", 74, 0, "1-5", "12-28", ORGANS, DEMO_STEPS(guided)},
    {"petition", 26, 0, "1-5", "11-20", ORGANS, DEMO_STEPS(suggestion)},
    {"petition", 12, 0, "1-5", "11-20", ORGANS, DEMO_STEPS(accusation)},
    {"petition", 6, 0, "5-5", "10-10", ORGANS, DEMO_STEPS(objected)},
    {"petition", 14, 0, "1-5", "12-20", ORGANS, DEMO_STEPS(refused)},
    {"petition", 11, 0, "1-5", "11-20", ORGANS, DEMO_STEPS(withdrawn)},
    {"petition", 14, -1, "11-22", "12-28", ORGANS, DEMO_STEPS(handled)}, /* carried in */
};

void demo_petitions(struct demo *demo)
{
    demo_paths(demo, paths, sizeof paths / sizeof paths[0]);
}
