#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "audit/amount.h"

static struct amount whole(int64_t units)
{
    return (struct amount){.units = units};
}

static struct amount printed(int64_t units, int exponent)
{
    return (struct amount){
        .units = units, .exponent = exponent, .is_scaled = true, .doubt = exponent};
}

static enum verdict share(struct amount part, struct amount of, struct amount claimed)
{
    enum verdict verdict = VERDICT_REMARK;
    struct amount computed;
    assert_true(amount_judge_ratio(part, of, (struct claim){claimed, 2}, &verdict, &computed));
    return verdict;
}

static void a_percentage_has_five_verdicts(void **state)
{
    (void)state;
    assert_int_equal(share(whole(1), whole(4), printed(25, 0)), VERDICT_EXACT);
    assert_int_equal(share(whole(53), whole(135), printed(3926, -2)), VERDICT_ROUNDED);
    assert_int_equal(share(whole(140), whole(151), printed(9271, -2)), VERDICT_TRUNCATED);
    assert_int_equal(share(whole(77), whole(4696), printed(17, -1)), VERDICT_LAST_DIGIT);
    assert_int_equal(share(whole(238), whole(1050), printed(2268, -2)), VERDICT_LAST_DIGIT);
    assert_int_equal(share(whole(29), whole(135), printed(192, -1)), VERDICT_WRONG);
}

static void half_is_rounded_up(void **state)
{
    (void)state;
    assert_int_equal(share(whole(1), whole(8), printed(13, 0)), VERDICT_ROUNDED);
    assert_int_equal(share(whole(1), whole(8), printed(12, 0)), VERDICT_TRUNCATED);
}

/* 0.02万 may be 150 to 250, 0.04万 350 to 450 */
static void coarse_numbers_give_a_range(void **state)
{
    (void)state;
    assert_int_equal(share(printed(2, 2), printed(4, 2), printed(5768, -2)), VERDICT_WITHIN);
    assert_int_equal(share(printed(2, 2), printed(4, 2), printed(75, 0)), VERDICT_WRONG);
}

static void sums_hold_exactly_or_within_their_accuracy(void **state)
{
    struct amount exact[] = {whole(26), whole(366)};
    struct amount coarse[] = {printed(123, -1), printed(456, -1)};
    (void)state;
    assert_int_equal(amount_judge_sum(exact, 2, whole(392)), VERDICT_EXACT);
    assert_int_equal(amount_judge_sum(exact, 2, whole(393)), VERDICT_WRONG);
    assert_int_equal(amount_judge_sum(coarse, 2, printed(579, -1)), VERDICT_EXACT);
    assert_int_equal(amount_judge_sum(coarse, 2, printed(580, -1)), VERDICT_WITHIN);
    assert_int_equal(amount_judge_sum(coarse, 2, printed(582, -1)), VERDICT_WRONG);
}

static void what_cannot_be_computed_is_refused(void **state)
{
    enum verdict verdict;
    struct amount computed, difference;
    (void)state;
    assert_false(amount_judge_ratio(whole(5), whole(0), (struct claim){printed(5, 0), 2}, &verdict,
                                    &computed));
    assert_false(amount_subtract(whole(3), whole(5), &difference));
    assert_false(amount_judge_ratio(printed(999999999999, 12), whole(1),
                                    (struct claim){printed(5, -6), 3}, &verdict, &computed));
}

static void numbers_print_plainly(void **state)
{
    struct arena arena = {0};
    (void)state;
    arena_init(&arena, 0);
    assert_true(str_equal_c(amount_print(&arena, printed(119, 2)), "11900"));
    assert_true(str_equal_c(amount_print(&arena, printed(17, -2)), "0.17"));
    assert_true(str_equal_c(amount_print(&arena, whole(0)), "0"));
    arena_done(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_percentage_has_five_verdicts),
        cmocka_unit_test(half_is_rounded_up),
        cmocka_unit_test(coarse_numbers_give_a_range),
        cmocka_unit_test(sums_hold_exactly_or_within_their_accuracy),
        cmocka_unit_test(what_cannot_be_computed_is_refused),
        cmocka_unit_test(numbers_print_plainly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
