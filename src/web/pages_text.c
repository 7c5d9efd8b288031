/*
 * pages_text.c - the small texts of the pages: dates, numbers, names.
 */
#include "crypto/hex.h"
#include "text/escape.h"
#include "web/pages.h"

struct str page_title(const struct page *page, struct title title)
{
    return page->language == PAGE_EN && title.en.len > 0 ? title.en : title.zh;
}

struct str page_date(const struct page *page, struct date date)
{
    char text[DATE_TEXT_BYTES];
    return arena_copy(page->arena, date_print(date, text));
}

struct str page_moment(const struct page *page, struct instant instant)
{
    char text[INSTANT_TEXT_BYTES];
    struct str day = str_first(instant_print(instant, text), 19);
    text[10] = ' '; /* the T between day and time */
    return arena_copy(page->arena, day);
}

struct str page_number(const struct page *page, int64_t number)
{
    char digits[24], out[32];
    uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    size_t n = 0, at = sizeof out;
    struct str plain = arena_print(page->arena, "%llu", (unsigned long long)rest);
    for (size_t i = plain.len; i > 0; i--)
        digits[n++] = plain.p[i - 1];
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && i % 3 == 0)
            out[--at] = ',';
        out[--at] = digits[i];
    }
    if (number < 0)
        out[--at] = '-';
    return arena_copy(page->arena, (struct str){out + at, sizeof out - at});
}

struct str page_filled(const struct page *page, const char *key, struct str text)
{
    struct str word = page_t(page, key), before, after;
    if (!str_cut(word, '#', &before, &after))
        return word;
    return arena_print(page->arena, "%" STR_FMT "%" STR_FMT "%" STR_FMT, STR_ARG(before),
                       STR_ARG(text), STR_ARG(after));
}

struct str page_count_word(const struct page *page, const char *key, int64_t number)
{
    return page_filled(page, key, page_number(page, number));
}

struct str page_seq_word(const struct page *page, const char *key, int64_t seq)
{
    return page_filled(page, key, arena_print(page->arena, "#%lld", (long long)seq));
}

struct str page_hash(const struct page *page, const struct hash256 *hash)
{
    char text[64];
    hex_write(text, hash->b, sizeof hash->b);
    return arena_copy(page->arena, (struct str){text, sizeof text});
}

struct str page_amount(const struct page *page, const struct figure_def *figure, int64_t amount)
{
    char text[DECIMAL_TEXT_BYTES];
    struct str number =
        decimal_print(decimal_trim((struct decimal){amount, figure->value_digits}), text);
    return arena_print(page->arena, "%s%" STR_FMT " %" STR_FMT, amount > 0 ? "+" : "",
                       STR_ARG(number), STR_ARG(figure->unit));
}

struct str page_unit(const struct page *page, int64_t unit)
{
    const struct unit *found = organisation_unit(page->now->organisation, unit);
    return found == NULL ? STR_NONE : found->name;
}

struct str page_matter_number(const struct page *page, const struct matter *matter)
{
    struct str number = matter_number(matter, office_is_demo(page->office), page->arena);
    if (number.len > 0)
        return number;
    return arena_print(page->arena, "%" STR_FMT " #%lld",
                       STR_ARG(page_title(page, matter->def->title)), (long long)matter->id);
}

struct str page_state(const struct page *page, const struct matter *matter)
{
    return matter->state == NONE ? page_t(page, "state_none")
                                 : page_title(page, matter->def->states[matter->state].title);
}

struct str page_matter_url(const struct page *page, int64_t matter)
{
    return arena_print(page->arena, "/matter/%lld", (long long)matter);
}

struct str page_figure_value(const struct page *page, const struct figure_def *figure,
                             const struct figure_value *value, struct str *unit_out)
{
    struct str text = figure_text(figure, value, page->arena);
    *unit_out = STR_NONE;
    if (figure->unit.len > 0 && text.len > figure->unit.len && str_ends(text, figure->unit)
        && !figure->is_share) {
        *unit_out = figure->unit;
        text = str_first(text, text.len - figure->unit.len);
    }
    return text;
}

struct str page_with(const struct page *page, struct str url, const char *name, struct str value)
{
    struct buf out;
    if (value.len == 0)
        return url;
    buf_init(&out, LIMIT_HTTP_URI_BYTES * 4);
    buf_put(&out, url);
    buf_put_char(&out, str_find_char(url, '?') < url.len ? '&' : '?');
    escape_url_component(&out, str_of(name));
    buf_put_char(&out, '=');
    escape_url_component(&out, value);
    struct str text = arena_copy(page->arena, buf_str(&out));
    buf_done(&out);
    return text;
}
