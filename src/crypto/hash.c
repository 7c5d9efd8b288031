#define OPENSSL_SUPPRESS_DEPRECATED
#include "crypto/hash.h"

#include <string.h>

#include <openssl/crypto.h>
#include <openssl/sha.h>

#include "base/assert.h"

_Static_assert(sizeof(SHA256_CTX) <= sizeof(struct hash_state), "a hash state must fit");

static SHA256_CTX *context(struct hash_state *state)
{
    return (SHA256_CTX *)(void *)state;
}

void hash_begin(struct hash_state *state)
{
    SHA256_Init(context(state));
}

void hash_add(struct hash_state *state, const void *bytes, size_t len)
{
    if (len > 0)
        SHA256_Update(context(state), bytes, len);
}

void hash_end(struct hash_state *state, struct hash256 *out)
{
    SHA256_Final(out->b, context(state));
}

void hash_sha256(const void *bytes, size_t len, struct hash256 *out)
{
    struct hash_state state;
    hash_begin(&state);
    hash_add(&state, bytes, len);
    hash_end(&state, out);
}

void hash_two(unsigned char prefix, const struct hash256 *a, const struct hash256 *b,
              struct hash256 *out)
{
    unsigned char bytes[65];
    bytes[0] = prefix;
    memcpy(bytes + 1, a->b, 32);
    memcpy(bytes + 33, b->b, 32);
    hash_sha256(bytes, sizeof bytes, out);
}

void hmac_key_init(struct hmac_key *key, const void *bytes, size_t len)
{
    unsigned char pad[64] = {0};
    struct hash256 hashed;
    if (len > sizeof pad) {
        hash_sha256(bytes, len, &hashed);
        memcpy(pad, hashed.b, sizeof hashed.b);
    } else {
        memcpy(pad, bytes, len);
    }
    for (size_t i = 0; i < sizeof pad; i++)
        pad[i] ^= 0x36;
    hash_begin(&key->inner);
    hash_add(&key->inner, pad, sizeof pad);
    for (size_t i = 0; i < sizeof pad; i++)
        pad[i] ^= 0x36 ^ 0x5c;
    hash_begin(&key->outer);
    hash_add(&key->outer, pad, sizeof pad);
    hash_wipe(pad, sizeof pad);
}

void hmac_sha256(const struct hmac_key *key, const void *bytes, size_t len, struct hash256 *out)
{
    struct hash_state state = key->inner;
    struct hash256 inner;
    hash_add(&state, bytes, len);
    hash_end(&state, &inner);
    state = key->outer;
    hash_add(&state, inner.b, sizeof inner.b);
    hash_end(&state, out);
}

bool hash_equal(const struct hash256 *a, const struct hash256 *b)
{
    return CRYPTO_memcmp(a->b, b->b, sizeof a->b) == 0;
}

void hash_wipe(void *bytes, size_t len)
{
    OPENSSL_cleanse(bytes, len);
}
