/*
 * replay.c - every row of class cache again, from the entries alone (DESIGN H1).
 */
#include <string.h>

#include "base/assert.h"
#include "office/internal.h"
#include "office/lookup.h"
#include "office/row.h"

enum { REPLAY_BATCH_EVENTS = 16000, REPLAY_MEMORY_BYTES = 16 << 20 };

struct replay {
    struct office *office;
    struct store *target;
    struct stmt **projections;
    struct memory memory;
    struct arena scratch;
    struct batch batch;
    size_t batch_events;
    struct multiset *contributions; /* NULL: they are written */
};

static bool find_matter(struct replay *r, const struct office_version *version,
                        const struct event *event, struct matter **matter_out, struct err *err)
{
    struct str fold = memory_find(&r->memory, event->matter);
    if (fold.len == 0) {
        struct stmt *stmt = store_statement(r->target, Q_MATTER_FOLD);
        bool has_row;
        stmt_i64(stmt, r->office->district);
        stmt_i64(stmt, event->matter);
        if (!stmt_row(stmt, &has_row, err))
            return false;
        if (has_row) {
            fold = arena_copy(&r->scratch, stmt_get_blob(stmt, 0));
            stmt_reset(stmt);
        }
    }
    *matter_out = fold.len > 0 ? matter_unpack(&r->scratch, version->registry, event->matter, fold)
                               : matter_new(&r->scratch, event->def, event->matter);
    return true;
}

static bool has_listed_text(const struct event *event)
{
    for (size_t i = 0; i < event->def->fields_n; i++)
        if ((event->has[i / 64] >> (i % 64) & 1) != 0 && event->def->fields[i].is_listed)
            return true;
    return false;
}

static bool replay_event(struct replay *r, const struct office_version *version,
                         const struct row *row, struct event *event, struct err *err)
{
    struct matter *matter;
    if (!find_matter(r, version, event, &matter, err))
        return false;
    if (has_listed_text(event) && !row_texts(row, &r->scratch, event, err))
        return false;
    struct contributions rows = {0};
    if (event->form == EVENT_AMENDMENT) {
        struct amended amended = {matter, &event, 1};
        if (!fetch_amended(r->office, version, &r->scratch, &amended, &matter, &rows, err))
            return false;
    } else {
        const struct matter *before = fold_copy(&r->scratch, matter);
        fold_apply(&r->scratch, matter, event, version->calendar);
        contribution_step(&r->scratch, version->registry, before, matter, event, &rows);
    }
    batch_contribute(&r->batch, version->registry, &rows);
    if (event->number_seq != 0)
        batch_count(&r->batch,
                    (struct batch_counter){event->def->id, event->number_year, event->number_seq});
    batch_source(&r->batch, event);
    batch_put_matter(&r->batch, matter, event);
    int64_t at = 0;
    bool found = map_find_number(&r->batch.matter_at, matter->id, &at);
    gl_assert(found);
    memory_put(&r->memory, matter->id, r->batch.matters.at[at].fold);
    return true;
}

void replay_columns(const struct contribution *c, int64_t columns[CONTRIBUTION_COLUMNS])
{
    const int64_t row[CONTRIBUTION_COLUMNS] = {c->figure, c->day.day, c->matter, c->seq,
                                               c->unit,   c->value,   c->amount, c->known.day};
    memcpy(columns, row, sizeof row);
}

static void sum_contributions(struct replay *r)
{
    int64_t columns[CONTRIBUTION_COLUMNS];
    for (size_t i = 0; i < r->batch.contributions.rows.n; i++) {
        replay_columns(&r->batch.contributions.rows.at[i], columns);
        multiset_add(r->contributions, columns, CONTRIBUTION_COLUMNS);
    }
    r->batch.contributions.rows.n = 0;
}

static bool flush(struct replay *r, struct err *err)
{
    if (r->batch_events == 0)
        return true;
    if (r->contributions != NULL)
        sum_contributions(r);
    bool ok = store_begin(r->target, err);
    if (ok && !write_cache(r->target, r->projections, &r->batch, err)) {
        store_rollback(r->target);
        ok = false;
    }
    ok = ok && store_commit(r->target, err);
    if (ok && store_checkpoint_is_due(r->target)) {
        struct err ignored;
        (void)!store_checkpoint(r->target, &ignored);
    }
    r->batch_events = 0;
    batch_clear(&r->batch);
    return ok;
}

/* At an adoption the matters so far follow the new definitions and calendar. */
static bool replay_adoption(struct replay *r, int64_t seq, struct date on, struct err *err)
{
    const struct office_version *now = office_version_at(r->office, seq);
    if (now == &r->office->versions[0])
        return true;
    if (!flush(r, err))
        return false;
    memory_forget(&r->memory);
    r->batch_events = 1; /* there may be rows to write */
    return adopt_apply(r->office, r->target, now - 1, now, on, &r->batch, err) && flush(r, err);
}

static bool replay_row(struct replay *r, const struct stmt *stmt, struct err *err)
{
    struct row row;
    struct event event;
    arena_reset(&r->scratch);
    row_read(stmt, &r->scratch, &row);
    if (str_equal_c(row.entry.kind, "office.adopted"))
        return replay_adoption(r, row.entry.seq, row.entry.on, err);
    if (str_equal_c(row.entry.kind, "office.opened")) {
        const struct office_version *now = office_version_at(r->office, row.entry.seq);
        r->batch_events++;
        return import_numbers(&r->batch, now->registry, row.entry.codes, err);
    }
    if (str_equal_c(row.entry.kind, "office.looked_up")) {
        r->batch_events++;
        lookup_rows(&r->batch, row.entry.seq, row.entry.codes);
        return true;
    }
    if (str_starts(row.entry.kind, STR("office.")))
        return true;
    const struct office_version *version = office_version_at(r->office, row.entry.seq);
    if (!row_event(&row, version->registry, &r->scratch, &event, err)
        || !replay_event(r, version, &row, &event, err))
        return false;
    return ++r->batch_events < REPLAY_BATCH_EVENTS || flush(r, err);
}

/* The entries are read in pieces, so that no read transaction lasts for the whole ledger. */
static bool replay_entries(struct replay *r, struct err *err)
{
    enum { PIECE = 50000 };
    int64_t size = r->office->head.seq_next;
    for (int64_t seq = 0; seq < size; seq += PIECE) {
        struct stmt *stmt = store_statement(r->office->db_read, Q_ENTRY_RANGE);
        bool has_row = true;
        stmt_i64(stmt, r->office->district);
        stmt_i64(stmt, seq);
        stmt_i64(stmt, seq + PIECE < size ? seq + PIECE : size);
        while (has_row) {
            if (!stmt_row(stmt, &has_row, err))
                return false;
            if (has_row && !replay_row(r, stmt, err)) {
                stmt_reset(stmt);
                return false;
            }
        }
    }
    return flush(r, err);
}

bool replay_into(struct office *office, struct store *target, struct multiset *contributions,
                 struct err *err)
{
    struct replay r = {.office = office, .target = target, .contributions = contributions};
    const struct registry *registry = office_current(office)->registry;
    arena_init(&r.scratch, 0);
    memory_init(&r.memory, REPLAY_MEMORY_BYTES);
    batch_init(&r.batch, office->district);
    struct arena arena;
    arena_init(&arena, 0);
    bool ok = projection_prepare(&arena, target, registry, &r.projections, err)
              && replay_entries(&r, err);
    for (size_t i = 0; r.projections != NULL && i < registry->registers_n; i++)
        stmt_finish(r.projections[i]);
    batch_done(&r.batch);
    memory_done(&r.memory);
    arena_done(&r.scratch);
    arena_done(&arena);
    return ok;
}
