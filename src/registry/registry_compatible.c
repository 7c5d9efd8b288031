#include "registry/diff_aspects.h"
#include "registry/registry_diff.h"

struct compatible {
    const struct register_def *old, *now;
    struct complaints *complaints;
};

static void complain_gone(const struct compatible *c, const char *what, struct str key)
{
    complaints_add(c->complaints, c->now->file, 0, 0,
                   "%s \"%" STR_FMT "\" of %" STR_FMT
                   " was removed; a key stays, expected it with retired: true",
                   what, STR_ARG(key), STR_ARG(c->old->key));
}

static void compatible_choices(const struct compatible *c, const struct field_def *old,
                               const struct field_def *now)
{
    for (size_t i = 0; i < old->choices_n; i++)
        if (register_choice(now, old->choices[i].key) == NONE)
            complaints_add(c->complaints, c->now->file, 0, 0,
                           "choice \"%" STR_FMT "\" of field \"%" STR_FMT "\" of %" STR_FMT
                           " was removed; a key stays, expected it with retired: true",
                           STR_ARG(old->choices[i].key), STR_ARG(old->key), STR_ARG(c->old->key));
}

static void compatible_field(const struct compatible *c, const struct field_def *old)
{
    int id = register_field(c->now, old->key);
    if (id == NONE) {
        complain_gone(c, "field", old->key);
        return;
    }
    const struct field_def *now = &c->now->fields[id];
    if (now->type != old->type)
        complaints_add(c->complaints, c->now->file, 0, 0,
                       "field \"%" STR_FMT "\" of %" STR_FMT
                       " was of type %s and is now %s; expected a new field with a new key",
                       STR_ARG(old->key), STR_ARG(c->old->key), diff_aspects_type(old->type),
                       diff_aspects_type(now->type));
    else if (now->digits != old->digits)
        complaints_add(c->complaints, c->now->file, 0, 0,
                       "field \"%" STR_FMT "\" of %" STR_FMT
                       " had %d digits behind the point and has %d; expected a new field",
                       STR_ARG(old->key), STR_ARG(c->old->key), old->digits, now->digits);
    else if (now->is_personal != old->is_personal)
        complaints_add(c->complaints, c->now->file, 0, 0,
                       "field \"%" STR_FMT "\" of %" STR_FMT
                       " changes between sealed and open; expected a new field with a new key",
                       STR_ARG(old->key), STR_ARG(c->old->key));
    compatible_choices(c, old, now);
}

static void compatible_regimes(const struct compatible *c)
{
    for (size_t i = 0; i < c->old->regimes_n; i++) {
        struct str key = c->old->regimes[i].key;
        bool is_kept = key.len == 0;
        for (size_t k = 0; k < c->now->regimes_n; k++)
            is_kept |= str_equal(c->now->regimes[k].key, key);
        if (!is_kept)
            complain_gone(c, "regime", key);
    }
}

static void compatible_register(const struct compatible *c)
{
    compatible_regimes(c);
    for (size_t i = 0; i < c->old->fields_n; i++)
        compatible_field(c, &c->old->fields[i]);
    for (size_t i = 0; i < c->old->states_n; i++)
        if (register_state(c->now, c->old->states[i].key) == NONE)
            complain_gone(c, "state", c->old->states[i].key);
    for (size_t i = 0; i < c->old->events_n; i++) {
        int id = register_event(c->now, c->old->events[i].key);
        if (id == NONE)
            complain_gone(c, "event", c->old->events[i].key);
        else if (c->now->events[id].is_creation != c->old->events[i].is_creation)
            complaints_add(c->complaints, c->now->file, 0, 0,
                           "event \"%" STR_FMT "\" of %" STR_FMT
                           " changes between creating a matter and moving one; expected a new "
                           "event with a new key",
                           STR_ARG(c->old->events[i].key), STR_ARG(c->old->key));
    }
    for (size_t i = 0; i < c->old->clocks_n; i++)
        if (register_clock(c->now, c->old->clocks[i].key) == NONE)
            complain_gone(c, "clock", c->old->clocks[i].key);
}

bool registry_compatible(const struct registry *old, const struct registry *now,
                         struct complaints *complaints)
{
    size_t before = complaints->list.n;
    for (size_t i = 0; i < old->registers_n; i++) {
        struct compatible c = {old->registers[i], registry_find(now, old->registers[i]->key),
                               complaints};
        if (c.now != NULL)
            compatible_register(&c);
        else
            complaints_add(complaints, c.old->file, 0, 0,
                           "register \"%" STR_FMT "\" was removed; a register stays",
                           STR_ARG(c.old->key));
    }
    for (size_t i = 0; i < old->figures_n; i++) {
        const struct figure_def *figure = old->figures[i];
        if (registry_figure(now, figure->key) == NULL)
            complaints_add(complaints, old->registers[figure->registry_at]->file, 0, 0,
                           "figure \"%" STR_FMT
                           "\" was removed; a key stays, expected it with retired: true",
                           STR_ARG(figure->key));
    }
    return complaints->list.n == before;
}
