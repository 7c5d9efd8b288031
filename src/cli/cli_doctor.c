/*
 * cli_doctor.c - gulou doctor: what an administrator needs to know of the machine and the office.
 *
 * Three kinds of line: good; to be seen to (advice, exit 0); wrong (exit 1). Every line that is not
 * good says what to do.
 */
#include "cli/cli_commands.h"
#include "cli/cli_document.h"
#include "cli/cli_office.h"
#include "document/font.h"
#include "office/reader.h"
#include "os/clock.h"
#include "os/file.h"
#include "store/store.h"
#include "text/json.h"

enum { MIB = 1 << 20, FREE_MIB_MIN = 1024, ROOM_OF_DATABASE = 3, CHECKPOINT_LAG = 100000 };

enum finding { FINDING_GOOD, FINDING_ADVICE, FINDING_WRONG };

struct doctor {
    struct cli_args *args;
    struct json_out *json; /* NULL: lines */
    enum finding worst;
};

__attribute__((format(printf, 4, 5))) static void say(struct doctor *d, enum finding finding,
                                                      const char *about, const char *text, ...)
{
    static const char *const words[] = {"good", "advice", "WRONG"};
    static const char *const keys[] = {"good", "advice", "wrong"};
    va_list list;
    va_start(list, text);
    struct str said = arena_vprint(d->args->arena, text, list);
    va_end(list);
    d->worst = finding > d->worst ? finding : d->worst;
    if (d->json == NULL) {
        fprintf(d->args->out, "%-7s %-12s %" STR_FMT "\n", words[finding], about, STR_ARG(said));
        return;
    }
    json_out_begin_object(d->json);
    json_out_member(d->json, STR("finding"), str_of(keys[finding]));
    json_out_member(d->json, STR("about"), str_of(about));
    json_out_member(d->json, STR("text"), said);
    json_out_end_object(d->json);
}

static void say_error(struct doctor *d, const char *about, const struct err *err)
{
    say(d, FINDING_WRONG, about, "%s%s%s", err->what, err->hint[0] != '\0' ? " " : "", err->hint);
}

/* ---- files ---- */

static struct str file_of(struct str url)
{
    return str_starts(url, STR("sqlite:")) ? str_from(url, 7) : url;
}

static struct str keys_of(struct cli_args *args, struct str db)
{
    struct str keys = cli_value(args, "keys");
    return keys.len > 0 ? file_of(keys)
                        : arena_print(args->arena, "%" STR_FMT ".keys", STR_ARG(db));
}

static void check_files(struct doctor *d, struct str db)
{
    struct str keys = keys_of(d->args, db);
    struct os_room room, room_of_keys;
    struct err err;
    int64_t size;
    if (!os_file_size(db, &size, &err) || !os_file_room(db, &room, &err)) {
        say_error(d, "database", &err);
        return;
    }
    say(d, FINDING_GOOD, "database", "%" STR_FMT ", %lld MiB", STR_ARG(db),
        (long long)(size / MIB));
    bool is_tight =
        room.free_bytes / MIB < FREE_MIB_MIN || room.free_bytes < ROOM_OF_DATABASE * size;
    if (is_tight)
        say(d, FINDING_ADVICE, "disk",
            "%lld MiB are free; a rebuild, a backup and the log want three times the database and "
            "at least %d MiB: make room",
            (long long)(room.free_bytes / MIB), FREE_MIB_MIN);
    else
        say(d, FINDING_GOOD, "disk", "%lld MiB are free", (long long)(room.free_bytes / MIB));
    if (!os_file_room(keys, &room_of_keys, &err))
        say_error(d, "keys", &err);
    else if (room.device == room_of_keys.device)
        say(d, FINDING_ADVICE, "keys",
            "%" STR_FMT " lies on the database's own file system: whoever copies one copies both; "
            "put it elsewhere and name it with --keys, and back it up apart",
            STR_ARG(keys));
    else
        say(d, FINDING_GOOD, "keys", "%" STR_FMT " lies apart from the database", STR_ARG(keys));
}

/* ---- the office ---- */

static void check_clock(struct doctor *d, struct office *office)
{
    struct stmt *stmt = store_statement(office_store(office), Q_HEAD_READ);
    char now[INSTANT_TEXT_BYTES], last[INSTANT_TEXT_BYTES];
    struct instant at = os_now(), newest = {0};
    struct err err;
    bool has_row;
    stmt_i64(stmt, office_district(office));
    if (!stmt_row(stmt, &has_row, &err)) {
        say_error(d, "clock", &err);
        return;
    }
    if (has_row)
        newest.ms = stmt_get_i64(stmt, 5);
    stmt_reset(stmt);
    instant_print(at, now);
    instant_print(newest, last);
    if (!office_is_demo(office) && newest.ms > at.ms)
        say(d, FINDING_WRONG, "clock",
            "it is %s, but the newest entry is of %s: set the clock right; entries keep the later "
            "time until then",
            now, last);
    else
        say(d, FINDING_GOOD, "clock", "it is %s; the newest entry is of %s", now, last);
}

static bool is_year_known(const struct calendar *calendar, int year)
{
    return calendar_is_gazetted(calendar, date_of(year, 7, 1));
}

/* A year without its notice: due dates in it are provisional until the notice is adopted. */
static void check_calendar(struct doctor *d, struct office *office)
{
    const struct calendar *calendar = office_current(office)->calendar;
    struct date today = office_today(office);
    int year = date_year(today), missing = year;
    struct stmt *stmt = store_statement(office_store(office), Q_MATTER_DUE_RANGE_COUNT);
    struct err err;
    bool has_row;
    int64_t provisional = 0;
    while (is_year_known(calendar, missing))
        missing++;
    stmt_i64(stmt, office_district(office));
    stmt_i64(stmt, date_of(missing, 1, 1).day);
    stmt_i64(stmt, date_of(2199, 12, 31).day);
    stmt_i64(stmt, -1);
    if (!stmt_row(stmt, &has_row, &err)) {
        say_error(d, "calendar", &err);
        return;
    }
    if (has_row)
        provisional = stmt_get_i64(stmt, 0);
    stmt_reset(stmt);
    if (missing == year)
        say(d, FINDING_WRONG, "calendar",
            "the year %d has no notice: due dates are provisional and nothing happens by itself; "
            "adopt calendars/%d.csv",
            year, year);
    else if (missing == year + 1 && date_month(today) >= 11)
        say(d, FINDING_ADVICE, "calendar",
            "the notice of %d is not adopted yet; the State Council gives it in autumn: adopt "
            "calendars/%d.csv",
            missing, missing);
    else
        say(d, FINDING_GOOD, "calendar", "the notices are known to the end of %d", missing - 1);
    if (provisional > 0)
        say(d, FINDING_ADVICE, "due dates",
            "%lld open matters are due in or after %d, provisionally: they are reckoned again when "
            "that year's notice is adopted",
            (long long)provisional, missing);
}

static void check_ledger(struct doctor *d, struct office *office, struct reader *reader)
{
    struct err err;
    struct str note;
    int64_t size;
    if (!reader_checkpoint(reader, d->args->arena, &size, &note, &err)) {
        say_error(d, "ledger", &err);
        return;
    }
    long long all = (long long)office_size(office);
    if (size == 0)
        say(d, FINDING_ADVICE, "ledger",
            "%lld entries and no signed checkpoint: run gulou checkpoint, and keep its note "
            "elsewhere",
            all);
    else if (all - size > CHECKPOINT_LAG)
        say(d, FINDING_ADVICE, "ledger",
            "%lld entries, the newest checkpoint is of %lld of them: run gulou checkpoint", all,
            (long long)size);
    else
        say(d, FINDING_GOOD, "ledger", "%lld entries, %lld under the newest checkpoint", all,
            (long long)size);
}

static void check_office(struct doctor *d, struct office *office)
{
    struct reader *reader;
    struct err err;
    say(d, FINDING_GOOD, "schema", "the tables are those of this program");
    check_clock(d, office);
    check_calendar(d, office);
    if (!reader_open(office, d->args->arena, &reader, &err)) {
        say_error(d, "ledger", &err);
        return;
    }
    check_ledger(d, office, reader);
    reader_close(reader);
}

/* ---- fonts ---- */

/* What official documents need beyond plain Han, and the names that this office prints. */
static void try_texts(struct document_fonts *fonts, struct office *office)
{
    static const enum font_role roles[] = {FONT_TITLE, FONT_BODY, FONT_HEI, FONT_KAI};
    for (size_t r = 0; r < sizeof roles / sizeof roles[0]; r++) {
        font_try(fonts, roles[r], STR("㎡〔〕〇—…“”‘’《》、。，；：？！（）①②③℃‰×·"));
        if (office == NULL)
            continue;
        const struct organisation *org = office_current(office)->organisation;
        const struct registry *registry = office_current(office)->registry;
        font_try(fonts, roles[r], office_name(office));
        for (size_t i = 0; i < org->units.n; i++)
            font_try(fonts, roles[r], org->units.at[i].name);
        for (size_t i = 0; i < org->people.n; i++)
            font_try(fonts, roles[r], org->people.at[i].name);
        for (size_t i = 0; i < registry->figures_n; i++)
            font_try(fonts, roles[r], registry->figures[i]->title.zh);
    }
}

static void check_role(struct doctor *d, const struct document_fonts *fonts, enum font_role role)
{
    struct str family = font_family(fonts, role);
    if (family.len == 0)
        say(d, FINDING_WRONG, "fonts",
            "%s (%s): none of its families is here; install fonts-noto-cjk, or name your own in "
            "GULOU_FONTS",
            font_role_chinese(role), font_role_name(role));
    else if (!font_is_own(fonts, role))
        say(d, FINDING_ADVICE, "fonts",
            "%s (%s): %" STR_FMT " stands in for it; an office's own %" STR_FMT
            " is named in GULOU_FONTS",
            font_role_chinese(role), font_role_name(role), STR_ARG(family),
            STR_ARG(font_wanted(fonts, role)));
    else
        say(d, FINDING_GOOD, "fonts", "%s (%s): %" STR_FMT, font_role_chinese(role),
            font_role_name(role), STR_ARG(family));
}

static int check_fonts(struct doctor *d, struct office *office)
{
    struct document_fonts *fonts;
    int status = cli_fonts(d->args, &fonts);
    if (status != CLI_DONE) {
        say(d, FINDING_WRONG, "fonts", "the file that GULOU_FONTS names is wrong, see above");
        return status;
    }
    for (int role = 0; role < FONT_ROLES; role++)
        check_role(d, fonts, (enum font_role)role);
    try_texts(fonts, office);
    struct str missing = font_missing(fonts);
    if (missing.len > 0)
        say(d, FINDING_WRONG, "characters",
            "no font has %" STR_FMT ": documents with them cannot be printed", STR_ARG(missing));
    else
        say(d, FINDING_GOOD, "characters", "every character of names and marks has a font");
    font_close(fonts);
    return CLI_DONE;
}

/* ---- all ---- */

static struct office *open_office(struct doctor *d)
{
    struct office_options options = {.db = cli_value(d->args, "db"),
                                     .keys = cli_value(d->args, "keys"),
                                     .today = DATE_NONE,
                                     .is_read_only = true};
    struct str district = cli_value(d->args, "district"), today = cli_value(d->args, "today");
    struct office *office;
    struct err err;
    (void)str_to_i64(district, &options.district);
    (void)date_parse(today, &options.today);
    if (options.db.len == 0)
        options.db = STR("gulou.db");
    check_files(d, file_of(options.db));
    if (office_open(&options, &office, &err))
        return office;
    say_error(d, "office", &err);
    return NULL;
}

static int run(struct cli_args *args)
{
    struct doctor doctor = {.args = args};
    struct json_out json;
    struct buf buf;
    buf_init(&buf, 1 << 20);
    json_out_init(&json, &buf);
    json_out_begin_array(&json);
    if (cli_has(args, "json"))
        doctor.json = &json;
    struct office *office = open_office(&doctor);
    if (office != NULL)
        check_office(&doctor, office);
    (void)check_fonts(&doctor, office);
    office_close(office);
    json_out_end_array(&json);
    if (doctor.json != NULL)
        fprintf(args->out, "%" STR_FMT "\n", STR_ARG(buf_str(&buf)));
    buf_done(&buf);
    return doctor.worst == FINDING_WRONG ? CLI_REFUSED : CLI_DONE;
}

const struct cli_command cli_doctor = {
    .name = "doctor",
    .usage = "",
    .summary = "what an administrator should see to: files, room, clock, calendar, fonts",
    .is_wordless = true,
    .run = run,
};
