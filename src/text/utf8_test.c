#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "text/utf8.h"

#define BYTES(literal) ((struct str){literal, sizeof(literal) - 1})

static void only_strict_utf8_without_nul_passes(void **state)
{
    (void)state;
    static const struct {
        struct str bytes;
        size_t bad; /* SIZE_MAX: good */
    } cases[] = {
        {BYTES(""), SIZE_MAX},
        {BYTES("plain words, longer than eight"), SIZE_MAX},
        {BYTES("鼓楼区 0123456789"), SIZE_MAX},
        {BYTES("\xF0\xA0\x80\x80 \xF4\x8F\xBF\xBF \xEE\x80\x80 \xED\x9F\xBF"), SIZE_MAX},
        {BYTES("01234567\0"), 8},
        {BYTES("0123456\0"), 7},
        {BYTES("\0"), 0},
        {BYTES("ab\x80"), 2},             /* a continuation alone */
        {BYTES("\xC0\xAF"), 0},           /* overlong */
        {BYTES("\xC1\xBF"), 0},           /* overlong */
        {BYTES("\xE0\x9F\xBF"), 0},       /* overlong */
        {BYTES("\xF0\x8F\xBF\xBF"), 0},   /* overlong */
        {BYTES("x\xED\xA0\x80"), 1},      /* a surrogate */
        {BYTES("x\xED\xBF\xBF"), 1},      /* a surrogate */
        {BYTES("xy\xF4\x90\x80\x80"), 2}, /* above U+10FFFF */
        {BYTES("\xF5\x80\x80\x80"), 0},
        {BYTES("\xFF"), 0},
        {BYTES("鼓\xE6\xA5"), 3}, /* cut off */
        {BYTES("\xC3("), 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t bad = SIZE_MAX;
        bool is_good = utf8_check(cases[i].bytes, &bad);
        assert_int_equal(is_good, cases[i].bad == SIZE_MAX);
        assert_int_equal(bad, cases[i].bad);
    }
}

static void every_character_is_decoded_as_it_was_encoded(void **state)
{
    (void)state;
    for (int32_t c = 1; c <= 0x10FFFF; c++) {
        char p[4];
        size_t n = 0;
        if (c >= 0xD800 && c < 0xE000)
            continue;
        if (c < 0x80) {
            p[n++] = (char)c;
        } else if (c < 0x800) {
            p[n++] = (char)(0xC0 | c >> 6);
        } else if (c < 0x10000) {
            p[n++] = (char)(0xE0 | c >> 12);
            p[n++] = (char)(0x80 | (c >> 6 & 0x3F));
        } else {
            p[n++] = (char)(0xF0 | c >> 18);
            p[n++] = (char)(0x80 | (c >> 12 & 0x3F));
            p[n++] = (char)(0x80 | (c >> 6 & 0x3F));
        }
        if (c >= 0x80)
            p[n++] = (char)(0x80 | (c & 0x3F));
        struct str rest = {p, n};
        size_t bad;
        assert_true(utf8_check(rest, &bad));
        assert_int_equal(utf8_next(&rest), c);
        assert_int_equal(utf8_next(&rest), -1);
    }
}

static void han_is_one_character_and_two_columns(void **state)
{
    (void)state;
    assert_int_equal(utf8_count(STR("鼓楼A区")), 4);
    assert_int_equal(utf8_width(STR("鼓楼A区")), 7);
    assert_int_equal(utf8_width(STR("（一）")), 6);
    assert_int_equal(utf8_width(STR("e\u0301")), 1);
    assert_int_equal(utf8_count(STR("")), 0);
}

static void a_place_counts_characters_from_one(void **state)
{
    (void)state;
    int line, column;
    utf8_place(STR("鼓楼\n区: x"), 7, &line, &column);
    assert_int_equal(line, 2);
    assert_int_equal(column, 1);
    utf8_place(STR("a"), 0, &line, &column);
    assert_int_equal(line, 1);
    assert_int_equal(column, 1);
    utf8_place(STR("鼓楼\n区: x"), 10, &line, &column);
    assert_int_equal(column, 2);
}

static void text_is_composed(void **state)
{
    (void)state;
    static const struct {
        const char *from, *nfc;
    } cases[] = {
        {"鼓楼区", "鼓楼区"},
        {"e\u0301te\u0301", "\u00E9t\u00E9"},
        {"\u212B", "\u00C5"},   /* Angstrom sign */
        {"\u2126", "\u03A9"},   /* Ohm sign */
        {"\u2000", "\u2002"},   /* en quad */
        {"\uF900", "\u8C48"},   /* a compatibility ideograph with a canonical mapping */
        {"か\u3099", "\u304C"}, /* kana and a voiced mark */
        {"\u1112\u1161\u11AB", "\uD55C"},
        {"a\u20D0\u0316", "a\u0316\u20D0"}, /* marks into their order */
        {"（一）", "（一）"},               /* compatibility forms stay as they are */
    };
    struct arena arena;
    arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str nfc = utf8_nfc(&arena, str_of(cases[i].from));
        assert_true(str_equal_c(nfc, cases[i].nfc));
        assert_ptr_equal(utf8_nfc(&arena, STR("鼓楼")).p, STR("鼓楼").p);
    }
    arena_done(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_strict_utf8_without_nul_passes),
        cmocka_unit_test(every_character_is_decoded_as_it_was_encoded),
        cmocka_unit_test(han_is_one_character_and_two_columns),
        cmocka_unit_test(a_place_counts_characters_from_one),
        cmocka_unit_test(text_is_composed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
