#include "ledger/note.h"

#include <string.h>

#include "base/assert.h"
#include "base/list.h"
#include "crypto/base64.h"
#include "crypto/hash.h"
#include "crypto/hex.h"
#include "text/utf8.h"

enum { TIME_BYTES = 8, KEY_BYTES = 1 + SIGN_PUBLIC_BYTES };

/* U+2014 and a space. */
static const struct str line_start = {"\xe2\x80\x94 ", 4};

static bool is_space_or_control(int32_t c)
{
    return c <= 0x20 || c == 0x7f || c == 0x85 || c == 0xa0 || c == 0x1680
           || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f
           || c == 0x205f || c == 0x3000;
}

bool note_name_check(struct str name)
{
    size_t bad;
    if (name.len == 0 || !utf8_check(name, &bad))
        return false;
    for (int32_t c = utf8_next(&name); c >= 0; c = utf8_next(&name))
        if (c == '+' || is_space_or_control(c))
            return false;
    return true;
}

void note_key_init(struct note_key *key, struct str name, enum note_key_type type,
                   const unsigned char public_key[SIGN_PUBLIC_BYTES])
{
    unsigned char type_byte = (unsigned char)type;
    struct hash_state state;
    struct hash256 hash;
    gl_assert(note_name_check(name));
    gl_assert(type == NOTE_LOG || type == NOTE_WITNESS);
    hash_begin(&state);
    hash_add(&state, name.p, name.len);
    hash_add(&state, "\n", 1);
    hash_add(&state, &type_byte, 1);
    hash_add(&state, public_key, SIGN_PUBLIC_BYTES);
    hash_end(&state, &hash);
    *key = (struct note_key){.name = name, .type = type};
    memcpy(key->id, hash.b, sizeof key->id);
    memcpy(key->public_key, public_key, sizeof key->public_key);
}

void note_key_print(const struct note_key *key, struct buf *out)
{
    unsigned char bytes[KEY_BYTES];
    bytes[0] = (unsigned char)key->type;
    memcpy(bytes + 1, key->public_key, SIGN_PUBLIC_BYTES);
    buf_put(out, key->name);
    buf_put_char(out, '+');
    hex_put(out, key->id, sizeof key->id);
    buf_put_char(out, '+');
    base64_put(out, bytes, sizeof bytes);
}

bool note_key_parse(struct str text, struct note_key *key_out, struct err *err)
{
    struct str name, rest, id_text, key_text;
    unsigned char id[NOTE_ID_BYTES], bytes[KEY_BYTES];
    if (!str_cut(text, '+', &name, &rest) || !str_cut(rest, '+', &id_text, &key_text)
        || !note_name_check(name) || !hex_decode(id_text, id, sizeof id)
        || !base64_decode_exactly(key_text, bytes, sizeof bytes))
        return err_set(err, ERR_INPUT,
                       "\"%" STR_FMT "\" is no verifier key; expected a name, 8 hexadecimal "
                       "digits and the base64 text of 33 bytes with '+' between them",
                       STR_ARG(str_first(text, 200)));
    if (bytes[0] != NOTE_LOG && bytes[0] != NOTE_WITNESS)
        return err_set(err, ERR_INPUT,
                       "the verifier key of %" STR_FMT " has type 0x%02x; expected 0x01 (log) or "
                       "0x04 (witness)",
                       STR_ARG(name), bytes[0]);
    struct note_key key;
    note_key_init(&key, name, (enum note_key_type)bytes[0], bytes + 1);
    if (memcmp(key.id, id, sizeof id) != 0)
        return err_set(err, ERR_INPUT,
                       "the verifier key of %" STR_FMT " says id %" STR_FMT
                       ", but its name and key give %02x%02x%02x%02x: it was copied wrong",
                       STR_ARG(name), STR_ARG(id_text), key.id[0], key.id[1], key.id[2], key.id[3]);
    *key_out = key;
    return true;
}

void note_begin(struct str body, struct buf *out)
{
    gl_assert(str_ends(body, STR("\n")));
    buf_put(out, body);
    buf_put_char(out, '\n');
}

static void put_line(const struct note_key *key, const unsigned char *signature, size_t len,
                     struct buf *out)
{
    unsigned char bytes[NOTE_ID_BYTES + TIME_BYTES + SIGN_BYTES];
    gl_assert(len <= sizeof bytes - NOTE_ID_BYTES);
    memcpy(bytes, key->id, NOTE_ID_BYTES);
    memcpy(bytes + NOTE_ID_BYTES, signature, len);
    buf_put(out, line_start);
    buf_put(out, key->name);
    buf_put_char(out, ' ');
    base64_put(out, bytes, NOTE_ID_BYTES + len);
    buf_put_char(out, '\n');
}

void note_sign(const struct note_key *key, const unsigned char seed[SIGN_SEED_BYTES],
               struct str body, struct buf *out)
{
    unsigned char signature[SIGN_BYTES];
    gl_assert(key->type == NOTE_LOG);
    sign_message(seed, body, signature);
    put_line(key, signature, sizeof signature, out);
}

/* C2SP tlog-cosignature, "Ed25519 signed message". */
static void witnessed_text(int64_t time_s, struct str body, struct buf *out)
{
    buf_put_c(out, "cosignature/v1\ntime ");
    buf_put_i64(out, time_s);
    buf_put_char(out, '\n');
    buf_put(out, body);
}

void note_cosign(const struct note_key *key, const unsigned char seed[SIGN_SEED_BYTES],
                 int64_t time_s, struct str body, struct buf *out)
{
    unsigned char signature[TIME_BYTES + SIGN_BYTES];
    struct buf message;
    gl_assert(key->type == NOTE_WITNESS && time_s >= 0);
    buf_init(&message, NOTE_BYTES_MAX * 2);
    witnessed_text(time_s, body, &message);
    for (int i = 0; i < TIME_BYTES; i++)
        signature[i] = (unsigned char)((uint64_t)time_s >> (56 - 8 * i));
    sign_message(seed, buf_str(&message), signature + TIME_BYTES);
    buf_done(&message);
    put_line(key, signature, sizeof signature, out);
}

/* Valid UTF-8 without control characters other than newline. */
static bool text_check(struct str text, struct err *err)
{
    size_t bad;
    if (text.len > NOTE_BYTES_MAX)
        return err_set(err, ERR_LIMIT, "the note has %zu bytes; at most %d are read", text.len,
                       NOTE_BYTES_MAX);
    if (!utf8_check(text, &bad))
        return err_set(err, ERR_INPUT, "the note is no UTF-8 text: byte %zu is wrong", bad + 1);
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.p[i] < 0x20 && text.p[i] != '\n')
            return err_set(err, ERR_INPUT,
                           "the note holds a control character as byte %zu; expected text whose "
                           "lines end with a newline alone",
                           i + 1);
    return true;
}

/* Where the last blank line begins, or text.len. */
static size_t find_blank_line(struct str text)
{
    for (size_t i = text.len; i >= 2; i--)
        if (text.p[i - 1] == '\n' && text.p[i - 2] == '\n')
            return i - 1;
    return text.len;
}

static bool parse_signature(struct arena *arena, struct str line, struct note_signature *out)
{
    struct str name, base64, bytes;
    if (!str_starts(line, line_start)
        || !str_cut(str_from(line, line_start.len), ' ', &name, &base64) || !note_name_check(name)
        || !base64_decode(arena, base64, &bytes) || bytes.len <= NOTE_ID_BYTES)
        return false;
    *out = (struct note_signature){.name = name, .bytes = str_from(bytes, NOTE_ID_BYTES)};
    memcpy(out->id, bytes.p, NOTE_ID_BYTES);
    return true;
}

bool note_parse(struct arena *arena, struct str text, struct note *note_out, struct err *err)
{
    LIST_OF(struct note_signature) list = {0};
    if (!text_check(text, err))
        return false;
    size_t blank = find_blank_line(text);
    if (blank == text.len || text.p[text.len - 1] != '\n' || blank + 1 == text.len)
        return err_set(err, ERR_INPUT,
                       "the text is no signed note; expected a text, a blank line, and a line for "
                       "each signature, each ended by a newline");
    struct str rest = {text.p + blank + 1, text.len - blank - 2}, line;
    while (str_next(&rest, '\n', &line)) {
        struct note_signature signature;
        if (list.n == NOTE_SIGNATURES_MAX)
            return err_set(err, ERR_LIMIT, "the note has more than %d signatures",
                           NOTE_SIGNATURES_MAX);
        if (!parse_signature(arena, line, &signature))
            return err_set(err, ERR_INPUT,
                           "line %zu behind the note's blank line is no signature; expected an em "
                           "dash, a name and a base64 text with one space between them",
                           list.n + 1);
        list_push(arena, &list, signature);
    }
    *note_out = (struct note){.text = text,
                              .body = str_first(text, blank),
                              .signatures = list.at,
                              .signatures_n = list.n};
    return true;
}

static bool signature_holds(const struct note *note, const struct note_key *key, struct str bytes,
                            int64_t *time_s_out)
{
    const unsigned char *p = (const unsigned char *)bytes.p;
    *time_s_out = 0;
    if (key->type == NOTE_LOG)
        return bytes.len == SIGN_BYTES && sign_verify(key->public_key, note->body, p);
    if (bytes.len != TIME_BYTES + SIGN_BYTES || p[0] > 0x7f) /* a time is below 2^63 */
        return false;
    uint64_t time_s = 0;
    for (int i = 0; i < TIME_BYTES; i++)
        time_s = time_s << 8 | p[i];
    struct buf message;
    buf_init(&message, NOTE_BYTES_MAX * 2);
    witnessed_text((int64_t)time_s, note->body, &message);
    bool holds = sign_verify(key->public_key, buf_str(&message), p + TIME_BYTES);
    buf_done(&message);
    *time_s_out = (int64_t)time_s;
    return holds;
}

bool note_verify(const struct note *note, const struct note_key *key, int64_t *time_s_out,
                 struct err *err)
{
    const char *who = key->type == NOTE_LOG ? "log" : "witness";
    bool is_signed = false;
    int64_t first_s = 0;
    for (size_t i = 0; i < note->signatures_n; i++) {
        const struct note_signature *signature = &note->signatures[i];
        int64_t time_s;
        if (!str_equal(signature->name, key->name)
            || memcmp(signature->id, key->id, sizeof key->id) != 0)
            continue;
        if (!signature_holds(note, key, signature->bytes, &time_s))
            return err_set(err, ERR_INPUT,
                           "signature %zu says it is of the %s %" STR_FMT
                           " but does not hold: the text was changed after it was signed, or "
                           "somebody else signed it",
                           i + 1, who, STR_ARG(key->name));
        if (!is_signed)
            first_s = time_s;
        is_signed = true;
    }
    if (!is_signed)
        return err_set(err, ERR_MISSING,
                       "the %s %" STR_FMT " (key %02x%02x%02x%02x) has not signed it", who,
                       STR_ARG(key->name), key->id[0], key->id[1], key->id[2], key->id[3]);
    if (time_s_out != NULL)
        *time_s_out = first_s;
    return true;
}
