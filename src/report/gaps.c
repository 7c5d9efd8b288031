#include "report/gaps.h"

#include <stdlib.h>

#include "report/report_source.h"

enum { PIECE = 2000 };

struct finding {
    struct reader *reader;
    struct arena *arena;
    const struct figure_question *q;
    const struct organisation *org;
    struct gaps *out;
};

/* ---- cells ---- */

struct cells {
    LIST_OF(struct gap_cell) list;
};

static void add_cell(struct arena *arena, struct cells *cells, struct str name, int64_t n)
{
    for (size_t i = 0; i < cells->list.n; i++)
        if (str_equal(cells->list.at[i].name, name)) {
            cells->list.at[i].n += n;
            return;
        }
    list_push(arena, &cells->list, (struct gap_cell){name, n});
}

static int compare_cells(const void *a, const void *b)
{
    const struct gap_cell *x = a, *y = b;
    return x->n != y->n ? (x->n < y->n ? 1 : -1) : str_compare(x->name, y->name);
}

static void sort_cells(struct cells *cells)
{
    if (cells->list.n > 1)
        qsort(cells->list.at, cells->list.n, sizeof *cells->list.at, compare_cells);
}

static struct str unit_name(const struct finding *f, int64_t id)
{
    const struct unit *unit = organisation_unit(f->org, id);
    return unit != NULL ? unit->name : STR("（未定）");
}

/* ---- figures that are shortcomings ---- */

static bool add_matter(struct finding *f, const struct figure_def *figure,
                       const struct reader_figure_row *row, struct cells *causes, struct err *err)
{
    struct arena_mark mark = arena_mark(f->arena);
    struct matter *matter;
    struct str name = STR("（未定）");
    if (!reader_matter(f->reader, f->arena, row->matter, &matter, err))
        return false;
    if (matter != NULL && matter->is_set[figure->cause_field]) {
        const struct field_def *field = &matter->def->fields[figure->cause_field];
        int64_t choice = matter->values[figure->cause_field];
        if (choice >= 0 && (size_t)choice < field->choices_n)
            name = field->choices[choice].title.zh;
    }
    arena_release(f->arena, mark);
    add_cell(f->arena, causes, name, row->amount);
    return true;
}

static bool find_figure(struct finding *f, const struct figure_def *figure, struct err *err)
{
    struct reader_figure_ask ask = {.figure = figure, .known_seq = f->q->known_seq};
    struct reader_figure_list list;
    struct gap_figure gap = {.figure = figure};
    struct cells units = {0}, causes = {0};
    struct figure_value value;
    figure_period_of(f->q, figure, &ask.from, &ask.to, &ask.as_of);
    if (!figure_one(f->q, figure, f->arena, &value, err)
        || !reader_figure_list(f->reader, f->arena, &ask, &list, err))
        return false;
    for (size_t i = 0; i < list.n; i++) {
        add_cell(f->arena, &units, unit_name(f, list.rows[i].unit), list.rows[i].amount);
        if (figure->cause_field != NONE && !add_matter(f, figure, &list.rows[i], &causes, err))
            return false;
    }
    sort_cells(&units);
    sort_cells(&causes);
    gap.text = figure_text(figure, &value, f->arena);
    gap.units.at = units.list.at;
    gap.units.n = units.list.n;
    gap.causes.at = causes.list.at;
    gap.causes.n = causes.list.n;
    if (list.n > 0)
        list_push(f->arena, &f->out->figures, gap);
    return true;
}

/* ---- overdue steps ---- */

struct clocks {
    struct gap_clock *of; /* by register and clock */
    struct cells *units;
    size_t *first; /* by register: where its clocks begin */
};

static void count_matter(struct finding *f, struct clocks *clocks, const struct matter *matter)
{
    struct date to = f->q->to;
    for (size_t i = 0; i < matter->def->clocks_n; i++) {
        const struct clock_state *clock = &matter->clocks[i];
        bool ran = clock->status != CLOCK_NEVER && clock->status != CLOCK_CANCELLED
                   && !date_is_none(clock->due);
        if (!ran || date_compare(clock->due, f->q->from) < 0 || date_compare(clock->due, to) > 0
            || matter->def->clocks[i].kind != CLOCK_MAXIMUM)
            continue;
        size_t at = clocks->first[matter->def->id] + i;
        struct gap_clock *gap = &clocks->of[at];
        gap->due++;
        if (clock->is_met)
            continue;
        gap->overdue++;
        add_cell(f->arena, &clocks->units[at], unit_name(f, matter_unit(matter)), 1);
    }
}

static bool read_piece(struct finding *f, struct clocks *clocks, int64_t from, int64_t *last_out,
                       struct err *err)
{
    struct stmt *stmt = store_statement(f->q->db, Q_MATTER_FROM);
    bool has_row;
    *last_out = 0;
    stmt_i64(stmt, f->q->district);
    stmt_i64(stmt, from);
    stmt_i64(stmt, PIECE);
    struct arena scratch;
    arena_init(&scratch, 0);
    for (;;) {
        if (!stmt_row(stmt, &has_row, err)) {
            arena_done(&scratch);
            return false;
        }
        if (!has_row)
            break;
        *last_out = stmt_get_i64(stmt, 0);
        arena_reset(&scratch);
        count_matter(f, clocks,
                     matter_unpack(&scratch, f->q->registry, *last_out, stmt_get_blob(stmt, 1)));
    }
    arena_done(&scratch);
    return true;
}

static bool find_overdue(struct finding *f, struct err *err)
{
    const struct registry *registry = f->q->registry;
    struct clocks clocks;
    size_t n = 0;
    int64_t last = 0;
    clocks.first = arena_array(f->arena, size_t, registry->registers_n + 1);
    for (size_t i = 0; i < registry->registers_n; i++) {
        clocks.first[i] = n;
        n += registry->registers[i]->clocks_n;
    }
    clocks.of = arena_array(f->arena, struct gap_clock, n + 1);
    clocks.units = arena_array(f->arena, struct cells, n + 1);
    do {
        if (!read_piece(f, &clocks, last + 1, &last, err))
            return false;
    } while (last != 0);
    for (size_t i = 0; i < registry->registers_n; i++) {
        const struct register_def *def = registry->registers[i];
        for (size_t k = 0; k < def->clocks_n; k++) {
            struct gap_clock *gap = &clocks.of[clocks.first[i] + k];
            struct cells *units = &clocks.units[clocks.first[i] + k];
            if (gap->overdue == 0)
                continue;
            sort_cells(units);
            gap->def = def;
            gap->clock = (int)k;
            gap->units.at = units->list.at;
            gap->units.n = units->list.n;
            list_push(f->arena, &f->out->clocks, *gap);
        }
    }
    return true;
}

/* ---- targets ---- */

static bool misses(const struct figure_value *value, struct decimal target)
{
    struct decimal reached;
    return value->is_known
           && decimal_ratio(value->numerator, 1, value->denominator, DECIMAL_SCALE_MAX / 2,
                            ROUND_DOWN, &reached)
           && decimal_compare(reached, target) < 0;
}

static bool check_target(struct finding *f, const struct report_target *target, struct date from,
                         struct date to, struct err *err)
{
    struct figure_question q = *f->q;
    struct figure_value value;
    q.from = from;
    q.to = to;
    if (!figure_one(&q, target->figure, f->arena, &value, err))
        return false;
    struct gap_target gap = {.target = *target,
                             .value = figure_text(target->figure, &value, f->arena),
                             .period = report_period_name(f->arena, from, to)};
    if (misses(&value, target->value))
        list_push(f->arena, &f->out->targets, gap);
    return true;
}

/* A minimum is looked at month by month: one good year hides a bad month. */
static bool find_missed(struct finding *f, const struct report_source *source, struct err *err)
{
    for (size_t i = 0; i < source->targets.n; i++) {
        const struct report_target *target = &source->targets.at[i];
        if (target->year != date_year(f->q->from))
            continue;
        if (target->figure->kind != FIGURE_MINIMUM) {
            if (!check_target(f, target, f->q->from, f->q->to, err))
                return false;
            continue;
        }
        for (int month = 1; month <= 12; month++) {
            struct date first = date_of(target->year, month, 1);
            if (!check_target(f, target, first, date_add_days(date_add_months(first, 1), -1), err))
                return false;
        }
    }
    return true;
}

/* ---- registers ---- */

static bool find_empty(struct finding *f, struct err *err)
{
    const struct registry *registry = f->q->registry;
    bool *has = arena_array(f->arena, bool, registry->registers_n + 1);
    struct stmt *stmt = store_statement(f->q->db, Q_COUNTER_ALL);
    bool has_row;
    stmt_i64(stmt, f->q->district);
    stmt_i64(stmt, date_year(f->q->from));
    for (;;) {
        if (!stmt_row(stmt, &has_row, err))
            return false;
        if (!has_row)
            break;
        int64_t id = stmt_get_i64(stmt, 0);
        if (id >= 0 && (size_t)id < registry->registers_n)
            has[id] = stmt_get_i64(stmt, 1) > 0;
    }
    for (size_t i = 0; i < registry->registers_n; i++)
        if (!has[i] && registry->registers[i]->number.len > 0)
            list_push(f->arena, &f->out->empty,
                      (const struct register_def *)registry->registers[i]);
    return true;
}

bool gaps_find(struct reader *reader, struct arena *arena, const struct figure_question *question,
               const struct report_source *source, struct gaps *out, struct err *err)
{
    const struct registry *registry = question->registry;
    struct finding f = {.reader = reader,
                        .arena = arena,
                        .q = question,
                        .org = office_current(reader_office(reader))->organisation,
                        .out = out};
    *out = (struct gaps){0};
    for (size_t i = 0; i < registry->figures_n; i++)
        if (registry->figures[i]->is_shortcoming && !registry->figures[i]->is_retired
            && !find_figure(&f, registry->figures[i], err))
            return false;
    return find_overdue(&f, err) && (source == NULL || find_missed(&f, source, err))
           && find_empty(&f, err);
}
