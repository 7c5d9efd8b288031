/*
 * pages_split.c - a figure by unit, so that no small cell can be told from it.
 */
#include <stdlib.h>

#include "web/pages.h"

bool figure_splits(const struct figure_def *figure)
{
    switch (figure->kind) {
    case FIGURE_COUNT:
    case FIGURE_COUNT_EACH:
    case FIGURE_SUM:
    case FIGURE_SUM_EACH:
    case FIGURE_STOCK:
    case FIGURE_DUE:
    case FIGURE_MET:
        return !figure->is_restricted && !figure->is_any_known;
    default:
        return false;
    }
}

static int compare_cells(const void *a, const void *b)
{
    const struct split_cell *x = a, *y = b;
    if (x->matters != y->matters)
        return x->matters < y->matters ? 1 : -1;
    return (x->unit > y->unit) - (x->unit < y->unit);
}

/* Sums of money and the like: how many matters stand behind each cell. */
static bool count_matters(struct page *page, const struct figure_question *q,
                          const struct figure_def *figure, struct split_cell *cells, size_t n,
                          struct err *err)
{
    struct reader_figure_list list;
    struct reader_figure_ask ask = {.figure = figure};
    figure_period_of(q, figure, &ask.from, &ask.to, &ask.as_of);
    if (!reader_figure_list(page->reader, page->arena, &ask, &list, err))
        return false;
    for (size_t i = 0; i < n; i++)
        cells[i].matters = 0;
    for (size_t k = 0; k < list.n; k++)
        for (size_t i = 0; i < n; i++)
            cells[i].matters += cells[i].unit == list.rows[k].unit;
    return true;
}

void split_merge(struct split *split, int64_t minimum)
{
    size_t kept = split->n;
    split->merged = (struct split_cell){0};
    while (kept > 0
           && (split->cells[kept - 1].matters < minimum
               || (split->merged.matters > 0 && split->merged.matters < minimum))) {
        kept--;
        split->merged.matters += split->cells[kept].matters;
        split->merged.amount += split->cells[kept].amount;
    }
    split->n = kept;
}

/* The amount of one unit, or with NULL of the district. */
static bool amount_of(struct page *page, const struct figure_question *question,
                      const struct figure_def *figure, const int64_t *unit, int64_t *amount_out,
                      struct err *err)
{
    struct figure_question q = *question;
    struct figure_value value;
    q.units = unit;
    q.units_n = unit != NULL;
    if (!figure_one(&q, figure, page->arena, &value, err))
        return false;
    *amount_out = value.is_known ? value.numerator
                                       * (decimal_power10(figure->value_digits) / value.denominator)
                                 : 0;
    return true;
}

bool figure_split(struct page *page, const struct figure_question *question,
                  const struct figure_def *figure, struct split *split_out, struct err *err)
{
    const struct organisation *org = page->now->organisation;
    struct split_cell *cells = arena_array(page->arena, struct split_cell, org->units.n + 1);
    size_t n = 0;
    int64_t rest, scale = decimal_power10(figure->value_digits);
    if (!amount_of(page, question, figure, NULL, &rest, err))
        return false;
    for (size_t i = 0; i < org->units.n; i++) {
        struct split_cell cell = {.unit = org->units.at[i].id};
        if (!amount_of(page, question, figure, &cell.unit, &cell.amount, err))
            return false;
        rest -= cell.amount;
        cell.matters = cell.amount / scale;
        if (cell.amount > 0)
            cells[n++] = cell;
    }
    if (rest > 0) /* matters that no unit answers for */
        cells[n++] = (struct split_cell){.unit = 0, .amount = rest, .matters = rest / scale};
    bool is_sum = figure->kind == FIGURE_SUM || figure->kind == FIGURE_SUM_EACH;
    if (is_sum && !count_matters(page, question, figure, cells, n, err))
        return false;
    qsort(cells, n, sizeof *cells, compare_cells);
    *split_out = (struct split){.cells = cells, .n = n};
    split_merge(split_out, figure->cells);
    return true;
}
