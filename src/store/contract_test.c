/* What the face asserts: each body breaks one rule in a child process, which must not survive it.
 */
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "os/file.h"
#include "store/store.h"

static struct arena arena;
static struct err err;
static char folder[] = "/tmp/gulou-contract-test-XXXXXX";

static struct store *open_new(void)
{
    struct store *store = NULL;
    struct store_options options = {.url = arena_print(&arena, "%s/a.db", folder)};
    if (!store_open(&arena, &options, &store, &err)
        || !store_execute(store,
                          STR("DROP TABLE IF EXISTS meta; CREATE TABLE meta (key TEXT PRIMARY KEY,"
                              " value TEXT); INSERT INTO meta VALUES ('a', 'b')"),
                          &err))
        _exit(2);
    return store;
}

static void check(bool is_done)
{
    if (!is_done)
        _exit(3);
}

static struct stmt *stop_between_rows(struct store *store)
{
    struct stmt *stmt = store_statement(store, Q_META_GET);
    bool has_row = false;
    stmt_text(stmt, STR("a"));
    check(stmt_row(stmt, &has_row, &err) && has_row);
    return stmt;
}

static void write_outside_a_transaction(void)
{
    struct stmt *stmt = store_statement(open_new(), Q_META_PUT);
    stmt_text(stmt, STR("a"));
    stmt_text(stmt, STR("c"));
    check(stmt_run(stmt, &err));
}

static void write_inside_a_read_transaction(void)
{
    struct store *store = open_new();
    check(store_begin_read(store, &err));
    struct stmt *stmt = store_statement(store, Q_META_PUT);
    stmt_text(stmt, STR("a"));
    stmt_text(stmt, STR("c"));
    check(stmt_run(stmt, &err));
}

static void bind_too_few(void)
{
    struct store *store = open_new();
    check(store_begin(store, &err));
    struct stmt *stmt = store_statement(store, Q_META_PUT);
    stmt_text(stmt, STR("a"));
    check(stmt_run(stmt, &err));
}

static void bind_too_many(void)
{
    struct stmt *stmt = store_statement(open_new(), Q_META_GET);
    stmt_text(stmt, STR("a"));
    stmt_i64(stmt, 1);
}

static void use_a_statement_twice_at_once(void)
{
    struct store *store = open_new();
    stop_between_rows(store);
    store_statement(store, Q_META_GET);
}

static void commit_between_rows(void)
{
    struct store *store = open_new();
    check(store_begin(store, &err));
    stop_between_rows(store);
    check(store_commit(store, &err));
}

static void read_a_column_that_is_not_there(void)
{
    stmt_get_i64(stop_between_rows(open_new()), 1);
}

static void read_without_a_row(void)
{
    struct stmt *stmt = stop_between_rows(open_new());
    stmt_reset(stmt);
    stmt_get_i64(stmt, 0);
}

static void begin_twice(void)
{
    struct store *store = open_new();
    check(store_begin(store, &err));
    check(store_begin(store, &err));
}

static void checkpoint_inside_a_transaction(void)
{
    struct store *store = open_new();
    check(store_begin(store, &err));
    check(store_checkpoint(store, &err));
}

static void close_with_an_unfinished_statement(void)
{
    struct store *store = open_new();
    struct stmt *stmt = NULL;
    check(store_prepare(store, STR("SELECT 1"), &stmt, &err));
    store_close(store);
}

static void name_a_statement_that_does_not_fit(void)
{
    struct store *store = open_new();
    check(store_execute(store, STR("DROP TABLE meta"), &err));
    store_statement(store, Q_META_GET);
}

static void arm_a_store_without_faults(void)
{
    store_fault_arm(open_new(), 1, FAULT_BUSY);
}

static void keep_to_the_rules(void)
{
    struct store *store = open_new();
    stmt_reset(stop_between_rows(store));
    stmt_reset(stop_between_rows(store));
    store_close(store);
}

static bool is_aborted(void (*body)(void))
{
    pid_t child = fork();
    if (child == 0) {
        int null = open("/dev/null", O_WRONLY);
        signal(SIGABRT, SIG_DFL);
        dup2(null, 2); /* the assertion's words are not of interest here */
        body();
        _exit(0);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    if (WIFEXITED(status))
        assert_int_equal(WEXITSTATUS(status), 0);
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

static void breaking_the_contract_is_a_bug_and_stops_the_program(void **state)
{
    (void)state;
    static void (*const bodies[])(void) = {
        write_outside_a_transaction,
        write_inside_a_read_transaction,
        bind_too_few,
        bind_too_many,
        use_a_statement_twice_at_once,
        commit_between_rows,
        read_a_column_that_is_not_there,
        read_without_a_row,
        begin_twice,
        checkpoint_inside_a_transaction,
        close_with_an_unfinished_statement,
        name_a_statement_that_does_not_fit,
        arm_a_store_without_faults,
    };
    assert_false(is_aborted(keep_to_the_rules));
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++)
        if (!is_aborted(bodies[i]))
            fail_msg("rule %zu was broken without notice", i);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(breaking_the_contract_is_a_bug_and_stops_the_program),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
