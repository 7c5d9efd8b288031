#include "registry/load.h"

static bool is_key(struct str text)
{
    bool is_good = text.len > 0 && text.len <= 60 && text.p[0] >= 'a' && text.p[0] <= 'z';
    for (size_t i = 0; i < text.len && is_good; i++) {
        char c = text.p[i];
        is_good = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    }
    return is_good;
}

static bool is_reserved(struct str text)
{
    static const char *const reserved[] = {"and",  "or",    "not",   "in",
                                           "true", "false", "state", "regime"};
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
        if (str_equal_c(text, reserved[i]))
            return true;
    return false;
}

static void check_key(struct source *source, const struct yaml_pair *pair, const char *what)
{
    if (!is_key(pair->key))
        load_complain(source, pair->key_line, pair->key_column,
                      "\"%" STR_FMT "\" is no key of %s; expected lower-case letters, digits and "
                      "_, a letter first",
                      STR_ARG(pair->key), what);
    else if (is_reserved(pair->key))
        load_complain(source, pair->key_line, pair->key_column,
                      "\"%" STR_FMT "\" is a word of the expressions; expected another key",
                      STR_ARG(pair->key));
}

struct keys load_keys(struct source *source, const struct yaml_node *map, const char *what,
                      const struct map *before, struct map *ids_out)
{
    struct keys keys = {arena_array(source->arena, int, map->pairs_n + 1),
                        before == NULL ? 0 : before->n};
    map_init(ids_out, source->arena);
    for (size_t i = 0; i < map->pairs_n; i++) {
        int64_t id = 0;
        check_key(source, &map->pairs[i], what);
        if (before == NULL || !map_find(before, map->pairs[i].key, &id))
            id = (int64_t)keys.n++;
        keys.ids[i] = (int)id;
        (void)map_put(ids_out, map->pairs[i].key, id);
    }
    for (size_t i = 0; before != NULL && i < before->cap; i++) {
        int64_t id = 0;
        const struct map_slot *slot = &before->slots[i];
        if (slot->is_used && !map_find(ids_out, slot->key, &id))
            load_complain_at(source, map,
                             "%s \"%" STR_FMT "\" of the version before is missing; keys are "
                             "never removed, expected it with retired: true",
                             what, STR_ARG(slot->key));
    }
    return keys;
}

void load_limit(struct source *source, const struct yaml_node *map, const char *what, size_t n,
                size_t max)
{
    if (n <= max)
        return;
    load_complain_at(source, map, "there are %zu %s; expected at most %zu", n, what, max);
    source->is_over = true;
}

int load_id(struct source *source, const struct yaml_node *scalar, const char *what,
            const struct map *ids)
{
    int64_t id = 0;
    if (map_find(ids, scalar->text, &id))
        return (int)id;
    LIST_OF(struct str) names = {0};
    for (size_t i = 0; i < ids->cap; i++)
        if (ids->slots[i].is_used)
            list_push(source->arena, &names, ids->slots[i].key);
    struct str guess = load_guess(source->arena, scalar->text, names.at, names.n);
    load_complain_at(source, scalar, "there is no %s \"%" STR_FMT "\"; expected one of %s%" STR_FMT,
                     what, STR_ARG(scalar->text),
                     ids == &source->loader->registry->register_ids ? "the files"
                                                                    : "this register's",
                     STR_ARG(guess));
    return NONE;
}

int load_field_id(struct source *source, const struct yaml_node *scalar)
{
    return load_id(source, scalar, "field", &source->def->field_ids);
}

int load_event_id(struct source *source, const struct yaml_node *scalar)
{
    return load_id(source, scalar, "event", &source->def->event_ids);
}

int load_state_id(struct source *source, const struct yaml_node *scalar)
{
    return load_id(source, scalar, "state", &source->def->state_ids);
}

int load_clock_id(struct source *source, const struct yaml_node *scalar)
{
    return load_id(source, scalar, "clock", &source->def->clock_ids);
}

int load_regime_find(const struct register_def *def, struct str key)
{
    for (size_t i = 0; i < def->regimes_n && key.len > 0; i++)
        if (str_equal(def->regimes[i].key, key))
            return (int)i;
    return NONE;
}

static struct str guess_regime(struct source *source, struct str key)
{
    struct str names[REGIMES_MAX];
    for (size_t i = 0; i < source->def->regimes_n; i++)
        names[i] = source->def->regimes[i].key;
    return load_guess(source->arena, key, names, source->def->regimes_n);
}

int load_regime_id(struct source *source, const struct yaml_node *scalar)
{
    int regime = load_regime_find(source->def, scalar->text);
    if (regime == NONE) {
        struct str guess = guess_regime(source, scalar->text);
        load_complain_at(source, scalar,
                         "there is no regime \"%" STR_FMT "\"; expected one of `regimes`%" STR_FMT,
                         STR_ARG(scalar->text), STR_ARG(guess));
    }
    return regime;
}

static bool is_by_regime(const struct source *source, const struct yaml_node *node)
{
    for (size_t i = 0; node->kind == YAML_MAP && i < node->pairs_n; i++)
        if (load_regime_find(source->def, node->pairs[i].key) != NONE)
            return true;
    return false;
}

const struct yaml_node *load_of_regime(struct source *source, const struct yaml_node *node,
                                       int regime)
{
    if (node == NULL || !is_by_regime(source, node))
        return node;
    for (size_t i = 0; i < node->pairs_n; i++)
        if (load_regime_find(source->def, node->pairs[i].key) == regime)
            return node->pairs[i].value;
    return NULL;
}

void load_check_regimes(struct source *source, const struct yaml_node *node)
{
    if (node == NULL || !is_by_regime(source, node))
        return;
    for (size_t i = 0; i < node->pairs_n; i++) {
        const struct yaml_pair *pair = &node->pairs[i];
        if (load_regime_find(source->def, pair->key) != NONE)
            continue;
        struct str guess = guess_regime(source, pair->key);
        load_complain(source, pair->key_line, pair->key_column,
                      "there is no regime \"%" STR_FMT "\"; expected one of `regimes`%" STR_FMT,
                      STR_ARG(pair->key), STR_ARG(guess));
    }
}
