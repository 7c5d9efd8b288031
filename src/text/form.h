/*
 * form.h - application/x-www-form-urlencoded: queries and bodies of plain forms, as names and
 * values.
 */
#ifndef GULOU_TEXT_FORM_H
#define GULOU_TEXT_FORM_H

#include "base/err.h"
#include "base/list.h"

struct form_pair {
    struct str name;
    struct str value;
};

struct form {
    LIST_OF(struct form_pair) pairs; /* in their order; a name may stand more than once */
};

/* Values come as text of this house: UTF-8 in normal form C, lines ended by LF (browsers send
 * CR LF). ERR_USAGE names the pair that cannot be read; ERR_LIMIT more than LIMIT_FORM_PAIRS. */
ERR_CHECKED bool form_parse(struct arena *arena, struct str body, struct form *form_out,
                            struct err *err);
/* The first value of a name; false when it is not there (an empty value is). */
bool form_get(const struct form *form, const char *name, struct str *value_out);

#endif
