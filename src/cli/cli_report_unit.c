/*
 * cli_report_unit.c - gulou report unit: one printable sheet of a unit's figures in a period.
 */
#include "cli/cli_office.h"
#include "cli/cli_report.h"

static const struct document_column columns[] = {{STR("部分"), DOCUMENT_CENTRE, 2},
                                                 {STR("指标"), DOCUMENT_LEFT, 9},
                                                 {STR("数值"), DOCUMENT_END, 4}};

static bool is_shown(const struct figure_def *figure, const struct figure_value *value)
{
    bool is_reported = !figure->is_derived && !figure->is_retired && !figure->is_restricted;
    return is_reported && value->is_known && value->numerator != 0;
}

static const struct document_figure *
figure_of(struct cli_args *args, const struct figure_def *figure, const struct figure_value *value)
{
    struct document_figure *out = arena_new(args->arena, struct document_figure);
    *out = (struct document_figure){.id = figure->key,
                                    .key = figure->key,
                                    .name = figure->title.zh,
                                    .value = figure_number(value, args->arena),
                                    .unit = figure->is_share ? STR("%") : figure->unit,
                                    .decimals = figure->digits,
                                    .accuracy = report_accuracy(figure, value),
                                    .scale = report_scale(figure),
                                    .from = value->from,
                                    .to = value->to,
                                    .as_of = value->as_of};
    return out;
}

/* DESIGN §2: restricted figures have no split, so a unit's sheet has none of them. */
static size_t put_rows(struct cli_args *args, struct document *d, const struct cli_values *values)
{
    const struct registry *registry = values->question.registry;
    struct document_table *table = document_table(d, STR_NONE, columns, 3);
    size_t n = 0;
    for (size_t i = 0; i < registry->figures_n; i++) {
        const struct figure_def *figure = registry->figures[i];
        const struct figure_value *value = &values->values[i];
        if (!is_shown(figure, value))
            continue;
        struct document_cell cells[] = {
            {.run = {.text = figure->part}},
            {.run = {.text = figure->title.zh}},
            {.run = {.text = figure_text(figure, value, args->arena),
                     .figure = figure_of(args, figure, value)}},
        };
        document_row(d, table, cells, 3);
        n++;
    }
    return n;
}

int cli_report_unit(struct cli_args *args, struct office *office)
{
    struct cli_values values;
    struct str format = cli_value(args, "format");
    if (cli_value(args, "unit").len == 0)
        return cli_wrong(args, "say which unit: --unit CODE");
    if (str_equal_c(format, "json") || cli_has(args, "json"))
        return cli_wrong(args, "a unit's sheet is printed; as data: gulou figures --unit CODE");
    int status = cli_values(args, office, &values);
    if (status != 0)
        return status;
    const struct organisation *org = office_current(office)->organisation;
    const struct unit *unit = organisation_unit(org, values.question.units[0]);
    struct document *d = document_new(args->arena);
    struct str period = report_period_name(args->arena, values.question.from, values.question.to);
    d->is_demo = office_is_demo(office);
    d->title = arena_print(args->arena, "%" STR_FMT "|%" STR_FMT "依法行政统计表",
                           STR_ARG(unit->name), STR_ARG(period));
    if (put_rows(args, d, &values) == 0)
        document_line(d, DOCUMENT_TEXT, STR("本期没有记录。"));
    document_line(d, DOCUMENT_BLANK, STR_NONE);
    document_line(d, DOCUMENT_FLUSH, STR("填表人：　　　　　审核人：　　　　　单位负责人："));
    return cli_document(args, d, cli_report_format(args));
}
