/*
 * cli_table.c - gulou table: an official statistical table of a year or period.
 */
#include "cli/cli_commands.h"
#include "cli/cli_office.h"
#include "os/clock.h"
#include "os/file.h"
#include "report/table.h"

enum { TABLE_BYTES = 1 << 24 };

enum format { FORMAT_CSV, FORMAT_XLSX, FORMAT_JSON, FORMAT_UNKNOWN };

static enum format format_of(const struct cli_args *args)
{
    static const char *const names[] = {"csv", "xlsx", "json"};
    struct str text = cli_value(args, "format");
    if (text.len == 0)
        return cli_has(args, "json") ? FORMAT_JSON : FORMAT_CSV;
    for (int i = FORMAT_CSV; i < FORMAT_UNKNOWN; i++)
        if (str_equal_c(text, names[i]) && (i == FORMAT_JSON || !cli_has(args, "json")))
            return (enum format)i;
    return FORMAT_UNKNOWN;
}

static int put(struct cli_args *args, const struct table *table)
{
    struct err err;
    struct buf text;
    struct str path = cli_value(args, "o");
    bool is_english = cli_is_english(args);
    if (format_of(args) == FORMAT_XLSX)
        return table_write_xlsx(table, is_english, arena_terminated(args->arena, path), os_now(),
                                &err)
                   ? CLI_DONE
                   : cli_failed(args, &err);
    buf_init(&text, TABLE_BYTES);
    if (format_of(args) == FORMAT_JSON) {
        table_put_json(table, &text);
        buf_put_char(&text, '\n');
    } else {
        table_put_csv(table, is_english, &text);
    }
    bool ok = true;
    if (path.len > 0)
        ok = os_file_write(path, buf_str(&text), OS_SHARED, &err);
    else
        fwrite(buf_str(&text).p, 1, buf_str(&text).len, args->out);
    buf_done(&text);
    return ok ? CLI_DONE : cli_failed(args, &err);
}

static int show(struct cli_args *args, struct office *office)
{
    const struct office_version *now = office_current(office);
    const struct table_source *source;
    struct figure_question question;
    struct complaints complaints;
    struct table table;
    struct err err;
    int status = cli_office_question(args, office, &question);
    if (status != 0)
        return status;
    complaints_init(&complaints, args->arena);
    if (!table_find(args->arena, now->registry, args->positional.at[0], &source, &complaints,
                    &err)) {
        if (complaints.list.n > 0)
            cli_complain(args, &complaints);
        return cli_failed(args, &err);
    }
    struct table_binding binding = {office_name(office), office_is_demo(office), now->organisation};
    if (!table_compute(source, &question, &binding, args->arena, &table, &complaints, &err))
        return cli_failed(args, &err);
    status = put(args, &table);
    if (complaints.list.n > 0)
        return cli_complain(args, &complaints);
    fprintf(args->err, "%zu identities of the form hold\n", table.identities_held);
    return status;
}

static int run(struct cli_args *args)
{
    struct office *office;
    if (args->positional.n != 1)
        return cli_wrong(args, "say which table, for example disclosure");
    if (format_of(args) == FORMAT_UNKNOWN)
        return cli_wrong(args, "--format takes csv, xlsx or json (--json is json)");
    if (format_of(args) == FORMAT_XLSX && cli_value(args, "o").len == 0)
        return cli_wrong(args, "a workbook needs a file: -o FILE.xlsx");
    int status = cli_office_read(args, &office);
    if (status != 0)
        return status;
    status = show(args, office);
    office_close(office);
    return status;
}

static const struct cli_option_def options[] = {
    {"year", 0, CLI_VALUE},  {"period", 0, CLI_VALUE}, {"unit", 0, CLI_VALUE},
    {"known", 0, CLI_VALUE}, {"format", 0, CLI_VALUE}, {"o", 'o', CLI_VALUE},
    {NULL, 0, CLI_FLAG},
};

const struct cli_command cli_table = {
    .name = "table",
    .usage = "NAME --year 2022 | --period PERIOD [--unit U] [--known DATE|SEQ]\n"
             "    [--format csv|xlsx|json] [-o FILE]",
    .summary = "an official statistical table, its identities checked",
    .options = options,
    .run = run,
};
