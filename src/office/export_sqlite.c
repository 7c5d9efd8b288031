/*
 * export_sqlite.c - a copy for analysts: one table a register, and what explains it.
 *
 *   about         what the file is: district, day, number of entries
 *   dictionary    every table and column, in words
 *   choice        the closed lists of the registers' fields
 *   unit, figure  what ids and keys mean
 *   r_REGISTER    a row a matter, as it stands
 *   event         a row an entry with effect
 *   clock         a row a statutory period that began
 *   contribution  what each matter gives to each figure: a figure is the sum of its rows
 *
 * Personal values are not in the office's tables and so not here; restricted registers, matters and
 * figures are left out.
 */
#include "base/assert.h"
#include "figure/contribution.h"
#include "figure/figure.h"
#include "office/export.h"
#include "office/import_source.h"
#include "os/file.h"
#include "store/store.h"

struct copying {
    struct reader *reader;
    const struct office *office;
    const struct registry *registry;
    struct arena arena;
    struct store *db;
    struct stmt *dictionary, *event, *clock, *contribution, *row;
    const struct register_def *def;
};

static const char tables_sql[] =
    "CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL);"
    "CREATE TABLE dictionary (table_name TEXT NOT NULL, column_name TEXT NOT NULL, type TEXT NOT "
    "NULL, zh TEXT NOT NULL, en TEXT NOT NULL, PRIMARY KEY (table_name, column_name));"
    "CREATE TABLE choice (register TEXT NOT NULL, field TEXT NOT NULL, key TEXT NOT NULL, zh TEXT "
    "NOT NULL, en TEXT NOT NULL, PRIMARY KEY (register, field, key));"
    "CREATE TABLE unit (id INTEGER PRIMARY KEY, code TEXT, name TEXT NOT NULL, kind TEXT NOT NULL, "
    "parent INTEGER, first_day TEXT, last_day TEXT);"
    "CREATE TABLE figure (key TEXT PRIMARY KEY, kind TEXT NOT NULL, zh TEXT NOT NULL, en TEXT NOT "
    "NULL, unit TEXT NOT NULL, part TEXT NOT NULL, condition TEXT NOT NULL, formula TEXT NOT "
    "NULL, digits INTEGER NOT NULL);"
    "CREATE TABLE event (seq INTEGER PRIMARY KEY, matter INTEGER NOT NULL, register TEXT NOT NULL, "
    "event TEXT NOT NULL, zh TEXT NOT NULL, legal_day TEXT NOT NULL, moment TEXT NOT NULL, actor "
    "INTEGER NOT NULL, clock TEXT, amends INTEGER, source TEXT);"
    "CREATE TABLE clock (matter INTEGER NOT NULL, register TEXT NOT NULL, clock TEXT NOT NULL, zh "
    "TEXT NOT NULL, status TEXT NOT NULL, counted_from TEXT, due TEXT, stopped TEXT, met INTEGER "
    "NOT NULL, provisional INTEGER NOT NULL, PRIMARY KEY (matter, clock));"
    "CREATE TABLE contribution (figure TEXT NOT NULL, day TEXT NOT NULL, known TEXT NOT NULL, "
    "matter INTEGER NOT NULL, seq INTEGER NOT NULL, unit INTEGER NOT NULL, value INTEGER NOT NULL, "
    "amount INTEGER NOT NULL);"
    "CREATE INDEX event_matter ON event (matter, seq);"
    "CREATE INDEX contribution_figure ON contribution (figure, day);";

static const struct {
    const char *table, *column, *type, *zh, *en;
} fixed_words[] = {
    {"event", "", "", "有效力的环节，一行一个", "events with effect, one a row"},
    {"event", "seq", "INTEGER", "账本中的序号", "place in the ledger"},
    {"event", "matter", "INTEGER", "事项（各登记簿表的 matter）", "the matter"},
    {"event", "event", "TEXT", "环节；amend 为更正", "event; amend is a correction"},
    {"event", "legal_day", "TEXT", "法律日期", "legal date"},
    {"event", "moment", "TEXT", "发生或者登记的时刻", "when it happened or was entered"},
    {"event", "actor", "INTEGER", "经办人编号；1 为法律自动发生", "staff id; 1 is the law itself"},
    {"event", "clock", "TEXT", "届满的期限", "the clock that ran out"},
    {"event", "amends", "INTEGER", "被更正的环节序号", "seq of the replaced event"},
    {"event", "source", "TEXT", "导入来源", "system that it was imported from"},
    {"clock", "", "", "期限，一行一个", "statutory periods, one a row"},
    {"clock", "status", "TEXT", "running 计算中 paused 中止 stopped 停止 cancelled 取消",
     "running, paused, stopped, cancelled"},
    {"clock", "counted_from", "TEXT", "起算日", "counted from"},
    {"clock", "due", "TEXT", "到期日", "due day"},
    {"clock", "stopped", "TEXT", "停止日", "day it was stopped"},
    {"clock", "met", "INTEGER", "按期", "in time"},
    {"clock", "provisional", "INTEGER", "暂定（放假安排未公布）", "working days not yet gazetted"},
    {"contribution", "", "", "指标构成：指标等于所列行之和", "a figure is the sum of its rows"},
    {"contribution", "day", "TEXT", "计入之日", "day it counts on"},
    {"contribution", "known", "TEXT", "知悉之日", "day it became known"},
    {"contribution", "unit", "INTEGER", "当日负责单位", "unit that answered that day"},
    {"contribution", "value", "INTEGER", "去重、最小值指标所取的值", "of distinct and minimum"},
    {"contribution", "amount", "INTEGER", "数额，除以 10 的 digits 次方",
     "amount, to be divided by 10 to the figure's digits"},
    {"figure", "digits", "INTEGER", "数额的小数位", "decimals of the amount"},
    {"unit", "", "", "单位", "units"},
    {"choice", "", "", "选项", "closed lists"},
};

/* ---- binding ---- */

static void text_or_null(struct stmt *stmt, struct str text)
{
    if (text.len > 0)
        stmt_text(stmt, text);
    else
        stmt_null(stmt);
}

static void day_or_null(struct stmt *stmt, struct arena *arena, struct date date)
{
    char text[DATE_TEXT_BYTES];
    text_or_null(stmt, date_is_none(date) ? STR_NONE : arena_copy(arena, date_print(date, text)));
}

static bool prepare(struct copying *c, const char *sql, struct stmt **stmt_out, struct err *err)
{
    return store_prepare(c->db, str_of(sql), stmt_out, err);
}

/* ---- what explains ---- */

static bool put_word(struct copying *c, struct str table, struct str column, struct str type,
                     const struct title *title, struct err *err)
{
    stmt_text(c->dictionary, table);
    stmt_text(c->dictionary, column);
    stmt_text(c->dictionary, type);
    stmt_text(c->dictionary, title->zh);
    stmt_text(c->dictionary, title->en);
    return stmt_run(c->dictionary, err);
}

static bool put_fixed_words(struct copying *c, struct err *err)
{
    bool ok = true;
    for (size_t i = 0; ok && i < sizeof fixed_words / sizeof fixed_words[0]; i++) {
        struct title title = {str_of(fixed_words[i].zh), str_of(fixed_words[i].en)};
        ok = put_word(c, str_of(fixed_words[i].table), str_of(fixed_words[i].column),
                      str_of(fixed_words[i].type), &title, err);
    }
    return ok;
}

static bool put_about(struct copying *c, struct err *err)
{
    char day[DATE_TEXT_BYTES];
    struct stmt *stmt;
    int64_t size = 0;
    if (!reader_size(c->reader, &size, err)
        || !prepare(c, "INSERT INTO about (key, value) VALUES (?1, ?2)", &stmt, err))
        return false;
    const struct {
        const char *key;
        struct str value;
    } lines[] = {
        {"district", arena_print(&c->arena, "%lld", (long long)office_district(c->office))},
        {"name", office_name(c->office)},
        {"mark", office_is_demo(c->office) ? str_of(export_mark) : STR("")},
        {"day", date_print(office_today(c->office), day)},
        {"entries", arena_print(&c->arena, "%lld", (long long)size)},
        {"left_out",
         STR("个人信息；限定的登记簿、事项和指标 (personal values; restricted registers, "
             "matters and figures)")},
    };
    bool ok = true;
    for (size_t i = 0; ok && i < sizeof lines / sizeof lines[0]; i++) {
        stmt_text(stmt, str_of(lines[i].key));
        stmt_text(stmt, lines[i].value);
        ok = stmt_run(stmt, err);
    }
    stmt_finish(stmt);
    return ok;
}

static bool put_units(struct copying *c, struct err *err)
{
    const struct organisation *org = office_current(c->office)->organisation;
    struct stmt *stmt;
    bool ok = prepare(c, "INSERT INTO unit VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", &stmt, err);
    for (size_t i = 0; ok && i < org->units.n; i++) {
        const struct unit *unit = &org->units.at[i];
        stmt_i64(stmt, unit->id);
        text_or_null(stmt, unit->code);
        stmt_text(stmt, unit->name);
        stmt_text(stmt, unit->kind);
        if (unit->parent != 0)
            stmt_i64(stmt, unit->parent);
        else
            stmt_null(stmt);
        day_or_null(stmt, &c->arena, unit->from);
        day_or_null(stmt, &c->arena, unit->to);
        ok = stmt_run(stmt, err);
    }
    stmt_finish(stmt);
    return ok;
}

static bool put_figures(struct copying *c, struct err *err)
{
    struct stmt *stmt;
    bool ok =
        prepare(c, "INSERT INTO figure VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)", &stmt, err);
    for (size_t i = 0; ok && i < c->registry->figures_n; i++) {
        const struct figure_def *figure = c->registry->figures[i];
        if (figure->is_restricted)
            continue;
        stmt_text(stmt, figure->key);
        stmt_text(stmt, str_of(figure_kind_word(figure)));
        stmt_text(stmt, figure->title.zh);
        stmt_text(stmt, figure->title.en);
        stmt_text(stmt, figure->unit);
        stmt_text(stmt, figure->part);
        stmt_text(stmt, figure->where_text);
        stmt_text(stmt, figure->formula_text);
        stmt_i64(stmt, figure->value_digits);
        ok = stmt_run(stmt, err);
    }
    stmt_finish(stmt);
    return ok;
}

static bool put_choices(struct copying *c, const struct register_def *def, struct err *err)
{
    struct stmt *stmt;
    bool ok = prepare(c, "INSERT INTO choice VALUES (?1, ?2, ?3, ?4, ?5)", &stmt, err);
    for (size_t i = 0; ok && i < def->fields_n; i++) {
        const struct field_def *field = &def->fields[i];
        for (size_t k = 0; ok && k < field->choices_n && !field_is_sealed(field); k++) {
            stmt_text(stmt, def->key);
            stmt_text(stmt, field->key);
            stmt_text(stmt, field->choices[k].key);
            stmt_text(stmt, field->choices[k].title.zh);
            stmt_text(stmt, field->choices[k].title.en);
            ok = stmt_run(stmt, err);
        }
    }
    stmt_finish(stmt);
    return ok;
}

/* ---- a register's table ---- */

static const char *sql_type(const struct field_def *field)
{
    switch (field->type) {
    case FIELD_INTEGER:
    case FIELD_BOOLEAN:
    case FIELD_UNIT:
    case FIELD_PLACE:
    case FIELD_PERSON:
    case FIELD_MATTER:
        return "INTEGER";
    case FIELD_DECIMAL:
    case FIELD_MONEY:
        return "NUMERIC";
    default:
        return "TEXT";
    }
}

static const struct {
    const char *name, *type;
    struct title title;
} row_columns[] = {
    {"matter", "INTEGER PRIMARY KEY", {{"事项", 6}, {"matter", 6}}},
    {"number", "TEXT", {{"文号", 6}, {"number", 6}}},
    {"state", "TEXT", {{"状态", 6}, {"state", 5}}},
    {"open", "INTEGER", {{"未办结", 9}, {"still to be worked on", 21}}},
    {"received", "TEXT", {{"收到日", 9}, {"day it began", 12}}},
    {"due", "TEXT", {{"最早到期日", 15}, {"earliest due day", 16}}},
    {"answering_unit", "INTEGER", {{"负责单位", 12}, {"unit that answers", 17}}},
    {"source", "TEXT", {{"来源", 6}, {"source", 6}}},
    {"source_number", "TEXT", {{"来源编号", 12}, {"number there", 12}}},
};
enum { ROW_COLUMNS = sizeof row_columns / sizeof row_columns[0] };

/* A field may bear the name of a column that every register has. */
static struct str column_of(struct arena *arena, const struct field_def *field)
{
    for (size_t i = 0; i < ROW_COLUMNS; i++)
        if (str_equal_c(field->key, row_columns[i].name))
            return arena_print(arena, "f_%" STR_FMT, STR_ARG(field->key));
    return field->key;
}

static bool describe_register(struct copying *c, const struct register_def *def, struct str table,
                              struct err *err)
{
    bool ok = put_word(c, table, STR(""), STR(""), &def->title, err);
    for (size_t i = 0; ok && i < ROW_COLUMNS; i++)
        ok = put_word(c, table, str_of(row_columns[i].name), str_of(row_columns[i].type),
                      &row_columns[i].title, err);
    for (size_t i = 0; ok && i < def->fields_n; i++)
        if (!field_is_sealed(&def->fields[i]))
            ok = put_word(c, table, column_of(&c->arena, &def->fields[i]),
                          str_of(sql_type(&def->fields[i])), &def->fields[i].title, err);
    return ok;
}

/* CREATE TABLE, and the INSERT that fills it. */
static bool make_table(struct copying *c, const struct register_def *def, struct err *err)
{
    struct buf create, insert;
    struct str table = arena_print(&c->arena, "r_%" STR_FMT, STR_ARG(def->key));
    buf_init(&create, 1 << 18);
    buf_init(&insert, 1 << 18);
    buf_print(&create, "CREATE TABLE %" STR_FMT " (", STR_ARG(table));
    buf_print(&insert, "INSERT INTO %" STR_FMT " VALUES (", STR_ARG(table));
    int n = 0;
    for (size_t i = 0; i < ROW_COLUMNS; i++, n++) {
        buf_print(&create, "%s\"%s\" %s", n > 0 ? ", " : "", row_columns[i].name,
                  row_columns[i].type);
        buf_print(&insert, "%s?%d", n > 0 ? ", " : "", n + 1);
    }
    for (size_t i = 0; i < def->fields_n; i++) {
        if (field_is_sealed(&def->fields[i]))
            continue;
        buf_print(&create, ", \"%" STR_FMT "\" %s", STR_ARG(column_of(&c->arena, &def->fields[i])),
                  sql_type(&def->fields[i]));
        buf_print(&insert, ", ?%d", ++n);
    }
    buf_put_c(&create, ")");
    buf_put_c(&insert, ")");
    bool ok = store_execute(c->db, buf_str(&create), err)
              && store_prepare(c->db, buf_str(&insert), &c->row, err)
              && describe_register(c, def, table, err) && put_choices(c, def, err);
    buf_done(&create);
    buf_done(&insert);
    return ok;
}

/* The last text that an event gave. */
static struct str last_text(const struct export_matter *m, int field)
{
    struct str text = STR_NONE;
    for (size_t i = 0; i < m->n; i++) {
        const struct event *event = m->events[i].event;
        for (size_t k = 0; event->form != EVENT_PROPOSED && k < event->texts.n; k++)
            if (event->texts.at[k].field == field)
                text = event->texts.at[k].text;
    }
    return text;
}

static void bind_field(struct copying *c, const struct export_matter *m, int index,
                       struct arena *arena)
{
    const struct field_def *field = &m->matter->def->fields[index];
    const char *type = sql_type(field);
    if (!m->matter->is_set[index])
        stmt_null(c->row);
    else if (!field_is_plain(field))
        text_or_null(c->row, last_text(m, index));
    else if (type[0] == 'I')
        stmt_i64(c->row, m->matter->values[index]);
    else
        stmt_text(c->row, event_value_print(field, m->matter->values[index], arena));
}

static bool put_row(struct copying *c, const struct export_matter *m, struct arena *arena,
                    struct err *err)
{
    const struct matter *matter = m->matter;
    stmt_i64(c->row, matter->id);
    text_or_null(c->row, matter_number(matter, office_is_demo(c->office), arena));
    text_or_null(c->row, matter->state == NONE ? STR_NONE : matter->def->states[matter->state].key);
    stmt_i64(c->row, matter_is_open(matter));
    day_or_null(c->row, arena, matter->opened_on);
    day_or_null(c->row, arena, matter_due(matter));
    if (matter_unit(matter) != 0)
        stmt_i64(c->row, matter_unit(matter));
    else
        stmt_null(c->row);
    stmt_text(c->row, m->source);
    stmt_text(c->row, m->number);
    for (size_t i = 0; i < matter->def->fields_n; i++)
        if (!field_is_sealed(&matter->def->fields[i]))
            bind_field(c, m, (int)i, arena);
    return stmt_run(c->row, err);
}

/* ---- events, clocks ---- */

static bool put_event(struct copying *c, const struct export_matter *m, size_t i,
                      struct arena *arena, struct err *err)
{
    char at[INSTANT_TEXT_BYTES];
    const struct event *event = m->events[i].event;
    const struct event_def *def = &event->def->events[event->event];
    stmt_i64(c->event, m->events[i].seq);
    stmt_i64(c->event, m->matter->id);
    stmt_text(c->event, m->matter->def->key);
    stmt_text(c->event, event->replaces != 0 ? STR("amend") : def->key);
    stmt_text(c->event, def->title.zh);
    day_or_null(c->event, arena, event->on);
    stmt_text(c->event, instant_print(event_moment(event), at));
    stmt_i64(c->event, event->actor);
    text_or_null(c->event, event->clock == NONE ? STR_NONE : event->def->clocks[event->clock].key);
    if (event->replaces != 0)
        stmt_i64(c->event, event->replaces);
    else
        stmt_null(c->event);
    text_or_null(c->event, event->source.name);
    return stmt_run(c->event, err);
}

static bool put_clock(struct copying *c, const struct matter *matter, size_t i, struct arena *arena,
                      struct err *err)
{
    static const char *const names[] = {"never", "running", "paused", "stopped", "cancelled"};
    const struct clock_state *clock = &matter->clocks[i];
    stmt_i64(c->clock, matter->id);
    stmt_text(c->clock, matter->def->key);
    stmt_text(c->clock, matter->def->clocks[i].key);
    stmt_text(c->clock, matter->def->clocks[i].title.zh);
    stmt_text(c->clock, str_of(names[clock->status]));
    day_or_null(c->clock, arena, clock->origin);
    day_or_null(c->clock, arena, clock->due);
    day_or_null(c->clock, arena, clock->status == CLOCK_STOPPED ? clock->stopped_on : DATE_NONE);
    stmt_i64(c->clock, clock->is_met);
    stmt_i64(c->clock, clock->is_provisional);
    return stmt_run(c->clock, err);
}

static bool visit(void *context, const struct export_matter *m, struct arena *arena,
                  struct err *err)
{
    struct copying *c = context;
    bool ok = put_row(c, m, arena, err);
    for (size_t i = 0; ok && i < m->n; i++)
        if (m->events[i].event->form != EVENT_PROPOSED)
            ok = put_event(c, m, i, arena, err);
    for (size_t i = 0; ok && i < m->matter->def->clocks_n; i++)
        if (m->matter->clocks[i].status != CLOCK_NEVER)
            ok = put_clock(c, m->matter, i, arena, err);
    return ok;
}

static bool copy_register(struct copying *c, const struct register_def *def, struct err *err)
{
    if (def->is_restricted)
        return true;
    c->row = NULL;
    bool ok = store_begin(c->db, err) && make_table(c, def, err)
              && export_each(c->reader, def, visit, c, err);
    stmt_finish(c->row);
    return ok && store_commit(c->db, err);
}

/* ---- contributions ---- */

static bool put_contribution(struct copying *c, const struct stmt *row, struct err *err)
{
    char day[DATE_TEXT_BYTES], known[DATE_TEXT_BYTES];
    int64_t figure = stmt_get_i64(row, 0);
    gl_assert(figure >= 0 && (size_t)figure < c->registry->figures_n);
    const struct figure_def *def = c->registry->figures[figure];
    if (def->is_restricted || c->registry->registers[def->registry_at]->is_restricted)
        return true;
    stmt_text(c->contribution, def->key);
    stmt_text(c->contribution, date_print((struct date){(int32_t)stmt_get_i64(row, 1)}, day));
    stmt_text(c->contribution, date_print((struct date){(int32_t)stmt_get_i64(row, 7)}, known));
    for (int i = 2; i <= 6; i++) /* matter, seq, unit, value, amount */
        stmt_i64(c->contribution, stmt_get_i64(row, i));
    return stmt_run(c->contribution, err);
}

static bool copy_contributions(struct copying *c, struct err *err)
{
    struct stmt *stmt = store_statement(reader_store(c->reader), Q_CONTRIBUTION_ALL);
    bool has_row;
    if (!store_begin(c->db, err))
        return false;
    stmt_i64(stmt, office_district(c->office));
    for (;;) {
        if (!stmt_row(stmt, &has_row, err))
            return false;
        if (!has_row)
            return store_commit(c->db, err);
        if (!put_contribution(c, stmt, err)) {
            stmt_reset(stmt);
            return false;
        }
    }
}

/* ---- the whole ---- */

static bool begin(struct copying *c, struct err *err)
{
    return store_begin(c->db, err) && store_execute(c->db, str_of(tables_sql), err)
           && prepare(c, "INSERT INTO dictionary VALUES (?1, ?2, ?3, ?4, ?5)", &c->dictionary, err)
           && prepare(c, "INSERT INTO event VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
                      &c->event, err)
           && prepare(c, "INSERT INTO clock VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                      &c->clock, err)
           && prepare(c, "INSERT INTO contribution VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                      &c->contribution, err)
           && put_fixed_words(c, err) && put_about(c, err) && put_units(c, err)
           && put_figures(c, err) && store_commit(c->db, err);
}

static bool copy(struct copying *c, struct err *err)
{
    bool ok = begin(c, err);
    for (size_t i = 0; ok && i < c->registry->registers_n; i++)
        ok = copy_register(c, c->registry->registers[i], err);
    ok = ok && copy_contributions(c, err) && store_checkpoint(c->db, err);
    stmt_finish(c->dictionary);
    stmt_finish(c->event);
    stmt_finish(c->clock);
    stmt_finish(c->contribution);
    return ok;
}

bool export_sqlite(struct reader *reader, struct str path, struct err *err)
{
    struct copying c = {.reader = reader, .office = reader_office(reader)};
    struct store_options options = {.url = path, .cache_kib = 16384};
    struct err ignored;
    c.registry = office_current(c.office)->registry;
    if (os_file_exists(path))
        return err_set(err, ERR_CONFLICT, "%" STR_FMT " exists already; choose another file",
                       STR_ARG(path));
    arena_init(&c.arena, 0);
    bool ok = store_open(&c.arena, &options, &c.db, err);
    if (ok) {
        ok = copy(&c, err);
        store_close(c.db);
        if (!ok) {
            (void)!os_file_remove(path, &ignored);
            (void)!os_file_remove(arena_print(&c.arena, "%" STR_FMT "-wal", STR_ARG(path)),
                                  &ignored);
            (void)!os_file_remove(arena_print(&c.arena, "%" STR_FMT "-shm", STR_ARG(path)),
                                  &ignored);
        }
    }
    arena_done(&c.arena);
    return ok;
}
