/* The pages' words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "html/message.h"

static struct arena arena;

static bool read_words(const char *text, struct html_messages *words, struct buf *told)
{
    struct complaints complaints;
    complaints_init(&complaints, &arena);
    bool is_good = message_read(&arena, STR("m.yaml"), str_of(text), words, &complaints);
    buf_clear(told);
    complaints_print(&complaints, told);
    return is_good;
}

static void a_word_has_both_languages(void **state)
{
    (void)state;
    struct html_messages words;
    struct buf told;
    buf_init(&told, 4096);
    assert_true(read_words("open: {zh: 在办, en: Open}\n", &words, &told));
    assert_non_null(html_get(words.zh, STR("open")));
    assert_non_null(html_get(words.en, STR("open")));
    assert_false(read_words("a: {zh: 在办}\nb: {zh: 甲, en: ''}\nc: x\n", &words, &told));
    struct str text = buf_str(&told);
    assert_true(str_find(text, STR("m.yaml:1:1: \"a\" has no text in \"en\"")) < text.len);
    assert_true(str_find(text, STR("m.yaml:2:1: \"b\" has no text in \"en\"")) < text.len);
    assert_true(str_find(text, STR("m.yaml:3:1: \"c\" has no text in \"zh\"")) < text.len);
    assert_false(read_words("a: {zh: 甲, en: A, fr: A}\n", &words, &told));
    assert_false(read_words("- a\n", &words, &told));
    assert_false(read_words("a: {zh: 甲, en: A}\na: {zh: 乙, en: B}\n", &words, &told));
    buf_done(&told);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_word_has_both_languages)};
    arena_init(&arena, 0);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_done(&arena);
    return failed;
}
