/* Requests at the border: what is refused, what reaches the handler, what every answer carries. */
#include "http/test_server.h"

static _Atomic int calls_n;
static _Atomic bool is_busy;

static void echo(void *context, const struct http_request *request, struct http_response *response)
{
    (void)context;
    calls_n++;
    if (str_equal_c(request->path, "/bad-header")) {
        http_response_add(response, STR("Location"), STR("/a\r\nX-Injected: 1"));
        return;
    }
    response->has_inline_style = str_equal_c(request->path, "/styled");
    response->content_type = STR("text/plain; charset=utf-8");
    response->body = arena_print(
        request->arena,
        "method=%" STR_FMT " path=%" STR_FMT " q=%" STR_FMT " x=%" STR_FMT " c=%" STR_FMT
        " peer=%" STR_FMT " body=%" STR_FMT ";",
        STR_ARG(request->method), STR_ARG(request->path), STR_ARG(http_query(request, "q")),
        STR_ARG(http_header(request, "x-note")), STR_ARG(http_cookie(request, "session")),
        STR_ARG(request->peer), STR_ARG(request->body));
    if (str_equal_c(request->path, "/tagged")) {
        struct str tag = http_etag(request->arena, STR("the page"));
        http_response_add(response, STR("ETag"), tag);
        if (http_is_fresh(request, tag)) {
            response->status = 304;
            response->body = STR("");
        }
    }
}

static bool busy(void *context)
{
    (void)context;
    return is_busy;
}

static int start(void **state)
{
    struct err err;
    struct http_options options = {.listen = STR("127.0.0.1:0"),
                                   .threads = 2,
                                   .handler = echo,
                                   .is_overloaded = busy,
                                   .body_bytes_max = 1000};
    struct http_server *server = NULL;
    if (!http_start(&options, &server, &err)) {
        return -1;
    }
    *state = server;
    return 0;
}

static int stop(void **state)
{
    http_stop(*state);
    return 0;
}

#define GOOD "GET /good HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"

/* The table of malformed requests: each is answered 400, the connection is closed, and the good
 * request behind it is never read. */
static void a_malformed_request_is_answered_400_and_the_connection_closed(void **state)
{
    static const struct {
        const char *name;
        struct str bytes;
    } rows[] = {
        {"length and chunks",
         STR("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n"
             "0\r\n\r\n" GOOD)},
        {"two differing lengths", STR("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: "
                                      "3\r\nContent-Length: 5\r\n\r\nabc" GOOD)},
        {"two equal lengths", STR("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: "
                                  "3\r\nContent-Length: 3\r\n\r\nabc" GOOD)},
        {"unknown coding", STR("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: xchunked\r\n\r\n"
                               "3\r\nabc\r\n0\r\n\r\n" GOOD)},
        {"signed length", STR("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: +3\r\n\r\nabc" GOOD)},
        {"blank before the colon",
         STR("POST / HTTP/1.1\r\nHost: h\r\nContent-Length : 3\r\n\r\nabc" GOOD)},
        {"folded line", STR("GET / HTTP/1.1\r\nHost: h\r\nX-Note: a\r\n b\r\n\r\n" GOOD)},
        {"folded first line", STR("GET / HTTP/1.1\r\n Host: h\r\nHost: h\r\n\r\n" GOOD)},
        {"hexadecimal chunk size",
         STR("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n"
             "\r\n0x3\r\nabc\r\n0\r\n\r\n" GOOD)},
        {"no host", STR("GET / HTTP/1.1\r\nX-Note: a\r\n\r\n" GOOD)},
        {"no header at all", STR("GET / HTTP/1.1\r\n\r\n" GOOD)},
        {"two hosts", STR("GET / HTTP/1.1\r\nHost: h\r\nHost: i\r\n\r\n" GOOD)},
        {"bare line feeds", STR("GET / HTTP/1.1\nHost: h\n\n" GOOD)},
        {"one bare line feed", STR("GET / HTTP/1.1\r\nHost: h\nX-Note: a\r\n\r\n" GOOD)},
        {"a bare line feed behind the request line", STR("GET / HTTP/1.1\nHost: h\r\n\r\n" GOOD)},
        {"NUL in a value", STR("GET / HTTP/1.1\r\nHost: h\r\nX-Note: a\0b\r\n\r\n" GOOD)},
        {"NUL in a value before others",
         STR("GET / HTTP/1.1\r\nX-Note: a\0b\r\nHost: h\r\n\r\n" GOOD)},
        {"control character in a value",
         STR("GET / HTTP/1.1\r\nHost: h\r\nX-Note: a\x01\r\n\r\n" GOOD)},
        {"value that is no UTF-8", STR("GET / HTTP/1.1\r\nHost: h\r\nX-Note: \xff\r\n\r\n" GOOD)},
        {"dots in the path", STR("GET /a/../b HTTP/1.1\r\nHost: h\r\n\r\n" GOOD)},
        {"encoded dots", STR("GET /a/%2e%2E/b HTTP/1.1\r\nHost: h\r\n\r\n" GOOD)},
        {"encoded slash", STR("GET /a%2fb HTTP/1.1\r\nHost: h\r\n\r\n" GOOD)},
        {"encoded NUL", STR("GET /a%00 HTTP/1.1\r\nHost: h\r\n\r\n" GOOD)},
        {"stray per cent", STR("GET /a%2 HTTP/1.1\r\nHost: h\r\n\r\n" GOOD)},
        {"query that is no UTF-8", STR("GET /?q=%ff HTTP/1.1\r\nHost: h\r\n\r\n" GOOD)},
        {"chunks in HTTP/1.0",
         STR("POST / HTTP/1.0\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
             "0\r\n\r\n" GOOD)},
    };
    char out[8192];
    calls_n = 0;
    bool is_good = true;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct str answer = test_exchange(http_port(*state), rows[i].bytes, out, sizeof out);
        if (test_status(answer) != 400 || test_has(answer, "/good") || calls_n != 0) {
            print_error("%s: %.*s\n", rows[i].name, (int)answer.len, answer.p);
            is_good = false;
            calls_n = 0;
        }
    }
    assert_true(is_good);
}

/* libmicrohttpd itself closes these without a word. */
static void a_request_line_that_cannot_be_split_closes_the_connection(void **state)
{
    static const struct str rows[] = {
        {"GET /a b HTTP/1.1\r\nHost: h\r\n\r\n" GOOD,
         sizeof "GET /a b HTTP/1.1\r\nHost: h\r\n\r\n" GOOD - 1},
        {"GET\r\nHost: h\r\n\r\n" GOOD, sizeof "GET\r\nHost: h\r\n\r\n" GOOD - 1},
    };
    char out[8192];
    calls_n = 0;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct str answer = test_exchange(http_port(*state), rows[i], out, sizeof out);
        assert_int_not_equal(200, test_status(answer));
        assert_int_equal(0, calls_n);
    }
}

static void a_good_request_reaches_the_handler_decoded(void **state)
{
    char out[8192];
    struct str answer = test_exchange(
        http_port(*state),
        STR("POST /%E9%BC%93%E6%A5%BC/a+b?p=1&q=a+b%26c&q=2 HTTP/1.1\r\nHost: h\r\n"
            "x-NOTE:  \xe4\xb8\xad  \r\nCookie: a=1; session=s3; b=2\r\nContent-Length: 4\r\n"
            "Connection: close\r\n\r\nbody"),
        out, sizeof out);
    assert_int_equal(200, test_status(answer));
    assert_true(test_has(answer, "method=POST path=/鼓楼/a+b q=a b&c x=中 c=s3 peer=127.0.0.1 "
                                 "body=body;"));
}

static void a_body_in_chunks_is_put_together(void **state)
{
    char out[8192];
    struct str answer = test_exchange(http_port(*state),
                                      STR("PUT / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n"
                                          "Transfer-Encoding: chunked\r\n\r\n"
                                          "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"),
                                      out, sizeof out);
    assert_int_equal(200, test_status(answer));
    assert_true(test_has(answer, "body=abcde;"));
}

static void a_request_that_comes_byte_by_byte_is_understood(void **state)
{
    char head[9000], out[16384];
    int n = snprintf(head, sizeof head, "GET /slow HTTP/1.1\r\nHost: h\r\nConnection: close\r\n");
    for (int i = 0; i < 60; i++) {
        n += snprintf(head + n, sizeof head - (size_t)n, "X-Filler-%d: %0100d\r\n", i, i);
    }
    n += snprintf(head + n, sizeof head - (size_t)n, "X-Note: end\r\n\r\n");
    int fd = test_connect(http_port(*state));
    for (int i = 0; i < n; i += i < 200 || i > n - 200 ? 1 : 97) {
        int step = i < 200 || i > n - 200 ? 1 : 97;
        test_send(fd, (struct str){head + i, (size_t)(i + step > n ? n - i : step)});
    }
    struct str answer = test_read_all(fd, out, sizeof out);
    close(fd);
    assert_int_equal(200, test_status(answer));
    assert_true(test_has(answer, "path=/slow q= x=end"));
}

static void many_requests_follow_on_one_connection(void **state)
{
    char out[8192];
    struct str answer = test_exchange(http_port(*state),
                                      STR("GET /one HTTP/1.1\r\nHost: h\r\n\r\n"
                                          "POST /two HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n"
                                          "\r\nok" GOOD),
                                      out, sizeof out);
    assert_true(test_has(answer, "path=/one"));
    assert_true(test_has(answer, "path=/two"));
    assert_true(test_has(answer, "path=/good"));
}

static void a_body_over_the_limit_is_answered_413(void **state)
{
    char out[8192], chunked[3000];
    struct str answer = test_exchange(
        http_port(*state), STR("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1001\r\n\r\n"), out,
        sizeof out);
    assert_int_equal(413, test_status(answer));
    answer = test_exchange(http_port(*state),
                           STR("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: "
                               "99999999999999999999999\r\n\r\nabc"),
                           out, sizeof out);
    assert_int_equal(413, test_status(answer));
    int n = snprintf(chunked, sizeof chunked,
                     "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
                     "5dc\r\n%01500d\r\n0\r\n\r\n",
                     0);
    answer = test_exchange(http_port(*state), (struct str){chunked, (size_t)n}, out, sizeof out);
    assert_int_equal(413, test_status(answer));
}

static void a_server_with_too_much_to_do_says_503_before_the_body(void **state)
{
    char out[8192];
    is_busy = true;
    calls_n = 0;
    struct str answer = test_exchange(
        http_port(*state), STR("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 900\r\n\r\n"), out,
        sizeof out);
    is_busy = false;
    assert_int_equal(503, test_status(answer));
    assert_true(test_has(answer, "Retry-After: 1\r\n"));
    assert_int_equal(0, calls_n);
}

static void an_unknown_method_is_answered_405_with_those_known(void **state)
{
    char out[8192];
    struct str answer = test_exchange(
        http_port(*state), STR("TRACE / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"), out,
        sizeof out);
    assert_int_equal(405, test_status(answer));
    assert_true(test_has(answer, "Allow: GET, HEAD, POST, PUT, DELETE\r\n"));
}

static void every_answer_carries_the_security_headers(void **state)
{
    char out[8192];
    struct str answer = test_exchange(http_port(*state), STR(GOOD), out, sizeof out);
    assert_true(test_has(answer, "Content-Security-Policy: default-src 'self'; img-src"));
    assert_true(test_has(answer, "frame-ancestors 'none'"));
    assert_true(test_has(answer, "X-Content-Type-Options: nosniff\r\n"));
    assert_true(test_has(answer, "Referrer-Policy: same-origin\r\n"));
    assert_true(test_has(answer, "Cache-Control: no-store\r\n"));
    assert_false(test_has(answer, "unsafe-inline"));
    answer = test_exchange(http_port(*state),
                           STR("GET /styled HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"), out,
                           sizeof out);
    assert_true(test_has(answer, "style-src 'self' 'unsafe-inline';"));
}

static void a_header_with_a_line_end_is_never_sent(void **state)
{
    char out[8192];
    struct str answer = test_exchange(
        http_port(*state), STR("GET /bad-header HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"),
        out, sizeof out);
    assert_int_equal(500, test_status(answer));
    assert_false(test_has(answer, "X-Injected"));
}

static void a_fresh_page_is_answered_304_without_a_body(void **state)
{
    char out[8192], request[300];
    struct str answer = test_exchange(
        http_port(*state), STR("GET /tagged HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"), out,
        sizeof out);
    size_t at = str_find(answer, STR("ETag: "));
    assert_true(at < answer.len);
    struct str tag = str_first(str_from(answer, at + 6), 34);
    int n = snprintf(request, sizeof request,
                     "GET /tagged HTTP/1.1\r\nHost: h\r\nIf-None-Match: \"x\", W/%.34s\r\n"
                     "Connection: close\r\n\r\n",
                     tag.p);
    answer = test_exchange(http_port(*state), (struct str){request, (size_t)n}, out, sizeof out);
    assert_int_equal(304, test_status(answer));
    assert_false(test_has(answer, "method=GET"));
}

static void a_head_request_gets_the_headers_only(void **state)
{
    char out[8192];
    struct str answer = test_exchange(
        http_port(*state), STR("HEAD /h HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"), out,
        sizeof out);
    assert_int_equal(200, test_status(answer));
    assert_false(test_has(answer, "method=HEAD"));
}

static void an_address_that_is_none_is_refused_with_a_sentence(void **state)
{
    static const char *const bad[] = {"",           "8080",        "127.0.0.1",     "127.0.0.1:",
                                      "example:80", "127.0.0.1:x", "1.2.3.4:70000", "[::1:80"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct err err;
        struct http_server *server = NULL;
        struct http_options options = {.listen = str_of(bad[i]), .threads = 1, .handler = echo};
        assert_false(http_start(&options, &server, &err));
        assert_int_equal(ERR_USAGE, err.kind);
    }
    char taken[40];
    struct err err;
    struct http_server *server = NULL;
    int n = snprintf(taken, sizeof taken, "127.0.0.1:%d", http_port(*state));
    struct http_options options = {.listen = {taken, (size_t)n}, .threads = 1, .handler = echo};
    assert_false(http_start(&options, &server, &err));
    assert_int_equal(ERR_SYSTEM, err.kind);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_malformed_request_is_answered_400_and_the_connection_closed),
        cmocka_unit_test(a_request_line_that_cannot_be_split_closes_the_connection),
        cmocka_unit_test(a_good_request_reaches_the_handler_decoded),
        cmocka_unit_test(a_body_in_chunks_is_put_together),
        cmocka_unit_test(a_request_that_comes_byte_by_byte_is_understood),
        cmocka_unit_test(many_requests_follow_on_one_connection),
        cmocka_unit_test(a_body_over_the_limit_is_answered_413),
        cmocka_unit_test(a_server_with_too_much_to_do_says_503_before_the_body),
        cmocka_unit_test(an_unknown_method_is_answered_405_with_those_known),
        cmocka_unit_test(every_answer_carries_the_security_headers),
        cmocka_unit_test(a_header_with_a_line_end_is_never_sent),
        cmocka_unit_test(a_fresh_page_is_answered_304_without_a_body),
        cmocka_unit_test(a_head_request_gets_the_headers_only),
        cmocka_unit_test(an_address_that_is_none_is_refused_with_a_sentence),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
