#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

/* Length of the sequence that a lead byte opens, 0 for none. */
static size_t sequence(unsigned char lead)
{
    if (lead < 0x80)
        return lead == 0 ? 0 : 1;
    if (lead < 0xC2)
        return 0;
    return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
}

static bool is_good(const unsigned char *p, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if ((p[i] & 0xC0) != 0x80)
            return false;
    if (n == 3)
        return !(p[0] == 0xE0 && p[1] < 0xA0) && !(p[0] == 0xED && p[1] > 0x9F);
    if (n == 4)
        return !(p[0] == 0xF0 && p[1] < 0x90) && !(p[0] == 0xF4 && p[1] > 0x8F);
    return true;
}

bool utf8_check(struct str bytes, size_t *bad_offset_out)
{
    const unsigned char *p = (const unsigned char *)bytes.p;
    for (size_t i = 0; i < bytes.len;) {
        size_t n = sequence(p[i]);
        if (n == 0 || i + n > bytes.len || !is_good(p + i, n)) {
            *bad_offset_out = i;
            return false;
        }
        i += n;
    }
    return true;
}

int32_t utf8_next(struct str *rest)
{
    if (rest->len == 0)
        return -1;
    const unsigned char *p = (const unsigned char *)rest->p;
    size_t n = sequence(p[0]);
    int32_t c = n <= 1 ? p[0] : p[0] & (0x7F >> n);
    for (size_t i = 1; i < n && i < rest->len; i++)
        c = c << 6 | (p[i] & 0x3F);
    *rest = str_from(*rest, n == 0 ? 1 : n);
    return c;
}

size_t utf8_count(struct str text)
{
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++)
        n += ((unsigned char)text.p[i] & 0xC0) != 0x80;
    return n;
}

int utf8_width(struct str text)
{
    int width = 0;
    for (int32_t c = utf8_next(&text); c >= 0; c = utf8_next(&text))
        width += utf8proc_charwidth(c);
    return width;
}

struct str utf8_nfc(struct arena *arena, struct str text)
{
    /* Han, kana, ASCII and the common punctuation are all below combining trouble. */
    bool is_simple = true;
    struct str rest = text;
    for (int32_t c = utf8_next(&rest); c >= 0 && is_simple; c = utf8_next(&rest))
        is_simple = c < 0x300 || (c >= 0x2000 && c < 0x2100) || (c >= 0x3001 && c < 0x3099)
                    || (c >= 0x4E00 && c < 0xA000) || (c >= 0xFF01 && c < 0xFFF0);
    if (is_simple)
        return text;
    utf8proc_uint8_t *out = NULL;
    utf8proc_ssize_t len =
        utf8proc_map((const utf8proc_uint8_t *)text.p, (utf8proc_ssize_t)text.len, &out,
                     UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    if (len < 0)
        return text;
    struct str nfc = arena_copy(arena, (struct str){(const char *)out, (size_t)len});
    free(out);
    return nfc;
}
