/*
 * arena.h - memory by lifetime: an arena for the process, one for each request or batch, and marks
 * for scratch inside it. arena_alloc never returns NULL: running over the ceiling, or out of
 * memory, is a bug of the border that should have refused earlier, and stops the program.
 */
#ifndef GULOU_BASE_ARENA_H
#define GULOU_BASE_ARENA_H

#include <stdarg.h>

#include "base/str.h"

struct arena_block;

struct arena {
    struct arena_block *block; /* newest */
    size_t used_bytes;         /* in all blocks */
    size_t ceiling_bytes;      /* 0: 4 GiB */
};

struct arena_mark {
    struct arena_block *block;
    size_t block_used;
    size_t used_bytes;
};

void arena_init(struct arena *arena, size_t ceiling_bytes);
void arena_done(struct arena *arena);                 /* frees all; the arena can be used again */
void arena_reset(struct arena *arena);                /* forgets all, keeps one block for reuse */
void *arena_alloc(struct arena *arena, size_t bytes); /* zeroed, aligned to 16 */
struct arena_mark arena_mark(const struct arena *arena);
void arena_release(struct arena *arena, struct arena_mark mark);
struct str arena_copy(struct arena *arena, struct str s);
const char *arena_terminated(struct arena *arena, struct str s); /* for libc and drivers */
__attribute__((format(printf, 2, 3))) struct str arena_print(struct arena *arena,
                                                             const char *format, ...);
__attribute__((format(printf, 2, 0))) struct str arena_vprint(struct arena *arena,
                                                              const char *format, va_list args);

#define arena_new(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define arena_array(arena, type, n) ((type *)arena_alloc((arena), sizeof(type) * (size_t)(n)))

#endif
