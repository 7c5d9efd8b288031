#include "store/schema.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/assert.h"
#include "base/embed.h"

static bool next_word(struct str *rest, struct str *word_out)
{
    *rest = str_trim(*rest);
    size_t len = 0;
    while (len < rest->len && strchr(" \t(;", rest->p[len]) == NULL)
        len++;
    *word_out = str_first(*rest, len);
    *rest = str_from(*rest, len);
    return len > 0;
}

/* "CREATE TABLE x (", also VIRTUAL and IF NOT EXISTS; false for any other line. */
static bool read_create(struct str line, struct str *name_out)
{
    struct str word;
    if (!next_word(&line, &word) || !str_equal_c(word, "CREATE") || !next_word(&line, &word))
        return false;
    if (str_equal_c(word, "VIRTUAL") && !next_word(&line, &word))
        return false;
    if (!str_equal_c(word, "TABLE") || !next_word(&line, name_out))
        return false;
    if (str_equal_c(*name_out, "IF"))
        return next_word(&line, &word) && next_word(&line, &word) && next_word(&line, name_out);
    return true;
}

static void read_class(struct str text, struct schema_table *next, struct complaints *complaints,
                       struct str path)
{
    struct str flag;
    if (next->class_name.len > 0)
        complaints_add(complaints, path, next->line, 1, "This class has no CREATE TABLE below it.");
    if (!next_word(&text, &next->class_name)
        || (!str_equal_c(next->class_name, "truth") && !str_equal_c(next->class_name, "cache")
            && !str_equal_c(next->class_name, "operation")))
        complaints_add(complaints, path, next->line, 1,
                       "The class \"%" STR_FMT "\" is unknown; expected truth, cache or operation.",
                       STR_ARG(next->class_name));
    next->is_reference = next_word(&text, &flag);
    if (next->is_reference && !str_equal_c(flag, "reference"))
        complaints_add(complaints, path, next->line, 1,
                       "\"%" STR_FMT "\" is unknown behind a class; expected nothing or reference.",
                       STR_ARG(flag));
}

static void read_tables(struct arena *arena, struct schema *schema, struct complaints *complaints)
{
    static const struct str mark = {"-- class:", 9};
    struct schema_table next = {0};
    struct str rest = schema->text, line, name;
    for (int number = 1; str_next(&rest, '\n', &line); number++) {
        line = str_trim(line);
        if (str_starts(line, mark)) {
            next.line = number;
            read_class(str_from(line, mark.len), &next, complaints, schema->path);
        } else if (read_create(line, &name)) {
            if (str_is_empty(next.class_name))
                complaints_add(complaints, schema->path, number, 1,
                               "The table %" STR_FMT
                               " has no class; expected a line \"-- class: ...\" above it.",
                               STR_ARG(name));
            next.name = name;
            next.line = number;
            list_push(arena, &schema->tables, next);
            next = (struct schema_table){0};
        }
    }
    if (next.class_name.len > 0)
        complaints_add(complaints, schema->path, next.line, 1,
                       "This class has no CREATE TABLE below it.");
}

void schema_read(struct arena *arena, struct schema *schema, struct complaints *complaints)
{
    schema->version = 1;
    for (size_t i = 0; i < schema->migrations.n; i++) {
        int64_t to_version = schema->migrations.at[i].to_version;
        schema->version++;
        if (to_version != schema->version)
            complaints_add(complaints, schema->path, 0, 0,
                           "The migration to version %lld follows on version %lld; expected one to "
                           "version %lld.",
                           (long long)to_version, (long long)schema->version - 1,
                           (long long)schema->version);
        schema->version = to_version;
    }
    read_tables(arena, schema, complaints);
}

void schema_embedded(struct arena *arena, struct str path, struct str migrations,
                     struct schema *schema_out)
{
    *schema_out = (struct schema){.path = path};
    gl_assert(embed_find(path, &schema_out->text));
    for (size_t i = 0; i < embedded_files_n; i++) { /* in the order of their names */
        struct str name = embedded_files[i].path;
        if (str_is_empty(migrations) || !str_starts(name, migrations)
            || !str_ends(name, STR(".sql")))
            continue;
        struct schema_migration migration = {.sql = embedded_files[i].bytes};
        name = str_from(name, migrations.len);
        gl_assert(str_to_i64(str_first(name, name.len - 4), &migration.to_version));
        list_push(arena, &schema_out->migrations, migration);
    }
    struct complaints complaints;
    complaints_init(&complaints, arena);
    schema_read(arena, schema_out, &complaints);
    gl_assert(complaints.list.n == 0);
}

/* "sql/schema.sql" is the schema "schema", "sql/keys.sql" the schema "keys". */
static struct str kind_of(const struct schema *schema)
{
    struct str name = schema->path, folder, rest;
    while (str_cut(name, '/', &folder, &rest))
        name = rest;
    return str_ends(name, STR(".sql")) ? str_first(name, name.len - 4) : name;
}

static bool read_count(struct stmt *stmt, int64_t *count_out, struct err *err)
{
    bool has_row = false;
    if (!stmt_row(stmt, &has_row, err))
        return false;
    gl_assert(has_row);
    *count_out = stmt_get_i64(stmt, 0);
    stmt_reset(stmt);
    return true;
}

static bool has_table(struct store *store, struct str name, bool *has_out, struct err *err)
{
    struct stmt *stmt = store_statement(store, Q_TABLE_EXISTS);
    int64_t count = 0;
    stmt_text(stmt, name);
    bool is_done = read_count(stmt, &count, err);
    *has_out = count > 0;
    return is_done;
}

static bool put_meta(struct store *store, struct str key, struct str value, struct err *err)
{
    struct stmt *stmt = store_statement(store, Q_META_PUT);
    stmt_text(stmt, key);
    stmt_text(stmt, value);
    return stmt_run(stmt, err);
}

bool schema_put_class(struct store *store, struct str table, struct str class_name, struct err *err)
{
    struct stmt *stmt = store_statement(store, Q_TABLE_CLASS_PUT);
    stmt_text(stmt, table);
    stmt_text(stmt, class_name);
    return stmt_run(stmt, err);
}

/* The version, the kind and the classes, after the tables are there. */
static bool record(struct store *store, const struct schema *schema, struct err *err)
{
    char text[24];
    int len = snprintf(text, sizeof text, "%lld", (long long)schema->version);
    if (!store_set_version(store, schema->version, err)
        || !put_meta(store, STR("schema"), kind_of(schema), err)
        || !put_meta(store, STR("schema_version"), (struct str){text, (size_t)len}, err)
        || !stmt_run(store_statement(store, Q_TABLE_CLASS_PRUNE), err))
        return false;
    for (size_t i = 0; i < schema->tables.n; i++)
        if (!schema_put_class(store, schema->tables.at[i].name, schema->tables.at[i].class_name,
                              err))
            return false;
    return true;
}

static bool finish(struct store *store, bool is_done, struct err *err)
{
    if (is_done)
        return store_commit(store, err);
    store_rollback(store);
    return false;
}

static bool create(struct store *store, const struct schema *schema, struct err *err)
{
    int64_t tables = 0;
    if (!read_count(store_statement(store, Q_TABLE_COUNT), &tables, err))
        return false;
    if (tables > 0) {
        err_set(err, ERR_CONFLICT,
                "The database already holds %lld tables; an empty one is needed.",
                (long long)tables);
        err_hint(err, "Give another file; nothing in this one was changed.");
        return false;
    }
    return store_execute(store, schema->text, err) && record(store, schema, err);
}

bool schema_create(struct store *store, const struct schema *schema, struct err *err)
{
    return store_begin(store, err) && finish(store, create(store, schema, err), err);
}

static bool foreign(struct err *err)
{
    err_set(err, ERR_INPUT, "The database was not made by gulou.");
    err_hint(err, "Give the file that `gulou init` or `gulou demo` has made: --db FILE");
    return false;
}

static bool check_kind(struct store *store, const struct schema *schema, struct err *err)
{
    struct stmt *stmt = store_statement(store, Q_META_GET);
    bool has_row = false;
    stmt_text(stmt, STR("schema"));
    if (!stmt_row(stmt, &has_row, err))
        return false;
    if (!has_row)
        return foreign(err);
    struct str kind = stmt_get_text(stmt, 0);
    bool is_this = str_equal(kind, kind_of(schema));
    if (!is_this)
        err_set(err, ERR_INPUT,
                "The database is one of gulou's, but holds \"%" STR_FMT "\" where \"%" STR_FMT
                "\" was expected.",
                STR_ARG(kind), STR_ARG(kind_of(schema)));
    stmt_reset(stmt);
    return is_this;
}

/* The version that the database has, if it is one of ours and not newer. */
static bool find_version(struct store *store, const struct schema *schema, int64_t *version_out,
                         struct err *err)
{
    bool has_meta = false, has_class = false;
    int64_t tables = 0;
    if (!store_version(store, version_out, err)
        || !read_count(store_statement(store, Q_TABLE_COUNT), &tables, err)
        || !has_table(store, STR("meta"), &has_meta, err)
        || !has_table(store, STR("table_class"), &has_class, err))
        return false;
    if (tables == 0) {
        err_set(err, ERR_MISSING, "The database is empty.");
        err_hint(err, "Fill it with `gulou init` or `gulou demo`.");
        return false;
    }
    if (*version_out < 1 || !has_meta || !has_class)
        return foreign(err);
    if (*version_out > schema->version) {
        err_set(err, ERR_CONFLICT,
                "The database has schema version %lld; this program knows versions up to %lld.",
                (long long)*version_out, (long long)schema->version);
        err_hint(err, "A newer gulou has written it: use that one.");
        return false;
    }
    return check_kind(store, schema, err);
}

bool schema_check(struct store *store, const struct schema *schema, struct err *err)
{
    int64_t version = 0;
    if (!find_version(store, schema, &version, err))
        return false;
    if (version == schema->version)
        return true;
    err_set(err, ERR_CONFLICT, "The database has schema version %lld; this program needs %lld.",
            (long long)version, (long long)schema->version);
    err_hint(err,
             "Copy it and its keys first. Then `gulou serve`, `gulou verify` or whatever writes "
             "brings its tables up to date.");
    return false;
}

static bool migrate(struct store *store, const struct schema *schema, struct err *err)
{
    int64_t version = 0;
    if (!find_version(store, schema, &version, err))
        return false;
    for (size_t i = 0; i < schema->migrations.n; i++)
        if (schema->migrations.at[i].to_version > version
            && !store_execute(store, schema->migrations.at[i].sql, err))
            return false;
    return record(store, schema, err);
}

bool schema_migrate(struct store *store, const struct schema *schema, struct err *err)
{
    return store_begin(store, err) && finish(store, migrate(store, schema, err), err);
}
