/* Who may not act, whom a report is never given to, and what a decision asks of other matters. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "matter/fixture_test.h"

/* People of test/fixture/organisation.yaml. */
enum { JUSTICE_HANDLER = 104, EAST_HANDLER = 106 };

static int open_origin(void **state)
{
    *state = fixture_open_pair("origin", "appeal");
    return 0;
}

static int open_appeal(void **state)
{
    *state = fixture_open_pair("appeal", "origin");
    return 0;
}

static int close_fixture(void **state)
{
    fixture_close(*state);
    return 0;
}

/* ---- reports and accusations ---- */

static void a_report_is_not_given_to_the_unit_it_is_about(void **state)
{
    struct fixture *f = *state;
    fixture_refuse(f, "2022-03-01", "receive", "office_unit=20|kind=report|about_unit=20",
                   "office_unit", "belongs to the unit complained of");
    fixture_refuse(f, "2022-03-01", "receive", "office_unit=21|kind=report|about_unit=20",
                   "office_unit", "or to a unit below it");
    fixture_do(f, "2022-03-01", "receive", "office_unit=10|kind=report|about_unit=20");
    fixture_refuse(f, "2022-03-02", "hand_over", "helper=22", "helper", "unit complained of");
    fixture_refuse(f, "2022-03-02", "hand_over", "officer=106", "officer", "unit complained of");
    fixture_do(f, "2022-03-02", "hand_over", "helper=30|officer=104");
}

static void where_something_happened_is_no_unit_that_it_is_given_to(void **state)
{
    fixture_do(*state, "2022-03-01", "receive",
               "office_unit=10|kind=report|about_unit=20|place=21");
}

static void a_complaint_that_is_no_report_may_be_given_to_the_unit(void **state)
{
    struct fixture *f = *state;
    fixture_do(f, "2022-03-01", "receive", "office_unit=20|kind=plain|about_unit=20");
    fixture_refuse(f, "2022-03-02", "hand_over", "kind=report", "office_unit",
                   "unit complained of");
    fixture_do(f, "2022-03-02", "hand_over", "kind=report|office_unit=10");
}

static void what_took_over_from_the_unit_is_kept_out_too(void **state)
{
    struct fixture *f = *state; /* 13 took over from 12 */
    fixture_refuse(f, "2022-03-01", "receive", "office_unit=13|kind=report|about_unit=12",
                   "office_unit", "unit complained of");
    fixture_refuse(f, "2022-03-01", "receive", "office_unit=12|kind=report|about_unit=13",
                   "office_unit", "unit complained of");
}

static void nobody_enters_a_report_about_his_own_unit(void **state)
{
    struct fixture *f = *state;
    struct command own = {.actor = EAST_HANDLER}, other = {.actor = JUSTICE_HANDLER};
    assert_false(
        fixture_try(f, "2022-03-01", "receive", "office_unit=10|kind=report|about_unit=20", own));
    fixture_assert_complaint(f, "about_unit", "you belong to the unit complained of");
    assert_true(
        fixture_try(f, "2022-03-01", "receive", "office_unit=10|kind=report|about_unit=20", other));
}

static void what_waits_for_a_second_person_is_judged_at_once(void **state)
{
    struct fixture *f = *state;
    fixture_do(f, "2022-03-01", "receive", "office_unit=10|kind=report|about_unit=20");
    fixture_refuse(f, "2022-03-02", "pass_on", "office_unit=22", "office_unit",
                   "unit complained of");
    fixture_do(f, "2022-03-02", "pass_on", "office_unit=30");
    assert_true(f->decision.is_proposed);
}

static void a_correction_does_not_give_it_away(void **state)
{
    struct fixture *f = *state;
    struct command amend = {.replaces = 1001, .reason = STR("录入错误")};
    fixture_do(f, "2022-03-01", "receive", "office_unit=10|kind=report|about_unit=20");
    fixture_do(f, "2022-03-02", "hand_over", "helper=30");
    if (fixture_try(f, "2022-03-03", "amend", "helper=21", amend))
        fail_msg("the correction was accepted");
    fixture_assert_complaint(f, "helper", "unit complained of");
    assert_true(fixture_try(f, "2022-03-03", "amend", "helper=11", amend));
}

/* ---- recusal ---- */

static void who_is_named_in_the_matter_must_recuse(void **state)
{
    struct fixture *f = *state;
    struct command second = {.actor = FIXTURE_SECOND};
    fixture_do(f, "2022-03-01", "receive", "office_unit=10|kind=plain|officer=101");
    fixture_do(f, "2022-03-01", "begin", "");
    fixture_refuse(f, "2022-03-02", "decide", "", "decide", "another person has to");
    assert_true(fixture_try(f, "2022-03-02", "decide", "", second));
}

static void who_did_the_earlier_step_must_recuse(void **state)
{
    struct fixture *f = *state;
    const struct decide_doer doers[] = {
        {register_event(f->def, STR("begin")), FIXTURE_SECOND}, /* not one of those */
        {register_event(f->def, STR("receive")), FIXTURE_HANDLER}};
    struct command second = {.actor = FIXTURE_SECOND};
    fixture_do(f, "2022-03-01", "receive", "office_unit=10|kind=plain");
    f->context.doers = doers;
    f->context.doers_n = 2;
    fixture_refuse(f, "2022-03-02", "decide", "", "decide", "收到");
    assert_true(fixture_try(f, "2022-03-02", "decide", "", second));
}

/* ---- days, periods, clocks ---- */

static void a_guard_asks_for_the_events_own_day(void **state)
{
    struct fixture *f = *state;
    fixture_refuse(f, "2022-03-02", "receive", "office_unit=10|kind=plain|happened_on=2021-03-01",
                   "receive", "超过一年");
    fixture_do(f, "2022-03-01", "receive", "office_unit=10|kind=plain|happened_on=2021-03-01");
    fixture_do(f, "2022-03-02", "begin", "");
    int until = register_field(f->def, STR("heard_until"));
    fixture_assert_day((struct date){(int32_t)f->matter->values[until]}, "2022-03-12");
}

static void a_clock_counts_from_the_latest_of_its_events(void **state)
{
    struct fixture *f = *state;
    fixture_do(f, "2022-03-01", "receive", "office_unit=10|kind=plain");
    fixture_do(f, "2022-03-10", "begin", ""); /* the other one has not happened */
    fixture_assert_day(fixture_clock(f, "handling")->origin, "2022-03-01");
    fixture_assert_day(fixture_clock(f, "handling")->due, "2022-03-10");
    fixture_new_matter(f);
    fixture_do(f, "2022-03-01", "receive", "office_unit=10|kind=plain");
    fixture_do(f, "2022-03-04", "notify", "");
    fixture_do(f, "2022-03-10", "begin", "");
    fixture_assert_day(fixture_clock(f, "handling")->origin, "2022-03-04");
    fixture_assert_day(fixture_clock(f, "handling")->due, "2022-03-15");
}

/* ---- links ---- */

static struct matter *origin_in(struct fixture *f, const char *state)
{
    const struct register_def *def = registry_find(f->registry, STR("origin"));
    struct matter *matter = matter_new(&f->arena, def, 40);
    matter->state = register_state(def, str_of(state));
    return matter;
}

static void a_guard_asks_for_the_state_of_the_linked_matter(void **state)
{
    struct fixture *f = *state;
    struct decide_linked linked = {.field = register_field(f->def, STR("through")), .id = 40};
    f->context.linked = &linked;
    f->context.linked_n = 1;
    linked.matter = origin_in(f, "open");
    fixture_refuse(f, "2022-03-01", "file", "office_unit=10|through=40", "file", "第三条");
    linked.matter = origin_in(f, "decided");
    fixture_do(f, "2022-03-01", "file", "office_unit=10|through=40");
}

/* How the other matter stood on a day in the past is not known. */
static void a_correction_is_not_judged_by_todays_state_of_another(void **state)
{
    struct fixture *f = *state;
    struct command amend = {.replaces = 1000, .reason = STR("录入错误")};
    struct decide_linked linked = {.field = register_field(f->def, STR("through")), .id = 40};
    f->context.linked = &linked;
    f->context.linked_n = 1;
    linked.matter = origin_in(f, "decided");
    fixture_do(f, "2022-03-01", "file", "office_unit=10|through=40");
    linked.matter = origin_in(f, "open");
    assert_true(fixture_try(f, "2022-03-02", "amend", "office_unit=11|through=40", amend));
}

static void a_link_leads_to_a_matter_of_its_register(void **state)
{
    struct fixture *f = *state;
    struct decide_linked linked = {.field = register_field(f->def, STR("other")), .id = 40};
    f->context.linked = &linked;
    f->context.linked_n = 1;
    fixture_refuse(f, "2022-03-01", "file", "office_unit=10|other=40", "other", "投诉举报");
    linked.matter = matter_new(&f->arena, f->def, 40);
    fixture_refuse(f, "2022-03-01", "file", "office_unit=10|other=40", "other", "投诉举报");
}

static void what_follows_keeps_the_entry_that_it_follows_from(void **state)
{
    struct fixture *f = *state;
    struct buf codes;
    struct event read;
    fixture_do(f, "2022-03-01", "receive", "office_unit=10|kind=plain");
    fixture_do(f, "2022-03-01", "begin", "");
    f->context.link_seq = 77; /* who did something elsewhere did nothing here */
    fixture_do(f, "2022-03-02", "decide", "");
    const struct event *event = f->decision.events.at[0];
    buf_init(&codes, 4096);
    event_codes(event, &codes);
    assert_true(
        event_read(&f->arena, f->registry, event_kind(event, &f->arena), buf_str(&codes), &read));
    assert_int_equal(read.link, 77);
    buf_done(&codes);
}

#define ORIGIN(name) cmocka_unit_test_setup_teardown(name, open_origin, close_fixture)
#define APPEAL(name) cmocka_unit_test_setup_teardown(name, open_appeal, close_fixture)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ORIGIN(a_report_is_not_given_to_the_unit_it_is_about),
        ORIGIN(where_something_happened_is_no_unit_that_it_is_given_to),
        ORIGIN(a_complaint_that_is_no_report_may_be_given_to_the_unit),
        ORIGIN(what_took_over_from_the_unit_is_kept_out_too),
        ORIGIN(nobody_enters_a_report_about_his_own_unit),
        ORIGIN(what_waits_for_a_second_person_is_judged_at_once),
        ORIGIN(a_correction_does_not_give_it_away),
        ORIGIN(who_is_named_in_the_matter_must_recuse),
        ORIGIN(who_did_the_earlier_step_must_recuse),
        ORIGIN(a_guard_asks_for_the_events_own_day),
        ORIGIN(a_clock_counts_from_the_latest_of_its_events),
        ORIGIN(what_follows_keeps_the_entry_that_it_follows_from),
        APPEAL(a_guard_asks_for_the_state_of_the_linked_matter),
        APPEAL(a_correction_is_not_judged_by_todays_state_of_another),
        APPEAL(a_link_leads_to_a_matter_of_its_register),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
