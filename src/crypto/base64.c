#include "crypto/base64.h"

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

void base64_put(struct buf *out, const void *bytes, size_t len)
{
    const unsigned char *p = bytes;
    for (size_t i = 0; i < len; i += 3) {
        unsigned a = p[i], b = i + 1 < len ? p[i + 1] : 0, c = i + 2 < len ? p[i + 2] : 0;
        char four[4] = {alphabet[a >> 2], alphabet[(a & 3) << 4 | b >> 4],
                        i + 1 < len ? alphabet[(b & 15) << 2 | c >> 6] : '=',
                        i + 2 < len ? alphabet[c & 63] : '='};
        buf_put_bytes(out, four, 4);
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

bool base64_decode(struct arena *arena, struct str text, struct str *bytes_out)
{
    if (text.len % 4 != 0)
        return false;
    size_t padding = 0;
    while (padding < 2 && padding < text.len && text.p[text.len - 1 - padding] == '=')
        padding++;
    unsigned char *out = arena_alloc(arena, text.len / 4 * 3 + 1);
    size_t n = 0, digits = text.len - padding;
    uint32_t bits = 0;
    for (size_t i = 0; i < digits; i++) {
        int value = digit(text.p[i]);
        if (value < 0)
            return false;
        bits = bits << 6 | (uint32_t)value;
        if (i % 4 == 3) {
            out[n++] = (unsigned char)(bits >> 16);
            out[n++] = (unsigned char)(bits >> 8);
            out[n++] = (unsigned char)bits;
            bits = 0;
        }
    }
    if (digits % 4 == 1 || (digits % 4 == 2 && (bits & 15) != 0)
        || (digits % 4 == 3 && (bits & 3) != 0))
        return false;
    if (digits % 4 >= 2)
        out[n++] = (unsigned char)(digits % 4 == 2 ? bits >> 4 : bits >> 10);
    if (digits % 4 == 3)
        out[n++] = (unsigned char)(bits >> 2);
    *bytes_out = (struct str){(const char *)out, n};
    return true;
}

void hex_put(struct buf *out, const void *bytes, size_t len)
{
    static const char digits[] = "0123456789abcdef";
    const unsigned char *p = bytes;
    for (size_t i = 0; i < len; i++) {
        buf_put_char(out, digits[p[i] >> 4]);
        buf_put_char(out, digits[p[i] & 15]);
    }
}

static int hex_digit(char c)
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
        int high = hex_digit(text.p[2 * i]), low = hex_digit(text.p[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        out[i] = (unsigned char)(high << 4 | low);
    }
    return true;
}
