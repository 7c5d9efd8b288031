#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

#include "base/assert.h"

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

/* Eight bytes, all ASCII and none of them NUL. */
static bool is_plain8(const unsigned char *p)
{
    static const uint64_t ones = 0x0101010101010101u, tops = 0x8080808080808080u;
    uint64_t word;
    memcpy(&word, p, sizeof word);
    return ((word | ((word - ones) & ~word)) & tops) == 0;
}

bool utf8_check(struct str bytes, size_t *bad_offset_out)
{
    const unsigned char *p = (const unsigned char *)bytes.p;
    for (size_t i = 0; i < bytes.len;) {
        if (bytes.len - i >= 8 && is_plain8(p + i)) {
            i += 8;
            continue;
        }
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

void utf8_place(struct str bytes, size_t offset, int *line_out, int *column_out)
{
    int line = 1, column = 1;
    for (size_t i = 0; i < offset && i < bytes.len; i++) {
        bool is_start = ((unsigned char)bytes.p[i] & 0xC0) != 0x80;
        column = bytes.p[i] == '\n' ? 1 : column + is_start;
        line += bytes.p[i] == '\n';
    }
    *line_out = line;
    *column_out = column;
}

/* Alone and in any company already in normal form C, so that most texts need no second look: Latin
 * 1, common punctuation, kana, Han, full-width forms. Marks that combine, jamo, singletons (U+2000,
 * U+2126, U+F900) are not among them. */
static bool is_stable(int32_t c)
{
    return c < 0x300 || (c >= 0x2002 && c < 0x20D0) || (c >= 0x3001 && c < 0x302A)
           || (c >= 0x3030 && c < 0x3099) || (c >= 0x3400 && c < 0xA000)
           || (c >= 0xE000 && c < 0xF900) || (c >= 0xFF01 && c < 0xFFF0)
           || (c >= 0x20000 && c < 0x2F800);
}

struct str utf8_nfc(struct arena *arena, struct str text)
{
    struct str rest = text;
    int32_t c = utf8_next(&rest);
    while (c >= 0 && is_stable(c))
        c = utf8_next(&rest);
    if (c < 0)
        return text;
    utf8proc_uint8_t *out = NULL;
    utf8proc_ssize_t len =
        utf8proc_map((const utf8proc_uint8_t *)text.p, (utf8proc_ssize_t)text.len, &out,
                     UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    gl_assert(len >= 0); /* the text was checked at the border */
    struct str nfc = arena_copy(arena, (struct str){(const char *)out, (size_t)len});
    free(out);
    return nfc;
}
