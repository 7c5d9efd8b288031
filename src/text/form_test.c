#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/limits.h"
#include "text/form.h"
#include "text/url.h"

static struct arena arena;

static void check_url(struct str encoded, bool plus_is_space, const char *expected)
{
    struct str text;
    bool is_good = url_decode(&arena, encoded, plus_is_space, &text);
    assert_int_equal(is_good, expected != NULL);
    if (is_good)
        assert_true(str_equal_c(text, expected));
}

static void percent_signs_are_decoded_or_refused(void **state)
{
    (void)state;
    check_url(STR("a%20b+c"), false, "a b+c");
    check_url(STR("a%20b+c"), true, "a b c");
    check_url(STR("%E9%BC%93%e6%a5%bc"), false, "鼓楼");
    check_url(STR(""), false, "");
    check_url(STR("%"), false, NULL);
    check_url(STR("%4"), false, NULL);
    check_url(STR("%4g"), false, NULL);
    check_url(STR("%+1"), false, NULL);
    check_url(STR("%00"), false, NULL);
    check_url(STR("%C0%AF"), false, NULL);
    check_url(STR("%ED%A0%80"), false, NULL);
}

static void a_form_is_names_and_values_in_order(void **state)
{
    (void)state;
    struct form form;
    struct err err = {0};
    struct str value;
    assert_true(form_parse(&arena, STR("name=%E9%BC%93+%E6%A5%BC&a=1&&a=2&empty=&bare&x=y=z"),
                           &form, &err));
    assert_int_equal(form.pairs.n, 6);
    assert_true(form_get(&form, "name", &value) && str_equal_c(value, "鼓 楼"));
    assert_true(form_get(&form, "a", &value) && str_equal_c(value, "1"));
    assert_true(str_equal_c(form.pairs.at[2].value, "2"));
    assert_true(form_get(&form, "empty", &value) && value.len == 0);
    assert_true(form_get(&form, "bare", &value) && value.len == 0);
    assert_true(form_get(&form, "x", &value) && str_equal_c(value, "y=z"));
    assert_false(form_get(&form, "none", &value));
    assert_true(form_parse(&arena, STR_NONE, &form, &err));
    assert_int_equal(form.pairs.n, 0);
}

static void values_come_with_plain_line_ends_and_composed(void **state)
{
    (void)state;
    struct form form;
    struct err err = {0};
    struct str value;
    assert_true(form_parse(&arena, STR("t=a%0D%0Ab%0Dc%0A&e=e%CC%81"), &form, &err));
    assert_true(form_get(&form, "t", &value) && str_equal_c(value, "a\nb\nc\n"));
    assert_true(form_get(&form, "e", &value) && str_equal_c(value, "\u00E9"));
}

static void a_form_that_cannot_be_read_is_refused(void **state)
{
    (void)state;
    struct form form;
    struct err err = {0};
    assert_false(form_parse(&arena, STR("a=1&b=%zz"), &form, &err));
    assert_int_equal(err.kind, ERR_USAGE);
    assert_non_null(strstr(err.what, "field 2"));
    struct buf many;
    buf_init(&many, 1 << 20);
    for (int i = 0; i < LIMIT_FORM_PAIRS; i++)
        buf_put_c(&many, "a=1&");
    assert_true(form_parse(&arena, buf_str(&many), &form, &err));
    buf_put_c(&many, "a=1");
    assert_false(form_parse(&arena, buf_str(&many), &form, &err));
    assert_int_equal(err.kind, ERR_LIMIT);
    buf_done(&many);
}

static int begin(void **state)
{
    (void)state;
    arena_init(&arena, 0);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_done(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(percent_signs_are_decoded_or_refused),
        cmocka_unit_test(a_form_is_names_and_values_in_order),
        cmocka_unit_test(values_come_with_plain_line_ends_and_composed),
        cmocka_unit_test(a_form_that_cannot_be_read_is_refused),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
