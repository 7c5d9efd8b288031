#include "base/arena.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/assert.h"

enum { BLOCK_BYTES = 64 * 1024, ALIGNMENT = 16 };

struct arena_block {
    struct arena_block *before;
    size_t size;
    size_t used;
    size_t padding; /* keeps data[] aligned to 16 */
    char data[];
};

void arena_init(struct arena *arena, size_t ceiling_bytes)
{
    *arena = (struct arena){.ceiling_bytes = ceiling_bytes};
    if (ceiling_bytes == 0)
        arena->ceiling_bytes = (size_t)4 << 30;
}

static void free_blocks(struct arena_block *block, const struct arena_block *until)
{
    while (block != until) {
        struct arena_block *before = block->before;
        free(block);
        block = before;
    }
}

void arena_done(struct arena *arena)
{
    free_blocks(arena->block, NULL);
    arena->block = NULL;
    arena->used_bytes = 0;
}

void arena_reset(struct arena *arena)
{
    struct arena_block *keep = arena->block;
    if (keep == NULL)
        return;
    free_blocks(keep->before, NULL);
    keep->before = NULL;
    keep->used = 0;
    arena->used_bytes = 0;
}

static void add_block(struct arena *arena, size_t bytes)
{
    size_t size = bytes > BLOCK_BYTES ? bytes : BLOCK_BYTES;
    struct arena_block *block = malloc(sizeof *block + size);
    gl_assert(block != NULL);
    block->before = arena->block;
    block->size = size;
    block->used = 0;
    arena->block = block;
}

void *arena_alloc(struct arena *arena, size_t bytes)
{
    gl_assert(bytes <= arena->ceiling_bytes);
    size_t rounded = (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    gl_assert(arena->used_bytes + rounded <= arena->ceiling_bytes);
    if (arena->block == NULL || arena->block->size - arena->block->used < rounded)
        add_block(arena, rounded);
    void *memory = arena->block->data + arena->block->used;
    arena->block->used += rounded;
    arena->used_bytes += rounded;
    memset(memory, 0, rounded);
    return memory;
}

struct arena_mark arena_mark(const struct arena *arena)
{
    return (struct arena_mark){
        .block = arena->block,
        .block_used = arena->block == NULL ? 0 : arena->block->used,
        .used_bytes = arena->used_bytes,
    };
}

void arena_release(struct arena *arena, struct arena_mark mark)
{
    free_blocks(arena->block, mark.block);
    arena->block = mark.block;
    if (mark.block != NULL)
        mark.block->used = mark.block_used;
    arena->used_bytes = mark.used_bytes;
}

struct str arena_copy(struct arena *arena, struct str s)
{
    if (s.len == 0)
        return STR_NONE;
    char *memory = arena_alloc(arena, s.len);
    memcpy(memory, s.p, s.len);
    return (struct str){memory, s.len};
}

const char *arena_terminated(struct arena *arena, struct str s)
{
    char *memory = arena_alloc(arena, s.len + 1);
    if (s.len > 0)
        memcpy(memory, s.p, s.len);
    return memory;
}

struct str arena_vprint(struct arena *arena, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    gl_assert(len >= 0);
    char *memory = arena_alloc(arena, (size_t)len + 1);
    vsnprintf(memory, (size_t)len + 1, format, again);
    va_end(again);
    return (struct str){memory, (size_t)len};
}

struct str arena_print(struct arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    struct str text = arena_vprint(arena, format, args);
    va_end(args);
    return text;
}
