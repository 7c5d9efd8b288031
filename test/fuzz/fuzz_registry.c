/*
 * fuzz_registry.c - any bytes as a definition: they are refused with at least one complaint that
 * has a place in the file, or they load, and then the register can be explained, differs in nothing
 * from itself, and keeps every id when it is loaded again over itself. (A register must stand in
 * the file of its name: contract.yaml.)
 */
#include "base/assert.h"
#include "registry/registry_diff.h"
#include "registry/registry_explain.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_complaints(const struct complaints *complaints)
{
    gl_assert(complaints->list.n > 0);
    for (size_t i = 0; i < complaints->list.n; i++) {
        gl_assert(complaints->list.at[i].line >= 1 && complaints->list.at[i].column >= 1);
        gl_assert(complaints->list.at[i].text.len > 0);
    }
}

static void check_ids(const struct registry *old, const struct registry *now)
{
    for (size_t i = 0; i < old->registers_n; i++) {
        const struct register_def *a = old->registers[i], *b = now->registers[i];
        gl_assert(str_equal(a->key, b->key) && a->events_n == b->events_n);
        for (size_t k = 0; k < a->fields_n; k++)
            gl_assert(str_equal(a->fields[k].key, b->fields[k].key));
        for (size_t k = 0; k < a->events_n; k++)
            gl_assert(str_equal(a->events[k].key, b->events[k].key));
    }
    for (size_t i = 0; i < old->figures_n; i++)
        gl_assert(str_equal(old->figures[i]->key, now->figures[i]->key));
}

static void check_registry(struct arena *arena, const struct registry *registry,
                           const struct registry_file *file)
{
    struct complaints complaints;
    struct buf out;
    buf_init(&out, 16 << 20);
    complaints_init(&complaints, arena);
    for (size_t i = 0; i < registry->registers_n; i++) {
        registry_explain(&out, registry, registry->registers[i], EXPLAIN_ZH);
        registry_explain(&out, registry, registry->registers[i], EXPLAIN_EN);
    }
    struct registry *again = registry_load(arena, file, 1, registry, &complaints);
    gl_assert(again != NULL);
    check_ids(registry, again);
    buf_clear(&out);
    registry_diff(registry, again, &out);
    gl_assert(out.len == 0);
    gl_assert(registry_compatible(registry, again, &complaints));
    buf_done(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = {0};
    struct complaints complaints;
    struct registry_file file = {STR("contract.yaml"), {(const char *)data, size}};
    arena_init(&arena, 0);
    complaints_init(&complaints, &arena);
    struct registry *registry = registry_load(&arena, &file, 1, NULL, &complaints);
    if (registry == NULL)
        check_complaints(&complaints);
    else
        check_registry(&arena, registry, &file);
    arena_done(&arena);
    return 0;
}
