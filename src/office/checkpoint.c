/*
 * checkpoint.c - the ledger's signed head, and the sweep of what the law does by itself.
 */
#include "ledger/checkpoint.h"

#include "office/internal.h"

bool office_checkpoint(struct office *office, struct arena *arena, struct str *note_out,
                       struct err *err)
{
    struct checkpoint checkpoint = {.origin = office->origin, .size = office->head.seq_next};
    struct buf note;
    tree_root(office->tree, &checkpoint.root);
    buf_init(&note, 4096);
    checkpoint_sign(&checkpoint, office->sign_seed, &note);
    *note_out = arena_copy(arena, buf_str(&note));
    buf_done(&note);
    if (!store_begin(office->db, err))
        return false;
    struct stmt *stmt = store_statement(office->db, Q_CHECKPOINT_PUT);
    stmt_i64(stmt, office->district);
    stmt_i64(stmt, checkpoint.size);
    stmt_text(stmt, *note_out);
    if (!stmt_run(stmt, err)) {
        store_rollback(office->db);
        return false;
    }
    return store_commit(office->db, err);
}

bool office_sweep(struct office *office, int64_t *events_out, struct err *err)
{
    enum { SWEEP_MATTERS = 1000 };
    int64_t matters[SWEEP_MATTERS];
    int64_t before = -1;
    *events_out = 0;
    while (*events_out != before) {
        size_t n = 0;
        bool has_row;
        before = *events_out;
        struct stmt *stmt = store_statement(office->db_read, Q_MATTER_EXPIRING);
        stmt_i64(stmt, office->district);
        stmt_i64(stmt, office_today(office).day);
        stmt_i64(stmt, SWEEP_MATTERS);
        for (;;) {
            if (!stmt_row(stmt, &has_row, err))
                return false;
            if (!has_row)
                break;
            matters[n++] = stmt_get_i64(stmt, 0);
        }
        for (size_t i = 0; i < n; i++)
            if (!prepare_expiries(office, &office->batches[0], matters[i], events_out, err))
                return false;
        if (n > 0 && !office_flush(office, &office->batches[0], err))
            return false;
    }
    return true;
}
