/*
 * scenario_names.c - from the words of a scenario to the ids of the definitions.
 */
#include "base/limits.h"
#include "scenario/internal.h"

static bool is_called(struct str name, struct str key, struct title title)
{
    return str_equal(name, key) || str_equal(name, title.zh);
}

int64_t scenario_names_matter(const struct playing *p, struct str name)
{
    for (size_t i = p->aliases.n; i > 0; i--)
        if (str_equal(p->aliases.at[i - 1].name, name))
            return p->aliases.at[i - 1].matter;
    return 0;
}

static bool is_possible(const struct matter *matter, int event)
{
    const struct event_def *e = &matter->def->events[event];
    return matter_allows(matter, event)
           && (matter->state == NONE || (e->regimes >> matter->regime & 1) != 0);
}

int scenario_names_event(struct playing *p, const struct register_def *def,
                         const struct matter *matter, int line, struct str name)
{
    int found = register_event(def, name);
    bool fits = found != NONE;
    for (int i = 0; i < (int)def->events_n && !fits; i++) {
        if (!str_equal(def->events[i].title.zh, name))
            continue;
        fits = is_possible(matter, i);
        if (found == NONE || fits)
            found = i;
    }
    if (found != NONE)
        return found;
    struct buf known;
    buf_init(&known, 4096);
    for (int i = 0; i < (int)def->events_n; i++)
        if (is_possible(matter, i) && !def->events[i].is_retired)
            buf_print(&known, "%s%" STR_FMT " (%" STR_FMT ")", known.len > 0 ? ", " : "",
                      STR_ARG(def->events[i].title.zh), STR_ARG(def->events[i].key));
    scenario_complain(p, line,
                      "%" STR_FMT " has no event \"%" STR_FMT "\"; possible here: %" STR_FMT,
                      STR_ARG(def->key), STR_ARG(name), STR_ARG(buf_str(&known)));
    buf_done(&known);
    return NONE;
}

int scenario_names_clock(struct playing *p, const struct register_def *def, int line,
                         struct str name)
{
    struct buf known;
    for (int i = 0; i < (int)def->clocks_n; i++)
        if (is_called(name, def->clocks[i].key, def->clocks[i].title))
            return i;
    buf_init(&known, 4096);
    for (size_t i = 0; i < def->clocks_n; i++)
        buf_print(&known, "%s%" STR_FMT " (%" STR_FMT ")", i > 0 ? ", " : "",
                  STR_ARG(def->clocks[i].title.zh), STR_ARG(def->clocks[i].key));
    scenario_complain(p, line, "%" STR_FMT " has no clock \"%" STR_FMT "\"; it has: %" STR_FMT,
                      STR_ARG(def->key), STR_ARG(name), STR_ARG(buf_str(&known)));
    buf_done(&known);
    return NONE;
}

int scenario_names_state(struct playing *p, const struct register_def *def, int line,
                         struct str name)
{
    struct buf known;
    for (int i = 0; i < (int)def->states_n; i++)
        if (is_called(name, def->states[i].key, def->states[i].title))
            return i;
    buf_init(&known, 4096);
    for (size_t i = 0; i < def->states_n; i++)
        buf_print(&known, "%s%" STR_FMT " (%" STR_FMT ")", i > 0 ? ", " : "",
                  STR_ARG(def->states[i].title.zh), STR_ARG(def->states[i].key));
    scenario_complain(p, line, "%" STR_FMT " has no state \"%" STR_FMT "\"; it has: %" STR_FMT,
                      STR_ARG(def->key), STR_ARG(name), STR_ARG(buf_str(&known)));
    buf_done(&known);
    return NONE;
}

static bool takes(const struct event_def *event, int field)
{
    for (size_t i = 0; i < event->asks.n; i++)
        if (event->asks.at[i] == field)
            return true;
    for (size_t i = 0; i < event->may.n; i++)
        if (event->may.at[i] == field)
            return true;
    return false;
}

int scenario_names_field(struct playing *p, const struct register_def *def, int event, int line,
                         struct str name)
{
    int found = register_field(def, name);
    struct buf known;
    if (found != NONE)
        return found;
    for (int i = 0; i < (int)def->fields_n; i++) {
        if (!str_equal(def->fields[i].title.zh, name))
            continue;
        if (event == NONE || takes(&def->events[event], i))
            return i;
        found = i;
    }
    if (found != NONE)
        return found;
    buf_init(&known, 4096);
    for (int i = 0; i < (int)def->fields_n; i++)
        if (event == NONE || takes(&def->events[event], i))
            buf_print(&known, "%s%" STR_FMT " (%" STR_FMT ")", known.len > 0 ? ", " : "",
                      STR_ARG(def->fields[i].title.zh), STR_ARG(def->fields[i].key));
    scenario_complain(p, line, "%" STR_FMT " has no field \"%" STR_FMT "\"; taken here: %" STR_FMT,
                      STR_ARG(def->key), STR_ARG(name), STR_ARG(buf_str(&known)));
    buf_done(&known);
    return NONE;
}

static const struct organisation *organisation_of(const struct playing *p)
{
    return office_current(p->office)->organisation;
}

static int64_t find_person(const struct playing *p, struct str name)
{
    const struct organisation *org = organisation_of(p);
    int64_t id;
    for (size_t i = 0; i < org->people.n; i++)
        if (str_equal(org->people.at[i].name, name))
            return org->people.at[i].id;
    return str_to_i64(name, &id) ? id : 0;
}

int64_t scenario_names_person(struct playing *p, int line, struct str name)
{
    int64_t id = find_person(p, name);
    if (id != 0)
        return id;
    const struct organisation *org = organisation_of(p);
    struct buf known;
    buf_init(&known, 4096);
    for (size_t i = 0; i < org->people.n && i < 40; i++)
        buf_print(&known, "%s%" STR_FMT, i > 0 ? ", " : "", STR_ARG(org->people.at[i].name));
    scenario_complain(p, line, "nobody is called \"%" STR_FMT "\"; the organisation has: %" STR_FMT,
                      STR_ARG(name), STR_ARG(buf_str(&known)));
    buf_done(&known);
    return 0;
}

static struct str unit_value(const struct playing *p, struct str value)
{
    const struct organisation *org = organisation_of(p);
    for (size_t i = 0; i < org->units.n; i++)
        if (str_equal(org->units.at[i].name, value) || str_equal(org->units.at[i].code, value))
            return arena_print(p->arena, "%lld", (long long)org->units.at[i].id);
    return value;
}

struct str scenario_names_value(struct playing *p, const struct field_def *field, struct str value)
{
    int64_t id = 0;
    if (field->type == FIELD_UNIT || field->type == FIELD_PLACE)
        return unit_value(p, value);
    if (field->type == FIELD_PERSON)
        id = find_person(p, value);
    if (field->type == FIELD_MATTER)
        id = scenario_names_matter(p, value);
    if (id != 0)
        return arena_print(p->arena, "%lld", (long long)id);
    for (size_t i = 0; field->type == FIELD_CHOICE && i < field->choices_n; i++)
        if (is_called(value, field->choices[i].key, field->choices[i].title))
            return field->choices[i].key;
    return value;
}
