#include "base/buf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/assert.h"

void buf_init(struct buf *buf, size_t max_bytes)
{
    *buf = (struct buf){.max = max_bytes};
}

void buf_done(struct buf *buf)
{
    free(buf->p);
    *buf = (struct buf){.max = buf->max};
}

void buf_clear(struct buf *buf)
{
    buf->len = 0;
    buf->is_over = false;
}

/* Makes room for `more` bytes; false when that would pass the maximum. */
static bool grow(struct buf *buf, size_t more)
{
    if (more > buf->max || buf->len > buf->max - more) {
        buf->is_over = true;
        return false;
    }
    if (buf->cap - buf->len >= more)
        return true;
    size_t cap = buf->cap < 256 ? 256 : buf->cap * 2;
    if (cap < buf->len + more)
        cap = buf->len + more;
    char *p = realloc(buf->p, cap);
    gl_assert(p != NULL);
    buf->p = p;
    buf->cap = cap;
    return true;
}

void buf_put_bytes(struct buf *buf, const void *bytes, size_t len)
{
    if (len == 0 || !grow(buf, len))
        return;
    memcpy(buf->p + buf->len, bytes, len);
    buf->len += len;
}

void buf_put(struct buf *buf, struct str s)
{
    buf_put_bytes(buf, s.p, s.len);
}

void buf_put_char(struct buf *buf, char c)
{
    buf_put_bytes(buf, &c, 1);
}

void buf_put_i64(struct buf *buf, int64_t value)
{
    char digits[24];
    size_t at = sizeof digits;
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    do {
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (value < 0)
        digits[--at] = '-';
    buf_put_bytes(buf, digits + at, sizeof digits - at);
}

void buf_print(struct buf *buf, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    va_list again;
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    gl_assert(len >= 0);
    if (grow(buf, (size_t)len + 1)) {
        vsnprintf(buf->p + buf->len, (size_t)len + 1, format, again);
        buf->len += (size_t)len;
    }
    va_end(again);
}

struct str buf_str(const struct buf *buf)
{
    return (struct str){buf->p, buf->len};
}

char *buf_room(struct buf *buf, size_t len)
{
    return grow(buf, len) ? buf->p + buf->len : NULL;
}
