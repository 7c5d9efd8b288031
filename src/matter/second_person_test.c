/* What needs a second person: approvals, amendments; and what the law does by itself. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "matter/fixture_test.h"

static int open_trial(void **state)
{
    struct fixture *f = fixture_open("trial");
    fixture_do(f, "2022-03-01", "receive", "office_unit=10|kind=plain|amount=5");
    *state = f;
    return 0;
}

static int close_trial(void **state)
{
    fixture_close(*state);
    return 0;
}

/* A settlement proposed on 7 March. */
static int64_t propose(struct fixture *f)
{
    fixture_do(f, "2022-03-02", "accept", "");
    fixture_do(f, "2022-03-07", "settle", "outcome=upheld|amount=10");
    assert_true(f->decision.is_proposed);
    fixture_assert_state(f, "deciding");
    return f->seq_next - 1;
}

static struct command approval(int64_t seq)
{
    return (struct command){.actor = FIXTURE_SECOND, .approves = seq};
}

static void refuse_command(struct fixture *f, const char *today, const char *event,
                           const char *fields, struct command command, const char *words)
{
    const char *where = command.replaces != 0 && command.approves == 0 ? NULL : "approves";
    if (fixture_try(f, today, event, fields, command))
        fail_msg("%s was accepted on %s", event, today);
    if (where != NULL)
        fixture_assert_complaint(f, where, words);
}

/* ---- approval ---- */

static void a_proposal_has_no_effect_until_another_person_approves(void **state)
{
    struct fixture *f = *state;
    struct command second = approval(propose(f));
    assert_int_equal(fixture_clock(f, "decision")->status, CLOCK_RUNNING);
    assert_int_equal(f->matter->values[register_field(f->def, STR("amount"))], 500);
    assert_true(fixture_try(f, "2022-03-08", "settle", "outcome=upheld|amount=10", second));
    fixture_assert_state(f, "closed");
    fixture_assert_day(fixture_clock(f, "decision")->stopped_on, "2022-03-08");
    assert_int_equal(f->matter->proposals.n, 0);
    assert_int_equal(f->matter->values[register_field(f->def, STR("amount"))], 1000);
}

static void nobody_approves_a_proposal_of_his_own(void **state)
{
    struct fixture *f = *state;
    struct command same = approval(propose(f));
    same.actor = FIXTURE_HANDLER;
    refuse_command(f, "2022-03-07", "settle", "outcome=upheld|amount=10", same,
                   "must be another than the first");
}

static void a_proposal_lapses_after_72_hours(void **state)
{
    struct fixture *f = *state;
    struct command second = approval(propose(f));
    struct matter *proposed = f->matter;
    second.event = STR("settle");
    second.on = DATE_NONE;
    fixture_fields(&f->arena, "outcome=upheld|amount=10", &second);
    f->context.today = fixture_day("2022-03-10");
    f->context.at = (struct instant){instant_at(f->context.today, 9, 0, 0).ms + 1};
    assert_false(fixture_decide(f, &second));
    fixture_assert_complaint(f, "approves", "lapsed after 72 hours");
    assert_ptr_equal(f->matter, proposed);
    f->context.at.ms--;
    assert_true(fixture_decide(f, &second));
}

static void an_approval_signs_exactly_the_proposed_fields(void **state)
{
    struct fixture *f = *state;
    struct command second = approval(propose(f));
    const char *words = "the fields are not those that were proposed";
    refuse_command(f, "2022-03-07", "settle", "outcome=upheld|amount=10.01", second, words);
    refuse_command(f, "2022-03-07", "settle", "outcome=annulled|amount=10", second, words);
    refuse_command(f, "2022-03-07", "decide", "outcome=upheld", second, words);
    second.approves++;
    refuse_command(f, "2022-03-07", "settle", "outcome=upheld|amount=10", second, "no proposal");
    second.approves--;
    assert_true(fixture_try(f, "2022-03-07", "settle", "amount=10.00|outcome=upheld", second));
}

static void an_approval_takes_no_date_of_its_own(void **state)
{
    struct fixture *f = *state;
    struct command second = approval(propose(f));
    second.on = fixture_day("2022-03-03");
    assert_false(fixture_try(f, "2022-03-08", "settle", "outcome=upheld|amount=10", second));
    fixture_assert_complaint(f, "on", "the date of what was proposed, or its own day");
    second.on = fixture_day("2022-03-08");
    assert_true(fixture_try(f, "2022-03-08", "settle", "outcome=upheld|amount=10", second));
    fixture_assert_day(f->matter->changed_on, "2022-03-08");
}

static void an_earlier_day_is_part_of_what_is_approved(void **state)
{
    struct fixture *f = *state;
    fixture_do(f, "2022-03-02", "accept", "");
    struct command first = {.on = fixture_day("2022-03-03")};
    assert_true(fixture_try(f, "2022-03-07", "suspend", "", first));
    assert_true(f->decision.is_proposed);
    struct command second = approval(f->seq_next - 1);
    assert_true(fixture_try(f, "2022-03-08", "suspend", "", second));
    fixture_assert_day(f->matter->changed_on, "2022-03-03");
}

static void an_approval_meets_the_matter_as_it_was_proposed(void **state)
{
    struct fixture *f = *state;
    struct command second = approval(propose(f));
    fixture_do(f, "2022-03-07", "note_down", "");
    refuse_command(f, "2022-03-07", "settle", "outcome=upheld|amount=10", second,
                   "has changed since the proposal");
}

static void a_matter_that_begins_with_an_approval_begins_on_the_proposed_day(void **state)
{
    struct fixture *f = *state;
    fixture_new_matter(f);
    struct command early = {.on = fixture_day("2022-02-01")};
    assert_true(fixture_try(f, "2022-03-07", "receive", "office_unit=10|kind=plain", early));
    assert_true(f->decision.is_proposed);
    fixture_assert_state(f, "none");
    assert_true(fixture_try(f, "2022-03-08", "receive", "kind=plain|office_unit=10",
                            approval(f->seq_next - 1)));
    fixture_assert_state(f, "examining");
    fixture_assert_day(f->matter->opened_on, "2022-02-01");
}

/* ---- what the law does ---- */

static void an_expiry_comes_before_the_next_event_however_late(void **state)
{
    struct fixture *f = *state;
    fixture_assert_day(fixture_clock(f, "examination")->due, "2022-03-08");
    struct fixture *late = fixture_open("trial");
    fixture_do(late, "2022-03-01", "receive", "office_unit=10|kind=plain|amount=5");
    fixture_do(f, "2022-03-09", "note_down", "");
    fixture_do(late, "2022-03-18", "note_down", "");
    assert_int_equal(f->decision.events.n, 2);
    assert_int_equal(late->decision.events.n, 2);
    const struct event *soon = f->decision.events.at[0], *then = late->decision.events.at[0];
    assert_int_equal(soon->actor, ACTOR_LAW);
    assert_int_equal(soon->on.day, fixture_day("2022-03-01").day); /* the old law: on receipt */
    assert_int_equal(soon->on.day, then->on.day);
    assert_true(then->at.ms > soon->at.ms);
    fixture_assert_state(f, "deciding");
    fixture_assert_state(late, "deciding");
    assert_false(fixture_clock(f, "examination")->is_met);
    fixture_assert_day(fixture_clock(f, "decision")->due, "2022-05-05");
    fixture_assert_day(fixture_clock(late, "decision")->due, "2022-05-05");
    fixture_close(late);
}

static void nothing_expires_on_the_last_day_itself(void **state)
{
    struct fixture *f = *state;
    fixture_do(f, "2022-03-08", "note_down", "");
    assert_int_equal(f->decision.events.n, 1);
    fixture_assert_state(f, "examining");
}

static void an_expiry_takes_the_day_that_its_law_gives(void **state)
{
    struct fixture *f = *state;
    fixture_new_matter(f);
    fixture_do(f, "2022-07-04", "receive", "office_unit=10|kind=plain");
    fixture_do(f, "2022-07-18", "note_down", "");
    assert_int_equal(f->decision.events.n, 2);
    assert_int_equal(f->decision.events.at[0]->on.day, fixture_day("2022-07-11").day);
    fixture_assert_day(fixture_clock(f, "decision")->origin, "2022-07-11");
}

static void a_refused_command_lets_the_law_act_no_earlier(void **state)
{
    struct fixture *f = *state;
    fixture_refuse(f, "2022-03-18", "decide", "", "outcome", "is missing");
    fixture_assert_state(f, "examining");
}

static void a_clock_whose_step_is_no_longer_open_expires_without_effect(void **state)
{
    struct fixture *f = *state;
    /* The examination was begun anew while the matter is already being decided. */
    fixture_do(f, "2022-03-02", "accept", "");
    struct clock_state *examination =
        &f->matter->clocks[register_clock(f->def, STR("examination"))];
    examination->status = CLOCK_RUNNING;
    fixture_do(f, "2022-03-18", "note_down", "");
    assert_int_equal(f->decision.events.n, 1);
    assert_int_equal(fixture_clock(f, "examination")->status, CLOCK_RUNNING);
}

/* ---- amendments ---- */

static void amend(struct fixture *f, const char *today, const char *fields, struct command first)
{
    first.reason = STR("登记有误");
    assert_true(fixture_try(f, today, "amend", fields, first));
    assert_true(f->decision.is_proposed);
    struct command second = first;
    second.actor = FIXTURE_SECOND;
    second.approves = f->seq_next - 1;
    if (!fixture_try(f, today, "amend", fields, second)) {
        fixture_print(&f->complaints);
        fail();
    }
}

static void a_late_paper_disproves_an_expiry_once_it_is_struck(void **state)
{
    struct fixture *f = *state;
    fixture_do(f, "2022-03-09", "note_down", ""); /* accepted by the law, entry 1001 */
    fixture_assert_state(f, "deciding");
    struct command strike = {.replaces = 1001, .is_strike = true};
    amend(f, "2022-03-10", "", strike);
    fixture_assert_state(f, "examining");
    assert_int_equal(fixture_clock(f, "decision")->status, CLOCK_NEVER);
    /* The paper of 4 March; it makes the step timely, so a second person is asked. */
    struct command paper = {.on = fixture_day("2022-03-04"), .has_proof = true};
    assert_true(fixture_try(f, "2022-03-10", "notify_supplement", "", paper));
    assert_true(f->decision.is_proposed);
    assert_true(fixture_try(f, "2022-03-10", "notify_supplement", "", approval(f->seq_next - 1)));
    fixture_assert_state(f, "supplementing");
    assert_true(fixture_clock(f, "examination")->is_met);
    fixture_assert_day(fixture_clock(f, "examination")->stopped_on, "2022-03-04");
    /* The clock that begins anew acts again by itself. */
    fixture_do(f, "2022-03-14", "supplement", "");
    fixture_do(f, "2022-03-22", "note_down", "");
    fixture_assert_state(f, "deciding");
}

static void an_amendment_folds_the_matter_anew(void **state)
{
    struct fixture *f = *state;
    fixture_do(f, "2022-03-02", "accept", "");
    fixture_assert_day(fixture_clock(f, "decision")->due, "2022-05-05");
    struct command correct = {.replaces = 1000, .on = fixture_day("2022-02-25")};
    amend(f, "2022-03-03", "office_unit=11|kind=urgent|people=4", correct);
    fixture_assert_state(f, "deciding");
    fixture_assert_day(f->matter->opened_on, "2022-02-25");
    fixture_assert_day(fixture_clock(f, "decision")->due, "2022-03-11");
    assert_int_equal(matter_unit(f->matter), 11);
    assert_int_equal(f->matter->proposals.n, 0);
    /* What the amendment does not give was not given. */
    assert_false(f->matter->is_set[register_field(f->def, STR("amount"))]);
    assert_int_equal(f->matter->seqs.n, 4);
}

static void an_amendment_signs_its_date_reason_and_strike(void **state)
{
    struct fixture *f = *state;
    fixture_do(f, "2022-03-02", "note_down", "");
    struct command strike = {.replaces = 1001, .is_strike = true, .reason = STR("重复")};
    assert_true(fixture_try(f, "2022-03-03", "amend", "", strike));
    struct command second = strike;
    second.actor = FIXTURE_SECOND;
    second.approves = f->seq_next - 1;
    second.is_strike = false;
    refuse_command(f, "2022-03-03", "amend", "", second, "not those that were proposed");
    second.is_strike = true;
    second.reason = STR("另一理由");
    refuse_command(f, "2022-03-03", "amend", "", second, "not those that were proposed");
    second.reason = strike.reason;
    second.actor = FIXTURE_HANDLER;
    refuse_command(f, "2022-03-03", "amend", "", second, "another than the first");
    second.actor = FIXTURE_SECOND;
    assert_true(fixture_try(f, "2022-03-03", "amend", "", second));
    struct command correct = {
        .replaces = 1000, .reason = STR("日期"), .on = fixture_day("2022-02-28")};
    assert_true(fixture_try(f, "2022-03-03", "amend", "office_unit=10|kind=plain", correct));
    correct.actor = FIXTURE_SECOND;
    correct.approves = f->seq_next - 1;
    correct.on = fixture_day("2022-02-25");
    refuse_command(f, "2022-03-03", "amend", "office_unit=10|kind=plain", correct,
                   "not those that were proposed");
}

static void an_amendment_needs_a_reason_and_an_event(void **state)
{
    struct fixture *f = *state;
    struct command bare = {.replaces = 1000};
    assert_false(fixture_try(f, "2022-03-03", "amend", "office_unit=10|kind=plain", bare));
    fixture_assert_complaint(f, "reason", "needs a reason");
    struct command none = {.replaces = 999, .reason = STR("误")};
    assert_false(fixture_try(f, "2022-03-03", "amend", "", none));
    fixture_assert_complaint(f, "replaces", "no event with the number 999");
    struct command first = {.replaces = 1000, .reason = STR("误"), .is_strike = true};
    assert_false(fixture_try(f, "2022-03-03", "amend", "", first));
    fixture_assert_complaint(f, "replaces", "began the matter cannot be struck");
    struct command wrong = {.replaces = 1000, .reason = STR("误")};
    assert_false(fixture_try(f, "2022-03-03", "amend", "office_unit=10|kind=none", wrong));
    fixture_assert_complaint(f, "kind", "closed list");
    wrong.on = fixture_day("2022-03-04");
    assert_false(fixture_try(f, "2022-03-03", "amend", "office_unit=10|kind=plain", wrong));
    fixture_assert_complaint(f, "on", "lies after today");
}

static void an_amendment_may_not_make_the_later_events_impossible(void **state)
{
    struct fixture *f = *state;
    fixture_do(f, "2022-03-02", "accept", "");  /* 1001 */
    fixture_do(f, "2022-03-04", "suspend", ""); /* 1002 */
    struct command strike = {.replaces = 1001, .is_strike = true, .reason = STR("误")};
    assert_false(fixture_try(f, "2022-03-05", "amend", "", strike));
    fixture_assert_complaint(f, "suspend", "would not have been possible");
    struct command late = {.replaces = 1001, .reason = STR("误"), .on = fixture_day("2022-03-05")};
    assert_false(fixture_try(f, "2022-03-05", "amend", "", late));
    fixture_assert_complaint(f, "suspend", "would lie before the step");
    late.on = fixture_day("2022-02-28");
    assert_false(fixture_try(f, "2022-03-05", "amend", "", late));
    fixture_assert_complaint(f, "accept", "would lie before the step");
    strike.replaces = 1002;
    amend(f, "2022-03-05", "", strike);
    strike.replaces = 1001;
    amend(f, "2022-03-05", "", strike);
    fixture_assert_state(f, "examining");
}

static void an_amended_event_passes_its_guards(void **state)
{
    struct fixture *f = *state;
    struct command second = approval(propose(f));
    assert_true(fixture_try(f, "2022-03-07", "settle", "outcome=upheld|amount=10", second));
    struct command zero = {.replaces = f->seq_next - 1, .reason = STR("误")};
    assert_false(fixture_try(f, "2022-03-08", "amend", "outcome=upheld|amount=0", zero));
    fixture_assert_complaint(f, "settle", "金额应当大于零。");
    amend(f, "2022-03-08", "outcome=annulled|amount=3", zero);
    assert_int_equal(f->matter->values[register_field(f->def, STR("amount"))], 300);
}

static void the_law_acts_before_an_amendment_too(void **state)
{
    struct fixture *f = *state;
    struct command correct = {.replaces = 1000};
    amend(f, "2022-03-09", "office_unit=11|kind=plain", correct);
    fixture_assert_state(f, "deciding");
    assert_int_equal(f->matter->seqs.n, 4);
    assert_int_equal(matter_unit(f->matter), 11);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_trial, close_trial)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_proposal_has_no_effect_until_another_person_approves),
        TEST(nobody_approves_a_proposal_of_his_own),
        TEST(a_proposal_lapses_after_72_hours),
        TEST(an_approval_signs_exactly_the_proposed_fields),
        TEST(an_approval_takes_no_date_of_its_own),
        TEST(an_earlier_day_is_part_of_what_is_approved),
        TEST(an_approval_meets_the_matter_as_it_was_proposed),
        TEST(a_matter_that_begins_with_an_approval_begins_on_the_proposed_day),
        TEST(an_expiry_comes_before_the_next_event_however_late),
        TEST(nothing_expires_on_the_last_day_itself),
        TEST(an_expiry_takes_the_day_that_its_law_gives),
        TEST(a_refused_command_lets_the_law_act_no_earlier),
        TEST(a_clock_whose_step_is_no_longer_open_expires_without_effect),
        TEST(a_late_paper_disproves_an_expiry_once_it_is_struck),
        TEST(an_amendment_folds_the_matter_anew),
        TEST(an_amendment_signs_its_date_reason_and_strike),
        TEST(an_amendment_needs_a_reason_and_an_event),
        TEST(an_amendment_may_not_make_the_later_events_impossible),
        TEST(an_amended_event_passes_its_guards),
        TEST(the_law_acts_before_an_amendment_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
