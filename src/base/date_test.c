#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/date.h"

static void days_split_back(void **state)
{
    (void)state;
    for (int32_t day = date_of(1900, 1, 1).day; day <= date_of(2199, 12, 31).day; day++) {
        int y, m, d;
        date_split((struct date){day}, &y, &m, &d);
        assert_true(date_exists(y, m, d));
        assert_int_equal(date_of(y, m, d).day, day);
    }
}

static void months_end_on_the_corresponding_or_last_day(void **state)
{
    (void)state;
    assert_int_equal(date_add_months(date_of(2022, 11, 30), 3).day, date_of(2023, 2, 28).day);
    assert_int_equal(date_add_months(date_of(2022, 8, 31), 6).day, date_of(2023, 2, 28).day);
    assert_int_equal(date_add_months(date_of(2024, 2, 29), 12).day, date_of(2025, 2, 28).day);
    assert_int_equal(date_add_months(date_of(2022, 3, 31), -1).day, date_of(2022, 2, 28).day);
}

static void only_existing_days_parse(void **state)
{
    (void)state;
    struct date date;
    assert_true(date_parse(STR("2024-02-29"), &date));
    assert_false(date_parse(STR("2022-02-30"), &date));
    assert_false(date_parse(STR("2022-2-3"), &date));
    assert_false(date_parse(STR("2022-13-01"), &date));
    assert_false(date_parse(STR("2022-01-01x"), &date));
}

static void moments_are_read_and_printed_in_beijing_time(void **state)
{
    (void)state;
    char text[INSTANT_TEXT_BYTES];
    struct instant at = instant_at(date_of(2026, 3, 1), 9, 30, 0);
    assert_true(str_equal_c(instant_print(at, text), "2026-03-01T09:30:00+08:00"));
    struct instant back;
    assert_true(instant_parse(STR("2026-03-01T09:30:00+08:00"), &back));
    assert_int_equal(back.ms, at.ms);
    assert_int_equal(instant_date(instant_at(date_of(2022, 12, 31), 0, 0, 1)).day,
                     date_of(2022, 12, 31).day);
    assert_int_equal(date_weekday(date_of(2022, 10, 8)), 6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_split_back),
        cmocka_unit_test(months_end_on_the_corresponding_or_last_day),
        cmocka_unit_test(only_existing_days_parse),
        cmocka_unit_test(moments_are_read_and_printed_in_beijing_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
