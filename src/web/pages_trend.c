/*
 * pages_trend.c - a figure month by month.
 */
#include "web/pages.h"

enum { MONTHS_MAX = 13 }; /* a year, and the days of January up to the day of the report */

static bool adds_up(const struct figure_def *figure)
{
    switch (figure->kind) {
    case FIGURE_COUNT:
    case FIGURE_COUNT_EACH:
    case FIGURE_SUM:
    case FIGURE_SUM_EACH:
    case FIGURE_DUE:
    case FIGURE_MET:
        return true;
    default:
        return false;
    }
}

/* The rows of a few days, as known at the end of the figure's own period. */
static bool sum_days(const struct figure_question *q, const struct figure_def *figure,
                     struct date first, struct date last, struct date as_of, int64_t *sum_out,
                     struct err *err)
{
    struct stmt *stmt = store_statement(q->db, Q_CONTRIBUTION_SUM);
    bool has_row;
    stmt_i64(stmt, q->district);
    stmt_i64(stmt, figure->id);
    stmt_i64(stmt, first.day);
    stmt_i64(stmt, last.day);
    stmt_i64(stmt, figure->is_any_known ? INT32_MAX : as_of.day);
    stmt_i64(stmt, INT64_MAX);
    stmt_i64(stmt, 0);
    if (!stmt_row(stmt, &has_row, err))
        return false;
    *sum_out = has_row ? stmt_get_i64(stmt, 0) : 0;
    if (has_row)
        stmt_reset(stmt);
    return true;
}

/* A whole month from its tally; its rows only where some became known late. */
static bool sum_month(const struct figure_question *q, const struct figure_def *figure,
                      const struct trend_month *month, struct date as_of, int64_t *sum_out,
                      struct err *err)
{
    int year, number, day;
    bool has_row;
    date_split(month->first, &year, &number, &day);
    bool is_whole =
        day == 1 && date_month(date_add_days(month->last, 1)) != date_month(month->last);
    if (!is_whole)
        return sum_days(q, figure, month->first, month->last, as_of, sum_out, err);
    struct stmt *stmt = store_statement(q->db, Q_TALLY_FIGURE);
    stmt_i64(stmt, q->district);
    stmt_i64(stmt, GRAIN_MONTH);
    stmt_i64(stmt, year * 12 + number - 1);
    stmt_i64(stmt, 0);
    stmt_i64(stmt, figure->id);
    if (!stmt_row(stmt, &has_row, err))
        return false;
    *sum_out = has_row ? stmt_get_i64(stmt, 0) : 0;
    bool is_late = has_row && !figure->is_any_known && stmt_get_i64(stmt, 2) > 0;
    if (has_row)
        stmt_reset(stmt);
    return !is_late || sum_days(q, figure, month->first, month->last, as_of, sum_out, err);
}

static bool month_sum(const struct figure_question *q, const struct figure_def *figure,
                      const struct trend_month *month, struct figure_value *out, struct err *err)
{
    struct date from, to, as_of;
    int64_t sum;
    figure_period_of(q, figure, &from, &to, &as_of);
    if (!sum_month(q, figure, month, as_of, &sum, err))
        return false;
    *out = (struct figure_value){
        .is_known = true, .numerator = sum, .denominator = decimal_power10(figure->value_digits)};
    return true;
}

/* A share of sums: the month's part of both. */
static bool month_share(const struct figure_question *q, const struct figure_def *figure,
                        const struct trend_month *month, struct figure_value *out, struct err *err)
{
    struct figure_value above, below;
    if (!month_sum(q, q->registry->figures[figure->numerator], month, &above, err)
        || !month_sum(q, q->registry->figures[figure->denominator], month, &below, err))
        return false;
    *out = (struct figure_value){
        .is_known = below.numerator > 0,
        .numerator = 100 * above.numerator,
        .denominator = below.numerator,
    };
    return true;
}

static bool month_value(struct page *page, const struct figure_question *q,
                        const struct figure_def *figure, const struct trend_month *month,
                        struct figure_value *out, struct err *err)
{
    bool is_share = figure->is_share && figure->numerator != NONE && figure->denominator != NONE
                    && adds_up(q->registry->figures[figure->numerator])
                    && adds_up(q->registry->figures[figure->denominator]);
    if (adds_up(figure))
        return month_sum(q, figure, month, out, err);
    if (is_share)
        return month_share(q, figure, month, out, err);
    struct figure_question of_month = *q;
    of_month.from = month->first;
    of_month.to = month->last;
    return figure_one(&of_month, figure, page->arena, out, err);
}

bool figure_months(struct page *page, const struct figure_question *question,
                   const struct figure_def *figure, struct trend_month **months_out, size_t *n_out,
                   struct err *err)
{
    struct date from, to, as_of;
    struct trend_month *months = arena_array(page->arena, struct trend_month, MONTHS_MAX);
    size_t n = 0;
    figure_period_of(question, figure, &from, &to, &as_of);
    struct date day = date_max(from, question->from);
    while (date_compare(day, to) <= 0 && date_compare(day, page->today) <= 0 && n < MONTHS_MAX) {
        int year, month, dom;
        date_split(day, &year, &month, &dom);
        struct date next = date_add_months(date_of(year, month, 1), 1);
        months[n].first = day;
        months[n].last = date_min(date_add_days(next, -1), to);
        if (!month_value(page, question, figure, &months[n], &months[n].value, err))
            return false;
        n++;
        day = next;
    }
    *months_out = months;
    *n_out = n;
    return true;
}
