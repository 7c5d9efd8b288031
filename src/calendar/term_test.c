#include "calendar/term_cases.h"

static struct arena arena;
static const struct calendar *calendar;

static int set_up(void **state)
{
    (void)state;
    arena_init(&arena, 0);
    calendar = cases_calendar(&arena);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_done(&arena);
    return 0;
}

static void assert_due(struct term_rule rule, const char *origin, const char *due)
{
    struct term_due out;
    char text[DATE_TEXT_BYTES];
    assert_true(term_reckon(calendar, cases_date(origin), &rule, &out));
    date_print(out.due, text);
    assert_string_equal(text, due);
}

static const struct term_day *day_of(const struct term_days *days, const char *date)
{
    for (size_t i = 0; i < days->n; i++)
        if (date_compare(days->at[i].date, cases_date(date)) == 0)
            return &days->at[i];
    fail_msg("%s is not among the days", date);
    return NULL;
}

static void the_pausing_day_counts_and_the_resuming_day_does_not(void **state)
{
    (void)state;
    /* counted 07-01 (the pausing day), then 07-06, 07-07 */
    struct term_pause pause = {date_of(2022, 7, 1), date_of(2022, 7, 5)};
    struct term_rule rule = {.length = {3, PERIOD_DAYS}, .pauses = &pause, .pauses_n = 1};
    assert_due(rule, "2022-06-30", "2022-07-07");
    struct term_days days;
    assert_true(term_explain(&arena, calendar, date_of(2022, 6, 30), &rule, &days));
    assert_int_equal(days.n, 8);
    assert_int_equal(day_of(&days, "2022-07-01")->number, 1);
    assert_int_equal(day_of(&days, "2022-07-02")->reason, TERM_PAUSED);
    assert_int_equal(day_of(&days, "2022-07-05")->reason, TERM_PAUSED);
    assert_int_equal(day_of(&days, "2022-07-05")->pause, 0);
    assert_int_equal(day_of(&days, "2022-07-06")->number, 2);
}

static void a_pause_on_or_after_the_last_day_changes_nothing(void **state)
{
    (void)state;
    struct term_pause pause = {date_of(2022, 7, 4), DATE_NONE};
    struct term_rule rule = {.length = {2, PERIOD_DAYS}, .pauses = &pause, .pauses_n = 1};
    assert_due(rule, "2022-07-02", "2022-07-04");
    rule.length.unit = PERIOD_WORKING_DAYS;
    assert_due(rule, "2022-06-30", "2022-07-04");
}

static void a_pause_that_has_not_ended_leaves_no_due_date(void **state)
{
    (void)state;
    struct term_pause pause = {date_of(2022, 7, 4), DATE_NONE};
    static const enum period_unit units[] = {PERIOD_DAYS, PERIOD_WORKING_DAYS, PERIOD_MONTHS};
    for (size_t i = 0; i < 3; i++) {
        struct term_rule rule = {.length = {20, units[i]}, .pauses = &pause, .pauses_n = 1};
        struct term_due due;
        struct term_days days;
        assert_false(term_reckon(calendar, date_of(2022, 7, 1), &rule, &due));
        assert_true(date_is_none(due.due));
        assert_false(term_explain(&arena, calendar, date_of(2022, 7, 1), &rule, &days));
        assert_int_equal(days.n, 0);
    }
}

static void paused_days_are_added_to_the_corresponding_day_of_months(void **state)
{
    (void)state;
    /* 3 months from 11-30 is 02-28; the pause 12-10..12-20 adds ten days */
    struct term_pause pause = {date_of(2022, 12, 10), date_of(2022, 12, 20)};
    struct term_rule rule = {.length = {3, PERIOD_MONTHS}, .pauses = &pause, .pauses_n = 1};
    assert_due(rule, "2022-11-30", "2023-03-10");
}

static void overlapping_pauses_stop_the_clock_once(void **state)
{
    (void)state;
    struct term_pause pauses[] = {{date_of(2022, 7, 4), date_of(2022, 7, 8)},
                                  {date_of(2022, 7, 6), date_of(2022, 7, 10)},
                                  {date_of(2022, 7, 7), date_of(2022, 7, 9)}};
    struct term_rule rule = {.length = {10, PERIOD_DAYS}, .pauses = pauses, .pauses_n = 3};
    assert_due(rule, "2022-07-01", "2022-07-17");
}

static void pauses_that_touch_add_up(void **state)
{
    (void)state;
    /* consultation of one organ, on its last day of the next: 03-11..03-15, 03-15..03-20 */
    struct term_pause pauses[] = {{date_of(2024, 3, 11), date_of(2024, 3, 15)},
                                  {date_of(2024, 3, 15), date_of(2024, 3, 20)}};
    struct term_pause one = {date_of(2024, 3, 11), date_of(2024, 3, 20)};
    struct term_rule two_rule = {
        .length = {20, PERIOD_WORKING_DAYS}, .pauses = pauses, .pauses_n = 2};
    struct term_rule one_rule = {
        .length = {20, PERIOD_WORKING_DAYS}, .pauses = &one, .pauses_n = 1};
    struct term_due a, b;
    assert_true(term_reckon(calendar, date_of(2024, 3, 4), &two_rule, &a));
    assert_true(term_reckon(calendar, date_of(2024, 3, 4), &one_rule, &b));
    assert_int_equal(a.due.day, b.due.day);
}

static void a_working_day_extension_follows_a_calendar_period(void **state)
{
    (void)state;
    /* the 30th day is 10-02, in the holiday; from there 5 working days: 10-08 to 10-12 */
    struct term_rule rule = {
        .length = {30, PERIOD_DAYS}, .roll_next = true, .extension = {5, PERIOD_WORKING_DAYS}};
    assert_due(rule, "2022-09-02", "2022-10-12");
    struct term_days days;
    assert_true(term_explain(&arena, calendar, date_of(2022, 9, 2), &rule, &days));
    assert_false(day_of(&days, "2022-10-02")->is_extension);
    assert_true(day_of(&days, "2022-10-08")->is_extension);
    /* and the other way round: 10 working days end on 10-17, 15 days more on 11-01 */
    struct term_rule other = {.length = {10, PERIOD_WORKING_DAYS}, .extension = {15, PERIOD_DAYS}};
    assert_due(other, "2022-09-28", "2022-11-01");
}

static void months_and_their_extension_are_added_before_the_day_is_sought(void **state)
{
    (void)state;
    struct term_rule rule = {.length = {3, PERIOD_MONTHS}, .extension = {1, PERIOD_MONTHS}};
    assert_due(rule, "2022-11-30", "2023-03-30"); /* not 28 March */
}

static void only_the_last_day_moves_and_only_when_the_law_says_so(void **state)
{
    (void)state;
    struct term_rule rule = {.length = {30, PERIOD_DAYS}};
    assert_due(rule, "2022-09-02", "2022-10-02");
    rule.roll_next = true;
    assert_due(rule, "2022-09-02", "2022-10-08");
}

static void counted_back_a_rest_day_moves_the_act_earlier(void **state)
{
    (void)state;
    struct term_rule rule = {.length = {3, PERIOD_DAYS}, .is_backward = true, .roll_next = true};
    assert_due(rule, "2022-10-11", "2022-09-30"); /* 10-08 to 10-10 whole; 10-07 rests */
    rule.roll_next = false;
    assert_due(rule, "2022-10-11", "2022-10-07");
    rule.backward_inclusive = true;
    assert_due(rule, "2022-10-11", "2022-10-08");
    struct term_rule month = {.length = {1, PERIOD_MONTHS}, .is_backward = true};
    assert_due(month, "2022-03-31", "2022-02-27");
}

static void what_rests_on_a_year_without_notice_is_provisional(void **state)
{
    (void)state;
    struct term_rule working = {.length = {20, PERIOD_WORKING_DAYS}, .roll_next = true};
    struct term_rule ceiling = {.length = {30, PERIOD_DAYS}};
    struct term_rule rolled = {.length = {30, PERIOD_DAYS}, .roll_next = true};
    struct term_due due;
    assert_true(term_reckon(calendar, date_of(2026, 12, 10), &working, &due));
    assert_true(due.is_provisional);
    assert_true(term_reckon(calendar, date_of(2026, 12, 1), &working, &due));
    assert_false(due.is_provisional); /* 2026-12-29 */
    assert_true(term_reckon(calendar, date_of(2026, 12, 10), &rolled, &due));
    assert_true(due.is_provisional);
    assert_true(term_reckon(calendar, date_of(2026, 12, 10), &ceiling, &due));
    assert_false(due.is_provisional); /* no calendar was asked */
    /* the last day, a Saturday of a known year, moves into a year without notice */
    struct calendar_file file = {
        STR("2021.csv"), STR("date,kind,name,notice\n2021-10-01,off,国庆节,https://example.org\n")};
    struct complaints complaints;
    complaints_init(&complaints, &arena);
    const struct calendar *only_2021 = calendar_load(&arena, &file, 1, &complaints);
    struct term_rule next = {.length = {10, PERIOD_DAYS}, .roll_next = true};
    assert_true(term_reckon(only_2021, date_of(2021, 12, 15), &next, &due));
    assert_int_equal(due.due.day, date_of(2021, 12, 27).day);
    assert_false(due.is_provisional);
    file.name = STR("2023.csv");
    file.bytes = STR("date,kind,name,notice\n2022-12-31,off,元旦,https://example.org\n");
    const struct calendar *only_2023 = calendar_load(&arena, &file, 1, &complaints);
    assert_true(term_reckon(only_2023, date_of(2022, 12, 21), &next, &due));
    assert_int_equal(due.due.day, date_of(2023, 1, 2).day);
    assert_true(due.is_provisional); /* 31 December 2022: its own year has no notice */
}

static void beyond_the_known_years_there_is_no_due_date(void **state)
{
    (void)state;
    static const struct period lengths[] = {
        {PERIOD_MAX, PERIOD_YEARS}, {PERIOD_MAX, PERIOD_WORKING_DAYS}, {PERIOD_MAX, PERIOD_DAYS},
        {INT32_MAX, PERIOD_DAYS},   {INT32_MAX, PERIOD_YEARS},
    };
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        struct term_rule rule = {.length = lengths[i], .roll_next = true};
        struct term_due due;
        assert_false(term_reckon(calendar, date_of(2190, 1, 1), &rule, &due));
        assert_true(date_is_none(due.due));
        rule.is_backward = true;
        assert_false(term_reckon(calendar, date_of(1901, 1, 1), &rule, &due));
    }
    struct term_rule last = {.length = {1, PERIOD_DAYS}, .roll_next = true};
    struct term_due due;
    assert_false(term_reckon(calendar, date_of(2199, 12, 31), &last, &due));
    assert_true(term_reckon(calendar, date_of(2199, 12, 30), &last, &due)); /* a Tuesday */
}

static void hours_are_counted_from_the_next_hour(void **state)
{
    (void)state;
    char text[INSTANT_TEXT_BYTES];
    instant_print(term_reckon_hours(instant_at(date_of(2022, 3, 1), 10, 20, 0), 24), text);
    assert_string_equal(text, "2022-03-02T11:00:00+08:00");
    instant_print(term_reckon_hours(instant_at(date_of(2022, 3, 1), 10, 0, 0), 2), text);
    assert_string_equal(text, "2022-03-01T13:00:00+08:00");
    instant_print(term_reckon_hours(instant_at(date_of(1969, 12, 31), 23, 59, 59), 1), text);
    assert_string_equal(text, "1970-01-01T01:00:00+08:00");
}

static void every_day_has_its_reason_in_both_languages(void **state)
{
    (void)state;
    struct term_rule rule = {.length = {5, PERIOD_WORKING_DAYS}, .roll_next = true};
    struct term_days days;
    assert_true(term_explain(&arena, calendar, date_of(2022, 9, 29), &rule, &days));
    assert_int_equal(days.n, 13);
    assert_int_equal(days.at[0].reason, TERM_START);
    assert_true(str_equal(day_of(&days, "2022-09-30")->zh, STR("工作日，计入")));
    const struct term_day *holiday = day_of(&days, "2022-10-04");
    assert_int_equal(holiday->reason, TERM_HOLIDAY);
    assert_true(str_equal(holiday->zh, STR("国庆节放假，不计入")));
    assert_true(str_equal(holiday->en, STR("rest day by notice (National Day), not counted")));
    assert_true(str_starts(holiday->notice, STR("http://www.gov.cn/")));
    const struct term_day *makeup = day_of(&days, "2022-10-08");
    assert_int_equal(makeup->reason, TERM_MAKEUP);
    assert_int_equal(makeup->number, 2);
    assert_true(str_equal(makeup->zh, STR("国庆节调休上班，计入")));
    assert_int_equal(days.at[days.n - 1].number, 5);
    assert_true(days.at[days.n - 1].is_due);
    assert_string_equal(term_reason_name(makeup->reason), "makeup");
}

static void a_moved_last_day_says_what_moved_it(void **state)
{
    (void)state;
    struct term_rule rule = {.length = {15, PERIOD_DAYS}, .roll_next = true};
    struct term_days days;
    assert_true(term_explain(&arena, calendar, date_of(2022, 12, 16), &rule, &days));
    const struct term_day *last = day_of(&days, "2022-12-31");
    assert_int_equal(last->number, 15);
    assert_true(str_equal(last->en, STR("rest day by notice (New Year's Day), counted; the last "
                                        "day rests and moves on (Civil Code art. 203)")));
    assert_int_equal(day_of(&days, "2023-01-02")->reason, TERM_ROLLED);
    const struct term_day *due = day_of(&days, "2023-01-03");
    assert_int_equal(due->reason, TERM_LAST);
    assert_true(due->is_due);
    assert_false(due->is_counted);
    assert_int_equal(days.due.unrolled.day, date_of(2022, 12, 31).day);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(the_pausing_day_counts_and_the_resuming_day_does_not),
        TEST(a_pause_on_or_after_the_last_day_changes_nothing),
        TEST(a_pause_that_has_not_ended_leaves_no_due_date),
        TEST(paused_days_are_added_to_the_corresponding_day_of_months),
        TEST(overlapping_pauses_stop_the_clock_once),
        TEST(pauses_that_touch_add_up),
        TEST(a_working_day_extension_follows_a_calendar_period),
        TEST(months_and_their_extension_are_added_before_the_day_is_sought),
        TEST(only_the_last_day_moves_and_only_when_the_law_says_so),
        TEST(counted_back_a_rest_day_moves_the_act_earlier),
        TEST(what_rests_on_a_year_without_notice_is_provisional),
        TEST(beyond_the_known_years_there_is_no_due_date),
        TEST(hours_are_counted_from_the_next_hour),
        TEST(every_day_has_its_reason_in_both_languages),
        TEST(a_moved_last_day_says_what_moved_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
