#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "os/file.h"
#include "store/schema.h"

static struct arena arena;
static struct err err;
static char folder[] = "/tmp/gulou-schema-test-XXXXXX";
static int names_made;

static const char *const small = "-- A schema for these tests.\n"
                                 "-- class: truth reference\n"
                                 "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT);\n"
                                 "-- class: operation reference\n"
                                 "CREATE TABLE table_class (name TEXT PRIMARY KEY, class TEXT);\n"
                                 "\n"
                                 "-- class: cache\n"
                                 "-- Words between are fine.\n"
                                 "CREATE TABLE IF NOT EXISTS tally(district INTEGER, n INTEGER,\n"
                                 "    PRIMARY KEY (district, n));\n"
                                 "CREATE INDEX tally_n ON tally (n);\n";

static struct store *open_new(void)
{
    struct store *store = NULL;
    struct store_options options = {.url = arena_print(&arena, "%s/%d.db", folder, names_made++)};
    if (!store_open(&arena, &options, &store, &err))
        fail_msg("%s %s", err.what, err.detail);
    return store;
}

static struct schema read_text(const char *text, struct complaints *complaints)
{
    struct schema schema = {.path = STR("sql/small.sql"), .text = str_of(text)};
    complaints_init(complaints, &arena);
    schema_read(&arena, &schema, complaints);
    return schema;
}

static struct schema read_small(void)
{
    struct complaints complaints;
    struct schema schema = read_text(small, &complaints);
    assert_int_equal(complaints.list.n, 0);
    return schema;
}

/* The small schema as a later program knows it: tally has gone, total has come. */
static struct schema read_newer(void)
{
    struct schema schema = {
        .path = STR("sql/small.sql"),
        .text = STR("-- class: truth reference\n"
                    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT);\n"
                    "-- class: operation reference\n"
                    "CREATE TABLE table_class (name TEXT PRIMARY KEY, class TEXT);\n"
                    "-- class: truth\n"
                    "CREATE TABLE total (district INTEGER PRIMARY KEY, n INTEGER);\n")};
    list_push(&arena, &schema.migrations,
              (struct schema_migration){2, STR("CREATE TABLE total (district INTEGER PRIMARY KEY,"
                                               " n INTEGER)")});
    list_push(&arena, &schema.migrations,
              (struct schema_migration){3, STR("INSERT INTO total SELECT district, sum(n) FROM"
                                               " tally GROUP BY 1; DROP TABLE tally")});
    struct complaints complaints;
    complaints_init(&complaints, &arena);
    schema_read(&arena, &schema, &complaints);
    assert_int_equal(complaints.list.n, 0);
    assert_int_equal(schema.version, 3);
    return schema;
}

static bool is_class(struct store *store, struct str table, const char *expect)
{
    struct stmt *stmt = store_statement(store, Q_TABLE_CLASS_GET);
    bool has_row = false;
    stmt_text(stmt, table);
    assert_true(stmt_row(stmt, &has_row, &err));
    bool is_so = has_row ? str_equal_c(stmt_get_text(stmt, 0), expect) : expect == NULL;
    stmt_reset(stmt);
    return is_so;
}

static int64_t number_of(struct store *store, const char *sql)
{
    struct stmt *stmt = NULL;
    bool has_row = false;
    if (!store_prepare(store, str_of(sql), &stmt, &err))
        fail_msg("%s", err.detail);
    assert_true(stmt_row(stmt, &has_row, &err) && has_row);
    int64_t number = stmt_get_i64(stmt, 0);
    stmt_finish(stmt);
    return number;
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

static void tables_are_read_with_their_classes(void **state)
{
    (void)state;
    struct schema schema = read_small();
    assert_int_equal(schema.version, 1);
    assert_int_equal(schema.tables.n, 3);
    assert_true(str_equal_c(schema.tables.at[0].name, "meta"));
    assert_true(schema.tables.at[0].is_reference);
    assert_true(str_equal_c(schema.tables.at[2].name, "tally"));
    assert_true(str_equal_c(schema.tables.at[2].class_name, "cache"));
    assert_false(schema.tables.at[2].is_reference);
    assert_int_equal(schema.tables.at[2].line, 9);
}

static void everything_wrong_in_a_schema_is_told_at_once(void **state)
{
    (void)state;
    struct complaints complaints;
    read_text("CREATE TABLE a (n);\n"
              "-- class: eternal\n"
              "CREATE TABLE b (n);\n"
              "-- class: truth local\n"
              "CREATE VIRTUAL TABLE c USING fts5(n);\n"
              "-- class: cache\n"
              "-- class: truth\n"
              "CREATE TABLE d (n);\n"
              "-- class: cache\n",
              &complaints);
    static const int lines[] = {1, 2, 4, 7, 9};
    static const char *const words[] = {"a has no class", "\"eternal\" is unknown",
                                        "\"local\" is unknown", "no CREATE TABLE",
                                        "no CREATE TABLE"};
    assert_int_equal(complaints.list.n, 5);
    for (size_t i = 0; i < 5; i++) {
        struct complaint one = complaints.list.at[i];
        assert_int_equal(one.line, lines[i]);
        assert_true(str_find(one.text, str_of(words[i])) < one.text.len);
    }
}

static void a_gap_in_the_migrations_is_told(void **state)
{
    (void)state;
    struct schema schema = {.path = STR("sql/small.sql"), .text = str_of(small)};
    list_push(&arena, &schema.migrations, (struct schema_migration){2, STR("")});
    list_push(&arena, &schema.migrations, (struct schema_migration){4, STR("")});
    struct complaints complaints;
    complaints_init(&complaints, &arena);
    schema_read(&arena, &schema, &complaints);
    assert_int_equal(complaints.list.n, 1);
    assert_true(str_find(complaints.list.at[0].text, STR("expected one to version 3"))
                < complaints.list.at[0].text.len);
}

static void a_created_schema_is_recorded_and_passes_the_check(void **state)
{
    (void)state;
    struct schema schema = read_small();
    struct store *store = open_new();
    assert_true(schema_create(store, &schema, &err));
    assert_true(schema_check(store, &schema, &err));
    assert_true(is_class(store, STR("meta"), "truth"));
    assert_true(is_class(store, STR("tally"), "cache"));
    assert_int_equal(number_of(store, "SELECT count(*) FROM table_class"), 3);
    assert_int_equal(number_of(store, "SELECT value FROM meta WHERE key = 'schema_version'"), 1);
    int64_t version = 0;
    assert_true(store_version(store, &version, &err));
    assert_int_equal(version, 1);
    assert_false(schema_create(store, &schema, &err));
    assert_int_equal(err.kind, ERR_CONFLICT);
    assert_true(schema_check(store, &schema, &err)); /* nothing happened to it */
    store_close(store);
}

static void an_empty_and_a_foreign_database_are_told_apart(void **state)
{
    (void)state;
    struct schema schema = read_small();
    struct store *store = open_new();
    assert_false(schema_check(store, &schema, &err));
    assert_int_equal(err.kind, ERR_MISSING);
    assert_true(
        store_execute(store, STR("CREATE TABLE bookmarks (n); PRAGMA user_version=1"), &err));
    assert_false(schema_check(store, &schema, &err));
    assert_int_equal(err.kind, ERR_INPUT);
    assert_non_null(strstr(err.what, "not made by gulou"));
    assert_false(schema_create(store, &schema, &err));
    assert_int_equal(err.kind, ERR_CONFLICT);
    assert_false(schema_migrate(store, &schema, &err));
    assert_int_equal(err.kind, ERR_INPUT);
    store_close(store);
}

static void a_database_of_another_kind_is_refused(void **state)
{
    (void)state;
    struct schema schema = read_small(), other = read_small();
    other.path = STR("sql/keys.sql");
    struct store *store = open_new();
    assert_true(schema_create(store, &other, &err));
    assert_false(schema_check(store, &schema, &err));
    assert_int_equal(err.kind, ERR_INPUT);
    assert_non_null(strstr(err.what, "holds \"keys\" where \"small\""));
    store_close(store);
}

static void a_newer_database_is_refused(void **state)
{
    (void)state;
    struct schema schema = read_small(), newer = read_newer();
    struct store *store = open_new();
    assert_true(schema_create(store, &newer, &err));
    assert_false(schema_check(store, &schema, &err));
    assert_int_equal(err.kind, ERR_CONFLICT);
    assert_non_null(strstr(err.what, "has schema version 3"));
    assert_non_null(strstr(err.hint, "newer gulou"));
    assert_false(schema_migrate(store, &schema, &err));
    assert_int_equal(err.kind, ERR_CONFLICT);
    store_close(store);
}

static void an_older_database_is_brought_up_to_date(void **state)
{
    (void)state;
    struct schema schema = read_small(), newer = read_newer();
    struct store *store = open_new();
    assert_true(schema_create(store, &schema, &err));
    assert_true(
        store_execute(store, STR("INSERT INTO tally VALUES (320106, 5), (320106, 6)"), &err));
    assert_false(schema_check(store, &newer, &err));
    assert_int_equal(err.kind, ERR_CONFLICT);
    assert_non_null(strstr(err.what, "has schema version 1; this program needs 3"));
    assert_true(schema_migrate(store, &newer, &err));
    assert_true(schema_check(store, &newer, &err));
    assert_int_equal(number_of(store, "SELECT n FROM total"), 11);
    assert_true(is_class(store, STR("total"), "truth"));
    assert_true(is_class(store, STR("tally"), NULL));
    assert_true(schema_migrate(store, &newer, &err)); /* once more changes nothing */
    assert_int_equal(number_of(store, "SELECT n FROM total"), 11);
    store_close(store);
}

static void a_failed_migration_changes_nothing(void **state)
{
    (void)state;
    struct schema schema = read_small(), newer = read_newer();
    newer.migrations.at[1].sql = STR("DROP TABLE tally; INSERT INTO absent VALUES (1)");
    struct store *store = open_new();
    assert_true(schema_create(store, &schema, &err));
    assert_false(schema_migrate(store, &newer, &err));
    assert_int_equal(err.kind, ERR_STORE);
    assert_non_null(strstr(err.detail, "no such table: absent"));
    assert_true(schema_check(store, &schema, &err));
    assert_int_equal(number_of(store, "SELECT count(*) FROM sqlite_schema WHERE name='total'"), 0);
    assert_int_equal(number_of(store, "SELECT count(*) FROM tally"), 0);
    store_close(store);
}

static void a_generated_table_gets_its_class_and_keeps_it(void **state)
{
    (void)state;
    struct schema schema = read_small();
    struct store *store = open_new();
    assert_true(schema_create(store, &schema, &err));
    assert_true(store_begin(store, &err));
    assert_true(store_execute(store, STR("CREATE TABLE r_workorder (district INTEGER)"), &err));
    assert_true(schema_put_class(store, STR("r_workorder"), STR("cache"), &err));
    assert_true(store_commit(store, &err));
    assert_true(schema_migrate(store, &schema, &err));
    assert_true(is_class(store, STR("r_workorder"), "cache"));
    store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables_are_read_with_their_classes),
        cmocka_unit_test(everything_wrong_in_a_schema_is_told_at_once),
        cmocka_unit_test(a_gap_in_the_migrations_is_told),
        cmocka_unit_test(a_created_schema_is_recorded_and_passes_the_check),
        cmocka_unit_test(an_empty_and_a_foreign_database_are_told_apart),
        cmocka_unit_test(a_database_of_another_kind_is_refused),
        cmocka_unit_test(a_newer_database_is_refused),
        cmocka_unit_test(an_older_database_is_brought_up_to_date),
        cmocka_unit_test(a_failed_migration_changes_nothing),
        cmocka_unit_test(a_generated_table_gets_its_class_and_keeps_it),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
