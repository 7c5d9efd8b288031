/* Commands through the committer: numbers, request keys, the second person, what the law does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "office/office_fixture_test.h"

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

#define FILED "office_unit=10|kind=plain|subject=试验"

static struct command filing(struct desk *desk, const char *day, const char *fields)
{
    return desk_command(&desk->arena, desk_day(day), 0, "receive", fields);
}

static struct command step(struct desk *desk, const char *day, int64_t matter, const char *event,
                           const char *fields)
{
    return desk_command(&desk->arena, desk_day(day), matter, event, fields);
}

static int64_t file(struct desk *desk, const char *day)
{
    struct command command = filing(desk, day, FILED);
    return desk_do(desk, &command).matter;
}

static int64_t number_of(struct desk *desk, int64_t matter)
{
    struct str sql = arena_print(&desk->arena,
                                 "SELECT number_seq FROM matter WHERE district = ?1 AND matter = "
                                 "%lld",
                                 (long long)matter);
    return desk_number(office_store(desk->office), arena_terminated(&desk->arena, sql));
}

/* ---- numbers ---- */

static void refused_commands_leave_no_gap_in_the_numbers(void **state)
{
    struct desk *desk = *state;
    struct answer answers[4];
    struct err err;
    struct command commands[] = {
        filing(desk, "2022-03-01", FILED), filing(desk, "2022-03-01", "kind=plain"),
        filing(desk, "2022-03-01", FILED),
        filing(desk, "2022-03-01", "office_unit=10|kind=plain|people=9999")};
    desk_must(office_commit(desk->office, &desk->answers, commands, 4, answers, &err), &err);
    assert_int_equal(answers[0].status, ANSWER_DONE);
    assert_int_equal(answers[1].status, ANSWER_REFUSED);
    assert_int_equal(answers[2].status, ANSWER_DONE);
    assert_int_equal(answers[3].status, ANSWER_REFUSED);
    assert_int_equal(answers[2].matter, answers[0].matter + 1);
    assert_int_equal(answers[2].seq, answers[0].seq + 1);
    assert_int_equal(number_of(desk, answers[0].matter), 1);
    assert_int_equal(number_of(desk, answers[2].matter), 2);
    desk_reopen(desk);
    assert_int_equal(number_of(desk, file(desk, "2022-03-02")), 3);
    assert_int_equal(number_of(desk, file(desk, "2022-03-02")), 4);
    desk_verify(desk, true);
}

static void a_new_year_begins_with_number_one(void **state)
{
    struct desk *desk = *state;
    file(desk, "2021-12-30");
    int64_t last = file(desk, "2021-12-31"), first = file(desk, "2022-01-01");
    assert_int_equal(number_of(desk, last), 2);
    assert_int_equal(number_of(desk, first), 1);
}

static void a_matter_that_needs_approval_takes_its_number_with_it(void **state)
{
    struct desk *desk = *state;
    struct command early = filing(desk, "2022-03-01", FILED);
    early.on = desk_day("2022-01-20");
    struct answer proposed = desk_do(desk, &early);
    assert_int_equal(proposed.status, ANSWER_PROPOSED);
    assert_int_equal(number_of(desk, proposed.matter), 0);
    assert_int_equal(number_of(desk, file(desk, "2022-03-01")), 1);
    early.matter = proposed.matter;
    early.actor = DESK_SECOND;
    early.approves = proposed.seq;
    struct answer approved = desk_do(desk, &early);
    assert_int_equal(approved.status, ANSWER_DONE);
    assert_int_equal(approved.matter, proposed.matter);
    assert_int_equal(number_of(desk, proposed.matter), 2);
    assert_int_equal(desk_number(office_store(desk->office),
                                 "SELECT max(opened_day = 19012) FROM matter WHERE district = ?1"),
                     1); /* 2022-01-20 */
    desk_verify(desk, true);
}

/* ---- request keys ---- */

static void a_repeated_request_key_gives_the_first_answer_again(void **state)
{
    struct desk *desk = *state;
    struct command command = filing(desk, "2022-03-01", FILED);
    command.request_key = STR("key-1");
    struct answer first = desk_do(desk, &command);
    for (int i = 0; i < 2; i++) {
        struct answer again = desk_commit(desk, &command);
        assert_int_equal(again.status, ANSWER_REPEATED);
        assert_int_equal(again.seq, first.seq);
        assert_int_equal(again.matter, first.matter);
        desk_reopen(desk);
    }
    assert_int_equal(office_size(desk->office), 2); /* the adoption and this */
}

static void a_request_key_of_another_command_is_a_conflict(void **state)
{
    struct desk *desk = *state;
    struct command command = filing(desk, "2022-03-01", FILED);
    command.request_key = STR("key-1");
    desk_do(desk, &command);
    /* As long, and with the same letters, but not the same fields. */
    struct command other = filing(desk, "2022-03-01", "office_unit=10|kind=plain|subject=验试");
    other.request_key = command.request_key;
    assert_int_equal(desk_commit(desk, &other).status, ANSWER_CONFLICT);
    struct command_field fields[] = {{STR("office_unit"), STR("10\nkind=plain")}};
    other.fields = fields;
    other.fields_n = 1;
    assert_int_equal(desk_commit(desk, &other).status, ANSWER_CONFLICT);
    command.actor = 104; /* a key belongs to its actor */
    assert_int_equal(desk_commit(desk, &command).status, ANSWER_DONE);
    assert_int_equal(office_size(desk->office), 3);
}

static void a_request_key_works_within_one_batch(void **state)
{
    struct desk *desk = *state;
    struct answer answers[3];
    struct err err;
    struct command commands[3];
    for (int i = 0; i < 3; i++) {
        commands[i] = filing(desk, "2022-03-01", i < 2 ? FILED : "office_unit=11|kind=hard");
        commands[i].request_key = STR("key-1");
    }
    desk_must(office_commit(desk->office, &desk->answers, commands, 3, answers, &err), &err);
    assert_int_equal(answers[0].status, ANSWER_DONE);
    assert_int_equal(answers[1].status, ANSWER_REPEATED);
    assert_int_equal(answers[1].seq, answers[0].seq);
    assert_int_equal(answers[2].status, ANSWER_CONFLICT);
}

static void a_refused_command_does_not_use_its_request_key(void **state)
{
    struct desk *desk = *state;
    struct command wrong = filing(desk, "2022-03-01", "kind=plain");
    wrong.request_key = STR("key-1");
    assert_int_equal(desk_commit(desk, &wrong).status, ANSWER_REFUSED);
    struct command right = filing(desk, "2022-03-01", FILED);
    right.request_key = STR("key-1");
    assert_int_equal(desk_commit(desk, &right).status, ANSWER_DONE);
}

/* ---- who and what ---- */

static void who_may_not_is_denied_and_what_is_not_there_is_missing(void **state)
{
    struct desk *desk = *state;
    struct command command = filing(desk, "2022-03-01", FILED);
    int64_t matter = desk_do(desk, &command).matter; /* of the unit 10 */
    struct command accept = step(desk, "2022-03-02", matter, "accept", "");
    accept.actor = 106; /* of a subdistrict */
    assert_int_equal(desk_commit(desk, &accept).status, ANSWER_DENIED);
    accept.actor = ACTOR_LAW;
    assert_int_equal(desk_commit(desk, &accept).status, ANSWER_DENIED);
    accept.actor = 107; /* has left */
    assert_int_equal(desk_commit(desk, &accept).status, ANSWER_DENIED);
    accept.actor = 104; /* of the unit itself */
    assert_int_equal(desk_commit(desk, &accept).status, ANSWER_DONE);
    command.register_key = STR("no_such");
    assert_int_equal(desk_commit(desk, &command).status, ANSWER_MISSING);
    accept.matter = 4711;
    assert_int_equal(desk_commit(desk, &accept).status, ANSWER_MISSING);
    assert_int_equal(office_size(desk->office), 3);
}

static void an_approval_takes_the_role_that_the_event_asks_for(void **state)
{
    struct desk *desk = *state;
    int64_t matter = file(desk, "2022-03-01");
    struct command command = step(desk, "2022-03-02", matter, "accept", "");
    desk_do(desk, &command);
    command = step(desk, "2022-03-02", matter, "extend", "extra_days=5"); /* by the organ's head */
    command.approves = desk_do(desk, &command).seq;
    command.actor = DESK_SECOND; /* head of unit and body */
    assert_int_equal(desk_commit(desk, &command).status, ANSWER_DENIED);
    command.actor = 103;
    assert_int_equal(desk_commit(desk, &command).status, ANSWER_DONE);
}

static void commands_of_one_batch_see_each_other(void **state)
{
    struct desk *desk = *state;
    int64_t matter = file(desk, "2022-03-01");
    struct answer answers[3];
    struct err err;
    struct command commands[] = {step(desk, "2022-03-02", matter, "accept", ""),
                                 step(desk, "2022-03-02", matter, "accept", ""),
                                 step(desk, "2022-03-02", matter, "suspend", "")};
    desk_must(office_commit(desk->office, &desk->answers, commands, 3, answers, &err), &err);
    assert_int_equal(answers[0].status, ANSWER_DONE);
    assert_int_equal(answers[1].status, ANSWER_REFUSED);
    assert_int_equal(answers[2].status, ANSWER_DONE);
    desk_verify(desk, true);
}

static void the_server_time_never_goes_back(void **state)
{
    struct desk *desk = *state;
    file(desk, "2022-03-05");
    file(desk, "2022-03-01");
    desk_verify(desk, false);
    assert_int_equal(desk_number(office_store(desk->office),
                                 "SELECT count(DISTINCT at_ms) FROM entry WHERE district = ?1"),
                     2);
}

/* ---- the law ---- */

/* Everything of an entry but the moment, its nonce and what follows from them. */
static struct str ledger_text(struct desk *desk)
{
    struct err err;
    struct stmt *stmt;
    bool has_row = true;
    struct str text = STR_NONE;
    desk_must(store_prepare(office_store(desk->office),
                            STR("SELECT seq, matter, kind, on_day, actor, codes FROM entry WHERE "
                                "district = ?1 ORDER BY seq"),
                            &stmt, &err),
              &err);
    stmt_i64(stmt, DESK_DISTRICT);
    for (;;) {
        desk_must(stmt_row(stmt, &has_row, &err), &err);
        if (!has_row)
            break;
        text = arena_print(&desk->arena, "%" STR_FMT "%lld %lld %" STR_FMT " %lld %lld %" STR_FMT,
                           STR_ARG(text), (long long)stmt_get_i64(stmt, 0),
                           (long long)stmt_get_i64(stmt, 1), STR_ARG(stmt_get_text(stmt, 2)),
                           (long long)stmt_get_i64(stmt, 3), (long long)stmt_get_i64(stmt, 4),
                           STR_ARG(stmt_get_text(stmt, 5)));
    }
    stmt_finish(stmt);
    return text;
}

static struct str figures_text(struct desk *desk)
{
    struct err err;
    struct stmt *stmt;
    bool has_row = true;
    struct str text = STR_NONE;
    desk_must(store_prepare(office_store(desk->office),
                            STR("SELECT figure, day, matter, seq, unit, amount, known FROM "
                                "contribution WHERE district = ?1 ORDER BY 1, 2, 3, 4, 5, value"),
                            &stmt, &err),
              &err);
    stmt_i64(stmt, DESK_DISTRICT);
    for (;;) {
        desk_must(stmt_row(stmt, &has_row, &err), &err);
        if (!has_row)
            break;
        for (int i = 0; i < 7; i++)
            text = arena_print(&desk->arena, "%" STR_FMT "%lld ", STR_ARG(text),
                               (long long)stmt_get_i64(stmt, i));
    }
    stmt_finish(stmt);
    return text;
}

static void sweep(struct desk *desk, const char *today, int64_t expected)
{
    struct err err;
    int64_t events;
    desk->today = desk_day(today);
    desk_reopen(desk);
    desk_must(office_sweep(desk->office, &events, &err), &err);
    assert_int_equal(events, expected);
}

static void a_server_absent_for_ten_days_changes_nothing_but_the_moment(void **state)
{
    struct desk *desk = *state, *absent = desk_new("2022-12-30");
    int64_t matter = file(desk, "2022-07-04"); /* the new law: accepted at the end of the 11th */
    file(absent, "2022-07-04");
    sweep(desk, "2022-07-11", 0);
    sweep(desk, "2022-07-12", 1);
    sweep(desk, "2022-07-12", 0);
    struct command command = step(desk, "2022-07-22", matter, "suspend", "");
    desk_do(desk, &command);
    desk_do(absent, &command);
    assert_true(str_equal(ledger_text(desk), ledger_text(absent)));
    assert_true(str_equal(figures_text(desk), figures_text(absent)));
    assert_true(str_find(ledger_text(desk), STR(".clock examination")) < ledger_text(desk).len);
    desk_verify(desk, true);
    desk_verify(absent, true);
    desk_done(absent);
}

static void a_sweep_takes_more_matters_than_fit_into_one_piece(void **state)
{
    struct desk *desk = *state;
    struct err err;
    struct answer *answers = arena_array(&desk->arena, struct answer, 1000);
    struct command *commands = arena_array(&desk->arena, struct command, 1000);
    for (int i = 0; i < 1000; i++)
        commands[i] = filing(desk, "2022-07-04", FILED);
    desk_must(office_commit(desk->office, &desk->answers, commands, 1000, answers, &err), &err);
    desk_must(office_commit(desk->office, &desk->answers, commands, 5, answers, &err), &err);
    sweep(desk, "2022-07-25", 1005);
    desk_verify(desk, true);
}

/* ---- a copy beside its model ---- */

static void copy_file(struct desk *desk, const char *from, const char *to)
{
    struct err err;
    struct str bytes;
    desk_must(os_file_read(&desk->arena, desk_path(desk, from), LIMIT_FILE_BYTES, &bytes, &err),
              &err);
    desk_must(os_file_write(desk_path(desk, to), bytes, OS_PRIVATE, &err), &err);
}

static void an_untouched_copy_takes_its_models_definitions_and_no_other_does(void **state)
{
    struct desk *desk = *state;
    struct err err;
    struct office *copy;
    desk_close(desk);
    copy_file(desk, "office.db", "copy.db");
    copy_file(desk, "office.db.keys", "copy.db.keys");
    desk_open(desk);
    struct office_options options = {
        .db = desk_path(desk, "copy.db"), .today = desk->today, .alike = desk->office};
    desk_must(office_open(&options, &copy, &err), &err);
    assert_ptr_equal(office_current(copy)->registry, office_current(desk->office)->registry);
    struct command command = filing(desk, "2022-07-04", FILED);
    struct answer answer;
    desk_must(office_commit(copy, &desk->answers, &command, 1, &answer, &err), &err);
    assert_int_equal(answer.status, ANSWER_DONE);
    office_close(copy);
    assert_false(office_open(&options, &copy, &err));
    assert_int_equal(err.kind, ERR_CONFLICT);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_desk, close_desk)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(refused_commands_leave_no_gap_in_the_numbers),
        TEST(a_new_year_begins_with_number_one),
        TEST(a_matter_that_needs_approval_takes_its_number_with_it),
        TEST(a_repeated_request_key_gives_the_first_answer_again),
        TEST(a_request_key_of_another_command_is_a_conflict),
        TEST(a_request_key_works_within_one_batch),
        TEST(a_refused_command_does_not_use_its_request_key),
        TEST(who_may_not_is_denied_and_what_is_not_there_is_missing),
        TEST(an_approval_takes_the_role_that_the_event_asks_for),
        TEST(commands_of_one_batch_see_each_other),
        TEST(the_server_time_never_goes_back),
        TEST(a_server_absent_for_ten_days_changes_nothing_but_the_moment),
        TEST(a_sweep_takes_more_matters_than_fit_into_one_piece),
        TEST(an_untouched_copy_takes_its_models_definitions_and_no_other_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
