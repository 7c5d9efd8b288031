/*
 * main.c - puts the doors together and picks one.
 */
#include "cli/cli.h"
#include "cli/cli_serve.h"
#include "os/process.h"
#include "web/web.h"

static bool serve(const struct cli_serving *serving, struct err *err)
{
    struct web *web;
    struct web_options options = {
        .office = serving->office,
        .listen = serving->listen,
        .pages = serving->pages,
        .threads = serving->threads,
    };
    os_signals_init();
    if (!web_start(&options, &web, err))
        return false;
    fprintf(serving->out, "http://%" STR_FMT " (port %d)\n", STR_ARG(serving->listen),
            web_port(web));
    fflush(serving->out);
    bool has_failed = false;
    while (!os_should_stop() && !has_failed) {
        os_wait_stop(1000);
        has_failed = web_has_failed(web, err);
    }
    web_stop(web);
    return !has_failed;
}

int main(int argc, char **argv)
{
    cli_serve_with = serve;
    return cli_main(argc, argv);
}
