/* Corrections, personal values and the erasing of a person, through the committer. */
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

static struct answer enter(struct desk *desk, const char *day, int64_t matter, const char *event,
                           const char *fields)
{
    struct command command = desk_command(&desk->arena, desk_day(day), matter, event, fields);
    return desk_do(desk, &command);
}

static struct answer amend(struct desk *desk, const char *day, int64_t matter, int64_t replaces,
                           const char *fields)
{
    struct command command = desk_command(&desk->arena, desk_day(day), matter, "amend", fields);
    command.replaces = replaces;
    command.reason = STR("登记有误");
    command.is_strike = fields == NULL;
    if (fields == NULL)
        command.fields_n = 0;
    return desk_do_approved(desk, command);
}

static int64_t sum_of(struct desk *desk, const char *figure)
{
    const struct figure_def *def =
        registry_figure(office_current(desk->office)->registry, str_of(figure));
    struct str sql = arena_print(&desk->arena,
                                 "SELECT coalesce(sum(amount), 0) FROM contribution WHERE "
                                 "district = ?1 AND figure = %d",
                                 def->id);
    return desk_number(office_store(desk->office), arena_terminated(&desk->arena, sql));
}

static int64_t one(struct desk *desk, const char *sql)
{
    return desk_number(office_store(desk->office), sql);
}

static void a_struck_expiry_stays_struck(void **state)
{
    struct desk *desk = *state;
    int64_t events;
    struct err err;
    struct answer filed = enter(desk, "2022-07-04", 0, "receive", "office_unit=10|kind=plain");
    enter(desk, "2022-07-14", filed.matter, "note_down", "note=在途"); /* the law acts before it */
    assert_int_equal(sum_of(desk, "trial.accepted"), 1);
    amend(desk, "2022-07-15", filed.matter, filed.seq + 1, NULL);
    assert_int_equal(sum_of(desk, "trial.accepted"), 0);
    desk_verify(desk, true);
    desk_must(office_sweep(desk->office, &events, &err), &err);
    assert_int_equal(events, 0);
    struct command paper =
        desk_command(&desk->arena, desk_day("2022-07-15"), filed.matter, "notify_supplement", "");
    paper.on = desk_day("2022-07-08");
    desk_do_approved(desk, paper);
    assert_int_equal(sum_of(desk, "trial.in_time"), 1);
    desk_verify(desk, true);
}

static void a_corrected_beginning_moves_every_row_that_shows_it(void **state)
{
    struct desk *desk = *state;
    struct answer filed = enter(desk, "2022-03-01", 0, "receive",
                                "office_unit=10|kind=plain|subject=旧标题|applicant=甲");
    enter(desk, "2022-03-02", filed.matter, "accept", "");
    struct command command =
        desk_command(&desk->arena, desk_day("2022-03-03"), filed.matter, "amend",
                     "office_unit=11|kind=urgent|subject=新标题|applicant=乙|words=原话");
    command.replaces = filed.seq;
    command.reason = STR("登记有误");
    command.on = desk_day("2022-02-25");
    desk_do_approved(desk, command);
    assert_int_equal(one(desk, "SELECT opened_day FROM matter WHERE district = ?1"),
                     desk_day("2022-02-25").day);
    assert_int_equal(one(desk, "SELECT unit FROM matter WHERE district = ?1"), 11);
    assert_int_equal(one(desk, "SELECT f_subject = '新标题' FROM p_trial WHERE district = ?1"), 1);
    assert_int_equal(sum_of(desk, "trial.received"), 1);
    desk_verify(desk, true);
    desk_reopen(desk);
    enter(desk, "2022-03-03", filed.matter, "call_back", "reply=已答复");
    desk_verify(desk, true);
}

static void an_amendment_after_an_expiry_of_the_same_moment(void **state)
{
    struct desk *desk = *state;
    struct answer filed = enter(desk, "2022-07-04", 0, "receive", "office_unit=10|kind=plain");
    amend(desk, "2022-07-20", filed.matter, filed.seq, "office_unit=11|kind=hard");
    assert_int_equal(office_size(desk->office), 5); /* adoption, receipt, law, proposal, it */
    assert_int_equal(sum_of(desk, "trial.accepted"), 1);
    desk_verify(desk, true);
}

static void what_is_only_proposed_changes_no_row_that_is_shown(void **state)
{
    struct desk *desk = *state;
    struct answer filed =
        enter(desk, "2022-03-01", 0, "receive", "office_unit=10|kind=plain|subject=旧标题");
    enter(desk, "2022-03-01", filed.matter, "notify_supplement", "");
    struct command late = desk_command(&desk->arena, desk_day("2022-03-20"), filed.matter,
                                       "supplement", "subject=新标题");
    late.on = desk_day("2022-03-02");
    assert_int_equal(desk_do(desk, &late).status, ANSWER_PROPOSED);
    const char *is_old = "SELECT f_subject = '旧标题' FROM p_trial WHERE district = ?1";
    assert_int_equal(one(desk, is_old), 1);
    desk_verify(desk, true);
    struct command again = late;
    again.actor = DESK_SECOND;
    again.approves = office_size(desk->office) - 1;
    assert_int_equal(desk_do(desk, &again).status, ANSWER_DONE);
    assert_int_equal(one(desk, is_old), 0);
    desk_verify(desk, true);
}

static void amendments_of_one_batch_follow_each_other(void **state)
{
    struct desk *desk = *state;
    struct answer filed = enter(desk, "2022-03-01", 0, "receive", "office_unit=10|kind=plain");
    struct answer answers[4];
    struct err err;
    struct command commands[4];
    for (int i = 0; i < 4; i++) {
        commands[i] =
            desk_command(&desk->arena, desk_day("2022-03-02"), filed.matter, "amend",
                         i < 2 ? "office_unit=11|kind=hard" : "office_unit=20|kind=plain");
        commands[i].replaces = filed.seq;
        commands[i].reason = STR("登记有误");
        commands[i].actor = i % 2 == 0 ? DESK_HANDLER : DESK_SECOND;
        commands[i].approves = i % 2 == 0 ? 0 : filed.seq + i;
    }
    desk_must(office_commit(desk->office, &desk->answers, commands, 4, answers, &err), &err);
    for (int i = 0; i < 4; i++)
        assert_int_equal(answers[i].status, i % 2 == 0 ? ANSWER_PROPOSED : ANSWER_DONE);
    assert_int_equal(one(desk, "SELECT unit FROM matter WHERE district = ?1"), 20);
    desk_verify(desk, true);
}

static void the_reason_of_an_amendment_stands_in_its_payload(void **state)
{
    struct desk *desk = *state;
    struct answer filed = enter(desk, "2022-03-01", 0, "receive", "office_unit=10|kind=plain");
    amend(desk, "2022-03-02", filed.matter, filed.seq, "office_unit=11|kind=hard|note=说明");
    assert_int_equal(one(desk, "SELECT count(*) FROM entry WHERE district = ?1 AND payload = "
                               "'{\".reason\":\"登记有误\",\"note\":\"说明\"}'"),
                     2);
}

static void an_erased_person_takes_nothing_from_hashes_or_figures(void **state)
{
    struct desk *desk = *state;
    struct err err;
    struct answer filed = enter(desk, "2022-03-01", 0, "receive",
                                "office_unit=10|kind=plain|applicant=甲|words=原话");
    struct answer other = enter(desk, "2022-03-01", 0, "receive", "office_unit=10|kind=plain");
    int64_t received = sum_of(desk, "trial.received");
    int64_t persons;
    desk_must(office_erase(desk->office, filed.matter, 108, DESK_SECOND, &persons, &err), &err);
    assert_int_equal(persons, 1);
    desk_reopen(desk);
    desk_verify(desk, true);
    assert_int_equal(sum_of(desk, "trial.received"), received);
    /* Nothing personal can be added to that matter; its neighbours are not touched by that. */
    struct answer answers[2];
    struct command commands[] = {
        desk_command(&desk->arena, desk_day("2022-03-02"), filed.matter, "call_back", "reply=答"),
        desk_command(&desk->arena, desk_day("2022-03-02"), other.matter, "call_back", "reply=答")};
    desk_must(office_commit(desk->office, &desk->answers, commands, 2, answers, &err), &err);
    assert_int_equal(answers[0].status, ANSWER_REFUSED);
    assert_int_equal(answers[1].status, ANSWER_DONE);
    enter(desk, "2022-03-02", filed.matter, "call_back", "is_public=true");
    desk_verify(desk, true);
}

static void a_rebuild_makes_every_row_of_the_caches_again(void **state)
{
    struct desk *desk = *state;
    struct err err;
    int64_t entries;
    for (int i = 0; i < 3; i++) {
        struct answer filed = enter(desk, "2022-07-04", 0, "receive",
                                    "office_unit=10|kind=plain|subject=题|applicant=甲");
        enter(desk, "2022-07-14", filed.matter, "note_down", "note=记");
        amend(desk, "2022-07-15", filed.matter, filed.seq + 1, NULL);
    }
    desk_must(store_execute(office_store(desk->office),
                            STR("DELETE FROM tally; UPDATE matter SET state = 0; DELETE FROM "
                                "p_trial WHERE matter = 2; UPDATE contribution SET amount = 7;"
                                "UPDATE counter SET seq = 99"),
                            &err),
              &err);
    desk_must(verify_rebuild(desk->office, &entries, &err), &err);
    assert_int_equal(entries, office_size(desk->office));
    desk_verify(desk, true);
    assert_int_equal(desk_do(desk,
                             &(struct command){
                                 .actor = DESK_HANDLER,
                                 .register_key = STR("trial"),
                                 .fields = (struct command_field[]){{STR("office_unit"), STR("10")},
                                                                    {STR("kind"), STR("plain")}},
                                 .fields_n = 2,
                                 .on = DATE_NONE})
                         .matter,
                     4);
    assert_int_equal(one(desk, "SELECT max(number_seq) FROM matter WHERE district = ?1"), 4);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_desk, close_desk)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_struck_expiry_stays_struck),
        TEST(a_corrected_beginning_moves_every_row_that_shows_it),
        TEST(an_amendment_after_an_expiry_of_the_same_moment),
        TEST(what_is_only_proposed_changes_no_row_that_is_shown),
        TEST(amendments_of_one_batch_follow_each_other),
        TEST(the_reason_of_an_amendment_stands_in_its_payload),
        TEST(an_erased_person_takes_nothing_from_hashes_or_figures),
        TEST(a_rebuild_makes_every_row_of_the_caches_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
