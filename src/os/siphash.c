#include "os/siphash.h"

struct state {
    uint64_t v0, v1, v2, v3;
};

static uint64_t rotate_left(uint64_t x, int bits)
{
    return x << bits | x >> (64 - bits);
}

static uint64_t read_le(const uint8_t *p, size_t len)
{
    uint64_t word = 0;
    for (size_t i = 0; i < len; i++)
        word |= (uint64_t)p[i] << (8 * i);
    return word;
}

static void write_le(uint8_t *p, uint64_t word)
{
    for (int i = 0; i < 8; i++)
        p[i] = (uint8_t)(word >> (8 * i));
}

static void rounds(struct state *s, int n)
{
    for (int i = 0; i < n; i++) {
        s->v0 += s->v1;
        s->v1 = rotate_left(s->v1, 13) ^ s->v0;
        s->v0 = rotate_left(s->v0, 32);
        s->v2 += s->v3;
        s->v3 = rotate_left(s->v3, 16) ^ s->v2;
        s->v0 += s->v3;
        s->v3 = rotate_left(s->v3, 21) ^ s->v0;
        s->v2 += s->v1;
        s->v1 = rotate_left(s->v1, 17) ^ s->v2;
        s->v2 = rotate_left(s->v2, 32);
    }
}

static void absorb(struct state *s, uint64_t word)
{
    s->v3 ^= word;
    rounds(s, 2);
    s->v0 ^= word;
}

void siphash_128(const uint8_t key[SIPHASH_BYTES], const void *bytes, size_t len,
                 uint8_t out[SIPHASH_BYTES])
{
    uint64_t k0 = read_le(key, 8), k1 = read_le(key + 8, 8);
    struct state s = {
        .v0 = k0 ^ UINT64_C(0x736f6d6570736575),
        .v1 = k1 ^ UINT64_C(0x646f72616e646f6d) ^ 0xee, /* the 128-bit variant */
        .v2 = k0 ^ UINT64_C(0x6c7967656e657261),
        .v3 = k1 ^ UINT64_C(0x7465646279746573),
    };
    const uint8_t *p = bytes;
    size_t whole = len / 8 * 8;
    for (size_t i = 0; i < whole; i += 8)
        absorb(&s, read_le(p + i, 8));
    absorb(&s, (whole < len ? read_le(p + whole, len - whole) : 0) | (uint64_t)len << 56);
    s.v2 ^= 0xee;
    rounds(&s, 4);
    write_le(out, s.v0 ^ s.v1 ^ s.v2 ^ s.v3);
    s.v1 ^= 0xdd;
    rounds(&s, 4);
    write_le(out + 8, s.v0 ^ s.v1 ^ s.v2 ^ s.v3);
}
