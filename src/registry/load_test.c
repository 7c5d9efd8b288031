#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/embed.h"
#include "registry/registry.h"

/* All definitions shipped in registers/. */
static struct registry *load_shipped(struct arena *arena, struct complaints *complaints)
{
    struct registry_file files[200];
    size_t n = 0;
    for (size_t i = 0; i < embedded_files_n; i++)
        if (str_starts(embedded_files[i].path, STR("registers/")))
            files[n++] = (struct registry_file){embedded_files[i].path, embedded_files[i].bytes};
    complaints_init(complaints, arena);
    return registry_load(arena, files, n, NULL, complaints);
}

static void the_shipped_definitions_have_no_fault(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct complaints complaints;
    struct buf text;
    arena_init(&arena, 0);
    buf_init(&text, 1 << 20);
    struct registry *registry = load_shipped(&arena, &complaints);
    complaints_print(&complaints, &text);
    if (text.len > 0)
        print_message("%.*s", (int)text.len, text.p);
    assert_non_null(registry);
    buf_done(&text);
    arena_done(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_shipped_definitions_have_no_fault),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
