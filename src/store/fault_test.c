#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "os/file.h"
#include "store/store.h"

static struct arena arena;
static struct err err;
static char folder[] = "/tmp/gulou-fault-test-XXXXXX";
static int names_made;

static struct str new_name(void)
{
    return arena_print(&arena, "%s/%d.db", folder, names_made++);
}

static struct store *open_url(const char *scheme, struct str name)
{
    struct store *store = NULL;
    struct store_options options = {.url =
                                        arena_print(&arena, "%s%" STR_FMT, scheme, STR_ARG(name))};
    if (!store_open(&arena, &options, &store, &err))
        fail_msg("%s %s", err.what, err.detail);
    return store;
}

static struct store *open_fault(struct str name)
{
    struct store *store = open_url("fault:sqlite:", name);
    assert_true(
        store_execute(store, STR("CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT)"), &err));
    return store;
}

static bool put(struct store *store, struct str key, struct err *err_out)
{
    struct stmt *stmt = store_statement(store, Q_META_PUT);
    stmt_text(stmt, key);
    stmt_text(stmt, STR("value"));
    return stmt_run(stmt, err_out);
}

static bool count(struct store *store, int64_t *count_out, struct err *err_out)
{
    struct stmt *stmt = NULL;
    bool has_row = false;
    *count_out = 0;
    if (!store_prepare(store, STR("SELECT key FROM meta"), &stmt, err_out))
        return false;
    bool is_done = true;
    while (is_done && (is_done = stmt_row(stmt, &has_row, err_out)) && has_row)
        ++*count_out;
    stmt_finish(stmt);
    return is_done;
}

/* A whole unit of work with every kind of call. */
static bool work(struct store *store, struct err *err_out)
{
    int64_t keys, version;
    bool is_done = store_version(store, &version, err_out) && store_begin(store, err_out)
                   && store_execute(store, STR("CREATE TABLE IF NOT EXISTS u (n)"), err_out)
                   && put(store, STR("a"), err_out) && put(store, STR("b"), err_out)
                   && count(store, &keys, err_out) && store_set_version(store, 5, err_out)
                   && store_commit(store, err_out);
    store_rollback(store);
    return is_done && store_checkpoint(store, err_out);
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
        if (!os_file_remove(arena_print(&arena, "%s/%" STR_FMT, folder, STR_ARG(names.at[i])),
                            &err))
            return 1;
    arena_done(&arena);
    return rmdir(folder);
}

static void an_unarmed_fault_store_works_like_any_other(void **state)
{
    (void)state;
    struct str name = new_name();
    struct store *store = open_fault(name);
    store_fault_arm(store, 1, FAULT_NONE);
    assert_true(work(store, &err));
    assert_true(store_fault_calls(store) >= 10);
    struct store_counts counts;
    store_counts(store, &counts);
    assert_true(counts.fsyncs > 0 && counts.rows_written >= 2);
    store_close(store);
    store = open_url("", name);
    int64_t keys;
    assert_true(count(store, &keys, &err));
    assert_int_equal(keys, 2);
    store_close(store);
}

/* For each n: the n-th call fails once, with the right kind; either nothing of the transaction is
 * there, or (the fault came after the commit) all of it; and a second try succeeds. */
static void sweep(enum store_fault fault, enum err_kind expect)
{
    bool is_clean = false;
    int nth = 0;
    while (!is_clean) {
        struct store *store = open_fault(new_name());
        struct err own_err = {.kind = ERR_NONE};
        store_fault_arm(store, ++nth, fault);
        assert_true(nth < 100);
        is_clean = work(store, &own_err);
        assert_int_equal(own_err.kind, is_clean ? ERR_NONE : expect);
        store_fault_arm(store, 1, FAULT_NONE);
        int64_t keys;
        assert_true(count(store, &keys, &err));
        assert_true(keys == 2 || (keys == 0 && !is_clean));
        assert_true(work(store, &err));
        assert_true(count(store, &keys, &err));
        assert_int_equal(keys, 2);
        store_close(store);
    }
    assert_in_range(nth, 11, 40);
}

static void every_call_can_find_the_database_busy(void **state)
{
    (void)state;
    sweep(FAULT_BUSY, ERR_BUSY);
}

static void every_call_can_find_the_disk_full(void **state)
{
    (void)state;
    sweep(FAULT_FULL, ERR_STORE);
}

static void every_call_can_find_the_device_broken(void **state)
{
    (void)state;
    sweep(FAULT_IO, ERR_STORE);
}

static void check_uncertain(enum store_fault fault, int64_t expect_keys)
{
    struct str name = new_name();
    struct store *store = open_fault(name);
    store_fault_arm(store, 2, fault);
    assert_true(store_begin(store, &err));
    assert_true(put(store, STR("first"), &err));
    assert_true(store_commit(store, &err));
    assert_true(store_begin_read(store, &err)); /* not a write: not counted */
    assert_true(store_commit(store, &err));
    assert_true(store_begin(store, &err));
    assert_true(put(store, STR("second"), &err));
    assert_false(store_commit(store, &err));
    assert_int_equal(err.kind, ERR_UNCERTAIN);
    assert_false(store_begin(store, &err)); /* for good */
    assert_int_equal(err.kind, ERR_UNCERTAIN);
    store_close(store);
    store = open_url("", name);
    int64_t keys;
    assert_true(count(store, &keys, &err));
    assert_int_equal(keys, expect_keys);
    store_close(store);
}

static void an_uncertain_commit_may_have_taken_place(void **state)
{
    (void)state;
    check_uncertain(FAULT_UNCERTAIN_COMMIT, 2);
}

static void an_uncertain_commit_may_not_have_taken_place(void **state)
{
    (void)state;
    check_uncertain(FAULT_UNCERTAIN_ROLLBACK, 1);
}

static void a_named_statement_that_cannot_be_prepared_now_tells_so_when_run(void **state)
{
    (void)state;
    struct store *store = open_fault(new_name());
    store_fault_arm(store, 1, FAULT_BUSY);
    struct stmt *stmt = store_statement(store, Q_META_GET);
    bool has_row = true;
    stmt_text(stmt, STR("key"));
    assert_false(stmt_row(stmt, &has_row, &err));
    assert_int_equal(err.kind, ERR_BUSY);
    stmt_reset(stmt);
    stmt = store_statement(store, Q_META_GET); /* the next time it is there */
    stmt_text(stmt, STR("key"));
    assert_true(stmt_row(stmt, &has_row, &err));
    assert_false(has_row);
    store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_unarmed_fault_store_works_like_any_other),
        cmocka_unit_test(every_call_can_find_the_database_busy),
        cmocka_unit_test(every_call_can_find_the_disk_full),
        cmocka_unit_test(every_call_can_find_the_device_broken),
        cmocka_unit_test(an_uncertain_commit_may_have_taken_place),
        cmocka_unit_test(an_uncertain_commit_may_not_have_taken_place),
        cmocka_unit_test(a_named_statement_that_cannot_be_prepared_now_tells_so_when_run),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
