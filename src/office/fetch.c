/*
 * fetch.c - matters and their events, read back.
 */
#include <string.h>

#include "office/internal.h"
#include "office/row.h"

bool fetch_events(struct office *office, struct store *db, struct arena *arena, const int64_t *seqs,
                  size_t seqs_n, struct fold_step **steps_out, struct err *err)
{
    struct fold_step *steps = arena_array(arena, struct fold_step, seqs_n + 1);
    for (size_t i = 0; i < seqs_n; i++) {
        struct stmt *stmt = store_statement(db, Q_ENTRY_READ);
        struct row row;
        bool has_row;
        stmt_i64(stmt, office->district);
        stmt_i64(stmt, seqs[i]);
        if (!stmt_row(stmt, &has_row, err))
            return false;
        if (!has_row)
            return err_set(err, ERR_CONFLICT, "the ledger has no entry %lld; run gulou verify",
                           (long long)seqs[i]);
        row_read(stmt, arena, &row);
        stmt_reset(stmt);
        const struct office_version *version = office_version_at(office, row.entry.seq);
        struct event *event = arena_new(arena, struct event);
        if (!row_event(&row, version->registry, arena, event, err))
            return false;
        steps[i] = (struct fold_step){event, version->calendar};
    }
    *steps_out = steps;
    return true;
}

bool fetch_matter(struct office *office, struct arena *arena, int64_t id,
                  struct matter **matter_out, struct err *err)
{
    const struct registry *registry = office_current(office)->registry;
    struct str fold = memory_find(&office->memory, id);
    *matter_out = NULL;
    if (fold.len > 0) {
        *matter_out = matter_unpack(arena, registry, id, fold);
        return true;
    }
    if (id >= office->head.matter_next)
        return true;
    struct stmt *stmt = store_statement(office->db_read, Q_MATTER_FOLD);
    bool has_row;
    stmt_i64(stmt, office->district);
    stmt_i64(stmt, id);
    if (!stmt_row(stmt, &has_row, err))
        return false;
    if (has_row)
        *matter_out = matter_unpack(arena, registry, id, stmt_get_blob(stmt, 0));
    stmt_reset(stmt);
    return true;
}

bool fetch_amended(struct office *office, const struct office_version *version, struct arena *arena,
                   const struct amended *amended, struct matter **matter_out,
                   struct contributions *rows, struct err *err)
{
    const struct matter *before = amended->before;
    const struct event *amendment = amended->events[amended->events_n - 1];
    size_t n = before->seqs.n;
    struct fold_step *steps;
    if (!fetch_events(office, office->db_read, arena, before->seqs.at, n, &steps, err))
        return false;
    struct fold_step *all = arena_array(arena, struct fold_step, n + amended->events_n);
    memcpy(all, steps, n * sizeof *all);
    for (size_t i = 0; i < amended->events_n; i++)
        all[n++] = (struct fold_step){amended->events[i], version->calendar};
    struct contributions old = {0}, now = {0};
    contribution_all(arena, version->registry, before->def, before->id, all, n - 1, &old);
    contribution_all(arena, version->registry, before->def, before->id, all, n, &now);
    *matter_out = fold_all(arena, before->def, before->id, all, n, NULL, NULL);
    contribution_difference(arena, &old, &now, (*matter_out)->known_on, before->id, amendment->seq,
                            rows);
    return true;
}
