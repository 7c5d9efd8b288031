/* The statements' half of the face: see store.h. */
#include "base/assert.h"
#include "store/driver.h"
#include "store/store.h"

void stmt_finish(struct stmt *stmt)
{
    if (stmt == NULL)
        return;
    gl_assert(!stmt->is_named);
    stmt_reset(stmt);
    if (stmt->before != NULL)
        stmt->before->next = stmt->next;
    else
        stmt->store->first = stmt->next;
    if (stmt->next != NULL)
        stmt->next->before = stmt->before;
    stmt->store->driver->finish(stmt);
}

/* The number of the parameter to bind, or 0 for the stand-in of an unprepared statement. */
static int next_parameter(struct stmt *stmt)
{
    if (stmt == &stmt->store->broken)
        return 0;
    gl_assert(!stmt->is_running && stmt->bound < stmt->parameters);
    return ++stmt->bound;
}

void stmt_i64(struct stmt *stmt, int64_t value)
{
    int parameter = next_parameter(stmt);
    if (parameter > 0)
        stmt->store->driver->bind_i64(stmt, parameter, value);
}

void stmt_text(struct stmt *stmt, struct str value)
{
    int parameter = next_parameter(stmt);
    if (parameter > 0)
        stmt->store->driver->bind_text(stmt, parameter, value);
}

void stmt_blob(struct stmt *stmt, const void *bytes, size_t len)
{
    int parameter = next_parameter(stmt);
    if (parameter > 0)
        stmt->store->driver->bind_blob(stmt, parameter, (struct str){bytes, len});
}

void stmt_null(struct stmt *stmt)
{
    int parameter = next_parameter(stmt);
    if (parameter > 0)
        stmt->store->driver->bind_null(stmt, parameter);
}

static bool may_run(struct stmt *stmt, struct err *err)
{
    struct store *store = stmt->store;
    if (stmt == &store->broken) {
        *err = store->broken_err;
        return false;
    }
    gl_assert(stmt->is_running || stmt->bound == stmt->parameters);
    gl_assert(!stmt->is_writing || store->transaction == TRANSACTION_WRITE);
    if (store_may(store, err))
        return true;
    stmt_reset(stmt);
    return false;
}

bool stmt_run(struct stmt *stmt, struct err *err)
{
    gl_assert(!stmt->is_running);
    if (!may_run(stmt, err))
        return false;
    bool is_done = stmt->store->driver->run(stmt, err);
    stmt->bound = 0;
    return store_note(stmt->store, is_done, err);
}

static void note_running(struct stmt *stmt, bool is_running)
{
    if (stmt->is_running != is_running)
        stmt->store->running += is_running ? 1 : -1;
    stmt->is_running = is_running;
    if (!is_running)
        stmt->bound = 0;
}

bool stmt_row(struct stmt *stmt, bool *has_row_out, struct err *err)
{
    if (!may_run(stmt, err))
        return false;
    bool is_done = stmt->store->driver->row(stmt, has_row_out, err);
    note_running(stmt, is_done && *has_row_out);
    return store_note(stmt->store, is_done, err);
}

void stmt_reset(struct stmt *stmt)
{
    if (stmt == &stmt->store->broken)
        return;
    if (stmt->is_running)
        stmt->store->driver->reset(stmt);
    note_running(stmt, false);
}

static void assert_column(const struct stmt *stmt, int column)
{
    gl_assert(stmt->is_running && column >= 0 && column < stmt->columns);
}

int64_t stmt_get_i64(const struct stmt *stmt, int column)
{
    assert_column(stmt, column);
    return stmt->store->driver->get_i64(stmt, column);
}

struct str stmt_get_text(const struct stmt *stmt, int column)
{
    assert_column(stmt, column);
    return stmt->store->driver->get_bytes(stmt, column);
}

struct str stmt_get_blob(const struct stmt *stmt, int column)
{
    assert_column(stmt, column);
    return stmt->store->driver->get_bytes(stmt, column);
}

bool stmt_is_null(const struct stmt *stmt, int column)
{
    assert_column(stmt, column);
    return stmt->store->driver->is_null(stmt, column);
}

bool stmt_is_i64(const struct stmt *stmt, int column)
{
    assert_column(stmt, column);
    return stmt->store->driver->is_i64(stmt, column);
}

int stmt_columns(const struct stmt *stmt)
{
    return stmt->columns;
}
