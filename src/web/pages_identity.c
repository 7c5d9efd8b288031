/*
 * pages_identity.c - the identities that a figure stands in, and whether they hold.
 */
#include "web/pages.h"

static bool has_figure(const struct identity_def *identity, int figure)
{
    for (size_t i = 0; i < identity->terms_n; i++)
        if (identity->terms[i].figure == figure)
            return true;
    return false;
}

static bool is_open(const struct registry *registry, const struct identity_def *identity)
{
    for (size_t i = 0; i < identity->terms_n; i++)
        if (registry->figures[identity->terms[i].figure]->is_restricted)
            return false;
    return true;
}

/* The value of one term; at the start of a period a stock is what it was the day before. */
static bool term_value(struct page *page, const struct figure_question *question,
                       const struct identity_term *term, const struct figure_value *values,
                       struct figure_value *out, struct err *err)
{
    const struct figure_def *figure = question->registry->figures[term->figure];
    struct figure_question at = *question;
    if (term->at != IDENTITY_START) {
        *out = values[term->figure];
        return true;
    }
    at.to = date_add_days(question->from, -1);
    at.from = date_of(date_year(at.to), 1, 1);
    return figure_one(&at, figure, page->arena, out, err);
}

/* Exact: the terms are whole numbers of one unit or share a denominator. */
static bool holds(struct page *page, const struct figure_question *question,
                  const struct identity_def *identity, const struct figure_value *values,
                  bool *holds_out, bool *is_known_out, struct err *err)
{
    int64_t sum = 0;
    *is_known_out = true;
    for (size_t i = 0; i < identity->terms_n; i++) {
        struct figure_value value;
        if (!term_value(page, question, &identity->terms[i], values, &value, err))
            return false;
        *is_known_out = *is_known_out && value.is_known && value.denominator == 1;
        sum += identity->terms[i].sign * value.numerator;
    }
    *holds_out = sum == 0;
    return true;
}

bool identities_put(struct page *page, const struct figure_question *question,
                    const struct figure_def *figure, const struct figure_value *values,
                    struct err *err)
{
    const struct register_def *def = page->now->registry->registers[figure->registry_at];
    struct html_value *list = html_put_list(page->data, "identities");
    bool has_any = false;
    for (size_t i = 0; i < def->identities_n; i++) {
        const struct identity_def *identity = &def->identities[i];
        bool is_good, is_known;
        if (!has_figure(identity, figure->id) || !is_open(page->now->registry, identity))
            continue;
        if (!holds(page, question, identity, values, &is_good, &is_known, err))
            return false;
        if (!is_known)
            continue;
        struct html_value *item = html_push_map(list);
        has_any = true;
        html_put_text(item, "text", identity->text);
        html_put_text(item, "mark", is_good ? STR("mark-good") : STR("mark-bad"));
        html_put_text(item, "status", page_t(page, is_good ? "identity_holds" : "identity_fails"));
    }
    html_put_bool(page->data, "has_identities", has_any);
    return true;
}
