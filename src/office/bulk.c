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
    struct err err;
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

static bool wait_written(struct office_bulk *bulk, struct err *err)
{
    if (!bulk->is_writing)
        return true;
    os_thread_join(&bulk->thread);
    bulk->is_writing = false;
    batch_clear(bulk->writing);
    if (!bulk->is_written)
        *err = bulk->err;
    return bulk->is_written;
}

/* Seals the filled batch and hands it to the writer, once that is free. */
static bool hand_over(struct office *office, struct err *err)
{
    struct office_bulk *bulk = office->bulk;
    struct batch *batch = &office->batches[bulk->filling];
    int64_t start = os_monotonic_ns();
    seal_batch(office, batch);
    office->stats.seal_ns += os_monotonic_ns() - start;
    office->stats.batches++;
    if (!wait_written(bulk, err))
        return false;
    bulk->writing = batch;
    bulk->filling = 1 - bulk->filling;
    if (!os_thread_start(&bulk->thread, "writer", write_thread, bulk, err))
        return false;
    bulk->is_writing = true;
    return true;
}

bool office_bulk_put(struct office *office, const struct command *command, struct answer *answer,
                     struct err *err)
{
    struct office_bulk *bulk = office->bulk;
    bool is_alone = str_equal_c(command->event, "amend");
    if (is_alone && office->batches[bulk->filling].commands > 0 && !hand_over(office, err))
        return false;
    if (is_alone && !wait_written(bulk, err)) /* it reads its matter's entries from disk */
        return false;
    struct batch *batch = &office->batches[bulk->filling];
    int64_t start = os_monotonic_ns();
    bool ok = prepare_command(office, batch, command, answer, err);
    office->stats.decide_ns += os_monotonic_ns() - start;
    if (!ok)
        return false;
    return batch->commands < bulk->batch_commands || hand_over(office, err);
}

bool office_bulk_sweep(struct office *office, struct instant at, struct err *err)
{
    enum { SWEEP_MATTERS = 5000 };
    struct office_bulk *bulk = office->bulk;
    int64_t *matters = arena_array(&office->arena, int64_t, SWEEP_MATTERS);
    int64_t events = 0;
    size_t n = 0;
    /* What is due is looked up on disk. */
    if (office->batches[bulk->filling].commands > 0 && !hand_over(office, err))
        return false;
    if (!wait_written(bulk, err)
        || !sweep_find(office, instant_date(at), matters, SWEEP_MATTERS, &n, err))
        return false;
    for (size_t i = 0; i < n; i++)
        if (!prepare_expiries(office, &office->batches[bulk->filling], matters[i], at, &events,
                              err))
            return false;
    return true;
}

bool office_bulk_finish(struct office *office, struct err *err)
{
    struct office_bulk *bulk = office->bulk;
    bool ok = office->batches[bulk->filling].commands == 0 || hand_over(office, err);
    ok = wait_written(bulk, err) && ok;
    office->bulk = NULL;
    return ok;
}
