/*
 * seal.c - what can be done to a batch's entries one by one, in any order and by any thread:
 * boxes, commitments, bytes, leaf hashes. The tree grows afterwards, in order.
 */
#include <stdio.h>
#include <string.h>

#include "base/assert.h"
#include "crypto/seal.h"
#include "office/internal.h"
#include "office/row.h"

enum { SALT_BYTES = 40 };

/* The salt of a commitment: HMAC(secret, "salt" || name || seq). Destroying a person's key
 * destroys the salts of what it seals. */
static void derive_salt(const struct hmac_key *secret, int64_t seq, struct hash256 *salt_out)
{
    unsigned char text[12] = {'s', 'a', 'l', 't'};
    for (int i = 0; i < 8; i++)
        text[4 + i] = (unsigned char)((uint64_t)seq >> (56 - 8 * i));
    hmac_sha256(secret, text, sizeof text, salt_out);
}

void seal_payload_commitment(const struct hmac_key *salt_key, int64_t seq, struct str payload,
                             struct hash256 *out)
{
    struct hash256 salt;
    derive_salt(salt_key, seq, &salt);
    entry_commitment(&salt, STR("payload"), payload, out);
}

void seal_boxes_commitment(const unsigned char first_key[32], int64_t seq, struct str boxes,
                           struct hash256 *out)
{
    struct hmac_key key;
    struct hash256 salt;
    hmac_key_init(&key, first_key, 32);
    derive_salt(&key, seq, &salt);
    entry_commitment(&salt, STR("sealed"), boxes, out);
}

struct sealing {
    struct office *office;
    struct batch *batch;
    size_t from, to;
    struct seal_context *context;
    struct buf bytes; /* an entry's */
    struct buf boxes; /* an entry's, one behind the other */
};

/* The box's memory was reserved before the threads started: nonce, ciphertext, tag. */
static void seal_box(struct sealing *s, struct batch_box *box)
{
    char aad[48];
    int aad_len = snprintf(aad, sizeof aad, "gulou-box/v1 %lld %lld", (long long)box->seq,
                           (long long)box->person);
    unsigned char *out = (unsigned char *)box->box.p;
    memcpy(out, box->nonce, sizeof box->nonce);
    seal_encrypt(s->context, box->key, box->nonce, (struct str){aad, (size_t)aad_len}, box->plain,
                 out + sizeof box->nonce);
    buf_put(&s->boxes, box->box);
}

static void seal_entry(struct sealing *s, struct batch_entry *row)
{
    struct entry *entry = &row->entry;
    row_case(&s->office->case_key, row->matter, entry->case_id);
    if (row->payload.len > 0) {
        entry->has_payload = true;
        seal_payload_commitment(&s->office->salt_key, entry->seq, row->payload, &entry->payload);
    }
    if (row->boxes_n > 0) {
        buf_clear(&s->boxes);
        for (size_t i = 0; i < row->boxes_n; i++)
            seal_box(s, &s->batch->boxes.at[row->box_first + i]);
        entry->has_sealed = true;
        seal_boxes_commitment(s->batch->boxes.at[row->box_first].key, entry->seq,
                              buf_str(&s->boxes), &entry->sealed);
    }
    buf_clear(&s->bytes);
    entry_encode(entry, &s->bytes);
    entry_leaf_hash(buf_str(&s->bytes), &row->leaf);
}

static void seal_range(void *context)
{
    struct sealing *s = context;
    buf_init(&s->bytes, LIMIT_ENTRY_BYTES);
    buf_init(&s->boxes, LIMIT_PAYLOAD_BYTES * 8);
    s->context = seal_context_new();
    for (size_t i = s->from; i < s->to; i++)
        seal_entry(s, &s->batch->entries.at[i]);
    seal_context_free(s->context);
    buf_done(&s->bytes);
    buf_done(&s->boxes);
}

static void reserve_boxes(struct batch *batch)
{
    for (size_t i = 0; i < batch->boxes.n; i++) {
        struct batch_box *box = &batch->boxes.at[i];
        size_t len = sizeof box->nonce + box->plain.len + SEAL_TAG_BYTES;
        box->box = (struct str){arena_alloc(&batch->arena, len), len};
    }
}

static void seal_in_threads(struct office *office, struct batch *batch, int threads)
{
    enum { THREADS_MAX = 16 };
    struct sealing parts[THREADS_MAX];
    struct os_thread handles[THREADS_MAX];
    struct err err;
    threads = threads > THREADS_MAX ? THREADS_MAX : threads;
    size_t n = batch->entries.n;
    for (int i = 0; i < threads; i++) {
        parts[i] = (struct sealing){.office = office,
                                    .batch = batch,
                                    .from = n * (size_t)i / (size_t)threads,
                                    .to = n * (size_t)(i + 1) / (size_t)threads};
    }
    int started = 1; /* the first part is this thread's own */
    while (started < threads
           && os_thread_start(&handles[started], "seal", seal_range, &parts[started], &err))
        started++;
    seal_range(&parts[0]);
    for (int i = started; i < threads; i++) /* threads that could not be had */
        seal_range(&parts[i]);
    for (int i = 1; i < started; i++)
        os_thread_join(&handles[i]);
}

static bool keep_tile(void *context, int level, int64_t n, struct str bytes)
{
    struct batch *batch = context;
    list_push(&batch->arena, &batch->tiles,
              (struct batch_tile){level, n, arena_copy(&batch->arena, bytes)});
    return true;
}

void seal_batch(struct office *office, struct batch *batch)
{
    int threads =
        office->options.threads > 1 && batch->entries.n > 64 ? office->options.threads : 1;
    reserve_boxes(batch);
    seal_in_threads(office, batch, threads);
}

void seal_tree(struct office *office, struct batch *batch)
{
    for (size_t i = 0; i < batch->entries.n; i++)
        tree_append(office->tree, &batch->entries.at[i].leaf);
    bool took_all = tree_dirty_each(office->tree, keep_tile, batch);
    gl_assert(took_all);
}
