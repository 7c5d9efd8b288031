#include "text/url.h"

#include "text/utf8.h"

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

bool url_decode(struct arena *arena, struct str encoded, bool plus_is_space, struct str *text_out)
{
    char *text = arena_alloc(arena, encoded.len);
    size_t n = 0, bad;
    for (size_t i = 0; i < encoded.len; i++) {
        char c = encoded.p[i];
        if (c == '%') {
            int high = encoded.len - i > 2 ? hex_digit(encoded.p[i + 1]) : -1;
            int low = encoded.len - i > 2 ? hex_digit(encoded.p[i + 2]) : -1;
            if (high < 0 || low < 0)
                return false;
            c = (char)(high << 4 | low);
            i += 2;
        } else if (c == '+' && plus_is_space) {
            c = ' ';
        }
        text[n++] = c;
    }
    if (!utf8_check((struct str){text, n}, &bad))
        return false;
    *text_out = (struct str){text, n};
    return true;
}
