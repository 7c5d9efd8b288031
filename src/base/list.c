#include "base/list.h"

#include <string.h>

void *list_grow(struct arena *arena, void *at, size_t *cap, size_t n, size_t element_bytes)
{
    if (n < *cap)
        return at;
    size_t cap_new = *cap == 0 ? 8 : *cap * 2;
    void *grown = arena_alloc(arena, cap_new * element_bytes);
    if (n > 0)
        memcpy(grown, at, n * element_bytes);
    *cap = cap_new;
    return grown;
}
