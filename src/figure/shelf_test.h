/*
 * shelf_test.h - contributions on the table, for tests of values and identities: a database with
 * rows put in by hand, and their tallies summed as sql/schema.sql describes them, in a way of its
 * own.
 */
#ifndef GULOU_FIGURE_SHELF_TEST_H
#define GULOU_FIGURE_SHELF_TEST_H

#include <unistd.h>

#include "figure/figure.h"
#include "matter/fixture_test.h"
#include "store/schema.h"

enum { SHELF_DISTRICT = 320106 };

struct shelf {
    struct arena arena;
    struct str path;
    struct store *db;
    const struct registry *registry;
    int64_t rows;
};

struct shelf_row {
    const char *figure, *day, *known;
    int64_t unit, amount, value;
};

static inline void shelf_must(bool ok, const struct err *err)
{
    if (!ok)
        fail_msg("%s [%s]", err->what, err->detail);
}

static inline struct shelf *shelf_open(const char *fixture, const char *other)
{
    struct arena arena;
    struct err err;
    struct schema schema;
    arena_init(&arena, 0);
    struct shelf *shelf = arena_new(&arena, struct shelf);
    shelf->arena = arena;
    const char *base = access("/dev/shm", W_OK | X_OK) == 0 ? "/dev/shm" : "/tmp";
    shelf->path = arena_print(&shelf->arena, "%s/gulou-shelf-%ld.db", base, (long)getpid());
    unlink(arena_terminated(&shelf->arena, shelf->path));
    struct store_options options = {.url = shelf->path};
    schema_embedded(&shelf->arena, STR("sql/schema.sql"), STR("sql/migrations/"), &schema);
    shelf_must(store_open(&shelf->arena, &options, &shelf->db, &err), &err);
    shelf_must(schema_create(shelf->db, &schema, &err), &err);
    shelf->registry = fixture_registry(&shelf->arena, fixture, other);
    return shelf;
}

static inline void shelf_close(struct shelf *shelf)
{
    static const char *const ends[] = {"", "-wal", "-shm"};
    store_close(shelf->db);
    for (int i = 0; i < 3; i++)
        unlink(arena_terminated(&shelf->arena, arena_print(&shelf->arena, "%" STR_FMT "%s",
                                                           STR_ARG(shelf->path), ends[i])));
    struct arena arena = shelf->arena;
    arena_done(&arena);
}

static inline void shelf_tally(struct shelf *shelf, int grain, int64_t period, int64_t unit,
                               int figure, int64_t amount, bool is_late)
{
    struct err err;
    int64_t units[] = {0, unit};
    for (int i = 0; i < (unit == 0 ? 1 : 2); i++) {
        struct stmt *stmt = store_statement(shelf->db, Q_TALLY_ADD);
        int64_t columns[] = {SHELF_DISTRICT,       grain,  period, units[i], figure, amount,
                             is_late ? amount : 0, is_late};
        for (int k = 0; k < 8; k++)
            stmt_i64(stmt, columns[k]);
        shelf_must(stmt_run(stmt, &err), &err);
    }
}

static inline void shelf_tallies(struct shelf *shelf, const struct figure_def *figure,
                                 const struct shelf_row *row)
{
    struct date day = fixture_day(row->day), known = fixture_day(row->known);
    int year, month, dom;
    date_split(day, &year, &month, &dom);
    struct date month_end = date_add_days(date_add_months(date_of(year, month, 1), 1), -1);
    int holds = date_year(date_max(day, known));
    shelf_tally(shelf, GRAIN_YEAR, year, row->unit, figure->id, row->amount,
                date_compare(known, date_of(year, 12, 31)) > 0);
    shelf_tally(shelf, GRAIN_MONTH, year * 12 + month - 1, row->unit, figure->id, row->amount,
                date_compare(known, month_end) > 0);
    if (figure->kind == FIGURE_STOCK)
        shelf_tally(shelf, GRAIN_STOCK, holds, row->unit, figure->id, row->amount, false);
}

static inline void shelf_put(struct shelf *shelf, const struct shelf_row *row)
{
    struct err err;
    struct date day = fixture_day(row->day), known = fixture_day(row->known);
    const struct figure_def *figure = registry_figure(shelf->registry, str_of(row->figure));
    assert_non_null(figure);
    int64_t seq = ++shelf->rows;
    shelf_must(store_begin(shelf->db, &err), &err);
    struct stmt *stmt = store_statement(shelf->db, Q_CONTRIBUTION_INSERT);
    int64_t columns[] = {SHELF_DISTRICT, figure->id, day.day,     seq,      seq,
                         row->unit,      row->value, row->amount, known.day};
    for (int k = 0; k < 9; k++)
        stmt_i64(stmt, columns[k]);
    shelf_must(stmt_run(stmt, &err), &err);
    if (!figure_is_valued(figure))
        shelf_tallies(shelf, figure, row);
    shelf_must(store_commit(shelf->db, &err), &err);
}

static inline struct figure_question shelf_question(const struct shelf *shelf, const char *from,
                                                    const char *to)
{
    return (struct figure_question){.db = shelf->db,
                                    .district = SHELF_DISTRICT,
                                    .registry = shelf->registry,
                                    .from = fixture_day(from),
                                    .to = fixture_day(to),
                                    .stock_on = DATE_NONE};
}

#endif
