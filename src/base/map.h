/*
 * map.h - a hash table from text, or from an integer, to a 64-bit value; open addressing in an
 * arena. Text keys must outlive the map.
 */
#ifndef GULOU_BASE_MAP_H
#define GULOU_BASE_MAP_H

#include "base/arena.h"

struct map_slot {
    struct str key; /* p == NULL and len == 0: integer key or free */
    int64_t number;
    int64_t value;
    bool is_used;
};

struct map {
    struct arena *arena;
    struct map_slot *slots;
    size_t n;
    size_t cap; /* a power of two */
};

void map_init(struct map *map, struct arena *arena);
bool map_find(const struct map *map, struct str key, int64_t *value_out);
bool map_find_number(const struct map *map, int64_t key, int64_t *value_out);
/* Sets or replaces; false when the key was there already. */
bool map_put(struct map *map, struct str key, int64_t value);
bool map_put_number(struct map *map, int64_t key, int64_t value);
/* Every slot in use, in no order that means anything: *at is 0 at first; NULL after the last. */
const struct map_slot *map_next(const struct map *map, size_t *at);

#endif
