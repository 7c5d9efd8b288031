/*
 * demo_split.h - a total in uneven parts that add up to it.
 */
#ifndef GULOU_DEMO_DEMO_SPLIT_H
#define GULOU_DEMO_DEMO_SPLIT_H

#include "demo/demo.h"

/* `n` parts of `total`, each a multiple of `grain` as `total` is, the greatest about nine times the
 * least; in the demo's memory. */
int64_t *demo_split(struct demo *demo, uint32_t salt, int64_t total, int64_t grain, int64_t n);
/* An amount in fen as a field of money takes it: 1234.50. */
void demo_split_put(struct demo *demo, const char *field, int64_t fen);

#endif
