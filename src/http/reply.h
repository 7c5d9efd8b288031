/*
 * reply.h - a response as libmicrohttpd's, with the security headers that every answer carries.
 */
#ifndef GULOU_HTTP_REPLY_H
#define GULOU_HTTP_REPLY_H

#include "http/exchange.h"

/* Copies. Content-Security-Policy, X-Content-Type-Options, X-Frame-Options, Referrer-Policy,
 * Cross-Origin-Opener-Policy and Cache-Control: no-store, unless the response has them itself. A
 * response whose header cannot be sent (a line end in it) becomes a 500. */
struct MHD_Response *reply_make(const struct http_response *response, unsigned *status_out);
/* Queues a short text answer; is_last closes the connection after it. */
enum MHD_Result reply_refuse(struct MHD_Connection *connection, int status, struct str text,
                             bool is_last);

#endif
