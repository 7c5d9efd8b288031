/*
 * siphash.h - inside os/ only: SipHash-2-4 with a 128-bit result (Aumasson, Bernstein: "SipHash: a
 * fast short-input PRF", 2012, and its reference's doubled output).
 */
#ifndef GULOU_OS_SIPHASH_H
#define GULOU_OS_SIPHASH_H

#include <stddef.h>
#include <stdint.h>

enum { SIPHASH_BYTES = 16 };

void siphash_128(const uint8_t key[SIPHASH_BYTES], const void *bytes, size_t len,
                 uint8_t out[SIPHASH_BYTES]);

#endif
