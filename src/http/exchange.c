/* One request under way: see exchange.h. */
#include "http/exchange.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

#include "base/assert.h"
#include "base/limits.h"
#include "http/guard.h"
#include "http/reply.h"
#include "http/uri.h"

enum { POOL_MAX = 256, POOL_ARENA_BYTES_MAX = 256 << 10, BODY_FIRST_BYTES = 4096 };

static struct exchange *exchange_take(struct http_server *server)
{
    os_mutex_lock(&server->mutex);
    struct exchange *exchange = server->free;
    if (exchange != NULL) {
        server->free = exchange->next;
        server->free_n--;
    }
    os_mutex_unlock(&server->mutex);
    if (exchange == NULL) {
        exchange = calloc(1, sizeof *exchange);
        gl_assert(exchange != NULL);
        arena_init(&exchange->arena, 0);
    } else {
        struct arena arena = exchange->arena;
        memset(exchange, 0, sizeof *exchange);
        exchange->arena = arena;
    }
    exchange->server = server;
    exchange->request.arena = &exchange->arena;
    exchange->request.internal = exchange;
    return exchange;
}

static void exchange_give_back(struct exchange *exchange)
{
    struct http_server *server = exchange->server;
    if (exchange->arena.used_bytes > POOL_ARENA_BYTES_MAX) {
        arena_done(&exchange->arena);
    } else {
        arena_reset(&exchange->arena);
    }
    os_mutex_lock(&server->mutex);
    if (exchange->is_active) {
        server->active_n--;
        os_condition_broadcast(&server->is_quiet);
    }
    bool is_kept = server->free_n < POOL_MAX;
    if (is_kept) {
        exchange->next = server->free;
        server->free = exchange;
        server->free_n++;
    }
    os_mutex_unlock(&server->mutex);
    if (!is_kept) {
        arena_done(&exchange->arena);
        free(exchange);
    }
}

void exchange_free_pool(struct http_server *server)
{
    while (server->free != NULL) {
        struct exchange *exchange = server->free;
        server->free = exchange->next;
        arena_done(&exchange->arena);
        free(exchange);
    }
}

void exchange_release_token(struct http_token *token)
{
    if (atomic_fetch_sub(&token->holders, 1) == 1) {
        free(token);
    }
}

static bool target_read(struct exchange *exchange, const char *target)
{
    struct http_request *request = &exchange->request;
    request->target = arena_copy(&exchange->arena, str_of(target));
    struct str rest = request->target;
    for (size_t i = 0; i < rest.len; i++) {
        unsigned char c = (unsigned char)rest.p[i];
        if (c <= 0x20 || c == 0x7f || c == '#') {
            return false;
        }
    }
    if (str_starts(rest, STR("http://"))) { /* RFC 9112 § 3.2.2: the absolute form */
        rest = str_from(rest, 7);
        rest = str_from(rest, str_find_char(rest, '/'));
    }
    struct str path, query;
    str_cut(rest, '?', &path, &query);
    return uri_path(&exchange->arena, path, &request->path)
           && uri_pairs(&exchange->arena, query, &request->query, &request->query_n);
}

void *exchange_begin(void *server, const char *target, struct MHD_Connection *connection)
{
    struct exchange *exchange = exchange_take(server);
    exchange->connection = connection;
    exchange->is_malformed = !target_read(exchange, target);
    return exchange;
}

static struct str peer_text(struct exchange *exchange)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(exchange->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    char text[INET6_ADDRSTRLEN] = "";
    if (info == NULL || info->client_addr == NULL) {
        return STR("");
    }
    struct sockaddr_in6 v6;
    struct sockaddr_in v4;
    const char *made = NULL;
    if (info->client_addr->sa_family == AF_INET6) {
        memcpy(&v6, info->client_addr, sizeof v6);
        made = inet_ntop(AF_INET6, &v6.sin6_addr, text, sizeof text);
    } else if (info->client_addr->sa_family == AF_INET) {
        memcpy(&v4, info->client_addr, sizeof v4);
        made = inet_ntop(AF_INET, &v4.sin_addr, text, sizeof text);
    }
    return made == NULL ? STR("") : arena_copy(&exchange->arena, str_of(text));
}

static bool is_known_method(const char *method)
{
    static const char *const known[] = {"GET", "HEAD", "POST", "PUT", "DELETE"};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (strcmp(method, known[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* After the headers, before any byte of the body: refuse now, or read on. */
static enum MHD_Result headers_step(struct exchange *exchange, const char *method,
                                    const char *version)
{
    struct http_server *server = exchange->server;
    struct http_request *request = &exchange->request;
    struct MHD_Connection *connection = exchange->connection;
    if (!guard_check(exchange, method, version) || exchange->is_malformed) {
        return reply_refuse(connection, MHD_HTTP_BAD_REQUEST,
                            STR("The request is malformed: see RFC 9112.\n"), true);
    }
    if (request->target.len > LIMIT_HTTP_URI_BYTES) {
        return reply_refuse(connection, MHD_HTTP_URI_TOO_LONG,
                            STR("The address is longer than 8000 bytes.\n"), true);
    }
    if (!is_known_method(method)) {
        return reply_refuse(connection, MHD_HTTP_METHOD_NOT_ALLOWED,
                            STR("Only GET, HEAD, POST, PUT and DELETE are known here.\n"), true);
    }
    int64_t length = guard_body_length(request);
    bool has_body = length != 0;
    if (length > 0 && (uint64_t)length > server->options.body_bytes_max) {
        return reply_refuse(connection, MHD_HTTP_CONTENT_TOO_LARGE,
                            STR("The request's body is larger than this server takes.\n"), true);
    }
    if (atomic_load(&server->is_stopping)) {
        return reply_refuse(connection, MHD_HTTP_SERVICE_UNAVAILABLE,
                            STR("The server is stopping. Try again later.\n"), true);
    }
    const struct http_options *options = &server->options;
    if (options->is_overloaded != NULL && options->is_overloaded(options->context)) {
        return reply_refuse(connection, MHD_HTTP_SERVICE_UNAVAILABLE,
                            STR("Too many requests are waiting. Try again in a second.\n"),
                            has_body);
    }
    request->method = arena_copy(request->arena, str_of(method));
    request->peer = peer_text(exchange);
    exchange->stage = EXCHANGE_BODY;
    if (length > 0) {
        exchange->body_cap = (size_t)length;
        exchange->body = arena_alloc(request->arena, exchange->body_cap);
    }
    return MHD_YES;
}

/* A body in chunks that grows over the limit is read on without being kept, so that the client
 * hears why; one that goes on for ever is cut off. */
static enum MHD_Result body_step(struct exchange *exchange, const char *upload, size_t *bytes)
{
    size_t max = exchange->server->options.body_bytes_max, n = *bytes;
    *bytes = 0;
    size_t len = exchange->body_len;
    exchange->body_len += n;
    if (exchange->body_len > max) {
        return exchange->body_len > 8 * max ? MHD_NO : MHD_YES;
    }
    if (len + n > exchange->body_cap) {
        size_t cap = exchange->body_cap == 0 ? BODY_FIRST_BYTES : exchange->body_cap;
        while (cap < len + n) {
            cap *= 2;
        }
        char *body = arena_alloc(&exchange->arena, cap);
        memcpy(body, exchange->body == NULL ? "" : exchange->body, len);
        exchange->body = body;
        exchange->body_cap = cap;
    }
    memcpy(exchange->body + len, upload, n);
    return MHD_YES;
}

static enum MHD_Result handler_step(struct exchange *exchange)
{
    struct http_server *server = exchange->server;
    if (exchange->body_len > server->options.body_bytes_max) {
        return reply_refuse(exchange->connection, MHD_HTTP_CONTENT_TOO_LARGE,
                            STR("The request's body is larger than this server takes.\n"), true);
    }
    exchange->request.body = (struct str){exchange->body, exchange->body_len};
    os_mutex_lock(&server->mutex);
    server->active_n++;
    os_mutex_unlock(&server->mutex);
    exchange->is_active = true;
    struct http_response response = {.status = MHD_HTTP_OK};
    server->options.handler(server->options.context, &exchange->request, &response);
    if (exchange->stage == EXCHANGE_DEFERRED) {
        return MHD_YES; /* perhaps answered already: then this thread is told to come again */
    }
    exchange->stage = EXCHANGE_ANSWERED;
    unsigned status = 0;
    struct MHD_Response *reply = reply_make(&response, &status);
    enum MHD_Result result = MHD_queue_response(exchange->connection, status, reply);
    MHD_destroy_response(reply);
    return result;
}

static enum MHD_Result resumed_step(struct exchange *exchange)
{
    struct http_token *token = exchange->token;
    gl_assert(atomic_load(&token->state) != TOKEN_WAITING);
    exchange->stage = EXCHANGE_ANSWERED;
    return MHD_queue_response(exchange->connection, token->status, token->response);
}

enum MHD_Result exchange_step(void *server, struct MHD_Connection *connection, const char *url,
                              const char *method, const char *version, const char *upload,
                              size_t *upload_bytes, void **context)
{
    (void)server;
    (void)connection;
    (void)url;
    struct exchange *exchange = *context;
    switch (exchange->stage) {
    case EXCHANGE_NEW:
        return headers_step(exchange, method, version);
    case EXCHANGE_BODY:
        return *upload_bytes > 0 ? body_step(exchange, upload, upload_bytes)
                                 : handler_step(exchange);
    case EXCHANGE_DEFERRED:
        return resumed_step(exchange);
    case EXCHANGE_ANSWERED:
        break;
    }
    return MHD_NO;
}

void exchange_end(void *server, struct MHD_Connection *connection, void **context,
                  enum MHD_RequestTerminationCode code)
{
    (void)server;
    (void)connection;
    (void)code;
    struct exchange *exchange = *context;
    if (exchange == NULL) {
        return;
    }
    *context = NULL;
    if (exchange->token != NULL) {
        struct http_token *token = exchange->token;
        gl_assert(atomic_load(&token->state) != TOKEN_WAITING);
        MHD_destroy_response(token->response);
        exchange_release_token(token);
    }
    exchange_give_back(exchange);
}
