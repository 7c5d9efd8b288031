/*
 * pages_list.c - lists: their common pieces, and the one of a register with its filters.
 */
#include "web/pages.h"

enum { LISTED_FIELDS = 3, SHORT_BYTES = 12 }; /* a date, three characters: never broken */

/* ---- pieces ---- */

void list_crumb(struct html_value *crumbs, struct str title, struct str url)
{
    struct html_value *crumb = html_push_map(crumbs);
    html_put_text(crumb, "title", title);
    html_put_url(crumb, "url", url);
}

struct html_value *list_begin(struct page *page, struct str title, struct str lead,
                              const char *crumb_word, const char *crumb_url)
{
    html_put_text(page->data, "title", title);
    html_put_text(page->data, "lead", lead);
    struct html_value *crumbs = html_put_list(page->data, "crumbs");
    list_crumb(crumbs, page_t(page, crumb_word), str_of(crumb_url));
    return crumbs;
}

static void put_column(struct html_value *columns, struct str title, bool is_number)
{
    struct html_value *column = html_push_map(columns);
    html_put_text(column, "title", title);
    html_put_bool(column, "is_number", is_number);
}

void list_columns(struct page *page, const char *const *words, size_t n)
{
    struct html_value *columns = html_put_list(page->data, "columns");
    for (size_t i = 0; i < n; i++) {
        bool is_number = words[i][0] == '#';
        put_column(columns, page_t(page, words[i] + is_number), is_number);
    }
}

struct html_value *list_row(struct html_value *rows, const char *mark, struct str status)
{
    struct html_value *row = html_push_map(rows);
    html_put_text(row, "mark", str_of(mark));
    html_put_text(row, "status", status);
    return html_put_list(row, "cells");
}

struct cell {
    struct str title, text, url;
    struct str note; /* a second line */
    bool is_number;
};

static void put_cell(struct html_value *cells, struct cell of)
{
    struct html_value *cell = html_push_map(cells);
    html_put_text(cell, "title", of.title);
    html_put_text(cell, "text", of.text);
    html_put_text(cell, "note", of.note);
    html_put_url(cell, "url", of.url);
    html_put_bool(cell, "is_number", of.is_number);
    html_put_bool(cell, "is_short", of.text.len <= SHORT_BYTES || of.url.len > 0);
}

void list_cell(struct page *page, struct html_value *cells, const char *word, struct str text,
               struct str url)
{
    bool is_number = word[0] == '#';
    put_cell(cells, (struct cell){.title = page_t(page, word + is_number),
                                  .text = text,
                                  .url = url,
                                  .is_number = is_number});
}

void list_end(struct page *page, struct str url, int64_t number, size_t rows_n, int64_t total)
{
    int64_t first = (number - 1) * PAGE_ROWS + (rows_n > 0);
    int64_t last = (number - 1) * PAGE_ROWS + (int64_t)rows_n;
    struct str previous = arena_print(page->arena, "%lld", (long long)(number - 1));
    struct str next = arena_print(page->arena, "%lld", (long long)(number + 1));
    html_put_text(page->data, "count", page_number(page, total));
    html_put_text(page->data, "first", page_number(page, first));
    html_put_text(page->data, "last", page_number(page, last));
    html_put_url(page->data, "previous_url",
                 number > 1 ? page_with(page, url, "page", previous) : STR_NONE);
    html_put_url(page->data, "next_url",
                 last < total ? page_with(page, url, "page", next) : STR_NONE);
}

/* ---- filters ---- */

/* What the address asks of a register: values that exist, else a refusal. */
struct asking {
    const struct register_def *def;
    const struct unit *unit;
    int state;       /* or NONE */
    int *choices;    /* by field; NONE: all */
    struct str open; /* "1", "0" or empty */
    struct str url;  /* the same list again */
    struct str where;
};

static bool is_filter(const struct field_def *field)
{
    return field->type == FIELD_CHOICE && field->is_listed && !field->is_retired
           && !field_is_sealed(field);
}

static struct str field_name(const struct page *page, const struct field_def *field)
{
    return arena_print(page->arena, "f_%" STR_FMT, STR_ARG(field->key));
}

static void add_where(const struct page *page, struct asking *ask, struct str left,
                      struct str right)
{
    ask->where =
        arena_print(page->arena, "%" STR_FMT "%s%" STR_FMT " = %" STR_FMT, STR_ARG(ask->where),
                    ask->where.len > 0 ? " and " : "", STR_ARG(left), STR_ARG(right));
}

static bool ask_choices(struct page *page, struct asking *ask, struct err *err)
{
    const struct register_def *def = ask->def;
    ask->choices = arena_array(page->arena, int, def->fields_n + 1);
    for (size_t i = 0; i < def->fields_n; i++) {
        const struct field_def *field = &def->fields[i];
        ask->choices[i] = NONE;
        if (!is_filter(field))
            continue;
        const char *name = arena_terminated(page->arena, field_name(page, field));
        struct str key = http_query(page->request, name);
        if (key.len == 0)
            continue;
        ask->choices[i] = register_choice(field, key);
        if (ask->choices[i] == NONE)
            return page_refuse(page, ERR_USAGE, "no_choice", err);
        add_where(page, ask, field->key, key);
        ask->url = page_with(page, ask->url, name, key);
    }
    return true;
}

static bool ask_filter(struct page *page, struct asking *ask, struct err *err)
{
    struct str state = http_query(page->request, "state");
    struct str open = http_query(page->request, "open");
    ask->url = arena_print(page->arena, "/register/%" STR_FMT, STR_ARG(ask->def->key));
    ask->state = NONE;
    if (open.len > 0 && !str_equal_c(open, "1") && !str_equal_c(open, "0"))
        return page_refuse(page, ERR_USAGE, "no_choice", err);
    ask->open = open;
    ask->url = page_with(page, ask->url, "open", open);
    if (!page_ask_unit(page, &ask->unit, err))
        return false;
    if (ask->unit != NULL)
        ask->url = page_with(page, ask->url, "unit", ask->unit->code);
    if (state.len > 0) {
        ask->state = register_state(ask->def, state);
        if (ask->state == NONE)
            return page_refuse(page, ERR_USAGE, "no_choice", err);
        add_where(page, ask, STR("state"), state);
        ask->url = page_with(page, ask->url, "state", state);
    }
    if (!ask_choices(page, ask, err))
        return false;
    struct str shown = register_shown_where(page, ask->def);
    if (ask->where.len > 0 && shown.len > 0)
        ask->where = arena_print(page->arena, "%" STR_FMT " and %" STR_FMT, STR_ARG(ask->where),
                                 STR_ARG(shown));
    return true;
}

static struct html_value *put_select(struct html_value *selects, struct str name, struct str title)
{
    struct html_value *select = html_push_map(selects);
    html_put_text(select, "name", name);
    html_put_text(select, "title", title);
    return html_put_list(select, "options");
}

static void put_option(struct html_value *options, struct str key, struct str title, bool is_chosen)
{
    struct html_value *option = html_push_map(options);
    html_put_text(option, "key", key);
    html_put_text(option, "title", title);
    html_put_bool(option, "is_chosen", is_chosen);
}

static void put_unit_options(struct page *page, struct html_value *selects,
                             const struct asking *ask)
{
    const struct organisation *org = page->now->organisation;
    struct html_value *options = put_select(selects, STR("unit"), page_t(page, "unit"));
    for (size_t i = 0; i < org->units.n; i++) {
        const struct unit *unit = &org->units.at[i];
        put_option(options, unit->code, unit->name, ask->unit != NULL && ask->unit->id == unit->id);
    }
}

static void put_field_options(struct page *page, struct html_value *selects,
                              const struct asking *ask, size_t at)
{
    const struct field_def *field = &ask->def->fields[at];
    struct html_value *options =
        put_select(selects, field_name(page, field), page_title(page, field->title));
    for (size_t k = 0; k < field->choices_n; k++)
        put_option(options, field->choices[k].key, page_title(page, field->choices[k].title),
                   ask->choices[at] == (int)k);
}

static void put_filter(struct page *page, const struct asking *ask)
{
    const struct register_def *def = ask->def;
    struct html_value *filter = html_put_map(page->data, "filter");
    html_put_url(filter, "url", arena_print(page->arena, "/register/%" STR_FMT, STR_ARG(def->key)));
    struct html_value *selects = html_put_list(filter, "selects");
    struct html_value *options = put_select(selects, STR("open"), page_t(page, "filter_open"));
    put_option(options, STR("1"), page_t(page, "open"), str_equal_c(ask->open, "1"));
    put_option(options, STR("0"), page_t(page, "not_pending"), str_equal_c(ask->open, "0"));
    options = put_select(selects, STR("state"), page_t(page, "state"));
    for (size_t i = 0; i < def->states_n; i++)
        put_option(options, def->states[i].key, page_title(page, def->states[i].title),
                   ask->state == (int)i);
    if (def->unit_field != NONE)
        put_unit_options(page, selects, ask);
    for (size_t i = 0; i < def->fields_n; i++)
        if (is_filter(&def->fields[i]))
            put_field_options(page, selects, ask, i);
}

/* ---- rows ---- */

/* Listed fields that are open to all, without the answering unit, which has its own column. */
static size_t listed_fields(const struct register_def *def, int *fields)
{
    size_t n = 0;
    for (int i = 0; i < (int)def->fields_n && n < LISTED_FIELDS; i++) {
        const struct field_def *field = &def->fields[i];
        if (field->is_listed && !field->is_retired && !field_is_sealed(field)
            && i != def->unit_field)
            fields[n++] = i;
    }
    return n;
}

static bool is_amount(const struct field_def *field)
{
    return field->type == FIELD_INTEGER || field->type == FIELD_DECIMAL
           || field->type == FIELD_MONEY;
}

static bool field_text(struct page *page, const struct matter *matter, int field,
                       struct str *text_out, struct err *err)
{
    const struct field_def *def = &matter->def->fields[field];
    *text_out = STR_NONE;
    if (!matter->is_set[field])
        return true;
    if (def->type == FIELD_TEXT)
        return reader_text(page->reader, page->arena, matter, field, text_out, err);
    if (field_is_plain(def))
        *text_out = matter_value_text(page->office, def, matter->values[field],
                                      page->language == PAGE_EN, page->arena);
    return true;
}

/* With the word for what presses, so that nothing is said by colour alone. */
static void put_due(struct page *page, struct html_value *cells, const struct matter *matter)
{
    int clock = clock_first_due(matter);
    struct clock_look how = {"", STR_NONE};
    if (clock != NONE && matter_is_open(matter))
        how = clock_look(page, matter, clock);
    put_cell(cells, (struct cell){.title = page_t(page, "due"),
                                  .text = page_date(page, matter_due(matter)),
                                  .note = how.status});
}

static bool put_row(struct page *page, struct html_value *rows, const struct matter *matter,
                    const int *fields, size_t fields_n, struct err *err)
{
    int clock = clock_first_due(matter);
    struct str text;
    const struct register_def *def = matter->def;
    if (!matter_is_shown(page, matter)) {
        struct html_value *cells = list_row(rows, "", page_t(page, "not_open"));
        list_cell(page, cells, "number", page_matter_number(page, matter), STR_NONE);
        size_t others = 2 + fields_n + (def->unit_field != NONE);
        for (size_t i = 0; i < others; i++)
            put_cell(cells, (struct cell){.title = STR_NONE});
        return true;
    }
    struct html_value *cells = list_row(
        rows, clock == NONE || !matter_is_open(matter) ? "" : clock_look(page, matter, clock).mark,
        page_state(page, matter));
    list_cell(page, cells, "number", page_matter_number(page, matter),
              page_matter_url(page, matter->id));
    list_cell(page, cells, "received", page_date(page, matter->opened_on), STR_NONE);
    if (def->unit_field != NONE)
        put_cell(cells, (struct cell){.title = page_title(page, def->fields[def->unit_field].title),
                                      .text = page_unit(page, matter_unit(matter))});
    for (size_t i = 0; i < fields_n; i++) {
        const struct field_def *field = &def->fields[fields[i]];
        if (!field_text(page, matter, fields[i], &text, err))
            return false;
        put_cell(cells, (struct cell){.title = page_title(page, field->title),
                                      .text = text,
                                      .is_number = is_amount(field)});
    }
    put_due(page, cells, matter);
    return true;
}

static void put_columns(struct page *page, const struct register_def *def, const int *fields,
                        size_t fields_n)
{
    struct html_value *columns = html_put_list(page->data, "columns");
    put_column(columns, page_t(page, "number"), false);
    put_column(columns, page_t(page, "received"), false);
    if (def->unit_field != NONE)
        put_column(columns, page_title(page, def->fields[def->unit_field].title), false);
    for (size_t i = 0; i < fields_n; i++)
        put_column(columns, page_title(page, def->fields[fields[i]].title),
                   is_amount(&def->fields[fields[i]]));
    put_column(columns, page_t(page, "due"), false);
}

bool register_page(struct page *page, const struct route_params *params, struct err *err)
{
    struct asking ask = {0};
    struct reader_page found;
    struct complaints complaints;
    struct reader_count *counts;
    int64_t number;
    int fields[LISTED_FIELDS];
    complaints_init(&complaints, page->arena);
    if (!page_find_register(page, route_param(params, "key"), &ask.def, err)
        || !page_ask_number(page, "page", 1, 1, INT32_MAX / PAGE_ROWS, &number, err)
        || !ask_filter(page, &ask, err) || !page_counts(page, &counts, err))
        return false;
    const struct reader_count *count = &counts[ask.def->id];
    struct reader_list list = {
        .def = ask.def,
        .unit = ask.unit == NULL ? 0 : ask.unit->id,
        .is_open = ask.open.len == 0 ? -1 : str_equal_c(ask.open, "1"),
        .where = ask.where,
        .offset = (number - 1) * PAGE_ROWS,
        .limit = PAGE_ROWS,
        .known_total = ask.open.len == 0            ? count->total
                       : str_equal_c(ask.open, "1") ? count->open
                                                    : count->total - count->open,
    };
    if (!reader_page(page->reader, page->arena, &list, &found, &complaints, err))
        return false;
    if (complaints.list.n > 0)
        return page_refuse(page, ERR_USAGE, "no_choice", err);
    struct str title = page_title(page, ask.def->title);
    int regime = register_regime(ask.def, page->today);
    size_t fields_n = listed_fields(ask.def, fields);
    list_begin(page, title, regime == NONE ? STR_NONE : ask.def->regimes[regime].law,
               "nav_registers", "/registers");
    html_put_bool(page->data, "figure", false);
    put_filter(page, &ask);
    put_columns(page, ask.def, fields, fields_n);
    struct html_value *rows = html_put_list(page->data, "rows");
    for (size_t i = 0; i < found.n; i++)
        if (!put_row(page, rows, found.matters[i], fields, fields_n, err))
            return false;
    list_end(page, ask.url, number, found.n, found.total);
    return page_show(page, "list", title, "registers", err);
}
