#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/limits.h"
#include "text/yaml.h"

static struct arena arena;
static struct complaints complaints;

static int begin(void **state)
{
    (void)state;
    arena_init(&arena, 0);
    complaints_init(&complaints, &arena);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_done(&arena);
    return 0;
}

static const struct yaml_node *parse(struct str text)
{
    return yaml_parse(&arena, STR("x.yaml"), text, &complaints);
}

/* The complaints about `text`, in full, as printed. */
static void refused(struct str text, const char *expected)
{
    struct buf out;
    buf_init(&out, 1 << 16);
    complaints_init(&complaints, &arena);
    assert_null(parse(text));
    complaints_print(&complaints, &out);
    if (!str_equal_c(buf_str(&out), expected))
        fail_msg("%" STR_FMT, STR_ARG(buf_str(&out)));
    buf_done(&out);
}

static void the_tree_knows_where_everything_stands(void **state)
{
    (void)state;
    const struct yaml_node *root = parse(STR("# 登记簿\n"
                                             "title: {zh: 行政复议, en: \"Review\"}\n"
                                             "states:\n"
                                             "  - open\n"
                                             "  - [a, 'b']\n"
                                             "note: |\n"
                                             "  one\n"
                                             "  two\n"
                                             "empty:\n"));
    assert_non_null(root);
    assert_int_equal(root->kind, YAML_MAP);
    assert_int_equal(root->pairs_n, 4);
    const struct yaml_node *zh = yaml_get(yaml_get(root, "title"), "zh");
    assert_true(str_equal_c(zh->text, "行政复议"));
    assert_int_equal(zh->line, 2);
    assert_int_equal(zh->column, 13);
    assert_false(zh->is_quoted);
    const struct yaml_node *en = yaml_get(yaml_get(root, "title"), "en");
    assert_true(en->is_quoted);
    assert_int_equal(en->column, 23);
    const struct yaml_node *states = yaml_get(root, "states");
    assert_int_equal(states->kind, YAML_LIST);
    assert_int_equal(states->items_n, 2);
    assert_int_equal(states->items[1]->line, 5);
    assert_true(str_equal_c(states->items[1]->items[1]->text, "b"));
    assert_true(str_equal_c(yaml_get(root, "note")->text, "one\ntwo\n"));
    assert_int_equal(root->pairs[2].key_line, 6);
    assert_int_equal(root->pairs[2].key_column, 1);
    assert_int_equal(yaml_get(root, "empty")->text.len, 0);
    assert_null(yaml_get(root, "none"));
    assert_null(yaml_get(states, "none"));
}

static void a_byte_order_mark_and_dos_line_ends_are_read(void **state)
{
    (void)state;
    const struct yaml_node *root = parse(STR("\xEF\xBB\xBF"
                                             "a: 1\r\nb: 2\r\n"));
    assert_non_null(root);
    assert_true(str_equal_c(yaml_get(root, "a")->text, "1"));
    assert_int_equal(yaml_get(root, "b")->line, 2);
}

static void what_lets_a_file_say_one_thing_in_two_places_is_refused(void **state)
{
    (void)state;
    refused(STR("a: &x 1\nb: *x\n"),
            "x.yaml:1:4: anchors (&x) are not used; write the value out\n"
            "x.yaml:2:4: aliases (*x) are not used; write the value out\n");
    refused(STR("a: !!int 1\nb: !<!mine> []\nc: !y {}\n"),
            "x.yaml:1:4: tags (tag:yaml.org,2002:int) are not used; write the plain value\n"
            "x.yaml:2:4: tags (!mine) are not used; write the plain value\n"
            "x.yaml:3:4: tags (!y) are not used; write the plain value\n");
    refused(STR("a: 1\nb: 2\na: 3\n"), "x.yaml:3:1: \"a\" stands here twice; first in line 1\n");
    refused(STR("a: 1\n---\nb: 2\n"),
            "x.yaml:2:1: a second document begins; a file is one definition\n");
    refused(STR("[a, b]: 1\n{c: d}: 2\n"),
            "x.yaml:1:1: a key is a single word; expected key: value\n"
            "x.yaml:2:1: a key is a single word; expected key: value\n");
}

static void a_key_given_twice_is_found_among_many(void **state)
{
    (void)state;
    struct buf text;
    buf_init(&text, 1 << 20);
    for (int i = 0; i < 1000; i++)
        buf_print(&text, "key%d: %d\n", i, i);
    assert_non_null(parse(buf_str(&text)));
    buf_put_c(&text, "key17: x\nkey999: y\n");
    refused(buf_str(&text), "x.yaml:1001:1: \"key17\" stands here twice; first in line 18\n"
                            "x.yaml:1002:1: \"key999\" stands here twice; first in line 1000\n");
    buf_done(&text);
}

static void syntax_errors_name_their_place_and_the_remedy(void **state)
{
    (void)state;
    refused(STR(""), "x.yaml:1:1: the file is empty; expected key: value\n");
    refused(STR("# only a remark\n"), "x.yaml:1:1: the file is empty; expected key: value\n");
    refused(STR("a:\n\tb: 1\n"), "x.yaml:2:1: a tab stands here; indent with spaces\n");
    refused(STR("a: @b\n"), "x.yaml:1:4: a value cannot begin with @; put it in quotes\n");
    refused(STR("甲: @b\n"), "x.yaml:1:4: a value cannot begin with @; put it in quotes\n");
    refused(STR("a: 1\n b: 2\n"), "x.yaml:2:3: this is not YAML: mapping values are not allowed in "
                                  "this context; expected \"key: value\" or \"- item\", "
                                  "indented alike\n");
    refused(STR("a: [1, 2\n"),
            "x.yaml:2:1: this is not YAML: while parsing a flow sequence, did not find expected "
            "',' or ']'; expected \"key: value\" or \"- item\", indented alike\n");
    refused(STR("a: 1\n甲: \xE6\x28\n"),
            "x.yaml:2:4: this byte is not UTF-8; save the file as UTF-8\n");
    refused(STR("a: 1\nb: \x01\n"), "x.yaml:2:4: this character is not allowed in YAML (control "
                                    "characters are not allowed); remove it\n");
}

static void depth_and_size_have_limits(void **state)
{
    (void)state;
    char text[2 * LIMIT_YAML_DEPTH + 4] = "";
    memset(text, '[', LIMIT_YAML_DEPTH);
    memset(text + LIMIT_YAML_DEPTH, ']', LIMIT_YAML_DEPTH);
    assert_non_null(parse(str_of(text)));
    memset(text, '[', LIMIT_YAML_DEPTH + 1);
    memset(text + LIMIT_YAML_DEPTH + 1, ']', LIMIT_YAML_DEPTH + 1);
    refused(str_of(text), "x.yaml:1:17: nested deeper than 16 levels\n");
    char *large = arena_alloc(&arena, LIMIT_YAML_BYTES + 1);
    memset(large, '#', LIMIT_YAML_BYTES + 1);
    refused((struct str){large, LIMIT_YAML_BYTES + 1},
            "x.yaml:1:1: the file has 1048577 bytes; at most 1048576 are read\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_tree_knows_where_everything_stands, begin, end),
        cmocka_unit_test_setup_teardown(a_byte_order_mark_and_dos_line_ends_are_read, begin, end),
        cmocka_unit_test_setup_teardown(what_lets_a_file_say_one_thing_in_two_places_is_refused,
                                        begin, end),
        cmocka_unit_test_setup_teardown(a_key_given_twice_is_found_among_many, begin, end),
        cmocka_unit_test_setup_teardown(syntax_errors_name_their_place_and_the_remedy, begin, end),
        cmocka_unit_test_setup_teardown(depth_and_size_have_limits, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
