#include "ledger/entry.h"

#include <string.h>

#include "base/limits.h"
#include "crypto/base64.h"
#include "crypto/hex.h"

static void put_line(struct buf *out, struct str name, struct str value)
{
    buf_put(out, name);
    buf_put(out, value);
    buf_put_char(out, '\n');
}

static void put_commit(struct buf *out, struct str name, const struct hash256 *hash)
{
    buf_put(out, name);
    base64_put(out, hash->b, sizeof hash->b);
    buf_put_char(out, '\n');
}

static void put_actor(struct buf *out, int64_t actor)
{
    unsigned char bytes[8];
    int first = 7;
    for (int i = 7; i >= 0; i--) {
        bytes[i] = (unsigned char)((uint64_t)actor >> (56 - 8 * i));
        if (bytes[i] != 0)
            first = i;
    }
    hex_put(out, bytes + first, (size_t)(8 - first));
}

void entry_encode(const struct entry *entry, struct buf *out)
{
    char at[INSTANT_TEXT_BYTES], on[DATE_TEXT_BYTES];
    buf_put_c(out, "gulou-event/v1\nseq ");
    buf_put_i64(out, entry->seq);
    put_line(out, STR("\nat "), instant_print(entry->at, at));
    put_line(out, STR("on "), date_print(entry->on, on));
    buf_put_c(out, "case ");
    hex_put(out, entry->case_id, sizeof entry->case_id);
    put_line(out, STR("\nkind "), entry->kind);
    buf_put_c(out, "actor ");
    put_actor(out, entry->actor);
    buf_put_char(out, '\n');
    buf_put(out, entry->codes);
    buf_put_c(out, "nonce ");
    base64_put(out, entry->nonce, sizeof entry->nonce);
    buf_put_char(out, '\n');
    if (entry->has_payload)
        put_commit(out, STR("commit payload "), &entry->payload);
    if (entry->has_sealed)
        put_commit(out, STR("commit sealed "), &entry->sealed);
}

static bool take_line(struct str *rest, struct str name, struct str *value_out)
{
    if (!str_starts(*rest, name))
        return false;
    size_t end = str_find_char(*rest, '\n');
    if (end == rest->len)
        return false;
    *value_out = (struct str){rest->p + name.len, end - name.len};
    *rest = str_from(*rest, end + 1);
    return true;
}

static bool take_bytes(struct str text, unsigned char *out, size_t len)
{
    struct arena arena;
    struct str bytes;
    arena_init(&arena, 4096);
    bool is_good = text.len < 100 && base64_decode(&arena, text, &bytes) && bytes.len == len;
    if (is_good)
        memcpy(out, bytes.p, len);
    arena_done(&arena);
    return is_good;
}

static bool take_commits(struct str *rest, struct entry *entry)
{
    struct str text;
    if (take_line(rest, STR("commit payload "), &text)) {
        entry->has_payload = true;
        if (!take_bytes(text, entry->payload.b, 32))
            return false;
    }
    if (take_line(rest, STR("commit sealed "), &text)) {
        entry->has_sealed = true;
        if (!take_bytes(text, entry->sealed.b, 32))
            return false;
    }
    return rest->len == 0;
}

static bool take_actor(struct str text, int64_t *actor_out)
{
    unsigned char bytes[8];
    if (text.len < 2 || text.len > 16 || text.len % 2 != 0
        || !hex_decode(text, bytes, text.len / 2))
        return false;
    uint64_t actor = 0;
    for (size_t i = 0; i < text.len / 2; i++)
        actor = actor << 8 | bytes[i];
    *actor_out = (int64_t)actor;
    return true;
}

static bool take_codes(struct str *rest, struct entry *entry)
{
    size_t len = 0;
    struct str before = STR_NONE;
    while (len < rest->len && !str_starts(str_from(*rest, len), STR("nonce "))) {
        struct str line = str_from(*rest, len), name, value;
        size_t end = str_find_char(line, '\n');
        if (end == line.len || !str_cut(str_first(line, end), ' ', &name, &value)
            || str_compare(before, name) >= 0 || value.len == 0)
            return false;
        before = name;
        len += end + 1;
    }
    entry->codes = str_first(*rest, len);
    *rest = str_from(*rest, len);
    return true;
}

bool entry_decode(struct str bytes, struct entry *entry_out, struct err *err)
{
    struct entry entry = {0};
    struct str rest = bytes, seq, at, on, case_id, actor, nonce, head;
    bool is_good = take_line(&rest, STR("gulou-event/v1"), &head) && head.len == 0
                   && take_line(&rest, STR("seq "), &seq) && str_to_i64(seq, &entry.seq)
                   && take_line(&rest, STR("at "), &at) && instant_parse(at, &entry.at)
                   && take_line(&rest, STR("on "), &on) && date_parse(on, &entry.on)
                   && take_line(&rest, STR("case "), &case_id)
                   && hex_decode(case_id, entry.case_id, 16)
                   && take_line(&rest, STR("kind "), &entry.kind)
                   && take_line(&rest, STR("actor "), &actor) && take_actor(actor, &entry.actor)
                   && take_codes(&rest, &entry) && take_line(&rest, STR("nonce "), &nonce)
                   && take_bytes(nonce, entry.nonce, 16) && take_commits(&rest, &entry);
    if (is_good) { /* the bytes must be the only way to write it */
        struct buf again;
        buf_init(&again, LIMIT_ENTRY_BYTES);
        entry_encode(&entry, &again);
        is_good = str_equal(buf_str(&again), bytes);
        buf_done(&again);
    }
    if (!is_good)
        return err_set(err, ERR_INPUT,
                       "these bytes are no entry of the form gulou-event/v1: they go wrong %zu "
                       "bytes from the end",
                       rest.len);
    *entry_out = entry;
    return true;
}

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
    hmac_key_init(&key, salt->b, sizeof salt->b);
    struct hash256 inner;
    struct hash_state state = key.inner;
    hash_add(&state, "gulou-commit/v1\n", 16);
    hash_add(&state, name.p, name.len);
    hash_add(&state, "\n", 1);
    hash_add(&state, bytes.p, bytes.len);
    hash_end(&state, &inner);
    state = key.outer;
    hash_add(&state, inner.b, sizeof inner.b);
    hash_end(&state, out);
}
