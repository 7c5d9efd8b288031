/*
 * cli_report.c - gulou report: a report of a year, its numbers bound; and the check of the sources.
 */
#include "cli/cli_commands.h"
#include "cli/cli_definitions.h"
#include "cli/cli_document.h"
#include "cli/cli_office.h"
#include "report/report.h"

enum { REPORT_BYTES = 1 << 24 };

enum format { FORMAT_HTML, FORMAT_PDF, FORMAT_DOCX, FORMAT_TXT, FORMAT_JSON, FORMAT_UNKNOWN };

static enum format format_of(const struct cli_args *args)
{
    static const char *const words[] = {"html", "pdf", "docx", "txt", "json"};
    struct str format = cli_value(args, "format");
    if (format.len == 0)
        return cli_has(args, "json") ? FORMAT_JSON : FORMAT_HTML;
    for (int i = 0; i < FORMAT_UNKNOWN; i++)
        if (str_equal_c(format, words[i]))
            return cli_has(args, "json") && i != FORMAT_JSON ? FORMAT_UNKNOWN : (enum format)i;
    return FORMAT_UNKNOWN;
}

/* ---- the check ---- */

/* Every shipped source against the shipped registers; needs no database. */
static int check(struct cli_args *args)
{
    struct registry_file *files;
    struct complaints complaints;
    struct str *names;
    struct err err;
    size_t n;
    complaints_init(&complaints, args->arena);
    if (!cli_definitions(args->arena, STR_NONE, &files, &n, &err))
        return cli_failed(args, &err);
    const struct registry *registry = cli_definitions_registry(args->arena, files, n, &complaints);
    if (registry == NULL)
        return cli_complain(args, &complaints);
    size_t names_n = report_names(args->arena, &names);
    for (size_t i = 0; i < names_n; i++) {
        const struct report_source *source;
        bool is_read = report_find(args->arena, registry, names[i], &source, &complaints, &err);
        if (!is_read && complaints.list.n == 0)
            return cli_failed(args, &err);
        if (is_read)
            report_check_complete(source, registry, &complaints);
    }
    if (complaints.list.n > 0)
        return cli_complain(args, &complaints);
    if (cli_has(args, "json"))
        fprintf(args->out, "{\"reports\":%zu,\"complaints\":0}\n", names_n);
    else
        fprintf(args->out, "%zu of %zu reports are sound and complete\n", names_n, names_n);
    return CLI_DONE;
}

/* ---- a report ---- */

static int print(struct cli_args *args, const struct report *report)
{
    struct str links = cli_value(args, "links");
    enum format format = format_of(args);
    const char *to = links.len > 0 ? arena_terminated(args->arena, links) : NULL;
    struct document *document = report_document(report, to, args->arena);
    if (format != FORMAT_JSON)
        return cli_document(args, document, (enum cli_document_format)format);
    struct buf text;
    buf_init(&text, REPORT_BYTES);
    report_put_json(report, &text);
    buf_put_char(&text, '\n');
    int status = CLI_REFUSED;
    if (text.is_over)
        fprintf(args->err, "gulou report: the report is larger than %d MiB\n", REPORT_BYTES >> 20);
    else
        status = cli_put_out(args, buf_str(&text));
    buf_done(&text);
    return status;
}

static int show(struct cli_args *args, struct office *office)
{
    const struct registry *registry = office_current(office)->registry;
    const struct report_source *source;
    struct figure_question question;
    struct complaints complaints;
    struct report report;
    struct err err;
    int64_t year;
    if (!str_to_i64(cli_value(args, "year"), &year) || !date_exists((int)year, 12, 31))
        return cli_wrong(args, "say which year: --year 2022");
    int status = cli_office_question(args, office, &question);
    if (status != 0)
        return status;
    complaints_init(&complaints, args->arena);
    if (!report_find(args->arena, registry, args->positional.at[0], &source, &complaints, &err)) {
        if (complaints.list.n > 0)
            cli_complain(args, &complaints);
        return cli_failed(args, &err);
    }
    struct report_binding binding = {(int)year, office_name(office), office_is_demo(office)};
    if (!report_bind_question(source, &question, &binding, args->arena, &report, &err))
        return cli_failed(args, &err);
    return print(args, &report);
}

static int check_options(const struct cli_args *args)
{
    struct str links = cli_value(args, "links");
    if (args->positional.n != 1)
        return cli_wrong(args, "say which report, for example annual");
    if (format_of(args) == FORMAT_UNKNOWN)
        return cli_wrong(
            args,
            "--format takes html, pdf, docx, txt or json (--json is json), not \"%" STR_FMT "\"",
            STR_ARG(cli_value(args, "format")));
    if (links.len > 0 && !str_starts(links, STR("http://")) && !str_starts(links, STR("https://")))
        return cli_wrong(args, "--links takes the address of the server that the numbers lead to, "
                               "such as http://127.0.0.1:8080");
    return 0;
}

static int run(struct cli_args *args)
{
    struct office *office;
    int status = check_options(args);
    if (status != 0)
        return status;
    if (str_equal_c(args->positional.at[0], "check"))
        return check(args);
    status = cli_office_read(args, &office);
    if (status != 0)
        return status;
    status = show(args, office);
    office_close(office);
    return status;
}

static const struct cli_option_def options[] = {
    {"year", 0, CLI_VALUE}, {"format", 0, CLI_VALUE}, {"links", 0, CLI_VALUE},
    {"o", 'o', CLI_VALUE},  {NULL, 0, CLI_FLAG},
};

const struct cli_command cli_report = {
    .name = "report",
    .usage =
        "NAME --year 2022 [--format html|pdf|docx|txt|json] [--links http://HOST:PORT] [-o FILE]\n"
        "check",
    .summary = "a report of a year, each number computed from the records; check its source",
    .options = options,
    .run = run,
};
