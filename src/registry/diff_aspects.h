/*
 * diff_aspects.h - inside registry_diff: a definition as a list of named texts, so that two of them
 * can be compared and told apart in words. Ids are written as keys: they may differ between two
 * loads.
 */
#ifndef GULOU_REGISTRY_DIFF_ASPECTS_H
#define GULOU_REGISTRY_DIFF_ASPECTS_H

#include "registry/registry.h"

struct aspect {
    const char *name; /* "asks", "length" */
    struct str value; /* empty: has none */
    bool is_element;  /* one of a set: the same name stands once for each */
};

struct aspects {
    struct arena *arena;
    const struct registry *registry; /* that the definition stands in */
    LIST_OF(struct aspect) list;
};

void diff_aspects_register(struct aspects *aspects, const struct register_def *def);
void diff_aspects_field(struct aspects *aspects, const struct field_def *field);
void diff_aspects_state(struct aspects *aspects, const struct state_def *state);
void diff_aspects_event(struct aspects *aspects, const struct register_def *def,
                        const struct event_def *event);
void diff_aspects_clock(struct aspects *aspects, const struct register_def *def,
                        const struct clock_def *clock);
/* One regime's rule of a clock. */
void diff_aspects_rule(struct aspects *aspects, const struct register_def *def,
                       const struct clock_rule *rule);
void diff_aspects_figure(struct aspects *aspects, const struct registry *registry,
                         const struct figure_def *figure);
void diff_aspects_setting(struct aspects *aspects, const struct setting_def *setting);
const char *diff_aspects_type(enum field_type type); /* "choice" */

#endif
