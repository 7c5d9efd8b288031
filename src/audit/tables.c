#include "audit/tables.h"

#include "audit/finding.h"
#include "audit/match.h"
#include "audit/reading.h"

enum { ROWS_LOOKED = 100, PAIRS_MAX = 200, CANDIDATES_BACK = 200, LEAST_CHANCE = 20 };

struct pairs {
    int part[PAIRS_MAX];
    int share[PAIRS_MAX];
    size_t n;
};

static const struct audit_figure *fig(const struct audit *audit, int i)
{
    return &audit->figures.at[i];
}

static int cell(const struct grid *grid, int row, int column)
{
    return grid->rows[row].cells[column].figure;
}

static bool is_count_column(const struct grid *grid, int column)
{
    enum column_kind kind = grid->columns[column].kind;
    return kind == COLUMN_COUNT || kind == COLUMN_TOTAL;
}

/* Columns of means, ranks and rates do not add up. */
static bool is_additive(const struct audit *audit, const struct grid *grid, int column)
{
    static const char32_t *const words[] = {U"率",   U"均",   U"排名", U"得分",
                                            U"分数", U"标准", U"年度", NULL};
    for (int i = 0; i < grid->rows_n; i++) {
        int f = grid->rows[i].is_header ? NOWHERE : cell(grid, i, column);
        if (f == NOWHERE)
            continue;
        const struct unit_word *unit = fig(audit, f)->unit;
        if (fig(audit, f)->is_negative || (unit != NULL && unit->measure == MEASURE_PERCENT))
            return false; /* differences have signs, shares are of different wholes */
    }
    return is_count_column(grid, column)
           && !lexis_has_any(&audit->clean, grid->columns[column].header, words);
}

static bool is_inner(const struct audit *audit, struct span label)
{
    return lexis_at(&audit->clean, label.from, U"其中");
}

/* ---- totals of columns ---- */

/* (七)总计 sums what stands under (一) to (六): where (一) is. */
static int group_begin(const struct audit *audit, const struct grid *grid, int total, int first)
{
    struct span label = grid->rows[total].label;
    size_t open = lexis_find(&audit->clean, label, U"(");
    if (open + 2 >= label.to || !lexis_is_numeral(audit->clean.c[open + 1])
        || audit->clean.c[open + 2] != ')')
        return first;
    for (int i = total - 1; i >= first; i--)
        for (int k = 0; k < grid->columns_n; k++)
            if (grid->rows[i].cells[k].figure == NOWHERE
                && lexis_has(&audit->clean, grid->rows[i].cells[k].span, U"(一)"))
                return i;
    return first;
}

/* The rows that a total row sums: those above it back to the total before, or, of a total in the
 * first row, those below. */
static struct terms column_parts(const struct audit *audit, const struct grid *grid, int total,
                                 int column, bool through)
{
    struct terms parts = {.n = 0};
    int first = 0;
    while (first < grid->rows_n && grid->rows[first].is_header)
        first++;
    bool is_on_top = total == first;
    if (!is_on_top && !through)
        first = group_begin(audit, grid, total, first);
    int from = is_on_top ? total + 1 : first, to = is_on_top ? grid->rows_n : total;
    for (int i = from; i < to; i++) {
        const struct grid_row *row = &grid->rows[i];
        if (row->is_total && !through)
            parts.n = 0;
        if (row->is_header || row->is_total || row->is_share || is_inner(audit, row->label)
            || cell(grid, i, column) == NOWHERE)
            continue;
        terms_add(&parts, cell(grid, i, column));
    }
    return parts;
}

static struct terms subtotals(const struct grid *grid, int total, int column)
{
    struct terms parts = {.n = 0};
    for (int i = 0; i < total; i++)
        if (grid->rows[i].is_total && cell(grid, i, column) != NOWHERE)
            terms_add(&parts, cell(grid, i, column));
    return parts;
}

static bool add_up(const struct audit *audit, const struct terms *parts, int total,
                   enum verdict *verdict_out)
{
    *verdict_out = terms_judge(audit, parts, total);
    return parts->n >= 2 && amount_holds(*verdict_out);
}

struct column_sum {
    struct terms parts;
    int total;
    enum verdict verdict;
};

static bool judge_column(const struct audit *audit, const struct grid *grid, int total, int column,
                         struct column_sum *sum_out)
{
    struct column_sum s = {.total = cell(grid, total, column)};
    if (s.total == NOWHERE || !is_additive(audit, grid, column))
        return false;
    for (int way = 0; way < 3; way++) {
        s.parts = way == 2 ? subtotals(grid, total, column)
                           : column_parts(audit, grid, total, column, way == 1);
        if (add_up(audit, &s.parts, s.total, &s.verdict)) {
            *sum_out = s;
            return true;
        }
    }
    s.parts = column_parts(audit, grid, total, column, false);
    s.verdict = terms_judge(audit, &s.parts, s.total);
    *sum_out = s;
    return s.parts.n >= 2 && !terms_is_full(&s.parts);
}

static void check_total_row(struct audit *audit, const struct grid *grid, int total)
{
    struct column_sum *sums = arena_array(audit->arena, struct column_sum, grid->columns_n);
    int n = 0, holding = 0, judged = 0;
    for (int k = 0; k < grid->columns_n; k++) {
        if (!judge_column(audit, grid, total, k, &sums[n]))
            continue;
        bool is_trivial = amount_is_zero(fig(audit, sums[n].total)->amount);
        judged += !is_trivial;
        holding += !is_trivial && amount_holds(sums[n].verdict);
        n++;
    }
    if (2 * holding < judged && judged >= 2) /* these rows are no parts of this total */
        return;
    for (int i = 0; i < n; i++)
        finding_sum(audit, &sums[i].parts, sums[i].total, sums[i].verdict, NOTE_SUM);
}

/* ---- totals of rows ---- */

/* The columns that a total column sums: those before it back to the total before, or, of a total in
 * front, those behind it. */
static struct terms row_parts(const struct audit *audit, const struct grid *grid, int row,
                              int column)
{
    struct terms parts = {.n = 0};
    int from = column - 1;
    while (from >= 0 && grid->columns[from].kind == COLUMN_COUNT)
        from--;
    bool is_in_front = from == column - 1;
    int to = column;
    if (is_in_front) {
        from = column;
        to = column + 1;
        while (to < grid->columns_n && grid->columns[to].kind == COLUMN_COUNT)
            to++;
    }
    for (int k = from + 1; k < to; k++)
        if (is_additive(audit, grid, k) && cell(grid, row, k) != NOWHERE
            && !is_inner(audit, grid->columns[k].header))
            terms_add(&parts, cell(grid, row, k));
    return parts;
}

static void check_total_column(struct audit *audit, const struct grid *grid, int column)
{
    int rows = 0, present = 0, holding = 0;
    for (int i = 0; i < grid->rows_n; i++) {
        enum verdict verdict;
        if (grid->rows[i].is_header)
            continue;
        rows++;
        if (cell(grid, i, column) == NOWHERE)
            continue;
        struct terms parts = row_parts(audit, grid, i, column);
        present++;
        holding += add_up(audit, &parts, cell(grid, i, column), &verdict);
    }
    bool is_meant = 2 * present > rows && (present == 1 || 2 * holding >= present);
    for (int i = 0; is_meant && i < grid->rows_n; i++) {
        int total = grid->rows[i].is_header ? NOWHERE : cell(grid, i, column);
        struct terms parts = {.n = 0};
        if (total != NOWHERE)
            parts = row_parts(audit, grid, i, column);
        if (parts.n < 2)
            continue;
        enum verdict verdict = terms_judge(audit, &parts, total);
        finding_sum(audit, &parts, total, verdict, NOTE_SUM);
    }
}

/* ---- shares ---- */

static bool pair_holds(const struct audit *audit, const struct pairs *pairs, size_t i,
                       const struct terms *whole)
{
    struct quotient q = {.kind = CHECK_SHARE, .whole = *whole, .less = NOWHERE};
    enum verdict verdict;
    struct amount computed;
    terms_add(&q.part, pairs->part[i]);
    return finding_judge(audit, &q, pairs->share[i], &verdict, &computed) && amount_holds(verdict);
}

/* Shares of nothing say nothing of the whole. */
static size_t holding_pairs(const struct audit *audit, const struct pairs *pairs,
                            const struct terms *whole)
{
    size_t n = 0;
    for (size_t i = 0; i < pairs->n; i++)
        n += !amount_is_zero(fig(audit, pairs->part[i])->amount)
             && pair_holds(audit, pairs, i, whole);
    return n;
}

static size_t speaking_pairs(const struct audit *audit, const struct pairs *pairs)
{
    size_t n = 0;
    for (size_t i = 0; i < pairs->n; i++)
        n += !amount_is_zero(fig(audit, pairs->part[i])->amount);
    return n;
}

struct whole_search {
    struct audit *audit;
    const struct pairs *pairs;
    struct terms best;
    size_t best_n;
    size_t needed;
};

static void try_whole(struct whole_search *s, const struct terms *whole)
{
    size_t n = whole->n > 0 ? holding_pairs(s->audit, s->pairs, whole) : 0;
    if (n >= s->needed && n > s->best_n) {
        s->best = *whole;
        s->best_n = n;
    }
}

static void try_figure(struct whole_search *s, int figure)
{
    struct terms whole = {.n = 0};
    const struct audit_figure *f = fig(s->audit, figure);
    if (!reading_is_count(f) || f->amount.units == 0
        || (f->unit != NULL && f->unit->measure == MEASURE_PERCENT))
        return;
    terms_add(&whole, figure);
    try_whole(s, &whole);
}

/* The whole that most shares fit: the total given, the sum of the parts, a number of the table or
 * in front of it. */
static struct terms find_whole(struct audit *audit, const struct grid *grid,
                               const struct pairs *pairs, int total)
{
    size_t speaking = speaking_pairs(audit, pairs);
    size_t needed = speaking > 2 ? (speaking + 1) / 2 : speaking;
    struct whole_search s = {.audit = audit, .pairs = pairs, .needed = needed};
    struct terms all = {.n = 0};
    for (size_t i = 0; i < pairs->n; i++)
        terms_add(&all, pairs->part[i]);
    if (speaking < 2)
        return s.best;
    if (total != NOWHERE) { /* what the table calls the total needs less to speak for it */
        s.needed = (speaking + 1) / 2;
        try_figure(&s, total);
        s.needed = needed;
    }
    int first = pairs->part[0];
    for (int i = 0; i < grid->rows_n && i < ROWS_LOOKED; i++)
        for (int k = 0; !grid->rows[i].is_header && k < grid->columns_n; k++)
            if (cell(grid, i, k) != NOWHERE && s.best_n < speaking)
                try_figure(&s, cell(grid, i, k));
    for (int i = first - 1; i >= 0 && i > first - CANDIDATES_BACK && s.best_n < speaking; i--)
        if (fig(audit, i)->table == NOWHERE)
            try_figure(&s, i);
    try_whole(&s, &all); /* a printed whole is better than one that has to be worked out */
    return s.best;
}

/* A list is complete when it lists even what there was none of, or the rest. */
static bool is_complete(const struct audit *audit, const struct pairs *pairs,
                        const struct grid *grid)
{
    static const char32_t *const rest[] = {U"其他", U"其它", U"其余", NULL};
    struct amount sum = {0};
    struct amount low = {.units = 995, .exponent = -1}, high = {.units = 1005, .exponent = -1};
    for (size_t i = 0; i < pairs->n; i++) {
        const struct audit_figure *share = fig(audit, pairs->share[i]);
        if (amount_is_zero(fig(audit, pairs->part[i])->amount))
            return true;
        if (!amount_add(sum, share->amount, &sum))
            return false;
    }
    for (int i = 0; i < grid->rows_n; i++)
        if (lexis_has_any(&audit->clean, grid->rows[i].label, rest))
            return true;
    return amount_compare(sum, low) >= 0 && amount_compare(sum, high) <= 0;
}

static void check_pairs(struct audit *audit, const struct grid *grid, const struct pairs *pairs,
                        int total)
{
    struct terms whole = find_whole(audit, grid, pairs, total), parts = {.n = 0};
    if (whole.n == 0)
        return;
    for (size_t i = 0; i < pairs->n; i++) {
        struct quotient q = {.kind = CHECK_SHARE, .whole = whole, .less = NOWHERE};
        terms_add(&q.part, pairs->part[i]);
        terms_add(&parts, pairs->part[i]);
        if (amount_is_zero(fig(audit, pairs->part[i])->amount)
            && amount_is_zero(fig(audit, pairs->share[i])->amount))
            continue;
        finding_quotient(audit, &q, pairs->share[i], NOTE_NUMBERS);
    }
    if (whole.n > 1 || whole.at[0] == total || parts.n < 2 || terms_has(&parts, whole.at[0]))
        return;
    enum verdict verdict = terms_judge(audit, &parts, whole.at[0]);
    if (amount_holds(verdict))
        finding_sum(audit, &parts, whole.at[0], verdict, NOTE_NONE);
    else if (is_complete(audit, pairs, grid))
        finding_sum(audit, &parts, whole.at[0], verdict, NOTE_SHARED_WHOLE);
}

static int count_column_before(const struct grid *grid, int column)
{
    int k = column - 1;
    while (k >= 0 && !is_count_column(grid, k))
        k--;
    return k;
}

static void check_share_column(struct audit *audit, const struct grid *grid, int column)
{
    int count = count_column_before(grid, column), total = NOWHERE;
    struct pairs *pairs = arena_new(audit->arena, struct pairs);
    for (int i = 0; count >= 0 && i < grid->rows_n; i++) {
        const struct grid_row *row = &grid->rows[i];
        int part = row->is_header ? NOWHERE : cell(grid, i, count);
        if (part == NOWHERE)
            continue;
        if (row->is_total) {
            total = part;
            continue;
        }
        if (cell(grid, i, column) == NOWHERE || pairs->n == PAIRS_MAX)
            continue;
        pairs->part[pairs->n] = part;
        pairs->share[pairs->n++] = cell(grid, i, column);
    }
    if (pairs->n > 0)
        check_pairs(audit, grid, pairs, total);
}

/* A row of counts and below it a row of their shares. */
static void check_share_row(struct audit *audit, const struct grid *grid, int row)
{
    struct pairs *pairs = arena_new(audit->arena, struct pairs);
    int total = NOWHERE;
    if (row == 0 || grid->rows[row - 1].is_header || grid->rows[row - 1].is_share)
        return;
    for (int k = 0; k < grid->columns_n; k++) {
        int part = cell(grid, row - 1, k), share = cell(grid, row, k);
        if (part == NOWHERE || pairs->n == PAIRS_MAX)
            continue;
        if (grid->columns[k].kind == COLUMN_TOTAL) {
            total = part;
            continue;
        }
        if (share == NOWHERE)
            continue;
        pairs->part[pairs->n] = part;
        pairs->share[pairs->n++] = share;
    }
    if (pairs->n > 0)
        check_pairs(audit, grid, pairs, total);
}

/* ---- growth ---- */

static bool growth_holds(const struct audit *audit, int now, int former, int rate)
{
    struct quotient q = {.kind = CHECK_GROWTH, .less = NOWHERE};
    enum verdict verdict;
    struct amount computed;
    terms_add(&q.part, now);
    terms_add(&q.whole, former);
    return finding_judge(audit, &q, rate, &verdict, &computed) && amount_holds(verdict);
}

struct year_columns {
    int now, former, rate;
};

/* How many rows can be judged, and how many of them fit. */
static int fitting_rows(const struct audit *audit, const struct grid *grid,
                        const struct year_columns *c, int *judged_out)
{
    int fitting = 0;
    *judged_out = 0;
    for (int i = 0; i < grid->rows_n; i++) {
        if (grid->rows[i].is_header)
            continue;
        int now = cell(grid, i, c->now), former = cell(grid, i, c->former),
            rate = cell(grid, i, c->rate);
        if (now == NOWHERE || former == NOWHERE || rate == NOWHERE
            || amount_is_zero(fig(audit, former)->amount))
            continue;
        ++*judged_out;
        fitting += growth_holds(audit, now, former, rate);
    }
    return fitting;
}

static bool find_years(const struct audit *audit, const struct grid *grid, int rate,
                       struct year_columns *columns_out)
{
    struct year_columns best = {NOWHERE, NOWHERE, rate};
    int best_n = 0, judged = 0, best_judged = 0;
    for (int a = 0; a < grid->columns_n; a++) {
        for (int b = 0; b < grid->columns_n; b++) {
            struct year_columns c = {a, b, rate};
            if (a == b || !is_count_column(grid, a) || !is_count_column(grid, b))
                continue;
            int n = fitting_rows(audit, grid, &c, &judged);
            if (n > best_n) {
                best = c;
                best_n = n;
                best_judged = judged;
            }
        }
    }
    *columns_out = best;
    return best_n > 0 && 2 * best_n >= best_judged;
}

static void check_growth_column(struct audit *audit, const struct grid *grid, int column)
{
    struct year_columns c;
    if (!find_years(audit, grid, column, &c))
        return;
    for (int i = 0; i < grid->rows_n; i++) {
        struct quotient q = {.kind = CHECK_GROWTH, .less = NOWHERE};
        if (grid->rows[i].is_header)
            continue;
        int now = cell(grid, i, c.now), former = cell(grid, i, c.former),
            rate = cell(grid, i, column);
        if (now == NOWHERE || former == NOWHERE || rate == NOWHERE
            || amount_is_zero(fig(audit, former)->amount))
            continue;
        terms_add(&q.part, now);
        terms_add(&q.whole, former);
        finding_quotient(audit, &q, rate, NOTE_NUMBERS);
    }
}

/* ---- rates ---- */

static bool rate_holds(const struct audit *audit, int part, int whole, int rate)
{
    struct quotient q = {.kind = CHECK_SHARE, .less = NOWHERE};
    enum verdict verdict;
    struct amount computed;
    terms_add(&q.part, part);
    terms_add(&q.whole, whole);
    return finding_judge(audit, &q, rate, &verdict, &computed) && amount_holds(verdict);
}

struct rate_columns {
    int part, whole, rate;
};

static bool rate_cells(const struct audit *audit, const struct grid *grid, int row,
                       const struct rate_columns *c, struct rate_columns *cells_out)
{
    if (grid->rows[row].is_header)
        return false;
    *cells_out = (struct rate_columns){cell(grid, row, c->part), cell(grid, row, c->whole),
                                       cell(grid, row, c->rate)};
    return cells_out->part != NOWHERE && cells_out->whole != NOWHERE && cells_out->rate != NOWHERE
           && !amount_is_zero(fig(audit, cells_out->whole)->amount)
           && !amount_is_zero(fig(audit, cells_out->part)->amount);
}

/* 纠错率 in a column of its own: of the two columns that most of its rows fit, at least two. */
static void check_rate_column(struct audit *audit, const struct grid *grid, int column)
{
    struct rate_columns best = {NOWHERE, NOWHERE, column}, cells;
    int best_n = 1, best_judged = 0;
    for (int a = 0; a < grid->columns_n; a++) {
        for (int b = 0; b < grid->columns_n; b++) {
            struct rate_columns c = {a, b, column};
            int n = 0, judged = 0;
            if (a == b || !is_count_column(grid, a) || !is_count_column(grid, b))
                continue;
            for (int i = 0; i < grid->rows_n; i++) {
                if (!rate_cells(audit, grid, i, &c, &cells))
                    continue;
                judged++;
                n += rate_holds(audit, cells.part, cells.whole, cells.rate);
            }
            if (n > best_n) {
                best = c;
                best_n = n;
                best_judged = judged;
            }
        }
    }
    for (int i = 0; 2 * best_n > best_judged && best.part != NOWHERE && i < grid->rows_n; i++) {
        struct quotient q = {.kind = CHECK_SHARE, .less = NOWHERE};
        if (!rate_cells(audit, grid, i, &best, &cells))
            continue;
        terms_add(&q.part, cells.part);
        terms_add(&q.whole, cells.whole);
        finding_quotient(audit, &q, cells.rate, NOTE_NUMBERS);
    }
}

/* ---- against the text ---- */

/* Columns without a total of their own that add up to a number of the table or the text. */
static void check_column_whole(struct audit *audit, const struct grid *grid, int column)
{
    struct terms parts = {.n = 0};
    for (int i = 0; i < grid->rows_n; i++) {
        const struct grid_row *row = &grid->rows[i];
        if (row->is_total)
            return;
        if (!row->is_header && !row->is_share && cell(grid, i, column) != NOWHERE)
            terms_add(&parts, cell(grid, i, column));
    }
    if (parts.n < 2 || terms_is_full(&parts))
        return;
    for (int i = parts.at[0] - 1; i >= 0 && i > parts.at[0] - CANDIDATES_BACK; i--) {
        const struct audit_figure *f = fig(audit, i);
        int64_t value;
        bool is_apart = f->table != fig(audit, parts.at[0])->table || f->column != column;
        if (is_apart && f->role == ROLE_COUNT && amount_whole(f->amount, &value)
            && value >= LEAST_CHANCE && reading_is_count(f)
            && reading_same_unit(f, fig(audit, parts.at[0]))
            && terms_judge(audit, &parts, i) == VERDICT_EXACT) {
            finding_sum(audit, &parts, i, VERDICT_EXACT, NOTE_NONE);
            return;
        }
    }
}

/* A part of the table's total, named in the text, that is itself the sum of neighbouring rows:
 * 纠错191件 of the rows 改正后终止, 撤销, 确认违法, 变更, 责令履行. */
static void check_row_run(struct audit *audit, const struct grid *grid, int column, int figure)
{
    for (int from = 0; from < grid->rows_n; from++) {
        struct terms parts = {.n = 0};
        for (int i = from; i < grid->rows_n; i++) {
            const struct grid_row *row = &grid->rows[i];
            if (row->is_header || row->is_total || cell(grid, i, column) == NOWHERE)
                break;
            terms_add(&parts, cell(grid, i, column));
            if (parts.n >= 3 && terms_judge(audit, &parts, figure) == VERDICT_EXACT) {
                finding_sum(audit, &parts, figure, VERDICT_EXACT, NOTE_NONE);
                return;
            }
        }
    }
}

static void check_row_runs(struct audit *audit, const struct grid *grid, int total, int column)
{
    int whole = cell(grid, total, column);
    if (whole == NOWHERE || !is_additive(audit, grid, column) || grid->rows_n > 60)
        return;
    for (int i = whole - 1; i >= 0 && i > whole - CANDIDATES_BACK; i--) {
        const struct audit_figure *f = fig(audit, i);
        int64_t value;
        if (f->table != NOWHERE || f->whole == NOWHERE || f->role != ROLE_COUNT
            || !amount_whole(f->amount, &value) || value < LEAST_CHANCE
            || amount_compare(fig(audit, f->whole)->amount, fig(audit, whole)->amount) != 0)
            continue;
        check_row_run(audit, grid, column, i);
    }
}

static void check_grid(struct audit *audit, const struct grid *grid)
{
    for (int i = 0; i < grid->rows_n; i++) {
        if (grid->rows[i].is_header)
            continue;
        if (grid->rows[i].is_total)
            check_total_row(audit, grid, i);
        if (grid->rows[i].is_share)
            check_share_row(audit, grid, i);
        for (int k = 0; grid->rows[i].is_total && k < grid->columns_n; k++)
            check_row_runs(audit, grid, i, k);
    }
    for (int k = 0; k < grid->columns_n; k++) {
        if (grid->columns[k].kind == COLUMN_TOTAL)
            check_total_column(audit, grid, k);
        if (grid->columns[k].kind == COLUMN_SHARE)
            check_share_column(audit, grid, k);
        if (grid->columns[k].kind == COLUMN_GROWTH)
            check_growth_column(audit, grid, k);
        if (grid->columns[k].kind == COLUMN_RATE)
            check_rate_column(audit, grid, k);
        if (grid->columns[k].kind == COLUMN_COUNT && is_additive(audit, grid, k))
            check_column_whole(audit, grid, k);
    }
}

void tables_check(struct audit *audit)
{
    for (size_t i = 0; i < audit->grids.n; i++)
        check_grid(audit, &audit->grids.at[i]);
}
