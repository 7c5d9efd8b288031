/*
 * pages_figures.c - all figures of a year by the parts of the report. Restricted ones are not here.
 */
#include <stdlib.h>

#include "html/chart.h"
#include "office/closing.h"
#include "web/pages.h"

enum { MONTHS = 12 };

/* ---- parts ---- */

static int64_t part_order(struct str part)
{
    struct str chapter, section;
    int64_t a = 0, b = 0;
    (void)str_cut(part, '.', &chapter, &section);
    (void)(str_to_i64(chapter, &a) && str_to_i64(section, &b));
    return a * 1000 + b;
}

static int compare_parts(const void *x, const void *y)
{
    int64_t a = part_order(*(const struct str *)x), b = part_order(*(const struct str *)y);
    return (a > b) - (a < b);
}

static bool is_of_report(const struct figure_def *figure)
{
    return figure->part.len > 0 && !figure->is_restricted && !figure->is_derived
           && !figure->is_retired;
}

size_t parts_of(struct page *page, struct str **parts_out)
{
    const struct registry *registry = page->now->registry;
    struct str *parts = arena_array(page->arena, struct str, registry->figures_n + 1);
    size_t n = 0;
    for (size_t i = 0; i < registry->figures_n; i++) {
        size_t k = 0;
        while (k < n && !str_equal(parts[k], registry->figures[i]->part))
            k++;
        if (k == n && registry->figures[i]->part.len > 0)
            parts[n++] = registry->figures[i]->part;
    }
    qsort(parts, n, sizeof *parts, compare_parts);
    *parts_out = parts;
    return n;
}

/* messages.yaml names the parts of the report: part_1_8; a part it does not know is its number. */
struct str part_title(const struct page *page, struct str part)
{
    char key[32] = "part_";
    size_t n = 5;
    if (part.len == 0)
        return page_t(page, "part_none");
    for (size_t i = 0; i < part.len && n + 1 < sizeof key; i++)
        key[n++] = part.p[i] == '.' ? '_' : part.p[i];
    key[n] = '\0';
    if (!page_knows_word(page, key))
        return part;
    struct str title = page_t(page, key);
    return arena_print(page->arena, "%" STR_FMT " %" STR_FMT, STR_ARG(part), STR_ARG(title));
}

/* ---- values ---- */

bool figures_of_year(struct page *page, int year, struct figure_question *question_out,
                     struct figure_value **values_out, struct err *err)
{
    *question_out = (struct figure_question){
        .db = reader_store(page->reader),
        .district = office_district(page->office),
        .registry = page->now->registry,
        .from = date_of(year, 1, 1),
        .to = date_of(year, 12, 31),
        .stock_on = DATE_NONE,
    };
    *values_out =
        arena_array(page->arena, struct figure_value, question_out->registry->figures_n + 1);
    return page_values(page, question_out, *values_out, err);
}

struct str figure_parts_text(const struct page *page, const struct figure_def *figure,
                             const struct figure_value *values)
{
    const struct registry *registry = page->now->registry;
    if (figure->numerator == NONE || figure->denominator == NONE)
        return STR_NONE;
    const struct figure_def *above = registry->figures[figure->numerator];
    const struct figure_def *below = registry->figures[figure->denominator];
    if (above->is_restricted || below->is_restricted)
        return STR_NONE;
    return arena_print(page->arena, "%" STR_FMT " / %" STR_FMT " = %" STR_FMT " / %" STR_FMT,
                       STR_ARG(page_title(page, above->title)),
                       STR_ARG(page_title(page, below->title)),
                       STR_ARG(figure_number(&values[above->id], page->arena)),
                       STR_ARG(figure_number(&values[below->id], page->arena)));
}

struct str figure_kind_text(const struct page *page, const struct figure_def *figure)
{
    const struct registry *registry = page->now->registry;
    struct str kind =
        page_t(page, arena_terminated(page->arena, arena_print(page->arena, "kind_%s",
                                                               figure_kind_word(figure))));
    if (str_equal_c(str_of(figure_kind_word(figure)), "return"))
        return kind; /* of a register of its own */
    return arena_print(page->arena, "%" STR_FMT " · %" STR_FMT, STR_ARG(kind),
                       STR_ARG(page_title(page, registry->registers[figure->registry_at]->title)));
}

/* ---- the shape of the year ---- */

/* What each figure gained in each month, from the tallies: a shape without numbers. */
static bool read_months(struct page *page, int year, int64_t **months_out, struct err *err)
{
    size_t n = page->now->registry->figures_n;
    int64_t *months = arena_array(page->arena, int64_t, n * MONTHS + 1);
    bool has_row;
    for (int month = 0; month < MONTHS; month++) {
        struct stmt *stmt = store_statement(reader_store(page->reader), Q_TALLY_PERIOD);
        stmt_i64(stmt, office_district(page->office));
        stmt_i64(stmt, GRAIN_MONTH);
        stmt_i64(stmt, year * MONTHS + month);
        stmt_i64(stmt, 0);
        for (;;) {
            if (!stmt_row(stmt, &has_row, err))
                return false;
            if (!has_row)
                break;
            int64_t figure = stmt_get_i64(stmt, 0);
            if (figure >= 0 && (size_t)figure < n)
                months[figure * MONTHS + month] = stmt_get_i64(stmt, 1);
        }
    }
    *months_out = months;
    return true;
}

static bool has_shape(const struct figure_def *figure)
{
    return figure->kind != FIGURE_FORMULA && !figure_is_valued(figure)
           && figure->kind != FIGURE_STOCK && !figure->is_any_known
           && figure->over != PREVIOUS_YEAR;
}

static struct html_safe spark(struct page *page, const struct figure_def *figure,
                              const int64_t *months)
{
    struct chart_point points[MONTHS];
    bool has_any = false;
    for (int i = 0; i < MONTHS; i++) {
        points[i] = (struct chart_point){.value = months[figure->id * MONTHS + i]};
        has_any |= points[i].value != 0;
    }
    if (!has_any || !has_shape(figure))
        return html_trust(STR(""));
    return chart_spark(page->arena, points, MONTHS, page_t(page, "figure_months"));
}

/* ---- the page ---- */

struct str figure_url(const struct page *page, const struct figure_def *figure, int year)
{
    return arena_print(page->arena, "/figure/%" STR_FMT "?year=%d", STR_ARG(figure->key), year);
}

struct str figure_list_url(const struct page *page, const struct figure_def *figure, int year)
{
    return arena_print(page->arena, "/figure/%" STR_FMT "/list?year=%d", STR_ARG(figure->key),
                       year);
}

static void put_figure(struct page *page, struct html_value *list, const struct figure_def *figure,
                       const struct figure_value *values, const int64_t *months, int year)
{
    struct html_value *item = html_push_map(list);
    struct str unit, value = page_figure_value(page, figure, &values[figure->id], &unit);
    html_put_text(item, "title", page_title(page, figure->title));
    html_put_url(item, "url", figure_url(page, figure, year));
    html_put_text(item, "value", value);
    html_put_text(item, "unit", unit);
    html_put_text(item, "parts", figure_parts_text(page, figure, values));
    html_put_text(item, "note", STR_NONE);
    html_put_safe(item, "spark", spark(page, figure, months));
    html_put_text(item, "kind", figure_kind_text(page, figure));
    html_put_url(item, "list_url",
                 figure->kind == FIGURE_FORMULA ? figure_url(page, figure, year)
                                                : figure_list_url(page, figure, year));
}

/* Is it the signed snapshot that stands here? */
static bool put_closed(struct page *page, const struct figure_question *q, struct err *err)
{
    struct closing closing;
    struct str period = arena_print(page->arena, "%d", date_year(q->from));
    if (!closing_find(q->db, q->district, page->arena, period, &closing, err))
        return false;
    bool is_closed = closing.state == CLOSING_CLOSED;
    html_put_bool(page->data, "is_closed", is_closed);
    html_put_text(page->data, "note", is_closed ? page_t(page, "closed_note") : STR_NONE);
    return true;
}

bool figures_page(struct page *page, const struct route_params *params, struct err *err)
{
    const struct registry *registry = page->now->registry;
    struct figure_question question;
    struct figure_value *values;
    struct str *parts;
    int64_t *months;
    int year;
    (void)params;
    if (!page_ask_year(page, &year, err) || !figures_of_year(page, year, &question, &values, err)
        || !read_months(page, year, &months, err))
        return false;
    struct str period = arena_print(page->arena, "%d", year);
    size_t parts_n = parts_of(page, &parts);
    struct html_value *list = html_put_list(page->data, "parts");
    for (size_t k = 0; k < parts_n; k++) {
        struct html_value *part = NULL, *figures = NULL;
        for (size_t i = 0; i < registry->figures_n; i++) {
            const struct figure_def *figure = registry->figures[i];
            if (!is_of_report(figure) || !str_equal(figure->part, parts[k]))
                continue;
            if (part == NULL) {
                part = html_push_map(list);
                html_put_text(part, "title", part_title(page, parts[k]));
                figures = html_put_list(part, "figures");
            }
            put_figure(page, figures, figure, values, months, year);
        }
    }
    html_put_text(page->data, "period", period);
    if (!put_closed(page, &question, err))
        return false;
    page_put_years(page, STR("/figures"), year);
    return page_show(page, "figures", page_t(page, "nav_figures"), "figures", err);
}

/* ---- on the first page ---- */

struct headline {
    const struct figure_def *figure;
    int64_t weight; /* its denominator: how much stands behind it */
};

static int compare_headlines(const void *a, const void *b)
{
    const struct headline *x = a, *y = b;
    if (x->weight != y->weight)
        return x->weight < y->weight ? 1 : -1;
    return x->figure->id - y->figure->id;
}

/* Of each register the rate that its definition names first; of these those with most behind them.
 */
static size_t choose(const struct registry *registry, const struct figure_value *values,
                     struct headline *out)
{
    size_t n = 0;
    for (size_t k = 0; k < registry->registers_n; k++) {
        const struct register_def *def = registry->registers[k];
        for (size_t i = 0; i < def->figures_n; i++) {
            const struct figure_def *figure = registry->figures[def->figures[i]];
            if (!is_of_report(figure) || figure->numerator == NONE || figure->denominator == NONE
                || !values[figure->id].is_known || !values[figure->denominator].is_known)
                continue;
            const struct figure_value *below = &values[figure->denominator];
            out[n++] = (struct headline){figure, below->numerator / below->denominator};
            break;
        }
    }
    qsort(out, n, sizeof *out, compare_headlines);
    return n;
}

bool headlines_put(struct page *page, int max, struct err *err)
{
    struct figure_question question;
    struct figure_value *values;
    int year = date_year(date_add_months(page->today, -3));
    if (!figures_of_year(page, year, &question, &values, err))
        return false;
    struct html_value *list = html_put_list(page->data, "headlines");
    struct headline *chosen =
        arena_array(page->arena, struct headline, page->now->registry->registers_n + 1);
    size_t n = choose(page->now->registry, values, chosen);
    for (size_t i = 0; i < n && i < (size_t)max; i++) {
        const struct figure_def *figure = chosen[i].figure;
        struct html_value *tile = html_push_map(list);
        struct str unit, value = page_figure_value(page, figure, &values[figure->id], &unit);
        html_put_text(
            tile, "title",
            arena_print(
                page->arena, "%" STR_FMT " · %" STR_FMT,
                STR_ARG(page_title(page, question.registry->registers[figure->registry_at]->title)),
                STR_ARG(page_title(page, figure->title))));
        html_put_text(tile, "value", value);
        html_put_text(tile, "unit", unit);
        html_put_text(tile, "note", figure_parts_text(page, figure, values));
        html_put_url(tile, "url", figure_url(page, figure, year));
    }
    html_put_text(page->data, "headlines_title",
                  page_filled(page, "headlines_title", arena_print(page->arena, "%d", year)));
    return true;
}
