/*
 * cli_report_sign.c - gulou report sign and publish.
 */
#include "base/embed.h"
#include "cli/cli_office.h"
#include "cli/cli_report.h"
#include "text/yaml.h"

enum { FIELDS_MAX = 20 };

static int period_of(struct cli_args *args, struct str *period_out)
{
    struct date from, to;
    int status = cli_period(args, &from, &to);
    if (status == 0)
        *period_out = cli_period_name(args->arena, from, to);
    return status;
}

int cli_report_sign(struct cli_args *args, struct office *office)
{
    struct report_signing signing = {.name = args->positional.at[1],
                                     .number = cli_value(args, "number")};
    struct complaints complaints;
    struct err err;
    complaints_init(&complaints, args->arena);
    if (signing.number.len == 0)
        return cli_wrong(args, "say the document's number: --number 鼓政〔2023〕15号");
    int status = period_of(args, &signing.period);
    if (status == 0)
        status = cli_office_actor(args, &signing.actor);
    if (status == 0)
        status = cli_report_source(args, signing.name, &signing.file, &signing.source);
    if (status != 0)
        return status;
    if (report_sign(office, args->arena, &signing, &complaints, &err)) {
        fprintf(args->out, "%" STR_FMT " of %" STR_FMT " is signed as %" STR_FMT "\n",
                STR_ARG(signing.name), STR_ARG(signing.period), STR_ARG(signing.number));
        return CLI_DONE;
    }
    if (complaints.list.n > 0)
        (void)cli_complain(args, &complaints);
    return cli_failed(args, &err);
}

/* ---- publishing ---- */

struct publishing {
    struct cli_args *args;
    struct office *office;
    struct report_state state;
    int64_t maker, matter;
    struct str title, index, unit;
    const struct yaml_node *rules;
};

static struct str rule(const struct yaml_node *map, const char *key)
{
    const struct yaml_node *node = yaml_get(map, key);
    return node != NULL && node->kind == YAML_SCALAR ? node->text : STR_NONE;
}

static struct str value_of(const struct publishing *p, struct str text)
{
    const struct {
        const char *word;
        struct str value;
    } words[] = {{"{title}", p->title},
                 {"{number}", p->state.number},
                 {"{index}", p->index},
                 {"{unit}", p->unit}};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (str_equal_c(text, words[i].word))
            return words[i].value;
    return text;
}

static bool step(struct publishing *p, const struct yaml_node *node, struct answer *answer,
                 struct err *err)
{
    struct command_field fields[FIELDS_MAX];
    const struct yaml_node *given = yaml_get(node, "fields");
    struct command command = {
        .actor = p->maker,
        .register_key = p->matter == 0 ? rule(p->rules, "register") : STR_NONE,
        .matter = p->matter,
        .event = rule(node, "event"),
        .on = DATE_NONE,
        .amended_on = DATE_NONE,
        .fields = fields,
    };
    for (size_t i = 0; given != NULL && i < given->pairs_n && i < FIELDS_MAX; i++)
        fields[command.fields_n++] =
            (struct command_field){given->pairs[i].key, value_of(p, given->pairs[i].value->text)};
    if (!office_commit(p->office, p->args->arena, &command, 1, answer, err))
        return false;
    if (answer->status != ANSWER_DONE) {
        (void)cli_complain(p->args, &answer->complaints);
        return err_set(err, ERR_CONFLICT,
                       "the step %" STR_FMT " of the publication is refused; what came before it "
                       "stands",
                       STR_ARG(rule(node, "event")));
    }
    p->matter = answer->matter;
    return true;
}

static bool publish(struct publishing *p, struct err *err)
{
    const struct yaml_node *steps = yaml_get(p->rules, "steps");
    struct answer answer;
    struct report_publishing publishing = {.name = p->state.name,
                                           .period = p->state.period,
                                           .index = p->index,
                                           .theme = rule(p->rules, "theme"),
                                           .genre = rule(p->rules, "genre"),
                                           .keywords = rule(p->rules, "keywords"),
                                           .actor = p->maker};
    if (!p->state.is_signed || p->state.is_published || !report_index_is(p->index))
        return report_publish(p->office, p->args->arena, &publishing, err); /* says why not */
    for (size_t i = 0; steps != NULL && i < steps->items_n; i++)
        if (!step(p, steps->items[i], &answer, err))
            return false;
    return report_publish(p->office, p->args->arena, &publishing, err);
}

/* The title as the signed report prints it. */
static int read_title(struct publishing *p)
{
    struct cli_values values;
    int status = cli_values(p->args, p->office, &values);
    if (status != 0 || !p->state.is_signed)
        return status;
    const struct report *report =
        cli_report_bind(p->args, p->office, &values, p->state.name, p->state.source);
    if (report == NULL)
        return CLI_REFUSED;
    p->title = report->title;
    return 0;
}

static int read_options(struct publishing *p)
{
    int status = cli_office_actor(p->args, &p->maker);
    if (status != 0)
        return status;
    if (p->index.len == 0 || p->unit.len == 0)
        return cli_wrong(p->args, "a publication has a catalogue number and a publisher: --index "
                                  "000014349/2023-06836 --publisher UNIT");
    return 0;
}

int cli_report_publish(struct cli_args *args, struct office *office)
{
    struct publishing p = {.args = args,
                           .office = office,
                           .index = cli_value(args, "index"),
                           .unit = cli_value(args, "publisher")};
    struct complaints complaints;
    struct str bytes = STR_NONE, period;
    struct err err;
    complaints_init(&complaints, args->arena);
    (void)embed_find(STR("reports/publish.yaml"), &bytes);
    p.rules = yaml_parse(args->arena, STR("reports/publish.yaml"), bytes, &complaints);
    int status = read_options(&p);
    if (status == 0)
        status = period_of(args, &period);
    if (status != 0)
        return status;
    if (p.rules == NULL)
        return cli_complain(args, &complaints);
    if (!report_state_find(office_store(office), office_district(office), args->arena,
                           args->positional.at[1], period, &p.state, &err))
        return cli_failed(args, &err);
    status = read_title(&p);
    if (status != 0)
        return status;
    if (!publish(&p, &err))
        return cli_failed(args, &err);
    fprintf(args->out, "published under %" STR_FMT ", matter %lld\n", STR_ARG(p.index),
            (long long)p.matter);
    return CLI_DONE;
}
