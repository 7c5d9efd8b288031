/*
 * base64.h - RFC 4648 §4, with padding; and hexadecimal in lower case.
 */
#ifndef GULOU_CRYPTO_BASE64_H
#define GULOU_CRYPTO_BASE64_H

#include "base/arena.h"
#include "base/buf.h"

void base64_put(struct buf *out, const void *bytes, size_t len);
/* Strict: no white space, right padding, no stray bits. */
bool base64_decode(struct arena *arena, struct str text, struct str *bytes_out);
void hex_put(struct buf *out, const void *bytes, size_t len);
bool hex_decode(struct str text, unsigned char *out, size_t len); /* exactly len bytes */

#endif
