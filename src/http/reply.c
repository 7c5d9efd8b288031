/* Answers: see reply.h. */
#include "http/reply.h"

#include <string.h>

#include "base/assert.h"

#define CSP_REST                                                                      \
    "; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self';" \
    " frame-ancestors 'none'"

enum { HEADER_TEXT_MAX = 4096 };

static const struct {
    const char *name, *value;
} defaults[] = {
    {"X-Content-Type-Options", "nosniff"}, {"X-Frame-Options", "DENY"},
    {"Referrer-Policy", "same-origin"},    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cache-Control", "no-store"},
};

static bool header_add(struct MHD_Response *reply, struct str name, struct str value)
{
    char name_text[64], value_text[HEADER_TEXT_MAX];
    if (name.len >= sizeof name_text || value.len >= sizeof value_text) {
        return false;
    }
    memcpy(name_text, name.p, name.len);
    name_text[name.len] = '\0';
    memcpy(value_text, value.len == 0 ? "" : value.p, value.len);
    value_text[value.len] = '\0';
    return strlen(value_text) == value.len
           && MHD_add_response_header(reply, name_text, value_text) == MHD_YES;
}

static bool defaults_add(struct MHD_Response *reply, const struct http_response *response)
{
    bool is_good = true;
    for (size_t i = 0; i < sizeof defaults / sizeof defaults[0]; i++) {
        if (MHD_get_response_header(reply, defaults[i].name) == NULL) {
            is_good =
                is_good && header_add(reply, str_of(defaults[i].name), str_of(defaults[i].value));
        }
    }
    if (MHD_get_response_header(reply, "Content-Security-Policy") == NULL) {
        struct str policy =
            response->has_inline_style
                ? STR("default-src 'self'; style-src 'self' 'unsafe-inline'" CSP_REST)
                : STR("default-src 'self'" CSP_REST);
        is_good = is_good && header_add(reply, STR("Content-Security-Policy"), policy);
    }
    return is_good;
}

struct MHD_Response *reply_make(const struct http_response *response, unsigned *status_out)
{
    /* The C library asks for a non-const buffer; MUST_COPY promises not to write to it. */
    union {
        const char *in;
        void *out;
    } body = {.in = response->body.len == 0 ? "" : response->body.p};
    struct MHD_Response *reply =
        MHD_create_response_from_buffer(response->body.len, body.out, MHD_RESPMEM_MUST_COPY);
    gl_assert(reply != NULL);
    bool is_good = true;
    if (response->content_type.len > 0) {
        is_good = header_add(reply, STR("Content-Type"), response->content_type);
    }
    gl_assert(response->headers_n <= HTTP_RESPONSE_HEADERS_MAX);
    for (size_t i = 0; i < response->headers_n; i++) {
        is_good =
            is_good && header_add(reply, response->headers[i].name, response->headers[i].value);
    }
    if (is_good && defaults_add(reply, response)) {
        *status_out = (unsigned)response->status;
        return reply;
    }
    MHD_destroy_response(reply);
    struct http_response failure = {.status = MHD_HTTP_INTERNAL_SERVER_ERROR,
                                    .content_type = STR("text/plain; charset=utf-8"),
                                    .body = STR("The answer had a header that cannot be sent.\n")};
    return reply_make(&failure, status_out);
}

enum MHD_Result reply_refuse(struct MHD_Connection *connection, int status, struct str text,
                             bool is_last)
{
    struct http_response response = {
        .status = status, .content_type = STR("text/plain; charset=utf-8"), .body = text};
    if (is_last) {
        http_response_add(&response, STR("Connection"), STR("close"));
    }
    if (status == MHD_HTTP_SERVICE_UNAVAILABLE) {
        http_response_add(&response, STR("Retry-After"), STR("1"));
    }
    if (status == MHD_HTTP_METHOD_NOT_ALLOWED) {
        http_response_add(&response, STR("Allow"), STR("GET, HEAD, POST, PUT, DELETE"));
    }
    unsigned sent = 0;
    struct MHD_Response *reply = reply_make(&response, &sent);
    enum MHD_Result result = MHD_queue_response(connection, sent, reply);
    MHD_destroy_response(reply);
    return result;
}
