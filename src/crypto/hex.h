/*
 * hex.h - bytes as hexadecimal digits in lower case; upper case is not read.
 */
#ifndef GULOU_CRYPTO_HEX_H
#define GULOU_CRYPTO_HEX_H

#include "base/buf.h"

void hex_put(struct buf *out, const void *bytes, size_t len);
/* Writes 2 len digits, no NUL. */
void hex_write(char *out, const void *bytes, size_t len);
/* Exactly len bytes, or false. */
bool hex_decode(struct str text, unsigned char *out, size_t len);

#endif
