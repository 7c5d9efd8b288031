/*
 * cli_lookup.c - a person looked up inside one register. What identifies him is read from the
 * standard input: a command line is seen by everybody on the machine and kept by shells.
 */
#include <stdio.h>

#include "base/limits.h"
#include "cli/cli_commands.h"
#include "cli/cli_file.h"
#include "cli/cli_office.h"
#include "office/lookup.h"
#include "office/matter_json.h"

enum { IDENTIFIER_BYTES_MAX = 1000 };
#define STANDARD_INPUT STR("/dev/stdin")

static void print_json(struct cli_args *args, const struct office *office,
                       const struct lookup_found *found)
{
    struct buf buf;
    struct json_out json;
    buf_init(&buf, 1 << 24);
    json_out_init(&json, &buf);
    lookup_json(&json, office, found, args->arena);
    fprintf(args->out, "%" STR_FMT "\n", STR_ARG(buf_str(&buf)));
    buf_done(&buf);
}

static int look_up(struct cli_args *args, struct office *office)
{
    struct err err;
    struct str text;
    struct lookup lookup = {.register_key = args->positional.at[0]};
    struct lookup_found found;
    int status = cli_office_actor(args, &lookup.actor);
    if (status != 0)
        return status;
    if (!cli_file_read(args, STANDARD_INPUT, IDENTIFIER_BYTES_MAX, &text, &err))
        return cli_failed(args, &err);
    lookup.identifier = str_trim(text);
    if (!office_lookup(office, args->arena, &lookup, &found, &err))
        return cli_failed(args, &err);
    if (cli_has(args, "json")) {
        print_json(args, office, &found);
        return CLI_DONE;
    }
    for (size_t i = 0; i < found.n; i++) {
        const struct matter *m = found.matters[i];
        struct title state = m->def->states[m->state].title;
        fprintf(args->out, "%lld  %" STR_FMT "  %" STR_FMT "\n", (long long)m->id,
                STR_ARG(matter_number(m, office_is_demo(office), args->arena)),
                STR_ARG(cli_is_english(args) ? state.en : state.zh));
    }
    fprintf(args->out,
            cli_is_english(args) ? "%zu matters; entered as #%lld\n"
                                 : "%zu件；查询已记入账本 #%lld\n",
            found.n, (long long)found.seq);
    return CLI_DONE;
}

static void bring(struct cli_args *args)
{
    cli_file_bring(args, STANDARD_INPUT, IDENTIFIER_BYTES_MAX);
}

static int run(struct cli_args *args)
{
    if (args->positional.n != 1)
        return cli_wrong(args, "lookup takes one register; what identifies the person is read from "
                               "the standard input");
    return cli_office_write(args, look_up);
}

const struct cli_command cli_lookup = {
    .name = "lookup",
    .usage = "REGISTER --as PERSON < IDENTIFIER",
    .summary = "a person's matters in one register; every look-up is seen by the person",
    .run = run,
    .server = CLI_TO_SERVER,
    .bring = bring,
};
