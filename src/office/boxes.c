/*
 * boxes.c - personal values on their way into the ledger: a sealed box a person and event.
 */
#include <stdlib.h>
#include <string.h>

#include "base/assert.h"
#include "office/person.h"
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

static int64_t new_person(struct office *office, struct batch *batch)
{
    struct batch_key key = {.person = office->head.person_next++};
    os_chance("person", key.person, 0, key.key, sizeof key.key);
    list_push(&batch->arena, &batch->keys, key);
    return key.person;
}

static bool is_party(const struct field_def *field)
{
    return field->type == FIELD_PARTY || field->type == FIELD_PARTIES;
}

/* ---- what each person's box of the event will hold ---- */

enum { PARTIES_MAX = 40 }; /* of one event, with keys of their own */

struct piece {
    int field;
    bool is_of_list; /* one of several parties of the field */
    struct str text;
};

struct pending {
    int64_t person;
    LIST_OF(struct piece) pieces;
};

struct packing {
    struct office *office;
    struct batch *batch;
    struct event *event;
    const struct matter *after;
    bool is_apart;
    LIST_OF(struct pending) boxes;
};

/* The person belongs to the matter from this event on, if he has not before. */
static void join(const struct packing *p, int64_t person)
{
    for (size_t i = 0; i < p->after->persons.n; i++)
        if (p->after->persons.at[i] == person)
            return;
    for (size_t i = 0; i < p->event->persons.n; i++)
        if (p->event->persons.at[i] == person)
            return;
    list_push(&p->office->scratch, &p->event->persons, person);
}

static void add_piece(struct packing *p, int64_t person, struct piece piece)
{
    size_t at = 0;
    while (at < p->boxes.n && p->boxes.at[at].person != person)
        at++;
    if (at == p->boxes.n)
        list_push(&p->office->scratch, &p->boxes, (struct pending){.person = person});
    list_push(&p->office->scratch, &p->boxes.at[at].pieces, piece);
}

static void put_hashes(struct packing *p, int64_t person, const struct person_hash *hashes,
                       size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct batch_person row = {.register_id = p->event->def->id,
                                   .matter = p->event->matter,
                                   .person = person,
                                   .is_key = i == 0};
        memcpy(row.hash, hashes[i].b, sizeof row.hash);
        batch_person(p->batch, &row);
    }
}

/* Who the party is: the one known in this register by the same identity number (or, where none is
 * given, telephone number), or a new one. Nobody who reports is known by anything. */
static bool person_of(struct packing *p, struct str party, int64_t *person_out, struct err *err)
{
    struct person_hash hashes[PERSON_IDENTIFIERS_MAX];
    unsigned char key[32];
    bool found = false;
    size_t n = p->is_apart ? 0 : person_hashes(p->office, p->event->def, party, hashes);
    *person_out = 0;
    if (n > 0 && !person_find(p->office, p->batch, p->event->def, &hashes[0], person_out, err))
        return false;
    if (*person_out != 0 && !find_key(p->office, p->batch, *person_out, key, &found, err))
        return false;
    hash_wipe(key, sizeof key);
    if (!found)
        *person_out = new_person(p->office, p->batch);
    join(p, *person_out);
    put_hashes(p, *person_out, hashes, n);
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

static bool add_parties(struct packing *p, struct err *err)
{
    struct str parties[PARTIES_MAX];
    for (size_t i = 0; i < p->event->sealed.n; i++) {
        const struct event_value *v = &p->event->sealed.at[i];
        if (!is_party(&p->event->def->fields[v->field]))
            continue;
        size_t n = person_split(v->text, parties, PARTIES_MAX);
        for (size_t k = 0; k < n; k++) {
            int64_t person;
            if (!person_of(p, parties[k], &person, err))
                return false;
            add_piece(p, person, (struct piece){v->field, n > 1, n > 1 ? parties[k] : v->text});
        }
    }
    return true;
}

/* Personal texts are sealed with the key of the matter's first person, who may be a party of this
 * event, but not one who reports. */
static void add_texts(struct packing *p, bool has_parties)
{
    bool has_texts = false;
    for (size_t i = 0; i < p->event->sealed.n; i++)
        has_texts |= !is_party(&p->event->def->fields[p->event->sealed.at[i].field]);
    int64_t first = p->after->persons.n > 0   ? p->after->persons.at[0]
                    : p->event->persons.n > 0 ? p->event->persons.at[0]
                                              : 0;
    if (first == 0 && (has_texts || (has_parties && p->is_apart))) {
        first = new_person(p->office, p->batch);
        join(p, first);
    }
    for (size_t i = 0; i < p->event->sealed.n; i++) {
        const struct event_value *v = &p->event->sealed.at[i];
        if (!is_party(&p->event->def->fields[v->field]))
            add_piece(p, first, (struct piece){v->field, false, v->text});
    }
}

/* ---- boxes ---- */

static int compare_pieces(const void *a, const void *b)
{
    const struct piece *x = a, *y = b;
    if (x->field != y->field)
        return x->field < y->field ? -1 : 1;
    return (x->text.p > y->text.p) - (x->text.p < y->text.p); /* as they were given */
}

static int compare_boxes(const void *a, const void *b)
{
    const struct pending *x = a, *y = b;
    return (x->person > y->person) - (x->person < y->person);
}

/* {"field": value, …}: of several parties of a field, those of this person as a list. */
static struct str box_text(const struct packing *p, struct pending *box)
{
    struct buf buf, list;
    struct json_out json;
    buf_init(&buf, LIMIT_PAYLOAD_BYTES);
    buf_init(&list, LIMIT_PAYLOAD_BYTES);
    json_out_init(&json, &buf);
    json_out_begin_object(&json);
    if (box->pieces.n > 1)
        qsort(box->pieces.at, box->pieces.n, sizeof *box->pieces.at, compare_pieces);
    for (size_t i = 0; i < box->pieces.n; i++) {
        const struct piece *piece = &box->pieces.at[i];
        bool is_more = i > 0 && piece[-1].field == piece->field;
        bool is_last = i + 1 == box->pieces.n || piece[1].field != piece->field;
        if (!piece->is_of_list) {
            json_out_key(&json, p->event->def->fields[piece->field].key);
            json_out_string(&json, piece->text);
            continue;
        }
        buf_print(&list, "%s%" STR_FMT "%s", is_more ? "," : "[", STR_ARG(piece->text),
                  is_last ? "]" : "");
        if (!is_last)
            continue;
        json_out_key(&json, p->event->def->fields[piece->field].key);
        json_out_string(&json, buf_str(&list));
        buf_clear(&list);
    }
    json_out_end_object(&json);
    gl_assert(!buf.is_over && !list.is_over); /* decide() has measured it */
    struct str text = arena_copy(&p->batch->arena, buf_str(&buf));
    buf_done(&buf);
    buf_done(&list);
    return text;
}

static bool add_box(const struct packing *p, struct pending *pending, struct err *err)
{
    struct batch_box box = {
        .seq = p->event->seq, .person = pending->person, .plain = box_text(p, pending)};
    bool found;
    if (!find_key(p->office, p->batch, pending->person, box.key, &found, err))
        return false;
    gl_assert(found); /* looked at before */
    os_chance("seal", p->event->seq, pending->person, box.nonce, sizeof box.nonce);
    list_push(&p->batch->arena, &p->batch->boxes, box);
    return true;
}

/* The boxes stand in the order of their persons, as they are read back. */
bool boxes_add(struct office *office, struct batch *batch, struct event *event,
               const struct matter *after, struct err *err)
{
    struct packing p = {.office = office,
                        .batch = batch,
                        .event = event,
                        .after = after,
                        .is_apart = has_apart(event, after)};
    if (event->sealed.n == 0)
        return true;
    if (p.is_apart)
        add_texts(&p, true);
    if (!add_parties(&p, err))
        return false;
    if (!p.is_apart)
        add_texts(&p, false);
    if (p.boxes.n > 1)
        qsort(p.boxes.at, p.boxes.n, sizeof *p.boxes.at, compare_boxes);
    for (size_t i = 0; i < p.boxes.n; i++)
        if (!add_box(&p, &p.boxes.at[i], err))
            return false;
    return true;
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
