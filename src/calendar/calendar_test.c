#include "calendar/term_cases.h"

struct fixture {
    struct arena arena;
    struct complaints complaints;
    struct calendar *calendar; /* the shipped one */
};

static int set_up(void **state)
{
    static struct fixture fixture;
    arena_init(&fixture.arena, 0);
    complaints_init(&fixture.complaints, &fixture.arena);
    fixture.calendar = cases_calendar(&fixture.arena);
    *state = &fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    arena_done(&fixture->arena);
    return 0;
}

static struct calendar *load_one(struct fixture *fixture, const char *name, const char *bytes)
{
    struct calendar_file file = {str_of(name), str_of(bytes)};
    return calendar_load(&fixture->arena, &file, 1, &fixture->complaints);
}

static void assert_complaint(const struct fixture *fixture, size_t i, int line, int column,
                             const char *part)
{
    assert_true(i < fixture->complaints.list.n);
    const struct complaint *complaint = &fixture->complaints.list.at[i];
    if (complaint->line != line || complaint->column != column
        || str_find(complaint->text, str_of(part)) == complaint->text.len)
        fail_msg("complaint %zu is %d:%d: %.*s", i, complaint->line, complaint->column,
                 STR_ARG(complaint->text));
}

static void a_year_has_the_working_days_of_its_notices(void **state)
{
    struct fixture *fixture = *state;
    static const int expected[][2] = {
        {2022, 249}, {2023, 249}, {2024, 251}, {2025, 248}, {2026, 248}};
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        int year = expected[i][0];
        assert_int_equal(
            calendar_count(fixture->calendar, date_of(year - 1, 12, 31), date_of(year, 12, 31)),
            expected[i][1]);
    }
}

static void a_december_day_is_ruled_by_the_next_years_notice(void **state)
{
    struct fixture *fixture = *state;
    struct calendar_day day = calendar_day(fixture->calendar, date_of(2022, 12, 31));
    assert_int_equal(day.kind, CALENDAR_OFF);
    assert_true(str_equal(day.name, STR("元旦")));
    assert_true(str_find(day.notice, STR("2022-12/08")) < day.notice.len);
    day = calendar_day(fixture->calendar, date_of(2018, 12, 29));
    assert_int_equal(day.kind, CALENDAR_MAKEUP);
    assert_true(day.is_working);
    assert_false(calendar_is_working(fixture->calendar, date_of(2018, 12, 31)));
}

static void the_second_notices_of_2019_and_2020_rule_their_days(void **state)
{
    struct fixture *fixture = *state;
    struct calendar_day may = calendar_day(fixture->calendar, date_of(2019, 5, 2));
    assert_int_equal(may.kind, CALENDAR_OFF);
    assert_true(str_find(may.notice, STR("2019-03/22")) < may.notice.len);
    assert_true(calendar_is_working(fixture->calendar, date_of(2019, 4, 28)));
    struct calendar_day spring = calendar_day(fixture->calendar, date_of(2020, 1, 31));
    assert_int_equal(spring.kind, CALENDAR_OFF);
    assert_true(str_find(spring.notice, STR("2020-01/27")) < spring.notice.len);
    assert_false(calendar_is_working(fixture->calendar, date_of(2020, 2, 1)));
}

static void a_year_without_notice_is_monday_to_friday_and_not_gazetted(void **state)
{
    struct fixture *fixture = *state;
    const struct calendar *calendar = fixture->calendar;
    assert_false(calendar_is_gazetted(calendar, date_of(2027, 10, 1)));
    assert_true(calendar_is_working(calendar, date_of(2027, 10, 1))); /* a Friday */
    assert_int_equal(calendar_day(calendar, date_of(2027, 10, 2)).kind, CALENDAR_WEEKEND);
    assert_true(calendar_is_gazetted(calendar, date_of(2026, 12, 31)));
    assert_false(calendar_is_gazetted(calendar, date_of(2015, 12, 31)));
    assert_true(calendar_gazettes(calendar, date_of(2016, 1, 1), date_of(2026, 12, 31)));
    assert_false(calendar_gazettes(calendar, date_of(2016, 1, 1), date_of(2027, 1, 1)));
    assert_false(calendar_gazettes(calendar, date_of(2015, 12, 31), date_of(2016, 1, 1)));
    assert_true(calendar_gazettes(calendar, date_of(2027, 1, 2), date_of(2027, 1, 1)));
}

static void all_days_that_dates_know_are_covered(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(date_of(1900, 1, 1).day, CALENDAR_FIRST_DAY);
    assert_int_equal(date_of(2199, 12, 31).day, CALENDAR_LAST_DAY);
    assert_true(calendar_is_working(fixture->calendar, date_of(1900, 1, 1)));   /* a Monday */
    assert_true(calendar_is_working(fixture->calendar, date_of(2199, 12, 31))); /* a Tuesday */
}

static void no_files_gazette_nothing(void **state)
{
    struct fixture *fixture = *state;
    struct calendar *calendar = calendar_load(&fixture->arena, NULL, 0, &fixture->complaints);
    assert_non_null(calendar);
    assert_false(calendar_is_gazetted(calendar, date_of(2022, 10, 3)));
    assert_true(calendar_is_working(calendar, date_of(2022, 10, 3)));
    calendar_set_version(calendar, STR("v1"));
    assert_true(str_equal(calendar_version(calendar), STR("v1")));
}

static void counting_and_adding_are_each_others_inverse(void **state)
{
    struct fixture *fixture = *state;
    const struct calendar *calendar = fixture->calendar;
    for (int i = 0; i < 4000; i++) {
        struct date from = date_add_days(date_of(2016, 1, 1), i);
        int n = i % 70 + 1;
        struct date to = calendar_add(calendar, from, n);
        assert_true(calendar_is_working(calendar, to));
        assert_int_equal(calendar_count(calendar, from, to), n);
        struct date back = calendar_add(calendar, from, -n);
        assert_true(calendar_is_working(calendar, back));
        int between = calendar_count(calendar, date_add_days(back, -1), date_add_days(from, -1));
        assert_int_equal(between, n);
    }
    assert_int_equal(calendar_add(calendar, date_of(2022, 10, 1), 0).day, date_of(2022, 10, 1).day);
    assert_int_equal(calendar_count(calendar, date_of(2022, 10, 8), date_of(2022, 10, 8)), 0);
    assert_true(date_is_none(calendar_add(calendar, date_of(2199, 12, 30), 5)));
    assert_true(date_is_none(calendar_add(calendar, date_of(1900, 1, 2), -5)));
    assert_true(date_is_none(calendar_add(calendar, date_of(2022, 1, 1), INT32_MAX)));
}

static void the_nearest_working_day_is_the_day_itself_when_it_works(void **state)
{
    struct fixture *fixture = *state;
    const struct calendar *calendar = fixture->calendar;
    struct date saturday = date_of(2022, 10, 8), holiday = date_of(2022, 10, 4);
    assert_int_equal(calendar_next_working(calendar, saturday).day, saturday.day);
    assert_int_equal(calendar_last_working(calendar, saturday).day, saturday.day);
    assert_int_equal(calendar_next_working(calendar, holiday).day, saturday.day);
    assert_int_equal(calendar_last_working(calendar, holiday).day, date_of(2022, 9, 30).day);
}

static void every_mistake_of_a_file_is_told_with_its_place(void **state)
{
    struct fixture *fixture = *state;
    assert_null(load_one(fixture, "calendars/2022.csv",
                         "date,kind,name,notice\n"
                         "2022-02-30,off,春节,https://example.org/n\n"
                         "2022-10-03,rest,国庆节,https://example.org/n\n"
                         "2022-10-04,work,国庆节,https://example.org/n\n"
                         "2022-10-05,off,,https://example.org/n\n"
                         "2022-10-06,off,国庆节,see the gazette\n"
                         "2021-11-30,off,国庆节,https://example.org/n\n"
                         "2022-10-07,off,国庆节\n"
                         "2022-01-03,off,元旦,https://example.org/n\n"
                         "2022-01-03,off,元旦,https://example.org/n\n"));
    assert_complaint(fixture, 0, 2, 1, "2022-02-30");
    assert_complaint(fixture, 1, 3, 12, "\"rest\" is unknown");
    assert_complaint(fixture, 2, 4, 12, "Monday to Friday");
    assert_complaint(fixture, 3, 5, 16, "name is empty");
    assert_complaint(fixture, 4, 6, 26, "no address");
    assert_complaint(fixture, 5, 7, 1, "file of 2022");
    assert_complaint(fixture, 6, 8, 1, "four fields");
    assert_complaint(fixture, 7, 10, 1, "stands already in calendars/2022.csv:9");
    assert_int_equal(fixture->complaints.list.n, 8);
}

static void a_file_without_header_days_or_year_is_refused(void **state)
{
    struct fixture *fixture = *state;
    assert_null(load_one(fixture, "2022.csv", "2022-10-03,off,国庆节,https://example.org/n\n"));
    assert_complaint(fixture, 0, 1, 1, "first line");
    assert_null(load_one(fixture, "2027.csv", "date,kind,name,notice\n"));
    assert_complaint(fixture, 1, 0, 0, "no day stands in it");
    assert_null(load_one(fixture, "holidays.csv",
                         "date,kind,name,notice\n2022-10-03,off,国庆节,https://example.org/n\n"));
    assert_complaint(fixture, 2, 0, 0, "named by its year");
    assert_null(load_one(fixture, "2022.csv", ""));
    assert_int_equal(fixture->complaints.list.n, 4);
}

static void a_day_may_not_stand_in_two_files(void **state)
{
    struct fixture *fixture = *state;
    struct calendar_file files[] = {
        {STR("2023.csv"),
         STR("date,kind,name,notice\n2022-12-31,off,元旦,https://example.org/b\n")},
        {STR("2022.csv"),
         STR("date,kind,name,notice\n2022-12-31,off,元旦,https://example.org/a\n")},
    };
    assert_null(calendar_load(&fixture->arena, files, 2, &fixture->complaints));
    assert_int_equal(fixture->complaints.list.n, 1);
    assert_complaint(fixture, 0, 2, 1, "2022-12-31 stands already in 2022.csv:2");
}

static void a_file_with_windows_line_ends_is_read(void **state)
{
    struct fixture *fixture = *state;
    struct calendar *calendar =
        load_one(fixture, "2022.csv",
                 "date,kind,name,notice\r\n2022-10-03,off,国庆节,https://example.org/n\r\n\r\n");
    assert_non_null(calendar);
    struct calendar_day day = calendar_day(calendar, date_of(2022, 10, 3));
    assert_true(str_equal(day.notice, STR("https://example.org/n")));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_year_has_the_working_days_of_its_notices),
        TEST(a_december_day_is_ruled_by_the_next_years_notice),
        TEST(the_second_notices_of_2019_and_2020_rule_their_days),
        TEST(a_year_without_notice_is_monday_to_friday_and_not_gazetted),
        TEST(all_days_that_dates_know_are_covered),
        TEST(no_files_gazette_nothing),
        TEST(counting_and_adding_are_each_others_inverse),
        TEST(the_nearest_working_day_is_the_day_itself_when_it_works),
        TEST(every_mistake_of_a_file_is_told_with_its_place),
        TEST(a_file_without_header_days_or_year_is_refused),
        TEST(a_day_may_not_stand_in_two_files),
        TEST(a_file_with_windows_line_ends_is_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
