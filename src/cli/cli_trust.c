/*
 * cli_trust.c - gulou prove, verify-receipt, verifier-key: the citizen's receipt; and erase.
 */
#include "base/limits.h"
#include "cli/cli_commands.h"
#include "cli/cli_file.h"
#include "cli/cli_office.h"
#include "ledger/receipt.h"
#include "office/proof.h"
#include "os/file.h"

static int write_out(struct cli_args *args, struct str text)
{
    struct err err;
    struct str path = cli_value(args, "output");
    if (path.len == 0) {
        fprintf(args->out, "%" STR_FMT, STR_ARG(text));
        return CLI_DONE;
    }
    return cli_file_write(args, path, text, &err) ? CLI_DONE : cli_failed(args, &err);
}

static int prove(struct cli_args *args, struct office *office)
{
    struct reader *reader;
    struct matter *matter = NULL;
    struct err err;
    struct str receipt;
    int64_t id = 0;
    int status = cli_office_reader(args, office, &reader);
    if (status != 0)
        return status;
    bool ok = reader_find(reader, args->positional.at[0], &id, &err)
              && reader_matter(reader, args->arena, id, &matter, &err);
    reader_close(reader);
    if (ok && matter == NULL)
        ok = err_set(&err, ERR_MISSING, "there is no matter \"%" STR_FMT "\"",
                     STR_ARG(args->positional.at[0]));
    ok = ok && proof_receipt(office, args->arena, matter->seqs.at[0], &receipt, &err);
    return ok ? write_out(args, receipt) : cli_failed(args, &err);
}

static int run_prove(struct cli_args *args)
{
    if (args->positional.n != 1)
        return cli_wrong(args, "prove takes one matter");
    return cli_office_write(args, prove);
}

static int run_verify_receipt(struct cli_args *args)
{
    struct err err;
    struct str text;
    struct note_key key;
    struct str vkey = cli_value(args, "log");
    if (args->positional.n != 1 || vkey.len == 0)
        return cli_wrong(args, "verify-receipt takes a file and --log VKEY, the ledger's verifier "
                               "key as its office publishes it");
    if (!note_key_parse(vkey, &key, &err)
        || !os_file_read(args->arena, args->positional.at[0], RECEIPT_BYTES_MAX, &text, &err))
        return cli_failed(args, &err);
    struct receipt_question question = {.text = text, .log = key};
    struct receipt_verdict verdict;
    struct buf out;
    receipt_verify(args->arena, &question, &verdict);
    buf_init(&out, 1 << 16);
    receipt_verdict_print(&verdict, &out);
    fprintf(args->out, "%" STR_FMT, STR_ARG(buf_str(&out)));
    buf_done(&out);
    return verdict.is_good ? CLI_DONE : CLI_REFUSED;
}

static int show_key(struct cli_args *args, struct office *office)
{
    struct buf out;
    buf_init(&out, 1024);
    proof_key(office, &out);
    fprintf(args->out, "%" STR_FMT "\n", STR_ARG(buf_str(&out)));
    buf_done(&out);
    return CLI_DONE;
}

static int run_key(struct cli_args *args)
{
    struct office *office;
    int status = cli_office_read(args, &office);
    if (status != 0)
        return status;
    status = show_key(args, office);
    office_close(office);
    return status;
}

static int erase(struct cli_args *args, struct office *office)
{
    struct err err;
    int64_t actor, approver, id, persons = 0;
    int status = cli_office_actor(args, &actor);
    if (status != 0)
        return status;
    if (!str_to_i64(cli_value(args, "approver"), &approver))
        return cli_wrong(args, "erase takes --approver PERSON, the second person");
    if (!str_to_i64(args->positional.at[0], &id))
        return cli_wrong(args, "erase takes the id of a matter");
    if (!office_erase(office, id, actor, approver, &persons, &err))
        return cli_failed(args, &err);
    fprintf(args->out, "%lld persons erased\n", (long long)persons);
    return CLI_DONE;
}

static int run_erase(struct cli_args *args)
{
    if (args->positional.n != 1)
        return cli_wrong(args, "erase takes one matter");
    return cli_office_write(args, erase);
}

static const struct cli_option_def erase_options[] = {{"approver", 0, CLI_VALUE},
                                                      {NULL, 0, CLI_FLAG}};

const struct cli_command cli_erase = {
    .name = "erase",
    .usage = "MATTER --as ARCHIVIST --approver HEAD",
    .summary = "destroy the keys of a matter's persons; no figure and no proof changes",
    .options = erase_options,
    .run = run_erase,
    .server = CLI_TO_SERVER_ALONE,
};

static const struct cli_option_def prove_options[] = {{"output", 'o', CLI_VALUE},
                                                      {NULL, 0, CLI_FLAG}};
static const struct cli_option_def verify_options[] = {{"log", 0, CLI_VALUE}, {NULL, 0, CLI_FLAG}};

const struct cli_command cli_prove = {
    .name = "prove",
    .usage = "MATTER [-o FILE]",
    .summary = "a receipt: proof that a matter was registered, checkable offline",
    .options = prove_options,
    .run = run_prove,
    .server = CLI_TO_SERVER,
};

const struct cli_command cli_verify_receipt = {
    .name = "verify-receipt",
    .usage = "FILE --log VKEY",
    .summary = "check a receipt without any database",
    .options = verify_options,
    .run = run_verify_receipt,
};

const struct cli_command cli_verifier_key = {
    .name = "verifier-key",
    .usage = "",
    .summary = "the ledger's public key, to be published",
    .is_wordless = true,
    .run = run_key,
};
