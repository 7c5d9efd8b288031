#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/embed.h"
#include "os/file.h"
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

/* The first fenced block of YAML in the document is its example. */
static struct str example_of(struct arena *arena)
{
    struct err err = {0};
    struct str document = STR_NONE, fence = STR("```yaml\n");
    if (!os_file_read(arena, STR("docs/registers.md"), LIMIT_FILE_BYTES, &document, &err))
        fail_msg("%s", err.what);
    struct str rest = str_from(document, str_find(document, fence) + fence.len);
    return str_first(rest, str_find(rest, STR("```")));
}

static void the_example_of_the_document_loads(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct complaints complaints;
    struct buf text;
    arena_init(&arena, 0);
    buf_init(&text, 1 << 20);
    complaints_init(&complaints, &arena);
    struct registry_file file = {STR("contract.yaml"), example_of(&arena)};
    struct registry *registry = registry_load(&arena, &file, 1, NULL, &complaints);
    complaints_print(&complaints, &text);
    if (registry == NULL)
        fail_msg("%.*s", (int)text.len, text.p);
    const struct register_def *def = registry_find(registry, STR("contract"));
    assert_int_equal(def->events_n, 4);
    assert_int_equal(def->clocks[0].rules[0].length.period.n, 5);
    assert_non_null(registry_figure(registry, STR("contract.reviewed")));
    buf_done(&text);
    arena_done(&arena);
}

#define LIMITED                                                                    \
    "register: limited\ntitle: 限额\nnumber: '{year}-{seq}'\nunit: unit\n"       \
    "settings:\n  limit: {type: money, value: 5, title: 限额}\n"                 \
    "fields:\n  unit: {type: unit, required: true, title: 单位}\n"               \
    "  amount: {type: money, title: 金额}\n"                                     \
    "states: {done: 已办}\n"                                                     \
    "events:\n  enter: {to: done, by: [handler], asks: [amount], title: 登记,\n" \
    "    needs: [{is: amount <= setting.limit, else: 超过限额。}]}\n"

static bool holds_of(struct registry *registry, int64_t fen)
{
    const struct register_def *def = registry_find(registry, STR("limited"));
    int64_t values[] = {1, fen};
    unsigned char is_set[] = {1, 1};
    int32_t times[] = {0};
    struct expr_env env = {.values = values, .is_set = is_set, .times = times};
    return expr_is_true(def->events[0].guards[0].needs, &env);
}

static void the_office_sets_its_own_value_of_a_setting(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct complaints complaints;
    arena_init(&arena, 0);
    complaints_init(&complaints, &arena);
    struct registry_file files[] = {
        {STR("limited.yaml"), STR(LIMITED)},
        {STR("office.yaml"), STR("settings:\n  limited: {limit: 8.5}\n")},
    };
    struct registry *shipped = registry_load(&arena, files, 1, NULL, &complaints);
    struct registry *own = registry_load(&arena, files, 2, NULL, &complaints);
    assert_non_null(shipped);
    assert_non_null(own);
    assert_true(holds_of(shipped, 500));
    assert_false(holds_of(shipped, 501));
    assert_true(holds_of(own, 850));
    assert_false(holds_of(own, 851));
    files[1].bytes = STR("settings:\n  limited: {limit: many, other: 1}\n  unknown: {a: 1}\n");
    assert_null(registry_load(&arena, files, 2, NULL, &complaints));
    assert_int_equal(complaints.list.n, 3);
    assert_true(str_equal_c(complaints.list.at[0].file, "office.yaml"));
    assert_int_equal(complaints.list.at[0].line, 2);
    assert_int_equal(complaints.list.at[0].column, 20);
    arena_done(&arena);
}

#define OWN                                                                            \
    "settings:\n  other: {limit: 7}\n"                                                 \
    "registers:\n"                                                                     \
    "  limited:\n"                                                                     \
    "    register: limited\n    title: 自有\n    number: '{year}-{seq}号'\n"        \
    "    fields: {amount: {type: money, title: 金额}}\n    states: {done: 已办}\n" \
    "    events: {enter: {to: done, by: [handler], asks: [amount], title: 登记}}\n"  \
    "  extra:\n"                                                                       \
    "    register: extra\n    title: 新增\n    number: '{year}-{seq}'\n"             \
    "    fields: {note: {type: text, title: 说明}}\n    states: {done: 已办}\n"    \
    "    events: {enter: {to: done, by: [handler], asks: [note], title: 登记}}\n"

static void the_office_has_whole_registers_of_its_own(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct complaints complaints;
    arena_init(&arena, 0);
    complaints_init(&complaints, &arena);
    struct str other = arena_print(&arena, "%s", LIMITED);
    for (size_t i = 0; i + 7 < other.len; i++) /* the same register under another name */
        if (str_starts(str_from(other, i), STR("limited")))
            memcpy((char *)(uintptr_t)other.p + i, "other\n#", 7);
    struct registry_file files[] = {
        {STR("registers/limited.yaml"), STR(LIMITED)},
        {STR("registers/office.yaml"), STR(OWN)},
        {STR("registers/other.yaml"), other},
    };
    struct registry *registry = registry_load(&arena, files, 3, NULL, &complaints);
    assert_int_equal(complaints.list.n, 0);
    assert_non_null(registry);
    assert_int_equal(registry->registers_n, 3);
    const struct register_def *limited = registry_find(registry, STR("limited"));
    assert_true(str_equal_c(limited->title.zh, "自有"));
    assert_int_equal(limited->settings_n, 0);
    assert_non_null(registry_find(registry, STR("extra")));
    assert_int_equal(registry_find(registry, STR("other"))->settings[0].value, 700);
    /* A fault in it is told where it stands. */
    files[1].bytes = STR("registers:\n  extra: {register: extra, title: 甲}\n  third: 3\n");
    assert_null(registry_load(&arena, files, 2, NULL, &complaints));
    assert_true(complaints.list.n > 1);
    assert_true(str_equal_c(complaints.list.at[0].file, "registers/office.yaml"));
    assert_int_equal(complaints.list.at[0].line, 2);
    arena_done(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_shipped_definitions_have_no_fault),
        cmocka_unit_test(the_example_of_the_document_loads),
        cmocka_unit_test(the_office_sets_its_own_value_of_a_setting),
        cmocka_unit_test(the_office_has_whole_registers_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
