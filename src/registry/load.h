/*
 * load.h - inside the loader of definitions: reading the parts of a file, complaining with the
 * place. Used by load*.c and expr_parse.c only.
 */
#ifndef GULOU_REGISTRY_LOAD_H
#define GULOU_REGISTRY_LOAD_H

#include "registry/registry.h"
#include "text/yaml.h"

struct loader {
    struct arena *arena;
    struct complaints *complaints;
    struct registry *registry;
    const struct registry *before; /* or NULL */
    struct source *office; /* office.yaml, whose settings stand above a register's; or NULL */
};

/* One file that is being read. */
struct source {
    struct loader *loader;
    struct arena *arena;
    struct str file;
    const struct yaml_node *root;
    struct register_def *def;
    const struct register_def *before; /* the same register before, or NULL */
    bool is_over;                      /* a limit is passed: the rest is not read */
    bool is_figure; /* conditions of figures: not even whether a personal field was given */
    bool is_set;    /* values of `sets`: may ask for the day of the event, as guards do */
    bool is_guard;  /* conditions of `needs`: may ask for the state of a linked matter */
};

__attribute__((format(printf, 4, 5))) void load_complain(struct source *source, int line,
                                                         int column, const char *text, ...);
#define load_complain_at(source, node, ...) \
    load_complain((source), (node)->line, (node)->column, __VA_ARGS__)

/* '; did you mean "x"?' when a candidate is near, else "". */
struct str load_guess(struct arena *arena, struct str word, const struct str *candidates,
                      size_t candidates_n);
/* Complains of words that are none of `known`; false when the node is no map. */
bool load_words(struct source *source, const struct yaml_node *map, const char *what,
                const char *const *known);
/* The scalar of a key; NULL when it is absent or (with a complaint) no scalar. */
const struct yaml_node *load_scalar(struct source *source, const struct yaml_node *map,
                                    const char *key);
/* As load_scalar, but complains when it is absent. */
const struct yaml_node *load_required(struct source *source, const struct yaml_node *map,
                                      const char *what, const char *key);
struct str load_text(struct source *source, const struct yaml_node *map, const char *key);
bool load_bool(struct source *source, const struct yaml_node *map, const char *key, bool otherwise);
bool load_int(struct source *source, const struct yaml_node *map, const char *key, int64_t min,
              int64_t max, int64_t *value_out);
struct date load_date(struct source *source, const struct yaml_node *map, const char *key);
struct title load_title(struct source *source, const struct yaml_node *node);
/* Index of the key's scalar in `options`, `otherwise` when absent, NONE with a complaint. */
int load_option(struct source *source, const struct yaml_node *map, const char *key,
                const char *const *options, int otherwise);
int load_option_of(struct source *source, const struct yaml_node *scalar, const char *what,
                   const char *const *options);
/* How few matters a part of a split may have; `otherwise` when it is not said. */
int load_cells(struct source *source, const struct yaml_node *map, int otherwise);
/* A scalar, or a list of scalars: always given as a list (with a complaint for anything else). */
size_t load_items(struct source *source, const struct yaml_node *node,
                  const struct yaml_node ***items_out);

/* Keys get ids: known ones of the version before their old one, new ones the next. */
struct keys {
    int *ids; /* by pair of the map */
    size_t n; /* ids given */
};
struct keys load_keys(struct source *source, const struct yaml_node *map, const char *what,
                      const struct map *before, struct map *ids_out);
/* Complains and sets is_over when there are more keys than `max`. */
void load_limit(struct source *source, const struct yaml_node *map, const char *what, size_t n,
                size_t max);
/* The id of the name in a scalar; NONE with a complaint. */
int load_id(struct source *source, const struct yaml_node *scalar, const char *what,
            const struct map *ids);
int load_field_id(struct source *source, const struct yaml_node *scalar);
int load_event_id(struct source *source, const struct yaml_node *scalar);
int load_state_id(struct source *source, const struct yaml_node *scalar);
int load_clock_id(struct source *source, const struct yaml_node *scalar);
int load_regime_id(struct source *source, const struct yaml_node *scalar);
int load_role(struct source *source, const struct yaml_node *scalar); /* of a person or law */
int load_regime_find(const struct register_def *def, struct str key); /* or NONE */
/* The part of a word that may be a map by regime; NULL where it has none for this one. */
const struct yaml_node *load_of_regime(struct source *source, const struct yaml_node *node,
                                       int regime);
/* Complains of keys of a map by regime that are no regimes. */
void load_check_regimes(struct source *source, const struct yaml_node *node);

struct choice_def *load_choices(struct source *source, const struct yaml_node *of,
                                const struct choice_def *before, size_t before_n,
                                size_t *choices_n_out);
extern const char *const load_field_types[]; /* in the order of enum field_type */

void load_alike(struct source *source);
void load_settings(struct source *source, const struct yaml_node *map);
void load_regimes(struct source *source, const struct yaml_node *map);
void load_fields(struct source *source, const struct yaml_node *map);
void load_states(struct source *source, const struct yaml_node *map);
void load_event_keys(struct source *source, const struct yaml_node *map);
void load_clock_keys(struct source *source, const struct yaml_node *map);
void load_events(struct source *source, const struct yaml_node *map);
void load_clocks(struct source *source, const struct yaml_node *map);
void load_figure_keys(struct source *source, const struct yaml_node *map);
void load_figures(struct source *source, const struct yaml_node *map);
void load_identities(struct source *source, const struct yaml_node *list);

#endif
