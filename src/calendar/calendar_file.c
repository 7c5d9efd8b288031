#include "calendar/calendar_file.h"

#include <stdlib.h>

enum { FIELDS = 4, YEAR_FIRST = 1900, YEAR_LAST = 2199 };
static const char *const field_names[FIELDS] = {"date", "kind", "name", "notice"};

struct row {
    struct str file;
    int line;
    int year; /* of the file's name; 0: unknown */
    struct str at[FIELDS];
    int column[FIELDS];
    struct complaints *complaints;
};

/* "calendars/2022.csv" -> 2022 */
static int year_of(struct str name)
{
    struct str base = name;
    for (size_t slash; (slash = str_find_char(base, '/')) < base.len;)
        base = str_from(base, slash + 1);
    int64_t year;
    if (base.len != 8 || !str_ends(base, STR(".csv")) || !str_to_i64(str_first(base, 4), &year)
        || year < YEAR_FIRST || year > YEAR_LAST)
        return 0;
    return (int)year;
}

static bool is_address(struct str notice)
{
    bool is_web = str_starts(notice, STR("https://")) || str_starts(notice, STR("http://"));
    return is_web && str_find_char(notice, ' ') == notice.len;
}

static bool check_date(const struct row *row, struct date *date_out)
{
    struct str text = row->at[0];
    if (!date_parse(text, date_out)) {
        complaints_add(row->complaints, row->file, row->line, row->column[0],
                       "\"%" STR_FMT "\" is no day of the calendar; expected YYYY-MM-DD",
                       STR_ARG(text));
        return false;
    }
    int year = date_year(*date_out);
    bool is_december_before = year == row->year - 1 && date_month(*date_out) == 12;
    if (row->year > 0 && year != row->year && !is_december_before)
        complaints_add(row->complaints, row->file, row->line, row->column[0],
                       "%" STR_FMT " does not belong into the file of %d, which holds the days "
                       "ruled by the notices for %d: days of that year and of December %d",
                       STR_ARG(text), row->year, row->year, row->year - 1);
    return true;
}

static void check_kind(const struct row *row, struct date date, bool is_dated)
{
    bool is_work = str_equal_c(row->at[1], "work");
    if (!is_work && !str_equal_c(row->at[1], "off"))
        complaints_add(row->complaints, row->file, row->line, row->column[1],
                       "kind \"%" STR_FMT "\" is unknown; expected off (rests) or work",
                       STR_ARG(row->at[1]));
    else if (is_work && is_dated && date_weekday(date) <= 5)
        complaints_add(row->complaints, row->file, row->line, row->column[1],
                       "%" STR_FMT " is a day from Monday to Friday and works without notice; "
                       "work stands only for a Saturday or Sunday",
                       STR_ARG(row->at[0]));
}

static void read_row(struct calendar_notices *notices, const struct row *row)
{
    size_t before = row->complaints->list.n;
    struct date date = DATE_NONE;
    bool is_dated = check_date(row, &date);
    check_kind(row, date, is_dated);
    if (row->at[2].len == 0)
        complaints_add(row->complaints, row->file, row->line, row->column[2],
                       "the name is empty; expected the holiday, e.g. 国庆节");
    if (!is_address(row->at[3]))
        complaints_add(row->complaints, row->file, row->line, row->column[3],
                       "\"%" STR_FMT "\" is no address; expected that of the notice, "
                       "https://…",
                       STR_ARG(row->at[3]));
    if (row->complaints->list.n > before)
        return;
    struct calendar_notice notice = {
        .date = date,
        .is_work = str_equal_c(row->at[1], "work"),
        .name = arena_copy(notices->arena, row->at[2]),
        .address = arena_copy(notices->arena, row->at[3]),
        .file = row->file,
        .line = row->line,
    };
    list_push(notices->arena, &notices->list, notice);
}

/* The fields of one line; false, with a complaint, when they are not four. */
static bool split(struct row *row, struct str line)
{
    struct str field, rest = line;
    int n = 0, column = 1;
    for (bool more = true; more; n++) {
        more = str_cut(rest, ',', &field, &rest);
        if (n < FIELDS) {
            row->at[n] = field;
            row->column[n] = column;
        }
        column += (int)field.len + 1;
    }
    if (n == FIELDS && str_find_char(line, '"') == line.len)
        return true;
    complaints_add(row->complaints, row->file, row->line, 1,
                   "expected the four fields date,kind,name,notice without quotation marks; "
                   "found %d",
                   n);
    return false;
}

static bool is_header(const struct row *row)
{
    for (int i = 0; i < FIELDS; i++)
        if (!str_equal_c(row->at[i], field_names[i]))
            return false;
    return true;
}

void calendar_file_read(struct calendar_notices *notices, const struct calendar_file *file,
                        struct complaints *complaints)
{
    struct row row = {.file = arena_copy(notices->arena, file->name), .complaints = complaints};
    row.year = year_of(file->name);
    if (row.year == 0)
        complaints_add(complaints, row.file, 0, 0,
                       "a calendar is named by its year, e.g. 2022.csv (years %d to %d)",
                       YEAR_FIRST, YEAR_LAST);
    size_t days = notices->list.n, before = complaints->list.n;
    struct str rest = file->bytes, line;
    while (str_next(&rest, '\n', &line)) {
        row.line++;
        if (str_ends(line, STR("\r")))
            line.len--;
        if (line.len == 0 || !split(&row, line))
            continue;
        if (row.line > 1)
            read_row(notices, &row);
        else if (!is_header(&row))
            complaints_add(complaints, row.file, 1, 1,
                           "the first line is not date,kind,name,notice");
    }
    if (notices->list.n == days && complaints->list.n == before)
        complaints_add(complaints, row.file, 0, 0,
                       "no day stands in it; a year whose notice is not published has no file");
    if (row.year > 0)
        notices->is_gazetted[row.year - YEAR_FIRST] = true;
}

static int by_date(const void *a, const void *b)
{
    const struct calendar_notice *x = a, *y = b;
    int order = date_compare(x->date, y->date);
    if (order == 0)
        order = str_compare(x->file, y->file);
    return order != 0 ? order : (x->line > y->line) - (x->line < y->line);
}

void calendar_file_check_doubles(struct calendar_notices *notices, struct complaints *complaints)
{
    if (notices->list.n < 2)
        return;
    qsort(notices->list.at, notices->list.n, sizeof *notices->list.at, by_date);
    for (size_t i = 1; i < notices->list.n; i++) {
        const struct calendar_notice *first = &notices->list.at[i - 1], *again = first + 1;
        char text[DATE_TEXT_BYTES];
        if (date_compare(first->date, again->date) == 0)
            complaints_add(complaints, again->file, again->line, 1,
                           "%" STR_FMT " stands already in %" STR_FMT ":%d",
                           STR_ARG(date_print(again->date, text)), STR_ARG(first->file),
                           first->line);
    }
}
