/* What of the pages is pure: how small cells merge, how numbers and addresses are written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "web/pages.h"

static struct arena arena;

/* Splits cells of these sizes, the largest first. */
static struct split split_of(const int64_t *sizes, size_t n, int64_t minimum)
{
    struct split split = {.cells = arena_array(&arena, struct split_cell, n + 1), .n = n};
    for (size_t i = 0; i < n; i++)
        split.cells[i] = (struct split_cell){(int64_t)i + 1, sizes[i], sizes[i]};
    split_merge(&split, minimum);
    return split;
}

#define SPLIT(minimum, ...)                                                                      \
    split_of((const int64_t[]){__VA_ARGS__}, sizeof((int64_t[]){__VA_ARGS__}) / sizeof(int64_t), \
             (minimum))

static void cells_under_the_minimum_are_merged(void **state)
{
    (void)state;
    struct split split = SPLIT(5, 40, 9, 4, 3, 1);
    assert_int_equal(2, split.n);
    assert_int_equal(8, split.merged.amount);
}

static void a_single_small_cell_takes_its_neighbour_with_it(void **state)
{
    (void)state;
    struct split split = SPLIT(5, 40, 9, 4);
    assert_int_equal(1, split.n);
    assert_int_equal(13, split.merged.amount);
}

static void what_is_merged_is_never_under_the_minimum_beside_other_cells(void **state)
{
    (void)state;
    for (int64_t minimum = 1; minimum <= 10; minimum++) {
        for (unsigned seed = 0; seed < 5000; seed++) {
            int64_t sizes[4], total = 0;
            unsigned rest = seed * 2654435761U;
            for (int i = 0; i < 4; i++, rest /= 13)
                sizes[i] = rest % 13 + 1;
            for (int i = 0; i < 4; i++) /* the largest first */
                for (int k = i + 1; k < 4; k++)
                    if (sizes[k] > sizes[i]) {
                        int64_t swapped = sizes[i];
                        sizes[i] = sizes[k];
                        sizes[k] = swapped;
                    }
            struct split split = split_of(sizes, 4, minimum);
            for (size_t i = 0; i < split.n; i++) {
                assert_true(split.cells[i].matters >= minimum);
                total += split.cells[i].amount;
            }
            assert_true(split.n == 0 || split.merged.matters == 0
                        || split.merged.matters >= minimum);
            assert_int_equal(sizes[0] + sizes[1] + sizes[2] + sizes[3],
                             total + split.merged.amount);
        }
    }
}

static void large_cells_stay_as_they_are(void **state)
{
    (void)state;
    struct split split = SPLIT(10, 40, 10);
    assert_int_equal(2, split.n);
    assert_int_equal(0, split.merged.matters);
}

static void assert_number(const char *want, int64_t number)
{
    struct page page = {.arena = &arena};
    struct str text = page_number(&page, number);
    assert_true(str_equal_c(text, want));
}

static void numbers_are_grouped_by_three(void **state)
{
    (void)state;
    assert_number("0", 0);
    assert_number("999", 999);
    assert_number("1,000", 1000);
    assert_number("-1,286", -1286);
    assert_number("270,206", 270206);
    assert_number("9,223,372,036,854,775,807", INT64_MAX);
    assert_number("-9,223,372,036,854,775,808", INT64_MIN);
}

static void what_goes_into_an_address_is_encoded(void **state)
{
    (void)state;
    struct page page = {.arena = &arena};
    struct str url = page_with(&page, STR("/due"), "which", STR("a&b=\"<鼓"));
    assert_true(str_equal_c(url, "/due?which=a%26b%3D%22%3C%E9%BC%93"));
    url = page_with(&page, url, "page", STR("2"));
    assert_true(str_ends(url, STR("&page=2")));
    assert_true(str_equal_c(page_with(&page, STR("/due"), "which", STR_NONE), "/due"));
}

static void figures_that_do_not_add_up_or_are_restricted_are_not_split(void **state)
{
    (void)state;
    struct figure_def figure = {.kind = FIGURE_COUNT};
    assert_true(figure_splits(&figure));
    figure.is_restricted = true;
    assert_false(figure_splits(&figure));
    figure = (struct figure_def){.kind = FIGURE_DISTINCT};
    assert_false(figure_splits(&figure));
    figure = (struct figure_def){.kind = FIGURE_FORMULA};
    assert_false(figure_splits(&figure));
    figure = (struct figure_def){.kind = FIGURE_SUM, .is_any_known = true};
    assert_false(figure_splits(&figure));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_under_the_minimum_are_merged),
        cmocka_unit_test(a_single_small_cell_takes_its_neighbour_with_it),
        cmocka_unit_test(what_is_merged_is_never_under_the_minimum_beside_other_cells),
        cmocka_unit_test(large_cells_stay_as_they_are),
        cmocka_unit_test(numbers_are_grouped_by_three),
        cmocka_unit_test(what_goes_into_an_address_is_encoded),
        cmocka_unit_test(figures_that_do_not_add_up_or_are_restricted_are_not_split),
    };
    arena_init(&arena, 0);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_done(&arena);
    return failed;
}
