/* Request targets and forms: see uri.h. */
#include "http/uri.h"

#include "base/limits.h"
#include "base/list.h"
#include "text/utf8.h"

static int hex_value(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

bool uri_decode(struct arena *arena, struct str text, bool has_plus, struct str *decoded_out)
{
    char *out = arena_alloc(arena, text.len + 1);
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.p[i];
        if (c == '%') {
            bool has_both = text.len - i > 2;
            int high = has_both ? hex_value(text.p[i + 1]) : -1;
            int low = has_both ? hex_value(text.p[i + 2]) : -1;
            if (high < 0 || low < 0) {
                return false;
            }
            c = (char)(high * 16 + low);
            i += 2;
        } else if (c == '+' && has_plus) {
            c = ' ';
        }
        out[n++] = c;
    }
    struct str decoded = {out, n};
    size_t bad = 0;
    if (!utf8_check(decoded, &bad)) {
        return false;
    }
    *decoded_out = decoded;
    return true;
}

static bool is_segment(struct str segment, bool is_last)
{
    for (size_t i = 0; i < segment.len; i++) {
        unsigned char c = (unsigned char)segment.p[i];
        if (c < 0x20 || c == 0x7f || c == '/' || c == '\\') {
            return false;
        }
    }
    return (segment.len > 0 || is_last) && !str_equal_c(segment, ".")
           && !str_equal_c(segment, "..");
}

bool uri_path(struct arena *arena, struct str text, struct str *path_out)
{
    if (text.len == 0 || text.p[0] != '/') {
        return false;
    }
    struct str rest = str_from(text, 1), piece;
    while (str_next(&rest, '/', &piece)) {
        struct str decoded;
        bool is_last = rest.p == NULL;
        if (!uri_decode(arena, piece, false, &decoded) || !is_segment(decoded, is_last)) {
            return false;
        }
    }
    return uri_decode(arena, text, false, path_out);
}

bool uri_pairs(struct arena *arena, struct str text, struct http_pair **pairs_out, size_t *n_out)
{
    LIST_OF(struct http_pair) list = {NULL, 0, 0};
    struct str piece;
    while (str_next(&text, '&', &piece)) {
        if (piece.len == 0) {
            continue;
        }
        struct str name, value;
        str_cut(piece, '=', &name, &value);
        struct http_pair pair;
        if (list.n == LIMIT_FORM_FIELDS || !uri_decode(arena, name, true, &pair.name)
            || !uri_decode(arena, value, true, &pair.value)) {
            return false;
        }
        list_push(arena, &list, pair);
    }
    *pairs_out = list.at;
    *n_out = list.n;
    return true;
}

static bool is_unreserved(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'
           || c == '.' || c == '_' || c == '~';
}

struct str uri_encode(struct arena *arena, struct str text)
{
    static const char digits[] = "0123456789ABCDEF";
    char *out = arena_alloc(arena, text.len * 3 + 1);
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if (is_unreserved((char)c)) {
            out[n++] = (char)c;
        } else {
            out[n++] = '%';
            out[n++] = digits[c >> 4];
            out[n++] = digits[c & 15];
        }
    }
    return (struct str){out, n};
}
