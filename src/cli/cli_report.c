/*
 * cli_report.c - gulou report: a report of a period, its numbers bound; and the check of sources.
 */
#include "cli/cli_report.h"

#include "cli/cli_commands.h"
#include "cli/cli_definitions.h"
#include "cli/cli_file.h"
#include "cli/cli_office.h"
#include "os/file.h"

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

enum cli_document_format cli_report_format(const struct cli_args *args)
{
    enum format format = format_of(args);
    return format == FORMAT_JSON ? CLI_HTML : (enum cli_document_format)format;
}

/* ---- the check ---- */

static bool check_bytes(struct cli_args *args, const struct registry *registry, struct str path,
                        struct str bytes, struct complaints *complaints)
{
    const struct report_source *source =
        report_parse(args->arena, registry, path, bytes, complaints);
    if (source != NULL)
        report_check_complete(source, registry, complaints);
    return source != NULL;
}

/* Every shipped source, or the files that are named, against the shipped registers; needs no
 * database. */
static int check(struct cli_args *args)
{
    struct registry_file *files;
    struct complaints complaints;
    struct str *names, path, bytes;
    struct err err;
    size_t n, checked = 0;
    complaints_init(&complaints, args->arena);
    if (!cli_definitions(args->arena, STR_NONE, &files, &n, &err))
        return cli_failed(args, &err);
    const struct registry *registry = cli_definitions_registry(args->arena, files, n, &complaints);
    if (registry == NULL)
        return cli_complain(args, &complaints);
    for (; checked + 1 < args->positional.n; checked++) {
        path = args->positional.at[checked + 1];
        if (!os_file_read(args->arena, path, CLI_SOURCE_BYTES, &bytes, &err))
            return cli_failed(args, &err);
        check_bytes(args, registry, path, bytes, &complaints);
    }
    size_t names_n = checked > 0 ? 0 : report_names(args->arena, &names);
    for (size_t i = 0; i < names_n; i++, checked++)
        if (report_bytes(args->arena, names[i], &path, &bytes))
            check_bytes(args, registry, path, bytes, &complaints);
    if (complaints.list.n > 0)
        return cli_complain(args, &complaints);
    if (cli_has(args, "json"))
        fprintf(args->out, "{\"reports\":%zu,\"complaints\":0}\n", checked);
    else
        fprintf(args->out, "%zu of %zu reports are sound and complete\n", checked, checked);
    return CLI_DONE;
}

/* ---- a report ---- */

int cli_report_source(struct cli_args *args, struct str name, struct str *path_out,
                      struct str *bytes_out)
{
    const struct report_source *ignored;
    struct complaints complaints;
    struct err err;
    struct str given = cli_value(args, "source");
    if (given.len > 0) {
        *path_out = given;
        return cli_file_read(args, given, CLI_SOURCE_BYTES, bytes_out, &err)
                   ? 0
                   : cli_failed(args, &err);
    }
    if (report_bytes(args->arena, name, path_out, bytes_out))
        return 0;
    complaints_init(&complaints, args->arena);
    struct registry none = {0};
    (void)!report_find(args->arena, &none, name, &ignored, &complaints, &err);
    return cli_failed(args, &err);
}

struct report *cli_report_bind(struct cli_args *args, struct office *office,
                               const struct cli_values *values, struct str path, struct str bytes)
{
    const struct figure_question *q = &values->question;
    const struct registry *registry =
        values->is_signed ? office_version_at(office, values->closing.size - 1)->registry
                          : q->registry;
    struct report_binding binding = {.year = date_year(q->from),
                                     .office = office_name(office),
                                     .is_demo = office_is_demo(office),
                                     .from = q->from,
                                     .to = q->to};
    struct report *report = arena_new(args->arena, struct report);
    struct complaints complaints;
    complaints_init(&complaints, args->arena);
    const struct report_source *source =
        report_parse(args->arena, registry, path, bytes, &complaints);
    if (source == NULL) {
        (void)cli_complain(args, &complaints);
        return NULL;
    }
    report_bind(source, registry, &binding, values->values, args->arena, report);
    return report;
}

static int print(struct cli_args *args, const struct office *office, const struct report *report,
                 const struct report_state *state)
{
    struct str links = cli_value(args, "links");
    enum format format = format_of(args);
    const char *to = links.len > 0 ? arena_terminated(args->arena, links) : NULL;
    struct document *document = report_document(report, to, args->arena);
    report_state_put(state, office, document);
    if (format != FORMAT_JSON)
        return cli_document(args, document, (enum cli_document_format)format);
    struct buf text;
    buf_init(&text, CLI_REPORT_BYTES);
    report_put_json(report, &text);
    buf_put_char(&text, '\n');
    int status = CLI_REFUSED;
    if (text.is_over)
        fprintf(args->err, "gulou report: the report is larger than %d MiB\n",
                CLI_REPORT_BYTES >> 20);
    else
        status = cli_put_out(args, buf_str(&text));
    buf_done(&text);
    return status;
}

/* A signed report is printed from what was signed, a draft from the source that is there. */
static int show(struct cli_args *args, struct office *office)
{
    struct str name = args->positional.at[0], path, bytes;
    struct report_state state;
    struct cli_values values;
    struct err err;
    int status = cli_values(args, office, &values);
    if (status != 0)
        return status;
    struct str period = cli_period_name(args->arena, values.question.from, values.question.to);
    if (!report_state_find(values.question.db, values.question.district, args->arena, name, period,
                           &state, &err))
        return cli_failed(args, &err);
    if (!values.is_signed) /* asked with --known: no longer what was signed */
        state = (struct report_state){.name = name, .period = period};
    path = name;
    bytes = state.source;
    if (!state.is_signed)
        status = cli_report_source(args, name, &path, &bytes);
    if (status != 0)
        return status;
    struct report *report = cli_report_bind(args, office, &values, path, bytes);
    return report != NULL ? print(args, office, report, &state) : CLI_REFUSED;
}

static int check_options(const struct cli_args *args)
{
    struct str links = cli_value(args, "links");
    if (args->positional.n == 0)
        return cli_wrong(args, "say which report, for example annual");
    if (format_of(args) == FORMAT_UNKNOWN)
        return cli_wrong(args,
                         "--format takes html, pdf, docx, txt or json (--json is json), not "
                         "\"%" STR_FMT "\"",
                         STR_ARG(cli_value(args, "format")));
    if (links.len > 0 && !str_starts(links, STR("http://")) && !str_starts(links, STR("https://")))
        return cli_wrong(args, "--links takes the address of the server that the numbers lead to, "
                               "such as http://127.0.0.1:8080");
    return 0;
}

struct way {
    const char *word;
    size_t words_n;
    bool writes;
    int (*run)(struct cli_args *args, struct office *office);
};

static int run_way(struct cli_args *args, const struct way *way)
{
    struct office *office;
    if (args->positional.n != way->words_n)
        return cli_wrong(args, "report %s takes %zu words more, not %zu", way->word,
                         way->words_n - 1, args->positional.n - 1);
    int status = way->writes ? cli_office_open(args, &office) : cli_office_read(args, &office);
    if (status != 0)
        return status;
    status = way->run(args, office);
    office_close(office);
    return status;
}

static int run(struct cli_args *args)
{
    static const struct way ways[] = {
        {"sign", 2, true, cli_report_sign},        {"publish", 2, true, cli_report_publish},
        {"gaps", 1, false, cli_report_gaps},       {"unit", 1, false, cli_report_unit},
        {"returns", 1, false, cli_report_returns}, {"preview", 2, false, cli_report_preview},
    };
    static const struct way any = {"NAME", 1, false, show};
    int status = check_options(args);
    if (status != 0)
        return status;
    if (str_equal_c(args->positional.at[0], "check"))
        return check(args);
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++)
        if (str_equal_c(args->positional.at[0], ways[i].word))
            return run_way(args, &ways[i]);
    if (args->positional.n != 1)
        return cli_wrong(args, "say which report, for example annual");
    return run_way(args, &any);
}

/* A report is signed by a running server, too: its source goes along. */
static void bring(struct cli_args *args)
{
    struct str source = cli_value(args, "source");
    if (source.len > 0)
        cli_file_bring(args, source, CLI_SOURCE_BYTES);
}

static const struct cli_option_def options[] = {
    {"year", 0, CLI_VALUE},  {"period", 0, CLI_VALUE},    {"format", 0, CLI_VALUE},
    {"links", 0, CLI_VALUE}, {"o", 'o', CLI_VALUE},       {"source", 0, CLI_VALUE},
    {"known", 0, CLI_VALUE}, {"unit", 0, CLI_VALUE},      {"number", 0, CLI_VALUE},
    {"index", 0, CLI_VALUE}, {"publisher", 0, CLI_VALUE}, {"listen", 0, CLI_VALUE},
    {NULL, 0, CLI_FLAG},
};

const struct cli_command cli_report = {
    .name = "report",
    .usage = "NAME --year 2022 | --period 2022-Q1 [--format html|pdf|docx|txt|json]\n"
             "    [--source FILE] [--links http://HOST:PORT] [-o FILE]\n"
             "check [FILE…]\n"
             "preview FILE --year 2022 [--listen 127.0.0.1:8081]\n"
             "gaps --year 2022\n"
             "unit --unit CODE --year 2022 | --period 2022-Q1 [--format …] [-o FILE]\n"
             "returns --year 2022 | --period 2022-Q1 [--unit CODE] [--format …] [-o FILE]\n"
             "sign NAME --year 2022 --number NUMBER --as LEADER [--source FILE]\n"
             "publish NAME --year 2022 --index 000014349/2023-06836 --publisher UNIT --as HANDLER",
    .summary = "a report whose numbers are figures: check it, print it, sign it, publish it",
    .options = options,
    .run = run,
    .bring = bring,
};
