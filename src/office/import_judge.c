/*
 * import_judge.c - which events of a plan are known, which differ, and whether the new ones are
 * possible: each is decided on a copy of its matter, in its order, as the committer will.
 */
#include <stdlib.h>
#include <string.h>

#include "base/assert.h"
#include "calendar/calendar.h"
#include "matter/decide.h"
#include "office/import_plan.h"
#include "office/import_source.h"
#include "office/internal.h"
#include "office/matter_json.h"
#include "os/clock.h"

/* ---- steps ---- */

static void spoil(struct plan *plan, struct plan_event *e, const char *text, struct str word)
{
    import_plan_complain(plan, e->file, e->line, e->column, "\"%" STR_FMT "\" %s", STR_ARG(word),
                         text);
    e->status = PLAN_BAD;
}

/* Events without a step are named by their kind and count: "receive.1", "dispatch.2". */
static void name_steps(struct plan *plan, const struct plan_matter *m)
{
    struct map counts, taken;
    map_init(&counts, plan->arena);
    map_init(&taken, plan->arena);
    for (size_t i = 0; i < m->events.n; i++) {
        struct plan_event *e = import_plan_event(plan, m, i);
        int64_t n = 0;
        (void)map_find(&counts, e->event, &n);
        map_put(&counts, e->event, ++n);
        if (e->step.len == 0)
            e->step =
                arena_print(plan->arena, "%" STR_FMT ".%lld", STR_ARG(e->event), (long long)n);
        if (!map_put(&taken, e->step, 0))
            spoil(plan, e, "is a step that stands here twice for this matter", e->step);
    }
}

/* ---- order ---- */

/* When an event is entered: by its moment; one that has only a day comes after the events of that
 * day that stand before it. */
static void time_events(struct plan *plan, const struct plan_matter *m)
{
    int64_t last = INT64_MIN;
    for (size_t i = 0; i < m->events.n; i++) {
        struct plan_event *e = import_plan_event(plan, m, i);
        int64_t day = date_is_none(e->on) ? 0 : instant_at(e->on, 0, 0, 0).ms, own = day;
        for (size_t k = 0; k < i && e->at.ms == 0; k++) {
            int64_t earlier = import_plan_event(plan, m, k)->sort_ms;
            if (earlier > own && earlier < day + 86400000)
                own = earlier;
        }
        e->sort_ms = e->at.ms != 0 ? e->at.ms : own;
        if (m->is_own && e->sort_ms < last) /* an export's rows stand in order */
            e->sort_ms = last;
        last = e->sort_ms;
    }
}

/* A mapping's columns stand in the order of the procedure, not of what happened. Few: insertion. */
static void sort_events(struct plan *plan, struct plan_matter *m)
{
    size_t *at = m->events.at;
    for (size_t i = 1; i < m->events.n; i++) {
        size_t v = at[i], k = i;
        for (; k > 0 && plan->events.at[at[k - 1]].sort_ms > plan->events.at[v].sort_ms; k--)
            at[k] = at[k - 1];
        at[k] = v;
    }
}

struct place {
    int64_t ms;
    size_t index;
};

static int compare_places(const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    if (x->ms != y->ms)
        return x->ms < y->ms ? -1 : 1;
    return (x->index > y->index) - (x->index < y->index);
}

static void order_events(struct plan *plan)
{
    size_t n = plan->events.n;
    struct place *places = arena_array(plan->arena, struct place, n + 1);
    plan->order = arena_array(plan->arena, size_t, n + 1);
    for (size_t i = 0; i < n; i++)
        places[i] = (struct place){plan->events.at[i].sort_ms, i};
    if (n > 1)
        qsort(places, n, sizeof *places, compare_places);
    for (size_t i = 0; i < n; i++)
        plan->order[i] = places[i].index;
}

/* ---- what is known ---- */

static void differ(struct plan *plan, struct plan_event *e, int column, struct str what,
                   struct str here, struct str there)
{
    complaints_add(&plan->result->differences, plan->options->files[e->file].name, e->line,
                   column > 0 ? column : e->column,
                   "%" STR_FMT " of %" STR_FMT ": the file says \"%" STR_FMT
                   "\", imported was \"%" STR_FMT "\"; nothing was changed",
                   STR_ARG(what), STR_ARG(e->step), STR_ARG(there), STR_ARG(here));
    e->status = PLAN_DIFFERENT;
}

static const struct plan_field *field_given(const struct plan_event *e, struct str name)
{
    for (size_t i = 0; i < e->fields_n; i++)
        if (str_equal(e->fields[i].name, name))
            return &e->fields[i];
    return NULL;
}

/* A value as people read it: a unit's name instead of its id. */
static struct str shown(struct plan *plan, const struct field_def *field, struct str text)
{
    const char *expected;
    int64_t value;
    if (!field_is_plain(field) || !event_value_parse(field, text, &value, &expected))
        return text;
    return matter_value_text(plan->office, field, value, false, plan->arena);
}

static void compare_value(struct plan *plan, struct plan_event *e, const struct field_def *field,
                          struct str here)
{
    const struct plan_field *given = field_given(e, field->key);
    struct str there = given == NULL ? STR_NONE : given->value;
    const char *expected;
    int64_t value;
    if (given != NULL && field_is_plain(field)
        && event_value_parse(field, there, &value, &expected))
        there = event_value_print(field, value, plan->arena); /* 1.50 is 1.5 */
    if (!str_equal(here, there))
        differ(plan, e, given == NULL ? 0 : given->column, field->title.zh,
               shown(plan, field, here), shown(plan, field, there));
}

static void compare_event(struct plan *plan, struct plan_event *e, const struct event *known)
{
    const struct register_def *def = known->def;
    char here[DATE_TEXT_BYTES], there[DATE_TEXT_BYTES];
    struct str key = known->replaces != 0 ? STR("amend") : def->events[known->event].key;
    if (!str_equal(e->event, key))
        differ(plan, e, 0, STR("event"), key, e->event);
    if (date_compare(known->on, e->on) != 0)
        differ(plan, e, e->on_column, STR("on"), date_print(known->on, here),
               date_print(e->on, there));
    for (size_t i = 0; i < def->fields_n; i++) {
        const struct field_def *field = &def->fields[i];
        struct str value = STR_NONE;
        if (field_is_sealed(field))
            continue;
        for (size_t k = 0; k < known->values.n; k++)
            if (known->values.at[k].field == (int)i)
                value = event_value_print(field, known->values.at[k].value, plan->arena);
        for (size_t k = 0; k < known->texts.n; k++)
            if (known->texts.at[k].field == (int)i)
                value = known->texts.at[k].text;
        compare_value(plan, e, field, value);
    }
}

/* An imported event that the other system no longer tells. */
static void tell_missing(struct plan *plan, const struct plan_matter *m, struct str step,
                         const struct event *known)
{
    char on[DATE_TEXT_BYTES];
    bool is_there = !str_equal(known->source.name, m->source);
    for (size_t i = 0; !is_there && i < m->events.n; i++)
        is_there = str_equal(import_plan_event(plan, m, i)->step, step);
    if (is_there)
        return;
    date_print(known->on, on);
    complaints_add(&plan->result->differences, plan->options->files[m->file].name, m->line, 1,
                   "%" STR_FMT " of %s was imported and is no longer in the file; nothing was "
                   "changed",
                   STR_ARG(step), on);
}

/* ---- links ---- */

/* "REGISTER SOURCE NUMBER" becomes an id, or the index of a matter of the same files. */
static bool resolve_link(struct plan *plan, struct plan_event *e, struct plan_field *f,
                         struct err *err)
{
    struct str key, rest, source, number;
    int64_t id = 0;
    if (str_to_i64(f->value, &id)) /* an id of this office */
        return true;
    const struct registry *registry = office_current(plan->office)->registry;
    bool is_good = str_cut(f->value, ' ', &key, &rest) && str_cut(rest, ' ', &source, &number);
    const struct register_def *def = is_good ? registry_find(registry, key) : NULL;
    if (def != NULL
        && !import_source_find(plan->reader, plan->arena, def, source, number, &id, err))
        return false;
    if (def != NULL && id == 0)
        f->link = import_plan_find(plan, key, source, number);
    if (id == 0 && f->link == 0) {
        import_plan_complain(plan, e->file, e->line, f->column,
                             "%" STR_FMT ": there is no matter \"%" STR_FMT
                             "\" here or in the file; expected: register source number",
                             STR_ARG(f->name), STR_ARG(f->value));
        e->status = PLAN_BAD;
    } else if (id != 0) {
        f->value = arena_print(plan->arena, "%lld", (long long)id);
    }
    return true;
}

static bool resolve_links(struct plan *plan, const struct plan_matter *m, struct err *err)
{
    for (size_t i = 0; i < m->events.n; i++) {
        struct plan_event *e = import_plan_event(plan, m, i);
        for (size_t k = 0; k < e->fields_n; k++) {
            int field = register_field(m->def, e->fields[k].name);
            if (m->def->fields[field].type == FIELD_MATTER
                && !resolve_link(plan, e, &e->fields[k], err))
                return false;
        }
    }
    return true;
}

/* ---- deciding ---- */

struct judging {
    struct plan *plan;
    struct plan_matter *m;
    struct arena scratch;
    struct matter *matter;
    LIST_OF(struct fold_step) steps; /* its history, for amendments */
    struct decide_context context;
    int64_t seq_next;
};

static bool load_known(struct judging *j, struct err *err)
{
    struct plan *plan = j->plan;
    struct plan_matter *m = j->m;
    struct reader_event *events;
    struct map at;
    size_t n;
    if (!import_source_find(plan->reader, plan->arena, m->def, m->source, m->number, &m->id, err))
        return false;
    m->is_known = m->id != 0;
    if (!m->is_known) {
        j->matter = matter_new(&j->scratch, m->def, 1);
        return true;
    }
    if (!reader_matter(plan->reader, &j->scratch, m->id, &j->matter, err)
        || !reader_events(plan->reader, &j->scratch, j->matter, &events, &n, err))
        return false;
    struct str *steps = import_source_steps(&j->scratch, events, n);
    map_init(&at, &j->scratch);
    for (size_t i = 0; i < n; i++) {
        map_put(&at, steps[i], (int64_t)i);
        list_push(&j->scratch, &j->steps, (struct fold_step){events[i].event, events[i].calendar});
    }
    for (size_t i = 0; i < m->events.n; i++) {
        struct plan_event *e = import_plan_event(plan, m, i);
        int64_t k;
        if (e->status != PLAN_NEW || !map_find(&at, e->step, &k))
            continue;
        e->status = PLAN_KNOWN;
        e->seq = events[k].seq;
        compare_event(plan, e, events[k].event);
    }
    for (size_t i = 0; i < n && !m->is_own; i++)
        tell_missing(plan, m, steps[i], events[i].event);
    return true;
}

/* A field's complaint stands at its cell, one about the date at the date, all others at the event.
 */
static void take_complaints(struct judging *j, struct plan_event *e,
                            const struct complaints *complaints)
{
    for (size_t i = 0; i < complaints->list.n; i++) {
        const struct complaint *c = &complaints->list.at[i];
        const struct plan_field *f = field_given(e, c->file);
        int column = f != NULL                                        ? f->column
                     : str_equal_c(c->file, "on") && e->on_column > 0 ? e->on_column
                                                                      : e->column;
        import_plan_complain(j->plan, e->file, e->line, column, "%" STR_FMT ": %" STR_FMT,
                             STR_ARG(c->file), STR_ARG(c->text));
    }
}

/* Could one person enter it today: recent, and of a kind that needs no approval? */
static bool needs_second(const struct judging *j, const struct plan_event *e)
{
    int event = register_event(j->m->def, e->event);
    if (event == NONE || e->actor == ACTOR_LAW)
        return true;
    int regime = j->matter->state == NONE ? 0 : j->matter->regime;
    if (j->matter->state != NONE && j->m->def->events[event].approve.of[regime].len > 0)
        return true;
    return date_compare(e->on, j->context.today) < 0
           && calendar_count(j->context.calendar, e->on, j->context.today)
                  > LIMIT_BACKDATE_WORKING_DAYS;
}

static bool link_is_coming(struct judging *j, struct plan_event *e)
{
    for (size_t i = 0; i < e->fields_n; i++) {
        const struct plan_field *f = &e->fields[i];
        if (f->link == 0 || j->plan->matters.at[f->link - 1].is_coming)
            continue;
        import_plan_complain(j->plan, e->file, e->line, f->column,
                             "%" STR_FMT ": \"%" STR_FMT
                             "\" begins only later, or could not be taken",
                             STR_ARG(f->name), STR_ARG(f->value));
        return false;
    }
    return true;
}

static void judge_event(struct judging *j, struct plan_event *e)
{
    struct plan *plan = j->plan;
    struct complaints complaints;
    struct decision decision = {0};
    struct command command;
    struct event_source origin;
    complaints_init(&complaints, plan->arena);
    import_plan_command(plan, e, &j->scratch, &command, &origin);
    if (plan->second_needed == 0 && needs_second(j, e))
        plan->second_needed = (size_t)(e - plan->events.at) + 1;
    command.matter = j->matter->state == NONE ? 0 : 1;
    if (str_equal_c(e->event, "amend"))
        j->context.steps = fold_resolve(&j->scratch, j->steps.at, j->steps.n, &j->context.steps_n);
    if (!decide(&j->scratch, &j->context, j->m->def, j->matter, &command, j->seq_next, &decision,
                &complaints)) {
        take_complaints(j, e, &complaints);
        e->status = PLAN_BAD;
        return;
    }
    e->seq = j->seq_next++;
    for (size_t i = 0; i < decision.events.n; i++)
        list_push(&j->scratch, &j->steps,
                  (struct fold_step){decision.events.at[i], j->context.calendar});
    if (decision.needs_fold)
        j->matter =
            fold_all(&j->scratch, j->m->def, j->matter->id, j->steps.at, j->steps.n, NULL, NULL);
}

/* From the first event that cannot be taken on, the rest of the matter is left out with it. */
static void judge_events(struct judging *j)
{
    struct plan_matter *m = j->m;
    bool is_good = true;
    for (size_t i = 0; i < m->events.n; i++) {
        struct plan_event *e = import_plan_event(j->plan, m, i);
        if (e->status == PLAN_KNOWN || e->status == PLAN_DIFFERENT)
            continue;
        if (is_good && e->status == PLAN_NEW)
            judge_event(j, e);
        is_good = is_good && e->status == PLAN_NEW;
        if (!is_good)
            e->status = PLAN_BAD;
    }
}

static bool judge_matter(struct plan *plan, struct plan_matter *m, struct err *err)
{
    const struct office_version *version = office_current(plan->office);
    struct judging j = {
        .plan = plan,
        .m = m,
        .context = {.registry = version->registry,
                    .calendar = version->calendar,
                    .organisation = version->organisation,
                    .at = prepare_moment(plan->office, &(struct command){0}),
                    .today = office_today(plan->office),
                    .closed_through = DATE_NONE},
        .seq_next = INT64_MAX / 2,
    };
    arena_init(&j.scratch, 0);
    name_steps(plan, m);
    time_events(plan, m);
    if (!m->is_own)
        sort_events(plan, m);
    bool ok = resolve_links(plan, m, err) && load_known(&j, err);
    if (ok)
        judge_events(&j);
    arena_done(&j.scratch);
    return ok;
}

/* In the order of entry: a link must lead to what is there by then. */
static void judge_links(struct plan *plan)
{
    struct judging j = {.plan = plan};
    for (size_t i = 0; i < plan->events.n; i++) {
        struct plan_event *e = &plan->events.at[plan->order[i]];
        struct plan_matter *m = &plan->matters.at[e->matter];
        if (e->status == PLAN_NEW && m->is_bad)
            e->status = PLAN_BAD;
        if (e->status == PLAN_NEW && !link_is_coming(&j, e)) {
            e->status = PLAN_BAD;
            m->is_bad = true;
        }
        if (e->status == PLAN_NEW || m->is_known)
            m->is_coming = true;
    }
}

bool import_judge(struct plan *plan, struct err *err)
{
    for (size_t i = 0; i < plan->matters.n; i++)
        if (!judge_matter(plan, &plan->matters.at[i], err))
            return false;
    order_events(plan);
    judge_links(plan);
    return true;
}
