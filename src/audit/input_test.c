#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "audit/input.h"

static void expect_flow(const char *layout, const char *text)
{
    struct arena arena = {0};
    arena_init(&arena, 0);
    struct str found = input_flow(&arena, str_of(layout));
    if (!str_equal_c(found, text))
        fail_msg("expected \"%s\", found \"%" STR_FMT "\"", text, STR_ARG(found));
    arena_done(&arena);
}

static void a_paragraph_of_a_pdf_is_one_line(void **state)
{
    (void)state;
    expect_flow("    全年共受理行政复议申请一百件，其中受理\n"
                "八十件，不予受理二十件。\n"
                "    办结七十件。\n",
                "全年共受理行政复议申请一百件，其中受理八十件，不予受理二十件。\n办结七十件。\n");
}

static void a_paragraph_goes_on_behind_the_number_of_the_page(void **state)
{
    (void)state;
    expect_flow("    全年共受理行政复议申请一百件，其中受理\n\n               - 3 -\n\n八十件。\n",
                "全年共受理行政复议申请一百件，其中受理八十件。\n");
}

static void columns_become_cells(void **state)
{
    (void)state;
    expect_flow("   单位      2022年    2023年\n   公安局     30       45\n",
                "单位 | 2022年 | 2023年\n公安局 | 30 | 45\n");
}

static bool read(struct arena *arena, struct str bytes, struct audit_text *text_out,
                 struct complaints *complaints)
{
    struct err err = {0};
    complaints_init(complaints, arena);
    struct input_file file = {STR("file"), bytes};
    return input_read(arena, &file, text_out, complaints, &err);
}

static void what_a_file_is_its_bytes_say(void **state)
{
    struct arena arena = {0};
    struct complaints complaints;
    struct audit_text text;
    (void)state;
    arena_init(&arena, 0);
    assert_true(read(&arena, STR("\xEF\xBB\xBF受理5件"), &text, &complaints));
    assert_true(text.origin == NULL && text.text.len == 13);
    assert_true(read(&arena, STR("<p>受理<b>5</b>件</p>"), &text, &complaints));
    assert_true(str_equal_c(text.text, "受理5件\n") && text.origin != NULL);
    assert_true(read(&arena, STR("\xCA\xDC\xC0\xED"), &text, &complaints)); /* GB 18030 */
    assert_true(str_equal_c(text.text, "受理"));
    arena_done(&arena);
}

static void what_cannot_be_read_gets_a_sentence(void **state)
{
    static const struct {
        const char *bytes, *words;
    } files[] = {
        {"PK\x03\x04 broken", "ZIP"},
        {"\xD0\xCF\x11\xE0 old", "old Office file"},
        {"受理5件\xFF", "UTF-8"},
    };
    struct arena arena = {0};
    struct complaints complaints;
    struct audit_text text;
    (void)state;
    arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        assert_false(read(&arena, str_of(files[i].bytes), &text, &complaints));
        assert_true(complaints.list.n == 1);
        struct str said = complaints.list.at[0].text;
        if (str_find(said, str_of(files[i].words)) == said.len)
            fail_msg("%" STR_FMT " does not speak of %s", STR_ARG(said), files[i].words);
    }
    arena_done(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_paragraph_of_a_pdf_is_one_line),
        cmocka_unit_test(a_paragraph_goes_on_behind_the_number_of_the_page),
        cmocka_unit_test(columns_become_cells),
        cmocka_unit_test(what_a_file_is_its_bytes_say),
        cmocka_unit_test(what_cannot_be_read_gets_a_sentence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
