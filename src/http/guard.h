/*
 * guard.h - what libmicrohttpd lets through and this program does not: ambiguous requests, by which
 * a proxy and this server could read two different messages (RFC 9112 §§ 2.2, 3.2, 5, 6.3).
 */
#ifndef GULOU_HTTP_GUARD_H
#define GULOU_HTTP_GUARD_H

#include "http/exchange.h"

/* Another version may leave its buffer differently. */
_Static_assert(MHD_VERSION >= 0x00097500 && MHD_VERSION < 0x01000000,
               "guard.c was written against libmicrohttpd 0.9.75; check it against this one");

/*
 * Reads the headers into exchange->request; false when the request is to be answered 400:
 *  - a name that is no token (also: a blank before the colon), a value with control characters or
 *    bytes that are no UTF-8, a NUL anywhere, a folded line, a line not ended by CR LF;
 *  - Content-Length twice, or not 1 to 18 digits; Transfer-Encoding twice, or not exactly
 *    "chunked", or together with Content-Length, or in HTTP/1.0;
 *  - no Host in HTTP/1.1; Host twice in any version, or with anything but a name and a port.
 * Every byte of the head is accounted for; method and version are the library's own pointers into
 * its buffer, as 0.9.75 leaves it.
 */
bool guard_check(struct exchange *exchange, const char *method, const char *version);
/* The announced length of the body; -1 when it comes in chunks; 0 when there is none. */
int64_t guard_body_length(const struct http_request *request);

#endif
