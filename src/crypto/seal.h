/*
 * seal.h - AES-256-GCM (NIST SP 800-38D) for personal values.
 */
#ifndef GULOU_CRYPTO_SEAL_H
#define GULOU_CRYPTO_SEAL_H

#include "base/str.h"

enum { SEAL_KEY_BYTES = 32, SEAL_NONCE_BYTES = 12, SEAL_TAG_BYTES = 16 };

struct seal_context; /* one a thread */

struct seal_context *seal_context_new(void);
void seal_context_free(struct seal_context *context);
/* Writes plain.len + SEAL_TAG_BYTES bytes to out. A nonce is used once with a key. */
void seal_encrypt(struct seal_context *context, const unsigned char key[SEAL_KEY_BYTES],
                  const unsigned char nonce[SEAL_NONCE_BYTES], struct str additional,
                  struct str plain, unsigned char *out);
/* Writes sealed.len - SEAL_TAG_BYTES bytes to out; false when key, nonce or bytes are not those. */
bool seal_decrypt(struct seal_context *context, const unsigned char key[SEAL_KEY_BYTES],
                  const unsigned char nonce[SEAL_NONCE_BYTES], struct str additional,
                  struct str sealed, unsigned char *out);

#endif
