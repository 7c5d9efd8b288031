#include "cli/cli_office.h"

#include "cli/cli_send.h"
#include "office/closing.h"
#include "store/store.h"

static int read_options(struct cli_args *args, struct office_options *options)
{
    struct str today = cli_value(args, "today"), district = cli_value(args, "district");
    *options = (struct office_options){
        .db = cli_value(args, "db"), .keys = cli_value(args, "keys"), .today = DATE_NONE};
    if (options->db.len == 0)
        options->db = STR("gulou.db");
    if (today.len > 0 && !date_parse(today, &options->today))
        return cli_wrong(args, "--today takes an existing day as YYYY-MM-DD, not \"%" STR_FMT "\"",
                         STR_ARG(today));
    if (district.len > 0 && !str_to_i64(district, &options->district))
        return cli_wrong(args, "--district takes a code such as 320106");
    return 0;
}

static int open_office(struct cli_args *args, bool is_read_only, struct office **office_out)
{
    struct err err;
    struct office_options options;
    int status = read_options(args, &options);
    options.is_read_only = is_read_only;
    if (status == 0 && !office_open(&options, office_out, &err))
        status = cli_failed(args, &err);
    return status;
}

/* In the server: what the caller says of the office must be true of the one that is open. */
static int check_served(struct cli_args *args, const struct office_options *options)
{
    struct err err;
    char ours[DATE_TEXT_BYTES], theirs[DATE_TEXT_BYTES];
    if (options->district != 0 && options->district != office_district(args->office)) {
        err_set(&err, ERR_MISSING, "this database does not hold the district %lld",
                (long long)options->district);
        return cli_failed(args, &err);
    }
    if (date_is_none(options->today)
        || date_compare(options->today, office_today(args->office)) == 0)
        return 0;
    date_print(office_today(args->office), ours);
    date_print(options->today, theirs);
    err_set(&err, ERR_CONFLICT,
            "a server has this office, and its today is %s: --today %s cannot go to it", ours,
            theirs);
    err_hint(&err, "Leave --today out, or stop the server for this command.");
    return cli_failed(args, &err);
}

int cli_office_write(struct cli_args *args, int (*act)(struct cli_args *, struct office *))
{
    struct err err;
    struct office *office;
    struct office_options options;
    int status = read_options(args, &options);
    if (status == 0 && args->office != NULL)
        status = check_served(args, &options);
    if (status != 0)
        return status;
    if (args->office != NULL)
        return act(args, args->office);
    if (!office_open(&options, &office, &err))
        return err.kind == ERR_CONFLICT ? cli_send(args, options.db, &err) : cli_failed(args, &err);
    status = act(args, office);
    office_close(office);
    return status;
}

int cli_office_open(struct cli_args *args, struct office **office_out)
{
    return open_office(args, false, office_out);
}

int cli_office_read(struct cli_args *args, struct office **office_out)
{
    return open_office(args, true, office_out);
}

int cli_office_units(struct cli_args *args, struct office *office, int64_t **units_out,
                     size_t *units_n_out)
{
    const struct organisation *org = office_current(office)->organisation;
    struct str text = cli_value(args, "unit");
    int64_t id = 0;
    *units_out = NULL;
    *units_n_out = 0;
    if (text.len == 0)
        return 0;
    const struct unit *unit = organisation_unit_by_code(org, text);
    if (unit == NULL && str_to_i64(text, &id))
        unit = organisation_unit(org, id);
    if (unit == NULL)
        return cli_wrong(args, "no unit has the code \"%" STR_FMT "\"", STR_ARG(text));
    organisation_subtree(org, args->arena, unit->id, units_out, units_n_out);
    return 0;
}

/* 2022, 2022-Q3, 2022-H1, 2022-03, FROM..TO. */
static bool parse_period(struct str text, struct date *from_out, struct date *to_out)
{
    int64_t year, part;
    struct str head, tail;
    size_t dots = str_find(text, STR(".."));
    if (dots < text.len)
        return date_parse(str_first(text, dots), from_out)
               && date_parse(str_from(text, dots + 2), to_out)
               && date_compare(*from_out, *to_out) <= 0;
    bool has_part = str_cut(text, '-', &head, &tail);
    if (head.len != 4 || !str_to_i64(head, &year) || !date_exists((int)year, 1, 1))
        return false;
    int first = 1, months = 12;
    if (has_part && tail.len == 2 && (tail.p[0] == 'Q' || tail.p[0] == 'H')) {
        part = tail.p[1] - '0';
        months = tail.p[0] == 'Q' ? 3 : 6;
        first = (int)(part - 1) * months + 1;
        if (part < 1 || first > 12)
            return false;
    } else if (has_part) {
        if (tail.len != 2 || !str_to_i64(tail, &part) || part < 1 || part > 12)
            return false;
        first = (int)part;
        months = 1;
    }
    *from_out = date_of((int)year, first, 1);
    *to_out = date_add_days(date_add_months(*from_out, months), -1);
    return true;
}

/* The first seq that was not known at the end of the day. */
static bool seq_at(struct office *office, struct date day, int64_t *seq_out, struct err *err)
{
    struct stmt *stmt = store_statement(office_store(office), Q_ENTRY_AFTER);
    bool has_row;
    char text[DATE_TEXT_BYTES];
    if (date_compare(day, office_today(office)) > 0) {
        date_print(day, text);
        return err_set(err, ERR_INPUT, "what is known on %s cannot be told: it lies after today",
                       text);
    }
    stmt_i64(stmt, office_district(office));
    stmt_i64(stmt, instant_at(date_add_days(day, 1), 0, 0, 0).ms);
    if (!stmt_row(stmt, &has_row, err))
        return false;
    *seq_out = has_row && !stmt_is_null(stmt, 0) ? stmt_get_i64(stmt, 0) : office_size(office);
    *seq_out =
        *seq_out < 1 ? 1 : *seq_out; /* the first entry is the adoption, and counts nothing */
    stmt_reset(stmt);
    return true;
}

int cli_period(struct cli_args *args, struct date *from_out, struct date *to_out)
{
    struct str year = cli_value(args, "year"), period = cli_value(args, "period");
    struct str text = year.len > 0 ? year : period;
    if ((year.len > 0) == (period.len > 0))
        return cli_wrong(args, "say which period: --year 2022, or --period 2022-Q3");
    if (!parse_period(text, from_out, to_out))
        return cli_wrong(args,
                         "\"%" STR_FMT "\" is no period; expected 2022, 2022-Q3, 2022-H1, 2022-03 "
                         "or 2022-01-01..2022-06-30",
                         STR_ARG(text));
    return 0;
}

struct str cli_period_name(struct arena *arena, struct date from, struct date to)
{
    int year, month, day, months = date_whole_months(from, to);
    char a[DATE_TEXT_BYTES], b[DATE_TEXT_BYTES];
    date_split(from, &year, &month, &day);
    if (months == 12)
        return arena_print(arena, "%d", year);
    if (months == 1)
        return arena_print(arena, "%d-%02d", year, month);
    if (months > 0)
        return arena_print(arena, "%d-%c%d", year, months == 6 ? 'H' : 'Q',
                           (month - 1) / months + 1);
    struct str first = date_print(from, a), last = date_print(to, b);
    return arena_print(arena, "%" STR_FMT "..%" STR_FMT, STR_ARG(first), STR_ARG(last));
}

static int known_signed(struct cli_args *args, struct office *office, int64_t *seq_out)
{
    struct date from, to;
    struct closing closing;
    struct err err;
    int status = cli_period(args, &from, &to);
    if (status != 0)
        return status;
    struct str period = cli_period_name(args->arena, from, to);
    if (!closing_find(office_store(office), office_district(office), args->arena, period, &closing,
                      &err))
        return cli_failed(args, &err);
    if (closing.state != CLOSING_CLOSED)
        return cli_wrong(args, "the period %" STR_FMT " is not closed, so nothing is signed",
                         STR_ARG(period));
    *seq_out = closing.size;
    return 0;
}

int cli_known(struct cli_args *args, struct office *office, struct str text, int64_t *seq_out)
{
    struct date day;
    struct err err;
    *seq_out = 0;
    if (str_equal_c(text, "now"))
        return 0;
    if (str_equal_c(text, "signed"))
        return known_signed(args, office, seq_out);
    if (date_parse(text, &day))
        return seq_at(office, day, seq_out, &err) ? 0 : cli_failed(args, &err);
    if (!str_to_i64(text, seq_out) || *seq_out < 1)
        return cli_wrong(args,
                         "\"%" STR_FMT
                         "\" is no place of the ledger; expected a day, the number of an "
                         "entry, now or signed",
                         STR_ARG(text));
    return 0;
}

int cli_office_question(struct cli_args *args, struct office *office,
                        struct figure_question *question_out)
{
    struct figure_question q = {
        .db = office_store(office),
        .district = office_district(office),
        .registry = office_current(office)->registry,
        .stock_on = DATE_NONE,
    };
    struct str on = cli_value(args, "on"), known = cli_value(args, "known");
    int64_t *units;
    int status = cli_period(args, &q.from, &q.to);
    if (status == 0 && on.len > 0 && !date_parse(on, &q.stock_on))
        status = cli_wrong(args, "--on takes an existing day as YYYY-MM-DD");
    if (status == 0 && known.len > 0)
        status = cli_known(args, office, known, &q.known_seq);
    if (status == 0)
        status = cli_office_units(args, office, &units, &q.units_n);
    if (status != 0)
        return status;
    q.units = units;
    *question_out = q;
    return 0;
}

int cli_office_actor(struct cli_args *args, int64_t *actor_out)
{
    struct str text = cli_value(args, "as");
    if (text.len == 0)
        return cli_wrong(args, "say who acts: --as PERSON, a person's id in the organisation");
    if (!str_to_i64(text, actor_out) || *actor_out < 1)
        return cli_wrong(args, "--as takes a person's id, not \"%" STR_FMT "\"", STR_ARG(text));
    return 0;
}

int cli_office_reader(struct cli_args *args, struct office *office, struct reader **reader_out)
{
    struct err err;
    int64_t person = ACCESS_OFFICE;
    int status = cli_value(args, "as").len == 0 ? 0 : cli_office_actor(args, &person);
    if (status != 0)
        return status;
    if (!reader_open(office, args->arena, reader_out, &err))
        return cli_failed(args, &err);
    reader_as(*reader_out, person);
    return 0;
}
