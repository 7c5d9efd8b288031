#include "office/memory.h"

#include <string.h>

#include "base/list.h"

static void generation_init(struct memory_generation *generation)
{
    *generation = (struct memory_generation){0};
    arena_init(&generation->arena, 0);
}

void memory_init(struct memory *memory, size_t bytes_max)
{
    memory->bytes_max = bytes_max;
    generation_init(&memory->young);
    generation_init(&memory->old);
}

void memory_done(struct memory *memory)
{
    arena_done(&memory->young.arena);
    arena_done(&memory->old.arena);
}

void memory_forget(struct memory *memory)
{
    memory_done(memory);
    memory_init(memory, memory->bytes_max);
}

static struct str find(const struct memory_generation *generation, int64_t matter)
{
    int64_t at;
    return map_find_number(&generation->at, matter, &at) ? generation->folds[at] : STR_NONE;
}

struct str memory_find(struct memory *memory, int64_t matter)
{
    struct str fold = find(&memory->young, matter);
    if (fold.len > 0)
        return fold;
    return find(&memory->old, matter);
}

/* Folds are stored with room to grow, so that the next event mostly overwrites in place. */
enum { ROOM_BYTES = 64 };

struct slot_header {
    size_t room;
};

void memory_put(struct memory *memory, int64_t matter, struct str fold)
{
    struct memory_generation *young = &memory->young;
    int64_t at;
    young->at.arena = &young->arena;
    if (map_find_number(&young->at, matter, &at)) {
        struct slot_header *header =
            (struct slot_header *)(void *)(young->folds[at].p - sizeof(struct slot_header));
        if (fold.len <= header->room) {
            memmove((char *)(header + 1), fold.p, fold.len);
            young->folds[at].len = fold.len;
            return;
        }
    } else {
        at = (int64_t)young->n;
        young->folds =
            list_grow(&young->arena, young->folds, &young->cap, young->n, sizeof *young->folds);
        young->n++;
        map_put_number(&young->at, matter, at);
    }
    size_t room = fold.len + ROOM_BYTES;
    struct slot_header *header = arena_alloc(&young->arena, sizeof *header + room);
    header->room = room;
    memcpy(header + 1, fold.p, fold.len);
    young->folds[at] = (struct str){(const char *)(header + 1), fold.len};
    if (young->arena.used_bytes < memory->bytes_max)
        return;
    arena_done(&memory->old.arena);
    memory->old = *young;
    generation_init(young);
}
