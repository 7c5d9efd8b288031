/*
 * cli_import.c - gulou import: tables from other systems, or from another gulou.
 */
#include "cli/cli_import.h"

#include "base/embed.h"
#include "cli/cli_commands.h"
#include "cli/cli_file.h"
#include "cli/cli_office.h"
#include "office/import_mapping.h"
#include "text/json.h"
#include "text/xlsx.h"

/* ---- files ---- */

static void add_file(struct cli_args *args, const struct registry *registry, struct str key,
                     bool takes_numbers, struct import_file file, struct cli_import *out,
                     struct complaints *complaints)
{
    file.def = registry_find(registry, key);
    if (str_equal_c(key, "numbers")) {
        if (takes_numbers)
            out->numbers = file;
    } else if (file.def != NULL) {
        list_push(args->arena, &out->files, file);
    } else {
        complaints_add(complaints, file.name, 0, 0,
                       "there is no register \"%" STR_FMT "\"; a table is named after its register",
                       STR_ARG(key));
    }
}

/* Of "workorder.csv"; empty: the file holds no table. */
static struct str table_key(struct str name)
{
    if (str_ends(name, STR(".csv")))
        return str_first(name, name.len - 4);
    return str_ends(name, STR(".xlsx")) ? str_first(name, name.len - 5) : STR_NONE;
}

static struct str path_in(struct cli_args *args, struct str folder, struct str name)
{
    return arena_print(args->arena, "%" STR_FMT "/%" STR_FMT, STR_ARG(folder), STR_ARG(name));
}

static int read_folder(struct cli_args *args, const struct registry *registry, struct str path,
                       bool takes_numbers, struct cli_import *out, struct complaints *complaints)
{
    struct os_names names;
    struct err err;
    if (!cli_file_list(args, path, &names, &err))
        return cli_failed(args, &err);
    for (size_t i = 0; i < names.n; i++) {
        struct str key = table_key(names.at[i]);
        if (key.len == 0)
            continue;
        struct import_file file = {.name = path_in(args, path, names.at[i])};
        if (!cli_file_read(args, file.name, LIMIT_FILE_BYTES, &file.bytes, &err))
            return cli_failed(args, &err);
        add_file(args, registry, key, takes_numbers, file, out, complaints);
    }
    return CLI_DONE;
}

static int read_book(struct cli_args *args, const struct registry *registry, struct str path,
                     bool takes_numbers, struct cli_import *out, struct complaints *complaints)
{
    struct err err;
    struct str bytes;
    if (!cli_file_read(args, path, LIMIT_FILE_BYTES, &bytes, &err))
        return cli_failed(args, &err);
    struct xlsx_reader *book = xlsx_open(args->arena, path, bytes, STR_NONE, complaints);
    struct str sheet;
    for (size_t i = 0; book != NULL && xlsx_sheet_name(book, i, &sheet); i++) {
        struct import_file file = {.name = arena_print(args->arena, "%" STR_FMT "[%" STR_FMT "]",
                                                       STR_ARG(path), STR_ARG(sheet)),
                                   .bytes = bytes,
                                   .sheet = sheet};
        add_file(args, registry, sheet, takes_numbers, file, out, complaints);
    }
    xlsx_close(book);
    return CLI_DONE;
}

int cli_import_all(struct cli_args *args, const struct registry *registry, struct str path,
                   bool takes_numbers, struct cli_import *import_out)
{
    struct complaints complaints;
    *import_out = (struct cli_import){0};
    complaints_init(&complaints, args->arena);
    bool is_folder = cli_file_is_folder(args, path);
    int status = is_folder
                     ? read_folder(args, registry, path, takes_numbers, import_out, &complaints)
                     : read_book(args, registry, path, takes_numbers, import_out, &complaints);
    if (status != CLI_DONE)
        return status;
    if (complaints.list.n == 0 && import_out->files.n == 0 && import_out->numbers.bytes.len == 0)
        complaints_add(&complaints, path, 0, 0, "holds no table of any register");
    return complaints.list.n > 0 ? cli_complain(args, &complaints) : CLI_DONE;
}

/* ---- the answer ---- */

static void put_complaints(struct json_out *json, const char *key,
                           const struct complaints *complaints)
{
    json_out_key(json, str_of(key));
    json_out_begin_array(json);
    for (size_t i = 0; i < complaints->list.n; i++) {
        const struct complaint *c = &complaints->list.at[i];
        json_out_begin_object(json);
        json_out_member(json, STR("file"), c->file);
        json_out_key(json, STR("line"));
        json_out_i64(json, c->line);
        json_out_key(json, STR("column"));
        json_out_i64(json, c->column);
        json_out_member(json, STR("text"), c->text);
        json_out_end_object(json);
    }
    json_out_end_array(json);
}

static void print_json(struct cli_args *args, const struct import_options *options,
                       const struct import_result *result)
{
    struct buf buf;
    struct json_out json;
    const struct {
        const char *key;
        int64_t value;
    } counts[] = {
        {"rows", result->rows},
        {"matters_new", result->matters_new},
        {"events_new", result->events_new},
        {"events_known", result->events_known},
        {"events_different", result->events_different},
        {"events_left_out", result->events_left_out},
    };
    buf_init(&buf, 1 << 26);
    json_out_init(&json, &buf);
    json_out_begin_object(&json);
    json_out_key(&json, STR("dry_run"));
    json_out_bool(&json, options->is_dry_run);
    json_out_key(&json, STR("done"));
    json_out_bool(&json, !result->is_refused && !options->is_dry_run);
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        json_out_key(&json, str_of(counts[i].key));
        json_out_i64(&json, counts[i].value);
    }
    put_complaints(&json, "complaints", &result->complaints);
    put_complaints(&json, "differences", &result->differences);
    put_complaints(&json, "notes", &result->notes);
    json_out_end_object(&json);
    fprintf(args->out, "%" STR_FMT "\n", STR_ARG(buf_str(&buf)));
    buf_done(&buf);
}

static void print_text(struct cli_args *args, const struct import_options *options,
                       const struct import_result *result)
{
    const char *verb = result->is_refused || options->is_dry_run ? "would be new" : "new";
    fprintf(args->out,
            "%lld rows: %lld matters and %lld events %s, %lld events known, %lld different, %lld "
            "left out\n",
            (long long)result->rows, (long long)result->matters_new, (long long)result->events_new,
            verb, (long long)result->events_known, (long long)result->events_different,
            (long long)result->events_left_out);
    if (result->is_refused)
        fputs("nothing was imported; correct the file, or leave bad rows out with --skip-bad\n",
              args->out);
    else if (options->is_dry_run)
        fputs("a dry run: nothing was imported\n", args->out);
}

int cli_import_run(struct cli_args *args, struct office *office, struct import_options *options)
{
    struct import_result result;
    struct err err;
    if (!import_run(office, args->arena, options, &result, &err))
        return cli_failed(args, &err);
    if (options->is_opening && options->is_dry_run && !result.is_refused)
        return CLI_DONE; /* it is told when it is done */
    (void)cli_complain(args, &result.notes);
    (void)cli_complain(args, &result.complaints);
    (void)cli_complain(args, &result.differences);
    if (cli_has(args, "json"))
        print_json(args, options, &result);
    else
        print_text(args, options, &result);
    return result.is_refused || (options->is_dry_run && result.complaints.list.n > 0) ? CLI_REFUSED
                                                                                      : CLI_DONE;
}

/* ---- import ---- */

static int read_person(struct cli_args *args, const char *option, int64_t *person_out)
{
    struct str text = cli_value(args, option);
    *person_out = 0;
    if (text.len > 0 && (!str_to_i64(text, person_out) || *person_out < 1))
        return cli_wrong(args, "--%s takes a person's id, not \"%" STR_FMT "\"", option,
                         STR_ARG(text));
    return CLI_DONE;
}

/* A file, or the name of a mapping that the program brings along. */
static int read_mapping(struct cli_args *args, const struct registry *registry,
                        struct import_options *options)
{
    struct str name = cli_value(args, "mapping");
    struct complaints complaints;
    struct err err;
    if (name.len == 0)
        return CLI_DONE;
    struct str embedded = arena_print(args->arena, "imports/%" STR_FMT ".yaml", STR_ARG(name));
    if (!cli_file_exists(args, name) && embed_find(embedded, &options->mapping_bytes))
        name = embedded;
    else if (!cli_file_read(args, name, LIMIT_YAML_BYTES, &options->mapping_bytes, &err))
        return cli_failed(args, &err);
    complaints_init(&complaints, args->arena);
    options->mapping =
        import_mapping_load(args->arena, registry, name, options->mapping_bytes, &complaints);
    return options->mapping == NULL ? cli_complain(args, &complaints) : CLI_DONE;
}

static int read_one(struct cli_args *args, const struct registry *registry, struct str key,
                    struct str path, const struct import_mapping *mapping, struct cli_import *out)
{
    struct err err;
    struct import_file file = {.name = path, .def = registry_find(registry, key)};
    if (file.def == NULL)
        return cli_wrong(args, "there is no register \"%" STR_FMT "\"", STR_ARG(key));
    if (mapping != NULL && mapping->def != file.def)
        return cli_wrong(args, "the mapping is one of the register %" STR_FMT,
                         STR_ARG(mapping->def->key));
    if (mapping != NULL)
        file.sheet = mapping->sheet;
    if (!cli_file_read(args, path, LIMIT_FILE_BYTES, &file.bytes, &err)) {
        if (err.kind == ERR_LIMIT)
            err_hint(&err, "Divide the file; each part takes its own import.");
        return cli_failed(args, &err);
    }
    list_push(args->arena, &out->files, file);
    return CLI_DONE;
}

static int import_to(struct cli_args *args, struct office *office)
{
    const struct registry *registry = office_current(office)->registry;
    struct str key = args->positional.at[0], path = args->positional.at[1];
    struct cli_import import = {0};
    struct import_options options = {
        .is_dry_run = cli_has(args, "dry-run"),
        .skips_bad = cli_has(args, "skip-bad"),
    };
    int status = read_person(args, "checker", &options.checker);
    if (status == CLI_DONE && (!options.is_dry_run || cli_has(args, "as")))
        status = cli_office_actor(args, &options.maker);
    if (status == CLI_DONE)
        status = read_mapping(args, registry, &options);
    if (status != CLI_DONE)
        return status;
    bool is_all = str_equal_c(key, "all");
    if (is_all && options.mapping != NULL)
        return cli_wrong(args, "a mapping is for one register");
    status = is_all ? cli_import_all(args, registry, path, false, &import)
                    : read_one(args, registry, key, path, options.mapping, &import);
    if (status != CLI_DONE)
        return status;
    options.files = import.files.at;
    options.files_n = import.files.n;
    return cli_import_run(args, office, &options);
}

static int run(struct cli_args *args)
{
    if (args->positional.n != 2)
        return cli_wrong(args, "import takes a register (or \"all\") and a file");
    return cli_office_write(args, import_to);
}

/* The mapping, and the table, or the tables of the folder. */
static void bring(struct cli_args *args)
{
    struct str path = args->positional.at[1], mapping = cli_value(args, "mapping");
    struct os_names names;
    struct err ignored; /* a folder that cannot be listed holds no table */
    if (mapping.len > 0)
        cli_file_bring(args, mapping, LIMIT_YAML_BYTES);
    cli_file_bring(args, path, LIMIT_FILE_BYTES);
    if (!os_file_is_directory(path) || !os_directory_list(args->arena, path, &names, &ignored))
        return;
    for (size_t i = 0; i < names.n; i++)
        if (table_key(names.at[i]).len > 0)
            cli_file_bring(args, path_in(args, path, names.at[i]), LIMIT_FILE_BYTES);
}

static const struct cli_option_def options[] = {{"mapping", 0, CLI_VALUE},
                                                {"dry-run", 0, CLI_FLAG},
                                                {"skip-bad", 0, CLI_FLAG},
                                                {"checker", 0, CLI_VALUE},
                                                {NULL, 0, CLI_FLAG}};

const struct cli_command cli_import = {
    .name = "import",
    .usage = "REGISTER FILE.csv|FILE.xlsx [--mapping FILE|NAME] [--dry-run] [--skip-bad]\n"
             "    --as PERSON [--checker PERSON]\n"
             "all FOLDER|FILE.xlsx … --as PERSON [--checker PERSON]\n"
             "    a table or sheet a register, in the shape of gulou export",
    .summary = "tables from other systems; a repeat adds only what is new",
    .options = options,
    .run = run,
    .server = CLI_TO_SERVER,
    .bring = bring,
};
