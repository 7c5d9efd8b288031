/* Persons by what identifies them: one key in one register, looked up by a task, never unseen. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "office/lookup.h"
#include "office/office_fixture_test.h"

enum { ORGAN_HEAD = 103, EAST_HANDLER = 106 };

#define ID "11010519491231002X" /* the example of the standard, GB 11643 */
#define PHONE "10000000017"

static int64_t file_in(struct desk *desk, const char *key, const char *fields)
{
    struct command command =
        desk_command(&desk->arena, desk_day("2022-03-02"), 0, "receive", fields);
    command.register_key = str_of(key);
    return desk_do(desk, &command).matter;
}

static int64_t file_party(struct desk *desk, const char *unit, const char *party)
{
    struct str fields =
        arena_print(&desk->arena, "office_unit=%s|kind=plain|agent=%s", unit, party);
    return file_in(desk, "trial", arena_terminated(&desk->arena, fields));
}

static const struct matter *matter_of(struct desk *desk, int64_t id)
{
    struct err err;
    struct matter *matter;
    desk_must(fetch_matter(desk->office, &desk->arena, id, &matter, &err), &err);
    return matter;
}

static int64_t person_of(struct desk *desk, int64_t id)
{
    const struct matter *matter = matter_of(desk, id);
    assert_int_equal(matter->persons.n, 1);
    return matter->persons.at[0];
}

static bool try_lookup(struct desk *desk, int64_t actor, const char *key, const char *identifier,
                       struct lookup_found *found, struct err *err)
{
    struct lookup lookup = {str_of(key), str_of(identifier), actor};
    return office_lookup(desk->office, &desk->arena, &lookup, found, err);
}

/* How many matters the person is shown. */
static size_t found_by(struct desk *desk, int64_t actor, const char *key, const char *identifier)
{
    struct lookup_found found;
    struct err err;
    desk_must(try_lookup(desk, actor, key, identifier, &found, &err), &err);
    return found.n;
}

static size_t seen_on(struct desk *desk, int64_t matter)
{
    struct err err;
    struct reader *reader;
    struct lookup_seen *seen;
    size_t n;
    desk_must(reader_open(desk->office, &desk->arena, &reader, &err), &err);
    desk_must(reader_lookups(reader, &desk->arena, matter, &seen, &n, &err), &err);
    for (size_t i = 0; i < n; i++)
        assert_true(seen[i].actor > 2 && seen[i].seq > 0);
    reader_close(reader);
    return n;
}

static void one_identifier_in_one_register_is_one_person(void **state)
{
    struct desk *desk = *state;
    int64_t one = file_party(desk, "10", "{\"name\":\"甲\",\"id\":\"" ID "\"}");
    int64_t same =
        file_party(desk, "20", "{\"name\":\"某甲\",\"id\":\"" ID "\",\"phone\":\"" PHONE "\"}");
    int64_t other = file_party(desk, "10", "{\"name\":\"甲\",\"id\":\"110105194912310038\"}");
    int64_t bare = file_party(desk, "10", "甲"), again = file_party(desk, "10", "甲");
    assert_int_equal(person_of(desk, one), person_of(desk, same));
    assert_int_not_equal(person_of(desk, one), person_of(desk, other));
    assert_int_not_equal(person_of(desk, bare),
                         person_of(desk, again)); /* a name is no identifier */
    int64_t elsewhere = file_in(desk, "tally", "kind=plain|person={\"id\":\"" ID "\"}");
    assert_int_not_equal(person_of(desk, elsewhere), person_of(desk, one));
    desk_verify(desk, true);
}

static void within_one_batch_and_in_one_event_too(void **state)
{
    struct desk *desk = *state;
    struct err err;
    struct answer answers[2];
    const char *fields = "office_unit=10|kind=plain|words=原话|agent={\"id\":\"" ID
                         "\"}|applicant=[{\"id\":\"" ID "\"},{\"id\":\"110105194912310038\"}]";
    struct command commands[2];
    for (int i = 0; i < 2; i++)
        commands[i] = desk_command(&desk->arena, desk_day("2022-03-02"), 0, "receive", fields);
    int64_t next = desk->office->head.matter_next;
    desk_must(office_commit(desk->office, &desk->answers, commands, 2, answers, &err), &err);
    const struct matter *one = matter_of(desk, next), *two = matter_of(desk, next + 1);
    assert_int_equal(one->persons.n, 2);
    assert_int_equal(two->persons.n, 2);
    assert_int_equal(one->persons.at[0], two->persons.at[0]);
    assert_int_equal(one->persons.at[1], two->persons.at[1]);
    assert_int_equal(
        desk_number(desk->office->db, "SELECT count(*) FROM sealed WHERE district = ?1"), 4);
    desk_reopen(desk);
    desk_verify(desk, true);
}

static void a_person_is_found_however_he_is_written(void **state)
{
    static const char *const forms[] = {ID,
                                        "11010519491231002x",
                                        " 110105 19491231 002X ",
                                        "１１０１０５１９４９１２３１００２Ｘ",
                                        "+86 100-0000-0017",
                                        "0086 10000000017",
                                        PHONE};
    struct desk *desk = *state;
    int64_t one =
        file_party(desk, "10", "{\"name\":\"甲\",\"id\":\"" ID "\",\"phone\":\"" PHONE "\"}");
    (void)file_party(desk, "20", "{\"name\":\"乙\",\"phone\":\"10000000018\"}");
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++)
        assert_int_equal(found_by(desk, DESK_HANDLER, "trial", forms[i]), 1);
    assert_int_equal(found_by(desk, DESK_HANDLER, "trial", "10000000019"), 0);
    assert_int_equal(found_by(desk, DESK_HANDLER, "tally", ID), 0);
    assert_int_equal(seen_on(desk, one), sizeof forms / sizeof forms[0]);
    desk_reopen(desk);
    desk_verify(desk, true);
}

static void only_matters_that_the_post_may_open_are_shown(void **state)
{
    struct desk *desk = *state;
    int64_t east = file_party(desk, "21", "{\"id\":\"" ID "\"}");
    int64_t justice = file_party(desk, "10", "{\"id\":\"" ID "\"}");
    struct lookup_found found;
    struct err err;
    desk_must(try_lookup(desk, EAST_HANDLER, "trial", ID, &found, &err), &err);
    assert_int_equal(found.n, 1);
    assert_int_equal(found.matters[0]->id, east);
    assert_int_equal(found_by(desk, DESK_HANDLER, "trial", ID), 2);
    assert_int_equal(seen_on(desk, east), 2);
    assert_int_equal(seen_on(desk, justice), 2); /* the person sees it all the same */
}

static void who_has_no_task_looks_nobody_up(void **state)
{
    struct desk *desk = *state;
    struct lookup_found found;
    struct err err;
    int64_t one = file_party(desk, "10", "{\"id\":\"" ID "\"}"), size = office_size(desk->office);
    assert_false(try_lookup(desk, ORGAN_HEAD, "trial", ID, &found, &err));
    assert_int_equal(err.kind, ERR_DENIED);
    assert_false(try_lookup(desk, 99999, "trial", ID, &found, &err));
    assert_int_equal(err.kind, ERR_DENIED);
    assert_false(try_lookup(desk, DESK_HANDLER, "nothing", ID, &found, &err));
    assert_int_equal(err.kind, ERR_MISSING);
    assert_false(try_lookup(desk, DESK_HANDLER, "trial", "甲 - 12", &found, &err));
    assert_int_equal(err.kind, ERR_INPUT);
    assert_int_equal(office_size(desk->office), size);
    assert_int_equal(seen_on(desk, one), 0);
    /* What finds nobody is entered too. */
    assert_int_equal(found_by(desk, DESK_HANDLER, "trial", "110105194912310038"), 0);
    assert_int_equal(office_size(desk->office), size + 1);
}

static void who_reports_is_not_found_and_has_a_key_of_the_one_matter(void **state)
{
    struct desk *desk = *state;
    const char *fields = "office_unit=10|kind=report|about_unit=20|reporter={\"id\":\"" ID "\"}";
    const struct matter *one = matter_of(desk, file_in(desk, "origin", fields));
    const struct matter *two = matter_of(desk, file_in(desk, "origin", fields));
    assert_int_not_equal(one->persons.at[1], two->persons.at[1]);
    assert_int_equal(found_by(desk, DESK_HANDLER, "origin", ID), 0);
}

static void erasing_reaches_all_matters_of_the_person_in_the_register(void **state)
{
    struct desk *desk = *state;
    struct err err;
    int64_t persons;
    const char *party = "{\"name\":\"甲\",\"id\":\"" ID "\"}";
    int64_t one = file_party(desk, "10", party), two = file_party(desk, "20", party);
    int64_t elsewhere = file_in(desk, "tally", "kind=plain|person={\"id\":\"" ID "\"}");
    (void)found_by(desk, DESK_HANDLER, "trial", ID);
    desk_must(office_erase(desk->office, one, 108, DESK_SECOND, &persons, &err), &err);
    assert_int_equal(persons, 1);
    assert_int_equal(found_by(desk, DESK_HANDLER, "trial", ID), 0);
    assert_int_equal(found_by(desk, DESK_HANDLER, "tally", ID), 1); /* another register */
    assert_int_equal(
        desk_number(desk->office->db, "SELECT count(*) FROM sealed WHERE district = ?1"), 1);
    assert_int_equal(
        desk_number(desk->office->db, "SELECT count(*) FROM person_hash WHERE district = ?1"), 1);
    assert_int_not_equal(person_of(desk, elsewhere), person_of(desk, two));
    assert_int_not_equal(person_of(desk, file_party(desk, "10", party)), person_of(desk, two));
    struct command words =
        desk_command(&desk->arena, desk_day("2022-03-02"), two, "call_back", "reply=答复");
    assert_int_equal(desk_commit(desk, &words).status, ANSWER_REFUSED);
    desk_verify(desk, true);
    desk_reopen(desk);
    desk_verify(desk, true);
}

static void the_hashes_of_two_registers_cannot_be_compared(void **state)
{
    struct desk *desk = *state;
    (void)file_party(desk, "10", "{\"id\":\"" ID "\"}");
    (void)file_in(desk, "tally", "kind=plain|person={\"id\":\"" ID "\"}");
    assert_int_equal(desk_number(desk->office->db, "SELECT count(DISTINCT hash) FROM person_hash "
                                                   "WHERE district = ?1"),
                     2);
}

/* Neither as it was typed nor as it is normalised. */
static void what_was_looked_up_stands_in_no_file(void **state)
{
    static const char *const marks[] = {ID, "11010519491231002x", PHONE};
    struct desk *desk = *state;
    struct err err;
    struct os_names names;
    (void)file_party(desk, "10",
                     "{\"name\":\"甲\",\"id\":\"11010519491231002x\",\"phone\":\"" PHONE "\"}");
    assert_int_equal(found_by(desk, DESK_HANDLER, "trial", ID), 1);
    assert_int_equal(found_by(desk, DESK_HANDLER, "trial", PHONE), 1);
    desk_must(os_directory_list(&desk->arena, str_of(desk->folder), &names, &err), &err);
    assert_true(names.n >= 2);
    for (size_t i = 0; i < names.n; i++) {
        struct str bytes, path = desk_path(desk, arena_terminated(&desk->arena, names.at[i]));
        desk_must(os_file_read(&desk->arena, path, LIMIT_FILE_BYTES, &bytes, &err), &err);
        for (size_t k = 0; k < sizeof marks / sizeof marks[0]; k++)
            if (str_find(bytes, str_of(marks[k])) < bytes.len)
                fail_msg("%" STR_FMT " holds %s", STR_ARG(path), marks[k]);
    }
}

static int open_desk(void **state)
{
    *state = desk_new("2022-03-02");
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
        TEST(one_identifier_in_one_register_is_one_person),
        TEST(within_one_batch_and_in_one_event_too),
        TEST(a_person_is_found_however_he_is_written),
        TEST(only_matters_that_the_post_may_open_are_shown),
        TEST(who_has_no_task_looks_nobody_up),
        TEST(who_reports_is_not_found_and_has_a_key_of_the_one_matter),
        TEST(erasing_reaches_all_matters_of_the_person_in_the_register),
        TEST(the_hashes_of_two_registers_cannot_be_compared),
        TEST(what_was_looked_up_stands_in_no_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
