#include "office/person.h"

#include <string.h>

#include "base/assert.h"
#include "text/json.h"
#include "text/utf8.h"

enum identifier_kind { IDENTIFIER_NUMBER = 'n', IDENTIFIER_PHONE = 'p' };
enum { IDENTIFIER_BYTES_MIN = 5, IDENTIFIER_BYTES_MAX = 40, MOBILE_DIGITS = 11 };

/* Full-width forms as the usual ones. */
static uint32_t narrow(uint32_t c)
{
    return c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c;
}

static bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

/* Letters and digits only, in capitals; of a telephone number the digits, without the country.
 * 0: it is too short, or too long, to identify anybody. */
static size_t normalise(enum identifier_kind kind, struct str text, char out[IDENTIFIER_BYTES_MAX])
{
    size_t n = 0, skip = 0;
    while (text.len > 0) {
        uint32_t c = narrow((uint32_t)utf8_next(&text));
        if (c >= 'a' && c <= 'z')
            c -= 'a' - 'A';
        if (!is_digit(c) && (kind == IDENTIFIER_PHONE || c < 'A' || c > 'Z'))
            continue;
        if (n == IDENTIFIER_BYTES_MAX)
            return 0;
        out[n++] = (char)c;
    }
    if (kind == IDENTIFIER_PHONE && n == MOBILE_DIGITS + 4 && memcmp(out, "0086", 4) == 0)
        skip = 4;
    else if (kind == IDENTIFIER_PHONE && n == MOBILE_DIGITS + 2 && memcmp(out, "86", 2) == 0)
        skip = 2;
    memmove(out, out + skip, n - skip);
    return n - skip < IDENTIFIER_BYTES_MIN ? 0 : n - skip;
}

static const struct hmac_key *key_of(struct office *office, const struct register_def *def)
{
    if (office->person_keys[def->id] == NULL) {
        struct hash256 secret;
        struct str label = arena_print(&office->arena, "persons of %" STR_FMT, STR_ARG(def->key));
        struct hmac_key *key = arena_new(&office->arena, struct hmac_key);
        hmac_sha256(&office->salt_key, label.p, label.len, &secret);
        hmac_key_init(key, secret.b, sizeof secret.b);
        hash_wipe(secret.b, sizeof secret.b);
        office->person_keys[def->id] = key;
    }
    return office->person_keys[def->id];
}

static size_t add_hash(struct office *office, const struct register_def *def,
                       enum identifier_kind kind, struct str text, struct person_hash *out)
{
    char plain[IDENTIFIER_BYTES_MAX + 1];
    struct hash256 hash;
    plain[0] = (char)kind;
    size_t n = normalise(kind, text, plain + 1);
    if (n == 0)
        return 0;
    hmac_sha256(key_of(office, def), plain, n + 1, &hash);
    memcpy(out->b, hash.b, sizeof out->b);
    hash_wipe(plain, sizeof plain);
    return 1;
}

size_t person_hashes(struct office *office, const struct register_def *def, struct str party,
                     struct person_hash hashes[PERSON_IDENTIFIERS_MAX])
{
    static const struct {
        const char *member;
        enum identifier_kind kind;
    } members[] = {{"id", IDENTIFIER_NUMBER},
                   {"id_number", IDENTIFIER_NUMBER},
                   {"credit_code", IDENTIFIER_NUMBER},
                   {"phone", IDENTIFIER_PHONE}};
    struct json_value *root;
    struct err ignored;
    size_t n = 0;
    if (party.len == 0 || party.p[0] != '{'
        || !json_parse(&office->scratch, party, &root, &ignored))
        return 0;
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++) {
        const struct json_value *value = json_get(root, members[i].member);
        if (value != NULL && value->kind == JSON_IS_STRING)
            n += add_hash(office, def, members[i].kind, value->text, &hashes[n]);
    }
    return n;
}

size_t person_hashes_typed(struct office *office, const struct register_def *def, struct str text,
                           struct person_hash hashes[PERSON_IDENTIFIERS_MAX])
{
    size_t n = add_hash(office, def, IDENTIFIER_NUMBER, text, &hashes[0]);
    bool has_letter = false;
    for (size_t i = 0; i < text.len; i++)
        has_letter |=
            (text.p[i] >= 'a' && text.p[i] <= 'z') || (text.p[i] >= 'A' && text.p[i] <= 'Z');
    return has_letter ? n : n + add_hash(office, def, IDENTIFIER_PHONE, text, &hashes[n]);
}

static bool find_in(const struct batch *batch, const struct register_def *def,
                    const struct person_hash *hash, int64_t *person_out)
{
    char key[PERSON_HASH_BYTES + 2] = {(char)(def->id & 0xFF), (char)(def->id >> 8 & 0xFF)};
    memcpy(key + 2, hash->b, sizeof hash->b);
    return batch != NULL && map_find(&batch->person_at, (struct str){key, sizeof key}, person_out);
}

bool person_find(struct office *office, const struct batch *batch, const struct register_def *def,
                 const struct person_hash *hash, int64_t *person_out, struct err *err)
{
    bool has_row;
    *person_out = 0;
    if (find_in(batch, def, hash, person_out)
        || find_in(bulk_writing(office), def, hash, person_out))
        return true;
    struct stmt *stmt = store_statement(office->db_read, Q_PERSON_HASH_FIND);
    stmt_i64(stmt, office->district);
    stmt_i64(stmt, def->id);
    stmt_blob(stmt, hash->b, sizeof hash->b);
    if (!stmt_row(stmt, &has_row, err))
        return false;
    if (has_row) {
        *person_out = stmt_get_i64(stmt, 0);
        stmt_reset(stmt);
    }
    return true;
}

size_t person_split(struct str text, struct str *parties, size_t parties_max)
{
    size_t n = 0, depth = 0, start = 1;
    bool is_quoted = false;
    if (text.len < 2 || text.p[0] != '[' || text.p[text.len - 1] != ']') {
        parties[0] = text;
        return 1;
    }
    for (size_t i = 1; i < text.len; i++) {
        char c = text.p[i];
        bool ends = !is_quoted && depth == 0 && (c == ',' || (c == ']' && i + 1 == text.len));
        if (is_quoted && c == '\\')
            i++;
        else if (c == '"')
            is_quoted = !is_quoted;
        else if (!is_quoted && (c == '{' || c == '['))
            depth++;
        else if (!is_quoted && depth > 0 && (c == '}' || c == ']'))
            depth--;
        if (!ends)
            continue;
        struct str party = str_trim((struct str){text.p + start, i - start});
        if (n == parties_max || party.len == 0) { /* empty, or too many for keys of their own */
            parties[0] = text;
            return 1;
        }
        parties[n++] = party;
        start = i + 1;
    }
    return n;
}
