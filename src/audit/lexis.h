/*
 * lexis.h - words in a cleaned text: looking for them, and the table of units of measure.
 */
#ifndef GULOU_AUDIT_LEXIS_H
#define GULOU_AUDIT_LEXIS_H

#include "audit/clean.h"

enum measure {
    MEASURE_NONE,
    MEASURE_COUNT,    /* 件, 人次, 个: whole things */
    MEASURE_QUANTITY, /* 元, 公里, 小时: can have a fraction */
    MEASURE_PERCENT,  /* % and ‰ */
    MEASURE_POINTS,   /* 个百分点 */
    MEASURE_TIMES     /* 倍 */
};

struct unit_word {
    const char32_t *text;
    enum measure measure;
    bool takes_words;           /* counted in Chinese numerals too: 五类, 十倍 */
    const char32_t *not_before; /* characters that make another word of it: 分 + 局 */
};

size_t lexis_length(const char32_t *word);
/* Whether the word stands at a place. */
bool lexis_at(const struct clean *clean, size_t at, const char32_t *word);
/* Where the word first stands in a stretch, or span.to. */
size_t lexis_find(const struct clean *clean, struct span span, const char32_t *word);
bool lexis_has(const struct clean *clean, struct span span, const char32_t *word);
/* A list of words ends with NULL. */
bool lexis_has_any(const struct clean *clean, struct span span, const char32_t *const *words);
bool lexis_ends(const struct clean *clean, struct span span, const char32_t *word);
bool lexis_ends_any(const struct clean *clean, struct span span, const char32_t *const *words);
bool lexis_same(const struct clean *clean, struct span a, struct span b);

bool lexis_is_han(char32_t c);
bool lexis_is_digit(char32_t c);
bool lexis_is_letter(char32_t c);
bool lexis_is_numeral(char32_t c); /* 一二三 十百千万亿 零〇两 */
bool lexis_is_stop(char32_t c);    /* a sign or line end that ends a clause */

/* The longest unit at a place, and where it ends (场(次) is one); NULL: none. */
const struct unit_word *lexis_unit(const struct clean *clean, size_t at, size_t *end_out);

#endif
