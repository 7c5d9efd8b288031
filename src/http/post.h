/*
 * post.h - the form that a browser sends: urlencoded, or multipart with files. Bad input is refused
 * with a sentence, never guessed at.
 */
#ifndef GULOU_HTTP_POST_H
#define GULOU_HTTP_POST_H

#include "http/http.h"

struct post_file {
    struct str field;
    struct str name; /* as the browser gave it, without any path; shown, never opened */
    struct str content_type;
    struct str bytes; /* in the request's body */
};

/* Text is UTF-8 in normal form C, without control characters but line ends (\n) and tabs. */
struct post_form {
    struct http_pair *fields; /* in the order given */
    size_t fields_n;
    struct post_file *files; /* those chosen: an empty file input is left out */
    size_t files_n;
};

/* The request's body, by its content type: application/x-www-form-urlencoded (WHATWG URL) or
 * multipart/form-data (RFC 7578). At most LIMIT_FORM_PAIRS. ERR_USAGE or ERR_LIMIT. */
ERR_CHECKED bool post_parse(const struct http_request *request, struct post_form *post_out,
                            struct err *err);
/* Of the first field of that name; STR_NONE (p == NULL) when there is none. */
struct str post_get(const struct post_form *post, const char *name);
const struct post_file *post_file(const struct post_form *post, const char *name); /* or NULL */

#endif
