/*
 * demo_returns.c - what departments report and sign: totals whose records lie elsewhere. Running
 * work is reported by the month, the rest once after the year's end; what is cumulative speaks of
 * its last day.
 */
#include <stdio.h>

#include "demo/demo_when.h"

enum step {
    STEP_CALL,
    STEP_REMIND,
    STEP_REPORT,
    STEP_SEND_BACK,
    STEP_RESUBMIT,
    STEP_REVIEW,
    STEP_SIGN,
    STEP_CORRECT,
    STEP_ARCHIVE
};

enum span { YEAR, MONTHS, SINCE_TESTS, SINCE_DECEMBER, VACCINATION };

static const struct item {
    const char *item, *unit;
    int64_t value;
    enum span span;
} items[] = {
    {"epidemic_cases", "health", 209, YEAR},
    {"epidemic_confirmed", "health", 52, YEAR},
    {"epidemic_positive", "health", 157, YEAR},
    {"epidemic_close_contacts", "health", 18230, MONTHS},
    {"epidemic_secondary_contacts", "health", 6910, MONTHS},
    {"epidemic_letters_received", "health", 12414, MONTHS},
    {"epidemic_letters_sent", "health", 8027, MONTHS},
    {"epidemic_priority_population", "health", 268200, YEAR},
    {"epidemic_tests_cumulative", "health", 31973200, SINCE_TESTS},
    {"epidemic_fever_clinics", "health", 11, YEAR},
    {"epidemic_key_groups", "health", 162000, YEAR},
    {"epidemic_consultations", "health", 24738, MONTHS},
    {"epidemic_teams", "health", 950, YEAR},
    {"epidemic_referrals", "health", 56, YEAR},
    {"epidemic_home_services", "health", 71, YEAR},
    {"epidemic_oximeters", "health", 92, YEAR},
    {"epidemic_trained_staff", "health", 2050, YEAR},
    {"epidemic_transfers", "health", 46167, MONTHS},
    {"epidemic_quarantined", "health", 42461, MONTHS},
    {"epidemic_primary_care_patients", "health", 254, SINCE_DECEMBER},
    {"vaccination_age60_first", "health", 172400, VACCINATION},
    {"vaccination_age60_second", "health", 165800, VACCINATION},
    {"vaccination_age60_third", "health", 134000, VACCINATION},
    {"risk_rounds", "political", 3, YEAR},
    {"risk_group_risks", "political", 55, YEAR},
    {"risk_resolved", "political", 32, YEAR},
    {"risk_controlled", "political", 11, YEAR},
    {"risk_in_progress", "political", 12, YEAR},
    {"restricted_police_1", "police", 39, YEAR},
    {"restricted_police_2", "police", 784, YEAR},
    {"police_cases_investigated", "police", 204, YEAR},
    {"police_cases_solved", "police", 43, YEAR},
    {"police_suspects", "police", 191, YEAR},
    {"grid_volunteers", "organisation", 74245, YEAR},
    {"grid_patrols", "political", 403117, MONTHS},
    {"grid_reports", "political", 424860, MONTHS},
    {"grid_rental_patrols", "political", 306254, MONTHS},
    {"restricted_grid_1", "political", 26418, YEAR},
    {"grid_video_channels", "political", 9832, YEAR},
    {"legalaid_award_years", "justice", 10, YEAR},
};

enum { ITEMS = sizeof items / sizeof items[0] };

/* Returns that were wrong at first: sent back before, or corrected after they were signed. */
enum mistake { CORRECT = 0, SENT_BACK = 1, CORRECTED = 2 };

static const struct item *item_of(const struct demo_case *c)
{
    return &items[c->a];
}

/* What a month has of the year's total: the parts add up. */
static int64_t part_of(int64_t total, int month)
{
    static const int weight[13] = {0, 6, 6, 14, 13, 7, 6, 7, 8, 7, 8, 9, 9};
    int64_t before = 0;
    for (int m = 1; m < month; m++)
        before += weight[m];
    return total * (before + weight[month]) / 100 - total * before / 100;
}

static void put_period(struct demo *demo, const struct demo_case *c)
{
    const struct item *item = item_of(c);
    struct date from = date_of(demo->year, 1, 1), to = demo_when_last(demo), as_of = to;
    if (item->span == MONTHS) {
        from = date_of(demo->year, (int)c->b, 1);
        as_of = to = date_add_days(date_add_months(from, 1), -1);
    } else if (item->span == SINCE_TESTS) {
        from = date_of(demo->year - 1, 8, 17);
    } else if (item->span == SINCE_DECEMBER) {
        from = date_of(demo->year, 12, 7);
    } else if (item->span == VACCINATION) {
        from = date_of(demo->year - 1, 1, 1);
        as_of = to = date_of(demo->year + 1, 1, 10);
    }
    demo_put_date(demo, "from", from);
    demo_put_date(demo, "to", to);
    demo_put_date(demo, "as_of", as_of);
}

static int64_t true_value(const struct demo_case *c)
{
    return item_of(c)->span == MONTHS ? part_of(item_of(c)->value, (int)c->b) : item_of(c)->value;
}

/* The vaccination returns speak of the report's own day: all their steps fall on it. */
static struct instant soon_or_in(struct demo *demo, struct demo_case *c, int days)
{
    return item_of(c)->span == VACCINATION || days == 0 ? demo_when_soon(demo, c, 60)
                                                        : demo_when_in(demo, c, 0, days);
}

/* The last month of each quarter is called for with its day. */
static void call(struct demo *demo, struct demo_case *c)
{
    c->unit = demo_department(item_of(c)->unit);
    demo_file(demo, "returns");
    demo->command.event = STR("call");
    demo_put_i64(demo, "reporter_unit", c->unit);
    demo_put(demo, "item", item_of(c)->item);
    put_period(demo, c);
    demo_put_date(demo, "deliver_by", demo_working_day_after(demo, demo_when_today(demo), 5));
    if (!demo_send(demo, c, DEMO_SIGNER))
        return;
    if (c->index % 11 == 6) /* late */
        demo_next(demo, c, STEP_REMIND, demo_when_in(demo, c, 6, 6));
    else
        demo_next(demo, c, STEP_REPORT, demo_when_in(demo, c, 1, 5));
}

static void remind(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "remind");
    if (demo_send(demo, c, DEMO_SIGNER))
        demo_next(demo, c, STEP_REPORT, demo_when_in(demo, c, 0, 1));
}

static void put_value(struct demo *demo, const struct demo_case *c, int64_t value)
{
    demo_put_i64(demo, "value", value);
    if (item_of(c)->span != MONTHS || c->b < 2)
        return;
    int64_t previous = part_of(item_of(c)->value, (int)c->b - 1);
    demo_put_i64(demo, "previous", previous);
    if (value * 10 > previous * 13 || value * 10 < previous * 7)
        demo_put(demo, "change_ground", "real");
}

static void report(struct demo *demo, struct demo_case *c)
{
    if (c->d != 0) { /* it was called for */
        demo_event(demo, c, "deliver");
    } else {
        c->unit = demo_department(item_of(c)->unit);
        demo_file(demo, "returns");
        demo->command.event = STR("report");
        demo_put_i64(demo, "reporter_unit", c->unit);
        demo_put(demo, "item", item_of(c)->item);
        put_period(demo, c);
    }
    put_value(demo, c, c->c == CORRECT ? true_value(c) : true_value(c) + 9);
    if (c->c != CORRECT)
        demo_put(demo, "note", "按业务系统月末数填报。");
    if (!demo_send(demo, c, demo_handler(c->unit)))
        return;
    demo_next(demo, c, c->c == SENT_BACK ? STEP_SEND_BACK : STEP_REVIEW, soon_or_in(demo, c, 1));
}

static void send_back(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "send_back");
    demo_put(demo, "fault", "与业务系统的月报相差九，请核实后再报。");
    if (demo_send(demo, c, DEMO_SIGNER))
        demo_next(demo, c, STEP_RESUBMIT, soon_or_in(demo, c, 1));
}

static void resubmit(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "resubmit");
    put_period(demo, c);
    put_value(demo, c, true_value(c));
    if (demo_send(demo, c, demo_handler(c->unit)))
        demo_next(demo, c, STEP_REVIEW, soon_or_in(demo, c, 1));
}

static void review(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "review");
    if (demo_send(demo, c, DEMO_SIGNER))
        demo_next(demo, c, STEP_SIGN, soon_or_in(demo, c, 1));
}

static void sign(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "sign");
    if (!demo_send_approved(demo, c, demo_handler(c->unit), demo_head(c->unit)))
        return;
    if (c->c == CORRECTED)
        demo_next(demo, c, STEP_CORRECT, demo_when_in(demo, c, 5, 9));
    else
        demo_when_next(demo, c, STEP_ARCHIVE, demo_when_in(demo, c, 20, 40));
}

static void correct(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "correct");
    demo_put_i64(demo, "value", true_value(c));
    demo_put(demo, "reason", "复核发现重复计入九件，予以核减。");
    if (demo_send_approved(demo, c, demo_handler(c->unit), demo_head(c->unit)))
        demo_when_next(demo, c, STEP_ARCHIVE, demo_when_in(demo, c, 10, 20));
}

static void archive(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "archive");
    (void)demo_send(demo, c, DEMO_SUPERVISOR);
}

static void script(struct demo *demo, struct demo_case *c)
{
    static demo_script *const steps[] = {call,   remind, report,  send_back, resubmit,
                                         review, sign,   correct, archive};
    steps[c->step](demo, c);
}

static void plan_return(struct demo *demo, uint32_t id, int item, int month)
{
    struct demo_case *c = demo_plan(demo, script, id, (uint32_t)(item * 13 + month));
    c->a = item;
    c->b = month;
    if (month == 4 || month == 9)
        c->c = demo_chance(demo, c, 40)   ? SENT_BACK
               : demo_chance(demo, c, 30) ? CORRECTED
                                          : CORRECT;
    /* On the first working days after what it speaks of. */
    struct date day = date_of(demo->year + 1, 1, 1);
    if (month > 0 && month < 12)
        day = date_of(demo->year, month + 1, 1);
    day = demo_working_day_after(demo, day, 1 + (int)demo_below(demo, c, 2));
    if (items[item].span == VACCINATION)
        day = date_of(demo->year + 1, 1, 10);
    c->d = items[item].span == MONTHS && (month == 3 || month == 6 || month == 9);
    demo_next(demo, c, c->d != 0 ? STEP_CALL : STEP_REPORT,
              instant_at(day, 9, (int)demo_below(demo, c, 60), 0));
}

void demo_returns(struct demo *demo)
{
    uint32_t id = demo_new_script(demo);
    for (int i = 0; i < ITEMS; i++)
        if (items[i].span != MONTHS)
            plan_return(demo, id, i, 0);
        else
            for (int month = 1; month <= 12; month++)
                plan_return(demo, id, i, month);
    demo->commands_planned += 750;
}
