/*
 * request.c - request keys: the same key and command get the first answer again (DESIGN §3).
 */
#include <string.h>

#include "office/internal.h"

/* With its length, so that no two commands have the same bytes. */
static void put_part(struct buf *buf, struct str part)
{
    buf_print(buf, "%zu ", part.len);
    buf_put(buf, part);
}

void request_hash(const struct command *command, struct hash256 *hash_out)
{
    struct buf buf;
    char on[DATE_TEXT_BYTES] = "";
    date_print(command->on, on);
    buf_init(&buf, LIMIT_REQUEST_BYTES * 2);
    buf_print(&buf, "%lld %lld %lld %d %s\n", (long long)command->matter,
              (long long)command->approves, (long long)command->replaces, command->is_strike, on);
    put_part(&buf, command->register_key);
    put_part(&buf, command->event);
    put_part(&buf, command->reason);
    for (size_t i = 0; i < command->fields_n; i++) {
        put_part(&buf, command->fields[i].name);
        put_part(&buf, command->fields[i].value);
    }
    hash_sha256(buf.p, buf.len, hash_out);
    buf_done(&buf);
}

static void answer_repeat(struct answer *answer, bool is_same, int64_t seq, int64_t matter)
{
    answer->status = is_same ? ANSWER_REPEATED : ANSWER_CONFLICT;
    answer->seq = is_same ? seq : 0;
    answer->matter = is_same ? matter : 0;
    if (!is_same)
        complaints_add(&answer->complaints, STR("request_key"), 0, 0,
                       "this request key was used for another command; take a new key for a new "
                       "command");
}

static const struct batch_request *find_in(const struct batch *batch, const struct command *command)
{
    for (size_t i = 0; i < batch->requests.n; i++) {
        const struct batch_request *r = &batch->requests.at[i];
        if (r->actor == command->actor && str_equal(r->request_key, command->request_key))
            return r;
    }
    return NULL;
}

bool request_find(struct office *office, const struct batch *batch, const struct command *command,
                  const struct hash256 *hash, struct answer *answer, bool *is_settled_out,
                  struct err *err)
{
    *is_settled_out = false;
    const struct batch *writing = bulk_writing(office);
    const struct batch_request *r = find_in(batch, command);
    if (r == NULL && writing != NULL)
        r = find_in(writing, command);
    if (r != NULL) {
        answer_repeat(answer, memcmp(r->hash.b, hash->b, sizeof hash->b) == 0, r->seq, r->matter);
        *is_settled_out = true;
        return true;
    }
    struct stmt *stmt = store_statement(office->db_read, Q_REQUEST_KEY_FIND);
    stmt_i64(stmt, office->district);
    stmt_i64(stmt, command->actor);
    stmt_text(stmt, command->request_key);
    if (!stmt_row(stmt, is_settled_out, err))
        return false;
    if (*is_settled_out) {
        struct str known = stmt_get_blob(stmt, 0);
        bool is_same = known.len == sizeof hash->b && memcmp(known.p, hash->b, known.len) == 0;
        answer_repeat(answer, is_same, stmt_get_i64(stmt, 1), stmt_get_i64(stmt, 2));
    }
    stmt_reset(stmt);
    return true;
}
