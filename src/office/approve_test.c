/* An approval names the proposal; what is approved is what was proposed and is stored. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "office/office_fixture_test.h"

#define FIELDS                                                                       \
    "office_unit=10|kind=plain|subject=题|note=记|applicant=[{\"name\":\"甲\"}]|" \
    "agent={\"name\":\"乙\"}|words=原话|born_on=1987-06-05"

static int open_desk(void **state)
{
    *state = desk_new("2022-12-30");
    return 0;
}

static int close_desk(void **state)
{
    desk_done(*state);
    return 0;
}

/* Filed for a day too long ago, so that it waits for the second person. */
static struct command proposal(struct desk *desk, const char *fields)
{
    struct command command =
        desk_command(&desk->arena, desk_day("2022-03-02"), 0, "receive", fields);
    command.on = desk_day("2022-01-20");
    return command;
}

static struct command bare(struct desk *desk, const struct answer *proposed)
{
    struct command command =
        desk_command(&desk->arena, desk_day("2022-03-02"), proposed->matter, "", "");
    command.actor = DESK_SECOND;
    command.approves = proposed->seq;
    return command;
}

static struct matter *matter(struct desk *desk, int64_t id)
{
    struct err err;
    struct matter *matter;
    desk_must(fetch_matter(desk->office, &desk->arena, id, &matter, &err), &err);
    assert_non_null(matter);
    return matter;
}

/* Two matters hold the same: plain values, texts, and as many boxes. */
static void assert_alike(struct desk *desk, int64_t a, int64_t b)
{
    const struct matter *x = matter(desk, a), *y = matter(desk, b);
    assert_int_equal(x->state, y->state);
    for (size_t i = 0; i < x->def->fields_n; i++) {
        assert_int_equal(x->is_set[i], y->is_set[i]);
        assert_int_equal(x->values[i], y->values[i]);
    }
    assert_int_equal(x->persons.n, y->persons.n);
    struct str sql = arena_print(
        &desk->arena,
        "SELECT count(DISTINCT payload) FROM entry WHERE district = ?1 AND seq IN (%lld, %lld)",
        (long long)x->seqs.at[1], (long long)y->seqs.at[1]);
    assert_int_equal(desk_number(desk->office->db, arena_terminated(&desk->arena, sql)), 1);
}

static void a_bare_approval_is_the_same_as_one_that_enters_all_again(void **state)
{
    struct desk *desk = *state;
    struct command command = proposal(desk, FIELDS);
    struct answer entered = desk_do_approved(desk, command);
    struct answer proposed = desk_do(desk, &command);
    assert_int_equal(proposed.status, ANSWER_PROPOSED);
    struct command approval = bare(desk, &proposed);
    assert_int_equal(desk_do(desk, &approval).status, ANSWER_DONE);
    assert_alike(desk, entered.matter, proposed.matter);
    desk_verify(desk, true);
}

static void proposed_and_approved_in_one_batch(void **state)
{
    struct desk *desk = *state;
    struct err err;
    struct answer answers[2], next = {.matter = 1, .seq = office_size(desk->office)};
    struct command commands[2] = {proposal(desk, FIELDS), bare(desk, &next)};
    desk_must(office_commit(desk->office, &desk->answers, commands, 2, answers, &err), &err);
    assert_int_equal(answers[0].status, ANSWER_PROPOSED);
    assert_int_equal(answers[1].status, ANSWER_DONE);
    desk_verify(desk, true);
}

static void corrections_and_strikes_are_approved_by_their_number_too(void **state)
{
    struct desk *desk = *state;
    struct answer filed = desk_do_approved(desk, proposal(desk, FIELDS));
    struct command command =
        desk_command(&desk->arena, desk_day("2022-03-03"), filed.matter, "call_back", "reply=答");
    struct answer called = desk_do(desk, &command);
    for (int is_strike = 0; is_strike < 2; is_strike++) {
        command = desk_command(&desk->arena, desk_day("2022-03-04"), filed.matter, "amend",
                               is_strike ? "" : FIELDS);
        command.replaces = is_strike ? called.seq : filed.seq;
        command.is_strike = is_strike;
        command.fields_n = is_strike ? 0 : command.fields_n;
        command.reason = STR("登记有误");
        struct answer proposed = desk_do(desk, &command);
        assert_int_equal(proposed.status, ANSWER_PROPOSED);
        struct command approval = bare(desk, &proposed);
        approval.at = instant_at(desk_day("2022-03-04"), 11, 0, 0);
        assert_int_equal(desk_do(desk, &approval).status, ANSWER_DONE);
    }
    desk_verify(desk, true);
}

static void assert_refused(struct desk *desk, const struct command *command, const char *text)
{
    struct answer answer = desk_commit(desk, command);
    bool is_told = false;
    assert_true(answer.status == ANSWER_REFUSED || answer.status == ANSWER_DENIED);
    for (size_t i = 0; i < answer.complaints.list.n; i++)
        is_told |= str_find(answer.complaints.list.at[i].text, str_of(text))
                   < answer.complaints.list.at[i].text.len;
    if (!is_told)
        desk_print(&answer);
    assert_true(is_told);
}

static void what_cannot_be_approved_is_told(void **state)
{
    struct desk *desk = *state;
    struct err err;
    int64_t persons;
    struct command command = proposal(desk, FIELDS);
    struct answer proposed = desk_do(desk, &command);
    struct command approval = bare(desk, &proposed);
    approval.approves = proposed.seq + 7;
    assert_refused(desk, &approval, "no proposal with the number");
    approval = bare(desk, &proposed);
    approval.actor = DESK_HANDLER;
    assert_refused(desk, &approval, "may not do this");
    approval = bare(desk, &proposed);
    desk_fields(&desk->arena, STR("office_unit=10|kind=hard|subject=题"), &approval);
    approval.event = STR("receive");
    assert_refused(desk, &approval, "the fields are not those that were proposed");
    desk_must(office_erase(desk->office, proposed.matter, 108, DESK_SECOND, &persons, &err), &err);
    approval = bare(desk, &proposed);
    assert_refused(desk, &approval, "the fields are not those that were proposed");
    desk_verify(desk, true);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_desk, close_desk)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_bare_approval_is_the_same_as_one_that_enters_all_again),
        TEST(proposed_and_approved_in_one_batch),
        TEST(corrections_and_strikes_are_approved_by_their_number_too),
        TEST(what_cannot_be_approved_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
