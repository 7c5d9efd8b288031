#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "audit/against.h"

static const char report[] =
    "2022年，行政复议机构收到行政复议申请200件，其中受理135件；直接纠错23件，纠错率达17.04%。\n"
    "卫生机构收治病人254例；城管类案件254件。网格巡查40万余次。上年收到行政复议申请180件。";

static const struct against_figure office[] = {
    {STR("a"), STR("收到行政复议申请"), STR("行政复议"), STR("件"), STR("200件"), 200, 1},
    {STR("b"), STR("纠错率"), STR("行政复议"), STR("%"), STR("17.04%"), 2300, 135},
    {STR("c"), STR("城管类案件"), STR("行政执法"), STR("件"), STR("260件"), 260, 1},
    {STR("d"), STR("网格巡查"), STR("网格"), STR("次"), STR("40万余次"), 412345, 1},
    {STR("e"), STR("普法讲座"), STR("普法"), STR("场"), STR("254场"), 254, 1},
    {STR("f"), STR("收治病人"), STR("卫生"), STR("件"), STR("254件"), 254, 1},
};

static void figures_meet_by_name_and_unit_never_by_digits(void **state)
{
    struct arena arena = {0};
    struct audit audit;
    struct against against;
    struct audit_text text = {.text = str_of(report)};
    (void)state;
    arena_init(&arena, 0);
    audit_run(&arena, &text, NULL, &audit);
    against_find(&audit, office, sizeof office / sizeof office[0], &against);
    assert_int_equal(against.n, 4);
    assert_int_equal(against.agreeing, 3);
    assert_int_equal(against.differing, 1);
    assert_true(str_equal_c(against.matches[0].office->key, "a") && against.matches[0].agrees);
    assert_true(str_equal_c(against.matches[1].office->key, "b") && against.matches[1].agrees);
    assert_true(str_equal_c(against.matches[2].office->key, "c") && !against.matches[2].agrees);
    assert_true(str_equal_c(against.matches[3].office->key, "d") && against.matches[3].agrees);
    assert_true(against.not_kept >= 3);
    arena_done(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(figures_meet_by_name_and_unit_never_by_digits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
