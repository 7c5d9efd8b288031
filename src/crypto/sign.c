#include "crypto/sign.h"

#include <openssl/evp.h>

#include "base/assert.h"

static EVP_PKEY *private_key(const unsigned char seed[SIGN_SEED_BYTES])
{
    EVP_PKEY *key = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL, seed, SIGN_SEED_BYTES);
    gl_assert(key != NULL);
    return key;
}

void sign_public(const unsigned char seed[SIGN_SEED_BYTES],
                 unsigned char public_out[SIGN_PUBLIC_BYTES])
{
    EVP_PKEY *key = private_key(seed);
    size_t len = SIGN_PUBLIC_BYTES;
    gl_assert(EVP_PKEY_get_raw_public_key(key, public_out, &len) == 1);
    gl_assert(len == SIGN_PUBLIC_BYTES);
    EVP_PKEY_free(key);
}

void sign_message(const unsigned char seed[SIGN_SEED_BYTES], struct str message,
                  unsigned char signature_out[SIGN_BYTES])
{
    EVP_PKEY *key = private_key(seed);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    size_t len = SIGN_BYTES;
    gl_assert(context != NULL);
    gl_assert(EVP_DigestSignInit(context, NULL, NULL, NULL, key) == 1);
    gl_assert(
        EVP_DigestSign(context, signature_out, &len, (const unsigned char *)message.p, message.len)
        == 1);
    EVP_MD_CTX_free(context);
    EVP_PKEY_free(key);
}

bool sign_verify(const unsigned char public_key[SIGN_PUBLIC_BYTES], struct str message,
                 const unsigned char signature[SIGN_BYTES])
{
    EVP_PKEY *key =
        EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, NULL, public_key, SIGN_PUBLIC_BYTES);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    gl_assert(context != NULL);
    bool is_good = key != NULL && EVP_DigestVerifyInit(context, NULL, NULL, NULL, key) == 1
                   && EVP_DigestVerify(context, signature, SIGN_BYTES,
                                       (const unsigned char *)message.p, message.len)
                          == 1;
    EVP_MD_CTX_free(context);
    EVP_PKEY_free(key);
    return is_good;
}
