/* One matter acting on another, who must recuse, and reports that nobody named in them sees. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "figure/figure.h"
#include "office/office_fixture_test.h"
#include "office/reader.h"

enum { EAST_HANDLER = 106 };

static struct command command_of(struct desk *desk, const char *day, int64_t matter,
                                 const char *what, const char *fields)
{
    struct str key = str_of(what), name, event;
    (void)str_cut(key, '.', &name, &event);
    struct command command = desk_command(&desk->arena, desk_day(day), matter,
                                          arena_terminated(&desk->arena, event), fields);
    if (matter == 0)
        command.register_key = name;
    return command;
}

/* "register.event", done by the handler. Its matter. */
static int64_t enter(struct desk *desk, const char *day, int64_t matter, const char *what,
                     const char *fields)
{
    struct command command = command_of(desk, day, matter, what, fields);
    return desk_do(desk, &command).matter;
}

static int64_t decided(struct desk *desk, const char *day)
{
    int64_t origin = enter(desk, day, 0, "origin.receive", "office_unit=10|kind=plain");
    struct command decide = command_of(desk, day, origin, "origin.decide", "");
    decide.actor = DESK_SECOND;
    desk_do(desk, &decide);
    return origin;
}

static const char *through(struct desk *desk, const char *more, int64_t origin)
{
    return arena_terminated(&desk->arena, arena_print(&desk->arena, "office_unit=10|%sthrough=%lld",
                                                      more, (long long)origin));
}

static struct matter *matter_of(struct desk *desk, int64_t id)
{
    struct err err;
    struct matter *matter;
    desk_must(fetch_matter(desk->office, &desk->arena, id, &matter, &err), &err);
    return matter;
}

static const char *state_of(struct desk *desk, int64_t id)
{
    const struct matter *matter = matter_of(desk, id);
    return arena_terminated(&desk->arena, matter->def->states[matter->state].key);
}

static bool says(const struct answer *answer, const char *words)
{
    for (size_t i = 0; i < answer->complaints.list.n; i++) {
        struct str text = answer->complaints.list.at[i].text;
        if (str_find(text, str_of(words)) < text.len)
            return true;
    }
    desk_print(answer);
    return false;
}

static void refused(struct desk *desk, const struct command *command, const char *words)
{
    int64_t size = office_size(desk->office);
    struct answer answer = desk_commit(desk, command);
    assert_int_equal(answer.status, ANSWER_REFUSED);
    assert_true(says(&answer, words));
    assert_int_equal(office_size(desk->office), size);
}

/* ---- links ---- */

static void an_event_acts_on_the_linked_matter_in_one_transaction(void **state)
{
    struct desk *desk = *state;
    int64_t origin = decided(desk, "2022-03-01");
    int64_t appeal = enter(desk, "2022-03-02", 0, "appeal.file", through(desk, "", origin));
    int64_t size = office_size(desk->office);
    (void)enter(desk, "2022-03-03", appeal, "appeal.annul", "");
    assert_int_equal(office_size(desk->office), size + 2);
    assert_string_equal(state_of(desk, appeal), "closed");
    assert_string_equal(state_of(desk, origin), "open");
    const struct matter *matter = matter_of(desk, origin);
    assert_int_equal(matter->seqs.at[matter->seqs.n - 1], size + 1);
    assert_int_equal(desk_number(desk->office->db,
                                 "SELECT count(*) FROM entry WHERE district = ?1 AND kind = "
                                 "'origin.reopen' AND codes LIKE '.link %'"),
                     1);
    desk_reopen(desk);
    desk_verify(desk, true);
}

/* What the linked matter was on the day of an imported event is not known. */
static void an_imported_event_is_not_asked_for_the_state_of_its_link(void **state)
{
    struct desk *desk = *state;
    int64_t origin = enter(desk, "2022-03-01", 0, "origin.receive", "office_unit=10|kind=plain");
    struct command file =
        command_of(desk, "2022-03-02", 0, "appeal.file", through(desk, "", origin));
    refused(desk, &file, "只能对已作决定的事项申诉");
    static const struct event_source source = {{"old", 3}, {"1", 1}, {"1", 1}, {0}, false};
    file.source = SOURCE_IMPORT;
    file.origin = &source;
    assert_string_equal(state_of(desk, desk_do(desk, &file).matter), "open");
}

static void what_may_not_follow_refuses_the_event(void **state)
{
    struct desk *desk = *state;
    int64_t origin = decided(desk, "2022-03-01");
    int64_t appeal = enter(desk, "2022-03-02", 0, "appeal.file", through(desk, "", origin));
    (void)enter(desk, "2022-03-03", origin, "origin.take", "");
    struct command annul = command_of(desk, "2022-03-03", appeal, "appeal.annul", "");
    refused(desk, &annul, "of the linked matter cannot follow");
    assert_string_equal(state_of(desk, appeal), "open");
    assert_string_equal(state_of(desk, origin), "taken");
    (void)enter(desk, "2022-03-03", appeal, "appeal.refuse", "");
    desk_verify(desk, true);
}

static void two_links_act_one_after_the_other(void **state)
{
    struct desk *desk = *state;
    int64_t one = decided(desk, "2022-03-01"), two = decided(desk, "2022-03-01");
    const char *both =
        arena_terminated(&desk->arena, arena_print(&desk->arena, "other=%lld|", (long long)two));
    int64_t appeal = enter(desk, "2022-03-02", 0, "appeal.file", through(desk, both, one));
    (void)enter(desk, "2022-03-03", appeal, "appeal.annul", "");
    assert_string_equal(state_of(desk, one), "open");
    assert_string_equal(state_of(desk, two), "open");
    /* Twice on the same one: the second finds it reopened. */
    int64_t same = decided(desk, "2022-03-01");
    both =
        arena_terminated(&desk->arena, arena_print(&desk->arena, "other=%lld|", (long long)same));
    appeal = enter(desk, "2022-03-02", 0, "appeal.file", through(desk, both, same));
    struct command annul = command_of(desk, "2022-03-03", appeal, "appeal.annul", "");
    refused(desk, &annul, "of the linked matter cannot follow");
    desk_verify(desk, true);
}

static void a_proposal_acts_on_nothing_before_it_is_approved(void **state)
{
    struct desk *desk = *state;
    int64_t origin = decided(desk, "2022-03-01");
    int64_t appeal = enter(desk, "2022-03-02", 0, "appeal.file", through(desk, "", origin));
    struct command agree = command_of(desk, "2022-03-03", appeal, "appeal.agree", "");
    struct answer first = desk_do(desk, &agree);
    assert_int_equal(first.status, ANSWER_PROPOSED);
    assert_string_equal(state_of(desk, origin), "decided");
    agree.actor = DESK_SECOND;
    agree.approves = first.seq;
    desk_do(desk, &agree);
    assert_string_equal(state_of(desk, origin), "open");
    desk_verify(desk, true);
}

static void nobody_enters_by_hand_what_only_follows(void **state)
{
    struct desk *desk = *state;
    int64_t origin = decided(desk, "2022-03-01");
    struct command reopen = command_of(desk, "2022-03-02", origin, "origin.reopen", "");
    assert_int_equal(desk_commit(desk, &reopen).status, ANSWER_DENIED);
}

static void links_of_one_batch_see_each_other(void **state)
{
    struct desk *desk = *state;
    struct err err;
    struct answer answers[5];
    int64_t next = desk->office->head.matter_next;
    struct command commands[] = {
        command_of(desk, "2022-03-01", 0, "origin.receive", "office_unit=10|kind=plain"),
        command_of(desk, "2022-03-01", next, "origin.decide", ""),
        command_of(desk, "2022-03-02", 0, "appeal.file", through(desk, "", next)),
        command_of(desk, "2022-03-03", next + 1, "appeal.annul", ""),
        command_of(desk, "2022-03-04", next, "origin.decide", ""),
    };
    commands[1].actor = DESK_SECOND; /* who received it, in the same batch, may not decide */
    desk_must(office_commit(desk->office, &desk->answers, commands, 5, answers, &err), &err);
    for (int i = 0; i < 4; i++)
        assert_int_equal(answers[i].status, ANSWER_DONE);
    assert_int_equal(answers[4].status, ANSWER_REFUSED);
    assert_true(says(&answers[4], "another person has to"));
    assert_string_equal(state_of(desk, next), "open");
    desk_verify(desk, true);
}

/* ---- what may be there once only ---- */

static void the_same_is_not_entered_twice(void **state)
{
    struct desk *desk = *state;
    int64_t one = decided(desk, "2022-03-01"), two = decided(desk, "2022-03-01");
    int64_t appeal = enter(desk, "2022-03-02", 0, "appeal.file", through(desk, "", one));
    struct command again = command_of(desk, "2022-03-02", 0, "appeal.file", through(desk, "", one));
    refused(desk, &again, "holds this already: 演示〔2022〕诉第1号");
    desk_reopen(desk); /* from the disk too */
    refused(desk, &again, "holds this already: 演示〔2022〕诉第1号");
    int64_t other = enter(desk, "2022-03-02", 0, "appeal.file", through(desk, "", two));
    (void)enter(desk, "2022-03-02", 0, "appeal.file", "office_unit=10"); /* not set: not the same */
    (void)enter(desk, "2022-03-02", 0, "appeal.file", "office_unit=10");
    /* Nor by a correction. */
    struct command amend =
        command_of(desk, "2022-03-03", other, "appeal.amend", through(desk, "", one));
    amend.replaces = matter_of(desk, other)->seqs.at[0];
    amend.reason = STR("录入错误");
    refused(desk, &amend, "holds this already");
    (void)enter(desk, "2022-03-03", appeal, "appeal.refuse", "");
    (void)desk_do_approved(desk, amend); /* the first one is closed */
    refused(desk, &again, "holds this already: 演示〔2022〕诉第2号");
    desk_verify(desk, true);
}

static void nor_twice_in_one_batch(void **state)
{
    struct desk *desk = *state;
    struct err err;
    struct answer answers[2];
    int64_t origin = decided(desk, "2022-03-01");
    struct command commands[2];
    for (int i = 0; i < 2; i++)
        commands[i] = command_of(desk, "2022-03-02", 0, "appeal.file", through(desk, "", origin));
    desk_must(office_commit(desk->office, &desk->answers, commands, 2, answers, &err), &err);
    assert_int_equal(answers[0].status, ANSWER_DONE);
    assert_int_equal(answers[1].status, ANSWER_REFUSED);
}

/* ---- recusal ---- */

static void proposer_and_approver_of_the_earlier_step_must_recuse(void **state)
{
    struct desk *desk = *state;
    struct command receive =
        command_of(desk, "2022-03-01", 0, "origin.receive", "office_unit=10|kind=plain");
    receive.actor = 104;
    int64_t origin = desk_do(desk, &receive).matter;
    (void)desk_do_approved(
        desk, command_of(desk, "2022-03-02", origin, "origin.pass_on", "office_unit=20"));
    struct command decide = command_of(desk, "2022-03-03", origin, "origin.decide", "");
    refused(desk, &decide, "移交");
    decide.actor = DESK_SECOND;
    refused(desk, &decide, "移交");
    decide.actor = EAST_HANDLER;
    desk_do(desk, &decide);
}

/* ---- reports ---- */

static int64_t report_about_east(struct desk *desk)
{
    return enter(desk, "2022-03-01", 0, "origin.receive",
                 "office_unit=10|kind=report|about_unit=20|reporter=演示举报者|words=演示原话");
}

static void a_report_is_missing_to_those_it_is_about(void **state)
{
    struct desk *desk = *state;
    int64_t report = report_about_east(desk);
    struct command visit = command_of(desk, "2022-03-02", report, "origin.visit", "");
    struct command none = command_of(desk, "2022-03-02", 99999, "origin.visit", "");
    visit.actor = none.actor = EAST_HANDLER;
    struct answer hidden = desk_commit(desk, &visit);
    assert_int_equal(hidden.status, ANSWER_MISSING);
    assert_true(says(&hidden, "there is no matter with the number"));
    assert_int_equal(desk_commit(desk, &none).status, ANSWER_MISSING);
    visit.actor = 104;
    desk_do(desk, &visit);
}

static int64_t total_of(struct desk *desk, struct reader *reader, struct reader_list list)
{
    struct err err;
    struct complaints complaints;
    struct reader_page page;
    complaints_init(&complaints, &desk->arena);
    list.def = registry_find(office_current(desk->office)->registry, STR("origin"));
    list.limit = 10;
    desk_must(reader_page(reader, &desk->arena, &list, &page, &complaints, &err), &err);
    assert_int_equal(page.total, page.n);
    return page.total;
}

/* What one reader is shown of the matters of the register, by each way to look for them. */
static void check_view(struct desk *desk, int64_t person, int64_t report, int64_t seen)
{
    struct err err;
    struct reader *reader;
    struct matter *matter;
    struct reader_figure_list list;
    struct reader_page due;
    const struct registry *registry = office_current(desk->office)->registry;
    struct reader_figure_ask ask = {.figure = registry_figure(registry, STR("origin.received")),
                                    .from = date_of(2022, 1, 1),
                                    .to = date_of(2022, 12, 31),
                                    .as_of = date_of(2022, 12, 31)};
    desk_must(reader_open(desk->office, &desk->arena, &reader, &err), &err);
    reader_as(reader, person);
    desk_must(reader_matter(reader, &desk->arena, report, &matter, &err), &err);
    assert_int_equal(matter != NULL, seen == 3);
    assert_int_equal(total_of(desk, reader, (struct reader_list){.is_open = -1}), seen);
    assert_int_equal(total_of(desk, reader, (struct reader_list){.is_open = 1}), seen);
    assert_int_equal(total_of(desk, reader, (struct reader_list){.is_open = 1, .unit = 10}), seen);
    assert_int_equal(
        total_of(desk, reader, (struct reader_list){.is_open = -1, .where = STR("kind = report")}),
        seen - 2);
    desk_must(reader_figure_list(reader, &desk->arena, &ask, &list, &err), &err);
    assert_int_equal(list.total, seen);
    assert_int_equal(list.sum, seen);
    for (size_t i = 0; i < list.n; i++)
        assert_true(seen == 3 || list.rows[i].matter != report);
    desk_must(reader_due(reader, &desk->arena, NULL, date_of(2022, 1, 1), date_of(2022, 12, 31), 0,
                         10, &due, &err),
              &err);
    assert_int_equal(due.n, seen - 2);
    assert_int_equal(due.total, seen - 2);
    reader_close(reader);
}

static void a_report_is_in_no_list_of_those_it_is_about(void **state)
{
    struct desk *desk = *state;
    int64_t report = report_about_east(desk);
    (void)enter(desk, "2022-03-02", report, "origin.begin", "");
    (void)enter(desk, "2022-03-02", 0, "origin.receive", "office_unit=10|kind=plain|about_unit=20");
    (void)enter(desk, "2022-03-02", 0, "origin.receive", "office_unit=10|kind=plain");
    check_view(desk, ACCESS_OFFICE, report, 3);
    check_view(desk, DESK_HANDLER, report, 3);
    check_view(desk, 104, report, 3);
    check_view(desk, EAST_HANDLER, report, 2);
    check_view(desk, ACCESS_STRANGER, report, 2);
    struct command unnamed = command_of(desk, "2022-03-03", report, "origin.hand_over",
                                        "about_unit=30"); /* it was about another unit */
    desk_do(desk, &unnamed);
    check_view(desk, EAST_HANDLER, report, 3);
}

static void a_reporter_has_a_key_that_seals_nothing_else(void **state)
{
    struct desk *desk = *state;
    const struct matter *matter = matter_of(desk, report_about_east(desk));
    assert_int_equal(matter->persons.n, 2);
    int64_t before = matter->persons.at[1];
    /* Words that come later are not sealed with the reporter's key either. */
    const struct matter *bare =
        matter_of(desk, enter(desk, "2022-03-02", 0, "origin.receive",
                              "office_unit=10|kind=report|about_unit=20|reporter=演示举报者"));
    assert_int_equal(bare->persons.n, 2);
    assert_true(bare->persons.at[1] > before);
    assert_int_equal(
        desk_number(desk->office->db, "SELECT count(*) FROM sealed WHERE district = ?1"), 3);
    desk_verify(desk, true);
}

/* ---- figures ---- */

static int64_t value_of(struct desk *desk, const char *key, int year)
{
    struct err err;
    struct figure_value value;
    const struct registry *registry = office_current(desk->office)->registry;
    struct figure_question q = {.db = desk->office->db,
                                .district = DESK_DISTRICT,
                                .registry = registry,
                                .from = date_of(year, 1, 1),
                                .to = date_of(year, 12, 31),
                                .stock_on = DATE_NONE};
    const struct figure_def *figure = registry_figure(registry, str_of(key));
    desk_must(figure_one(&q, figure, &desk->arena, &value, &err), &err);
    struct figure_value *all = arena_array(&desk->arena, struct figure_value, registry->figures_n);
    desk_must(figure_all(&q, &desk->arena, all, &err), &err);
    assert_int_equal(all[figure->id].numerator, value.numerator);
    assert_int_equal(all[figure->id].denominator, value.denominator);
    return value.is_known ? value.numerator * 10 / value.denominator : -1;
}

static void a_figure_of_the_year_before(void **state)
{
    struct desk *desk = *state;
    static const char *const days[] = {"2020-05-01", "2021-02-28", "2021-12-31",
                                       "2022-01-01", "2022-06-01", "2022-07-01"};
    for (size_t i = 0; i < 6; i++)
        (void)enter(desk, days[i], 0, "origin.receive", "office_unit=10|kind=plain");
    assert_int_equal(value_of(desk, "origin.received", 2022), 30);
    assert_int_equal(value_of(desk, "origin.before", 2022), 20);
    assert_int_equal(value_of(desk, "origin.growth", 2022), 500);
    assert_int_equal(value_of(desk, "origin.last_growth", 2022), 10); /* 2021 − 2020 */
    assert_int_equal(value_of(desk, "origin.open", 2022), 60);
    assert_int_equal(value_of(desk, "origin.open_before", 2022), 30);
    assert_int_equal(value_of(desk, "origin.growth", 2020), -1); /* nothing before */
}

static void values_of_every_event_are_counted_once(void **state)
{
    struct desk *desk = *state;
    int64_t one =
        enter(desk, "2022-03-01", 0, "origin.receive", "office_unit=10|kind=plain|place=21");
    (void)enter(desk, "2022-03-02", one, "origin.visit", "place=22");
    (void)enter(desk, "2022-03-03", one, "origin.visit", "");
    int64_t two =
        enter(desk, "2022-03-04", 0, "origin.receive", "office_unit=10|kind=plain|place=21");
    (void)enter(desk, "2022-03-05", two, "origin.visit", "place=30");
    assert_int_equal(value_of(desk, "origin.places", 2022), 30);
    desk_verify(desk, true);
}

static int open_desk(void **state)
{
    *state = desk_new("2022-12-31");
    return 0;
}

static int close_desk(void **state)
{
    desk_done(*state);
    return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_desk, close_desk)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_event_acts_on_the_linked_matter_in_one_transaction),
        TEST(what_may_not_follow_refuses_the_event),
        TEST(an_imported_event_is_not_asked_for_the_state_of_its_link),
        TEST(two_links_act_one_after_the_other),
        TEST(a_proposal_acts_on_nothing_before_it_is_approved),
        TEST(nobody_enters_by_hand_what_only_follows),
        TEST(links_of_one_batch_see_each_other),
        TEST(the_same_is_not_entered_twice),
        TEST(nor_twice_in_one_batch),
        TEST(proposer_and_approver_of_the_earlier_step_must_recuse),
        TEST(a_report_is_missing_to_those_it_is_about),
        TEST(a_report_is_in_no_list_of_those_it_is_about),
        TEST(a_reporter_has_a_key_that_seals_nothing_else),
        TEST(a_figure_of_the_year_before),
        TEST(values_of_every_event_are_counted_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
