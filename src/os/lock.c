#include "os/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "os/path.h"

static struct flock whole_file(short type)
{
    return (struct flock){.l_type = type, .l_whence = SEEK_SET};
}

static bool refuse(int fd, const struct os_path *path, struct err *err)
{
    char text[16] = "";
    ssize_t n = pread(fd, text, sizeof text - 1, 0);
    int64_t holder = 0;
    bool is_known = n > 0 && str_to_i64(str_trim((struct str){text, (size_t)n}), &holder);
    close(fd);
    err_set(err, ERR_CONFLICT, "Another process holds the lock %s.", path->text);
    if (is_known)
        err_detail(err, "process %lld", (long long)holder);
    err_hint(err, "Stop the other process first, or let it do the work.");
    return false;
}

bool os_lock_take(struct str path, struct os_lock *lock_out, struct err *err)
{
    struct os_path name;
    if (!os_path_of(path, &name, err))
        return false;
    int fd = open(name.text, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        return os_path_failed("opened", name.text, errno, err);
    struct flock wish = whole_file(F_WRLCK);
    if (fcntl(fd, F_OFD_SETLK, &wish) != 0) {
        int error = errno;
        if (error == EAGAIN || error == EACCES)
            return refuse(fd, &name, err);
        close(fd);
        return os_path_failed("locked", name.text, error, err);
    }
    /* Only a courtesy to whoever is refused: a failure to write it does no harm. */
    char text[16];
    int len = snprintf(text, sizeof text, "%d\n", (int)getpid());
    if (ftruncate(fd, 0) != 0 || pwrite(fd, text, (size_t)len, 0) != len)
        text[0] = '\0';
    lock_out->fd = fd;
    return true;
}

void os_lock_release(struct os_lock *lock)
{
    if (lock->fd < 0)
        return;
    close(lock->fd); /* the lock goes with its last descriptor */
    lock->fd = -1;
}
