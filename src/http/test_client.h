/*
 * test_client.h - a client for tests that sends exactly the bytes it is told to, and a server to
 * send them to.
 */
#ifndef GULOU_HTTP_TEST_CLIENT_H
#define GULOU_HTTP_TEST_CLIENT_H

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/buf.h"
#include "http/http.h"

enum { CLIENT_WAIT_MS = 10000 };

static inline int client_open(int port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_true(fd >= 0);
    assert_int_equal(connect(fd, (const struct sockaddr *)&address, sizeof address), 0);
    return fd;
}

static inline void client_send(int fd, struct str bytes)
{
    while (bytes.len > 0) {
        ssize_t sent = send(fd, bytes.p, bytes.len, MSG_NOSIGNAL);
        if (sent <= 0)
            return; /* the server may have closed: the answer tells */
        bytes = str_from(bytes, (size_t)sent);
    }
}

/* One more piece; false at the end of the stream. A server that says nothing fails the test. */
static inline bool client_receive(int fd, struct buf *in)
{
    char bytes[4096];
    struct pollfd wait = {.fd = fd, .events = POLLIN};
    if (poll(&wait, 1, CLIENT_WAIT_MS) != 1)
        fail_msg("the server says nothing more after: %" STR_FMT, STR_ARG(buf_str(in)));
    ssize_t n = recv(fd, bytes, sizeof bytes, 0);
    if (n > 0)
        buf_put_bytes(in, bytes, (size_t)n);
    return n > 0;
}

static inline void client_receive_all(int fd, struct buf *in)
{
    while (client_receive(fd, in))
        continue;
}

/* Of the first answer in `in`: its length when it is whole, or 0. */
static inline size_t client_whole(const struct buf *in, bool is_head)
{
    struct str text = buf_str(in);
    size_t head = str_find(text, STR("\r\n\r\n"));
    int64_t body = 0;
    if (head == text.len)
        return 0;
    size_t at = str_find(str_first(text, head), STR("Content-Length: "));
    if (at < head && !is_head) {
        struct str digits, rest;
        str_cut(str_from(text, at + 16), '\r', &digits, &rest);
        assert_true(str_to_i64(digits, &body));
    }
    size_t whole = head + 4 + (size_t)body;
    return text.len >= whole ? whole : 0;
}

/* Exactly one answer; what follows it stays unread only if the server has not sent it yet. */
static inline void client_receive_one(int fd, struct buf *in, bool is_head)
{
    while (client_whole(in, is_head) == 0)
        assert_true(client_receive(fd, in));
}

static inline int client_status(const struct buf *in)
{
    int64_t status = 0;
    struct str text = buf_str(in);
    assert_true(str_starts(text, STR("HTTP/1.1 ")));
    assert_true(str_to_i64(str_first(str_from(text, 9), 3), &status));
    return (int)status;
}

static inline bool client_has(const struct buf *in, struct str text)
{
    return str_find(buf_str(in), text) < in->len;
}

#endif
