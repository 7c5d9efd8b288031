/*
 * buf.h - a growing byte builder with a maximum. Writing past the maximum drops the bytes and sets
 * is_over, which the caller checks once at the end. The memory is the builder's; buf_done frees it.
 */
#ifndef GULOU_BASE_BUF_H
#define GULOU_BASE_BUF_H

#include <stdarg.h>

#include "base/str.h"

struct buf {
    char *p;
    size_t len;
    size_t cap;
    size_t max;
    bool is_over;
};

void buf_init(struct buf *buf, size_t max_bytes);
void buf_done(struct buf *buf);
void buf_clear(struct buf *buf); /* keeps the memory */
void buf_put(struct buf *buf, struct str s);
void buf_put_bytes(struct buf *buf, const void *bytes, size_t len);
void buf_put_char(struct buf *buf, char c);
void buf_put_i64(struct buf *buf, int64_t value); /* decimal */
__attribute__((format(printf, 2, 3))) void buf_print(struct buf *buf, const char *format, ...);
struct str buf_str(const struct buf *buf); /* valid until the next write */
/* Room for `len` more bytes at buf->p + buf->len, for writers that count themselves (and then add
 * to buf->len); NULL, with is_over set, when that would pass the maximum. */
char *buf_room(struct buf *buf, size_t len);

#define buf_put_c(buf, literal) buf_put((buf), STR(literal))

#endif
