/*
 * pages_figure.c - one figure: its value and what it is made of, its months, its units; and the
 * list of matters whose sum it is.
 */
#include "html/chart.h"
#include "web/pages.h"

enum { PER_CENT = 100, TENTHS = 1000 };

/* ---- what it is ---- */

static void put_fact(struct html_value *facts, struct str title, struct str text, struct str url)
{
    struct html_value *fact = html_push_map(facts);
    html_put_text(fact, "title", title);
    html_put_text(fact, "text", text);
    html_put_url(fact, "url", url);
}

static struct str event_titles(const struct page *page, const struct register_def *def,
                               const struct figure_def *figure)
{
    struct str text = STR_NONE;
    for (size_t i = 0; i < def->events_n && i < 128; i++)
        if ((figure->events[i / 64] >> (i % 64) & 1) != 0)
            text = arena_print(page->arena, "%" STR_FMT "%s%" STR_FMT, STR_ARG(text),
                               text.len == 0               ? ""
                               : page->language == PAGE_EN ? ", "
                                                           : "、",
                               STR_ARG(page_title(page, def->events[i].title)));
    return text;
}

static void put_facts(struct page *page, const struct figure_def *figure,
                      const struct figure_value *value)
{
    const struct register_def *def = page->now->registry->registers[figure->registry_at];
    struct html_value *facts = html_put_list(page->data, "facts");
    struct str events = event_titles(page, def, figure);
    put_fact(facts, page_t(page, "register"), page_title(page, def->title),
             arena_print(page->arena, "/register/%" STR_FMT, STR_ARG(def->key)));
    if (events.len > 0)
        put_fact(facts, page_t(page, "figure_events"), events, STR_NONE);
    if (figure->dated_event != NONE)
        put_fact(facts, page_t(page, "figure_dated"),
                 page_title(page, def->events[figure->dated_event].title), STR_NONE);
    if (figure->field != NONE)
        put_fact(facts, page_t(page, "figure_field"),
                 page_title(page, def->fields[figure->field].title), STR_NONE);
    if (figure->clock != NONE)
        put_fact(facts, page_t(page, "clock"), page_title(page, def->clocks[figure->clock].title),
                 STR_NONE);
    if (figure->where_text.len > 0)
        put_fact(facts, page_t(page, "figure_where"), figure->where_text, STR_NONE);
    if (figure->formula_text.len > 0)
        put_fact(facts, page_t(page, "figure_formula"),
                 formula_words(page, def, figure->formula_text), STR_NONE);
    if (figure->part.len > 0)
        put_fact(facts, page_t(page, "figure_part"), part_title(page, figure->part), STR_NONE);
    put_fact(facts, page_t(page, "figure_as_of"), page_date(page, value->as_of), STR_NONE);
}

static void put_side(struct page *page, const char *key, int figure_id,
                     const struct figure_value *values, int year)
{
    if (figure_id == NONE || page->now->registry->figures[figure_id]->is_restricted) {
        html_put_bool(page->data, key, false);
        return;
    }
    const struct figure_def *figure = page->now->registry->figures[figure_id];
    struct html_value *map = html_put_map(page->data, key);
    html_put_text(map, "title", page_title(page, figure->title));
    html_put_text(map, "value", figure_text(figure, &values[figure_id], page->arena));
    html_put_url(map, "url",
                 figure->kind == FIGURE_FORMULA ? figure_url(page, figure, year)
                                                : figure_list_url(page, figure, year));
}

/* ---- its months ---- */

/* For drawing only: hundredths of the value, or of one per cent. */
static int64_t height_of(const struct figure_value *value)
{
    struct decimal drawn;
    if (!value->is_known
        || !decimal_ratio(value->numerator, 1, value->denominator, 2, ROUND_HALF_UP, &drawn))
        return 0;
    return drawn.units;
}

static bool put_months(struct page *page, const struct figure_question *question,
                       const struct figure_def *figure, int year, struct err *err)
{
    struct trend_month *months;
    size_t n;
    if (!figure_months(page, question, figure, &months, &n, err))
        return false;
    struct chart_point *points = arena_array(page->arena, struct chart_point, n + 1);
    struct html_value *list = html_put_list(page->data, "months");
    for (size_t i = 0; i < n; i++) {
        struct str unit, number = page_figure_value(page, figure, &months[i].value, &unit);
        struct str day = page_date(page, months[i].first), month = str_first(day, 7);
        points[i] = (struct chart_point){
            .label = page->language == PAGE_EN
                         ? str_from(month, 5)
                         : arena_print(page->arena, "%d月", date_month(months[i].first)),
            .value = height_of(&months[i].value),
            .text = number,
        };
        struct html_value *row = html_push_map(list);
        html_put_text(row, "title", month);
        html_put_url(row, "url",
                     figure->kind == FIGURE_FORMULA
                         ? STR_NONE
                         : page_with(page, figure_list_url(page, figure, year), "month", month));
        html_put_text(row, "value", figure_text(figure, &months[i].value, page->arena));
    }
    html_put_safe(page->data, "trend",
                  chart_trend(page->arena, points, n, page_t(page, "figure_trend")));
    html_put_bool(page->data, "has_months", n > 1);
    return true;
}

/* ---- its units ---- */

static void put_cell(struct page *page, struct html_value *list, const struct figure_def *figure,
                     const struct split_cell *cell, int64_t total, struct str name, struct str url)
{
    char text[DECIMAL_TEXT_BYTES];
    struct decimal share = {0, 0};
    struct html_value *row = html_push_map(list);
    struct figure_value value = {.is_known = true,
                                 .numerator = cell->amount,
                                 .denominator = decimal_power10(figure->value_digits)};
    (void)decimal_ratio(cell->amount, PER_CENT, total, 1, ROUND_HALF_UP, &share);
    html_put_text(row, "unit", name);
    html_put_url(row, "url", url);
    html_put_text(row, "value", figure_text(figure, &value, page->arena));
    html_put_text(row, "share",
                  arena_print(page->arena, "%" STR_FMT "%%", STR_ARG(decimal_print(share, text))));
    html_put_i64(row, "width", total > 0 ? cell->amount * PER_CENT / total : 0);
}

static bool put_split(struct page *page, const struct figure_question *question,
                      const struct figure_def *figure, int year, struct err *err)
{
    struct split split;
    struct html_value *list = html_put_list(page->data, "split");
    html_put_bool(page->data, "has_split", figure_splits(figure));
    if (!figure_splits(figure))
        return true;
    if (!figure_split(page, question, figure, &split, err))
        return false;
    int64_t total = split.merged.amount;
    for (size_t i = 0; i < split.n; i++)
        total += split.cells[i].amount;
    for (size_t i = 0; i < split.n; i++) {
        const struct unit *unit = organisation_unit(page->now->organisation, split.cells[i].unit);
        put_cell(page, list, figure, &split.cells[i], total,
                 unit == NULL ? page_t(page, "unit_none") : unit->name,
                 unit == NULL
                     ? STR_NONE
                     : page_with(page, figure_list_url(page, figure, year), "unit", unit->code));
    }
    if (split.merged.matters > 0)
        put_cell(page, list, figure, &split.merged, total, page_t(page, "unit_merged"), STR_NONE);
    return true;
}

/* ---- the page ---- */

static struct str period_text(const struct page *page, struct date from, struct date to)
{
    return arena_print(page->arena, "%" STR_FMT " – %" STR_FMT, STR_ARG(page_date(page, from)),
                       STR_ARG(page_date(page, to)));
}

bool figure_page(struct page *page, const struct route_params *params, struct err *err)
{
    const struct figure_def *figure;
    struct figure_question question;
    struct figure_value *values;
    struct html_value *data = page->data;
    struct str unit;
    int year;
    if (!page_find_figure(page, route_param(params, "key"), &figure, err)
        || !page_ask_year(page, &year, err)
        || !figures_of_year(page, year, &question, &values, err))
        return false;
    const struct figure_value *value = &values[figure->id];
    struct str title = page_title(page, figure->title);
    bool has_list = figure->kind != FIGURE_FORMULA;
    html_put_text(data, "title", title);
    html_put_text(data, "key", figure->key);
    html_put_text(data, "value", page_figure_value(page, figure, value, &unit));
    html_put_text(data, "unit", unit);
    html_put_text(data, "period",
                  figure->kind == FIGURE_STOCK ? page_date(page, value->to)
                                               : period_text(page, value->from, value->to));
    html_put_text(data, "kind", figure_kind_text(page, figure));
    html_put_url(data, "list_url", has_list ? figure_list_url(page, figure, year) : STR_NONE);
    html_put_text(data, "list_title", page_t(page, "figure_list"));
    put_side(page, "numerator", figure->numerator, values, year);
    put_side(page, "denominator", figure->denominator, values, year);
    put_facts(page, figure, value);
    page_put_years(page, arena_print(page->arena, "/figure/%" STR_FMT, STR_ARG(figure->key)), year);
    return put_months(page, &question, figure, year, err)
           && put_split(page, &question, figure, year, err)
           && identities_put(page, &question, figure, values, err)
           && page_show(page, "figure", title, "figures", err);
}

/* ---- the list behind it ---- */

struct asking {
    const struct figure_def *figure;
    const struct unit *unit; /* or NULL */
    int year;
    struct figure_question question; /* the year, or a month of it */
    struct date from, to, as_of;
    bool has_cell; /* of an official table */
    struct figure_cell cell;
    struct str url;
};

/* ?month=2022-03: only what of the year's figure falls into it. */
static bool ask_month(struct page *page, struct asking *ask, struct err *err)
{
    struct str text = http_query(page->request, "month");
    struct date first;
    figure_period_of(&ask->question, ask->figure, &ask->from, &ask->to, &ask->as_of);
    if (text.len == 0)
        return true;
    if (!date_parse(arena_print(page->arena, "%" STR_FMT "-01", STR_ARG(text)), &first))
        return page_refuse(page, ERR_USAGE, "no_month", err);
    struct date last = date_add_days(date_add_months(first, 1), -1);
    ask->url = page_with(page, ask->url, "month", text);
    if (ask->figure->kind == FIGURE_STOCK) {
        ask->question.from = first;
        ask->question.to = last;
        figure_period_of(&ask->question, ask->figure, &ask->from, &ask->to, &ask->as_of);
        return true;
    }
    ask->from = date_max(ask->from, first);
    ask->to = date_min(ask->to, last);
    return true;
}

/* A unit's rows are listed only where its cell may be shown. */
static bool ask_unit(struct page *page, struct asking *ask, struct err *err)
{
    struct split split;
    if (!page_ask_unit(page, &ask->unit, err))
        return false;
    if (ask->unit == NULL)
        return true;
    if (!figure_splits(ask->figure))
        return page_refuse(page, ERR_DENIED, "no_split", err);
    if (!figure_split(page, &ask->question, ask->figure, &split, err))
        return false;
    ask->url = page_with(page, ask->url, "unit", ask->unit->code);
    for (size_t i = 0; i < split.n; i++)
        if (split.cells[i].unit == ask->unit->id)
            return true;
    return page_refuse(page, ERR_DENIED, "cell_too_small", err);
}

/* A cell of an official table, and the stock that its period begins with. */
static bool ask_cell(struct page *page, struct asking *ask, struct err *err)
{
    struct str cell = http_query(page->request, "cell"), at = http_query(page->request, "at");
    if (cell.len > 0) {
        ask->has_cell = figure_cell_find(page->now->registry, ask->figure, cell, &ask->cell);
        if (!ask->has_cell)
            return page_refuse(page, ERR_USAGE, "no_cell", err);
        ask->url = page_with(page, ask->url, "cell", cell);
    }
    if (at.len == 0)
        return true;
    if (!str_equal_c(at, "start") || ask->figure->kind != FIGURE_STOCK)
        return page_refuse(page, ERR_USAGE, "no_opening", err);
    figure_opening_of(&ask->question, &ask->to, &ask->as_of);
    ask->url = page_with(page, ask->url, "at", at);
    return true;
}

static bool ask_list(struct page *page, struct asking *ask, struct err *err)
{
    ask->question = (struct figure_question){
        .db = reader_store(page->reader),
        .district = office_district(page->office),
        .registry = page->now->registry,
        .from = date_of(ask->year, 1, 1),
        .to = date_of(ask->year, 12, 31),
        .stock_on = DATE_NONE,
    };
    ask->url = figure_list_url(page, ask->figure, ask->year);
    return ask_unit(page, ask, err) && ask_month(page, ask, err) && ask_cell(page, ask, err);
}

static bool read_list(struct page *page, const struct asking *ask, struct reader_figure_list *list,
                      struct err *err)
{
    const struct reader_figure_ask of = {
        .figure = ask->figure,
        .from = ask->from,
        .to = ask->to,
        .as_of = ask->as_of,
        .units = ask->unit == NULL ? NULL : &ask->unit->id,
        .units_n = ask->unit != NULL,
        .cell = ask->has_cell ? &ask->cell : NULL,
    };
    return reader_figure_list(page->reader, page->arena, &of, list, err);
}

static bool put_row(struct page *page, struct html_value *rows, const struct asking *ask,
                    const struct reader_figure_row *row, struct err *err)
{
    struct matter *matter;
    if (!reader_matter(page->reader, page->arena, row->matter, &matter, err))
        return false;
    if (matter == NULL)
        return err_set(err, ERR_CONFLICT, "matter %lld is missing; run gulou verify --all",
                       (long long)row->matter);
    bool is_shown = matter_is_shown(page, matter);
    struct html_value *cells =
        list_row(rows, "", is_shown ? page_state(page, matter) : page_t(page, "not_open"));
    list_cell(page, cells, "number", page_matter_number(page, matter),
              is_shown ? page_matter_url(page, matter->id) : STR_NONE);
    list_cell(page, cells, "day", page_date(page, row->day), STR_NONE);
    list_cell(page, cells, "#amount", page_amount(page, ask->figure, row->amount), STR_NONE);
    return true;
}

static bool put_sum(struct page *page, const struct asking *ask,
                    const struct reader_figure_list *list, struct err *err)
{
    const struct figure_def *figure = ask->figure;
    struct figure_value value = {.is_known = true,
                                 .numerator = list->sum,
                                 .denominator = decimal_power10(figure->value_digits)};
    bool is_distinct = figure_is_valued(figure);
    struct str unit, text;
    if (is_distinct && !figure_one(&ask->question, figure, page->arena, &value, err))
        return false;
    struct html_value *map = html_put_map(page->data, "figure");
    text = page_figure_value(page, figure, &value, &unit);
    html_put_text(map, "title", page_title(page, figure->title));
    html_put_url(map, "url", figure_url(page, figure, ask->year));
    html_put_text(map, "value", text);
    html_put_text(map, "unit", unit);
    html_put_text(map, "period",
                  figure->kind == FIGURE_STOCK ? page_date(page, ask->to)
                                               : period_text(page, ask->from, ask->to));
    html_put_text(map, "sum_note", page_t(page, is_distinct ? "list_of_distinct" : "list_is_sum"));
    return true;
}

bool figure_list_page(struct page *page, const struct route_params *params, struct err *err)
{
    static const char *const columns[] = {"number", "day", "#amount"};
    struct asking ask = {0};
    struct reader_figure_list list;
    int64_t number;
    if (!page_find_figure(page, route_param(params, "key"), &ask.figure, err)
        || !page_ask_year(page, &ask.year, err))
        return false;
    if (ask.figure->kind == FIGURE_FORMULA) { /* its lists are those of its parts */
        http_redirect(page->response, figure_url(page, ask.figure, ask.year));
        return true;
    }
    if (!page_ask_number(page, "page", 1, 1, INT32_MAX / PAGE_ROWS, &number, err)
        || !ask_list(page, &ask, err) || !read_list(page, &ask, &list, err))
        return false;
    struct str title = page_title(page, ask.figure->title);
    struct html_value *crumbs = list_begin(
        page, title, ask.unit == NULL ? STR_NONE : ask.unit->name, "nav_figures", "/figures");
    list_crumb(crumbs, title, figure_url(page, ask.figure, ask.year));
    html_put_bool(page->data, "filter", false);
    if (!put_sum(page, &ask, &list, err))
        return false;
    list_columns(page, columns, sizeof columns / sizeof columns[0]);
    struct html_value *rows = html_put_list(page->data, "rows");
    size_t skipped = (size_t)(number - 1) * PAGE_ROWS, n = 0;
    for (; n < PAGE_ROWS && skipped + n < list.n; n++) /* the newest first */
        if (!put_row(page, rows, &ask, &list.rows[list.n - 1 - skipped - n], err))
            return false;
    list_end(page, ask.url, number, n, list.total);
    return page_show(page, "list", title, "figures", err);
}
