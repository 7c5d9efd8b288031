/*
 * batch.h - what a batch of commands will write, summed in memory: each row once.
 *
 * A batch is filled by prepare.c (decide, fold, contribute), sealed by seal.c (commitments, boxes,
 * leaf hashes) and written by write.c in one transaction. It holds no reference to the office's
 * changing state, so that the next batch can be prepared while this one is written.
 */
#ifndef GULOU_OFFICE_BATCH_H
#define GULOU_OFFICE_BATCH_H

#include "crypto/hash.h"
#include "figure/contribution.h"
#include "ledger/entry.h"
#include "matter/decide.h"

/* A box to seal: what one person's key hides of one entry. */
struct batch_box {
    int64_t seq, person;
    unsigned char key[32];
    unsigned char nonce[12];
    struct str plain; /* canonical JSON */
    struct str box;   /* nonce || ciphertext || tag, once sealed */
};

struct batch_entry {
    struct entry entry; /* payload and sealed commitments filled by seal.c */
    struct str payload; /* canonical JSON or empty */
    int64_t matter;
    size_t box_first, boxes_n;
    struct hash256 leaf;
};

struct batch_key {
    int64_t person;
    unsigned char key[32];
};

struct batch_matter {
    const struct register_def *def;
    int64_t matter;
    int state;
    bool is_open;
    int64_t unit, number_year, number_seq;
    struct date opened_on, due, expiry;
    struct str fold;
    bool is_typed; /* its plain values changed: the projection's row is written too */
    int64_t *values;
    unsigned char *is_set;
    struct str *texts; /* by field: listed texts that were given; else empty */
};

struct batch_tally {
    int64_t key; /* see tally_key */
    int64_t amount, late, late_n;
};

struct batch_counter {
    int64_t register_id, year, seq;
};

struct batch_request {
    int64_t actor;
    struct str request_key;
    struct hash256 hash;
    int64_t seq, matter;
    bool is_proposed;
    struct instant at;
};

struct batch_origin { /* a matter's number in another system */
    int64_t register_id;
    struct str source, number;
    int64_t matter;
};

/* Who is known in a register by what identifies him (see person.h). */
struct batch_person {
    int64_t register_id;
    unsigned char hash[16];
    int64_t matter, person;
    bool is_key; /* the same again is the same person */
};

struct batch_lookup { /* a matter was found by what identifies a person */
    int64_t matter, seq;
};

struct batch_tile {
    int level;
    int64_t n;
    struct str bytes;
};

struct batch_text { /* an adopted text, or one that is signed */
    int64_t seq;
    struct str name, bytes;
    bool is_snapshot;
};

struct batch_head {
    int64_t seq_next, matter_next, person_next;
    struct instant at;
};

struct batch {
    struct arena arena;
    struct buf packing; /* where a fold is put together */
    int64_t district;
    LIST_OF(struct batch_entry) entries;
    LIST_OF(struct batch_box) boxes;
    LIST_OF(struct batch_key) keys;
    LIST_OF(struct batch_matter) matters;
    struct map matter_at; /* matter -> index in matters */
    struct contributions contributions;
    LIST_OF(struct batch_tally) tallies;
    struct map tally_at;
    LIST_OF(struct batch_counter) counters;
    LIST_OF(struct batch_request) requests;
    LIST_OF(struct batch_origin) sources;
    LIST_OF(struct batch_person) persons;
    struct map unique_at; /* register and values -> the matter that has them */
    struct map person_at; /* register and hash -> person */
    LIST_OF(struct batch_lookup) lookups;
    LIST_OF(struct batch_tile) tiles;
    LIST_OF(struct batch_text) texts;
    struct batch_head head;
    bool breaks_caches; /* an adoption: they are brought up to date after it */
    int64_t erasure;    /* the entry of one: keys and boxes are destroyed after it; 0: none */
    size_t commands;
};

void batch_init(struct batch *batch, int64_t district);
void batch_clear(struct batch *batch); /* empty again, memory kept */
void batch_done(struct batch *batch);
/* Adds the contributions to the batch's rows and their sums to its tallies. */
void batch_contribute(struct batch *batch, const struct registry *registry,
                      const struct contributions *rows);
/* A number was taken: the counter's row holds the highest. */
void batch_count(struct batch *batch, struct batch_counter taken);
/* A person's hash; with is_key, the person is found by it from now on. */
void batch_person(struct batch *batch, const struct batch_person *row);
/* The row of an imported event that begins a matter; of any other nothing. */
void batch_source(struct batch *batch, const struct event *event);
/* The row of a matter as it stands now; replaces an earlier one of the same batch. `event` is the
 * newest event, whose listed texts are kept; NULL: all values are written. */
void batch_put_matter(struct batch *batch, const struct matter *matter, const struct event *event);

/* TALLY_STOCK: of stocks, by the year in which a row both holds and is known: the sum up to a year
 * is the stock at its end as it was known then. */
enum tally_grain { TALLY_YEAR = 1, TALLY_MONTH = 2, TALLY_DAY = 3, TALLY_STOCK = 4 };
/* grain, period (year; year * 12 + month - 1; day number), unit, figure in one integer. */
int64_t tally_key(enum tally_grain grain, int64_t period, int64_t unit, int64_t figure);
void tally_key_split(int64_t key, int64_t *grain, int64_t *period, int64_t *unit, int64_t *figure);

#endif
