/*
 * url.h - percent-decoding.
 */
#ifndef GULOU_TEXT_URL_H
#define GULOU_TEXT_URL_H

#include "base/arena.h"

/* Decodes %XX, and + as a space where the caller says so (forms and queries, not paths). False when
 * a % is not followed by two hexadecimal digits, or the result is not UTF-8 or has a NUL. */
bool url_decode(struct arena *arena, struct str encoded, bool plus_is_space, struct str *text_out);

#endif
