/*
 * office.h - a district's office: its database, its adopted definitions, and the committer, the
 * only writer (DESIGN §3).
 *
 * O1: a command's entries, projections, clocks, contributions and tallies commit together or not
 *     at all, and an answer is given only after they are on disk (H5).
 * O2: batch sizes and the number of preparing threads change nothing that is stored.
 * O3: the keys of new persons are on disk before the entries that they seal.
 *
 * One process writes an office: it holds a lock on FILE.lock. An office object belongs to one
 * thread; office_reader.h is for the many that read.
 */
#ifndef GULOU_OFFICE_OFFICE_H
#define GULOU_OFFICE_OFFICE_H

#include "access/access.h"
#include "base/err.h"
#include "figure/contribution.h"
#include "ledger/tree.h"
#include "matter/decide.h"

struct office;
struct store;

struct office_options {
    struct str db;     /* "sqlite:FILE" or a path */
    struct str keys;   /* empty: the database's with ".keys" behind it */
    int64_t district;  /* 0: the only one */
    struct date today; /* none: the clock's, or the demo's own */
    int threads;       /* that prepare a batch; 0: one */
    bool is_read_only; /* takes no lock: beside a process that writes; only questions are asked */
    /* An open office that outlives this one and whose database this is an untouched copy of: its
     * compiled definitions are used instead of compiling the same texts again. NULL: none. */
    const struct office *alike;
};

/* A new office. */
struct office_new {
    int64_t district;
    struct str name;
    bool is_demo;
    struct str demo_seed;
    struct date demo_today;
    struct instant at;                 /* of its first event; 0: now */
    const struct registry_file *files; /* registers, calendars/…, organisation.yaml */
    size_t files_n;
};

/* Definitions as adopted at a place of the ledger. */
struct office_version {
    int64_t seq; /* of the office.adopted event */
    const struct registry *registry;
    const struct calendar *calendar;
    const struct organisation *organisation;
};

enum answer_status {
    ANSWER_DONE,
    ANSWER_PROPOSED, /* waits for the second person */
    ANSWER_REPEATED, /* the same request key and command: the first answer again */
    ANSWER_REFUSED,  /* complaints say why */
    ANSWER_DENIED,
    ANSWER_MISSING,  /* no such matter or register */
    ANSWER_CONFLICT, /* the request key belongs to another command */
    ANSWER_FAILED    /* the office's error says why; nothing was written */
};

struct answer {
    enum answer_status status;
    int64_t matter;
    int64_t seq; /* of the command's own entry */
    struct complaints complaints;
    struct str number, state; /* of the matter as it is now; in the caller's arena */
    struct date due;
    struct matter *after; /* the matter as it is now; in the batch's memory, valid until the next
                             call on the office */
};

ERR_CHECKED bool office_create(const struct office_options *options,
                               const struct office_new *new_office, struct complaints *complaints,
                               struct err *err);
ERR_CHECKED bool office_open(const struct office_options *options, struct office **office_out,
                             struct err *err);
void office_close(struct office *office);

/* Decides n commands in order, writes what they say in one transaction, and only then answers. When
 * that fails they are tried again one by one. The answers say what became of each: nothing of a
 * command that has ANSWER_FAILED was written, unless err is ERR_UNCERTAIN; then the process must
 * end, and the request keys tell after the restart. False: err says why some, or all, failed. */
ERR_CHECKED bool office_commit(struct office *office, struct arena *arena,
                               const struct command *commands, size_t n, struct answer *answers,
                               struct err *err);

/* Between batches, when the answers are out: moves the log into the main file if that is due. Left
 * out, the next office_commit does it, and its commands wait for it. */
void office_rest(struct office *office);

/* Bulk work: commands are answered as they are decided; batches of `batch` commands are written by
 * a thread of their own while the next is decided. An answer is durable when office_bulk_finish
 * has returned true. After a false answer nothing more is taken; office_bulk_finish then says false
 * too, and the batches written before stand. */
ERR_CHECKED bool office_bulk_begin(struct office *office, size_t batch, struct err *err);
ERR_CHECKED bool office_bulk_put(struct office *office, const struct command *command,
                                 struct answer *answer, struct err *err);
ERR_CHECKED bool office_bulk_finish(struct office *office, struct err *err);

/* What the law does by itself before the moment's day, within bulk work. */
ERR_CHECKED bool office_bulk_sweep(struct office *office, struct instant at, struct err *err);

/* What the law does by itself up to today, as a command of its own. */
ERR_CHECKED bool office_sweep(struct office *office, int64_t *events_out, struct err *err);
/* Signs the ledger as it stands and stores the note. */
ERR_CHECKED bool office_checkpoint(struct office *office, struct arena *arena, struct str *note_out,
                                   struct err *err);
/* Adopts definitions: an event of the office. */
ERR_CHECKED bool office_adopt(struct office *office, int64_t actor,
                              const struct registry_file *files, size_t files_n,
                              struct complaints *complaints, struct err *err);
/* Destroys the keys and boxes of a matter's persons: archivist and head, two persons. */
ERR_CHECKED bool office_erase(struct office *office, int64_t matter, int64_t actor,
                              int64_t approver, int64_t *persons_out, struct err *err);
ERR_CHECKED bool office_set_demo_today(struct office *office, struct date today, struct err *err);

const struct office_version *office_current(const struct office *office);
/* The definitions in force at an entry. */
const struct office_version *office_version_at(const struct office *office, int64_t seq);
int64_t office_district(const struct office *office);
struct str office_name(const struct office *office);
bool office_is_demo(const struct office *office);
struct date office_today(const struct office *office);
int64_t office_size(const struct office *office); /* entries */
struct store *office_store(const struct office *office);
struct store *office_keys(const struct office *office);
struct str office_origin(const struct office *office);
const struct tree *office_tree(const struct office *office);
/* Persons whom an old copy had brought back and the opening has erased again. */
int64_t office_erased_again(const struct office *office);
/* Work on it was cut short, or it is not known whether it was written: the process must end. */
bool office_is_over(const struct office *office);
/* The file of that ending beside a database, given as --db takes it: ".lock", ".sock". */
struct str office_beside(struct arena *arena, struct str db, const char *ending);

struct office_stats {
    int64_t commands, events, batches;
    int64_t decide_ns;        /* deciding, folding, contributing */
    int64_t decide_median_ns; /* of one command, to a tenth of a microsecond; at most 100 µs */
    int64_t seal_ns;          /* commitments, sealing, hashing */
    int64_t write_ns;
    /* of both databases since the office was opened; 0 while bulk work is under way */
    int64_t rows_written, wal_bytes, db_bytes, fsyncs, commits;
};
void office_stats(const struct office *office, struct office_stats *stats_out);

#endif
