/*
 * cli_report_returns.c - gulou report returns: what departments owe, have signed, and how it agrees
 * with the registers.
 */
#include "base/embed.h"
#include "cli/cli_file.h"
#include "cli/cli_office.h"
#include "cli/cli_report.h"
#include "office/matter_json.h"
#include "report/returns.h"
#include "text/json.h"

static void put_row(struct json_out *json, const struct office *office,
                    const struct returns_row *row)
{
    char day[DATE_TEXT_BYTES];
    static const char *const states[] = {"signed", "waiting", "overdue"};
    json_out_begin_object(json);
    json_out_member(json, STR("unit"), row->item->unit);
    json_out_member(json, STR("figure"), row->item->figure->key);
    json_out_member(json, STR("from"), date_print(row->from, day));
    json_out_member(json, STR("to"), date_print(row->to, day));
    json_out_member(json, STR("due"), date_print(row->due, day));
    json_out_member(json, STR("state"), str_of(states[row->state]));
    json_out_key(json, STR("matter"));
    json_out_i64(json, row->matter);
    json_out_member(json, STR("text"), row->value);
    if (row->item->same_as != NULL && row->matter != 0) {
        json_out_key(json, STR("own"));
        json_out_begin_object(json);
        json_out_member(json, STR("figure"), row->item->same_as->key);
        json_out_member(json, STR("text"), row->own);
        json_out_key(json, STR("differs"));
        json_out_bool(json, row->is_apart);
        json_out_key(json, STR("matters"));
        json_out_begin_array(json);
        for (size_t i = 0; row->is_apart && i < row->own_list.n; i++)
            json_out_i64(json, row->own_list.rows[i].matter);
        json_out_end_array(json);
        json_out_end_object(json);
    }
    matter_json_demo(json, office);
    json_out_end_object(json);
}

static int print_json(struct cli_args *args, const struct office *office,
                      const struct returns *returns)
{
    struct json_out json;
    struct buf buf;
    buf_init(&buf, CLI_REPORT_BYTES);
    json_out_init(&json, &buf);
    json_out_begin_array(&json);
    for (size_t i = 0; i < returns->rows.n; i++)
        put_row(&json, office, &returns->rows.at[i]);
    json_out_end_array(&json);
    buf_put_char(&buf, '\n');
    int status = buf.is_over ? CLI_REFUSED : cli_put_out(args, buf_str(&buf));
    buf_done(&buf);
    return status;
}

static const struct returns_schedule *schedule_of(struct cli_args *args,
                                                  const struct registry *registry)
{
    struct str path = STR("reports/returns.yaml"), bytes = STR_NONE;
    struct complaints complaints;
    struct err err;
    complaints_init(&complaints, args->arena);
    (void)embed_find(path, &bytes);
    if (cli_value(args, "source").len > 0) {
        path = cli_value(args, "source");
        if (!cli_file_read(args, path, CLI_SOURCE_BYTES, &bytes, &err)) {
            (void)cli_failed(args, &err);
            return NULL;
        }
    }
    const struct returns_schedule *schedule =
        returns_parse(args->arena, registry, path, bytes, &complaints);
    if (schedule == NULL)
        (void)cli_complain(args, &complaints);
    return schedule;
}

static int print(struct cli_args *args, const struct office *office,
                 const struct figure_question *q, const struct returns *returns)
{
    struct str format = cli_value(args, "format");
    if (cli_has(args, "json") || str_equal_c(format, "json"))
        return print_json(args, office, returns);
    struct document *d = document_new(args->arena);
    struct str period = report_period_name(args->arena, q->from, q->to);
    d->is_demo = office_is_demo(office);
    d->title = arena_print(args->arena, "%" STR_FMT "|%" STR_FMT "部门报送情况表",
                           STR_ARG(office_name(office)), STR_ARG(period));
    returns_document(returns, d);
    return cli_document(args, d, cli_report_format(args));
}

int cli_report_returns(struct cli_args *args, struct office *office)
{
    struct figure_question q;
    struct reader *reader;
    struct returns returns;
    struct err err;
    int status = cli_office_question(args, office, &q);
    if (status != 0)
        return status;
    const struct returns_schedule *schedule = schedule_of(args, q.registry);
    if (schedule == NULL)
        return CLI_REFUSED;
    int64_t unit = q.units_n > 0 ? q.units[0] : 0;
    q.units = NULL; /* the unit owes the returns; what they count is the district's */
    q.units_n = 0;
    if (!reader_open(office, args->arena, &reader, &err))
        return cli_failed(args, &err);
    bool ok = returns_find(reader, args->arena, &q, schedule, unit, &returns, &err);
    reader_close(reader);
    return ok ? print(args, office, &q, &returns) : cli_failed(args, &err);
}
