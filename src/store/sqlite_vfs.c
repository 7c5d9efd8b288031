#include "store/sqlite_vfs.h"

#include <stdio.h>
#include <string.h>

enum file_kind { FILE_MAIN, FILE_WAL, FILE_OTHER };

struct vfs_file {
    sqlite3_file base;
    struct sqlite_vfs *vfs;
    enum file_kind kind;
    sqlite3_file *real; /* in the memory right behind this struct */
};

static struct vfs_file *self(sqlite3_file *file)
{
    return (struct vfs_file *)file;
}

static sqlite3_file *real(sqlite3_file *file)
{
    return self(file)->real;
}

static bool is_time_to_fail(int *countdown)
{
    return *countdown > 0 && --*countdown == 0;
}

static int file_close(sqlite3_file *file)
{
    return real(file)->pMethods->xClose(real(file));
}

static int file_read(sqlite3_file *file, void *out, int bytes, sqlite3_int64 offset)
{
    return real(file)->pMethods->xRead(real(file), out, bytes, offset);
}

static int file_write(sqlite3_file *file, const void *from, int bytes, sqlite3_int64 offset)
{
    struct vfs_file *mine = self(file);
    if (is_time_to_fail(&mine->vfs->fail_write))
        return SQLITE_IOERR_WRITE;
    if (mine->kind == FILE_WAL)
        mine->vfs->wal_bytes += bytes;
    else if (mine->kind == FILE_MAIN)
        mine->vfs->db_bytes += bytes;
    return mine->real->pMethods->xWrite(mine->real, from, bytes, offset);
}

static int file_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    return real(file)->pMethods->xTruncate(real(file), size);
}

static int file_sync(sqlite3_file *file, int flags)
{
    struct vfs_file *mine = self(file);
    mine->vfs->fsyncs++;
    int rc = is_time_to_fail(&mine->vfs->fail_sync)
                 ? SQLITE_IOERR_FSYNC
                 : mine->real->pMethods->xSync(mine->real, flags);
    if (rc != SQLITE_OK)
        mine->vfs->is_sync_failed = true;
    return rc;
}

static int file_size(sqlite3_file *file, sqlite3_int64 *size_out)
{
    return real(file)->pMethods->xFileSize(real(file), size_out);
}

static int file_lock(sqlite3_file *file, int level)
{
    return real(file)->pMethods->xLock(real(file), level);
}

static int file_unlock(sqlite3_file *file, int level)
{
    return real(file)->pMethods->xUnlock(real(file), level);
}

static int file_is_reserved(sqlite3_file *file, int *is_reserved_out)
{
    return real(file)->pMethods->xCheckReservedLock(real(file), is_reserved_out);
}

static int file_control(sqlite3_file *file, int operation, void *argument)
{
    return real(file)->pMethods->xFileControl(real(file), operation, argument);
}

static int file_sector_size(sqlite3_file *file)
{
    return real(file)->pMethods->xSectorSize(real(file));
}

static int file_characteristics(sqlite3_file *file)
{
    return real(file)->pMethods->xDeviceCharacteristics(real(file));
}

static int file_shm_map(sqlite3_file *file, int region, int bytes, int extend,
                        void volatile **memory_out)
{
    return real(file)->pMethods->xShmMap(real(file), region, bytes, extend, memory_out);
}

static int file_shm_lock(sqlite3_file *file, int offset, int n, int flags)
{
    return real(file)->pMethods->xShmLock(real(file), offset, n, flags);
}

static void file_shm_barrier(sqlite3_file *file)
{
    real(file)->pMethods->xShmBarrier(real(file));
}

static int file_shm_unmap(sqlite3_file *file, int is_to_delete)
{
    return real(file)->pMethods->xShmUnmap(real(file), is_to_delete);
}

/* Version 2: with shared memory for the log, without memory-mapped reading, which is off. */
static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_unlock,
    .xCheckReservedLock = file_is_reserved,
    .xFileControl = file_control,
    .xSectorSize = file_sector_size,
    .xDeviceCharacteristics = file_characteristics,
    .xShmMap = file_shm_map,
    .xShmLock = file_shm_lock,
    .xShmBarrier = file_shm_barrier,
    .xShmUnmap = file_shm_unmap,
};

static sqlite3_vfs *root_of(sqlite3_vfs *vfs)
{
    return ((struct sqlite_vfs *)vfs->pAppData)->root;
}

static int vfs_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags,
                    int *flags_out)
{
    struct vfs_file *mine = self(file);
    memset(mine, 0, sizeof *mine);
    mine->vfs = vfs->pAppData;
    mine->real = (sqlite3_file *)(mine + 1);
    mine->kind = flags & SQLITE_OPEN_MAIN_DB ? FILE_MAIN
                 : flags & SQLITE_OPEN_WAL   ? FILE_WAL
                                             : FILE_OTHER;
    int rc = root_of(vfs)->xOpen(root_of(vfs), name, mine->real, flags, flags_out);
    if (rc == SQLITE_OK)
        mine->base.pMethods = &methods;
    return rc;
}

static int vfs_delete(sqlite3_vfs *vfs, const char *name, int is_to_sync)
{
    return root_of(vfs)->xDelete(root_of(vfs), name, is_to_sync);
}

static int vfs_access(sqlite3_vfs *vfs, const char *name, int flags, int *result_out)
{
    return root_of(vfs)->xAccess(root_of(vfs), name, flags, result_out);
}

static int vfs_full_path(sqlite3_vfs *vfs, const char *name, int bytes, char *out)
{
    return root_of(vfs)->xFullPathname(root_of(vfs), name, bytes, out);
}

static int vfs_randomness(sqlite3_vfs *vfs, int bytes, char *out)
{
    return root_of(vfs)->xRandomness(root_of(vfs), bytes, out);
}

static int vfs_sleep(sqlite3_vfs *vfs, int microseconds)
{
    return root_of(vfs)->xSleep(root_of(vfs), microseconds);
}

static int vfs_time(sqlite3_vfs *vfs, double *days_out)
{
    return root_of(vfs)->xCurrentTime(root_of(vfs), days_out);
}

static int vfs_time_ms(sqlite3_vfs *vfs, sqlite3_int64 *ms_out)
{
    return root_of(vfs)->xCurrentTimeInt64(root_of(vfs), ms_out);
}

static int vfs_last_error(sqlite3_vfs *vfs, int bytes, char *out)
{
    return root_of(vfs)->xGetLastError(root_of(vfs), bytes, out);
}

bool sqlite_vfs_init(struct sqlite_vfs *vfs)
{
    memset(vfs, 0, sizeof *vfs);
    vfs->root = sqlite3_vfs_find("unix");
    if (vfs->root == NULL)
        return false;
    snprintf(vfs->name, sizeof vfs->name, "gulou-%p", (void *)vfs);
    vfs->base = (sqlite3_vfs){
        .iVersion = 2,
        .szOsFile = (int)sizeof(struct vfs_file) + vfs->root->szOsFile,
        .mxPathname = vfs->root->mxPathname,
        .zName = vfs->name,
        .pAppData = vfs,
        .xOpen = vfs_open,
        .xDelete = vfs_delete,
        .xAccess = vfs_access,
        .xFullPathname = vfs_full_path,
        .xRandomness = vfs_randomness,
        .xSleep = vfs_sleep,
        .xCurrentTime = vfs_time,
        .xGetLastError = vfs_last_error,
        .xCurrentTimeInt64 = vfs_time_ms,
    };
    return sqlite3_vfs_register(&vfs->base, 0) == SQLITE_OK;
}

void sqlite_vfs_done(struct sqlite_vfs *vfs)
{
    sqlite3_vfs_unregister(&vfs->base);
}
