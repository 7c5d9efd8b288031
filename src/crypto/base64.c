#include "crypto/base64.h"

#include <string.h>

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

void base64_write(char *out, const void *bytes, size_t len)
{
    const unsigned char *p = bytes;
    size_t i = 0;
    for (; i + 3 <= len; i += 3, out += 4) {
        uint32_t bits = (uint32_t)p[i] << 16 | (uint32_t)p[i + 1] << 8 | p[i + 2];
        out[0] = alphabet[bits >> 18];
        out[1] = alphabet[bits >> 12 & 63];
        out[2] = alphabet[bits >> 6 & 63];
        out[3] = alphabet[bits & 63];
    }
    if (i == len)
        return;
    bool has_two = len - i == 2;
    uint32_t bits = (uint32_t)p[i] << 16 | (has_two ? (uint32_t)p[i + 1] << 8 : 0);
    out[0] = alphabet[bits >> 18];
    out[1] = alphabet[bits >> 12 & 63];
    out[2] = has_two ? alphabet[bits >> 6 & 63] : '=';
    out[3] = '=';
}

void base64_put(struct buf *out, const void *bytes, size_t len)
{
    enum { PIECE = 192 }; /* a multiple of three: padding only in the last piece */
    const unsigned char *p = bytes;
    char text[BASE64_TEXT_BYTES(PIECE)];
    for (size_t i = 0; i < len; i += PIECE) {
        size_t piece = len - i < PIECE ? len - i : PIECE;
        base64_write(text, p + i, piece);
        buf_put_bytes(out, text, BASE64_TEXT_BYTES(piece));
    }
}

static int digit(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

static size_t padding_of(struct str text)
{
    size_t padding = 0;
    while (padding < 2 && padding < text.len && text.p[text.len - 1 - padding] == '=')
        padding++;
    return padding;
}

/* The bytes of text, whose length is a multiple of four. */
static bool decode(struct str text, size_t padding, unsigned char *out)
{
    size_t digits = text.len - padding;
    uint32_t bits = 0;
    for (size_t i = 0; i < digits; i++) {
        int value = digit(text.p[i]);
        if (value < 0)
            return false;
        bits = bits << 6 | (uint32_t)value;
        if (i % 4 == 3) {
            *out++ = (unsigned char)(bits >> 16);
            *out++ = (unsigned char)(bits >> 8);
            *out++ = (unsigned char)bits;
            bits = 0;
        }
    }
    if (padding == 2) {
        *out = (unsigned char)(bits >> 4);
        return (bits & 15) == 0;
    }
    if (padding == 1) {
        out[0] = (unsigned char)(bits >> 10);
        out[1] = (unsigned char)(bits >> 2);
        return (bits & 3) == 0;
    }
    return true;
}

bool base64_decode(struct arena *arena, struct str text, struct str *bytes_out)
{
    if (text.len % 4 != 0)
        return false;
    size_t padding = padding_of(text), len = text.len / 4 * 3 - padding;
    unsigned char *out = arena_alloc(arena, len + 1);
    if (!decode(text, padding, out))
        return false;
    *bytes_out = (struct str){(const char *)out, len};
    return true;
}

bool base64_decode_exactly(struct str text, unsigned char *out, size_t len)
{
    size_t padding = padding_of(text);
    return text.len == BASE64_TEXT_BYTES(len) && text.len / 4 * 3 - padding == len
           && decode(text, padding, out);
}
