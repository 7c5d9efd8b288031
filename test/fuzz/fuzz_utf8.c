/*
 * fuzz_utf8.c - the border: what passes is decoded whole, composes to a fixed point, and stays
 * inside itself through every escape and the search tokenizer.
 */
#include "base/assert.h"
#include "text/escape.h"
#include "text/han.h"
#include "text/numerals.h"
#include "text/utf8.h"

enum { OUT_BYTES = 1 << 24 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool take_word(void *context, struct str word, size_t from, size_t to)
{
    const struct str *text = context;
    size_t bad;
    gl_assert(from < to && to <= text->len);
    gl_assert(word.len > 0 && utf8_check(word, &bad));
    return true;
}

static void try_escapes(struct str text)
{
    static void (*const escapes[])(struct buf *, struct str) = {
        escape_html,   escape_attribute, escape_xml, escape_url_component,
        escape_script, escape_header,    escape_csv, escape_terminal,
    };
    struct buf out;
    size_t bad;
    buf_init(&out, OUT_BYTES);
    for (size_t i = 0; i < sizeof escapes / sizeof *escapes; i++) {
        buf_clear(&out);
        escapes[i](&out, text);
        gl_assert(out.is_over || utf8_check(buf_str(&out), &bad));
        if (i < 3)
            gl_assert(str_find_char(buf_str(&out), '<') == out.len);
    }
    for (size_t i = 0; i < out.len; i++) /* of the last: a terminal */
        gl_assert((unsigned char)out.p[i] >= 0x20 && out.p[i] != 0x7F);
    buf_clear(&out);
    han_query(&out, text);
    gl_assert(out.is_over || utf8_check(buf_str(&out), &bad));
    buf_done(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str text = {(const char *)data, size}, rest = text;
    size_t bad, n = 0;
    int line, column;
    int64_t number;
    if (!utf8_check(text, &bad)) {
        utf8_place(text, bad, &line, &column);
        gl_assert(bad < size && line >= 1 && column >= 1);
        text = str_first(text, bad);
        rest = text;
        gl_assert(utf8_check(text, &bad));
    }
    for (int32_t c = utf8_next(&rest); c >= 0; c = utf8_next(&rest), n++)
        gl_assert(c > 0 && c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF));
    gl_assert(n == utf8_count(text));
    utf8_width(text);

    struct arena arena;
    arena_init(&arena, 0);
    struct str nfc = utf8_nfc(&arena, text);
    gl_assert(utf8_check(nfc, &bad));
    gl_assert(str_equal(utf8_nfc(&arena, nfc), nfc));
    arena_done(&arena);

    gl_assert(han_tokenize(text, HAN_INDEX, take_word, &text));
    gl_assert(han_tokenize(text, HAN_QUERY, take_word, &text));
    try_escapes(text);
    numerals_parse(text, &number);
    return 0;
}
