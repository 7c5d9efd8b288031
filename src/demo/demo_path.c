/*
 * demo_path.c - plays tables of steps.
 */
#include "demo/demo_path.h"

#include <string.h>

#include "base/assert.h"
#include "demo/demo_officer.h"
#include "demo/demo_steps.h"

/* ---- words ---- */

static int64_t number(struct str text)
{
    int64_t value = 0;
    gl_assert(str_to_i64(text, &value));
    return value;
}

/* "3-15" of the simulated year, moved to a working day. */
static struct date day_of(const struct demo *demo, int years, struct str text)
{
    struct str month, day;
    gl_assert(str_cut(text, '-', &month, &day));
    return demo_day_at(demo, years, (int)number(month), (int)number(day));
}

/* Of the communities of a justice station's subdistrict, by chance. */
static int64_t place_of(struct demo *demo, struct demo_case *c)
{
    int64_t subdistrict = DEMO_SUBDISTRICT_FIRST + c->unit - DEMO_STATION_FIRST;
    int64_t community = demo_any_community(demo, c);
    while (demo_subdistrict_of(community) != subdistrict)
        community = community + 1 < DEMO_COMMUNITY_FIRST + DEMO_COMMUNITIES ? community + 1
                                                                            : DEMO_COMMUNITY_FIRST;
    return community;
}

static int64_t unit_of(struct demo *demo, struct demo_case *c, struct str word)
{
    if (str_equal_c(word, "@move")) {
        int64_t before = c->unit;
        while (c->unit == before)
            c->unit = demo_any_department(demo, c);
        return c->unit;
    }
    if (str_equal_c(word, "@unit"))
        return c->unit;
    if (str_equal_c(word, "@department"))
        return demo_any_department(demo, c);
    if (str_equal_c(word, "@subdistrict"))
        return demo_any_subdistrict(demo, c);
    if (str_equal_c(word, "@community"))
        return demo_any_community(demo, c);
    if (str_equal_c(word, "@district"))
        return DEMO_DISTRICT;
    if (str_equal_c(word, "@station"))
        return DEMO_STATION_FIRST + c->index % DEMO_SUBDISTRICTS;
    if (str_equal_c(word, "@place"))
        return place_of(demo, c);
    char code[32];
    gl_assert(word.len > 1 && word.len <= sizeof code);
    memcpy(code, word.p + 1, word.len - 1);
    code[word.len - 1] = '\0';
    return demo_department(code);
}

static int64_t person_of(const struct demo_case *c, struct str who)
{
    static const struct {
        const char *word;
        int64_t person;
    } posts[] = {{"caseworker", DEMO_CASEWORKER}, {"supervisor", DEMO_SUPERVISOR},
                 {"body_head", DEMO_BODY_HEAD},   {"organ_head", DEMO_ORGAN_HEAD},
                 {"signer", DEMO_SIGNER},         {"desk", DEMO_INTAKE}};
    for (size_t i = 0; i < sizeof posts / sizeof posts[0]; i++)
        if (str_equal_c(who, posts[i].word))
            return posts[i].person;
    if (str_equal_c(who, "reviewer"))
        return demo_reviewer(c->unit);
    return str_equal_c(who, "head") ? demo_head(c->unit) : demo_handler(c->unit);
}

/* ---- values ---- */

/* The index-th of the choices between bars, round and round. */
static struct str choose(struct str value, uint32_t index)
{
    struct str rest = value, piece;
    uint32_t n = 0;
    while (str_next(&rest, '|', &piece))
        n++;
    rest = value;
    for (uint32_t i = index % n; str_next(&rest, '|', &piece) && i > 0; i--)
        continue;
    return piece;
}

static void put_day(struct demo *demo, struct demo_case *c, const char *field, struct str value)
{
    bool is_kept = value.p[value.len - 1] == '*';
    struct str text = str_first(value, value.len - (is_kept ? 1 : 0));
    char unit = text.p[text.len - 1];
    int sign = text.p[0] == '-' ? -1 : 1;
    int n = sign * (int)number(str_from(str_first(text, text.len - 1), 1));
    struct date today = demo_today(demo);
    struct date day = unit == 'd'   ? date_add_days(today, n)
                      : unit == 'm' ? date_add_months(today, n)
                                    : demo_working_day_after(demo, today, n);
    if (is_kept)
        c->day = day;
    demo_put_date(demo, field, day);
}

static bool is_day(struct str value)
{
    char last = value.len < 3                   ? '\0'
                : value.p[value.len - 1] == '*' ? value.p[value.len - 2]
                                                : value.p[value.len - 1];
    return value.len > 2 && (value.p[0] == '+' || value.p[0] == '-')
           && (last == 'd' || last == 'w' || last == 'm');
}

static void put_range(struct demo *demo, struct demo_case *c, const char *field, struct str value,
                      size_t dots)
{
    struct str high = str_from(value, dots + 2), factor;
    int64_t times = str_cut(high, 'x', &high, &factor) ? number(factor) : 1;
    int64_t low = number(str_first(value, dots));
    demo_put_i64(demo, field, (low + demo_below(demo, c, number(high) - low + 1)) * times);
}

/* %y, %p: the simulated year and the one before it; %3-31, %p12-31: that day of the year, of the
 * one before it. */
static void put_of_year(struct demo *demo, const char *field, struct str value)
{
    struct str month, day;
    bool is_before = value.p[0] == 'p';
    int year = demo->year - (is_before ? 1 : 0);
    if (str_cut(str_from(value, is_before ? 1 : 0), '-', &month, &day))
        demo_put_date(demo, field, date_of(year, (int)number(month), (int)number(day)));
    else
        demo_put_i64(demo, field, year);
}

/* The case's number in another system. */
static struct str serial_of(struct demo *demo, const struct demo_case *c)
{
    return arena_print(&demo->arena, "DEMO%d-%05u", c->year, c->index + 1);
}

static void put_value(struct demo *demo, struct demo_case *c, const char *field, struct str value)
{
    value = choose(value, c->index);
    size_t dots = str_find(value, STR(".."));
    if (str_equal_c(value, "~firm") || str_equal_c(value, "~person"))
        demo_put_party(demo, c, field, value.p[1] == 'f');
    else if (str_equal_c(value, "@other"))
        demo_put_i64(demo, field, c->other->matter);
    else if (str_equal_c(value, "@first") || str_equal_c(value, "@second"))
        demo_put_i64(demo, field, value.p[1] == 'f' ? c->a : c->b);
    else if (str_equal_c(value, "@reviewer"))
        demo_put_i64(demo, field, demo_reviewer(c->unit));
    else if (str_equal_c(value, "@serial"))
        demo_put_str(demo, field, serial_of(demo, c));
    else if (value.p[0] == '@')
        demo_put_i64(demo, field, unit_of(demo, c, value));
    else if (value.p[0] == '%')
        put_of_year(demo, field, str_from(value, 1));
    else if (is_day(value))
        put_day(demo, c, field, value);
    else if (dots < value.len)
        put_range(demo, c, field, value, dots);
    else
        demo_put_str(demo, field, value);
}

/* Field names stand in the table; the command wants them ended by NUL, and later than this call. */
static const char *name_of(struct demo *demo, struct str name)
{
    char *at = arena_alloc(&demo->arena, name.len + 1);
    memcpy(at, name.p, name.len);
    at[name.len] = '\0';
    return at;
}

static void put_fields(struct demo *demo, struct demo_case *c, const char *fields)
{
    struct str rest = str_of(fields), piece, name, value;
    while (str_next(&rest, ';', &piece)) {
        piece = str_trim(piece);
        if (piece.len == 0)
            continue;
        gl_assert(str_cut(piece, '=', &name, &value));
        put_value(demo, c, name_of(demo, name), value);
    }
}

/* ---- steps ---- */

/* Two certificates for a step that names them; false: nobody is certified yet. */
static bool find_officers(struct demo *demo, struct demo_case *c, struct str fields)
{
    int64_t officers[2] = {0, 0};
    if (str_find(fields, STR("@first")) == fields.len)
        return true;
    if (!demo_officer_pair(demo, c, c->unit, officers))
        return false;
    c->a = officers[0];
    c->b = officers[1];
    return true;
}

/* What another system holds is imported: its number in the event that begins the matter, then its
 * steps. False: entered here. */
static bool take_origin(struct demo *demo, const struct demo_case *c, struct event_source *source)
{
    const struct register_def *def =
        registry_find(office_current(demo->office)->registry, str_of(c->path->registry));
    if (!def->is_imported)
        return false;
    *source = (struct event_source){
        .name = STR("demo"),
        .number = c->step > 0 ? STR_NONE : serial_of(demo, c),
        .event = arena_print(&demo->arena, "%d", (int)c->step + 1),
    };
    demo->command.source = SOURCE_IMPORT;
    demo->command.origin = source;
    return true;
}

static bool enter(struct demo *demo, struct demo_case *c, const struct demo_step *step)
{
    struct str first, second;
    struct event_source source;
    if (c->step == 0)
        demo_file(demo, c->path->registry);
    else
        demo_event(demo, c, step->event);
    demo->command.event = step->event == NULL ? STR_NONE : str_of(step->event);
    /* who acts is settled before a value moves the case to another unit */
    bool is_approved = str_cut(str_of(step->who), '+', &first, &second);
    int64_t actor = person_of(c, first);
    put_fields(demo, c, step->fields);
    if (take_origin(demo, c, &source))
        return demo_send(demo, c, actor);
    if (is_approved)
        return demo_send_approved(demo, c, actor, person_of(c, second));
    return demo_send(demo, c, actor);
}

static void on_or_never(struct demo *demo, struct demo_case *c, struct date day)
{
    day = demo_working_day_after(demo, date_max(day, demo_today(demo)), 0);
    if (date_compare(day, demo_year_end(demo)) <= 0)
        demo_on(demo, c, c->step, day);
}

/* The agenda of the next step; true: it is at once. */
static bool wait_for(struct demo *demo, struct demo_case *c, struct str when)
{
    struct str word, rest;
    char clock[64];
    bool has_two = str_cut(when, ' ', &word, &rest);
    if (has_two && !str_equal_c(word, "date")) {
        gl_assert(rest.len < sizeof clock);
        memcpy(clock, rest.p, rest.len);
        clock[rest.len] = '\0';
    }
    if (str_equal_c(word, "0"))
        return true;
    if (str_equal_c(word, "after"))
        on_or_never(demo, c, date_add_days(demo_due(demo, clock), 1 + (int)demo_below(demo, c, 3)));
    else if (str_equal_c(word, "by"))
        demo_by(demo, c, c->step, demo_due(demo, clock));
    else if (str_equal_c(word, "date"))
        on_or_never(demo, c, day_of(demo, 0, rest));
    else if (str_equal_c(word, "day"))
        on_or_never(demo, c, c->day);
    else if (str_cut(word, '-', &word, &rest))
        demo_later(demo, c, c->step, (int)number(word), (int)number(rest));
    else
        demo_later(demo, c, c->step, (int)number(word), (int)number(word));
    return false;
}

static void script(struct demo *demo, struct demo_case *c)
{
    do {
        const struct demo_step *step = &c->path->steps[c->step];
        if (!find_officers(demo, c, str_of(step->fields))) {
            demo_later(demo, c, c->step, 3, 8);
            return;
        }
        if (!enter(demo, c, step))
            return;
        c->step++;
    } while ((size_t)c->step < c->path->steps_n
             && wait_for(demo, c, str_of(c->path->steps[c->step].when)));
}

/* ---- planning ---- */

static struct demo_case *plan(struct demo *demo, const struct demo_path *path, uint32_t id,
                              uint32_t index)
{
    struct demo_case *c = demo_plan(demo, script, id, index);
    struct date from = day_of(demo, path->years, str_of(path->from));
    struct date to = day_of(demo, path->years, str_of(path->to));
    c->path = path;
    c->unit = unit_of(demo, c, choose(str_of(path->unit), index));
    demo_on(demo, c, 0, demo_day_between(demo, c, from, to));
    demo->commands_planned += (int64_t)path->steps_n;
    return c;
}

void demo_path_begin(struct demo *demo, const struct demo_path *path, uint32_t id,
                     struct demo_case *other)
{
    struct demo_case *c = demo_plan(demo, script, id, other->index);
    c->path = path;
    c->other = other;
    c->unit = unit_of(demo, c, choose(str_of(path->unit), c->index));
    demo_next(demo, c, 0, (struct instant){demo->now.ms + 600000});
}

void demo_paths(struct demo *demo, const struct demo_path *paths, size_t n)
{
    uint32_t id = demo_new_script(demo), index = 0;
    for (size_t i = 0; i < n; i++)
        for (int64_t k = demo_scaled(demo, paths[i].count); k > 0; k--)
            (void)plan(demo, &paths[i], id, index++);
}

void demo_linked_paths(struct demo *demo, const struct demo_path *first,
                       const struct demo_path *later)
{
    uint32_t id = demo_new_script(demo), index = 0;
    for (int64_t k = demo_scaled(demo, first->count); k > 0; k--) {
        struct demo_case *before = plan(demo, first, id, index++);
        struct demo_case *c = plan(demo, later, id, index++);
        c->other = before;
        c->unit = before->unit;
    }
}
