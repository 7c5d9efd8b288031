#include "text/han.h"

#include <utf8proc.h>

#include "text/utf8.h"

enum sort { SORT_NONE, SORT_HAN, SORT_WORD };

/* A word longer than this is cut; the rest is a word of its own. */
enum { WORD_BYTES = 96 };

struct letter {
    enum sort sort;
    int32_t folded;
    size_t from, to; /* bytes of the text */
};

static bool is_han(int32_t c)
{
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || c == 0x3005
           || c == 0x3007 || (c >= 0x20000 && c <= 0x3FFFD) || (c >= 0xF900 && c <= 0xFAFF)
           || (c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30FA) || c == 0x30FC
           || (c >= 0xAC00 && c <= 0xD7A3);
}

static enum sort sort_of(int32_t c)
{
    if (c < 0x80)
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ? SORT_WORD : SORT_NONE;
    if (is_han(c))
        return SORT_HAN;
    switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ND:
        return SORT_WORD;
    default:
        return SORT_NONE;
    }
}

/* The next character of text from *at on; false at the end. */
static bool next(struct str text, size_t *at, struct letter *letter)
{
    struct str rest = str_from(text, *at);
    letter->from = *at;
    int32_t c = utf8_next(&rest);
    if (c < 0)
        return false;
    *at = letter->to = text.len - rest.len;
    if (c >= 0xFF01 && c <= 0xFF5E) /* full-width */
        c -= 0xFEE0;
    if (c >= 'A' && c <= 'Z')
        c += 'a' - 'A';
    else if (c >= 0x80 && !is_han(c))
        c = utf8proc_tolower(c);
    letter->folded = c;
    letter->sort = sort_of(c);
    return true;
}

struct tokenizing {
    struct str text;
    enum han_purpose purpose;
    han_fn *each;
    void *context;
    size_t at;
    struct letter letter; /* the one at `at`, already read */
    bool has_letter;
};

static void advance(struct tokenizing *t)
{
    t->has_letter = next(t->text, &t->at, &t->letter);
}

static bool put_slice(const struct tokenizing *t, size_t from, size_t to)
{
    return t->each(t->context, (struct str){t->text.p + from, to - from}, from, to);
}

static bool han_run(struct tokenizing *t)
{
    struct letter last = t->letter;
    bool is_pair = false;
    advance(t);
    while (t->has_letter && t->letter.sort == SORT_HAN) {
        if (!put_slice(t, last.from, t->letter.to))
            return false;
        is_pair = true;
        last = t->letter;
        advance(t);
    }
    while (t->has_letter && t->letter.sort == SORT_NONE)
        advance(t);
    if (t->purpose == HAN_QUERY && is_pair && !t->has_letter)
        return true;
    return put_slice(t, last.from, last.to);
}

static bool word_run(struct tokenizing *t)
{
    char word[WORD_BYTES];
    size_t n = 0, from = t->letter.from, to = from;
    while (t->has_letter && t->letter.sort == SORT_WORD && n + 4 <= sizeof word) {
        n += (size_t)utf8proc_encode_char(t->letter.folded, (utf8proc_uint8_t *)word + n);
        to = t->letter.to;
        advance(t);
    }
    return t->each(t->context, (struct str){word, n}, from, to);
}

bool han_tokenize(struct str text, enum han_purpose purpose, han_fn *each, void *context)
{
    struct tokenizing t = {.text = text, .purpose = purpose, .each = each, .context = context};
    advance(&t);
    while (t.has_letter) {
        bool goes_on = true;
        if (t.letter.sort == SORT_NONE)
            advance(&t);
        else
            goes_on = t.letter.sort == SORT_HAN ? han_run(&t) : word_run(&t);
        if (!goes_on)
            return false;
    }
    return true;
}

struct last_word {
    size_t n;
    bool is_single_han;
};

static bool look(void *context, struct str word, size_t from, size_t to)
{
    struct last_word *last = context;
    (void)from;
    (void)to;
    struct str rest = word;
    int32_t c = utf8_next(&rest);
    last->is_single_han = rest.len == 0 && is_han(c);
    last->n++;
    return true;
}

void han_query(struct buf *out, struct str typed)
{
    bool is_first = true;
    size_t at = 0;
    while (at < typed.len) {
        struct letter letter;
        size_t from = at, to = at;
        while (next(typed, &at, &letter) && letter.folded > ' ' && letter.folded != 0x3000)
            to = letter.to;
        struct str piece = {typed.p + from, to - from};
        struct last_word last = {0};
        han_tokenize(piece, HAN_QUERY, look, &last);
        if (last.n == 0)
            continue;
        buf_put(out, is_first ? STR("\"") : STR(" AND \""));
        for (size_t i = 0; i < piece.len; i++) {
            buf_put_char(out, piece.p[i]);
            if (piece.p[i] == '"')
                buf_put_char(out, '"');
        }
        buf_put(out, last.is_single_han ? STR("\" *") : STR("\""));
        is_first = false;
    }
}
