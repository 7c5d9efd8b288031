/*
 * indexer.c - the thread that keeps the index of words near the ledger.
 */
#include "office/search.h"
#include "os/clock.h"
#include "web/internal.h"

/* A step takes some tens of milliseconds; while commands wait it lets them go first. */
enum { STEP_ENTRIES = 1000 };
#define PAUSE_NS INT64_C(1000000000)
#define RETRY_NS INT64_C(10000000000)
#define GIVE_WAY_NS INT64_C(50000000)

/* False when the server stops. */
static bool pause_for(struct web *web, int64_t ns)
{
    int64_t deadline_ns = os_monotonic_ns() + ns;
    bool is_in_time = true;
    os_mutex_lock(&web->mutex);
    while (!web->is_stopping && is_in_time)
        is_in_time = os_condition_wait_until(&web->stopping, &web->mutex, deadline_ns);
    bool goes_on = !web->is_stopping;
    os_mutex_unlock(&web->mutex);
    return goes_on;
}

static int64_t pause_after(struct web *web, bool is_whole)
{
    if (is_whole)
        return PAUSE_NS;
    return os_counter_get(&web->waiting) > 0 ? GIVE_WAY_NS : 0;
}

/* Until the server stops, or the index fails. */
static void keep_index(struct web *web, struct search_index *index)
{
    struct err ignored;
    bool is_whole = true, ok = true;
    while (ok && pause_for(web, pause_after(web, is_whole))) {
        struct reader *reader = web_take_reader(web);
        ok = search_index_update(index, reader, STEP_ENTRIES, &is_whole, &ignored);
        web_give_reader(web, reader);
    }
}

/* Nothing but search needs the index, and search tells how far it is behind: whatever fails
 * (another process writes it, the disk is full) is tried again. */
void web_indexer(void *context)
{
    struct web *web = context;
    struct search_index *index;
    struct err ignored;
    do {
        struct arena arena;
        arena_init(&arena, 0);
        if (search_index_open(web->office, &arena, &index, &ignored)) {
            keep_index(web, index);
            search_index_close(index);
        }
        arena_done(&arena);
    } while (pause_for(web, RETRY_NS));
}
