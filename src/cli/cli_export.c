/*
 * cli_export.c - gulou export: registers as tables, JSON, or a database for analysts.
 */
#include "cli/cli_commands.h"
#include "cli/cli_office.h"
#include "office/export.h"
#include "os/file.h"
#include "store/store.h"

enum format { FORMAT_CSV, FORMAT_XLSX, FORMAT_JSON };

struct exporting {
    struct cli_args *args;
    struct reader *reader;
    const struct registry *registry;
    enum format format;
    struct str output;
};

static bool read_format(struct cli_args *args, enum format *format_out)
{
    struct str text = cli_value(args, "format");
    *format_out = cli_has(args, "json") ? FORMAT_JSON : FORMAT_CSV;
    if (text.len == 0 && str_ends(cli_value(args, "o"), STR(".xlsx")))
        *format_out = FORMAT_XLSX;
    else if (str_equal_c(text, "xlsx"))
        *format_out = FORMAT_XLSX;
    else if (str_equal_c(text, "json"))
        *format_out = FORMAT_JSON;
    return text.len == 0 || *format_out != FORMAT_CSV || str_equal_c(text, "csv");
}

/* One register into `path`, or to the standard output where it is empty. */
static bool export_one(struct exporting *e, const struct register_def *def, struct str path,
                       int64_t *rows_out, struct err *err)
{
    struct buf buf;
    if (e->format == FORMAT_XLSX)
        return export_xlsx(e->reader, def, path, rows_out, err);
    buf_init(&buf, EXPORT_BYTES_MAX);
    bool ok = e->format == FORMAT_JSON ? export_json(e->reader, def, &buf, rows_out, err)
                                       : export_csv(e->reader, def, &buf, rows_out, err);
    if (ok && e->format == FORMAT_JSON)
        buf_put_char(&buf, '\n');
    if (ok && path.len > 0)
        ok = os_file_write(path, buf_str(&buf), OS_PRIVATE, err);
    else if (ok)
        fwrite(buf.p, 1, buf.len, e->args->out);
    buf_done(&buf);
    return ok;
}

static int export_register(struct exporting *e, struct str key)
{
    struct err err;
    int64_t rows = 0;
    const struct register_def *def = registry_find(e->registry, key);
    if (def == NULL)
        return cli_wrong(e->args, "there is no register \"%" STR_FMT "\"", STR_ARG(key));
    if (e->format == FORMAT_XLSX && e->output.len == 0)
        return cli_wrong(e->args, "a workbook needs a file: -o FILE.xlsx");
    if (!export_check(def, &err) || !export_one(e, def, e->output, &rows, &err))
        return cli_failed(e->args, &err);
    if (e->output.len > 0)
        fprintf(e->args->err, "%" STR_FMT ": %lld events\n", STR_ARG(e->output), (long long)rows);
    return CLI_DONE;
}

/* Every register that may leave the house into a folder, with the numbers: the shape of an opening.
 */
static bool export_all(struct exporting *e, struct err *err)
{
    static const char *const endings[] = {"csv", "xlsx", "json"};
    struct arena *arena = e->args->arena;
    int64_t total = 0, rows = 0;
    if (!os_directory_make(e->output, err))
        return false;
    for (size_t i = 0; i < e->registry->registers_n; i++) {
        const struct register_def *def = e->registry->registers[i];
        if (def->is_restricted)
            continue;
        struct str path = arena_print(arena, "%" STR_FMT "/%" STR_FMT ".%s", STR_ARG(e->output),
                                      STR_ARG(def->key), endings[e->format]);
        if (!export_one(e, def, path, &rows, err))
            return false;
        total += rows;
    }
    struct buf numbers;
    buf_init(&numbers, 1 << 20);
    bool ok = export_numbers(e->reader, &numbers, err)
              && os_file_write(arena_print(arena, "%" STR_FMT "/numbers.csv", STR_ARG(e->output)),
                               buf_str(&numbers), OS_PRIVATE, err);
    buf_done(&numbers);
    if (ok)
        fprintf(e->args->err, "%" STR_FMT ": %lld events\n", STR_ARG(e->output), (long long)total);
    return ok;
}

/* The texts that the office runs on, as gulou init and adopt take them. */
static bool export_definitions(struct exporting *e, const struct office *office, struct err *err)
{
    struct arena *arena = e->args->arena;
    struct stmt *stmt = store_statement(reader_store(e->reader), Q_ADOPTED_READ);
    bool has_row, ok = os_directory_make(e->output, err);
    ok =
        ok
        && os_directory_make(arena_print(arena, "%" STR_FMT "/registers", STR_ARG(e->output)), err)
        && os_directory_make(arena_print(arena, "%" STR_FMT "/calendars", STR_ARG(e->output)), err);
    stmt_i64(stmt, office_district(office));
    stmt_i64(stmt, office_current(office)->seq);
    while (ok) {
        if (!stmt_row(stmt, &has_row, err))
            return false;
        if (!has_row)
            return true;
        struct str path = arena_print(arena, "%" STR_FMT "/%" STR_FMT, STR_ARG(e->output),
                                      STR_ARG(stmt_get_text(stmt, 0)));
        ok = os_file_write(path, stmt_get_text(stmt, 1), OS_SHARED, err);
    }
    stmt_reset(stmt);
    return ok;
}

static int export_to(struct exporting *e)
{
    struct cli_args *args = e->args;
    struct str sqlite = cli_value(args, "sqlite");
    struct err err;
    bool ok;
    if (sqlite.len > 0) {
        ok = export_sqlite(e->reader, sqlite, &err);
        return ok ? CLI_DONE : cli_failed(args, &err);
    }
    struct str what = args->positional.at[0];
    bool is_all = str_equal_c(what, "all"), is_definitions = str_equal_c(what, "definitions");
    if (!is_all && !is_definitions)
        return export_register(e, what);
    if (e->output.len == 0)
        return cli_wrong(args, "%" STR_FMT " takes a folder: -o FOLDER", STR_ARG(what));
    ok = is_all ? export_all(e, &err) : export_definitions(e, reader_office(e->reader), &err);
    return ok ? CLI_DONE : cli_failed(args, &err);
}

static int run(struct cli_args *args)
{
    struct exporting e = {.args = args, .output = cli_value(args, "o")};
    struct office *office;
    bool is_sqlite = cli_has(args, "sqlite");
    if (args->positional.n != (is_sqlite ? 0 : 1))
        return cli_wrong(args, is_sqlite ? "--sqlite takes every register"
                                         : "export takes one register, or \"all\"");
    if (!read_format(args, &e.format))
        return cli_wrong(args, "--format is csv, xlsx or json");
    int status = cli_office_read(args, &office);
    if (status != 0)
        return status;
    e.registry = office_current(office)->registry;
    status = cli_office_reader(args, office, &e.reader);
    if (status == 0)
        status = export_to(&e);
    reader_close(e.reader);
    office_close(office);
    return status;
}

static const struct cli_option_def options[] = {
    {"format", 0, CLI_VALUE}, {"o", 'o', CLI_VALUE}, {"sqlite", 0, CLI_VALUE}, {NULL, 0, CLI_FLAG}};

const struct cli_command cli_export = {
    .name = "export",
    .usage = "REGISTER [--format csv|xlsx|json] [-o FILE]\n"
             "all -o FOLDER [--format csv|xlsx|json]\n"
             "definitions -o FOLDER    the texts that the office runs on\n"
             "--sqlite FILE            a copy for analysts",
    .summary = "a register as a table, or all in a database for analysts",
    .options = options,
    .run = run,
};
