/*
 * cli_backup.c - gulou backup and restore: the database and its keys, apart, and the list of
 * erasures, without which an old copy would bring back whom the office has erased since.
 */
#include "cli/cli_commands.h"
#include "cli/cli_office.h"
#include "office/erased.h"
#include "os/file.h"
#include "store/store.h"

static struct str beside(struct cli_args *args, struct str file, const char *ending)
{
    return office_beside(args->arena, file, ending);
}

static struct str db_of(const struct cli_args *args)
{
    struct str db = cli_value(args, "db");
    return db.len > 0 ? db : STR("gulou.db");
}

/* ---- backup ---- */

/* The list last: it names at least whom the copies have forgotten. */
static bool copy_all(struct cli_args *args, struct office *office, struct str file, struct err *err)
{
    struct str list;
    return store_copy(office_store(office), file, err)
           && store_copy(office_keys(office), beside(args, file, ".keys"), err)
           && erased_read(args->arena, beside(args, db_of(args), ".erased"), &list, err)
           && os_file_write(beside(args, file, ".erased"), list, OS_PRIVATE, err);
}

static int backup(struct cli_args *args, struct office *office)
{
    struct err err;
    struct str file = args->positional.at[0];
    if (!copy_all(args, office, file, &err))
        return cli_failed(args, &err);
    fprintf(args->out,
            "%" STR_FMT " and %" STR_FMT ".keys: %lld entries. Keep the keys apart, and not for "
            "longer than your rule for erasure allows.\n",
            STR_ARG(file), STR_ARG(file), (long long)office_size(office));
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

/* ---- restore ---- */

struct restoring {
    struct cli_args *args;
    struct str from, db, keys;
    struct store *from_db, *from_keys;
    struct str list;  /* of all erasures that could be found */
    bool is_complete; /* the list that the office kept was among them */
};

static bool open_copy(struct cli_args *args, struct str from, struct store **store_out,
                      struct err *err)
{
    struct store_options options = {.url = from, .is_read_only = true, .must_exist = true};
    return store_open(args->arena, &options, store_out, err);
}

static bool is_free(struct str to, struct err *err)
{
    return !os_file_exists(to)
           || err_set(err, ERR_CONFLICT, "%" STR_FMT " exists; restore writes new files only",
                      STR_ARG(to));
}

static bool add_list(struct restoring *r, struct str path, struct str origin, bool makes_complete,
                     struct err *err)
{
    struct str list;
    if (!erased_read(r->args->arena, path, &list, err)
        || !erased_merge(r->args->arena, r->list, list, &r->list, err))
        return false;
    r->is_complete |= makes_complete && erased_is_of(list, origin);
    return true;
}

static bool lost_list(struct str place, struct err *err)
{
    err_set(err, ERR_MISSING,
            "the list of the office's erasures, %" STR_FMT ", is not there: whom the office has "
            "erased since this backup would come back",
            STR_ARG(place));
    err_hint(err,
             "Give a copy with --erased FILE (each backup has one beside it: take the newest), "
             "or --erased none if nobody was erased since.");
    return false;
}

/* Beside the new database, where the office kept it, beside the backup, and where it is said to be.
 */
static bool find_lists(struct restoring *r, struct err *err)
{
    struct str origin, place, given;
    size_t at = 0;
    if (!erased_origin(r->from_db, r->args->arena, &origin, err)
        || !erased_place(r->from_keys, r->args->arena, &place, err)
        || !add_list(r, beside(r->args, r->db, ".erased"), origin, true, err)
        || !add_list(r, beside(r->args, r->from, ".erased"), origin, false, err)
        || (place.len > 0 && !add_list(r, place, origin, true, err)))
        return false;
    while (cli_value_next(r->args, "erased", &at, &given)) {
        bool is_none = str_equal_c(given, "none");
        if (!is_none && !os_file_exists(given))
            return err_set(err, ERR_MISSING, "there is no list %" STR_FMT, STR_ARG(given));
        if (!is_none && !add_list(r, given, origin, true, err))
            return false;
        r->is_complete |= is_none;
    }
    return r->is_complete || place.len == 0 || lost_list(place, err);
}

/* The list before the copies, so that they are never there without it. */
static bool restore_files(struct restoring *r, struct err *err)
{
    return is_free(r->db, err) && is_free(r->keys, err) && find_lists(r, err)
           && os_file_write(beside(r->args, r->db, ".erased"), r->list, OS_PRIVATE, err)
           && store_copy(r->from_db, r->db, err) && store_copy(r->from_keys, r->keys, err);
}

static bool restore(struct restoring *r, struct err *err)
{
    if (!open_copy(r->args, r->from, &r->from_db, err))
        return false;
    bool ok = open_copy(r->args, beside(r->args, r->from, ".keys"), &r->from_keys, err);
    if (ok) {
        ok = restore_files(r, err);
        store_close(r->from_keys);
    }
    store_close(r->from_db);
    return ok;
}

/* The office is opened afterwards: a copy that is behind a known checkpoint is refused there, and
 * whom the list names is erased again. */
static int run_restore(struct cli_args *args)
{
    struct err err;
    struct office *office;
    struct restoring r = {
        .args = args, .db = cli_value(args, "db"), .keys = cli_value(args, "keys")};
    if (args->positional.n != 1 || r.db.len == 0)
        return cli_wrong(args, "restore takes a backup, and --db for the new database");
    r.from = args->positional.at[0];
    if (r.keys.len == 0)
        r.keys = beside(args, r.db, ".keys");
    if (!restore(&r, &err))
        return cli_failed(args, &err);
    int status = cli_office_open(args, &office);
    if (status != 0)
        return status;
    fprintf(args->out, "%" STR_FMT ": %lld entries\n", STR_ARG(r.db),
            (long long)office_size(office));
    if (office_erased_again(office) > 0)
        fprintf(args->out, "%lld persons, erased since the backup was made, were erased again\n",
                (long long)office_erased_again(office));
    office_close(office);
    return CLI_DONE;
}

static const struct cli_option_def restore_options[] = {{"erased", 0, CLI_VALUES},
                                                        {NULL, 0, CLI_FLAG}};

const struct cli_command cli_backup = {
    .name = "backup",
    .usage = "FILE",
    .summary = "copy the database and its keys to a new FILE and FILE.keys",
    .run = run_backup,
};

const struct cli_command cli_restore = {
    .name = "restore",
    .usage =
        "FILE --db NEW [--erased LIST|none]…\n"
        "    whom the office has erased since is erased again; LIST: its erasures, where its own\n"
        "    list, DB.erased, is not there any more",
    .summary = "a backup as a new database; refused when it is behind a known checkpoint",
    .options = restore_options,
    .run = run_restore,
};
