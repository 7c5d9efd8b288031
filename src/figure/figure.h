/*
 * figure.h - the value of a figure over a period: sums of tallies, formulas of such sums.
 *
 * F3: what a figure is asked for is (figure, period, unit subtree, known). `as_of` cuts at the day
 *     something became known (DESIGN §3); a seq cuts at what the ledger held.
 */
#ifndef GULOU_FIGURE_FIGURE_H
#define GULOU_FIGURE_FIGURE_H

#include "base/err.h"
#include "registry/registry.h"
#include "store/store.h"

enum figure_grain { GRAIN_YEAR = 1, GRAIN_MONTH = 2, GRAIN_DAY = 3, GRAIN_STOCK = 4 };

struct figure_question {
    struct store *db;
    int64_t district;
    const struct registry *registry;
    struct date from, to; /* the period asked for */
    const int64_t *units; /* a subtree; NULL: the whole district */
    size_t units_n;
    struct date stock_on; /* of stocks: the day; none: the period's last */
    int64_t known_seq;    /* entries below it; 0: all */
};

struct figure_value {
    bool is_known;                  /* false: no value (a share of nothing, a minimum of nothing) */
    int64_t numerator, denominator; /* exact: value = numerator / denominator */
    struct date from, to;           /* the figure's own period */
    struct date as_of;
};

/* Values of all figures of the question's registry at once, by id: the year's tallies are read in
 * one pass. `values` has registry->figures_n elements. */
ERR_CHECKED bool figure_all(const struct figure_question *question, struct arena *arena,
                            struct figure_value *values, struct err *err);
ERR_CHECKED bool figure_one(const struct figure_question *question, const struct figure_def *figure,
                            struct arena *arena, struct figure_value *value_out, struct err *err);
/* Formulas anew over values of all the others, which are given; they are replaced in `values`. */
ERR_CHECKED bool figure_formulas(const struct figure_question *question, struct arena *arena,
                                 struct figure_value *values, struct err *err);
/* Adds an amount of contributions to the value of a sum. */
void figure_add(const struct figure_def *figure, int64_t amount, struct figure_value *value);
/* What a flow begins with (`open@start`): the stock on the evening before the period, as it is
 * known at the period's end. So a late correction of the time before shows on both sides of the
 * flow. */
ERR_CHECKED bool figure_opening(const struct figure_question *question,
                                const struct figure_def *stock, struct arena *arena,
                                struct figure_value *value_out, struct err *err);
/* The day of that stock, and the last day that counts for it. */
void figure_opening_of(const struct figure_question *question, struct date *on_out,
                       struct date *as_of_out);
enum figure_at { FIGURE_PERIOD, FIGURE_OPENING }; /* opening: of a stock, see figure_opening */
/* The sum for each contribution.value; `sums` is an empty map of numbers. */
ERR_CHECKED bool figure_by_value(const struct figure_question *question,
                                 const struct figure_def *figure, enum figure_at at,
                                 struct arena *arena, struct map *sums, struct err *err);
/* The figure's own period within the period asked for. */
void figure_period_of(const struct figure_question *question, const struct figure_def *figure,
                      struct date *from_out, struct date *to_out, struct date *as_of_out);

/* As a report prints it: 26.82万人, 39.26%, 2万余人次, 五个方面. "—" without a value. */
struct str figure_text(const struct figure_def *figure, const struct figure_value *value,
                       struct arena *arena);
/* The plain number in the base unit, unrounded as far as it goes ("39.259259259"): for JSON. */
struct str figure_number(const struct figure_value *value, struct arena *arena);
/* ERR_INPUT: the question is asked as of an entry beyond the ledger. figure_all asks it too. */
ERR_CHECKED bool figure_known_check(const struct figure_question *question, struct err *err);
/* Is it a number of values, or one of them, and no sum of amounts? */
bool figure_is_valued(const struct figure_def *figure);
const char *figure_kind_word(const struct figure_def *figure); /* "count", "stock", "ratio" … */

#endif
