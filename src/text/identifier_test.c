#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "text/identifier.h"

/* Organs whose codes stand in published catalogues. */
static void check_characters_are_those_of_published_codes(void **state)
{
    (void)state;
    assert_int_equal(identifier_organ_check(STR("00001434")), '9');
    assert_int_equal(identifier_organ_check(STR("01305320")), '8');
    assert_int_equal(identifier_organ_check(STR("01400031")), '9');
    assert_int_equal(identifier_organ_check(STR("D2143569")), 'X'); /* the standard's example */
    assert_int_equal(identifier_organ_check(STR("0000143")), '\0');
    assert_int_equal(identifier_organ_check(STR("0000143a")), '\0');
}

static void an_organ_code_may_have_a_hyphen_and_no_other_check_character(void **state)
{
    (void)state;
    assert_true(identifier_is_organ_code(STR("000014349")));
    assert_true(identifier_is_organ_code(STR("00001434-9")));
    assert_false(identifier_is_organ_code(STR("000014348")));
    assert_false(identifier_is_organ_code(STR("00001434/9")));
    assert_false(identifier_is_organ_code(STR("00001434")));
    assert_false(identifier_is_organ_code(STR("")));
}

static void an_index_number_is_code_year_and_five_digits(void **state)
{
    (void)state;
    assert_true(identifier_is_index_number(STR("000014349/2023-06836")));
    assert_true(identifier_is_index_number(STR("013053208/2024-16073")));
    assert_true(identifier_is_index_number(STR("014000319/2022-00353")));
    assert_false(identifier_is_index_number(STR("000014348/2023-06836")));
    assert_false(identifier_is_index_number(STR("000014349/2123-06836")));
    assert_false(identifier_is_index_number(STR("000014349/2023-6836")));
    assert_false(identifier_is_index_number(STR("000014349/2023-0683a")));
    assert_false(identifier_is_index_number(STR("000014349-2023-06836")));
    assert_false(identifier_is_index_number(STR("00001434-9/2023-0683")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(check_characters_are_those_of_published_codes),
        cmocka_unit_test(an_organ_code_may_have_a_hyphen_and_no_other_check_character),
        cmocka_unit_test(an_index_number_is_code_year_and_five_digits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
