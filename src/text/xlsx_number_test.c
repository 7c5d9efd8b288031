#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "text/xlsx_number.h"

static struct arena arena;

static void a_format_code_says_whether_it_is_a_date(void **state)
{
    (void)state;
    static const struct {
        const char *code;
        enum xlsx_number_kind kind;
    } cases[] = {
        {"General", XLSX_NUMBER_PLAIN},
        {"0.00", XLSX_NUMBER_PLAIN},
        {"0.00E+00", XLSX_NUMBER_PLAIN},
        {"#,##0;[Red]-#,##0", XLSX_NUMBER_PLAIN},
        {"\"day \"0", XLSX_NUMBER_PLAIN},
        {"0\\d", XLSX_NUMBER_PLAIN},
        {"0_d", XLSX_NUMBER_PLAIN},
        {"[$¥-804]#,##0.00", XLSX_NUMBER_PLAIN},
        {"@", XLSX_NUMBER_PLAIN},
        {"0;\"y\"yyyy", XLSX_NUMBER_PLAIN},
        {"\"unclosed", XLSX_NUMBER_PLAIN},
        {"", XLSX_NUMBER_PLAIN},
        {"yyyy-mm-dd", XLSX_NUMBER_DATE},
        {"yyyy\"年\"m\"月\"d\"日\";@", XLSX_NUMBER_DATE},
        {"[$-804]aaaa d", XLSX_NUMBER_DATE},
        {"m/d", XLSX_NUMBER_DATE},
        {"mmm", XLSX_NUMBER_DATE},
        {"e\"年\"", XLSX_NUMBER_DATE},
        {"h:mm AM/PM", XLSX_NUMBER_TIME},
        {"[h]:mm:ss", XLSX_NUMBER_TIME},
        {"mm:ss.0", XLSX_NUMBER_TIME},
        {"YYYY/M/D H:MM", XLSX_NUMBER_MOMENT},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (xlsx_number_kind_of_code(str_of(cases[i].code)) != cases[i].kind)
            fail_msg("%s", cases[i].code);
    assert_int_equal(xlsx_number_kind_of_id(14), XLSX_NUMBER_DATE);
    assert_int_equal(xlsx_number_kind_of_id(31), XLSX_NUMBER_DATE);
    assert_int_equal(xlsx_number_kind_of_id(22), XLSX_NUMBER_MOMENT);
    assert_int_equal(xlsx_number_kind_of_id(33), XLSX_NUMBER_TIME);
    assert_int_equal(xlsx_number_kind_of_id(49), XLSX_NUMBER_PLAIN);
}

static void plain(const char *raw, const char *expected)
{
    struct str text;
    bool is_number = xlsx_number_plain(&arena, str_of(raw), &text);
    assert_int_equal(is_number, expected != NULL);
    if (is_number && !str_equal_c(text, expected))
        fail_msg("%s gives %" STR_FMT, raw, STR_ARG(text));
}

static void numbers_are_shown_with_fifteen_digits_and_no_exponent(void **state)
{
    (void)state;
    plain("0", "0");
    plain("-0", "0");
    plain("007", "7");
    plain("39.26", "39.26");
    plain("39.260000000000005", "39.26");
    plain("0.1", "0.1");
    plain("1.2345678901234567", "1.23456789012346");
    plain("1E-7", "0.0000001");
    plain("1.23456789E-10", "0.000000000123456789");
    plain("-2.5e-05", "-0.000025");
    plain("1e14", "100000000000000");
    plain("999999999999999", "999999999999999");
    plain("1000000000000000", NULL);
    plain("320106199001011234", NULL);
    plain("1E400", NULL);
    plain("nan", NULL);
    plain("0x10", NULL);
    plain("1,5", NULL);
    plain("1-2", NULL);
    plain("", NULL);
    plain("1e-320", "0");
}

static void date(const char *raw, enum xlsx_number_kind kind, bool is_1904, const char *expected)
{
    struct str text;
    bool is_date = xlsx_number_date(&arena, str_of(raw), kind, is_1904, &text);
    assert_int_equal(is_date, expected != NULL);
    if (is_date && !str_equal_c(text, expected))
        fail_msg("%s gives %" STR_FMT, raw, STR_ARG(text));
}

static void serial_numbers_are_days(void **state)
{
    (void)state;
    date("1", XLSX_NUMBER_DATE, false, "1900-01-01");
    date("59", XLSX_NUMBER_DATE, false, "1900-02-28");
    date("61", XLSX_NUMBER_DATE, false, "1900-03-01");
    date("25569", XLSX_NUMBER_DATE, false, "1970-01-01");
    date("44926", XLSX_NUMBER_DATE, false, "2022-12-31");
    date("44926.99", XLSX_NUMBER_DATE, false, "2022-12-31");
    date("44926.999999999", XLSX_NUMBER_MOMENT, false, "2023-01-01");
    date("44926.5", XLSX_NUMBER_MOMENT, false, "2022-12-31T12:00:00");
    date("0", XLSX_NUMBER_DATE, true, "1904-01-01");
    date("43464", XLSX_NUMBER_DATE, true, "2022-12-31");
    date("0.5", XLSX_NUMBER_TIME, false, "12:00:00");
    date("1.25", XLSX_NUMBER_TIME, false, "30:00:00");
    date("109574", XLSX_NUMBER_DATE, false, "2199-12-31");
    date("109575", XLSX_NUMBER_DATE, false, NULL);
    date("0", XLSX_NUMBER_DATE, false, NULL);
    date("-1", XLSX_NUMBER_DATE, false, NULL);
    date("x", XLSX_NUMBER_DATE, false, NULL);
}

static int begin(void **state)
{
    (void)state;
    arena_init(&arena, 0);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_done(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_format_code_says_whether_it_is_a_date),
        cmocka_unit_test(numbers_are_shown_with_fifteen_digits_and_no_exponent),
        cmocka_unit_test(serial_numbers_are_days),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
