/*
 * checkpoint.c - the ledger's signed head, and the sweep of what the law does by itself.
 */
#include "ledger/checkpoint.h"

#include "base/limits.h"
#include "ledger/note.h"
#include "office/internal.h"
#include "os/file.h"

/* The newest signed checkpoint also stands in a file beside the database, DB.head. A database that
 * is behind it, or has another root at that size, is an old or foreign copy: nothing is written to
 * it (threat model: an administrator puts an old backup back). */
static struct str head_path(struct office *office)
{
    return office_beside(&office->arena, office->options.db, ".head");
}

static bool read_chunk(void *context, int level, int64_t n, struct str *bytes_out, struct err *err)
{
    struct office *office = context;
    return office_read_chunk(office->db, office->district, level, n, bytes_out, &office->arena,
                             err);
}

static bool refuse(const struct office *office, int64_t size, struct err *err)
{
    err_set(err, ERR_CONFLICT,
            "%" STR_FMT " holds %lld entries, but a checkpoint over %lld of them was signed: it is "
            "an old or another copy, and nothing is written to it",
            STR_ARG(office->options.db), (long long)office->head.seq_next, (long long)size);
    err_hint(err, "Put the newest copy back. If it is lost, remove the .head file and record why.");
    return false;
}

bool checkpoint_known(struct office *office, struct err *err)
{
    struct str path = head_path(office), text;
    struct note note;
    struct checkpoint known;
    struct hash256 root;
    if (!os_file_exists(path))
        return true;
    if (!os_file_read(&office->arena, path, NOTE_BYTES_MAX, &text, err)
        || !note_parse(&office->arena, text, &note, err)
        || !checkpoint_parse(note.body, &known, err))
        return false;
    if (!str_equal(known.origin, office->origin) || known.size > office->head.seq_next)
        return refuse(office, known.size, err);
    if (!tree_root_at(known.size, read_chunk, office, &root, err))
        return false;
    return hash_equal(&root, &known.root) || refuse(office, known.size, err);
}

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
    return store_commit(office->db, err)
           && os_file_write(head_path(office), *note_out, OS_SHARED, err);
}

bool sweep_find(struct office *office, struct date before, int64_t *matters, size_t matters_max,
                size_t *n_out, struct err *err)
{
    bool has_row;
    struct stmt *stmt = store_statement(office->db_read, Q_MATTER_EXPIRING);
    *n_out = 0;
    stmt_i64(stmt, office->district);
    stmt_i64(stmt, before.day);
    stmt_i64(stmt, (int64_t)matters_max);
    for (;;) {
        if (!stmt_row(stmt, &has_row, err))
            return false;
        if (!has_row)
            return true;
        matters[(*n_out)++] = stmt_get_i64(stmt, 0);
    }
}

static bool sweep(struct office *office, int64_t *events_out, struct err *err)
{
    enum { SWEEP_MATTERS = 1000 };
    int64_t matters[SWEEP_MATTERS];
    int64_t before = -1;
    size_t n = 0;
    *events_out = 0;
    while (*events_out != before) {
        before = *events_out;
        if (!sweep_find(office, office_today(office), matters, SWEEP_MATTERS, &n, err))
            return false;
        for (size_t i = 0; i < n; i++)
            if (!prepare_expiries(office, &office->batches[0], matters[i], (struct instant){0},
                                  events_out, err))
                return false;
        if (n > 0 && !office_flush(office, &office->batches[0], err))
            return false;
    }
    return true;
}

bool office_sweep(struct office *office, int64_t *events_out, struct err *err)
{
    bool ok = sweep(office, events_out, err);
    if (!ok)
        office_recover(office, err);
    return ok;
}
