/*
 * lock.h - one process at a time: an open-file-description lock (F_OFD_SETLK) on a file of its own.
 * It goes with the process, however that ends, so a file left behind locks nothing.
 */
#ifndef GULOU_OS_LOCK_H
#define GULOU_OS_LOCK_H

#include "base/err.h"

struct os_lock {
    int fd; /* -1: not held */
};

/* Never waits. ERR_CONFLICT: another process (or another os_lock of this one) holds it; the
 * sentence names the process id that the holder left in the file. The file is created with 0600. */
ERR_CHECKED bool os_lock_take(struct str path, struct os_lock *lock_out, struct err *err);
void os_lock_release(struct os_lock *lock); /* the file stays; nothing when not held */

#endif
