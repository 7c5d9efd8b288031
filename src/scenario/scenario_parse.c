/*
 * scenario_parse.c - a scenario file: its words, each complained of with its place.
 */
#include <string.h>

#include "scenario/scenario.h"
#include "text/yaml.h"

struct parsing {
    struct arena *arena;
    struct str file;
    struct complaints *complaints;
    struct scenario *scenario;
    struct date day; /* of the step before */
};

#define complain(p, node, ...) \
    complaints_add((p)->complaints, (p)->file, (node)->line, (node)->column, __VA_ARGS__)

/* ---- words ---- */

static void check_words(struct parsing *p, const struct yaml_node *map, const char *what,
                        const char *const *known)
{
    for (size_t i = 0; i < map->pairs_n; i++) {
        const struct yaml_pair *pair = &map->pairs[i];
        bool is_known = false;
        struct buf words;
        buf_init(&words, 1000);
        for (size_t k = 0; known[k] != NULL; k++) {
            is_known |= str_equal_c(pair->key, known[k]);
            buf_print(&words, "%s%s", k == 0 ? "" : " ", known[k]);
        }
        if (!is_known)
            complaints_add(p->complaints, p->file, pair->key_line, pair->key_column,
                           "%s has no word \"%" STR_FMT "\"; expected one of: %" STR_FMT, what,
                           STR_ARG(pair->key), STR_ARG(buf_str(&words)));
        buf_done(&words);
    }
}

/* The text of a word that is a single value; empty where it is not given. */
static struct str text_of(struct parsing *p, const struct yaml_node *map, const char *key)
{
    const struct yaml_node *node = yaml_get(map, key);
    if (node == NULL)
        return STR_NONE;
    if (node->kind == YAML_SCALAR && node->text.len > 0)
        return node->text;
    complain(p, node, "%s is %s; expected a single value", key,
             node->kind == YAML_SCALAR ? "empty" : yaml_kind_name(node->kind));
    return STR_NONE;
}

static struct scenario_word word_of(struct parsing *p, const struct yaml_node *map, const char *key)
{
    const struct yaml_node *node = yaml_get(map, key);
    return (struct scenario_word){text_of(p, map, key), node == NULL ? 0 : node->line};
}

static struct date day_of(struct parsing *p, const struct yaml_node *map, const char *key)
{
    struct date day = DATE_NONE;
    struct str text = text_of(p, map, key);
    if (text.len > 0 && !date_parse(text, &day))
        complain(p, yaml_get(map, key),
                 "%s: \"%" STR_FMT "\" is no day; expected an existing day as YYYY-MM-DD", key,
                 STR_ARG(text));
    return day;
}

static bool flag_of(struct parsing *p, const struct yaml_node *map, const char *key)
{
    struct str text = text_of(p, map, key);
    bool is_true = str_equal_c(text, "true");
    if (text.len > 0 && !is_true && !str_equal_c(text, "false"))
        complain(p, yaml_get(map, key), "%s: \"%" STR_FMT "\"; expected true or false", key,
                 STR_ARG(text));
    return is_true;
}

static int minute_of(struct parsing *p, const struct yaml_node *map)
{
    struct str text = text_of(p, map, "at"), hour, minute;
    int64_t h, m;
    if (text.len == 0)
        return 10 * 60;
    if (text.len == 5 && str_cut(text, ':', &hour, &minute) && str_to_i64(hour, &h)
        && str_to_i64(minute, &m) && h >= 0 && h < 24 && m >= 0 && m < 60)
        return (int)(h * 60 + m);
    complain(p, yaml_get(map, "at"), "at: \"%" STR_FMT "\" is no time; expected \"HH:MM\"",
             STR_ARG(text));
    return 0;
}

/* A map of single values: `due: {审查期限: 2024-03-11}`. */
static struct scenario_pairs pairs_of(struct parsing *p, const struct yaml_node *map,
                                      const char *key)
{
    const struct yaml_node *node = yaml_get(map, key);
    struct scenario_pairs pairs = {0};
    if (node == NULL)
        return pairs;
    if (node->kind != YAML_MAP) {
        complain(p, node, "%s is %s; expected a map, {NAME: VALUE, ...}", key,
                 yaml_kind_name(node->kind));
        return pairs;
    }
    struct scenario_pair *at = arena_array(p->arena, struct scenario_pair, node->pairs_n + 1);
    for (size_t i = 0; i < node->pairs_n; i++) {
        const struct yaml_pair *pair = &node->pairs[i];
        if (pair->value->kind != YAML_SCALAR)
            complain(p, pair->value, "%s: \"%" STR_FMT "\" is %s; expected a single value", key,
                     STR_ARG(pair->key), yaml_kind_name(pair->value->kind));
        at[i] =
            (struct scenario_pair){pair->key, pair->value->text, pair->key_line, pair->key_column};
    }
    return (struct scenario_pairs){at, node->pairs_n, true, node->line};
}

/* One text, or a list of texts. */
static struct scenario_pairs texts_of(struct parsing *p, const struct yaml_node *map,
                                      const char *key)
{
    const struct yaml_node *node = yaml_get(map, key);
    if (node == NULL)
        return (struct scenario_pairs){0};
    struct yaml_node *single = arena_new(p->arena, struct yaml_node);
    *single = *node;
    bool is_list = node->kind == YAML_LIST;
    struct yaml_node *const *items = is_list ? node->items : &single;
    size_t n = is_list ? node->items_n : 1;
    struct scenario_pair *at = arena_array(p->arena, struct scenario_pair, n + 1);
    for (size_t i = 0; i < n; i++) {
        if (items[i]->kind != YAML_SCALAR || items[i]->text.len == 0)
            complain(p, items[i], "%s: expected a text, or a list of texts", key);
        at[i] = (struct scenario_pair){STR_NONE, items[i]->text, items[i]->line, items[i]->column};
    }
    if (n == 0)
        complain(p, node, "%s is empty; expected a text, or a list of texts", key);
    return (struct scenario_pairs){at, n, true, node->line};
}

/* ---- a step ---- */

/* "EVENT", or "REGISTER.EVENT", or "REGISTER" alone with a point behind it. */
static void parse_file(struct parsing *p, struct str text, struct scenario_step *step)
{
    struct str head, tail;
    step->register_key = p->scenario->register_key;
    step->event = text;
    if (str_cut(text, '.', &head, &tail)) {
        step->register_key = head;
        step->event = tail;
    }
}

static void parse_act(struct parsing *p, const struct yaml_node *node, struct scenario_step *step)
{
    static const char *const acts[] = {"file", "do", "amend", "strike"};
    const char *found = NULL;
    step->act = SCENARIO_WAIT;
    for (size_t i = 0; i < 4; i++) {
        if (yaml_get(node, acts[i]) == NULL)
            continue;
        if (found != NULL)
            complain(p, yaml_get(node, acts[i]),
                     "the step says %s and %s; a step is one act, write two steps", found, acts[i]);
        found = acts[i];
        step->act = (enum scenario_act)i;
        step->event = text_of(p, node, acts[i]);
    }
    if (step->act == SCENARIO_FILE)
        parse_file(p, step->event, step);
    static const char *const of_act[] = {"with",   "by",      "approved_by", "on", "proof",
                                         "reason", "refused", "proposed",    NULL};
    for (size_t i = 0; step->act == SCENARIO_WAIT && of_act[i] != NULL; i++)
        if (yaml_get(node, of_act[i]) != NULL)
            complain(p, yaml_get(node, of_act[i]),
                     "\"%s\" belongs to an act; expected file, do, amend or strike in the step",
                     of_act[i]);
}

static void parse_expected(struct parsing *p, const struct yaml_node *node,
                           struct scenario_step *step)
{
    int64_t year = 0;
    step->refused = texts_of(p, node, "refused");
    step->is_proposed = flag_of(p, node, "proposed");
    step->state = word_of(p, node, "state");
    step->number = word_of(p, node, "number");
    step->due = pairs_of(p, node, "due");
    step->clocks = pairs_of(p, node, "clocks");
    step->values = pairs_of(p, node, "values");
    step->by_law = pairs_of(p, node, "by_law");
    step->figures = pairs_of(p, node, "figures");
    struct str text = text_of(p, node, "year");
    if (text.len > 0 && (!str_to_i64(text, &year) || year < 1900 || year > 2199))
        complain(p, yaml_get(node, "year"), "year: \"%" STR_FMT "\"; expected a year as 2024",
                 STR_ARG(text));
    step->year = (int)year;
    step->known = text_of(p, node, "known");
    step->mark = text_of(p, node, "mark");
}

static void parse_step(struct parsing *p, const struct yaml_node *node, struct scenario_step *step)
{
    static const char *const known[] = {
        "day",     "at",      "file",     "do",    "amend",   "strike",      "as",
        "matter",  "on",      "proof",    "by",    "with",    "approved_by", "reason",
        "because", "refused", "proposed", "state", "due",     "clocks",      "values",
        "number",  "by_law",  "known",    "mark",  "figures", "year",        NULL};
    step->line = node->line;
    if (node->kind != YAML_MAP) {
        complain(p, node, "a step is %s; expected a map with file, do, amend, strike or a day",
                 yaml_kind_name(node->kind));
        return;
    }
    check_words(p, node, "a step", known);
    struct date day = day_of(p, node, "day");
    if (date_is_none(day) && date_is_none(p->day))
        complain(p, node, "the first step says no day; expected day: YYYY-MM-DD");
    if (!date_is_none(day) && !date_is_none(p->day) && date_compare(day, p->day) < 0)
        complain(p, yaml_get(node, "day"), "the day lies before the step before it; days go on");
    step->day = date_is_none(day) ? p->day : day;
    p->day = step->day;
    step->on = day_of(p, node, "on");
    step->minute = minute_of(p, node);
    step->has_proof = flag_of(p, node, "proof");
    step->matter = text_of(p, node, "matter");
    step->alias = text_of(p, node, "as");
    step->by = text_of(p, node, "by");
    step->approved_by = text_of(p, node, "approved_by");
    step->reason = text_of(p, node, "reason");
    (void)text_of(p, node, "because");
    step->with = pairs_of(p, node, "with");
    parse_act(p, node, step);
    parse_expected(p, node, step);
}

static void parse_steps(struct parsing *p, const struct yaml_node *root)
{
    const struct yaml_node *list = yaml_get(root, "steps");
    if (list == NULL || list->kind != YAML_LIST || list->items_n == 0) {
        complain(p, list == NULL ? root : list,
                 "the scenario has no steps; expected steps: and "
                 "under it - day: ..., file: ...");
        return;
    }
    struct scenario_step *steps = arena_array(p->arena, struct scenario_step, list->items_n);
    for (size_t i = 0; i < list->items_n; i++)
        parse_step(p, list->items[i], &steps[i]);
    p->scenario->steps = steps;
    p->scenario->steps_n = list->items_n;
}

struct scenario *scenario_parse(struct arena *arena, struct str file, struct str folder,
                                struct str bytes, struct complaints *complaints)
{
    static const char *const known[] = {"scenario", "register", "law", "because", "steps", NULL};
    size_t before = complaints->list.n;
    const struct yaml_node *root = yaml_parse(arena, file, bytes, complaints);
    if (root == NULL)
        return NULL;
    struct parsing p = {.arena = arena,
                        .file = file,
                        .complaints = complaints,
                        .scenario = arena_new(arena, struct scenario),
                        .day = DATE_NONE};
    if (root->kind != YAML_MAP) {
        complain(&p, root,
                 "the file is %s; expected scenario:, law:, steps:", yaml_kind_name(root->kind));
        return NULL;
    }
    check_words(&p, root, "a scenario", known);
    p.scenario->file = file;
    p.scenario->title = text_of(&p, root, "scenario");
    p.scenario->register_key = text_of(&p, root, "register");
    (void)text_of(&p, root, "because");
    if (p.scenario->register_key.len == 0)
        p.scenario->register_key = folder;
    p.scenario->law = texts_of(&p, root, "law");
    if (p.scenario->title.len == 0)
        complain(&p, root, "the scenario has no title; expected scenario: 一句话");
    parse_steps(&p, root);
    return complaints->list.n > before ? NULL : p.scenario;
}
