/*
 * internal.h - the web server's insides, for the files of this folder only.
 */
#ifndef GULOU_WEB_INTERNAL_H
#define GULOU_WEB_INTERNAL_H

#include "http/http.h"
#include "http/route.h"
#include "office/reader.h"
#include "os/thread.h"
#include "web/web.h"

enum { READERS_MAX = 64 };

/* Work of another door, done by the committer. */
struct web_work {
    void (*run)(void *context);
    void *context;
    bool is_alone; /* nobody reads meanwhile: definitions change, logs are emptied */
    bool is_done, was_run;
};

struct web_job {
    struct http_token *token;
    struct command command;
    struct web_work *work; /* instead of a command */
    struct web_job *next;
};

struct web {
    struct arena arena;
    struct office *office;
    struct http_server *server;
    struct os_mutex readers_mutex;
    struct os_condition readers_free;
    struct reader *readers[READERS_MAX];
    size_t readers_n;   /* free ones */
    size_t readers_all; /* opened */
    /* the queue */
    struct os_mutex mutex;
    struct os_condition arrived, worked, stopping;
    struct web_job *first, *last;
    struct os_counter waiting;
    bool is_stopping, has_failed;
    struct err failure;
    struct date swept_on;
    int64_t signed_ns, signed_size; /* when, and over how many entries, a checkpoint was signed */
    struct os_thread committer, indexer;
    bool has_indexer;
    struct pages *pages;
};

struct reader *web_take_reader(struct web *web);
void web_give_reader(struct web *web, struct reader *reader);

/* Queues the command and returns; the committer answers the request. */
void web_submit(struct web *web, const struct http_request *request, const struct command *command);
void web_committer(void *web);

/* indexer.c */
void web_indexer(void *web);

/* api.c: everything under /api/v1. */
void api_handle(struct web *web, const struct http_request *request,
                struct http_response *response);
/* A problem of RFC 9457 as the response. */
void api_problem(struct http_response *response, struct arena *arena, int status, struct str title,
                 const struct complaints *complaints);
void api_problem_of(struct http_response *response, struct arena *arena, const struct err *err);
/* api_lookup.c */
void api_lookup(struct web *web, const struct http_request *request, struct str register_key,
                int64_t person, struct http_response *response);
/* The JSON answer to a write. */
void api_answer(struct http_response *response, struct arena *arena, const struct answer *answer,
                bool is_demo);

/* pages.c: everything else. */
ERR_CHECKED bool pages_open(struct web *web, struct str folder, struct err *err);
/* What the first page would have to count over the whole office is counted before it is asked. */
void pages_warm(struct web *web);
void pages_handle(struct web *web, const struct http_request *request,
                  struct http_response *response);

#endif
