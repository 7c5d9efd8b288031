/* The lints of sql/: each is a function that complains, tried on a bad example and then on the real
 * schemas and statements. */
#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/embed.h"
#include "os/file.h"
#include "store/schema.h"

static struct arena arena;
static struct err err;
static char folder[] = "/tmp/gulou-lint-test-XXXXXX";
static int names_made;

struct statement {
    const char *name;
    const char *text;
};

static struct store *open_with(struct str text)
{
    struct store *store = NULL;
    struct store_options options = {.url = arena_print(&arena, "%s/%d.db", folder, names_made++)};
    if (!store_open(&arena, &options, &store, &err) || !store_execute(store, text, &err))
        fail_msg("%s %s", err.what, err.detail);
    return store;
}

static struct stmt *prepare(struct store *store, struct str sql)
{
    struct stmt *stmt = NULL;
    if (!store_prepare(store, sql, &stmt, &err))
        fail_msg("%s %s", err.what, err.detail);
    return stmt;
}

static bool next_row(struct stmt *stmt)
{
    bool has_row = false;
    if (!stmt_row(stmt, &has_row, &err))
        fail_msg("%s %s", err.what, err.detail);
    return has_row;
}

static const struct schema_table *find_table(const struct schema *schema, struct str name)
{
    for (size_t i = 0; i < schema->tables.n; i++)
        if (schema->tables.at[i].name.len == name.len
            && strncasecmp(schema->tables.at[i].name.p, name.p, name.len) == 0)
            return &schema->tables.at[i];
    return NULL;
}

/* Whether the word stands in the text, whatever its case. */
static bool has_word(struct str text, struct str word)
{
    for (size_t at = 0; at + word.len <= text.len; at++) {
        bool begins = at == 0 || (!isalnum((unsigned char)text.p[at - 1]) && text.p[at - 1] != '_');
        size_t end = at + word.len;
        bool ends = end == text.len || (!isalnum((unsigned char)text.p[end]) && text.p[end] != '_');
        if (begins && ends && strncasecmp(text.p + at, word.p, word.len) == 0)
            return true;
    }
    return false;
}

/* Whatever the text looks like: a table that the database has must be known with its class. */
static void lint_classes(struct store *store, const struct schema *schema,
                         struct complaints *complaints)
{
    struct stmt *stmt =
        prepare(store, STR("SELECT name FROM pragma_table_list WHERE schema = 'main'"
                           " AND type IN ('table', 'virtual')"
                           " AND name NOT LIKE 'sqlite%' ORDER BY name"));
    while (next_row(stmt))
        if (find_table(schema, stmt_get_text(stmt, 0)) == NULL)
            complaints_add(complaints, schema->path, 0, 0, "table %" STR_FMT " has no class",
                           STR_ARG(stmt_get_text(stmt, 0)));
    stmt_finish(stmt);
}

static void lint_keys(struct store *store, const struct schema *schema,
                      struct complaints *complaints)
{
    struct stmt *stmt = prepare(store, STR("SELECT count(*) FROM pragma_table_info(?)"
                                           " WHERE pk = 1 AND name = 'district'"));
    for (size_t i = 0; i < schema->tables.n; i++) {
        const struct schema_table *table = &schema->tables.at[i];
        if (table->is_reference)
            continue;
        stmt_text(stmt, table->name);
        assert_true(next_row(stmt));
        if (stmt_get_i64(stmt, 0) != 1)
            complaints_add(complaints, schema->path, table->line, 1,
                           "the primary key of table %" STR_FMT " does not begin with district",
                           STR_ARG(table->name));
        stmt_reset(stmt);
    }
    stmt_finish(stmt);
}

static bool is_rollup(const struct statement *statement)
{
    return strncmp(statement->name, "rollup_", 7) == 0;
}

static void lint_district(const struct schema *schema, const struct statement *statement,
                          struct complaints *complaints)
{
    struct str text = str_of(statement->text);
    if (is_rollup(statement) || has_word(text, STR("district")))
        return;
    for (size_t i = 0; i < schema->tables.n; i++)
        if (!schema->tables.at[i].is_reference && has_word(text, schema->tables.at[i].name))
            complaints_add(complaints, str_of(statement->name), 0, 0,
                           "reaches table %" STR_FMT " and does not name district",
                           STR_ARG(schema->tables.at[i].name));
}

/* A plan does not depend on the values; as many as the statement wants. */
static void bind_nulls(struct stmt *stmt, const char *text)
{
    int highest = 0, unnumbered = 0;
    for (const char *p = text; *p != '\0'; p++) {
        if (*p != '?')
            continue;
        int number = (int)strtol(p + 1, NULL, 10);
        unnumbered += number == 0;
        highest = number > highest ? number : highest;
    }
    for (int i = 0; i < highest + unnumbered; i++)
        stmt_null(stmt);
}

/* A casework table is reached by a key; reading all of it is for roll-ups. */
static void lint_plan(struct store *store, const struct schema *schema,
                      const struct statement *statement, struct complaints *complaints)
{
    assert_true(store_begin(store, &err)); /* the plan of a writing statement counts as writing */
    struct stmt *stmt =
        prepare(store, arena_print(&arena, "EXPLAIN QUERY PLAN %s", statement->text));
    bind_nulls(stmt, statement->text);
    bool has_row = true;
    struct str scan = STR("SCAN ");
    while (has_row) {
        has_row = next_row(stmt);
        struct str detail = has_row ? stmt_get_text(stmt, 3) : STR_NONE;
        struct str name, rest;
        str_cut(str_from(detail, scan.len), ' ', &name, &rest);
        const struct schema_table *table = find_table(schema, name);
        if (str_starts(detail, scan) && table != NULL && !table->is_reference
            && !is_rollup(statement))
            complaints_add(complaints, str_of(statement->name), 0, 0,
                           "reads all of table %" STR_FMT, STR_ARG(table->name));
    }
    stmt_finish(stmt);
    store_rollback(store);
}

static void show(const struct complaints *complaints)
{
    for (size_t i = 0; i < complaints->list.n; i++)
        print_error("%" STR_FMT ": %" STR_FMT "\n", STR_ARG(complaints->list.at[i].file),
                    STR_ARG(complaints->list.at[i].text));
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

static void the_lints_find_what_they_are_for(void **state)
{
    (void)state;
    struct complaints complaints;
    struct schema schema = {.path = STR("bad.sql"),
                            .text = STR("-- class: truth reference\n"
                                        "CREATE TABLE office (name TEXT);\n"
                                        "-- class: truth\n"
                                        "CREATE TABLE entry (district, seq, at,"
                                        " PRIMARY KEY (district, seq));\n"
                                        "-- class: cache\n"
                                        "CREATE TABLE tally (n, district, PRIMARY KEY (n));\n"
                                        "create table hidden (n);\n")};
    complaints_init(&complaints, &arena);
    schema_read(&arena, &schema, &complaints);
    assert_int_equal(complaints.list.n, 0);
    struct store *store = open_with(schema.text);
    lint_classes(store, &schema, &complaints);
    lint_keys(store, &schema, &complaints);
    static const struct statement statements[] = {
        {"good", "SELECT seq FROM entry WHERE District = 1"},
        {"no_casework", "SELECT name FROM office"},
        {"no_district", "SELECT seq FROM Entry WHERE seq = 1"},
        {"district_not_in_the_key", "SELECT at FROM entry WHERE district > 1 OR at = 2"},
        {"rollup_all", "SELECT count(*) FROM entry"},
    };
    for (size_t i = 0; i < sizeof statements / sizeof *statements; i++) {
        lint_district(&schema, &statements[i], &complaints);
        lint_plan(store, &schema, &statements[i], &complaints);
    }
    static const char *const expect[] = {
        "table hidden has no class", "the primary key of table tally does not begin with district",
        "reaches table entry and does not name district", "reads all of table entry",
        "reads all of table entry"};
    if (complaints.list.n != 5)
        show(&complaints);
    assert_int_equal(complaints.list.n, 5);
    for (size_t i = 0; i < 5; i++)
        assert_true(str_equal_c(complaints.list.at[i].text, expect[i]));
    store_close(store);
}

struct real {
    struct schema schema;
    struct store *store;
};

static size_t open_real(struct real real[4])
{
    static const char *const paths[] = {"sql/schema.sql", "sql/keys.sql", "sql/search.sql"};
    size_t n = 0;
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        struct str text;
        if (!embed_find(str_of(paths[i]), &text))
            continue;
        struct complaints complaints;
        complaints_init(&complaints, &arena);
        real[n].schema = (struct schema){.path = str_of(paths[i]), .text = text};
        schema_read(&arena, &real[n].schema, &complaints);
        show(&complaints);
        assert_int_equal(complaints.list.n, 0);
        real[n].store = open_with(text);
        n++;
    }
    assert_true(n > 0);
    return n;
}

static void close_real(struct real real[4], size_t n)
{
    for (size_t i = 0; i < n; i++)
        store_close(real[i].store);
}

static void every_table_has_a_class_and_a_key_that_begins_with_district(void **state)
{
    (void)state;
    struct real real[4];
    size_t n = open_real(real);
    struct complaints complaints;
    complaints_init(&complaints, &arena);
    for (size_t i = 0; i < n; i++) {
        lint_classes(real[i].store, &real[i].schema, &complaints);
        lint_keys(real[i].store, &real[i].schema, &complaints);
    }
    show(&complaints);
    assert_int_equal(complaints.list.n, 0);
    close_real(real, n);
}

static void every_statement_fits_a_schema_and_stays_in_a_district(void **state)
{
    (void)state;
    struct real real[4];
    size_t n = open_real(real);
    struct complaints complaints;
    complaints_init(&complaints, &arena);
    for (int id = 0; id < (int)STATEMENTS_N; id++) {
        struct statement statement = {statement_texts[id].name, statement_texts[id].sqlite};
        bool is_fit = false;
        for (size_t i = 0; i < n; i++) {
            struct stmt *stmt = NULL;
            lint_district(&real[i].schema, &statement, &complaints);
            if (!store_prepare(real[i].store, str_of(statement.text), &stmt, &err))
                continue;
            is_fit = true;
            stmt_finish(stmt);
            lint_plan(real[i].store, &real[i].schema, &statement, &complaints);
        }
        if (!is_fit)
            complaints_add(&complaints, str_of(statement.name), 0, 0, "fits no schema: %s",
                           err.detail);
    }
    show(&complaints);
    assert_int_equal(complaints.list.n, 0);
    close_real(real, n);
}

static void the_embedded_schemas_are_made_and_checked(void **state)
{
    (void)state;
    struct schema schema;
    struct store *store = open_with(STR(""));
    schema_embedded(&arena, STR("sql/schema.sql"), STR("sql/migrations/"), &schema);
    if (!schema_create(store, &schema, &err) || !schema_check(store, &schema, &err))
        fail_msg("%s %s", err.what, err.detail);
    store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_lints_find_what_they_are_for),
        cmocka_unit_test(every_table_has_a_class_and_a_key_that_begins_with_district),
        cmocka_unit_test(every_statement_fits_a_schema_and_stays_in_a_district),
        cmocka_unit_test(the_embedded_schemas_are_made_and_checked),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
