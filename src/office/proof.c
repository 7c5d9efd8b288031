#include "office/proof.h"

#include "ledger/receipt.h"
#include "office/internal.h"
#include "office/row.h"

struct proving {
    struct office *office;
    struct arena *arena;
};

static bool read_chunk(void *context, int level, int64_t n, struct str *bytes_out, struct err *err)
{
    struct proving *p = context;
    return office_read_chunk(p->office->db, p->office->district, level, n, bytes_out, p->arena,
                             err);
}

/* The entry's bytes, encoded anew from its columns. */
static bool entry_bytes(struct office *office, struct arena *arena, int64_t seq,
                        struct str *bytes_out, struct err *err)
{
    struct stmt *stmt = store_statement(office->db, Q_ENTRY_READ);
    struct row row;
    struct buf bytes;
    bool has_row;
    stmt_i64(stmt, office->district);
    stmt_i64(stmt, seq);
    if (!stmt_row(stmt, &has_row, err))
        return false;
    if (!has_row)
        return err_set(err, ERR_MISSING, "the ledger has no entry %lld", (long long)seq);
    row_read(stmt, arena, &row);
    stmt_reset(stmt);
    row_case(&office->case_key, row.matter, row.entry.case_id);
    buf_init(&bytes, LIMIT_ENTRY_BYTES);
    entry_encode(&row.entry, &bytes);
    *bytes_out = arena_copy(arena, buf_str(&bytes));
    buf_done(&bytes);
    return true;
}

bool proof_receipt(struct office *office, struct arena *arena, int64_t seq, struct str *receipt_out,
                   struct err *err)
{
    struct proving proving = {office, arena};
    struct receipt_source source = {.read = read_chunk, .context = &proving};
    struct buf out;
    if (!entry_bytes(office, arena, seq, &source.entry, err)
        || !office_checkpoint(office, arena, &source.note, err))
        return false;
    buf_init(&out, RECEIPT_BYTES_MAX);
    bool ok = receipt_make(arena, &source, &out, err);
    *receipt_out = arena_copy(arena, buf_str(&out));
    buf_done(&out);
    return ok;
}

void proof_key(const struct office *office, struct buf *out)
{
    struct note_key key;
    unsigned char public_key[SIGN_PUBLIC_BYTES];
    sign_public(office->sign_seed, public_key);
    note_key_init(&key, office->origin, NOTE_LOG, public_key);
    note_key_print(&key, out);
}
