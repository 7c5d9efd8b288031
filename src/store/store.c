#include "store/store.h"

#include <stdio.h>
#include <string.h>

#include "base/assert.h"
#include "os/clock.h"
#include "os/file.h"
#include "store/driver.h"

/* A checkpoint writes a changed page once however often it changed, so a large log is cheap; but a
 * log is read again after a crash, and readers search it. */
enum { CHECKPOINT_WAL_BYTES = 128 << 20, CHECKPOINT_SECONDS = 30 };

void store_init(struct store *store, const struct store_driver *driver, bool is_read_only)
{
    store->driver = driver;
    store->is_read_only = is_read_only;
    store->broken.store = store;
    store->checkpoint_ns = os_monotonic_ns();
}

bool store_open(struct arena *arena, const struct store_options *options, struct store **store_out,
                struct err *err)
{
    struct store_options inner = *options;
    bool is_fault = str_starts(inner.url, STR("fault:"));
    if (is_fault)
        inner.url = str_from(inner.url, STR("fault:").len);
    if (str_starts(inner.url, STR("postgres:")) || str_starts(inner.url, STR("postgresql:"))) {
        err_set(err, ERR_USAGE, "This program was built without PostgreSQL: %" STR_FMT " given.",
                STR_ARG(inner.url));
        err_hint(err, "Give a file: --db sqlite:FILE");
        return false;
    }
    if (str_starts(inner.url, STR("sqlite:")))
        inner.url = str_from(inner.url, STR("sqlite:").len);
    if (!sqlite_open(arena, &inner, store_out, err))
        return false;
    if (is_fault)
        *store_out = fault_wrap(arena, *store_out);
    return true;
}

void store_close(struct store *store)
{
    if (store == NULL)
        return;
    store_rollback(store);
    struct stmt *next;
    for (struct stmt *stmt = store->first; stmt != NULL; stmt = next) {
        next = stmt->next;
        gl_assert(stmt->is_named); /* whoever called store_prepare calls stmt_finish */
        store->driver->finish(stmt);
    }
    store->first = NULL;
    store->driver->close(store, !store->is_uncertain);
}

bool store_is_read_only(const struct store *store)
{
    return store->is_read_only;
}

bool store_is_in_transaction(const struct store *store)
{
    return store->transaction != TRANSACTION_NONE;
}

bool store_may(struct store *store, struct err *err)
{
    if (store->is_uncertain) {
        err_set(
            err, ERR_UNCERTAIN,
            "The database does not answer any more: an earlier commit may or may not have taken "
            "place.");
        err_hint(err, "Start the program again; the request keys tell what was done.");
        return false;
    }
    if (store->is_failed)
        return err_set(err, ERR_STORE,
                       "An earlier statement of this transaction failed, so it can only be rolled "
                       "back.");
    return true;
}

bool store_note(struct store *store, bool is_done, const struct err *err)
{
    if (is_done)
        return true;
    if (err->kind == ERR_UNCERTAIN)
        store->is_uncertain = true;
    if (store->transaction != TRANSACTION_NONE)
        store->is_failed = true;
    return false;
}

static bool begin(struct store *store, enum store_transaction kind, struct err *err)
{
    gl_assert(store->transaction == TRANSACTION_NONE);
    if (!store_may(store, err))
        return false;
    if (!store_note(store, store->driver->begin(store, kind, err), err))
        return false;
    store->transaction = kind;
    return true;
}

bool store_begin(struct store *store, struct err *err)
{
    gl_assert(!store->is_read_only);
    return begin(store, TRANSACTION_WRITE, err);
}

bool store_begin_read(struct store *store, struct err *err)
{
    return begin(store, TRANSACTION_READ, err);
}

bool store_commit(struct store *store, struct err *err)
{
    gl_assert(store->transaction != TRANSACTION_NONE);
    bool is_done = store_may(store, err);
    if (is_done) {
        gl_assert(store->running == 0);
        is_done = store->driver->commit(store, store->transaction, err);
    }
    if (!store_note(store, is_done, err)) {
        store_rollback(store);
        return false;
    }
    store->transaction = TRANSACTION_NONE;
    return true;
}

void store_forget_rows(struct store *store)
{
    for (struct stmt *stmt = store->first; stmt != NULL; stmt = stmt->next) {
        stmt->bound = 0;
        if (stmt->is_running)
            store->driver->reset(stmt);
        stmt->is_running = false;
    }
    store->running = 0;
}

void store_rollback(struct store *store)
{
    store_forget_rows(store);
    if (store->transaction != TRANSACTION_NONE)
        store->driver->rollback(store);
    store->transaction = TRANSACTION_NONE;
    store->is_failed = false;
}

bool store_execute(struct store *store, struct str sql_script, struct err *err)
{
    bool is_own = store->transaction == TRANSACTION_NONE;
    if (is_own && !store_begin(store, err))
        return false;
    gl_assert(store->transaction == TRANSACTION_WRITE);
    if (!store_may(store, err))
        return false;
    if (!store_note(store, store->driver->execute(store, sql_script, err), err)) {
        if (is_own)
            store_rollback(store);
        return false;
    }
    return !is_own || store_commit(store, err);
}

bool store_make_stmt(struct store *store, struct str sql, struct stmt **stmt_out, struct err *err)
{
    store->is_wrong_sql = false;
    if (!store->driver->prepare(store, sql, stmt_out, err))
        return false;
    struct stmt *stmt = *stmt_out;
    stmt->store = store;
    stmt->before = NULL;
    stmt->next = store->first;
    if (store->first != NULL)
        store->first->before = stmt;
    store->first = stmt;
    return true;
}

struct stmt *store_statement(struct store *store, enum statement_id id)
{
    gl_assert((int)id >= 0 && (int)id < (int)STATEMENTS_N);
    struct stmt *stmt = store->named[id];
    if (stmt != NULL) {
        gl_assert(!stmt->is_running); /* left between its rows: stmt_reset is missing */
        stmt->bound = 0;
        return stmt;
    }
    const char *text = statement_texts[id].sqlite;
    if (store_may(store, &store->broken_err)
        && store_note(store, store_make_stmt(store, str_of(text), &stmt, &store->broken_err),
                      &store->broken_err)) {
        stmt->is_named = true;
        store->named[id] = stmt;
        return stmt;
    }
    if (store->is_wrong_sql) {
        char message[800];
        snprintf(message, sizeof message, "that statement %s fits the schema (%s)",
                 statement_texts[id].name, store->broken_err.detail);
        assert_fail(__FILE__, __LINE__, message);
    }
    return &store->broken;
}

bool store_prepare(struct store *store, struct str sql, struct stmt **stmt_out, struct err *err)
{
    return store_may(store, err)
           && store_note(store, store_make_stmt(store, sql, stmt_out, err), err);
}

int64_t store_changes(struct store *store)
{
    return store->driver->changes(store);
}

static bool checkpoint(struct store *store, enum store_checkpoint_kind kind, struct err *err)
{
    gl_assert(store->transaction == TRANSACTION_NONE && !store->is_read_only);
    if (!store_may(store, err))
        return false;
    bool is_done = store_note(store, store->driver->checkpoint(store, kind, err), err);
    struct store_counts counts;
    store->driver->counts(store, &counts);
    store->checkpoint_wal_bytes = counts.wal_bytes;
    store->checkpoint_ns = os_monotonic_ns();
    return is_done;
}

bool store_checkpoint(struct store *store, struct err *err)
{
    return checkpoint(store, CHECKPOINT_PASSIVE, err);
}

bool store_checkpoint_truncate(struct store *store, struct err *err)
{
    return checkpoint(store, CHECKPOINT_TRUNCATE, err);
}

bool store_checkpoint_is_due(struct store *store)
{
    struct store_counts counts;
    store->driver->counts(store, &counts);
    int64_t fresh_bytes = counts.wal_bytes - store->checkpoint_wal_bytes;
    int64_t age_ns = os_monotonic_ns() - store->checkpoint_ns;
    return fresh_bytes >= CHECKPOINT_WAL_BYTES
           || (fresh_bytes > 0 && age_ns >= (int64_t)CHECKPOINT_SECONDS * 1000000000);
}

bool store_copy(struct store *store, struct str file, struct err *err)
{
    gl_assert(store->transaction == TRANSACTION_NONE);
    if (!store_may(store, err))
        return false;
    if (os_file_exists(file)) {
        err_set(err, ERR_CONFLICT,
                "The file %" STR_FMT " is there already; a copy needs a new one.", STR_ARG(file));
        err_hint(err, "Give another name, or move the old file away.");
        return false;
    }
    return store_note(store, store->driver->copy(store, file, err), err);
}

void store_counts(struct store *store, struct store_counts *counts_out)
{
    store->driver->counts(store, counts_out);
}

bool store_version(struct store *store, int64_t *version_out, struct err *err)
{
    return store_may(store, err)
           && store_note(store, store->driver->version(store, version_out, err), err);
}

bool store_set_version(struct store *store, int64_t version, struct err *err)
{
    gl_assert(store->transaction == TRANSACTION_WRITE);
    return store_may(store, err)
           && store_note(store, store->driver->set_version(store, version, err), err);
}
