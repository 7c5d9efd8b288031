#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/limits.h"
#include "http/post.h"

#define URLENCODED "application/x-www-form-urlencoded"
#define MULTIPART "multipart/form-data; boundary=\"--XX\""

static struct arena arena;

static int start(void **state)
{
    (void)state;
    arena_init(&arena, 0);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    arena_done(&arena);
    return 0;
}

static bool parse(struct str type, struct str body, struct post_form *post, struct err *err)
{
    struct http_pair header = {STR("content-type"), type};
    struct http_request request = {
        .headers = &header, .headers_n = 1, .body = body, .arena = &arena};
    *err = (struct err){0};
    return post_parse(&request, post, err);
}

static void a_form_arrives_decoded_with_line_ends_of_one_byte(void **state)
{
    (void)state;
    struct post_form post;
    struct err err;
    assert_true(parse(STR(URLENCODED "; charset=utf-8"),
                      STR("title=%E9%BC%93+%E6%A5%BC&note=a%0D%0Ab%0Ac&empty=&title=second&alone"),
                      &post, &err));
    assert_true(str_equal(post_get(&post, "title"), STR("鼓 楼")));
    assert_true(str_equal(post_get(&post, "note"), STR("a\nb\nc")));
    assert_non_null(post_get(&post, "empty").p);
    assert_int_equal(post_get(&post, "empty").len, 0);
    assert_null(post_get(&post, "missing").p);
    assert_int_equal(post.fields_n, 5);
}

static void what_is_no_text_is_refused_with_a_sentence(void **state)
{
    (void)state;
    static const struct {
        struct str type, body;
    } bad[] = {
        {STR(URLENCODED), STR("a=%zz")},
        {STR(URLENCODED), STR("a=%E9%BC")},
        {STR(URLENCODED), STR("a=%00")},
        {STR(URLENCODED), STR("a=%1b%5b2J")},
        {STR(URLENCODED), STR("a%07=1")},
        {STR("text/plain"), STR("a=1")},
        {STR(""), STR("a=1")},
        {STR("multipart/form-data"), STR("--XX--")},
        {STR("multipart/form-data; boundary="), STR("----")},
        {STR(MULTIPART), STR("")},
        {STR(MULTIPART), STR("a=1")},
        {STR(MULTIPART), STR("----XX")},
        {STR(MULTIPART), STR("----XX\r\n")},
        {STR(MULTIPART), STR("----XX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nno end")},
        {STR(MULTIPART), STR("----XX\r\nContent-Disposition: form-data\r\n\r\n1\r\n----XX--")},
        {STR(MULTIPART), STR("----XX\r\nContent-Type: text/plain\r\n\r\n1\r\n----XX--")},
        {STR(MULTIPART),
         STR("----XX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\xff\r\n----XX--")},
        {STR(MULTIPART),
         STR("----XX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n----XXjunk")},
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct post_form post;
        struct err err;
        if (parse(bad[i].type, bad[i].body, &post, &err))
            fail_msg("row %zu was taken", i);
        assert_int_equal(err.kind, ERR_USAGE);
    }
}

static void a_file_arrives_byte_for_byte_beside_the_fields(void **state)
{
    (void)state;
    struct post_form post;
    struct err err;
    assert_true(parse(STR(MULTIPART),
                      STR("----XX\r\n"
                          "Content-Disposition: form-data; name=\"mapping\"\r\n\r\n列一\r\n列二\r\n"
                          "----XX\r\n"
                          "content-disposition: form-data; name=\"rows\"; "
                          "filename=\"C:\\\\tmp\\\\工单.csv\"\r\n"
                          "Content-Type: text/csv\r\n\r\n"
                          "a,b\r\n1,\0\xff\r\n--XX\r\n\r\n----X\r\n"
                          "----XX\r\n"
                          "Content-Disposition: form-data; name=\"none\"; filename=\"\"\r\n"
                          "Content-Type: application/octet-stream\r\n\r\n\r\n"
                          "----XX--\r\n"),
                      &post, &err));
    assert_true(str_equal(post_get(&post, "mapping"), STR("列一\n列二")));
    const struct post_file *file = post_file(&post, "rows");
    assert_non_null(file);
    assert_true(str_equal(file->name, STR("工单.csv")));
    assert_true(str_equal(file->content_type, STR("text/csv")));
    assert_true(str_equal(file->bytes, STR("a,b\r\n1,\0\xff\r\n--XX\r\n\r\n----X")));
    assert_null(post_file(&post, "none"));
    assert_int_equal(post.files_n, 1);
}

static void a_form_has_at_most_the_named_number_of_fields(void **state)
{
    (void)state;
    for (int n = LIMIT_FORM_PAIRS; n <= LIMIT_FORM_PAIRS + 1; n++) {
        struct buf plain, parts;
        struct post_form post;
        struct err err;
        buf_init(&plain, 1 << 20);
        buf_init(&parts, 1 << 20);
        for (int i = 0; i < n; i++) {
            buf_print(&plain, "f%d=1&", i);
            buf_print(&parts, "----XX\r\nContent-Disposition: form-data; name=\"f%d\"\r\n\r\n1\r\n",
                      i);
        }
        buf_put_c(&parts, "----XX--");
        bool is_taken = n == LIMIT_FORM_PAIRS;
        assert_int_equal(parse(STR(URLENCODED), buf_str(&plain), &post, &err), is_taken);
        assert_int_equal(parse(STR(MULTIPART), buf_str(&parts), &post, &err), is_taken);
        buf_done(&plain);
        buf_done(&parts);
    }
}

/* Every body cut short is either refused or, where a shorter form is still a form, taken: never
 * read past its end (the copy is exactly as long, so a sanitizer sees it). */
static void a_form_that_is_cut_short_is_never_read_past_its_end(void **state)
{
    (void)state;
    struct str whole =
        STR("----XX\r\nContent-Disposition: form-data; name=\"a\"; filename=\"b\"\r\n"
            "Content-Type: x\r\n\r\nbytes\r\n----XX--");
    for (size_t len = 0; len < whole.len; len++) {
        struct post_form post;
        struct err err;
        char *copy = malloc(len == 0 ? 1 : len);
        assert_non_null(copy);
        memcpy(copy, whole.p, len);
        assert_false(parse(STR(MULTIPART), (struct str){copy, len}, &post, &err));
        free(copy);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_form_arrives_decoded_with_line_ends_of_one_byte),
        cmocka_unit_test(what_is_no_text_is_refused_with_a_sentence),
        cmocka_unit_test(a_file_arrives_byte_for_byte_beside_the_fields),
        cmocka_unit_test(a_form_has_at_most_the_named_number_of_fields),
        cmocka_unit_test(a_form_that_is_cut_short_is_never_read_past_its_end),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
