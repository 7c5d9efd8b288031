#include "cli/cli_due.h"

#include "base/embed.h"
#include "base/limits.h"
#include "calendar/term.h"
#include "cli/cli_definitions.h"
#include "cli/cli_due_print.h"
#include "os/file.h"

/* ---- the question ---- */

static int parse_length(struct cli_args *args, struct due_question *question)
{
    struct str text = STR_NONE;
    for (size_t i = 0; i < args->positional.n; i++)
        text = arena_print(args->arena, "%" STR_FMT "%s%" STR_FMT, STR_ARG(text), i > 0 ? " " : "",
                           STR_ARG(args->positional.at[i]));
    if (text.len == 0)
        return cli_wrong(args, "the length is missing, e.g. \"20 working days\"");
    if (!period_parse(text, &question->rule.length))
        return cli_wrong(args,
                         "\"%" STR_FMT "\" is no length; expected N working days, N days, "
                         "N months, N years or N hours, N from 1 to %d",
                         STR_ARG(text), PERIOD_MAX);
    return CLI_DONE;
}

/* "2022-03-01", "2022-03-01T10:20", "2022-03-01T10:20:30", with or without +08:00 */
static bool parse_moment(struct cli_args *args, struct str text, struct due_question *question)
{
    if (date_parse(text, &question->from)) {
        question->has_time = false;
        return true;
    }
    const char *missing = text.len == 16 ? ":00+08:00" : text.len == 19 ? "+08:00" : "";
    struct str full = arena_print(args->arena, "%" STR_FMT "%s", STR_ARG(text), missing);
    if (!instant_parse(full, &question->moment))
        return false;
    question->from = instant_date(question->moment);
    question->has_time = true;
    return true;
}

static int parse_from(struct cli_args *args, struct due_question *question)
{
    struct str text = cli_value(args, "from");
    if (text.len == 0)
        return cli_wrong(args, "--from DATE is missing: the day on which the period begins");
    if (!parse_moment(args, text, question))
        return cli_wrong(args,
                         "--from \"%" STR_FMT "\" is no day of the calendar; expected YYYY-MM-DD "
                         "(for hours also YYYY-MM-DDTHH:MM)",
                         STR_ARG(text));
    return CLI_DONE;
}

static int parse_pause(struct cli_args *args, struct str text, struct term_pause *pause_out)
{
    size_t dots = str_find(text, STR(".."));
    struct str to = str_from(text, dots + 2);
    pause_out->to = DATE_NONE;
    if (dots == text.len || !date_parse(str_first(text, dots), &pause_out->from)
        || (to.len > 0 && !date_parse(to, &pause_out->to)))
        return cli_wrong(args,
                         "--pause \"%" STR_FMT "\" is no pause; expected YYYY-MM-DD..YYYY-MM-DD, "
                         "the days of the pausing and the resuming event (nothing after the dots: "
                         "still paused)",
                         STR_ARG(text));
    if (to.len > 0 && date_compare(pause_out->to, pause_out->from) < 0)
        return cli_wrong(args, "--pause \"%" STR_FMT "\" ends before it begins", STR_ARG(text));
    return CLI_DONE;
}

static int parse_pauses(struct cli_args *args, struct due_question *question)
{
    LIST_OF(struct term_pause) pauses = {0};
    struct str text;
    for (size_t at = 0; cli_value_next(args, "pause", &at, &text);) {
        struct term_pause pause;
        int status = parse_pause(args, text, &pause);
        if (status != CLI_DONE)
            return status;
        list_push(args->arena, &pauses, pause);
        for (size_t i = pauses.n - 1; i > 0; i--) { /* in order of their first day */
            if (date_compare(pauses.at[i - 1].from, pauses.at[i].from) <= 0)
                break;
            struct term_pause later = pauses.at[i - 1];
            pauses.at[i - 1] = pauses.at[i];
            pauses.at[i] = later;
        }
    }
    question->rule.pauses = pauses.at;
    question->rule.pauses_n = pauses.n;
    return CLI_DONE;
}

/* "60 days" may stand without quotation marks; a register begins with a letter. */
static bool names_clock(const struct cli_args *args)
{
    struct str first = args->positional.n == 2 ? args->positional.at[0] : STR_NONE;
    return first.len > 0 && first.p[0] >= 'a' && first.p[0] <= 'z';
}

static int parse_rest(struct cli_args *args, struct due_question *question)
{
    struct term_rule *rule = &question->rule;
    struct str roll = cli_value(args, "roll"), extend = cli_value(args, "extend");
    if (roll.len > 0 && !str_equal_c(roll, "next") && !str_equal_c(roll, "none"))
        return cli_wrong(args, "--roll %" STR_FMT " is unknown; expected next or none",
                         STR_ARG(roll));
    if (!names_clock(args) || roll.len > 0)
        rule->roll_next = !str_equal_c(roll, "none");
    rule->is_backward |= cli_has(args, "before");
    rule->backward_inclusive |= cli_has(args, "inclusive");
    if (extend.len > 0 && !period_parse(extend, &rule->extension))
        return cli_wrong(args, "--extend \"%" STR_FMT "\" is no length", STR_ARG(extend));
    if (rule->backward_inclusive && !rule->is_backward)
        return cli_wrong(args, "--inclusive stands only with --before");
    if (rule->is_backward && (extend.len > 0 || rule->pauses_n > 0))
        return cli_wrong(args, "a period counted back has neither --pause nor --extend");
    bool in_hours = rule->length.unit == PERIOD_HOURS;
    if (in_hours && (rule->is_backward || rule->pauses_n > 0))
        return cli_wrong(args, "a period in hours has neither --pause nor --before");
    if (extend.len > 0 && in_hours != (rule->extension.unit == PERIOD_HOURS))
        return cli_wrong(args, "hours are extended by hours, and nothing else is");
    return CLI_DONE;
}

/* ---- a clock of a register ---- */

/* The length that the law in force on the day gives; --choice KEY where it depends on a choice. */
static int clock_length(struct cli_args *args, const struct register_def *def,
                        const struct clock_rule *rule, struct period *length_out)
{
    struct str key = cli_value(args, "choice");
    const struct length_def *length = &rule->length;
    *length_out = length->period;
    if (length->kind == LENGTH_UNTIL)
        return cli_wrong(args, "this clock runs until a day that is fixed in each matter");
    if (length->kind != LENGTH_BY_CHOICE || key.len == 0)
        return CLI_DONE;
    int choice = register_choice(&def->fields[length->field], key);
    if (choice == NONE)
        return cli_wrong(args, "\"%" STR_FMT "\" is no choice of %" STR_FMT, STR_ARG(key),
                         STR_ARG(def->fields[length->field].key));
    if (length->by_choice[choice].n > 0)
        *length_out = length->by_choice[choice];
    return CLI_DONE;
}

static int parse_clock(struct cli_args *args, struct due_question *question)
{
    struct registry_file *files;
    struct complaints complaints;
    struct err err;
    size_t n;
    complaints_init(&complaints, args->arena);
    if (!cli_definitions(args->arena, cli_value(args, "definitions"), &files, &n, &err))
        return cli_failed(args, &err);
    const struct registry *registry = cli_definitions_registry(args->arena, files, n, &complaints);
    if (registry == NULL)
        return cli_complain(args, &complaints);
    const struct register_def *def = registry_find(registry, args->positional.at[0]);
    int clock = def == NULL ? NONE : register_clock(def, args->positional.at[1]);
    int regime = def == NULL ? NONE : register_regime(def, question->from);
    if (clock == NONE)
        return cli_wrong(args, "there is no register and clock \"%" STR_FMT " %" STR_FMT "\"",
                         STR_ARG(args->positional.at[0]), STR_ARG(args->positional.at[1]));
    if (regime == NONE || !def->clocks[clock].rules[regime].exists)
        return cli_wrong(args, "the law in force on that day does not know this clock");
    const struct clock_rule *rule = &def->clocks[clock].rules[regime];
    question->rule.roll_next = rule->roll_next;
    question->rule.is_backward = def->clocks[clock].is_backward;
    question->rule.backward_inclusive = rule->backward_inclusive;
    question->rule.extend_from_rolled = rule->extend_from_rolled;
    return clock_length(args, def, rule, &question->rule.length);
}

static int parse(struct cli_args *args, struct due_question *question)
{
    bool is_clock = names_clock(args);
    int status = is_clock ? CLI_DONE : parse_length(args, question);
    if (status == CLI_DONE)
        status = parse_from(args, question);
    if (status == CLI_DONE && is_clock)
        status = parse_clock(args, question);
    if (status == CLI_DONE)
        status = parse_pauses(args, question);
    return status == CLI_DONE ? parse_rest(args, question) : status;
}

/* ---- the calendar ---- */

struct calendar_files {
    LIST_OF(struct calendar_file) list;
};

static void embedded_calendars(struct arena *arena, struct calendar_files *files)
{
    for (size_t i = 0; i < embedded_files_n; i++) {
        const struct embedded *file = &embedded_files[i];
        if (str_starts(file->path, STR("calendars/")))
            list_push(arena, &files->list, (struct calendar_file){file->path, file->bytes});
    }
}

static bool read_calendars(struct arena *arena, struct str folder, struct calendar_files *files,
                           struct err *err)
{
    struct os_names names;
    if (!os_directory_list(arena, folder, &names, err))
        return false;
    for (size_t i = 0; i < names.n; i++) {
        if (!str_ends(names.at[i], STR(".csv")))
            continue;
        struct calendar_file file = {
            .name =
                arena_print(arena, "%" STR_FMT "/%" STR_FMT, STR_ARG(folder), STR_ARG(names.at[i])),
        };
        if (!os_file_read(arena, file.name, LIMIT_FILE_BYTES, &file.bytes, err))
            return false;
        list_push(arena, &files->list, file);
    }
    if (files->list.n > 0)
        return true;
    err_set(err, ERR_MISSING, "there is no calendar in %" STR_FMT, STR_ARG(folder));
    err_hint(err, "A calendar is a file YYYY.csv with the columns date,kind,name,notice.");
    return false;
}

static int load_calendar(struct cli_args *args, const struct calendar **calendar_out)
{
    struct str folder = cli_value(args, "calendars");
    struct calendar_files files = {0};
    struct err err;
    if (folder.len == 0)
        embedded_calendars(args->arena, &files);
    else if (!read_calendars(args->arena, folder, &files, &err))
        return cli_failed(args, &err);
    struct complaints complaints;
    complaints_init(&complaints, args->arena);
    *calendar_out = calendar_load(args->arena, files.list.at, files.list.n, &complaints);
    return *calendar_out == NULL ? cli_complain(args, &complaints) : CLI_DONE;
}

/* ---- the answer ---- */

/* Without a time of day the starting day is not counted: the hours run from its end. */
static void reckon_hours(const struct due_question *question, struct due_answer *answer)
{
    int hours = question->rule.length.n + question->rule.extension.n;
    struct instant day_end = instant_at(question->from, 24, 0, 0);
    answer->has_due = true;
    answer->is_moment = question->has_time || hours % 24 != 0;
    answer->moment = question->has_time ? term_reckon_hours(question->moment, hours)
                                        : (struct instant){day_end.ms + hours * INT64_C(3600000)};
    answer->days.due.due = instant_date(answer->moment);
    if (!answer->is_moment)
        answer->days.due.due = date_add_days(question->from, hours / 24);
    answer->days.due.unrolled = answer->days.due.due;
}

static int run(struct cli_args *args)
{
    struct due_question question = {0};
    struct due_answer answer = {0};
    const struct calendar *calendar;
    int status = parse(args, &question);
    if (status == CLI_DONE)
        status = load_calendar(args, &calendar);
    if (status != CLI_DONE)
        return status;
    if (question.rule.length.unit == PERIOD_HOURS)
        reckon_hours(&question, &answer);
    else
        answer.has_due =
            term_explain(args->arena, calendar, question.from, &question.rule, &answer.days);
    if (cli_has(args, "json"))
        cli_due_print_json(args, &answer);
    else if (answer.has_due)
        cli_due_print_text(args, &question, &answer);
    if (answer.has_due)
        return CLI_DONE;
    fputs("gulou due: there is no due date: a pause that has not ended lies before it, or it lies "
          "outside the years 1900 to 2199\n",
          args->err);
    return CLI_REFUSED;
}

static const struct cli_option_def options[] = {
    {"from", 0, CLI_VALUE},        {"pause", 0, CLI_VALUES},    {"extend", 0, CLI_VALUE},
    {"roll", 0, CLI_VALUE},        {"before", 0, CLI_FLAG},     {"inclusive", 0, CLI_FLAG},
    {"explain", 0, CLI_FLAG},      {"calendars", 0, CLI_VALUE}, {"choice", 0, CLI_VALUE},
    {"definitions", 0, CLI_VALUE}, {NULL, 0, CLI_FLAG},
};

const struct cli_command cli_due = {
    .name = "due",
    .summary = "when a period ends, day by day",
    .usage =
        "LENGTH --from DATE [--pause A..B]... [--extend LENGTH] [--roll next|none]\n"
        "    [--before [--inclusive]] [--explain] [--calendars DIR]\n"
        "REGISTER CLOCK --from DATE [--choice KEY] …\n"
        "    LENGTH: N [working] day(s), month(s), year(s), hour(s), e.g. \"20 working days\"\n"
        "    REGISTER CLOCK: as the law in force on that day sets it",
    .options = options,
    .run = run,
};
