#include "text/json.h"

#include <stdlib.h>

#include <jansson.h>

#include "base/assert.h"
#include "base/limits.h"

/* ---- in ---- */

static struct json_value *convert(struct arena *arena, const json_t *from, int depth,
                                  struct err *err);

static bool convert_object(struct arena *arena, const json_t *from, int depth,
                           struct json_value *value, struct err *err)
{
    value->kind = JSON_IS_OBJECT;
    value->members = arena_array(arena, struct json_member, json_object_size(from) + 1);
    json_t *object = (json_t *)(uintptr_t)from; /* jansson's iterator is not const */
    for (void *at = json_object_iter(object); at != NULL; at = json_object_iter_next(object, at)) {
        struct json_member *member = &value->members[value->members_n++];
        member->key = arena_copy(arena, str_of(json_object_iter_key(at)));
        member->value = convert(arena, json_object_iter_value(at), depth + 1, err);
        if (member->value == NULL)
            return false;
    }
    return true;
}

static bool convert_array(struct arena *arena, const json_t *from, int depth,
                          struct json_value *value, struct err *err)
{
    value->kind = JSON_IS_ARRAY;
    value->items_n = json_array_size(from);
    value->items = arena_array(arena, struct json_value *, value->items_n + 1);
    for (size_t i = 0; i < value->items_n; i++) {
        value->items[i] = convert(arena, json_array_get(from, i), depth + 1, err);
        if (value->items[i] == NULL)
            return false;
    }
    return true;
}

static bool convert_integer(const json_t *from, struct json_value *value, struct err *err)
{
    static const json_int_t largest = ((json_int_t)1 << 53) - 1;
    json_int_t number = json_integer_value(from);
    value->kind = JSON_IS_INT;
    value->number = number;
    if (number > largest || number < -largest)
        return err_set(
            err, ERR_INPUT,
            "the number %" JSON_INTEGER_FORMAT " is too large for JSON; write it as text", number);
    return true;
}

static bool convert_plain(struct arena *arena, const json_t *from, struct json_value *value,
                          struct err *err)
{
    switch (json_typeof(from)) {
    case JSON_STRING:
        value->kind = JSON_IS_STRING;
        value->text =
            arena_copy(arena, (struct str){json_string_value(from), json_string_length(from)});
        return true;
    case JSON_TRUE:
    case JSON_FALSE:
        value->kind = JSON_IS_BOOL;
        value->number = json_is_true(from);
        return true;
    case JSON_NULL:
        value->kind = JSON_IS_NULL;
        return true;
    default:
        return err_set(err, ERR_INPUT,
                       "numbers with a fraction or exponent are not used; write decimals as text");
    }
}

static struct json_value *convert(struct arena *arena, const json_t *from, int depth,
                                  struct err *err)
{
    struct json_value *value = arena_new(arena, struct json_value);
    bool is_good;
    if (depth > LIMIT_JSON_DEPTH) {
        err_set(err, ERR_INPUT, "the JSON is nested deeper than %d levels", LIMIT_JSON_DEPTH);
        return NULL;
    }
    if (json_is_object(from))
        is_good = convert_object(arena, from, depth, value, err);
    else if (json_is_array(from))
        is_good = convert_array(arena, from, depth, value, err);
    else if (json_is_integer(from))
        is_good = convert_integer(from, value, err);
    else
        is_good = convert_plain(arena, from, value, err);
    return is_good ? value : NULL;
}

bool json_parse(struct arena *arena, struct str bytes, struct json_value **value_out,
                struct err *err)
{
    json_error_t error;
    json_t *root = json_loadb(bytes.len > 0 ? bytes.p : "", bytes.len,
                              JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);
    if (root == NULL)
        return err_set(err, ERR_INPUT, "this is not JSON: %s in line %d, column %d", error.text,
                       error.line, error.column);
    *value_out = convert(arena, root, 1, err);
    json_decref(root);
    return *value_out != NULL;
}

const struct json_value *json_get(const struct json_value *object, const char *key)
{
    for (size_t i = 0; object != NULL && object->kind == JSON_IS_OBJECT && i < object->members_n;
         i++)
        if (str_equal_c(object->members[i].key, key))
            return object->members[i].value;
    return NULL;
}

/* ---- out ---- */

static void put_escape(struct buf *buf, unsigned char c)
{
    switch (c) {
    case '"':
        buf_put_c(buf, "\\\"");
        break;
    case '\\':
        buf_put_c(buf, "\\\\");
        break;
    case '\b':
        buf_put_c(buf, "\\b");
        break;
    case '\f':
        buf_put_c(buf, "\\f");
        break;
    case '\n':
        buf_put_c(buf, "\\n");
        break;
    case '\r':
        buf_put_c(buf, "\\r");
        break;
    case '\t':
        buf_put_c(buf, "\\t");
        break;
    default:
        buf_print(buf, "\\u%04x", c);
        break;
    }
}

static void put_string(struct buf *buf, struct str text)
{
    size_t from = 0;
    buf_put_char(buf, '"');
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        buf_put_bytes(buf, text.p + from, i - from);
        put_escape(buf, c);
        from = i + 1;
    }
    buf_put_bytes(buf, text.p + from, text.len - from);
    buf_put_char(buf, '"');
}

/* Order of UTF-16 code units: as code points, but for surrogates sorting below U+E000. */
static int compare_utf16(struct str a, struct str b)
{
    size_t n = a.len < b.len ? a.len : b.len;
    for (size_t i = 0; i < n; i++) {
        unsigned char x = (unsigned char)a.p[i], y = (unsigned char)b.p[i];
        if (x == y)
            continue;
        bool x_is_high = x >= 0xF0, y_is_high = y >= 0xF0;
        if (x_is_high != y_is_high && (x >= 0xEE || y >= 0xEE))
            return x_is_high ? -1 : 1;
        return x < y ? -1 : 1;
    }
    return (a.len > b.len) - (a.len < b.len);
}

static int compare_members(const void *a, const void *b)
{
    const struct json_member *const *x = a, *const *y = b;
    return compare_utf16((*x)->key, (*y)->key);
}

static void canonical(const struct json_value *value, struct json_out *out);

static void canonical_object(const struct json_value *value, struct json_out *out)
{
    const struct json_member **order = malloc((value->members_n + 1) * sizeof *order);
    gl_assert(order != NULL);
    for (size_t i = 0; i < value->members_n; i++)
        order[i] = &value->members[i];
    qsort(order, value->members_n, sizeof *order, compare_members);
    json_out_begin_object(out);
    for (size_t i = 0; i < value->members_n; i++) {
        json_out_key(out, order[i]->key);
        canonical(order[i]->value, out);
    }
    json_out_end_object(out);
    free(order);
}

static void canonical(const struct json_value *value, struct json_out *out)
{
    switch (value->kind) {
    case JSON_IS_OBJECT:
        canonical_object(value, out);
        break;
    case JSON_IS_ARRAY:
        json_out_begin_array(out);
        for (size_t i = 0; i < value->items_n; i++)
            canonical(value->items[i], out);
        json_out_end_array(out);
        break;
    case JSON_IS_STRING:
        json_out_string(out, value->text);
        break;
    case JSON_IS_INT:
        json_out_i64(out, value->number);
        break;
    case JSON_IS_BOOL:
        json_out_bool(out, value->number != 0);
        break;
    case JSON_IS_NULL:
        json_out_null(out);
        break;
    }
}

void json_canonical(const struct json_value *value, struct buf *out)
{
    struct json_out writer;
    json_out_init(&writer, out);
    canonical(value, &writer);
}

void json_out_init(struct json_out *out, struct buf *buf)
{
    *out = (struct json_out){.buf = buf};
}

static void begin(struct json_out *out)
{
    if (out->needs_comma)
        buf_put_char(out->buf, ',');
    out->needs_comma = true;
}

void json_out_begin_object(struct json_out *out)
{
    begin(out);
    buf_put_char(out->buf, '{');
    out->needs_comma = false;
}

void json_out_end_object(struct json_out *out)
{
    buf_put_char(out->buf, '}');
    out->needs_comma = true;
}

void json_out_begin_array(struct json_out *out)
{
    begin(out);
    buf_put_char(out->buf, '[');
    out->needs_comma = false;
}

void json_out_end_array(struct json_out *out)
{
    buf_put_char(out->buf, ']');
    out->needs_comma = true;
}

void json_out_key(struct json_out *out, struct str key)
{
    begin(out);
    put_string(out->buf, key);
    buf_put_char(out->buf, ':');
    out->needs_comma = false;
}

void json_out_string(struct json_out *out, struct str text)
{
    begin(out);
    put_string(out->buf, text);
}

void json_out_i64(struct json_out *out, int64_t value)
{
    begin(out);
    buf_put_i64(out->buf, value);
}

void json_out_bool(struct json_out *out, bool value)
{
    begin(out);
    buf_put(out->buf, value ? STR("true") : STR("false"));
}

void json_out_null(struct json_out *out)
{
    begin(out);
    buf_put_c(out->buf, "null");
}

void json_out_raw(struct json_out *out, struct str json)
{
    begin(out);
    buf_put(out->buf, json);
}
