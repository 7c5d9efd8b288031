#include "office/row.h"

#include <string.h>

#include "base/assert.h"
#include "text/json.h"

static struct str copy_text(const struct stmt *stmt, int column, struct arena *arena)
{
    return arena_copy(arena, stmt_get_text(stmt, column));
}

void row_read(const struct stmt *stmt, struct arena *arena, struct row *row_out)
{
    struct row row = {
        .entry =
            {
                .seq = stmt_get_i64(stmt, 0),
                .kind = copy_text(stmt, 2, arena),
                .on = {(int32_t)stmt_get_i64(stmt, 3)},
                .at = {stmt_get_i64(stmt, 4)},
                .actor = stmt_get_i64(stmt, 5),
                .codes = copy_text(stmt, 6, arena),
            },
        .matter = stmt_get_i64(stmt, 1),
        .payload = copy_text(stmt, 9, arena),
    };
    struct str nonce = stmt_get_blob(stmt, 7), commits = stmt_get_blob(stmt, 8);
    if (nonce.len == sizeof row.entry.nonce)
        memcpy(row.entry.nonce, nonce.p, nonce.len);
    /* First byte: 1 payload, 2 sealed; then 32 bytes for each. */
    int bits = commits.len > 0 ? commits.p[0] : 0;
    size_t at = 1;
    if ((bits & 1) != 0 && at + 32 <= commits.len) {
        row.entry.has_payload = true;
        memcpy(row.entry.payload.b, commits.p + at, 32);
        at += 32;
    }
    if ((bits & 2) != 0 && at + 32 <= commits.len) {
        row.entry.has_sealed = true;
        memcpy(row.entry.sealed.b, commits.p + at, 32);
    }
    *row_out = row;
}

bool row_event(const struct row *row, const struct registry *registry, struct arena *arena,
               struct event *event_out, struct err *err)
{
    if (!event_read(arena, registry, row->entry.kind, row->entry.codes, event_out))
        return err_set(err, ERR_CONFLICT,
                       "entry %lld (%" STR_FMT ") cannot be read with the definitions adopted then",
                       (long long)row->entry.seq, STR_ARG(row->entry.kind));
    event_out->seq = row->entry.seq;
    event_out->matter = row->matter;
    event_out->on = row->entry.on;
    event_out->at = row->entry.at;
    event_out->actor = row->entry.actor;
    return true;
}

void row_case(const struct hmac_key *case_key, int64_t matter, unsigned char case_out[16])
{
    unsigned char text[8];
    struct hash256 hash;
    for (int i = 0; i < 8; i++)
        text[i] = (unsigned char)((uint64_t)matter >> (56 - 8 * i));
    hmac_sha256(case_key, text, sizeof text, &hash);
    memcpy(case_out, hash.b, 16);
}

bool row_texts(const struct row *row, struct arena *arena, struct event *event, struct err *err)
{
    if (row->payload.len == 0)
        return true;
    struct json_value *root;
    if (!json_parse(arena, row->payload, &root, err))
        return false;
    for (size_t i = 0; i < root->members_n; i++) {
        struct event_value v = {.field = register_field(event->def, root->members[i].key)};
        v.text = root->members[i].value->text;
        if (str_equal_c(root->members[i].key, ".reason"))
            event->reason = v.text;
        if (v.field != NONE)
            list_push(arena, &event->texts, v);
    }
    return true;
}
