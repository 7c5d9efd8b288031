/*
 * import_value.c - cells of other systems as the values of fields.
 */
#include "matter/event.h"
#include "office/import_plan.h"
#include "text/json.h"
#include "text/utf8.h"

/* ---- days and moments ---- */

static bool take_number(struct str *rest, size_t digits_max, int *value_out)
{
    size_t n = 0;
    int value = 0;
    while (n < rest->len && n < digits_max && rest->p[n] >= '0' && rest->p[n] <= '9')
        value = value * 10 + (rest->p[n++] - '0');
    *rest = str_from(*rest, n);
    *value_out = value;
    return n > 0;
}

static bool take(struct str *rest, struct str word)
{
    if (!str_starts(*rest, word))
        return false;
    *rest = str_from(*rest, word.len);
    return true;
}

static bool take_date(struct str *rest, struct date *date_out)
{
    static const char *const signs[][3] = {
        {"-", "-", ""}, {"/", "/", ""}, {".", ".", ""}, {"年", "月", "日"}};
    int year, month, day;
    struct str start = *rest;
    if (start.len < 5 || !take_number(rest, 4, &year) || start.len - rest->len != 4)
        return false;
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        if (!take(rest, str_of(signs[i][0])))
            continue;
        if (!take_number(rest, 2, &month) || !take(rest, str_of(signs[i][1]))
            || !take_number(rest, 2, &day) || !take(rest, str_of(signs[i][2]))
            || !date_exists(year, month, day))
            return false;
        *date_out = date_of(year, month, day);
        return true;
    }
    return false;
}

static bool take_time(struct str *rest, int *seconds_out)
{
    int hour, minute, second = 0;
    if (!take_number(rest, 2, &hour) || !take(rest, STR(":")) || !take_number(rest, 2, &minute)
        || (take(rest, STR(":")) && !take_number(rest, 2, &second)) || hour > 23 || minute > 59
        || second > 59)
        return false;
    *seconds_out = hour * 3600 + minute * 60 + second;
    return true;
}

bool import_value_moment(struct str text, struct date *date_out, struct instant *at_out)
{
    int seconds = 0;
    text = str_trim(text);
    *at_out = (struct instant){0};
    if (instant_parse(text, at_out)) { /* RFC 3339 says its zone itself */
        *date_out = instant_date(*at_out);
        return true;
    }
    if (!take_date(&text, date_out))
        return false;
    if (text.len == 0)
        return true;
    if ((!take(&text, STR(" ")) && !take(&text, STR("T"))) || !take_time(&text, &seconds)
        || text.len > 0)
        return false;
    *at_out = instant_at(*date_out, seconds / 3600, seconds / 60 % 60, seconds % 60);
    return true;
}

/* ---- values ---- */

static bool find_choice(const struct field_def *field, struct str text, struct str *key_out)
{
    size_t found = 0, at = 0;
    for (size_t i = 0; i < field->choices_n; i++) {
        const struct choice_def *choice = &field->choices[i];
        if (str_equal(choice->key, text)) {
            *key_out = choice->key;
            return true;
        }
        if (str_equal(choice->title.zh, text) || str_equal(choice->title.en, text)) {
            found++;
            at = i;
        }
    }
    if (found == 1)
        *key_out = field->choices[at].key;
    return found == 1;
}

static bool choice(struct plan *plan, const struct field_def *field, const struct import_cell *cell,
                   struct str *value_out)
{
    struct buf keys;
    if (find_choice(field, cell->text, value_out))
        return true;
    buf_init(&keys, 4096);
    for (size_t i = 0; i < field->choices_n; i++)
        buf_print(&keys, "%s%" STR_FMT, i == 0 ? "" : ", ", STR_ARG(field->choices[i].key));
    import_plan_complain(plan, cell->file, cell->line, cell->column,
                         "%" STR_FMT ": \"%" STR_FMT "\" is not in its closed list: %" STR_FMT,
                         STR_ARG(field->title.zh), STR_ARG(cell->text), STR_ARG(buf_str(&keys)));
    buf_done(&keys);
    return false;
}

/* By code, by id, or by a name that only one unit has; an import's rows lie on many days. */
static const struct unit *find_unit(const struct organisation *org, struct str text)
{
    int64_t id;
    if (organisation_unit_named(org, text, DATE_NONE, &id) == 1 || str_to_i64(text, &id))
        return organisation_unit(org, id);
    return NULL;
}

static bool unit(struct plan *plan, const struct field_def *field, const struct import_cell *cell,
                 struct str *value_out)
{
    const struct unit *found = find_unit(office_current(plan->office)->organisation, cell->text);
    if (found != NULL) {
        *value_out = arena_print(plan->arena, "%lld", (long long)found->id);
        return true;
    }
    import_plan_complain(plan, cell->file, cell->line, cell->column,
                         "%" STR_FMT ": no unit has \"%" STR_FMT "\" as its code, id or only name",
                         STR_ARG(field->title.zh), STR_ARG(cell->text));
    return false;
}

static bool day(struct plan *plan, const struct field_def *field, const struct import_cell *cell,
                struct str *value_out)
{
    char text[DATE_TEXT_BYTES];
    struct date date;
    struct instant ignored;
    if (import_value_moment(cell->text, &date, &ignored)) {
        *value_out = arena_copy(plan->arena, date_print(date, text));
        return true;
    }
    import_plan_complain(plan, cell->file, cell->line, cell->column,
                         "%" STR_FMT ": \"%" STR_FMT
                         "\" is not an existing day; expected 2022-03-01",
                         STR_ARG(field->title.zh), STR_ARG(cell->text));
    return false;
}

/* A party as JSON; a bare name becomes one. */
static struct str party(struct plan *plan, struct str text)
{
    struct buf buf;
    struct json_out json;
    if (text.p[0] == '{' || text.p[0] == '[')
        return text;
    buf_init(&buf, LIMIT_FIELD_BYTES * 2);
    json_out_init(&json, &buf);
    json_out_begin_object(&json);
    json_out_member(&json, STR("name"), text);
    json_out_end_object(&json);
    struct str copy = arena_copy(plan->arena, buf_str(&buf));
    buf_done(&buf);
    return copy;
}

static bool other(struct plan *plan, const struct field_def *field, const struct import_cell *cell,
                  struct str *value_out)
{
    const char *expected = "";
    int64_t ignored;
    *value_out = cell->text;
    if (event_value_parse(field, cell->text, &ignored, &expected))
        return true;
    import_plan_complain(plan, cell->file, cell->line, cell->column,
                         "%" STR_FMT ": \"%" STR_FMT "\" is not %s", STR_ARG(field->title.zh),
                         STR_ARG(field_is_sealed(field) ? STR("…") : cell->text), expected);
    return false;
}

bool import_value(struct plan *plan, const struct field_def *field, const struct import_cell *cell,
                  struct str *value_out)
{
    switch (field->type) {
    case FIELD_TEXT:
    case FIELD_FILE:
    case FIELD_MATTER:
        *value_out = cell->text;
        return true;
    case FIELD_PARTY:
    case FIELD_PARTIES:
        *value_out = party(plan, cell->text);
        return true;
    case FIELD_CHOICE:
        return choice(plan, field, cell, value_out);
    case FIELD_UNIT:
    case FIELD_PLACE:
        return unit(plan, field, cell, value_out);
    case FIELD_DATE:
        return day(plan, field, cell, value_out);
    default:
        return other(plan, field, cell, value_out);
    }
}
