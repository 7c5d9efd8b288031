/*
 * commit.c - the committer: commands in, one transaction out, and only then the answers (DESIGN
 * §3).
 */
#include <string.h>

#include "base/assert.h"
#include "office/internal.h"
#include "os/clock.h"

void office_written(struct office *office, const struct batch *batch)
{
    if (batch->entries.n == 0)
        return;
    tree_clean(office->tree);
    office->stored = batch->head;
}

void office_recover(struct office *office, const struct err *err)
{
    office->is_over |= err->kind == ERR_UNCERTAIN;
    memory_forget(&office->memory);
    map_init(&office->counters, &office->arena);
    tree_cut(office->tree, office->stored.seq_next);
    office->head = office->stored;
    for (int i = 0; i < 2; i++)
        batch_clear(&office->batches[i]);
}

void office_rest(struct office *office)
{
    struct err ignored; /* a reader holds it: the next batch tries again */
    if (store_checkpoint_is_due(office->db))
        (void)!store_checkpoint(office->db, &ignored);
    if (store_checkpoint_is_due(office->keys))
        (void)!store_checkpoint(office->keys, &ignored);
}

static bool flush(struct office *office, struct batch *batch, struct err *err)
{
    int64_t start = os_monotonic_ns();
    seal_batch(office, batch);
    seal_tree(office, batch);
    int64_t sealed = os_monotonic_ns();
    bool ok = write_batch(office, batch, err);
    if (ok)
        office_written(office, batch);
    office->stats.seal_ns += sealed - start;
    office->stats.write_ns += os_monotonic_ns() - sealed;
    office->stats.batches++;
    batch_clear(batch);
    if (!ok)
        office_recover(office, err);
    return ok;
}

bool office_flush(struct office *office, struct batch *batch, struct err *err)
{
    bool ok = flush(office, batch, err);
    if (ok)
        office_rest(office);
    return ok;
}

/* ---- commands ---- */

/* What the caller is told of the matter; the matter itself goes with the next command. */
static void describe(const struct office *office, struct arena *arena, struct answer *answer)
{
    const struct matter *after = answer->after;
    answer->after = NULL;
    answer->due = DATE_NONE;
    if (after == NULL)
        return;
    answer->number = arena_copy(arena, matter_number(after, office->is_demo, arena));
    answer->state = after->state == NONE ? STR_NONE : after->def->states[after->state].key;
    answer->due = matter_due(after);
}

/* *first_out: the answers before it are on disk, whatever comes of the rest. */
static bool commit_batch(struct office *office, const struct command *commands, size_t n,
                         struct answer *answers, size_t *first_out, struct err *err)
{
    struct batch *batch = &office->batches[0];
    bool ok = true;
    *first_out = 0;
    for (size_t i = 0; ok && i < n; i++) {
        if (approve_reads_entries(&commands[i]) && batch->entries.n > 0) {
            ok = flush(office, batch, err);
            if (!ok)
                break;
            *first_out = i;
        }
        int64_t start = os_monotonic_ns();
        ok = prepare_command(office, batch, &commands[i], &answers[i], err);
        office_pace(office, os_monotonic_ns() - start);
        describe(office, answers[i].complaints.arena, &answers[i]);
    }
    if (ok)
        ok = flush(office, batch, err);
    if (!ok)
        office_recover(office, err);
    return ok;
}

static void clear_answers(struct arena *arena, struct answer *answers, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        answers[i] = (struct answer){.due = DATE_NONE};
        complaints_init(&answers[i].complaints, arena);
    }
}

static void fail_answers(struct arena *arena, struct answer *answers, size_t n,
                         const struct err *err)
{
    clear_answers(arena, answers, n);
    for (size_t i = 0; i < n; i++) {
        answers[i].status = ANSWER_FAILED;
        complaints_add(&answers[i].complaints, STR("office"), 0, 0, "%s", err->what);
    }
}

/* A failed batch again, command by command, so that one that cannot be written harms no other. */
static bool commit_singly(struct office *office, struct arena *arena,
                          const struct command *commands, size_t n, struct answer *answers,
                          struct err *err)
{
    size_t first, failed = 0;
    for (size_t i = 0; i < n; i++) {
        clear_answers(arena, answers + i, 1);
        if (commit_batch(office, commands + i, 1, answers + i, &first, err))
            continue;
        bool is_over = err->kind == ERR_UNCERTAIN || err->kind == ERR_BUSY;
        fail_answers(arena, answers + i, is_over ? n - i : 1, err);
        if (is_over)
            return false;
        failed++;
    }
    return failed < n;
}

bool office_commit(struct office *office, struct arena *arena, const struct command *commands,
                   size_t n, struct answer *answers, struct err *err)
{
    size_t first;
    office_rest(office); /* for callers that do not */
    clear_answers(arena, answers, n);
    if (commit_batch(office, commands, n, answers, &first, err))
        return true;
    if (n - first > 1 && err->kind != ERR_UNCERTAIN && err->kind != ERR_BUSY)
        return commit_singly(office, arena, commands + first, n - first, answers + first, err);
    fail_answers(arena, answers + first, n - first, err);
    return false;
}

/* ---- what it took ---- */

void office_pace(struct office *office, int64_t decide_ns)
{
    int64_t slot = decide_ns / PACE_SLOT_NS;
    office->pace[slot < PACE_SLOTS ? slot : PACE_SLOTS - 1]++;
    office->stats.decide_ns += decide_ns;
}

static int64_t pace_median(const struct office *office)
{
    uint64_t n = 0, seen = 0;
    int slot = 0;
    for (int i = 0; i < PACE_SLOTS; i++)
        n += office->pace[i];
    while (slot < PACE_SLOTS - 1 && 2 * (seen += office->pace[slot]) < n)
        slot++;
    return n == 0 ? 0 : (slot + 1) * PACE_SLOT_NS;
}

void office_stats(const struct office *office, struct office_stats *stats_out)
{
    struct store *const stores[] = {office->db, office->keys};
    *stats_out = office->stats;
    stats_out->decide_median_ns = pace_median(office);
    for (size_t i = 0; i < 2 && office->bulk == NULL; i++) {
        struct store_counts counts;
        store_counts(stores[i], &counts);
        stats_out->rows_written += counts.rows_written;
        stats_out->wal_bytes += counts.wal_bytes;
        stats_out->db_bytes += counts.db_bytes;
        stats_out->fsyncs += counts.fsyncs;
        stats_out->commits += counts.commits;
    }
}
