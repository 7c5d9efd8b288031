#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "text/escape.h"

#define BYTES(literal) ((struct str){literal, sizeof(literal) - 1})

static struct buf out;

static void check(void (*escape)(struct buf *, struct str), struct str text, const char *expected)
{
    buf_clear(&out);
    escape(&out, text);
    if (!str_equal_c(buf_str(&out), expected))
        fail_msg("%" STR_FMT, STR_ARG(buf_str(&out)));
}

static void markup_is_text_in_html(void **state)
{
    (void)state;
    check(escape_html, STR("<a href='x'>鼓&\"楼\"</a>"),
          "&lt;a href=&#39;x&#39;&gt;鼓&amp;&quot;楼&quot;&lt;/a&gt;");
    check(escape_html, STR(""), "");
    check(escape_html, STR("无"), "无");
    check(escape_attribute, STR("a\"b\n\tc\r'"), "a&quot;b&#10;&#9;c&#13;&#39;");
}

static void xml_holds_no_control_characters(void **state)
{
    (void)state;
    check(escape_xml, BYTES("a\x01<\x1f&\v鼓"), "a\uFFFD&lt;\uFFFD&amp;\uFFFD鼓");
    check(escape_xml, BYTES("x\xEF\xBF\xBEy\xEF\xBF\xBF\xEF\xBF\xBD，\xEF\xBF\xBE"),
          "x\uFFFDy\uFFFD\uFFFD，\uFFFD");
    check(escape_xml, BYTES("\r\n"), "&#13;&#10;");
}

static void a_url_component_keeps_only_unreserved_characters(void **state)
{
    (void)state;
    check(escape_url_component, STR("A-z_0.~ /?&=#鼓"), "A-z_0.~%20%2F%3F%26%3D%23%E9%BC%93");
    check(escape_header, STR("年 报.pdf"), "UTF-8''%E5%B9%B4%20%E6%8A%A5.pdf");
}

static void a_script_element_cannot_be_closed_from_inside(void **state)
{
    (void)state;
    check(escape_script, STR("[\"</script><!--&\u2028\u2029\u2014\"]"),
          "[\"\\u003c/script\\u003e\\u003c!--\\u0026\\u2028\\u2029\u2014\"]");
}

static void csv_fields_are_never_formulas(void **state)
{
    (void)state;
    static const struct {
        const char *text, *field;
    } cases[] = {
        {"鼓楼", "鼓楼"},
        {"", ""},
        {"a,b", "\"a,b\""},
        {"a\"b", "\"a\"\"b\""},
        {"\"", "\"\"\"\""},
        {"a\nb", "\"a\nb\""},
        {" a", "\" a\""},
        {"=1+1", "'=1+1"},
        {"+86 25", "'+86 25"},
        {"-x", "'-x"},
        {"@cmd", "'@cmd"},
        {"\t=1", "'\t=1"},
        {"\r=1", "\"'\r=1\""},
        {"\n=1", "\"'\n=1\""},
        {"＝1", "'＝1"},
        {"＠x", "'＠x"},
        {"=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\""},
        {"-12.5", "-12.5"},
        {"-5", "-5"},
        {"'=1", "''=1"},
        {"''=1", "'''=1"},
        {"'-5", "''-5"},
        {"'tis", "'tis"},
        {"'", "'"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check(escape_csv, str_of(cases[i].text), cases[i].field);
}

static void the_guard_of_a_csv_field_comes_off_again(void **state)
{
    (void)state;
    assert_true(str_equal_c(escape_csv_guard(STR("'=1")), "=1"));
    assert_true(str_equal_c(escape_csv_guard(STR("''=1")), "'=1"));
    assert_true(str_equal_c(escape_csv_guard(STR("'tis")), "'tis"));
    assert_true(str_equal_c(escape_csv_guard(STR("-5")), "-5"));
    assert_true(str_equal_c(escape_csv_guard(STR("'")), "'"));
    assert_int_equal(escape_csv_guard(STR_NONE).len, 0);
}

static void a_terminal_is_sent_no_control_characters(void **state)
{
    (void)state;
    check(escape_terminal, STR("鼓\x1b[2J\x7f\xC2\x9B\u202Ex\u2066\n\t\r楼"),
          "鼓\\x1b[2J\\x7f\\x9b\\u202ex\\u2066\\n\\t\\r楼");
}

static int begin(void **state)
{
    (void)state;
    buf_init(&out, 1024);
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
        cmocka_unit_test(markup_is_text_in_html),
        cmocka_unit_test(xml_holds_no_control_characters),
        cmocka_unit_test(a_url_component_keeps_only_unreserved_characters),
        cmocka_unit_test(a_script_element_cannot_be_closed_from_inside),
        cmocka_unit_test(csv_fields_are_never_formulas),
        cmocka_unit_test(the_guard_of_a_csv_field_comes_off_again),
        cmocka_unit_test(a_terminal_is_sent_no_control_characters),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
