/*
 * chance.h - chance is drawn by name, so that a demo is equal on every machine.
 *
 * Without a seed the bytes come from the system's generator (getrandom), fit for keys and tokens,
 * and the name is ignored. With a seed (databases marked demo only) they are a function of
 * (seed, label, seq, n) and of nothing else: not of the order of calls, the thread or the engine.
 * Both may be called from any thread; os_chance_init_seed only while there is one thread.
 *
 * The seeded function is SipHash-2-4 with 128 bits (Aumasson and Bernstein, 2012) in counter mode.
 * crypto/ lies on the same layer and cannot be used here; a keyed hash of 40 lines is enough,
 * because a demo protects nothing: its seed is stored in the database.
 */
#ifndef GULOU_OS_CHANCE_H
#define GULOU_OS_CHANCE_H

#include "base/str.h"

/* STR_NONE or "": the system's generator (also the state at the start). */
void os_chance_init_seed(struct str seed);
bool os_chance_is_seeded(void);
/* len bytes for the n-th use of `label` at entry `seq`. Asserts that the system gives bytes. */
void os_chance(const char *label, int64_t seq, int64_t n, void *out, size_t len);
/* From the system's generator even in a demo: what must not be foreseen (tokens). */
void os_chance_fresh(void *out, size_t len);
/* A whole number in [0, bound), evenly; bound > 0. */
uint64_t os_chance_below(const char *label, int64_t seq, int64_t n, uint64_t bound);

#endif
