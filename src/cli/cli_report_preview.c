/*
 * cli_report_preview.c - gulou report preview: a source on a loopback address, read anew and bound
 * anew whenever the page is asked for; what is wrong stands on the page with its place.
 */
#include "cli/cli_report.h"

#include "http/http.h"
#include "os/file.h"
#include "os/process.h"
#include "text/escape.h"

struct preview {
    struct cli_args *args; /* the options; its arena is the main thread's */
    struct office *office;
    struct str path;
    struct figure_question question;
};

static void put_complaints(const struct preview *p, const struct complaints *complaints,
                           struct buf *out)
{
    buf_put_c(out, "<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\">"
                   "<title>报告有误</title></head><body><h1>");
    escape_html(out, p->path);
    buf_put_c(out, "</h1>\n<ul>\n");
    for (size_t i = 0; i < complaints->list.n; i++) {
        const struct complaint *c = &complaints->list.at[i];
        buf_print(out, "<li>%d:%d ", c->line, c->column);
        escape_html(out, c->text);
        buf_put_c(out, "</li>\n");
    }
    buf_put_c(out, "</ul></body></html>\n");
}

static bool put_page(const struct preview *p, struct arena *arena, struct buf *out, struct err *err)
{
    struct figure_question q = p->question;
    struct report_binding binding = {.year = date_year(q.from),
                                     .office = office_name(p->office),
                                     .is_demo = office_is_demo(p->office),
                                     .from = q.from,
                                     .to = q.to};
    struct complaints complaints;
    struct report report;
    struct str bytes;
    complaints_init(&complaints, arena);
    if (!os_file_read(arena, p->path, CLI_SOURCE_BYTES, &bytes, err))
        return false;
    const struct report_source *source =
        report_parse(arena, q.registry, p->path, bytes, &complaints);
    if (source == NULL) {
        put_complaints(p, &complaints, out);
        return true;
    }
    if (!report_bind_question(source, &q, &binding, arena, &report, err))
        return false;
    document_put_html(report_document(&report, NULL, arena), out);
    return true;
}

static void answer(void *context, const struct http_request *request,
                   struct http_response *response)
{
    const struct preview *p = context;
    struct err err;
    struct buf out;
    if (!str_equal_c(request->path, "/")) {
        http_respond(response, 404, HTTP_TEXT, STR("only / is here\n"));
        return;
    }
    buf_init(&out, CLI_REPORT_BYTES);
    if (put_page(p, request->arena, &out, &err))
        http_respond(response, 200, HTTP_HTML, arena_copy(request->arena, buf_str(&out)));
    else
        http_respond(response, err_http_status(err.kind), HTTP_TEXT,
                     arena_copy(request->arena, str_of(err.what)));
    response->has_inline_style = true;
    http_response_add(response, STR("Cache-Control"), STR("no-store"));
    buf_done(&out);
}

static bool is_loopback(struct str listen)
{
    return str_starts(listen, STR("127.")) || str_starts(listen, STR("localhost:"))
           || str_starts(listen, STR("[::1]:"));
}

int cli_report_preview(struct cli_args *args, struct office *office)
{
    struct preview preview = {.args = args, .office = office, .path = args->positional.at[1]};
    struct str listen = cli_value(args, "listen");
    struct http_server *server;
    struct cli_values values;
    struct str ignored;
    struct err err;
    if (listen.len == 0)
        listen = STR("127.0.0.1:8081");
    if (!is_loopback(listen))
        return cli_wrong(args, "a draft is shown on this machine only: --listen 127.0.0.1:PORT");
    int status = cli_values(args, office, &values);
    if (status != 0)
        return status;
    preview.question = values.question;
    if (!os_file_read(args->arena, preview.path, CLI_SOURCE_BYTES, &ignored, &err))
        return cli_failed(args, &err);
    /* One thread: the office's connection belongs to whoever answers. */
    struct http_options options = {
        .listen = listen, .threads = 1, .handler = answer, .context = &preview};
    os_signals_init();
    if (!http_start(&options, &server, &err))
        return cli_failed(args, &err);
    fprintf(args->out, "http://127.0.0.1:%d/ shows %" STR_FMT " (port %d); Ctrl-C ends it\n",
            http_port(server), STR_ARG(preview.path), http_port(server));
    fflush(args->out);
    (void)os_wait_stop(-1);
    http_stop(server);
    return CLI_DONE;
}
