/*
 * approve.c - an approval names the proposal: its event and fields are those that were proposed and
 * are stored, so the second person need not enter them again. What is signed stays the hash of the
 * fields: decide() compares it as if they had been entered.
 */
#include <stdio.h>
#include <string.h>

#include "crypto/seal.h"
#include "office/internal.h"
#include "office/row.h"
#include "text/json.h"

struct filling {
    struct office *office;
    struct arena *arena;
    struct event event; /* as it was proposed */
    LIST_OF(struct command_field) fields;
};

static void add(struct filling *f, struct str name, struct str value)
{
    list_push(f->arena, &f->fields, (struct command_field){name, value});
}

static void add_stored(struct filling *f)
{
    const struct register_def *def = f->event.def;
    for (size_t i = 0; i < f->event.values.n; i++) {
        const struct event_value *v = &f->event.values.at[i];
        const struct field_def *field = &def->fields[v->field];
        add(f, field->key, event_value_print(field, v->value, f->arena));
    }
    for (size_t i = 0; i < f->event.texts.n; i++)
        add(f, def->fields[f->event.texts.at[i].field].key, f->event.texts.at[i].text);
}

/* ---- what is sealed ---- */

struct box {
    int64_t person;
    struct str bytes; /* nonce, ciphertext, tag */
};

static bool read_key(struct filling *f, int64_t person, unsigned char key[SEAL_KEY_BYTES],
                     bool *has_out, struct err *err)
{
    struct stmt *stmt = store_statement(f->office->keys_read, Q_KEY_READ);
    stmt_i64(stmt, f->office->district);
    stmt_i64(stmt, person);
    if (!stmt_row(stmt, has_out, err))
        return false;
    struct str bytes = *has_out ? stmt_get_blob(stmt, 0) : STR_NONE;
    *has_out = bytes.len == SEAL_KEY_BYTES;
    if (*has_out)
        memcpy(key, bytes.p, SEAL_KEY_BYTES);
    stmt_reset(stmt);
    return true;
}

static bool open_box(struct filling *f, const struct box *box, const unsigned char *key,
                     struct str *plain_out)
{
    enum { OVERHEAD = SEAL_NONCE_BYTES + SEAL_TAG_BYTES };
    char aad[48];
    int aad_len = snprintf(aad, sizeof aad, "gulou-box/v1 %lld %lld", (long long)f->event.seq,
                           (long long)box->person);
    if (box->bytes.len < OVERHEAD)
        return false;
    struct seal_context *context = seal_context_new();
    unsigned char *plain = arena_alloc(f->arena, box->bytes.len);
    bool ok = seal_decrypt(context, key, (const unsigned char *)box->bytes.p,
                           (struct str){aad, (size_t)aad_len},
                           str_from(box->bytes, SEAL_NONCE_BYTES), plain);
    seal_context_free(context);
    *plain_out = (struct str){(const char *)plain, box->bytes.len - OVERHEAD};
    return ok;
}

/* A value whose key was destroyed is left out; decide() will say that the fields are not those. */
static bool add_box(struct filling *f, const struct box *box, struct err *err)
{
    unsigned char key[SEAL_KEY_BYTES];
    struct json_value *root;
    struct str plain;
    bool has_key;
    if (!read_key(f, box->person, key, &has_key, err))
        return false;
    if (!has_key)
        return true;
    bool is_open = open_box(f, box, key, &plain);
    hash_wipe(key, sizeof key);
    if (!is_open)
        return err_set(err, ERR_CONFLICT,
                       "a sealed value of the entry %lld does not open with its key; run gulou "
                       "verify",
                       (long long)f->event.seq);
    if (!json_parse(f->arena, plain, &root, err))
        return false;
    for (size_t i = 0; i < root->members_n; i++)
        add(f, root->members[i].key, root->members[i].value->text);
    return true;
}

static bool add_sealed(struct filling *f, struct err *err)
{
    struct stmt *stmt = store_statement(f->office->db_read, Q_SEALED_RANGE);
    LIST_OF(struct box) boxes = {0};
    bool has_row = true;
    stmt_i64(stmt, f->office->district);
    stmt_i64(stmt, f->event.seq);
    stmt_i64(stmt, f->event.seq + 1);
    while (has_row) {
        if (!stmt_row(stmt, &has_row, err))
            return false;
        if (has_row)
            list_push(
                f->arena, &boxes,
                (struct box){stmt_get_i64(stmt, 1), arena_copy(f->arena, stmt_get_blob(stmt, 2))});
    }
    for (size_t i = 0; i < boxes.n; i++)
        if (!add_box(f, &boxes.at[i], err))
            return false;
    return true;
}

/* ---- the proposal ---- */

static bool read_proposal(struct filling *f, int64_t seq, bool *found_out, struct err *err)
{
    struct stmt *stmt = store_statement(f->office->db_read, Q_ENTRY_READ);
    struct row row;
    stmt_i64(stmt, f->office->district);
    stmt_i64(stmt, seq);
    if (!stmt_row(stmt, found_out, err))
        return false;
    if (!*found_out)
        return true;
    row_read(stmt, f->arena, &row);
    stmt_reset(stmt);
    return row_event(&row, office_version_at(f->office, seq)->registry, f->arena, &f->event, err)
           && row_texts(&row, f->arena, &f->event, err);
}

static bool waits(const struct matter *matter, int64_t seq)
{
    for (size_t i = 0; i < matter->proposals.n; i++)
        if (matter->proposals.at[i].seq == seq)
            return true;
    return false;
}

static bool is_bare(const struct command *command)
{
    return command->approves != 0 && command->fields_n == 0;
}

bool approve_reads_entries(const struct command *command)
{
    return str_equal_c(command->event, "amend") || is_bare(command);
}

bool approve_fill(struct office *office, struct arena *arena, const struct matter *matter,
                  struct command *command, struct err *err)
{
    struct filling f = {.office = office, .arena = arena};
    bool found = false;
    if (!is_bare(command) || !waits(matter, command->approves))
        return true; /* decide() says what is wrong */
    if (!read_proposal(&f, command->approves, &found, err) || (found && !add_sealed(&f, err)))
        return false;
    if (!found)
        return true;
    add_stored(&f);
    bool is_amendment = f.event.replaces != 0;
    if (command->event.len == 0)
        command->event = is_amendment ? STR("amend") : f.event.def->events[f.event.event].key;
    if (is_amendment) {
        if (command->replaces == 0)
            command->replaces = f.event.replaces;
        if (command->reason.len == 0)
            command->reason = f.event.reason;
        command->is_strike |= f.event.is_struck;
        if (date_is_none(command->on) && !f.event.is_struck)
            command->on = f.event.replaced_on;
    }
    command->fields = f.fields.at;
    command->fields_n = f.fields.n;
    return true;
}
