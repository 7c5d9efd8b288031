/*
 * pages_table.c - official tables: each number leads to its list.
 */
#include "report/table.h"
#include "web/pages.h"

enum { TABLE_BYTES_MAX = 4 << 20 };

static bool compute(struct page *page, struct str name, int year, struct table *table,
                    struct complaints *complaints, struct err *err)
{
    const struct table_source *source;
    struct figure_question question = {
        .db = reader_store(page->reader),
        .district = office_district(page->office),
        .registry = page->now->registry,
        .from = date_of(year, 1, 1),
        .to = date_of(year, 12, 31),
        .stock_on = DATE_NONE,
    };
    struct table_binding binding = {office_name(page->office), office_is_demo(page->office),
                                    page->now->organisation};
    complaints_init(complaints, page->arena);
    if (!table_find(page->arena, question.registry, name, &source, complaints, err))
        return err->kind == ERR_MISSING ? page_refuse(page, ERR_MISSING, "no_table", err) : false;
    return table_compute(source, &question, &binding, page->arena, table, complaints, err);
}

/* ---- heads with their spans ---- */

static size_t depth_of(const struct table_head *heads, size_t n)
{
    size_t depth = 0;
    for (size_t i = 0; i < n; i++)
        depth = heads[i].under_n > depth ? heads[i].under_n : depth;
    return depth;
}

/* Do both stand in the same group at the level, and in the same ones above it? */
static bool are_grouped(const struct table_head *a, const struct table_head *b, size_t level)
{
    if (level >= a->under_n || level >= b->under_n)
        return false;
    for (size_t i = 0; i <= level; i++)
        if (!str_equal(a->under[i].zh, b->under[i].zh))
            return false;
    return true;
}

static void put_head(struct html_value *row, struct str text, size_t columns, size_t rows)
{
    struct html_value *head = html_push_map(row);
    html_put_text(head, "text", text);
    html_put_i64(head, "columns", (int64_t)columns);
    html_put_i64(head, "rows", (int64_t)rows);
}

/* How many heads from `at` on belong to its group of the level. */
static size_t run_of(const struct table_head *heads, size_t n, size_t at, size_t level)
{
    size_t run = 1;
    while (at + run < n && are_grouped(&heads[at], &heads[at + run], level))
        run++;
    return run;
}

static void put_heads(struct page *page, struct html_value *map, const struct table_sheet *sheet)
{
    struct html_value *list = html_put_list(map, "heads");
    size_t depth = depth_of(sheet->columns, sheet->columns_n);
    size_t before = depth_of(sheet->rows, sheet->rows_n);
    for (size_t level = 0; level <= depth; level++) {
        struct html_value *row = html_put_list(html_push_map(list), "cells");
        if (level == 0)
            put_head(row, page_title(page, sheet->stub), before + 1, depth + 1);
        for (size_t i = 0; i < sheet->columns_n;) {
            const struct table_head *head = &sheet->columns[i];
            size_t run = 1;
            if (level < head->under_n) {
                run = run_of(sheet->columns, sheet->columns_n, i, level);
                put_head(row, page_title(page, head->under[level]), run, 1);
            } else if (level == head->under_n) {
                put_head(row, page_title(page, head->title), 1, depth + 1 - level);
            }
            i += run;
        }
    }
}

/* ---- rows ---- */

static void put_row_heads(struct page *page, struct html_value *map,
                          const struct table_sheet *sheet, size_t at)
{
    struct html_value *list = html_put_list(map, "heads");
    size_t before = depth_of(sheet->rows, sheet->rows_n);
    const struct table_head *head = &sheet->rows[at];
    for (size_t level = 0; level < head->under_n; level++)
        if (at == 0 || !are_grouped(&sheet->rows[at - 1], head, level))
            put_head(list, page_title(page, head->under[level]), 1,
                     run_of(sheet->rows, sheet->rows_n, at, level));
    put_head(list, page_title(page, head->title), before + 1 - head->under_n, 1);
}

static void put_cells(struct page *page, struct html_value *map, const struct table *table,
                      const struct table_sheet *sheet, size_t at)
{
    struct html_value *list = html_put_list(map, "cells");
    for (size_t i = 0; i < sheet->columns_n; i++) {
        const struct table_cell *cell = &sheet->cells[at * sheet->columns_n + i];
        struct html_value *value = html_push_map(list);
        char text[DECIMAL_TEXT_BYTES];
        bool is_zero = cell->has_value && cell->value.units == 0;
        html_put_text(value, "text",
                      cell->has_value ? arena_copy(page->arena, decimal_print(cell->value, text))
                                      : STR_NONE);
        html_put_bool(value, "is_zero", is_zero);
        html_put_url(value, "url",
                     is_zero || !cell->has_value ? STR_NONE
                                                 : table_cell_link(table, cell, page->arena));
    }
}

static void put_sheet(struct page *page, struct html_value *list, const struct table *table,
                      const struct table_sheet *sheet)
{
    struct html_value *map = html_push_map(list);
    html_put_text(map, "title", page_title(page, sheet->title));
    html_put_text(map, "note", page_title(page, sheet->note));
    put_heads(page, map, sheet);
    struct html_value *rows = html_put_list(map, "rows");
    for (size_t i = 0; i < sheet->rows_n; i++) {
        struct html_value *row = html_push_map(rows);
        put_row_heads(page, row, sheet, i);
        put_cells(page, row, table, sheet, i);
    }
}

/* ---- the pages ---- */

static struct str table_url(const struct page *page, struct str name, const char *format, int year)
{
    return arena_print(page->arena, "/table/%" STR_FMT "%s?year=%d", STR_ARG(name), format, year);
}

bool table_page(struct page *page, const struct route_params *params, struct err *err)
{
    static const char *const formats[] = {"csv", "json"};
    struct table table;
    struct complaints complaints;
    int year;
    if (!page_ask_year(page, &year, err)
        || !compute(page, route_param(params, "name"), year, &table, &complaints, err))
        return false;
    struct str title = page_title(page, table.title);
    html_put_text(page->data, "title", title);
    html_put_text(page->data, "law", table.law);
    html_put_text(page->data, "held",
                  page_count_word(page, "table_held", (int64_t)table.identities_held));
    struct html_value *failed = html_put_list(page->data, "failed");
    for (size_t i = 0; i < complaints.list.n; i++)
        html_push_text(failed, complaints.list.at[i].text);
    struct html_value *sheets = html_put_list(page->data, "sheets");
    for (size_t i = 0; i < table.sheets_n; i++)
        put_sheet(page, sheets, &table, &table.sheets[i]);
    struct html_value *downloads = html_put_list(page->data, "downloads");
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        struct html_value *item = html_push_map(downloads);
        html_put_text(item, "title", str_of(formats[i]));
        html_put_url(
            item, "url",
            table_url(page, table.name,
                      arena_terminated(page->arena, arena_print(page->arena, "/%s", formats[i])),
                      year));
    }
    page_put_years(page, arena_print(page->arena, "/table/%" STR_FMT, STR_ARG(table.name)), year);
    return page_show(page, "table", title, "reports", err);
}

bool table_file_page(struct page *page, const struct route_params *params, struct err *err)
{
    struct str format = route_param(params, "format");
    bool is_json = str_equal_c(format, "json");
    struct complaints complaints;
    struct table table;
    struct buf out;
    int year;
    if (!is_json && !str_equal_c(format, "csv"))
        return page_refuse(page, ERR_MISSING, "no_table", err);
    if (!page_ask_year(page, &year, err)
        || !compute(page, route_param(params, "name"), year, &table, &complaints, err))
        return false;
    buf_init(&out, TABLE_BYTES_MAX);
    if (is_json)
        table_put_json(&table, &out);
    else
        table_put_csv(&table, page->language == PAGE_EN, &out);
    http_respond(page->response, 200, is_json ? HTTP_JSON : HTTP_CSV,
                 arena_copy(page->arena, buf_str(&out)));
    buf_done(&out);
    return true;
}

void tables_put(struct page *page, int year)
{
    struct str *names;
    size_t n = table_names(page->arena, &names);
    struct html_value *list = html_put_list(page->data, "tables");
    for (size_t i = 0; i < n; i++) {
        const struct table_source *source;
        struct complaints complaints;
        struct err err;
        complaints_init(&complaints, page->arena);
        if (!table_find(page->arena, page->now->registry, names[i], &source, &complaints, &err))
            continue; /* a layout for registers that this office has not adopted */
        struct html_value *item = html_push_map(list);
        html_put_text(item, "title", page_title(page, table_title(source)));
        html_put_url(item, "url", table_url(page, names[i], "", year));
    }
}
