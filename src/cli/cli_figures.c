/*
 * cli_figures.c - gulou figures: the values of a period.
 */
#include "cli/cli_closing.h"
#include "cli/cli_commands.h"
#include "cli/cli_office.h"
#include "figure/identity.h"
#include "office/matter_json.h"
#include "text/json.h"
#include "text/utf8.h"

static bool is_wanted(const struct cli_args *args, const struct figure_def *figure)
{
    if (args->positional.n == 0)
        return !figure->is_derived && !figure->is_retired;
    for (size_t i = 0; i < args->positional.n; i++)
        if (str_equal(args->positional.at[i], figure->key))
            return true;
    return false;
}

static void put_json(struct cli_args *args, const struct office *office, struct json_out *json,
                     const struct figure_def *figure, const struct cli_values *values)
{
    char from[DATE_TEXT_BYTES], to[DATE_TEXT_BYTES];
    const struct figure_value *value = &values->values[figure->id];
    json_out_begin_object(json);
    json_out_key(json, STR("key"));
    json_out_string(json, figure->key);
    json_out_key(json, STR("value"));
    json_out_raw(json, figure_number(value, args->arena));
    json_out_key(json, STR("text"));
    json_out_string(json, figure_text(figure, value, args->arena));
    json_out_key(json, STR("unit"));
    json_out_string(json, figure->is_share ? STR("%") : figure->unit);
    json_out_key(json, STR("kind"));
    json_out_string(json, str_of(figure_kind_word(figure)));
    json_out_key(json, STR("from"));
    json_out_string(json, date_print(value->from, from));
    json_out_key(json, STR("to"));
    json_out_string(json, date_print(value->to, to));
    json_out_key(json, STR("known"));
    if (values->question.known_seq > 0)
        json_out_i64(json, values->question.known_seq);
    else
        json_out_null(json);
    if (values->is_signed)
        json_out_member(json, STR("signed"), values->closing.made.document);
    matter_json_demo(json, office);
    json_out_end_object(json);
}

static void print_line(struct cli_args *args, const struct figure_def *figure,
                       const struct cli_values *values)
{
    struct str title = cli_is_english(args) ? figure->title.en : figure->title.zh;
    struct str text = figure_text(figure, &values->values[figure->id], args->arena);
    int width = utf8_width(text);
    fprintf(args->out, "%*s%" STR_FMT "  %-36.*s %" STR_FMT "\n", width < 16 ? 16 - width : 0, "",
            STR_ARG(text), STR_ARG(figure->key), STR_ARG(title));
}

static int check_keys(struct cli_args *args, const struct registry *registry)
{
    for (size_t i = 0; i < args->positional.n; i++)
        if (registry_figure(registry, args->positional.at[i]) == NULL)
            return cli_wrong(args, "there is no figure \"%" STR_FMT "\"",
                             STR_ARG(args->positional.at[i]));
    return 0;
}

static int check(struct cli_args *args, const struct figure_question *question)
{
    struct identity_counts counts;
    struct complaints complaints;
    struct err err;
    complaints_init(&complaints, args->arena);
    if (!identity_check(question, args->arena, &counts, &complaints, &err))
        return cli_failed(args, &err);
    if (cli_has(args, "json"))
        fprintf(args->out, "{\"held\":%lld,\"failed\":%lld,\"skipped\":%lld}\n",
                (long long)counts.held, (long long)counts.failed, (long long)counts.skipped);
    else
        fprintf(args->out, "%lld identities hold, %lld do not, %lld have no input here\n",
                (long long)counts.held, (long long)counts.failed, (long long)counts.skipped);
    return counts.failed == 0 ? CLI_DONE : cli_complain(args, &complaints);
}

static int print_values(struct cli_args *args, const struct office *office,
                        const struct cli_values *values)
{
    const struct registry *registry = values->question.registry;
    struct buf buf;
    struct json_out json;
    buf_init(&buf, 1 << 24);
    json_out_init(&json, &buf);
    json_out_begin_array(&json);
    for (size_t i = 0; i < registry->figures_n; i++) {
        const struct figure_def *figure = registry->figures[i];
        if (!is_wanted(args, figure))
            continue;
        if (cli_has(args, "json"))
            put_json(args, office, &json, figure, values);
        else
            print_line(args, figure, values);
    }
    json_out_end_array(&json);
    if (cli_has(args, "json"))
        fprintf(args->out, "%" STR_FMT "\n", STR_ARG(buf_str(&buf)));
    buf_done(&buf);
    return CLI_DONE;
}

static int show(struct cli_args *args, struct office *office)
{
    struct cli_values values;
    struct figure_question question;
    int status = check_keys(args, office_current(office)->registry);
    if (status == 0 && cli_has(args, "check")) {
        status = cli_office_question(args, office, &question);
        return status != 0 ? status : check(args, &question);
    }
    if (status == 0)
        status = cli_values(args, office, &values);
    if (status != 0)
        return status;
    if (cli_has(args, "restated") && !values.is_restated)
        return cli_wrong(args, "only a closed period can be restated; this one is not closed");
    if (cli_has(args, "restated"))
        return cli_restatement(args, &values);
    if (cli_has(args, "against"))
        return cli_differences(args, office, &values);
    return print_values(args, office, &values);
}

static int run(struct cli_args *args)
{
    struct office *office;
    int status = cli_office_read(args, &office);
    if (status != 0)
        return status;
    status = show(args, office);
    office_close(office);
    return status;
}

static const struct cli_option_def options[] = {
    {"year", 0, CLI_VALUE},    {"period", 0, CLI_VALUE},  {"unit", 0, CLI_VALUE},
    {"on", 0, CLI_VALUE},      {"known", 0, CLI_VALUE},   {"check", 0, CLI_FLAG},
    {"restated", 0, CLI_FLAG}, {"against", 0, CLI_VALUE}, {NULL, 0, CLI_FLAG},
};

const struct cli_command cli_figures = {
    .name = "figures",
    .usage = "[KEY…] --year 2022 | --period 2022-Q3|2022-H1|2022-03|FROM..TO\n"
             "    [--unit U] [--on DATE] [--known DATE|SEQ|now|signed]\n"
             "[KEY…] --year 2022 [--known WHEN] --against WHEN\n"
             "[KEY…] --year 2022 --restated\n"
             "--year 2022 --check",
    .summary = "the figures of a period; of a closed one as they were signed",
    .options = options,
    .run = run,
};
