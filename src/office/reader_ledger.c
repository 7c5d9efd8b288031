/*
 * reader_ledger.c - the ledger as it is committed: its size, its tree, its newest entries. What a
 * reader sees never changes under it: a hash of the tree, once stored, stays (ledger/tree.h T1).
 */
#include <string.h>

#include "office/internal.h"
#include "office/reader.h"
#include "office/row.h"

struct reading {
    struct reader *reader;
    struct arena *arena;
};

static bool read_chunk(void *context, int level, int64_t n, struct str *bytes_out, struct err *err)
{
    struct reading *r = context;
    return office_read_chunk(reader_store(r->reader), office_district(reader_office(r->reader)),
                             level, n, bytes_out, r->arena, err);
}

bool reader_size(struct reader *reader, int64_t *size_out, struct err *err)
{
    struct stmt *stmt = store_statement(reader_store(reader), Q_HEAD_READ);
    bool has_row;
    stmt_i64(stmt, office_district(reader_office(reader)));
    if (!stmt_row(stmt, &has_row, err))
        return false;
    *size_out = has_row ? stmt_get_i64(stmt, 2) : 0;
    if (has_row)
        stmt_reset(stmt);
    return true;
}

bool reader_root(struct reader *reader, struct arena *arena, int64_t size, struct hash256 *root_out,
                 struct err *err)
{
    struct reading r = {reader, arena};
    return tree_root_at(size, read_chunk, &r, root_out, err);
}

bool reader_leaf(struct reader *reader, struct arena *arena, int64_t seq, struct hash256 *leaf_out,
                 struct err *err)
{
    struct reading r = {reader, arena};
    struct str bytes;
    size_t at = (size_t)(seq % TREE_CHUNK_HASHES) * sizeof *leaf_out;
    if (!read_chunk(&r, 0, seq / TREE_CHUNK_HASHES, &bytes, err))
        return false;
    if (bytes.len < at + sizeof *leaf_out)
        return err_set(err, ERR_CONFLICT, "the tree has no leaf %lld; run gulou verify",
                       (long long)seq);
    memcpy(leaf_out, bytes.p + at, sizeof *leaf_out);
    return true;
}

bool reader_tile(struct reader *reader, struct arena *arena, int level, int64_t n, int width,
                 struct buf *out, struct err *err)
{
    struct reading r = {reader, arena};
    return tree_tile(level, n, width, read_chunk, &r, out, err);
}

bool reader_checkpoint(struct reader *reader, struct arena *arena, int64_t *size_out,
                       struct str *note_out, struct err *err)
{
    struct stmt *stmt = store_statement(reader_store(reader), Q_CHECKPOINT_LAST);
    bool has_row;
    *size_out = 0;
    *note_out = STR_NONE;
    stmt_i64(stmt, office_district(reader_office(reader)));
    if (!stmt_row(stmt, &has_row, err))
        return false;
    if (has_row) {
        *size_out = stmt_get_i64(stmt, 0);
        *note_out = arena_copy(arena, stmt_get_text(stmt, 1));
        stmt_reset(stmt);
    }
    return true;
}

static bool read_entry(struct reader *reader, struct arena *arena, const struct stmt *stmt,
                       struct reader_entry *out, struct err *err)
{
    struct row row;
    struct event *event;
    row_read(stmt, arena, &row);
    *out = (struct reader_entry){
        .seq = row.entry.seq,
        .matter = row.matter,
        .kind = row.entry.kind,
        .on = row.entry.on,
        .at = row.entry.at,
    };
    if (row.matter == 0)
        return true;
    event = arena_new(arena, struct event);
    out->event = event;
    return row_event(&row, office_version_at(reader_office(reader), row.entry.seq)->registry, arena,
                     event, err);
}

bool reader_entries(struct reader *reader, struct arena *arena, int64_t from, int64_t to,
                    struct reader_entry **entries_out, size_t *n_out, struct err *err)
{
    struct stmt *stmt = store_statement(reader_store(reader), Q_ENTRY_RANGE);
    LIST_OF(struct reader_entry) entries = {0};
    struct reader_entry entry;
    bool has_row;
    stmt_i64(stmt, office_district(reader_office(reader)));
    stmt_i64(stmt, from);
    stmt_i64(stmt, to);
    for (;;) {
        if (!stmt_row(stmt, &has_row, err))
            return false;
        if (!has_row)
            break;
        if (!read_entry(reader, arena, stmt, &entry, err)) {
            stmt_reset(stmt);
            return false;
        }
        list_push(arena, &entries, entry);
    }
    *entries_out = entries.at;
    *n_out = entries.n;
    return true;
}

/* ---- counts ---- */

static bool each_register(struct stmt *stmt, const struct registry *registry,
                          void take(struct reader_count *, const struct stmt *),
                          struct reader_count *counts, struct err *err)
{
    bool has_row;
    for (;;) {
        if (!stmt_row(stmt, &has_row, err))
            return false;
        if (!has_row)
            return true;
        int64_t id = stmt_get_i64(stmt, 0);
        if (id >= 0 && (size_t)id < registry->registers_n)
            take(&counts[id], stmt);
    }
}

static void take_totals(struct reader_count *count, const struct stmt *stmt)
{
    count->total = stmt_get_i64(stmt, 1);
    count->open = stmt_get_i64(stmt, 2);
}

static void take_due(struct reader_count *count, const struct stmt *stmt)
{
    count->overdue = stmt_get_i64(stmt, 1);
    count->soon = stmt_get_i64(stmt, 2) - count->overdue;
}

static void take_numbers(struct reader_count *count, const struct stmt *stmt)
{
    count->numbered = stmt_get_i64(stmt, 1);
}

bool reader_counts(struct reader *reader, int year, struct date today, struct date until,
                   struct reader_count *counts, struct err *err)
{
    const struct registry *registry = office_current(reader_office(reader))->registry;
    int64_t district = office_district(reader_office(reader));
    struct stmt *stmt = store_statement(reader_store(reader), Q_MATTER_COUNTS);
    for (size_t i = 0; i < registry->registers_n; i++)
        counts[i] = (struct reader_count){0};
    stmt_i64(stmt, district);
    if (!each_register(stmt, registry, take_totals, counts, err))
        return false;
    stmt = store_statement(reader_store(reader), Q_MATTER_DUE_COUNTS);
    stmt_i64(stmt, district);
    stmt_i64(stmt, today.day);
    stmt_i64(stmt, until.day);
    if (!each_register(stmt, registry, take_due, counts, err))
        return false;
    stmt = store_statement(reader_store(reader), Q_COUNTER_ALL);
    stmt_i64(stmt, district);
    stmt_i64(stmt, year);
    return each_register(stmt, registry, take_numbers, counts, err);
}
