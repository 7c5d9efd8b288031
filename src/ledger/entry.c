#include "ledger/entry.h"

#include <string.h>

#include "base/assert.h"
#include "base/limits.h"
#include "crypto/base64.h"
#include "crypto/hex.h"

/* ---- writing ---- */

enum { NONCE_TEXT = BASE64_TEXT_BYTES(16), HASH_TEXT = BASE64_TEXT_BYTES(32) };

/* A run of short parts is put together here and reaches the buffer in one piece: this is done for
 * every entry that is written or verified. */
struct piece {
    char text[160];
    size_t len;
};

static void add(struct piece *piece, struct str part)
{
    gl_assert(part.len <= sizeof piece->text - piece->len);
    memcpy(piece->text + piece->len, part.p, part.len);
    piece->len += part.len;
}

static void add_hex(struct piece *piece, const unsigned char *bytes, size_t len)
{
    gl_assert(2 * len <= sizeof piece->text - piece->len);
    hex_write(piece->text + piece->len, bytes, len);
    piece->len += 2 * len;
}

static void add_base64(struct piece *piece, const unsigned char *bytes, size_t len)
{
    gl_assert(BASE64_TEXT_BYTES(len) <= sizeof piece->text - piece->len);
    base64_write(piece->text + piece->len, bytes, len);
    piece->len += BASE64_TEXT_BYTES(len);
}

static void put(struct buf *out, const struct piece *piece)
{
    buf_put_bytes(out, piece->text, piece->len);
}

static void put_actor(struct buf *out, int64_t actor)
{
    struct piece piece = {.len = 0};
    unsigned char bytes[8];
    size_t first = 7;
    for (int i = 7; i >= 0; i--) {
        bytes[i] = (unsigned char)((uint64_t)actor >> (56 - 8 * i));
        if (bytes[i] != 0)
            first = (size_t)i;
    }
    add(&piece, STR("\nactor "));
    add_hex(&piece, bytes + first, 8 - first);
    add(&piece, STR("\n"));
    put(out, &piece);
}

static void put_tail(struct buf *out, const struct entry *entry)
{
    struct piece piece = {.len = 0};
    add(&piece, STR("nonce "));
    add_base64(&piece, entry->nonce, sizeof entry->nonce);
    if (entry->has_payload) {
        add(&piece, STR("\ncommit payload "));
        add_base64(&piece, entry->payload.b, sizeof entry->payload.b);
    }
    if (entry->has_sealed) {
        add(&piece, STR("\ncommit sealed "));
        add_base64(&piece, entry->sealed.b, sizeof entry->sealed.b);
    }
    add(&piece, STR("\n"));
    put(out, &piece);
}

void entry_encode(const struct entry *entry, struct buf *out)
{
    struct piece piece = {.len = 0};
    char at[INSTANT_TEXT_BYTES], on[DATE_TEXT_BYTES];
    gl_assert(entry->seq >= 0 && entry->kind.len > 0 && !date_is_none(entry->on));
    buf_put_c(out, "gulou-event/v1\nseq ");
    buf_put_i64(out, entry->seq);
    add(&piece, STR("\nat "));
    add(&piece, instant_print(entry->at, at));
    add(&piece, STR("\non "));
    add(&piece, date_print(entry->on, on));
    add(&piece, STR("\ncase "));
    add_hex(&piece, entry->case_id, sizeof entry->case_id);
    add(&piece, STR("\nkind "));
    put(out, &piece);
    buf_put(out, entry->kind);
    put_actor(out, entry->actor);
    buf_put(out, entry->codes);
    put_tail(out, entry);
}

void entry_bundle_put(struct str bytes, struct buf *out)
{
    gl_assert(bytes.len <= LIMIT_ENTRY_BYTES);
    buf_put_char(out, (char)(bytes.len >> 8));
    buf_put_char(out, (char)(bytes.len & 0xff));
    buf_put(out, bytes);
}

/* ---- reading ---- */

struct reader {
    struct str rest;
    int line; /* the next, from 1 */
    struct err *err;
};

static bool wrong(const struct reader *reader, const char *expected)
{
    struct str line = str_first(reader->rest, str_find_char(reader->rest, '\n'));
    for (size_t i = 0; i < line.len; i++) /* bytes from anywhere must not reach a terminal */
        if (line.p[i] < 0x20 || line.p[i] > 0x7e)
            line.len = i;
    return err_set(reader->err, ERR_INPUT,
                   "line %d of the entry begins \"%" STR_FMT "\"; expected %s", reader->line,
                   STR_ARG(str_first(line, 80)), expected);
}

/* The value of a line of this name; the reader stands behind it only after advance(). */
static bool peek(const struct reader *reader, struct str name, struct str *value_out)
{
    size_t end = str_find_char(reader->rest, '\n');
    if (end == reader->rest.len || !str_starts(str_first(reader->rest, end), name))
        return false;
    *value_out = (struct str){reader->rest.p + name.len, end - name.len};
    return true;
}

static bool advance(struct reader *reader)
{
    reader->rest = str_from(reader->rest, str_find_char(reader->rest, '\n') + 1);
    reader->line++;
    return true;
}

static bool is_code_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
}

static bool is_code(struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (!is_code_char(text.p[i]))
            return false;
    return text.len > 0;
}

static bool is_printable(struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.p[i] <= 0x20 || text.p[i] > 0x7e)
            return false;
    return text.len > 0;
}

static bool read_seq(struct str text, int64_t *seq_out)
{
    return text.len > 0 && text.p[0] != '-' && (text.p[0] != '0' || text.len == 1)
           && str_to_i64(text, seq_out);
}

static bool read_actor(struct str text, int64_t *actor_out)
{
    unsigned char bytes[8];
    size_t len = text.len / 2;
    if (len == 0 || len > sizeof bytes || !hex_decode(text, bytes, len)
        || (len > 1 && bytes[0] == 0))
        return false;
    uint64_t actor = 0;
    for (size_t i = 0; i < len; i++)
        actor = actor << 8 | bytes[i];
    *actor_out = (int64_t)actor;
    return true;
}

static bool read_head(struct reader *reader, struct entry *entry)
{
    struct str value;
    if (!peek(reader, STR("gulou-event/v1"), &value) || value.len > 0)
        return wrong(reader, "\"gulou-event/v1\"");
    advance(reader);
    if (!peek(reader, STR("seq "), &value) || !read_seq(value, &entry->seq))
        return wrong(reader, "\"seq\" and a number without leading zeros");
    advance(reader);
    if (!peek(reader, STR("at "), &value) || !instant_parse(value, &entry->at))
        return wrong(reader, "\"at\" and a moment like 2026-03-01T09:30:00+08:00");
    advance(reader);
    if (!peek(reader, STR("on "), &value) || !date_parse(value, &entry->on))
        return wrong(reader, "\"on\" and a day like 2026-03-01");
    advance(reader);
    if (!peek(reader, STR("case "), &value)
        || !hex_decode(value, entry->case_id, sizeof entry->case_id))
        return wrong(reader, "\"case\" and 32 hexadecimal digits in lower case");
    advance(reader);
    if (!peek(reader, STR("kind "), &entry->kind) || !is_code(entry->kind))
        return wrong(reader, "\"kind\" and a code of lower-case letters, digits and \"._-\"");
    advance(reader);
    if (!peek(reader, STR("actor "), &value) || !read_actor(value, &entry->actor))
        return wrong(reader, "\"actor\" and 2 to 16 hexadecimal digits, as few as do");
    return advance(reader);
}

/* Code lines up to the end or the line "nonce …". */
static bool read_codes(struct reader *reader, struct str *codes_out)
{
    struct str before = STR_NONE, name, value, line;
    const char *first = reader->rest.p;
    while (reader->rest.len > 0 && !str_starts(reader->rest, STR("nonce "))) {
        if (!peek(reader, STR_NONE, &line) || !str_cut(line, ' ', &name, &value) || !is_code(name)
            || !is_printable(value))
            return wrong(reader, "a code: a name of lower-case letters, digits and \"._-\", one "
                                 "space, a value of printable ASCII without space");
        if (str_equal(name, STR("commit")))
            return wrong(reader, "a code of another name, or \"nonce\" before \"commit\"");
        if (str_compare(before, name) >= 0)
            return wrong(reader, "a name behind that of the line before, in byte order");
        before = name;
        advance(reader);
    }
    *codes_out = (struct str){first, reader->rest.len > 0 ? (size_t)(reader->rest.p - first) : 0};
    return true;
}

static bool read_tail(struct reader *reader, struct entry *entry)
{
    struct str value;
    if (!peek(reader, STR("nonce "), &value)
        || !base64_decode_exactly(value, entry->nonce, sizeof entry->nonce))
        return wrong(reader, "\"nonce\" and the base64 text of 16 bytes");
    advance(reader);
    entry->has_payload = peek(reader, STR("commit payload "), &value);
    if (entry->has_payload
        && !base64_decode_exactly(value, entry->payload.b, sizeof entry->payload.b))
        return wrong(reader, "\"commit payload\" and the base64 text of 32 bytes");
    if (entry->has_payload)
        advance(reader);
    entry->has_sealed = peek(reader, STR("commit sealed "), &value);
    if (entry->has_sealed && !base64_decode_exactly(value, entry->sealed.b, sizeof entry->sealed.b))
        return wrong(reader, "\"commit sealed\" and the base64 text of 32 bytes");
    if (entry->has_sealed)
        advance(reader);
    return reader->rest.len == 0
           || wrong(reader, "the entry's end, or \"commit payload\" and \"commit sealed\" in this "
                            "order");
}

bool entry_decode(struct str bytes, struct entry *entry_out, struct err *err)
{
    struct reader reader = {.rest = bytes, .line = 1, .err = err};
    struct entry entry = {0};
    if (bytes.len > LIMIT_ENTRY_BYTES)
        return err_set(err, ERR_LIMIT, "the entry has %zu bytes; at most %d are allowed", bytes.len,
                       LIMIT_ENTRY_BYTES);
    if (!read_head(&reader, &entry) || !read_codes(&reader, &entry.codes)
        || !read_tail(&reader, &entry))
        return false;
    *entry_out = entry;
    return true;
}

bool entry_codes_check(struct str codes, struct err *err)
{
    struct reader reader = {.rest = codes, .line = 1, .err = err};
    struct str all;
    return read_codes(&reader, &all)
           && (reader.rest.len == 0 || wrong(&reader, "a code of another name"));
}

/* ---- hashing ---- */

void entry_leaf_hash(struct str bytes, struct hash256 *out)
{
    static const unsigned char prefix = 0;
    struct hash_state state;
    hash_begin(&state);
    hash_add(&state, &prefix, 1);
    hash_add(&state, bytes.p, bytes.len);
    hash_end(&state, out);
}

void entry_commitment(const struct hash256 *salt, struct str name, struct str bytes,
                      struct hash256 *out)
{
    struct hmac_key key;
    struct hash256 inner;
    hmac_key_init(&key, salt->b, sizeof salt->b);
    hash_add(&key.inner, "gulou-commit/v1\n", 16);
    hash_add(&key.inner, name.p, name.len);
    hash_add(&key.inner, "\n", 1);
    hash_add(&key.inner, bytes.p, bytes.len);
    hash_end(&key.inner, &inner);
    hash_add(&key.outer, inner.b, sizeof inner.b);
    hash_end(&key.outer, out);
    hash_wipe(&key, sizeof key); /* whoever has the salt can test guesses of the payload */
}
