#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/embed.h"
#include "os/file.h"
#include "registry/registry_explain.h"
#include "text/utf8.h"

struct shipped {
    struct arena arena;
    struct buf out;
    struct registry *registry;
};

static int load(void **state)
{
    struct shipped *s = calloc(1, sizeof *s);
    struct registry_file files[LIMIT_REGISTERS];
    struct complaints complaints;
    size_t n = 0;
    arena_init(&s->arena, 0);
    buf_init(&s->out, LIMIT_YAML_BYTES);
    complaints_init(&complaints, &s->arena);
    for (size_t i = 0; i < embedded_files_n; i++)
        if (str_starts(embedded_files[i].path, STR("registers/")))
            files[n++] = (struct registry_file){embedded_files[i].path, embedded_files[i].bytes};
    s->registry = registry_load(&s->arena, files, n, NULL, &complaints);
    *state = s;
    return s->registry == NULL;
}

static int unload(void **state)
{
    struct shipped *s = *state;
    buf_done(&s->out);
    arena_done(&s->arena);
    free(s);
    return 0;
}

static struct str explain(struct shipped *s, const struct register_def *def,
                          enum explain_language language)
{
    buf_clear(&s->out);
    registry_explain(&s->out, s->registry, def, language);
    assert_false(s->out.is_over);
    return buf_str(&s->out);
}

static bool contains(struct str text, struct str piece)
{
    return str_find(text, piece) < text.len;
}

static void every_word_a_register_defines_stands_in_its_explanation(void **state)
{
    struct shipped *s = *state;
    for (size_t i = 0; i < s->registry->registers_n; i++) {
        const struct register_def *def = s->registry->registers[i];
        struct str text = explain(s, def, EXPLAIN_ZH);
        assert_true(utf8_check(text, &(size_t){0}));
        for (size_t k = 0; k < def->fields_n; k++)
            assert_true(contains(text, def->fields[k].title.zh));
        for (size_t k = 0; k < def->states_n; k++)
            assert_true(contains(text, def->states[k].title.zh));
        for (size_t k = 0; k < def->events_n; k++) {
            assert_true(contains(text, def->events[k].title.zh));
            for (size_t g = 0; g < def->events[k].guards_n; g++)
                assert_true(contains(text, def->events[k].guards[g].needs_text));
        }
        for (size_t k = 0; k < def->clocks_n; k++)
            for (size_t r = 0; r < def->regimes_n; r++)
                if (def->clocks[k].rules[r].exists)
                    assert_true(contains(text, def->clocks[k].rules[r].law));
        for (size_t k = 0; k < def->figures_n; k++)
            assert_true(contains(text, s->registry->figures[def->figures[k]]->key));
    }
}

static int width_of_box(struct str line)
{
    size_t end = str_find(line, STR("■"));
    size_t other = str_find(line, STR("□"));
    return utf8_width(str_trim(str_first(line, end < other ? end : other)));
}

static void the_boxes_of_the_picture_have_straight_sides(void **state)
{
    struct shipped *s = *state;
    size_t boxes = 0;
    for (size_t i = 0; i < s->registry->registers_n; i++) {
        struct str rest = explain(s, s->registry->registers[i], EXPLAIN_ZH), line;
        while (str_next(&rest, '\n', &line)) {
            if (!str_starts(str_trim(line), STR("┌")))
                continue;
            int width = width_of_box(line);
            assert_true(str_next(&rest, '\n', &line));
            assert_int_equal(width_of_box(line), width);
            assert_true(str_next(&rest, '\n', &line));
            assert_int_equal(width_of_box(line), width);
            boxes++;
        }
    }
    assert_true(boxes > 100);
}

static void the_picture_shows_every_state_that_can_be_reached_once(void **state)
{
    struct shipped *s = *state;
    for (size_t i = 0; i < s->registry->registers_n; i++) {
        const struct register_def *def = s->registry->registers[i];
        struct str rest = explain(s, def, EXPLAIN_ZH), line;
        size_t boxes = 0;
        while (str_next(&rest, '\n', &line))
            boxes += str_starts(str_trim(line), STR("┌"));
        size_t states = 0;
        for (size_t k = 0; k < def->states_n; k++)
            states += !def->states[k].is_retired;
        assert_int_equal(boxes, states);
    }
}

static void check_golden(struct shipped *s, const char *path, enum explain_language language)
{
    struct err err = {0};
    struct str golden = STR_NONE;
    const struct register_def *def = registry_find(s->registry, STR("reconsideration_window"));
    struct str text = explain(s, def, language);
    if (getenv("GULOU_ACCEPT") != NULL)
        assert_true(os_file_write(str_of(path), text, OS_SHARED, &err));
    assert_true(os_file_read(&s->arena, str_of(path), LIMIT_YAML_BYTES, &golden, &err));
    if (!str_equal(golden, text))
        fail_msg("%s differs; found\n%" STR_FMT, path, STR_ARG(text));
}

static void a_register_is_explained_in_two_languages(void **state)
{
    check_golden(*state, "test/golden/registry/explain_zh.txt", EXPLAIN_ZH);
    check_golden(*state, "test/golden/registry/explain_en.txt", EXPLAIN_EN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_word_a_register_defines_stands_in_its_explanation),
        cmocka_unit_test(the_boxes_of_the_picture_have_straight_sides),
        cmocka_unit_test(the_picture_shows_every_state_that_can_be_reached_once),
        cmocka_unit_test(a_register_is_explained_in_two_languages),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
