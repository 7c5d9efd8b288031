#include "matter/clock.h"

#include "base/assert.h"

static const struct clock_rule *rule_of(const struct matter *matter, int clock)
{
    return &matter->def->clocks[clock].rules[matter->regime];
}

struct term_rule clock_term_rule(const struct matter *matter, int clock)
{
    const struct clock_state *state = &matter->clocks[clock];
    const struct clock_rule *rule = rule_of(matter, clock);
    return (struct term_rule){
        .length = state->length,
        .roll_next = rule->roll_next,
        .is_backward = matter->def->clocks[clock].is_backward,
        .backward_inclusive = rule->backward_inclusive,
        .extend_from_rolled = rule->extend_from_rolled,
        .extension = state->extension,
        .pauses = state->pauses,
        .pauses_n = state->pauses_n,
    };
}

static struct period length_of(const struct matter *matter, const struct clock_rule *rule)
{
    const struct length_def *length = &rule->length;
    if (length->kind == LENGTH_BY_CHOICE && matter->is_set[length->field]) {
        struct period period = length->by_choice[matter->values[length->field]];
        if (period.n > 0)
            return period;
    }
    return length->kind == LENGTH_UNTIL ? (struct period){0} : length->period;
}

static bool is_hours(const struct clock_state *state)
{
    return state->length.n > 0 && state->length.unit == PERIOD_HOURS;
}

static void reckon(struct matter *matter, int clock, const struct calendar *calendar)
{
    struct clock_state *state = &matter->clocks[clock];
    const struct clock_rule *rule = rule_of(matter, clock);
    if (rule->length.kind == LENGTH_UNTIL) {
        bool is_set = matter->is_set[rule->length.field];
        state->due =
            is_set ? (struct date){(int32_t)matter->values[rule->length.field]} : DATE_NONE;
        state->unrolled = state->due;
        return;
    }
    if (is_hours(state)) {
        int hours = state->length.n + (state->extensions > 0 ? state->extension.n : 0);
        state->due_ms = term_reckon_hours((struct instant){state->started_ms}, hours).ms;
        state->due = instant_date((struct instant){state->due_ms});
        state->unrolled = state->due;
        return;
    }
    struct term_rule term = clock_term_rule(matter, clock);
    struct term_due due = {DATE_NONE, DATE_NONE, false};
    (void)term_reckon(calendar, state->origin, &term, &due); /* none: outside the years known */
    state->due = due.due;
    state->unrolled = due.unrolled;
    state->is_provisional = due.is_provisional;
}

static struct date origin_of(const struct matter *matter, const struct clock_rule *rule,
                             const struct event *event)
{
    if (rule->before != NONE)
        return (struct date){(int32_t)matter->values[rule->before]};
    struct date latest = DATE_NONE; /* of those that happened */
    for (size_t i = 0; i < rule->from.n; i++) {
        int from = rule->from.at[i];
        if (matter->times[from] > 0
            && (date_is_none(latest)
                || date_compare(matter->occurrences[from].last_on, latest) > 0))
            latest = matter->occurrences[from].last_on;
    }
    return date_is_none(latest) ? event->on : latest;
}

static void start(struct matter *matter, int clock, const struct event *event,
                  const struct calendar *calendar)
{
    struct clock_state *state = &matter->clocks[clock];
    const struct clock_rule *rule = rule_of(matter, clock);
    bool has_day = (rule->length.kind != LENGTH_UNTIL || matter->is_set[rule->length.field])
                   && (rule->before == NONE || matter->is_set[rule->before]);
    if (!rule->exists || !has_day)
        return; /* no such clock here, or nobody has set its day */
    int instances = state->instances;
    *state = (struct clock_state){
        .status = CLOCK_RUNNING,
        .origin = origin_of(matter, rule, event),
        .stopped_on = DATE_NONE,
        .length = length_of(matter, rule),
        .instances = instances + 1,
    };
    matter->met[clock] = 0;
    if (is_hours(state))
        state->started_ms = event_moment(event).ms;
    reckon(matter, clock, calendar);
}

static void pause(struct arena *arena, struct matter *matter, int clock, struct date on)
{
    struct clock_state *state = &matter->clocks[clock];
    if (state->status != CLOCK_RUNNING || state->pauses_n == LIMIT_CLOCK_PAUSES)
        return;
    struct term_pause *pauses = arena_array(arena, struct term_pause, state->pauses_n + 1);
    for (size_t i = 0; i < state->pauses_n; i++)
        pauses[i] = state->pauses[i];
    pauses[state->pauses_n] = (struct term_pause){on, DATE_NONE};
    state->pauses = pauses;
    state->pauses_n++;
    state->status = CLOCK_PAUSED;
}

static void resume(struct matter *matter, int clock, struct date on,
                   const struct calendar *calendar)
{
    struct clock_state *state = &matter->clocks[clock];
    if (state->status != CLOCK_PAUSED)
        return;
    gl_assert(state->pauses_n > 0);
    state->pauses[state->pauses_n - 1].to = on;
    state->status = CLOCK_RUNNING;
    reckon(matter, clock, calendar);
}

static bool is_open(const struct clock_state *state)
{
    return state->status == CLOCK_RUNNING || state->status == CLOCK_PAUSED;
}

/* A clock that stops while it is paused has stood still up to that day (K12). */
static void stop(struct matter *matter, int clock, const struct event *event,
                 const struct calendar *calendar)
{
    struct clock_state *state = &matter->clocks[clock];
    if (!is_open(state))
        return;
    if (state->status == CLOCK_PAUSED)
        resume(matter, clock, event->on, calendar);
    state->status = CLOCK_STOPPED;
    state->stopped_on = event->on;
    if (is_hours(state))
        state->is_met = event_moment(event).ms <= state->due_ms;
    else
        state->is_met = date_is_none(state->due) || date_compare(event->on, state->due) <= 0;
    if (event->actor == ACTOR_LAW) /* nobody acted in time */
        state->is_met = false;
    matter->met[clock] = state->is_met;
}

static void extend(struct matter *matter, int clock, const struct calendar *calendar)
{
    struct clock_state *state = &matter->clocks[clock];
    const struct clock_rule *rule = rule_of(matter, clock);
    if (!is_open(state))
        return;
    struct period granted = rule->extension;
    if (rule->extension_field != NONE && matter->is_set[rule->extension_field])
        granted.n = (int)matter->values[rule->extension_field];
    int before = state->extensions > 0 ? state->extension.n : 0;
    state->extension = granted;
    state->extension.n += before;
    state->extensions++;
    reckon(matter, clock, calendar);
}

static bool has(struct id_list list, int id)
{
    for (size_t i = 0; i < list.n; i++)
        if (list.at[i] == id)
            return true;
    return false;
}

void clock_apply(struct arena *arena, struct matter *matter, const struct event *event,
                 const struct calendar *calendar)
{
    const struct event_def *def = &matter->def->events[event->event];
    for (int i = 0; i < (int)matter->def->clocks_n; i++) {
        const struct clock_rule *rule = rule_of(matter, i);
        if (has(def->stops, i))
            stop(matter, i, event, calendar);
        if (has(def->cancels, i) && is_open(&matter->clocks[i]))
            matter->clocks[i].status = CLOCK_CANCELLED;
        if (has(def->pauses, i))
            pause(arena, matter, i, event->on);
        if (has(def->resumes, i))
            resume(matter, i, event->on, calendar);
        if (rule->exists && rule->extension_event == event->event)
            extend(matter, i, calendar);
        if (has(def->starts, i) || has(def->restarts, i))
            start(matter, i, event, calendar);
        else if (event->clock == i && matter->clocks[i].status == CLOCK_RUNNING)
            stop(matter, i, event, calendar); /* it ran out, whatever else the event does */
    }
}

bool clock_recalendar(struct matter *matter, const struct calendar *calendar)
{
    bool is_moved = false;
    for (int i = 0; i < (int)matter->def->clocks_n; i++) {
        struct clock_state *state = &matter->clocks[i];
        if (state->status != CLOCK_RUNNING || is_hours(state))
            continue;
        struct clock_state before = *state;
        reckon(matter, i, calendar);
        is_moved |= date_compare(before.due, state->due) != 0
                    || before.is_provisional != state->is_provisional;
    }
    return is_moved;
}
