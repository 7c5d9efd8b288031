/*
 * demo_legal_life.c - mediation by organs, reminders and reviews of how organs make law known,
 * deliberation in communities, legal-literate residents.
 */
#include "demo/demo_path.h"
#include "demo/demo_steps.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* ---- administrative mediation ---- */

#define APPLY(nature, kinds)                                                                         \
    {                                                                                                \
        NULL, "handler", "",                                                                         \
            "organ=@unit; nature=" nature "; kind=" kinds                                            \
            "; source=applied|applied|offered|court|hotline; parties=~person; facts=双方对赔偿" \
            "范围和数额意见不一，请求调解。"                                          \
    }
#define ARCHIVE                          \
    {                                    \
        "archive", "handler", "5-15", "" \
    }

static const struct demo_step agreed[] = {
    APPLY("civil", "public_security|traffic|consumer|property|land"),
    {"accept", "handler", "1-4", "mediators=~person"},
    {"mediate", "handler", "3-8", "meeting_on=+0d"},
    {"agree", "handler", "0-6",
     "is_written=true; terms=一次性赔偿并互不追究。; agreed_amount=500..9000; perform_by=+14d"},
    {"perform", "handler", "1-8", ""},
    ARCHIVE,
};
static const struct demo_step appraised[] = {
    APPLY("civil", "medical|traffic|environment|intellectual"),
    {"accept", "handler", "2-5", "mediators=~person"},
    {"suspend", "handler", "3-6", "pause_ground=appraisal"},
    {"resume", "handler", "12-25", ""},
    {"prolong", "handler", "8-10", ""},
    {"mediate", "handler", "4-9", "meeting_on=+0d"},
    {"agree", "handler", "1-4",
     "is_written=true; terms=按鉴定意见确定的比例赔偿。; agreed_amount=8000..60000; "
     "perform_by=+30d"},
    {"apply_confirmation", "handler", "5-12", ""},
    {"court_decides", "handler", "8-14", "confirmed=confirmed"},
    ARCHIVE,
};
static const struct demo_step not_agreed[] = {
    APPLY("civil", "consumer|property|labour|land"),
    {"accept", "handler", "1-4", ""},
    {"mediate", "handler", "4-9", "meeting_on=+0d"},
    {"end", "handler", "1-8", "end_ground=no_agreement|refused|absent; rights_told=true"},
    ARCHIVE,
};
static const struct demo_step declined[] = {
    APPLY("civil", "consumer|labour|other"),
    {"decline", "handler", "1-4", "not_accepted=out_of_scope|refused|elsewhere; rights_told=true"},
    ARCHIVE,
};
static const struct demo_step compensated[] = {
    APPLY("against", "compensation|discretion"),
    {"accept", "handler", "2-5", ""},
    {"mediate", "handler", "4-9", "meeting_on=+0d"},
    {"agree", "handler", "2-8", "is_written=true; terms=在裁量范围内达成一致。; perform_by=+20d"},
    {"perform", "handler", "2-10", ""},
};
static const struct demo_step under_way[] = {
    APPLY("civil", "consumer|property|traffic"),
    {"accept", "handler", "1-3", ""},
};

void demo_administrative_mediation(struct demo *demo)
{
    static const char name[] = "administrative_mediation";
    static const struct demo_path paths[] = {
        {name, 260, 0, "1-4", "10-20", "@police|@police|@market", DEMO_STEPS(agreed)},
        {name, 14, 0, "2-1", "8-1", "@health", DEMO_STEPS(appraised)},
        {name, 41, 0, "1-4", "10-20", "@market|@housing", DEMO_STEPS(not_agreed)},
        {name, 23, 0, "1-4", "11-30", "@housing", DEMO_STEPS(declined)},
        {name, 9, 0, "3-1", "10-1", "@urban", DEMO_STEPS(compensated)},
        {name, 11, 0, "12-13", "12-23", "@market", DEMO_STEPS(under_way)},
    };
    demo_paths(demo, paths, COUNT(paths));
}

/* ---- reminders to make law known ---- */

#define PROMPT                                                                                           \
    {                                                                                                    \
        NULL, "supervisor", "",                                                                          \
            "addressee=@unit; duty=list|focus|case|staff|public; finding=上半年普法责任清单中" \
            "有事项未开展，未报送以案释法案例。; feedback_by=+30d"                      \
    }
#define CONFIRM                            \
    {                                      \
        "confirm", "supervisor", "2-6", "" \
    }

static const struct demo_step answered[] = {
    PROMPT,
    {"answer", "handler", "8-16", "measures=已制定补办计划并开展两场专题宣传。"},
    CONFIRM,
};
static const struct demo_step answered_twice[] = {
    PROMPT,
    {"answer", "handler", "10-18", "measures=正在研究。"},
    {"return", "supervisor", "1-3", "reason=未见具体措施和时间安排。; feedback_by=+15d"},
    {"answer", "handler", "4-9", "measures=补充了活动安排，已完成首场宣传。"},
    CONFIRM,
};
static const struct demo_step prolonged[] = {
    PROMPT,
    {"prolong", "supervisor", "10-14", "feedback_by=+45d; reason=阵地改造尚未完工。"},
    {"answer", "handler", "8-14", "measures=宣传阵地已启用。"},
    CONFIRM,
};
static const struct demo_step criticised[] = {
    PROMPT,
    {"criticise", "supervisor+body_head", "32-40", "reason=逾期未反馈改进情况。"},
};

void demo_publicity_prompts(struct demo *demo)
{
    static const char name[] = "publicity_prompt";
    static const struct demo_path paths[] = {
        {name, 9, 0, "3-1", "10-15", "@department", DEMO_STEPS(answered)},
        {name, 3, 0, "3-1", "9-30", "@department", DEMO_STEPS(answered_twice)},
        {name, 1, 0, "5-5", "7-1", "@department", DEMO_STEPS(prolonged)},
        {name, 1, 0, "4-1", "6-1", "@department", DEMO_STEPS(criticised)},
    };
    demo_paths(demo, paths, COUNT(paths));
}

/* ---- review of publicity duties ---- */

#define REVIEW(form)                                                                     \
    {                                                                                    \
        NULL, "supervisor", "", "reviewed=@unit; year=%y; form=" form "; held_on=%10-25" \
    }
#define SELF_REPORT                                                       \
    {                                                                     \
        "report", "handler", "4-14", "list_items=12..14; list_done=9..12" \
    }
#define TALLY(ballots, points)                                                  \
    {"count_first", "supervisor", "date 10-25",                                 \
     "first_ballots=" ballots "; first_points=" points},                        \
    {                                                                           \
        "tally", "caseworker", "0-0", "ballots=" ballots "; points_sum=" points \
    }

static const struct demo_step review_good[] = {
    REVIEW("live"),
    SELF_REPORT,
    TALLY("20", "1864"),
    {"grade_good", "supervisor", "2-4", ""},
    {"publish", "supervisor", "4-8", "link=https://demo.invalid/pf"},
};
static const struct demo_step review_sound[] = {
    REVIEW("written"),
    SELF_REPORT,
    TALLY("12", "972"),
    {"grade_sound", "supervisor", "2-4", ""},
    {"ask_improvement", "supervisor", "0-1", "to_improve=以案释法案例偏少。; improve_by=+30d"},
    {"improve", "handler", "8-18", "measures=按季度报送案例，已补报四件。"},
    {"publish", "supervisor", "2-5", "link=https://demo.invalid/pf"},
};
static const struct demo_step review_poor[] = {
    REVIEW("live"),
    SELF_REPORT,
    TALLY("20", "1136"),
    {"grade_poor", "supervisor", "2-4", "to_improve=责任清单完成不足七成。; improve_by=+30d"},
    {"improve", "handler", "12-19", "measures=已补办三项并明确责任科室。"},
};

void demo_duty_reviews(struct demo *demo)
{
    static const char name[] = "duty_review";
    static const struct demo_path paths[] = {
        {name, 3, 0, "9-1", "9-20", "@market|@education|@urban", DEMO_STEPS(review_good)},
        {name, 3, 0, "9-1", "9-20", "@health|@civil|@water", DEMO_STEPS(review_sound)},
        {name, 1, 0, "9-1", "9-20", "@science", DEMO_STEPS(review_poor)},
    };
    demo_paths(demo, paths, COUNT(paths));
}

/* ---- deliberation with law ---- */

#define TOPIC                                                                                                        \
    {                                                                                                                \
        NULL, "handler", "",                                                                                         \
            "station=@unit; place=@place; subject=小区机动车停放规则|楼道加装扶手|单元加装电梯" \
            "|文明养犬公约|老旧小区管网改造|垃圾分类点位调整; field=parking|renewal|lift|pets" \
            "|renewal|environment; initiator=committee|residents|literate"                                           \
    }
#define SET_TOPIC                                                                                  \
    {                                                                                              \
        "set", "handler", "2-6", "meeting_on=+14d; legal_support=adviser|adviser|station|literate" \
    }

static const struct demo_step carried_out[] = {
    TOPIC,
    SET_TOPIC,
    {"discuss", "handler", "5-9", "attendance=12..60; result=consensus|consensus|partly"},
    {"show", "handler", "1-4", "is_lawful=true; carry_out_by=+60d"},
    {"carry_out", "handler", "8-35", ""},
};
static const struct demo_step no_result[] = {
    TOPIC,
    SET_TOPIC,
    {"discuss", "handler", "5-9", "attendance=12..40; result=none"},
    {"end", "handler", "3-8", "reason=低楼层住户不同意，引导申请人民调解。"},
};
static const struct demo_step not_taken_up[] = {
    TOPIC,
    {"drop", "handler", "2-6", "reason=属行政机关职权事项，转交主管部门。"},
};

void demo_deliberations(struct demo *demo)
{
    static const char name[] = "deliberation";
    static const struct demo_path paths[] = {
        {name, 96, 0, "1-10", "12-1", "@station", DEMO_STEPS(carried_out)},
        {name, 12, 0, "1-10", "11-25", "@station", DEMO_STEPS(no_result)},
        {name, 6, 0, "1-10", "11-25", "@station", DEMO_STEPS(not_taken_up)},
    };
    demo_paths(demo, paths, COUNT(paths));
}

/* ---- legal-literate residents: a total a community and year ---- */

static void literate(struct demo *demo, struct demo_case *c)
{
    static const struct {
        const char *event, *fields[2];
        int low, high;
    } steps[] = {{"certify", {"passed", "certified"}, 3, 5},
                 {"train", {"hours", NULL}, 8, 16},
                 {"assess", {"activities", NULL}, 4, 30}};
    int64_t n = steps[c->step - 1].low
                + demo_below(demo, c, steps[c->step - 1].high - steps[c->step - 1].low + 1);
    if (c->step == 1 && c->index % 40 == 7) /* two, and a third is still to be found */
        n = 2;
    demo_event(demo, c, steps[c->step - 1].event);
    demo_put_i64(demo, steps[c->step - 1].fields[0], n);
    if (steps[c->step - 1].fields[1] != NULL)
        demo_put_i64(demo, steps[c->step - 1].fields[1], n);
    if (!demo_send(demo, c, demo_handler(c->unit)) || c->step == 3)
        return;
    demo_on(
        demo, c, c->step + 1,
        c->step == 1
            ? demo_day_between(demo, c, date_of(demo->year, 5, 9), date_of(demo->year, 9, 30))
            : demo_day_between(demo, c, date_of(demo->year, 11, 21), date_of(demo->year, 12, 23)));
}

static void select_residents(struct demo *demo, struct demo_case *c)
{
    if (c->step > 0) {
        literate(demo, c);
        return;
    }
    demo_file(demo, "legal_literate");
    demo_put_i64(demo, "station", c->unit);
    demo_put_i64(demo, "place", DEMO_COMMUNITY_FIRST + c->index);
    demo_put_i64(demo, "year", demo->year);
    demo_put_i64(demo, "recommended", 5 + demo_below(demo, c, 4));
    demo_put_date(demo, "assess_by", date_of(demo->year, 12, 31));
    if (demo_send(demo, c, demo_handler(c->unit)))
        demo_within(demo, c, 1, 15, 40);
}

void demo_legal_literate(struct demo *demo)
{
    uint32_t id = demo_new_script(demo);
    for (uint32_t i = 0; i < DEMO_COMMUNITIES; i++) {
        struct demo_case *c = demo_plan(demo, select_residents, id, i);
        c->unit = DEMO_STATION_FIRST + demo_subdistrict_of(DEMO_COMMUNITY_FIRST + i)
                  - DEMO_SUBDISTRICT_FIRST;
        demo_on(demo, c, 0,
                demo_day_between(demo, c, date_of(demo->year, 2, 14), date_of(demo->year, 3, 4)));
    }
    demo->commands_planned += DEMO_COMMUNITIES * 4;
}
