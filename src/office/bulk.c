/*
 * bulk.c - bulk work: one batch is written by a thread of its own while the next is prepared.
 */
#include "base/assert.h"
#include "office/internal.h"
#include "os/clock.h"

struct office_bulk {
    size_t batch_commands;
    int filling; /* index of the batch that commands go into */
    bool is_writing;
    struct os_thread thread;
    struct batch *writing;
    struct office *office;
    bool is_written; /* the outcome of the last write */
    bool has_failed; /* nothing more is taken */
    struct err err;  /* why */
};

static void write_thread(void *context)
{
    struct office_bulk *bulk = context;
    int64_t start = os_monotonic_ns();
    struct err ignored;
    bulk->is_written = write_batch(bulk->office, bulk->writing, &bulk->err);
    if (bulk->is_written && store_checkpoint_is_due(bulk->office->db))
        (void)!store_checkpoint(bulk->office->db, &ignored);
    if (bulk->is_written && store_checkpoint_is_due(bulk->office->keys))
        (void)!store_checkpoint(bulk->office->keys, &ignored);
    bulk->office->stats.write_ns += os_monotonic_ns() - start;
}

bool office_bulk_begin(struct office *office, size_t batch, struct err *err)
{
    (void)err;
    gl_assert(office->bulk == NULL);
    gl_assert(batch > 0 && batch <= LIMIT_BULK_COMMANDS);
    office->bulk = arena_new(&office->arena, struct office_bulk);
    *office->bulk =
        (struct office_bulk){.batch_commands = batch, .office = office, .is_written = true};
    return true;
}

const struct batch *bulk_writing(const struct office *office)
{
    return office->bulk != NULL && office->bulk->is_writing ? office->bulk->writing : NULL;
}

static bool wait_written(struct office_bulk *bulk)
{
    if (!bulk->is_writing)
        return !bulk->has_failed;
    os_thread_join(&bulk->thread);
    bulk->is_writing = false;
    bulk->has_failed |= !bulk->is_written;
    if (bulk->is_written)
        office_written(bulk->office, bulk->writing);
    batch_clear(bulk->writing);
    return !bulk->has_failed;
}

/* Seals the filled batch and hands it to the writer, once that is free. */
static bool hand_over(struct office_bulk *bulk)
{
    struct office *office = bulk->office;
    struct batch *batch = &office->batches[bulk->filling];
    int64_t start = os_monotonic_ns();
    seal_batch(office, batch);
    office->stats.seal_ns += os_monotonic_ns() - start;
    office->stats.batches++;
    if (!wait_written(bulk))
        return false;
    seal_tree(office, batch);
    bulk->writing = batch;
    bulk->filling = 1 - bulk->filling;
    bulk->is_writing = os_thread_start(&bulk->thread, "writer", write_thread, bulk, &bulk->err);
    bulk->has_failed |= !bulk->is_writing;
    return bulk->is_writing;
}

/* An amendment reads its matter's entries from disk: everything before it is written first. */
static bool write_all(struct office_bulk *bulk)
{
    bool ok = bulk->office->batches[bulk->filling].commands == 0 || hand_over(bulk);
    return wait_written(bulk) && ok;
}

bool office_bulk_put(struct office *office, const struct command *command, struct answer *answer,
                     struct err *err)
{
    struct office_bulk *bulk = office->bulk;
    bool ok = !bulk->has_failed && (!approve_reads_entries(command) || write_all(bulk));
    if (ok) {
        struct batch *batch = &office->batches[bulk->filling];
        int64_t start = os_monotonic_ns();
        bulk->has_failed = !prepare_command(office, batch, command, answer, &bulk->err);
        office_pace(office, os_monotonic_ns() - start);
        ok = !bulk->has_failed && (batch->commands < bulk->batch_commands || hand_over(bulk));
    }
    if (!ok)
        *err = bulk->err;
    return ok;
}

static bool sweep(struct office_bulk *bulk, struct instant at)
{
    enum { SWEEP_MATTERS = 5000 };
    struct office *office = bulk->office;
    int64_t *matters = arena_array(&office->arena, int64_t, SWEEP_MATTERS);
    int64_t events = 0;
    size_t n = 0;
    /* What is due is looked up on disk. */
    bool ok = write_all(bulk)
              && sweep_find(office, instant_date(at), matters, SWEEP_MATTERS, &n, &bulk->err);
    for (size_t i = 0; ok && i < n; i++)
        ok = prepare_expiries(office, &office->batches[bulk->filling], matters[i], at, &events,
                              &bulk->err);
    return ok;
}

bool office_bulk_sweep(struct office *office, struct instant at, struct err *err)
{
    struct office_bulk *bulk = office->bulk;
    bulk->has_failed = bulk->has_failed || !sweep(bulk, at);
    if (bulk->has_failed)
        *err = bulk->err;
    return !bulk->has_failed;
}

bool office_bulk_finish(struct office *office, struct err *err)
{
    struct office_bulk *bulk = office->bulk;
    bool ok = !bulk->has_failed && write_all(bulk);
    (void)wait_written(bulk);
    if (!ok) {
        office_recover(office, &bulk->err);
        *err = bulk->err;
    }
    office->bulk = NULL;
    return ok;
}
