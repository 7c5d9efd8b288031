/*
 * cli_closing.c - gulou close: a period is closed by three people; and the values that were signed.
 */
#include "cli/cli_closing.h"

#include "cli/cli_commands.h"
#include "cli/cli_office.h"
#include "text/escape.h"
#include "text/json.h"

enum { OUT_BYTES = 1 << 24 };

/* ---- signed values ---- */

static bool read_signed(struct cli_args *args, struct cli_values *out, struct err *err)
{
    size_t n = out->question.registry->figures_n;
    bool *has = arena_array(args->arena, bool, n + 1);
    out->question.known_seq = out->closing.size;
    out->is_signed = true;
    if (!closing_values(&out->closing, out->question.registry, args->arena, out->values, has, err))
        return false;
    for (size_t i = 0; i < n; i++) /* defined since */
        if (!has[i]
            && !figure_one(&out->question, out->question.registry->figures[i], args->arena,
                           &out->values[i], err))
            return false;
    return true;
}

static bool read_restated(struct cli_args *args, struct office *office, struct cli_values *out,
                          struct err *err)
{
    struct reader *reader;
    size_t n = out->question.registry->figures_n;
    out->now = arena_array(args->arena, struct figure_value, n + 1);
    out->is_restated = true;
    if (!reader_open(office, args->arena, &reader, err))
        return false;
    bool ok = closing_restate(reader, args->arena, &out->closing, out->values, out->now,
                              &out->since, err);
    reader_close(reader);
    return ok;
}

static bool asks_now(const struct cli_args *args)
{
    return str_equal_c(cli_value(args, "known"), "now");
}

/* A closed period: signed, restated, or (of a unit, of another day) computed at the snapshot. */
static bool read_closed(struct cli_args *args, struct office *office, struct cli_values *out,
                        struct err *err)
{
    struct figure_question *q = &out->question;
    struct str against = cli_value(args, "against");
    bool is_whole = q->units_n == 0 && date_is_none(q->stock_on);
    if (!is_whole && !asks_now(args))
        q->known_seq = out->closing.size;
    if (!is_whole)
        return figure_all(q, args->arena, out->values, err);
    bool wants_restated =
        cli_has(args, "restated") || asks_now(args) || str_equal_c(against, "now");
    return read_signed(args, out, err)
           && (!wants_restated || read_restated(args, office, out, err));
}

int cli_values(struct cli_args *args, struct office *office, struct cli_values *out)
{
    struct err err;
    struct figure_question *q = &out->question;
    struct str known = cli_value(args, "known");
    *out = (struct cli_values){0};
    int status = cli_office_question(args, office, q);
    if (status != 0)
        return status;
    out->values = arena_array(args->arena, struct figure_value, q->registry->figures_n + 1);
    struct str period = cli_period_name(args->arena, q->from, q->to);
    if (!closing_find(q->db, q->district, args->arena, period, &out->closing, &err))
        return cli_failed(args, &err);
    bool is_cut = known.len > 0 && !asks_now(args) && !str_equal_c(known, "signed");
    bool ok = out->closing.state == CLOSING_CLOSED && !is_cut
                  ? read_closed(args, office, out, &err)
                  : figure_all(q, args->arena, out->values, &err);
    if (!ok)
        return cli_failed(args, &err);
    if (out->is_restated && asks_now(args) && !cli_has(args, "against")) {
        out->values = out->now;
        out->is_signed = out->is_restated = false;
        q->known_seq = 0;
    }
    return 0;
}

/* ---- differences ---- */

static struct str amount_of(struct cli_args *args, const struct closing_difference *row)
{
    struct figure_value amount = {.is_known = true,
                                  .numerator = row->amount,
                                  .denominator = decimal_power10(row->figure->value_digits)};
    return figure_number(&amount, args->arena);
}

static void put_difference(struct cli_args *args, const struct closing_difference *row,
                           struct json_out *json)
{
    json_out_begin_object(json);
    json_out_member(json, STR("figure"), row->figure->key);
    json_out_key(json, STR("matter"));
    json_out_i64(json, row->matter);
    json_out_key(json, STR("seq"));
    json_out_i64(json, row->seq);
    json_out_key(json, STR("amount"));
    json_out_raw(json, amount_of(args, row));
    json_out_member(json, STR("event"), row->event);
    json_out_member(json, STR("reason"), row->reason);
    json_out_end_object(json);
}

static void print_difference(struct cli_args *args, const struct closing_difference *row)
{
    struct buf reason;
    struct str number = amount_of(args, row);
    buf_init(&reason, 1 << 16);
    escape_terminal(&reason, row->reason);
    fprintf(args->out, "    %s%" STR_FMT "  matter %lld  %" STR_FMT " (entry %lld)%s%" STR_FMT "\n",
            row->amount > 0 ? "+" : "", STR_ARG(number), (long long)row->matter,
            STR_ARG(row->event), (long long)row->seq, reason.len > 0 ? ": " : "",
            STR_ARG(buf_str(&reason)));
    buf_done(&reason);
}

/* Two sets of values, and the rows between them. */
struct telling {
    struct cli_args *args;
    const struct registry *registry;
    const struct figure_value *was, *now;
    const struct closing_differences *rows;
    struct json_out *json; /* NULL: lines */
};

static void tell_rows(struct telling *t, const struct figure_def *figure)
{
    for (size_t i = 0; i < t->rows->list.n && !figure->is_restricted; i++) {
        const struct closing_difference *row = &t->rows->list.at[i];
        if (!closing_concerns(t->registry, figure, row))
            continue;
        if (t->json != NULL)
            put_difference(t->args, row, t->json);
        else
            print_difference(t->args, row);
    }
}

static void tell(struct telling *t, const struct figure_def *figure)
{
    struct arena *arena = t->args->arena;
    struct str was = figure_text(figure, &t->was[figure->id], arena);
    struct str now = figure_text(figure, &t->now[figure->id], arena);
    if (t->json == NULL) {
        fprintf(t->args->out, "%" STR_FMT "  %" STR_FMT ": %" STR_FMT " -> %" STR_FMT "\n",
                STR_ARG(figure->key), STR_ARG(figure->title.zh), STR_ARG(was), STR_ARG(now));
        tell_rows(t, figure);
        return;
    }
    json_out_begin_object(t->json);
    json_out_member(t->json, STR("key"), figure->key);
    json_out_member(t->json, STR("old"), was);
    json_out_member(t->json, STR("new"), now);
    json_out_key(t->json, STR("rows"));
    json_out_begin_array(t->json);
    tell_rows(t, figure);
    json_out_end_array(t->json);
    json_out_end_object(t->json);
}

static bool is_asked(const struct cli_args *args, const struct figure_def *figure)
{
    bool is_named = args->positional.n == 0 && !figure->is_derived;
    for (size_t i = 0; i < args->positional.n; i++)
        is_named |= str_equal(args->positional.at[i], figure->key);
    return is_named && !figure->is_retired;
}

static int tell_all(struct telling *t)
{
    struct json_out json;
    struct buf buf;
    buf_init(&buf, OUT_BYTES);
    json_out_init(&json, &buf);
    json_out_begin_array(&json);
    if (cli_has(t->args, "json"))
        t->json = &json;
    for (size_t i = 0; i < t->registry->figures_n; i++)
        if (is_asked(t->args, t->registry->figures[i]) && !closing_is_equal(&t->was[i], &t->now[i]))
            tell(t, t->registry->figures[i]);
    json_out_end_array(&json);
    if (t->json != NULL)
        fprintf(t->args->out, "%" STR_FMT "\n", STR_ARG(buf_str(&buf)));
    buf_done(&buf);
    return CLI_DONE;
}

int cli_restatement(struct cli_args *args, const struct cli_values *values)
{
    struct telling t = {.args = args,
                        .registry = values->question.registry,
                        .was = values->values,
                        .now = values->now,
                        .rows = &values->since};
    return tell_all(&t);
}

static bool differ(struct cli_args *args, struct office *office, struct telling *t,
                   struct figure_question *q, const int64_t seqs[2], struct err *err)
{
    struct closing_differences *rows = arena_new(args->arena, struct closing_differences);
    struct figure_value *values[2];
    struct reader *reader;
    for (int i = 0; i < 2; i++) {
        values[i] = arena_array(args->arena, struct figure_value, q->registry->figures_n + 1);
        q->known_seq = seqs[i] == INT64_MAX ? 0 : seqs[i];
        if (!figure_all(q, args->arena, values[i], err))
            return false;
    }
    t->was = values[0];
    t->now = values[1];
    t->rows = rows;
    if (!reader_open(office, args->arena, &reader, err))
        return false;
    bool ok = closing_differ(reader, args->arena, q, seqs[0], seqs[1], rows, err);
    reader_close(reader);
    return ok;
}

int cli_differences(struct cli_args *args, struct office *office, const struct cli_values *values)
{
    struct figure_question q = values->question;
    struct telling t = {.args = args, .registry = q.registry};
    int64_t against, known = q.known_seq == 0 ? INT64_MAX : q.known_seq;
    struct err err;
    if (values->is_restated)
        return cli_restatement(args, values);
    int status = cli_known(args, office, cli_value(args, "against"), &against);
    if (status != 0)
        return status;
    against = against == 0 ? INT64_MAX : against;
    int64_t seqs[2] = {known < against ? known : against, known < against ? against : known};
    return differ(args, office, &t, &q, seqs, &err) ? tell_all(&t) : cli_failed(args, &err);
}

/* ---- gulou close ---- */

static const char *const state_words[] = {"open", "made, waits for the check",
                                          "checked, waits for the leader", "closed"};
static const char *const state_keys[] = {"open", "made", "checked", "closed"};

static void print_closing(struct cli_args *args, const struct closing *c)
{
    if (cli_has(args, "json")) {
        fprintf(args->out,
                "{\"period\":\"%" STR_FMT "\",\"state\":\"%s\",\"snapshot\":\"%" STR_FMT
                "\",\"size\":%lld,\"root\":\"%" STR_FMT "\",\"definitions\":\"%" STR_FMT
                "\",\"calendar\":\"%" STR_FMT "\"}\n",
                STR_ARG(c->period), state_keys[c->state], STR_ARG(c->made.document),
                (long long)c->size, STR_ARG(c->root), STR_ARG(c->definitions),
                STR_ARG(c->calendar));
        return;
    }
    fprintf(args->out, "%" STR_FMT ": %s\n", STR_ARG(c->period), state_words[c->state]);
    if (c->state == CLOSING_OPEN)
        return;
    fprintf(args->out,
            "  snapshot %" STR_FMT "\n  over %lld entries, root %" STR_FMT "\n"
            "  definitions %" STR_FMT "\n  calendar %" STR_FMT "\n  made by %lld",
            STR_ARG(c->made.document), (long long)c->size, STR_ARG(c->root),
            STR_ARG(c->definitions), STR_ARG(c->calendar), (long long)c->made.actor);
    if (c->state >= CLOSING_CHECKED)
        fprintf(args->out, ", checked by %lld", (long long)c->checked.actor);
    if (c->state == CLOSING_CLOSED)
        fprintf(args->out, ", signed by %lld", (long long)c->closed.actor);
    fprintf(args->out, "\n");
}

static int print_one(struct cli_args *args, struct office *office, struct str period)
{
    struct closing closing;
    struct err err;
    if (!closing_find(office_store(office), office_district(office), args->arena, period, &closing,
                      &err))
        return cli_failed(args, &err);
    print_closing(args, &closing);
    return CLI_DONE;
}

static int act(struct cli_args *args, struct office *office, struct closing_act *given)
{
    struct complaints complaints;
    struct err err;
    complaints_init(&complaints, args->arena);
    int status = cli_office_actor(args, &given->actor);
    if (status != 0)
        return status;
    bool ok = cli_has(args, "check")  ? closing_check(office, args->arena, given, &complaints, &err)
              : cli_has(args, "sign") ? closing_sign(office, args->arena, given, &complaints, &err)
                                      : closing_make(office, args->arena, given, &complaints, &err);
    if (ok)
        return print_one(args, office, given->period);
    if (complaints.list.n > 0)
        cli_complain(args, &complaints);
    return cli_failed(args, &err);
}

static int run(struct cli_args *args)
{
    struct closing_act given = {0};
    struct office *office;
    if (cli_has(args, "check") && cli_has(args, "sign"))
        return cli_wrong(args, "--check and --sign are two steps of two people");
    int status = cli_period(args, &given.from, &given.to);
    if (status != 0)
        return status;
    given.period = cli_period_name(args->arena, given.from, given.to);
    bool asks = cli_has(args, "show");
    status = asks ? cli_office_read(args, &office) : cli_office_open(args, &office);
    if (status != 0)
        return status;
    status = asks ? print_one(args, office, given.period) : act(args, office, &given);
    office_close(office);
    return status;
}

static const struct cli_option_def options[] = {
    {"year", 0, CLI_VALUE}, {"period", 0, CLI_VALUE}, {"check", 0, CLI_FLAG},
    {"sign", 0, CLI_FLAG},  {"show", 0, CLI_FLAG},    {NULL, 0, CLI_FLAG},
};

const struct cli_command cli_close = {
    .name = "close",
    .usage = "--year 2022 | --period 2022-Q1 --as MAKER\n"
             "--year 2022 | --period 2022-Q1 --check --as CHECKER\n"
             "--year 2022 | --period 2022-Q1 --sign --as LEADER\n"
             "--year 2022 | --period 2022-Q1 --show",
    .summary = "close a period: its figures are signed by three people and change no more",
    .options = options,
    .is_wordless = true,
    .run = run,
};
