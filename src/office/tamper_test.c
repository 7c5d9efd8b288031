/*
 * Whoever changes the database behind the office's back is told on by verify: each statement below
 * is run on a fresh copy of one office, which then must not pass.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "office/office_fixture_test.h"

static void fill(struct desk *desk)
{
    struct err err;
    struct str note;
    struct date day = desk_day("2022-03-02");
    for (int i = 0; i < 20; i++) {
        struct command command = desk_command(
            &desk->arena, day, 0, "receive",
            "office_unit=10|kind=plain|applicant=甲|agent=乙|words=丙|subject=题|note=记");
        command.request_key = arena_print(&desk->arena, "key %d", i);
        int64_t matter = desk_do(desk, &command).matter;
        command = desk_command(&desk->arena, day, matter, "accept", "");
        desk_do(desk, &command);
        if (i == 10)
            desk_must(office_checkpoint(desk->office, &desk->arena, &note, &err), &err);
    }
}

/* Of the ledger and what it commits to. */
static const char *const truths[] = {
    "UPDATE entry SET on_day = on_day - 1 WHERE seq = 5",
    "UPDATE entry SET at_ms = at_ms + 1000 WHERE seq = 5",
    "UPDATE entry SET actor = 102 WHERE seq = 5",
    "UPDATE entry SET matter = matter + 1 WHERE seq = 5",
    "UPDATE entry SET kind = 'trial.note_down' WHERE seq = 6",
    "UPDATE entry SET codes = replace(codes, 'kind plain', 'kind hard') WHERE seq = 5",
    "UPDATE entry SET codes = '' WHERE seq = 5",
    "UPDATE entry SET nonce = zeroblob(16) WHERE seq = 5",
    "UPDATE entry SET commits = zeroblob(65) WHERE seq = 5",
    "UPDATE entry SET commits = x'' WHERE seq = 5",
    "UPDATE entry SET payload = '{\"note\":\"改\",\"subject\":\"题\"}' WHERE seq = 5",
    "UPDATE entry SET payload = NULL WHERE seq = 5",
    "UPDATE entry SET payload = '{}' WHERE seq = 6",
    "DELETE FROM entry WHERE seq = 5",
    "DELETE FROM entry WHERE seq = (SELECT max(seq) FROM entry)",
    "DELETE FROM entry WHERE seq > 30; UPDATE head SET seq_next = 31",
    "INSERT INTO entry SELECT district, 41, matter, kind, on_day, at_ms, actor, codes, nonce, "
    "commits, payload FROM entry WHERE seq = 40; UPDATE head SET seq_next = 42",
    "UPDATE entry SET seq = -1 WHERE seq = 5; UPDATE entry SET seq = 5 WHERE seq = 7; UPDATE entry "
    "SET seq = 7 WHERE seq = -1",
    "UPDATE sealed SET box = zeroblob(length(box)) WHERE seq = 5",
    "UPDATE sealed SET person = person + 100 WHERE seq = 5",
    "DELETE FROM sealed WHERE seq = 5",
    "DELETE FROM sealed WHERE seq = 5 AND person = (SELECT max(person) FROM sealed WHERE seq = 5)",
    "UPDATE tree SET hashes = zeroblob(length(hashes)) WHERE level = 0 AND n = 0",
    "UPDATE tree SET hashes = zeroblob(length(hashes)) WHERE level = 0 AND n = 1",
    "DELETE FROM tree WHERE n = 0",
    "UPDATE checkpoint SET size = size - 1",
    "UPDATE checkpoint SET note = replace(note, 'ledger.gulou', 'ledger.other')",
    "UPDATE adopted SET bytes = replace(bytes, '5 working days', '6 working days') WHERE name = "
    "'registers/trial.yaml'",
    "DELETE FROM adopted WHERE name = 'calendars/2022.csv'",
    "UPDATE head SET case_secret = zeroblob(32)",
};

/* Of what is derived: only the whole check sees it. */
static const char *const caches[] = {
    "UPDATE matter SET state = 4 WHERE matter = 3",
    "UPDATE matter SET due_day = due_day + 1 WHERE matter = 3",
    "UPDATE matter SET unit = 11 WHERE matter = 3",
    "UPDATE matter SET fold = (SELECT fold FROM matter WHERE matter = 4) WHERE matter = 3",
    "UPDATE matter SET is_open = 0 WHERE matter = 3",
    "UPDATE matter SET number_seq = 77 WHERE matter = 3",
    "DELETE FROM matter WHERE matter = 3",
    "DELETE FROM matter WHERE matter = 20",
    "UPDATE counter SET seq = seq + 1",
    "DELETE FROM counter",
    "UPDATE contribution SET amount = 2 WHERE matter = 3",
    "UPDATE contribution SET day = day - 1 WHERE matter = 3",
    "UPDATE contribution SET known = known - 1 WHERE matter = 3",
    "UPDATE contribution SET unit = 11 WHERE matter = 3",
    "DELETE FROM contribution WHERE matter = 3",
    "INSERT INTO contribution SELECT district, figure, day, 21, seq, unit, value, amount, known "
    "FROM contribution WHERE matter = 3",
    "UPDATE tally SET amount = amount + 1 WHERE grain = 1",
    "UPDATE tally SET late = late + 1, late_n = late_n + 1 WHERE grain = 2",
    "DELETE FROM tally WHERE grain = 3",
    "UPDATE p_trial SET f_subject = '改' WHERE matter = 3",
    "UPDATE p_trial SET f_kind = 1 WHERE matter = 3",
    "DELETE FROM p_trial WHERE matter = 3",
};

struct copy {
    struct str path, bytes;
};

static struct copy take_copy(struct desk *desk, const char *name)
{
    struct err err;
    struct copy copy = {.path = desk_path(desk, name)};
    desk_must(os_file_read(&desk->arena, copy.path, LIMIT_FILE_BYTES, &copy.bytes, &err), &err);
    return copy;
}

/* The office as it was, changed by the statements. */
static void change(struct desk *desk, const struct copy *copy, const char *sql)
{
    struct err err;
    struct arena arena;
    struct store *db;
    struct store_options options = {.url = copy->path};
    arena_init(&arena, 0);
    unlink(arena_terminated(&arena, arena_print(&arena, "%" STR_FMT "-wal", STR_ARG(copy->path))));
    unlink(arena_terminated(&arena, arena_print(&arena, "%" STR_FMT "-shm", STR_ARG(copy->path))));
    desk_must(os_file_write(copy->path, copy->bytes, OS_PRIVATE, &err), &err);
    desk_must(store_open(&arena, &options, &db, &err), &err);
    desk_must(store_execute(db, str_of(sql), &err), &err);
    store_close(db);
    arena_done(&arena);
    (void)desk;
}

/* Does the office still open, and pass? */
static bool passes(struct desk *desk, bool all)
{
    struct err err;
    struct verdict verdict;
    struct arena arena;
    struct office_options options = {.db = desk->url, .today = desk->today};
    if (!office_open(&options, &desk->office, &err))
        return false;
    arena_init(&arena, 0);
    bool ok =
        verify_office(desk->office, &arena, all, &verdict, &err) && verdict.complaints.list.n == 0;
    arena_done(&arena);
    desk_close(desk);
    return ok;
}

static void every_change_of_the_truth_is_found(void **state)
{
    struct desk *desk = *state;
    fill(desk);
    desk_close(desk);
    struct copy copy = take_copy(desk, "office.db");
    change(desk, &copy, "SELECT 1");
    assert_true(passes(desk, true)); /* what was not changed passes */
    for (size_t i = 0; i < sizeof truths / sizeof truths[0]; i++) {
        change(desk, &copy, truths[i]);
        if (passes(desk, false))
            fail_msg("not found: %s", truths[i]);
    }
}

static void every_change_of_what_is_derived_is_found_and_repaired(void **state)
{
    struct desk *desk = *state;
    fill(desk);
    desk_close(desk);
    struct copy copy = take_copy(desk, "office.db");
    for (size_t i = 0; i < sizeof caches / sizeof caches[0]; i++) {
        struct err err;
        int64_t entries;
        change(desk, &copy, caches[i]);
        if (passes(desk, true))
            fail_msg("not found: %s", caches[i]);
        desk_open(desk);
        desk_must(verify_rebuild(desk->office, &entries, &err), &err);
        desk_close(desk);
        if (!passes(desk, true))
            fail_msg("not repaired: %s", caches[i]);
    }
}

static void an_old_copy_that_was_put_back_is_found(void **state)
{
    struct desk *desk = *state;
    struct err err;
    struct str note;
    fill(desk);
    desk_close(desk);
    struct copy copy = take_copy(desk, "office.db");
    desk_open(desk);
    struct command command = desk_command(&desk->arena, desk_day("2022-03-02"), 0, "receive",
                                          "office_unit=10|kind=plain");
    desk_do(desk, &command);
    desk_must(office_checkpoint(desk->office, &desk->arena, &note, &err), &err);
    desk_close(desk);
    change(desk, &copy, "SELECT 1");
    assert_false(passes(desk, false));
}

static void keys_of_another_office_are_found(void **state)
{
    struct desk *desk = *state;
    fill(desk);
    desk_close(desk);
    struct copy copy = take_copy(desk, "office.db.keys");
    change(desk, &copy, "UPDATE person_key SET bytes = zeroblob(32) WHERE person = 3");
    assert_false(passes(desk, false));
    change(desk, &copy, "UPDATE secret SET bytes = zeroblob(32) WHERE name = 'salt'");
    assert_false(passes(desk, false));
    change(desk, &copy, "UPDATE secret SET bytes = zeroblob(32) WHERE name = 'sign'");
    assert_false(passes(desk, false));
    change(desk, &copy, "DELETE FROM person_key WHERE person = 3"); /* no erasure says so */
    assert_false(passes(desk, false));
}

static void an_erasure_passes_and_covers_only_its_matter(void **state)
{
    struct desk *desk = *state;
    struct err err;
    int64_t persons;
    fill(desk);
    desk_must(office_erase(desk->office, 3, 108, DESK_SECOND, &persons, &err), &err);
    assert_int_equal(persons, 2);
    desk_close(desk);
    struct copy copy = take_copy(desk, "office.db");
    assert_true(passes(desk, true));
    change(desk, &copy,
           "DELETE FROM sealed WHERE seq = (SELECT min(seq) FROM entry WHERE matter = 4)");
    assert_false(passes(desk, false));
    /* A made-up erasure is no entry of the ledger. */
    change(desk, &copy,
           "UPDATE entry SET codes = replace(codes, 'matter 3', 'matter 4') WHERE kind = "
           "'office.erased'");
    assert_false(passes(desk, false));
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
        TEST(every_change_of_the_truth_is_found),
        TEST(every_change_of_what_is_derived_is_found_and_repaired),
        TEST(an_old_copy_that_was_put_back_is_found),
        TEST(keys_of_another_office_are_found),
        TEST(an_erasure_passes_and_covers_only_its_matter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
