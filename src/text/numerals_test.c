#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "text/numerals.h"

static struct buf out;

static struct str put(int64_t value)
{
    buf_clear(&out);
    numerals_put(&out, value);
    return buf_str(&out);
}

static void numbers_are_written_as_documents_write_them(void **state)
{
    (void)state;
    static const struct {
        int64_t value;
        const char *text;
    } cases[] = {
        {0, "零"},
        {4, "四"},
        {5, "五"},
        {10, "十"},
        {17, "十七"},
        {20, "二十"},
        {62, "六十二"},
        {100, "一百"},
        {101, "一百零一"},
        {110, "一百一十"},
        {120, "一百二十"},
        {1000, "一千"},
        {1001, "一千零一"},
        {1010, "一千零一十"},
        {2022, "二千零二十二"},
        {10000, "一万"},
        {10050, "一万零五十"},
        {100000, "十万"},
        {110000, "十一万"},
        {100100, "十万零一百"},
        {1203000, "一百二十万三千"},
        {10000001, "一千万零一"},
        {100000000, "一亿"},
        {100003000, "一亿零三千"},
        {100010000, "一亿零一万"},
        {1010000000, "十亿一千万"},
        {999999999999, "九千九百九十九亿九千九百九十九万九千九百九十九"},
        {1000000000000, "1000000000000"},
        {-3, "-3"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_true(str_equal_c(put(cases[i].value), cases[i].text));
}

static void years_are_written_digit_by_digit(void **state)
{
    (void)state;
    buf_clear(&out);
    numerals_put_digits(&out, 2022);
    assert_true(str_equal_c(buf_str(&out), "二〇二二"));
    buf_clear(&out);
    numerals_put_digits(&out, 0);
    assert_true(str_equal_c(buf_str(&out), "〇"));
}

static void what_was_written_is_read_back(void **state)
{
    (void)state;
    int64_t value;
    uint64_t seed = 20220101;
    for (int64_t i = 0; i < 120000; i++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        int64_t number = i < 100001 ? i : (int64_t)((seed >> 20) % 1000000000000u);
        assert_true(numerals_parse(put(number), &value));
        assert_int_equal(value, number);
    }
    for (int64_t year = 1949; year < 2200; year++) {
        buf_clear(&out);
        numerals_put_digits(&out, year);
        assert_true(numerals_parse(buf_str(&out), &value));
        assert_int_equal(value, year);
    }
}

static void usual_variants_are_read_and_nonsense_is_not(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t value; /* -1: refused */
    } cases[] = {
        {"一十七", 17}, {"两百", 200},      {"两", 2},          {"二百〇三", 203},
        {"〇", 0},      {"二零二二", 2022}, {"一十", 10},       {"两千零二十二", 2022},
        {"", -1},       {"十十", -1},       {"百", -1},         {"一百二", -1},
        {"二十零", -1}, {"一千十", -1},     {"三x", -1},        {"17", -1},
        {"万", -1},     {"一万万", -1},     {"零零", 0},        {"百二十", -1},
        {"亿万", -1},   {"二千百", -1},     {"一亿亿亿亿", -1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t value = -1;
        bool is_number = numerals_parse(str_of(cases[i].text), &value);
        if (is_number != (cases[i].value >= 0) || value != cases[i].value)
            fail_msg("%s gives %lld", cases[i].text, (long long)value);
    }
}

static int begin(void **state)
{
    (void)state;
    buf_init(&out, 1024);
    return 0;
}

static int end(void **state)
{
    (void)state;
    buf_done(&out);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_written_as_documents_write_them),
        cmocka_unit_test(years_are_written_digit_by_digit),
        cmocka_unit_test(what_was_written_is_read_back),
        cmocka_unit_test(usual_variants_are_read_and_nonsense_is_not),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
