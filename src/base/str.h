/*
 * str.h - text as a slice: a pointer and a length, by value. Valid UTF-8 by type: bytes from
 * outside are checked once at the border (text/utf8). Never NUL-terminated unless a function says
 * so.
 */
#ifndef GULOU_BASE_STR_H
#define GULOU_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct str {
    const char *p;
    size_t len;
};

/* A literal as a slice; only for string literals. */
#define STR(literal) ((struct str){"" literal, sizeof(literal) - 1})
#define STR_NONE ((struct str){NULL, 0})
/* For printf: printf("%" STR_FMT, STR_ARG(s)). */
#define STR_FMT ".*s"
#define STR_ARG(s) (int)(s).len, (s).p

struct str str_of(const char *terminated); /* NULL gives STR_NONE */
bool str_is_empty(struct str s);
bool str_equal(struct str a, struct str b);
bool str_equal_c(struct str a, const char *terminated);
int str_compare(struct str a, struct str b); /* bytewise: <0, 0, >0 */
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
struct str str_trim(struct str s);                /* without ASCII white space at both ends */
struct str str_from(struct str s, size_t offset); /* from offset on; empty past the end */
struct str str_first(struct str s, size_t len);   /* at most len bytes */
/* Offset of the first `c` in s, or s.len. */
size_t str_find_char(struct str s, char c);
/* Offset of the first `needle` in s, or s.len. */
size_t str_find(struct str s, struct str needle);
/* Splits at the first `sep`: head before it, tail after it; false (head = s, tail empty) without.
 */
bool str_cut(struct str s, char sep, struct str *head_out, struct str *tail_out);
/* The next piece of *rest up to `sep`; false when nothing is left. */
bool str_next(struct str *rest, char sep, struct str *piece_out);
/* A decimal integer, whole slice, optional leading '-'; false when it is none or does not fit. */
bool str_to_i64(struct str s, int64_t *value_out);
uint64_t str_hash(struct str s); /* FNV-1a, for tables only, never for trust */

#endif
