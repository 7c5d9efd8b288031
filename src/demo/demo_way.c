#include "demo/demo_way.h"

#include "base/assert.h"
#include "demo/demo_steps.h"

static int64_t actor(const struct demo_case *c, enum demo_actor who)
{
    switch (who) {
    case DEMO_BY_WORKER:
        return demo_handler(c->unit);
    case DEMO_BY_CHECKER:
        return demo_reviewer(c->unit);
    case DEMO_BY_HEAD:
        return demo_head(c->unit);
    case DEMO_BY_INTAKE:
        return DEMO_INTAKE + (c->index & 1);
    case DEMO_BY_OFFICE:
        return DEMO_CASEWORKER + (c->index & 1);
    case DEMO_BY_SUPERVISOR:
        return DEMO_SUPERVISOR;
    case DEMO_BY_BODY_HEAD:
        return DEMO_BODY_HEAD;
    default:
        gl_bug("a step is entered by somebody");
    }
}

/* "today+12" -> 12; "today" -> 0 */
static int days_of(struct str text, size_t word)
{
    int64_t days = 0;
    struct str rest = str_from(text, word);
    if (rest.len > 0 && rest.p[0] == '+')
        rest = str_from(rest, 1);
    if (rest.len > 0 && !str_to_i64(rest, &days))
        gl_bug("a way names a day that is none");
    return (int)days;
}

static struct str one_of(struct demo *demo, struct demo_case *c, struct str list)
{
    struct str rest = list, piece = STR_NONE;
    int64_t n = 0;
    while (str_next(&rest, ',', &piece))
        n++;
    for (int64_t i = demo_below(demo, c, n); i >= 0; i--)
        (void)str_next(&list, ',', &piece);
    return piece;
}

static int64_t move(struct demo *demo, struct demo_case *c)
{
    int64_t before = c->unit;
    do
        c->unit = demo_any_department(demo, c);
    while (c->unit == before);
    return c->unit;
}

static void put_special(struct demo *demo, struct demo_case *c, const char *key, struct str value)
{
    if (str_equal_c(value, "unit"))
        demo_put_i64(demo, key, c->unit);
    else if (str_equal_c(value, "move"))
        demo_put_i64(demo, key, move(demo, c));
    else if (str_equal_c(value, "other"))
        demo_put_i64(demo, key, c->other->matter);
    else if (str_equal_c(value, "reviewer"))
        demo_put_i64(demo, key, demo_reviewer(c->unit));
    else if (str_equal_c(value, "n"))
        demo_put_i64(demo, key, (int64_t)c->index + 1);
    else if (str_equal_c(value, "day"))
        demo_put_date(demo, key, c->day);
    else if (str_equal_c(value, "person") || str_equal_c(value, "firm"))
        demo_put_party(demo, c, key, value.p[0] == 'f');
    else if (str_starts(value, STR("today")))
        demo_put_date(demo, key, date_add_days(demo_today(demo), days_of(value, 5)));
    else if (str_starts(value, STR("work")))
        demo_put_date(demo, key, demo_working_day_after(demo, demo_today(demo), days_of(value, 4)));
    else if (str_starts(value, STR("one:")))
        demo_put_str(demo, key, one_of(demo, c, str_from(value, 4)));
    else
        gl_bug("a way names a value that nobody knows");
}

static void put_fields(struct demo *demo, struct demo_case *c, const char *fields)
{
    struct str rest = str_of(fields == NULL ? "" : fields), piece;
    while (str_next(&rest, '|', &piece)) {
        struct str key = STR_NONE, value = piece;
        if (piece.len == 0)
            continue;
        (void)str_next(&value, '=', &key);
        const char *name = arena_print(&demo->arena, "%" STR_FMT, STR_ARG(key)).p;
        if (value.len > 0 && value.p[0] == '@')
            put_special(demo, c, name, str_from(value, 1));
        else
            demo_put_str(demo, name, value);
    }
}

void demo_way_begin(struct demo *demo, struct demo_case *c, const struct demo_way *way)
{
    const struct demo_way_step *step = &way->steps[c->step];
    if (c->matter == 0)
        demo_file(demo, way->register_key);
    else
        demo_event(demo, c, step->event);
    demo->command.event = str_of(step->event);
    demo->command.actor = actor(c, step->by); /* before the step moves the case elsewhere */
    put_fields(demo, c, step->fields);
}

/* What another system holds: its number in the event that begins the matter, then its steps. */
static void put_source(struct demo *demo, const struct demo_case *c, const struct demo_way *way,
                       struct event_source *source)
{
    *source = (struct event_source){
        .name = str_of(way->source),
        .number = c->matter != 0 ? STR_NONE
                                 : arena_print(&demo->arena, "DEMO%d-%05u", c->year, c->index + 1),
        .event = arena_print(&demo->arena, "%d", (int)c->step + 1)};
    demo->command.source = SOURCE_IMPORT;
    demo->command.origin = source;
}

bool demo_way_send(struct demo *demo, struct demo_case *c, const struct demo_way *way)
{
    const struct demo_way_step *step = &way->steps[c->step];
    struct event_source source;
    int64_t first = demo->command.actor;
    if (way->source != NULL)
        put_source(demo, c, way, &source);
    bool is_done = step->second == DEMO_NOBODY || way->source != NULL
                       ? demo_send(demo, c, first)
                       : demo_send_approved(demo, c, first, actor(c, step->second));
    if (is_done && step[1].event != NULL)
        demo_later(demo, c, c->step + 1, step[1].from, step[1].to);
    return is_done;
}

void demo_way_go(struct demo *demo, struct demo_case *c, const struct demo_way *way)
{
    demo_way_begin(demo, c, way);
    (void)demo_way_send(demo, c, way);
}
