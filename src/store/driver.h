/*
 * driver.h - inside store/ only: what a database has to offer. The face (store.c, stmt.c) keeps the
 * transaction's state, counts binds and asserts the contract; a driver only does the work and says
 * what went wrong.
 */
#ifndef GULOU_STORE_DRIVER_H
#define GULOU_STORE_DRIVER_H

#include "store/store.h"

enum store_transaction { TRANSACTION_NONE, TRANSACTION_READ, TRANSACTION_WRITE };
enum store_checkpoint_kind { CHECKPOINT_PASSIVE, CHECKPOINT_TRUNCATE };

struct store_driver {
    const char *name;
    /* `is_safe` false: after an uncertain commit; leave the files as they are. */
    void (*close)(struct store *store, bool is_safe);
    bool (*begin)(struct store *store, enum store_transaction kind, struct err *err);
    bool (*commit)(struct store *store, enum store_transaction kind, struct err *err);
    void (*rollback)(struct store *store);
    bool (*execute)(struct store *store, struct str script, struct err *err);
    /* Sets store->is_wrong_sql where the text, not the database, is to blame. */
    bool (*prepare)(struct store *store, struct str sql, struct stmt **stmt_out, struct err *err);
    void (*finish)(struct stmt *stmt);
    void (*bind_i64)(struct stmt *stmt, int parameter, int64_t value); /* parameters from 1 */
    void (*bind_text)(struct stmt *stmt, int parameter, struct str value);
    void (*bind_blob)(struct stmt *stmt, int parameter, struct str value);
    void (*bind_null)(struct stmt *stmt, int parameter);
    bool (*run)(struct stmt *stmt, struct err *err);
    bool (*row)(struct stmt *stmt, bool *has_row_out, struct err *err);
    void (*reset)(struct stmt *stmt);
    int64_t (*get_i64)(const struct stmt *stmt, int column);
    struct str (*get_bytes)(const struct stmt *stmt, int column);
    bool (*is_null)(const struct stmt *stmt, int column);
    bool (*is_i64)(const struct stmt *stmt, int column);
    int64_t (*changes)(struct store *store);
    bool (*checkpoint)(struct store *store, enum store_checkpoint_kind kind, struct err *err);
    bool (*copy)(struct store *store, struct str file, struct err *err);
    void (*counts)(struct store *store, struct store_counts *counts_out);
    bool (*version)(struct store *store, int64_t *version_out, struct err *err);
    bool (*set_version)(struct store *store, int64_t version, struct err *err);
};

/* The first member of every driver's own statement. */
struct stmt {
    struct store *store; /* the face's: the outermost */
    struct stmt *before, *next;
    int parameters;
    int columns;
    int bound;
    bool is_writing; /* may change rows or tables */
    bool is_running; /* between its rows */
    bool is_named;
};

/* The first member of every driver's own store. */
struct store {
    const struct store_driver *driver;
    enum store_transaction transaction;
    bool is_read_only;
    bool is_failed;    /* an error happened in this transaction: only rollback is left */
    bool is_uncertain; /* for good */
    bool is_wrong_sql;
    int running;        /* statements between their rows */
    struct stmt *first; /* all statements */
    struct stmt *named[STATEMENTS_N + 1];
    struct stmt broken; /* stands in for a named statement that cannot be prepared now */
    struct err broken_err;
    int64_t checkpoint_ns;        /* when the last one ended */
    int64_t checkpoint_wal_bytes; /* counts.wal_bytes then */
};

void store_init(struct store *store, const struct store_driver *driver, bool is_read_only);
/* Whether a call may reach the driver; fills err if not. */
bool store_may(struct store *store, struct err *err);
/* Notes what an error means for the transaction; returns `is_done`. */
bool store_note(struct store *store, bool is_done, const struct err *err);
void store_forget_rows(struct store *store); /* resets every statement */
bool store_make_stmt(struct store *store, struct str sql, struct stmt **stmt_out, struct err *err);

bool sqlite_open(struct arena *arena, const struct store_options *options, struct store **store_out,
                 struct err *err);
/* For unit tests: the nth sync or write from now fails (1: the next); 0: none. */
void sqlite_fail_sync(struct store *store, int nth);
void sqlite_fail_write(struct store *store, int nth);

/* Takes an open store over and gives one that fails as armed. */
struct store *fault_wrap(struct arena *arena, struct store *inner);

#endif
