#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <uchar.h>

#include <cmocka.h>

#include "text/simplify.h"

static void traditional_characters_become_simplified_ones(void **state)
{
    static const char32_t traditional[] = U"當條個萬億與為處業會議訴結審發佔";
    static const char32_t simplified[] = U"当条个万亿与为处业会议诉结审发占";
    (void)state;
    for (int i = 0; traditional[i] != 0; i++)
        assert_int_equal(simplify_character(traditional[i]), simplified[i]);
}

static void everything_else_stays(void **state)
{
    static const char32_t kept[] = U"件人次0aA，。％ä😀\U00020000";
    (void)state;
    for (int i = 0; kept[i] != 0; i++)
        assert_int_equal(simplify_character(kept[i]), kept[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(traditional_characters_become_simplified_ones),
        cmocka_unit_test(everything_else_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
