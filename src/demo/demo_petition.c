/*
 * demo_petition.c - petitions as the national system hands them over: told, led to a legal
 * procedure, handled in sixty days, extended, reviewed, rechecked, objected to, refused, withdrawn.
 * Those before May follow the rules of 2005.
 */
#include <stdio.h>

#include "demo/demo_way.h"
#include "demo/demo_when.h"

#define END                                        \
    {                                              \
        NULL, NULL, 0, 0, DEMO_NOBODY, DEMO_NOBODY \
    }
#define RECEIVE(channel, purpose, more)                                                                   \
    {                                                                                                     \
        "receive",                                                                                        \
            "organ=@unit|channel=" channel "|purpose=" purpose                                            \
            "|petitioner=@person|content=演示信访内容。|subject=演示信访事项|category=@one:" \
            "urban,property,expropriation,labour,education,health,civil,environment|place=@one:"          \
            "101,102,103,104,105,106,107,108,109,110,111,112,113" more,                                   \
            0, 0, DEMO_BY_INTAKE, DEMO_NOBODY                                                             \
    }

static const struct demo_way_step handled[] = {
    RECEIVE("@one:letter,web,web,phone", "appeal", ""),
    {"assign", "organ=@unit", 1, 2, DEMO_BY_INTAKE, DEMO_NOBODY},
    {"take", NULL, 0, 2, DEMO_BY_WORKER, DEMO_NOBODY},
    {"inform", NULL, 2, 9, DEMO_BY_WORKER, DEMO_NOBODY},
    {"accept", "path=petition", 0, 2, DEMO_BY_WORKER, DEMO_NOBODY},
    {"opinion", "outcome=@one:supported,supported,explained,unsupported", 14, 36, DEMO_BY_WORKER,
     DEMO_NOBODY},
    {"serve_opinion", NULL, 1, 4, DEMO_BY_WORKER, DEMO_NOBODY},
    {"evaluate", "evaluation=@one:satisfied,satisfied,basic,dissatisfied", 2, 10, DEMO_BY_INTAKE,
     DEMO_NOBODY},
    /* the thirty days pass: the law ends it */
    {"archive", NULL, 32, 40, DEMO_BY_INTAKE, DEMO_NOBODY},
    END};

static const struct demo_way_step group_visit[] = {
    RECEIVE("visit", "appeal", "|is_group=true|representatives=5"),
    {"take", NULL, 1, 6, DEMO_BY_WORKER, DEMO_NOBODY},
    {"inform", NULL, 1, 6, DEMO_BY_WORKER, DEMO_NOBODY},
    {"accept", "path=petition", 0, 2, DEMO_BY_WORKER, DEMO_NOBODY},
    {"hear", "hearing_on=@today", 10, 15, DEMO_BY_WORKER, DEMO_NOBODY},
    {"mediate", NULL, 3, 8, DEMO_BY_WORKER, DEMO_NOBODY},
    {"extend", "extension_days=30", 3, 6, DEMO_BY_WORKER, DEMO_NOBODY},
    {"opinion", "outcome=settled", 8, 20, DEMO_BY_WORKER, DEMO_NOBODY},
    {"serve_opinion", NULL, 0, 3, DEMO_BY_WORKER, DEMO_NOBODY},
    {"propose_improvement", "improvement=建议完善物业服务合同备案和公示。", 5, 15,
     DEMO_BY_SUPERVISOR, DEMO_NOBODY},
    {"improvement_answered", "feedback=已纳入年度工作要点。", 6, 16, DEMO_BY_WORKER, DEMO_NOBODY},
    END};

static const struct demo_way_step reviewed[] = {
    RECEIVE("@one:letter,web", "appeal", ""),
    {"assign", "organ=@unit|report_by=@today+85", 1, 2, DEMO_BY_INTAKE, DEMO_NOBODY},
    {"take", NULL, 0, 2, DEMO_BY_WORKER, DEMO_NOBODY},
    {"inform", NULL, 2, 8, DEMO_BY_WORKER, DEMO_NOBODY},
    {"accept", "path=petition", 0, 2, DEMO_BY_WORKER, DEMO_NOBODY},
    {"opinion", "outcome=unsupported", 14, 30, DEMO_BY_WORKER, DEMO_NOBODY},
    {"report_back", "feedback=已出具处理意见。", 0, 2, DEMO_BY_WORKER, DEMO_NOBODY},
    {"serve_opinion", NULL, 0, 2, DEMO_BY_WORKER, DEMO_NOBODY},
    {"ask_review", "reviewer_organ=区人民政府", 5, 14, DEMO_BY_INTAKE, DEMO_NOBODY},
    {"review", "review_result=@one:kept,kept,changed", 8, 17, DEMO_BY_INTAKE, DEMO_NOBODY},
    {"serve_review", NULL, 0, 3, DEMO_BY_INTAKE, DEMO_NOBODY},
    {"ask_recheck", "reviewer_organ=市人民政府", 5, 14, DEMO_BY_INTAKE, DEMO_NOBODY},
    {"begin_hearing", NULL, 3, 6, DEMO_BY_INTAKE, DEMO_NOBODY},
    {"end_hearing", "hearing_on=@today", 3, 8, DEMO_BY_INTAKE, DEMO_NOBODY},
    {"recheck", "review_result=kept", 5, 12, DEMO_BY_INTAKE, DEMO_NOBODY},
    END};

static const struct demo_way_step guided[] = {
    RECEIVE("@one:letter,web,phone,visit", "appeal", ""),
    {"assign", "organ=@unit", 1, 2, DEMO_BY_INTAKE, DEMO_NOBODY},
    {"take", NULL, 0, 2, DEMO_BY_WORKER, DEMO_NOBODY},
    {"inform", NULL, 1, 8, DEMO_BY_WORKER, DEMO_NOBODY},
    {"guide", "path=@one:litigation,arbitration,administrative,administrative,duty", 0, 3,
     DEMO_BY_WORKER, DEMO_NOBODY},
    {"archive", NULL, 10, 30, DEMO_BY_INTAKE, DEMO_NOBODY},
    END};

static const struct demo_way_step suggestion[] = {
    RECEIVE("@one:letter,web", "suggestion", ""),
    {"assign", "organ=@unit", 1, 2, DEMO_BY_INTAKE, DEMO_NOBODY},
    {"take", NULL, 0, 2, DEMO_BY_WORKER, DEMO_NOBODY},
    {"inform", NULL, 1, 8, DEMO_BY_WORKER, DEMO_NOBODY},
    {"accept", NULL, 0, 3, DEMO_BY_WORKER, DEMO_NOBODY},
    {"opinion", "outcome=@one:adopted,partly_adopted,noted", 10, 30, DEMO_BY_WORKER, DEMO_NOBODY},
    {"serve_opinion", NULL, 0, 3, DEMO_BY_WORKER, DEMO_NOBODY},
    END};

static const struct demo_way_step accusation[] = {
    RECEIVE("letter", "accusation", ""),
    {"transfer", "transferred_to=纪检监察机关", 2, 8, DEMO_BY_INTAKE, DEMO_NOBODY},
    {"archive", NULL, 5, 20, DEMO_BY_INTAKE, DEMO_NOBODY},
    END};

static const struct demo_way_step objected[] =
    {/* the rules of 2022 */
     RECEIVE("web", "appeal", ""),
     {"assign", "organ=@unit", 1, 2, DEMO_BY_INTAKE, DEMO_NOBODY},
     {"take", NULL, 0, 1, DEMO_BY_WORKER, DEMO_NOBODY},
     {"object", "objection=主要责任单位为另一部门。", 1, 4, DEMO_BY_WORKER, DEMO_NOBODY},
     {"settle_objection", "organ=@move", 1, 4, DEMO_BY_INTAKE, DEMO_NOBODY},
     {"inform", NULL, 2, 8, DEMO_BY_WORKER, DEMO_NOBODY},
     {"accept", "path=petition", 0, 2, DEMO_BY_WORKER, DEMO_NOBODY},
     {"supervise", "supervision=late", 12, 18, DEMO_BY_SUPERVISOR, DEMO_NOBODY},
     {"opinion", "outcome=explained", 4, 18, DEMO_BY_WORKER, DEMO_NOBODY},
     END};

static const struct demo_way_step refused[] = {
    RECEIVE("@one:letter,visit,web", "appeal", ""),
    {"take", NULL, 1, 6, DEMO_BY_WORKER, DEMO_NOBODY},
    {"not_accept", "refusal_ground=@one:finalised,in_process,not_organ", 1, 8, DEMO_BY_WORKER,
     DEMO_NOBODY},
    END};

static const struct demo_way_step withdrawn[] = {
    RECEIVE("@one:web,phone", "appeal", ""),
    {"assign", "organ=@unit", 1, 2, DEMO_BY_INTAKE, DEMO_NOBODY},
    {"withdraw", "withdrawal_reason=问题已经解决。|proposed_by=self|told_again=true", 2, 6,
     DEMO_BY_INTAKE, DEMO_NOBODY},
    END};

static const struct run {
    const struct demo_way_step *steps;
    int n, first, last;
} runs[] = {
    {handled, 120, 105, 1228}, {group_visit, 9, 105, 901},  {reviewed, 12, 105, 601},
    {guided, 74, 105, 1228},   {suggestion, 26, 105, 1120}, {accusation, 12, 105, 1120},
    {objected, 6, 505, 1010},  {refused, 14, 105, 1220},    {withdrawn, 11, 105, 1120},
};

enum { RUNS = sizeof runs / sizeof runs[0] };

static void script(struct demo *demo, struct demo_case *c)
{
    struct demo_way way = {"petition", runs[c->a].steps, "national-petition-system"};
    demo_way_begin(demo, c, &way);
    if (c->matter == 0) {
        char number[40];
        int len = snprintf(number, sizeof number, "DEMO%d-%05u", c->year, c->index + 1);
        demo_put_str(demo, "national_number", (struct str){number, (size_t)len});
    }
    (void)demo_way_send(demo, c, &way);
}

void demo_petitions(struct demo *demo)
{
    static const char *const units[] = {"housing",   "housing", "urban", "human",
                                        "education", "health",  "civil", "environment"};
    uint32_t id = demo_new_script(demo), index = 0;
    for (int r = 0; r < RUNS; r++) {
        for (int64_t i = demo_when_whole(demo, runs[r].n); i > 0; i--) {
            struct demo_case *c = demo_plan(demo, script, id, index++);
            struct date day = demo_when_day(demo, c, NULL, runs[r].first, runs[r].last);
            if (r == 0 && i <= 14) /* carried in */
                day = demo_working_day_after(demo, date_of(demo->year - 1, 11, 22),
                                             (int)demo_below(demo, c, 25));
            c->a = r;
            c->unit = demo_chance(demo, c, 25)
                          ? DEMO_SUBDISTRICT_FIRST + demo_below(demo, c, DEMO_SUBDISTRICTS)
                          : demo_department(DEMO_PICK(demo, c, units));
            demo_next(demo, c, 0, demo_office_hours(demo, c, day));
        }
    }
    demo->commands_planned += (int64_t)index * 7;
}
