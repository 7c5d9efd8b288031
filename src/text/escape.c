#include "text/escape.h"

#include <string.h>

#include "base/decimal.h"
#include "text/utf8.h"

/* Puts text with the replacements of a table by ASCII character; NULL: as it is. */
static void put_replaced(struct buf *out, struct str text, const char *const table[128])
{
    size_t from = 0;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if (c >= 0x80 || table[c] == NULL)
            continue;
        buf_put_bytes(out, text.p + from, i - from);
        buf_put(out, str_of(table[c]));
        from = i + 1;
    }
    if (text.len > from)
        buf_put_bytes(out, text.p + from, text.len - from);
}

void escape_html(struct buf *out, struct str text)
{
    static const char *const table[128] = {
        ['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['"'] = "&quot;", ['\''] = "&#39;"};
    put_replaced(out, text, table);
}

void escape_attribute(struct buf *out, struct str text)
{
    static const char *const table[128] = {
        ['&'] = "&amp;",  ['<'] = "&lt;",  ['>'] = "&gt;",   ['"'] = "&quot;",
        ['\''] = "&#39;", ['\t'] = "&#9;", ['\n'] = "&#10;", ['\r'] = "&#13;"};
    put_replaced(out, text, table);
}

#define LOST "\xEF\xBF\xBD" /* U+FFFD */

void escape_xml(struct buf *out, struct str text)
{
    static const char *const table[128] = {
        [0] = LOST,       [1] = LOST,      [2] = LOST,       [3] = LOST,       [4] = LOST,
        [5] = LOST,       [6] = LOST,      [7] = LOST,       [8] = LOST,       [11] = LOST,
        [12] = LOST,      [14] = LOST,     [15] = LOST,      [16] = LOST,      [17] = LOST,
        [18] = LOST,      [19] = LOST,     [20] = LOST,      [21] = LOST,      [22] = LOST,
        [23] = LOST,      [24] = LOST,     [25] = LOST,      [26] = LOST,      [27] = LOST,
        [28] = LOST,      [29] = LOST,     [30] = LOST,      [31] = LOST,      ['&'] = "&amp;",
        ['<'] = "&lt;",   ['>'] = "&gt;",  ['"'] = "&quot;", ['\''] = "&#39;", ['\t'] = "&#9;",
        ['\n'] = "&#10;", ['\r'] = "&#13;"};
    /* U+FFFE and U+FFFF are no XML characters either. */
    for (size_t at = str_find(text, STR("\xEF\xBF")); at < text.len;
         at = str_find(text, STR("\xEF\xBF"))) {
        bool is_bad = at + 2 < text.len && (unsigned char)text.p[at + 2] >= 0xBE;
        put_replaced(out, str_first(text, at + (is_bad ? 0 : 2)), table);
        if (is_bad)
            buf_put_c(out, LOST);
        text = str_from(text, at + (is_bad ? 3 : 2));
    }
    put_replaced(out, text, table);
}

static bool is_unreserved(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'
           || c == '.' || c == '_' || c == '~';
}

void escape_url_component(struct buf *out, struct str text)
{
    static const char digits[] = "0123456789ABCDEF";
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.p[i];
        char hex[3] = {'%', digits[c >> 4], digits[c & 15]};
        if (is_unreserved(text.p[i]))
            buf_put_char(out, text.p[i]);
        else
            buf_put_bytes(out, hex, sizeof hex);
    }
}

void escape_script(struct buf *out, struct str json)
{
    static const char *const table[128] = {['<'] = "\\u003c", ['>'] = "\\u003e", ['&'] = "\\u0026"};
    for (size_t at = str_find(json, STR("\xE2\x80")); at < json.len;
         at = str_find(json, STR("\xE2\x80"))) {
        unsigned char third = at + 2 < json.len ? (unsigned char)json.p[at + 2] : 0;
        bool is_line_end = third == 0xA8 || third == 0xA9;
        put_replaced(out, str_first(json, at + (is_line_end ? 0 : 2)), table);
        if (is_line_end)
            buf_put(out, third == 0xA8 ? STR("\\u2028") : STR("\\u2029"));
        json = str_from(json, at + (is_line_end ? 3 : 2));
    }
    put_replaced(out, json, table);
}

void escape_header(struct buf *out, struct str text)
{
    buf_put_c(out, "UTF-8''");
    escape_url_component(out, text);
}

/* Begins with a sign that spreadsheets read as the start of a formula; full-width forms too. */
static bool is_formula(struct str text)
{
    static const char *const signs[] = {"=",  "+",  "-",  "@",  "\t", "\r",
                                        "\n", "＝", "＋", "－", "＠"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (str_starts(text, str_of(signs[i])))
            return true;
    return false;
}

static struct str without_apostrophes(struct str text)
{
    while (text.len > 0 && text.p[0] == '\'')
        text = str_from(text, 1);
    return text;
}

void escape_csv(struct buf *out, struct str text)
{
    struct decimal number;
    bool is_guarded = is_formula(without_apostrophes(text)) && !decimal_parse(text, &number);
    bool is_quoted = text.len > 0 && (text.p[0] == ' ' || text.p[text.len - 1] == ' ');
    /* U+FEFF at the very start of a file would be taken for its byte order mark. */
    is_quoted = is_quoted || str_starts(text, STR("\xEF\xBB\xBF"));
    for (size_t i = 0; i < text.len && !is_quoted; i++)
        is_quoted = text.p[i] == ',' || text.p[i] == '"' || text.p[i] == '\n' || text.p[i] == '\r';
    if (is_quoted)
        buf_put_char(out, '"');
    if (is_guarded)
        buf_put_char(out, '\'');
    size_t from = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.p[i] != '"')
            continue;
        buf_put_bytes(out, text.p + from, i - from + 1);
        from = i;
    }
    if (text.len > from)
        buf_put_bytes(out, text.p + from, text.len - from);
    if (is_quoted)
        buf_put_char(out, '"');
}

struct str escape_csv_guard(struct str field)
{
    bool is_guarded = field.len > 0 && field.p[0] == '\'' && is_formula(without_apostrophes(field));
    return is_guarded ? str_from(field, 1) : field;
}

/* Marks that turn the direction of the text around them. */
static bool is_turning(int32_t c)
{
    return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E)
           || (c >= 0x2066 && c <= 0x2069);
}

void escape_terminal(struct buf *out, struct str text)
{
    while (text.len > 0) {
        struct str before = text;
        int32_t c = utf8_next(&text);
        if (c == '\n')
            buf_put_c(out, "\\n");
        else if (c == '\r')
            buf_put_c(out, "\\r");
        else if (c == '\t')
            buf_put_c(out, "\\t");
        else if (c < 0x20 || (c >= 0x7F && c < 0xA0))
            buf_print(out, "\\x%02x", (unsigned)c);
        else if (is_turning(c))
            buf_print(out, "\\u%04x", (unsigned)c);
        else
            buf_put(out, str_first(before, before.len - text.len));
    }
}
