#include "registry/registry.h"

static int find(const struct map *ids, struct str key)
{
    int64_t id = 0;
    return map_find(ids, key, &id) ? (int)id : NONE;
}

const struct register_def *registry_find(const struct registry *registry, struct str key)
{
    int id = find(&registry->register_ids, key);
    return id == NONE ? NULL : registry->registers[id];
}

const struct figure_def *registry_figure(const struct registry *registry, struct str key)
{
    int id = find(&registry->figure_ids, key);
    return id == NONE ? NULL : registry->figures[id];
}

int register_field(const struct register_def *def, struct str key)
{
    return find(&def->field_ids, key);
}

int register_event(const struct register_def *def, struct str key)
{
    return find(&def->event_ids, key);
}

int register_state(const struct register_def *def, struct str key)
{
    return find(&def->state_ids, key);
}

int register_clock(const struct register_def *def, struct str key)
{
    return find(&def->clock_ids, key);
}

int register_choice(const struct field_def *field, struct str key)
{
    for (size_t i = 0; i < field->choices_n; i++)
        if (str_equal(field->choices[i].key, key))
            return (int)i;
    return NONE;
}

const struct setting_def *register_setting(const struct register_def *def, struct str key)
{
    for (size_t i = 0; i < def->settings_n; i++)
        if (str_equal(def->settings[i].key, key))
            return &def->settings[i];
    return NULL;
}

bool register_lists(struct id_list list, int id)
{
    for (size_t i = 0; i < list.n; i++)
        if (list.at[i] == id)
            return true;
    return false;
}

uint64_t register_from(const struct register_def *def, const struct event_def *event)
{
    uint64_t states = event->from;
    for (size_t i = 0; event->from_any && i < def->states_n; i++)
        if (!def->states[i].is_final)
            states |= UINT64_C(1) << i;
    return states;
}

int register_regime(const struct register_def *def, struct date received_on)
{
    for (size_t i = 0; i < def->regimes_n; i++) {
        const struct regime_def *regime = &def->regimes[i];
        if (date_compare(received_on, regime->from) >= 0
            && (date_is_none(regime->to) || date_compare(received_on, regime->to) <= 0))
            return (int)i;
    }
    return NONE;
}

struct date registry_report_day(const struct registry *registry, int year)
{
    size_t days_n = sizeof registry->report_days / sizeof *registry->report_days;
    if (year >= 2000 && (size_t)(year - 2000) < days_n
        && !date_is_none(registry->report_days[year - 2000]))
        return registry->report_days[year - 2000];
    return date_of(year, 12, 31);
}
