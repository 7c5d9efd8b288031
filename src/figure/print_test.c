/* How a report prints a figure, and how JSON has it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "figure/figure.h"

static const struct {
    struct figure_def figure;
    int64_t numerator, denominator; /* 0: no value */
    const char *text, *number;
} cases[] = {
    {{.unit = {"件", 3}}, 18607, 1, "18607件", "18607"},
    {{.unit = {"件", 3}}, 0, 1, "0件", "0"},
    {{.unit = {"件", 3}}, 0, 0, "—", "null"},
    {{.unit = {"元", 3}, .digits = 2}, 4253, 100, "42.53元", "42.53"},
    {{.unit = {"万元", 6}, .digits = 1}, 6384, 10, "638.4万元", "638.4"},
    {{.unit = {"人", 3}, .scale = {"万", 3}, .digits = 2}, 268161, 1, "26.82万人", "268161"},
    {{.unit = {"元", 3}, .scale = {"亿", 3}, .digits = 1}, 250000000, 1, "2.5亿元", "250000000"},
    {{.unit = {"%", 1}, .is_share = true, .digits = 2}, 1060, 27, "39.26%", "39.259259"},
    {{.unit = {"%", 1}, .is_share = true, .digits = 2}, 100, 1, "100.00%", "100"},
    /* Below 100 % it is never printed as 100 %. */
    {{.unit = {"%", 1}, .is_share = true, .digits = 2}, 9999999, 100000, "99.99%", "99.99999"},
    {{.unit = {"%", 1}, .is_share = true}, 9999999, 100000, "99%", "99.99999"},
    {{.unit = {"人次", 6}, .scale = {"万", 3}, .print_down = 10000, .more = {"余", 3}},
     29999,
     1,
     "2万余人次",
     "29999"},
    {{.unit = {"次", 3}, .print_down = 100, .more = {"余", 3}}, 1299, 1, "1200余次", "1299"},
    {{.unit = {"次", 3}, .before = {"不少于", 9}}, 4, 1, "不少于4次", "4"},
    {{.unit = {"个方面", 9}, .is_chinese = true}, 5, 1, "五个方面", "5"},
    {{.unit = {"次", 3}, .digits = 1}, 5, 4, "1.3次", "1.25"}, /* half up */
    {{.unit = {"次", 3}, .digits = 1}, -5, 4, "-1.3次", "-1.25"},
};

static void a_figure_is_printed_as_its_definition_says(void **state)
{
    struct arena arena;
    (void)state;
    arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct figure_value value = {.is_known = cases[i].denominator != 0,
                                     .numerator = cases[i].numerator,
                                     .denominator = cases[i].denominator};
        struct str text = figure_text(&cases[i].figure, &value, &arena);
        struct str number = figure_number(&value, &arena);
        if (!str_equal_c(text, cases[i].text))
            fail_msg("expected %s, found %" STR_FMT, cases[i].text, STR_ARG(text));
        if (!str_equal_c(number, cases[i].number))
            fail_msg("expected %s, found %" STR_FMT, cases[i].number, STR_ARG(number));
    }
    arena_done(&arena);
}

static void a_figure_says_what_it_is(void **state)
{
    static const struct {
        enum figure_kind kind;
        bool is_any_known;
        const char *word;
        bool is_valued;
    } words[] = {
        {FIGURE_COUNT, false, "count", false},      {FIGURE_COUNT_EACH, false, "count", false},
        {FIGURE_DUE, false, "count", false},        {FIGURE_SUM, false, "sum", false},
        {FIGURE_SUM, true, "return", false},        {FIGURE_STOCK, false, "stock", false},
        {FIGURE_DISTINCT, false, "distinct", true}, {FIGURE_DISTINCT_EACH, false, "distinct", true},
        {FIGURE_MINIMUM, false, "minimum", true},   {FIGURE_FORMULA, false, "ratio", false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        struct figure_def figure = {.kind = words[i].kind, .is_any_known = words[i].is_any_known};
        assert_string_equal(figure_kind_word(&figure), words[i].word);
        assert_int_equal(figure_is_valued(&figure), words[i].is_valued);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_figure_is_printed_as_its_definition_says),
        cmocka_unit_test(a_figure_says_what_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
