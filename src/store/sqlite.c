/*
 * sqlite - the driver for one file: WAL, every commit synced, checkpoints only by the one writer
 * and between its transactions. (SQLite 3.7 to 3.51.2 may damage the file when two connections
 * write and checkpoint at once; there are never two.)
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include "base/assert.h"
#include "os/file.h"
#include "store/driver.h"
#include "store/sqlite_error.h"
#include "store/sqlite_han.h"
#include "store/sqlite_vfs.h"

enum { BUSY_TIMEOUT_MS = 250, CACHE_KIB = 65536, PAGE_BYTES = 4096, WAL_FRAME_HEADER_BYTES = 24 };

struct sqlite_store {
    struct store base;
    struct sqlite_vfs vfs;
    sqlite3 *db;
    sqlite3_stmt *begin_read, *begin_write, *commit, *rollback;
    const char *path; /* as given, for messages */
    const char *opened;
    int64_t commits;
    int64_t wal_pages; /* in the log, not yet in the main file */
    int page_bytes;
};

struct sqlite_stmt {
    struct stmt base;
    struct sqlite_store *owner;
    sqlite3_stmt *handle;
};

static struct sqlite_store *of_store(struct store *store)
{
    return (struct sqlite_store *)store;
}

static struct sqlite_stmt *of_stmt(const struct stmt *stmt)
{
    return (struct sqlite_stmt *)stmt;
}

/* A name without a folder in front might begin with "file:", which SQLite takes for a URI. */
static bool has_folder(struct str path)
{
    return path.len > 0 && (path.p[0] == '/' || path.p[0] == '.');
}

/* SQLite ignores some failed syncs; we ignore none. */
static bool failed(struct sqlite_store *store, const char *doing, int rc, struct err *err)
{
    if (store->vfs.is_sync_failed)
        rc = SQLITE_IOERR_FSYNC;
    return sqlite_error(store->db, store->path, doing, rc, err);
}

static bool done(struct sqlite_store *store, const char *doing, int rc, struct err *err)
{
    return (rc == SQLITE_OK && !store->vfs.is_sync_failed) || failed(store, doing, rc, err);
}

static void sqlite_close(struct store *base, bool is_safe)
{
    struct sqlite_store *store = of_store(base);
    /* After a failed sync the log is the only copy that a restart can judge. */
    if (!is_safe || store->vfs.is_sync_failed)
        sqlite3_db_config(store->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    sqlite3_finalize(store->begin_read);
    sqlite3_finalize(store->begin_write);
    sqlite3_finalize(store->commit);
    sqlite3_finalize(store->rollback);
    gl_assert(sqlite3_close(store->db) == SQLITE_OK);
    sqlite_vfs_done(&store->vfs);
}

static bool sqlite_begin(struct store *base, enum store_transaction kind, struct err *err)
{
    struct sqlite_store *store = of_store(base);
    sqlite3_stmt *handle = kind == TRANSACTION_WRITE ? store->begin_write : store->begin_read;
    sqlite3_step(handle);
    return done(store, "beginning a transaction", sqlite3_reset(handle), err);
}

static bool sqlite_commit(struct store *base, enum store_transaction kind, struct err *err)
{
    struct sqlite_store *store = of_store(base);
    sqlite3_step(store->commit);
    int rc = sqlite3_reset(store->commit);
    if (rc == SQLITE_OK && !store->vfs.is_sync_failed) {
        store->commits += kind == TRANSACTION_WRITE;
        return true;
    }
    failed(store, "committing", rc, err);
    /* A full disk cannot have taken the commit mark, which is written last. Of any other failure of
     * the device we do not know whether the mark is there. */
    if ((rc & 0xff) == SQLITE_IOERR)
        err->kind = ERR_UNCERTAIN;
    return false;
}

static void sqlite_rollback(struct store *base)
{
    struct sqlite_store *store = of_store(base);
    if (sqlite3_get_autocommit(store->db) != 0)
        return; /* SQLite rolled back by itself when the error happened */
    sqlite3_step(store->rollback);
    sqlite3_reset(store->rollback); /* the log is simply not continued: nothing can fail here */
    gl_assert(sqlite3_get_autocommit(store->db) != 0);
}

static bool sqlite_execute(struct store *base, struct str script, struct err *err)
{
    struct sqlite_store *store = of_store(base);
    const char *rest = script.p, *end = script.p + script.len;
    while (rest < end) {
        sqlite3_stmt *handle;
        int rc = sqlite3_prepare_v2(store->db, rest, (int)(end - rest), &handle, &rest);
        if (rc == SQLITE_OK && handle == NULL)
            continue; /* a comment, or the end */
        if (rc == SQLITE_OK) {
            while (sqlite3_step(handle) == SQLITE_ROW)
                continue;
            rc = sqlite3_finalize(handle);
        }
        if (!done(store, "running a script", rc, err))
            return false;
    }
    return true;
}

static bool sqlite_prepare(struct store *base, struct str sql, struct stmt **stmt_out,
                           struct err *err)
{
    struct sqlite_store *store = of_store(base);
    sqlite3_stmt *handle = NULL;
    int rc = sqlite3_prepare_v3(store->db, sql.p, (int)sql.len, SQLITE_PREPARE_PERSISTENT, &handle,
                                NULL);
    base->is_wrong_sql = rc == SQLITE_ERROR || (rc == SQLITE_OK && handle == NULL);
    if (base->is_wrong_sql && rc == SQLITE_OK)
        rc = SQLITE_ERROR; /* an empty text */
    if (rc != SQLITE_OK) {
        char doing[160];
        snprintf(doing, sizeof doing, "preparing \"%" STR_FMT "\"", STR_ARG(str_first(sql, 120)));
        return failed(store, doing, rc, err);
    }
    struct sqlite_stmt *stmt = calloc(1, sizeof *stmt);
    gl_assert(stmt != NULL);
    stmt->base.parameters = sqlite3_bind_parameter_count(handle);
    stmt->base.columns = sqlite3_column_count(handle);
    stmt->base.is_writing = sqlite3_stmt_readonly(handle) == 0;
    stmt->owner = store;
    stmt->handle = handle;
    *stmt_out = &stmt->base;
    return true;
}

static void sqlite_finish(struct stmt *stmt)
{
    sqlite3_finalize(of_stmt(stmt)->handle);
    free(stmt);
}

/* A bind fails only for a wrong number or an unfinished run, which the face has excluded, or for a
 * value beyond a thousand million bytes, which the limits at the doors exclude. */
static void sqlite_bind_i64(struct stmt *stmt, int parameter, int64_t value)
{
    gl_assert(sqlite3_bind_int64(of_stmt(stmt)->handle, parameter, value) == SQLITE_OK);
}

static void sqlite_bind_text(struct stmt *stmt, int parameter, struct str value)
{
    const char *text = value.len == 0 ? "" : value.p; /* a null pointer would bind NULL */
    gl_assert(sqlite3_bind_text64(of_stmt(stmt)->handle, parameter, text, value.len, SQLITE_STATIC,
                                  SQLITE_UTF8)
              == SQLITE_OK);
}

static void sqlite_bind_blob(struct stmt *stmt, int parameter, struct str value)
{
    const char *bytes = value.len == 0 ? "" : value.p;
    gl_assert(sqlite3_bind_blob64(of_stmt(stmt)->handle, parameter, bytes, value.len, SQLITE_STATIC)
              == SQLITE_OK);
}

static void sqlite_bind_null(struct stmt *stmt, int parameter)
{
    gl_assert(sqlite3_bind_null(of_stmt(stmt)->handle, parameter) == SQLITE_OK);
}

static bool statement_failed(const struct sqlite_stmt *stmt, int rc, struct err *err)
{
    char doing[160];
    const char *sql = sqlite3_sql(stmt->handle);
    snprintf(doing, sizeof doing, "running \"%.120s\"", sql == NULL ? "" : sql);
    return failed(stmt->owner, doing, rc, err);
}

static bool sqlite_run(struct stmt *base, struct err *err)
{
    struct sqlite_stmt *stmt = of_stmt(base);
    while (sqlite3_step(stmt->handle) == SQLITE_ROW)
        continue;
    int rc = sqlite3_reset(stmt->handle);
    return (rc == SQLITE_OK && !stmt->owner->vfs.is_sync_failed) || statement_failed(stmt, rc, err);
}

static bool sqlite_row(struct stmt *base, bool *has_row_out, struct err *err)
{
    struct sqlite_stmt *stmt = of_stmt(base);
    int rc = sqlite3_step(stmt->handle);
    *has_row_out = rc == SQLITE_ROW;
    if (rc == SQLITE_ROW)
        return true;
    rc = sqlite3_reset(stmt->handle);
    return rc == SQLITE_OK || statement_failed(stmt, rc, err);
}

static void sqlite_reset(struct stmt *stmt)
{
    sqlite3_reset(of_stmt(stmt)->handle);
}

static int64_t sqlite_get_i64(const struct stmt *stmt, int column)
{
    return sqlite3_column_int64(of_stmt(stmt)->handle, column);
}

/* Of a text too: column_text would copy it only to add a NUL. */
static struct str sqlite_get_bytes(const struct stmt *stmt, int column)
{
    sqlite3_stmt *handle = of_stmt(stmt)->handle;
    const char *bytes = sqlite3_column_blob(handle, column);
    int len = sqlite3_column_bytes(handle, column);
    return len == 0 ? STR_NONE : (struct str){bytes, (size_t)len};
}

static bool sqlite_is_null(const struct stmt *stmt, int column)
{
    return sqlite3_column_type(of_stmt(stmt)->handle, column) == SQLITE_NULL;
}

static bool sqlite_is_i64(const struct stmt *stmt, int column)
{
    return sqlite3_column_type(of_stmt(stmt)->handle, column) == SQLITE_INTEGER;
}

static int64_t sqlite_changes(struct store *store)
{
    return sqlite3_changes64(of_store(store)->db);
}

static bool sqlite_checkpoint(struct store *base, enum store_checkpoint_kind kind, struct err *err)
{
    struct sqlite_store *store = of_store(base);
    int in_log = 0, moved = 0;
    int mode = kind == CHECKPOINT_TRUNCATE ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE;
    int rc = sqlite3_wal_checkpoint_v2(store->db, "main", mode, &in_log, &moved);
    if (!done(store, "moving the log into the main file", rc, err))
        return false;
    store->wal_pages = in_log - moved;
    return true;
}

/* Through SQLite's backup, which syncs what it writes; then without the mark of a log, so that the
 * file can be read from a medium that cannot be written. */
static int copy_pages(sqlite3 *from, sqlite3 *to)
{
    sqlite3_backup *backup = sqlite3_backup_init(to, "main", from, "main");
    if (backup == NULL)
        return sqlite3_extended_errcode(to);
    int step = sqlite3_backup_step(backup, -1);
    int rc = sqlite3_backup_finish(backup);
    if (rc == SQLITE_OK && step != SQLITE_DONE)
        rc = step;
    return rc == SQLITE_OK ? sqlite3_exec(to, "PRAGMA journal_mode=DELETE", NULL, NULL, NULL) : rc;
}

static bool sqlite_copy(struct store *base, struct str file, struct err *err)
{
    struct sqlite_store *store = of_store(base);
    char path[4096];
    if (file.len + 3 > sizeof path)
        return err_set(err, ERR_LIMIT, "The name of the copy is too long.");
    snprintf(path, sizeof path, "%s%" STR_FMT, has_folder(file) ? "" : "./", STR_ARG(file));
    if (!os_file_create(file, OS_PRIVATE, err))
        return false;
    sqlite3 *to = NULL;
    int rc = sqlite3_open_v2(path, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, "unix");
    if (rc == SQLITE_OK)
        rc = sqlite3_extended_result_codes(to, 1);
    if (rc == SQLITE_OK)
        rc = copy_pages(store->db, to);
    bool is_done = rc == SQLITE_OK || sqlite_error(to, path, "copying to it", rc, err);
    gl_assert(sqlite3_close(to) == SQLITE_OK);
    if (is_done && os_directory_sync_of(file, err))
        return true;
    if (err->kind == ERR_UNCERTAIN)
        err->kind = ERR_STORE; /* of the copy, which goes, not of this database */
    struct err of_removal;
    if (!os_file_remove(file, &of_removal))
        err_hint(err, "Remove %s by hand: it is not complete.", path);
    return false;
}

static void sqlite_counts(struct store *base, struct store_counts *counts_out)
{
    const struct sqlite_store *store = of_store(base);
    *counts_out = (struct store_counts){
        .rows_written = sqlite3_total_changes64(store->db),
        .wal_bytes = store->vfs.wal_bytes,
        .db_bytes = store->vfs.db_bytes,
        .fsyncs = store->vfs.fsyncs,
        .commits = store->commits,
        .wal_size_bytes = store->wal_pages * (store->page_bytes + WAL_FRAME_HEADER_BYTES),
    };
}

static bool read_number(struct sqlite_store *store, const char *sql, int64_t *value_out,
                        struct err *err)
{
    sqlite3_stmt *handle = NULL;
    int rc = sqlite3_prepare_v2(store->db, sql, -1, &handle, NULL);
    if (rc == SQLITE_OK && sqlite3_step(handle) == SQLITE_ROW)
        *value_out = sqlite3_column_int64(handle, 0);
    if (rc == SQLITE_OK)
        rc = sqlite3_finalize(handle);
    return done(store, sql, rc, err);
}

static bool sqlite_version(struct store *base, int64_t *version_out, struct err *err)
{
    return read_number(of_store(base), "PRAGMA user_version", version_out, err);
}

static bool sqlite_set_version(struct store *base, int64_t version, struct err *err)
{
    char sql[64];
    int len = snprintf(sql, sizeof sql, "PRAGMA user_version=%lld", (long long)version);
    return sqlite_execute(base, (struct str){sql, (size_t)len}, err);
}

static const struct store_driver driver = {
    .name = "sqlite",
    .close = sqlite_close,
    .begin = sqlite_begin,
    .commit = sqlite_commit,
    .rollback = sqlite_rollback,
    .execute = sqlite_execute,
    .prepare = sqlite_prepare,
    .finish = sqlite_finish,
    .bind_i64 = sqlite_bind_i64,
    .bind_text = sqlite_bind_text,
    .bind_blob = sqlite_bind_blob,
    .bind_null = sqlite_bind_null,
    .run = sqlite_run,
    .row = sqlite_row,
    .reset = sqlite_reset,
    .get_i64 = sqlite_get_i64,
    .get_bytes = sqlite_get_bytes,
    .is_null = sqlite_is_null,
    .is_i64 = sqlite_is_i64,
    .changes = sqlite_changes,
    .checkpoint = sqlite_checkpoint,
    .copy = sqlite_copy,
    .counts = sqlite_counts,
    .version = sqlite_version,
    .set_version = sqlite_set_version,
};

static int note_wal(void *context, sqlite3 *db, const char *name, int pages)
{
    (void)db;
    (void)name;
    ((struct sqlite_store *)context)->wal_pages = pages;
    return SQLITE_OK;
}

/* What holds for every connection; page_size only counts while the file is empty. */
static bool set_up(struct sqlite_store *store, const struct store_options *options, struct err *err)
{
    sqlite3 *db = store->db;
    int64_t cache_kib = options->cache_kib > 0 ? options->cache_kib : CACHE_KIB;
    sqlite3_extended_result_codes(db, 1);
    sqlite3_busy_timeout(db, BUSY_TIMEOUT_MS);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_FKEY, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
    sqlite3_wal_autocheckpoint(db, 0);
    sqlite3_wal_hook(db, note_wal, store);
    char sql[400];
    int len =
        snprintf(sql, sizeof sql,
                 "PRAGMA page_size=%d; PRAGMA cache_size=-%lld; PRAGMA mmap_size=0;"
                 "PRAGMA temp_store=MEMORY; PRAGMA cell_size_check=ON;%s%s",
                 PAGE_BYTES, (long long)cache_kib,
                 options->is_scratch ? "PRAGMA synchronous=OFF; PRAGMA journal_mode=MEMORY;"
                                       "PRAGMA locking_mode=EXCLUSIVE; PRAGMA secure_delete=OFF;"
                                     : "PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
                 options->is_read_only ? "PRAGMA query_only=ON;" : "");
    return sqlite_execute(&store->base, (struct str){sql, (size_t)len}, err);
}

/* WAL, or the reason why not. A read-only connection takes the file as it is. */
static bool set_journal(struct sqlite_store *store, struct err *err)
{
    sqlite3_stmt *handle = NULL;
    int rc = sqlite3_prepare_v2(store->db, "PRAGMA journal_mode=WAL", -1, &handle, NULL);
    bool is_wal = false;
    if (rc == SQLITE_OK) {
        is_wal = sqlite3_step(handle) == SQLITE_ROW && sqlite3_column_bytes(handle, 0) == 3
                 && memcmp(sqlite3_column_blob(handle, 0), "wal", 3) == 0;
        rc = sqlite3_finalize(handle);
    }
    if (!done(store, "opening it", rc, err))
        return false;
    if (is_wal)
        return true;
    err_set(err, ERR_STORE, "The database %s cannot keep a write-ahead log.", store->path);
    err_hint(err, "Put it on a local disk: network folders do not have the needed locks.");
    return false;
}

static bool prepare_own(struct sqlite_store *store, struct err *err)
{
    const struct {
        const char *sql;
        sqlite3_stmt **handle;
    } own[] = {
        {"BEGIN", &store->begin_read},
        {"BEGIN IMMEDIATE", &store->begin_write},
        {"COMMIT", &store->commit},
        {"ROLLBACK", &store->rollback},
    };
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        int rc = sqlite3_prepare_v3(store->db, own[i].sql, -1, SQLITE_PREPARE_PERSISTENT,
                                    own[i].handle, NULL);
        if (!done(store, "opening it", rc, err))
            return false;
    }
    return true;
}

static bool start(struct sqlite_store *store, const struct store_options *options, struct err *err)
{
    int flags = SQLITE_OPEN_NOMUTEX
                | (options->is_read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE);
    int rc = sqlite3_open_v2(store->opened, &store->db, flags, store->vfs.name);
    int64_t number = 0;
    if (!done(store, "opening it", rc, err))
        return false;
    if (!options->is_read_only && sqlite3_db_readonly(store->db, "main") != 0)
        return failed(store, "opening it", SQLITE_READONLY, err);
    if (!set_up(store, options, err)
        || !done(store, "opening it (it needs SQLite with FTS5)", sqlite_han_register(store->db),
                 err)
        || !read_number(store, "SELECT count(*) FROM sqlite_schema", &number, err))
        return false;
    if (!options->is_read_only && !options->is_scratch && !set_journal(store, err))
        return false;
    /* SQLite syncs the folder of a new log, but does not look at the answer. */
    if (!options->is_read_only && !os_directory_sync_of(str_of(store->path), err))
        return false;
    if (!prepare_own(store, err) || !read_number(store, "PRAGMA page_size", &number, err))
        return false;
    store->page_bytes = (int)number;
    return true;
}

static bool find_file(struct sqlite_store *store, const struct store_options *options,
                      struct err *err)
{
    struct str path = options->url;
    if (os_file_is_directory(path))
        return err_set(err, ERR_INPUT, "%s is a folder, not a database.", store->path);
    if (!options->is_read_only && !options->must_exist)
        return os_file_create(path, OS_PRIVATE, err);
    if (os_file_exists(path))
        return true;
    err_set(err, ERR_MISSING, "There is no database %s.", store->path);
    err_hint(err, "Make one with `gulou init` or `gulou demo`, or name the right file: --db FILE");
    return false;
}

bool sqlite_open(struct arena *arena, const struct store_options *options, struct store **store_out,
                 struct err *err)
{
    struct str url = options->url;
    if (str_is_empty(url) || str_equal(url, STR(":memory:")))
        return err_set(err, ERR_USAGE, "A database is a file: \"%" STR_FMT "\" names none.",
                       STR_ARG(url));
    struct sqlite_store *store = arena_new(arena, struct sqlite_store);
    store->path = arena_terminated(arena, url);
    store->opened = has_folder(url) ? store->path : arena_print(arena, "./%s", store->path).p;
    if (!find_file(store, options, err))
        return false;
    if (!sqlite_vfs_init(&store->vfs))
        return err_set(err, ERR_SYSTEM, "SQLite could not be started.");
    store_init(&store->base, &driver, options->is_read_only);
    if (!start(store, options, err)) {
        sqlite_close(&store->base, false);
        return false;
    }
    *store_out = &store->base;
    return true;
}

void sqlite_fail_sync(struct store *store, int nth)
{
    of_store(store)->vfs.fail_sync = nth;
}

void sqlite_fail_write(struct store *store, int nth)
{
    of_store(store)->vfs.fail_write = nth;
}
