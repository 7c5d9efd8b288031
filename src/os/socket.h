/*
 * socket.h - Unix sockets between processes of one machine and one user.
 *
 * A socket is a file beside what it serves, of mode 0600 from its first moment. Who is at the other
 * end is asked of the kernel (SO_PEERCRED), never believed. Waits end at a deadline of
 * os_monotonic_ns; OS_SOCKET_FOREVER: never. Paths may be as long as any (the system allows a
 * socket only 107 bytes; its folder is opened first).
 */
#ifndef GULOU_OS_SOCKET_H
#define GULOU_OS_SOCKET_H

#include "base/err.h"

#define OS_SOCKET_FOREVER INT64_MAX

struct os_socket {
    int fd;
};

/* Replaces a file that a dead process left; that no living one listens is for the caller to know.
 */
ERR_CHECKED bool os_socket_listen(struct str path, struct os_socket *socket_out, struct err *err);
/* ERR_MISSING: nobody listens there. ERR_DENIED: another user's. */
ERR_CHECKED bool os_socket_connect(struct str path, struct os_socket *socket_out, struct err *err);
/* The next who connects. ERR_MISSING: os_socket_shut was called. By any number of threads. */
ERR_CHECKED bool os_socket_accept(const struct os_socket *listening, struct os_socket *socket_out,
                                  struct err *err);
/* Ends every wait on it, also in other threads; it must still be closed. */
void os_socket_shut(const struct os_socket *socket);
/* Nothing more is read from it, in any thread; what is to be written still goes. */
void os_socket_deafen(const struct os_socket *socket);
void os_socket_close(struct os_socket *socket); /* nothing when closed already */

/* The user at the other end: of a listener when it began to listen, of a caller when it called. */
ERR_CHECKED bool os_socket_peer(const struct os_socket *socket, int64_t *user_out, struct err *err);
int64_t os_user(void); /* this process's effective user */

/* Exactly len bytes. ERR_MISSING: the other end closed before; ERR_BUSY: the deadline passed. */
ERR_CHECKED bool os_socket_read(const struct os_socket *socket, void *bytes, size_t len,
                                int64_t deadline_ns, struct err *err);
/* All of it, with the same errors. */
ERR_CHECKED bool os_socket_write(const struct os_socket *socket, struct str bytes,
                                 int64_t deadline_ns, struct err *err);

#endif
