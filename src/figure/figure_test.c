/* Values of figures: sums of rows over a period, by what was known, and formulas of such sums. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "figure/shelf_test.h"

static const struct shelf_row rows[] = {
    /* figure, day, known, unit, amount, value */
    {"tally.received", "2021-06-01", "2021-06-01", 10, 1, 0},
    {"tally.received", "2022-01-01", "2022-01-01", 10, 1, 0},
    {"tally.received", "2022-03-31", "2022-03-31", 11, 1, 0},
    {"tally.received", "2022-03-31", "2022-04-02", 10, 1, 0}, /* after the quarter */
    {"tally.received", "2022-12-31", "2023-01-05", 10, 1, 0}, /* after the year */
    {"tally.received", "2022-12-31", "2022-12-31", 0, 1, 0},
    {"tally.received", "2022-06-15", "2022-06-15", 10, 1, 0},
    {"tally.received", "2022-06-15", "2022-07-20", 10, -1, 0}, /* taken back */
    {"tally.open", "2021-06-01", "2021-06-01", 10, 1, 0},
    {"tally.open", "2022-03-31", "2022-03-31", 11, 1, 0},
    {"tally.open", "2022-05-01", "2022-05-01", 10, -1, 0},
    {"tally.open", "2022-05-02", "2023-02-01", 11, -1, 0}, /* known late */
    {"tally.amounts", "2022-02-01", "2022-02-01", 10, 1050, 0},
    {"tally.amounts", "2022-02-02", "2022-02-02", 11, 225, 0},
    {"tally.due", "2022-02-01", "2022-02-01", 10, 3, 0},
    {"tally.met", "2022-02-01", "2022-02-01", 10, 2, 0},
    {"tally.places", "2022-02-01", "2022-02-01", 10, 1, 20},
    {"tally.places", "2022-02-02", "2022-02-02", 11, 1, 20},
    {"tally.places", "2022-02-03", "2022-02-03", 10, 1, 21},
    {"tally.places", "2022-02-04", "2022-02-04", 10, -1, 21}, /* it moved away again */
    {"tally.lowest", "2022-02-01", "2022-02-01", 10, 1, 70},
    {"tally.lowest", "2022-02-02", "2022-02-02", 10, 1, 40},
    {"tally.since", "2021-02-01", "2021-02-01", 10, 1, 0},
    {"tally.since", "2022-02-01", "2022-02-01", 10, 1, 0},
    {"tally.known_late", "2022-12-01", "2023-04-01", 10, 5, 0},
};

struct ask {
    const char *figure, *from, *to;
    int64_t unit;                   /* 0: the district */
    int64_t known_seq;              /* 0: all */
    const char *on;                 /* of a stock; or NULL */
    int64_t numerator, denominator; /* 0: no value */
};

static const struct ask asks[] = {
    {"tally.received", "2022-01-01", "2022-12-31", 0, 0, NULL, 4, 1},
    {"tally.received", "2022-01-01", "2022-12-31", 10, 0, NULL, 2, 1},
    {"tally.received", "2022-01-01", "2022-03-31", 0, 0, NULL, 2, 1},
    {"tally.received", "2022-03-01", "2022-03-31", 0, 0, NULL, 1, 1},
    {"tally.received", "2022-03-31", "2022-04-30", 0, 0, NULL, 2, 1}, /* known by then */
    {"tally.received", "2022-06-01", "2022-06-30", 0, 0, NULL, 1, 1}, /* not yet taken back */
    {"tally.received", "2022-06-01", "2022-07-31", 0, 0, NULL, 0, 1},
    {"tally.received", "2022-01-01", "2022-12-31", 0, 4, NULL, 2, 1}, /* the first three entries */
    {"tally.received", "2021-01-01", "2022-12-31", 0, 0, NULL, 5, 1},
    {"tally.open", "2022-01-01", "2022-12-31", 0, 0, NULL, 1, 1},
    {"tally.open", "2022-01-01", "2022-12-31", 11, 0, NULL, 1, 1},
    {"tally.open", "2022-01-01", "2022-12-31", 0, 0, "2022-04-30", 2, 1},
    {"tally.open", "2023-01-01", "2023-12-31", 0, 0, NULL, 0, 1},
    {"tally.amounts", "2022-01-01", "2022-12-31", 0, 0, NULL, 51, 4},
    {"tally.met_rate", "2022-01-01", "2022-12-31", 0, 0, NULL, 200, 3},
    {"tally.met_rate", "2021-01-01", "2021-12-31", 0, 0, NULL, 0, 0}, /* nothing was due */
    {"tally.both", "2022-01-01", "2022-12-31", 0, 0, NULL, 3, 1},
    {"tally.places", "2022-01-01", "2022-12-31", 0, 0, NULL, 1, 1},
    {"tally.places", "2022-01-01", "2022-02-03", 0, 0, NULL, 2, 1},
    {"tally.lowest", "2022-01-01", "2022-12-31", 0, 0, NULL, 40, 1},
    {"tally.lowest", "2021-01-01", "2021-12-31", 0, 0, NULL, 0, 0},
    {"tally.since", "2022-01-01", "2022-12-31", 0, 0, NULL, 2, 1},
    {"tally.known_late", "2022-01-01", "2022-12-31", 0, 0, NULL, 5, 1},
};

static void check(const struct shelf *shelf, const struct ask *ask,
                  const struct figure_value *value)
{
    bool is_same = ask->denominator == 0 ? !value->is_known
                                         : value->is_known && value->numerator == ask->numerator
                                               && value->denominator == ask->denominator;
    (void)shelf;
    if (!is_same)
        fail_msg("%s, %s to %s, unit %lld: expected %lld/%lld, found %lld/%lld%s", ask->figure,
                 ask->from, ask->to, (long long)ask->unit, (long long)ask->numerator,
                 (long long)ask->denominator, (long long)value->numerator,
                 (long long)value->denominator, value->is_known ? "" : " (none)");
}

static void a_value_is_the_sum_of_the_rows_of_its_period(void **state)
{
    struct shelf *shelf = *state;
    for (size_t i = 0; i < sizeof asks / sizeof asks[0]; i++) {
        struct err err;
        struct figure_value value, *all;
        struct figure_question q = shelf_question(shelf, asks[i].from, asks[i].to);
        const struct figure_def *figure = registry_figure(shelf->registry, str_of(asks[i].figure));
        q.known_seq = asks[i].known_seq;
        q.stock_on = asks[i].on == NULL ? DATE_NONE : fixture_day(asks[i].on);
        q.units = asks[i].unit == 0 ? NULL : &asks[i].unit;
        q.units_n = asks[i].unit != 0;
        shelf_must(figure_one(&q, figure, &shelf->arena, &value, &err), &err);
        check(shelf, &asks[i], &value);
        /* The year's tallies in one pass come to the same. */
        all = arena_array(&shelf->arena, struct figure_value, shelf->registry->figures_n);
        shelf_must(figure_all(&q, &shelf->arena, all, &err), &err);
        check(shelf, &asks[i], &all[figure->id]);
    }
}

static void a_flow_begins_with_what_is_known_at_the_end_of_the_period(void **state)
{
    struct shelf *shelf = *state;
    struct err err;
    struct figure_value value;
    const struct figure_def *open = registry_figure(shelf->registry, STR("tally.open"));
    struct figure_question q = shelf_question(shelf, "2023-01-01", "2023-12-31");
    shelf_must(figure_opening(&q, open, &shelf->arena, &value, &err), &err);
    assert_int_equal(value.numerator, 0); /* the late row is known by now */
    q = shelf_question(shelf, "2023-01-01", "2023-01-31");
    shelf_must(figure_opening(&q, open, &shelf->arena, &value, &err), &err);
    assert_int_equal(value.numerator, 1);
}

static void the_period_of_a_figure(void **state)
{
    static const struct {
        const char *figure, *from, *to, *own_from, *own_to;
    } cases[] = {
        {"origin.received", "2022-01-01", "2022-12-31", "2022-01-01", "2022-12-31"},
        {"origin.before", "2022-01-01", "2022-12-31", "2021-01-01", "2021-12-31"},
        {"origin.before", "2022-07-01", "2022-09-30", "2021-07-01", "2021-09-30"},
        {"origin.before", "2024-02-01", "2024-02-29", "2023-02-01", "2023-02-28"},
        {"origin.before", "2025-02-01", "2025-02-28", "2024-02-01", "2024-02-29"},
    };
    struct shelf *shelf = shelf_open("origin", "appeal");
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct date from, to, as_of;
        struct figure_question q = shelf_question(shelf, cases[i].from, cases[i].to);
        figure_period_of(&q, registry_figure(shelf->registry, str_of(cases[i].figure)), &from, &to,
                         &as_of);
        fixture_assert_day(from, cases[i].own_from);
        fixture_assert_day(to, cases[i].own_to);
        fixture_assert_day(as_of, cases[i].own_to);
    }
    shelf_close(shelf);
}

static int open_shelf(void **state)
{
    struct shelf *shelf = shelf_open("tally", NULL);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        shelf_put(shelf, &rows[i]);
    *state = shelf;
    return 0;
}

static int close_shelf(void **state)
{
    shelf_close(*state);
    return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_shelf, close_shelf)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_value_is_the_sum_of_the_rows_of_its_period),
        TEST(a_flow_begins_with_what_is_known_at_the_end_of_the_period),
        cmocka_unit_test(the_period_of_a_figure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
