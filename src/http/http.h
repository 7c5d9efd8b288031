/*
 * http.h - HTTP/1.1 behind one face: a request in, a response out. The only folder that knows
 * libmicrohttpd.
 *
 * What is malformed, too large or of another method never reaches the handler (guard.h): it is
 * answered 400, 413 or 405 here. A handler answers at once by filling the response, or calls
 * http_defer and lets any thread answer later, so that a few pool threads can hold many requests
 * that wait for one commit.
 */
#ifndef GULOU_HTTP_HTTP_H
#define GULOU_HTTP_HTTP_H

#include "base/arena.h"
#include "base/err.h"

struct http_server;
struct http_token;

struct http_pair {
    struct str name, value;
};

struct http_request {
    struct str method;       /* GET, HEAD, POST, PUT, DELETE */
    struct str path;         /* percent-decoded, without the query; no "." or ".." segment */
    struct str target;       /* as it came: path and query, undecoded */
    struct http_pair *query; /* percent-decoded, in its order */
    size_t query_n;
    struct http_pair *headers; /* names in lower case, values UTF-8 without control characters */
    size_t headers_n;
    struct str body;
    struct str peer;     /* the other end's address as text, without its port */
    struct arena *arena; /* lives as long as the request */
    void *internal;
};

enum { HTTP_RESPONSE_HEADERS_MAX = 16 };

/* What is set here replaces the security header of the same name (reply.c lists them). */
struct http_response {
    int status; /* 200 when the handler leaves it */
    struct str content_type;
    struct str body; /* copied before the handler's caller goes on */
    struct http_pair headers[HTTP_RESPONSE_HEADERS_MAX];
    size_t headers_n;
    bool has_inline_style; /* the self-contained report: the CSP allows style elements */
};

/* Called by a pool thread with the whole body read. Fills the response or calls http_defer. */
typedef void http_handler(void *context, const struct http_request *request,
                          struct http_response *response);

struct http_options {
    struct str listen; /* "127.0.0.1:8080", "[::1]:0" (0: any free port), "localhost:8080" */
    int threads;       /* of the pool, 1 to 64 */
    http_handler *handler;
    bool (*is_overloaded)(void *context); /* or NULL; true: 503 before the body is read */
    void *context;
    size_t body_bytes_max; /* 0: LIMIT_REQUEST_BYTES */
    int timeout_seconds;   /* of a silent connection; 0: LIMIT_HTTP_IDLE_S */
    int stop_wait_ms;      /* for what is under way when the server stops; 0: LIMIT_HTTP_STOP_S */
};

ERR_CHECKED bool http_start(const struct http_options *options, struct http_server **server_out,
                            struct err *err);
int http_port(const struct http_server *server);
/* Takes no new connection, waits at most stop_wait_ms until what is under way is answered, answers
 * 503 to what is still deferred, and frees all. A token may be answered after that: it does
 * nothing. */
void http_stop(struct http_server *server);

/* In the handler, once: the answer comes later. What the handler puts into the response is then
 * ignored. Every token must be answered once. */
struct http_token *http_defer(const struct http_request *request);
/* From any thread; copies the response and frees the token. Also when the client has gone. */
void http_answer(struct http_token *token, const struct http_response *response);

/* Look-ups; STR_NONE (p == NULL) when there is none. Names of headers in lower case. */
struct str http_header(const struct http_request *request, const char *name);
struct str http_query(const struct http_request *request, const char *name); /* the first */
struct str http_cookie(const struct http_request *request, const char *name);

void http_respond(struct http_response *response, int status, struct str content_type,
                  struct str body);
void http_redirect(struct http_response *response, struct str location); /* 303 */
const char *http_reason(int status);                                     /* "Not Found" */
/* Adds a header; asserts that there is room. */
void http_response_add(struct http_response *response, struct str name, struct str value);
/* A strong entity tag of the body, quoted. */
struct str http_etag(struct arena *arena, struct str body);
/* True when If-None-Match names it: the handler answers 304 with the tag and no body. */
bool http_is_fresh(const struct http_request *request, struct str etag);

#define HTTP_HTML STR("text/html; charset=utf-8")
#define HTTP_TEXT STR("text/plain; charset=utf-8")
#define HTTP_JSON STR("application/json; charset=utf-8")
#define HTTP_CSV STR("text/csv; charset=utf-8")
#define HTTP_CSS STR("text/css; charset=utf-8")
#define HTTP_SVG STR("image/svg+xml")

#endif
