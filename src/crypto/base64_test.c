#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "crypto/base64.h"
#include "crypto/hex.h"

/* RFC 4648 §10. */
static const struct {
    const char *bytes, *text;
} vectors[] = {
    {"", ""},
    {"f", "Zg=="},
    {"fo", "Zm8="},
    {"foo", "Zm9v"},
    {"foob", "Zm9vYg=="},
    {"fooba", "Zm9vYmE="},
    {"foobar", "Zm9vYmFy"},
};

static void bytes_are_written_as_published_and_read_back(void **state)
{
    (void)state;
    struct arena arena;
    struct buf buf;
    arena_init(&arena, 0);
    buf_init(&buf, 1000);
    for (size_t i = 0; i < sizeof vectors / sizeof vectors[0]; i++) {
        struct str bytes = str_of(vectors[i].bytes), text = str_of(vectors[i].text), back;
        unsigned char exactly[6];
        buf_clear(&buf);
        base64_put(&buf, bytes.p, bytes.len);
        assert_true(str_equal(buf_str(&buf), text));
        assert_true(base64_decode(&arena, text, &back));
        assert_true(str_equal(back, bytes));
        assert_true(base64_decode_exactly(text, exactly, bytes.len));
        assert_memory_equal(exactly, bytes.p, bytes.len);
        assert_false(base64_decode_exactly(text, exactly, bytes.len + 1));
        if (bytes.len > 0)
            assert_false(base64_decode_exactly(text, exactly, bytes.len - 1));
    }
    buf_done(&buf);
    arena_done(&arena);
}

static void every_length_and_every_byte_survives(void **state)
{
    (void)state;
    struct arena arena;
    struct buf buf;
    unsigned char bytes[600];
    arena_init(&arena, 0);
    buf_init(&buf, 2000);
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)(i * 167 + i / 256);
    for (size_t len = 0; len <= sizeof bytes; len++) {
        struct str back;
        buf_clear(&buf);
        base64_put(&buf, bytes, len);
        assert_int_equal(buf.len, BASE64_TEXT_BYTES(len));
        assert_true(base64_decode(&arena, buf_str(&buf), &back));
        assert_true(str_equal(back, (struct str){(const char *)bytes, len}));
        unsigned char again[sizeof bytes];
        buf_clear(&buf);
        hex_put(&buf, bytes, len);
        assert_true(hex_decode(buf_str(&buf), again, len));
        assert_memory_equal(again, bytes, len);
    }
    buf_done(&buf);
    arena_done(&arena);
}

static void a_byte_string_has_only_one_base64_text(void **state)
{
    (void)state;
    static const char *const wrong[] = {"Zg",       "Zg=",  "Zg===",    "Z===", "====", "=",
                                        "Zh==",     "Zm9=", "Zm9v\n",   " Zm9", "Zm9-", "Zm_v",
                                        "Zg==Zg==", "Zm=v", "Zm9vY===", "Zg=a", "A",    "AAAAA"};
    struct arena arena;
    struct str back;
    arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_false(base64_decode(&arena, str_of(wrong[i]), &back));
    arena_done(&arena);
}

static void hexadecimal_is_lower_case_and_of_the_asked_length(void **state)
{
    (void)state;
    unsigned char out[2];
    assert_true(hex_decode(STR("0aff"), out, 2));
    assert_int_equal(out[0], 10);
    assert_int_equal(out[1], 255);
    assert_false(hex_decode(STR("0AFF"), out, 2));
    assert_false(hex_decode(STR("0aff0"), out, 2));
    assert_false(hex_decode(STR("0af"), out, 2));
    assert_false(hex_decode(STR("0agf"), out, 2));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_are_written_as_published_and_read_back),
        cmocka_unit_test(every_length_and_every_byte_survives),
        cmocka_unit_test(a_byte_string_has_only_one_base64_text),
        cmocka_unit_test(hexadecimal_is_lower_case_and_of_the_asked_length),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
