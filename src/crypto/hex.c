#include "crypto/hex.h"

void hex_write(char *out, const void *bytes, size_t len)
{
    static const char digits[] = "0123456789abcdef";
    const unsigned char *p = bytes;
    for (size_t i = 0; i < len; i++) {
        out[2 * i] = digits[p[i] >> 4];
        out[2 * i + 1] = digits[p[i] & 15];
    }
}

void hex_put(struct buf *out, const void *bytes, size_t len)
{
    enum { PIECE = 64 };
    const unsigned char *p = bytes;
    char text[2 * PIECE];
    for (size_t i = 0; i < len; i += PIECE) {
        size_t piece = len - i < PIECE ? len - i : PIECE;
        hex_write(text, p + i, piece);
        buf_put_bytes(out, text, 2 * piece);
    }
}

static int digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool hex_decode(struct str text, unsigned char *out, size_t len)
{
    if (text.len != len * 2)
        return false;
    for (size_t i = 0; i < len; i++) {
        int high = digit(text.p[2 * i]), low = digit(text.p[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        out[i] = (unsigned char)(high << 4 | low);
    }
    return true;
}
