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
/* Line and column (in characters), both from 1, of a byte's offset; LF ends a line. The bytes need
 * not be valid. */
void utf8_place(struct str bytes, size_t offset, int *line_out, int *column_out);
/* Normal form C (UAX 15) of valid text; the text itself when it is plainly so already. */
struct str utf8_nfc(struct arena *arena, struct str text);

#endif
