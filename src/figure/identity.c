#include "figure/identity.h"

__extension__ typedef __int128 wide;

enum { SCALE = 6 }; /* values are compared to a millionth */

static bool is_whole_year(struct date from, struct date to)
{
    return date_compare(date_add_days(from, -1), date_of(date_year(from) - 1, 12, 31)) == 0
           && date_compare(to, date_of(date_year(from), 12, 31)) == 0;
}

static bool term_value(const struct figure_question *question, const struct identity_term *term,
                       struct arena *arena, int64_t *value_out, bool *is_input_missing,
                       struct err *err)
{
    struct figure_question q = *question;
    struct figure_value value;
    struct decimal scaled = {0, 0};
    const struct figure_def *figure = question->registry->figures[term->figure];
    if (term->at == IDENTITY_END)
        q.stock_on = question->to;
    bool ok = term->at == IDENTITY_START ? figure_opening(&q, figure, arena, &value, err)
                                         : figure_one(&q, figure, arena, &value, err);
    if (!ok)
        return false;
    /* An input speaks of its year: over another period the identity says nothing. */
    *is_input_missing |= figure->is_any_known
                         && (!value.is_known || value.numerator == 0
                             || !is_whole_year(question->from, question->to));
    if (value.is_known
        && !decimal_ratio(value.numerator, 1, value.denominator, SCALE, ROUND_HALF_UP, &scaled))
        return err_set(err, ERR_LIMIT, "the figure %" STR_FMT " is too large",
                       STR_ARG(figure->key));
    *value_out = scaled.units;
    return true;
}

static bool check_one(const struct figure_question *question, const struct register_def *def,
                      const struct identity_def *identity, struct arena *arena,
                      struct identity_counts *counts, struct complaints *complaints,
                      struct err *err)
{
    wide left = 0, right = 0;
    bool is_input_missing = false;
    for (size_t i = 0; i < identity->terms_n; i++) {
        int64_t value = 0;
        if (!term_value(question, &identity->terms[i], arena, &value, &is_input_missing, err))
            return false;
        if (identity->terms[i].sign > 0)
            left += value;
        else
            right += value;
    }
    if (is_input_missing)
        counts->skipped++;
    else if (left == right)
        counts->held++;
    else
        counts->failed++;
    if (is_input_missing || left == right)
        return true;
    char a[DECIMAL_TEXT_BYTES], b[DECIMAL_TEXT_BYTES];
    decimal_print(decimal_trim((struct decimal){(int64_t)left, SCALE}), a);
    decimal_print(decimal_trim((struct decimal){(int64_t)right, SCALE}), b);
    complaints_add(complaints, def->key, identity->line, 1,
                   "%" STR_FMT " does not hold: %s on one side, %s on the other",
                   STR_ARG(identity->text), a, b);
    return true;
}

bool identity_check(const struct figure_question *question, struct arena *arena,
                    struct identity_counts *counts_out, struct complaints *complaints,
                    struct err *err)
{
    const struct registry *registry = question->registry;
    *counts_out = (struct identity_counts){0};
    for (size_t i = 0; i < registry->registers_n; i++) {
        const struct register_def *def = registry->registers[i];
        for (size_t k = 0; k < def->identities_n; k++)
            if (!check_one(question, def, &def->identities[k], arena, counts_out, complaints, err))
                return false;
    }
    return true;
}
