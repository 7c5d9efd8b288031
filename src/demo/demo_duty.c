/*
 * demo_duty.c - the yearly reports on law of leading groups: called in November, given in December,
 * some at a meeting and assessed there by a tally.
 */
#include "demo/demo_steps.h"

enum step {
    STEP_CALL,
    STEP_SUBMIT,
    STEP_SEND_BACK,
    STEP_ASSESS,
    STEP_GRADE,
    STEP_ORDER,
    STEP_RECTIFY,
    STEP_CLOSE
};

enum { BALLOTS = 42, WITHOUT_ALL_ITEMS = 33, FEW_BALLOTS = 47 };

static const struct {
    const char *key;
    int64_t first;
} groups[] = {{"party", DEMO_PARTY_FIRST},
              {"department", DEMO_DEPARTMENT_FIRST},
              {"subdistrict", DEMO_SUBDISTRICT_FIRST},
              {"committee_firm", DEMO_COMMITTEE_FIRST}};

/* c->a is the group, c->b the year, counted from the simulated one (0 or -1). */
static void call(struct demo *demo, struct demo_case *c)
{
    demo_file(demo, "duty_report");
    demo_put_i64(demo, "reporter", c->unit);
    demo_put(demo, "group", groups[c->a].key);
    demo_put_i64(demo, "year", demo->year + c->b);
    demo_put_date(demo, "submit_by", date_of(demo->year + (int)c->b, 12, 25));
    if (!demo_send(demo, c, DEMO_SUPERVISOR))
        return;
    struct date first = date_of(demo->year + (int)c->b, 12, 5);
    demo_on(demo, c, STEP_SUBMIT, demo_day_between(demo, c, first, date_add_days(first, 18)));
}

/* One in 33 leaves out items of its list at first and gets it back. */
static void submit(struct demo *demo, struct demo_case *c)
{
    bool is_meeting = c->index % 5 == 2;
    bool is_short = c->index % WITHOUT_ALL_ITEMS == 4 && c->c == 0;
    demo_event(demo, c, "submit");
    demo_put(demo, "form", is_meeting ? "meeting" : "written");
    demo_put(demo, "separate_paragraph", demo_chance(demo, c, 85) ? "true" : "false");
    demo_put(demo, "list_items", "9");
    demo_put_i64(demo, "list_covered", is_short ? 6 : 9);
    demo_put(demo, "learning_covered", "true");
    if (!demo_send(demo, c, demo_handler(c->unit)))
        return;
    if (is_short)
        demo_on(demo, c, STEP_SEND_BACK,
                demo_day_between(demo, c, date_add_days(demo_today(demo), 1),
                                 date_add_days(demo_today(demo), 2)));
    else if (is_meeting)
        demo_on(demo, c, STEP_ASSESS, demo_day_at(demo, (int)c->b, 12, 28));
    else if (c->b < 0)
        demo_on(demo, c, STEP_CLOSE, demo_day_at(demo, 0, 1, 14));
}

static void send_back(struct demo *demo, struct demo_case *c)
{
    c->c = 1;
    demo_event(demo, c, "send_back");
    demo_put(demo, "fault", "未述及行政复议应诉和执法监督情况，请补充。");
    if (demo_send(demo, c, DEMO_SUPERVISOR))
        demo_next(demo, c, STEP_SUBMIT, instant_at(date_add_days(demo_today(demo), 1), 10, 0, 0));
}

static void put_sheet(struct demo *demo, bool is_first, int64_t fair, int64_t average)
{
    demo_put_i64(demo, is_first ? "first_ballots" : "ballots", BALLOTS);
    demo_put_i64(demo, is_first ? "first_good" : "good", BALLOTS - fair - average);
    demo_put_i64(demo, is_first ? "first_fair" : "fair", fair);
    demo_put_i64(demo, is_first ? "first_average" : "average", average);
    demo_put_i64(demo, is_first ? "first_poor" : "poor", 0);
}

/* Each teller enters a sheet of the closed ballot; one in twenty first ones is miscounted. */
static bool tally(struct demo *demo, struct demo_case *c, int64_t fair, int64_t average)
{
    for (bool is_wrong = c->index % 20 == 12;; is_wrong = false) {
        demo_event(demo, c, "count_first");
        demo_put_date(demo, "closed_on", demo_today(demo));
        put_sheet(demo, true, is_wrong ? fair + 1 : fair, average);
        if (!demo_send(demo, c, DEMO_SUPERVISOR))
            return false;
        demo_event(demo, c, is_wrong ? "recount" : "tally");
        if (!is_wrong) {
            put_sheet(demo, false, fair, average);
            demo_put_i64(demo, "invalid", demo_below(demo, c, 2));
        }
        if (!demo_send(demo, c, DEMO_CASEWORKER))
            return false;
        if (!is_wrong)
            return true;
    }
}

/* Of too few ballots only how many there were. */
static bool tally_too_few(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "tally_too_few");
    demo_put_date(demo, "closed_on", demo_today(demo));
    demo_put_i64(demo, "ballots", 4);
    return demo_send_approved(demo, c, DEMO_SUPERVISOR, DEMO_CASEWORKER);
}

static void assess(struct demo *demo, struct demo_case *c)
{
    int64_t fair = demo_below(demo, c, 9), average = demo_below(demo, c, 3);
    bool is_few = c->index % FEW_BALLOTS == 22;
    c->d = average;
    bool is_done = is_few ? tally_too_few(demo, c) : tally(demo, c, fair, average);
    if (!is_done || c->b == 0)
        return;
    if (is_few)
        demo_on(demo, c, STEP_CLOSE, demo_day_at(demo, 0, 1, 18));
    else
        demo_on(demo, c, STEP_GRADE, demo_day_at(demo, 0, 1, 6));
}

static void grade(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "grade");
    demo_put(demo, "grade", c->d > 1 ? "fair" : "good");
    if (!demo_send(demo, c, DEMO_SUPERVISOR))
        return;
    if (c->d > 1)
        demo_later(demo, c, STEP_ORDER, 2, 4);
    else
        demo_later(demo, c, STEP_CLOSE, 12, 20);
}

static void order(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "order_rectification");
    demo_put(demo, "reason", "重大执法决定法制审核覆盖不全，限期整改。");
    demo_put_date(demo, "rectify_by", date_add_days(demo_today(demo), 50));
    if (demo_send(demo, c, DEMO_SUPERVISOR))
        demo_later(demo, c, STEP_RECTIFY, 20, 34);
}

static void rectify(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "rectify");
    demo_put(demo, "measures", "已补齐审核目录，配备两名审核人员。");
    if (demo_send(demo, c, demo_handler(c->unit)))
        demo_later(demo, c, STEP_CLOSE, 3, 8);
}

static void close(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "close");
    (void)demo_send(demo, c, DEMO_SUPERVISOR);
}

static void script(struct demo *demo, struct demo_case *c)
{
    static demo_script *const steps[] = {
        [STEP_CALL] = call,       [STEP_SUBMIT] = submit, [STEP_SEND_BACK] = send_back,
        [STEP_ASSESS] = assess,   [STEP_GRADE] = grade,   [STEP_ORDER] = order,
        [STEP_RECTIFY] = rectify, [STEP_CLOSE] = close,
    };
    steps[c->step](demo, c);
}

void demo_duty_reports(struct demo *demo)
{
    const size_t counts[] = {demo_party_units(), demo_departments(), DEMO_SUBDISTRICTS,
                             demo_committee_units()};
    uint32_t id = demo_new_script(demo), index = 0;
    for (int year = -1; year <= 0; year++)
        for (size_t group = 0; group < 4; group++)
            for (size_t i = 0; i < counts[group]; i++) {
                struct demo_case *c = demo_plan(demo, script, id, index++);
                c->a = (int64_t)group;
                c->b = year;
                c->unit = groups[group].first + (int64_t)i;
                demo_on(demo, c, STEP_CALL, demo_day_at(demo, year, 11, 10));
            }
    demo->commands_planned += index * 4;
}
