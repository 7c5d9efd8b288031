#include "os/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/list.h"
#include "os/path.h"

static bool read_all(int fd, size_t bytes_max, struct buf *buf, int *error_out)
{
    char block[65536];
    buf_init(buf, bytes_max);
    for (;;) {
        ssize_t n = read(fd, block, sizeof block);
        if (n < 0 && errno == EINTR)
            continue;
        *error_out = n < 0 ? errno : 0;
        if (n <= 0)
            return n == 0;
        buf_put_bytes(buf, block, (size_t)n);
        if (buf->is_over)
            return true;
    }
}

static bool too_large(struct str path, size_t bytes_max, struct err *err)
{
    return err_set(err, ERR_LIMIT, "The file %" STR_FMT " is larger than %zu bytes.", STR_ARG(path),
                   bytes_max);
}

/* The common case: a plain file of known size goes straight into the arena. */
static bool read_sized(struct arena *arena, int fd, size_t size, struct str *bytes_out,
                       int *error_out)
{
    char *memory = arena_alloc(arena, size + 1);
    size_t have = 0;
    while (have < size) {
        ssize_t n = read(fd, memory + have, size - have);
        if (n < 0 && errno == EINTR)
            continue;
        *error_out = errno;
        if (n < 0)
            return false;
        if (n == 0)
            break; /* it became shorter meanwhile */
        have += (size_t)n;
    }
    *bytes_out = (struct str){memory, have};
    return true;
}

static bool read_open(struct arena *arena, int fd, size_t bytes_max, struct str *bytes_out,
                      int *error_out)
{
    struct stat status;
    *error_out = 0;
    if (fstat(fd, &status) != 0) {
        *error_out = errno;
        return false;
    }
    if (S_ISDIR(status.st_mode)) {
        *error_out = EISDIR;
        return false;
    }
    if (S_ISREG(status.st_mode) && status.st_size > 0) {
        size_t size = (size_t)status.st_size;
        return size <= bytes_max && read_sized(arena, fd, size, bytes_out, error_out);
    }
    struct buf buf; /* a pipe, or a file of /proc that does not tell its size */
    bool is_read = read_all(fd, bytes_max, &buf, error_out) && !buf.is_over;
    if (is_read)
        *bytes_out = arena_copy(arena, buf_str(&buf));
    buf_done(&buf);
    return is_read;
}

bool os_file_read(struct arena *arena, struct str path, size_t bytes_max, struct str *bytes_out,
                  struct err *err)
{
    struct os_path name;
    if (!os_path_of(path, &name, err))
        return false;
    int fd = open(name.text, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return os_path_failed("opened", name.text, errno, err);
    int error;
    bool is_read = read_open(arena, fd, bytes_max, bytes_out, &error);
    close(fd);
    if (is_read)
        return true;
    return error == 0 ? too_large(path, bytes_max, err)
                      : os_path_failed("read", name.text, error, err);
}

static bool write_all(int fd, struct str bytes)
{
    while (bytes.len > 0) {
        ssize_t n = write(fd, bytes.p, bytes.len);
        if (n < 0 && errno != EINTR)
            return false;
        if (n > 0)
            bytes = str_from(bytes, (size_t)n);
    }
    return true;
}

static bool sync_folder(const struct os_path *path, struct err *err)
{
    struct os_path folder;
    os_path_folder(path, &folder);
    int fd = open(folder.text, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return os_path_failed("opened as a folder", folder.text, errno, err);
    int error = fsync(fd) == 0 ? 0 : errno;
    close(fd);
    return error == 0 || os_path_failed("made durable", folder.text, error, err);
}

/* Writes the new file beside the old one; on an error it is gone again. */
static bool write_beside(const struct os_path *beside, struct str bytes, enum os_privacy privacy,
                         struct err *err)
{
    mode_t mode = privacy == OS_PRIVATE ? 0600 : 0644;
    int fd = open(beside->text, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
    if (fd < 0)
        return os_path_failed("created", beside->text, errno, err);
    int error = write_all(fd, bytes) && fsync(fd) == 0 ? 0 : errno;
    if (close(fd) != 0 && error == 0)
        error = errno;
    if (error == 0)
        return true;
    unlink(beside->text);
    return os_path_failed("written", beside->text, error, err);
}

bool os_file_write(struct str path, struct str bytes, enum os_privacy privacy, struct err *err)
{
    struct os_path name, beside;
    if (!os_path_of(path, &name, err))
        return false;
    /* The process id makes the name this process's own; a remnant of a dead one may be in the way.
     */
    int len = snprintf(beside.text, sizeof beside.text, "%s.%d.new", name.text, (int)gettid());
    if (len < 0 || (size_t)len >= sizeof beside.text)
        return err_set(err, ERR_LIMIT, "The file name %s is too long.", name.text);
    unlink(beside.text);
    if (!write_beside(&beside, bytes, privacy, err))
        return false;
    if (rename(beside.text, name.text) != 0) {
        int error = errno;
        unlink(beside.text);
        return os_path_failed("replaced", name.text, error, err);
    }
    return sync_folder(&name, err);
}

bool os_file_create(struct str path, enum os_privacy privacy, struct err *err)
{
    struct os_path name;
    if (!os_path_of(path, &name, err))
        return false;
    mode_t mode = privacy == OS_PRIVATE ? 0600 : 0644;
    int fd = open(name.text, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (fd < 0)
        return errno == EEXIST || os_path_failed("created", name.text, errno, err);
    close(fd);
    return true;
}

static bool status_of(struct str path, struct stat *status_out)
{
    struct os_path name;
    struct err ignored;
    return os_path_of(path, &name, &ignored) && stat(name.text, status_out) == 0;
}

bool os_file_exists(struct str path)
{
    struct stat status;
    return status_of(path, &status);
}

bool os_file_absolute(struct arena *arena, struct str path, struct str *absolute_out,
                      struct err *err)
{
    struct os_path name, here;
    if (!os_path_of(path, &name, err))
        return false;
    if (name.text[0] != '/' && getcwd(here.text, sizeof here.text) == NULL)
        return os_path_failed("found from the root on", name.text, errno, err);
    *absolute_out = name.text[0] == '/' ? arena_copy(arena, path)
                                        : arena_print(arena, "%s/%s", here.text, name.text);
    return true;
}

bool os_file_is_directory(struct str path)
{
    struct stat status;
    return status_of(path, &status) && S_ISDIR(status.st_mode);
}

bool os_file_size(struct str path, int64_t *bytes_out, struct err *err)
{
    struct os_path name;
    struct stat status;
    if (!os_path_of(path, &name, err))
        return false;
    if (stat(name.text, &status) != 0)
        return os_path_failed("looked at", name.text, errno, err);
    *bytes_out = status.st_size;
    return true;
}

bool os_file_remove(struct str path, struct err *err)
{
    struct os_path name;
    if (!os_path_of(path, &name, err))
        return false;
    if (unlink(name.text) != 0)
        return errno == ENOENT || os_path_failed("removed", name.text, errno, err);
    return sync_folder(&name, err);
}

bool os_file_rename(struct str from, struct str to, struct err *err)
{
    struct os_path from_name, to_name;
    if (!os_path_of(from, &from_name, err) || !os_path_of(to, &to_name, err))
        return false;
    if (rename(from_name.text, to_name.text) != 0)
        return os_path_failed("renamed", from_name.text, errno, err);
    return sync_folder(&to_name, err) && sync_folder(&from_name, err);
}

static int by_bytes(const void *a, const void *b)
{
    return str_compare(*(const struct str *)a, *(const struct str *)b);
}

bool os_directory_list(struct arena *arena, struct str path, struct os_names *names_out,
                       struct err *err)
{
    struct os_path name;
    if (!os_path_of(path, &name, err))
        return false;
    DIR *directory = opendir(name.text);
    if (directory == NULL)
        return os_path_failed("opened as a folder", name.text, errno, err);
    LIST_OF(struct str) list = {0};
    const struct dirent *entry;
    while (errno = 0, (entry = readdir(directory)) != NULL) {
        struct str one = str_of(entry->d_name);
        if (!str_equal_c(one, ".") && !str_equal_c(one, ".."))
            list_push(arena, &list, arena_copy(arena, one));
    }
    int error = errno;
    closedir(directory);
    if (error != 0)
        return os_path_failed("read as a folder", name.text, error, err);
    if (list.n > 0)
        qsort(list.at, list.n, sizeof *list.at, by_bytes);
    *names_out = (struct os_names){list.at, list.n};
    return true;
}

bool os_directory_make(struct str path, struct err *err)
{
    struct os_path name;
    if (!os_path_of(path, &name, err))
        return false;
    if (mkdir(name.text, 0700) == 0)
        return sync_folder(&name, err);
    int error = errno;
    if (error == EEXIST && os_file_is_directory(path))
        return true;
    return os_path_failed("made as a folder", name.text, error, err);
}

bool os_directory_sync_of(struct str path, struct err *err)
{
    struct os_path name;
    return os_path_of(path, &name, err) && sync_folder(&name, err);
}

bool os_file_room(struct str path, struct os_room *room_out, struct err *err)
{
    struct os_path place;
    struct statvfs room;
    struct stat file;
    if (!os_path_of(path, &place, err))
        return false;
    if (statvfs(place.text, &room) != 0 || stat(place.text, &file) != 0)
        return os_path_failed("measured", place.text, errno, err);
    *room_out = (struct os_room){
        .free_bytes = (int64_t)(room.f_bavail * room.f_frsize),
        .all_bytes = (int64_t)(room.f_blocks * room.f_frsize),
        .device = (int64_t)file.st_dev,
    };
    return true;
}
