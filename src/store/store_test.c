#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "os/file.h"
#include "os/thread.h"
#include "store/driver.h"
#include "store/store.h"

static struct arena arena;
static struct err err;
static char folder[] = "/tmp/gulou-store-test-XXXXXX";
static int names_made;

static const char *const tables = "CREATE TABLE meta (key TEXT NOT NULL PRIMARY KEY, value TEXT);"
                                  "CREATE TABLE t (district INTEGER, n INTEGER, s TEXT, b BLOB,"
                                  " PRIMARY KEY (district, n));";

static struct str new_name(void)
{
    return arena_print(&arena, "%s/%d.db", folder, names_made++);
}

static struct store *open_as(struct str url, bool is_read_only)
{
    struct store *store = NULL;
    struct store_options options = {.url = url, .is_read_only = is_read_only};
    if (!store_open(&arena, &options, &store, &err))
        fail_msg("%s %s", err.what, err.detail);
    return store;
}

static struct store *open_with_tables(struct str url)
{
    struct store *store = open_as(url, false);
    assert_true(store_execute(store, str_of(tables), &err));
    return store;
}

static bool open_fails(struct store_options options)
{
    struct store *store = NULL;
    bool is_open = store_open(&arena, &options, &store, &err);
    if (is_open)
        store_close(store);
    return !is_open;
}

static struct stmt *prepare(struct store *store, const char *sql)
{
    struct stmt *stmt = NULL;
    if (!store_prepare(store, str_of(sql), &stmt, &err))
        fail_msg("%s %s", err.what, err.detail);
    return stmt;
}

static void put_row(struct store *store, int64_t n)
{
    struct stmt *stmt = prepare(store, "INSERT INTO t VALUES (320106, ?, 'x', NULL)");
    stmt_i64(stmt, n);
    assert_true(stmt_run(stmt, &err));
    stmt_finish(stmt);
}

static int64_t count_rows(struct store *store)
{
    struct stmt *stmt = prepare(store, "SELECT count(*) FROM t");
    bool has_row = false;
    assert_true(stmt_row(stmt, &has_row, &err));
    assert_true(has_row);
    int64_t count = stmt_get_i64(stmt, 0);
    stmt_finish(stmt);
    return count;
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

static void every_kind_of_value_comes_back_as_it_was(void **state)
{
    (void)state;
    struct store *store = open_with_tables(new_name());
    static char large[100000];
    memset(large, 'y', sizeof large);
    assert_true(store_begin(store, &err));
    struct stmt *put = prepare(store, "INSERT INTO t VALUES (?, ?, ?, ?)");
    stmt_i64(put, INT64_MIN);
    stmt_i64(put, INT64_MAX);
    stmt_text(put, STR("鼓楼区\0后"));
    stmt_blob(put, large, sizeof large);
    assert_true(stmt_run(put, &err));
    assert_int_equal(store_changes(store), 1);
    stmt_i64(put, 1);
    stmt_i64(put, 2);
    stmt_text(put, STR_NONE); /* an empty text is not NULL */
    stmt_null(put);
    assert_true(stmt_run(put, &err));
    stmt_i64(put, 1);
    stmt_i64(put, 3);
    stmt_null(put);
    stmt_blob(put, NULL, 0);
    assert_true(stmt_run(put, &err));
    stmt_finish(put);
    assert_true(store_commit(store, &err));

    struct stmt *get = prepare(store, "SELECT district, n, s, b FROM t ORDER BY district, n");
    assert_int_equal(stmt_columns(get), 4);
    bool has_row = false;
    assert_true(stmt_row(get, &has_row, &err) && has_row);
    assert_true(stmt_get_i64(get, 0) == INT64_MIN && stmt_get_i64(get, 1) == INT64_MAX);
    assert_true(str_equal(stmt_get_text(get, 2), STR("鼓楼区\0后")));
    assert_true(str_equal(stmt_get_blob(get, 3), (struct str){large, sizeof large}));
    assert_true(stmt_row(get, &has_row, &err) && has_row);
    assert_false(stmt_is_null(get, 2));
    assert_int_equal(stmt_get_text(get, 2).len, 0);
    assert_true(stmt_is_null(get, 3));
    assert_int_equal(stmt_get_i64(get, 3), 0);
    assert_true(stmt_row(get, &has_row, &err) && has_row);
    assert_true(stmt_is_null(get, 2));
    assert_int_equal(stmt_get_text(get, 2).len, 0);
    assert_false(stmt_is_null(get, 3));
    assert_true(stmt_row(get, &has_row, &err) && !has_row);
    assert_true(stmt_row(get, &has_row, &err) && has_row); /* it began anew by itself */
    stmt_finish(get);
    store_close(store);
}

static void a_named_statement_is_prepared_once_and_used_again(void **state)
{
    (void)state;
    struct store *store = open_with_tables(new_name());
    struct stmt *put = store_statement(store, Q_META_PUT);
    assert_true(store_begin(store, &err));
    for (int i = 0; i < 3; i++) {
        struct stmt *again = store_statement(store, Q_META_PUT);
        assert_ptr_equal(put, again);
        stmt_text(again, STR("key"));
        stmt_text(again, arena_print(&arena, "value %d", i));
        assert_true(stmt_run(again, &err));
    }
    assert_true(store_commit(store, &err));
    struct stmt *get = store_statement(store, Q_META_GET);
    bool has_row = false;
    stmt_text(get, STR("key"));
    assert_true(stmt_row(get, &has_row, &err) && has_row);
    assert_true(str_equal(stmt_get_text(get, 0), STR("value 2")));
    stmt_reset(get);
    stmt_text(get, STR("no such key"));
    assert_true(stmt_row(get, &has_row, &err));
    assert_false(has_row);
    store_close(store);
}

static void a_transaction_is_kept_by_commit_and_forgotten_by_rollback(void **state)
{
    (void)state;
    struct str name = new_name();
    struct store *store = open_with_tables(name);
    assert_true(store_begin(store, &err));
    assert_true(store_is_in_transaction(store));
    put_row(store, 1);
    assert_true(store_commit(store, &err));
    assert_true(store_begin(store, &err));
    put_row(store, 2);
    struct stmt *rows = prepare(store, "SELECT n FROM t");
    bool has_row = false;
    assert_true(stmt_row(rows, &has_row, &err) && has_row);
    store_rollback(store); /* in the middle of the rows */
    assert_false(store_is_in_transaction(store));
    store_rollback(store);
    stmt_finish(rows);
    assert_int_equal(count_rows(store), 1);
    assert_true(store_begin(store, &err));
    put_row(store, 3);
    store_close(store); /* an open transaction is rolled back */
    store = open_as(name, false);
    assert_int_equal(count_rows(store), 1);
    store_close(store);
    store_close(NULL);
}

static void after_an_error_only_rollback_is_left(void **state)
{
    (void)state;
    struct store *store = open_with_tables(new_name());
    assert_true(store_begin(store, &err));
    put_row(store, 1);
    struct stmt *again = prepare(store, "INSERT INTO t VALUES (320106, 1, ?, NULL)");
    stmt_text(again, STR("twice"));
    assert_false(stmt_run(again, &err));
    assert_int_equal(err.kind, ERR_CONFLICT);
    assert_non_null(strstr(err.what, "same key"));
    stmt_text(again, STR("still refused"));
    assert_false(stmt_run(again, &err));
    assert_int_equal(err.kind, ERR_STORE);
    stmt_finish(again);
    assert_false(store_execute(store, STR("CREATE TABLE u (n)"), &err));
    assert_false(store_commit(store, &err));
    assert_non_null(strstr(err.what, "rolled back"));
    assert_false(store_is_in_transaction(store));
    assert_int_equal(count_rows(store), 0);
    assert_true(store_begin(store, &err)); /* and the store is well again */
    put_row(store, 1);
    assert_true(store_commit(store, &err));
    store_close(store);
}

static void a_script_is_all_or_nothing(void **state)
{
    (void)state;
    struct store *store = open_with_tables(new_name());
    assert_false(store_execute(store, STR("CREATE TABLE u (n); CREATE TABLE u (n);"), &err));
    assert_int_equal(err.kind, ERR_STORE);
    assert_non_null(strstr(err.detail, "already exists"));
    assert_true(store_execute(store, STR("-- only now\nCREATE TABLE u (n); -- the end\n"), &err));
    assert_true(store_execute(store, STR(""), &err));
    store_close(store);
}

static void wrong_generated_sql_is_an_error_with_its_text(void **state)
{
    (void)state;
    struct store *store = open_with_tables(new_name());
    struct stmt *stmt = NULL;
    assert_false(store_prepare(store, STR("SELECT absent FROM t"), &stmt, &err));
    assert_int_equal(err.kind, ERR_STORE);
    assert_non_null(strstr(err.detail, "no such column"));
    assert_non_null(strstr(err.detail, "SELECT absent FROM t"));
    assert_false(store_prepare(store, STR("  "), &stmt, &err));
    /* A word in double quotes is never a text. */
    assert_false(store_prepare(store, STR("SELECT \"text\""), &stmt, &err));
    store_close(store);
}

static void the_file_is_set_up_as_designed(void **state)
{
    (void)state;
    struct str name = new_name();
    struct store *store = open_with_tables(name);
    static const struct {
        const char *sql;
        const char *expect;
    } settings[] = {{"PRAGMA journal_mode", "wal"},  {"PRAGMA synchronous", "2"},
                    {"PRAGMA foreign_keys", "0"},    {"PRAGMA trusted_schema", "0"},
                    {"PRAGMA temp_store", "2"},      {"PRAGMA cell_size_check", "1"},
                    {"PRAGMA secure_delete", "1"},   {"PRAGMA wal_autocheckpoint", "0"},
                    {"PRAGMA integrity_check", "ok"}};
    assert_true(store_begin(store, &err)); /* SQLite counts some of these as writing */
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
        struct stmt *stmt = prepare(store, settings[i].sql);
        bool has_row = false;
        assert_true(stmt_row(stmt, &has_row, &err) && has_row);
        if (!str_equal_c(stmt_get_text(stmt, 0), settings[i].expect))
            fail_msg("%s is %" STR_FMT, settings[i].sql, STR_ARG(stmt_get_text(stmt, 0)));
        stmt_finish(stmt);
    }
    struct stat status;
    assert_int_equal(stat(arena_terminated(&arena, name), &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    store_close(store);
}

static void a_read_only_store_reads_and_never_writes(void **state)
{
    (void)state;
    struct str name = new_name();
    struct store *writer = open_with_tables(name);
    struct store *reader = open_as(name, true);
    assert_true(store_is_read_only(reader));
    assert_true(store_begin_read(reader, &err));
    assert_int_equal(count_rows(reader), 0);
    assert_true(store_begin(writer, &err));
    put_row(writer, 1);
    assert_true(store_commit(writer, &err));
    assert_int_equal(count_rows(reader), 0); /* one snapshot */
    assert_true(store_commit(reader, &err));
    assert_int_equal(count_rows(reader), 1);
    store_close(writer);
    store_close(reader);
    reader = open_as(name, true); /* also without any writer */
    assert_int_equal(count_rows(reader), 1);
    store_close(reader);
}

static void a_missing_database_is_told_as_missing(void **state)
{
    (void)state;
    struct str name = new_name();
    assert_true(open_fails((struct store_options){.url = name, .must_exist = true}));
    assert_int_equal(err.kind, ERR_MISSING);
    assert_non_null(strstr(err.what, "There is no database /tmp/"));
    assert_non_null(strstr(err.hint, "gulou init"));
    assert_true(open_fails((struct store_options){.url = name, .is_read_only = true}));
    assert_int_equal(err.kind, ERR_MISSING);
    assert_false(os_file_exists(name));
    name = arena_print(&arena, "sqlite:%s/no/such/folder.db", folder);
    assert_true(open_fails((struct store_options){.url = name}));
    assert_int_equal(err.kind, ERR_MISSING);
}

static void what_is_no_database_is_refused_with_a_sentence(void **state)
{
    (void)state;
    struct str name = new_name();
    static char garbage[8192];
    memset(garbage, 'g', sizeof garbage);
    assert_true(os_file_write(name, (struct str){garbage, sizeof garbage}, OS_SHARED, &err));
    assert_true(open_fails((struct store_options){.url = name}));
    assert_int_equal(err.kind, ERR_INPUT);
    assert_non_null(strstr(err.what, "is not a database"));
    assert_true(open_fails((struct store_options){.url = name, .is_read_only = true}));
    assert_int_equal(err.kind, ERR_INPUT);
    assert_true(open_fails((struct store_options){.url = str_of(folder)}));
    assert_non_null(strstr(err.what, "is a folder"));
    assert_true(open_fails((struct store_options){.url = STR("sqlite:")}));
    assert_int_equal(err.kind, ERR_USAGE);
    assert_true(open_fails((struct store_options){.url = STR(":memory:")}));
    assert_int_equal(err.kind, ERR_USAGE);
    assert_true(open_fails((struct store_options){.url = STR("postgresql://host/db")}));
    assert_int_equal(err.kind, ERR_USAGE);
}

static void a_damaged_page_is_told_as_damage(void **state)
{
    (void)state;
    struct str name = new_name();
    struct store *store = open_with_tables(name);
    assert_true(store_begin(store, &err));
    for (int64_t n = 0; n < 2000; n++)
        put_row(store, n);
    assert_true(store_commit(store, &err));
    store_close(store);
    FILE *file = fopen(arena_terminated(&arena, name), "r+");
    assert_non_null(file);
    static char garbage[3 * 4096];
    memset(garbage, 0xAB, sizeof garbage);
    assert_int_equal(fseek(file, 4 * 4096, SEEK_SET), 0);
    assert_int_equal(fwrite(garbage, 1, sizeof garbage, file), sizeof garbage);
    assert_int_equal(fclose(file), 0);
    store = open_as(name, true);
    struct stmt *rows = prepare(store, "SELECT * FROM t NOT INDEXED");
    bool has_row = true, is_done = true;
    while (is_done && has_row)
        is_done = stmt_row(rows, &has_row, &err);
    assert_false(is_done);
    assert_int_equal(err.kind, ERR_STORE);
    assert_non_null(strstr(err.what, "is damaged"));
    stmt_finish(rows);
    store_close(store);
}

static void a_second_writer_is_told_to_wait(void **state)
{
    (void)state;
    struct str name = new_name();
    struct store *first = open_with_tables(name);
    struct store *second = open_as(name, false);
    assert_true(store_begin(first, &err));
    put_row(first, 1);
    assert_false(store_begin(second, &err));
    assert_int_equal(err.kind, ERR_BUSY);
    assert_non_null(strstr(err.what, "held by another process"));
    assert_false(store_is_in_transaction(second));
    assert_int_equal(count_rows(second), 0); /* reading goes on */
    assert_true(store_commit(first, &err));
    assert_true(store_begin(second, &err));
    put_row(second, 2);
    assert_true(store_commit(second, &err));
    store_close(first);
    store_close(second);
}

static void a_name_like_a_uri_is_only_a_name(void **state)
{
    (void)state;
    char before[4096];
    assert_non_null(getcwd(before, sizeof before));
    assert_int_equal(chdir(folder), 0);
    struct store *store = open_with_tables(STR("file:x.db?mode=memory"));
    store_close(store);
    assert_true(os_file_exists(STR("file:x.db?mode=memory")));
    assert_int_equal(chdir(before), 0);
}

static void the_log_goes_into_the_main_file_only_at_a_checkpoint(void **state)
{
    (void)state;
    struct store *store = open_with_tables(new_name());
    struct store_counts before, after;
    assert_true(store_checkpoint(store, &err));
    store_counts(store, &before);
    for (int64_t n = 0; n < 2000; n++) { /* beyond SQLite's own threshold of 1,000 pages */
        assert_true(store_begin(store, &err));
        put_row(store, n);
        assert_true(store_commit(store, &err));
        if (n == 99)
            store_counts(store, &after);
    }
    assert_int_equal(after.commits - before.commits, 100);
    assert_int_equal(after.rows_written - before.rows_written, 100);
    assert_in_range(after.fsyncs - before.fsyncs, 100, 102);
    assert_true(after.wal_bytes - before.wal_bytes >= 100 * 4096);
    assert_true(after.wal_size_bytes >= 100 * 4096);
    store_counts(store, &after);
    assert_int_equal(after.db_bytes, before.db_bytes);
    assert_true(store_checkpoint(store, &err));
    store_counts(store, &after);
    assert_true(after.db_bytes > before.db_bytes);
    assert_int_equal(after.wal_size_bytes, 0);
    store_close(store);
}

static void a_checkpoint_is_due_by_size(void **state)
{
    (void)state;
    struct store *store = open_with_tables(new_name());
    static char large[1 << 20];
    for (int64_t n = 0; n < 160; n++) {
        assert_false(n < 100 && store_checkpoint_is_due(store));
        assert_true(store_begin(store, &err));
        struct stmt *put = prepare(store, "INSERT INTO t VALUES (1, ?, NULL, ?)");
        stmt_i64(put, n);
        stmt_blob(put, large, sizeof large);
        assert_true(stmt_run(put, &err));
        stmt_finish(put);
        assert_true(store_commit(store, &err));
    }
    assert_true(store_checkpoint_is_due(store));
    assert_true(store_checkpoint(store, &err));
    assert_false(store_checkpoint_is_due(store));
    store_close(store);
}

static void emptying_the_log_waits_for_readers(void **state)
{
    (void)state;
    struct str name = new_name();
    struct store *store = open_with_tables(name);
    struct store *reader = open_as(name, true);
    assert_true(store_begin_read(reader, &err));
    assert_int_equal(count_rows(reader), 0);
    assert_true(store_begin(store, &err));
    put_row(store, 1);
    assert_true(store_commit(store, &err));
    assert_true(store_checkpoint(store, &err)); /* as far as it goes */
    struct store_counts counts;
    store_counts(store, &counts);
    assert_true(counts.wal_size_bytes > 0);
    assert_false(store_checkpoint_truncate(store, &err));
    assert_int_equal(err.kind, ERR_BUSY);
    store_rollback(reader);
    assert_true(store_checkpoint_truncate(store, &err));
    int64_t size = -1;
    assert_true(os_file_size(arena_print(&arena, "%" STR_FMT "-wal", STR_ARG(name)), &size, &err));
    assert_int_equal(size, 0);
    store_close(reader);
    store_close(store);
}

static void a_copy_is_whole_and_stands_alone(void **state)
{
    (void)state;
    struct str name = new_name(), copy = new_name();
    struct store *store = open_with_tables(name);
    struct store *reader = open_as(name, true);
    assert_true(store_begin(store, &err));
    for (int64_t n = 0; n < 500; n++)
        put_row(store, n);
    assert_true(store_commit(store, &err));
    assert_true(store_copy(reader, copy, &err)); /* what is still in the log comes along */
    assert_false(store_copy(reader, copy, &err));
    assert_int_equal(err.kind, ERR_CONFLICT);
    assert_false(store_copy(reader, STR("/no/such/folder/copy.db"), &err));
    assert_int_equal(err.kind, ERR_MISSING);
    assert_int_equal(count_rows(store), 500); /* a failed copy does not harm the original */
    store_close(reader);
    store_close(store);
    assert_false(os_file_exists(arena_print(&arena, "%" STR_FMT "-wal", STR_ARG(copy))));
    struct stat status;
    assert_int_equal(stat(arena_terminated(&arena, copy), &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    store = open_as(copy, true);
    assert_int_equal(count_rows(store), 500);
    store_close(store);
}

static void a_failed_sync_stops_the_store_for_good(void **state)
{
    (void)state;
    struct str name = new_name();
    struct store *store = open_with_tables(name);
    assert_true(store_begin(store, &err));
    put_row(store, 1);
    sqlite_fail_sync(store, 1);
    assert_false(store_commit(store, &err));
    assert_int_equal(err.kind, ERR_UNCERTAIN);
    assert_int_equal(err_exit_status(err.kind), 111);
    assert_false(store_begin(store, &err));
    assert_int_equal(err.kind, ERR_UNCERTAIN);
    assert_non_null(strstr(err.what, "may or may not"));
    assert_false(store_checkpoint(store, &err));
    struct stmt *stmt = store_statement(store, Q_META_GET);
    bool has_row = false;
    stmt_text(stmt, STR("key"));
    assert_false(stmt_row(stmt, &has_row, &err));
    assert_int_equal(err.kind, ERR_UNCERTAIN);
    store_close(store);
    store = open_as(name, false); /* after the restart it is one or the other */
    assert_in_range(count_rows(store), 0, 1);
    store_close(store);
}

static void a_failed_sync_of_a_checkpoint_stops_the_store_too(void **state)
{
    (void)state;
    for (int nth = 1; nth <= 2; nth++) { /* of the log, of the main file */
        struct str name = new_name();
        struct store *store = open_with_tables(name);
        assert_true(store_begin(store, &err));
        put_row(store, 1);
        assert_true(store_commit(store, &err));
        sqlite_fail_sync(store, nth);
        assert_false(store_checkpoint(store, &err));
        assert_int_equal(err.kind, ERR_UNCERTAIN);
        assert_false(store_begin(store, &err));
        assert_int_equal(err.kind, ERR_UNCERTAIN);
        store_close(store);
        store = open_as(name, false);
        assert_int_equal(count_rows(store), 1);
        store_close(store);
    }
}

static void a_failed_write_never_leaves_half_a_transaction(void **state)
{
    (void)state;
    bool is_over = false;
    for (int nth = 1; !is_over; nth++) {
        assert_true(nth < 100);
        struct str name = new_name();
        struct store *store = open_with_tables(name);
        assert_true(store_begin(store, &err));
        for (int64_t n = 0; n < 300; n++)
            put_row(store, n);
        sqlite_fail_write(store, nth);
        is_over = store_commit(store, &err);
        if (!is_over)
            assert_int_equal(err.kind, ERR_UNCERTAIN);
        store_close(store);
        store = open_as(name, false);
        int64_t rows = count_rows(store);
        assert_true(is_over ? rows == 300 : rows == 0 || rows == 300);
        store_close(store);
    }
}

/* A small file system of its own; false (and a loud word) where this is not allowed. */
static bool mount_small(const char *path)
{
    if (mkdir(path, 0700) == 0
        && mount("tmpfs", path, "tmpfs", MS_NOSUID | MS_NODEV, "size=1m,mode=0700") == 0)
        return true;
    fprintf(stderr, "SKIPPED: no right to mount a small disk; full and read-only disks untested\n");
    rmdir(path);
    return false;
}

static void fill_disk(struct store *store)
{
    bool is_done = true;
    static char large[100000];
    for (int64_t n = 100; is_done; n++) {
        assert_true(n < 200);
        assert_true(store_begin(store, &err));
        struct stmt *put = prepare(store, "INSERT INTO t VALUES (1, ?, NULL, ?)");
        stmt_i64(put, n);
        stmt_blob(put, large, sizeof large);
        is_done = stmt_run(put, &err);
        stmt_finish(put);
        is_done = is_done && store_commit(store, &err);
        store_rollback(store);
    }
}

static void a_full_disk_refuses_and_heals_without_a_restart(void **state)
{
    (void)state;
    const char *path = arena_print(&arena, "%s/small", folder).p;
    if (!mount_small(path))
        return;
    struct str ballast = arena_print(&arena, "%s/ballast", path);
    static char zeros[300000];
    assert_true(os_file_write(ballast, (struct str){zeros, sizeof zeros}, OS_SHARED, &err));
    struct store *store = open_with_tables(arena_print(&arena, "%s/a.db", path));
    fill_disk(store);
    assert_int_equal(err.kind, ERR_STORE);
    assert_non_null(strstr(err.what, "is full; nothing was written"));
    struct str copy = arena_print(&arena, "%s/copy.db", path);
    assert_false(store_copy(store, copy, &err));
    assert_non_null(strstr(err.what, "is full"));
    assert_false(os_file_exists(copy));
    int64_t rows = count_rows(store);
    assert_false(store_begin(store, &err) && (put_row(store, 1), store_commit(store, &err))
                 && count_rows(store) != rows + 1);
    store_rollback(store);
    rows = count_rows(store);
    assert_true(os_file_remove(ballast, &err));
    assert_true(store_begin(store, &err));
    put_row(store, 7);
    assert_true(store_commit(store, &err));
    assert_int_equal(count_rows(store), rows + 1);
    store_close(store);
    assert_int_equal(umount(path), 0);
    assert_int_equal(rmdir(path), 0);
}

static void a_read_only_disk_is_told_as_such(void **state)
{
    (void)state;
    const char *path = arena_print(&arena, "%s/fixed", folder).p;
    if (!mount_small(path))
        return;
    struct str name = arena_print(&arena, "%s/a.db", path);
    store_close(open_with_tables(name));
    assert_int_equal(mount("tmpfs", path, "tmpfs", MS_REMOUNT | MS_RDONLY, "size=1m"), 0);
    assert_true(open_fails((struct store_options){.url = name}));
    assert_non_null(strstr(err.what, "cannot be written"));
    assert_non_null(strstr(err.hint, "read-only"));
    assert_int_equal(umount(path), 0);
    assert_int_equal(rmdir(path), 0);
}

struct crowd {
    struct str name;
    struct os_counter bad;
    struct os_counter stop;
};

/* Every snapshot must hold whole transactions: two rows each. */
static void read_pairs(void *context)
{
    struct crowd *crowd = context;
    struct arena own;
    struct err own_err;
    struct store *reader = NULL;
    struct store_options options = {.url = crowd->name, .is_read_only = true};
    arena_init(&own, 0);
    if (!store_open(&own, &options, &reader, &own_err))
        os_counter_add(&crowd->bad, 1);
    while (reader != NULL && os_counter_get(&crowd->stop) == 0) {
        struct stmt *stmt = NULL;
        bool has_row = false;
        if (!store_begin_read(reader, &own_err)
            || !store_prepare(reader, STR("SELECT count(*) FROM t"), &stmt, &own_err)
            || !stmt_row(stmt, &has_row, &own_err) || stmt_get_i64(stmt, 0) % 2 != 0)
            os_counter_add(&crowd->bad, 1);
        stmt_finish(stmt);
        store_rollback(reader);
    }
    store_close(reader);
    arena_done(&own);
}

static void readers_see_whole_transactions_while_one_writes(void **state)
{
    (void)state;
    struct crowd crowd = {.name = new_name()};
    struct store *store = open_with_tables(crowd.name);
    struct os_thread threads[2];
    for (int i = 0; i < 2; i++)
        assert_true(os_thread_start(&threads[i], "reader", read_pairs, &crowd, &err));
    for (int64_t n = 0; n < 400; n += 2) {
        assert_true(store_begin(store, &err));
        put_row(store, n);
        put_row(store, n + 1);
        assert_true(store_commit(store, &err));
        if (n % 50 == 0)
            assert_true(store_checkpoint(store, &err));
    }
    os_counter_set(&crowd.stop, 1);
    for (int i = 0; i < 2; i++)
        os_thread_join(&threads[i]);
    assert_int_equal(os_counter_get(&crowd.bad), 0);
    store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_of_value_comes_back_as_it_was),
        cmocka_unit_test(a_named_statement_is_prepared_once_and_used_again),
        cmocka_unit_test(a_transaction_is_kept_by_commit_and_forgotten_by_rollback),
        cmocka_unit_test(after_an_error_only_rollback_is_left),
        cmocka_unit_test(a_script_is_all_or_nothing),
        cmocka_unit_test(wrong_generated_sql_is_an_error_with_its_text),
        cmocka_unit_test(the_file_is_set_up_as_designed),
        cmocka_unit_test(a_read_only_store_reads_and_never_writes),
        cmocka_unit_test(a_missing_database_is_told_as_missing),
        cmocka_unit_test(what_is_no_database_is_refused_with_a_sentence),
        cmocka_unit_test(a_damaged_page_is_told_as_damage),
        cmocka_unit_test(a_second_writer_is_told_to_wait),
        cmocka_unit_test(a_name_like_a_uri_is_only_a_name),
        cmocka_unit_test(the_log_goes_into_the_main_file_only_at_a_checkpoint),
        cmocka_unit_test(a_checkpoint_is_due_by_size),
        cmocka_unit_test(emptying_the_log_waits_for_readers),
        cmocka_unit_test(a_copy_is_whole_and_stands_alone),
        cmocka_unit_test(a_failed_sync_stops_the_store_for_good),
        cmocka_unit_test(a_failed_sync_of_a_checkpoint_stops_the_store_too),
        cmocka_unit_test(a_failed_write_never_leaves_half_a_transaction),
        cmocka_unit_test(a_full_disk_refuses_and_heals_without_a_restart),
        cmocka_unit_test(a_read_only_disk_is_told_as_such),
        cmocka_unit_test(readers_see_whole_transactions_while_one_writes),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
