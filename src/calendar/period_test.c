#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "calendar/period.h"

static void lengths_of_the_law_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        struct period period;
    } cases[] = {
        {"20 working days", {20, PERIOD_WORKING_DAYS}},
        {"1 working day", {1, PERIOD_WORKING_DAYS}},
        {"60 days", {60, PERIOD_DAYS}},
        {"1 day", {1, PERIOD_DAYS}},
        {"1 month", {1, PERIOD_MONTHS}},
        {"2 years", {2, PERIOD_YEARS}},
        {"24 hours", {24, PERIOD_HOURS}},
        {"9999 days", {PERIOD_MAX, PERIOD_DAYS}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct period period;
        assert_true(period_parse(str_of(cases[i].text), &period));
        assert_true(period_equal(period, cases[i].period));
    }
}

static void anything_else_is_no_length(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "",           "20",        "days",      "20 workdays", "0 days",          "-3 days",
        "10000 days", "3  months", " 3 months", "3 months ",   "20 Working days", "1.5 months",
        "20d",        "٣ days",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct period period = {7, PERIOD_DAYS};
        assert_false(period_parse(str_of(wrong[i]), &period));
        assert_int_equal(period.n, 7);
    }
}

static void a_length_is_printed_in_both_languages_and_read_again(void **state)
{
    (void)state;
    static const struct {
        struct period period;
        const char *zh, *en;
    } cases[] = {
        {{20, PERIOD_WORKING_DAYS}, "20个工作日", "20 working days"},
        {{1, PERIOD_DAYS}, "1日", "1 day"},
        {{3, PERIOD_MONTHS}, "3个月", "3 months"},
        {{1, PERIOD_YEARS}, "1年", "1 year"},
        {{24, PERIOD_HOURS}, "24小时", "24 hours"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf out;
        buf_init(&out, 100);
        period_print(cases[i].period, PERIOD_ZH, &out);
        assert_true(str_equal_c(buf_str(&out), cases[i].zh));
        buf_clear(&out);
        period_print(cases[i].period, PERIOD_EN, &out);
        assert_true(str_equal_c(buf_str(&out), cases[i].en));
        struct period again;
        assert_true(period_parse(buf_str(&out), &again));
        assert_true(period_equal(again, cases[i].period));
        buf_done(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lengths_of_the_law_are_read),
        cmocka_unit_test(anything_else_is_no_length),
        cmocka_unit_test(a_length_is_printed_in_both_languages_and_read_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
