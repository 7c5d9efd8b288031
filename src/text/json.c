#include "text/json.h"

#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/limits.h"
#include "text/utf8.h"

/* ---- in ---- */

/* Where a value stands: the chain of its containers, for complaints. */
struct place {
    const struct place *up;
    struct str key; /* in an object */
    size_t index;   /* in an array, where key.p is NULL */
    int depth;
};

struct reading {
    struct arena *arena;
    struct err *err;
};

static void print_place(const struct place *place, struct buf *out)
{
    if (place == NULL || place->up == NULL)
        return;
    print_place(place->up, out);
    if (place->key.p == NULL)
        buf_print(out, "[%zu]", place->index);
    else
        buf_print(out, "%s%" STR_FMT, out->len > 0 ? "." : "", STR_ARG(place->key));
}

static struct json_value *refuse(const struct reading *r, const struct place *place,
                                 const char *what)
{
    struct buf path;
    buf_init(&path, 256);
    print_place(place, &path);
    if (path.len == 0)
        err_set(r->err, ERR_INPUT, "the JSON value %s", what);
    else
        err_set(r->err, ERR_INPUT, "the JSON value at %" STR_FMT " %s", STR_ARG(buf_str(&path)),
                what);
    buf_done(&path);
    return NULL;
}

static struct json_value *convert(const struct reading *r, const json_t *from,
                                  const struct place *place);

static struct json_value *convert_object(const struct reading *r, const json_t *from,
                                         const struct place *place, struct json_value *value)
{
    value->kind = JSON_IS_OBJECT;
    value->members = arena_array(r->arena, struct json_member, json_object_size(from));
    json_t *object = (json_t *)(uintptr_t)from; /* jansson's iterator is not const */
    for (void *at = json_object_iter(object); at != NULL; at = json_object_iter_next(object, at)) {
        struct json_member *member = &value->members[value->members_n++];
        member->key = arena_copy(r->arena, str_of(json_object_iter_key(at)));
        struct place inner = {.up = place, .depth = place->depth + 1};
        inner.key = member->key.len > 0 ? member->key : STR("\"\"");
        member->value = convert(r, json_object_iter_value(at), &inner);
        if (member->value == NULL)
            return NULL;
    }
    return value;
}

static struct json_value *convert_array(const struct reading *r, const json_t *from,
                                        const struct place *place, struct json_value *value)
{
    value->kind = JSON_IS_ARRAY;
    value->items_n = json_array_size(from);
    value->items = arena_array(r->arena, struct json_value *, value->items_n);
    for (size_t i = 0; i < value->items_n; i++) {
        struct place inner = {.up = place, .index = i, .depth = place->depth + 1};
        value->items[i] = convert(r, json_array_get(from, i), &inner);
        if (value->items[i] == NULL)
            return NULL;
    }
    return value;
}

static struct json_value *convert_integer(const struct reading *r, const json_t *from,
                                          const struct place *place, struct json_value *value)
{
    static const json_int_t largest = ((json_int_t)1 << 53) - 1;
    value->kind = JSON_IS_INT;
    value->number = json_integer_value(from);
    if (value->number > largest || value->number < -largest)
        return refuse(r, place, "is a number beyond 2^53; write it as text");
    return value;
}

static struct json_value *convert(const struct reading *r, const json_t *from,
                                  const struct place *place)
{
    struct json_value *value = arena_new(r->arena, struct json_value);
    if (place->depth > LIMIT_JSON_DEPTH)
        return refuse(r, place, "is nested too deep; at most 32 levels are read");
    switch (json_typeof(from)) {
    case JSON_OBJECT:
        return convert_object(r, from, place, value);
    case JSON_ARRAY:
        return convert_array(r, from, place, value);
    case JSON_INTEGER:
        return convert_integer(r, from, place, value);
    case JSON_STRING:
        value->kind = JSON_IS_STRING;
        value->text =
            arena_copy(r->arena, (struct str){json_string_value(from), json_string_length(from)});
        return value;
    case JSON_TRUE:
    case JSON_FALSE:
        value->kind = JSON_IS_BOOL;
        value->number = json_is_true(from);
        return value;
    case JSON_NULL:
        value->kind = JSON_IS_NULL;
        return value;
    case JSON_REAL:
        break;
    }
    return refuse(r, place, "is a number with a fraction or an exponent; write decimals as text");
}

_Static_assert(LIMIT_JSON_DEPTH == 32, "the sentence about the depth names it");

bool json_parse(struct arena *arena, struct str bytes, struct json_value **value_out,
                struct err *err)
{
    struct reading reading = {.arena = arena, .err = err};
    struct place place = {.depth = 1};
    json_error_t error;
    size_t bad;
    if (!utf8_check(bytes, &bad)) {
        int line, column;
        utf8_place(bytes, bad, &line, &column);
        return err_set(err, ERR_INPUT, "the JSON is not UTF-8 in line %d, column %d", line, column);
    }
    json_t *root = json_loadb(bytes.len > 0 ? bytes.p : "", bytes.len,
                              JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);
    if (root == NULL)
        return err_set(err, ERR_INPUT, "this is not JSON: %s in line %d, column %d", error.text,
                       error.line, error.column);
    struct json_value *value = convert(&reading, root, &place);
    json_decref(root);
    if (value != NULL)
        *value_out = value;
    return value != NULL;
}

const struct json_value *json_get(const struct json_value *object, const char *key)
{
    for (size_t i = 0; object != NULL && object->kind == JSON_IS_OBJECT && i < object->members_n;
         i++)
        if (str_equal_c(object->members[i].key, key))
            return object->members[i].value;
    return NULL;
}

const char *json_kind_name(enum json_kind kind)
{
    static const char *const names[] = {
        [JSON_IS_NULL] = "null",      [JSON_IS_BOOL] = "true or false",
        [JSON_IS_INT] = "an integer", [JSON_IS_STRING] = "a text",
        [JSON_IS_ARRAY] = "an array", [JSON_IS_OBJECT] = "an object",
    };
    return names[kind];
}

/* ---- out ---- */

/* What stands behind the backslash for a character; 1: \u00XX; 0: no escape. */
static const char escapes[128] = {
    1,          1,           1, 1, 1, 1, 1, 1, 'b', 't', 'n', 1, 'f', 'r', 1, 1, /* 0x00 */
    1,          1,           1, 1, 1, 1, 1, 1, 1,   1,   1,   1, 1,   1,   1, 1, /* 0x10 */
    [34] = '"', [92] = '\\',
};

/* Eight bytes, none of which needs an escape: a byte is found by the borrow of a subtraction. */
static bool is_plain8(const char *p)
{
    static const uint64_t ones = 0x0101010101010101u, tops = 0x8080808080808080u;
    uint64_t word;
    memcpy(&word, p, sizeof word);
    uint64_t quote = word ^ (ones * '"'), back = word ^ (ones * '\\');
    uint64_t hit =
        ((word - ones * 0x20) & ~word) | ((quote - ones) & ~quote) | ((back - ones) & ~back);
    return (hit & tops) == 0;
}

/* Bytes of s that can be copied as they are. */
static size_t plain_run(const char *p, size_t len)
{
    size_t n = 0;
    while (len - n >= 8 && is_plain8(p + n))
        n += 8;
    while (n < len && ((unsigned char)p[n] >= 0x80 || escapes[(unsigned char)p[n]] == 0))
        n++;
    return n;
}

static void put_escape(struct buf *buf, unsigned char c)
{
    if (escapes[c] == 1) {
        buf_print(buf, "\\u%04x", c);
        return;
    }
    buf_put_char(buf, '\\');
    buf_put_char(buf, escapes[c]);
}

/* ,"text": - the comma and the colon where asked for; in one step when nothing needs an escape. */
static void put_string(struct json_out *out, struct str text, bool is_key)
{
    struct buf *buf = out->buf;
    char *to = buf_room(buf, text.len + 4);
    if (to == NULL)
        return;
    char *start = to;
    if (out->needs_comma)
        *to++ = ',';
    *to++ = '"';
    size_t n = text.len == 0 ? 0 : plain_run(text.p, text.len);
    if (n > 0)
        memcpy(to, text.p, n);
    to += n;
    buf->len += (size_t)(to - start);
    while (n < text.len) {
        put_escape(buf, (unsigned char)text.p[n++]);
        size_t run = plain_run(text.p + n, text.len - n);
        buf_put_bytes(buf, text.p + n, run);
        n += run;
    }
    buf_put(buf, is_key ? STR("\":") : STR("\""));
    out->needs_comma = !is_key;
}

/* Order of UTF-16 code units: as code points, but for surrogates sorting below U+E000. */
static int compare_utf16(struct str a, struct str b)
{
    size_t n = a.len < b.len ? a.len : b.len;
    for (size_t i = 0; i < n; i++) {
        unsigned char x = (unsigned char)a.p[i], y = (unsigned char)b.p[i];
        if (x == y)
            continue;
        if ((x >= 0xF0 && (y == 0xEE || y == 0xEF)) || (y >= 0xF0 && (x == 0xEE || x == 0xEF)))
            return x >= 0xF0 ? -1 : 1;
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
    /* Few members are sorted on the stack; the memory of a buffer serves for many. */
    const struct json_member *few[64], **order = few;
    struct buf many;
    buf_init(&many, SIZE_MAX);
    if (value->members_n > sizeof few / sizeof *few)
        order =
            (const struct json_member **)(void *)buf_room(&many, value->members_n * sizeof *order);
    for (size_t i = 0; i < value->members_n; i++)
        order[i] = &value->members[i];
    if (value->members_n > 1)
        qsort(order, value->members_n, sizeof *order, compare_members);
    json_out_begin_object(out);
    for (size_t i = 0; i < value->members_n; i++) {
        json_out_key(out, order[i]->key);
        canonical(order[i]->value, out);
    }
    json_out_end_object(out);
    buf_done(&many);
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
    put_string(out, key, true);
}

void json_out_string(struct json_out *out, struct str text)
{
    put_string(out, text, false);
}

void json_out_i64(struct json_out *out, int64_t value)
{
    begin(out);
    buf_put_i64(out->buf, value);
}

void json_out_decimal(struct json_out *out, struct decimal value)
{
    char text[DECIMAL_TEXT_BYTES];
    begin(out);
    buf_put(out->buf, decimal_print(value, text));
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

void json_out_member(struct json_out *out, struct str key, struct str text)
{
    put_string(out, key, true);
    put_string(out, text, false);
}

void json_out_raw(struct json_out *out, struct str json)
{
    begin(out);
    buf_put(out->buf, json);
}
