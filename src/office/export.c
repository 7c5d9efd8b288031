#include "office/export.h"

#include <stdlib.h>

#include "base/assert.h"
#include "figure/contribution.h"
#include "office/import_source.h"
#include "store/store.h"

const char *const export_columns[EXPORT_COLUMNS_N] = {
    "demo", "source", "source_number", "matter", "number",       "step",   "event", "on",
    "at",   "actor",  "clock",         "amends", "corrected_on", "reason", "sealed"};
const char export_mark[] = "演示数据 · 虚构";

struct str export_field_column(struct arena *arena, const struct field_def *field)
{
    for (int i = 0; i < EXPORT_COLUMNS_N; i++)
        if (str_equal_c(field->key, export_columns[i]))
            return arena_print(arena, "f_%" STR_FMT, STR_ARG(field->key));
    return field->key;
}

bool export_check(const struct register_def *def, struct err *err)
{
    if (!def->is_restricted)
        return true;
    return err_set(err, ERR_DENIED,
                   "%" STR_FMT " is restricted: one value a district and year, no export",
                   STR_ARG(def->title.zh));
}

/* ---- the matters of a register ---- */

struct ids {
    LIST_OF(int64_t) list;
};

static bool read_ids(struct reader *reader, struct arena *arena, const struct register_def *def,
                     struct ids *ids, struct err *err)
{
    struct stmt *stmt = store_statement(reader_store(reader), Q_MATTER_OF_REGISTER);
    bool has_row;
    stmt_i64(stmt, office_district(reader_office(reader)));
    stmt_i64(stmt, def->id);
    for (;;) {
        if (!stmt_row(stmt, &has_row, err))
            return false;
        if (!has_row)
            return true;
        list_push(arena, &ids->list, stmt_get_i64(stmt, 0));
    }
}

static bool visit_matter(struct reader *reader, struct arena *arena, int64_t id,
                         export_visit *visit, void *context, struct err *err)
{
    const struct office *office = reader_office(reader);
    struct matter *matter;
    struct reader_event *events;
    size_t n;
    if (!reader_matter(reader, arena, id, &matter, err))
        return false;
    if (matter == NULL || contribution_is_restricted(office_current(office)->registry, matter))
        return true;
    if (!reader_events(reader, arena, matter, &events, &n, err))
        return false;
    struct export_matter given = {
        .matter = matter,
        .events = events,
        .steps = import_source_steps(arena, events, n),
        .n = n,
    };
    import_source_of(office, arena, events, n, id, &given.source, &given.number);
    return visit(context, &given, arena, err);
}

bool export_each(struct reader *reader, const struct register_def *def, export_visit *visit,
                 void *context, struct err *err)
{
    struct arena arena, scratch;
    struct ids ids = {0};
    if (!export_check(def, err))
        return false;
    arena_init(&arena, 0);
    arena_init(&scratch, 0);
    bool ok = read_ids(reader, &arena, def, &ids, err);
    for (size_t i = ids.list.n; ok && i-- > 0;) { /* the statement gives the newest first */
        arena_reset(&scratch);
        ok = visit_matter(reader, &scratch, ids.list.at[i], visit, context, err);
    }
    arena_done(&arena);
    arena_done(&scratch);
    return ok;
}

/* ---- values ---- */

static bool print_link(struct reader *reader, struct arena *arena, int64_t id, struct str *text_out,
                       struct err *err)
{
    struct matter *matter;
    struct reader_event *events;
    struct str source, number;
    size_t n;
    if (!reader_matter(reader, arena, id, &matter, err))
        return false;
    if (matter == NULL) {
        *text_out = arena_print(arena, "%lld", (long long)id);
        return true;
    }
    if (!reader_events(reader, arena, matter, &events, &n, err))
        return false;
    import_source_of(reader_office(reader), arena, events, n, id, &source, &number);
    *text_out = arena_print(arena, "%" STR_FMT " %" STR_FMT " %" STR_FMT, STR_ARG(matter->def->key),
                            STR_ARG(source), STR_ARG(number));
    return true;
}

bool export_value(struct reader *reader, struct arena *arena, const struct field_def *field,
                  int64_t value, struct str *text_out, struct err *err)
{
    int64_t ignored;
    if (field->type == FIELD_MATTER)
        return print_link(reader, arena, value, text_out, err);
    *text_out = event_value_print(field, value, arena);
    if (field->type != FIELD_UNIT && field->type != FIELD_PLACE)
        return true;
    const struct unit *unit =
        organisation_unit(office_current(reader_office(reader))->organisation, value);
    /* A code of digits only would be taken for an id. */
    if (unit != NULL && unit->code.len > 0 && !str_to_i64(unit->code, &ignored))
        *text_out = unit->code;
    return true;
}

/* ---- numbers ---- */

bool export_numbers(struct reader *reader, struct buf *out, struct err *err)
{
    const struct registry *registry = office_current(reader_office(reader))->registry;
    bool has_row;
    buf_put_c(out, "\xEF\xBB\xBFregister,year,next\r\n");
    for (int year = 2000; year < 2200; year++) {
        struct stmt *stmt = store_statement(reader_store(reader), Q_COUNTER_ALL);
        stmt_i64(stmt, office_district(reader_office(reader)));
        stmt_i64(stmt, year);
        for (;;) {
            if (!stmt_row(stmt, &has_row, err))
                return false;
            if (!has_row)
                break;
            int64_t id = stmt_get_i64(stmt, 0);
            gl_assert(id >= 0 && (size_t)id < registry->registers_n);
            if (!registry->registers[id]->is_restricted)
                buf_print(out, "%" STR_FMT ",%d,%lld\r\n", STR_ARG(registry->registers[id]->key),
                          year, (long long)stmt_get_i64(stmt, 1) + 1);
        }
    }
    return true;
}
