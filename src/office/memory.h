/*
 * memory.h - packed matters lately touched, in two generations: what was not asked for while the
 * young one filled is forgotten. A generation holds far more than two batches, so a matter whose
 * rows are still being written is always found here.
 */
#ifndef GULOU_OFFICE_MEMORY_H
#define GULOU_OFFICE_MEMORY_H

#include "base/map.h"

struct memory_generation {
    struct arena arena;
    struct map at; /* matter -> index */
    struct str *folds;
    size_t n, cap;
};

struct memory {
    struct memory_generation young, old;
    size_t bytes_max; /* of a generation */
};

void memory_init(struct memory *memory, size_t bytes_max);
void memory_done(struct memory *memory);
void memory_forget(struct memory *memory); /* everything: after a batch that was not written */
/* Empty when it is not here. Valid until the next put. */
struct str memory_find(struct memory *memory, int64_t matter);
void memory_put(struct memory *memory, int64_t matter, struct str fold);

#endif
