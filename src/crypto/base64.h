/*
 * base64.h - RFC 4648 §4: the standard alphabet, with padding.
 *
 * Reading is strict, so that a byte string has exactly one text: no white space, right padding, no
 * stray bits behind the last byte.
 */
#ifndef GULOU_CRYPTO_BASE64_H
#define GULOU_CRYPTO_BASE64_H

#include "base/arena.h"
#include "base/buf.h"

#define BASE64_TEXT_BYTES(n) (((n) + 2) / 3 * 4)

void base64_put(struct buf *out, const void *bytes, size_t len);
/* Writes BASE64_TEXT_BYTES(len) characters, no NUL; for small things on a hot path. */
void base64_write(char *out, const void *bytes, size_t len);
bool base64_decode(struct arena *arena, struct str text, struct str *bytes_out);
/* Exactly len bytes, or false. */
bool base64_decode_exactly(struct str text, unsigned char *out, size_t len);

#endif
