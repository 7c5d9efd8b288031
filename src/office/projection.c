/*
 * projection.c - one typed table a register, p_<register>: the plain values of each matter and its
 * listed texts, without anything personal. Columns are the fields' keys behind "f_": a choice is
 * its index, a date its day number, money is in fen.
 */
#include "office/internal.h"
#include "store/schema.h"

/* Fields with a column, in the register's order. */
static bool has_column(const struct field_def *field)
{
    return field_is_plain(field)
           || (field->type == FIELD_TEXT && !field->is_personal && field->is_listed);
}

static bool column_exists(struct store *db, struct arena *arena, const struct register_def *def,
                          const struct field_def *field)
{
    struct err ignored;
    struct stmt *stmt;
    struct str sql = arena_print(arena, "SELECT f_%" STR_FMT " FROM p_%" STR_FMT " LIMIT 0",
                                 STR_ARG(field->key), STR_ARG(def->key));
    if (!store_prepare(db, sql, &stmt, &ignored))
        return false;
    stmt_finish(stmt);
    return true;
}

static bool create_unique_index(struct store *db, struct arena *arena,
                                const struct register_def *def, struct err *err)
{
    struct str columns = STR_NONE, name = STR_NONE;
    for (size_t i = 0; i < def->unique.fields.n; i++) {
        struct str key = def->fields[def->unique.fields.at[i]].key;
        columns = arena_print(arena, "%" STR_FMT ", f_%" STR_FMT, STR_ARG(columns), STR_ARG(key));
        name = arena_print(arena, "%" STR_FMT "_%" STR_FMT, STR_ARG(name), STR_ARG(key));
    }
    return def->unique.fields.n == 0
           || store_execute(db,
                            arena_print(arena,
                                        "CREATE INDEX IF NOT EXISTS p_%" STR_FMT "%" STR_FMT
                                        " ON p_%" STR_FMT " (district%" STR_FMT ", matter)",
                                        STR_ARG(def->key), STR_ARG(name), STR_ARG(def->key),
                                        STR_ARG(columns)),
                            err);
}

/* Those that name a unit complained of are few, and are asked for at every reading. */
static bool create_index(struct store *db, struct arena *arena, const struct register_def *def,
                         struct err *err)
{
    if (def->accuses.field == NONE)
        return true;
    struct str field = def->fields[def->accuses.field].key;
    return store_execute(db,
                         arena_print(arena,
                                     "CREATE INDEX IF NOT EXISTS p_%" STR_FMT "_%" STR_FMT
                                     " ON p_%" STR_FMT " (district, f_%" STR_FMT
                                     ", matter) WHERE f_%" STR_FMT " IS NOT NULL",
                                     STR_ARG(def->key), STR_ARG(field), STR_ARG(def->key),
                                     STR_ARG(field), STR_ARG(field)),
                         err);
}

static bool create_table(struct store *db, struct arena *arena, const struct register_def *def,
                         struct err *err)
{
    struct str sql = arena_print(arena,
                                 "CREATE TABLE IF NOT EXISTS p_%" STR_FMT
                                 " (district INTEGER NOT NULL, matter INTEGER NOT NULL",
                                 STR_ARG(def->key));
    for (size_t i = 0; i < def->fields_n; i++)
        if (has_column(&def->fields[i]))
            sql = arena_print(arena, "%" STR_FMT ", f_%" STR_FMT " %s", STR_ARG(sql),
                              STR_ARG(def->fields[i].key),
                              def->fields[i].type == FIELD_TEXT ? "TEXT" : "INTEGER");
    sql = arena_print(arena, "%" STR_FMT ", PRIMARY KEY (district, matter)) WITHOUT ROWID",
                      STR_ARG(sql));
    if (!store_execute(db, sql, err))
        return false;
    for (size_t i = 0; i < def->fields_n; i++) {
        const struct field_def *field = &def->fields[i];
        if (!has_column(field) || column_exists(db, arena, def, field))
            continue;
        sql = arena_print(arena, "ALTER TABLE p_%" STR_FMT " ADD COLUMN f_%" STR_FMT " %s",
                          STR_ARG(def->key), STR_ARG(field->key),
                          field->type == FIELD_TEXT ? "TEXT" : "INTEGER");
        if (!store_execute(db, sql, err))
            return false;
    }
    return create_index(db, arena, def, err) && create_unique_index(db, arena, def, err)
           && schema_put_class(db, arena_print(arena, "p_%" STR_FMT, STR_ARG(def->key)),
                               STR("cache"), err);
}

bool projection_create(struct store *db, const struct registry *registry, struct err *err)
{
    struct arena arena;
    arena_init(&arena, 0);
    bool ok = store_begin(db, err);
    for (size_t i = 0; ok && i < registry->registers_n; i++)
        ok = create_table(db, &arena, registry->registers[i], err);
    if (ok)
        ok = store_commit(db, err);
    else
        store_rollback(db);
    arena_done(&arena);
    return ok;
}

static bool prepare_put(struct arena *arena, struct store *db, const struct register_def *def,
                        struct stmt **stmt_out, struct err *err)
{
    struct str columns = STR("district, matter"), values = STR("?1, ?2"), sets = STR_NONE;
    int n = 2;
    for (size_t i = 0; i < def->fields_n; i++) {
        const struct field_def *field = &def->fields[i];
        if (!has_column(field))
            continue;
        n++;
        columns =
            arena_print(arena, "%" STR_FMT ", f_%" STR_FMT, STR_ARG(columns), STR_ARG(field->key));
        values = arena_print(arena, "%" STR_FMT ", ?%d", STR_ARG(values), n);
        /* A listed text is written when it is given; what was there stays otherwise. */
        if (field->type == FIELD_TEXT)
            sets = arena_print(arena,
                               "%" STR_FMT "%sf_%" STR_FMT " = coalesce(excluded.f_%" STR_FMT
                               ", p_%" STR_FMT ".f_%" STR_FMT ")",
                               STR_ARG(sets), sets.len > 0 ? ", " : "", STR_ARG(field->key),
                               STR_ARG(field->key), STR_ARG(def->key), STR_ARG(field->key));
        else
            sets = arena_print(arena, "%" STR_FMT "%sf_%" STR_FMT " = excluded.f_%" STR_FMT,
                               STR_ARG(sets), sets.len > 0 ? ", " : "", STR_ARG(field->key),
                               STR_ARG(field->key));
    }
    struct str action =
        sets.len > 0 ? arena_print(arena, "UPDATE SET %" STR_FMT, STR_ARG(sets)) : STR("NOTHING");
    struct str sql =
        arena_print(arena,
                    "INSERT INTO p_%" STR_FMT " (%" STR_FMT ") VALUES (%" STR_FMT
                    ") ON CONFLICT (district, matter) DO %" STR_FMT,
                    STR_ARG(def->key), STR_ARG(columns), STR_ARG(values), STR_ARG(action));
    return store_prepare(db, sql, stmt_out, err);
}

bool projection_prepare(struct arena *arena, struct store *db, const struct registry *registry,
                        struct stmt ***stmts_out, struct err *err)
{
    struct stmt **stmts = arena_array(arena, struct stmt *, registry->registers_n + 1);
    bool ok = true;
    for (size_t i = 0; ok && i < registry->registers_n; i++)
        ok = prepare_put(arena, db, registry->registers[i], &stmts[i], err);
    for (size_t i = 0; !ok && i < registry->registers_n; i++)
        stmt_finish(stmts[i]);
    *stmts_out = ok ? stmts : NULL;
    return ok;
}

bool projection_put(struct stmt *stmt, int64_t district, const struct batch_matter *row,
                    struct err *err)
{
    stmt_i64(stmt, district);
    stmt_i64(stmt, row->matter);
    for (size_t i = 0; i < row->def->fields_n; i++) {
        const struct field_def *field = &row->def->fields[i];
        if (!has_column(field))
            continue;
        if (field->type == FIELD_TEXT) {
            if (row->texts[i].len > 0)
                stmt_text(stmt, row->texts[i]);
            else
                stmt_null(stmt);
        } else if (row->is_set[i]) {
            stmt_i64(stmt, row->values[i]);
        } else {
            stmt_null(stmt);
        }
    }
    return stmt_run(stmt, err);
}
