/*
 * main.c - puts the doors together and picks one.
 */
#include "cli/cli.h"
#include "cli/cli_door.h"
#include "cli/cli_serve.h"
#include "os/process.h"
#include "web/web.h"

static bool run_work(void *server, void (*work)(void *), void *context, bool is_alone,
                     struct err *err)
{
    return web_run(server, work, context, is_alone, err);
}

static bool serve(const struct cli_serving *serving, struct err *err)
{
    struct web *web;
    struct cli_door *door;
    struct web_options options = {
        .office = serving->office,
        .listen = serving->listen,
        .pages = serving->pages,
        .threads = serving->threads,
    };
    os_signals_init();
    if (!web_start(&options, &web, err))
        return false;
    struct cli_door_options door_options = {
        .office = serving->office, .db = serving->db, .run = run_work, .server = web};
    if (!cli_door_open(&door_options, &door, err)) {
        web_stop(web);
        return false;
    }
    fprintf(serving->out, "http://%" STR_FMT " (port %d)\n", STR_ARG(serving->listen),
            web_port(web));
    fflush(serving->out);
    bool has_failed = false;
    while (!os_should_stop() && !has_failed) {
        os_wait_stop(1000);
        has_failed = web_has_failed(web, err);
    }
    cli_door_close(door);
    web_stop(web);
    return !has_failed;
}

int main(int argc, char **argv)
{
    cli_serve_with = serve;
    return cli_main(argc, argv);
}
