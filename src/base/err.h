/*
 * err.h - an operating error: something outside the program went wrong or was refused.
 *
 * A function that can fail returns bool (true: done), is ERR_CHECKED, and has struct err * last.
 * The struct is untouched on success, so calls chain with &&. Complaints about the user's data are
 * not errors but results: see complaint.h.
 */
#ifndef GULOU_BASE_ERR_H
#define GULOU_BASE_ERR_H

#include "base/str.h"

enum err_kind {
    ERR_NONE,
    ERR_USAGE,     /* wrong command line or request form: exit 2, HTTP 400 */
    ERR_INPUT,     /* data from outside is wrong: exit 1, HTTP 422 */
    ERR_DENIED,    /* this actor may not: exit 1, HTTP 403 */
    ERR_MISSING,   /* no such thing: exit 1, HTTP 404 */
    ERR_CONFLICT,  /* the state of things does not allow it: exit 1, HTTP 409 */
    ERR_LIMIT,     /* over a named limit: exit 1, HTTP 413 */
    ERR_BUSY,      /* try again later: exit 111, HTTP 503 */
    ERR_STORE,     /* the database failed, nothing was written: exit 111, HTTP 500 */
    ERR_UNCERTAIN, /* it is not known whether a commit took place: exit 111, HTTP 503 */
    ERR_SYSTEM     /* files, memory, network: exit 111, HTTP 500 */
};

struct err {
    enum err_kind kind;
    char what[512];   /* a sentence: what failed, where, what was expected */
    char detail[512]; /* the driver's or system's own words, or "" */
    char hint[256];   /* what to do, or "" */
};

#define ERR_CHECKED __attribute__((warn_unused_result))

/* Fills err and returns false, so that a function can end with it. Over-long text is cut at a
 * character. */
__attribute__((format(printf, 3, 4))) bool err_set(struct err *err, enum err_kind kind,
                                                   const char *what, ...);
__attribute__((format(printf, 2, 3))) void err_detail(struct err *err, const char *detail, ...);
__attribute__((format(printf, 2, 3))) void err_hint(struct err *err, const char *hint, ...);
int err_exit_status(enum err_kind kind);
int err_http_status(enum err_kind kind);
const char *err_kind_name(enum err_kind kind); /* "conflict", for JSON */

#endif
