#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "text/han.h"

static struct buf out;

struct collecting {
    struct str text;
    size_t left; /* words until it stops */
};

static bool collect(void *context, struct str word, size_t from, size_t to)
{
    struct collecting *c = context;
    assert_true(from < to && to <= c->text.len);
    buf_put(&out, word);
    buf_print(&out, "[%zu-%zu] ", from, to);
    return --c->left > 0;
}

static bool words(enum han_purpose purpose, struct str text, size_t most)
{
    struct collecting c = {text, most};
    buf_clear(&out);
    return han_tokenize(text, purpose, collect, &c);
}

static void check(enum han_purpose purpose, struct str text, const char *expected)
{
    assert_true(words(purpose, text, 1000));
    if (!str_equal_c(buf_str(&out), expected))
        fail_msg("%" STR_FMT, STR_ARG(buf_str(&out)));
}

static void han_gives_pairs_and_the_last_character(void **state)
{
    (void)state;
    check(HAN_INDEX, STR("噪音扰民"), "噪音[0-6] 音扰[3-9] 扰民[6-12] 民[9-12] ");
    check(HAN_INDEX, STR("噪"), "噪[0-3] ");
    check(HAN_INDEX, STR("甲，乙丙"), "甲[0-3] 乙丙[6-12] 丙[9-12] ");
    check(HAN_INDEX, STR(""), "");
    check(HAN_INDEX, STR("，。 !"), "");
}

static void a_query_leaves_its_end_open(void **state)
{
    (void)state;
    check(HAN_QUERY, STR("噪音扰民"), "噪音[0-6] 音扰[3-9] 扰民[6-12] ");
    check(HAN_QUERY, STR("噪"), "噪[0-3] ");
    check(HAN_QUERY, STR("扰民2022"), "扰民[0-6] 民[3-6] 2022[6-10] ");
    check(HAN_QUERY, STR("扰民。"), "扰民[0-6] ");
}

static void letters_and_digits_are_words_in_lower_case(void **state)
{
    (void)state;
    check(HAN_INDEX, STR("ABc-12 ＡＢ３"), "abc[0-3] 12[4-6] ab3[7-16] ");
    check(HAN_INDEX, STR("Größe Дом"), "größe[0-7] дом[8-14] ");
    check(HAN_INDEX, STR("3号楼A座"), "3[0-1] 号楼[1-7] 楼[4-7] a[7-8] 座[8-11] ");
}

static void long_words_are_cut_not_lost(void **state)
{
    (void)state;
    char text[301];
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = 'x';
    assert_true(words(HAN_INDEX, (struct str){text, 300}, 1000));
    assert_true(str_ends(buf_str(&out), STR("[279-300] ")));
}

static void the_caller_can_stop(void **state)
{
    (void)state;
    assert_false(words(HAN_INDEX, STR("噪音扰民"), 2));
    assert_true(str_equal_c(buf_str(&out), "噪音[0-6] 音扰[3-9] "));
}

static void query(struct str typed, const char *expected)
{
    buf_clear(&out);
    han_query(&out, typed);
    if (!str_equal_c(buf_str(&out), expected))
        fail_msg("%" STR_FMT, STR_ARG(buf_str(&out)));
}

static void typed_words_become_phrases_that_must_all_occur(void **state)
{
    (void)state;
    query(STR("噪音扰民"), "\"噪音扰民\"");
    query(STR(" 噪音　夜间 "), "\"噪音\" AND \"夜间\"");
    query(STR("噪"), "\"噪\" *");
    query(STR("a噪 b"), "\"a噪\" * AND \"b\"");
    query(STR("\"OR NEAR( x* -y"), "\"\"\"OR\" AND \"NEAR(\" AND \"x*\" AND \"-y\"");
    query(STR(" ，\" "), "");
    query(STR(""), "");
}

static int begin(void **state)
{
    (void)state;
    buf_init(&out, 1 << 16);
    return 0;
}

static int end(void **state)
{
    (void)state;
    buf_done(&out);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(han_gives_pairs_and_the_last_character),
        cmocka_unit_test(a_query_leaves_its_end_open),
        cmocka_unit_test(letters_and_digits_are_words_in_lower_case),
        cmocka_unit_test(long_words_are_cut_not_lost),
        cmocka_unit_test(the_caller_can_stop),
        cmocka_unit_test(typed_words_become_phrases_that_must_all_occur),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
