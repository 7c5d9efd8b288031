/*
 * form.h - what a browser sends: percent-encoding, query strings, forms, multipart forms, cookies.
 * All pure; bad input is refused with a sentence, never guessed at.
 */
#ifndef GULOU_HTTP_FORM_H
#define GULOU_HTTP_FORM_H

#include "http/http.h"

/* "%E9%BC%93" to text; `+` stays. False: a bad escape, a control character, or no UTF-8. */
bool form_decode(struct arena *arena, struct str raw, struct str *text_out);
/* Percent-encodes all but letters, digits and -._~ (RFC 3986 unreserved). */
struct str form_encode(struct arena *arena, struct str text);

struct form_file {
    struct str field;
    struct str name; /* as the browser gave it, without any path */
    struct str content_type;
    struct str bytes; /* in the request's body */
};

struct form {
    struct http_pair *fields; /* in the order given; line ends are \n */
    size_t fields_n;
    struct form_file *files;
    size_t files_n;
};

/* Of a query string or an application/x-www-form-urlencoded body. ERR_USAGE says what is wrong. */
ERR_CHECKED bool form_parse_pairs(struct arena *arena, struct str raw, struct form *form_out,
                                  struct err *err);
/* The request's body, by its content type: urlencoded or multipart/form-data. */
ERR_CHECKED bool form_parse(const struct http_request *request, struct form *form_out,
                            struct err *err);
bool form_find(const struct form *form, const char *name, struct str *value_out);
struct str form_get(const struct form *form, const char *name); /* empty when there is none */

#endif
