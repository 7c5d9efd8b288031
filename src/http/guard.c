/* The header guard: see guard.h. */
#include "http/guard.h"

#include <string.h>

#include "base/limits.h"
#include "text/utf8.h"

struct reading {
    struct exchange *exchange;
    const char *line_end; /* of the line before: where its CR LF stood */
    bool is_bad;
};

static bool is_token(struct str name)
{
    for (size_t i = 0; i < name.len; i++) {
        char c = name.p[i];
        bool is_alnum = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!is_alnum && (c == '\0' || strchr("!#$%&'*+-.^_`|~", c) == NULL)) {
            return false;
        }
    }
    return name.len > 0;
}

static bool is_plain_value(struct str value)
{
    for (size_t i = 0; i < value.len; i++) {
        unsigned char c = (unsigned char)value.p[i];
        if ((c < 0x20 && c != '\t') || c == 0x7f) {
            return false;
        }
    }
    size_t bad = 0;
    return utf8_check(value, &bad);
}

static struct str lower_copy(struct arena *arena, struct str s)
{
    char *out = arena_alloc(arena, s.len + 1);
    for (size_t i = 0; i < s.len; i++) {
        out[i] = s.p[i] >= 'A' && s.p[i] <= 'Z' ? (char)(s.p[i] + 32) : s.p[i];
    }
    return (struct str){out, s.len};
}

/*
 * libmicrohttpd splits its read buffer in place and overwrites line ends with NULs. So a line that
 * ended with CR LF is followed by exactly two, and the next name begins right behind them; with a
 * bare LF, a NUL inside the value (which cuts it there) or a folded line it does not.
 */
static enum MHD_Result header_read(void *context, enum MHD_ValueKind kind, const char *name,
                                   size_t name_len, const char *value, size_t value_len)
{
    (void)kind;
    struct reading *reading = context;
    struct http_request *request = &reading->exchange->request;
    struct str name_text = {name, name_len};
    struct str value_text = {value == NULL ? "" : value, value == NULL ? 0 : value_len};
    bool is_good = value != NULL && request->headers_n < LIMIT_HTTP_HEADERS && is_token(name_text)
                   && is_plain_value(value_text) && value[value_len] == '\0'
                   && value[value_len + 1] == '\0' && reading->line_end + 2 == name;
    if (!is_good) {
        reading->is_bad = true;
        return MHD_NO;
    }
    reading->line_end = value + value_len;
    request->headers[request->headers_n++] = (struct http_pair){
        lower_copy(request->arena, name_text), str_trim(arena_copy(request->arena, value_text))};
    return MHD_YES;
}

static size_t header_count(const struct http_request *request, const char *name)
{
    size_t n = 0;
    for (size_t i = 0; i < request->headers_n; i++) {
        n += str_equal_c(request->headers[i].name, name);
    }
    return n;
}

static bool is_length(struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.p[i] < '0' || text.p[i] > '9') {
            return false;
        }
    }
    return text.len >= 1 && text.len <= 18;
}

/* Host is a name or address with or without a port (RFC 9110 § 7.2). */
static bool is_host(struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.p[i];
        bool is_alnum = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!is_alnum && (c == '\0' || strchr("-._:[]%", c) == NULL)) {
            return false;
        }
    }
    return text.len > 0;
}

static bool framing_is_good(const struct http_request *request, bool is_1_1)
{
    size_t lengths = header_count(request, "content-length");
    size_t encodings = header_count(request, "transfer-encoding");
    size_t hosts = header_count(request, "host");
    if (lengths + encodings > 1 || hosts > 1 || (is_1_1 && hosts == 0)) {
        return false;
    }
    if (hosts == 1 && !is_host(http_header(request, "host"))) {
        return false;
    }
    if (lengths == 1 && !is_length(http_header(request, "content-length"))) {
        return false;
    }
    return encodings == 0
           || (is_1_1 && str_equal_c(http_header(request, "transfer-encoding"), "chunked"));
}

/* Where the request line must end, or NULL: a NUL inside the target hides what follows it. */
static const char *line_after_target(const struct exchange *exchange, const char *method,
                                     const char *version)
{
    const char *expected = method + strlen(method) + 1 + exchange->request.target.len + 1;
    return version == expected ? version + strlen(version) : NULL;
}

/* The head's last line is empty, and with it the head ends: nothing is left over. */
static bool is_end_of_head(const struct exchange *exchange, const char *method, const char *end)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(exchange->connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
    return info != NULL && method + info->header_size == end + 4 && end[0] == '\0' && end[1] == '\0'
           && end[2] == '\0' && end[3] == '\0';
}

bool guard_check(struct exchange *exchange, const char *method, const char *version)
{
    struct http_request *request = &exchange->request;
    request->headers = arena_array(request->arena, struct http_pair, LIMIT_HTTP_HEADERS);
    bool is_1_1 = strcmp(version, MHD_HTTP_VERSION_1_1) == 0;
    if (!is_1_1 && strcmp(version, MHD_HTTP_VERSION_1_0) != 0) {
        return false;
    }
    struct reading reading = {exchange, line_after_target(exchange, method, version), false};
    if (reading.line_end == NULL) {
        return false;
    }
    MHD_get_connection_values_n(exchange->connection, MHD_HEADER_KIND, header_read, &reading);
    return !reading.is_bad && is_end_of_head(exchange, method, reading.line_end)
           && framing_is_good(request, is_1_1);
}

int64_t guard_body_length(const struct http_request *request)
{
    if (http_header(request, "transfer-encoding").p != NULL) {
        return -1;
    }
    struct str text = http_header(request, "content-length");
    int64_t length = 0;
    return text.p != NULL && str_to_i64(text, &length) ? length : 0;
}
