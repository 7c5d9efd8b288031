/*
 * multiset.h - are these the same rows as those, whatever their order? Compared by sums of keyed
 * hashes, so that neither side need be kept or sorted.
 *
 * Different multisets have equal sums as seldom as 128 random bits agree; the key is drawn anew for
 * every comparison, so that nobody can make rows beforehand that hide each other.
 */
#ifndef GULOU_OFFICE_MULTISET_H
#define GULOU_OFFICE_MULTISET_H

#include "base/arena.h"

struct multiset {
    uint64_t key[2], sum[2];
    int64_t n;
};

void multiset_init(struct multiset *set, const unsigned char key[16]);
void multiset_add(struct multiset *set, const int64_t *columns, size_t columns_n);
bool multiset_equal(const struct multiset *a, const struct multiset *b); /* of one key */

#endif
