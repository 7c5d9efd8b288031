#include "office/multiset.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const unsigned char key[16] = "one key for all";

static void add(struct multiset *set, int64_t a, int64_t b)
{
    multiset_add(set, (const int64_t[]){a, b}, 2);
}

static void the_order_of_the_rows_does_not_matter(void **state)
{
    struct multiset a, b;
    (void)state;
    multiset_init(&a, key);
    multiset_init(&b, key);
    for (int64_t i = 0; i < 1000; i++) {
        add(&a, i, -i);
        add(&b, 999 - i, i - 999);
    }
    assert_true(multiset_equal(&a, &b));
}

static void a_row_more_or_less_or_changed_is_seen(void **state)
{
    struct multiset a, more, changed, twice;
    (void)state;
    multiset_init(&a, key);
    more = changed = twice = a;
    add(&a, 1, 2);
    add(&a, 3, 4);
    add(&more, 1, 2);
    add(&more, 3, 4);
    add(&more, 0, 0);
    add(&changed, 1, 2);
    add(&changed, 3, 5);
    add(&twice, 1, 2);
    add(&twice, 1, 2);
    assert_false(multiset_equal(&a, &more));
    assert_false(multiset_equal(&a, &changed));
    assert_false(multiset_equal(&a, &twice));
}

static void values_that_changed_places_are_seen(void **state)
{
    struct multiset a, columns, rows;
    (void)state;
    multiset_init(&a, key);
    columns = rows = a;
    add(&a, 1, 2);
    add(&a, 3, 4);
    add(&columns, 2, 1);
    add(&columns, 3, 4);
    add(&rows, 1, 4);
    add(&rows, 3, 2);
    assert_false(multiset_equal(&a, &columns));
    assert_false(multiset_equal(&a, &rows));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_order_of_the_rows_does_not_matter),
        cmocka_unit_test(a_row_more_or_less_or_changed_is_seen),
        cmocka_unit_test(values_that_changed_places_are_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
