/*
 * http.h - requests in, responses out; libmicrohttpd (epoll, a pool of threads) behind one header.
 *
 * A request reaches the handler only when it is unambiguous: the head has been read a second time,
 * strictly (guard.h), against the library's own reading; path and query are decoded, valid UTF-8.
 * Everything in a request lives in its arena until the response is sent.
 *
 * The handler runs on one of few pool threads, each serving many connections, so it must not wait.
 * What has to wait (a commit) is answered later: the handler calls http_suspend and returns; any
 * thread calls http_resume once. This also holds while the server stops and when the client has
 * gone: the token stays valid until it is resumed.
 */
#ifndef GULOU_HTTP_HTTP_H
#define GULOU_HTTP_HTTP_H

#include "base/arena.h"
#include "base/err.h"

struct http_pair {
    struct str name;
    struct str value;
};

struct http_request {
    struct str method; /* "GET" also where the client asks for HEAD */
    bool is_head;      /* the body is not sent; the handler need not care */
    struct str path;   /* decoded; begins with '/' and has no "." or ".." segment */
    struct str path_raw;
    struct str query_raw;          /* without the '?' */
    const struct http_pair *query; /* decoded, in the order given */
    size_t query_n;
    const struct http_pair *headers; /* names in lower case, in the order given */
    size_t headers_n;
    struct str body;     /* bytes, not checked for UTF-8 */
    struct str peer;     /* "127.0.0.1", without the port */
    struct arena *arena; /* the handler's; after http_suspend the resuming thread's */
};

enum { HTTP_EXTRA_HEADERS_MAX = 16 };

/* Text is static or in the request's arena. Zeroed before the handler is called. */
struct http_response {
    int status;
    struct str content_type;
    struct str body;
    struct str etag;   /* without quotes; a request whose If-None-Match names it gets 304 */
    int64_t max_age_s; /* 0: not stored, or with an etag asked for again each time */
    bool is_public;    /* caches between may keep it too */
    bool is_closing;   /* close the connection afterwards */
    struct http_pair extra[HTTP_EXTRA_HEADERS_MAX];
    size_t extra_n;
};

typedef void http_handler(void *context, const struct http_request *request,
                          struct http_response *response);

struct http_options {
    struct str listen;     /* "127.0.0.1:8080", "[::1]:0"; port 0: any free one */
    int threads;           /* 0: 2 */
    size_t body_bytes_max; /* 0: LIMIT_REQUEST_BYTES; more is refused with 413 before it is read */
    http_handler *handler; /* on several threads at once */
    /* NULL or: whether a request that is not GET or HEAD is to be refused now (503, "Retry-After:
     * 1") before its body is read. Called on the pool threads. */
    bool (*is_overloaded)(void *context);
    void *context;
};

struct http_server;
struct http_token;

ERR_CHECKED bool http_start(const struct http_options *options, struct http_server **server_out,
                            struct err *err);
int http_port(const struct http_server *server);
/* Takes no new request, waits up to 10 seconds for suspended ones, answers the rest with 503, lets
 * what is being sent end, and returns when no handler runs any more. Not from a handler. */
void http_stop(struct http_server *server);

/* Only inside the handler, once; its response is then ignored. The request stays readable until
 * the token is resumed; its arena now belongs to who resumes. */
struct http_token *http_suspend(const struct http_request *request);
const struct http_request *http_token_request(const struct http_token *token);
/* Exactly once for each token, from any thread, even before the handler has returned or after
 * http_stop (then nothing is sent). Copies the response; the token and the request are gone. */
void http_resume(struct http_token *token, const struct http_response *response);

/* Of the first header or parameter of that name; empty when there is none. */
struct str http_header(const struct http_request *request, const char *name_lower);
struct str http_query(const struct http_request *request, const char *name);
bool http_query_find(const struct http_request *request, const char *name, struct str *value_out);
struct str http_cookie(const struct http_request *request, const char *name);

void http_respond(struct http_response *response, int status, struct str content_type,
                  struct str body);
void http_add_header(struct http_response *response, struct str name, struct str value);
/* 303 to a path of this server. */
void http_redirect(struct http_response *response, struct str location);
const char *http_reason(int status); /* "Not Found" */

#define HTTP_HTML STR("text/html; charset=utf-8")
#define HTTP_TEXT STR("text/plain; charset=utf-8")
#define HTTP_JSON STR("application/json; charset=utf-8")
#define HTTP_CSS STR("text/css; charset=utf-8")
#define HTTP_SVG STR("image/svg+xml")

#endif
