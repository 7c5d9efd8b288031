#include "audit/clean.h"

#include <string.h>

#include <utf8proc.h>

#include "text/simplify.h"

enum { NOTE_LETTERS = 8 };

struct cleaning {
    struct str text;
    struct clean *clean;
    size_t byte;     /* where the next character begins */
    uint32_t at;     /* its number */
    bool owes_space; /* white space was seen since the last character */
};

static char32_t decode(struct str text, size_t byte, size_t *next_out)
{
    const unsigned char *p = (const unsigned char *)text.p + byte;
    if (byte >= text.len) {
        *next_out = byte;
        return 0;
    }
    if (p[0] < 0x80) {
        *next_out = byte + 1;
        return p[0];
    }
    if (p[0] < 0xE0) {
        *next_out = byte + 2;
        return (p[0] & 0x1FU) << 6 | (p[1] & 0x3FU);
    }
    if (p[0] < 0xF0) {
        *next_out = byte + 3;
        return (p[0] & 0x0FU) << 12 | (p[1] & 0x3FU) << 6 | (p[2] & 0x3FU);
    }
    *next_out = byte + 4;
    return (p[0] & 0x07U) << 18 | (p[1] & 0x3FU) << 12 | (p[2] & 0x3FU) << 6 | (p[3] & 0x3FU);
}

static bool is_han(char32_t c)
{
    return (c >= 0x3400 && c <= 0x9FFF) || c == 0x3007;
}

static bool is_word(char32_t c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* White space is ' ', what is no text at all is 0, everything else one form. */
static char32_t fold_sign(char32_t c)
{
    switch (c) {
    case 0x00A0:
    case 0x3000:
    case 0x202F:
    case 0x205F:
    case ' ':
    case 0x0B:
    case 0x0C:
        return ' ';
    case 0x00AD:
    case 0x2060:
    case 0xFEFF:
    case 0xFFFD:
    case '\r':
        return 0;
    case '\t':
    case 0x2502:
    case 0x2503:
    case 0xFF5C:
    case 0x2551:
        return '|';
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2212:
    case 0xFE63:
    case 0xFF0D:
        return '-';
    case 0x2013:
    case 0x2014:
    case 0x2015:
        return 0x2014;
    case 0x301C:
    case 0xFF5E:
    case 0x223C:
        return '~';
    case 0x25CB:
    case 0x25EF:
    case 0x041E:
        return 0x3007;
    case 0x2236:
    case 0xFE55:
    case 0xFF1A:
        return ':';
    case 0xFE6A:
    case 0xFF05:
        return '%';
    case 0xFE52:
    case 0xFF0E:
        return '.';
    case 0xFE50:
        return 0xFF0C;
    default:
        return c;
    }
}

static char32_t fold(char32_t c)
{
    if (c < 0x80 && c > ' ')
        return c;
    if (c == '\n' || c == 0x2028 || c == 0x2029 || c == 0x0085)
        return '\n';
    if (c >= 0x4E00 && c <= 0x9FFF)
        return simplify_character(c);
    c = fold_sign(c);
    if ((c >= 0x2000 && c <= 0x200A))
        return ' ';
    if ((c >= 0x200B && c <= 0x200F) || (c > 0 && c < ' '))
        return 0;
    if (c >= 0xFF01 && c <= 0xFF5E && c != 0xFF0C) /* the full-width comma never groups digits */
        return c - 0xFEE0;
    return c;
}

static bool is_toned(char32_t c)
{
    return (c >= 0xE0 && c <= 0xFC) || (c >= 0x100 && c <= 0x1DC) || c == 0x251
           || (c >= 0x300 && c <= 0x36F);
}

/* A note like (dāng) behind a Han character: where it ends, or 0. Plain letters are a note only in
 * a text where toned ones were seen, for (app) may be meant. */
static size_t note_end(const struct cleaning *c, size_t byte, uint32_t *length_out)
{
    bool has_tone = false;
    size_t next;
    *length_out = 1; /* the parenthesis that opened it */
    for (int letters = 0;; letters++) {
        char32_t letter = decode(c->text, byte, &next);
        ++*length_out;
        if (letter == ')' || letter == 0xFF09)
            return letters > 0 && (has_tone || (c->clean->notes_n > 0 && letters < 7)) ? next : 0;
        has_tone = has_tone || is_toned(letter);
        if (letters == NOTE_LETTERS || (!is_toned(letter) && (letter < 'a' || letter > 'z')))
            return 0;
        byte = next;
    }
}

static void put(struct cleaning *c, char32_t character)
{
    struct clean *clean = c->clean;
    clean->c[clean->n] = character;
    clean->at[clean->n] = c->at;
    clean->byte[clean->n] = (uint32_t)c->byte;
    clean->n++;
}

static char32_t last(const struct cleaning *c)
{
    return c->clean->n > 0 ? c->clean->c[c->clean->n - 1] : '\n';
}

/* A "?" inside a line, as a mirror leaves it for a character that it could not convert. */
static bool is_stray(const struct cleaning *c, size_t next_byte)
{
    size_t next;
    char32_t after = fold(decode(c->text, next_byte, &next));
    return after != 0 && after != '\n' && (is_han(after) || is_word(after) || after == '%')
           && (is_han(last(c)) || is_word(last(c)));
}

static void take_one(struct cleaning *c, char32_t raw, size_t next)
{
    char32_t folded = fold(raw);
    uint32_t note_length;
    size_t note;
    if (folded == '(' && is_han(last(c)) && (note = note_end(c, next, &note_length)) > 0) {
        c->clean->notes_n++;
        c->byte = note;
        c->at += note_length;
        return;
    }
    if (raw == '?' && is_stray(c, next)) {
        c->clean->strays_n++;
        folded = ' ';
    }
    if (folded == '|' && raw == '\t' && last(c) == '\n')
        folded = ' '; /* a tab at the beginning of a line is an indentation */
    if (folded == ' ') {
        c->owes_space = true;
    } else if (folded != 0) {
        if (c->owes_space && is_word(folded) && is_word(last(c)))
            put(c, ' ');
        c->owes_space = false;
        put(c, folded);
    }
    c->byte = next;
    c->at++;
}

void clean_make(struct arena *arena, struct str text, const uint32_t *origin,
                struct clean *clean_out)
{
    struct cleaning c = {.text = text, .clean = clean_out};
    size_t next, count = 0;
    for (size_t i = 0; i < text.len; i++)
        count += ((unsigned char)text.p[i] & 0xC0) != 0x80;
    size_t room = count + 1; /* a space is put only where white space was left out */
    *clean_out = (struct clean){.text = text};
    clean_out->c = arena_array(arena, char32_t, room);
    clean_out->at = arena_array(arena, uint32_t, room);
    clean_out->byte = arena_array(arena, uint32_t, room);
    while (c.byte < text.len) {
        char32_t raw = decode(text, c.byte, &next);
        take_one(&c, raw, next);
    }
    clean_out->c[clean_out->n] = 0;
    for (size_t i = 0; origin != NULL && i < clean_out->n; i++)
        clean_out->at[i] = origin[clean_out->at[i]];
}

static size_t byte_end(const struct clean *clean, size_t at)
{
    size_t next;
    decode(clean->text, clean->byte[at], &next);
    return next;
}

struct str clean_original(const struct clean *clean, struct span span)
{
    if (span.from >= span.to)
        return STR_NONE;
    size_t from = clean->byte[span.from];
    return (struct str){clean->text.p + from, byte_end(clean, span.to - 1) - from};
}

size_t clean_start(const struct clean *clean, struct span span)
{
    return span.from < clean->n ? clean->at[span.from] : 0;
}

size_t clean_end(const struct clean *clean, struct span span)
{
    return span.from < span.to ? (size_t)clean->at[span.to - 1] + 1 : clean_start(clean, span);
}

struct str clean_copy(const struct clean *clean, struct arena *arena, struct span span)
{
    char *p = arena_alloc(arena, (span.to - span.from) * 4 + 1);
    size_t n = 0;
    for (size_t i = span.from; i < span.to; i++)
        n += (size_t)utf8proc_encode_char((utf8proc_int32_t)clean->c[i], (utf8proc_uint8_t *)p + n);
    return (struct str){p, n};
}
