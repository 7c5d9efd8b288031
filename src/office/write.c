/*
 * write.c - a batch to disk: keys first, in their own database, then everything else in one
 * transaction (DESIGN H5, §7).
 */
#include <stdlib.h>
#include <string.h>

#include "base/assert.h"
#include "office/internal.h"

static void bind_date(struct stmt *stmt, struct date date)
{
    if (date_is_none(date))
        stmt_null(stmt);
    else
        stmt_i64(stmt, date.day);
}

static bool write_keys(struct office *office, const struct batch *batch, struct err *err)
{
    if (batch->keys.n == 0)
        return true;
    if (!store_begin(office->keys, err))
        return false;
    for (size_t i = 0; i < batch->keys.n; i++) {
        struct stmt *stmt = store_statement(office->keys, Q_KEY_PUT);
        stmt_i64(stmt, batch->district);
        stmt_i64(stmt, batch->keys.at[i].person);
        stmt_blob(stmt, batch->keys.at[i].key, sizeof batch->keys.at[i].key);
        if (!stmt_run(stmt, err)) {
            store_rollback(office->keys);
            return false;
        }
    }
    return store_commit(office->keys, err);
}

static bool write_entry(struct store *db, int64_t district, const struct batch_entry *row,
                        struct err *err)
{
    const struct entry *entry = &row->entry;
    unsigned char commits[65];
    size_t n = 1;
    commits[0] = (unsigned char)((entry->has_payload ? 1 : 0) | (entry->has_sealed ? 2 : 0));
    if (entry->has_payload) {
        memcpy(commits + n, entry->payload.b, 32);
        n += 32;
    }
    if (entry->has_sealed) {
        memcpy(commits + n, entry->sealed.b, 32);
        n += 32;
    }
    struct stmt *stmt = store_statement(db, Q_ENTRY_INSERT);
    stmt_i64(stmt, district);
    stmt_i64(stmt, entry->seq);
    stmt_i64(stmt, row->matter);
    stmt_text(stmt, entry->kind);
    stmt_i64(stmt, entry->on.day);
    stmt_i64(stmt, entry->at.ms);
    stmt_i64(stmt, entry->actor);
    stmt_text(stmt, entry->codes);
    stmt_blob(stmt, entry->nonce, sizeof entry->nonce);
    stmt_blob(stmt, commits, n == 1 ? 0 : n);
    if (row->payload.len > 0)
        stmt_text(stmt, row->payload);
    else
        stmt_null(stmt);
    return stmt_run(stmt, err);
}

static bool write_truth(struct store *db, const struct batch *batch, struct err *err)
{
    int64_t district = batch->district;
    bool ok = true;
    for (size_t i = 0; ok && i < batch->entries.n; i++)
        ok = write_entry(db, district, &batch->entries.at[i], err);
    for (size_t i = 0; ok && i < batch->boxes.n; i++) {
        const struct batch_box *box = &batch->boxes.at[i];
        struct stmt *stmt = store_statement(db, Q_SEALED_INSERT);
        stmt_i64(stmt, district);
        stmt_i64(stmt, box->seq);
        stmt_i64(stmt, box->person);
        stmt_blob(stmt, box->box.p, box->box.len);
        ok = stmt_run(stmt, err);
    }
    for (size_t i = 0; ok && i < batch->persons.n; i++) {
        const struct batch_person *p = &batch->persons.at[i];
        struct stmt *stmt = store_statement(db, Q_PERSON_HASH_PUT);
        stmt_i64(stmt, district);
        stmt_i64(stmt, p->register_id);
        stmt_blob(stmt, p->hash, sizeof p->hash);
        stmt_i64(stmt, p->matter);
        stmt_i64(stmt, p->person);
        stmt_i64(stmt, p->is_key);
        ok = stmt_run(stmt, err);
    }
    for (size_t i = 0; ok && i < batch->tiles.n; i++) {
        const struct batch_tile *tile = &batch->tiles.at[i];
        struct stmt *stmt = store_statement(db, Q_TREE_PUT);
        stmt_i64(stmt, district);
        stmt_i64(stmt, tile->level);
        stmt_i64(stmt, tile->n);
        stmt_blob(stmt, tile->bytes.p, tile->bytes.len);
        ok = stmt_run(stmt, err);
    }
    for (size_t i = 0; ok && i < batch->texts.n; i++) {
        const struct batch_text *text = &batch->texts.at[i];
        struct stmt *stmt =
            store_statement(db, text->is_snapshot ? Q_SNAPSHOT_INSERT : Q_ADOPTED_INSERT);
        stmt_i64(stmt, district);
        stmt_i64(stmt, text->seq);
        stmt_text(stmt, text->name);
        stmt_text(stmt, text->bytes);
        ok = stmt_run(stmt, err);
    }
    return ok;
}

static bool write_requests(struct store *db, const struct batch *batch, struct err *err)
{
    bool ok = true;
    for (size_t i = 0; ok && i < batch->requests.n; i++) {
        const struct batch_request *r = &batch->requests.at[i];
        struct stmt *stmt = store_statement(db, Q_REQUEST_KEY_PUT);
        stmt_i64(stmt, batch->district);
        stmt_i64(stmt, r->actor);
        stmt_text(stmt, r->request_key);
        stmt_blob(stmt, r->hash.b, sizeof r->hash.b);
        stmt_i64(stmt, r->seq);
        stmt_i64(stmt, r->matter);
        stmt_i64(stmt, r->is_proposed);
        stmt_i64(stmt, r->at.ms);
        ok = stmt_run(stmt, err);
    }
    return ok;
}

bool write_head(struct office *office, const struct batch *batch, struct err *err)
{
    struct stmt *stmt = store_statement(office->db, Q_HEAD_UPDATE);
    stmt_i64(stmt, batch->district);
    stmt_i64(stmt, batch->head.seq_next);
    stmt_i64(stmt, batch->head.matter_next);
    stmt_i64(stmt, batch->head.person_next);
    stmt_i64(stmt, batch->head.at.ms);
    stmt_i64(stmt, date_is_none(office->demo_today) ? 0 : office->demo_today.day);
    return stmt_run(stmt, err);
}

static int compare_matters(const void *a, const void *b)
{
    const struct batch_matter *x = a, *y = b;
    return (x->matter > y->matter) - (x->matter < y->matter);
}

static bool write_matter(struct store *db, int64_t district, const struct batch_matter *row,
                         struct err *err)
{
    struct stmt *stmt = store_statement(db, Q_MATTER_PUT);
    stmt_i64(stmt, district);
    stmt_i64(stmt, row->matter);
    stmt_i64(stmt, row->def->id);
    stmt_i64(stmt, row->state);
    stmt_i64(stmt, row->is_open);
    stmt_i64(stmt, row->unit);
    stmt_i64(stmt, row->number_year);
    stmt_i64(stmt, row->number_seq);
    stmt_i64(stmt, row->opened_on.day);
    bind_date(stmt, row->due);
    bind_date(stmt, row->expiry);
    stmt_blob(stmt, row->fold.p, row->fold.len);
    return stmt_run(stmt, err);
}

/* In key order, so that neighbouring rows fall on the same pages. */
static bool write_matters(struct store *db, struct stmt **projections, const struct batch *batch,
                          struct err *err)
{
    bool ok = true;
    if (batch->matters.n > 1)
        qsort(batch->matters.at, batch->matters.n, sizeof *batch->matters.at, compare_matters);
    for (size_t i = 0; ok && i < batch->matters.n; i++) {
        const struct batch_matter *row = &batch->matters.at[i];
        ok = write_matter(db, batch->district, row, err);
        if (ok && row->is_typed)
            ok = projection_put(projections[row->def->id], batch->district, row, err);
    }
    return ok;
}

static bool write_contributions(struct store *db, const struct batch *batch, struct err *err)
{
    size_t n = batch->contributions.rows.n;
    if (n > 1)
        qsort(batch->contributions.rows.at, n, sizeof *batch->contributions.rows.at,
              contribution_compare);
    bool ok = true;
    for (size_t i = 0; ok && i < n; i++) {
        const struct contribution *c = &batch->contributions.rows.at[i];
        struct stmt *stmt = store_statement(db, Q_CONTRIBUTION_INSERT);
        stmt_i64(stmt, batch->district);
        stmt_i64(stmt, c->figure);
        stmt_i64(stmt, c->day.day);
        stmt_i64(stmt, c->matter);
        stmt_i64(stmt, c->seq);
        stmt_i64(stmt, c->unit);
        stmt_i64(stmt, c->value);
        stmt_i64(stmt, c->amount);
        stmt_i64(stmt, c->known.day);
        ok = stmt_run(stmt, err);
    }
    return ok;
}

static int compare_tallies(const void *a, const void *b)
{
    const struct batch_tally *x = a, *y = b;
    return (x->key > y->key) - (x->key < y->key);
}

static bool write_tallies(struct store *db, const struct batch *batch, struct err *err)
{
    size_t n = batch->tallies.n;
    if (n > 1)
        qsort(batch->tallies.at, n, sizeof *batch->tallies.at, compare_tallies);
    bool ok = true;
    for (size_t i = 0; ok && i < n; i++) {
        const struct batch_tally *t = &batch->tallies.at[i];
        int64_t grain, period, unit, figure;
        tally_key_split(t->key, &grain, &period, &unit, &figure);
        struct stmt *stmt = store_statement(db, Q_TALLY_ADD);
        stmt_i64(stmt, batch->district);
        stmt_i64(stmt, grain);
        stmt_i64(stmt, period);
        stmt_i64(stmt, unit);
        stmt_i64(stmt, figure);
        stmt_i64(stmt, t->amount);
        stmt_i64(stmt, t->late);
        stmt_i64(stmt, t->late_n);
        ok = stmt_run(stmt, err);
    }
    return ok;
}

static bool write_counters(struct store *db, const struct batch *batch, struct err *err)
{
    bool ok = true;
    for (size_t i = 0; ok && i < batch->counters.n; i++) {
        const struct batch_counter *c = &batch->counters.at[i];
        struct stmt *stmt = store_statement(db, Q_COUNTER_PUT);
        stmt_i64(stmt, batch->district);
        stmt_i64(stmt, c->register_id);
        stmt_i64(stmt, c->year);
        stmt_i64(stmt, c->seq);
        ok = stmt_run(stmt, err);
    }
    for (size_t i = 0; ok && i < batch->sources.n; i++) {
        const struct batch_origin *s = &batch->sources.at[i];
        struct stmt *stmt = store_statement(db, Q_SOURCE_PUT);
        stmt_i64(stmt, batch->district);
        stmt_i64(stmt, s->register_id);
        stmt_text(stmt, s->source);
        stmt_text(stmt, s->number);
        stmt_i64(stmt, s->matter);
        ok = stmt_run(stmt, err);
    }
    for (size_t i = 0; ok && i < batch->lookups.n; i++) {
        struct stmt *stmt = store_statement(db, Q_LOOKUP_PUT);
        stmt_i64(stmt, batch->district);
        stmt_i64(stmt, batch->lookups.at[i].matter);
        stmt_i64(stmt, batch->lookups.at[i].seq);
        ok = stmt_run(stmt, err);
    }
    return ok;
}

bool write_cache(struct store *db, struct stmt **projections, const struct batch *batch,
                 struct err *err)
{
    return write_matters(db, projections, batch, err) && write_contributions(db, batch, err)
           && write_tallies(db, batch, err) && write_counters(db, batch, err);
}

bool write_batch(struct office *office, const struct batch *batch, struct err *err)
{
    if (batch->entries.n == 0)
        return true;
    if (!write_keys(office, batch, err) || !store_begin(office->db, err))
        return false;
    bool ok = write_truth(office->db, batch, err)
              && write_cache(office->db, office->projections, batch, err)
              && write_requests(office->db, batch, err) && write_head(office, batch, err)
              && (!batch->breaks_caches || caches_mark(office->db, false, err))
              && (batch->erasure == 0 || erase_mark(office, batch->erasure, err));
    if (!ok) {
        store_rollback(office->db);
        return false;
    }
    return store_commit(office->db, err);
}

bool write_cache_only(struct office *office, const struct batch *batch, struct err *err)
{
    if (!store_begin(office->db, err))
        return false;
    if (!write_cache(office->db, office->projections, batch, err)
        || !caches_mark(office->db, true, err)) {
        store_rollback(office->db);
        return false;
    }
    return store_commit(office->db, err);
}
