/*
 * fault - a driver that stands before another and fails once where it is told to. For the tests of
 * everything above: what happens when the n-th call of the database does not work.
 */
#include "base/assert.h"
#include "store/driver.h"

struct fault_store {
    struct store base;
    struct store *inner;
    enum store_fault fault;
    int countdown; /* 0: not armed */
    int64_t calls;
};

static struct fault_store *of_store(struct store *store)
{
    return (struct fault_store *)store;
}

static struct store *inner_of(struct store *store)
{
    return of_store(store)->inner;
}

static bool is_uncertain(enum store_fault fault)
{
    return fault == FAULT_UNCERTAIN_COMMIT || fault == FAULT_UNCERTAIN_ROLLBACK;
}

static bool is_due(struct fault_store *store)
{
    store->calls++;
    return store->countdown > 0 && --store->countdown == 0;
}

static bool fail(const struct fault_store *store, struct err *err)
{
    static const struct {
        enum err_kind kind;
        const char *what;
    } faults[] = {
        [FAULT_BUSY] = {ERR_BUSY, "The database is held by another process."},
        [FAULT_FULL] = {ERR_STORE, "The disk with the database is full; nothing was written."},
        [FAULT_IO] = {ERR_STORE, "The disk with the database failed."},
        [FAULT_UNCERTAIN_COMMIT] = {ERR_UNCERTAIN, "The answer to a commit was lost."},
        [FAULT_UNCERTAIN_ROLLBACK] = {ERR_UNCERTAIN, "The answer to a commit was lost."},
    };
    err_set(err, faults[store->fault].kind, "%s", faults[store->fault].what);
    err_detail(err, "armed by store_fault_arm, at call %lld", (long long)store->calls);
    return false;
}

/* Counts a call; false when this is the one that fails. */
static bool may(struct store *base, struct err *err)
{
    struct fault_store *store = of_store(base);
    if (is_uncertain(store->fault))
        return true;
    return !is_due(store) || fail(store, err);
}

static void fault_close(struct store *store, bool is_safe)
{
    inner_of(store)->driver->close(inner_of(store), is_safe);
}

static bool fault_begin(struct store *store, enum store_transaction kind, struct err *err)
{
    return may(store, err) && inner_of(store)->driver->begin(inner_of(store), kind, err);
}

static bool fault_commit(struct store *base, enum store_transaction kind, struct err *err)
{
    struct fault_store *store = of_store(base);
    const struct store_driver *driver = store->inner->driver;
    if (!is_uncertain(store->fault))
        return may(base, err) && driver->commit(store->inner, kind, err);
    if (kind != TRANSACTION_WRITE || !is_due(store))
        return driver->commit(store->inner, kind, err);
    if (store->fault == FAULT_UNCERTAIN_ROLLBACK)
        driver->rollback(store->inner);
    else if (!driver->commit(store->inner, kind, err))
        return false;
    return fail(store, err);
}

static void fault_rollback(struct store *store)
{
    inner_of(store)->driver->rollback(inner_of(store));
}

static bool fault_execute(struct store *store, struct str script, struct err *err)
{
    return may(store, err) && inner_of(store)->driver->execute(inner_of(store), script, err);
}

static bool fault_prepare(struct store *store, struct str sql, struct stmt **stmt_out,
                          struct err *err)
{
    if (!may(store, err))
        return false;
    bool is_done = inner_of(store)->driver->prepare(inner_of(store), sql, stmt_out, err);
    store->is_wrong_sql = inner_of(store)->is_wrong_sql;
    return is_done;
}

static void fault_finish(struct stmt *stmt)
{
    inner_of(stmt->store)->driver->finish(stmt);
}

static void fault_bind_i64(struct stmt *stmt, int parameter, int64_t value)
{
    inner_of(stmt->store)->driver->bind_i64(stmt, parameter, value);
}

static void fault_bind_text(struct stmt *stmt, int parameter, struct str value)
{
    inner_of(stmt->store)->driver->bind_text(stmt, parameter, value);
}

static void fault_bind_blob(struct stmt *stmt, int parameter, struct str value)
{
    inner_of(stmt->store)->driver->bind_blob(stmt, parameter, value);
}

static void fault_bind_null(struct stmt *stmt, int parameter)
{
    inner_of(stmt->store)->driver->bind_null(stmt, parameter);
}

static bool fault_run(struct stmt *stmt, struct err *err)
{
    return may(stmt->store, err) && inner_of(stmt->store)->driver->run(stmt, err);
}

static bool fault_row(struct stmt *stmt, bool *has_row_out, struct err *err)
{
    if (may(stmt->store, err))
        return inner_of(stmt->store)->driver->row(stmt, has_row_out, err);
    inner_of(stmt->store)->driver->reset(stmt);
    *has_row_out = false;
    return false;
}

static void fault_reset(struct stmt *stmt)
{
    inner_of(stmt->store)->driver->reset(stmt);
}

static int64_t fault_get_i64(const struct stmt *stmt, int column)
{
    return inner_of(stmt->store)->driver->get_i64(stmt, column);
}

static struct str fault_get_bytes(const struct stmt *stmt, int column)
{
    return inner_of(stmt->store)->driver->get_bytes(stmt, column);
}

static bool fault_is_null(const struct stmt *stmt, int column)
{
    return inner_of(stmt->store)->driver->is_null(stmt, column);
}

static bool fault_is_i64(const struct stmt *stmt, int column)
{
    return inner_of(stmt->store)->driver->is_i64(stmt, column);
}

static int64_t fault_changes(struct store *store)
{
    return inner_of(store)->driver->changes(inner_of(store));
}

static bool fault_checkpoint(struct store *store, enum store_checkpoint_kind kind, struct err *err)
{
    return may(store, err) && inner_of(store)->driver->checkpoint(inner_of(store), kind, err);
}

static bool fault_copy(struct store *store, struct str file, struct err *err)
{
    return may(store, err) && inner_of(store)->driver->copy(inner_of(store), file, err);
}

static void fault_counts(struct store *store, struct store_counts *counts_out)
{
    inner_of(store)->driver->counts(inner_of(store), counts_out);
}

static bool fault_version(struct store *store, int64_t *version_out, struct err *err)
{
    return may(store, err) && inner_of(store)->driver->version(inner_of(store), version_out, err);
}

static bool fault_set_version(struct store *store, int64_t version, struct err *err)
{
    return may(store, err) && inner_of(store)->driver->set_version(inner_of(store), version, err);
}

static const struct store_driver driver = {
    .name = "fault",
    .close = fault_close,
    .begin = fault_begin,
    .commit = fault_commit,
    .rollback = fault_rollback,
    .execute = fault_execute,
    .prepare = fault_prepare,
    .finish = fault_finish,
    .bind_i64 = fault_bind_i64,
    .bind_text = fault_bind_text,
    .bind_blob = fault_bind_blob,
    .bind_null = fault_bind_null,
    .run = fault_run,
    .row = fault_row,
    .reset = fault_reset,
    .get_i64 = fault_get_i64,
    .get_bytes = fault_get_bytes,
    .is_null = fault_is_null,
    .is_i64 = fault_is_i64,
    .changes = fault_changes,
    .checkpoint = fault_checkpoint,
    .copy = fault_copy,
    .counts = fault_counts,
    .version = fault_version,
    .set_version = fault_set_version,
};

struct store *fault_wrap(struct arena *arena, struct store *inner)
{
    struct fault_store *store = arena_new(arena, struct fault_store);
    store_init(&store->base, &driver, inner->is_read_only);
    store->inner = inner;
    store->fault = FAULT_NONE;
    return &store->base;
}

void store_fault_arm(struct store *base, int nth, enum store_fault fault)
{
    gl_assert(base->driver == &driver && nth > 0);
    struct fault_store *store = of_store(base);
    store->fault = fault;
    store->countdown = fault == FAULT_NONE ? 0 : nth;
    store->calls = 0;
}

int64_t store_fault_calls(const struct store *base)
{
    gl_assert(base->driver == &driver);
    return ((const struct fault_store *)base)->calls;
}
