/*
 * boxes.c - personal values on their way into the ledger: a sealed box a person and event.
 */
#include <string.h>

#include "base/assert.h"
#include "office/internal.h"
#include "os/chance.h"
#include "text/json.h"

/* The key of a person met in the batch: their ids ascend. */
static bool find_key_in(const struct batch *batch, int64_t person, unsigned char key[32])
{
    size_t low = 0, high = batch == NULL ? 0 : batch->keys.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (batch->keys.at[middle].person < person)
            low = middle + 1;
        else
            high = middle;
    }
    if (batch == NULL || low >= batch->keys.n || batch->keys.at[low].person != person)
        return false;
    memcpy(key, batch->keys.at[low].key, 32);
    return true;
}

/* A key of a person met earlier in this batch, in the one that is being written, or before. */
static bool find_key(struct office *office, const struct batch *batch, int64_t person,
                     unsigned char key[32], bool *found_out, struct err *err)
{
    *found_out = find_key_in(batch, person, key) || find_key_in(bulk_writing(office), person, key);
    if (*found_out)
        return true;
    struct stmt *stmt = store_statement(office->keys_read, Q_KEY_READ);
    stmt_i64(stmt, office->district);
    stmt_i64(stmt, person);
    if (!stmt_row(stmt, found_out, err))
        return false;
    struct str bytes = *found_out ? stmt_get_blob(stmt, 0) : STR_NONE;
    *found_out = bytes.len == 32;
    if (*found_out)
        memcpy(key, bytes.p, 32);
    stmt_reset(stmt);
    return true;
}

static int64_t new_person(struct office *office, struct batch *batch, struct event *event)
{
    struct batch_key key = {.person = office->head.person_next++};
    os_chance("person", key.person, 0, key.key, sizeof key.key);
    list_push(&batch->arena, &batch->keys, key);
    list_push(&office->scratch, &event->persons, key.person);
    return key.person;
}

static bool is_party(const struct field_def *field)
{
    return field->type == FIELD_PARTY || field->type == FIELD_PARTIES;
}

/* The box of one person: {"field": value, …} with its party fields as they were given and, for the
 * matter's first person, the personal texts. */
static struct str box_text(struct batch *batch, const struct event *event, bool takes_parties,
                           size_t only, bool takes_texts)
{
    struct buf buf;
    buf_init(&buf, LIMIT_PAYLOAD_BYTES);
    struct json_out json;
    json_out_init(&json, &buf);
    json_out_begin_object(&json);
    for (size_t i = 0; i < event->sealed.n; i++) {
        const struct event_value *v = &event->sealed.at[i];
        const struct field_def *field = &event->def->fields[v->field];
        bool wanted = is_party(field) ? takes_parties && i == only : takes_texts;
        if (!wanted)
            continue;
        json_out_key(&json, field->key);
        json_out_string(&json, v->text);
    }
    json_out_end_object(&json);
    gl_assert(!buf.is_over); /* decide() has measured it */
    struct str text = arena_copy(&batch->arena, buf_str(&buf));
    buf_done(&buf);
    return text;
}

static bool add_box(struct office *office, struct batch *batch, const struct event *event,
                    int64_t person, struct str plain, struct err *err)
{
    struct batch_box box = {.seq = event->seq, .person = person, .plain = plain};
    bool found;
    if (!find_key(office, batch, person, box.key, &found, err))
        return false;
    gl_assert(found); /* looked at before */
    os_chance("seal", event->seq, person, box.nonce, sizeof box.nonce);
    list_push(&batch->arena, &batch->boxes, box);
    return true;
}

/* Whoever reports or accuses (举报) has a key that seals nothing else: what was said can be read
 * without the name (DESIGN §2). */
static bool has_apart(const struct event *event, const struct matter *after)
{
    for (size_t i = 0; i < event->sealed.n; i++) {
        const struct field_def *field = &event->def->fields[event->sealed.at[i].field];
        if (is_party(field)
            && (str_equal_c(field->role, "reporter") || matter_is_accusation(after)))
            return true;
    }
    return false;
}

static bool add_party_boxes(struct office *office, struct batch *batch, struct event *event,
                            bool with_texts, struct err *err)
{
    for (size_t i = 0; i < event->sealed.n; i++) {
        if (!is_party(&event->def->fields[event->sealed.at[i].field]))
            continue;
        int64_t person = new_person(office, batch, event);
        if (!add_box(office, batch, event, person, box_text(batch, event, true, i, with_texts),
                     err))
            return false;
        with_texts = false;
    }
    return true;
}

/* Every party given makes a person with a key of its own; the other personal values of the event
 * are sealed with the key of the matter's first person, who may be one of them, but not one who
 * reports. The boxes stand in the order of their persons, as they are read back. */
bool boxes_add(struct office *office, struct batch *batch, struct event *event,
               const struct matter *after, struct err *err)
{
    int64_t first = after->persons.n > 0 ? after->persons.at[0] : 0;
    bool has_texts = false, has_parties = false, is_apart = has_apart(event, after);
    for (size_t i = 0; i < event->sealed.n; i++) {
        bool is_one = is_party(&event->def->fields[event->sealed.at[i].field]);
        has_parties |= is_one;
        has_texts |= !is_one;
    }
    bool with_party = has_texts && first == 0 && has_parties && !is_apart;
    if (first == 0 && (is_apart || (has_texts && !with_party)))
        first = new_person(office, batch, event);
    if (has_texts && !with_party
        && !add_box(office, batch, event, first, box_text(batch, event, false, 0, true), err))
        return false;
    return add_party_boxes(office, batch, event, with_party, err);
}

bool boxes_check(struct office *office, const struct batch *batch, const struct matter *matter,
                 const struct event *event, bool *is_erased_out, struct err *err)
{
    unsigned char key[32];
    bool has_texts = false, found = true;
    for (size_t i = 0; i < event->sealed.n; i++)
        has_texts |= !is_party(&event->def->fields[event->sealed.at[i].field]);
    if (has_texts && matter->persons.n > 0
        && !find_key(office, batch, matter->persons.at[0], key, &found, err))
        return false;
    hash_wipe(key, sizeof key);
    *is_erased_out = !found;
    return true;
}
