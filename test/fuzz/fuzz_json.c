/*
 * fuzz_json.c - what is read has one canonical form, and reading that gives it again.
 */
#include "base/assert.h"
#include "text/json.h"

enum { OUT_BYTES = 1 << 24 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct json_value *value, *again;
    struct err err = {0};
    struct arena arena;
    arena_init(&arena, 0);
    if (json_parse(&arena, (struct str){(const char *)data, size}, &value, &err)) {
        struct buf first, second;
        buf_init(&first, OUT_BYTES);
        buf_init(&second, OUT_BYTES);
        json_canonical(value, &first);
        gl_assert(json_parse(&arena, buf_str(&first), &again, &err));
        json_canonical(again, &second);
        gl_assert(str_equal(buf_str(&first), buf_str(&second)));
        buf_done(&first);
        buf_done(&second);
    } else {
        gl_assert(err.kind == ERR_INPUT && err.what[0] != '\0');
    }
    arena_done(&arena);
    return 0;
}
