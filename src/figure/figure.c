#include "figure/figure.h"

#include "base/assert.h"

enum { DAY_LAST = 1 << 21 }; /* after every day there is */

__extension__ typedef __int128 wide;

struct sums {
    int64_t amount, late, late_n;
};

/* What a whole calendar year needs, read in one pass. */
struct year_sums {
    int year;
    struct sums *of_year; /* by figure */
    int64_t *stocks;      /* by figure: at the year's end, as known then */
};

struct asking {
    const struct figure_question *q;
    struct arena *arena;
    struct year_sums *years; /* one for the district, or one a unit */
    const int64_t *units;
    size_t units_n;
    bool is_opening;             /* the stock before the period, as known at its end */
    int64_t year_first;          /* of all contributions; 0: not looked up yet */
    struct figure_value *values; /* by figure: those evaluated so far; NULL: none is kept */
    bool *has_value;
};

/* A month's last day stays one: before 2025-02-28 comes 2024-02-29. */
static struct date year_before(struct date day)
{
    return date_add_days(date_add_months(date_add_days(day, 1), -12), -1);
}

void figure_period_of(const struct figure_question *question, const struct figure_def *figure,
                      struct date *from_out, struct date *to_out, struct date *as_of_out)
{
    *from_out = question->from;
    *to_out = question->to;
    if (figure->over == PREVIOUS_YEAR) {
        *from_out = date_add_months(question->from, -12);
        *to_out = year_before(question->to);
    }
    if (figure->over != OVER_YEAR && !date_is_none(figure->since))
        *from_out = figure->since;
    if (figure->over == TO_REPORT_DAY)
        *to_out = registry_report_day(question->registry, date_year(question->to));
    if (figure->kind == FIGURE_STOCK && !date_is_none(question->stock_on))
        *to_out =
            figure->over == PREVIOUS_YEAR ? year_before(question->stock_on) : question->stock_on;
    *as_of_out = *to_out;
}

void figure_opening_of(const struct figure_question *question, struct date *on_out,
                       struct date *as_of_out)
{
    *on_out = date_add_days(question->from, -1);
    *as_of_out = question->to;
}

/* ---- sums ---- */

static bool read_sums(const struct figure_question *q, enum figure_grain grain, int64_t period,
                      int64_t unit, int figure, struct sums *out, struct err *err)
{
    struct stmt *stmt = store_statement(q->db, Q_TALLY_FIGURE);
    bool has_row;
    stmt_i64(stmt, q->district);
    stmt_i64(stmt, grain);
    stmt_i64(stmt, period);
    stmt_i64(stmt, unit);
    stmt_i64(stmt, figure);
    if (!stmt_row(stmt, &has_row, err))
        return false;
    *out = (struct sums){0};
    if (has_row)
        *out = (struct sums){stmt_get_i64(stmt, 0), stmt_get_i64(stmt, 1), stmt_get_i64(stmt, 2)};
    stmt_reset(stmt);
    return true;
}

struct range {
    int figure;
    int64_t unit;
    struct date from, to;
    int64_t known; /* last day that counts; DAY_LAST: all */
    int64_t seq;   /* entries below it */
};

static bool one_i64(struct stmt *stmt, int64_t *value_out, struct err *err)
{
    bool has_row;
    if (!stmt_row(stmt, &has_row, err))
        return false;
    *value_out = has_row ? stmt_get_i64(stmt, 0) : 0;
    stmt_reset(stmt);
    return true;
}

/* From the rows themselves. */
static bool scan(const struct figure_question *q, const struct range *r, int64_t *sum_out,
                 struct err *err)
{
    struct stmt *stmt = store_statement(q->db, Q_CONTRIBUTION_SUM);
    stmt_i64(stmt, q->district);
    stmt_i64(stmt, r->figure);
    stmt_i64(stmt, r->from.day);
    stmt_i64(stmt, r->to.day);
    stmt_i64(stmt, r->known);
    stmt_i64(stmt, r->seq);
    stmt_i64(stmt, r->unit);
    return one_i64(stmt, sum_out, err);
}

/* Of rows dated within the range: the sum of those known only after its `known`. */
static bool scan_known_after(const struct figure_question *q, const struct range *r,
                             int64_t *sum_out, struct err *err)
{
    struct stmt *stmt = store_statement(q->db, Q_CONTRIBUTION_KNOWN_AFTER);
    stmt_i64(stmt, q->district);
    stmt_i64(stmt, r->figure);
    stmt_i64(stmt, r->from.day);
    stmt_i64(stmt, r->to.day);
    stmt_i64(stmt, r->known);
    stmt_i64(stmt, r->unit);
    return one_i64(stmt, sum_out, err);
}

static struct date year_end(int year)
{
    return date_of(year, 12, 31);
}

/* The sum of one block of the tallies, cut at what was known. */
static bool block(const struct figure_question *q, const struct range *r, enum figure_grain grain,
                  int64_t period, struct date first, struct date last, int64_t *sum,
                  struct err *err)
{
    struct sums sums;
    int64_t after = 0;
    struct range part = *r;
    part.from = first;
    part.to = last;
    if (!read_sums(q, grain, period, r->unit, r->figure, &sums, err))
        return false;
    if (r->known == last.day)
        after = sums.late;
    else if (sums.late_n > 0 && r->known < DAY_LAST && !scan_known_after(q, &part, &after, err))
        return false;
    *sum += sums.amount - after;
    return true;
}

/* Whole years, then whole months, then days. */
static bool sum_range(const struct figure_question *q, const struct range *r, int64_t *sum_out,
                      struct err *err)
{
    *sum_out = 0;
    if (r->seq != INT64_MAX)
        return scan(q, r, sum_out, err);
    struct date day = r->from;
    while (date_compare(day, r->to) <= 0) {
        int year, month, dom;
        date_split(day, &year, &month, &dom);
        struct date month_end = date_add_days(date_add_months(date_of(year, month, 1), 1), -1);
        struct date last;
        if (month == 1 && dom == 1 && date_compare(year_end(year), r->to) <= 0) {
            last = year_end(year);
            if (!block(q, r, GRAIN_YEAR, year, day, last, sum_out, err))
                return false;
        } else if (dom == 1 && date_compare(month_end, r->to) <= 0) {
            last = month_end;
            if (!block(q, r, GRAIN_MONTH, year * 12 + month - 1, day, last, sum_out, err))
                return false;
        } else {
            int64_t part;
            struct range rest = *r;
            rest.from = day;
            rest.to = last = date_min(month_end, r->to);
            if (!scan(q, &rest, &part, err))
                return false;
            *sum_out += part;
        }
        day = date_add_days(last, 1);
    }
    return true;
}

/* ---- whole years ---- */

/* Adds one period's row of each figure. */
static bool read_period(const struct figure_question *q, enum figure_grain grain, int64_t period,
                        int64_t unit, struct sums *sums, struct err *err)
{
    struct stmt *stmt = store_statement(q->db, Q_TALLY_PERIOD);
    bool has_row;
    stmt_i64(stmt, q->district);
    stmt_i64(stmt, grain);
    stmt_i64(stmt, period);
    stmt_i64(stmt, unit);
    for (;;) {
        if (!stmt_row(stmt, &has_row, err))
            return false;
        if (!has_row)
            return true;
        int64_t figure = stmt_get_i64(stmt, 0);
        if (figure < 0 || (size_t)figure >= q->registry->figures_n)
            continue;
        sums[figure].amount += stmt_get_i64(stmt, 1);
        sums[figure].late += stmt_get_i64(stmt, 2);
        sums[figure].late_n += stmt_get_i64(stmt, 3);
    }
}

static bool find_first_year(struct asking *a, struct err *err)
{
    if (a->year_first != 0)
        return true;
    struct stmt *stmt = store_statement(a->q->db, Q_TALLY_FIRST_YEAR);
    stmt_i64(stmt, a->q->district);
    if (!one_i64(stmt, &a->year_first, err))
        return false;
    if (a->year_first == 0) /* none */
        a->year_first = date_year(a->q->to);
    return true;
}

static bool read_year(struct asking *a, int64_t unit, struct year_sums *years, struct err *err)
{
    const struct figure_question *q = a->q;
    size_t n = q->registry->figures_n;
    if (!find_first_year(a, err))
        return false;
    years->year = date_year(q->to);
    years->of_year = arena_array(a->arena, struct sums, n + 1);
    years->stocks = arena_array(a->arena, int64_t, n + 1);
    struct sums *stocks = arena_array(a->arena, struct sums, n + 1);
    for (int64_t year = a->year_first; year <= years->year; year++)
        if (!read_period(q, GRAIN_STOCK, year, unit, stocks, err))
            return false;
    for (size_t i = 0; i < n; i++)
        years->stocks[i] = stocks[i].amount;
    return read_period(q, GRAIN_YEAR, years->year, unit, years->of_year, err);
}

static bool is_whole_year(struct date from, struct date to)
{
    int year, month, day;
    date_split(from, &year, &month, &day);
    return month == 1 && day == 1 && date_compare(to, year_end(year)) == 0;
}

/* The rows that a figure sums, of any unit. */
static bool range_of(struct asking *a, const struct figure_def *figure, struct range *out,
                     struct err *err)
{
    const struct figure_question *q = a->q;
    struct date from, to, as_of;
    figure_period_of(q, figure, &from, &to, &as_of);
    if (a->is_opening)
        figure_opening_of(q, &to, &as_of);
    bool is_stock = figure->kind == FIGURE_STOCK;
    if (is_stock && !find_first_year(a, err))
        return false;
    *out = (struct range){
        .figure = figure->id,
        .from = is_stock ? date_of((int)a->year_first, 1, 1) : from,
        .to = to,
        .known = figure->is_any_known ? DAY_LAST : as_of.day,
        .seq = q->known_seq > 0 ? q->known_seq : INT64_MAX,
    };
    return true;
}

/* The sum for one unit (0: the district). */
static bool sum_unit(struct asking *a, const struct figure_def *figure, size_t at, int64_t *sum_out,
                     struct err *err)
{
    struct range r;
    bool is_stock = figure->kind == FIGURE_STOCK;
    if (!range_of(a, figure, &r, err))
        return false;
    r.unit = a->units[at];
    const struct year_sums *years = a->years == NULL ? NULL : &a->years[at];
    bool is_plain = years != NULL && r.seq == INT64_MAX && date_year(r.to) == years->year
                    && date_compare(r.to, year_end(years->year)) == 0;
    if (is_plain && is_stock && r.known == r.to.day) {
        *sum_out = years->stocks[figure->id];
        return true;
    }
    if (is_plain && !is_stock && is_whole_year(r.from, r.to)) {
        const struct sums *sums = &years->of_year[figure->id];
        *sum_out = sums->amount - (figure->is_any_known ? 0 : sums->late);
        return true;
    }
    return sum_range(a->q, &r, sum_out, err);
}

/* ---- distinct and minimum ---- */

/* Adds the amounts of one unit's rows by value. */
static bool sum_values(struct stmt *stmt, struct map *sums, struct err *err)
{
    bool has_row;
    for (;;) {
        if (!stmt_row(stmt, &has_row, err))
            return false;
        if (!has_row)
            return true;
        int64_t value = stmt_get_i64(stmt, 0), sum = 0;
        (void)map_find_number(sums, value, &sum);
        map_put_number(sums, value, sum + stmt_get_i64(stmt, 1));
    }
}

/* The amounts of a range by value, over all units of the question. */
static bool values_of(struct asking *a, const struct range *r, struct map *sums, struct err *err)
{
    for (size_t i = 0; i < a->units_n; i++) {
        struct stmt *stmt = store_statement(a->q->db, Q_CONTRIBUTION_VALUES);
        stmt_i64(stmt, a->q->district);
        stmt_i64(stmt, r->figure);
        stmt_i64(stmt, r->from.day);
        stmt_i64(stmt, r->to.day);
        stmt_i64(stmt, r->known);
        stmt_i64(stmt, r->seq);
        stmt_i64(stmt, a->units[i]);
        if (!sum_values(stmt, sums, err))
            return false;
    }
    return true;
}

static bool values(struct asking *a, const struct figure_def *figure, struct figure_value *out,
                   struct err *err)
{
    const struct map_slot *slot;
    struct range r;
    struct map sums;
    int64_t distinct = 0, minimum = INT64_MAX;
    map_init(&sums, a->arena);
    if (!range_of(a, figure, &r, err) || !values_of(a, &r, &sums, err))
        return false;
    for (size_t at = 0; (slot = map_next(&sums, &at)) != NULL;) {
        if (slot->value <= 0)
            continue;
        distinct++;
        minimum = slot->number < minimum ? slot->number : minimum;
    }
    bool is_minimum = figure->kind == FIGURE_MINIMUM;
    out->is_known = !is_minimum || minimum != INT64_MAX;
    out->numerator = is_minimum ? minimum : distinct;
    out->denominator = is_minimum ? decimal_power10(figure->value_digits) : 1;
    return true;
}

/* ---- formulas: exact fractions ---- */

static int64_t gcd(wide a, wide b)
{
    a = a < 0 ? -a : a;
    b = b < 0 ? -b : b;
    while (b != 0) {
        wide rest = a % b;
        a = b;
        b = rest;
    }
    return a > INT64_MAX ? 1 : (int64_t)a;
}

static struct figure_value fraction(wide numerator, wide denominator)
{
    struct figure_value none = {0};
    if (denominator == 0)
        return none;
    wide common = gcd(numerator, denominator);
    if (common > 1) {
        numerator /= common;
        denominator /= common;
    }
    if (denominator < 0) {
        numerator = -numerator;
        denominator = -denominator;
    }
    if (numerator > INT64_MAX || numerator < -INT64_MAX || denominator > INT64_MAX)
        return none;
    return (struct figure_value){
        .is_known = true, .numerator = (int64_t)numerator, .denominator = (int64_t)denominator};
}

static bool evaluate(struct asking *a, const struct figure_def *figure, struct figure_value *out,
                     struct err *err);

static bool evaluate_formula(struct asking *a, const struct formula *f, struct figure_value *out,
                             struct err *err)
{
    if (f->op == FORMULA_FIGURE)
        return evaluate(a, a->q->registry->figures[f->figure], out, err);
    if (f->op == FORMULA_CONST) {
        *out = fraction(f->value.units, decimal_power10(f->value.scale));
        return true;
    }
    struct figure_value x, y;
    if (!evaluate_formula(a, f->left, &x, err) || !evaluate_formula(a, f->right, &y, err))
        return false;
    *out = (struct figure_value){0};
    if (!x.is_known || !y.is_known)
        return true;
    wide xn = x.numerator, xd = x.denominator, yn = y.numerator, yd = y.denominator;
    switch (f->op) {
    case FORMULA_ADD:
        *out = fraction(xn * yd + yn * xd, xd * yd);
        break;
    case FORMULA_SUB:
        *out = fraction(xn * yd - yn * xd, xd * yd);
        break;
    case FORMULA_MUL:
        *out = fraction(xn * yn, xd * yd);
        break;
    default:
        *out = fraction(xn * yd, xd * yn);
        break;
    }
    return true;
}

/* A formula of the year before: of what its figures were then. */
static bool evaluate_before(struct asking *a, const struct figure_def *figure,
                            struct figure_value *out, struct err *err)
{
    struct figure_question question = *a->q;
    struct asking before = {.q = &question,
                            .arena = a->arena,
                            .units = a->units,
                            .units_n = a->units_n,
                            .is_opening = a->is_opening};
    struct date as_of;
    figure_period_of(a->q, figure, &question.from, &question.to, &as_of);
    if (!date_is_none(question.stock_on))
        question.stock_on = year_before(question.stock_on);
    return evaluate_formula(&before, figure->formula, out, err);
}

static bool compute(struct asking *a, const struct figure_def *figure, struct figure_value *out,
                    struct err *err)
{
    int64_t sum = 0, part;
    if (figure->kind == FIGURE_FORMULA && figure->over == PREVIOUS_YEAR)
        return evaluate_before(a, figure, out, err);
    if (figure->kind == FIGURE_FORMULA)
        return evaluate_formula(a, figure->formula, out, err);
    if (figure_is_valued(figure))
        return values(a, figure, out, err);
    for (size_t i = 0; i < a->units_n; i++) {
        if (!sum_unit(a, figure, i, &part, err))
            return false;
        sum += part;
    }
    *out = fraction(sum, decimal_power10(figure->value_digits));
    return true;
}

static bool evaluate(struct asking *a, const struct figure_def *figure, struct figure_value *out,
                     struct err *err)
{
    bool is_kept = a->values != NULL;
    if (is_kept && a->has_value[figure->id]) {
        *out = a->values[figure->id];
        return true;
    }
    *out = (struct figure_value){0};
    if (!compute(a, figure, out, err))
        return false;
    figure_period_of(a->q, figure, &out->from, &out->to, &out->as_of);
    if (is_kept) {
        a->values[figure->id] = *out;
        a->has_value[figure->id] = true;
    }
    return true;
}

static void begin(struct asking *a, const struct figure_question *q, struct arena *arena)
{
    static const int64_t district = 0;
    *a = (struct asking){.q = q, .arena = arena, .units = &district, .units_n = 1};
    if (q->units != NULL) {
        a->units = q->units;
        a->units_n = q->units_n;
    }
}

bool figure_one(const struct figure_question *question, const struct figure_def *figure,
                struct arena *arena, struct figure_value *value_out, struct err *err)
{
    struct asking a;
    begin(&a, question, arena);
    return evaluate(&a, figure, value_out, err);
}

void figure_add(const struct figure_def *figure, int64_t amount, struct figure_value *value)
{
    wide unit = decimal_power10(figure->value_digits);
    struct figure_value sum =
        fraction((wide)value->numerator * unit + (wide)amount * value->denominator,
                 unit * value->denominator);
    value->is_known = sum.is_known;
    value->numerator = sum.numerator;
    value->denominator = sum.denominator;
}

bool figure_formulas(const struct figure_question *question, struct arena *arena,
                     struct figure_value *values, struct err *err)
{
    const struct registry *registry = question->registry;
    struct figure_value ignored; /* it is kept */
    struct asking a;
    begin(&a, question, arena);
    a.values = values;
    a.has_value = arena_array(arena, bool, registry->figures_n + 1);
    for (size_t i = 0; i < registry->figures_n; i++)
        a.has_value[i] = registry->figures[i]->kind != FIGURE_FORMULA;
    for (size_t i = 0; i < registry->figures_n; i++)
        if (!evaluate(&a, registry->figures[i], &ignored, err))
            return false;
    return true;
}

bool figure_opening(const struct figure_question *question, const struct figure_def *stock,
                    struct arena *arena, struct figure_value *value_out, struct err *err)
{
    struct asking a;
    gl_assert(stock->kind == FIGURE_STOCK);
    begin(&a, question, arena);
    a.is_opening = true;
    return evaluate(&a, stock, value_out, err);
}

bool figure_by_value(const struct figure_question *question, const struct figure_def *figure,
                     enum figure_at at, struct arena *arena, struct map *sums, struct err *err)
{
    struct asking a;
    struct range r;
    gl_assert(at == FIGURE_PERIOD || figure->kind == FIGURE_STOCK);
    begin(&a, question, arena);
    a.is_opening = at == FIGURE_OPENING;
    return range_of(&a, figure, &r, err) && values_of(&a, &r, sums, err);
}

static bool evaluate_all(struct asking *a, struct err *err)
{
    const struct figure_question *q = a->q;
    const struct registry *registry = q->registry;
    struct figure_value ignored; /* it is kept */
    if (q->known_seq == 0 && is_whole_year(q->from, q->to)) {
        struct year_sums *years = arena_array(a->arena, struct year_sums, a->units_n);
        for (size_t i = 0; i < a->units_n; i++)
            if (!read_year(a, a->units[i], &years[i], err))
                return false;
        a->years = years;
    }
    for (size_t i = 0; i < registry->figures_n; i++)
        if (!evaluate(a, registry->figures[i], &ignored, err))
            return false;
    return true;
}

bool figure_all(const struct figure_question *question, struct arena *arena,
                struct figure_value *values_out, struct err *err)
{
    struct asking a;
    bool is_own = !store_is_in_transaction(question->db);
    begin(&a, question, arena);
    a.values = values_out;
    a.has_value = arena_array(arena, bool, question->registry->figures_n + 1);
    /* All figures of one moment; and no lock is taken for each statement. */
    if (is_own && !store_begin_read(question->db, err))
        return false;
    bool ok = figure_known_check(question, err) && evaluate_all(&a, err);
    if (is_own)
        store_rollback(question->db);
    return ok;
}
