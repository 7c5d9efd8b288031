/*
 * internal.h - the office's insides, for the files of this folder only.
 */
#ifndef GULOU_OFFICE_INTERNAL_H
#define GULOU_OFFICE_INTERNAL_H

#include "office/batch.h"
#include "office/memory.h"
#include "office/multiset.h"
#include "office/office.h"
#include "os/lock.h"
#include "os/thread.h"
#include "store/store.h"

struct stmt;

struct import_hash {
    struct str name; /* register key: what the file holds */
    struct hash256 sha256;
};

enum { VERSIONS_MAX = 200, SECRET_BYTES = 32, PACE_SLOTS = 1000, PACE_SLOT_NS = 100 };

struct office {
    struct arena arena;
    struct arena scratch; /* of the command being prepared */
    struct office_options options;
    int64_t district;
    struct str name, origin;
    bool is_demo;
    struct str demo_seed;
    struct date demo_today;
    struct os_lock lock;
    struct store *db, *keys;           /* the writing connections */
    struct store *db_read, *keys_read; /* of the preparing thread */
    struct hmac_key case_key, salt_key;
    unsigned char sign_seed[32];
    struct office_version versions[VERSIONS_MAX];
    size_t versions_n;
    struct date closed_through; /* last day of the newest closed period, or none */
    struct batch_head head;     /* what the next command gets */
    struct batch_head stored;   /* the same as it is on disk */
    struct tree *tree;          /* clean: what is on disk; behind it a batch on its way */
    struct memory memory;       /* matters lately touched, and every one not yet on disk */
    const struct hmac_key *person_keys[LIMIT_REGISTERS]; /* by register; NULL: not made yet */
    struct map counters;       /* register * 10000 + year -> last number */
    struct stmt **projections; /* by register: the upsert of its table */
    size_t projections_n;
    int64_t erased_again; /* persons, at this opening */
    bool is_over; /* unknown whether a batch was written, or caches unfinished: only reopening helps
                   */
    struct batch batches[2];
    struct office_bulk *bulk;
    struct office_stats stats;
    uint32_t pace[PACE_SLOTS]; /* commands by the time that deciding took */
};

/* prepare.c: decides one command and adds what it says to the batch. The answer's `after` lives in
 * the batch. False only when the database cannot be read. */
ERR_CHECKED bool prepare_command(struct office *office, struct batch *batch,
                                 const struct command *command, struct answer *answer,
                                 struct err *err);
/* What the law does on one matter before today (of `at`; 0: now); adds nothing when nothing is
 * due. */
ERR_CHECKED bool prepare_expiries(struct office *office, struct batch *batch, int64_t matter,
                                  struct instant at, int64_t *events_out, struct err *err);
/* checkpoint.c: matters with a clock that ran out before the day, by legal date. */
ERR_CHECKED bool sweep_find(struct office *office, struct date before, int64_t *matters,
                            size_t matters_max, size_t *n_out, struct err *err);
/* boxes.c: seals what is personal in the event; new persons get keys in the batch. */
ERR_CHECKED bool boxes_add(struct office *office, struct batch *batch, struct event *event,
                           const struct matter *after, struct err *err);
/* Personal texts are sealed with the key of the matter's first person, which may be gone. */
ERR_CHECKED bool boxes_check(struct office *office, const struct batch *batch,
                             const struct matter *matter, const struct event *event,
                             bool *is_erased_out, struct err *err);
/* unique.c: complains when another matter of the register has the same values. */
ERR_CHECKED bool unique_check(struct office *office, const struct batch *batch,
                              const struct matter *before, const struct matter *after,
                              struct complaints *complaints, struct err *err);
void unique_keep(struct batch *batch, const struct matter *matter); /* it has them from now on */
/* linked.c: the matters that the command or its matter names, where a field says what it leads to.
 */
ERR_CHECKED bool linked_load(struct office *office, const struct register_def *def,
                             const struct matter *matter, const struct command *command,
                             struct decide_context *context, struct err *err);
/* Who did the events that `recuse` of the command's event names. */
ERR_CHECKED bool linked_doers(struct office *office, const struct batch *batch,
                              const struct matter *matter, const struct command *command,
                              struct decide_context *context, struct err *err);
/* The server's time for a command. */
struct instant prepare_moment(struct office *office, const struct command *command);
/* The office's own event: adoption. */
void prepare_adoption(struct office *office, struct batch *batch, int64_t actor, struct instant at,
                      struct date on, const struct registry_file *files, size_t files_n);
/* seal.c: boxes, commitments and leaf hashes of a batch, by the office's threads. */
void seal_batch(struct office *office, struct batch *batch);
/* Then its leaves onto the tree; the chunks that this changes become rows of the batch. The batch
 * before must be written. */
void seal_tree(struct office *office, struct batch *batch);

/* bulk.c: the batch that the writer has and that is not on disk yet, or NULL. */
const struct batch *bulk_writing(const struct office *office);

/* write.c: keys first, then everything else in one transaction. */
ERR_CHECKED bool write_batch(struct office *office, const struct batch *batch, struct err *err);
ERR_CHECKED bool write_head(struct office *office, const struct batch *batch, struct err *err);
/* Rows of class cache in a transaction of their own. */
ERR_CHECKED bool write_cache_only(struct office *office, const struct batch *batch,
                                  struct err *err);
/* Only rows of class cache, inside the caller's transaction. */
ERR_CHECKED bool write_cache(struct store *db, struct stmt **projections, const struct batch *batch,
                             struct err *err);

/* projection.c */
ERR_CHECKED bool projection_create(struct store *db, const struct registry *registry,
                                   struct err *err);
ERR_CHECKED bool projection_prepare(struct arena *arena, struct store *db,
                                    const struct registry *registry, struct stmt ***stmts_out,
                                    struct err *err);
ERR_CHECKED bool projection_put(struct stmt *stmt, int64_t district, const struct batch_matter *row,
                                struct err *err);

/* entries.c: the number that the next matter of the register gets in that year. */
ERR_CHECKED bool entries_next_number(struct office *office, int64_t register_id, int64_t year,
                                     int64_t *seq_out, struct err *err);
/* Adds one decided event; its boxes were added from box_first on. */
void entries_add(struct office *office, struct batch *batch, struct event *event, size_t box_first);

/* request.c: of everything that a command says. */
void request_hash(const struct command *command, struct hash256 *hash_out);
/* Was this key used? Then the answer is settled and *is_settled_out is true. */
ERR_CHECKED bool request_find(struct office *office, const struct batch *batch,
                              const struct command *command, const struct hash256 *hash,
                              struct answer *answer, bool *is_settled_out, struct err *err);

/* approve.c: whether a command reads its matter's entries, which must be on disk then: an
 * amendment, or an approval that leaves it to the proposal what is approved. */
bool approve_reads_entries(const struct command *command);
/* Event and fields of the proposal, into such an approval; any other command stays as it is. */
ERR_CHECKED bool approve_fill(struct office *office, struct arena *arena,
                              const struct matter *matter, struct command *command,
                              struct err *err);

/* fetch.c: the events of a matter, from the ledger. */
ERR_CHECKED bool fetch_events(struct office *office, struct store *db, struct arena *arena,
                              const int64_t *seqs, size_t seqs_n, struct fold_step **steps_out,
                              struct err *err);
ERR_CHECKED bool fetch_matter(struct office *office, struct arena *arena, int64_t id,
                              struct matter **matter_out, struct err *err);

/* Events of a matter that are not stored yet; the last is an amendment. */
struct amended {
    const struct matter *before; /* them */
    struct event *const *events;
    size_t events_n;
};
/* The matter anew with the amendment, and the contributions that this changes. */
ERR_CHECKED bool fetch_amended(struct office *office, const struct office_version *version,
                               struct arena *arena, const struct amended *amended,
                               struct matter **matter_out, struct contributions *rows,
                               struct err *err);

/* import_entry.c: the office's own event that a file was signed and its events follow. */
struct import_signature {
    bool is_opening;
    int64_t maker, checker; /* checker 0: nobody was needed */
    struct str registers;   /* keys, with commas */
    struct str mapping;     /* SHA-256 of the mapping in hex, or empty */
    const struct import_hash *files;
    size_t files_n;
    const struct batch_counter *numbers; /* of an opening: the last ones given before */
    size_t numbers_n;
};
void import_sign(struct office *office, struct batch *batch, const struct import_signature *given);
/* The numbers that an opening's codes carry, into the batch's counters. */
ERR_CHECKED bool import_numbers(struct batch *batch, const struct registry *registry,
                                struct str codes, struct err *err);

/* adopt.c: what an adoption does to the matters in db, as rows of the batch. */
ERR_CHECKED bool adopt_apply(struct office *office, struct store *db,
                             const struct office_version *old, const struct office_version *now,
                             struct date on, struct batch *batch, struct err *err);

/* caches.c: a mark, inside the caller's transaction, that the caches are being made. */
ERR_CHECKED bool caches_mark(struct store *db, bool are_whole, struct err *err);
/* At opening: makes them again when that was cut short. */
ERR_CHECKED bool caches_mend(struct office *office, struct err *err);

/* erase.c: a mark, inside the caller's transaction, that an erasure is under way; 0: it is over. */
ERR_CHECKED bool erase_mark(struct office *office, int64_t seq, struct err *err);
/* At opening: finishes an erasure that was cut short, and erases again what the list names and an
 * old copy brought back. */
ERR_CHECKED bool erase_mend(struct office *office, struct err *err);

/* replay.c: folds every entry again, in order, and writes what is of class cache into `target`,
 * whose cache tables are empty. Contributions go into the multiset, when there is one, instead. */
ERR_CHECKED bool replay_into(struct office *office, struct store *target,
                             struct multiset *contributions, struct err *err);
/* In the form and order of columns in which they go into a multiset. */
enum { CONTRIBUTION_COLUMNS = 8 };
void replay_columns(const struct contribution *row, int64_t columns[CONTRIBUTION_COLUMNS]);

/* checkpoint.c: refuses a database that is behind the newest checkpoint known beside it. */
ERR_CHECKED bool checkpoint_known(struct office *office, struct err *err);

/* office.c: a chunk of the stored tree; empty when there is none. */
ERR_CHECKED bool office_read_chunk(struct store *db, int64_t district, int level, int64_t n,
                                   struct str *bytes_out, struct arena *arena, struct err *err);

/* commit.c */
/* Seals and writes; the batch is empty then. False: nothing was written, and the office is as if
 * the batch had never been prepared. */
ERR_CHECKED bool office_flush(struct office *office, struct batch *batch, struct err *err);
/* The batch is on disk: the tree and the head follow. */
void office_written(struct office *office, const struct batch *batch);
/* One command was decided. */
void office_pace(struct office *office, int64_t decide_ns);
/* After a batch that was not written: everything in memory is as it is on disk. When it is not
 * known whether it was written, the office takes nothing more. */
void office_recover(struct office *office, const struct err *err);

/* search.c: "FILE.search" with an ending. */
struct str search_path(const struct office *office, const char *ending, struct arena *arena);
/* reader.c: the reader's connection to it, opened at the first call. */
struct reader;
ERR_CHECKED bool reader_search_store(struct reader *reader, struct store **store_out,
                                     struct err *err);

/* seal.c, for verify too: the commitments of an entry, from what is stored beside it. */
void seal_payload_commitment(const struct hmac_key *salt_key, int64_t seq, struct str payload,
                             struct hash256 *out);
void seal_boxes_commitment(const unsigned char first_key[32], int64_t seq, struct str boxes,
                           struct hash256 *out);

/* versions.c */
/* The texts adopted at an entry, by name. */
ERR_CHECKED bool versions_texts(const struct office *office, int64_t seq, struct arena *arena,
                                struct registry_file **files_out, size_t *n_out, struct err *err);
struct str versions_codes(struct arena *arena, const struct registry_file *files, size_t n);
ERR_CHECKED bool versions_load(struct office *office, struct err *err);
/* The versions of an office whose ledger is the same; see office_options.alike. */
void versions_share(struct office *office, const struct office *alike);
/* Compiles texts into a version; NULL with complaints. */
bool versions_compile(struct office *office, int64_t seq, const struct registry_file *files,
                      size_t files_n, struct office_version *version_out,
                      struct complaints *complaints);

#endif
