/*
 * sqlite_vfs.h - inside store/ only: a thin layer between SQLite and the system's files that counts
 * what one connection writes and syncs, remembers a failed sync (SQLite forgets some), and can make
 * one fail for the tests.
 */
#ifndef GULOU_STORE_SQLITE_VFS_H
#define GULOU_STORE_SQLITE_VFS_H

#include <stdbool.h>
#include <stdint.h>

#include <sqlite3.h>

struct sqlite_vfs {
    sqlite3_vfs base;
    sqlite3_vfs *root; /* the system's */
    char name[40];
    int64_t wal_bytes;
    int64_t db_bytes;
    int64_t fsyncs;
    bool is_sync_failed;
    int fail_sync;  /* counts down to the sync that fails; 0: none */
    int fail_write; /* the same for writes */
};

/* Must stay in place until sqlite_vfs_done, which comes after the connection is closed. */
bool sqlite_vfs_init(struct sqlite_vfs *vfs);
void sqlite_vfs_done(struct sqlite_vfs *vfs);

#endif
