#include "matter/decide.h"
#include "matter/name.h"

#include <string.h>

#include "base/assert.h"
#include "matter/conflict.h"
#include "text/identifier.h"
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
    while (matter->seqs.n < LIMIT_MATTER_EVENTS) {
        int clock = NONE;
        struct date due = matter_expiry(matter, &clock);
        if (date_is_none(due) || date_compare(due, context->today) >= 0)
            return;
        const struct expiry_def *expiry = &matter->def->clocks[clock].rules[matter->regime].expiry;
        struct event *event = new_event(arena, matter->def, expiry->event);
        event->actor = ACTOR_LAW;
        event->clock = clock;
        event->matter = matter->id;
        event->at = context->at;
        event->on = expiry_day(matter, clock, expiry->on);
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
        if (!matter_allows(d->matter, (int)i) || e->is_retired)
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
    if (!matter_allows(m, at))
        complain_state(d, e);
    int regime = m->state == NONE ? register_regime(d->def, d->event->on) : m->regime;
    if (regime == NONE)
        complain(d, STR("on"), "no law of %" STR_FMT " was in force on that day",
                 STR_ARG(d->def->title.zh));
    else if ((e->regimes >> regime & 1) == 0)
        complain(d, e->key, "the event %" STR_FMT " does not exist under %" STR_FMT,
                 STR_ARG(e->title.zh), STR_ARG(d->def->regimes[regime].law));
    if (e->is_retired && d->command->source == SOURCE_PERSON)
        complain(d, e->key, "the event is retired and can no longer be entered");
    if (m->seqs.n >= LIMIT_MATTER_EVENTS)
        complain(d, e->key, "a matter has at most %d events; link a new matter to it",
                 LIMIT_MATTER_EVENTS);
}

/* ---- fields ---- */

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

/* The check character tells a misread number. The value may be personal: it is not repeated. */
static void check_form(struct deciding *d, const struct field_def *def, struct str value)
{
    if (def->form == FORM_INDEX_NUMBER && !identifier_is_index_number(value))
        complain(d, def->key,
                 "%" STR_FMT " is no index number; expected the nine characters of the organ's "
                 "code with the right check character, the year and five digits, as "
                 "000014349/2023-06836",
                 STR_ARG(def->title.zh));
    if (def->form == FORM_ORGAN_CODE && !identifier_is_organ_code(value))
        complain(d, def->key,
                 "%" STR_FMT " is no organ code; expected eight characters and the right check "
                 "character, as 00001434-9",
                 STR_ARG(def->title.zh));
}

static void take_text(struct deciding *d, int field, struct str value)
{
    const struct field_def *def = &d->def->fields[field];
    struct event_value v = {.field = field, .text = value};
    const char *expected = "";
    int64_t number;
    bool is_words = def->type == FIELD_TEXT || def->type == FIELD_FILE || def->type == FIELD_PARTY
                    || def->type == FIELD_PARTIES;
    if (!is_words && !event_value_parse(def, value, &number, &expected))
        complain_value(d, def, value, expected);
    if (value.len > LIMIT_FIELD_BYTES)
        complain(d, def->key, "the text has %zu bytes; at most %d are kept", value.len,
                 LIMIT_FIELD_BYTES);
    else if (is_words && def->max != INT64_MAX && (int64_t)utf8_count(value) > def->max)
        complain(d, def->key, "%" STR_FMT " has %zu characters; at most %lld are allowed",
                 STR_ARG(def->title.zh), utf8_count(value), (long long)def->max);
    check_form(d, def, value);
    event_has(d->event, field);
    if (field_is_sealed(def))
        list_push(d->arena, &d->event->sealed, v);
    else
        list_push(d->arena, &d->event->texts, v);
}

static const struct decide_linked *find_linked(const struct deciding *d, int field, int64_t id)
{
    for (size_t i = 0; i < d->context->linked_n; i++) {
        const struct decide_linked *linked = &d->context->linked[i];
        if (linked->field == field && linked->id == id)
            return linked;
    }
    return NULL;
}

/* A link leads to a matter of its register, and not to the matter itself. */
static void check_linked(struct deciding *d, const struct field_def *def, int64_t id)
{
    const struct decide_linked *linked = find_linked(d, register_field(d->def, def->key), id);
    const struct register_def *other = d->context->registry->registers[def->linked];
    if (linked != NULL
        && (linked->matter == NULL || linked->matter->def->id != def->linked
            || id == d->matter->id))
        complain(d, def->key, "%lld is no other matter of %" STR_FMT, (long long)id,
                 STR_ARG(other->title.zh));
}

/* Units, staff and matters are named by ids that must be there. */
static void check_id(struct deciding *d, const struct field_def *def, int64_t id)
{
    const struct organisation *org = d->context->organisation;
    bool is_place = def->type == FIELD_PLACE;
    if ((def->type == FIELD_UNIT || is_place) && org != NULL) {
        const struct unit *unit = organisation_unit(org, id);
        if (unit == NULL)
            complain(d, def->key, "no unit has the number %lld", (long long)id);
        else if (is_place && !str_equal_c(unit->kind, "subdistrict")
                 && !str_equal_c(unit->kind, "community"))
            complain(d, def->key, "%" STR_FMT " is no subdistrict or community",
                     STR_ARG(unit->name));
    } else if (def->type == FIELD_PERSON && org != NULL && organisation_person(org, id) == NULL) {
        complain(d, def->key, "no member of staff has the number %lld", (long long)id);
    } else if (def->type == FIELD_MATTER
               && (id < 1 || (d->context->matter_next > 0 && id >= d->context->matter_next))) {
        complain(d, def->key, "there is no matter with the number %lld", (long long)id);
    } else if (def->type == FIELD_MATTER && def->linked != NONE) {
        check_linked(d, def, id);
    }
}

static void take_value(struct deciding *d, int field, struct str value)
{
    const struct field_def *def = &d->def->fields[field];
    struct event_value v = {.field = field};
    const char *expected = "";
    if (d->context->organisation != NULL && name_is(def, value)) {
        struct name_question named = {d->context->organisation, def, d->event->on};
        if (!name_find(&named, value, &v.value, d->complaints))
            return;
    } else if (!event_value_parse(def, value, &v.value, &expected)) {
        complain_value(d, def, value, expected);
        return;
    }
    if (def->type == FIELD_CHOICE && def->choices[v.value].is_retired
        && d->command->source == SOURCE_PERSON)
        complain(d, def->key, "the choice %" STR_FMT " is retired", STR_ARG(value));
    check_id(d, def, v.value);
    list_push(d->arena, &d->event->values, v);
}

static bool asks_for(const struct event_def *e, int field)
{
    return field != NONE && (has_id(e->asks, field) || has_id(e->may, field));
}

/* A personal value that the source keeps: that it was given is all that is known here. */
static void take_withheld(struct deciding *d, const struct event_def *e, struct str name,
                          uint64_t seen[2])
{
    int field = register_field(d->def, name);
    gl_assert(d->command->source != SOURCE_PERSON);
    if (!asks_for(e, field) || !field_is_sealed(&d->def->fields[field])) {
        complain(d, name, "is no personal field that the event %" STR_FMT " takes",
                 STR_ARG(e->key));
        return;
    }
    seen[field / 64] |= (uint64_t)1 << (field % 64);
    event_has(d->event, field);
}

static void take_field(struct deciding *d, const struct event_def *e,
                       const struct command_field *given, uint64_t seen[2])
{
    int field = register_field(d->def, given->name);
    if (!asks_for(e, field)) {
        complain(d, given->name, "%s; the event %" STR_FMT " does not take it",
                 field == NONE ? "there is no such field" : "the field is not asked here",
                 STR_ARG(e->key));
        return;
    }
    if (seen[field / 64] >> (field % 64) & 1) {
        complain(d, given->name, "the field is given twice");
        return;
    }
    if (given->value.len == 0)
        return;
    seen[field / 64] |= (uint64_t)1 << (field % 64);
    if (field_is_plain(&d->def->fields[field]))
        take_value(d, field, given->value);
    else
        take_text(d, field, given->value);
}

/* By field, so that the order in which a door names them makes no difference. */
static void sort_values(struct event_value *at, size_t n)
{
    for (size_t i = 1; i < n; i++) { /* few: insertion sort */
        struct event_value v = at[i];
        size_t k = i;
        for (; k > 0 && at[k - 1].field > v.field; k--)
            at[k] = at[k - 1];
        at[k] = v;
    }
}

/* How many bytes the texts take as canonical JSON. */
static size_t json_bytes(const struct event *event, const struct event_value *at, size_t n)
{
    size_t bytes = 2;
    for (size_t i = 0; i < n; i++) {
        bytes += event->def->fields[at[i].field].key.len + 6;
        for (size_t k = 0; k < at[i].text.len; k++) {
            unsigned char c = (unsigned char)at[i].text.p[k];
            bytes += c < 0x20 ? 6 : c == '"' || c == '\\' ? 2 : 1;
        }
    }
    return bytes;
}

static void check_size(struct deciding *d)
{
    const struct event *event = d->event;
    size_t texts = json_bytes(event, event->texts.at, event->texts.n) + d->command->reason.len * 6;
    size_t sealed = json_bytes(event, event->sealed.at, event->sealed.n);
    if (texts > LIMIT_PAYLOAD_BYTES - 100 || sealed > LIMIT_PAYLOAD_BYTES - 100)
        complain(d, STR("event"), "its texts have %zu bytes together; an event keeps at most %d",
                 texts > sealed ? texts : sealed, LIMIT_PAYLOAD_BYTES - 100);
}

static void take_fields(struct deciding *d, const struct event_def *e)
{
    uint64_t seen[2] = {0};
    for (size_t i = 0; i < d->command->fields_n; i++)
        take_field(d, e, &d->command->fields[i], seen);
    for (size_t i = 0; i < d->command->withheld_n; i++)
        take_withheld(d, e, d->command->withheld[i], seen);
    for (size_t i = 0; i < e->asks.n; i++) {
        int field = e->asks.at[i];
        if ((seen[field / 64] >> (field % 64) & 1) == 0)
            complain(d, d->def->fields[field].key, "%" STR_FMT " is missing; the event asks for it",
                     STR_ARG(d->def->fields[field].title.zh));
    }
    sort_values(d->event->values.at, d->event->values.n);
    sort_values(d->event->texts.at, d->event->texts.n);
    sort_values(d->event->sealed.at, d->event->sealed.n);
    check_size(d);
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
    if (d->command->source != SOURCE_PERSON || date_compare(on, today) >= 0
        || d->context->link_seq != 0)
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
    if (d->event->clock == NONE && !date_is_none(d->matter->changed_on)
        && date_compare(on, d->matter->changed_on) < 0)
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

/* The matter with what the event gives. */
static struct matter *with_values(struct deciding *d, const struct matter *before)
{
    struct matter *after = fold_copy(d->arena, before);
    bool is_amended = d->event->form == EVENT_AMENDMENT;
    if (before->state == NONE) /* the law of the day on which it begins */
        after->regime = register_regime(d->def, is_amended ? d->event->replaced_on : d->event->on);
    for (size_t i = 0; i < d->event->values.n; i++) {
        const struct event_value *v = &d->event->values.at[i];
        after->values[v->field] = v->value;
        after->is_set[v->field] = 1;
    }
    for (size_t i = 0; i < d->def->fields_n; i++)
        if (d->event->has[i / 64] >> (i % 64) & 1)
            after->is_set[i] = 1;
    return after;
}

/* By field: the state of the matter that it leads to, or NONE. */
static const int *link_states(struct deciding *d, const struct matter *after)
{
    int *states = arena_array(d->arena, int, d->def->fields_n + 1);
    for (int i = 0; i < (int)d->def->fields_n; i++) {
        const struct decide_linked *linked =
            after->is_set[i] ? find_linked(d, i, after->values[i]) : NULL;
        states[i] = linked == NULL || linked->matter == NULL ? NONE : linked->matter->state;
    }
    return states;
}

/* On the matter as it is before the event. What the links of an imported or corrected event were on
 * its day is not known: they are as they are now, and are not asked. */
static void check_guards(struct deciding *d, const struct event_def *e, const struct matter *before,
                         struct date on)
{
    if (e->guards_n == 0)
        return;
    struct matter *after = with_values(d, before);
    struct expr_env env = matter_env(after);
    bool knows_links = d->command->source == SOURCE_PERSON && d->event->form != EVENT_AMENDMENT;
    env.on = on;
    if (d->context->linked_n > 0)
        env.link_states = link_states(d, after);
    for (size_t i = 0; i < e->guards_n; i++) {
        const struct guard_def *guard = &e->guards[i];
        bool applies = (guard->regime == NONE || guard->regime == after->regime)
                       && (knows_links || !expr_asks(guard->needs, EXPR_LINK));
        if (applies && !expr_is_true(guard->needs, &env))
            complain(d, e->key, "%" STR_FMT "%s%" STR_FMT, STR_ARG(guard->otherwise.zh),
                     guard->law.len > 0 ? " · " : "", STR_ARG(guard->law));
    }
}

/* Who must recuse. What follows from another matter was judged there. */
static void check_recuse(struct deciding *d, int event)
{
    const struct event_def *e = &d->def->events[event];
    if (e->recuse_fields.n + e->recuse_events.n > 0 && d->command->source == SOURCE_PERSON
        && d->context->link_seq == 0)
        conflict_recuse(d->context, with_values(d, d->matter), event, d->command->actor,
                        d->complaints);
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

static int64_t value_given(const struct deciding *d, int field)
{
    for (size_t i = 0; i < d->event->values.n; i++)
        if (d->event->values.at[i].field == field)
            return d->event->values.at[i].value;
    return d->matter->is_set[field] ? d->matter->values[field] : 0;
}

/* How often and by how much a period may be extended; how often it may stand still. */
static void check_clocks(struct deciding *d, int event)
{
    const struct event_def *e = &d->def->events[event];
    for (int i = 0; i < (int)d->def->clocks_n && d->matter->state != NONE; i++) {
        const struct clock_def *clock = &d->def->clocks[i];
        const struct clock_rule *rule = &clock->rules[d->matter->regime];
        const struct clock_state *state = &d->matter->clocks[i];
        bool runs = state->status == CLOCK_RUNNING || state->status == CLOCK_PAUSED;
        if (runs && has_id(e->pauses, i) && state->pauses_n == LIMIT_CLOCK_PAUSES)
            complain(d, clock->key, "%" STR_FMT " can be paused at most %d times",
                     STR_ARG(clock->title.zh), LIMIT_CLOCK_PAUSES);
        if (!runs || !rule->exists || rule->extension_event != event)
            continue;
        if (rule->extension_times > 0 && state->extensions >= rule->extension_times)
            complain(d, clock->key, "%" STR_FMT " can be extended at most %d times · %" STR_FMT,
                     STR_ARG(clock->title.zh), rule->extension_times, STR_ARG(rule->law));
        if (rule->extension_field != NONE
            && value_given(d, rule->extension_field) > rule->extension.n)
            complain(d, clock->key, "%" STR_FMT " can be extended by at most %d · %" STR_FMT,
                     STR_ARG(clock->title.zh), rule->extension.n, STR_ARG(rule->law));
    }
}

/* ---- the second person ---- */

static const struct proposal *proposal_of(const struct deciding *d)
{
    for (size_t i = 0; i < d->matter->proposals.n; i++)
        if (d->matter->proposals.at[i].seq == d->command->approves)
            return &d->matter->proposals.at[i];
    return NULL;
}

/* What was proposed for an earlier day takes effect on that day, which is part of what is approved;
 * anything else on the day of the approval. */
static void date_approval(struct deciding *d)
{
    const struct proposal *p = proposal_of(d);
    if (p == NULL)
        return;
    bool is_earlier = date_compare(p->on, instant_date(p->at)) < 0;
    d->event->on = is_earlier ? p->on : d->context->today;
    if (!date_is_none(d->command->on) && date_compare(d->command->on, p->on) != 0
        && date_compare(d->command->on, d->event->on) != 0)
        complain(d, STR("on"), "an approval takes the date of what was proposed, or its own day");
}

static void check_approval(struct deciding *d)
{
    const struct proposal *p = proposal_of(d);
    if (p->fields_hash != event_fields_hash(d->event))
        complain(d, STR("approves"),
                 "the fields are not those that were proposed; an approval signs exactly what "
                 "was shown");
    if (p->actor == d->command->actor)
        complain(d, STR("approves"), "the second person must be another than the first");
    if (d->matter->seqs.at[d->matter->seqs.n - 1] != p->seq)
        complain(d, STR("approves"), "the matter has changed since the proposal; propose again");
    if (d->context->at.ms - p->at.ms > (int64_t)LIMIT_APPROVAL_HOURS * 3600000)
        complain(d, STR("approves"), "the proposal lapsed after %d hours; propose again",
                 LIMIT_APPROVAL_HOURS);
}

/* Asked first: without the proposal nothing else that is missing says anything. */
static bool check_proposal(struct deciding *d)
{
    if (d->command->approves == 0 || proposal_of(d) != NULL)
        return true;
    complain(d, STR("approves"), "no proposal with the number %lld waits on this matter",
             (long long)d->command->approves);
    return false;
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

/* A report is never given to the unit that it is about, nor entered by one of its people. */
static void check_accused(struct deciding *d, const struct matter *after)
{
    bool is_person = d->command->source == SOURCE_PERSON && d->context->link_seq == 0;
    if (d->def->accuses.field != NONE)
        conflict_accused(d->context, after, is_person ? d->command->actor : 0, d->complaints);
}

/* As it will be when the second person has approved. */
static void check_proposed(struct deciding *d)
{
    struct event effect = *d->event;
    struct matter *after = fold_copy(d->arena, d->matter);
    effect.form = EVENT_PLAIN;
    fold_apply(d->arena, after, &effect, d->context->calendar);
    check_accused(d, after);
}

/* ---- amendments ---- */

/* Everything from the replaced event on must still have been possible: in the order of its dates,
 * in the state that it found, and the corrected event under its guards. */
static void check_history(struct deciding *d, const struct decision *decision)
{
    size_t n = d->context->steps_n;
    struct fold_step *steps = arena_array(d->arena, struct fold_step, n + decision->events.n + 1);
    memcpy(steps, d->context->steps, n * sizeof *steps);
    for (size_t i = 0; i < decision->events.n; i++)
        steps[n++] = (struct fold_step){decision->events.at[i], d->context->calendar};
    steps[n++] = (struct fold_step){d->event, d->context->calendar};
    const struct fold_step *resolved = fold_resolve(d->arena, steps, n, &n);
    struct matter *matter = matter_new(d->arena, d->def, d->matter->id);
    for (size_t i = 0; i < n; i++) {
        const struct event *event = resolved[i].event;
        const struct event_def *def = &d->def->events[event->event];
        bool is_after = event->seq >= d->event->replaces && event->form == EVENT_PLAIN;
        char on[DATE_TEXT_BYTES];
        date_print(event->on, on);
        if (is_after && !matter_allows(matter, event->event))
            complain(d, def->key,
                     "after this correction %" STR_FMT " of %s would not have been possible; "
                     "correct or strike it first",
                     STR_ARG(def->title.zh), on);
        if (is_after && event->actor != ACTOR_LAW && !date_is_none(matter->changed_on)
            && date_compare(event->on, matter->changed_on) < 0)
            complain(d, def->key,
                     "after this correction %" STR_FMT " of %s would lie before the step that it "
                     "follows",
                     STR_ARG(def->title.zh), on);
        if (event->seq == d->event->replaces)
            check_guards(d, def, matter, event->on);
        fold_apply(d->arena, matter, event, resolved[i].calendar);
    }
    check_accused(d, matter);
}

static const struct event *find_replaced(const struct deciding *d)
{
    for (size_t i = 0; i < d->context->steps_n; i++) {
        const struct event *event = d->context->steps[i].event;
        if (event->seq == d->command->replaces && event->form == EVENT_PLAIN)
            return event;
    }
    return NULL;
}

static bool decide_amendment(struct deciding *d, struct decision *decision)
{
    const struct command *command = d->command;
    size_t complaints_before = d->complaints->list.n;
    const struct event *replaced = find_replaced(d);
    if (replaced == NULL) {
        complain(d, STR("replaces"), "the matter has no event with the number %lld",
                 (long long)command->replaces);
        return false;
    }
    if (command->reason.len == 0)
        complain(d, STR("reason"), "an amendment needs a reason");
    d->event->event = replaced->event;
    d->event->form = EVENT_AMENDMENT;
    d->event->replaces = command->replaces;
    d->event->reason = command->reason;
    d->event->is_struck = command->is_strike;
    d->event->replaced_on = date_is_none(command->on) ? replaced->on : command->on;
    bool has_day = command->source != SOURCE_PERSON && !date_is_none(command->amended_on);
    d->event->on = has_day ? command->amended_on : d->context->today;
    if (command->is_strike && d->def->events[replaced->event].is_creation)
        complain(d, STR("replaces"), "the event that began the matter cannot be struck");
    if (command->is_strike && command->fields_n > 0)
        complain(d, STR("replaces"), "what is struck takes no fields");
    if (date_compare(d->event->replaced_on, d->context->today) > 0)
        complain(d, STR("on"), "the corrected legal date lies after today");
    if (d->matter->seqs.n >= LIMIT_MATTER_EVENTS)
        complain(d, STR("event"), "a matter has at most %d events; link a new matter to it",
                 LIMIT_MATTER_EVENTS);
    if (!command->is_strike)
        take_fields(d, &d->def->events[replaced->event]);
    if (d->complaints->list.n > complaints_before)
        return false;
    check_history(d, decision);
    d->approve = STR("unit_head");
    settle_approval(d, decision);
    decision->needs_fold = d->event->form == EVENT_AMENDMENT;
    return true;
}

/* ---- the decision ---- */

/* What the law did by itself, as an import tells it. */
static void take_clock(struct deciding *d)
{
    gl_assert(d->command->source != SOURCE_PERSON);
    int clock = register_clock(d->def, d->command->clock);
    if (clock == NONE || d->matter->state == NONE
        || d->matter->clocks[clock].status != CLOCK_RUNNING)
        complain(d, STR("clock"), "no clock \"%" STR_FMT "\" is running on the matter",
                 STR_ARG(d->command->clock));
    else
        d->event->clock = clock;
}

static bool decide_event(struct deciding *d, struct decision *decision)
{
    size_t complaints_before = d->complaints->list.n;
    int at = find_event(d);
    if (at == NONE)
        return false;
    const struct event_def *e = &d->def->events[at];
    d->event->event = at;
    d->approve = d->matter->state == NONE ? STR_NONE : e->approve.of[d->matter->regime];
    date_approval(d);
    if (d->command->clock.len > 0)
        take_clock(d);
    check_state(d, at);
    take_fields(d, e);
    if (d->complaints->list.n > complaints_before)
        return false;
    check_dates(d, e);
    check_guards(d, e, d->matter, d->event->on);
    check_recuse(d, at);
    check_minimum(d, at);
    check_clocks(d, at);
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
    d.event->link = context->link_seq;
    if (command->origin != NULL)
        d.event->source = *command->origin;
    d.event->seq = seq_next + (int64_t)decision.events.n;
    if (def->is_imported && command->source == SOURCE_PERSON) {
        complain(&d, def->key,
                 "%" STR_FMT " is kept in another system; its events come by import, and are "
                 "corrected there",
                 STR_ARG(def->title.zh));
        return false;
    }
    bool is_amendment = str_equal_c(command->event, "amend");
    bool went_well =
        check_proposal(&d)
        && (is_amendment ? decide_amendment(&d, &decision) : decide_event(&d, &decision));
    if (!went_well || complaints->list.n > complaints_before)
        return false;
    list_push(arena, &decision.events, d.event);
    if (d.event->form == EVENT_PROPOSED && !is_amendment)
        check_proposed(&d);
    if (!decision.needs_fold)
        fold_apply(arena, matter, d.event, context->calendar);
    if (d.event->form == EVENT_PLAIN)
        check_accused(&d, matter);
    *decision_out = decision;
    return complaints->list.n == complaints_before;
}
