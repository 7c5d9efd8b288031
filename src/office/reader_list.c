/*
 * reader_list.c - lists: of a register, and behind a figure.
 */
#include <stdlib.h>

#include "base/assert.h"
#include "figure/figure.h"
#include "office/internal.h"
#include "office/reader.h"
#include "registry/expr_parse.h"

/* The rows of a bound statement: matter, fold. */
static bool read_page(struct reader *reader, struct arena *arena, struct stmt *stmt, int64_t limit,
                      struct reader_page *page, struct err *err)
{
    const struct registry *registry = office_current(reader_office(reader))->registry;
    bool has_row;
    page->matters = arena_array(arena, struct matter *, limit + 1);
    for (;;) {
        if (!stmt_row(stmt, &has_row, err))
            return false;
        if (!has_row)
            return true;
        struct matter *matter =
            matter_unpack(arena, registry, stmt_get_i64(stmt, 0), stmt_get_blob(stmt, 1));
        if (reader_may_see(reader, matter))
            page->matters[page->n++] = matter;
    }
}

static bool read_total(struct stmt *stmt, int64_t *total_out, struct err *err)
{
    bool has_row;
    if (!stmt_row(stmt, &has_row, err))
        return false;
    *total_out = has_row ? stmt_get_i64(stmt, 0) : 0;
    if (has_row)
        stmt_reset(stmt);
    return true;
}

/* Matters of a page by the index of register, unit and openness. */
static bool page_of_unit(struct reader *reader, struct arena *arena, const struct reader_list *list,
                         int is_open, struct reader_page *page, struct err *err)
{
    struct stmt *stmt = store_statement(reader_store(reader), Q_MATTER_OPEN_OF_UNIT);
    stmt_i64(stmt, office_district(reader_office(reader)));
    stmt_i64(stmt, list->def->id);
    stmt_i64(stmt, list->unit);
    stmt_i64(stmt, is_open);
    stmt_i64(stmt, list->limit);
    stmt_i64(stmt, list->offset);
    if (!read_page(reader, arena, stmt, list->limit, page, err))
        return false;
    stmt = store_statement(reader_store(reader), Q_MATTER_OPEN_OF_UNIT_COUNT);
    stmt_i64(stmt, office_district(reader_office(reader)));
    stmt_i64(stmt, list->def->id);
    stmt_i64(stmt, list->unit);
    stmt_i64(stmt, is_open);
    return read_total(stmt, &page->total, err);
}

/* A whole register, or what is open of it, by the index of numbers and the one of openness. */
static bool page_of_register(struct reader *reader, struct arena *arena,
                             const struct reader_list *list, struct reader_page *page,
                             struct err *err)
{
    bool is_whole = list->is_open < 0;
    struct stmt *stmt =
        store_statement(reader_store(reader), is_whole ? Q_MATTER_NEWEST : Q_MATTER_NEWEST_OPEN);
    stmt_i64(stmt, office_district(reader_office(reader)));
    stmt_i64(stmt, list->def->id);
    if (!is_whole)
        stmt_i64(stmt, list->is_open);
    stmt_i64(stmt, list->limit);
    stmt_i64(stmt, list->offset);
    if (!read_page(reader, arena, stmt, list->limit, page, err))
        return false;
    int64_t all, open;
    bool has_row;
    page->total = list->known_total;
    if (page->total > 0)
        return true;
    stmt = store_statement(reader_store(reader), Q_MATTER_COUNT_REGISTER);
    stmt_i64(stmt, office_district(reader_office(reader)));
    stmt_i64(stmt, list->def->id);
    if (!stmt_row(stmt, &has_row, err))
        return false;
    all = has_row ? stmt_get_i64(stmt, 0) : 0;
    open = has_row ? stmt_get_i64(stmt, 1) : 0;
    if (has_row)
        stmt_reset(stmt);
    page->total = is_whole ? all : list->is_open ? open : all - open;
    return true;
}

struct scan {
    const struct expr *where; /* or NULL */
    struct reader_kept kept;
};

/* Any other list: the register's matters from the newest on, each looked at. */
static bool page_by_scan(struct reader *reader, struct arena *arena, const struct reader_list *list,
                         const struct scan *scan, struct reader_page *page, struct err *err)
{
    const struct expr *where = scan->where;
    const struct reader_kept *kept = &scan->kept;
    struct stmt *stmt = store_statement(reader_store(reader), Q_MATTER_OF_REGISTER);
    const struct office *office = reader_office(reader);
    const struct registry *registry = office_current(office)->registry;
    bool has_row;
    page->matters = arena_array(arena, struct matter *, list->limit + 1);
    stmt_i64(stmt, office_district(office));
    stmt_i64(stmt, list->def->id);
    for (;;) {
        if (!stmt_row(stmt, &has_row, err))
            return false;
        if (!has_row)
            return true;
        if (list->is_open >= 0 && stmt_get_i64(stmt, 2) != list->is_open)
            continue;
        if (list->unit != 0 && stmt_get_i64(stmt, 3) != list->unit)
            continue;
        if (reader_is_kept(kept, stmt_get_i64(stmt, 0)))
            continue;
        bool is_on_page = page->total >= list->offset && page->n < (size_t)list->limit;
        if (where != NULL || is_on_page) {
            struct arena_mark mark = arena_mark(arena);
            struct matter *matter =
                matter_unpack(arena, registry, stmt_get_i64(stmt, 0), stmt_get_blob(stmt, 1));
            struct expr_env env = matter_env(matter);
            bool fits = expr_is_true(where, &env);
            if (fits && is_on_page)
                page->matters[page->n++] = matter;
            else
                arena_release(arena, mark);
            if (!fits)
                continue;
        }
        page->total++;
    }
}

bool reader_page(struct reader *reader, struct arena *arena, const struct reader_list *list,
                 struct reader_page *page_out, struct complaints *complaints, struct err *err)
{
    struct scan scan = {0};
    *page_out = (struct reader_page){0};
    if (list->where.len > 0) {
        scan.where = expr_parse_text(arena, list->def, list->where, complaints);
        if (scan.where == NULL)
            return true;
    }
    if (!reader_kept(reader, arena, list->def, &scan.kept, err))
        return false;
    bool is_plain = scan.where == NULL && scan.kept.n == 0;
    if (is_plain && list->unit != 0 && list->is_open >= 0)
        return page_of_unit(reader, arena, list, list->is_open, page_out, err);
    if (is_plain && list->unit == 0)
        return page_of_register(reader, arena, list, page_out, err);
    return page_by_scan(reader, arena, list, &scan, page_out, err);
}

static bool is_due_between(const struct matter *matter, struct date from, struct date to)
{
    struct date due = matter_due(matter);
    return matter_is_open(matter) && !date_is_none(due) && date_compare(from, due) <= 0
           && date_compare(due, to) <= 0;
}

/* What is kept from the reader is not counted either. */
static bool leave_out_due(struct reader *reader, struct arena *arena,
                          const struct register_def *def, struct date from, struct date to,
                          int64_t *total, struct err *err)
{
    const struct registry *registry = office_current(reader_office(reader))->registry;
    struct reader_kept kept;
    for (size_t i = 0; i < registry->registers_n; i++) {
        if (def != NULL && registry->registers[i] != def)
            continue;
        if (!reader_kept(reader, arena, registry->registers[i], &kept, err))
            return false;
        for (size_t k = 0; k < kept.n; k++)
            *total -= is_due_between(kept.matters[k], from, to);
    }
    return true;
}

bool reader_due(struct reader *reader, struct arena *arena, const struct register_def *def,
                struct date from, struct date to, int64_t offset, int64_t limit,
                struct reader_page *page_out, struct err *err)
{
    int64_t id = def == NULL ? -1 : def->id;
    struct stmt *stmt = store_statement(reader_store(reader), Q_MATTER_DUE_RANGE);
    *page_out = (struct reader_page){0};
    stmt_i64(stmt, office_district(reader_office(reader)));
    stmt_i64(stmt, from.day);
    stmt_i64(stmt, to.day);
    stmt_i64(stmt, id);
    stmt_i64(stmt, limit);
    stmt_i64(stmt, offset);
    if (!read_page(reader, arena, stmt, limit, page_out, err))
        return false;
    stmt = store_statement(reader_store(reader), Q_MATTER_DUE_RANGE_COUNT);
    stmt_i64(stmt, office_district(reader_office(reader)));
    stmt_i64(stmt, from.day);
    stmt_i64(stmt, to.day);
    stmt_i64(stmt, id);
    return read_total(stmt, &page_out->total, err)
           && leave_out_due(reader, arena, def, from, to, &page_out->total, err);
}

/* ---- the list behind a figure ---- */

static int compare_rows(const void *a, const void *b)
{
    const struct reader_figure_row *x = a, *y = b;
    return (x->matter > y->matter) - (x->matter < y->matter);
}

static bool is_in(const int64_t *units, size_t units_n, int64_t unit)
{
    for (size_t i = 0; i < units_n; i++)
        if (units[i] == unit)
            return true;
    return units_n == 0;
}

/* One row a matter: its amounts summed; those that cancel out are gone. */
static void gather(struct reader_figure_list *list)
{
    size_t kept = 0;
    if (list->n > 1)
        qsort(list->rows, list->n, sizeof *list->rows, compare_rows);
    for (size_t i = 0; i < list->n;) {
        struct reader_figure_row row = list->rows[i];
        row.amount = 0;
        size_t k = i;
        for (; k < list->n && list->rows[k].matter == row.matter; k++) {
            row.amount += list->rows[k].amount;
            row.day = date_min(row.day, list->rows[k].day);
        }
        i = k;
        if (row.amount != 0)
            list->rows[kept++] = row;
    }
    list->n = kept;
    list->total = (int64_t)kept;
}

bool reader_figure_list(struct reader *reader, struct arena *arena,
                        const struct reader_figure_ask *ask, struct reader_figure_list *list_out,
                        struct err *err)
{
    LIST_OF(struct reader_figure_row) rows = {0};
    struct reader_kept kept;
    const struct figure_def *figure = ask->figure;
    struct stmt *stmt = store_statement(reader_store(reader), Q_CONTRIBUTION_RANGE);
    bool has_row;
    bool is_valued = figure_is_valued(figure);
    const struct registry *registry = office_current(reader_office(reader))->registry;
    *list_out = (struct reader_figure_list){0};
    const struct figure_question place = {.db = reader_store(reader),
                                          .district = office_district(reader_office(reader)),
                                          .known_seq = ask->known_seq};
    if (!figure_known_check(&place, err)
        || !reader_kept(reader, arena, registry->registers[figure->registry_at], &kept, err))
        return false;
    stmt_i64(stmt, office_district(reader_office(reader)));
    stmt_i64(stmt, figure->id);
    stmt_i64(stmt, figure->kind == FIGURE_STOCK ? date_of(1990, 1, 1).day : ask->from.day);
    stmt_i64(stmt, ask->to.day);
    for (;;) {
        if (!stmt_row(stmt, &has_row, err))
            return false;
        if (!has_row)
            break;
        bool counts = (figure->is_any_known || stmt_get_i64(stmt, 6) <= ask->as_of.day)
                      && (ask->known_seq == 0 || stmt_get_i64(stmt, 2) < ask->known_seq)
                      && (ask->cell == NULL || figure_cell_has(ask->cell, stmt_get_i64(stmt, 4)))
                      && is_in(ask->units, ask->units_n, stmt_get_i64(stmt, 3));
        if (!counts || reader_is_kept(&kept, stmt_get_i64(stmt, 1)))
            continue;
        struct reader_figure_row row = {.matter = stmt_get_i64(stmt, 1),
                                        .amount = stmt_get_i64(stmt, 5),
                                        .day = {(int32_t)stmt_get_i64(stmt, 0)},
                                        .unit = stmt_get_i64(stmt, 3)};
        list_out->sum += is_valued ? 0 : row.amount;
        list_push(arena, &rows, row);
    }
    list_out->rows = rows.at;
    list_out->n = rows.n;
    gather(list_out);
    return true;
}

/* ---- numbers ---- */

static bool by_number(struct reader *reader, const struct register_def *def, int64_t year,
                      int64_t seq, int64_t *matter_out, struct err *err)
{
    struct stmt *stmt = store_statement(reader_store(reader), Q_MATTER_BY_NUMBER);
    bool has_row;
    stmt_i64(stmt, office_district(reader_office(reader)));
    stmt_i64(stmt, def->id);
    stmt_i64(stmt, year);
    stmt_i64(stmt, seq);
    if (!stmt_row(stmt, &has_row, err))
        return false;
    if (has_row) {
        *matter_out = stmt_get_i64(stmt, 0);
        stmt_reset(stmt);
    }
    return true;
}

/* Does the text fit the register's pattern? */
static bool match_pattern(struct str pattern, struct str text, int64_t *year, int64_t *seq)
{
    while (pattern.len > 0) {
        int64_t *value = str_starts(pattern, STR("{year}"))  ? year
                         : str_starts(pattern, STR("{seq}")) ? seq
                                                             : NULL;
        if (value == NULL) {
            if (text.len == 0 || text.p[0] != pattern.p[0])
                return false;
            text = str_from(text, 1);
            pattern = str_from(pattern, 1);
            continue;
        }
        size_t n = 0;
        while (n < text.len && text.p[n] >= '0' && text.p[n] <= '9')
            n++;
        if (!str_to_i64(str_first(text, n), value))
            return false;
        text = str_from(text, n);
        pattern = str_from(pattern, value == year ? 6 : 5);
    }
    return text.len == 0;
}

bool reader_find(struct reader *reader, struct str text, int64_t *matter_out, struct err *err)
{
    *matter_out = 0;
    if (str_to_i64(text, matter_out))
        return true;
    if (str_starts(text, STR("演示")))
        text = str_from(text, STR("演示").len);
    const struct registry *registry = office_current(reader_office(reader))->registry;
    for (size_t i = 0; i < registry->registers_n && *matter_out == 0; i++) {
        int64_t year = 0, seq = 0;
        const struct register_def *def = registry->registers[i];
        if (def->number.len > 0 && match_pattern(def->number, text, &year, &seq)
            && !by_number(reader, def, year, seq, matter_out, err))
            return false;
    }
    return true;
}
