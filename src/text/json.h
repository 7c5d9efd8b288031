/*
 * json.h - JSON in (a tree in an arena) and out (a stream into a buffer).
 *
 * Integers only, within ±(2^53 − 1) (RFC 8785; decimals, money and dates are strings); no key
 * twice; strict UTF-8; nested at most LIMIT_JSON_DEPTH deep.
 */
#ifndef GULOU_TEXT_JSON_H
#define GULOU_TEXT_JSON_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/decimal.h"
#include "base/err.h"

enum json_kind {
    JSON_IS_NULL,
    JSON_IS_BOOL,
    JSON_IS_INT,
    JSON_IS_STRING,
    JSON_IS_ARRAY,
    JSON_IS_OBJECT
};

struct json_value;

struct json_member {
    struct str key;
    struct json_value *value;
};

struct json_value {
    enum json_kind kind;
    int64_t number; /* of an integer; of a boolean 0 or 1 */
    struct str text;
    struct json_member *members; /* of an object, in its order */
    size_t members_n;
    struct json_value **items; /* of an array */
    size_t items_n;
};

/* Copies all text into the arena. ERR_INPUT names line and column, or the path of the refused value
 * ("fields.parties[2].born"). Text comes as it was written: doors make it NFC (utf8_nfc). */
ERR_CHECKED bool json_parse(struct arena *arena, struct str bytes, struct json_value **value_out,
                            struct err *err);
const struct json_value *json_get(const struct json_value *object, const char *key); /* or NULL */
/* RFC 8785: keys sorted by UTF-16 code units, no white space. Text is written as it is: normal form
 * C is made once, at the door, so that a newer Unicode table changes no hash. */
void json_canonical(const struct json_value *value, struct buf *out);
const char *json_kind_name(enum json_kind kind); /* "an object" */

/* A writer that sets the commas and escapes; what is written must be valid UTF-8. A document is
 * well formed if every begin has its end and every member its key. Over the buffer's maximum:
 * buf->is_over. */
struct json_out {
    struct buf *buf;
    bool needs_comma;
};

void json_out_init(struct json_out *out, struct buf *buf);
void json_out_begin_object(struct json_out *out);
void json_out_end_object(struct json_out *out);
void json_out_begin_array(struct json_out *out);
void json_out_end_array(struct json_out *out);
void json_out_key(struct json_out *out, struct str key);
void json_out_string(struct json_out *out, struct str text);
void json_out_i64(struct json_out *out, int64_t value);
void json_out_decimal(struct json_out *out, struct decimal value); /* a number: 39.26 */
void json_out_bool(struct json_out *out, bool value);
void json_out_null(struct json_out *out);
/* "key":"text" in one step. */
void json_out_member(struct json_out *out, struct str key, struct str text);
void json_out_raw(struct json_out *out, struct str json); /* already JSON: a number, a value */

#endif
