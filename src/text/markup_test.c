#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "text/markup.h"
#include "text/utf8.h"

static void expect(const char *html, const char *text)
{
    struct arena arena = {0};
    struct markup_text found;
    arena_init(&arena, 0);
    markup_read(&arena, str_of(html), &found);
    if (!str_equal_c(found.text, text))
        fail_msg("%s: expected \"%s\", found \"%" STR_FMT "\"", html, text, STR_ARG(found.text));
    assert_int_equal(found.n, utf8_count(found.text));
    arena_done(&arena);
}

static void blocks_are_lines_and_inner_tags_are_nothing(void **state)
{
    (void)state;
    expect("<p>受理<b>1</b><span>2</span>件</p><p>办结\n 5 件</p>", "受理12件\n办结 5 件\n");
    expect("甲<br/>乙<BR>丙", "甲\n乙\n丙");
    expect("<div><div>甲</div>乙</div>", "甲\n乙\n");
}

static void scripts_styles_and_comments_are_left_out(void **state)
{
    (void)state;
    expect("<title>5件</title><script>if (1 < 2) x(\"<p>3件</p>\")</script>甲<!-- 4件 <p> -->乙",
           "甲乙");
    expect("<style>p{}</STYLE>甲", "甲");
}

static void tables_are_rows_of_cells(void **state)
{
    (void)state;
    expect("<table><tr><th>类<th>数</tr><tr><td><p>甲</p></td><td>5</td></tr></table>",
           "类|数|\n甲|5|\n");
    expect("<table><tr><td rowspan=2>甲</td><td colspan=\"2\">乙</td></tr>"
           "<tr><td>1</td><td>2</td></tr></table>",
           "甲|乙||\n|1|2|\n");
}

static void entities_are_characters(void **state)
{
    (void)state;
    expect("5&nbsp;件&#20214;&#x4EF6;&ldquo;&amp;&lt;&unknown; &", "5 件件件“&<&unknown; &");
}

static void broken_pages_are_read_to_their_end(void **state)
{
    (void)state;
    expect("<p", "");
    expect("a < b <p 甲", "a < b\n");
    expect("</td></tr></table>甲<td>乙", "甲乙");
    expect("<!--", "");
    expect("<script>甲", "");
}

static void characters_know_their_place(void **state)
{
    struct arena arena = {0};
    struct markup_text found;
    (void)state;
    arena_init(&arena, 0);
    markup_read(&arena, STR("<p title=\"鼓\">甲&amp;乙</p>"), &found);
    assert_true(str_equal_c(found.text, "甲&乙\n"));
    assert_int_equal(found.origin[0], 13);
    assert_int_equal(found.origin[1], 14);
    assert_int_equal(found.origin[2], 19);
    arena_done(&arena);
}

static void pages_are_told_from_texts(void **state)
{
    (void)state;
    assert_true(markup_is_html(STR("<!DOCTYPE html><title>x")));
    assert_true(markup_is_html(STR("  <div class=a>")));
    assert_false(markup_is_html(STR("受理<5件>,办结5件")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_are_lines_and_inner_tags_are_nothing),
        cmocka_unit_test(scripts_styles_and_comments_are_left_out),
        cmocka_unit_test(tables_are_rows_of_cells),
        cmocka_unit_test(entities_are_characters),
        cmocka_unit_test(broken_pages_are_read_to_their_end),
        cmocka_unit_test(characters_know_their_place),
        cmocka_unit_test(pages_are_told_from_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
