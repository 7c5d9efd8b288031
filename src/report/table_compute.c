/*
 * table_compute.c - the cells of an official table over a period, and the identities of its form.
 */
#include "base/assert.h"
#include "figure/cells.h"
#include "report/table_source.h"

/* A figure over one unit: the whole, and its sums by value. */
struct known {
    struct figure_value whole;
    struct map sums;
};

struct computing {
    const struct figure_question *question;
    const struct table_binding *binding;
    struct arena *arena;
    struct map known_at; /* key -> index in known */
    LIST_OF(struct known) known;
    struct err *err;
};

static bool read_known(struct computing *c, const struct table_cell *cell, struct known *known)
{
    struct figure_question q = *c->question;
    if (cell->unit != 0) {
        int64_t *units;
        organisation_subtree(c->binding->organisation, c->arena, cell->unit, &units, &q.units_n);
        q.units = units;
    }
    const struct figure_def *figure = cell->figure;
    if (cell->is_opening ? !figure_opening(&q, figure, c->arena, &known->whole, c->err)
                         : !figure_one(&q, figure, c->arena, &known->whole, c->err))
        return false;
    map_init(&known->sums, c->arena);
    return figure->by_n == 0
           || figure_by_value(&q, figure, cell->is_opening ? FIGURE_OPENING : FIGURE_PERIOD,
                              c->arena, &known->sums, c->err);
}

static bool find_known(struct computing *c, const struct table_cell *cell,
                       const struct known **known_out)
{
    int64_t at, key = ((cell->unit * LIMIT_FIGURES) + cell->figure->id) * 2 + cell->is_opening;
    if (!map_find_number(&c->known_at, key, &at)) {
        struct known known = {0};
        if (!read_known(c, cell, &known))
            return false;
        at = (int64_t)c->known.n;
        list_push(c->arena, &c->known, known);
        (void)map_put_number(&c->known_at, key, at);
    }
    *known_out = &c->known.at[at];
    return true;
}

static const struct table_rule *of_line(const struct table_rule *row,
                                        const struct table_rule *column)
{
    return row->figure != NULL ? row : column;
}

static bool fill(struct computing *c, const struct table_rule *row, const struct table_rule *column,
                 struct table_cell *cell)
{
    const struct known *known;
    const struct table_rule *printed = row->digits > 0 || row->divisor > 1 ? row : column;
    if (row->is_empty)
        return true;
    cell->figure = of_line(row, column)->figure;
    cell->is_opening = row->is_opening || column->is_opening;
    cell->choice = row->choice.len > 0 && column->choice.len > 0
                       ? arena_print(c->arena, "%" STR_FMT ",%" STR_FMT, STR_ARG(row->choice),
                                     STR_ARG(column->choice))
                   : row->choice.len > 0 ? row->choice
                                         : column->choice;
    if (!find_known(c, cell, &known))
        return false;
    struct figure_value value = known->whole;
    if (cell->choice.len > 0) {
        struct figure_cell at;
        bool exists = figure_cell_find(c->question->registry, cell->figure, cell->choice, &at);
        gl_assert(exists); /* checked by the parser */
        value = (struct figure_value){.is_known = true,
                                      .numerator = figure_cell_sum(&at, &known->sums),
                                      .denominator = decimal_power10(cell->figure->value_digits)};
    }
    int64_t denominator;
    cell->has_value = value.is_known
                      && !__builtin_mul_overflow(value.denominator, printed->divisor, &denominator)
                      && decimal_ratio(value.numerator, 1, denominator, printed->digits,
                                       ROUND_HALF_UP, &cell->value);
    return true;
}

/* ---- rows ---- */

static bool exists(const struct computing *c, const struct unit *unit)
{
    return date_compare(unit->from, c->question->to) <= 0
           && (date_is_none(unit->to) || date_compare(unit->to, c->question->from) >= 0);
}

static bool is_kind(const struct table_line *row, const struct unit *unit)
{
    for (size_t i = 0; i < row->kinds_n; i++)
        if (str_equal(row->kinds[i], unit->kind))
            return true;
    return false;
}

struct filling {
    struct computing *c;
    const struct source_sheet *source;
    LIST_OF(struct table_head) heads;
    LIST_OF(struct table_cell) cells;
};

static bool put_row(struct filling *f, const struct table_line *row, const struct unit *unit)
{
    struct table_head head = row->head;
    if (unit != NULL)
        head.title = (struct title){unit->name, unit->name};
    list_push(f->c->arena, &f->heads, head);
    for (size_t i = 0; i < f->source->columns_n; i++) {
        struct table_cell cell = {.unit = unit == NULL ? 0 : unit->id};
        const struct table_rule *own = row->cells != NULL ? &row->cells[i] : &row->rule;
        if (!fill(f->c, own, &f->source->columns[i].rule, &cell))
            return false;
        list_push(f->c->arena, &f->cells, cell);
    }
    return true;
}

static bool put_sheet(struct computing *c, const struct source_sheet *source,
                      struct table_sheet *sheet)
{
    struct filling f = {.c = c, .source = source};
    const struct organisation *org = c->binding->organisation;
    struct table_head *columns = arena_array(c->arena, struct table_head, source->columns_n + 1);
    for (size_t i = 0; i < source->columns_n; i++)
        columns[i] = source->columns[i].head;
    for (size_t r = 0; r < source->rows_n; r++) {
        const struct table_line *row = &source->rows[r];
        if (row->kinds == NULL && !put_row(&f, row, NULL))
            return false;
        for (size_t u = 0; row->kinds != NULL && u < org->units.n; u++) {
            const struct unit *unit = &org->units.at[u];
            if (is_kind(row, unit) && exists(c, unit) && !put_row(&f, row, unit))
                return false;
        }
    }
    *sheet = (struct table_sheet){.key = source->key,
                                  .title = source->title,
                                  .stub = source->stub,
                                  .note = source->note,
                                  .columns = columns,
                                  .columns_n = source->columns_n,
                                  .rows = f.heads.at,
                                  .rows_n = f.heads.n,
                                  .cells = f.cells.at};
    return true;
}

/* ---- identities ---- */

struct checking {
    struct computing *c;
    const struct table_source *source;
    struct table *table;
    struct complaints *complaints;
};

/* The index of the source's row among the rows of the sheet; NONE when it became many. */
static int row_of(const struct source_sheet *source, const struct table_sheet *sheet, int line)
{
    for (size_t r = 0; r < sheet->rows_n; r++)
        if (source->rows[line].kinds == NULL
            && str_equal(sheet->rows[r].key, source->rows[line].head.key))
            return (int)r;
    return NONE;
}

static const struct table_cell *cell_at(const struct table_sheet *sheet, size_t row, size_t column)
{
    return &sheet->cells[row * sheet->columns_n + column];
}

/* The terms of an identity along one line, as text and as a sum; false where a cell is empty. */
static bool sum_terms(struct checking *k, const struct source_sheet *source,
                      const struct table_sheet *sheet, const struct table_identity *identity,
                      size_t along, struct str *text_out, bool *holds_out)
{
    struct decimal sum = {0, 0};
    struct str text = STR_NONE;
    char number[DECIMAL_TEXT_BYTES];
    for (size_t i = 0; i < identity->n; i++) {
        bool of_rows = identity->kind == TABLE_OF_ROWS;
        int row = of_rows ? row_of(source, sheet, identity->lines[i]) : (int)along;
        if (row == NONE)
            return false;
        const struct table_cell *cell =
            cell_at(sheet, (size_t)row, of_rows ? along : (size_t)identity->lines[i]);
        struct decimal term;
        if (!cell->has_value || !decimal_rescale(cell->value, 6, ROUND_HALF_UP, &term))
            return false;
        bool is_right = i > 0 && identity->signs[i] < 0 && identity->signs[i - 1] > 0;
        sum.units += identity->signs[i] * term.units;
        text = arena_print(k->c->arena, "%" STR_FMT "%s%" STR_FMT, STR_ARG(text),
                           i == 0     ? ""
                           : is_right ? " = "
                                      : " + ",
                           STR_ARG(decimal_print(cell->value, number)));
    }
    *text_out = text;
    *holds_out = sum.units == 0;
    return true;
}

static void check_along(struct checking *k, const struct source_sheet *source,
                        const struct table_sheet *sheet, const struct table_identity *identity)
{
    bool of_rows = identity->kind == TABLE_OF_ROWS;
    size_t n = of_rows ? sheet->columns_n : sheet->rows_n;
    for (size_t i = 0; i < n; i++) {
        struct str text;
        bool holds;
        if (!sum_terms(k, source, sheet, identity, i, &text, &holds))
            continue;
        k->table->identities_held += holds;
        k->table->identities_failed += !holds;
        if (!holds)
            complaints_add(k->complaints, k->source->file, identity->line, identity->column,
                           "%" STR_FMT " does not hold in \"%" STR_FMT "\": %" STR_FMT,
                           STR_ARG(identity->text),
                           STR_ARG((of_rows ? sheet->columns : sheet->rows)[i].title.zh),
                           STR_ARG(text));
    }
}

/* What was carried out of the year before is what this one begins with. */
static bool check_carried(struct checking *k, const struct source_sheet *source,
                          const struct table_sheet *sheet, const struct table_identity *identity)
{
    struct figure_question before = *k->c->question;
    before.from = date_add_months(before.from, -12);
    before.to = date_add_days(k->c->question->from, -1);
    struct computing c = *k->c;
    struct table_sheet last;
    c.question = &before;
    c.known = (__typeof__(c.known)){0};
    map_init(&c.known_at, c.arena);
    if (!put_sheet(&c, source, &last))
        return false;
    int out = row_of(source, &last, identity->lines[0]);
    int in = row_of(source, sheet, identity->lines[1]);
    for (size_t i = 0; out != NONE && in != NONE && i < sheet->columns_n; i++) {
        const struct table_cell *a = cell_at(&last, (size_t)out, i);
        const struct table_cell *b = cell_at(sheet, (size_t)in, i);
        char was[DECIMAL_TEXT_BYTES], is[DECIMAL_TEXT_BYTES];
        if (!a->has_value || !b->has_value)
            continue;
        bool holds = decimal_compare(a->value, b->value) == 0;
        k->table->identities_held += holds;
        k->table->identities_failed += !holds;
        if (!holds)
            complaints_add(k->complaints, k->source->file, identity->line, identity->column,
                           "\"%" STR_FMT "\": %" STR_FMT " were carried out of the year before, "
                           "%" STR_FMT " are carried into this one; a late entry or amendment "
                           "lies between",
                           STR_ARG(sheet->columns[i].title.zh),
                           STR_ARG(decimal_print(a->value, was)),
                           STR_ARG(decimal_print(b->value, is)));
    }
    return true;
}

static bool check_sheet(struct checking *k, const struct source_sheet *source,
                        const struct table_sheet *sheet)
{
    for (size_t i = 0; i < source->identities_n; i++) {
        const struct table_identity *identity = &source->identities[i];
        if (identity->kind != TABLE_CARRIED)
            check_along(k, source, sheet, identity);
        else if (!check_carried(k, source, sheet, identity))
            return false;
    }
    return true;
}

bool table_compute(const struct table_source *source, const struct figure_question *question,
                   const struct table_binding *binding, struct arena *arena,
                   struct table *table_out, struct complaints *complaints, struct err *err)
{
    struct computing c = {.question = question, .binding = binding, .arena = arena, .err = err};
    struct table_sheet *sheets = arena_array(arena, struct table_sheet, source->sheets_n + 1);
    struct checking k = {&c, source, table_out, complaints};
    map_init(&c.known_at, arena);
    *table_out = (struct table){.name = source->name,
                                .law = source->law,
                                .title = source->title,
                                .office = binding->office,
                                .is_demo = binding->is_demo,
                                .from = question->from,
                                .to = question->to,
                                .sheets = sheets,
                                .sheets_n = source->sheets_n};
    for (size_t i = 0; i < source->sheets_n; i++)
        if (!put_sheet(&c, &source->sheets[i], &sheets[i])
            || !check_sheet(&k, &source->sheets[i], &sheets[i]))
            return false;
    return true;
}
