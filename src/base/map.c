#include "base/map.h"

void map_init(struct map *map, struct arena *arena)
{
    *map = (struct map){.arena = arena};
}

static uint64_t mix(int64_t number)
{
    uint64_t x = (uint64_t)number;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

static struct map_slot *slot_of(const struct map *map, struct str key, int64_t number)
{
    uint64_t hash = key.len > 0 ? str_hash(key) : mix(number);
    size_t at = (size_t)hash & (map->cap - 1);
    for (;;) {
        struct map_slot *slot = &map->slots[at];
        if (!slot->is_used || (slot->number == number && str_equal(slot->key, key)))
            return slot;
        at = (at + 1) & (map->cap - 1);
    }
}

static void grow(struct map *map)
{
    struct map_slot *old = map->slots;
    size_t cap_old = map->cap;
    map->cap = cap_old == 0 ? 16 : cap_old * 2;
    map->slots = arena_array(map->arena, struct map_slot, map->cap);
    for (size_t i = 0; i < cap_old; i++)
        if (old[i].is_used)
            *slot_of(map, old[i].key, old[i].number) = old[i];
}

static bool find(const struct map *map, struct str key, int64_t number, int64_t *value_out)
{
    if (map->cap == 0)
        return false;
    const struct map_slot *slot = slot_of(map, key, number);
    if (slot->is_used)
        *value_out = slot->value;
    return slot->is_used;
}

static bool put(struct map *map, struct str key, int64_t number, int64_t value)
{
    if (map->n * 2 >= map->cap)
        grow(map);
    struct map_slot *slot = slot_of(map, key, number);
    bool is_new = !slot->is_used;
    *slot = (struct map_slot){key, number, value, true};
    map->n += is_new;
    return is_new;
}

bool map_find(const struct map *map, struct str key, int64_t *value_out)
{
    return find(map, key, 0, value_out);
}

bool map_find_number(const struct map *map, int64_t key, int64_t *value_out)
{
    return find(map, STR_NONE, key, value_out);
}

bool map_put(struct map *map, struct str key, int64_t value)
{
    return put(map, key, 0, value);
}

bool map_put_number(struct map *map, int64_t key, int64_t value)
{
    return put(map, STR_NONE, key, value);
}

const struct map_slot *map_next(const struct map *map, size_t *at)
{
    while (*at < map->cap)
        if (map->slots[(*at)++].is_used)
            return &map->slots[*at - 1];
    return NULL;
}
