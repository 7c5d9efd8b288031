/*
 * route.h - the table of routes: method, pattern, permission, handler. The permission is data: what
 * may be reached without one is seen in the table and nowhere else.
 *
 * A pattern is "/matter/{id}/event/{seq}"; a last segment "{path*}" takes the rest with its
 * slashes. A literal segment wins over a parameter, whatever the order of the table.
 */
#ifndef GULOU_HTTP_ROUTE_H
#define GULOU_HTTP_ROUTE_H

#include "base/complaint.h"
#include "http/http.h"

enum { ROUTE_PARAMS_MAX = 6 };

struct route_match;

typedef void route_handler(void *context, const struct http_request *request,
                           const struct route_match *match, struct http_response *response);

struct route {
    const char *method; /* "GET", "POST", "PUT", "DELETE" */
    const char *pattern;
    const char *permission; /* never NULL; "open": for everybody */
    route_handler *handler;
};

struct route_match {
    const struct route *route;
    struct http_pair params[ROUTE_PARAMS_MAX]; /* decoded */
    size_t params_n;
};

/* Everything wrong with a table: doubles, bad patterns, no permission. To be asked in a test. */
void route_check(const struct route *routes, size_t n, struct complaints *complaints);
/* False with match_out->route NULL: no such path (404), or the path has other methods: *allow_out
 * is then "GET, POST" in the request's arena (405). */
bool route_find(const struct route *routes, size_t n, const struct http_request *request,
                struct route_match *match_out, struct str *allow_out);
struct str route_param(const struct route_match *match, const char *name); /* asserts it exists */

#endif
