/*
 * Erasures: cut short anywhere they are finished at the next opening; an old copy that is put back
 * forgets again whom the office has erased since, and nobody else.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "office/erase.h"
#include "office/office_fixture_test.h"
#include "os/chance.h"

enum { ARCHIVIST = 108, KEY_BYTES = 32 };

static int64_t file_matter(struct desk *desk)
{
    struct command command = desk_command(&desk->arena, desk->today, 0, "receive",
                                          "office_unit=10|kind=plain|subject=题|words=原话|"
                                          "applicant=[{\"name\":\"甲\"}]|agent={\"name\":\"乙\"}");
    return desk_do(desk, &command).matter;
}

static bool erase(struct desk *desk, int64_t matter, struct err *err)
{
    int64_t persons;
    return office_erase(desk->office, matter, ARCHIVIST, DESK_SECOND, &persons, err);
}

/* Keys (and boxes) of the matter's persons that are there. */
static size_t keys_of(struct desk *desk, int64_t id)
{
    struct err err;
    struct matter *matter;
    struct str mark;
    size_t n = 0;
    desk_must(fetch_matter(desk->office, &desk->arena, id, &matter, &err), &err);
    assert_non_null(matter);
    for (size_t i = 0; i < matter->persons.n; i++) {
        desk_must(erase_key_mark(desk->office, matter->persons.at[i], &mark, &err), &err);
        n += mark.len > 0;
    }
    return n;
}

static int64_t boxes_of(struct desk *desk, int64_t id)
{
    struct str sql = arena_print(&desk->arena,
                                 "SELECT count(*) FROM sealed s, entry e WHERE s.district = ?1 AND "
                                 "e.district = s.district AND e.seq = s.seq AND e.matter = %lld",
                                 (long long)id);
    return desk_number(desk->office->db, arena_terminated(&desk->arena, sql));
}

static int64_t erasures(struct desk *desk)
{
    return desk_number(desk->office->db, "SELECT count(*) FROM entry WHERE district = ?1 AND kind "
                                         "= 'office.erased'");
}

static void assert_erased(struct desk *desk, int64_t matter)
{
    assert_int_equal(keys_of(desk, matter), 0);
    assert_int_equal(boxes_of(desk, matter), 0);
    desk_verify(desk, true);
}

static void assert_known(struct desk *desk, int64_t matter)
{
    assert_int_equal(keys_of(desk, matter), 2);
    assert_true(boxes_of(desk, matter) >= 2);
    desk_verify(desk, true);
}

/* ---- cut short ---- */

static void an_erasure_cut_short_is_finished_at_the_next_opening(void **state)
{
    struct desk *desk = *state;
    for (int which = 0; which < 2; which++) {
        int cut_after_the_event = 0;
        for (int n = 1;; n++) {
            struct err err;
            int64_t matter = file_matter(desk), before = erasures(desk);
            store_fault_arm(which == 0 ? desk->office->db : desk->office->keys, n, FAULT_IO);
            bool ok = erase(desk, matter, &err);
            store_fault_arm(which == 0 ? desk->office->db : desk->office->keys, 1, FAULT_NONE);
            desk_reopen(desk);
            bool is_told = erasures(desk) > before;
            if (is_told)
                assert_erased(desk, matter);
            else
                assert_known(desk, matter);
            assert_true(is_told || !ok);
            cut_after_the_event += is_told && !ok;
            if (ok)
                break;
        }
        assert_true(cut_after_the_event > 3);
    }
}

static void no_key_is_destroyed_before_the_list_is_written(void **state)
{
    struct desk *desk = *state;
    struct err err;
    struct str list = desk_path(desk, "office.db.erased");
    struct office_options options = {.db = desk->url, .today = desk->today, .threads = 1};
    int64_t matter = file_matter(desk);
    desk_must(os_file_remove(list, &err), &err);
    desk_must(os_directory_make(list, &err), &err);
    assert_false(erase(desk, matter, &err));
    assert_int_equal(keys_of(desk, matter), 2);
    assert_true(office_is_over(desk->office));
    desk_close(desk);
    assert_false(office_open(&options, &desk->office, &err));
    assert_int_equal(rmdir(arena_terminated(&desk->arena, list)), 0);
    desk_open(desk);
    assert_erased(desk, matter);
    assert_int_equal(erasures(desk), 1);
}

static void erasing_twice_is_one_erasure(void **state)
{
    struct desk *desk = *state;
    struct err err;
    int64_t matter = file_matter(desk);
    desk_must(erase(desk, matter, &err), &err);
    desk_must(erase(desk, matter, &err), &err);
    assert_int_equal(erasures(desk), 1);
    assert_erased(desk, matter);
}

/* ---- an old copy ---- */

static const char *const files[] = {"office.db", "office.db.keys"};

static void copy_office(struct desk *desk, const char *name)
{
    struct err err;
    for (int i = 0; i < 2; i++)
        desk_must(store_copy(i == 0 ? desk->office->db : desk->office->keys,
                             desk_path(desk, arena_terminated(
                                                 &desk->arena,
                                                 arena_print(&desk->arena, "%s.%d", name, i))),
                             &err),
                  &err);
}

/* Puts the copy's database, keys or both in the place of the office's. */
static void put_back(struct desk *desk, const char *name, bool db, bool keys)
{
    struct err err;
    desk_close(desk);
    for (int i = 0; i < 2; i++) {
        struct str to = desk_path(desk, files[i]);
        if (i == 0 ? !db : !keys)
            continue;
        desk_must(
            os_file_rename(arena_print(&desk->arena, "%s/%s.%d", desk->folder, name, i), to, &err),
            &err);
        for (int k = 0; k < 2; k++)
            desk_must(os_file_remove(arena_print(&desk->arena, "%" STR_FMT "%s", STR_ARG(to),
                                                 k == 0 ? "-wal" : "-shm"),
                                     &err),
                      &err);
    }
    desk_open(desk);
}

static void read_key(struct desk *desk, char out[KEY_BYTES])
{
    struct err err;
    struct stmt *stmt;
    bool has_row;
    desk_must(store_prepare(desk->office->keys,
                            STR("SELECT bytes FROM person_key WHERE district = ?1 ORDER BY person"),
                            &stmt, &err),
              &err);
    stmt_i64(stmt, DESK_DISTRICT);
    desk_must(stmt_row(stmt, &has_row, &err), &err);
    assert_true(has_row);
    assert_int_equal(stmt_get_blob(stmt, 0).len, KEY_BYTES);
    memcpy(out, stmt_get_blob(stmt, 0).p, KEY_BYTES);
    stmt_finish(stmt);
}

static int files_with(struct desk *desk, const char key[KEY_BYTES])
{
    struct err err;
    struct os_names names;
    int found = 0;
    desk_must(os_directory_list(&desk->arena, str_of(desk->folder), &names, &err), &err);
    for (size_t i = 0; i < names.n; i++) {
        struct str bytes, path = desk_path(desk, arena_terminated(&desk->arena, names.at[i]));
        desk_must(os_file_read(&desk->arena, path, LIMIT_FILE_BYTES, &bytes, &err), &err);
        found += str_find(bytes, (struct str){key, KEY_BYTES}) < bytes.len;
    }
    return found;
}

static void an_old_copy_forgets_again_whom_the_office_erased(void **state)
{
    for (int part = 1; part < 4; part++) { /* the database, its keys, or both are old */
        struct desk *desk = desk_new("2022-03-02");
        struct err err;
        char key[KEY_BYTES];
        int64_t erased = file_matter(desk), kept = file_matter(desk);
        read_key(desk, key);
        copy_office(desk, "old");
        assert_true(files_with(desk, key) >= 1); /* the search finds what is there */
        desk_must(erase(desk, erased, &err), &err);
        int64_t size = office_size(desk->office);
        put_back(desk, "old", (part & 1) != 0, (part & 2) != 0);
        assert_int_equal(office_size(desk->office), part == 2 ? size + 1 : size);
        assert_int_equal(office_erased_again(desk->office), 2);
        assert_erased(desk, erased);
        assert_known(desk, kept);
        desk_must(os_file_remove(desk_path(desk, "old.1"), &err), &err); /* what was not put back */
        assert_int_equal(files_with(desk, key), 0);
        desk_reopen(desk);
        assert_int_equal(office_erased_again(desk->office), 0);
        desk_done(desk);
    }
    (void)state;
}

static void forgetting_again_is_finished_wherever_it_was_cut_short(void **state)
{
    struct desk *desk = *state;
    struct str list, path = desk_path(desk, "office.db.erased");
    int cut = 0;
    for (int n = 1;; n += n / 3 + 1) { /* each round makes the list longer */
        struct err err;
        int64_t matters[2] = {file_matter(desk), file_matter(desk)};
        copy_office(desk, "old");
        for (int i = 0; i < 2; i++)
            desk_must(erase(desk, matters[i], &err), &err);
        desk_must(erased_read(&desk->arena, path, &list, &err), &err);
        desk_must(os_file_remove(path, &err), &err); /* so that the opening does nothing yet */
        put_back(desk, "old", true, true);
        assert_known(desk, matters[0]);
        desk_must(os_file_write(path, list, OS_PRIVATE, &err), &err);
        store_fault_arm(desk->office->db, n, FAULT_IO);
        bool ok = erase_mend(desk->office, &err);
        store_fault_arm(desk->office->db, 1, FAULT_NONE);
        desk_reopen(desk);
        for (int i = 0; i < 2; i++)
            assert_int_equal(keys_of(desk, matters[i]) + (size_t)boxes_of(desk, matters[i]), 0);
        cut += !ok;
        if (ok)
            break;
    }
    desk_verify(desk, true);
    assert_true(cut > 5);
}

/* After an old copy was put back, numbers are given anew: to others. */
static void who_got_the_number_of_an_erased_person_is_not_erased(void **state)
{
    struct desk *desk = *state;
    struct err err;
    os_chance_init_seed(STR_NONE); /* a demo would draw the same key for the same number */
    copy_office(desk, "empty");
    int64_t first = file_matter(desk);
    desk_must(erase(desk, first, &err), &err);
    put_back(desk, "empty", true, true);
    os_chance_init_seed(STR_NONE);
    int64_t second = file_matter(desk);
    assert_int_equal(first, second);
    copy_office(desk, "later");
    int64_t third = file_matter(desk);
    desk_must(erase(desk, third, &err), &err);
    put_back(desk, "later", true, true);
    assert_known(desk, second);
    assert_int_equal(office_erased_again(desk->office), 0);
}

/* One person, two matters of one register, known by the telephone number in both. */
static int64_t file_known(struct desk *desk)
{
    struct command command =
        desk_command(&desk->arena, desk->today, 0, "receive",
                     "office_unit=10|kind=plain|subject=题|words=原话|"
                     "applicant=[{\"name\":\"甲\",\"phone\":\"13800000001\"}]");
    return desk_do(desk, &command).matter;
}

static void who_was_erased_through_a_later_matter_is_forgotten_in_the_earlier(void **state)
{
    struct desk *desk = *state;
    struct err err;
    int64_t earlier = file_known(desk);
    copy_office(desk, "old");
    int64_t later = file_known(desk);
    desk_must(erase(desk, later, &err), &err);
    assert_erased(desk, earlier);
    put_back(desk, "old", true, true); /* the later matter is not in it */
    assert_int_equal(office_erased_again(desk->office), 1);
    assert_erased(desk, earlier);
}

/* ---- the list ---- */

static void a_list_is_merged_line_by_line_and_refused_when_it_is_none(void **state)
{
    struct desk *desk = *state;
    struct arena *arena = &desk->arena;
    struct err err;
    struct str both;
    struct erased_line line;
    bool has_line;
#define HASH "0123456789abcdef0123456789abcdef"
    struct str a = STR("office x\nerased x 2022-03-02 7 101 102 3:" HASH "\n");
    struct str b = STR("office x\nerased x 2022-03-02 7 101 102 3:" HASH
                       "\nerased x 2022-03-03 8 101 102 4:" HASH ",5:" HASH "\n");
    desk_must(erased_merge(arena, a, b, &both, &err), &err);
    assert_true(str_equal(both, b));
    assert_true(erased_is_of(both, STR("x")));
    assert_false(erased_is_of(both, STR("y")));
    desk_must(erased_next(arena, &both, &line, &has_line, &err), &err);
    desk_must(erased_next(arena, &both, &line, &has_line, &err), &err);
    assert_true(has_line && line.matter == 8 && line.persons.n == 2);
    assert_true(str_equal(erased_print(arena, &line),
                          STR("erased x 2022-03-03 8 101 102 4:" HASH ",5:" HASH "\n")));
    static const char *const wrong[] = {
        "erased x 2022-03-02 7 101 102\n",
        "erased x 2022-02-30 7 101 102 3:" HASH "\n",
        "erased x 2022-03-02 7 101 102 3:0123\n",
        "erased x 2022-03-02 7 101 102 x:" HASH "\n",
        "SQLite format 3\n",
        "erased x 2022-03-02 7 101 102 3:" HASH " 1\n",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_false(erased_merge(arena, a, str_of(wrong[i]), &both, &err));
        assert_int_equal(err.kind, ERR_INPUT);
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
        TEST(an_erasure_cut_short_is_finished_at_the_next_opening),
        TEST(no_key_is_destroyed_before_the_list_is_written),
        TEST(erasing_twice_is_one_erasure),
        TEST(an_old_copy_forgets_again_whom_the_office_erased),
        TEST(forgetting_again_is_finished_wherever_it_was_cut_short),
        TEST(who_got_the_number_of_an_erased_person_is_not_erased),
        TEST(who_was_erased_through_a_later_matter_is_forgotten_in_the_earlier),
        TEST(a_list_is_merged_line_by_line_and_refused_when_it_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
