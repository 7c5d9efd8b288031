#include "registry/registry_check.h"

#include "registry/load.h"

struct place {
    int line, column;
};

/* Where a key of a section stands. */
static struct place place_of(const struct source *source, const char *section, struct str key)
{
    const struct yaml_node *map = yaml_get(source->root, section);
    for (size_t i = 0; map != NULL && i < map->pairs_n; i++)
        if (str_equal(map->pairs[i].key, key))
            return (struct place){map->pairs[i].key_line, map->pairs[i].key_column};
    return (struct place){source->root->line, source->root->column};
}

static bool is_by(const struct event_def *event, const char *role)
{
    for (size_t i = 0; i < event->by_n; i++)
        if (str_equal_c(event->by[i], role))
            return true;
    return false;
}

static bool is_by_law(const struct event_def *event)
{
    return is_by(event, "law");
}

static uint64_t reachable_states(const struct register_def *def)
{
    uint64_t reached = 0, before;
    do {
        before = reached;
        for (size_t i = 0; i < def->events_n; i++) {
            const struct event_def *event = &def->events[i];
            bool is_possible = event->is_creation || (register_from(def, event) & reached) != 0;
            if (is_possible && event->to != NONE)
                reached |= UINT64_C(1) << event->to;
        }
    } while (reached != before);
    return reached;
}

/* States from which one that needs no more work can be reached. */
static uint64_t ending_states(const struct register_def *def)
{
    uint64_t ending = 0, before;
    for (size_t i = 0; i < def->states_n; i++)
        if (!def->states[i].is_open)
            ending |= UINT64_C(1) << i;
    do {
        before = ending;
        for (size_t i = 0; i < def->events_n; i++) {
            const struct event_def *event = &def->events[i];
            if (event->to != NONE && (ending >> event->to & 1) != 0)
                ending |= register_from(def, event);
        }
    } while (ending != before);
    return ending;
}

static bool is_called_open(const struct source *source, struct str state)
{
    const struct yaml_node *states = yaml_get(source->root, "states");
    for (size_t i = 0; i < states->pairs_n; i++) {
        const struct yaml_node *open = yaml_get(states->pairs[i].value, "open");
        if (str_equal(states->pairs[i].key, state) && open != NULL)
            return str_equal_c(open->text, "true");
    }
    return false;
}

static void check_states(struct source *source)
{
    const struct register_def *def = source->def;
    uint64_t reached = reachable_states(def), ending = ending_states(def);
    for (size_t i = 0; i < def->states_n; i++) {
        const struct state_def *state = &def->states[i];
        struct place place = place_of(source, "states", state->key);
        if (state->is_retired)
            continue;
        if ((reached >> i & 1) == 0)
            load_complain(source, place.line, place.column,
                          "the state \"%" STR_FMT "\" cannot be reached; expected an event with "
                          "to: %" STR_FMT ", from a state that can be reached",
                          STR_ARG(state->key), STR_ARG(state->key));
        else if (state->is_final && is_called_open(source, state->key))
            load_complain(source, place.line, place.column,
                          "the state \"%" STR_FMT
                          "\" is called open and no event leaves it; expected an event with "
                          "from: %" STR_FMT ", or no open: true",
                          STR_ARG(state->key), STR_ARG(state->key));
        else if ((ending >> i & 1) == 0)
            load_complain(source, place.line, place.column,
                          "from the state \"%" STR_FMT "\" no end can be reached; expected events "
                          "that lead to a final state or one with open: false",
                          STR_ARG(state->key));
    }
}

static bool is_taken(const struct register_def *def, int field)
{
    for (size_t i = 0; i < def->events_n; i++) {
        const struct event_def *event = &def->events[i];
        if (register_lists(event->asks, field) || register_lists(event->may, field))
            return true;
        for (size_t k = 0; k < event->sets_n; k++)
            if (event->sets[k].field == field)
                return true;
    }
    return false;
}

static void check_fields(struct source *source)
{
    const struct register_def *def = source->def;
    for (size_t i = 0; i < def->fields_n; i++) {
        const struct field_def *field = &def->fields[i];
        struct place place = place_of(source, "fields", field->key);
        if (field->is_personal && field->is_listed)
            load_complain(source, place.line, place.column,
                          "the field \"%" STR_FMT "\" is personal and listed; expected no "
                          "listed: true, lists show no sealed values",
                          STR_ARG(field->key));
        if (field->is_personal && field->is_public)
            load_complain(source, place.line, place.column,
                          "the field \"%" STR_FMT "\" is personal and public; expected one of both",
                          STR_ARG(field->key));
        if (!field->is_retired && !is_taken(def, (int)i))
            load_complain(source, place.line, place.column,
                          "no event takes the field \"%" STR_FMT
                          "\"; expected it in asks, may or sets of an event, or retired: true",
                          STR_ARG(field->key));
    }
}

static void check_asks(struct source *source, const struct event_def *event, struct place place)
{
    const struct field_def *fields = source->def->fields;
    for (size_t i = 0; i < event->asks.n; i++) {
        const struct field_def *field = &fields[event->asks.at[i]];
        if (register_lists(event->may, event->asks.at[i]))
            load_complain(source, place.line, place.column,
                          "\"%" STR_FMT "\" stands in asks and in may; expected it in one of them",
                          STR_ARG(field->key));
        if (field->is_retired && !event->is_retired)
            load_complain(source, place.line, place.column,
                          "the retired field \"%" STR_FMT "\" is asked; expected another field",
                          STR_ARG(field->key));
        if (is_by_law(event) && event->by_n == 1)
            load_complain(source, place.line, place.column,
                          "the law asks for \"%" STR_FMT "\", but nobody is there to answer; "
                          "expected no asks beside by: [law]",
                          STR_ARG(field->key));
    }
    for (size_t i = 0; i < event->sets_n; i++)
        if (register_lists(event->asks, event->sets[i].field)
            || register_lists(event->may, event->sets[i].field))
            load_complain(source, place.line, place.column,
                          "\"%" STR_FMT "\" is asked and set; expected one of both",
                          STR_ARG(fields[event->sets[i].field].key));
    if (event->asks.n + event->may.n > LIMIT_EVENT_FIELDS)
        load_complain(source, place.line, place.column,
                      "the event has %zu fields; expected at most %d", event->asks.n + event->may.n,
                      LIMIT_EVENT_FIELDS);
}

static bool is_expiry(const struct register_def *def, int event)
{
    for (size_t i = 0; i < def->clocks_n; i++)
        for (size_t r = 0; r < def->regimes_n; r++)
            if (def->clocks[i].rules[r].exists && def->clocks[i].rules[r].expiry.event == event)
                return true;
    return false;
}

/* Does an event of any register act on this one through a link? */
static bool is_linked(const struct source *source, int event)
{
    const struct registry *registry = source->loader->registry;
    for (size_t r = 0; r < registry->registers_n; r++) {
        const struct register_def *def = registry->registers[r];
        for (size_t i = 0; def != NULL && i < def->events_n; i++)
            for (size_t k = 0; k < def->events[i].links_n; k++) {
                const struct link_def *link = &def->events[i].links[k];
                if (def->fields[link->field].linked == source->def->id && link->event == event)
                    return true;
            }
    }
    return false;
}

/* What follows from an event of another matter is asked of nobody, and ends there. */
static void check_link(struct source *source, const struct event_def *event,
                       const struct link_def *link, struct place place)
{
    const struct register_def *def = source->def;
    const struct register_def *other =
        source->loader->registry->registers[def->fields[link->field].linked];
    const struct event_def *follows = &other->events[link->event];
    bool is_approved = false;
    for (size_t r = 0; r < other->regimes_n; r++)
        is_approved |= follows->approve.of[r].len > 0;
    const char *fault = !is_by(follows, "link") ? "has no link among its by"
                        : follows->is_creation  ? "begins a matter"
                        : follows->asks.n > 0   ? "asks for fields"
                        : is_approved           ? "waits for a second person"
                        : follows->links_n > 0  ? "has a link of its own"
                        : is_by_law(event)      ? "cannot be refused to the law"
                                                : NULL;
    if (fault != NULL)
        load_complain(source, place.line, place.column,
                      "\"%" STR_FMT "\" of %" STR_FMT " cannot follow from \"%" STR_FMT
                      "\": it %s; expected an event with by: [link], from: a state, no asks, no "
                      "approve and no link",
                      STR_ARG(follows->key), STR_ARG(other->key), STR_ARG(event->key), fault);
}

static void check_links(struct source *source, int at, struct place place)
{
    const struct event_def *event = &source->def->events[at];
    for (size_t i = 0; i < event->links_n; i++)
        check_link(source, event, &event->links[i], place);
    if (is_by(event, "link") && !is_linked(source, at))
        load_complain(source, place.line, place.column,
                      "\"%" STR_FMT "\" follows from another matter, but no event leads to it; "
                      "expected link: {field: ..., event: %" STR_FMT "} at an event",
                      STR_ARG(event->key), STR_ARG(event->key));
    if (register_lists(event->recuse_events, at))
        load_complain(source, place.line, place.column,
                      "who did \"%" STR_FMT "\" may not do it; expected an earlier event in recuse",
                      STR_ARG(event->key));
}

static void check_events(struct source *source)
{
    const struct register_def *def = source->def;
    bool can_begin = false;
    for (int i = 0; i < (int)def->events_n; i++) {
        const struct event_def *event = &def->events[i];
        struct place place = place_of(source, "events", event->key);
        can_begin |= event->is_creation && !event->is_retired;
        check_asks(source, event, place);
        check_links(source, i, place);
        if (event->effect >= EFFECT_DECISION && event->remedy.zh.len == 0)
            load_complain(source, place.line, place.column,
                          "the %s \"%" STR_FMT "\" carries no remedy notice; expected "
                          "remedy: {zh: ..., en: ...}",
                          event->effect == EFFECT_DECISION ? "decision" : "refusal",
                          STR_ARG(event->key));
        if (is_by_law(event) && !is_expiry(def, i))
            load_complain(source, place.line, place.column,
                          "the law enters \"%" STR_FMT "\", but no clock ends in it; expected "
                          "on_expiry: {event: %" STR_FMT "} at a clock",
                          STR_ARG(event->key), STR_ARG(event->key));
        if (is_by_law(event) && event->is_creation)
            load_complain(source, place.line, place.column,
                          "the law cannot begin a matter; expected from: STATE");
    }
    if (!can_begin)
        load_complain_at(source, source->root,
                         "no event begins a matter; expected one without from");
}

/* How an event of the register touches a clock. */
static bool any_event(const struct register_def *def, int clock,
                      bool (*does)(const struct event_def *, int))
{
    for (size_t i = 0; i < def->events_n; i++)
        if (does(&def->events[i], clock))
            return true;
    return false;
}

static bool begins(const struct event_def *event, int clock)
{
    return register_lists(event->starts, clock) || register_lists(event->restarts, clock);
}

static bool ends(const struct event_def *event, int clock)
{
    return register_lists(event->stops, clock) || register_lists(event->cancels, clock);
}

static bool pauses(const struct event_def *event, int clock)
{
    return register_lists(event->pauses, clock);
}

static bool resumes(const struct event_def *event, int clock)
{
    return register_lists(event->resumes, clock) || ends(event, clock)
           || register_lists(event->restarts, clock);
}

static void check_rule(struct source *source, const struct clock_def *clock,
                       const struct clock_rule *rule, struct place place)
{
    const struct register_def *def = source->def;
    const struct event_def *expiry =
        rule->expiry.event == NONE ? NULL : &def->events[rule->expiry.event];
    const struct event_def *extends =
        rule->extension_event == NONE ? NULL : &def->events[rule->extension_event];
    if (expiry != NULL && !is_by_law(expiry))
        load_complain(source, place.line, place.column,
                      "the clock \"%" STR_FMT "\" ends in \"%" STR_FMT "\", which the law may not "
                      "enter; expected law among its by",
                      STR_ARG(clock->key), STR_ARG(expiry->key));
    if (extends != NULL && rule->extension_field != NONE
        && !register_lists(extends->asks, rule->extension_field)
        && !register_lists(extends->may, rule->extension_field))
        load_complain(source, place.line, place.column,
                      "the extension takes its length from \"%" STR_FMT "\", which \"%" STR_FMT
                      "\" does not ask; expected it in asks",
                      STR_ARG(def->fields[rule->extension_field].key), STR_ARG(extends->key));
    if (clock->kind == CLOCK_CEILING && rule->roll_next)
        load_complain(source, place.line, place.column,
                      "a ceiling never moves off a rest day; expected no roll: next");
}

static void check_clocks(struct source *source)
{
    const struct register_def *def = source->def;
    for (int i = 0; i < (int)def->clocks_n; i++) {
        const struct clock_def *clock = &def->clocks[i];
        struct place place = place_of(source, "clocks", clock->key);
        bool ends_itself = clock->kind == CLOCK_MINIMUM, exists = false;
        for (size_t r = 0; r < def->regimes_n; r++) {
            ends_itself |= clock->rules[r].expiry.event != NONE;
            exists |= clock->rules[r].exists;
            if (clock->rules[r].exists)
                check_rule(source, clock, &clock->rules[r], place);
        }
        if (clock->is_retired)
            continue;
        if (!exists || !any_event(def, i, begins))
            load_complain(source, place.line, place.column,
                          "the clock \"%" STR_FMT "\" never starts; expected an event with "
                          "starts: [%" STR_FMT "]",
                          STR_ARG(clock->key), STR_ARG(clock->key));
        else if (!ends_itself && !any_event(def, i, ends))
            load_complain(source, place.line, place.column,
                          "the clock \"%" STR_FMT "\" starts but cannot stop; expected an event "
                          "with stops: [%" STR_FMT "], or on_expiry",
                          STR_ARG(clock->key), STR_ARG(clock->key));
        if (any_event(def, i, pauses) && !any_event(def, i, resumes))
            load_complain(source, place.line, place.column,
                          "the clock \"%" STR_FMT "\" pauses but cannot go on; expected an event "
                          "with resumes: [%" STR_FMT "]",
                          STR_ARG(clock->key), STR_ARG(clock->key));
    }
}

void registry_check_register(struct source *source)
{
    check_fields(source);
    check_states(source);
    check_events(source);
    check_clocks(source);
}
