/*
 * web.h - the web server of an office: pages, API, and the queue before the committer.
 *
 * Requests are read and answered on the HTTP pool; each has a reader of its own while it lasts.
 * A write is put into a bounded queue; one thread takes what waits, commits it as one batch, and
 * only then answers all (DESIGN H5). While it commits, the next batch gathers.
 */
#ifndef GULOU_WEB_WEB_H
#define GULOU_WEB_WEB_H

#include "base/err.h"
#include "office/office.h"

struct web_options {
    struct office *office;
    struct str listen; /* "127.0.0.1:8080" */
    int threads;       /* 0: 2 */
    struct str pages;  /* folder to read templates from; empty: embedded */
};

struct web;

ERR_CHECKED bool web_start(const struct web_options *options, struct web **web_out,
                           struct err *err);
int web_port(const struct web *web);
/* Has the committer run `work` in its turn, after what waits already, and returns when that is
 * done; is_alone: while no page or API request reads. False: the server stops, and it was not run.
 * The work may use the office; when it leaves it unusable (office_is_over), the server has failed.
 */
ERR_CHECKED bool web_run(struct web *web, void (*work)(void *context), void *context, bool is_alone,
                         struct err *err);
/* Answers what waits, then stops. */
void web_stop(struct web *web);
/* Whether the committer has met an error after which nothing may be written (ERR_UNCERTAIN). */
bool web_has_failed(const struct web *web, struct err *err);

#endif
