#include "office/closing_restate.h"

#include <stdlib.h>

#include "office/closing_counted.h"
#include "office/row.h"

struct restating {
    struct reader *reader;
    struct arena *arena;
    const struct figure_question *q;
    const struct closing *closing; /* NULL: between two places */
    int64_t from_seq, to_seq;
    struct closing_differences *out;
    struct map sums;            /* matter -> index of its sums */
    LIST_OF(int64_t *) changes; /* by figure: now less then */
};

struct entry_said {
    struct str kind, reason;
    bool is_correction; /* an amendment, or an event of the office */
};

static bool read_entry(struct restating *r, int64_t seq, struct entry_said *out, struct err *err)
{
    struct stmt *stmt = store_statement(r->q->db, Q_ENTRY_READ);
    struct row row;
    struct event event = {0};
    bool has_row;
    *out = (struct entry_said){0};
    stmt_i64(stmt, r->q->district);
    stmt_i64(stmt, seq);
    if (!stmt_row(stmt, &has_row, err) || !has_row)
        return !has_row;
    row_read(stmt, r->arena, &row);
    stmt_reset(stmt);
    out->kind = row.entry.kind;
    out->is_correction = str_starts(row.entry.kind, STR("office."));
    if (out->is_correction)
        return true;
    if (!row_event(&row, r->q->registry, r->arena, &event, err)
        || (row.payload.len > 0 && !row_texts(&row, r->arena, &event, err)))
        return false;
    out->is_correction = event.form == EVENT_AMENDMENT;
    out->reason = event.reason;
    return true;
}

/* Now less then, by figure, of one matter: computed once. */
static bool change_of(struct restating *r, int64_t id, int64_t **change_out, struct err *err)
{
    int64_t at;
    struct matter *matter;
    if (map_find_number(&r->sums, id, &at)) {
        *change_out = r->changes.at[at];
        return true;
    }
    int64_t *change = arena_array(r->arena, int64_t, r->q->registry->figures_n + 1);
    const int64_t *then, *now;
    if (!reader_matter(r->reader, r->arena, id, &matter, err))
        return false;
    if (matter != NULL) {
        if (!closing_counted_sums(r->reader, r->arena, matter, r->closing, r->from_seq, &then, err)
            || !closing_counted_sums(r->reader, r->arena, matter, r->closing, r->to_seq, &now, err))
            return false;
        for (size_t i = 0; i < r->q->registry->figures_n; i++)
            change[i] = now[i] - then[i];
    }
    map_put_number(&r->sums, id, (int64_t)r->changes.n);
    list_push(r->arena, &r->changes, change);
    *change_out = change;
    return true;
}

struct found {
    int64_t matter, seq, amount;
    bool is_late;
};

static int compare_found(const void *a, const void *b)
{
    const struct found *x = a, *y = b;
    int by_matter = (x->matter > y->matter) - (x->matter < y->matter);
    return by_matter != 0 ? by_matter : (x->seq > y->seq) - (x->seq < y->seq);
}

/* One matter's rows: what they come to, and which entry made it so. */
static bool add_matter(struct restating *r, const struct figure_def *figure,
                       const struct found *rows, size_t n, struct err *err)
{
    struct closing_difference out = {.figure = figure, .matter = rows[0].matter};
    bool is_correction = false;
    for (size_t i = 0; i < n; i++) {
        struct entry_said said;
        if (rows[i].is_late && r->closing == NULL)
            continue;
        if (!read_entry(r, rows[i].seq, &said, err))
            return false;
        if (rows[i].is_late && !said.is_correction)
            continue;
        is_correction = true;
        out.amount += rows[i].amount;
        out.seq = rows[i].seq;
        out.event = said.kind;
        out.reason = said.reason;
    }
    if (!is_correction)
        return true;
    if (r->closing != NULL) {
        int64_t *change;
        if (!change_of(r, out.matter, &change, err))
            return false;
        out.amount = change[figure->id];
    }
    if (out.amount != 0)
        list_push(r->arena, &r->out->list, out);
    return true;
}

static bool add_figure(struct restating *r, const struct figure_def *figure, struct err *err)
{
    LIST_OF(struct found) rows = {0};
    struct date from, to, as_of;
    struct stmt *stmt = store_statement(r->q->db, Q_CONTRIBUTION_SINCE);
    bool has_row;
    figure_period_of(r->q, figure, &from, &to, &as_of);
    stmt_i64(stmt, r->q->district);
    stmt_i64(stmt, figure->id);
    stmt_i64(stmt, figure->kind == FIGURE_STOCK ? date_of(1990, 1, 1).day : from.day);
    stmt_i64(stmt, to.day);
    stmt_i64(stmt, r->from_seq);
    stmt_i64(stmt, r->to_seq);
    for (;;) {
        if (!stmt_row(stmt, &has_row, err))
            return false;
        if (!has_row)
            break;
        struct found row = {stmt_get_i64(stmt, 1), stmt_get_i64(stmt, 2), stmt_get_i64(stmt, 3),
                            !figure->is_any_known && stmt_get_i64(stmt, 4) > as_of.day};
        list_push(r->arena, &rows, row);
    }
    if (rows.n > 1)
        qsort(rows.at, rows.n, sizeof *rows.at, compare_found);
    for (size_t i = 0, k; i < rows.n; i = k) {
        for (k = i; k < rows.n && rows.at[k].matter == rows.at[i].matter; k++)
            ;
        if (!add_matter(r, figure, rows.at + i, k - i, err))
            return false;
    }
    return true;
}

static bool add_all(struct restating *r, struct err *err)
{
    const struct registry *registry = r->q->registry;
    map_init(&r->sums, r->arena);
    for (size_t i = 0; i < registry->figures_n; i++)
        if (registry->figures[i]->kind != FIGURE_FORMULA
            && !add_figure(r, registry->figures[i], err))
            return false;
    return true;
}

bool closing_differ(struct reader *reader, struct arena *arena,
                    const struct figure_question *question, int64_t from_seq, int64_t to_seq,
                    struct closing_differences *out, struct err *err)
{
    struct restating r = {.reader = reader,
                          .arena = arena,
                          .q = question,
                          .from_seq = from_seq,
                          .to_seq = to_seq,
                          .out = out};
    return add_all(&r, err);
}

bool closing_restate(struct reader *reader, struct arena *arena, const struct closing *closing,
                     const struct figure_value *signed_values, struct figure_value *values_out,
                     struct closing_differences *out, struct err *err)
{
    const struct office *office = reader_office(reader);
    const struct registry *registry = office_current(office)->registry;
    struct figure_question q = {.db = reader_store(reader),
                                .district = office_district(office),
                                .registry = registry,
                                .from = closing->from,
                                .to = closing->to,
                                .stock_on = DATE_NONE};
    struct restating r = {.reader = reader,
                          .arena = arena,
                          .q = &q,
                          .closing = closing,
                          .from_seq = closing->size,
                          .to_seq = INT64_MAX,
                          .out = out};
    if (!add_all(&r, err))
        return false;
    for (size_t i = 0; i < registry->figures_n; i++)
        values_out[i] = signed_values[i];
    for (size_t i = 0; i < out->list.n; i++) {
        const struct closing_difference *row = &out->list.at[i];
        struct figure_value *value = &values_out[row->figure->id];
        bool is_sum = !figure_is_valued(row->figure);
        if (!is_sum && !figure_one(&q, row->figure, arena, value, err))
            return false;
        if (is_sum)
            figure_add(row->figure, row->amount, value);
    }
    return figure_formulas(&q, arena, values_out, err);
}

static bool is_in_formula(const struct registry *registry, const struct formula *f, int figure)
{
    if (f->op == FORMULA_CONST)
        return false;
    if (f->op != FORMULA_FIGURE)
        return is_in_formula(registry, f->left, figure)
               || is_in_formula(registry, f->right, figure);
    const struct figure_def *part = registry->figures[f->figure];
    return part->id == figure
           || (part->kind == FIGURE_FORMULA && is_in_formula(registry, part->formula, figure));
}

bool closing_concerns(const struct registry *registry, const struct figure_def *figure,
                      const struct closing_difference *difference)
{
    if (figure->kind == FIGURE_FORMULA)
        return is_in_formula(registry, figure->formula, difference->figure->id);
    return figure->id == difference->figure->id;
}
