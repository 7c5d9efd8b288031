#include "text/xlsx_text.h"

#include <string.h>

#include <utf8proc.h>

enum { ESCAPE_BYTES = 7 }; /* _xHHHH_ */

/* The number of an escape at the start of text; -1 when it is none. */
static int32_t escape_at(struct str text)
{
    static const char digits[] = "0123456789abcdef";
    int32_t c = 0;
    if (text.len < ESCAPE_BYTES || text.p[0] != '_' || text.p[1] != 'x' || text.p[6] != '_')
        return -1;
    for (size_t i = 2; i < 6; i++) {
        char digit = text.p[i] >= 'A' && text.p[i] <= 'F' ? (char)(text.p[i] + 32) : text.p[i];
        const char *hit = digit == '\0' ? NULL : strchr(digits, digit);
        if (hit == NULL)
            return -1;
        c = c * 16 + (int32_t)(hit - digits);
    }
    return c == 0 || (c >= 0xD800 && c < 0xE000) ? -1 : c;
}

struct str xlsx_text_unescape(struct arena *arena, struct str text)
{
    if (str_find(text, STR("_x")) == text.len)
        return arena_copy(arena, text);
    char *plain = arena_alloc(arena, text.len);
    size_t n = 0;
    while (text.len > 0) {
        int32_t c = escape_at(text);
        if (c < 0) {
            plain[n++] = text.p[0];
            text = str_from(text, 1);
            continue;
        }
        n += (size_t)utf8proc_encode_char(c, (utf8proc_uint8_t *)plain + n);
        text = str_from(text, ESCAPE_BYTES);
    }
    return (struct str){plain, n};
}

struct str xlsx_text_escape(struct arena *arena, struct str text)
{
    if (str_find(text, STR("_x")) == text.len && str_find(text, STR("\xEF\xBF")) == text.len)
        return text;
    char *escaped = arena_alloc(arena, text.len * ESCAPE_BYTES);
    size_t n = 0;
    while (text.len > 0) {
        const char *escape = NULL;
        size_t taken = 1;
        if (str_starts(text, STR("\xEF\xBF\xBE")) || str_starts(text, STR("\xEF\xBF\xBF"))) {
            escape = text.p[2] == '\xBE' ? "_xFFFE_" : "_xFFFF_";
            taken = 3;
        } else if (escape_at(text) >= 0) {
            escape = "_x005F_"; /* the underscore itself */
        }
        memcpy(escaped + n, escape == NULL ? text.p : escape, escape == NULL ? 1 : ESCAPE_BYTES);
        n += escape == NULL ? 1 : ESCAPE_BYTES;
        text = str_from(text, taken);
    }
    return (struct str){escaped, n};
}
