/*
 * fuzz_yaml.c - a definition is read whole with every place in it, or complained about.
 */
#include "base/assert.h"
#include "base/limits.h"
#include "text/utf8.h"
#include "text/yaml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void walk(const struct yaml_node *node, int depth)
{
    size_t bad;
    gl_assert(node != NULL && depth <= LIMIT_YAML_DEPTH);
    gl_assert(node->line >= 1 && node->column >= 1);
    gl_assert(utf8_check(node->text, &bad));
    for (size_t i = 0; i < node->items_n; i++)
        walk(node->items[i], depth + 1);
    for (size_t i = 0; i < node->pairs_n; i++) {
        gl_assert(node->pairs[i].key_line >= 1 && node->pairs[i].key_column >= 1);
        walk(node->pairs[i].value, depth + 1);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct complaints complaints;
    struct arena arena;
    struct buf out;
    arena_init(&arena, 0);
    complaints_init(&complaints, &arena);
    buf_init(&out, 1 << 24);
    const struct yaml_node *root =
        yaml_parse(&arena, STR("fuzz.yaml"), (struct str){(const char *)data, size}, &complaints);
    gl_assert((root == NULL) == (complaints.list.n > 0));
    if (root != NULL)
        walk(root, 1);
    complaints_sort(&complaints);
    complaints_print(&complaints, &out);
    buf_done(&out);
    arena_done(&arena);
    return 0;
}
