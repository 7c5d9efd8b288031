#include "registry/expr_parse.h"
#include "registry/formula_parse.h"

static bool is_figure_key(struct str key)
{
    bool is_good = key.len > 0 && key.len <= 80 && key.p[0] >= 'a' && key.p[0] <= 'z';
    for (size_t i = 0; i < key.len && is_good; i++) {
        char c = key.p[i];
        is_good = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'
                  || (c == '.' && i + 1 < key.len && key.p[i - 1] != '.');
    }
    return is_good;
}

struct str load_figure_name(struct source *source, struct str key)
{
    if (str_find_char(key, '.') < key.len)
        return key;
    return arena_print(source->arena, "%" STR_FMT ".%" STR_FMT, STR_ARG(source->def->key),
                       STR_ARG(key));
}

void load_figure_keys(struct source *source, const struct yaml_node *map)
{
    struct registry *registry = source->loader->registry;
    const struct registry *before = source->loader->before;
    source->def->figures = arena_array(source->arena, int, map->pairs_n + 1);
    for (size_t i = 0; i < map->pairs_n; i++) {
        const struct yaml_pair *pair = &map->pairs[i];
        struct str key = load_figure_name(source, pair->key);
        int64_t id = 0;
        if (!is_figure_key(pair->key))
            load_complain(source, pair->key_line, pair->key_column,
                          "\"%" STR_FMT "\" is no key of a figure; expected lower-case letters, "
                          "digits and _, parts joined by a point",
                          STR_ARG(pair->key));
        if (map_find(&registry->figure_ids, key, &id)) {
            const struct figure_def *other = registry->figures[id];
            load_complain(source, pair->key_line, pair->key_column,
                          "the figure \"%" STR_FMT "\" is defined in register \"%" STR_FMT
                          "\" already; expected one definition",
                          STR_ARG(key), STR_ARG(registry->registers[other->registry_at]->key));
            continue;
        }
        if (before == NULL || !map_find(&before->figure_ids, key, &id))
            id = (int64_t)registry->figures_n++;
        if (id >= LIMIT_FIGURES) {
            load_complain(source, pair->key_line, pair->key_column,
                          "more than %d figures in all registers; expected at most that many",
                          LIMIT_FIGURES);
            source->is_over = true;
            return;
        }
        struct figure_def *figure = arena_new(source->arena, struct figure_def);
        figure->id = (int)id;
        figure->key = key;
        figure->registry_at = source->def->id;
        figure->line = pair->key_line;
        figure->column = pair->key_column;
        registry->figures[id] = figure;
        (void)map_put(&registry->figure_ids, key, id);
        source->def->figures[source->def->figures_n++] = (int)id;
    }
}

static const struct {
    const char *word;
    enum figure_kind kind;
} kinds[] = {{"count", FIGURE_COUNT},     {"count each", FIGURE_COUNT_EACH},
             {"sum", FIGURE_SUM},         {"sum each", FIGURE_SUM_EACH},
             {"stock", FIGURE_STOCK},     {"due", FIGURE_DUE},
             {"met", FIGURE_MET},         {"distinct", FIGURE_DISTINCT},
             {"minimum", FIGURE_MINIMUM}, {"distinct each", FIGURE_DISTINCT_EACH},
             {"share", FIGURE_FORMULA},   {"formula", FIGURE_FORMULA}};
enum { KINDS_N = sizeof kinds / sizeof *kinds };

/* The one word that says what is counted; NULL with a complaint. */
static const struct yaml_node *kind_of(struct source *source, const struct yaml_node *map,
                                       const char **word_out, struct figure_def *figure)
{
    const struct yaml_node *found = NULL;
    for (size_t i = 0; i < KINDS_N; i++) {
        const struct yaml_node *node = yaml_get(map, kinds[i].word);
        if (node == NULL)
            continue;
        if (found != NULL)
            load_complain_at(source, node,
                             "the figure counts in two ways, %s and %s; expected one of them",
                             *word_out, kinds[i].word);
        found = node;
        *word_out = kinds[i].word;
        figure->kind = kinds[i].kind;
    }
    if (found == NULL)
        load_complain_at(source, map,
                         "the figure counts nothing; expected count, count each, sum, sum each, "
                         "stock, due, met, distinct, distinct each, minimum, share or formula");
    return found;
}

static void load_counted(struct source *source, const struct yaml_node *node,
                         struct figure_def *figure)
{
    const struct yaml_node **items;
    size_t n = load_items(source, node, &items);
    for (size_t i = 0; i < n; i++) {
        int event = load_event_id(source, items[i]);
        if (event != NONE)
            figure->events[event / 64] |= UINT64_C(1) << event % 64;
    }
}

static void load_of_field(struct source *source, const struct yaml_node *map,
                          const struct yaml_node *node, struct figure_def *figure)
{
    bool is_distinct = figure->kind == FIGURE_DISTINCT || figure->kind == FIGURE_DISTINCT_EACH;
    int id = node->kind == YAML_SCALAR ? load_field_id(source, node) : NONE;
    if (node->kind != YAML_SCALAR)
        load_complain_at(source, node, "this is %s; expected a field", yaml_kind_name(node->kind));
    if (yaml_get(map, "of") == NULL)
        load_complain_at(source, map, "the figure has no of; expected of: EVENT, or a list");
    if (id == NONE)
        return;
    const struct field_def *field = &source->def->fields[id];
    bool is_number =
        field->type == FIELD_INTEGER || field->type == FIELD_DECIMAL || field->type == FIELD_MONEY;
    figure->field = id;
    figure->value_digits = is_distinct ? 0 : field->digits;
    if (field->is_personal)
        load_complain_at(source, node,
                         "\"%" STR_FMT "\" is personal and would make a person countable; "
                         "expected another field",
                         STR_ARG(field->key));
    else if (is_distinct ? field->type == FIELD_FILE || field->type == FIELD_TIME : !is_number)
        load_complain_at(source, node, "\"%" STR_FMT "\" is of type %s; expected %s",
                         STR_ARG(field->key), load_field_types[field->type],
                         is_distinct ? "another type" : "integer, decimal or money");
}

static void load_subject(struct source *source, const struct yaml_node *map,
                         const struct yaml_node *node, const char *word, struct figure_def *figure)
{
    const struct yaml_node *of = yaml_get(map, "of");
    switch (figure->kind) {
    case FIGURE_COUNT:
    case FIGURE_COUNT_EACH:
        load_counted(source, node, figure);
        break;
    case FIGURE_SUM:
    case FIGURE_SUM_EACH:
    case FIGURE_DISTINCT:
    case FIGURE_DISTINCT_EACH:
    case FIGURE_MINIMUM:
        load_of_field(source, map, node, figure);
        if (of != NULL)
            load_counted(source, of, figure);
        return;
    case FIGURE_STOCK:
    case FIGURE_FORMULA:
        figure->is_share = str_equal_c(str_of(word), "share");
        if (node->kind != YAML_SCALAR)
            load_complain_at(source, node, "%s is %s; expected an expression", word,
                             yaml_kind_name(node->kind));
        else if (figure->kind == FIGURE_STOCK) {
            figure->where = expr_parse_condition(source, node);
            figure->where_text = node->text;
        } else
            formula_parse(source, node, figure);
        break;
    case FIGURE_DUE:
    case FIGURE_MET:
        if (node->kind != YAML_SCALAR)
            load_complain_at(source, node, "%s is %s; expected a clock", word,
                             yaml_kind_name(node->kind));
        else
            figure->clock = load_clock_id(source, node);
        break;
    }
    if (of != NULL)
        load_complain_at(source, of,
                         "of stands beside %s; expected it beside sum, distinct or "
                         "minimum",
                         word);
}

static void load_where(struct source *source, const struct yaml_node *map,
                       struct figure_def *figure)
{
    const struct yaml_node *where = load_scalar(source, map, "where");
    const struct yaml_node *dated = load_scalar(source, map, "dated");
    bool is_own = figure->kind == FIGURE_STOCK || figure->kind == FIGURE_FORMULA;
    if (is_own && (where != NULL || dated != NULL))
        load_complain_at(source, where != NULL ? where : dated,
                         "%s stands beside a %s; expected it at figures that count events or "
                         "clocks",
                         where != NULL ? "where" : "dated",
                         figure->kind == FIGURE_STOCK ? "stock" : "formula or share");
    else if (where != NULL) {
        figure->where = expr_parse_condition(source, where);
        figure->where_text = where->text;
    }
    if (is_own || dated == NULL)
        return;
    figure->dated_event = register_event(source->def, dated->text);
    if (figure->dated_event != NONE)
        return;
    figure->dated_field = register_field(source->def, dated->text);
    if (figure->dated_field == NONE)
        load_complain_at(source, dated,
                         "\"%" STR_FMT "\" is no event and no field of this register; expected "
                         "dated: EVENT or DATE_FIELD",
                         STR_ARG(dated->text));
    else if (source->def->fields[figure->dated_field].is_personal)
        load_complain_at(source, dated,
                         "\"%" STR_FMT
                         "\" is personal and would make a person countable; expected another day",
                         STR_ARG(dated->text));
    else if (source->def->fields[figure->dated_field].type != FIELD_DATE)
        load_complain_at(source, dated, "the field \"%" STR_FMT "\" is no date; expected a date",
                         STR_ARG(dated->text));
}

/* The choices whose values are the cells of official tables. */
static void load_by(struct source *source, const struct yaml_node *map, struct figure_def *figure)
{
    const struct yaml_node *by = yaml_get(map, "by"), **items;
    bool is_summed = figure->kind != FIGURE_FORMULA && figure->kind != FIGURE_DISTINCT
                     && figure->kind != FIGURE_DISTINCT_EACH && figure->kind != FIGURE_MINIMUM;
    size_t n = by == NULL ? 0 : load_items(source, by, &items);
    if (n > 0 && !is_summed) {
        load_complain_at(source, by,
                         "by stands beside a figure that is no sum; expected it beside count, sum, "
                         "stock, due or met");
        return;
    }
    if (n > FIGURE_BY_MAX)
        load_complain_at(source, by, "by names %zu fields; expected at most %d", n, FIGURE_BY_MAX);
    for (size_t i = 0; i < n && i < FIGURE_BY_MAX; i++) {
        int id = load_field_id(source, items[i]);
        if (id == NONE)
            continue;
        const struct field_def *field = &source->def->fields[id];
        if (field->is_personal || field->type != FIELD_CHOICE)
            load_complain_at(
                source, items[i], "\"%" STR_FMT "\" is %s; expected a choice that is not personal",
                STR_ARG(field->key),
                field->is_personal ? "personal and would make a person countable" : "no choice");
        else if (field->choices_n >= 1 << FIGURE_BY_BITS)
            load_complain_at(source, items[i],
                             "\"%" STR_FMT "\" has %zu values; expected at most %d",
                             STR_ARG(field->key), field->choices_n, (1 << FIGURE_BY_BITS) - 1);
        else
            figure->by[figure->by_n++] = id;
    }
}

/* shortcoming: the choice that tells the cause, or unit: by unit alone. */
static void load_shortcoming(struct source *source, const struct yaml_node *map,
                             struct figure_def *figure)
{
    const struct yaml_node *cause = load_scalar(source, map, "shortcoming");
    figure->cause_field = NONE;
    figure->is_shortcoming = cause != NULL;
    if (cause == NULL || str_equal_c(cause->text, "unit"))
        return;
    int id = load_field_id(source, cause);
    if (id == NONE)
        return;
    const struct field_def *field = &source->def->fields[id];
    if (field->is_personal || field->type != FIELD_CHOICE || figure->kind == FIGURE_FORMULA)
        load_complain_at(source, cause,
                         "shortcoming names a choice that is not personal and tells the cause, or "
                         "\"unit\", and stands beside a count or sum");
    else
        figure->cause_field = id;
}

static void load_over(struct source *source, const struct yaml_node *map, struct figure_def *figure)
{
    static const char *const years[] = {"year", "previous year", NULL};
    static const char *const ends[] = {"report_day", NULL};
    static const char *const any[] = {"any", NULL};
    figure->since = load_date(source, map, "since");
    figure->over = date_is_none(figure->since) ? OVER_YEAR : SINCE_DATE;
    if (load_option(source, map, "over", years, 0) == 1) {
        figure->over = PREVIOUS_YEAR;
        if (yaml_get(map, "since") != NULL || yaml_get(map, "to") != NULL)
            load_complain_at(source, yaml_get(map, "over"),
                             "over: previous year stands beside since or to; expected one of both");
    }
    if (load_option(source, map, "to", ends, NONE) == 0)
        figure->over = TO_REPORT_DAY;
    figure->is_any_known = load_option(source, map, "known", any, NONE) == 0;
}

static void load_printing(struct source *source, const struct yaml_node *map,
                          struct figure_def *figure)
{
    static const char *const scales[] = {"万", "亿", NULL};
    static const char *const numerals[] = {"chinese", NULL};
    static const char *const in_title[] = {"zh", "en", "unit", NULL};
    const struct yaml_node *title = yaml_get(map, "title");
    int64_t digits = 0;
    if (title == NULL)
        load_complain_at(source, map,
                         "the figure has no title; expected title: {zh: ..., en: ..., unit: ...}");
    else {
        figure->title = load_title(source, title);
        if (title->kind == YAML_MAP && load_words(source, title, "a title", in_title))
            figure->unit = load_text(source, title, "unit");
    }
    if (figure->is_share && figure->unit.len == 0)
        figure->unit = STR("%");
    figure->part = load_text(source, map, "part");
    (void)load_int(source, map, "digits", 0, 6, &digits);
    figure->digits = (int)digits;
    (void)load_option(source, map, "scale", scales, NONE);
    figure->scale = load_text(source, map, "scale");
    (void)load_int(source, map, "down", 2, 1000000000, &figure->print_down);
    figure->more = load_text(source, map, "more");
    figure->before = load_text(source, map, "before");
    figure->is_chinese = load_option(source, map, "numerals", numerals, NONE) == 0;
    figure->is_restricted = load_bool(source, map, "restricted", source->def->is_restricted);
    figure->cells = load_cells(source, map, source->def->cells);
    figure->is_derived = load_bool(source, map, "derived", false);
    figure->is_retired = load_bool(source, map, "retired", false);
}

static void load_figure(struct source *source, const struct yaml_node *map,
                        struct figure_def *figure)
{
    static const char *const known[] = {
        "count",    "count each",    "sum",    "sum each", "stock",       "due",        "met",
        "distinct", "minimum",       "share",  "formula",  "of",          "where",      "dated",
        "over",     "since",         "to",     "known",    "part",        "restricted", "derived",
        "retired",  "title",         "digits", "scale",    "down",        "more",       "before",
        "numerals", "distinct each", "cells",  "by",       "shortcoming", NULL};
    const char *word = "";
    figure->field = figure->clock = figure->dated_event = figure->dated_field = NONE;
    figure->numerator = figure->denominator = NONE;
    figure->since = DATE_NONE;
    if (!load_words(source, map, "a figure", known))
        return;
    const struct yaml_node *subject = kind_of(source, map, &word, figure);
    if (subject != NULL) {
        load_subject(source, map, subject, word, figure);
        load_where(source, map, figure);
        load_by(source, map, figure);
        load_shortcoming(source, map, figure);
    }
    load_over(source, map, figure);
    load_printing(source, map, figure);
}

void load_figures(struct source *source, const struct yaml_node *map)
{
    struct registry *registry = source->loader->registry;
    source->is_figure = true;
    for (size_t i = 0; i < map->pairs_n; i++) {
        int64_t id = 0;
        struct str key = load_figure_name(source, map->pairs[i].key);
        if (map_find(&registry->figure_ids, key, &id)
            && registry->figures[id]->registry_at == source->def->id)
            load_figure(source, map->pairs[i].value, registry->figures[id]);
    }
}
