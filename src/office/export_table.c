/*
 * export_table.c - an export's rows as CSV, as a workbook, as JSON.
 */
#include "base/assert.h"
#include "office/export.h"
#include "text/csv_out.h"
#include "text/json.h"
#include "text/xlsx_out.h"

struct cell {
    enum { CELL_TEXT, CELL_INTEGER, CELL_DECIMAL, CELL_DATE } kind;
    struct str text;
    int64_t integer;
    struct decimal decimal;
    struct date date;
};

enum { COLUMNS_MAX = EXPORT_COLUMNS_N + LIMIT_REGISTER_FIELDS };

struct table {
    struct reader *reader;
    const struct register_def *def;
    bool is_demo;
    int fields[LIMIT_REGISTER_FIELDS]; /* the columns behind the fixed ones */
    size_t fields_n;
    struct str names[LIMIT_REGISTER_FIELDS]; /* of those columns */
    struct arena arena;
    struct csv_out csv;
    struct xlsx_out *xlsx; /* or NULL: CSV */
    struct json_out json;
    int64_t rows, matters;
};

static void init(struct table *table, struct reader *reader, const struct register_def *def)
{
    *table = (struct table){
        .reader = reader, .def = def, .is_demo = office_is_demo(reader_office(reader))};
    arena_init(&table->arena, 0);
    for (size_t i = 0; i < def->fields_n; i++) {
        if (field_is_sealed(&def->fields[i]))
            continue;
        table->names[table->fields_n] = export_field_column(&table->arena, &def->fields[i]);
        table->fields[table->fields_n++] = (int)i;
    }
}

/* ---- one row ---- */

static struct cell text_cell(struct str text)
{
    return (struct cell){.kind = CELL_TEXT, .text = text, .date = DATE_NONE};
}

static struct str sealed_names(struct arena *arena, const struct event *event)
{
    struct str list = STR_NONE;
    for (size_t i = 0; i < event->def->fields_n; i++) {
        const struct field_def *field = &event->def->fields[i];
        if ((event->has[i / 64] >> (i % 64) & 1) == 0 || !field_is_sealed(field))
            continue;
        list = arena_print(arena, "%" STR_FMT "%s%" STR_FMT, STR_ARG(list), list.len > 0 ? " " : "",
                           STR_ARG(field->key));
    }
    return list;
}

static struct str step_of(const struct export_matter *m, int64_t seq)
{
    for (size_t i = 0; i < m->n; i++)
        if (m->events[i].seq == seq)
            return m->steps[i];
    return STR_NONE;
}

static struct str actor_text(struct arena *arena, const struct event *event)
{
    return event->actor == ACTOR_LAW ? STR("law")
                                     : arena_print(arena, "%lld", (long long)event->actor);
}

static struct str event_name(const struct event *event)
{
    return event->replaces != 0 ? STR("amend") : event->def->events[event->event].key;
}

static struct str moment_text(struct arena *arena, const struct event *event)
{
    char text[INSTANT_TEXT_BYTES];
    return arena_copy(arena, instant_print(event_moment(event), text));
}

static void fixed_cells(const struct table *table, const struct export_matter *m, size_t i,
                        struct arena *arena, struct cell *cells)
{
    const struct event *event = m->events[i].event;
    const struct matter *matter = m->matter;
    for (int c = 0; c < EXPORT_COLUMNS_N; c++)
        cells[c] = text_cell(STR_NONE);
    if (table->is_demo)
        cells[EXPORT_DEMO] = text_cell(str_of(export_mark));
    cells[EXPORT_SOURCE] = text_cell(m->source);
    cells[EXPORT_SOURCE_NUMBER] = text_cell(m->number);
    cells[EXPORT_MATTER] = text_cell(matter_number(matter, table->is_demo, arena));
    if (matter->number_seq != 0)
        cells[EXPORT_NUMBER] = text_cell(arena_print(
            arena, "%lld/%lld", (long long)matter->number_year, (long long)matter->number_seq));
    cells[EXPORT_STEP] = text_cell(m->steps[i]);
    cells[EXPORT_EVENT] = text_cell(event_name(event));
    cells[EXPORT_ON] = (struct cell){.kind = CELL_DATE, .date = event->on};
    cells[EXPORT_AT] = text_cell(moment_text(arena, event));
    cells[EXPORT_ACTOR] = text_cell(actor_text(arena, event));
    if (event->clock != NONE)
        cells[EXPORT_CLOCK] = text_cell(event->def->clocks[event->clock].key);
    if (event->replaces != 0) {
        cells[EXPORT_AMENDS] = text_cell(step_of(m, event->replaces));
        cells[EXPORT_CORRECTED_ON] = (struct cell){
            .kind = CELL_DATE, .date = event->is_struck ? DATE_NONE : event->replaced_on};
        cells[EXPORT_REASON] = text_cell(event->reason);
    }
    cells[EXPORT_SEALED] = text_cell(sealed_names(arena, event));
}

static bool value_cell(const struct table *table, const struct event *event, int index,
                       struct arena *arena, struct cell *cell_out, struct err *err)
{
    const struct field_def *field = &event->def->fields[index];
    *cell_out = text_cell(STR_NONE);
    for (size_t k = 0; k < event->texts.n; k++)
        if (event->texts.at[k].field == index)
            *cell_out = text_cell(event->texts.at[k].text);
    for (size_t k = 0; k < event->values.n; k++) {
        int64_t value = event->values.at[k].value;
        if (event->values.at[k].field != index)
            continue;
        if (field->type == FIELD_INTEGER)
            *cell_out = (struct cell){.kind = CELL_INTEGER, .integer = value};
        else if (field->type == FIELD_DECIMAL || field->type == FIELD_MONEY)
            *cell_out = (struct cell){.kind = CELL_DECIMAL, .decimal = {value, field->digits}};
        else if (field->type == FIELD_DATE)
            *cell_out = (struct cell){.kind = CELL_DATE, .date = {(int32_t)value}};
        else
            return export_value(table->reader, arena, field, value, &cell_out->text, err);
    }
    return true;
}

/* The cells of one event; false when a link cannot be read. */
static bool fill(const struct table *table, const struct export_matter *m, size_t i,
                 struct arena *arena, struct cell *cells, struct err *err)
{
    const struct event *event = m->events[i].event;
    fixed_cells(table, m, i, arena, cells);
    for (size_t k = 0; k < table->fields_n; k++) {
        struct cell *cell = &cells[EXPORT_COLUMNS_N + k];
        *cell = text_cell(STR_NONE);
        /* The definitions of its time may know fewer fields. */
        if ((size_t)table->fields[k] < event->def->fields_n
            && !value_cell(table, event, table->fields[k], arena, cell, err))
            return false;
    }
    return true;
}

/* ---- tables ---- */

static void put_csv(struct csv_out *out, const struct cell *cell)
{
    if (cell->kind == CELL_INTEGER)
        csv_out_i64(out, cell->integer);
    else if (cell->kind == CELL_DECIMAL)
        csv_out_decimal(out, cell->decimal);
    else if (cell->kind == CELL_DATE)
        csv_out_date(out, cell->date);
    else
        csv_out_text(out, cell->text);
}

static void put_xlsx(struct xlsx_out *out, const struct cell *cell)
{
    if (cell->kind == CELL_INTEGER)
        xlsx_out_i64(out, cell->integer);
    else if (cell->kind == CELL_DECIMAL)
        xlsx_out_decimal(out, cell->decimal);
    else if (cell->kind == CELL_DATE)
        xlsx_out_date(out, cell->date);
    else
        xlsx_out_text(out, cell->text);
}

static bool visit_rows(void *context, const struct export_matter *m, struct arena *arena,
                       struct err *err)
{
    struct table *table = context;
    struct cell cells[COLUMNS_MAX];
    for (size_t i = 0; i < m->n; i++) {
        if (m->events[i].event->form == EVENT_PROPOSED)
            continue;
        if (!fill(table, m, i, arena, cells, err))
            return false;
        for (size_t c = table->is_demo ? 0 : 1; c < EXPORT_COLUMNS_N + table->fields_n; c++) {
            if (table->xlsx != NULL)
                put_xlsx(table->xlsx, &cells[c]);
            else
                put_csv(&table->csv, &cells[c]);
        }
        if (table->xlsx != NULL)
            xlsx_out_end_row(table->xlsx);
        else
            csv_out_end_row(&table->csv);
        table->rows++;
    }
    return true;
}

static struct str column_name(struct table *table, size_t c)
{
    return c < EXPORT_COLUMNS_N ? str_of(export_columns[c]) : table->names[c - EXPORT_COLUMNS_N];
}

static bool too_large(struct err *err)
{
    err_set(err, ERR_LIMIT, "the export has more than %d MiB", EXPORT_BYTES_MAX >> 20);
    err_hint(err, "Take gulou export --sqlite FILE.");
    return false;
}

bool export_csv(struct reader *reader, const struct register_def *def, struct buf *out,
                int64_t *rows_out, struct err *err)
{
    struct table table;
    init(&table, reader, def);
    csv_out_init(&table.csv, out, true);
    for (size_t c = table.is_demo ? 0 : 1; c < EXPORT_COLUMNS_N + table.fields_n; c++)
        csv_out_text(&table.csv, column_name(&table, c));
    csv_out_end_row(&table.csv);
    bool ok = export_each(reader, def, visit_rows, &table, err);
    *rows_out = table.rows;
    arena_done(&table.arena);
    return ok && (!out->is_over || too_large(err));
}

bool export_xlsx(struct reader *reader, const struct register_def *def, struct str path,
                 int64_t *rows_out, struct err *err)
{
    struct table table;
    struct xlsx_out out;
    const struct office *office = reader_office(reader);
    init(&table, reader, def);
    struct xlsx_out_options options = {
        .path = arena_terminated(&table.arena, path),
        .sheet = str_first(def->key, 31),
        .title = arena_print(&table.arena, "%" STR_FMT "%s%s", STR_ARG(def->title.zh),
                             table.is_demo ? " · " : "", table.is_demo ? export_mark : ""),
        .created = instant_at(office_today(office), 0, 0, 0),
    };
    table.xlsx = &out;
    bool ok = export_check(def, err) && xlsx_out_open(&out, &options, err);
    if (ok) {
        for (size_t c = table.is_demo ? 0 : 1; c < EXPORT_COLUMNS_N + table.fields_n; c++)
            xlsx_out_head(&out, column_name(&table, c));
        xlsx_out_end_row(&out);
        ok = export_each(reader, def, visit_rows, &table, err);
        struct err closing;
        if (!xlsx_out_close(&out, &closing) && ok) {
            *err = closing;
            ok = false;
        }
    }
    *rows_out = table.rows;
    arena_done(&table.arena);
    return ok;
}

/* ---- JSON ---- */

static void json_cell(struct json_out *json, struct str key, const struct cell *cell)
{
    char text[DECIMAL_TEXT_BYTES];
    bool is_empty = cell->kind == CELL_TEXT ? cell->text.len == 0
                                            : cell->kind == CELL_DATE && date_is_none(cell->date);
    if (is_empty)
        return;
    json_out_key(json, key);
    if (cell->kind == CELL_INTEGER)
        json_out_i64(json, cell->integer);
    else if (cell->kind == CELL_DECIMAL) /* decimals and money are strings (DESIGN §7) */
        json_out_string(json, decimal_print(cell->decimal, text));
    else if (cell->kind == CELL_DATE)
        json_out_string(json, date_print(cell->date, text));
    else
        json_out_string(json, cell->text);
}

static void json_event(struct table *table, const struct cell *cells)
{
    struct json_out *json = &table->json;
    struct str rest = cells[EXPORT_SEALED].text, name;
    json_out_begin_object(json);
    for (size_t c = EXPORT_STEP; c < EXPORT_SEALED; c++)
        json_cell(json, column_name(table, c), &cells[c]);
    json_out_key(json, STR("sealed"));
    json_out_begin_array(json);
    while (rest.len > 0 && str_next(&rest, ' ', &name))
        json_out_string(json, name);
    json_out_end_array(json);
    json_out_key(json, STR("fields"));
    json_out_begin_object(json);
    for (size_t k = 0; k < table->fields_n; k++)
        json_cell(json, table->def->fields[table->fields[k]].key, &cells[EXPORT_COLUMNS_N + k]);
    json_out_end_object(json);
    json_out_end_object(json);
}

static bool visit_json(void *context, const struct export_matter *m, struct arena *arena,
                       struct err *err)
{
    struct table *table = context;
    struct json_out *json = &table->json;
    const struct matter *matter = m->matter;
    struct cell cells[COLUMNS_MAX];
    json_out_begin_object(json);
    json_out_member(json, STR("source"), m->source);
    json_out_member(json, STR("source_number"), m->number);
    json_out_member(json, STR("matter"), matter_number(matter, table->is_demo, arena));
    json_out_member(json, STR("state"),
                    matter->state == NONE ? STR_NONE : matter->def->states[matter->state].key);
    json_out_key(json, STR("events"));
    json_out_begin_array(json);
    for (size_t i = 0; i < m->n; i++) {
        if (m->events[i].event->form == EVENT_PROPOSED)
            continue;
        if (!fill(table, m, i, arena, cells, err))
            return false;
        json_event(table, cells);
        table->rows++;
    }
    json_out_end_array(json);
    json_out_end_object(json);
    table->matters++;
    return true;
}

bool export_json(struct reader *reader, const struct register_def *def, struct buf *out,
                 int64_t *rows_out, struct err *err)
{
    struct table table;
    init(&table, reader, def);
    json_out_init(&table.json, out);
    json_out_begin_object(&table.json);
    if (table.is_demo) {
        json_out_key(&table.json, STR("demo"));
        json_out_bool(&table.json, true);
        json_out_member(&table.json, STR("mark"), str_of(export_mark));
    }
    json_out_member(&table.json, STR("register"), def->key);
    json_out_member(&table.json, STR("title"), def->title.zh);
    json_out_key(&table.json, STR("matters"));
    json_out_begin_array(&table.json);
    bool ok = export_each(reader, def, visit_json, &table, err);
    json_out_end_array(&table.json);
    json_out_key(&table.json, STR("total"));
    json_out_i64(&table.json, table.matters);
    json_out_end_object(&table.json);
    *rows_out = table.rows;
    arena_done(&table.arena);
    return ok && (!out->is_over || too_large(err));
}
