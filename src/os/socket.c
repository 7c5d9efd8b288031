#include "os/socket.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "os/clock.h"
#include "os/path.h"

enum { BACKLOG = 64, NS_PER_MS = 1000000, WAIT_MS_MAX = 1000000 };

/* ---- names ---- */

struct address {
    struct os_path path;
    struct sockaddr_un un;
    int folder; /* open, so that the address can be written short */
};

/* "/proc/self/fd/5/gulou.db.sock": the same file under a name that fits. */
static bool address_open(struct str path, struct address *address, struct err *err)
{
    struct os_path folder;
    if (!os_path_of(path, &address->path, err))
        return false;
    os_path_folder(&address->path, &folder);
    const char *slash = strrchr(address->path.text, '/');
    const char *name = slash == NULL ? address->path.text : slash + 1;
    address->folder = open(folder.text, O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (address->folder < 0)
        return os_path_failed("opened", folder.text, errno, err);
    address->un = (struct sockaddr_un){.sun_family = AF_UNIX};
    int len = snprintf(address->un.sun_path, sizeof address->un.sun_path, "/proc/self/fd/%d/%s",
                       address->folder, name);
    if (len < (int)sizeof address->un.sun_path)
        return true;
    close(address->folder);
    return err_set(err, ERR_LIMIT, "The name %s is too long for a socket; at most 80 bytes.", name);
}

static int address_bind(const struct address *address, int fd)
{
    const struct sockaddr *at = (const struct sockaddr *)&address->un;
    struct stat there;
    if (lstat(address->un.sun_path, &there) == 0 && !S_ISSOCK(there.st_mode))
        return EEXIST; /* not a socket's: somebody's file */
    /* The file takes the descriptor's mode: there is no moment at which others may connect. */
    if (fchmod(fd, S_IRUSR | S_IWUSR) != 0)
        return errno;
    if (unlink(address->un.sun_path) != 0 && errno != ENOENT)
        return errno;
    if (bind(fd, at, sizeof address->un) != 0 || listen(fd, BACKLOG) != 0)
        return errno;
    return 0;
}

static bool new_socket(struct os_socket *socket_out, struct err *err)
{
    socket_out->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (socket_out->fd >= 0)
        return true;
    err_set(err, ERR_SYSTEM, "No socket can be made.");
    err_detail(err, "%s", strerror(errno));
    return false;
}

/* ---- both ends ---- */

bool os_socket_listen(struct str path, struct os_socket *socket_out, struct err *err)
{
    struct address address;
    if (!address_open(path, &address, err))
        return false;
    bool ok = new_socket(socket_out, err);
    int error = ok ? address_bind(&address, socket_out->fd) : 0;
    close(address.folder);
    if (error != 0) {
        os_socket_close(socket_out);
        return os_path_failed("made a socket", address.path.text, error, err);
    }
    return ok;
}

bool os_socket_connect(struct str path, struct os_socket *socket_out, struct err *err)
{
    struct address address;
    if (!address_open(path, &address, err))
        return false;
    bool ok = new_socket(socket_out, err);
    int error = 0;
    if (ok && connect(socket_out->fd, (const struct sockaddr *)&address.un, sizeof address.un) != 0)
        error = errno;
    close(address.folder);
    if (error == 0)
        return ok;
    os_socket_close(socket_out);
    if (error == ECONNREFUSED || error == ENOENT)
        return err_set(err, ERR_MISSING, "Nobody listens on %s.", address.path.text);
    return os_path_failed("connected to", address.path.text, error, err);
}

bool os_socket_accept(const struct os_socket *listening, struct os_socket *socket_out,
                      struct err *err)
{
    do
        socket_out->fd = accept4(listening->fd, NULL, NULL, SOCK_CLOEXEC);
    while (socket_out->fd < 0 && (errno == EINTR || errno == ECONNABORTED));
    if (socket_out->fd >= 0)
        return true;
    if (errno == EINVAL)
        return err_set(err, ERR_MISSING, "The socket was shut.");
    err_set(err, ERR_SYSTEM, "No connection can be accepted.");
    err_detail(err, "%s", strerror(errno));
    return false;
}

void os_socket_shut(const struct os_socket *socket)
{
    (void)shutdown(socket->fd, SHUT_RDWR); /* fails only where nobody can wait */
}

void os_socket_deafen(const struct os_socket *socket)
{
    (void)shutdown(socket->fd, SHUT_RD);
}

void os_socket_close(struct os_socket *socket)
{
    if (socket->fd >= 0)
        close(socket->fd);
    socket->fd = -1;
}

bool os_socket_peer(const struct os_socket *socket, int64_t *user_out, struct err *err)
{
    struct ucred peer;
    socklen_t len = sizeof peer;
    if (getsockopt(socket->fd, SOL_SOCKET, SO_PEERCRED, &peer, &len) == 0) {
        *user_out = (int64_t)peer.uid;
        return true;
    }
    err_set(err, ERR_SYSTEM, "The system does not say who is at the other end of the socket.");
    err_detail(err, "%s", strerror(errno));
    return false;
}

int64_t os_user(void)
{
    return (int64_t)geteuid();
}

/* ---- bytes ---- */

static bool wait_for(const struct os_socket *socket, short event, int64_t deadline_ns,
                     struct err *err)
{
    for (;;) {
        struct pollfd wait = {.fd = socket->fd, .events = event};
        int64_t left_ms = -1;
        if (deadline_ns != OS_SOCKET_FOREVER) {
            left_ms = (deadline_ns - os_monotonic_ns()) / NS_PER_MS;
            left_ms = left_ms < 0 ? 0 : left_ms > WAIT_MS_MAX ? WAIT_MS_MAX : left_ms;
        }
        int n = poll(&wait, 1, (int)left_ms);
        if (n > 0)
            return true; /* or an error, which reading and writing tell */
        if (n == 0 && left_ms < WAIT_MS_MAX)
            return err_set(err, ERR_BUSY, "The other end of the socket is silent.");
    }
}

static bool failed(struct err *err)
{
    if (errno == ECONNRESET || errno == EPIPE)
        return err_set(err, ERR_MISSING, "The other end of the socket closed it.");
    err_set(err, ERR_SYSTEM, "The socket failed.");
    err_detail(err, "%s", strerror(errno));
    return false;
}

static bool is_again(ssize_t n)
{
    return n < 0 && (errno == EINTR || errno == EAGAIN);
}

bool os_socket_read(const struct os_socket *socket, void *bytes, size_t len, int64_t deadline_ns,
                    struct err *err)
{
    for (char *at = bytes; len > 0;) {
        if (!wait_for(socket, POLLIN, deadline_ns, err))
            return false;
        ssize_t n = recv(socket->fd, at, len, MSG_DONTWAIT);
        if (is_again(n))
            continue;
        if (n < 0)
            return failed(err);
        if (n == 0)
            return err_set(err, ERR_MISSING, "The other end of the socket closed it.");
        at += n;
        len -= (size_t)n;
    }
    return true;
}

bool os_socket_write(const struct os_socket *socket, struct str bytes, int64_t deadline_ns,
                     struct err *err)
{
    while (bytes.len > 0) {
        if (!wait_for(socket, POLLOUT, deadline_ns, err))
            return false;
        ssize_t n = send(socket->fd, bytes.p, bytes.len, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (is_again(n))
            continue;
        if (n < 0)
            return failed(err);
        bytes = str_from(bytes, (size_t)n);
    }
    return true;
}
