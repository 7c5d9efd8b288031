/* Routes: see route.h. */
#include "http/route.h"

#include <string.h>

#include "base/assert.h"

static void param_add(struct route_params *params, struct str segment, struct str value)
{
    gl_assert(params->n < ROUTE_PARAMS_MAX);
    params->names[params->n] = segment;
    params->values[params->n] = value;
    params->n++;
}

static bool pattern_fits(struct str pattern, struct str path, struct route_params *params)
{
    params->n = 0;
    while (pattern.len > 0 && path.len > 0) {
        gl_assert(pattern.p[0] == '/');
        if (path.p[0] != '/') {
            return false;
        }
        pattern = str_from(pattern, 1);
        path = str_from(path, 1);
        struct str want = str_first(pattern, str_find_char(pattern, '/'));
        struct str have = str_first(path, str_find_char(path, '/'));
        if (want.len > 2 && want.p[0] == '{') {
            struct str name = {want.p + 1, want.len - 2};
            if (str_ends(name, STR("*"))) {
                param_add(params, str_first(name, name.len - 1), path);
                return path.len > 0;
            }
            if (have.len == 0) {
                return false;
            }
            param_add(params, name, have);
        } else if (!str_equal(want, have)) {
            return false;
        }
        pattern = str_from(pattern, want.len);
        path = str_from(path, have.len);
    }
    return pattern.len == 0 && path.len == 0;
}

int route_match(const struct route *routes, size_t n, struct str method, struct str path,
                struct route_params *params_out)
{
    int result = ROUTE_NOT_FOUND;
    struct str wanted = str_equal_c(method, "HEAD") ? STR("GET") : method;
    for (size_t i = 0; i < n; i++) {
        if (!pattern_fits(str_of(routes[i].pattern), path, params_out)) {
            continue;
        }
        if (str_equal_c(wanted, routes[i].method)) {
            return (int)i;
        }
        result = ROUTE_OTHER_METHOD;
    }
    params_out->n = 0;
    return result;
}

struct str route_param(const struct route_params *params, const char *name)
{
    size_t i = 0;
    while (i < params->n && !str_equal_c(params->names[i], name)) {
        i++;
    }
    gl_assert(i < params->n);
    return params->values[i];
}

static bool is_method(const char *method)
{
    static const char *const known[] = {"GET", "POST", "PUT", "DELETE"};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (method != NULL && strcmp(method, known[i]) == 0)
            return true;
    return false;
}

/* A literal without braces, "{name}", or as the last one "{name*}". */
static bool segment_is_good(struct str segment, bool is_last)
{
    size_t open = str_find_char(segment, '{'), close = str_find_char(segment, '}');
    if (open == segment.len && close == segment.len)
        return segment.len > 0 && str_find_char(segment, '*') == segment.len;
    struct str name = {segment.p + 1, segment.len - 2};
    if (open != 0 || close != segment.len - 1 || name.len == 0)
        return false;
    size_t star = str_find_char(name, '*');
    return star == name.len || (is_last && star > 0 && star == name.len - 1);
}

static bool pattern_is_good(struct str pattern)
{
    size_t params_n = 0;
    if (pattern.len == 0 || pattern.p[0] != '/')
        return false;
    struct str rest = str_from(pattern, 1), segment;
    while (str_next(&rest, '/', &segment)) {
        if (!segment_is_good(segment, rest.p == NULL))
            return false;
        params_n += segment.p[0] == '{';
    }
    return params_n <= ROUTE_PARAMS_MAX;
}

/* The later pattern read as a path: what fits it in every parameter fits the earlier one. */
static bool takes_all_of(const struct route *earlier, const struct route *later)
{
    struct route_params params;
    return is_method(earlier->method) && strcmp(earlier->method, later->method) == 0
           && pattern_is_good(str_of(earlier->pattern))
           && pattern_fits(str_of(earlier->pattern), str_of(later->pattern), &params);
}

static void check_one(const struct route *routes, size_t at, struct complaints *complaints)
{
    const struct route *route = &routes[at];
    struct str where = str_of(route->pattern);
    if (route->permission == NULL || route->permission[0] == '\0')
        complaints_add(complaints, where, 0, 0, "no permission; write \"public\" for everybody");
    if (!is_method(route->method)) {
        complaints_add(complaints, where, 0, 0, "the method is not GET, POST, PUT or DELETE");
        return;
    }
    if (!pattern_is_good(where)) {
        complaints_add(complaints, where, 0, 0,
                       "the pattern is malformed; expected \"/part/{name}/{rest*}\" with at most "
                       "%d parameters",
                       ROUTE_PARAMS_MAX);
        return;
    }
    for (size_t i = 0; i < at; i++)
        if (takes_all_of(&routes[i], route))
            complaints_add(complaints, where, 0, 0, "never reached: \"%s\" before it takes it all",
                           routes[i].pattern);
}

void route_check(const struct route *routes, size_t n, struct complaints *complaints)
{
    for (size_t i = 0; i < n; i++)
        check_one(routes, i, complaints);
}
