/*
 * sign.h - Ed25519 (RFC 8032): deterministic signatures over whole messages.
 */
#ifndef GULOU_CRYPTO_SIGN_H
#define GULOU_CRYPTO_SIGN_H

#include "base/str.h"

enum { SIGN_SEED_BYTES = 32, SIGN_PUBLIC_BYTES = 32, SIGN_BYTES = 64 };

/* The public key of a seed, the 32 bytes that RFC 8032 §5.1.5 calls the private key. */
void sign_public(const unsigned char seed[SIGN_SEED_BYTES],
                 unsigned char public_out[SIGN_PUBLIC_BYTES]);
void sign_message(const unsigned char seed[SIGN_SEED_BYTES], struct str message,
                  unsigned char signature_out[SIGN_BYTES]);
bool sign_verify(const unsigned char public_key[SIGN_PUBLIC_BYTES], struct str message,
                 const unsigned char signature[SIGN_BYTES]);

#endif
