#include "base/str.h"

#include <string.h>

struct str str_of(const char *terminated)
{
    return terminated == NULL ? STR_NONE : (struct str){terminated, strlen(terminated)};
}

bool str_is_empty(struct str s)
{
    return s.len == 0;
}

bool str_equal(struct str a, struct str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.p, b.p, a.len) == 0);
}

bool str_equal_c(struct str a, const char *terminated)
{
    return str_equal(a, str_of(terminated));
}

int str_compare(struct str a, struct str b)
{
    size_t len = a.len < b.len ? a.len : b.len;
    int order = len == 0 ? 0 : memcmp(a.p, b.p, len);
    if (order != 0)
        return order;
    return (a.len > b.len) - (a.len < b.len);
}

bool str_starts(struct str s, struct str prefix)
{
    return s.len >= prefix.len && str_equal(str_first(s, prefix.len), prefix);
}

bool str_ends(struct str s, struct str suffix)
{
    return s.len >= suffix.len && str_equal(str_from(s, s.len - suffix.len), suffix);
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

struct str str_trim(struct str s)
{
    while (s.len > 0 && is_space(s.p[0]))
        s = str_from(s, 1);
    while (s.len > 0 && is_space(s.p[s.len - 1]))
        s.len--;
    return s;
}

struct str str_from(struct str s, size_t offset)
{
    if (offset >= s.len)
        return STR_NONE;
    return (struct str){s.p + offset, s.len - offset};
}

struct str str_first(struct str s, size_t len)
{
    return (struct str){s.p, len < s.len ? len : s.len};
}

size_t str_find_char(struct str s, char c)
{
    const char *hit = s.len == 0 ? NULL : memchr(s.p, c, s.len);
    return hit == NULL ? s.len : (size_t)(hit - s.p);
}

size_t str_find(struct str s, struct str needle)
{
    for (size_t i = 0; i + needle.len <= s.len; i++)
        if (memcmp(s.p + i, needle.p, needle.len) == 0)
            return i;
    return s.len;
}

bool str_cut(struct str s, char sep, struct str *head_out, struct str *tail_out)
{
    size_t at = str_find_char(s, sep);
    bool found = at < s.len;
    *tail_out = found ? str_from(s, at + 1) : STR_NONE;
    *head_out = str_first(s, at);
    return found;
}

bool str_next(struct str *rest, char sep, struct str *piece_out)
{
    if (rest->p == NULL)
        return false;
    size_t at = str_find_char(*rest, sep);
    *piece_out = str_first(*rest, at);
    *rest = at < rest->len ? (struct str){rest->p + at + 1, rest->len - at - 1} : STR_NONE;
    return true;
}

bool str_to_i64(struct str s, int64_t *value_out)
{
    bool negative = s.len > 0 && s.p[0] == '-';
    if (negative)
        s = str_from(s, 1);
    if (s.len == 0 || s.len > 19)
        return false;
    uint64_t value = 0;
    for (size_t i = 0; i < s.len; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
        value = value * 10 + (uint64_t)(s.p[i] - '0');
    }
    if (value > (uint64_t)INT64_MAX)
        return false;
    *value_out = negative ? -(int64_t)value : (int64_t)value;
    return true;
}

uint64_t str_hash(struct str s)
{
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; i < s.len; i++)
        hash = (hash ^ (unsigned char)s.p[i]) * 1099511628211u;
    return hash;
}
