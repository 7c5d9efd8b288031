/*
 * pages_identity.c - formulas in words; the identities that a figure stands in, and whether they
 * hold.
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

static bool is_key_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
}

/* A figure by the key as its own register writes it: without, or with, its prefix. */
static const struct figure_def *figure_named(const struct page *page,
                                             const struct register_def *def, struct str key)
{
    const struct registry *registry = page->now->registry;
    struct str whole =
        arena_print(page->arena, "%" STR_FMT ".%" STR_FMT, STR_ARG(def->key), STR_ARG(key));
    const struct figure_def *figure = registry_figure(registry, whole);
    return figure != NULL ? figure : registry_figure(registry, key);
}

struct str formula_words(const struct page *page, const struct register_def *def, struct str text)
{
    struct buf out;
    buf_init(&out, 16 * LIMIT_FIELD_BYTES);
    for (size_t i = 0; i < text.len;) {
        size_t n = 0;
        while (i + n < text.len && is_key_byte(text.p[i + n]))
            n++;
        struct str key = {text.p + i, n};
        const struct figure_def *figure = n > 0 ? figure_named(page, def, key) : NULL;
        if (figure != NULL)
            buf_put(&out, page_title(page, figure->title));
        else
            buf_put(&out, n > 0 ? key : str_first(str_from(text, i), 1));
        i += n > 0 ? n : 1;
        if (str_starts(str_from(text, i), STR("@start"))) {
            buf_put(&out, page_t(page, "at_start"));
            i += STR("@start").len;
        } else if (str_starts(str_from(text, i), STR("@end"))) {
            buf_put(&out, page_t(page, "at_end"));
            i += STR("@end").len;
        }
    }
    struct str words = arena_copy(page->arena, buf_str(&out));
    buf_done(&out);
    return words;
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
        html_put_text(item, "text", formula_words(page, def, identity->text));
        html_put_text(item, "mark", is_good ? STR("mark-good") : STR("mark-bad"));
        html_put_text(item, "status", page_t(page, is_good ? "identity_holds" : "identity_fails"));
    }
    html_put_bool(page->data, "has_identities", has_any);
    return true;
}
