/*
 * uri.h - request targets and forms: percent-decoding, paths, queries (RFC 3986, and the WHATWG
 * application/x-www-form-urlencoded). What comes out is UTF-8 without NUL.
 */
#ifndef GULOU_HTTP_URI_H
#define GULOU_HTTP_URI_H

#include "http/http.h"

/* False: a stray '%', bytes that are no UTF-8, or a NUL. has_plus: '+' is a blank. */
bool uri_decode(struct arena *arena, struct str text, bool has_plus, struct str *decoded_out);
/* A path that begins with '/'; false also for an encoded slash, a backslash or control character,
 * and for empty ("//host"), "." and ".." segments. */
bool uri_path(struct arena *arena, struct str text, struct str *path_out);
/* "a=1&b=2": also a form's body. False when a piece does not decode or there are over
 * LIMIT_FORM_FIELDS. */
bool uri_pairs(struct arena *arena, struct str text, struct http_pair **pairs_out, size_t *n_out);
/* For links: everything but letters, digits and "-._~" is percent-encoded. */
struct str uri_encode(struct arena *arena, struct str text);

#endif
