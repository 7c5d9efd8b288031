#include "crypto/seal.h"

#include <limits.h>
#include <string.h>

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include "base/assert.h"

struct seal_context; /* an EVP_CIPHER_CTX */

static EVP_CIPHER_CTX *cipher(struct seal_context *context)
{
    return (EVP_CIPHER_CTX *)(void *)context;
}

struct seal_context *seal_context_new(void)
{
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    EVP_CIPHER *aes = EVP_CIPHER_fetch(NULL, "AES-256-GCM", NULL);
    gl_assert(context != NULL && aes != NULL);
    gl_assert(EVP_CipherInit_ex2(context, aes, NULL, NULL, 1, NULL) == 1);
    EVP_CIPHER_free(aes); /* the context keeps it */
    return (struct seal_context *)(void *)context;
}

void seal_context_free(struct seal_context *context)
{
    EVP_CIPHER_CTX_free(cipher(context));
}

void seal_encrypt(struct seal_context *context, const unsigned char key[SEAL_KEY_BYTES],
                  const unsigned char nonce[SEAL_NONCE_BYTES], struct str additional,
                  struct str plain, unsigned char *out)
{
    EVP_CIPHER_CTX *ctx = cipher(context);
    int len;
    gl_assert(additional.len <= INT_MAX && plain.len <= INT_MAX - SEAL_TAG_BYTES);
    gl_assert(EVP_CipherInit_ex2(ctx, NULL, key, nonce, 1, NULL) == 1);
    gl_assert(
        EVP_CipherUpdate(ctx, NULL, &len, (const unsigned char *)additional.p, (int)additional.len)
        == 1);
    gl_assert(EVP_CipherUpdate(ctx, out, &len, (const unsigned char *)plain.p, (int)plain.len)
              == 1);
    gl_assert((size_t)len == plain.len);
    gl_assert(EVP_CipherFinal_ex(ctx, out + plain.len, &len) == 1);
    gl_assert(EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_AEAD_GET_TAG, SEAL_TAG_BYTES, out + plain.len)
              == 1);
}

bool seal_decrypt(struct seal_context *context, const unsigned char key[SEAL_KEY_BYTES],
                  const unsigned char nonce[SEAL_NONCE_BYTES], struct str additional,
                  struct str sealed, unsigned char *out)
{
    EVP_CIPHER_CTX *ctx = cipher(context);
    int len;
    if (sealed.len < SEAL_TAG_BYTES || sealed.len > INT_MAX || additional.len > INT_MAX)
        return false;
    size_t plain_len = sealed.len - SEAL_TAG_BYTES;
    unsigned char tag[SEAL_TAG_BYTES];
    memcpy(tag, sealed.p + plain_len, sizeof tag);
    bool is_good =
        EVP_CipherInit_ex2(ctx, NULL, key, nonce, 0, NULL) == 1
        && EVP_CipherUpdate(ctx, NULL, &len, (const unsigned char *)additional.p,
                            (int)additional.len)
               == 1
        && EVP_CipherUpdate(ctx, out, &len, (const unsigned char *)sealed.p, (int)plain_len) == 1
        && EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_AEAD_SET_TAG, SEAL_TAG_BYTES, tag) == 1
        && EVP_CipherFinal_ex(ctx, out + plain_len, &len) == 1;
    if (!is_good) /* GCM writes before it knows: nothing unproven leaves this function */
        OPENSSL_cleanse(out, plain_len);
    return is_good;
}
