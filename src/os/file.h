/*
 * file.h - whole files. Paths are slices of at most 4,095 bytes without NUL. Errors are ERR_MISSING
 * (no such file), ERR_DENIED (permission), ERR_LIMIT (too large), ERR_SYSTEM (anything else).
 */
#ifndef GULOU_OS_FILE_H
#define GULOU_OS_FILE_H

#include "base/arena.h"
#include "base/err.h"

enum os_privacy {
    OS_SHARED, /* mode 0644 */
    OS_PRIVATE /* mode 0600: keys, tokens */
};

struct os_names {
    struct str *at;
    size_t n;
};

/* The bytes live in the arena. A file over bytes_max is refused before it is read; so are
 * directories. Pipes are read until their end. */
ERR_CHECKED bool os_file_read(struct arena *arena, struct str path, size_t bytes_max,
                              struct str *bytes_out, struct err *err);
/* Atomic and durable: a new file beside it, fsync, rename, fsync of the directory. On an error the
 * old file is untouched, except that after a failed fsync of the directory it is not known which of
 * the two survives a power cut. */
ERR_CHECKED bool os_file_write(struct str path, struct str bytes, enum os_privacy privacy,
                               struct err *err);
/* An empty file, unless there is one already. */
ERR_CHECKED bool os_file_create(struct str path, enum os_privacy privacy, struct err *err);
bool os_file_exists(struct str path); /* a file of any kind, also a directory */
bool os_file_is_directory(struct str path);
ERR_CHECKED bool os_file_size(struct str path, int64_t *bytes_out, struct err *err);
/* Room for others than root on the path's file system, its size, and which file system it is. */
struct os_room {
    int64_t free_bytes, all_bytes;
    int64_t device;
};
ERR_CHECKED bool os_file_room(struct str path, struct os_room *room_out, struct err *err);
ERR_CHECKED bool os_file_remove(struct str path, struct err *err); /* done also if not there */
ERR_CHECKED bool os_file_rename(struct str from, struct str to, struct err *err); /* durable */
/* The path from the root on, as it stands, for whoever works in another folder. */
ERR_CHECKED bool os_file_absolute(struct arena *arena, struct str path, struct str *absolute_out,
                                  struct err *err);
/* Names without the folder, in byte order, without "." and "..". */
ERR_CHECKED bool os_directory_list(struct arena *arena, struct str path, struct os_names *names_out,
                                   struct err *err);
ERR_CHECKED bool os_directory_make(struct str path, struct err *err); /* mode 0700; may exist */
/* Makes the names of the folder that holds `path` durable. */
ERR_CHECKED bool os_directory_sync_of(struct str path, struct err *err);

#endif
