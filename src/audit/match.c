#include "audit/match.h"

#include "audit/reading.h"

enum { GRIDS_LOOKED = 50 };

static const struct audit_figure *fig(const struct audit *audit, int i)
{
    return &audit->figures.at[i];
}

static bool is_count_column(const struct grid *grid, int column)
{
    enum column_kind kind = grid->columns[column].kind;
    return kind == COLUMN_COUNT || kind == COLUMN_TOTAL;
}

bool match_years(const struct audit *audit, const struct grid *grid, int *now_out, int *former_out)
{
    int now = NOWHERE, former = NOWHERE;
    for (int k = 0; k < grid->columns_n; k++) {
        const struct grid_column *column = &grid->columns[k];
        if (!is_count_column(grid, k))
            continue;
        if (column->is_former)
            former = former == NOWHERE ? k : former;
        else if (column->year > 0 && now != NOWHERE && grid->columns[now].year > 0
                 && column->year == grid->columns[now].year + 1)
            former = now, now = k;
        else if (column->year > 0 && now != NOWHERE && grid->columns[now].year > 0
                 && column->year == grid->columns[now].year - 1)
            former = k;
        else if (now == NOWHERE)
            now = k;
    }
    (void)audit;
    *now_out = now;
    *former_out = former;
    return now != NOWHERE && former != NOWHERE;
}

struct terms match_cells(const struct audit *audit, const struct match *match, int column)
{
    struct terms cells = {.n = 0};
    (void)audit;
    for (int i = 0; i < match->grid->rows_n; i++) {
        const struct grid_row *row = &match->grid->rows[i];
        bool is_meant = match->row == i || (match->row == NOWHERE && !row->is_total);
        if (is_meant && !row->is_header && row->cells[column].figure != NOWHERE)
            terms_add(&cells, row->cells[column].figure);
    }
    return cells;
}

/* The printed count can be the cell's: 0.03万 and 250. */
static bool agrees(const struct audit *audit, struct amount printed, const struct terms *cells)
{
    struct amount amounts[TERMS_MAX];
    for (size_t i = 0; i < cells->n; i++)
        amounts[i] = fig(audit, cells->at[i])->amount;
    return cells->n > 0 && amount_holds(amount_judge_sum(amounts, cells->n, printed));
}

static bool has_label(const struct audit *audit, struct span words, struct span label)
{
    size_t n = label.to - label.from;
    for (size_t i = words.from; n >= 2 && i + n <= words.to; i++)
        if (lexis_same(&audit->clean, (struct span){i, i + n}, label))
            return true;
    return false;
}

static bool by_words(const struct audit *audit, int count, struct match *match)
{
    const struct audit_figure *f = fig(audit, count);
    bool is_sum =
        lexis_has(&audit->clean, f->before, U"合计") || lexis_has(&audit->clean, f->before, U"共");
    int rows = 0, found = NOWHERE;
    for (int i = 0; i < match->grid->rows_n && !is_sum; i++) {
        const struct grid_row *row = &match->grid->rows[i];
        if (row->is_header || row->is_total || !has_label(audit, f->before, row->label))
            continue;
        match->row = i;
        struct terms cells = match_cells(audit, match, match->column);
        if (!agrees(audit, f->amount, &cells))
            continue;
        found = i;
        rows++;
    }
    match->row = rows == 1 ? found : NOWHERE;
    if (rows == 1)
        return true;
    struct terms all = match_cells(audit, match, match->column);
    return is_sum && all.n >= 2 && agrees(audit, f->amount, &all);
}

/* One row only prints this count and this share. */
static bool by_share(const struct audit *audit, int count, int share, struct match *match)
{
    int rows = 0, found = NOWHERE;
    for (int i = 0; i < match->grid->rows_n; i++) {
        const struct grid_row *row = &match->grid->rows[i];
        bool has_share = false;
        if (row->is_header || row->is_total || row->cells[match->column].figure == NOWHERE)
            continue;
        const struct audit_figure *cell = fig(audit, row->cells[match->column].figure);
        if (amount_compare(cell->amount, fig(audit, count)->amount) != 0)
            continue;
        for (int k = 0; k < match->grid->columns_n; k++)
            has_share =
                has_share
                || (match->grid->columns[k].kind == COLUMN_SHARE && row->cells[k].figure != NOWHERE
                    && amount_compare(fig(audit, row->cells[k].figure)->amount,
                                      fig(audit, share)->amount)
                           == 0);
        if (has_share) {
            found = i;
            rows++;
        }
    }
    match->row = found;
    return rows == 1;
}

bool match_find(const struct audit *audit, int count, int share, struct match *match_out)
{
    for (size_t g = 0; g < audit->grids.n && g < GRIDS_LOOKED; g++) {
        struct match match = {.grid = &audit->grids.at[g], .row = NOWHERE};
        match_years(audit, match.grid, &match.column, &match.former_column);
        if (match.column == NOWHERE)
            continue;
        if (by_words(audit, count, &match)
            || (share != NOWHERE && by_share(audit, count, share, &match))) {
            *match_out = match;
            return true;
        }
    }
    return false;
}
