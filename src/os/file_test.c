#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "os/file.h"
#include "os/lock.h"

static struct arena arena;
static struct err err;
static char folder[] = "/tmp/gulou-file-test-XXXXXX";

static struct str in_folder(const char *name)
{
    return arena_print(&arena, "%s/%s", folder, name);
}

static int make_folder(void **state)
{
    (void)state;
    arena_init(&arena, 0);
    return mkdtemp(folder) == NULL;
}

static int remove_folder(void **state)
{
    (void)state;
    struct os_names names;
    if (!os_directory_list(&arena, str_of(folder), &names, &err))
        return 1;
    for (size_t i = 0; i < names.n; i++)
        if (!os_file_remove(in_folder(arena_terminated(&arena, names.at[i])), &err))
            return 1;
    arena_done(&arena);
    return rmdir(folder);
}

static void what_is_written_is_read(void **state)
{
    (void)state;
    struct str bytes;
    static char large[300000];
    memset(large, 'x', sizeof large);
    struct str name = in_folder("a");
    assert_true(os_file_write(name, STR("鼓楼\n"), OS_SHARED, &err));
    assert_true(os_file_read(&arena, name, 100, &bytes, &err));
    assert_true(str_equal(bytes, STR("鼓楼\n")));
    assert_true(os_file_write(name, (struct str){large, sizeof large}, OS_PRIVATE, &err));
    assert_true(os_file_read(&arena, name, sizeof large, &bytes, &err));
    assert_int_equal(bytes.len, sizeof large);
    int64_t size;
    assert_true(os_file_size(name, &size, &err));
    assert_int_equal(size, sizeof large);
    struct stat status;
    assert_int_equal(stat(arena_terminated(&arena, name), &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    assert_true(os_file_write(name, STR_NONE, OS_SHARED, &err));
    assert_true(os_file_read(&arena, name, 0, &bytes, &err));
    assert_int_equal(bytes.len, 0);
}

static void a_file_of_unknown_size_is_read_to_its_end(void **state)
{
    (void)state;
    struct str bytes;
    assert_true(os_file_read(&arena, STR("/proc/self/status"), 100000, &bytes, &err));
    assert_true(str_starts(bytes, STR("Name:")));
    assert_false(os_file_read(&arena, STR("/proc/self/status"), 10, &bytes, &err));
    assert_int_equal(err.kind, ERR_LIMIT);
}

static void a_large_file_is_refused_before_it_is_read(void **state)
{
    (void)state;
    struct str bytes;
    assert_true(os_file_write(in_folder("b"), STR("12345"), OS_SHARED, &err));
    assert_false(os_file_read(&arena, in_folder("b"), 4, &bytes, &err));
    assert_int_equal(err.kind, ERR_LIMIT);
    assert_non_null(strstr(err.what, "larger than 4 bytes"));
}

static void what_is_not_there_is_told_as_missing(void **state)
{
    (void)state;
    struct str bytes;
    struct os_names names;
    int64_t size;
    assert_false(os_file_read(&arena, in_folder("none"), 4, &bytes, &err));
    assert_int_equal(err.kind, ERR_MISSING);
    assert_non_null(strstr(err.what, "none"));
    assert_false(os_directory_list(&arena, in_folder("none"), &names, &err));
    assert_int_equal(err.kind, ERR_MISSING);
    assert_false(os_file_size(in_folder("none"), &size, &err));
    assert_false(os_file_exists(in_folder("none")));
    assert_true(os_file_remove(in_folder("none"), &err));
    assert_false(os_file_write(in_folder("none/x"), STR("1"), OS_SHARED, &err));
    assert_int_equal(err.kind, ERR_MISSING);
}

static void a_folder_is_not_a_file(void **state)
{
    (void)state;
    struct str bytes;
    assert_false(os_file_read(&arena, str_of(folder), 4, &bytes, &err));
    assert_int_equal(err.kind, ERR_SYSTEM);
    assert_true(os_file_is_directory(str_of(folder)));
    assert_true(os_file_exists(str_of(folder)));
    assert_false(os_file_write(str_of(folder), STR("1"), OS_SHARED, &err));
}

static void impossible_names_are_refused(void **state)
{
    (void)state;
    struct str bytes;
    static char name[5000];
    memset(name, 'x', sizeof name);
    assert_false(os_file_read(&arena, (struct str){name, sizeof name}, 4, &bytes, &err));
    assert_int_equal(err.kind, ERR_LIMIT);
    assert_false(os_file_read(&arena, STR("a\0b"), 4, &bytes, &err));
    assert_int_equal(err.kind, ERR_INPUT);
    assert_false(os_file_read(&arena, STR_NONE, 4, &bytes, &err));
    assert_int_equal(err.kind, ERR_INPUT);
}

static void a_failed_write_leaves_the_old_file_and_nothing_beside_it(void **state)
{
    (void)state;
    struct str target = in_folder("d");
    assert_true(os_directory_make(target, &err));
    assert_true(os_directory_make(target, &err));                     /* is there already */
    assert_false(os_file_write(target, STR("new"), OS_SHARED, &err)); /* rename over a folder */
    assert_true(os_file_is_directory(target));
    struct os_names names;
    assert_true(os_directory_list(&arena, str_of(folder), &names, &err));
    for (size_t i = 0; i < names.n; i++)
        assert_false(str_ends(names.at[i], STR(".new")));
    assert_int_equal(rmdir(arena_terminated(&arena, target)), 0);
}

static void a_folder_is_listed_in_byte_order(void **state)
{
    (void)state;
    static const char *expect[] = {"2023.csv", "A", "a", "b", "乙"};
    for (size_t i = 5; i-- > 0;)
        assert_true(os_file_write(in_folder(expect[i]), STR("1"), OS_SHARED, &err));
    struct os_names names;
    assert_true(os_directory_list(&arena, str_of(folder), &names, &err));
    assert_int_equal(names.n, 5);
    for (size_t i = 0; i < 5; i++)
        assert_true(str_equal_c(names.at[i], expect[i]));
    assert_true(os_file_rename(in_folder("乙"), in_folder("c"), &err));
    assert_true(os_file_exists(in_folder("c")));
    assert_false(os_file_exists(in_folder("乙")));
}

static void a_lock_is_held_by_one_and_goes_with_it(void **state)
{
    (void)state;
    struct os_lock first = {-1}, second = {-1};
    struct str name = in_folder("lock");
    assert_true(os_lock_take(name, &first, &err));
    assert_false(os_lock_take(name, &second, &err));
    assert_int_equal(err.kind, ERR_CONFLICT);
    assert_non_null(strstr(err.what, "/lock"));
    char expect[32];
    snprintf(expect, sizeof expect, "process %d", (int)getpid());
    assert_string_equal(err.detail, expect);
    os_lock_release(&first);
    os_lock_release(&first);
    assert_true(os_lock_take(name, &second, &err));
    os_lock_release(&second);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read),
        cmocka_unit_test(a_file_of_unknown_size_is_read_to_its_end),
        cmocka_unit_test(a_large_file_is_refused_before_it_is_read),
        cmocka_unit_test(what_is_not_there_is_told_as_missing),
        cmocka_unit_test(a_folder_is_not_a_file),
        cmocka_unit_test(impossible_names_are_refused),
        cmocka_unit_test(a_failed_write_leaves_the_old_file_and_nothing_beside_it),
        cmocka_unit_test(a_folder_is_listed_in_byte_order),
        cmocka_unit_test(a_lock_is_held_by_one_and_goes_with_it),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
