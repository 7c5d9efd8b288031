#include "matter/decide.h"

#include "base/assert.h"
#include "text/utf8.h"

/* What one decision works on. */
struct deciding {
    struct arena *arena;
    const struct decide_context *context;
    const struct register_def *def;
    struct matter *matter;
    const struct command *command;
    struct complaints *complaints;
    struct event *event;
    struct str approve; /* role of the second person, or empty */
};

#define complain(d, where, ...) complaints_add((d)->complaints, (where), 0, 0, __VA_ARGS__)

static struct event *new_event(struct arena *arena, const struct register_def *def, int event)
{
    struct event *e = arena_new(arena, struct event);
    e->def = def;
    e->event = event;
    e->clock = NONE;
    e->replaced_on = DATE_NONE;
    return e;
}

static bool has_id(struct id_list list, int id)
{
    for (size_t i = 0; i < list.n; i++)
        if (list.at[i] == id)
            return true;
    return false;
}

/* ---- what the law does by itself ---- */

static struct date expiry_day(const struct matter *matter, int clock, enum expiry_on on)
{
    const struct clock_state *state = &matter->clocks[clock];
    if (on == EXPIRY_ON_ORIGIN)
        return state->origin;
    return on == EXPIRY_ON_DUE ? state->due : date_add_days(state->due, 1);
}

void decide_expiries(struct arena *arena, const struct decide_context *context,
                     struct matter *matter, int64_t seq_next, struct decision *decision)
{
    for (;;) {
        int clock = NONE;
        struct date due = matter_expiry(matter, &clock);
        if (date_is_none(due) || date_compare(due, context->today) >= 0)
            return;
        const struct expiry_def *expiry = &matter->def->clocks[clock].rules[matter->regime].expiry;
        struct event *event = new_event(arena, matter->def, expiry->event);
        const struct event_def *def = &matter->def->events[expiry->event];
        event->actor = ACTOR_LAW;
        event->clock = clock;
        event->matter = matter->id;
        event->at = context->at;
        event->on = expiry_day(matter, clock, expiry->on);
        if (!def->from_any && (def->from >> matter->state & 1) == 0) {
            /* The step is no longer open: the clock is over and nothing follows. */
            matter->clocks[clock].status = CLOCK_CANCELLED;
            continue;
        }
        event->seq = seq_next + (int64_t)decision->events.n;
        fold_apply(arena, matter, event, context->calendar);
        list_push(arena, &decision->events, event);
    }
}

/* ---- which event ---- */

static void list_possible(const struct deciding *d, struct buf *out)
{
    for (size_t i = 0; i < d->def->events_n; i++) {
        const struct event_def *e = &d->def->events[i];
        bool fits = d->matter->state == NONE
                        ? e->is_creation
                        : !e->is_creation
                              && (e->from_any ? !d->def->states[d->matter->state].is_final
                                              : (e->from >> d->matter->state & 1) != 0);
        if (!fits || e->is_retired)
            continue;
        if (out->len > 0)
            buf_put_c(out, ", ");
        buf_put(out, e->key);
    }
}

static void complain_state(struct deciding *d, const struct event_def *e)
{
    struct buf possible;
    buf_init(&possible, 4096);
    list_possible(d, &possible);
    struct str state =
        d->matter->state == NONE ? STR("new") : d->def->states[d->matter->state].title.zh;
    complain(d, e->key,
             "the event %" STR_FMT " (%" STR_FMT ") is not possible in the state %" STR_FMT
             "; possible now: %" STR_FMT,
             STR_ARG(e->key), STR_ARG(e->title.zh), STR_ARG(state), STR_ARG(buf_str(&possible)));
    buf_done(&possible);
}

static int only_creation(const struct register_def *def)
{
    int found = NONE;
    for (size_t i = 0; i < def->events_n; i++) {
        if (!def->events[i].is_creation || def->events[i].is_retired)
            continue;
        if (found != NONE)
            return NONE;
        found = (int)i;
    }
    return found;
}

/* The event asked for, or NONE with a complaint. */
static int find_event(struct deciding *d)
{
    struct str key = d->command->event;
    int at = key.len == 0 ? only_creation(d->def) : register_event(d->def, key);
    if (at != NONE)
        return at;
    struct buf possible;
    buf_init(&possible, 4096);
    list_possible(d, &possible);
    complain(d, STR("event"), "%" STR_FMT " has no event \"%" STR_FMT "\"; possible now: %" STR_FMT,
             STR_ARG(d->def->key), STR_ARG(key), STR_ARG(buf_str(&possible)));
    buf_done(&possible);
    return NONE;
}

static void check_state(struct deciding *d, int at)
{
    const struct event_def *e = &d->def->events[at];
    const struct matter *m = d->matter;
    if (m->state == NONE ? !e->is_creation
                         : e->is_creation
                               || (e->from_any ? d->def->states[m->state].is_final
                                               : (e->from >> m->state & 1) == 0))
        complain_state(d, e);
    int regime = m->state == NONE ? register_regime(d->def, d->event->on) : m->regime;
    if (regime == NONE)
        complain(d, STR("on"), "no law of %" STR_FMT " was in force on that day",
                 STR_ARG(d->def->title.zh));
    else if ((e->regimes >> regime & 1) == 0)
        complain(d, e->key, "the event %" STR_FMT " does not exist under %" STR_FMT,
                 STR_ARG(e->title.zh), STR_ARG(d->def->regimes[regime].law));
    if (e->is_retired)
        complain(d, e->key, "the event is retired and can no longer be entered");
    if (m->seqs.n >= LIMIT_MATTER_EVENTS)
        complain(d, e->key, "a matter has at most %d events; link a new matter to it",
                 LIMIT_MATTER_EVENTS);
}

/* ---- fields ---- */

static void take_text(struct deciding *d, int field, struct str value)
{
    const struct field_def *def = &d->def->fields[field];
    struct event_value v = {.field = field, .text = value};
    if (value.len > LIMIT_FIELD_BYTES)
        complain(d, def->key, "the text has %zu bytes; at most %d are kept", value.len,
                 LIMIT_FIELD_BYTES);
    else if (def->max != INT64_MAX && (int64_t)utf8_count(value) > def->max)
        complain(d, def->key, "%" STR_FMT " has %zu characters; at most %lld are allowed",
                 STR_ARG(def->title.zh), utf8_count(value), (long long)def->max);
    event_has(d->event, field);
    if (field_is_sealed(def))
        list_push(d->arena, &d->event->sealed, v);
    else
        list_push(d->arena, &d->event->texts, v);
}

static void complain_value(struct deciding *d, const struct field_def *def, struct str value,
                           const char *expected)
{
    struct buf choices;
    buf_init(&choices, 4096);
    for (size_t i = 0; def->type == FIELD_CHOICE && i < def->choices_n; i++)
        buf_print(&choices, "%s%" STR_FMT, i == 0 ? ": " : ", ", STR_ARG(def->choices[i].key));
    /* The value itself may be personal: it is not repeated. */
    complain(d, def->key, "%" STR_FMT ": \"%" STR_FMT "\" is not %s%" STR_FMT,
             STR_ARG(def->title.zh), STR_ARG(field_is_sealed(def) ? STR("…") : value), expected,
             STR_ARG(buf_str(&choices)));
    buf_done(&choices);
}

static void take_field(struct deciding *d, const struct event_def *e,
                       const struct command_field *given, uint64_t seen[2])
{
    int field = register_field(d->def, given->name);
    if (field == NONE || !(has_id(e->asks, field) || has_id(e->may, field))) {
        complain(d, given->name, "%s; the event %" STR_FMT " does not take it",
                 field == NONE ? "there is no such field" : "the field is not asked here",
                 STR_ARG(e->key));
        return;
    }
    const struct field_def *def = &d->def->fields[field];
    if (seen[field / 64] >> (field % 64) & 1) {
        complain(d, given->name, "the field is given twice");
        return;
    }
    if (given->value.len == 0)
        return;
    seen[field / 64] |= (uint64_t)1 << (field % 64);
    if (!field_is_plain(def)) {
        take_text(d, field, given->value);
        return;
    }
    struct event_value v = {.field = field};
    const char *expected = "";
    if (!event_value_parse(def, given->value, &v.value, &expected))
        complain_value(d, def, given->value, expected);
    else if (def->type == FIELD_CHOICE && def->choices[v.value].is_retired)
        complain(d, given->name, "the choice %" STR_FMT " is retired", STR_ARG(given->value));
    else
        list_push(d->arena, &d->event->values, v);
}

static void take_fields(struct deciding *d, const struct event_def *e)
{
    uint64_t seen[2] = {0};
    for (size_t i = 0; i < d->command->fields_n; i++)
        take_field(d, e, &d->command->fields[i], seen);
    for (size_t i = 0; i < e->asks.n; i++) {
        int field = e->asks.at[i];
        if ((seen[field / 64] >> (field % 64) & 1) == 0)
            complain(d, d->def->fields[field].key, "%" STR_FMT " is missing; the event asks for it",
                     STR_ARG(d->def->fields[field].title.zh));
    }
}

/* ---- dates ---- */

/* Would the step be late today, but in time on the earlier date? */
static bool turns_late_into_timely(const struct deciding *d, const struct event_def *e)
{
    for (size_t i = 0; i < e->stops.n; i++) {
        const struct clock_state *clock = &d->matter->clocks[e->stops.at[i]];
        if (clock->status == CLOCK_RUNNING && date_compare(d->context->today, clock->due) > 0
            && date_compare(d->event->on, clock->due) <= 0)
            return true;
    }
    return false;
}

static void check_backdate(struct deciding *d, const struct event_def *e)
{
    struct date on = d->event->on, today = d->context->today;
    if (d->command->source != SOURCE_PERSON || date_compare(on, today) >= 0)
        return;
    int days = calendar_count(d->context->calendar, on, today);
    bool is_free = d->command->has_proof && days <= LIMIT_BACKDATE_WORKING_DAYS
                   && !turns_late_into_timely(d, e);
    if (!is_free && d->approve.len == 0)
        d->approve = STR("unit_head");
}

static void check_dates(struct deciding *d, const struct event_def *e)
{
    char text[DATE_TEXT_BYTES], limit[DATE_TEXT_BYTES];
    struct date on = d->event->on;
    date_print(on, text);
    if (date_compare(on, d->context->today) > 0)
        complain(d, STR("on"), "the legal date %s lies after today, %s", text,
                 date_print(d->context->today, limit).p);
    if (!date_is_none(d->matter->changed_on) && date_compare(on, d->matter->changed_on) < 0)
        complain(d, STR("on"),
                 "the legal date %s lies before the matter's last step of %s; an earlier fact is "
                 "entered as an amendment",
                 text, date_print(d->matter->changed_on, limit).p);
    if (!date_is_none(d->context->closed_through)
        && date_compare(on, d->context->closed_through) <= 0)
        complain(d, STR("on"), "the legal date %s lies in a closed period (through %s)", text,
                 date_print(d->context->closed_through, limit).p);
    check_backdate(d, e);
}

/* ---- guards and minimum periods ---- */

static void check_guards(struct deciding *d, const struct event_def *e)
{
    if (e->guards_n == 0)
        return;
    struct matter *after = fold_copy(d->arena, d->matter);
    for (size_t i = 0; i < d->event->values.n; i++) {
        const struct event_value *v = &d->event->values.at[i];
        after->values[v->field] = v->value;
        after->is_set[v->field] = 1;
    }
    for (size_t i = 0; i < d->def->fields_n; i++)
        if (d->event->has[i / 64] >> (i % 64) & 1)
            after->is_set[i] = 1;
    struct expr_env env = matter_env(after);
    for (size_t i = 0; i < e->guards_n; i++) {
        const struct guard_def *guard = &e->guards[i];
        bool applies = guard->regime == NONE || guard->regime == d->matter->regime;
        if (applies && !expr_is_true(guard->needs, &env))
            complain(d, e->key, "%" STR_FMT "%s%" STR_FMT, STR_ARG(guard->otherwise.zh),
                     guard->law.len > 0 ? " · " : "", STR_ARG(guard->law));
    }
}

static void check_minimum(struct deciding *d, int event)
{
    for (size_t i = 0; i < d->def->clocks_n; i++) {
        const struct clock_def *clock = &d->def->clocks[i];
        const struct clock_state *state = &d->matter->clocks[i];
        char due[DATE_TEXT_BYTES];
        if (clock->kind != CLOCK_MINIMUM || state->status != CLOCK_RUNNING
            || (clock->blocks[event / 64] >> (event % 64) & 1) == 0
            || date_compare(d->event->on, state->due) > 0)
            continue;
        date_print(state->due, due);
        struct str law = clock->rules[d->matter->regime].law;
        if (!clock->is_generally)
            complain(d, clock->key,
                     "%" STR_FMT " is not over: it runs to the end of %s · %" STR_FMT,
                     STR_ARG(clock->title.zh), due, STR_ARG(law));
        else if (d->command->reason.len == 0)
            complain(d, clock->key,
                     "%" STR_FMT " generally runs to the end of %s; cutting it short needs a "
                     "reason and an approver · %" STR_FMT,
                     STR_ARG(clock->title.zh), due, STR_ARG(law));
        else if (d->approve.len == 0)
            d->approve = STR("body_head");
    }
}

/* ---- the second person ---- */

static void check_approval(struct deciding *d)
{
    const struct command *command = d->command;
    for (size_t i = 0; i < d->matter->proposals.n; i++) {
        const struct proposal *p = &d->matter->proposals.at[i];
        if (p->seq != command->approves)
            continue;
        int64_t last = d->matter->seqs.at[d->matter->seqs.n - 1];
        /* An earlier legal date is part of what is approved; otherwise the day of the approval
         * is the event's. */
        if (date_compare(p->on, instant_date(p->at)) < 0 && d->event->replaces == 0)
            d->event->on = p->on;
        if (p->fields_hash != event_fields_hash(d->event))
            complain(d, STR("approves"),
                     "the fields are not those that were proposed; an approval signs exactly what "
                     "was shown");
        if (p->actor == command->actor)
            complain(d, STR("approves"), "the second person must be another than the first");
        if (last != p->seq)
            complain(d, STR("approves"),
                     "the matter has changed since the proposal; propose again");
        if (d->context->at.ms - p->at.ms > (int64_t)LIMIT_APPROVAL_HOURS * 3600000)
            complain(d, STR("approves"), "the proposal lapsed after %d hours; propose again",
                     LIMIT_APPROVAL_HOURS);
        return;
    }
    complain(d, STR("approves"), "no proposal with the number %lld waits on this matter",
             (long long)command->approves);
}

static void settle_approval(struct deciding *d, struct decision *decision)
{
    d->event->approves = d->command->approves;
    if (d->command->approves != 0) {
        check_approval(d);
    } else if (d->approve.len > 0 && d->command->source == SOURCE_PERSON) {
        d->event->form = EVENT_PROPOSED;
        d->event->fields_hash = event_fields_hash(d->event);
        decision->is_proposed = true;
    }
}

/* ---- amendments ---- */

static bool decide_amendment(struct deciding *d, struct decision *decision)
{
    const struct command *command = d->command;
    bool is_known = false;
    for (size_t i = 0; i < d->matter->seqs.n; i++)
        is_known |= d->matter->seqs.at[i] == command->replaces;
    if (!is_known || d->context->replaced == NULL) {
        complain(d, STR("replaces"), "the matter has no event with the number %lld",
                 (long long)command->replaces);
        return false;
    }
    if (command->reason.len == 0)
        complain(d, STR("reason"), "an amendment needs a reason");
    const struct event *replaced = d->context->replaced;
    d->event->event = replaced->event;
    d->event->form = EVENT_AMENDMENT;
    d->event->replaces = command->replaces;
    d->event->is_struck = command->is_strike;
    d->event->replaced_on = date_is_none(command->on) ? replaced->on : command->on;
    d->event->on = d->context->today;
    if (command->is_strike && d->def->events[replaced->event].is_creation)
        complain(d, STR("replaces"), "the event that began the matter cannot be struck");
    if (date_compare(d->event->replaced_on, d->context->today) > 0)
        complain(d, STR("on"), "the corrected legal date lies after today");
    if (!command->is_strike)
        take_fields(d, &d->def->events[replaced->event]);
    d->approve = STR("unit_head");
    settle_approval(d, decision);
    decision->needs_fold = d->event->form == EVENT_AMENDMENT;
    return true;
}

/* ---- the decision ---- */

static bool decide_event(struct deciding *d, struct decision *decision)
{
    int at = find_event(d);
    if (at == NONE)
        return false;
    const struct event_def *e = &d->def->events[at];
    d->event->event = at;
    d->approve = d->matter->state == NONE ? STR_NONE : e->approve.of[d->matter->regime];
    check_state(d, at);
    take_fields(d, e);
    if (d->complaints->list.n > 0)
        return false;
    check_dates(d, e);
    check_guards(d, e);
    check_minimum(d, at);
    settle_approval(d, decision);
    return true;
}

bool decide(struct arena *arena, const struct decide_context *context,
            const struct register_def *def, struct matter *matter, const struct command *command,
            int64_t seq_next, struct decision *decision_out, struct complaints *complaints)
{
    struct decision decision = {0};
    size_t complaints_before = complaints->list.n;
    if (matter->state != NONE && command->source == SOURCE_PERSON)
        decide_expiries(arena, context, matter, seq_next, &decision);
    struct deciding d = {
        .arena = arena,
        .context = context,
        .def = def,
        .matter = matter,
        .command = command,
        .complaints = complaints,
        .event = new_event(arena, def, NONE),
    };
    d.event->matter = matter->id;
    d.event->actor = command->actor;
    d.event->at = context->at;
    d.event->on = date_is_none(command->on) ? context->today : command->on;
    d.event->seq = seq_next + (int64_t)decision.events.n;
    bool is_amendment = str_equal_c(command->event, "amend");
    bool went_well = is_amendment ? decide_amendment(&d, &decision) : decide_event(&d, &decision);
    if (!went_well || complaints->list.n > complaints_before)
        return false;
    list_push(arena, &decision.events, d.event);
    if (!decision.needs_fold)
        fold_apply(arena, matter, d.event, context->calendar);
    *decision_out = decision;
    return true;
}
