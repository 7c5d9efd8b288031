#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "os/child.h"

static const struct child_limits limits = {
    .cpu_s = 5, .wall_ms = 10000, .memory_bytes = 1 << 30, .output_bytes = 1 << 20};

static struct child_result run(struct arena *arena, const char *const *arguments, struct str input,
                               const struct child_limits *l)
{
    struct child_result result = {0};
    struct err err = {0};
    struct child_order order = {arguments, input, *l};
    if (!os_child_run(arena, &order, &result, &err))
        fail_msg("%s", err.what);
    return result;
}

static void input_goes_in_and_output_comes_out(void **state)
{
    const char *const arguments[] = {"sh", "-c", "cat; echo no >&2; exit 3", NULL};
    struct arena arena = {0};
    (void)state;
    arena_init(&arena, 0);
    struct child_result result = run(&arena, arguments, STR("text"), &limits);
    assert_true(str_equal_c(result.output, "text"));
    assert_true(str_equal_c(result.errors, "no\n"));
    assert_int_equal(result.status, 3);
    assert_false(result.is_over);
    arena_done(&arena);
}

static void more_input_than_a_pipe_holds_is_no_trouble(void **state)
{
    const char *const unread[] = {"true", NULL}, *const counted[] = {"wc", "-c", NULL};
    struct arena arena = {0};
    (void)state;
    arena_init(&arena, 0);
    struct str much = {arena_alloc(&arena, 5000000), 5000000};
    assert_int_equal(run(&arena, unread, much, &limits).status, 0);
    assert_true(str_starts(run(&arena, counted, much, &limits).output, STR("5000000")));
    arena_done(&arena);
}

static void a_missing_program_is_told(void **state)
{
    const char *const arguments[] = {"no-such-program-as-this", NULL};
    struct arena arena = {0};
    (void)state;
    arena_init(&arena, 0);
    assert_int_equal(run(&arena, arguments, STR(""), &limits).status, 127);
    arena_done(&arena);
}

static void output_without_end_and_sleep_without_end_are_ended(void **state)
{
    const char *const talks[] = {"yes", NULL}, *const sleeps[] = {"sleep", "1000", NULL};
    struct child_limits small = limits, brief = limits;
    struct arena arena = {0};
    (void)state;
    arena_init(&arena, 0);
    small.output_bytes = 1000;
    struct child_result result = run(&arena, talks, STR(""), &small);
    assert_true(result.is_over && result.status == -1 && result.output.len <= 1000);
    brief.wall_ms = 100;
    assert_true(run(&arena, sleeps, STR(""), &brief).is_over);
    arena_done(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(input_goes_in_and_output_comes_out),
        cmocka_unit_test(more_input_than_a_pipe_holds_is_no_trouble),
        cmocka_unit_test(a_missing_program_is_told),
        cmocka_unit_test(output_without_end_and_sleep_without_end_are_ended),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
