/*
 * cli_init.c - gulou init: a new office, empty or in the middle of its year.
 */
#include "cli/cli_commands.h"
#include "cli/cli_definitions.h"
#include "cli/cli_import.h"
#include "cli/cli_office.h"
#include "os/file.h"

struct init {
    struct cli_args *args;
    struct office_options options;
    struct office_new given;
    int64_t maker, checker;
};

static int read_options(struct init *init)
{
    struct cli_args *args = init->args;
    struct str today = cli_value(args, "today");
    init->options = (struct office_options){
        .db = cli_value(args, "db"), .keys = cli_value(args, "keys"), .today = DATE_NONE};
    init->given = (struct office_new){.name = cli_value(args, "name"), .demo_today = DATE_NONE};
    if (init->options.db.len == 0)
        init->options.db = STR("gulou.db");
    if (!str_to_i64(cli_value(args, "district"), &init->given.district)
        || init->given.district < 100000 || init->given.district > 999999)
        return cli_wrong(args, "init takes --district with a code of six digits, e.g. 320106");
    if (init->given.name.len == 0)
        return cli_wrong(args, "init takes --name, the district's name");
    if (today.len > 0 && !date_parse(today, &init->options.today))
        return cli_wrong(args, "--today takes an existing day as YYYY-MM-DD, not \"%" STR_FMT "\"",
                         STR_ARG(today));
    init->given.is_demo = cli_has(args, "demo");
    init->given.demo_seed = cli_value(args, "demo");
    init->given.demo_today = init->options.today;
    if (init->given.is_demo && date_is_none(init->options.today))
        return cli_wrong(args, "a demo has its own today: --today DATE");
    if (init->given.is_demo)
        init->given.at = instant_at(init->options.today, 0, 0, 0);
    return CLI_DONE;
}

static int read_definitions(struct init *init)
{
    struct registry_file *files;
    struct err err;
    if (!cli_definitions(init->args->arena, cli_value(init->args, "definitions"), &files,
                         &init->given.files_n, &err))
        return cli_failed(init->args, &err);
    init->given.files = files;
    return CLI_DONE;
}

static int create(struct init *init, const struct office_options *options)
{
    struct complaints complaints;
    struct err err;
    complaints_init(&complaints, init->args->arena);
    if (office_create(options, &init->given, &complaints, &err))
        return CLI_DONE;
    cli_complain(init->args, &complaints);
    return cli_failed(init->args, &err);
}

/* ---- an opening ---- */

static int open_with(struct init *init, const struct office_options *options, bool is_dry_run)
{
    struct cli_args *args = init->args;
    struct office *office;
    struct cli_import import;
    struct err err;
    struct import_options wanted = {
        .is_opening = true,
        .is_dry_run = is_dry_run,
        .maker = init->maker,
        .checker = init->checker,
    };
    if (!office_open(options, &office, &err))
        return cli_failed(args, &err);
    int status = cli_import_all(args, office_current(office)->registry, cli_value(args, "opening"),
                                true, &import);
    if (status == CLI_DONE) {
        wanted.files = import.files.at;
        wanted.files_n = import.files.n;
        wanted.numbers = import.numbers.bytes.len > 0 ? &import.numbers : NULL;
        status = cli_import_run(args, office, &wanted);
    }
    office_close(office);
    return status;
}

static void remove_office(struct init *init, struct str db)
{
    static const char *const endings[] = {"",          "-wal",  "-shm",  ".keys",  ".keys-wal",
                                          ".keys-shm", ".lock", ".head", ".erased"};
    struct err ignored;
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
        (void)!os_file_remove(
            arena_print(init->args->arena, "%" STR_FMT "%s", STR_ARG(db), endings[i]), &ignored);
}

/* In an office of its own beside the new one, which is not made when the opening is not sound. */
static int try_opening(struct init *init)
{
    struct office_options trial = init->options;
    struct str db = init->options.db;
    if (str_starts(db, STR("sqlite:")))
        db = str_from(db, 7);
    db = arena_print(init->args->arena, "%" STR_FMT ".opening", STR_ARG(db));
    trial.db = db;
    trial.keys = STR_NONE;
    if (os_file_exists(init->options.db))
        return create(init, &init->options); /* says that it is there already */
    remove_office(init, db);
    int status = create(init, &trial);
    if (status == CLI_DONE)
        status = open_with(init, &trial, true);
    remove_office(init, db);
    return status;
}

static int read_signers(struct init *init)
{
    struct cli_args *args = init->args;
    struct str checker = cli_value(args, "checker");
    int status = cli_office_actor(args, &init->maker);
    if (status == CLI_DONE && (!str_to_i64(checker, &init->checker) || init->checker < 1))
        return cli_wrong(args, "an opening is signed by two persons: --as PERSON --checker PERSON");
    return status;
}

static int run(struct cli_args *args)
{
    struct init init = {.args = args};
    bool has_opening = cli_has(args, "opening");
    int status = read_options(&init);
    if (status == CLI_DONE)
        status = read_definitions(&init);
    if (status == CLI_DONE && has_opening)
        status = read_signers(&init);
    if (status == CLI_DONE && has_opening)
        status = try_opening(&init);
    if (status == CLI_DONE)
        status = create(&init, &init.options);
    if (status == CLI_DONE && has_opening)
        status = open_with(&init, &init.options, false);
    if (status == CLI_DONE && !cli_has(args, "json"))
        fprintf(args->out,
                "%" STR_FMT ": an office for %" STR_FMT ", with its keys beside it. Keep the two "
                "apart in your backups.\n",
                STR_ARG(init.options.db), STR_ARG(init.given.name));
    return status;
}

static const struct cli_option_def options[] = {
    {"name", 0, CLI_VALUE},    {"definitions", 0, CLI_VALUE}, {"opening", 0, CLI_VALUE},
    {"checker", 0, CLI_VALUE}, {"demo", 0, CLI_VALUE},        {NULL, 0, CLI_FLAG}};

const struct cli_command cli_init = {
    .name = "init",
    .usage = "--district 320106 --name 鼓楼区 [--definitions DIR]\n"
             "    [--opening FILE.xlsx|FOLDER --as PERSON --checker PERSON]\n"
             "    [--demo SEED --today DATE]    an empty demo: invented data may be imported",
    .summary = "a new office, empty or in the middle of its year",
    .options = options,
    .is_wordless = true,
    .run = run,
};
