/*
 * cli_report_gaps.c - gulou report gaps: what the records say about shortcomings.
 */
#include "cli/cli_office.h"
#include "cli/cli_report.h"
#include "office/matter_json.h"
#include "report/gaps.h"
#include "text/json.h"

enum { CELLS_SHOWN = 5 };

static void print_cells(struct cli_args *args, const char *word, const struct gap_cell *cells,
                        size_t n)
{
    if (n == 0)
        return;
    fprintf(args->out, "    %s：", word);
    for (size_t i = 0; i < n && i < CELLS_SHOWN; i++)
        fprintf(args->out, "%s%" STR_FMT " %lld", i == 0 ? "" : "，", STR_ARG(cells[i].name),
                (long long)cells[i].n);
    fprintf(args->out, "%s\n", n > CELLS_SHOWN ? "……" : "");
}

static void print_lines(struct cli_args *args, const struct gaps *gaps)
{
    for (size_t i = 0; i < gaps->figures.n; i++) {
        const struct gap_figure *gap = &gaps->figures.at[i];
        fprintf(args->out, "%" STR_FMT "  %" STR_FMT "  %" STR_FMT "\n",
                STR_ARG(gap->figure->title.zh), STR_ARG(gap->text), STR_ARG(gap->figure->key));
        print_cells(args, "按单位", gap->units.at, gap->units.n);
        print_cells(args, "按原因", gap->causes.at, gap->causes.n);
    }
    for (size_t i = 0; i < gaps->clocks.n; i++) {
        const struct gap_clock *gap = &gaps->clocks.at[i];
        fprintf(args->out,
                "逾期  %" STR_FMT "·%" STR_FMT "  %lld/%lld  %" STR_FMT ".%" STR_FMT "\n",
                STR_ARG(gap->def->title.zh), STR_ARG(gap->def->clocks[gap->clock].title.zh),
                (long long)gap->overdue, (long long)gap->due, STR_ARG(gap->def->key),
                STR_ARG(gap->def->clocks[gap->clock].key));
        print_cells(args, "按单位", gap->units.at, gap->units.n);
    }
    for (size_t i = 0; i < gaps->targets.n; i++) {
        const struct gap_target *gap = &gaps->targets.at[i];
        char text[DECIMAL_TEXT_BYTES];
        fprintf(args->out,
                "未达目标  %" STR_FMT "  %" STR_FMT "为%" STR_FMT "，目标%" STR_FMT "（%" STR_FMT
                "）\n",
                STR_ARG(gap->target.figure->title.zh), STR_ARG(gap->period), STR_ARG(gap->value),
                STR_ARG(decimal_print(gap->target.value, text)), STR_ARG(gap->target.source));
    }
    for (size_t i = 0; i < gaps->empty.n; i++)
        fprintf(args->out, "全年无登记  %" STR_FMT "  %" STR_FMT "\n",
                STR_ARG(gaps->empty.at[i]->title.zh), STR_ARG(gaps->empty.at[i]->key));
}

/* ---- JSON ---- */

static void put_cells(struct json_out *json, const char *key, const struct gap_cell *cells,
                      size_t n)
{
    json_out_key(json, str_of(key));
    json_out_begin_array(json);
    for (size_t i = 0; i < n; i++) {
        json_out_begin_object(json);
        json_out_member(json, STR("name"), cells[i].name);
        json_out_key(json, STR("n"));
        json_out_i64(json, cells[i].n);
        json_out_end_object(json);
    }
    json_out_end_array(json);
}

static void put_figures(struct json_out *json, const struct gaps *gaps)
{
    json_out_key(json, STR("figures"));
    json_out_begin_array(json);
    for (size_t i = 0; i < gaps->figures.n; i++) {
        const struct gap_figure *gap = &gaps->figures.at[i];
        json_out_begin_object(json);
        json_out_member(json, STR("key"), gap->figure->key);
        json_out_member(json, STR("text"), gap->text);
        put_cells(json, "units", gap->units.at, gap->units.n);
        put_cells(json, "causes", gap->causes.at, gap->causes.n);
        json_out_end_object(json);
    }
    json_out_end_array(json);
}

static void put_clocks(struct json_out *json, const struct gaps *gaps)
{
    json_out_key(json, STR("overdue"));
    json_out_begin_array(json);
    for (size_t i = 0; i < gaps->clocks.n; i++) {
        const struct gap_clock *gap = &gaps->clocks.at[i];
        json_out_begin_object(json);
        json_out_member(json, STR("register"), gap->def->key);
        json_out_member(json, STR("clock"), gap->def->clocks[gap->clock].key);
        json_out_key(json, STR("due"));
        json_out_i64(json, gap->due);
        json_out_key(json, STR("overdue"));
        json_out_i64(json, gap->overdue);
        put_cells(json, "units", gap->units.at, gap->units.n);
        json_out_end_object(json);
    }
    json_out_end_array(json);
}

static void put_rest(struct json_out *json, const struct gaps *gaps)
{
    char text[DECIMAL_TEXT_BYTES];
    json_out_key(json, STR("targets"));
    json_out_begin_array(json);
    for (size_t i = 0; i < gaps->targets.n; i++) {
        const struct gap_target *gap = &gaps->targets.at[i];
        json_out_begin_object(json);
        json_out_member(json, STR("key"), gap->target.figure->key);
        json_out_member(json, STR("period"), gap->period);
        json_out_member(json, STR("text"), gap->value);
        json_out_key(json, STR("target"));
        json_out_raw(json, decimal_print(gap->target.value, text));
        json_out_member(json, STR("source"), gap->target.source);
        json_out_end_object(json);
    }
    json_out_end_array(json);
    json_out_key(json, STR("empty"));
    json_out_begin_array(json);
    for (size_t i = 0; i < gaps->empty.n; i++)
        json_out_string(json, gaps->empty.at[i]->key);
    json_out_end_array(json);
}

static void print_json(struct cli_args *args, const struct office *office, const struct gaps *gaps)
{
    struct json_out json;
    struct buf buf;
    buf_init(&buf, CLI_REPORT_BYTES);
    json_out_init(&json, &buf);
    json_out_begin_object(&json);
    put_figures(&json, gaps);
    put_clocks(&json, gaps);
    put_rest(&json, gaps);
    matter_json_demo(&json, office);
    json_out_end_object(&json);
    fprintf(args->out, "%" STR_FMT "\n", STR_ARG(buf_str(&buf)));
    buf_done(&buf);
}

/* Targets stand in the annual report's source, or in --source FILE. */
int cli_report_gaps(struct cli_args *args, struct office *office)
{
    struct figure_question q;
    struct complaints complaints;
    struct reader *reader;
    struct gaps gaps;
    struct str path, bytes;
    struct err err;
    complaints_init(&complaints, args->arena);
    if (cli_value(args, "year").len != 4)
        return cli_wrong(args, "say which year: --year 2022");
    int status = cli_office_question(args, office, &q);
    if (status == 0)
        status = cli_report_source(args, STR("annual"), &path, &bytes);
    if (status != 0)
        return status;
    const struct report_source *source =
        report_parse(args->arena, q.registry, path, bytes, &complaints);
    if (source == NULL)
        return cli_complain(args, &complaints);
    if (!reader_open(office, args->arena, &reader, &err))
        return cli_failed(args, &err);
    bool ok = gaps_find(reader, args->arena, &q, source, &gaps, &err);
    reader_close(reader);
    if (!ok)
        return cli_failed(args, &err);
    if (cli_has(args, "json"))
        print_json(args, office, &gaps);
    else
        print_lines(args, &gaps);
    return CLI_DONE;
}
