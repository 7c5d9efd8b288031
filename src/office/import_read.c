/*
 * import_read.c - a table's rows as events: in the shape of an export, or by a mapping.
 */
#include "base/assert.h"
#include "matter/event.h"
#include "office/export.h"
#include "office/import_plan.h"
#include "text/json.h"
#include "text/table.h"
#include "text/utf8.h"

enum { IGNORED = -1, UNKNOWN = -2 };

struct reading {
    struct plan *plan;
    size_t file;
    const struct import_file *given;
    const struct register_def *def;
    struct row row; /* the row being read */
    /* export shape: by the file's column, fixed column or EXPORT_COLUMNS_N + field */
    int meaning[LIMIT_TABLE_COLUMNS];
    size_t meaning_n;
    int fixed[EXPORT_COLUMNS_N]; /* the file's column, or NONE */
    /* mapping: by the mapping's column, the file's */
    int *place;
    bool has_told_demo;
    bool is_bad; /* the row */
};

/* ---- cells ---- */

static struct import_cell cell_at(const struct reading *r, int column)
{
    struct import_cell cell = {.file = r->file, .line = r->row.line, .column = column + 1};
    if (column >= 0 && (size_t)column < r->row.cells_n) {
        cell.line = r->row.cells[column].line;
        cell.column = r->row.cells[column].column;
        cell.text = str_trim(r->row.cells[column].text);
    }
    return cell;
}

/* The same, kept beyond the row, in normal form C. */
static struct import_cell kept_cell(const struct reading *r, int column)
{
    struct import_cell cell = cell_at(r, column);
    struct arena *arena = r->plan->arena;
    cell.text = arena_copy(arena, utf8_nfc(arena, cell.text));
    return cell;
}

#define complain_cell(r, cell, ...) \
    ((r)->is_bad = true,            \
     import_plan_complain((r)->plan, (r)->file, (cell)->line, (cell)->column, __VA_ARGS__))

static bool check_number(struct reading *r, const struct import_cell *cell, const char *what)
{
    if (event_source_check(cell->text))
        return true;
    complain_cell(r, cell,
                  "%s: \"%" STR_FMT "\" cannot stand in the ledger; expected 1 to %d printable "
                  "ASCII characters without space",
                  what, STR_ARG(cell->text), EVENT_SOURCE_BYTES);
    return false;
}

static void put_field(struct reading *r, struct plan_event *event, int field,
                      const struct import_cell *cell)
{
    struct plan_field f = {.name = r->def->fields[field].key, .column = cell->column};
    if (cell->text.len == 0)
        return;
    if (!import_value(r->plan, &r->def->fields[field], cell, &f.value)) {
        r->is_bad = true;
        return;
    }
    gl_assert(event->fields_n < r->def->fields_n);
    event->fields[event->fields_n++] = f;
}

static void add_event(struct reading *r, const struct plan_matter *matter,
                      const struct plan_event *event)
{
    struct plan *plan = r->plan;
    struct plan_event copy = *event;
    copy.matter = import_plan_matter(plan, matter);
    copy.status = r->is_bad ? PLAN_BAD : PLAN_NEW;
    struct plan_matter *m = &plan->matters.at[copy.matter];
    if (matter->number_seq != 0 && m->number_seq == 0) {
        m->number_year = matter->number_year;
        m->number_seq = matter->number_seq;
    }
    list_push(plan->arena, &m->events, plan->events.n);
    list_push(plan->arena, &plan->events, copy);
}

/* ---- the shape of an export ---- */

static int meaning_of(struct reading *r, struct str name)
{
    for (int i = 0; i < EXPORT_COLUMNS_N; i++)
        if (str_equal_c(name, export_columns[i]))
            return i;
    for (size_t i = 0; i < r->def->fields_n; i++)
        if (str_equal(name, export_field_column(r->plan->arena, &r->def->fields[i])))
            return EXPORT_COLUMNS_N + (int)i;
    return UNKNOWN;
}

static bool read_own_head(struct reading *r)
{
    static const enum export_column needed[] = {EXPORT_SOURCE, EXPORT_SOURCE_NUMBER, EXPORT_EVENT,
                                                EXPORT_ON};
    size_t before = r->plan->result->complaints.list.n;
    for (int i = 0; i < EXPORT_COLUMNS_N; i++)
        r->fixed[i] = NONE;
    r->meaning_n = r->row.cells_n;
    for (size_t i = 0; i < r->row.cells_n; i++) {
        struct import_cell cell = cell_at(r, (int)i);
        r->meaning[i] = cell.text.len == 0 ? IGNORED : meaning_of(r, cell.text);
        if (r->meaning[i] == UNKNOWN)
            complain_cell(r, &cell,
                          "there is no column \"%" STR_FMT "\"; expected a column of gulou export "
                          "%" STR_FMT ", or say with --mapping what it means",
                          STR_ARG(cell.text), STR_ARG(r->def->key));
        for (size_t k = 0; k < i && r->meaning[i] >= 0; k++)
            if (r->meaning[k] == r->meaning[i])
                complain_cell(r, &cell, "the column \"%" STR_FMT "\" stands here twice",
                              STR_ARG(cell.text));
        if (r->meaning[i] >= 0 && r->meaning[i] < EXPORT_COLUMNS_N)
            r->fixed[r->meaning[i]] = (int)i;
    }
    for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++)
        if (r->fixed[needed[i]] == NONE)
            import_plan_complain(r->plan, r->file, r->row.line, 1, "the column \"%s\" is missing",
                                 export_columns[needed[i]]);
    return r->plan->result->complaints.list.n == before;
}

static struct import_cell fixed_cell(const struct reading *r, enum export_column column)
{
    return kept_cell(r, r->fixed[column]);
}

static void read_days(struct reading *r, struct plan_event *event)
{
    struct import_cell on = fixed_cell(r, EXPORT_ON), at = fixed_cell(r, EXPORT_AT),
                       corrected = fixed_cell(r, EXPORT_CORRECTED_ON);
    struct instant ignored;
    struct date ignored_day;
    event->on_column = on.column;
    event->corrected_on = DATE_NONE;
    if (!import_value_moment(on.text, &event->on, &ignored))
        complain_cell(r, &on, "on: \"%" STR_FMT "\" is not an existing day; expected 2022-03-01",
                      STR_ARG(on.text));
    if (at.text.len > 0
        && (!import_value_moment(at.text, &ignored_day, &event->at) || event->at.ms == 0))
        complain_cell(r, &at,
                      "at: \"%" STR_FMT "\" is no moment; expected 2022-03-01T09:30:00+08:00",
                      STR_ARG(at.text));
    if (corrected.text.len > 0
        && !import_value_moment(corrected.text, &event->corrected_on, &ignored))
        complain_cell(r, &corrected, "corrected_on: \"%" STR_FMT "\" is not an existing day",
                      STR_ARG(corrected.text));
}

static void read_actor(struct reading *r, struct plan_event *event)
{
    struct import_cell actor = fixed_cell(r, EXPORT_ACTOR);
    event->clock = fixed_cell(r, EXPORT_CLOCK).text;
    bool is_law = str_equal_c(actor.text, "law");
    if (is_law)
        event->actor = ACTOR_LAW;
    else if (actor.text.len > 0
             && (!str_to_i64(actor.text, &event->actor) || event->actor <= ACTOR_OFFICE))
        complain_cell(r, &actor, "actor: \"%" STR_FMT "\" is neither a person's id nor \"law\"",
                      STR_ARG(actor.text));
    else if (actor.text.len > 0
             && organisation_person(office_current(r->plan->office)->organisation, event->actor)
                    == NULL)
        complain_cell(r, &actor,
                      "actor: no member of staff has the number %" STR_FMT
                      "; without the column, who imports is entered",
                      STR_ARG(actor.text));
    if (is_law != (event->clock.len > 0))
        complain_cell(r, &actor,
                      "what the law does names the clock that ran out, and nothing else "
                      "does");
}

static void read_withheld(struct reading *r, struct plan_event *event)
{
    struct str rest = fixed_cell(r, EXPORT_SEALED).text, name;
    event->withheld = arena_array(r->plan->arena, struct str, LIMIT_EVENT_FIELDS);
    while (rest.len > 0 && event->withheld_n < LIMIT_EVENT_FIELDS && str_next(&rest, ' ', &name))
        if (name.len > 0)
            event->withheld[event->withheld_n++] = name;
}

static void read_gulou_number(struct reading *r, struct plan_matter *matter)
{
    struct import_cell cell = fixed_cell(r, EXPORT_NUMBER);
    struct str year, seq;
    if (cell.text.len == 0)
        return;
    if (!str_cut(cell.text, '/', &year, &seq) || !str_to_i64(year, &matter->number_year)
        || !str_to_i64(seq, &matter->number_seq) || !date_exists((int)matter->number_year, 1, 1)
        || matter->number_seq < 1)
        complain_cell(r, &cell, "number: \"%" STR_FMT "\" is no number; expected 2022/12",
                      STR_ARG(cell.text));
}

static void check_demo(struct reading *r)
{
    struct import_cell mark = fixed_cell(r, EXPORT_DEMO);
    if (mark.text.len == 0 || r->has_told_demo || office_is_demo(r->plan->office))
        return;
    r->has_told_demo = true;
    complain_cell(r, &mark, "these are invented data; they never enter an office that is no demo");
}

static void check_event(struct reading *r, const struct plan_event *event)
{
    struct import_cell cell = fixed_cell(r, EXPORT_EVENT);
    bool is_amend = str_equal_c(event->event, "amend");
    if (!is_amend && register_event(r->def, event->event) == NONE)
        complain_cell(r, &cell, "%" STR_FMT " has no event \"%" STR_FMT "\"", STR_ARG(r->def->key),
                      STR_ARG(event->event));
    if (is_amend != (event->amends.len > 0))
        complain_cell(r, &cell,
                      "a correction (amend) names in \"amends\" the step that it "
                      "replaces, and nothing else does");
}

static void read_own_row(struct reading *r)
{
    struct arena *arena = r->plan->arena;
    struct import_cell source = fixed_cell(r, EXPORT_SOURCE),
                       number = fixed_cell(r, EXPORT_SOURCE_NUMBER),
                       name = fixed_cell(r, EXPORT_EVENT), step = fixed_cell(r, EXPORT_STEP);
    struct plan_event event = {.file = r->file, .line = name.line, .column = name.column};
    struct plan_matter matter = {
        .def = r->def, .file = r->file, .line = r->row.line, .is_own = true};
    r->is_bad = false;
    check_demo(r);
    bool is_named = check_number(r, &source, "source");
    is_named = check_number(r, &number, "source_number") && is_named; /* both complain */
    if (step.text.len > 0)
        (void)check_number(r, &step, "step");
    matter.source = source.text;
    matter.number = number.text;
    event.event = name.text;
    event.step = step.text;
    event.amends = fixed_cell(r, EXPORT_AMENDS).text;
    event.reason = fixed_cell(r, EXPORT_REASON).text;
    check_event(r, &event);
    read_days(r, &event);
    read_actor(r, &event);
    read_withheld(r, &event);
    read_gulou_number(r, &matter);
    event.fields = arena_array(arena, struct plan_field, r->def->fields_n + 1);
    for (size_t i = 0; i < r->meaning_n; i++) {
        if (r->meaning[i] < EXPORT_COLUMNS_N)
            continue;
        struct import_cell cell = kept_cell(r, (int)i);
        put_field(r, &event, r->meaning[i] - EXPORT_COLUMNS_N, &cell);
    }
    for (size_t i = r->meaning_n; i < r->row.cells_n; i++) {
        struct import_cell cell = cell_at(r, (int)i);
        if (cell.text.len > 0)
            complain_cell(r, &cell, "the row has more cells than the head has columns");
    }
    if (is_named)
        add_event(r, &matter, &event);
}

/* ---- mappings ---- */

static bool read_mapped_head(struct reading *r)
{
    const struct import_mapping *mapping = r->plan->options->mapping;
    size_t before = r->plan->result->complaints.list.n;
    r->place = arena_array(r->plan->arena, int, mapping->columns_n);
    for (size_t i = 0; i < mapping->columns_n; i++)
        r->place[i] = NONE;
    for (size_t i = 0; i < r->row.cells_n; i++) {
        struct import_cell cell = cell_at(r, (int)i);
        size_t k = 0;
        while (k < mapping->columns_n && !str_equal(mapping->columns[k], cell.text))
            k++;
        if (cell.text.len == 0)
            continue;
        if (k == mapping->columns_n)
            complain_cell(r, &cell,
                          "the mapping does not know the column \"%" STR_FMT
                          "\"; give it to a field, or to ignore",
                          STR_ARG(cell.text));
        else if (r->place[k] != NONE)
            complain_cell(r, &cell, "the column \"%" STR_FMT "\" stands here twice",
                          STR_ARG(cell.text));
        else
            r->place[k] = (int)i;
    }
    for (size_t k = 0; k < mapping->columns_n; k++)
        if (r->place[k] == NONE && !mapping->is_ignored[k])
            import_plan_complain(r->plan, r->file, r->row.line, 1,
                                 "the column \"%" STR_FMT "\", which the mapping takes, is missing",
                                 STR_ARG(mapping->columns[k]));
    return r->plan->result->complaints.list.n == before;
}

static struct import_cell mapped_cell(const struct reading *r, int column)
{
    return kept_cell(r, r->place[column]);
}

static void put_party(struct reading *r, struct plan_event *event, const struct mapping_field *f)
{
    struct buf buf;
    struct json_out json;
    struct import_cell first = {.file = r->file, .line = r->row.line};
    bool is_given = false;
    buf_init(&buf, LIMIT_FIELD_BYTES * 2);
    json_out_init(&json, &buf);
    json_out_begin_object(&json);
    for (size_t i = 0; i < f->party_n; i++) {
        struct import_cell cell = mapped_cell(r, f->party_columns[i]);
        if (i == 0)
            first = cell;
        if (cell.text.len == 0)
            continue;
        is_given = true;
        json_out_member(&json, f->party[i].from, cell.text);
    }
    json_out_end_object(&json);
    first.text = is_given ? arena_copy(r->plan->arena, buf_str(&buf)) : STR_NONE;
    buf_done(&buf);
    put_field(r, event, f->field, &first);
}

/* The word of the file as the mapping's list translates it; false with a complaint. */
static bool translate(struct reading *r, const struct mapping_field *f, struct import_cell *cell)
{
    if (f->values == NULL || cell->text.len == 0)
        return true;
    for (size_t i = 0; i < f->values->n; i++) {
        if (str_equal(f->values->pairs[i].from, cell->text)) {
            cell->text = f->values->pairs[i].to;
            return true;
        }
    }
    complain_cell(r, cell,
                  "%" STR_FMT ": the mapping has no value for \"%" STR_FMT "\"; add it to values",
                  STR_ARG(r->def->fields[f->field].title.zh), STR_ARG(cell->text));
    return false;
}

static void put_mapped(struct reading *r, struct plan_event *event, const struct mapping_field *f)
{
    struct import_cell cell = {
        .file = r->file, .line = event->line, .column = event->column, .text = f->constant};
    if (f->kind == MAPPING_PARTY) {
        put_party(r, event, f);
        return;
    }
    if (f->kind == MAPPING_COLUMN)
        cell = mapped_cell(r, f->column);
    if (!translate(r, f, &cell))
        return;
    if (f->link.len > 0 && cell.text.len > 0)
        cell.text =
            arena_print(r->plan->arena, "%" STR_FMT " %" STR_FMT " %" STR_FMT, STR_ARG(f->link),
                        STR_ARG(r->plan->options->mapping->source), STR_ARG(cell.text));
    put_field(r, event, f->field, &cell);
}

static bool is_meant(const struct reading *r, const struct mapping_event *e)
{
    if (e->only == NONE)
        return true;
    struct import_cell cell = cell_at(r, r->place[e->only]);
    for (size_t i = 0; i < e->in_n; i++)
        if (str_equal(e->in[i], cell.text))
            return true;
    return false;
}

static void read_mapped_event(struct reading *r, const struct mapping_event *e,
                              const struct plan_matter *matter)
{
    struct arena *arena = r->plan->arena;
    struct import_cell when = mapped_cell(r, e->when);
    struct plan_event event = {.file = r->file,
                               .line = when.line,
                               .column = when.column,
                               .on_column = when.column,
                               .corrected_on = DATE_NONE,
                               .event = r->def->events[e->event].key,
                               .actor = e->actor};
    char text[INSTANT_TEXT_BYTES], day[DATE_TEXT_BYTES];
    r->is_bad = false;
    if (!import_value_moment(when.text, &event.on, &event.at))
        complain_cell(r, &when,
                      "\"%" STR_FMT "\" is not an existing day; expected 2022-03-01, 2022/3/1 or "
                      "2022年3月1日, with or without a time",
                      STR_ARG(when.text));
    event.step = e->step;
    if (e->repeats && !r->is_bad)
        event.step = arena_print(
            arena, "%" STR_FMT ".%" STR_FMT, STR_ARG(e->step),
            STR_ARG(event.at.ms != 0 ? instant_print(event.at, text) : date_print(event.on, day)));
    event.fields = arena_array(arena, struct plan_field, r->def->fields_n + 1);
    for (size_t i = 0; i < e->fields_n; i++)
        put_mapped(r, &event, &e->fields[i]);
    add_event(r, matter, &event);
}

static void read_mapped_row(struct reading *r)
{
    const struct import_mapping *mapping = r->plan->options->mapping;
    struct import_cell number = mapped_cell(r, mapping->number);
    struct plan_matter matter = {.def = r->def,
                                 .source = mapping->source,
                                 .number = number.text,
                                 .file = r->file,
                                 .line = r->row.line};
    size_t events = 0;
    if (!check_number(r, &number, "number"))
        return;
    for (size_t i = 0; i < mapping->events_n; i++) {
        const struct mapping_event *e = &mapping->events[i];
        if (cell_at(r, r->place[e->when]).text.len == 0 || !is_meant(r, e))
            continue;
        read_mapped_event(r, e, &matter);
        events++;
    }
    if (events == 0)
        import_plan_complain(r->plan, r->file, r->row.line, 1,
                             "the mapping finds no event in this row");
}

/* ---- files ---- */

static void tell_kind(const struct plan *plan, const struct reading *r, const struct table *table)
{
    if (table->xlsx == NULL && table->csv.encoding != ENCODING_UTF8)
        complaints_add(&plan->result->notes, r->given->name, 0, 0, "read as %s", table_kind(table));
}

/* The next row; false at the end, with *is_broken_out set when it cannot be read further. */
static bool next_row(struct reading *r, struct table *table, bool *is_broken_out)
{
    const struct complaints *complaints = &r->plan->result->complaints;
    size_t before = complaints->list.n;
    if (table_next(table, &r->row))
        return true;
    *is_broken_out = complaints->list.n > before;
    return false;
}

bool import_read(struct plan *plan, size_t file)
{
    const struct import_mapping *mapping = plan->options->mapping;
    struct reading *r = arena_new(plan->arena, struct reading);
    struct complaints *complaints = &plan->result->complaints;
    struct table table;
    r->plan = plan;
    r->file = file;
    r->given = &plan->options->files[file];
    r->def = r->given->def;
    if (!table_open(&table, plan->arena, r->given->name, r->given->bytes, r->given->sheet,
                    complaints))
        return false;
    tell_kind(plan, r, &table);
    bool is_broken = false, has_head = next_row(r, &table, &is_broken);
    if (!has_head && !is_broken)
        complaints_add(complaints, r->given->name, 1, 1,
                       "the table is empty; expected a head with the columns' names");
    bool is_good = has_head && (mapping != NULL ? read_mapped_head(r) : read_own_head(r));
    while (is_good && next_row(r, &table, &is_broken)) {
        plan->result->rows++;
        if (mapping != NULL)
            read_mapped_row(r);
        else
            read_own_row(r);
    }
    table_close(&table);
    return is_good && !is_broken;
}
