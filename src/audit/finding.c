#include "audit/finding.h"

#include "base/buf.h"

enum { EXPRESSION_BYTES = 4096 };

void terms_add(struct terms *terms, int figure)
{
    if (terms->n < TERMS_MAX)
        terms->at[terms->n++] = figure;
}

bool terms_is_full(const struct terms *terms)
{
    return terms->n == TERMS_MAX;
}

bool terms_has(const struct terms *terms, int figure)
{
    for (size_t i = 0; i < terms->n; i++)
        if (terms->at[i] == figure)
            return true;
    return false;
}

bool terms_sum(const struct audit *audit, const struct terms *terms, struct amount *sum_out)
{
    *sum_out = (struct amount){0};
    for (size_t i = 0; i < terms->n; i++)
        if (!amount_add(*sum_out, audit->figures.at[terms->at[i]].amount, sum_out))
            return false;
    return terms->n > 0;
}

enum verdict terms_judge(const struct audit *audit, const struct terms *parts, int total)
{
    struct amount amounts[TERMS_MAX];
    for (size_t i = 0; i < parts->n; i++)
        amounts[i] = audit->figures.at[parts->at[i]].amount;
    return amount_judge_sum(amounts, parts->n, audit->figures.at[total].amount);
}

struct str finding_number(const struct audit *audit, int figure)
{
    const struct audit_figure *f = &audit->figures.at[figure];
    if (f->is_chinese)
        return amount_print(audit->arena, f->amount);
    struct span number = f->span;
    bool is_percent = f->unit != NULL && f->unit->measure == MEASURE_PERCENT;
    if (f->unit != NULL && !is_percent && f->unit_from > number.from)
        number.to = f->unit_from;
    return clean_copy(&audit->clean, audit->arena, number);
}

static void put_terms(const struct audit *audit, const struct terms *terms, bool in_brackets,
                      struct buf *out)
{
    bool brackets = in_brackets && terms->n > 1;
    if (brackets)
        buf_put_c(out, "(");
    for (size_t i = 0; i < terms->n; i++) {
        if (i > 0)
            buf_put_c(out, "+");
        buf_put(out, finding_number(audit, terms->at[i]));
    }
    if (brackets)
        buf_put_c(out, ")");
}

static struct str taken(const struct audit *audit, struct buf *buf)
{
    struct str text = arena_copy(audit->arena, buf_str(buf));
    buf_done(buf);
    return text;
}

static void add_all(struct terms *terms, const struct terms *more)
{
    for (size_t i = 0; i < more->n; i++)
        terms_add(terms, more->at[i]);
}

/* The figures of a check, ascending, each once. */
static void note_figures(struct audit *audit, struct audit_check *check, const struct terms *all)
{
    int *at = arena_array(audit->arena, int, all->n + 1);
    size_t n = 0; /* the lists are short */
    for (size_t i = 0; i < all->n; i++) {
        size_t k = n;
        while (k > 0 && at[k - 1] > all->at[i])
            k--;
        if (k > 0 && at[k - 1] == all->at[i])
            continue;
        for (size_t m = n; m > k; m--)
            at[m] = at[m - 1];
        at[k] = all->at[i];
        n++;
    }
    check->figures = at;
    check->figures_n = n;
}

static bool is_known(const struct audit *audit, const struct audit_check *check)
{
    for (size_t i = audit->checks.n; i-- > 0;) {
        const struct audit_check *old = &audit->checks.at[i];
        if (old->kind == check->kind && old->at == check->at && str_equal(old->left, check->left)
            && str_equal(old->right, check->right))
            return true;
        if (i + 64 < audit->checks.n)
            break;
    }
    return false;
}

void finding_put(struct audit *audit, const struct audit_check *made)
{
    struct audit_check copy = *made, *check = &copy;
    struct audit_figure *figure = &audit->figures.at[check->at];
    if (is_known(audit, check))
        return;
    if (amount_holds(check->verdict) && check->note.kind != NOTE_PREVIOUS)
        check->note.kind = NOTE_NONE;
    if (check->verdict == VERDICT_LAST_DIGIT)
        check->note.kind = NOTE_LAST_DIGIT;
    if (check->kind != CHECK_SUM && check->verdict != VERDICT_REMARK)
        figure->settled = amount_holds(check->verdict) ? SETTLED_HOLDS : SETTLED_FAILS;
    list_push(audit->arena, &audit->checks, *check);
}

void finding_sum(struct audit *audit, const struct terms *parts, int total, enum verdict verdict,
                 enum note_kind note)
{
    struct audit_check check = {.kind = CHECK_SUM, .verdict = verdict, .at = total};
    struct amount sum;
    struct buf left;
    buf_init(&left, EXPRESSION_BYTES);
    put_terms(audit, parts, false, &left);
    check.left = taken(audit, &left);
    check.right = finding_number(audit, total);
    if (verdict != VERDICT_EXACT && terms_sum(audit, parts, &sum))
        check.computed = amount_print(audit->arena, sum);
    check.note.kind = note;
    struct terms all = *parts;
    terms_add(&all, total);
    note_figures(audit, &check, &all);
    if (amount_holds(verdict))
        audit->figures.at[total].is_total = true;
    if (amount_holds(verdict))
        for (size_t i = 0; i < parts->n; i++)
            if (audit->figures.at[parts->at[i]].whole == NOWHERE)
                audit->figures.at[parts->at[i]].whole = total;
    finding_put(audit, &check);
}

static int factor_of(const struct audit *audit, int figure)
{
    const struct audit_figure *f = &audit->figures.at[figure];
    if (f->unit == NULL || f->unit->measure != MEASURE_PERCENT)
        return f->table != NOWHERE && f->role != ROLE_MEAN ? 2 : 0;
    return f->unit->text[0] == U'‰' ? 3 : 2;
}

static bool judge_growth(struct amount part, struct amount whole, bool is_falling,
                         struct amount *difference_out)
{
    return is_falling ? amount_subtract(whole, part, difference_out)
                      : amount_subtract(part, whole, difference_out);
}

bool finding_judge(const struct audit *audit, const struct quotient *quotient, int claimed,
                   enum verdict *verdict_out, struct amount *computed_out)
{
    const struct audit_figure *f = &audit->figures.at[claimed];
    struct claim claim = {f->amount,
                          quotient->factor > 0 ? quotient->factor : factor_of(audit, claimed)};
    struct amount part, whole = {.units = quotient->days};
    if (!terms_sum(audit, &quotient->part, &part)
        || (quotient->days == 0 && !terms_sum(audit, &quotient->whole, &whole)))
        return false;
    if (quotient->less != NOWHERE
        && !amount_subtract(whole, audit->figures.at[quotient->less].amount, &whole))
        return false;
    if (quotient->kind == CHECK_GROWTH && !quotient->is_direct) {
        bool is_falling = f->is_falling || f->is_negative;
        if (!judge_growth(part, whole, is_falling, &part)) { /* it went the other way */
            *verdict_out = VERDICT_WRONG;
            if (!judge_growth(part, whole, !is_falling, &part))
                return false;
            enum verdict ignored;
            return amount_judge_ratio(part, whole, claim, &ignored, computed_out);
        }
    }
    if (!amount_judge_ratio(part, whole, claim, verdict_out, computed_out))
        return false;
    if (!amount_holds(*verdict_out) && f->amount.is_rough)
        return false;
    return true;
}

void finding_quotient(struct audit *audit, const struct quotient *quotient, int claimed,
                      enum note_kind note)
{
    struct audit_check check = {.kind = quotient->kind, .at = claimed};
    struct amount computed;
    struct buf left;
    if (!finding_judge(audit, quotient, claimed, &check.verdict, &computed))
        return;
    buf_init(&left, EXPRESSION_BYTES);
    if (quotient->kind == CHECK_GROWTH && !quotient->is_direct) {
        buf_put_c(&left, "(");
        put_terms(audit, &quotient->part, true, &left);
        buf_put_c(&left, "-");
        put_terms(audit, &quotient->whole, true, &left);
        buf_put_c(&left, ")/");
        put_terms(audit, &quotient->whole, true, &left);
    } else if (quotient->days > 0) {
        put_terms(audit, &quotient->part, true, &left);
        buf_print(&left, "/%d", quotient->days);
    } else {
        put_terms(audit, &quotient->part, true, &left);
        buf_put(&left, quotient->less != NOWHERE ? STR("/(") : STR("/"));
        put_terms(audit, &quotient->whole, quotient->less == NOWHERE, &left);
        if (quotient->less != NOWHERE) {
            buf_put_c(&left, "-");
            buf_put(&left, finding_number(audit, quotient->less));
            buf_put_c(&left, ")");
        }
    }
    if (amount_holds(check.verdict) && quotient->whole.n == 1 && quotient->less == NOWHERE)
        audit->figures.at[claimed].of = quotient->whole.at[0];
    check.left = taken(audit, &left);
    check.right = finding_number(audit, claimed);
    check.computed = amount_print(audit->arena, computed);
    check.note.kind = note;
    struct terms all = quotient->part;
    add_all(&all, &quotient->whole);
    terms_add(&all, claimed);
    if (quotient->less != NOWHERE)
        terms_add(&all, quotient->less);
    note_figures(audit, &check, &all);
    finding_put(audit, &check);
}

void finding_equal(struct audit *audit, const struct terms *left, const struct terms *right,
                   enum note_kind note)
{
    struct audit_check check = {.kind = CHECK_REPEAT};
    struct amount a, b;
    struct buf text;
    if (!terms_sum(audit, left, &a) || !terms_sum(audit, right, &b))
        return;
    check.at = left->at[0];
    check.verdict = amount_judge_sum(&a, 1, b);
    buf_init(&text, EXPRESSION_BYTES);
    put_terms(audit, left, false, &text);
    check.left = taken(audit, &text);
    buf_init(&text, EXPRESSION_BYTES);
    put_terms(audit, right, false, &text);
    check.right = taken(audit, &text);
    check.note.kind = note;
    struct terms all = *left;
    add_all(&all, right);
    note_figures(audit, &check, &all);
    finding_put(audit, &check);
}

void finding_remark(struct audit *audit, enum check_kind kind, int figure, struct note note)
{
    struct audit_check check = {
        .kind = kind, .verdict = VERDICT_REMARK, .at = figure, .note = note};
    check.right = finding_number(audit, figure);
    struct terms all = {.n = 0};
    terms_add(&all, figure);
    note_figures(audit, &check, &all);
    finding_put(audit, &check);
}
