#include "office/multiset.h"

#include <string.h>

void multiset_init(struct multiset *set, const unsigned char key[16])
{
    *set = (struct multiset){0};
    memcpy(set->key, key, sizeof set->key);
}

static uint64_t mix(uint64_t x)
{
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

void multiset_add(struct multiset *set, const int64_t *columns, size_t columns_n)
{
    uint64_t a = set->key[0], b = set->key[1];
    for (size_t i = 0; i < columns_n; i++) {
        a = mix(a + (uint64_t)columns[i]);
        b = mix((b ^ (uint64_t)columns[i]) + 0x9e3779b97f4a7c15u);
    }
    set->sum[0] += a;
    set->sum[1] += b;
    set->n++;
}

bool multiset_equal(const struct multiset *a, const struct multiset *b)
{
    return a->n == b->n && memcmp(a->sum, b->sum, sizeof a->sum) == 0;
}
