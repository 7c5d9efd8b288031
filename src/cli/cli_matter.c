/*
 * cli_matter.c - gulou file, do, show, list.
 */
#include "cli/cli_commands.h"
#include "cli/cli_office.h"
#include "office/closing_counted.h"
#include "office/lookup.h"
#include "office/matter_json.h"
#include "text/utf8.h"

enum { FIELDS_MAX = LIMIT_EVENT_FIELDS };

/* ---- file, do ---- */

static int read_fields(struct cli_args *args, struct command_field *fields, size_t *n_out)
{
    struct str value, name;
    size_t at = 0, bad;
    *n_out = 0;
    while (cli_value_next(args, "field", &at, &value)) {
        struct str text;
        if (!str_cut(value, '=', &name, &text) || str_is_empty(name))
            return cli_wrong(args, "--field takes NAME=VALUE, not \"%" STR_FMT "\"",
                             STR_ARG(value));
        if (!utf8_check(text, &bad))
            return cli_wrong(args, "the value of %" STR_FMT " is not UTF-8", STR_ARG(name));
        if (*n_out == FIELDS_MAX)
            return cli_wrong(args, "more than %d fields", FIELDS_MAX);
        fields[(*n_out)++] = (struct command_field){name, utf8_nfc(args->arena, text)};
    }
    return 0;
}

static int read_command(struct cli_args *args, struct command *command,
                        struct command_field *fields)
{
    struct str on = cli_value(args, "on"), number;
    command->on = DATE_NONE;
    command->fields = fields;
    command->request_key = cli_value(args, "key");
    command->reason = cli_value(args, "reason");
    command->has_proof = cli_has(args, "proof");
    command->is_strike = cli_has(args, "strike");
    if (on.len > 0 && !date_parse(on, &command->on))
        return cli_wrong(args, "--on takes an existing day as YYYY-MM-DD, not \"%" STR_FMT "\"",
                         STR_ARG(on));
    number = cli_value(args, "approves");
    if (number.len > 0 && !str_to_i64(number, &command->approves))
        return cli_wrong(args, "--approves takes the number of the proposal's entry");
    number = cli_value(args, "replaces");
    if (number.len > 0 && !str_to_i64(number, &command->replaces))
        return cli_wrong(args, "--replaces takes the number of an entry");
    if (str_equal_c(command->event, "amend") && command->replaces == 0 && command->approves == 0)
        return cli_wrong(args, "amend takes --replaces SEQ, the number of the entry it corrects");
    int status = cli_office_actor(args, &command->actor);
    return status != 0 ? status : read_fields(args, fields, &command->fields_n);
}

static struct str title(const struct cli_args *args, struct title t)
{
    return cli_is_english(args) ? t.en : t.zh;
}

/* A matter that is only proposed has no state yet. */
static struct str state_text(const struct cli_args *args, const struct matter *matter)
{
    if (matter->state == NONE)
        return cli_is_english(args) ? STR("proposed") : STR("待第二人确认");
    return title(args, matter->def->states[matter->state].title);
}

static void print_answer(struct cli_args *args, struct office *office, const struct answer *answer,
                         struct matter *matter)
{
    if (cli_has(args, "json")) {
        struct buf buf;
        struct json_out json;
        buf_init(&buf, 1 << 20);
        json_out_init(&json, &buf);
        json_out_begin_object(&json);
        json_out_key(&json, STR("status"));
        json_out_string(&json, answer->status == ANSWER_PROPOSED   ? STR("proposed")
                               : answer->status == ANSWER_REPEATED ? STR("repeated")
                                                                   : STR("done"));
        json_out_key(&json, STR("seq"));
        json_out_i64(&json, answer->seq);
        json_out_key(&json, STR("matter"));
        matter_json(&json, office, matter, args->arena);
        json_out_end_object(&json);
        fprintf(args->out, "%" STR_FMT "\n", STR_ARG(buf_str(&buf)));
        buf_done(&buf);
        return;
    }
    char due[DATE_TEXT_BYTES] = "—";
    date_print(matter_due(matter), due);
    fprintf(args->out, "%" STR_FMT "  %lld  %" STR_FMT "  due %s%s\n",
            STR_ARG(matter_number(matter, office_is_demo(office), args->arena)),
            (long long)matter->id, STR_ARG(state_text(args, matter)), due,
            answer->status == ANSWER_PROPOSED ? "  (waits for the second person)" : "");
}

static int enter(struct cli_args *args, struct office *office, const struct command *command)
{
    struct answer answer;
    struct reader *reader;
    struct matter *matter;
    struct err err;
    if (!office_commit(office, args->arena, command, 1, &answer, &err))
        return cli_failed(args, &err);
    if (answer.status != ANSWER_DONE && answer.status != ANSWER_PROPOSED
        && answer.status != ANSWER_REPEATED)
        return cli_complain(args, &answer.complaints);
    if (!reader_open(office, args->arena, &reader, &err))
        return cli_failed(args, &err);
    bool ok = reader_matter(reader, args->arena, answer.matter, &matter, &err);
    if (ok)
        print_answer(args, office, &answer, matter);
    reader_close(reader);
    return ok ? CLI_DONE : cli_failed(args, &err);
}

static int ask(struct cli_args *args, int (*act)(struct cli_args *, struct office *))
{
    struct office *office;
    int status = cli_office_read(args, &office);
    if (status != 0)
        return status;
    status = act(args, office);
    office_close(office);
    return status;
}

static int file_in(struct cli_args *args, struct office *office)
{
    struct command_field fields[FIELDS_MAX];
    struct command command = {.register_key = args->positional.at[0]};
    int status = read_command(args, &command, fields);
    return status != 0 ? status : enter(args, office, &command);
}

static int run_file(struct cli_args *args)
{
    if (args->positional.n != 1)
        return cli_wrong(args, "file takes one register");
    return cli_office_write(args, file_in);
}

static int find_matter(struct cli_args *args, struct office *office, struct str text,
                       int64_t *matter_out)
{
    struct reader *reader;
    struct matter *matter = NULL;
    struct err err;
    int status = cli_office_reader(args, office, &reader);
    if (status != 0)
        return status;
    bool ok = reader_find(reader, text, matter_out, &err)
              && reader_matter(reader, args->arena, *matter_out, &matter, &err);
    reader_close(reader);
    if (ok && matter == NULL)
        ok = err_set(&err, ERR_MISSING, "there is no matter \"%" STR_FMT "\"", STR_ARG(text));
    return ok ? 0 : cli_failed(args, &err);
}

static int do_in(struct cli_args *args, struct office *office)
{
    struct command_field fields[FIELDS_MAX];
    struct command command = {0};
    if (args->positional.n > 1)
        command.event = args->positional.at[1];
    int status = read_command(args, &command, fields);
    if (status == 0)
        status = find_matter(args, office, args->positional.at[0], &command.matter);
    return status != 0 ? status : enter(args, office, &command);
}

static int run_do(struct cli_args *args)
{
    if (args->positional.n != 2 && !(args->positional.n == 1 && cli_has(args, "approves")))
        return cli_wrong(args, "do takes a matter and an event");
    return cli_office_write(args, do_in);
}

/* ---- show ---- */

static void pad(FILE *out, struct str text, int width)
{
    int columns = utf8_width(text);
    fprintf(out, "%" STR_FMT "%*s", STR_ARG(text), columns < width ? width - columns : 0, "");
}

static void print_fields(struct cli_args *args, const struct office *office,
                         const struct matter *matter)
{
    for (size_t i = 0; i < matter->def->fields_n; i++) {
        const struct field_def *field = &matter->def->fields[i];
        if (!matter->is_set[i])
            continue;
        fputs("  ", args->out);
        pad(args->out, title(args, field->title), 24);
        struct str text =
            field_is_sealed(field)
                ? (cli_is_english(args) ? STR("(sealed)") : STR("（已密封）"))
                : (cli_is_english(args) ? STR("(see the events)") : STR("（见环节）"));
        if (field_is_plain(field))
            text = matter_value_text(office, field, matter->values[i], cli_is_english(args),
                                     args->arena);
        fprintf(args->out, "%" STR_FMT "\n", STR_ARG(text));
    }
}

static void print_clocks(struct cli_args *args, const struct matter *matter)
{
    static const char *const zh[] = {"", "进行中", "暂停", "已停止", "已取消"};
    static const char *const en[] = {"", "running", "paused", "stopped", "cancelled"};
    for (size_t i = 0; i < matter->def->clocks_n; i++) {
        const struct clock_state *clock = &matter->clocks[i];
        char due[DATE_TEXT_BYTES] = "—", from[DATE_TEXT_BYTES] = "—", done[DATE_TEXT_BYTES] = "";
        if (clock->status == CLOCK_NEVER)
            continue;
        date_print(clock->due, due);
        date_print(clock->origin, from);
        date_print(clock->stopped_on, done);
        fputs("  ", args->out);
        pad(args->out, title(args, matter->def->clocks[i].title), 24);
        fprintf(args->out, "%s → %s  %s %s%s  %" STR_FMT "\n", from, due,
                (cli_is_english(args) ? en : zh)[clock->status], done,
                clock->is_provisional ? " *" : "",
                STR_ARG(matter->def->clocks[i].rules[matter->regime].law));
    }
}

/* What people wrote must not steer the terminal it is shown on: control characters become '?'. */
static void print_text(FILE *out, struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.p[i];
        bool is_c1 = c == 0xc2 && i + 1 < text.len && ((unsigned char)text.p[i + 1] & 0xe0) == 0x80;
        bool is_control = is_c1 || c == 0x7f || (c < ' ' && c != '\n' && c != '\t');
        if (c != '\r')
            fputc(is_control ? '?' : c, out);
        i += is_c1;
    }
}

static void print_event(struct cli_args *args, const struct office *office,
                        const struct reader_event *e)
{
    char on[DATE_TEXT_BYTES];
    const struct event *event = e->event;
    date_print(event->on, on);
    fprintf(args->out, "  %s  ", on);
    struct str name =
        event->event == NONE ? STR("amend") : title(args, event->def->events[event->event].title);
    pad(args->out, name, 28);
    const struct person *person =
        organisation_person(office_current(office)->organisation, event->actor);
    struct str who = event->actor == ACTOR_LAW
                         ? (cli_is_english(args) ? STR("the law") : STR("法定"))
                     : person == NULL ? STR("?")
                                      : person->name;
    fprintf(args->out, "%" STR_FMT "  #%lld%s\n", STR_ARG(who), (long long)e->seq,
            event->form == EVENT_PROPOSED    ? "  (proposed)"
            : event->form == EVENT_AMENDMENT ? "  (amendment)"
                                             : "");
    for (size_t i = 0; i < event->texts.n; i++) {
        fputs("              ", args->out);
        print_text(args->out, event->texts.at[i].text);
        fputs("\n", args->out);
    }
}

/* Which signed periods and reports count it. */
static int print_counted(struct cli_args *args, struct reader *reader, const struct matter *matter)
{
    struct closing_counted *counted;
    struct err err;
    char day[DATE_TEXT_BYTES];
    size_t n;
    bool is_english = cli_is_english(args);
    if (!closing_counted(reader, args->arena, matter, &counted, &n, &err))
        return cli_failed(args, &err);
    if (n > 0)
        fprintf(args->out, "\n%s\n", is_english ? "Signed in" : "已签发的统计");
    for (size_t i = 0; i < n; i++) {
        fprintf(args->out, "  %" STR_FMT "  %" STR_FMT, STR_ARG(counted[i].period),
                STR_ARG(date_print(counted[i].signed_on, day)));
        for (size_t k = 0; k < counted[i].reports.n; k++)
            fprintf(args->out, "  %s %" STR_FMT, is_english ? "report" : "报告",
                    STR_ARG(counted[i].reports.at[k]));
        if (counted[i].is_changed)
            fprintf(args->out, "  %s", is_english ? "restated since" : "签发后有更正");
        fprintf(args->out, "\n");
        for (size_t k = 0; k < counted[i].figures.n; k++)
            fprintf(args->out, "    %" STR_FMT "\n", STR_ARG(counted[i].figures.at[k]->key));
    }
    return CLI_DONE;
}

static int print_matter(struct cli_args *args, struct reader *reader, const struct matter *matter)
{
    const struct office *office = reader_office(reader);
    const struct registry *registry = office_current(office)->registry;
    struct reader_event *events;
    struct contributions rows;
    struct lookup_seen *lookups;
    struct err err;
    size_t n, lookups_n;
    if (!reader_events(reader, args->arena, matter, &events, &n, &err)
        || !reader_lookups(reader, args->arena, matter->id, &lookups, &lookups_n, &err)
        || !reader_contributions(reader, args->arena, matter, &rows, &err))
        return cli_failed(args, &err);
    bool is_english = cli_is_english(args);
    fprintf(args->out, "%" STR_FMT "  %" STR_FMT "  %" STR_FMT "\n",
            STR_ARG(title(args, matter->def->title)),
            STR_ARG(matter_number(matter, office_is_demo(office), args->arena)),
            STR_ARG(state_text(args, matter)));
    print_fields(args, office, matter);
    fprintf(args->out, "\n%s\n", is_english ? "Clocks" : "期限");
    print_clocks(args, matter);
    fprintf(args->out, "\n%s\n", is_english ? "Events" : "环节");
    for (size_t i = 0; i < n; i++)
        print_event(args, office, &events[i]);
    if (lookups_n > 0)
        fprintf(args->out, "\n%s\n", is_english ? "Look-ups of its persons" : "当事人查询记录");
    for (size_t i = 0; i < lookups_n; i++) {
        char day[DATE_TEXT_BYTES];
        fprintf(args->out, "  %s  %lld  #%lld\n", date_print(lookups[i].on, day).p,
                (long long)lookups[i].actor, (long long)lookups[i].seq);
    }
    fprintf(args->out, "\n%s\n", is_english ? "Counts in" : "计入指标");
    for (size_t i = 0; i < rows.rows.n; i++) {
        char day[DATE_TEXT_BYTES];
        const struct figure_def *figure = registry->figures[rows.rows.at[i].figure];
        date_print(rows.rows.at[i].day, day);
        fprintf(args->out, "  %s  %+lld  %-32.*s %" STR_FMT "\n", day,
                (long long)rows.rows.at[i].amount, STR_ARG(figure->key),
                STR_ARG(title(args, figure->title)));
    }
    return print_counted(args, reader, matter);
}

static int print_json(struct cli_args *args, struct reader *reader, const struct matter *matter)
{
    struct buf buf;
    struct json_out json;
    struct err err;
    buf_init(&buf, 1 << 24);
    json_out_init(&json, &buf);
    bool ok = matter_json_whole(&json, reader, matter, args->arena, &err);
    if (ok)
        fprintf(args->out, "%" STR_FMT "\n", STR_ARG(buf_str(&buf)));
    buf_done(&buf);
    return ok ? CLI_DONE : cli_failed(args, &err);
}

static int show_with(struct cli_args *args, struct reader *reader)
{
    int64_t id;
    struct matter *matter = NULL;
    struct err err;
    struct str text = args->positional.at[0];
    if (!reader_find(reader, text, &id, &err)
        || !reader_matter(reader, args->arena, id, &matter, &err))
        return cli_failed(args, &err);
    if (matter == NULL) {
        err_set(&err, ERR_MISSING, "there is no matter \"%" STR_FMT "\"", STR_ARG(text));
        return cli_failed(args, &err);
    }
    return cli_has(args, "json") ? print_json(args, reader, matter)
                                 : print_matter(args, reader, matter);
}

static int show_in(struct cli_args *args, struct office *office)
{
    struct reader *reader;
    int status = cli_office_reader(args, office, &reader);
    if (status != 0)
        return status;
    status = show_with(args, reader);
    reader_close(reader);
    return status;
}

static int run_show(struct cli_args *args)
{
    if (args->positional.n != 1)
        return cli_wrong(args, "show takes one matter: its id or its number");
    return ask(args, show_in);
}

/* ---- list ---- */

/* --cell and --at: a cell of an official table. */
static int ask_cell(struct cli_args *args, struct office *office, const struct figure_question *q,
                    struct reader_figure_ask *ask)
{
    struct str cell = cli_value(args, "cell"), at = cli_value(args, "at");
    struct figure_cell *found = arena_new(args->arena, struct figure_cell);
    ask->cell = cell.len > 0 ? found : NULL;
    if (cell.len > 0
        && !figure_cell_find(office_current(office)->registry, ask->figure, cell, found))
        return cli_wrong(args, "%" STR_FMT " has no cell \"%" STR_FMT "\"",
                         STR_ARG(ask->figure->key), STR_ARG(cell));
    if (at.len == 0)
        return 0;
    if (!str_equal_c(at, "start") || ask->figure->kind != FIGURE_STOCK)
        return cli_wrong(args, "--at takes start, and only of a stock");
    figure_opening_of(q, &ask->to, &ask->as_of);
    return 0;
}

static int list_figure(struct cli_args *args, struct office *office, struct reader *reader,
                       struct buf *out)
{
    struct figure_question q;
    struct reader_figure_list list;
    struct err err;
    int64_t limit = INT64_MAX;
    struct str key = cli_value(args, "figure"), text = cli_value(args, "limit");
    const struct figure_def *figure = registry_figure(office_current(office)->registry, key);
    if (figure == NULL)
        return cli_wrong(args, "there is no figure \"%" STR_FMT "\"", STR_ARG(key));
    if (figure->kind == FIGURE_FORMULA)
        return cli_wrong(args, "%" STR_FMT " is computed from other figures; list those it names",
                         STR_ARG(key));
    if (text.len > 0 && (!str_to_i64(text, &limit) || limit < 0))
        return cli_wrong(args, "--limit takes a number");
    int status = cli_office_question(args, office, &q);
    if (status != 0)
        return status;
    struct reader_figure_ask ask = {
        .figure = figure, .known_seq = q.known_seq, .units = q.units, .units_n = q.units_n};
    figure_period_of(&q, figure, &ask.from, &ask.to, &ask.as_of);
    status = ask_cell(args, office, &q, &ask);
    if (status != 0)
        return status;
    if (!reader_figure_list(reader, args->arena, &ask, &list, &err))
        return cli_failed(args, &err);
    struct json_out json;
    json_out_init(&json, out);
    json_out_begin_object(&json);
    json_out_key(&json, STR("total"));
    json_out_i64(&json, list.total);
    json_out_key(&json, STR("sum"));
    char sum[DECIMAL_TEXT_BYTES];
    json_out_raw(
        &json, decimal_print(decimal_trim((struct decimal){list.sum, figure->value_digits}), sum));
    json_out_key(&json, STR("matters"));
    json_out_begin_array(&json);
    for (size_t i = 0; i < list.n && (int64_t)i < limit; i++) {
        char day[DATE_TEXT_BYTES];
        json_out_begin_object(&json);
        json_out_key(&json, STR("matter"));
        json_out_i64(&json, list.rows[i].matter);
        json_out_key(&json, STR("day"));
        json_out_string(&json, date_print(list.rows[i].day, day));
        json_out_key(&json, STR("amount"));
        json_out_raw(&json, decimal_print(decimal_trim((struct decimal){list.rows[i].amount,
                                                                        figure->value_digits}),
                                          sum));
        json_out_end_object(&json);
    }
    json_out_end_array(&json);
    matter_json_demo(&json, office);
    json_out_end_object(&json);
    return CLI_DONE;
}

static int list_register(struct cli_args *args, struct office *office, struct reader *reader,
                         struct buf *out)
{
    struct err err;
    struct complaints complaints;
    struct reader_page page;
    struct str text = cli_value(args, "limit");
    struct reader_list list = {
        .def = registry_find(office_current(office)->registry, args->positional.at[0]),
        .where = cli_value(args, "where"),
        .is_open = -1,
        .limit = 25,
    };
    if (list.def == NULL)
        return cli_wrong(args, "there is no register \"%" STR_FMT "\"",
                         STR_ARG(args->positional.at[0]));
    if (text.len > 0 && (!str_to_i64(text, &list.limit) || list.limit < 0 || list.limit > 1000000))
        return cli_wrong(args, "--limit takes a number up to 1000000");
    complaints_init(&complaints, args->arena);
    if (!reader_page(reader, args->arena, &list, &page, &complaints, &err))
        return cli_failed(args, &err);
    if (complaints.list.n > 0)
        return cli_complain(args, &complaints);
    struct json_out json;
    json_out_init(&json, out);
    json_out_begin_object(&json);
    json_out_key(&json, STR("total"));
    json_out_i64(&json, page.total);
    json_out_key(&json, STR("matters"));
    json_out_begin_array(&json);
    for (size_t i = 0; i < page.n; i++)
        matter_json(&json, office, page.matters[i], args->arena);
    json_out_end_array(&json);
    matter_json_demo(&json, office);
    json_out_end_object(&json);
    if (cli_has(args, "json"))
        return CLI_DONE;
    buf_clear(out);
    for (size_t i = 0; i < page.n; i++) {
        char on[DATE_TEXT_BYTES];
        date_print(page.matters[i]->opened_on, on);
        buf_print(out, "%10lld  %s  %" STR_FMT "  %" STR_FMT "\n", (long long)page.matters[i]->id,
                  on, STR_ARG(matter_number(page.matters[i], office_is_demo(office), args->arena)),
                  STR_ARG(state_text(args, page.matters[i])));
    }
    buf_print(out, "%lld", (long long)page.total);
    return CLI_DONE;
}

static int list_in(struct cli_args *args, struct office *office)
{
    struct reader *reader;
    struct buf out;
    int status = cli_office_reader(args, office, &reader);
    if (status != 0)
        return status;
    buf_init(&out, (size_t)1 << 31);
    status = cli_has(args, "figure") ? list_figure(args, office, reader, &out)
                                     : list_register(args, office, reader, &out);
    if (status == CLI_DONE)
        fprintf(args->out, "%" STR_FMT "\n", STR_ARG(buf_str(&out)));
    buf_done(&out);
    reader_close(reader);
    return status;
}

static int run_list(struct cli_args *args)
{
    if ((args->positional.n == 1) == cli_has(args, "figure"))
        return cli_wrong(args, "list takes a register, or --figure KEY and a period");
    return ask(args, list_in);
}

static const struct cli_option_def command_options[] = {
    {"field", 'f', CLI_VALUES}, {"on", 0, CLI_VALUE},       {"key", 0, CLI_VALUE},
    {"reason", 0, CLI_VALUE},   {"approves", 0, CLI_VALUE}, {"replaces", 0, CLI_VALUE},
    {"strike", 0, CLI_FLAG},    {"proof", 0, CLI_FLAG},     {NULL, 0, CLI_FLAG},
};

const struct cli_command cli_file = {
    .name = "file",
    .usage = "REGISTER --as PERSON [--field NAME=VALUE]… [--on DATE [--proof]] [--key KEY]",
    .summary = "file a new matter",
    .options = command_options,
    .run = run_file,
    .server = CLI_TO_SERVER,
};

const struct cli_command cli_do = {
    .name = "do",
    .usage = "MATTER EVENT --as PERSON [--field NAME=VALUE]… [--on DATE [--proof]]\n"
             "    [--key KEY]\n"
             "MATTER --as PERSON --approves SEQ\n"
             "    the second person: what was proposed in the entry SEQ, with its fields; whoever\n"
             "    enters the fields again must enter the same\n"
             "MATTER amend --as PERSON --replaces SEQ --reason TEXT [--strike] "
             "[--field NAME=VALUE]…",
    .summary = "enter the next event of a matter",
    .options = command_options,
    .run = run_do,
    .server = CLI_TO_SERVER,
};

const struct cli_command cli_show = {
    .name = "show",
    .usage = "MATTER",
    .summary = "a matter: its events, clocks, and the figures it counts in",
    .run = run_show,
};

static const struct cli_option_def list_options[] = {
    {"where", 0, CLI_VALUE}, {"limit", 0, CLI_VALUE},  {"figure", 0, CLI_VALUE},
    {"year", 0, CLI_VALUE},  {"period", 0, CLI_VALUE}, {"unit", 0, CLI_VALUE},
    {"on", 0, CLI_VALUE},    {"known", 0, CLI_VALUE},  {"cell", 0, CLI_VALUE},
    {"at", 0, CLI_VALUE},    {NULL, 0, CLI_FLAG},
};

const struct cli_command cli_list = {
    .name = "list",
    .usage =
        "REGISTER [--where EXPR] [--limit N]\n"
        "--figure KEY --year 2022 | --period PERIOD [--unit U] [--on DATE] [--known DATE|SEQ]\n"
        "    [--cell CHOICE] [--at start] [--limit N]",
    .summary = "matters of a register, or behind a figure",
    .options = list_options,
    .run = run_list,
};
