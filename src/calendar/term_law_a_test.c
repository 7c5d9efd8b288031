/* Worked dates of reconsideration, litigation, disclosure, work orders and petitions: every trap
 * that a period can express, with the article that rules it. */
#include "calendar/term_cases.h"

static void reconsideration(void **state)
{
    (void)state;
    static const struct term_case cases[] = {
        {"行政复议法2017 23, 40: the respondent's 10 days are calendar days, a make-up Saturday "
         "ends",
         "2023-09-21", "10 days", "2023-10-07"},
        {"the same 10 days misread as working days", "2023-09-21", "10 working days", "2023-10-11"},
        {"行政复议法2023 48, 88: the 10 days are working days", "2024-09-25", "10 working days",
         "2024-10-14"},
        {"行政复议法2023 54: simplified, 5 days", "2024-09-25", "5 working days", "2024-10-08"},
        {"行政复议法2017 17, 31: the decision counts from receipt", "2022-09-29", "60 days",
         "2022-11-28"},
        {"行政复议法2023 30(3): deemed accepted at the end of the review", "2024-09-29",
         "5 working days", "2024-10-11"},
        {"行政复议法2023 62(1): the decision counts from acceptance", "2024-10-11", "60 days",
         "2024-12-10"},
        {"行政复议法2023 39: a pause keeps what has elapsed", "2024-03-06", "60 days", "2024-06-24",
         .pauses = "2024-04-01..2024-05-20"},
        {"the same, before the roll", "2024-03-06", "60 days", "2024-06-23",
         .pauses = "2024-04-01..2024-05-20", .roll_none = true},
        {"行政复议法2023 62(1): an extension counts from the unrolled day", "2024-08-05", "60 days",
         "2024-11-04", .extension = "30 days"},
        {"the setting extend_from: rolled", "2024-08-05", "60 days", "2024-11-07",
         .extension = "30 days", .from_rolled = true},
        {"行政复议法2023 62(2): simplified, 30 days", "2024-09-03", "30 days", "2024-10-08"},
        {"行政复议法2023 31(2): 10 working days over New Year's make-up days", "2025-01-20",
         "10 working days", "2025-02-08"},
        {"行政复议法2023 31(3): the review begins anew after correction", "2025-02-07",
         "5 working days", "2025-02-13"},
        {"行政复议法2023 51(1): five whole working days before the hearing", "2024-10-11",
         "5 working days", "2024-09-27", .backward = true},
        {"the setting backward: inclusive", "2024-10-11", "5 working days", "2024-09-29",
         .backward = true, .inclusive = true},
        {"实施条例 16: inaction is full after 60 days", "2024-06-03", "60 days", "2024-08-02",
         .roll_none = true},
        {"行政复议法2023 20: then 60 days to apply", "2024-08-02", "60 days", "2024-10-08"},
        {"行政诉讼法 45: 15 days to sue", "2024-09-20", "15 days", "2024-10-08"},
        {"行政复议法2023 76: 60 days over Spring Festival", "2024-12-01", "60 days", "2025-02-05"},
    };
    CASES_CHECK(cases);
}

static void litigation_and_compensation(void **state)
{
    (void)state;
    static const struct term_case cases[] = {
        {"行政诉讼法 67: the reply's 15 days roll to a make-up Saturday", "2022-09-21", "15 days",
         "2022-10-08"},
        {"行政诉讼法 85: New Year's Eve rests by the next year's notice", "2022-12-16", "15 days",
         "2023-01-03"},
        {"行政诉讼法 85: a ruling has 10 days", "2022-09-26", "10 days", "2022-10-08"},
        {"行政诉讼法 46(1): six months, no corresponding day", "2022-08-30", "6 months",
         "2023-02-28"},
        {"行政诉讼法 46(1): six months from the 31st", "2022-08-31", "6 months", "2023-02-28"},
        {"国家赔偿法 13(1): two months", "2022-12-29", "2 months", "2023-02-28"},
        {"国家赔偿法 14: then three months to sue", "2023-02-28", "3 months", "2023-05-29"},
        {"国家赔偿法 37(3): finance's 7 days are calendar days", "2022-09-28", "7 days",
         "2022-10-08"},
    };
    CASES_CHECK(cases);
}

static void disclosure(void **state)
{
    (void)state;
    static const struct term_case cases[] = {
        {"政府信息公开条例 33: 20 working days over National Day", "2022-09-26", "20 working days",
         "2022-10-27"},
        {"政府信息公开条例 33: extended by 20", "2022-09-26", "20 working days", "2022-11-24",
         .extension = "20 working days"},
        {"政府信息公开条例 30: notice of correction", "2022-09-28", "7 working days", "2022-10-12"},
        {"政府信息公开条例 30: correction begins the answer anew", "2022-10-20", "20 working days",
         "2022-11-17"},
        {"政府信息公开条例 33(3): the third party's time is not counted", "2024-03-04",
         "20 working days", "2024-04-22", .pauses = "2024-03-11..2024-03-29"},
        {"the same without the pause", "2024-03-04", "20 working days", "2024-04-01"},
        {"政府信息公开条例 32: the third party's 15 working days", "2024-03-12", "15 working days",
         "2024-04-02"},
        {"政府信息公开条例 26: 20 working days over Spring Festival", "2022-12-30",
         "20 working days", "2023-02-02"},
    };
    CASES_CHECK(cases);
}

static void work_orders_and_petitions(void **state)
{
    (void)state;
    static const struct term_case cases[] = {
        {"12345: taken on a holiday Saturday", "2022-10-01", "5 working days", "2022-10-12"},
        {"12345: dispatched on the Friday before Spring Festival", "2022-01-28", "5 working days",
         "2022-02-09"},
        {"12345: signed within one working day, a make-up Saturday", "2022-10-07", "1 working day",
         "2022-10-08"},
        {"信访工作条例 23(3): an objection has 5 working days", "2022-09-29", "5 working days",
         "2022-10-11"},
        {"信访工作条例 23: 15 days, unrolled", "2022-09-19", "15 days", "2022-10-04",
         .roll_none = true},
        {"信访工作条例 23: 15 days into the holiday", "2022-09-19", "15 days", "2022-10-08"},
        {"信访工作条例 34: 60 days", "2022-08-04", "60 days", "2022-10-08"},
        {"信访工作条例 34: 60 days and 30 more, counted on", "2022-08-04", "60 days", "2022-11-02",
         .extension = "30 days"},
        {"信访工作条例 35: the last day is New Year", "2023-12-02", "30 days", "2024-01-02"},
    };
    CASES_CHECK(cases);
}

static void the_calendar_itself(void **state)
{
    (void)state;
    static const struct term_case cases[] = {
        {"a make-up Saturday is a valid last day and does not roll", "2022-08-09", "60 days",
         "2022-10-08"},
        {"20 working days over Spring Festival and its make-up days", "2023-01-18",
         "20 working days", "2023-02-20"},
        {"民法典 202: the month's last day", "2022-11-30", "3 months", "2023-02-28"},
        {"a weekday swapped to rest is a rest day for the roll", "2022-09-26", "10 days",
         "2022-10-08"},
        {"May Day of 2019 as the second notice has it", "2019-04-26", "3 working days",
         "2019-04-30"},
        {"Spring Festival of 2020 as the second notice has it", "2020-01-23", "1 working day",
         "2020-02-03"},
    };
    CASES_CHECK(cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reconsideration),     cmocka_unit_test(litigation_and_compensation),
        cmocka_unit_test(disclosure),          cmocka_unit_test(work_orders_and_petitions),
        cmocka_unit_test(the_calendar_itself),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
