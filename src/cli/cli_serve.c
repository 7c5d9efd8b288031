/*
 * cli_serve.c - gulou serve, and gulou token.
 */
#include "cli/cli_serve.h"

#include "cli/cli_commands.h"
#include "cli/cli_office.h"
#include "crypto/hash.h"
#include "crypto/hex.h"
#include "os/chance.h"
#include "os/clock.h"
#include "store/store.h"

bool (*cli_serve_with)(const struct cli_serving *serving, struct err *err);

static bool is_loopback(struct str listen)
{
    return str_starts(listen, STR("127.")) || str_starts(listen, STR("localhost:"))
           || str_starts(listen, STR("[::1]:"));
}

static int serve(struct cli_args *args, struct office *office)
{
    struct err err;
    int64_t events, threads = 2;
    struct cli_serving serving = {.office = office,
                                  .listen = cli_value(args, "listen"),
                                  .db = cli_value(args, "db"),
                                  .pages = cli_value(args, "pages"),
                                  .out = args->out};
    struct str text = cli_value(args, "threads");
    if (serving.db.len == 0)
        serving.db = STR("gulou.db");
    if (serving.listen.len == 0)
        serving.listen = STR("127.0.0.1:8080");
    if (!is_loopback(serving.listen))
        fprintf(args->err,
                "gulou serve: pages have no log-in yet: whoever reaches %" STR_FMT " reads them\n",
                STR_ARG(serving.listen));
    if (text.len > 0 && (!str_to_i64(text, &threads) || threads < 1 || threads > 16))
        return cli_wrong(args, "--threads takes a number from 1 to 16");
    serving.threads = (int)threads;
    if (!office_sweep(office, &events, &err) || !cli_serve_with(&serving, &err))
        return cli_failed(args, &err);
    return CLI_DONE;
}

/* What the server did, in numbers. */
static void print_stats(struct cli_args *args, const struct office *office)
{
    struct office_stats stats;
    office_stats(office, &stats);
    fprintf(args->out,
            "{\"commands\":%lld,\"events\":%lld,\"batches\":%lld,\"decide_median_us\":%.1f,"
            "\"rows\":%lld,\"wal_bytes\":%lld,\"db_bytes\":%lld,\"fsyncs\":%lld}\n",
            (long long)stats.commands, (long long)stats.events, (long long)stats.batches,
            (double)stats.decide_median_ns / 1e3, (long long)stats.rows_written,
            (long long)stats.wal_bytes, (long long)stats.db_bytes, (long long)stats.fsyncs);
}

static int run_serve(struct cli_args *args)
{
    struct office *office;
    int status = cli_office_open(args, &office);
    if (status != 0)
        return status;
    status = serve(args, office);
    if (status == 0 && cli_has(args, "stats"))
        print_stats(args, office);
    office_close(office);
    return status;
}

/* The token is shown once; only its hash is kept. */
static int make_token(struct cli_args *args, struct office *office)
{
    unsigned char bytes[24];
    struct hash256 hash;
    struct buf text;
    struct err err;
    int64_t person;
    int status = cli_office_actor(args, &person);
    if (status != 0)
        return status;
    if (organisation_person(office_current(office)->organisation, person) == NULL)
        return cli_wrong(args, "no member of staff has the id %lld", (long long)person);
    os_chance_fresh(bytes, sizeof bytes);
    buf_init(&text, 128);
    buf_put_c(&text, "gulou_");
    hex_put(&text, bytes, sizeof bytes);
    hash_sha256(text.p, text.len, &hash);
    struct store *db = office_store(office);
    bool ok = store_begin(db, &err);
    struct stmt *stmt = ok ? store_statement(db, Q_TOKEN_PUT) : NULL;
    if (ok) {
        stmt_i64(stmt, office_district(office));
        stmt_blob(stmt, hash.b, sizeof hash.b);
        stmt_i64(stmt, person);
        stmt_i64(stmt, os_now().ms);
        ok = stmt_run(stmt, &err);
        if (!ok)
            store_rollback(db);
    }
    ok = ok && store_commit(db, &err);
    if (ok)
        fprintf(args->out, "%" STR_FMT "\n", STR_ARG(buf_str(&text)));
    buf_done(&text);
    return ok ? CLI_DONE : cli_failed(args, &err);
}

static int run_token(struct cli_args *args)
{
    return cli_office_write(args, make_token);
}

static const struct cli_option_def options[] = {
    {"listen", 0, CLI_VALUE}, {"pages", 0, CLI_VALUE}, {"threads", 0, CLI_VALUE},
    {"stats", 0, CLI_FLAG},   {NULL, 0, CLI_FLAG},
};

const struct cli_command cli_serve = {
    .name = "serve",
    .usage = "[--listen 127.0.0.1:8080] [--pages DIR] [--threads N] [--stats]",
    .summary = "the web server",
    .options = options,
    .is_wordless = true,
    .run = run_serve,
};

const struct cli_command cli_token = {
    .name = "token",
    .usage = "--as PERSON",
    .summary = "a bearer token for the API",
    .is_wordless = true,
    .run = run_token,
    .server = CLI_TO_SERVER,
};
