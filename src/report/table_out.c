/*
 * table_out.c - an official table as CSV, JSON and XLSX.
 */
#include "report/table.h"
#include "text/csv_out.h"
#include "text/json.h"
#include "text/xlsx_out.h"

static struct str in_language(struct title title, bool is_english)
{
    return is_english ? title.en : title.zh;
}

static size_t depth_of(const struct table_head *heads, size_t n)
{
    size_t depth = 0;
    for (size_t i = 0; i < n; i++)
        depth = heads[i].under_n > depth ? heads[i].under_n : depth;
    return depth;
}

/* The groups that stand before a row; the missing ones are empty. */
static struct str group(const struct table_head *head, size_t level, bool is_english)
{
    return level < head->under_n ? in_language(head->under[level], is_english) : STR_NONE;
}

struct str table_cell_link(const struct table *table, const struct table_cell *cell,
                           struct arena *arena)
{
    int year = date_year(table->to);
    bool is_year =
        table->from.day == date_of(year, 1, 1).day && table->to.day == date_of(year, 12, 31).day;
    if (cell->figure == NULL || !is_year)
        return STR_NONE;
    if (cell->figure->kind == FIGURE_FORMULA || cell->unit != 0)
        return arena_print(arena, "/figure/%" STR_FMT "?year=%d", STR_ARG(cell->figure->key), year);
    return arena_print(arena, "/figure/%" STR_FMT "/list?year=%d%s%" STR_FMT "%s",
                       STR_ARG(cell->figure->key), year, cell->choice.len > 0 ? "&cell=" : "",
                       STR_ARG(cell->choice), cell->is_opening ? "&at=start" : "");
}

/* ---- rows of a sheet, for CSV and XLSX alike ---- */

struct row_out { /* where cells go */
    void *to;
    void (*head)(void *to, struct str text);
    void (*text)(void *to, struct str text);
    void (*number)(void *to, struct decimal value);
    void (*end)(void *to);
};

/* The heads of the columns: a line for each level of groups, then the titles. */
static void put_heads(const struct table_sheet *sheet, bool is_english, const struct row_out *out)
{
    size_t before = depth_of(sheet->rows, sheet->rows_n);
    size_t above = depth_of(sheet->columns, sheet->columns_n);
    for (size_t level = 0; level <= above; level++) {
        for (size_t i = 0; i < before; i++)
            out->head(out->to, STR_NONE);
        out->head(out->to, level == above ? in_language(sheet->stub, is_english) : STR_NONE);
        for (size_t i = 0; i < sheet->columns_n; i++) {
            const struct table_head *column = &sheet->columns[i];
            out->head(out->to, level == above ? in_language(column->title, is_english)
                                              : group(column, level, is_english));
        }
        out->end(out->to);
    }
}

static void put_rows(const struct table_sheet *sheet, bool is_english, const struct row_out *out)
{
    size_t before = depth_of(sheet->rows, sheet->rows_n);
    put_heads(sheet, is_english, out);
    for (size_t r = 0; r < sheet->rows_n; r++) {
        for (size_t i = 0; i < before; i++)
            out->text(out->to, group(&sheet->rows[r], i, is_english));
        out->text(out->to, in_language(sheet->rows[r].title, is_english));
        for (size_t i = 0; i < sheet->columns_n; i++) {
            const struct table_cell *cell = &sheet->cells[r * sheet->columns_n + i];
            if (cell->has_value)
                out->number(out->to, cell->value);
            else
                out->text(out->to, STR_NONE);
        }
        out->end(out->to);
    }
}

/* ---- CSV ---- */

static void csv_text(void *to, struct str text)
{
    csv_out_text(to, text);
}

static void csv_number(void *to, struct decimal value)
{
    csv_out_decimal(to, value);
}

static void csv_end(void *to)
{
    csv_out_end_row(to);
}

static void csv_line(struct csv_out *csv, struct str text)
{
    if (text.len == 0)
        return;
    csv_out_text(csv, text);
    csv_out_end_row(csv);
}

void table_put_csv(const struct table *table, bool is_english, struct buf *out)
{
    struct csv_out csv;
    struct row_out rows = {&csv, csv_text, csv_text, csv_number, csv_end};
    csv_out_init(&csv, out, true);
    if (table->is_demo)
        csv_line(&csv, STR("演示数据 · 虚构"));
    csv_line(&csv, in_language(table->title, is_english));
    for (size_t i = 0; i < table->sheets_n; i++) {
        csv_line(&csv, in_language(table->sheets[i].title, is_english));
        csv_line(&csv, in_language(table->sheets[i].note, is_english));
        put_rows(&table->sheets[i], is_english, &rows);
    }
}

/* ---- XLSX ---- */

static void xlsx_head(void *to, struct str text)
{
    xlsx_out_head(to, text);
}

static void xlsx_text(void *to, struct str text)
{
    xlsx_out_text(to, text);
}

static void xlsx_number(void *to, struct decimal value)
{
    xlsx_out_decimal(to, value);
}

static void xlsx_end(void *to)
{
    xlsx_out_end_row(to);
}

/* Excel takes no more than 31 characters for a sheet's name, and none of []:*?/\. */
static struct str sheet_name(const struct table_sheet *sheet, size_t at, struct arena *arena)
{
    return sheet->key.len > 0 && sheet->key.len <= 31 ? sheet->key
                                                      : arena_print(arena, "%zu", at + 1);
}

bool table_write_xlsx(const struct table *table, bool is_english, const char *path,
                      struct instant created, struct err *err)
{
    struct xlsx_out xlsx;
    struct arena arena;
    struct row_out rows = {&xlsx, xlsx_head, xlsx_text, xlsx_number, xlsx_end};
    arena_init(&arena, 1 << 20);
    struct xlsx_out_options options = {.path = path,
                                       .sheet = sheet_name(&table->sheets[0], 0, &arena),
                                       .title = in_language(table->title, is_english),
                                       .created = created};
    bool ok = xlsx_out_open(&xlsx, &options, err);
    for (size_t i = 0; ok && i < table->sheets_n; i++) {
        const struct table_sheet *sheet = &table->sheets[i];
        if (i > 0)
            xlsx_out_sheet(&xlsx, sheet_name(sheet, i, &arena));
        if (table->is_demo) {
            xlsx_out_text(&xlsx, STR("演示数据 · 虚构"));
            xlsx_out_end_row(&xlsx);
        }
        xlsx_out_text(&xlsx, in_language(sheet->title, is_english));
        xlsx_out_end_row(&xlsx);
        put_rows(sheet, is_english, &rows);
        if (sheet->note.zh.len > 0) {
            xlsx_out_text(&xlsx, in_language(sheet->note, is_english));
            xlsx_out_end_row(&xlsx);
        }
    }
    ok = ok && xlsx_out_close(&xlsx, err);
    arena_done(&arena);
    return ok;
}

/* ---- JSON ---- */

static void put_title(struct json_out *json, struct str key, struct title title)
{
    json_out_key(json, key);
    json_out_begin_object(json);
    json_out_member(json, STR("zh"), title.zh);
    json_out_member(json, STR("en"), title.en);
    json_out_end_object(json);
}

static void put_json_head(struct json_out *json, const struct table_head *head)
{
    json_out_begin_object(json);
    json_out_member(json, STR("key"), head->key);
    put_title(json, STR("title"), head->title);
    json_out_key(json, STR("under"));
    json_out_begin_array(json);
    for (size_t i = 0; i < head->under_n; i++)
        json_out_string(json, head->under[i].zh);
    json_out_end_array(json);
    json_out_end_object(json);
}

static void put_json_heads(struct json_out *json, struct str key, const struct table_head *heads,
                           size_t n)
{
    json_out_key(json, key);
    json_out_begin_array(json);
    for (size_t i = 0; i < n; i++)
        put_json_head(json, &heads[i]);
    json_out_end_array(json);
}

static void put_json_cell(struct json_out *json, const struct table_cell *cell)
{
    char number[DECIMAL_TEXT_BYTES];
    if (cell->figure == NULL) {
        json_out_raw(json, STR("null"));
        return;
    }
    json_out_begin_object(json);
    json_out_member(json, STR("figure"), cell->figure->key);
    if (cell->choice.len > 0)
        json_out_member(json, STR("cell"), cell->choice);
    if (cell->is_opening)
        json_out_member(json, STR("at"), STR("start"));
    if (cell->unit != 0) {
        json_out_key(json, STR("unit"));
        json_out_i64(json, cell->unit);
    }
    json_out_key(json, STR("value"));
    json_out_raw(json, cell->has_value ? decimal_print(cell->value, number) : STR("null"));
    json_out_end_object(json);
}

static void put_json_sheet(struct json_out *json, const struct table_sheet *sheet)
{
    json_out_begin_object(json);
    json_out_member(json, STR("key"), sheet->key);
    put_title(json, STR("title"), sheet->title);
    put_json_heads(json, STR("columns"), sheet->columns, sheet->columns_n);
    put_json_heads(json, STR("rows"), sheet->rows, sheet->rows_n);
    json_out_key(json, STR("cells"));
    json_out_begin_array(json);
    for (size_t r = 0; r < sheet->rows_n; r++) {
        json_out_begin_array(json);
        for (size_t i = 0; i < sheet->columns_n; i++)
            put_json_cell(json, &sheet->cells[r * sheet->columns_n + i]);
        json_out_end_array(json);
    }
    json_out_end_array(json);
    json_out_end_object(json);
}

void table_put_json(const struct table *table, struct buf *out)
{
    struct json_out json;
    char from[DATE_TEXT_BYTES], to[DATE_TEXT_BYTES];
    json_out_init(&json, out);
    json_out_begin_object(&json);
    json_out_member(&json, STR("table"), table->name);
    put_title(&json, STR("title"), table->title);
    json_out_member(&json, STR("office"), table->office);
    json_out_key(&json, STR("demo"));
    json_out_raw(&json, table->is_demo ? STR("true") : STR("false"));
    json_out_member(&json, STR("from"), date_print(table->from, from));
    json_out_member(&json, STR("to"), date_print(table->to, to));
    json_out_key(&json, STR("identities"));
    json_out_begin_object(&json);
    json_out_key(&json, STR("held"));
    json_out_i64(&json, (int64_t)table->identities_held);
    json_out_key(&json, STR("failed"));
    json_out_i64(&json, (int64_t)table->identities_failed);
    json_out_end_object(&json);
    json_out_key(&json, STR("sheets"));
    json_out_begin_array(&json);
    for (size_t i = 0; i < table->sheets_n; i++)
        put_json_sheet(&json, &table->sheets[i]);
    json_out_end_array(&json);
    json_out_end_object(&json);
}
