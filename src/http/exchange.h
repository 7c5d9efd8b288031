/*
 * exchange.h - inside this folder: one request under way, the pool of them, and the server.
 */
#ifndef GULOU_HTTP_EXCHANGE_H
#define GULOU_HTTP_EXCHANGE_H

#include <microhttpd.h>

#include "base/list.h"
#include "http/http.h"
#include "os/thread.h"

enum exchange_stage { EXCHANGE_NEW, EXCHANGE_BODY, EXCHANGE_DEFERRED, EXCHANGE_ANSWERED };

/* Owned by the pool thread of its connection; only the token crosses threads. */
struct exchange {
    struct http_request request;
    struct arena arena;
    struct http_server *server;
    struct MHD_Connection *connection;
    struct http_token *token; /* deferred and not yet sent; then freed by the exchange */
    struct exchange *next;    /* in the pool of free ones */
    enum exchange_stage stage;
    bool is_malformed; /* the target did not decode */
    bool is_active;    /* counted in active_n */
    char *body;
    size_t body_len, body_cap;
};

/* Shared by the connection's thread, the answering one and http_stop. Whoever changes `state` from
 * TOKEN_WAITING sets the response and resumes the connection. */
enum token_state { TOKEN_WAITING, TOKEN_ANSWERED, TOKEN_ABANDONED };

struct http_token {
    _Atomic int state;
    _Atomic int holders; /* the exchange and the answerer; the last one frees it */
    struct exchange *exchange;
    struct MHD_Response *response;
    unsigned status;
    struct http_token *previous, *next; /* the server's list of waiting ones */
};

struct http_server {
    struct http_options options;
    struct MHD_Daemon *daemon;
    int port;
    _Atomic bool is_stopping;
    struct os_mutex mutex;
    struct os_condition is_quiet; /* when active_n or deferred_n falls */
    struct exchange *free;
    size_t free_n;
    size_t active_n;   /* handed to the handler and not yet sent */
    size_t deferred_n; /* tokens not answered, or being answered */
    struct http_token *waiting;
};

/* The three callbacks of libmicrohttpd: a request line has come; headers, a piece of the body, its
 * end, or the time after a resume; the request is over, however it went. */
void *exchange_begin(void *server, const char *target, struct MHD_Connection *connection);
enum MHD_Result exchange_step(void *server, struct MHD_Connection *connection, const char *url,
                              const char *method, const char *version, const char *upload,
                              size_t *upload_bytes, void **exchange);
void exchange_end(void *server, struct MHD_Connection *connection, void **exchange,
                  enum MHD_RequestTerminationCode code);
void exchange_free_pool(struct http_server *server);
void exchange_release_token(struct http_token *token); /* one holder less */

#endif
