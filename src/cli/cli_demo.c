/*
 * cli_demo.c - gulou demo: fills a new database with the simulated year.
 */
#include "cli/cli_commands.h"
#include "cli/cli_office.h"
#include "demo/demo.h"
#include "os/clock.h"
#include "text/json.h"

static int print(struct cli_args *args, const struct office_stats *stats, double seconds)
{
    double rate = seconds > 0 ? (double)stats->events / seconds : 0;
    if (cli_has(args, "json"))
        fprintf(args->out,
                "{\"events\":%lld,\"commands\":%lld,\"batches\":%lld,\"seconds\":%.3f,"
                "\"decide_ms\":%lld,\"decide_median_us\":%.1f,\"seal_ms\":%lld,\"write_ms\":%lld,"
                "\"rows\":%lld,\"wal_bytes\":%lld,\"db_bytes\":%lld,\"fsyncs\":%lld}\n",
                (long long)stats->events, (long long)stats->commands, (long long)stats->batches,
                seconds, (long long)(stats->decide_ns / 1000000),
                (double)stats->decide_median_ns / 1e3, (long long)(stats->seal_ns / 1000000),
                (long long)(stats->write_ns / 1000000), (long long)stats->rows_written,
                (long long)stats->wal_bytes, (long long)stats->db_bytes, (long long)stats->fsyncs);
    else
        fprintf(args->out, "%lld events in %.1f s: %.0f a second\n", (long long)stats->events,
                seconds, rate);
    return CLI_DONE;
}

/* The first name of --only that no part has; empty: all are known. */
static struct str unknown_part(struct str only)
{
    struct str name;
    while (str_next(&only, ',', &name)) {
        const struct demo_part *part = demo_parts;
        while (part->name != NULL && !str_equal_c(name, part->name))
            part++;
        if (part->name == NULL)
            return name.len > 0 ? name : STR(",");
    }
    return STR_NONE;
}

static int wrong_part(struct cli_args *args, struct str name)
{
    cli_wrong(args, "the simulated year has no part \"%" STR_FMT "\"", STR_ARG(name));
    fputs("the parts are:", args->err);
    for (const struct demo_part *part = demo_parts; part->name != NULL; part++)
        fprintf(args->err, " %s", part->name);
    fputs("\n", args->err);
    return CLI_USAGE;
}

static bool parse_options(struct cli_args *args, struct demo_options *options, int *status)
{
    struct str year = cli_value(args, "year"), scale = cli_value(args, "scale");
    struct str batch = cli_value(args, "batch"), threads = cli_value(args, "threads");
    struct str years = cli_value(args, "years");
    int64_t number = 2022;
    struct decimal decimal = {1, 0};
    *status = 0;
    if (year.len > 0 && (!str_to_i64(year, &number) || number < 2017 || number > 2025))
        *status = cli_wrong(args, "--year takes a year from 2017 to 2025");
    options->year = (int)number;
    if (scale.len > 0 && (!decimal_parse(scale, &decimal) || decimal.scale > 3))
        *status = cli_wrong(args, "--scale takes a number with at most three digits: 0.02");
    if (!decimal_rescale(decimal, 3, ROUND_DOWN, &decimal) || decimal.units < 1
        || decimal.units > 10000)
        *status = cli_wrong(args, "--scale takes a number from 0.001 to 10");
    options->scale_permille = decimal.units;
    number = 10000;
    if (batch.len > 0 && (!str_to_i64(batch, &number) || number < 1 || number > 10000))
        *status = cli_wrong(args, "--batch takes a number of commands from 1 to 10000");
    options->batch = (size_t)number;
    number = 1;
    if (threads.len > 0 && (!str_to_i64(threads, &number) || number < 1 || number > 16))
        *status = cli_wrong(args, "--threads takes a number from 1 to 16");
    options->threads = (int)number;
    number = 1;
    if (years.len > 0 && (!str_to_i64(years, &number) || number < 1 || number > DEMO_YEARS_MAX))
        *status = cli_wrong(args, "--years takes a number of years from 1 to %d", DEMO_YEARS_MAX);
    options->years = (int)number;
    return *status == 0;
}

static int run(struct cli_args *args)
{
    struct demo_options options = {
        .db = cli_value(args, "db"),
        .keys = cli_value(args, "keys"),
        .seed = cli_value(args, "seed"),
        .only = cli_value(args, "only"),
        .is_quiet = cli_has(args, "quiet") || cli_has(args, "json"),
    };
    struct complaints complaints;
    struct office_stats stats;
    struct err err;
    int status;
    if (options.db.len == 0)
        options.db = STR("gulou.db");
    if (options.seed.len == 0)
        options.seed = STR("gulou-demo");
    if (!parse_options(args, &options, &status))
        return status;
    struct str unknown = unknown_part(options.only);
    if (unknown.len > 0)
        return wrong_part(args, unknown);
    complaints_init(&complaints, args->arena);
    int64_t start = os_monotonic_ns();
    if (!demo_run(&options, &stats, &complaints, &err)) {
        if (complaints.list.n > 0)
            cli_complain(args, &complaints);
        return cli_failed(args, &err);
    }
    return print(args, &stats, (double)(os_monotonic_ns() - start) / 1e9);
}

static const struct cli_option_def options[] = {
    {"year", 0, CLI_VALUE},    {"years", 0, CLI_VALUE},  {"scale", 0, CLI_VALUE},
    {"seed", 0, CLI_VALUE},    {"only", 0, CLI_VALUE},   {"batch", 0, CLI_VALUE},
    {"threads", 0, CLI_VALUE}, {"quiet", 'q', CLI_FLAG}, {NULL, 0, CLI_FLAG},
};

const struct cli_command cli_demo = {
    .name = "demo",
    .usage = "[--year 2022] [--years N] [--scale 1.0] [--seed TEXT] [--only PART,PART]\n"
             "    [--batch N] [--threads N] [--quiet]",
    .summary = "fill a new database with a simulated year",
    .options = options,
    .is_wordless = true,
    .run = run,
};
