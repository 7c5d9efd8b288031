/* Request targets, forms and routes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/limits.h"
#include "http/route.h"
#include "http/uri.h"

static struct arena arena;

static void a_path_is_decoded_once_and_cannot_climb(void **state)
{
    (void)state;
    struct str path;
    assert_true(uri_path(&arena, STR("/list/%E9%BC%93%25?"), &path));
    assert_true(str_equal_c(path, "/list/鼓%?"));
    assert_true(uri_path(&arena, STR("/a...b/.c"), &path));
    static const char *const bad[] = {"",   "a",   "/..",  "/a/%2e./b", "/.",   "/%2F",
                                      "/%", "/%4", "/%4g", "/%00",      "/%ff", "/%c0%af"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_false(uri_path(&arena, str_of(bad[i]), &path));
    }
}

static void a_form_is_read_in_its_order(void **state)
{
    (void)state;
    struct http_pair *pairs = NULL;
    size_t n = 0;
    assert_true(uri_pairs(&arena, STR("a=1+2&b=%26%3D&&c&d=x=y&a="), &pairs, &n));
    assert_int_equal(5, n);
    assert_true(str_equal_c(pairs[0].value, "1 2"));
    assert_true(str_equal_c(pairs[1].value, "&="));
    assert_true(str_equal_c(pairs[2].name, "c") && pairs[2].value.len == 0);
    assert_true(str_equal_c(pairs[3].value, "x=y"));
    assert_true(str_equal_c(pairs[4].name, "a") && pairs[4].value.len == 0);
    assert_true(uri_pairs(&arena, STR(""), &pairs, &n));
    assert_int_equal(0, n);
    assert_false(uri_pairs(&arena, STR("a=%e4"), &pairs, &n));
}

static void a_form_of_too_many_fields_is_refused(void **state)
{
    (void)state;
    struct http_pair *pairs = NULL;
    size_t n = 0;
    char *text = arena_alloc(&arena, 3 * (LIMIT_FORM_FIELDS + 1));
    for (size_t i = 0; i <= LIMIT_FORM_FIELDS; i++) {
        text[3 * i] = 'a';
        text[3 * i + 1] = '=';
        text[3 * i + 2] = '&';
    }
    assert_true(uri_pairs(&arena, (struct str){text, 3 * LIMIT_FORM_FIELDS}, &pairs, &n));
    assert_int_equal(LIMIT_FORM_FIELDS, n);
    assert_false(uri_pairs(&arena, (struct str){text, 3 * (LIMIT_FORM_FIELDS + 1)}, &pairs, &n));
}

static void what_is_encoded_decodes_to_itself(void **state)
{
    (void)state;
    struct str text = STR("〔2022〕鼓行复第1号 /?&=#%+~"), back;
    struct str encoded = uri_encode(&arena, text);
    assert_int_equal(encoded.len, str_find_char(encoded, '/'));
    assert_true(uri_decode(&arena, encoded, true, &back));
    assert_true(str_equal(text, back));
}

static const struct route routes[] = {
    {"GET", "/", "public", 1},
    {"GET", "/matter/new", "file", 2},
    {"GET", "/matter/{id}", "read", 3},
    {"POST", "/matter/{id}/event/{event}", "act", 4},
    {"GET", "/static/{path*}", "public", 5},
};

static int matched(const char *method, const char *path, struct route_params *params)
{
    int index =
        route_match(routes, sizeof routes / sizeof routes[0], str_of(method), str_of(path), params);
    return index < 0 ? index : routes[index].id;
}

static void the_first_route_that_fits_is_taken(void **state)
{
    (void)state;
    struct route_params params;
    assert_int_equal(1, matched("GET", "/", &params));
    assert_int_equal(1, matched("HEAD", "/", &params));
    assert_int_equal(2, matched("GET", "/matter/new", &params));
    assert_int_equal(3, matched("GET", "/matter/12", &params));
    assert_true(str_equal_c(route_param(&params, "id"), "12"));
    assert_int_equal(4, matched("POST", "/matter/12/event/accept", &params));
    assert_true(str_equal_c(route_param(&params, "event"), "accept"));
    assert_int_equal(5, matched("GET", "/static/a/b.css", &params));
    assert_true(str_equal_c(route_param(&params, "path"), "a/b.css"));
}

static void no_route_is_404_and_another_method_405(void **state)
{
    (void)state;
    struct route_params params;
    assert_int_equal(ROUTE_NOT_FOUND, matched("GET", "/matter", &params));
    assert_int_equal(ROUTE_NOT_FOUND, matched("GET", "/matter/", &params));
    assert_int_equal(ROUTE_NOT_FOUND, matched("GET", "/matter/1/", &params));
    assert_int_equal(ROUTE_NOT_FOUND, matched("GET", "/static/", &params));
    assert_int_equal(ROUTE_NOT_FOUND, matched("GET", "", &params));
    assert_int_equal(ROUTE_OTHER_METHOD, matched("POST", "/matter/1", &params));
    assert_int_equal(ROUTE_OTHER_METHOD, matched("HEAD", "/matter/1/event/a", &params));
    assert_int_equal(0, params.n);
}

static void a_table_of_routes_is_checked_whole(void **state)
{
    (void)state;
    static const struct route good[] = {
        {"GET", "/", "public", 0},
        {"GET", "/matter/new", "clerk", 1},
        {"GET", "/matter/{id}", "reader", 2},
        {"POST", "/matter/{id}", "handler", 3},
        {"GET", "/static/{path*}", "public", 4},
    };
    static const struct route bad[] = {
        {"GET", "/matter/{id}", "reader", 0},
        {"GET", "/matter/new", "clerk", 1},
        {"GET", "/other/{a}/b", "reader", 2},
        {"GET", "/other/{b}/b", "reader", 3},
        {"FETCH", "/x", "reader", 4},
        {"GET", "/y", "", 5},
        {"GET", "y", "reader", 6},
        {"GET", "/{rest*}/y", "reader", 7},
        {"GET", "/a//b", "reader", 8},
        {"GET", "/a{b}", "reader", 9},
    };
    struct complaints complaints;
    complaints_init(&complaints, &arena);
    route_check(good, sizeof good / sizeof good[0], &complaints);
    assert_int_equal(complaints.list.n, 0);
    route_check(bad, sizeof bad / sizeof bad[0], &complaints);
    assert_int_equal(complaints.list.n, 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_path_is_decoded_once_and_cannot_climb),
        cmocka_unit_test(a_form_is_read_in_its_order),
        cmocka_unit_test(a_form_of_too_many_fields_is_refused),
        cmocka_unit_test(what_is_encoded_decodes_to_itself),
        cmocka_unit_test(the_first_route_that_fits_is_taken),
        cmocka_unit_test(no_route_is_404_and_another_method_405),
        cmocka_unit_test(a_table_of_routes_is_checked_whole),
    };
    arena_init(&arena, 0);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_done(&arena);
    return failed;
}
