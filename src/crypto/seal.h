/*
 * seal.h - AES-256-GCM (NIST SP 800-38D) for personal values.
 */
#ifndef GULOU_CRYPTO_SEAL_H
#define GULOU_CRYPTO_SEAL_H

#include "base/str.h"

enum { SEAL_KEY_BYTES = 32, SEAL_NONCE_BYTES = 12, SEAL_TAG_BYTES = 16 };

/* The cipher's working memory, made once and used for many boxes; one a thread. */
struct seal_context;

struct seal_context *seal_context_new(void);
void seal_context_free(struct seal_context *context);
/* Writes plain.len + SEAL_TAG_BYTES bytes to out. A nonce is used only once with a key: a second
 * use gives both texts away. */
void seal_encrypt(struct seal_context *context, const unsigned char key[SEAL_KEY_BYTES],
                  const unsigned char nonce[SEAL_NONCE_BYTES], struct str additional,
                  struct str plain, unsigned char *out);
/* Writes sealed.len - SEAL_TAG_BYTES bytes to out; false, and out holds zeros, when key, nonce,
 * additional data or bytes are not those that were sealed. */
bool seal_decrypt(struct seal_context *context, const unsigned char key[SEAL_KEY_BYTES],
                  const unsigned char nonce[SEAL_NONCE_BYTES], struct str additional,
                  struct str sealed, unsigned char *out);

#endif
