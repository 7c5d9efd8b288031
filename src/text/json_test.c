#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/limits.h"
#include "text/json.h"

static struct arena arena;
static struct buf out;

static int begin(void **state)
{
    (void)state;
    arena_init(&arena, 0);
    buf_init(&out, 1 << 20);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_done(&arena);
    buf_done(&out);
    return 0;
}

static struct json_value *parse(const char *text)
{
    struct json_value *value = NULL;
    struct err err = {0};
    if (!json_parse(&arena, str_of(text), &value, &err))
        fail_msg("%s", err.what);
    return value;
}

static void refused(struct str bytes, const char *because)
{
    struct json_value *value = NULL;
    struct err err = {0};
    assert_false(json_parse(&arena, bytes, &value, &err));
    assert_int_equal(err.kind, ERR_INPUT);
    assert_null(value);
    if (strstr(err.what, because) == NULL)
        fail_msg("\"%s\" does not say \"%s\"", err.what, because);
}

static void every_kind_is_read(void **state)
{
    (void)state;
    const struct json_value *root =
        parse("{\"a\":[1,-9007199254740991,true,false,null],\"乙\":{\"x\":\"\\u9f13\\n\"},\"\":0}");
    assert_int_equal(root->kind, JSON_IS_OBJECT);
    assert_int_equal(root->members_n, 3);
    assert_true(str_equal_c(root->members[1].key, "乙"));
    const struct json_value *a = json_get(root, "a");
    assert_int_equal(a->kind, JSON_IS_ARRAY);
    assert_int_equal(a->items_n, 5);
    assert_int_equal(a->items[1]->number, -9007199254740991);
    assert_int_equal(a->items[2]->number, 1);
    assert_int_equal(a->items[3]->kind, JSON_IS_BOOL);
    assert_int_equal(a->items[4]->kind, JSON_IS_NULL);
    assert_true(str_equal_c(json_get(json_get(root, "乙"), "x")->text, "鼓\n"));
    assert_null(json_get(root, "b"));
    assert_null(json_get(a, "b"));
    assert_null(json_get(NULL, "b"));
    assert_int_equal(json_get(root, "")->number, 0);
}

static void what_is_refused_is_named_with_its_place(void **state)
{
    (void)state;
    refused(STR(""), "line 1");
    refused(STR("{\"a\":1,\n\"a\":2}"), "duplicate object key near '\"a\"' in line 2, column 3");
    refused(STR("[1,]"), "line 1, column 4");
    refused(STR("{\"fields\":{\"parties\":[1,2,1.5]}}"), "at fields.parties[2] is a number with a");
    refused(STR("1e3"), "the JSON value is a number with a fraction");
    refused(STR("{\"n\":9007199254740992}"), "at n is a number beyond 2^53");
    refused(STR("[-9007199254740992]"), "at [0] is a number beyond 2^53");
    refused(STR("[99999999999999999999]"), "too big integer");
    refused(STR("[\"\\u0000\"]"), "");
    refused(STR("[\"\\ud800\"]"), "");
    refused(STR("[\"\xED\xA0\x80\"]"), "UTF-8");
    refused(STR("[\"\xC0\xAF\"]"), "UTF-8");
    refused(STR("[1] 2"), "end of file expected");
    refused(STR("{'a':1}"), "");
    refused(STR("[01]"), "");
}

static void nesting_has_a_limit(void **state)
{
    (void)state;
    char text[2 * (LIMIT_JSON_DEPTH + 1) + 1] = "";
    for (int n = LIMIT_JSON_DEPTH; n <= LIMIT_JSON_DEPTH + 1; n++) {
        memset(text, '[', (size_t)n);
        memset(text + n, ']', (size_t)n);
        text[2 * n] = '\0';
        if (n == LIMIT_JSON_DEPTH)
            assert_non_null(parse(text));
        else
            refused(str_of(text), "at most 32 levels");
    }
}

static void canonical(const char *from, const char *expected)
{
    buf_clear(&out);
    json_canonical(parse(from), &out);
    assert_false(out.is_over);
    if (!str_equal_c(buf_str(&out), expected))
        fail_msg("%" STR_FMT, STR_ARG(buf_str(&out)));
}

/* RFC 8785, 3.2.3 and 3.2.2.2. */
static void canonical_form_sorts_by_utf16_units(void **state)
{
    (void)state;
    canonical("{ \"\\u20ac\": \"Euro Sign\", \"\\r\": \"Carriage Return\","
              " \"\\ufb33\": \"Hebrew Letter Dalet With Dagesh\", \"1\": \"One\","
              " \"\\ud83d\\ude00\": \"Emoji: Grinning Face\", \"\\u0080\": \"Control\","
              " \"\\u00f6\": \"Latin Small Letter O With Diaeresis\" }",
              "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\xC2\x80\":\"Control\","
              "\"\u00f6\":\"Latin Small Letter O With Diaeresis\",\"\u20ac\":\"Euro Sign\","
              "\"\U0001F600\":\"Emoji: Grinning Face\","
              "\"\uFB33\":\"Hebrew Letter Dalet With Dagesh\"}");
    canonical("[\"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\"]",
              "[\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"]");
    canonical(" [ 1 , { \"b\" : null , \"a\" : [ ] , \"\" : { } } , true ] ",
              "[1,{\"\":{},\"a\":[],\"b\":null},true]");
    canonical("{\"ab\":1,\"a\":2,\"\\ue000\":3,\"\\ud7ff\":4,\"\\ud800\\udc00\":5}",
              "{\"a\":2,\"ab\":1,\"\uD7FF\":4,\"\U00010000\":5,\"\uE000\":3}");
}

static void objects_with_many_members_are_sorted_too(void **state)
{
    (void)state;
    struct json_out json;
    struct buf text;
    buf_init(&text, 1 << 20);
    json_out_init(&json, &text);
    json_out_begin_object(&json);
    for (int i = 299; i >= 100; i--) {
        char key[DECIMAL_TEXT_BYTES];
        json_out_key(&json, decimal_print((struct decimal){i, 0}, key));
        json_out_i64(&json, i);
    }
    json_out_end_object(&json);
    buf_put_char(&text, '\0');
    buf_clear(&out);
    json_canonical(parse(text.p), &out);
    assert_true(str_starts(buf_str(&out), STR("{\"100\":100,\"101\":101,")));
    assert_true(str_ends(buf_str(&out), STR(",\"298\":298,\"299\":299}")));
    buf_done(&text);
}

static void the_writer_sets_commas_and_escapes(void **state)
{
    (void)state;
    struct json_out json;
    buf_clear(&out);
    json_out_init(&json, &out);
    json_out_begin_object(&json);
    json_out_member(&json, STR("text"), STR("引号\" 反斜线\\ \x01\x1f\x7f\b\f\n\r\t/"));
    json_out_key(&json, STR("list"));
    json_out_begin_array(&json);
    json_out_i64(&json, INT64_MIN);
    json_out_decimal(&json, (struct decimal){-3926, 2});
    json_out_bool(&json, true);
    json_out_null(&json);
    json_out_begin_object(&json);
    json_out_end_object(&json);
    json_out_string(&json, STR_NONE);
    json_out_raw(&json, STR("[7]"));
    json_out_end_array(&json);
    json_out_key(&json, STR("k\"ey"));
    json_out_bool(&json, false);
    json_out_end_object(&json);
    assert_true(
        str_equal_c(buf_str(&out),
                    "{\"text\":\"引号\\\" 反斜线\\\\ \\u0001\\u001f\x7f\\b\\f\\n\\r\\t/\",\"list\":"
                    "[-9223372036854775808,-39.26,true,null,{},\"\",[7]],\"k\\\"ey\":false}"));
}

/* The eight-byte scan against the slow one: every byte at every offset. */
static void every_character_survives_writing_and_reading(void **state)
{
    (void)state;
    for (int c = 1; c < 256; c++) {
        for (size_t at = 0; at < 17; at++) {
            char text[20] = "abcdefghijklmnopqr";
            size_t len = 18;
            text[at] = (char)c;
            if (c >= 0x80) {
                text[at] = (char)(0xC0 | c >> 6);
                text[at + 1] = (char)(0x80 | (c & 0x3F));
            }
            struct json_out json;
            struct str from = {text, len};
            struct json_value *back = NULL;
            struct err err = {0};
            buf_clear(&out);
            json_out_init(&json, &out);
            json_out_string(&json, from);
            assert_true(json_parse(&arena, buf_str(&out), &back, &err));
            assert_true(str_equal(back->text, from));
        }
        arena_reset(&arena);
    }
}

static void a_full_buffer_is_noticed(void **state)
{
    (void)state;
    struct buf small;
    struct json_out json;
    buf_init(&small, 10);
    json_out_init(&json, &small);
    json_out_begin_array(&json);
    json_out_string(&json, STR("more than ten bytes"));
    json_out_end_array(&json);
    assert_true(small.is_over);
    buf_done(&small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_kind_is_read, begin, end),
        cmocka_unit_test_setup_teardown(what_is_refused_is_named_with_its_place, begin, end),
        cmocka_unit_test_setup_teardown(nesting_has_a_limit, begin, end),
        cmocka_unit_test_setup_teardown(canonical_form_sorts_by_utf16_units, begin, end),
        cmocka_unit_test_setup_teardown(objects_with_many_members_are_sorted_too, begin, end),
        cmocka_unit_test_setup_teardown(the_writer_sets_commas_and_escapes, begin, end),
        cmocka_unit_test_setup_teardown(every_character_survives_writing_and_reading, begin, end),
        cmocka_unit_test_setup_teardown(a_full_buffer_is_noticed, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
