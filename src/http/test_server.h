/*
 * test_server.h - for the tests of this folder: a server with a handler, a thread that answers
 * deferred requests in batches, and a client that sends raw bytes.
 */
#ifndef GULOU_HTTP_TEST_SERVER_H
#define GULOU_HTTP_TEST_SERVER_H

#include <arpa/inet.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/assert.h"
#include "http/http.h"
#include "os/clock.h"
#include "os/thread.h"

static inline int test_connect(int port)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    gl_assert(fd >= 0);
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    struct timeval limit = {.tv_sec = 10};
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    gl_assert(connect(fd, (struct sockaddr *)&to, sizeof to) == 0);
    return fd;
}

static inline void test_send(int fd, struct str bytes)
{
    while (bytes.len > 0) {
        ssize_t n = send(fd, bytes.p, bytes.len, MSG_NOSIGNAL);
        if (n <= 0) {
            return; /* the server has closed: the answer tells */
        }
        bytes = str_from(bytes, (size_t)n);
    }
}

/* Reads to the close of the connection, or a silence of ten seconds. */
static inline struct str test_read_all(int fd, char *out, size_t cap)
{
    size_t n = 0;
    ssize_t got = 1;
    while (got > 0 && n < cap) {
        got = recv(fd, out + n, cap - n, 0);
        n += got > 0 ? (size_t)got : 0;
    }
    return (struct str){out, n};
}

static inline struct str test_exchange(int port, struct str bytes, char *out, size_t cap)
{
    int fd = test_connect(port);
    test_send(fd, bytes);
    struct str answer = test_read_all(fd, out, cap);
    close(fd);
    return answer;
}

static inline int test_status(struct str answer)
{
    int64_t status = 0;
    return str_starts(answer, STR("HTTP/1.1 "))
                   && str_to_i64(str_first(str_from(answer, 9), 3), &status)
               ? (int)status
               : 0;
}

static inline bool test_has(struct str answer, const char *part)
{
    return str_find(answer, str_of(part)) < answer.len;
}

#endif
