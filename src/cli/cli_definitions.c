/*
 * cli_definitions.c - gulou check, explain, diff, adopt, init.
 */
#include "cli/cli_definitions.h"

#include "access/organisation.h"
#include "base/embed.h"
#include "base/limits.h"
#include "cli/cli_commands.h"
#include "cli/cli_office.h"
#include "os/file.h"
#include "registry/registry_diff.h"
#include "registry/registry_explain.h"
#include "registry/registry_prove.h"

struct file_list {
    struct arena *arena;
    LIST_OF(struct registry_file) files;
};

static bool add_folder(struct file_list *list, struct str folder, const char *part, size_t *n_out,
                       struct err *err)
{
    struct os_names names;
    struct str path = arena_print(list->arena, "%" STR_FMT "/%s", STR_ARG(folder), part);
    *n_out = 0;
    if (!os_file_is_directory(path))
        return true;
    if (!os_directory_list(list->arena, path, &names, err))
        return false;
    for (size_t i = 0; i < names.n; i++) {
        struct registry_file file = {
            arena_print(list->arena, "%s/%" STR_FMT, part, STR_ARG(names.at[i])), STR_NONE};
        struct str whole =
            arena_print(list->arena, "%" STR_FMT "/%" STR_FMT, STR_ARG(path), STR_ARG(names.at[i]));
        if (!str_ends(file.name, STR(".yaml")) && !str_ends(file.name, STR(".csv")))
            continue;
        if (!os_file_read(list->arena, whole, LIMIT_FILE_BYTES, &file.bytes, err))
            return false;
        list_push(list->arena, &list->files, file);
        ++*n_out;
    }
    return true;
}

static void add_embedded(struct file_list *list, struct str prefix)
{
    for (size_t i = 0; i < embedded_files_n; i++)
        if (str_starts(embedded_files[i].path, prefix))
            list_push(list->arena, &list->files,
                      (struct registry_file){embedded_files[i].path, embedded_files[i].bytes});
}

/* An office's own changes lie over what is shipped: DIR/office.yaml with settings and whole
 * registers, and calendars of its own. */
static bool is_overlay(struct file_list *list, struct str folder)
{
    return folder.len > 0
           && os_file_exists(arena_print(list->arena, "%" STR_FMT "/office.yaml", STR_ARG(folder)));
}

/* What stands in the list twice: the later one counts, in the place of the first. */
static void lay_over(struct file_list *list)
{
    size_t n = 0;
    for (size_t i = 0; i < list->files.n; i++) {
        size_t at = 0;
        while (at < n && !str_equal(list->files.at[at].name, list->files.at[i].name))
            at++;
        list->files.at[at] = list->files.at[i];
        n += at == n;
    }
    list->files.n = n;
}

static bool add_office(struct file_list *list, struct str folder, struct err *err)
{
    struct registry_file file = {STR("registers/office.yaml"), STR_NONE};
    struct str path = arena_print(list->arena, "%" STR_FMT "/office.yaml", STR_ARG(folder));
    if (!os_file_read(list->arena, path, LIMIT_FILE_BYTES, &file.bytes, err))
        return false;
    list_push(list->arena, &list->files, file);
    return true;
}

static bool add_part(struct file_list *list, struct str folder, const char *part, struct err *err)
{
    size_t n = 0;
    bool is_over = is_overlay(list, folder);
    if (is_over)
        add_embedded(list, arena_print(list->arena, "%s/", part));
    if (folder.len > 0 && !add_folder(list, folder, part, &n, err))
        return false;
    if (n == 0 && !is_over)
        add_embedded(list, arena_print(list->arena, "%s/", part));
    return true;
}

static bool add_organisation(struct file_list *list, struct str folder, struct err *err)
{
    struct registry_file file = {STR("organisation.yaml"), STR_NONE};
    struct str path = arena_print(list->arena, "%" STR_FMT "/organisation.yaml", STR_ARG(folder));
    bool is_own = folder.len > 0 && os_file_exists(path);
    if (is_own && !os_file_read(list->arena, path, LIMIT_FILE_BYTES, &file.bytes, err))
        return false;
    if (!is_own && !embed_find(STR("organisation/organisation.yaml"), &file.bytes))
        return err_set(err, ERR_SYSTEM, "the program has no organisation of its own");
    list_push(list->arena, &list->files, file);
    return true;
}

bool cli_definitions(struct arena *arena, struct str folder, struct registry_file **files_out,
                     size_t *n_out, struct err *err)
{
    struct file_list list = {.arena = arena};
    if (folder.len > 0 && !os_file_is_directory(folder))
        return err_set(err, ERR_MISSING, "%" STR_FMT " is no folder", STR_ARG(folder));
    if (!add_part(&list, folder, "registers", err) || !add_part(&list, folder, "calendars", err)
        || !add_organisation(&list, folder, err))
        return false;
    if (is_overlay(&list, folder) && !add_office(&list, folder, err))
        return false;
    lay_over(&list);
    *files_out = list.files.at;
    *n_out = list.files.n;
    return true;
}

const struct registry *cli_definitions_registry(struct arena *arena,
                                                const struct registry_file *files, size_t n,
                                                struct complaints *complaints)
{
    struct registry_file *registers = arena_array(arena, struct registry_file, n + 1);
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (str_starts(files[i].name, STR("registers/")))
            registers[kept++] = files[i];
    return registry_load(arena, registers, kept, NULL, complaints);
}

/* The registry of a folder (empty: embedded), or an exit status. */
static int load(struct cli_args *args, struct str folder, const struct registry **registry_out)
{
    struct registry_file *files;
    struct complaints complaints;
    struct err err;
    size_t n;
    complaints_init(&complaints, args->arena);
    if (!cli_definitions(args->arena, folder, &files, &n, &err))
        return cli_failed(args, &err);
    *registry_out = cli_definitions_registry(args->arena, files, n, &complaints);
    return *registry_out == NULL ? cli_complain(args, &complaints) : 0;
}

/* ---- check ---- */

static int run_check(struct cli_args *args)
{
    struct registry_file *files;
    struct complaints complaints;
    struct err err;
    size_t n;
    struct str folder = args->positional.n > 0 ? args->positional.at[0] : STR_NONE;
    if (args->positional.n > 1)
        return cli_wrong(args, "check takes one folder");
    complaints_init(&complaints, args->arena);
    if (!cli_definitions(args->arena, folder, &files, &n, &err))
        return cli_failed(args, &err);
    const struct registry *registry = cli_definitions_registry(args->arena, files, n, &complaints);
    if (registry != NULL)
        (void)registry_prove(args->arena, registry, files, n, &complaints);
    LIST_OF(struct calendar_file) calendars = {0};
    for (size_t i = 0; i < n; i++) {
        if (str_starts(files[i].name, STR("calendars/")))
            list_push(args->arena, &calendars,
                      (struct calendar_file){files[i].name, files[i].bytes});
        if (str_equal_c(files[i].name, "organisation.yaml"))
            (void)organisation_load(args->arena, files[i].name, files[i].bytes, &complaints);
    }
    (void)calendar_load(args->arena, calendars.at, calendars.n, &complaints);
    if (complaints.list.n > 0)
        return cli_complain(args, &complaints);
    if (cli_has(args, "json"))
        fprintf(args->out, "{\"registers\":%zu,\"figures\":%zu,\"complaints\":[]}\n",
                registry->registers_n, registry->figures_n);
    else
        fprintf(args->out, "%zu registers, %zu figures: nothing is wrong\n", registry->registers_n,
                registry->figures_n);
    return CLI_DONE;
}

/* ---- explain, diff ---- */

static int run_explain(struct cli_args *args)
{
    const struct registry *registry;
    if (args->positional.n != 1)
        return cli_wrong(args, "explain takes one register");
    int status = load(args, cli_value(args, "definitions"), &registry);
    if (status != 0)
        return status;
    const struct register_def *def = registry_find(registry, args->positional.at[0]);
    if (def == NULL)
        return cli_wrong(args, "there is no register \"%" STR_FMT "\"",
                         STR_ARG(args->positional.at[0]));
    struct buf out;
    buf_init(&out, 1 << 22);
    registry_explain(&out, registry, def, cli_is_english(args) ? EXPLAIN_EN : EXPLAIN_ZH);
    fprintf(args->out, "%" STR_FMT, STR_ARG(buf_str(&out)));
    buf_done(&out);
    return CLI_DONE;
}

static int run_diff(struct cli_args *args)
{
    const struct registry *old, *now;
    struct complaints complaints;
    struct buf out;
    if (args->positional.n != 2)
        return cli_wrong(args, "diff takes two folders");
    int status = load(args, args->positional.at[0], &old);
    if (status == 0)
        status = load(args, args->positional.at[1], &now);
    if (status != 0)
        return status;
    buf_init(&out, 1 << 22);
    registry_diff(old, now, &out);
    fprintf(args->out, "%" STR_FMT, STR_ARG(buf_str(&out)));
    buf_done(&out);
    complaints_init(&complaints, args->arena);
    return registry_compatible(old, now, &complaints) ? CLI_DONE : cli_complain(args, &complaints);
}

/* ---- adopt ---- */

static const struct cli_option_def definition_options[] = {{"definitions", 0, CLI_VALUE},
                                                           {NULL, 0, CLI_FLAG}};

const struct cli_command cli_check = {
    .name = "check",
    .usage = "[DIR]",
    .summary = "everything that is wrong with definitions, with line and column",
    .run = run_check,
};

const struct cli_command cli_explain = {
    .name = "explain",
    .usage = "REGISTER [--definitions DIR]",
    .summary = "a register's procedure as text and picture",
    .options = definition_options,
    .run = run_explain,
};

const struct cli_command cli_diff = {
    .name = "diff",
    .usage = "OLD NEW",
    .summary = "what a change of definitions does",
    .run = run_diff,
};
