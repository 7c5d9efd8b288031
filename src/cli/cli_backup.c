/*
 * cli_backup.c - gulou backup and restore: the database and its keys, apart.
 */
#include "cli/cli_commands.h"
#include "cli/cli_office.h"
#include "os/file.h"
#include "store/store.h"

static int backup(struct cli_args *args, struct office *office)
{
    struct err err;
    struct str file = args->positional.at[0];
    struct str keys = arena_print(args->arena, "%" STR_FMT ".keys", STR_ARG(file));
    if (!store_copy(office_store(office), file, &err)
        || !store_copy(office_keys(office), keys, &err))
        return cli_failed(args, &err);
    fprintf(args->out,
            "%" STR_FMT " and %" STR_FMT ": %lld entries. Keep the keys apart, and not for longer "
            "than your rule for erasure allows.\n",
            STR_ARG(file), STR_ARG(keys), (long long)office_size(office));
    return CLI_DONE;
}

static int run_backup(struct cli_args *args)
{
    struct office *office;
    if (args->positional.n != 1)
        return cli_wrong(args, "backup takes the name of a new file");
    int status = cli_office_read(args, &office);
    if (status != 0)
        return status;
    status = backup(args, office);
    office_close(office);
    return status;
}

static bool copy(struct cli_args *args, struct str from, struct str to, struct err *err)
{
    struct store *store;
    struct store_options options = {.url = from, .is_read_only = true, .must_exist = true};
    if (os_file_exists(to))
        return err_set(err, ERR_CONFLICT, "%" STR_FMT " exists; restore writes new files only",
                       STR_ARG(to));
    if (!store_open(args->arena, &options, &store, err))
        return false;
    bool ok = store_copy(store, to, err);
    store_close(store);
    return ok;
}

/* The office is opened afterwards: a copy that is behind a known checkpoint is refused there. */
static int run_restore(struct cli_args *args)
{
    struct err err;
    struct office *office;
    struct str db = cli_value(args, "db");
    if (args->positional.n != 1 || db.len == 0)
        return cli_wrong(args, "restore takes a backup, and --db for the new database");
    struct str from = args->positional.at[0];
    struct str keys_from = arena_print(args->arena, "%" STR_FMT ".keys", STR_ARG(from));
    struct str keys = cli_value(args, "keys");
    if (keys.len == 0)
        keys = arena_print(args->arena, "%" STR_FMT ".keys", STR_ARG(db));
    if (!copy(args, from, db, &err) || !copy(args, keys_from, keys, &err))
        return cli_failed(args, &err);
    int status = cli_office_open(args, &office);
    if (status != 0)
        return status;
    fprintf(args->out, "%" STR_FMT ": %lld entries\n", STR_ARG(db), (long long)office_size(office));
    office_close(office);
    return CLI_DONE;
}

const struct cli_command cli_backup = {
    .name = "backup",
    .usage = "FILE",
    .summary = "copy the database and its keys to a new FILE and FILE.keys",
    .run = run_backup,
};

const struct cli_command cli_restore = {
    .name = "restore",
    .usage = "FILE --db NEW",
    .summary = "a backup as a new database; refused when it is behind a known checkpoint",
    .run = run_restore,
};
