/*
 * pages_ask.c - what the address of a page asks for; every value is checked before it is used.
 */
#include "store/store.h"
#include "web/pages.h"

enum { YEAR_FIRST = 2000, YEAR_LAST = 2199, YEARS_SHOWN = 5, REPORT_MONTHS = 3 };

bool page_ask_number(struct page *page, const char *name, int64_t otherwise, int64_t min,
                     int64_t max, int64_t *out, struct err *err)
{
    struct str text = http_query(page->request, name);
    *out = otherwise;
    if (text.len == 0 || (str_to_i64(text, out) && *out >= min && *out <= max))
        return true;
    return page_refuse(page, ERR_USAGE, "no_number", err);
}

/* 法治政府建设与责任落实督察工作规定 25: the report of a year is published by 1 April of the next;
 * until then that year is the one that is looked at. */
bool page_ask_year(struct page *page, int *year_out, struct err *err)
{
    int64_t year;
    int otherwise = date_year(date_add_months(page->today, -REPORT_MONTHS));
    if (!page_ask_number(page, "year", otherwise, YEAR_FIRST, YEAR_LAST, &year, err))
        return false;
    *year_out = (int)year;
    return true;
}

bool page_ask_unit(struct page *page, const struct unit **unit_out, struct err *err)
{
    struct str text = http_query(page->request, "unit");
    const struct organisation *org = page->now->organisation;
    int64_t id;
    *unit_out = NULL;
    if (text.len == 0)
        return true;
    *unit_out = organisation_unit_by_code(org, text);
    if (*unit_out == NULL && str_to_i64(text, &id))
        *unit_out = organisation_unit(org, id);
    return *unit_out != NULL || page_refuse(page, ERR_MISSING, "no_unit", err);
}

void page_put_years(struct page *page, struct str url, int chosen)
{
    struct html_value *years = html_put_list(page->data, "years");
    int last = date_year(page->today), first = last - YEARS_SHOWN + 1;
    first = chosen < first ? chosen : first;
    last = chosen > last ? chosen : last;
    for (int year = last; year >= first && year > last - 2 * YEARS_SHOWN; year--) {
        struct html_value *item = html_push_map(years);
        struct str text = arena_print(page->arena, "%d", year);
        html_put_text(item, "title", text);
        html_put_url(item, "url", page_with(page, url, "year", text));
        html_put_bool(item, "is_chosen", year == chosen);
    }
}

bool page_find_register(struct page *page, struct str key, const struct register_def **def_out,
                        struct err *err)
{
    *def_out = registry_find(page->now->registry, key);
    return *def_out != NULL || page_refuse(page, ERR_MISSING, "no_register", err);
}

bool page_find_figure(struct page *page, struct str key, const struct figure_def **figure_out,
                      struct err *err)
{
    *figure_out = registry_figure(page->now->registry, key);
    if (*figure_out == NULL || (*figure_out)->is_retired)
        return page_refuse(page, ERR_MISSING, "no_figure", err);
    return !(*figure_out)->is_restricted || page_refuse(page, ERR_DENIED, "figure_closed", err);
}
