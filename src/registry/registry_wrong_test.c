/*
 * Every file of test/golden/registry has one fault and, beside it, the complaints it gives. With
 * GULOU_ACCEPT=1 in the environment the complaints are written anew, to be read as a diff.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "os/file.h"
#include "registry/registry_prove.h"

#define FOLDER "test/golden/registry"

static void must(bool is_done, const struct err *err)
{
    if (!is_done)
        fail_msg("%s", err->what);
}

static struct os_names read_names(struct arena *arena)
{
    struct err err = {0};
    struct os_names names = {0};
    must(os_directory_list(arena, STR(FOLDER), &names, &err), &err);
    return names;
}

static struct str read_whole(struct arena *arena, struct str path)
{
    struct err err = {0};
    struct str bytes = STR_NONE;
    must(os_file_read(arena, path, LIMIT_YAML_BYTES, &bytes, &err), &err);
    return bytes;
}

/* A file may say in its first line as what it is read: "# as: office.yaml". */
static struct str name_of(struct str name, struct str bytes)
{
    struct str first, rest, as = STR("# as: ");
    (void)str_cut(bytes, '\n', &first, &rest);
    return str_starts(first, as) ? str_from(first, as.len) : name;
}

static bool is_as_accepted(struct arena *arena, struct str yaml, struct str found)
{
    struct err err = {0};
    struct str golden = arena_print(arena, "%" STR_FMT ".err", (int)yaml.len - 5, yaml.p);
    if (getenv("GULOU_ACCEPT") != NULL) {
        must(os_file_write(golden, found, OS_SHARED, &err), &err);
        return true;
    }
    struct str expected = read_whole(arena, golden);
    if (str_equal(expected, found))
        return true;
    print_message("%" STR_FMT ": expected\n%" STR_FMT "but found\n%" STR_FMT, STR_ARG(yaml),
                  STR_ARG(expected), STR_ARG(found));
    return false;
}

static bool check_one(struct str name)
{
    struct arena arena = {0};
    struct buf found;
    struct complaints complaints;
    arena_init(&arena, 0);
    buf_init(&found, LIMIT_YAML_BYTES);
    complaints_init(&complaints, &arena);
    struct str path = arena_print(&arena, FOLDER "/%" STR_FMT, STR_ARG(name));
    struct str bytes = read_whole(&arena, path);
    struct registry_file file = {name_of(name, bytes), bytes};
    const struct registry *registry = registry_load(&arena, &file, 1, NULL, &complaints);
    bool is_good = registry == NULL || !registry_prove(&arena, registry, &file, 1, &complaints);
    complaints_print(&complaints, &found);
    if (!is_good || found.len == 0)
        print_message("%" STR_FMT ": has a fault and loads without a complaint\n", STR_ARG(path));
    else
        is_good = is_as_accepted(&arena, path, buf_str(&found));
    buf_done(&found);
    arena_done(&arena);
    return is_good;
}

static void every_wrong_definition_is_refused_with_its_complaints(void **state)
{
    struct arena arena = {0};
    size_t bad = 0, n = 0;
    (void)state;
    arena_init(&arena, 0);
    struct os_names names = read_names(&arena);
    for (size_t i = 0; i < names.n; i++) {
        if (!str_ends(names.at[i], STR(".yaml")))
            continue;
        n++;
        bad += !check_one(names.at[i]);
    }
    arena_done(&arena);
    assert_true(n >= 60);
    assert_int_equal(bad, 0);
}

static void a_personal_field_is_refused_in_at_least_eight_ways(void **state)
{
    struct arena arena = {0};
    size_t n = 0;
    (void)state;
    arena_init(&arena, 0);
    struct os_names names = read_names(&arena);
    for (size_t i = 0; i < names.n; i++)
        n += str_starts(names.at[i], STR("h7_")) && str_ends(names.at[i], STR(".yaml"));
    arena_done(&arena);
    assert_true(n >= 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_wrong_definition_is_refused_with_its_complaints),
        cmocka_unit_test(a_personal_field_is_refused_in_at_least_eight_ways),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
