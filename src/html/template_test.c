/* Templates: what they show, what they escape, what they refuse. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "html/template.h"

static struct arena arena;
static struct buf out;

static struct html_value *sample(void)
{
    struct html_value *data = html_map(&arena);
    html_put_text(data, "name", STR("<b>\"A\" & 'B'</b>"));
    html_put_i64(data, "count", -42);
    html_put_i64(data, "zero", 0);
    html_put_bool(data, "yes", true);
    html_put_bool(data, "no", false);
    html_put_text(data, "empty", STR(""));
    html_put_safe(data, "markup", html_trust(STR("<i>x</i>")));
    html_put_url(data, "link", STR("/matter/1?a=1&b=2"));
    html_put_url(data, "evil", STR("javascript:alert(1)"));
    struct html_value *unit = html_put_map(data, "unit");
    html_put_text(unit, "title", STR("司法局"));
    html_put_text(html_put_map(unit, "head"), "name", STR("张三"));
    struct html_value *rows = html_put_list(data, "rows");
    html_put_text(html_push_map(rows), "no", STR("1"));
    struct html_value *second = html_push_map(rows);
    html_put_text(second, "no", STR("2"));
    html_put_text(second, "name", STR("inner"));
    struct html_value *words = html_put_list(data, "words");
    html_push_text(words, STR("甲"));
    html_push_text(words, STR("乙"));
    html_put_list(data, "none");
    return data;
}

static struct str rendered(const char *text, bool *is_whole_out)
{
    struct complaints complaints;
    complaints_init(&complaints, &arena);
    struct html_source sources[] = {
        {STR("page"), STR("page.mustache"), str_of(text)},
        {STR("part"), STR("part.mustache"), STR("<p>{{name}}</p>")},
    };
    const struct html_set *set = html_parse(&arena, sources, 2, &complaints);
    buf_clear(&out);
    if (set == NULL) {
        complaints_print(&complaints, &out);
        return buf_str(&out);
    }
    bool is_whole = html_render(html_find(set, STR("page")), sample(), &out, &complaints);
    if (is_whole_out != NULL) {
        *is_whole_out = is_whole;
    }
    return arena_copy(&arena, buf_str(&out));
}

static void assert_rows(const char *const rows[][2], size_t n)
{
    for (size_t i = 0; i < n; i++) {
        bool is_whole = false;
        struct str text = rendered(rows[i][0], &is_whole);
        if (!str_equal_c(text, rows[i][1]) || !is_whole) {
            fail_msg("%s\n gives %.*s\n not   %s", rows[i][0], (int)text.len, text.p, rows[i][1]);
        }
    }
}

#define ASSERT_ROWS(rows) assert_rows((rows), sizeof(rows) / sizeof(rows)[0])

static void a_value_is_escaped_in_text_and_in_quotes(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"{{name}}", "&lt;b&gt;&quot;A&quot; &amp; &#39;B&#39;&lt;/b&gt;"},
        {"<a title='{{name}}'>", "<a title='&lt;b&gt;&quot;A&quot; &amp; &#39;B&#39;&lt;/b&gt;'>"},
        {"{{ count }}", "-42"},
        {"{{{markup}}}", "<i>x</i>"},
        {"<a href=\"{{link}}\">", "<a href=\"/matter/1?a=1&amp;b=2\">"},
        {"<a href='{{evil}}'>", "<a href='#'>"},
        {"<a href='/s?q={{name}}&amp;n={{count}}'>",
         "<a href='/s?q=%3Cb%3E%22A%22%20%26%20%27B%27%3C%2Fb%3E&amp;n=-42'>"},
        {"<a href='/x?next={{link}}'>", "<a href='/x?next=%2Fmatter%2F1%3Fa%3D1%26b%3D2'>"},
        {"{{unit.title}}/{{unit.head.name}}", "司法局/张三"},
        {"<!-- {{! gone }}{{!-- }} --}}-->", "<!-- -->"},
    };
    ASSERT_ROWS(rows);
}

static void sections_follow_the_data(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"{{#rows}}[{{no}}]{{/rows}}", "[1][2]"},
        {"{{#words}}{{.}},{{/words}}", "甲,乙,"},
        {"{{#none}}x{{/none}}{{^none}}y{{/none}}", "y"},
        {"{{#yes}}a{{/yes}}{{^yes}}b{{/yes}}{{#no}}c{{/no}}{{^no}}d{{/no}}", "ad"},
        {"{{#empty}}x{{/empty}}{{#zero}}x{{/zero}}{{#count}}={{.}}{{/count}}", "=-42"},
        {"{{#unit}}{{title}}{{#head}}{{name}}{{title}}{{/head}}{{/unit}}", "司法局张三司法局"},
        {"{{#rows}}{{#words}}{{no}}{{.}} {{/words}}{{/rows}}", "1甲 1乙 2甲 2乙 "},
        {"{{#unit.head}}{{name}}{{/unit.head}}", "张三"},
        {"<option{{#yes}} selected{{/yes}} class=\"a{{#no}} b{{/no}}\">",
         "<option selected class=\"a\">"},
        {"{{#rows}}{{> part}}{{/rows}}",
         "<p>&lt;b&gt;&quot;A&quot; &amp; &#39;B&#39;&lt;/b&gt;</p><p>inner</p>"},
    };
    ASSERT_ROWS(rows);
}

static void a_tag_alone_on_its_line_leaves_no_line(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"a\n  {{#rows}}\n  {{no}}\n  {{/rows}}\nb\n", "a\n  1\n  2\nb\n"},
        {"{{! first }}\na", "a"},
        {"a {{#yes}}\nb{{/yes}}\n", "a \nb\n"},
        {"{{#yes}} x\n{{/yes}}", " x\n"},
    };
    ASSERT_ROWS(rows);
}

static void a_wrong_template_is_refused_with_its_place(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"a\n {{#rows}}x", "page.mustache:2:2: the section \"rows\" is not closed"},
        {"鼓楼{{/rows}}", "page.mustache:1:3: {{/rows}} closes a section that is not open"},
        {"{{#a}}{{/b}}", "page.mustache:1:7: {{/b}} closes the section \"a\" of line 1"},
        {"x{{name", "page.mustache:1:2: a tag begins here and does not end"},
        {"{{>nowhere}}", "there is no template \"nowhere\""},
        {"{{>page}}", "the template includes itself"},
        {"{{&name}}", "\"&\" begins no tag"},
        {"{{a b}}", "\"a b\" is no name"},
        {"{{}}", "\"\" is no name"},
        {"{{a..b}}", "is no name"},
        {"<a title={{name}}>", "the attribute's value has no quotes"},
        {"<a {{name}}>", "outside any quoted value"},
        {"<{{name}}>", "outside any quoted value"},
        {"</{{name}}>", "outside any quoted value"},
        {"<a onclick=\"f('{{name}}')\">", "is script"},
        {"<A ONCLICK='{{name}}'>", "is script"},
        {"<p style='{{name}}'>", "is no plain text"},
        {"<script>{{name}}</script>", "script and style take no values"},
        {"<style>p{}</styl>{{name}}</style>", "script and style take no values"},
        {"<!-- {{name}} -->", "HTML comment"},
        {"<a title='{{{markup}}}'>", "finished markup may stand in text only"},
        {"<p {{#yes}}x{{/yes}}href=\"{{name}}\">", "outside any quoted value"},
        {"<p {{#yes}}class='a{{/yes}}'>", "ends at another place"},
        {"{{#yes}}<p{{/yes}}>", "ends at another place"},
        {"<p class='{{#yes}}' title='{{/yes}}'>", "ends at another place"},
        {"<p", "ends inside a tag"},
        {"<a title='{{> part}}'>", "a partial may stand in text only"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct str text = rendered(rows[i][0], NULL);
        if (str_find(text, str_of(rows[i][1])) == text.len) {
            fail_msg("%s\n gives %.*s\n not   %s", rows[i][0], (int)text.len, text.p, rows[i][1]);
        }
    }
}

static void what_the_data_lacks_is_told(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"a{{nothing}}b", "ab"},
        {"{{#nothing}}x{{/nothing}}", ""},
        {"{{^nothing}}x{{/nothing}}", "x"},
        {"{{unit.nothing}}", ""},
        {"{{{name}}}", ""},
        {"{{markup}}", ""},
        {"{{rows}}", ""},
        {"<a href='{{name}}'>", "<a href='#'>"},
        {"<a href='{{gone}}'>", "<a href='#'>"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        bool is_whole = true;
        struct str text = rendered(rows[i][0], &is_whole);
        assert_false(is_whole);
        assert_true(str_equal_c(text, rows[i][1]));
    }
}

static void nesting_is_bounded(void **state)
{
    (void)state;
    char text[4000];
    size_t n = 0;
    for (int i = 0; i < 30; i++) {
        for (const char *p = "{{#yes}}"; *p != '\0'; p++) {
            text[n++] = *p;
        }
    }
    for (int i = 0; i < 30; i++) {
        for (const char *p = "{{/yes}}"; *p != '\0'; p++) {
            text[n++] = *p;
        }
    }
    text[n] = '\0';
    assert_true(str_find(rendered(text, NULL), STR("more than 24 sections")) < out.len);
}

static void only_harmless_addresses_pass(void **state)
{
    (void)state;
    static const char *const good[] = {
        "/",        "/a?b=c#d", "?page=2", "#top", "http://a.cn/", "HTTPS://a.cn", "mailto:a@b.cn",
        "tel:12345"};
    static const char *const bad[] = {"",
                                      "javascript:x",
                                      "JavaScript:x",
                                      " javascript:x",
                                      "java\tscript:x",
                                      "data:text/html,x",
                                      "//evil.cn",
                                      "/\\evil.cn",
                                      "vbscript:x",
                                      "a.html",
                                      "/a b"};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        assert_true(html_url_is_good(str_of(good[i])));
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_false(html_url_is_good(str_of(bad[i])));
    }
}

static void a_large_map_is_found_by_hash(void **state)
{
    (void)state;
    struct html_value *map = html_map(&arena);
    for (int i = 0; i < 100; i++) {
        const char *key = arena_terminated(&arena, arena_print(&arena, "key%d", i));
        html_put_i64(map, key, i);
        for (int j = 0; j <= i; j += 7) {
            assert_non_null(html_get(map, arena_print(&arena, "key%d", j)));
        }
        assert_null(html_get(map, arena_print(&arena, "key%d", i + 1)));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_value_is_escaped_in_text_and_in_quotes),
        cmocka_unit_test(sections_follow_the_data),
        cmocka_unit_test(a_tag_alone_on_its_line_leaves_no_line),
        cmocka_unit_test(a_wrong_template_is_refused_with_its_place),
        cmocka_unit_test(what_the_data_lacks_is_told),
        cmocka_unit_test(nesting_is_bounded),
        cmocka_unit_test(only_harmless_addresses_pass),
        cmocka_unit_test(a_large_map_is_found_by_hash),
    };
    arena_init(&arena, 0);
    buf_init(&out, 1 << 20);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    buf_done(&out);
    arena_done(&arena);
    return failed;
}
