/*
 * table_parse.c - reads the layout of an official table.
 */
#include "base/embed.h"
#include "figure/cells.h"
#include "report/table_source.h"
#include "text/yaml.h"

enum { SHEETS_MAX = 40, LINES_MAX = 400, CELLS_TOP = 20000, TERMS_MAX = 100 };

struct parsing {
    struct arena *arena;
    const struct registry *registry;
    struct str file;
    struct complaints *complaints;
    struct source_sheet *sheet;
};

#define complain(p, node, ...) \
    complaints_add((p)->complaints, (p)->file, (node)->line, (node)->column, __VA_ARGS__)

/* ---- small things ---- */

static void check_words(struct parsing *p, const struct yaml_node *map, const char *known)
{
    if (map->kind != YAML_MAP) {
        complain(p, map, "this is %s; expected a map of: %s", yaml_kind_name(map->kind), known);
        return;
    }
    for (size_t i = 0; i < map->pairs_n; i++) {
        struct str rest = str_of(known), word;
        bool is_known = false;
        while (!is_known && str_next(&rest, ' ', &word))
            is_known = str_equal(word, map->pairs[i].key);
        if (!is_known)
            complaints_add(p->complaints, p->file, map->pairs[i].key_line, map->pairs[i].key_column,
                           "unknown word \"%" STR_FMT "\"; expected %s", STR_ARG(map->pairs[i].key),
                           known);
    }
}

static struct str text_of(struct parsing *p, const struct yaml_node *map, const char *key)
{
    const struct yaml_node *node = yaml_get(map, key);
    if (node == NULL)
        return STR_NONE;
    if (node->kind == YAML_SCALAR)
        return node->text;
    complain(p, node, "%s is %s; expected a text", key, yaml_kind_name(node->kind));
    return STR_NONE;
}

/* A text, which is Chinese, or {zh, en}. */
static struct title title_of(struct parsing *p, const struct yaml_node *node)
{
    struct title title = {STR_NONE, STR_NONE};
    if (node == NULL)
        return title;
    if (node->kind == YAML_SCALAR)
        title.zh = node->text;
    else if (node->kind == YAML_MAP) {
        check_words(p, node, "zh en");
        title.zh = text_of(p, node, "zh");
        title.en = text_of(p, node, "en");
    }
    if (title.zh.len == 0)
        complain(p, node, "a title is a text or {zh: …, en: …}");
    if (title.en.len == 0)
        title.en = title.zh;
    return title;
}

/* A list under the key, at most so long; its items. */
static struct yaml_node **list_of(struct parsing *p, const struct yaml_node *map, const char *key,
                                  size_t max, size_t *n_out)
{
    const struct yaml_node *node = yaml_get(map, key);
    *n_out = 0;
    if (node == NULL || node->kind != YAML_LIST || node->items_n == 0)
        complain(p, node == NULL ? map : node, "%s is missing or no list", key);
    else if (node->items_n > max)
        complain(p, node, "%s holds %zu; expected at most %zu", key, node->items_n, max);
    else {
        *n_out = node->items_n;
        return node->items;
    }
    return NULL;
}

/* ---- what fills a cell ---- */

static void check_choice(struct parsing *p, const struct yaml_node *node,
                         const struct table_rule *rule)
{
    struct figure_cell ignored;
    if (rule->figure == NULL || rule->choice.len == 0)
        return;
    if (rule->figure->by_n == 0)
        complain(p, node, "%" STR_FMT " has no cells; expected by: CHOICE_FIELD in its definition",
                 STR_ARG(rule->figure->key));
    else if (!figure_cell_find(p->registry, rule->figure, rule->choice, &ignored))
        complain(p, node, "%" STR_FMT " has no cell \"%" STR_FMT "\", or more than one",
                 STR_ARG(rule->figure->key), STR_ARG(rule->choice));
}

static void set_figure(struct parsing *p, const struct yaml_node *node, struct str key,
                       struct table_rule *rule)
{
    rule->figure = registry_figure(p->registry, key);
    if (rule->figure == NULL)
        complain(p, node, "there is no figure \"%" STR_FMT "\"", STR_ARG(key));
    else if (rule->figure->is_restricted)
        complain(p, node, "%" STR_FMT " is restricted and stands in no table", STR_ARG(key));
}

static void set_opening(struct parsing *p, const struct yaml_node *node, struct str at,
                        struct table_rule *rule)
{
    rule->is_opening = str_equal_c(at, "start");
    if (!rule->is_opening && !str_equal_c(at, "end"))
        complain(p, node, "at is \"%" STR_FMT "\"; expected start or end", STR_ARG(at));
    else if (rule->figure != NULL && rule->figure->kind != FIGURE_STOCK)
        complain(p, node, "%" STR_FMT " is no stock and has neither start nor end",
                 STR_ARG(rule->figure->key));
}

/* "FIGURE", "FIGURE{choice}", "FIGURE@start", or "" for nothing. */
static struct table_rule rule_of_text(struct parsing *p, const struct yaml_node *node)
{
    struct table_rule rule = {.divisor = 1, .line = node->line, .column = node->column};
    struct str key = node->text, rest;
    rule.is_empty = key.len == 0;
    if (node->kind != YAML_SCALAR) {
        complain(p, node, "a cell is a text: FIGURE, FIGURE{choice}, FIGURE@start, or empty");
        return rule;
    }
    if (rule.is_empty)
        return rule;
    struct str at = STR_NONE;
    if (str_cut(key, '@', &rest, &at))
        key = rest;
    if (str_cut(key, '{', &rest, &rule.choice)) {
        key = rest;
        if (!str_ends(rule.choice, STR("}")))
            complain(p, node, "the brace is not closed");
        else
            rule.choice = str_first(rule.choice, rule.choice.len - 1);
    }
    set_figure(p, node, key, &rule);
    if (at.len > 0)
        set_opening(p, node, at, &rule);
    check_choice(p, node, &rule);
    return rule;
}

static struct table_rule rule_of_map(struct parsing *p, const struct yaml_node *map)
{
    struct table_rule rule = {.divisor = 1, .line = map->line, .column = map->column};
    struct str figure = text_of(p, map, "figure"), at = text_of(p, map, "at");
    struct str scale = text_of(p, map, "scale"), digits = text_of(p, map, "digits");
    int64_t number = 0;
    rule.choice = text_of(p, map, "cell");
    if (figure.len > 0)
        set_figure(p, yaml_get(map, "figure"), figure, &rule);
    if (at.len > 0)
        set_opening(p, yaml_get(map, "at"), at, &rule);
    check_choice(p, map, &rule);
    if (str_equal_c(scale, "万"))
        rule.divisor = 10000;
    else if (str_equal_c(scale, "亿"))
        rule.divisor = 100000000;
    else if (scale.len > 0)
        complain(p, yaml_get(map, "scale"), "scale is 万 or 亿");
    if (digits.len > 0 && (!str_to_i64(digits, &number) || number < 0 || number > 6))
        complain(p, yaml_get(map, "digits"), "digits is a number from 0 to 6");
    rule.digits = (int)number;
    return rule;
}

/* ---- rows and columns ---- */

static void load_under(struct parsing *p, const struct yaml_node *map, struct table_head *head)
{
    const struct yaml_node *under = yaml_get(map, "under");
    if (under == NULL)
        return;
    if (under->kind == YAML_LIST && under->items_n >= 1 && under->items_n <= 2)
        for (; head->under_n < under->items_n; head->under_n++)
            head->under[head->under_n] = title_of(p, under->items[head->under_n]);
    else if (under->kind != YAML_LIST)
        head->under[head->under_n++] = title_of(p, under);
    else
        complain(p, under, "under takes one or two groups, the outermost first");
}

static void load_cells(struct parsing *p, const struct yaml_node *map, struct table_line *row)
{
    const struct yaml_node *cells = yaml_get(map, "cells");
    size_t n = p->sheet->columns_n;
    if (cells == NULL)
        return;
    if (cells->kind != YAML_LIST || cells->items_n != n) {
        complain(p, cells, "cells is a list of %zu, one a column", n);
        return;
    }
    row->cells = arena_array(p->arena, struct table_rule, n);
    for (size_t i = 0; i < n; i++)
        row->cells[i] = rule_of_text(p, cells->items[i]);
}

static void load_kinds(struct parsing *p, const struct yaml_node *map, struct table_line *row)
{
    const struct yaml_node *each = yaml_get(map, "each");
    if (each == NULL)
        return;
    size_t n;
    if (each->kind != YAML_SCALAR || !str_equal_c(each->text, "unit"))
        complain(p, each, "each takes unit");
    struct yaml_node **kinds = list_of(p, map, "kinds", LINES_MAX, &n);
    row->kinds = arena_array(p->arena, struct str, n + 1);
    for (size_t i = 0; i < n; i++)
        row->kinds[row->kinds_n++] = kinds[i]->text;
}

static void load_line(struct parsing *p, const struct yaml_node *map, bool is_row,
                      struct table_line *line)
{
    check_words(p, map,
                is_row ? "key title under figure cell at scale digits cells each kinds"
                       : "key title under figure cell at scale digits");
    line->head.key = text_of(p, map, "key");
    line->rule = rule_of_map(p, map);
    load_under(p, map, &line->head);
    if (!is_row || yaml_get(map, "each") == NULL)
        line->head.title = title_of(p, yaml_get(map, "title"));
    if (is_row) {
        load_cells(p, map, line);
        load_kinds(p, map, line);
    }
    if (line->head.title.zh.len == 0 && line->kinds == NULL)
        complain(p, map, "a title is missing");
}

static struct table_line *load_lines(struct parsing *p, const struct yaml_node *map,
                                     const char *key, size_t *n_out)
{
    size_t n;
    bool is_row = str_equal_c(str_of(key), "rows");
    struct yaml_node **items = list_of(p, map, key, LINES_MAX, &n);
    struct table_line *lines = arena_array(p->arena, struct table_line, n + 1);
    for (size_t i = 0; i < n; i++)
        load_line(p, items[i], is_row, &lines[i]);
    *n_out = n;
    return lines;
}

/* Every cell gets its figure from one direction, and its choice from at most one. */
static void check_crossing(struct parsing *p, const struct yaml_node *map)
{
    const struct source_sheet *sheet = p->sheet;
    for (size_t r = 0; r < sheet->rows_n; r++) {
        const struct table_line *row = &sheet->rows[r];
        for (size_t c = 0; c < sheet->columns_n && row->cells == NULL; c++) {
            const struct table_line *column = &sheet->columns[c];
            bool has_both = row->rule.figure != NULL && column->rule.figure != NULL;
            bool has_none = row->rule.figure == NULL && column->rule.figure == NULL;
            if (has_both || has_none) {
                complain(p, map,
                         "\"%" STR_FMT "\" × \"%" STR_FMT "\" has %s; expected a figure in the "
                         "row or in the column",
                         STR_ARG(row->head.title.zh), STR_ARG(column->head.title.zh),
                         has_both ? "two figures" : "no figure");
                return;
            }
            struct table_rule rule = {.figure = row->rule.figure != NULL ? row->rule.figure
                                                                         : column->rule.figure};
            rule.choice = row->rule.figure != NULL ? column->rule.choice : row->rule.choice;
            check_choice(p, map, &rule); /* its own is checked already */
        }
    }
}

/* ---- identities ---- */

static int find_line(const struct table_line *lines, size_t n, struct str key)
{
    for (size_t i = 0; i < n; i++)
        if (key.len > 0 && str_equal(lines[i].head.key, key))
            return (int)i;
    return NONE;
}

/* "a + b = c + d": keys of rows, or of columns. */
static void load_identity_text(struct parsing *p, const struct yaml_node *node,
                               struct table_identity *identity)
{
    const struct source_sheet *sheet = p->sheet;
    bool is_columns = identity->kind == TABLE_OF_COLUMNS;
    const struct table_line *lines = is_columns ? sheet->columns : sheet->rows;
    size_t lines_n = is_columns ? sheet->columns_n : sheet->rows_n;
    struct str rest = node->text, word;
    int side = 1, sign = 1;
    identity->signs = arena_array(p->arena, int, TERMS_MAX);
    identity->lines = arena_array(p->arena, int, TERMS_MAX);
    while (rest.len > 0 && str_next(&rest, ' ', &word)) {
        if (word.len == 0)
            continue;
        if (str_equal_c(word, "=")) {
            side = -side;
            sign = 1;
        } else if (str_equal_c(word, "+") || str_equal_c(word, "-")) {
            sign = str_equal_c(word, "-") ? -1 : 1;
        } else {
            int at = find_line(lines, lines_n, word);
            if (at == NONE)
                complain(p, node, "no %s has the key \"%" STR_FMT "\"",
                         is_columns ? "column" : "row", STR_ARG(word));
            else if (identity->n < TERMS_MAX) {
                identity->signs[identity->n] = side * sign;
                identity->lines[identity->n++] = at;
            }
        }
    }
    if (side == 1)
        complain(p, node, "an identity has one = between two sums");
}

static void load_identity(struct parsing *p, const struct yaml_node *map,
                          struct table_identity *identity)
{
    static const char *const words[] = {"rows", "columns", "carried"};
    const struct yaml_node *node = NULL;
    check_words(p, map, "rows columns carried");
    for (size_t i = 0; i < 3 && node == NULL; i++) {
        node = yaml_get(map, words[i]);
        identity->kind = (enum table_identity_kind)i;
    }
    if (node == NULL || node->kind != YAML_SCALAR) {
        complain(p, map, "an identity is rows: a + b = c, columns: … or carried: LAST = FIRST");
        return;
    }
    identity->text = node->text;
    identity->line = node->line;
    identity->column = node->column;
    load_identity_text(p, node, identity);
    if (identity->kind == TABLE_CARRIED && identity->n != 2)
        complain(p, node, "carried compares two rows: LAST = FIRST");
}

static void load_sheet(struct parsing *p, const struct yaml_node *map, struct source_sheet *sheet)
{
    size_t n = 0;
    p->sheet = sheet;
    check_words(p, map, "key title stub note columns rows identities");
    sheet->key = text_of(p, map, "key");
    sheet->title = title_of(p, yaml_get(map, "title"));
    sheet->stub = title_of(p, yaml_get(map, "stub"));
    sheet->note = title_of(p, yaml_get(map, "note"));
    if (sheet->title.zh.len == 0)
        complain(p, map, "a title is missing");
    sheet->columns = load_lines(p, map, "columns", &sheet->columns_n);
    sheet->rows = load_lines(p, map, "rows", &sheet->rows_n);
    if (sheet->columns_n * sheet->rows_n > CELLS_TOP)
        complain(p, map, "the sheet has more than %d cells", CELLS_TOP);
    check_crossing(p, map);
    struct yaml_node **items =
        yaml_get(map, "identities") == NULL ? NULL : list_of(p, map, "identities", LINES_MAX, &n);
    sheet->identities = arena_array(p->arena, struct table_identity, n + 1);
    for (size_t i = 0; i < n; i++)
        load_identity(p, items[i], &sheet->identities[i]);
    sheet->identities_n = n;
}

const struct table_source *table_parse(struct arena *arena, const struct registry *registry,
                                       struct str file, struct str bytes,
                                       struct complaints *complaints)
{
    size_t before = complaints->list.n, n;
    struct parsing p = {arena, registry, file, complaints, NULL};
    const struct yaml_node *root = yaml_parse(arena, file, bytes, complaints);
    if (root == NULL)
        return NULL;
    struct table_source *source = arena_new(arena, struct table_source);
    check_words(&p, root, "table title law sheets");
    source->file = file;
    source->registry = registry;
    source->name = text_of(&p, root, "table");
    source->law = text_of(&p, root, "law");
    source->title = title_of(&p, yaml_get(root, "title"));
    if (source->name.len == 0 || source->title.zh.len == 0)
        complain(&p, root, "a table has a key (table:) and a title");
    struct yaml_node **items = list_of(&p, root, "sheets", SHEETS_MAX, &n);
    source->sheets = arena_array(arena, struct source_sheet, n + 1);
    for (size_t i = 0; i < n; i++)
        load_sheet(&p, items[i], &source->sheets[i]);
    source->sheets_n = n;
    return complaints->list.n == before ? source : NULL;
}

/* ---- shipped ---- */

static struct str shipped_name(struct str path)
{
    struct str folder = STR("tables/"), ending = STR(".yaml");
    if (!str_starts(path, folder) || !str_ends(path, ending))
        return STR_NONE;
    return str_from(str_first(path, path.len - ending.len), folder.len);
}

struct title table_title(const struct table_source *source)
{
    return source->title;
}

size_t table_names(struct arena *arena, struct str **names_out)
{
    size_t n = 0;
    struct str *names = arena_array(arena, struct str, embedded_files_n + 1);
    for (size_t i = 0; i < embedded_files_n; i++) {
        names[n] = shipped_name(embedded_files[i].path);
        n += names[n].len > 0;
    }
    *names_out = names;
    return n;
}

bool table_find(struct arena *arena, const struct registry *registry, struct str name,
                const struct table_source **source_out, struct complaints *complaints,
                struct err *err)
{
    struct str path = arena_print(arena, "tables/%" STR_FMT ".yaml", STR_ARG(name)), bytes;
    if (embed_find(path, &bytes)) {
        *source_out = table_parse(arena, registry, path, bytes, complaints);
        return *source_out != NULL
               || err_set(err, ERR_INPUT,
                          "the table \"%" STR_FMT "\" does not fit the office's definitions",
                          STR_ARG(name));
    }
    struct str *names;
    size_t n = table_names(arena, &names);
    struct str known = STR_NONE;
    for (size_t i = 0; i < n; i++)
        known = arena_print(arena, "%" STR_FMT " %" STR_FMT, STR_ARG(known), STR_ARG(names[i]));
    (void)err_set(err, ERR_MISSING, "there is no table \"%" STR_FMT "\"", STR_ARG(name));
    err_hint(err, "the tables are:%" STR_FMT, STR_ARG(known));
    return false;
}
