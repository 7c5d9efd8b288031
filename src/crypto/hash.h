/*
 * hash.h - SHA-256 (FIPS 180-4) and HMAC (RFC 2104), the only hashes of the ledger.
 *
 * OpenSSL's low-level SHA256 calls are used although 3.0 marks them deprecated: an EVP context
 * costs more than the hash of a 250-byte entry, and a keyed HMAC state must be copied by value.
 */
#ifndef GULOU_CRYPTO_HASH_H
#define GULOU_CRYPTO_HASH_H

#include "base/str.h"

struct hash256 {
    unsigned char b[32];
};

struct hash_state { /* copyable */
    uint64_t opaque[16];
};

/* A key made ready: the states after the inner and the outer pad. */
struct hmac_key {
    struct hash_state inner, outer;
};

void hash_sha256(const void *bytes, size_t len, struct hash256 *out);
void hash_begin(struct hash_state *state);
void hash_add(struct hash_state *state, const void *bytes, size_t len);
void hash_end(struct hash_state *state, struct hash256 *out);
/* SHA-256(prefix || a || b): the node of a Merkle tree (RFC 6962 §2.1). */
void hash_two(unsigned char prefix, const struct hash256 *a, const struct hash256 *b,
              struct hash256 *out);
void hmac_key_init(struct hmac_key *key, const void *bytes, size_t len);
void hmac_sha256(const struct hmac_key *key, const void *bytes, size_t len, struct hash256 *out);
bool hash_equal(const struct hash256 *a, const struct hash256 *b); /* in constant time */
void hash_wipe(void *bytes, size_t len);                           /* secrets, when done */

#endif
