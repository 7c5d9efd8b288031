#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "matter/fixture_test.h"

static void do_receive(struct fixture *f, const char *today)
{
    fixture_do(f, today, "receive", "office_unit=10|kind=plain|subject=试验");
}

static int open_trial(void **state)
{
    *state = fixture_open("trial");
    return 0;
}

static int close_trial(void **state)
{
    fixture_close(*state);
    return 0;
}

/* ---- which event ---- */

static void an_event_that_the_state_does_not_allow_is_refused_with_what_is_possible(void **state)
{
    struct fixture *f = *state;
    fixture_refuse(f, "2022-03-01", "decide", "outcome=upheld", "decide", "possible now: receive");
    do_receive(f, "2022-03-01");
    fixture_refuse(f, "2022-03-02", "decide", "outcome=upheld", "decide",
                   "possible now: notify_supplement, accept");
    fixture_refuse(f, "2022-03-02", "receive", "office_unit=10|kind=plain", "receive",
                   "not possible in the state 审查中");
    fixture_do(f, "2022-03-02", "withdraw", "");
    fixture_refuse(f, "2022-03-02", "note_down", "", "note_down", "not possible");
    fixture_refuse(f, "2022-03-02", "no_such", "", "event", "has no event \"no_such\"");
}

static void a_retired_event_and_one_of_another_law_are_refused(void **state)
{
    struct fixture *f = *state;
    do_receive(f, "2022-07-01");
    fixture_do(f, "2022-07-02", "accept", "");
    fixture_refuse(f, "2022-07-02", "old_step", "", "old_step", "retired");
    fixture_refuse(f, "2022-07-02", "seize", "", "seize", "does not exist under 新法");
    fixture_new_matter(f);
    do_receive(f, "2022-06-30");
    fixture_do(f, "2022-07-01", "accept", "");
    fixture_do(f, "2022-07-02", "seize", "");
}

static void a_day_before_the_first_law_is_refused(void **state)
{
    struct fixture *f = *state;
    struct command old = {.on = fixture_day("1999-12-31"), .source = SOURCE_OPENING};
    assert_false(fixture_try(f, "2022-03-01", "receive", "office_unit=10|kind=plain", old));
    fixture_assert_complaint(f, "on", "no law of 试验事项 was in force");
}

static void the_only_creating_event_need_not_be_named(void **state)
{
    struct fixture *f = *state;
    fixture_do(f, "2022-03-01", "", "office_unit=10|kind=plain");
    fixture_assert_state(f, "examining");
}

static void what_begins_a_matter_is_judged_by_the_law_of_its_day(void **state)
{
    struct fixture *f = *state;
    fixture_refuse(f, "2022-07-01", "receive", "office_unit=10|kind=hard|weight=1.5", "receive",
                   "新法要求称重的事项写明情况。 · 第六条");
    fixture_refuse(f, "2022-07-01", "receive", "office_unit=10|kind=hard|heard_at=09:30", "receive",
                   "新法要求定时的事项写明标题。 · 第六条");
    fixture_do(f, "2022-06-30", "receive", "office_unit=10|kind=hard|weight=1.5|heard_at=09:30");
    fixture_new_matter(f);
    fixture_do(f, "2022-07-01", "receive", "office_unit=10|kind=hard|weight=1.5|note=重");
}

static void a_matter_has_at_most_2000_events(void **state)
{
    struct fixture *f = *state;
    do_receive(f, "2022-03-01");
    fixture_do(f, "2022-03-01", "accept", "");
    while (f->matter->seqs.n < LIMIT_MATTER_EVENTS)
        list_push(&f->arena, &f->matter->seqs, f->seq_next++);
    fixture_refuse(f, "2022-03-02", "note_down", "", "note_down", "at most 2000 events");
    struct command strike = {.replaces = 1001, .is_strike = true, .reason = STR("误")};
    assert_false(fixture_try(f, "2022-03-02", "amend", "", strike));
    fixture_assert_complaint(f, "event", "at most 2000 events");
}

/* ---- fields ---- */

static void fields_are_complained_about_all_at_once(void **state)
{
    struct fixture *f = *state;
    assert_false(fixture_try(f, "2022-03-01", "receive",
                             "kind=unheard|amount=1.234|people=501|held_on=2022-02-30|"
                             "heard_at=24:00|is_public=yes|weight=0.0001|outcome=upheld|"
                             "people=5|nothing=1",
                             (struct command){0}));
    fixture_assert_complaint(f, "office_unit", "is missing");
    fixture_assert_complaint(f, "kind", "plain, hard, urgent");
    fixture_assert_complaint(f, "amount", "at most two digits");
    fixture_assert_complaint(f, "people", "between its minimum and maximum");
    fixture_assert_complaint(f, "people", "given twice");
    fixture_assert_complaint(f, "held_on", "\"2022-02-30\" is not an existing day");
    fixture_assert_complaint(f, "heard_at", "HH:MM");
    fixture_assert_complaint(f, "is_public", "true or false");
    fixture_assert_complaint(f, "weight", "not more digits");
    fixture_assert_complaint(f, "outcome", "not asked here");
    fixture_assert_complaint(f, "nothing", "no such field");
    assert_int_equal(f->complaints.list.n, 11);
}

static void the_leap_day_exists_only_in_leap_years(void **state)
{
    struct fixture *f = *state;
    fixture_refuse(f, "2022-03-01", "receive", "office_unit=10|kind=plain|held_on=2023-02-29",
                   "held_on", "existing day");
    fixture_do(f, "2022-03-01", "receive", "office_unit=10|kind=plain|held_on=2024-02-29");
}

static void a_retired_choice_is_refused(void **state)
{
    fixture_refuse(*state, "2022-03-01", "receive", "office_unit=10|kind=former", "kind",
                   "retired");
}

static void ids_must_name_something(void **state)
{
    struct fixture *f = *state;
    f->context.matter_next = 8;
    assert_false(fixture_try(f, "2022-03-01", "receive",
                             "office_unit=99999999|kind=plain|place=10|officer=1|earlier=8",
                             (struct command){0}));
    fixture_assert_complaint(f, "office_unit", "no unit has the number 99999999");
    fixture_assert_complaint(f, "place", "no subdistrict or community");
    fixture_assert_complaint(f, "officer", "no member of staff");
    fixture_assert_complaint(f, "earlier", "no matter with the number 8");
    fixture_refuse(f, "2022-03-01", "receive", "office_unit=-3|kind=plain", "office_unit",
                   "no unit has the number -3");
    fixture_do(f, "2022-03-01", "receive",
               "office_unit=10|kind=plain|place=21|officer=104|earlier=7");
}

static void a_personal_value_is_checked_but_never_repeated(void **state)
{
    struct fixture *f = *state;
    struct str words =
        arena_print(&f->arena, "office_unit=10|kind=plain|words=%s%s%s%s",
                    "张三的话张三的话张三的话张三的话张三的话张三的话张三的话张三的话",
                    "张三的话张三的话张三的话张三的话张三的话张三的话张三的话张三的话",
                    "张三的话张三的话张三的话张三的话张三的话张三的话张三的话张三的话",
                    "张三的话张三的话张三的话张三的话张三的话张三的话张三的话张三的话"
                    "张三的话张三的话张三的话张三的话张三的话张三的话张三的话张三的话"
                    "张三的话张三的话张三的话张三的话张三的话张三的话张三的话张三的话"
                    "张三的话张三的话张三的话张三的话张三的话");
    fixture_refuse(f, "2022-03-01", "receive", arena_terminated(&f->arena, words), "words",
                   "at most 200 are allowed");
    fixture_refuse(f, "2022-03-01", "receive", "office_unit=10|kind=plain|born_on=1980-02-30",
                   "born_on", "\"…\" is not an existing day");
    for (size_t i = 0; i < f->complaints.list.n; i++)
        assert_true(str_find(f->complaints.list.at[i].text, STR("1980"))
                    == f->complaints.list.at[i].text.len);
}

/* Fields of a receipt with n texts of `len` times the character. */
static const char *long_texts(struct arena *arena, int n, char c, size_t len)
{
    static const char *const names[] = {"note", "note_two", "note_three", "note_four"};
    struct str fields = STR("office_unit=10|kind=plain");
    char *text = arena_alloc(arena, len + 1);
    memset(text, c, len);
    for (int i = 0; i < n; i++)
        fields = arena_print(arena, "%" STR_FMT "|%s=%s", STR_ARG(fields), names[i], text);
    return arena_terminated(arena, fields);
}

static void texts_that_do_not_fit_into_one_payload_are_refused(void **state)
{
    struct fixture *f = *state;
    fixture_refuse(f, "2022-03-01", "receive", long_texts(&f->arena, 4, 'a', 16000), "event",
                   "bytes together");
    /* A quotation mark takes two bytes in JSON. */
    fixture_refuse(f, "2022-03-01", "receive", long_texts(&f->arena, 4, '"', 9000), "event",
                   "bytes together");
    fixture_refuse(f, "2022-03-01", "receive", long_texts(&f->arena, 1, 'a', 16001), "note",
                   "at most 16000 are kept");
    fixture_do(f, "2022-03-01", "receive", long_texts(&f->arena, 3, '"', 9000));
}

static void a_caller_may_bring_complaints_of_its_own(void **state)
{
    struct fixture *f = *state;
    struct complaints complaints;
    struct decision decision;
    struct command command = {.actor = 101, .event = STR("receive"), .on = DATE_NONE};
    complaints_init(&complaints, &f->arena);
    complaints_add(&complaints, STR("row 1"), 0, 0, "of another command");
    fixture_fields(&f->arena, "office_unit=10|kind=plain", &command);
    f->context = (struct decide_context){.registry = f->registry,
                                         .calendar = f->calendar,
                                         .today = fixture_day("2022-03-01"),
                                         .closed_through = DATE_NONE};
    assert_true(
        decide(&f->arena, &f->context, f->def, f->matter, &command, 5, &decision, &complaints));
    assert_int_equal(complaints.list.n, 1);
    assert_int_equal(decision.events.n, 1);
}

/* ---- dates ---- */

static void a_legal_date_lies_between_the_last_step_and_today(void **state)
{
    struct fixture *f = *state;
    struct command on = {.on = fixture_day("2022-03-02")};
    do_receive(f, "2022-03-01");
    assert_false(fixture_try(f, "2022-03-01", "accept", "", on));
    fixture_assert_complaint(f, "on", "2022-03-02 lies after today, 2022-03-01");
    on.on = fixture_day("2022-02-28");
    assert_false(fixture_try(f, "2022-03-01", "accept", "", on));
    fixture_assert_complaint(f, "on", "before the matter's last step of 2022-03-01");
}

static void a_legal_date_in_a_closed_period_is_refused(void **state)
{
    struct fixture *f = *state;
    struct command on = {.on = fixture_day("2021-12-31")};
    f->context.closed_through = fixture_day("2021-12-31");
    assert_false(fixture_try(f, "2022-01-04", "receive", "office_unit=10|kind=plain", on));
    fixture_assert_complaint(f, "on", "closed period (through 2021-12-31)");
    on.on = fixture_day("2022-01-01");
    assert_true(fixture_try(f, "2022-01-04", "receive", "office_unit=10|kind=plain", on));
}

static void five_working_days_back_need_proof_and_more_a_second_person(void **state)
{
    struct fixture *f = *state;
    /* 8 March 2022 is a Tuesday: the fifth working day before it is Tuesday the 1st. */
    struct command proven = {.on = fixture_day("2022-03-01"), .has_proof = true};
    assert_true(fixture_try(f, "2022-03-08", "receive", "office_unit=10|kind=plain", proven));
    assert_false(f->decision.is_proposed);
    fixture_new_matter(f);
    proven.on = fixture_day("2022-02-28");
    assert_true(fixture_try(f, "2022-03-08", "receive", "office_unit=10|kind=plain", proven));
    assert_true(f->decision.is_proposed);
    fixture_assert_state(f, "none");
    fixture_new_matter(f);
    struct command bare = {.on = fixture_day("2022-03-07")};
    assert_true(fixture_try(f, "2022-03-08", "receive", "office_unit=10|kind=plain", bare));
    assert_true(f->decision.is_proposed);
    fixture_new_matter(f);
    bare.source = SOURCE_IMPORT;
    bare.on = fixture_day("2021-03-07");
    assert_true(fixture_try(f, "2022-03-08", "receive", "office_unit=10|kind=plain", bare));
    assert_false(f->decision.is_proposed);
}

static void a_date_that_makes_a_late_step_timely_needs_a_second_person(void **state)
{
    struct fixture *f = *state;
    do_receive(f, "2022-03-01");
    fixture_do(f, "2022-03-02", "accept", "");
    fixture_assert_day(fixture_clock(f, "decision")->due, "2022-05-05"); /* off to the 4th */
    struct command proven = {.on = fixture_day("2022-05-05"), .has_proof = true};
    assert_true(fixture_try(f, "2022-05-06", "decide", "outcome=upheld", proven));
    assert_true(f->decision.is_proposed);
    fixture_assert_state(f, "deciding");
}

/* ---- guards and minimum periods ---- */

static void a_guard_refuses_with_its_sentence_and_article(void **state)
{
    struct fixture *f = *state;
    fixture_do(f, "2022-07-04", "receive", "office_unit=10|kind=plain");
    fixture_do(f, "2022-07-04", "accept", "");
    assert_false(
        fixture_try(f, "2022-07-05", "settle", "outcome=upheld|amount=0", (struct command){0}));
    fixture_assert_complaint(f, "settle", "金额应当大于零。 · 第九条");
    fixture_assert_complaint(f, "settle", "新法要求写明标题。 · 第十条");
    fixture_new_matter(f);
    fixture_do(f, "2022-06-06", "receive", "office_unit=10|kind=plain");
    fixture_do(f, "2022-06-06", "accept", "");
    fixture_do(f, "2022-06-07", "settle", "outcome=upheld|amount=0.01"); /* the old law */
}

static void a_step_before_a_minimum_period_is_over_is_refused(void **state)
{
    struct fixture *f = *state;
    do_receive(f, "2022-03-01");
    fixture_do(f, "2022-03-01", "accept", "");
    fixture_do(f, "2022-03-01", "convene", "held_on=2022-03-20");
    fixture_refuse(f, "2022-03-04", "hear", "people=3", "notice",
                   "提前通知 is not over: it runs to the end of 2022-03-04 · 第三十条");
    fixture_do(f, "2022-03-05", "hear", "people=3");
}

static void where_the_law_says_generally_a_reason_and_a_second_person_suffice(void **state)
{
    struct fixture *f = *state;
    do_receive(f, "2022-03-01");
    fixture_do(f, "2022-03-01", "accept", "");
    fixture_do(f, "2022-03-01", "convene", "held_on=2022-03-20");
    fixture_do(f, "2022-03-05", "hear", "people=3");
    fixture_refuse(f, "2022-03-07", "decide", "outcome=upheld", "reflection",
                   "needs a reason and an approver");
    struct command reasoned = {.reason = STR("双方同意")};
    assert_true(fixture_try(f, "2022-03-07", "decide", "outcome=upheld", reasoned));
    assert_true(f->decision.is_proposed);
    fixture_do(f, "2022-03-08", "decide", "outcome=upheld");
    assert_false(f->decision.is_proposed);
}

/* ---- extensions and pauses ---- */

static void a_period_is_extended_once_and_by_no_more_than_the_law_gives(void **state)
{
    struct fixture *f = *state;
    do_receive(f, "2022-03-01");
    fixture_do(f, "2022-03-01", "accept", "");
    fixture_refuse(f, "2022-03-02", "extend", "extra_days=31", "decision",
                   "can be extended by at most 30");
    fixture_do(f, "2022-03-02", "extend", "extra_days=30");
    struct command second = {.actor = FIXTURE_SECOND, .approves = f->seq_next - 1};
    assert_true(fixture_try(f, "2022-03-02", "extend", "extra_days=30", second));
    fixture_assert_day(fixture_clock(f, "decision")->due, "2022-05-30");
    fixture_refuse(f, "2022-03-03", "extend", "extra_days=1", "decision",
                   "can be extended at most 1 times");
}

static void a_clock_is_paused_at_most_64_times(void **state)
{
    struct fixture *f = *state;
    do_receive(f, "2022-03-01");
    fixture_do(f, "2022-03-01", "accept", "");
    for (int i = 0; i < LIMIT_CLOCK_PAUSES; i++) {
        fixture_do(f, "2022-03-02", "suspend", "");
        fixture_do(f, "2022-03-02", "resume", "");
    }
    fixture_refuse(f, "2022-03-02", "suspend", "", "decision", "paused at most 64 times");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_trial, close_trial)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_event_that_the_state_does_not_allow_is_refused_with_what_is_possible),
        TEST(a_retired_event_and_one_of_another_law_are_refused),
        TEST(a_day_before_the_first_law_is_refused),
        TEST(the_only_creating_event_need_not_be_named),
        TEST(what_begins_a_matter_is_judged_by_the_law_of_its_day),
        TEST(a_matter_has_at_most_2000_events),
        TEST(fields_are_complained_about_all_at_once),
        TEST(the_leap_day_exists_only_in_leap_years),
        TEST(a_retired_choice_is_refused),
        TEST(ids_must_name_something),
        TEST(a_personal_value_is_checked_but_never_repeated),
        TEST(texts_that_do_not_fit_into_one_payload_are_refused),
        TEST(a_caller_may_bring_complaints_of_its_own),
        TEST(a_legal_date_lies_between_the_last_step_and_today),
        TEST(a_legal_date_in_a_closed_period_is_refused),
        TEST(five_working_days_back_need_proof_and_more_a_second_person),
        TEST(a_date_that_makes_a_late_step_timely_needs_a_second_person),
        TEST(a_guard_refuses_with_its_sentence_and_article),
        TEST(a_step_before_a_minimum_period_is_over_is_refused),
        TEST(where_the_law_says_generally_a_reason_and_a_second_person_suffice),
        TEST(a_period_is_extended_once_and_by_no_more_than_the_law_gives),
        TEST(a_clock_is_paused_at_most_64_times),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
