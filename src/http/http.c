/* The server: see http.h. */
#include "http/http.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/assert.h"
#include "base/limits.h"
#include "crypto/hash.h"
#include "http/exchange.h"
#include "http/reply.h"
#include "os/clock.h"

enum { STOP_SEND_MS = 2000 }; /* for the last bytes of refusals */

struct address {
    struct sockaddr_storage bytes;
    bool is_v6;
};

static bool address_parse(struct str listen, struct address *address_out)
{
    size_t colon = listen.len;
    while (colon > 0 && listen.p[colon - 1] != ':') {
        colon--;
    }
    int64_t port = 0;
    char host[INET6_ADDRSTRLEN + 2] = "";
    if (colon < 2 || colon - 1 >= sizeof host || !str_to_i64(str_from(listen, colon), &port)
        || port < 0 || port > 65535) {
        return false;
    }
    struct str name = str_first(listen, colon - 1);
    bool is_v6 = name.len > 2 && name.p[0] == '[' && name.p[name.len - 1] == ']';
    name = is_v6 ? (struct str){name.p + 1, name.len - 2} : name;
    name = str_equal_c(name, "localhost") ? STR("127.0.0.1") : name;
    memcpy(host, name.p, name.len);
    struct sockaddr_in v4 = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6, .sin6_port = htons((uint16_t)port)};
    address_out->is_v6 = is_v6;
    if (is_v6) {
        bool is_good = inet_pton(AF_INET6, host, &v6.sin6_addr) == 1;
        memcpy(&address_out->bytes, &v6, sizeof v6);
        return is_good;
    }
    bool is_good = inet_pton(AF_INET, host, &v4.sin_addr) == 1;
    memcpy(&address_out->bytes, &v4, sizeof v4);
    return is_good;
}

static struct MHD_Daemon *daemon_start(struct http_server *server, struct address *address)
{
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME;
    if (address->is_v6) {
        flags |= MHD_USE_IPv6;
    }
    int threads = server->options.threads;
    struct MHD_OptionItem pool[] = {
        {threads > 1 ? MHD_OPTION_THREAD_POOL_SIZE : MHD_OPTION_END, threads, NULL},
        {MHD_OPTION_END, 0, NULL}};
    return MHD_start_daemon(flags, 0, NULL, NULL, exchange_step, server, MHD_OPTION_SOCK_ADDR,
                            (struct sockaddr *)&address->bytes, MHD_OPTION_URI_LOG_CALLBACK,
                            exchange_begin, server, MHD_OPTION_NOTIFY_COMPLETED, exchange_end,
                            server, MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_CONNECTION_TIMEOUT,
                            (unsigned)server->options.timeout_seconds, MHD_OPTION_CONNECTION_LIMIT,
                            (unsigned)LIMIT_HTTP_CONNECTIONS, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
                            (size_t)LIMIT_HTTP_HEAD_BYTES, MHD_OPTION_ARRAY, pool, MHD_OPTION_END);
}

static void server_free(struct http_server *server)
{
    exchange_free_pool(server);
    os_mutex_done(&server->mutex);
    os_condition_done(&server->is_quiet);
    free(server);
}

bool http_start(const struct http_options *options, struct http_server **server_out,
                struct err *err)
{
    gl_assert(options->handler != NULL && options->threads >= 1 && options->threads <= 64);
    struct address address;
    if (!address_parse(options->listen, &address)) {
        return err_set(err, ERR_USAGE,
                       "cannot listen at \"%" STR_FMT
                       "\": expected ADDRESS:PORT, such as 127.0.0.1:8080 or [::1]:8080",
                       STR_ARG(options->listen));
    }
    struct http_server *server = calloc(1, sizeof *server);
    gl_assert(server != NULL);
    os_mutex_init(&server->mutex);
    os_condition_init(&server->is_quiet);
    server->options = *options;
    if (options->body_bytes_max == 0) {
        server->options.body_bytes_max = LIMIT_REQUEST_BYTES;
    }
    if (options->timeout_seconds == 0) {
        server->options.timeout_seconds = LIMIT_HTTP_IDLE_S;
    }
    if (options->stop_wait_ms == 0) {
        server->options.stop_wait_ms = LIMIT_HTTP_STOP_S * 1000;
    }
    errno = 0;
    server->daemon = daemon_start(server, &address);
    if (server->daemon == NULL) {
        int code = errno;
        server_free(server);
        err_set(err, ERR_SYSTEM, "cannot listen at %" STR_FMT, STR_ARG(options->listen));
        err_detail(err, "%s", code == 0 ? "libmicrohttpd gives no reason" : strerror(code));
        err_hint(err, "another program may hold the port: choose one with --listen");
        return false;
    }
    server->port = MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_BIND_PORT)->port;
    *server_out = server;
    return true;
}

int http_port(const struct http_server *server)
{
    return server->port;
}

struct http_token *http_defer(const struct http_request *request)
{
    struct exchange *exchange = request->internal;
    struct http_server *server = exchange->server;
    gl_assert(exchange->stage == EXCHANGE_BODY);
    struct http_token *token = calloc(1, sizeof *token);
    gl_assert(token != NULL);
    atomic_init(&token->state, TOKEN_WAITING);
    atomic_init(&token->holders, 2);
    token->exchange = exchange;
    exchange->token = token;
    exchange->stage = EXCHANGE_DEFERRED;
    /* Before anybody can answer: a resume that came first would be lost. */
    MHD_suspend_connection(exchange->connection);
    os_mutex_lock(&server->mutex);
    server->deferred_n++;
    token->next = server->waiting;
    if (token->next != NULL) {
        token->next->previous = token;
    }
    server->waiting = token;
    os_mutex_unlock(&server->mutex);
    return token;
}

/* Sends the answer and takes the token off the list; the caller has won its state. */
static void token_finish(struct http_token *token, const struct http_response *response)
{
    struct http_server *server = token->exchange->server;
    struct MHD_Connection *connection = token->exchange->connection;
    token->response = reply_make(response, &token->status);
    MHD_resume_connection(connection); /* from here on the exchange may be gone */
    os_mutex_lock(&server->mutex);
    if (token->previous != NULL) {
        token->previous->next = token->next;
    } else {
        server->waiting = token->next;
    }
    if (token->next != NULL) {
        token->next->previous = token->previous;
    }
    server->deferred_n--;
    os_condition_broadcast(&server->is_quiet);
    os_mutex_unlock(&server->mutex);
}

void http_answer(struct http_token *token, const struct http_response *response)
{
    int waiting = TOKEN_WAITING;
    if (atomic_compare_exchange_strong(&token->state, &waiting, TOKEN_ANSWERED)) {
        token_finish(token, response);
    } else {
        gl_assert(waiting == TOKEN_ABANDONED); /* answered twice is a bug */
    }
    exchange_release_token(token);
}

/* The server's mutex is held. Wins a token that nobody has answered, and holds it; NULL when none
 * is left. */
static struct http_token *token_abandon_one(struct http_server *server)
{
    for (struct http_token *token = server->waiting; token != NULL; token = token->next) {
        int waiting = TOKEN_WAITING;
        if (atomic_compare_exchange_strong(&token->state, &waiting, TOKEN_ABANDONED)) {
            atomic_fetch_add(&token->holders, 1); /* its answerer may let go of it meanwhile */
            return token;
        }
    }
    return NULL;
}

static void wait_quiet(struct http_server *server, int64_t time_ms)
{
    int64_t deadline = os_monotonic_ns() + time_ms * 1000000;
    os_mutex_lock(&server->mutex);
    while (server->active_n > 0
           && os_condition_wait_until(&server->is_quiet, &server->mutex, deadline)) {
    }
    os_mutex_unlock(&server->mutex);
}

void http_stop(struct http_server *server)
{
    static const struct http_response gone = {
        .status = MHD_HTTP_SERVICE_UNAVAILABLE,
        .content_type = {"text/plain; charset=utf-8", 25},
        .body = {"The server stopped before it was known what became of this.\n", 60}};
    atomic_store(&server->is_stopping, true);
    MHD_socket listening = MHD_quiesce_daemon(server->daemon);
    if (listening != MHD_INVALID_SOCKET) {
        close(listening);
    }
    wait_quiet(server, server->options.stop_wait_ms);
    os_mutex_lock(&server->mutex);
    struct http_token *token = token_abandon_one(server);
    while (token != NULL) {
        os_mutex_unlock(&server->mutex);
        token_finish(token, &gone);
        exchange_release_token(token);
        os_mutex_lock(&server->mutex);
        token = token_abandon_one(server);
    }
    while (server->deferred_n > 0) { /* somebody is between winning a token and resuming */
        os_condition_wait(&server->is_quiet, &server->mutex);
    }
    os_mutex_unlock(&server->mutex);
    wait_quiet(server, STOP_SEND_MS);
    MHD_stop_daemon(server->daemon);
    server_free(server);
}

static struct str pair_find(const struct http_pair *pairs, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++) {
        if (str_equal_c(pairs[i].name, name)) {
            return pairs[i].value;
        }
    }
    return STR_NONE;
}

struct str http_header(const struct http_request *request, const char *name)
{
    return pair_find(request->headers, request->headers_n, name);
}

struct str http_query(const struct http_request *request, const char *name)
{
    return pair_find(request->query, request->query_n, name);
}

struct str http_cookie(const struct http_request *request, const char *name)
{
    struct str rest = http_header(request, "cookie"), piece;
    while (str_next(&rest, ';', &piece)) {
        struct str key, value;
        if (str_cut(str_trim(piece), '=', &key, &value) && str_equal_c(key, name)) {
            return value;
        }
    }
    return STR_NONE;
}

void http_respond(struct http_response *response, int status, struct str content_type,
                  struct str body)
{
    response->status = status;
    response->content_type = content_type;
    response->body = body;
}

void http_redirect(struct http_response *response, struct str location)
{
    response->status = MHD_HTTP_SEE_OTHER;
    http_response_add(response, STR("Location"), location);
}

const char *http_reason(int status)
{
    const char *reason = MHD_get_reason_phrase_for((unsigned)status);
    return reason == NULL ? "" : reason;
}

void http_response_add(struct http_response *response, struct str name, struct str value)
{
    gl_assert(response->headers_n < HTTP_RESPONSE_HEADERS_MAX);
    response->headers[response->headers_n++] = (struct http_pair){name, value};
}

struct str http_etag(struct arena *arena, struct str body)
{
    struct hash256 hash;
    hash_sha256(body.p, body.len, &hash);
    static const char digits[] = "0123456789abcdef";
    char tag[2 * 16];
    for (size_t i = 0; i < 16; i++) {
        tag[2 * i] = digits[hash.b[i] >> 4];
        tag[2 * i + 1] = digits[hash.b[i] & 15];
    }
    return arena_print(arena, "\"%.32s\"", tag);
}

bool http_is_fresh(const struct http_request *request, struct str etag)
{
    struct str rest = http_header(request, "if-none-match"), piece;
    while (str_next(&rest, ',', &piece)) {
        piece = str_trim(piece);
        piece = str_starts(piece, STR("W/")) ? str_from(piece, 2) : piece;
        if (str_equal(piece, etag) || str_equal_c(piece, "*")) {
            return true;
        }
    }
    return false;
}
