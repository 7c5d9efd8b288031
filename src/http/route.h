/*
 * route.h - which handler a path belongs to: a table with the permission in it. A pattern is made
 * of segments, "/matter/{id}"; "{name}" takes one whole segment, a last "{name*}" the rest.
 */
#ifndef GULOU_HTTP_ROUTE_H
#define GULOU_HTTP_ROUTE_H

#include "base/complaint.h"

enum { ROUTE_PARAMS_MAX = 6 };
enum { ROUTE_NOT_FOUND = -1, ROUTE_OTHER_METHOD = -2 }; /* 404 and 405 */

struct route {
    const char *method; /* a GET route takes HEAD too */
    const char *pattern;
    const char *permission; /* "public", or what the actor's post must allow */
    int id;
};

struct route_params {
    struct str names[ROUTE_PARAMS_MAX];
    struct str values[ROUTE_PARAMS_MAX]; /* never empty */
    size_t n;
};

/* The index of the first route that fits, or one of the two negative results. */
int route_match(const struct route *routes, size_t n, struct str method, struct str path,
                struct route_params *params_out);
/* Everything wrong with a table, for the test of whoever has one: a method unknown here, a
 * malformed pattern, no permission, a route that an earlier one always takes. The file is the
 * pattern. */
void route_check(const struct route *routes, size_t n, struct complaints *complaints);
struct str route_param(const struct route_params *params, const char *name); /* asserts it exists */

#endif
