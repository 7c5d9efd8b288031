#include "audit/official.h"

#include "audit/finding.h"
#include "audit/reading.h"

enum { APPLICANT_COLUMNS = 7, OUTCOME_COLUMNS = 5, OUTCOME_GROUPS = 3 };

/* The rows of table 3 that its identity speaks of: 第一项加第二项之和，等于第三项加第四项之和. */
struct requests {
    const struct grid *grid;
    int received, carried_in, handled, carried_out; /* rows, or NOWHERE */
};

static const struct audit_figure *fig(const struct audit *audit, int i)
{
    return &audit->figures.at[i];
}

/* Whether any words of the row contain both. */
static bool row_says(const struct audit *audit, const struct grid *grid, int row,
                     const char32_t *one, const char32_t *two)
{
    for (int k = 0; k < grid->columns_n; k++) {
        const struct grid_cell *cell = &grid->rows[row].cells[k];
        if (cell->figure == NOWHERE && lexis_has(&audit->clean, cell->span, one)
            && lexis_has(&audit->clean, cell->span, two))
            return true;
    }
    return false;
}

static bool find_requests(const struct audit *audit, struct requests *requests_out)
{
    for (size_t g = 0; g < audit->grids.n; g++) {
        struct requests r = {&audit->grids.at[g], NOWHERE, NOWHERE, NOWHERE, NOWHERE};
        for (int i = 0; i < r.grid->rows_n; i++) {
            if (r.grid->rows[i].is_header)
                continue;
            if (r.received == NOWHERE && row_says(audit, r.grid, i, U"新收", U"申请"))
                r.received = i;
            else if (r.carried_in == NOWHERE && row_says(audit, r.grid, i, U"上年", U"结转"))
                r.carried_in = i;
            else if (row_says(audit, r.grid, i, U"结转", U"下年"))
                r.carried_out = i;
            else if (row_says(audit, r.grid, i, U"总计", U")")
                     || row_says(audit, r.grid, i, U"总计", U"七"))
                r.handled = i;
        }
        if (r.received != NOWHERE && r.carried_in != NOWHERE) {
            *requests_out = r;
            return true;
        }
    }
    return false;
}

/* The last number of a row: its total. */
static int last_figure(const struct grid *grid, int row)
{
    for (int k = grid->columns_n - 1; row != NOWHERE && k >= 0; k--)
        if (grid->rows[row].cells[k].figure != NOWHERE)
            return grid->rows[row].cells[k].figure;
    return NOWHERE;
}

/* 自然人 to 其他 make 总计, also where the header could not be put over the columns. */
static void check_row_total(struct audit *audit, const struct grid *grid, int row)
{
    struct terms parts = {.n = 0};
    int total = last_figure(grid, row);
    for (int k = 0; k < grid->columns_n; k++)
        if (grid->rows[row].cells[k].figure != NOWHERE)
            terms_add(&parts, grid->rows[row].cells[k].figure);
    if (parts.n != APPLICANT_COLUMNS || grid->columns[grid->columns_n - 1].kind == COLUMN_TOTAL)
        return;
    parts.n--;
    enum verdict verdict = terms_judge(audit, &parts, total);
    finding_sum(audit, &parts, total, verdict, NOTE_SUM);
}

static void check_requests(struct audit *audit, const struct requests *r)
{
    for (int i = 0; i < r->grid->rows_n; i++)
        if (!r->grid->rows[i].is_header)
            check_row_total(audit, r->grid, i);
    if (r->handled == NOWHERE || r->carried_out == NOWHERE)
        return;
    for (int k = 0; k < r->grid->columns_n; k++) {
        struct terms left = {.n = 0}, right = {.n = 0};
        const struct grid_row *rows = r->grid->rows;
        if (rows[r->received].cells[k].figure == NOWHERE
            || rows[r->carried_in].cells[k].figure == NOWHERE
            || rows[r->handled].cells[k].figure == NOWHERE
            || rows[r->carried_out].cells[k].figure == NOWHERE)
            continue;
        terms_add(&left, rows[r->received].cells[k].figure);
        terms_add(&left, rows[r->carried_in].cells[k].figure);
        terms_add(&right, rows[r->handled].cells[k].figure);
        terms_add(&right, rows[r->carried_out].cells[k].figure);
        finding_equal(audit, &left, &right, NOTE_FORM);
    }
}

/* 收到申请N件 in the text: 新收, or 新收 and 上年结转 together. */
static void check_received_text(struct audit *audit, const struct requests *r)
{
    static const char32_t *const asked[] = {U"受理", U"收到", U"新收", U"接收",
                                            U"收办", U"共收", NULL};
    int received = last_figure(r->grid, r->received), carried = last_figure(r->grid, r->carried_in);
    for (int i = 0; received != NOWHERE && carried != NOWHERE && i < (int)audit->figures.n; i++) {
        const struct audit_figure *f = fig(audit, i);
        struct terms text = {.n = 0}, table = {.n = 0};
        if (f->table != NOWHERE || f->role != ROLE_COUNT || !reading_is_count(f) || f->depth > 0
            || !lexis_has(&audit->clean, f->before, U"申请") || f->whole != NOWHERE
            || !lexis_has_any(&audit->clean, f->before, asked)
            || !lexis_has(&audit->clean, audit->lines.at[f->line].span, U"公开"))
            continue;
        terms_add(&text, i);
        terms_add(&table, received);
        terms_add(&table, carried);
        if (terms_judge(audit, &table, i) == VERDICT_EXACT
            && !amount_is_zero(fig(audit, carried)->amount)) {
            finding_sum(audit, &table, i, VERDICT_EXACT, NOTE_NONE);
        } else {
            table.n = 1;
            finding_equal(audit, &text, &table, NOTE_TEXT_TABLE);
        }
        return;
    }
}

/* ---- table 4 ---- */

/* The totals of 行政复议 and of both kinds of 行政诉讼. */
struct disputes {
    struct terms reconsideration, litigation;
};

static bool says_outcomes(const struct audit *audit, const struct grid *grid)
{
    for (int i = 0; i < grid->rows_n; i++) {
        if (!grid->rows[i].is_header)
            break;
        size_t line = (size_t)(grid->line + i);
        if (line < audit->lines.n
            && lexis_has(&audit->clean, audit->lines.at[line].span, U"结果维持"))
            return true;
    }
    return false;
}

/* One row of fifteen numbers, five for each kind. */
static bool find_flat(struct audit *audit, const struct grid *grid, int row, struct disputes *d)
{
    int at[OUTCOME_COLUMNS * OUTCOME_GROUPS], n = 0;
    for (int k = 0; k < grid->columns_n; k++) {
        if (grid->rows[row].cells[k].figure == NOWHERE)
            continue;
        if (n == OUTCOME_COLUMNS * OUTCOME_GROUPS)
            return false;
        at[n++] = grid->rows[row].cells[k].figure;
    }
    if (n != OUTCOME_COLUMNS * OUTCOME_GROUPS)
        return false;
    for (int g = 0; g < OUTCOME_GROUPS; g++) {
        struct terms parts = {.n = 0};
        int total = at[g * OUTCOME_COLUMNS + OUTCOME_COLUMNS - 1];
        for (int k = 0; k < OUTCOME_COLUMNS - 1; k++)
            terms_add(&parts, at[g * OUTCOME_COLUMNS + k]);
        enum verdict verdict = terms_judge(audit, &parts, total);
        finding_sum(audit, &parts, total, verdict, NOTE_SUM);
        terms_add(g == 0 ? &d->reconsideration : &d->litigation, total);
    }
    return true;
}

static void find_disputes(struct audit *audit, struct disputes *d)
{
    for (size_t g = 0; g < audit->grids.n; g++) {
        const struct grid *grid = &audit->grids.at[g];
        if (!says_outcomes(audit, grid))
            continue;
        for (int i = 0; i < grid->rows_n; i++) {
            if (grid->rows[i].is_header || find_flat(audit, grid, i, d))
                continue;
            int total = last_figure(grid, i);
            if (lexis_has(&audit->clean, grid->rows[i].label, U"诉讼"))
                terms_add(&d->litigation, total);
            else if (lexis_has(&audit->clean, grid->rows[i].label, U"复议"))
                terms_add(&d->reconsideration, total);
        }
    }
}

static void check_dispute_text(struct audit *audit, const char32_t *word, const char32_t *other,
                               const struct terms *table)
{
    static const char32_t *const inner[] = {U"维持", U"纠正", U"纠错", U"撤销", U"其他",
                                            U"尚未", U"驳回", U"终止", U"审结", NULL};
    for (int i = 0; table->n > 0 && i < (int)audit->figures.n; i++) {
        const struct audit_figure *f = fig(audit, i);
        struct terms text = {.n = 0};
        if (f->table != NOWHERE || f->role != ROLE_COUNT || !reading_is_count(f) || f->depth > 0
            || !lexis_has(&audit->clean, f->before, word)
            || lexis_has(&audit->clean, f->before, other)
            || lexis_has_any(&audit->clean, f->before, inner)
            || !lexis_has(&audit->clean, audit->lines.at[f->line].span, U"公开"))
            continue;
        terms_add(&text, i);
        finding_equal(audit, &text, table, NOTE_TEXT_TABLE);
        return;
    }
}

void official_check(struct audit *audit)
{
    struct requests requests;
    struct disputes disputes = {.reconsideration = {.n = 0}, .litigation = {.n = 0}};
    if (!find_requests(audit, &requests))
        return;
    check_requests(audit, &requests);
    check_received_text(audit, &requests);
    find_disputes(audit, &disputes);
    check_dispute_text(audit, U"行政复议", U"诉讼", &disputes.reconsideration);
    check_dispute_text(audit, U"行政诉讼", U"复议", &disputes.litigation);
}
