/*
 * cli_verify.c - gulou verify, rebuild, checkpoint.
 */
#include "cli/cli_commands.h"
#include "cli/cli_office.h"
#include "office/verify.h"

static int verify(struct cli_args *args, struct office *office)
{
    struct verdict verdict;
    struct err err;
    if (!verify_office(office, args->arena, cli_has(args, "all"), &verdict, &err))
        return cli_failed(args, &err);
    if (cli_has(args, "json"))
        fprintf(args->out,
                "{\"entries\":%lld,\"commitments\":%lld,\"erased\":%lld,\"checkpoints\":%lld,"
                "\"snapshots\":%lld,"
                "\"rows\":%lld,\"wrong\":%zu}\n",
                (long long)verdict.entries, (long long)verdict.commitments,
                (long long)verdict.erased, (long long)verdict.checkpoints,
                (long long)verdict.snapshots, (long long)verdict.rows, verdict.complaints.list.n);
    else
        fprintf(args->out,
                "%lld entries, %lld commitments, %lld signed checkpoints, %lld signed texts, %lld "
                "rows: %s\n",
                (long long)verdict.entries, (long long)verdict.commitments,
                (long long)verdict.checkpoints, (long long)verdict.snapshots,
                (long long)verdict.rows,
                verdict.complaints.list.n == 0 ? "everything holds" : "something does not hold");
    return verdict.complaints.list.n == 0 ? CLI_DONE : cli_complain(args, &verdict.complaints);
}

static int rebuild(struct cli_args *args, struct office *office)
{
    int64_t entries;
    struct err err;
    if (!verify_rebuild(office, &entries, &err))
        return cli_failed(args, &err);
    if (cli_has(args, "json"))
        fprintf(args->out, "{\"entries\":%lld}\n", (long long)entries);
    else
        fprintf(args->out, "%lld entries folded again\n", (long long)entries);
    return CLI_DONE;
}

static int checkpoint(struct cli_args *args, struct office *office)
{
    struct str note;
    struct err err;
    if (!office_checkpoint(office, args->arena, &note, &err))
        return cli_failed(args, &err);
    fprintf(args->out, "%" STR_FMT, STR_ARG(note));
    return CLI_DONE;
}

static int with_office(struct cli_args *args, int (*act)(struct cli_args *, struct office *))
{
    struct office *office;
    int status = cli_office_open(args, &office);
    if (status != 0)
        return status;
    status = act(args, office);
    office_close(office);
    return status;
}

static int run_verify(struct cli_args *args)
{
    return with_office(args, verify);
}

static int run_rebuild(struct cli_args *args)
{
    return with_office(args, rebuild);
}

static int run_checkpoint(struct cli_args *args)
{
    return cli_office_write(args, checkpoint);
}

static const struct cli_option_def options[] = {{"all", 0, CLI_FLAG}, {NULL, 0, CLI_FLAG}};

const struct cli_command cli_verify = {
    .name = "verify",
    .usage = "[--all]",
    .summary = "check every hash and signature; --all: fold everything again and compare",
    .options = options,
    .is_wordless = true,
    .run = run_verify,
};

const struct cli_command cli_rebuild = {
    .name = "rebuild",
    .usage = "",
    .summary = "make every derived row anew from the ledger",
    .is_wordless = true,
    .run = run_rebuild,
};

const struct cli_command cli_checkpoint = {
    .name = "checkpoint",
    .usage = "",
    .summary = "sign the ledger as it stands",
    .is_wordless = true,
    .run = run_checkpoint,
    .server = CLI_TO_SERVER,
};
