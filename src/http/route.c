/* Routes: see route.h. */
#include "http/route.h"

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
