/* Each row is a bad request followed by a good one on the same connection: it must be refused and
 * the connection closed, so that the second is never read as a request of its own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "http/test_client.h"

#define GOOD "GET /second HTTP/1.1\r\nHost: h\r\n\r\n"

static struct http_server *server;

static void answer(void *context, const struct http_request *request,
                   struct http_response *response)
{
    (void)context;
    http_respond(response, 200, HTTP_TEXT, request->path);
}

static int start(void **state)
{
    (void)state;
    struct err err;
    struct http_options options = {.listen = STR("127.0.0.1:0"), .threads = 2, .handler = answer};
    return http_start(&options, &server, &err) ? 0 : -1;
}

static int stop(void **state)
{
    (void)state;
    http_stop(server);
    return 0;
}

static const struct row {
    const char *rule;
    int status; /* 0: closed without an answer is right too */
    struct str request;
} rows[] = {
    {"a length beside a coding", 400,
     STR("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"
         "0\r\n\r\n" GOOD)},
    {"two lengths that differ", 400,
     STR("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nContent-Length: 0\r\n\r\nabc" GOOD)},
    {"two lengths that agree", 400,
     STR("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabc" GOOD)},
    {"a list of lengths", 400,
     STR("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3, 3\r\n\r\nabc" GOOD)},
    {"an unknown coding", 400,
     STR("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" GOOD)},
    {"two codings", 400,
     STR("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n"
         "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" GOOD)},
    {"a coding in HTTP/1.0", 400,
     STR("POST / HTTP/1.0\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" GOOD)},
    {"a length with a sign", 400,
     STR("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: +3\r\n\r\nabc" GOOD)},
    {"a space before the colon", 400,
     STR("POST / HTTP/1.1\r\nHost: h\r\nContent-Length : 3\r\n\r\nabc" GOOD)},
    {"a folded line", 400, STR("GET / HTTP/1.1\r\nHost: h\r\nX-A: b\r\n folded\r\n\r\n" GOOD)},
    {"a folded last line", 400,
     STR("GET / HTTP/1.1\r\nX-A: b\r\nHost: h\r\n\tfolded: x\r\n\r\n" GOOD)},
    {"a fold before any header", 400, STR("GET / HTTP/1.1\r\n X-A: b\r\nHost: h\r\n\r\n" GOOD)},
    {"a chunk size in hexadecimal notation", 400,
     STR("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
         "0x3\r\nabc\r\n0\r\n\r\n" GOOD)},
    {"no Host", 400, STR("GET / HTTP/1.1\r\nX-A: b\r\n\r\n" GOOD)},
    {"two Hosts", 400, STR("GET / HTTP/1.1\r\nHost: h\r\nHost: h\r\n\r\n" GOOD)},
    {"a Host with a path", 400, STR("GET / HTTP/1.1\r\nHost: h/x\r\n\r\n" GOOD)},
    {"bare line feeds", 400, STR("GET / HTTP/1.1\nHost: h\n\n" GOOD)},
    {"a bare line feed after one header", 400,
     STR("GET / HTTP/1.1\r\nX-A: b\nHost: h\r\n\r\n" GOOD)},
    {"a bare line feed at the end", 400, STR("GET / HTTP/1.1\r\nHost: h\r\n\n" GOOD)},
    {"a bare carriage return", 400, STR("GET / HTTP/1.1\r\nHost: h\rX-A: b\r\n\r\n" GOOD)},
    {"NUL inside a value", 400, STR("GET / HTTP/1.1\r\nHost: h\r\nX-A: b\0c\r\n\r\n" GOOD)},
    {"a header hidden behind NULs", 400,
     STR("POST / HTTP/1.1\r\nHost: h\r\nX-A: b\0\0Content-Length\0 3\r\n\r\n" GOOD)},
    {"NUL at the end of a value", 400, STR("GET / HTTP/1.1\r\nHost: h\0\r\n\r\n" GOOD)},
    {"NUL inside the target", 400, STR("GET /\0x HTTP/1.1\r\nHost: h\r\n\r\n" GOOD)},
    {"an escaped NUL in the path", 400, STR("GET /x%00y HTTP/1.1\r\nHost: h\r\n\r\n" GOOD)},
    {"an escaped line end in the path", 400, STR("GET /x%0d%0ay HTTP/1.1\r\nHost: h\r\n\r\n" GOOD)},
    {"a bad escape", 400, STR("GET /x%zz HTTP/1.1\r\nHost: h\r\n\r\n" GOOD)},
    {"a path that is not UTF-8", 400, STR("GET /%ff HTTP/1.1\r\nHost: h\r\n\r\n" GOOD)},
    {"a query that is not UTF-8", 400, STR("GET /?a=%c0%80 HTTP/1.1\r\nHost: h\r\n\r\n" GOOD)},
    {"a way upwards", 400, STR("GET /a/../b HTTP/1.1\r\nHost: h\r\n\r\n" GOOD)},
    {"an empty segment", 400, STR("GET //evil.example/ HTTP/1.1\r\nHost: h\r\n\r\n" GOOD)},
    {"the method of a proxy", 400,
     STR("CONNECT evil.example:443 HTTP/1.1\r\nHost: h\r\n\r\n" GOOD)},
    {"a space inside the target", 0, STR("GET /a b HTTP/1.1\r\nHost: h\r\n\r\n" GOOD)},
    {"two spaces before the version", 0, STR("GET /  HTTP/1.1\r\nHost: h\r\n\r\n" GOOD)},
    {"a line without a colon", 400, STR("GET / HTTP/1.1\r\nHost: h\r\nnocolon\r\n\r\n" GOOD)},
    {"a header without a name", 400, STR("GET / HTTP/1.1\r\nHost: h\r\n: x\r\n\r\n" GOOD)},
    {"a control character", 400, STR("GET / HTTP/1.1\r\nHost: h\r\nX-A: \x01\r\n\r\n" GOOD)},
    {"a method unknown here", 405, STR("TRACE / HTTP/1.1\r\nHost: h\r\n\r\n" GOOD)},
    {"a method in lower case", 405, STR("get / HTTP/1.1\r\nHost: h\r\n\r\n" GOOD)},
    {"the preface of HTTP/2", 505, STR("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" GOOD)},
    {"no version", 0, STR("GET /\r\n\r\n" GOOD)},
};

static void an_ambiguous_request_is_refused_and_the_connection_closed(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct buf in;
        buf_init(&in, 1 << 20);
        int fd = client_open(http_port(server));
        client_send(fd, rows[i].request);
        client_receive_all(fd, &in);
        close(fd);
        bool is_silent = rows[i].status == 0 && in.len == 0;
        if (!is_silent
            && (!str_starts(buf_str(&in), STR("HTTP/1.1 "))
                || (rows[i].status != 0 && client_status(&in) != rows[i].status)))
            fail_msg("%s: expected %d, got %" STR_FMT, rows[i].rule, rows[i].status,
                     STR_ARG(str_first(buf_str(&in), 200)));
        if (client_has(&in, STR("HTTP/1.1 200")) || client_has(&in, STR("/second")))
            fail_msg("%s: the bytes behind it were read as a request", rows[i].rule);
        buf_done(&in);
    }
}

/* The same bytes, in pieces: the library's buffer is filled, moved and cut differently. */
static void a_head_is_judged_alike_however_it_is_cut(void **state)
{
    (void)state;
    struct str good = STR("GET /x HTTP/1.1\r\nHost: h\r\nX-Empty:\r\nX-Tab:\t v \r\n\r\n");
    struct str folded = STR("GET /x HTTP/1.1\r\nHost: h\r\nX-A: b\r\n c\r\n\r\n");
    for (size_t cut = 1; cut < good.len; cut += 3) {
        struct buf in;
        buf_init(&in, 1 << 20);
        int fd = client_open(http_port(server));
        client_send(fd, str_first(good, cut));
        usleep(2000);
        client_send(fd, str_from(good, cut));
        client_receive_one(fd, &in, false);
        assert_int_equal(client_status(&in), 200);
        buf_clear(&in);
        client_send(fd, str_first(folded, cut));
        usleep(2000);
        client_send(fd, str_from(folded, cut));
        client_receive_all(fd, &in);
        assert_int_equal(client_status(&in), 400);
        close(fd);
        buf_done(&in);
    }
}

static void a_head_over_the_limit_is_refused(void **state)
{
    (void)state;
    static const size_t bytes[] = {31000, 33000, 60000, 200000};
    for (size_t i = 0; i < sizeof bytes / sizeof bytes[0]; i++) {
        struct buf in, out;
        buf_init(&in, 1 << 20);
        buf_init(&out, 1 << 20);
        buf_put_c(&out, "GET / HTTP/1.1\r\nHost: h\r\nX-Long: ");
        while (out.len < bytes[i])
            buf_put_char(&out, 'x');
        buf_put_c(&out, "\r\n\r\n");
        int fd = client_open(http_port(server));
        client_send(fd, buf_str(&out));
        if (i == 0)
            client_receive_one(fd, &in, false);
        else
            client_receive_all(fd, &in);
        int status = client_status(&in);
        assert_true(i == 0 ? status == 200 : status == 431 || status == 413);
        close(fd);
        buf_done(&in);
        buf_done(&out);
    }
}

static void too_many_headers_are_refused(void **state)
{
    (void)state;
    struct buf in, out;
    buf_init(&in, 1 << 20);
    buf_init(&out, 1 << 20);
    buf_put_c(&out, "GET / HTTP/1.1\r\nHost: h\r\n");
    for (int i = 0; i < 100; i++)
        buf_print(&out, "X-%d: y\r\n", i);
    buf_put_c(&out, "\r\n");
    int fd = client_open(http_port(server));
    client_send(fd, buf_str(&out));
    client_receive_all(fd, &in);
    assert_int_equal(client_status(&in), 400);
    close(fd);
    buf_done(&in);
    buf_done(&out);
}

static void an_address_over_the_limit_is_refused(void **state)
{
    (void)state;
    struct buf in, out;
    buf_init(&in, 1 << 20);
    buf_init(&out, 1 << 20);
    buf_put_c(&out, "GET /");
    while (out.len < 8100)
        buf_put_char(&out, 'x');
    buf_put_c(&out, " HTTP/1.1\r\nHost: h\r\n\r\n");
    int fd = client_open(http_port(server));
    client_send(fd, buf_str(&out));
    client_receive_all(fd, &in);
    assert_int_equal(client_status(&in), 414);
    close(fd);
    buf_done(&in);
    buf_done(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_ambiguous_request_is_refused_and_the_connection_closed),
        cmocka_unit_test(a_head_is_judged_alike_however_it_is_cut),
        cmocka_unit_test(a_head_over_the_limit_is_refused),
        cmocka_unit_test(too_many_headers_are_refused),
        cmocka_unit_test(an_address_over_the_limit_is_refused),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
