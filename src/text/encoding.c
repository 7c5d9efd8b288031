#include "text/encoding.h"

#include <iconv.h>

#include "base/limits.h"
#include "text/utf8.h"

static void complain(struct complaints *complaints, struct str file, struct str text, size_t offset,
                     const char *what)
{
    int line, column;
    utf8_place(text, offset, &line, &column);
    complaints_add(complaints, file, line, column, "%s; save the file as UTF-8", what);
}

/* Many good sequences and few bad bytes: UTF-8 with damage. In GB 18030 text nearly every Han
 * character is a bad byte. */
static bool is_damaged_utf8(struct str bytes)
{
    size_t good = 0, bad = 0, at;
    while (bytes.len > 0 && !utf8_check(bytes, &at)) {
        for (size_t i = 0; i < at; i++)
            good += (unsigned char)bytes.p[i] >= 0xE0;
        bad++;
        bytes = str_from(bytes, at + 1);
    }
    for (size_t i = 0; i < bytes.len; i++)
        good += (unsigned char)bytes.p[i] >= 0xE0;
    return good > 4 * bad;
}

static bool convert(struct arena *arena, struct str from, const char *charset, struct str *text_out)
{
    iconv_t converter = iconv_open("UTF-8", charset);
    if (converter == (iconv_t)-1)
        return false;
    size_t cap = from.len / 2 * 3 + 16, left = cap, rest = from.len;
    char *text = arena_alloc(arena, cap), *to = text;
    char *at = (char *)(uintptr_t)from.p; /* iconv does not write there */
    size_t done = iconv(converter, &at, &rest, &to, &left);
    iconv_close(converter);
    *text_out = (struct str){text, cap - left};
    return done != (size_t)-1;
}

static bool read_foreign(struct arena *arena, struct str bytes, enum encoding encoding,
                         struct str *text_out, const char **what_out)
{
    bool is_big = bytes.len > 0 && bytes.p[0] == '\xFE';
    bool is_utf16 = encoding == ENCODING_UTF16;
    const char *charset = !is_utf16 ? "GB18030" : is_big ? "UTF-16BE" : "UTF-16LE";
    *what_out = is_utf16 ? "this is not UTF-16, although the file begins like it"
                         : "this byte is neither UTF-8 nor GB 18030";
    return convert(arena, is_utf16 ? str_from(bytes, 2) : bytes, charset, text_out);
}

bool encoding_read(struct arena *arena, struct str file, struct str bytes, struct str *text_out,
                   enum encoding *encoding_out, struct complaints *complaints)
{
    bool has_mark = str_starts(bytes, STR("\xEF\xBB\xBF"));
    bool is_utf16 = str_starts(bytes, STR("\xFF\xFE")) || str_starts(bytes, STR("\xFE\xFF"));
    struct str text = has_mark ? str_from(bytes, 3) : bytes;
    const char *what = "this byte is not UTF-8";
    size_t bad;
    if (bytes.len > LIMIT_FILE_BYTES) {
        complaints_add(complaints, file, 1, 1, "the file has %zu bytes; at most %d are read",
                       bytes.len, LIMIT_FILE_BYTES);
        return false;
    }
    *encoding_out = ENCODING_UTF8;
    if (utf8_check(text, &bad)) {
        *text_out = text;
        return true;
    }
    if (!is_utf16 && (has_mark || is_damaged_utf8(text))) {
        complain(complaints, file, text, bad, what);
        return false;
    }
    *encoding_out = is_utf16 ? ENCODING_UTF16 : ENCODING_GB18030;
    if (!read_foreign(arena, bytes, *encoding_out, &text, &what)) {
        complain(complaints, file, text, text.len, what);
        return false;
    }
    if (!utf8_check(text, &bad)) {
        complain(complaints, file, text, bad, "a character that no text contains stands here");
        return false;
    }
    *text_out = text;
    return true;
}

const char *encoding_name(enum encoding encoding)
{
    return encoding == ENCODING_UTF8 ? "UTF-8" : encoding == ENCODING_UTF16 ? "UTF-16" : "GB 18030";
}
