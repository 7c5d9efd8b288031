#include "registry/load.h"

#include <string.h>

void load_complain(struct source *source, int line, int column, const char *text, ...)
{
    va_list args;
    va_start(args, text);
    struct str sentence = arena_vprint(source->arena, text, args);
    va_end(args);
    complaints_add(source->loader->complaints, source->file, line, column, "%" STR_FMT,
                   STR_ARG(sentence));
}

enum { GUESS_BYTES = 40 };

/* Levenshtein's distance of two short words. */
static size_t distance(struct str a, struct str b)
{
    size_t row[GUESS_BYTES + 1];
    for (size_t j = 0; j <= b.len; j++)
        row[j] = j;
    for (size_t i = 1; i <= a.len; i++) {
        size_t corner = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            size_t above = row[j];
            size_t best = corner + (a.p[i - 1] != b.p[j - 1]);
            if (above + 1 < best)
                best = above + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            row[j] = best;
            corner = above;
        }
    }
    return row[b.len];
}

struct str load_guess(struct arena *arena, struct str word, const struct str *candidates,
                      size_t candidates_n)
{
    size_t best = word.len <= 3 ? 2 : word.len <= 6 ? 3 : 4; /* must be nearer than this */
    struct str guess = STR_NONE;
    for (size_t i = 0; i < candidates_n && word.len <= GUESS_BYTES; i++) {
        if (candidates[i].len == 0 || candidates[i].len > GUESS_BYTES)
            continue;
        size_t d = distance(word, candidates[i]);
        if (d < best) {
            best = d;
            guess = candidates[i];
        }
    }
    if (guess.len == 0)
        return STR("");
    return arena_print(arena, "; did you mean \"%" STR_FMT "\"?", STR_ARG(guess));
}

static struct str guess_word(struct source *source, struct str word, const char *const *known)
{
    LIST_OF(struct str) list = {0};
    for (size_t i = 0; known[i] != NULL; i++)
        list_push(source->arena, &list, str_of(known[i]));
    struct str guess = load_guess(source->arena, word, list.at, list.n);
    if (guess.len > 0)
        return guess;
    struct buf text;
    buf_init(&text, 1000);
    buf_put_c(&text, "; expected one of ");
    for (size_t i = 0; i < list.n; i++)
        buf_print(&text, "%s%s", i == 0 ? "" : ", ", known[i]);
    struct str copy = arena_copy(source->arena, buf_str(&text));
    buf_done(&text);
    return copy;
}

static bool is_known(struct str word, const char *const *known)
{
    for (size_t i = 0; known[i] != NULL; i++)
        if (str_equal_c(word, known[i]))
            return true;
    return false;
}

bool load_words(struct source *source, const struct yaml_node *map, const char *what,
                const char *const *known)
{
    if (map->kind != YAML_MAP) {
        load_complain_at(source, map, "%s is %s; expected a map, {word: value, ...}", what,
                         yaml_kind_name(map->kind));
        return false;
    }
    for (size_t i = 0; i < map->pairs_n; i++) {
        const struct yaml_pair *pair = &map->pairs[i];
        if (is_known(pair->key, known))
            continue;
        bool is_rest = pair->value->kind == YAML_SCALAR && pair->value->text.len == 0;
        struct str guess = is_rest ? STR("; a value with a comma must stand in quotes")
                                   : guess_word(source, pair->key, known);
        load_complain(source, pair->key_line, pair->key_column,
                      "unknown word \"%" STR_FMT "\" in %s%" STR_FMT, STR_ARG(pair->key), what,
                      STR_ARG(guess));
    }
    return true;
}

const struct yaml_node *load_scalar(struct source *source, const struct yaml_node *map,
                                    const char *key)
{
    const struct yaml_node *node = yaml_get(map, key);
    if (node == NULL)
        return NULL;
    if (node->kind == YAML_SCALAR && node->text.len > 0)
        return node;
    load_complain_at(source, node, "%s is %s; expected one word or sentence", key,
                     node->kind == YAML_SCALAR ? "empty" : yaml_kind_name(node->kind));
    return NULL;
}

const struct yaml_node *load_required(struct source *source, const struct yaml_node *map,
                                      const char *what, const char *key)
{
    if (yaml_get(map, key) == NULL)
        load_complain_at(source, map, "%s has no %s; expected \"%s: ...\"", what, key, key);
    return load_scalar(source, map, key);
}

struct str load_text(struct source *source, const struct yaml_node *map, const char *key)
{
    const struct yaml_node *node = load_scalar(source, map, key);
    return node == NULL ? STR_NONE : node->text;
}

bool load_bool(struct source *source, const struct yaml_node *map, const char *key, bool otherwise)
{
    const struct yaml_node *node = load_scalar(source, map, key);
    if (node == NULL)
        return otherwise;
    if (str_equal_c(node->text, "true") || str_equal_c(node->text, "false"))
        return str_equal_c(node->text, "true");
    load_complain_at(source, node, "%s is \"%" STR_FMT "\"; expected true or false", key,
                     STR_ARG(node->text));
    return otherwise;
}

bool load_int(struct source *source, const struct yaml_node *map, const char *key, int64_t min,
              int64_t max, int64_t *value_out)
{
    const struct yaml_node *node = load_scalar(source, map, key);
    int64_t value = 0;
    if (node == NULL)
        return false;
    if (str_to_i64(node->text, &value) && value >= min && value <= max) {
        *value_out = value;
        return true;
    }
    load_complain_at(source, node,
                     "%s is \"%" STR_FMT "\"; expected a whole number from %lld to %lld", key,
                     STR_ARG(node->text), (long long)min, (long long)max);
    return false;
}

int load_cells(struct source *source, const struct yaml_node *map, int otherwise)
{
    int64_t cells = otherwise;
    (void)load_int(source, map, "cells", CELLS_MIN, CELLS_MAX, &cells);
    return (int)cells;
}

struct date load_date(struct source *source, const struct yaml_node *map, const char *key)
{
    const struct yaml_node *node = load_scalar(source, map, key);
    struct date date = DATE_NONE;
    if (node != NULL && !date_parse(node->text, &date))
        load_complain_at(source, node, "%s is \"%" STR_FMT "\"; expected a day as 2022-01-31", key,
                         STR_ARG(node->text));
    return date;
}

struct title load_title(struct source *source, const struct yaml_node *node)
{
    struct title title = {STR_NONE, STR_NONE};
    if (node->kind == YAML_SCALAR)
        title.zh = node->text;
    else {
        title.zh = load_text(source, node, "zh");
        title.en = load_text(source, node, "en");
    }
    if (title.zh.len == 0)
        load_complain_at(source, node, "the title has no zh; expected {zh: ..., en: ...}");
    if (title.en.len == 0)
        title.en = title.zh;
    return title;
}

int load_option_of(struct source *source, const struct yaml_node *scalar, const char *what,
                   const char *const *options)
{
    for (int i = 0; options[i] != NULL; i++)
        if (str_equal_c(scalar->text, options[i]))
            return i;
    struct str guess = guess_word(source, scalar->text, options);
    load_complain_at(source, scalar, "unknown %s \"%" STR_FMT "\"%" STR_FMT, what,
                     STR_ARG(scalar->text), STR_ARG(guess));
    return NONE;
}

int load_option(struct source *source, const struct yaml_node *map, const char *key,
                const char *const *options, int otherwise)
{
    const struct yaml_node *node = load_scalar(source, map, key);
    return node == NULL ? otherwise : load_option_of(source, node, key, options);
}

size_t load_items(struct source *source, const struct yaml_node *node,
                  const struct yaml_node ***items_out)
{
    size_t n = node->kind == YAML_LIST ? node->items_n : 1, kept = 0;
    const struct yaml_node **items = arena_array(source->arena, const struct yaml_node *, n + 1);
    for (size_t i = 0; i < n; i++) {
        const struct yaml_node *item = node->kind == YAML_LIST ? node->items[i] : node;
        if (item->kind == YAML_SCALAR && item->text.len > 0)
            items[kept++] = item;
        else
            load_complain_at(source, item, "this is %s; expected a name",
                             item->kind == YAML_SCALAR ? "empty" : yaml_kind_name(item->kind));
    }
    *items_out = items;
    return kept;
}
