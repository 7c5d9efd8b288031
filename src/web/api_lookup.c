/*
 * api_lookup.c - POST /api/v1/registers/{register}/lookup {"identifier": "…"}: a person by what
 * identifies him. What was asked stands in the body only, never in an address that is logged.
 */
#include "office/lookup.h"
#include "office/matter_json.h"
#include "web/internal.h"

struct asking {
    struct web *web;
    struct arena *arena;
    struct lookup lookup;
    struct lookup_found found;
    struct err err;
    bool is_done;
};

static void run(void *context)
{
    struct asking *ask = context;
    ask->is_done =
        office_lookup(ask->web->office, ask->arena, &ask->lookup, &ask->found, &ask->err);
}

static void answer(struct http_response *response, const struct asking *ask)
{
    struct buf buf;
    struct json_out json;
    buf_init(&buf, 1 << 24);
    json_out_init(&json, &buf);
    lookup_json(&json, ask->web->office, &ask->found, ask->arena);
    http_respond(response, 200, HTTP_JSON, arena_copy(ask->arena, buf_str(&buf)));
    buf_done(&buf);
}

void api_lookup(struct web *web, const struct http_request *request, struct str register_key,
                int64_t person, struct http_response *response)
{
    struct json_value *body;
    struct asking ask = {.web = web, .arena = request->arena};
    ask.lookup = (struct lookup){.register_key = register_key, .actor = person};
    bool ok = json_parse(request->arena, request->body, &body, &ask.err);
    const struct json_value *value = ok ? json_get(body, "identifier") : NULL;
    if (ok && (value == NULL || value->kind != JSON_IS_STRING))
        ok = err_set(&ask.err, ERR_USAGE, "a look-up takes {\"identifier\": \"…\"}");
    if (ok)
        ask.lookup.identifier = value->text;
    ok = ok && web_run(web, run, &ask, false, &ask.err) && ask.is_done;
    if (ok)
        answer(response, &ask);
    else
        api_problem_of(response, request->arena, &ask.err);
}
