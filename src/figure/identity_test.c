/* Partitions and flows over a period. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "figure/identity.h"
#include "figure/shelf_test.h"

static struct identity_counts check(struct shelf *shelf, const char *from, const char *to,
                                    struct complaints *complaints)
{
    struct err err;
    struct identity_counts counts;
    struct figure_question q = shelf_question(shelf, from, to);
    complaints_init(complaints, &shelf->arena);
    shelf_must(identity_check(&q, &shelf->arena, &counts, complaints, &err), &err);
    assert_int_equal(complaints->list.n, counts.failed);
    return counts;
}

/* Two are received in 2022, one is accepted; one of the year before is finished. */
static const struct shelf_row sound[] = {
    {"tally.received", "2021-06-01", "2021-06-01", 10, 1, 0},
    {"tally.accepted", "2021-06-01", "2021-06-02", 10, 1, 0},
    {"tally.open", "2021-06-01", "2021-06-01", 10, 1, 0},
    {"tally.received", "2022-03-01", "2022-03-01", 10, 2, 0},
    {"tally.accepted", "2022-03-01", "2022-03-05", 10, 1, 0},
    {"tally.examining", "2022-03-01", "2022-03-01", 10, 1, 0},
    {"tally.open", "2022-03-01", "2022-03-01", 10, 2, 0},
    {"tally.finished", "2022-04-01", "2022-04-01", 10, 1, 0},
    {"tally.open", "2022-04-01", "2022-04-01", 10, -1, 0},
};

static void what_adds_up_holds(void **state)
{
    struct shelf *shelf = *state;
    struct complaints complaints;
    static const char *const periods[][2] = {{"2022-01-01", "2022-12-31"},
                                             {"2021-01-01", "2021-12-31"},
                                             {"2022-03-15", "2022-04-15"},
                                             {"2021-01-01", "2022-12-31"}};
    for (size_t i = 0; i < sizeof periods / sizeof periods[0]; i++) {
        struct identity_counts counts = check(shelf, periods[i][0], periods[i][1], &complaints);
        assert_int_equal(counts.held, 2);
        assert_int_equal(counts.skipped, 0);
    }
}

static void what_does_not_is_told_with_both_sides(void **state)
{
    struct shelf *shelf = *state;
    struct complaints complaints;
    const struct shelf_row more = {"tally.received", "2022-05-01", "2022-05-01", 10, 1, 0};
    shelf_put(shelf, &more);
    struct identity_counts counts = check(shelf, "2022-01-01", "2022-12-31", &complaints);
    assert_int_equal(counts.failed, 2);
    struct str text = complaints.list.at[0].text;
    struct str words = STR("received = accepted + refused + withdrawn_early + examining does not "
                           "hold: 3 on one side, 2 on the other");
    assert_true(str_equal(text, words));
    counts = check(shelf, "2021-01-01", "2021-12-31", &complaints); /* the year before is sound */
    assert_int_equal(counts.held, 2);
}

static void what_became_known_later_breaks_nothing_before(void **state)
{
    struct shelf *shelf = *state;
    struct complaints complaints;
    /* In 2023 it turns out that one of 2022 was finished in December. */
    const struct shelf_row late[] = {{"tally.finished", "2022-12-01", "2023-01-20", 10, 1, 0},
                                     {"tally.open", "2022-12-01", "2023-01-20", 10, -1, 0}};
    shelf_put(shelf, &late[0]);
    shelf_put(shelf, &late[1]);
    assert_int_equal(check(shelf, "2022-01-01", "2022-12-31", &complaints).held, 2);
    assert_int_equal(check(shelf, "2023-01-01", "2023-12-31", &complaints).held, 2);
}

static int open_shelf(void **state)
{
    struct shelf *shelf = shelf_open("tally", NULL);
    for (size_t i = 0; i < sizeof sound / sizeof sound[0]; i++)
        shelf_put(shelf, &sound[i]);
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
        TEST(what_adds_up_holds),
        TEST(what_does_not_is_told_with_both_sides),
        TEST(what_became_known_later_breaks_nothing_before),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
