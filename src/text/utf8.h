/*
 * utf8.h - the border: bytes from outside become text here, or are refused.
 */
#ifndef GULOU_TEXT_UTF8_H
#define GULOU_TEXT_UTF8_H

#include "base/arena.h"

/* Strict (RFC 3629): no surrogates, no overlong forms, nothing above U+10FFFF, no NUL. */
bool utf8_check(struct str bytes, size_t *bad_offset_out);
/* The next character of valid text, or -1 at its end. */
int32_t utf8_next(struct str *rest);
size_t utf8_count(struct str text); /* characters */
int utf8_width(struct str text);    /* columns of a terminal; Han and full-width forms are two */
/* Normal form C; the text itself when it is already. */
struct str utf8_nfc(struct arena *arena, struct str text);

#endif
