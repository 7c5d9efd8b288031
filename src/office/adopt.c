/*
 * adopt.c - new definitions, calendars or units: an event of the office, and what follows from it
 * for the matters that are there (DESIGN H2).
 *
 * Past events stay folded under what was in force at their place. From the adoption on, clocks that
 * run are reckoned with the new calendar, and figures count with the new definition: the
 * differences are appended at the adoption's place, for whole registers whose file changed. The
 * same function runs at the same place of a rebuild.
 */
#include "base/assert.h"
#include "office/adopt_shadow.h"
#include "office/internal.h"
#include "os/clock.h"

enum { ADOPT_PIECE = 2000 };

struct adopting {
    struct office *office;
    struct store *db; /* whose matters are brought up to date */
    const struct office_version *old, *now;
    int64_t seq;
    struct date on;
    struct batch *batch;
    struct arena scratch;
    bool is_calendar_new;
    bool *is_register_new; /* by id */
    int64_t moved;
};

/* What a register's figures say now of a matter that was counted by the old definitions. */
static bool recount(struct adopting *a, const struct matter *matter, struct contributions *rows,
                    struct err *err)
{
    struct fold_step *steps;
    struct contributions old = {0}, now = {0};
    const struct register_def *def_old = a->old->registry->registers[matter->def->id];
    size_t n = matter->seqs.n;
    if (!fetch_events(a->office, a->office->db_read, &a->scratch, matter->seqs.at, n, &steps, err))
        return false;
    contribution_all(&a->scratch, a->old->registry, def_old, matter->id, steps, n, &old);
    contribution_all(&a->scratch, a->now->registry, matter->def, matter->id, steps, n, &now);
    contribution_difference(&a->scratch, &old, &now, a->on, matter->id, a->seq, rows);
    return true;
}

/* An event of nothing: it only stamps the differences that the new calendar makes. */
static struct event stamp(const struct adopting *a, const struct matter *matter)
{
    return (struct event){
        .form = EVENT_PROPOSED,
        .def = matter->def,
        .event = NONE,
        .clock = NONE,
        .seq = a->seq,
        .matter = matter->id,
        .on = a->on,
        .actor = ACTOR_OFFICE,
    };
}

static bool adopt_matter(struct adopting *a, struct matter *matter, struct err *err)
{
    struct contributions rows = {0};
    if (a->is_register_new[matter->def->id] && !recount(a, matter, &rows, err))
        return false;
    struct matter *before = fold_copy(&a->scratch, matter);
    bool is_moved = a->is_calendar_new && clock_recalendar(matter, a->now->calendar);
    if (is_moved) {
        struct event event = stamp(a, matter);
        contribution_step(&a->scratch, a->now->registry, before, matter, &event, &rows);
        batch_put_matter(a->batch, matter, NULL);
        a->moved++;
    }
    batch_contribute(a->batch, a->now->registry, &rows);
    return true;
}

/* A piece of the matters from `first` on; *last_out is 0 after the end. */
static bool adopt_piece(struct adopting *a, int64_t first, int64_t *last_out, struct err *err)
{
    struct {
        int64_t id;
        struct str fold;
    } *piece = arena_alloc(&a->scratch, sizeof *piece * ADOPT_PIECE);
    size_t n = 0;
    bool has_row;
    struct stmt *stmt = store_statement(a->db, Q_MATTER_FROM);
    stmt_i64(stmt, a->office->district);
    stmt_i64(stmt, first);
    stmt_i64(stmt, ADOPT_PIECE);
    for (;;) {
        if (!stmt_row(stmt, &has_row, err))
            return false;
        if (!has_row)
            break;
        piece[n].id = stmt_get_i64(stmt, 0);
        piece[n].fold = arena_copy(&a->scratch, stmt_get_blob(stmt, 1));
        n++;
    }
    *last_out = n == 0 ? 0 : piece[n - 1].id;
    for (size_t i = 0; i < n; i++) {
        struct arena_mark mark = arena_mark(&a->scratch);
        struct matter *matter =
            matter_unpack(&a->scratch, a->now->registry, piece[i].id, piece[i].fold);
        bool concerns = a->is_register_new[matter->def->id] || a->is_calendar_new;
        if (concerns && !adopt_matter(a, matter, err))
            return false;
        arena_release(&a->scratch, mark);
    }
    return true;
}

static bool is_file_same(const struct office *office, int64_t seq_old, int64_t seq_now,
                         struct str name, struct arena *arena, bool *same_out, struct err *err)
{
    struct str bytes[2] = {STR_NONE, STR_NONE};
    int64_t seqs[2] = {seq_old, seq_now};
    for (int i = 0; i < 2; i++) {
        struct stmt *stmt = store_statement(office->db, Q_ADOPTED_TEXT);
        bool has_row;
        stmt_i64(stmt, office->district);
        stmt_i64(stmt, seqs[i]);
        stmt_text(stmt, name);
        if (!stmt_row(stmt, &has_row, err))
            return false;
        if (has_row) {
            bytes[i] = arena_copy(arena, stmt_get_text(stmt, 0));
            stmt_reset(stmt);
        }
    }
    *same_out = str_equal(bytes[0], bytes[1]);
    return true;
}

/* Which registers' files, and whether any calendar, differ between the two adoptions. */
static bool find_changes(struct adopting *a, struct err *err)
{
    struct arena *arena = &a->office->arena;
    const struct registry *registry = a->now->registry;
    bool is_office_same;
    if (!is_file_same(a->office, a->old->seq, a->now->seq, STR("registers/office.yaml"), arena,
                      &is_office_same, err))
        return false;
    bool is_office_new = !is_office_same; /* its settings, and whole registers */
    a->is_register_new = arena_array(arena, bool, registry->registers_n + 1);
    for (size_t i = 0; i < registry->registers_n; i++) {
        bool same;
        struct str name =
            arena_print(arena, "registers/%" STR_FMT ".yaml", STR_ARG(registry->registers[i]->key));
        if (!is_file_same(a->office, a->old->seq, a->now->seq, name, arena, &same, err))
            return false;
        bool depends =
            registry->registers[i]->settings_n > 0
            || str_equal_c(registry->registers[i]->file, "registers/office.yaml")
            || (i < a->old->registry->registers_n
                && str_equal_c(a->old->registry->registers[i]->file, "registers/office.yaml"));
        a->is_register_new[i] = !same || (is_office_new && depends);
    }
    for (int year = 2000; year < 2100; year++) {
        bool same;
        struct str name = arena_print(arena, "calendars/%d.csv", year);
        if (!is_file_same(a->office, a->old->seq, a->now->seq, name, arena, &same, err))
            return false;
        a->is_calendar_new |= !same;
    }
    return true;
}

bool adopt_apply(struct office *office, struct store *db, const struct office_version *old,
                 const struct office_version *now, struct date on, struct batch *batch,
                 struct err *err)
{
    struct adopting a = {.office = office,
                         .db = db,
                         .old = old,
                         .now = now,
                         .seq = now->seq,
                         .on = on,
                         .batch = batch};
    int64_t last = 0;
    arena_init(&a.scratch, 0);
    bool ok = find_changes(&a, err);
    do {
        int64_t first = last + 1;
        arena_reset(&a.scratch);
        ok = ok && adopt_piece(&a, first, &last, err);
    } while (ok && last != 0);
    arena_done(&a.scratch);
    return ok;
}

/* ---- the office's event ---- */

/* The texts as they will be read back, so that the changes can be found. */
static bool write_adoption(struct office *office, int64_t actor, const struct registry_file *files,
                           size_t files_n, struct err *err)
{
    struct batch *batch = &office->batches[0];
    struct command none = {0};
    struct instant at = prepare_moment(office, &none);
    prepare_adoption(office, batch, actor, at, office_today(office), files, files_n);
    batch->breaks_caches = true;
    return office_flush(office, batch, err);
}

static bool renew_projections(struct office *office, struct err *err)
{
    for (size_t i = 0; i < office->projections_n; i++)
        stmt_finish(office->projections[i]);
    office->projections_n = 0;
    if (!projection_create(office->db, office_current(office)->registry, err)
        || !projection_prepare(&office->arena, office->db, office_current(office)->registry,
                               &office->projections, err))
        return false;
    office->projections_n = office_current(office)->registry->registers_n;
    return true;
}

bool office_adopt(struct office *office, int64_t actor, const struct registry_file *files,
                  size_t files_n, struct complaints *complaints, struct err *err)
{
    struct adopt_shadow shadow;
    if (office->versions_n == VERSIONS_MAX)
        return err_set(err, ERR_LIMIT, "more than %d adoptions", VERSIONS_MAX);
    if (!office_adopt_shadow(office, &office->arena, files, files_n, &shadow, complaints, err))
        return false;
    struct office_version now = *shadow.now;
    struct date on = office_today(office);
    if (!write_adoption(office, actor, files, files_n, err))
        return false;
    office->versions[office->versions_n++] = now;
    memory_forget(&office->memory);
    struct batch *batch = &office->batches[0];
    bool ok = renew_projections(office, err)
              && adopt_apply(office, office->db, &office->versions[office->versions_n - 2],
                             &office->versions[office->versions_n - 1], on, batch, err)
              && write_cache_only(office, batch, err);
    batch_clear(batch);
    office->is_over |= !ok;
    return ok;
}
