/*
 * store.h - one face over the databases. Above this folder nobody knows which one it is.
 *
 * A store is one connection: one thread at a time. An office has one writing store (it alone writes
 * and checkpoints) and any number of read-only ones, each with its own thread and short
 * transactions.
 *
 * While a store is open nothing else in this process may open its file: closing it again would drop
 * SQLite's locks (POSIX). A lock for the office (os/lock.h) is a file of its own.
 *
 * Drivers: "sqlite:FILE" (also a bare path) and "fault:sqlite:FILE", which fails on purpose.
 *
 * Errors: ERR_BUSY another process holds the database; ERR_STORE the statement or commit failed and
 * did not take place; ERR_CONFLICT a row with this key is there already; ERR_LIMIT a value is too
 * large; ERR_UNCERTAIN it is not known whether a commit took place, or an fsync failed: from then
 * on this store refuses everything, and the process must end (111) and look after its restart.
 */
#ifndef GULOU_STORE_STORE_H
#define GULOU_STORE_STORE_H

#include "base/arena.h"
#include "base/err.h"
#include "statements.h" /* enum statement_id, made from sql/ */

struct store;
struct stmt;

struct store_options {
    struct str url;
    bool is_read_only; /* the file must exist */
    bool must_exist;   /* ERR_MISSING instead of a new file */
    bool is_scratch;   /* to be thrown away: no log, no sync, nobody else, nothing overwritten */
    int64_t cache_kib; /* 0: a default fit for an office */
};

struct store_counts {
    int64_t rows_written; /* inserted, updated, deleted by this store */
    int64_t wal_bytes;    /* written to the log since opening */
    int64_t db_bytes;     /* written to the main file (by checkpoints) since opening */
    int64_t fsyncs;
    int64_t commits;        /* of write transactions */
    int64_t wal_size_bytes; /* of the log now, as far as it is not checkpointed */
};

/* The store lives in the arena; its driver's memory goes with store_close. */
ERR_CHECKED bool store_open(struct arena *arena, const struct store_options *options,
                            struct store **store_out, struct err *err);
void store_close(struct store *store); /* rolls back what is open; NULL is fine */
bool store_is_read_only(const struct store *store);

ERR_CHECKED bool store_begin(struct store *store, struct err *err); /* the write lock is held */
/* One snapshot for all reads until commit or rollback; it begins with the first read. */
ERR_CHECKED bool store_begin_read(struct store *store, struct err *err);
/* After an error inside a transaction only store_rollback is left, as on PostgreSQL; everything
 * else is refused. So expect a row that may be there already with ON CONFLICT. store_commit: no
 * statement may be between its rows (asserted). When it returns the transaction is over; after any
 * error but ERR_UNCERTAIN nothing was written. */
ERR_CHECKED bool store_commit(struct store *store, struct err *err);
void store_rollback(struct store *store); /* also resets every statement; fine without a begin */
bool store_is_in_transaction(const struct store *store);

/* A script of any number of statements without binds: schema, migrations, generated DDL. Inside the
 * caller's write transaction, or else in one of its own: all of it or nothing. */
ERR_CHECKED bool store_execute(struct store *store, struct str sql_script, struct err *err);

/* A named statement, prepared at its first use and kept until store_close. Never fails: that it is
 * wrong SQL for this schema is a bug (asserted); a database that cannot be read is told by the
 * stmt_run or stmt_row that follows. Asserts that it is not between its rows: whoever leaves a loop
 * of stmt_row before its end calls stmt_reset. */
struct stmt *store_statement(struct store *store, enum statement_id id);
/* Generated SQL only: projections, lists, table definitions. Must be finished before store_close.
 */
ERR_CHECKED bool store_prepare(struct store *store, struct str sql, struct stmt **stmt_out,
                               struct err *err);
void stmt_finish(struct stmt *stmt); /* only for store_prepare'd ones; NULL is fine */

/* Binds, in the order of the parameters; all of them before each run (asserted). Text and blobs are
 * not copied: they must stay until stmt_run returns or stmt_row says that there is no further row.
 * An empty text is '', never NULL. */
void stmt_i64(struct stmt *stmt, int64_t value);
void stmt_text(struct stmt *stmt, struct str value);
void stmt_blob(struct stmt *stmt, const void *bytes, size_t len);
void stmt_null(struct stmt *stmt);

/* Runs to the end and is ready for the next binds, also after an error. */
ERR_CHECKED bool stmt_run(struct stmt *stmt, struct err *err);
/* The next row. Resets by itself after the last row and after an error. */
ERR_CHECKED bool stmt_row(struct stmt *stmt, bool *has_row_out, struct err *err);
void stmt_reset(struct stmt *stmt); /* ready for the next binds */

/* Of the row just read; columns from 0. Text and blobs are the driver's and valid until the next
 * stmt_row, stmt_reset or store_rollback. NULL reads as 0 and as the empty slice. */
int64_t stmt_get_i64(const struct stmt *stmt, int column);
struct str stmt_get_text(const struct stmt *stmt, int column);
struct str stmt_get_blob(const struct stmt *stmt, int column);
bool stmt_is_null(const struct stmt *stmt, int column);
bool stmt_is_i64(const struct stmt *stmt, int column);
int stmt_columns(const struct stmt *stmt);

int64_t store_changes(struct store *store); /* rows changed by the last stmt_run */

/* Moves the log into the main file, as far as no reader still needs it. Only by the one writer,
 * between transactions (asserted). ERR_BUSY is no failure: try again later. */
ERR_CHECKED bool store_checkpoint(struct store *store, struct err *err);
/* The same, and empties the log, so that nothing erased is left in it; ERR_BUSY while a reader
 * holds it. */
ERR_CHECKED bool store_checkpoint_truncate(struct store *store, struct err *err);
/* Whether the log is large enough, or old enough, for a checkpoint after this batch. */
bool store_checkpoint_is_due(struct store *store);

/* A consistent copy in a new file of its own (0600, synced, no log beside it), while others go on
 * writing. ERR_CONFLICT: the file is there already. Not inside a transaction (asserted). On an
 * error no file is left. */
ERR_CHECKED bool store_copy(struct store *store, struct str file, struct err *err);

void store_counts(struct store *store, struct store_counts *counts_out);

/* The version of the tables as the driver keeps it outside them; 0 in an empty database. */
ERR_CHECKED bool store_version(struct store *store, int64_t *version_out, struct err *err);
ERR_CHECKED bool store_set_version(struct store *store, int64_t version, struct err *err);

enum store_fault {
    FAULT_BUSY,               /* ERR_BUSY; nothing is done */
    FAULT_FULL,               /* ERR_STORE: no space */
    FAULT_IO,                 /* ERR_STORE: the device */
    FAULT_UNCERTAIN_COMMIT,   /* the commit takes place, its answer is lost: ERR_UNCERTAIN */
    FAULT_UNCERTAIN_ROLLBACK, /* the commit does not take place, the answer is ERR_UNCERTAIN */
    FAULT_NONE
};

/* For tests, on "fault:" stores only (asserted): the nth call from now (1 is the next) of begin,
 * commit, execute, prepare, run, row, checkpoint, copy or version fails once; for the two uncertain
 * faults the nth commit of a write transaction. FAULT_NONE disarms. */
void store_fault_arm(struct store *store, int nth, enum store_fault fault);
int64_t store_fault_calls(const struct store *store); /* calls counted since it was last armed */

#endif
