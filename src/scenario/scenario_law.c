/*
 * scenario_law.c - the table of rules and their proofs.
 */
#include "scenario/scenario_law.h"

#include <stdlib.h>

#include "os/file.h"
#include "text/utf8.h"
#include "text/yaml.h"

/* ---- rows ---- */

static bool names(const struct scenario *scenario, struct str id)
{
    for (size_t i = 0; i < scenario->law.n; i++)
        if (str_equal(scenario->law.at[i].value, id))
            return true;
    return false;
}

static struct str text_of(const struct yaml_node *map, const char *key)
{
    const struct yaml_node *node = yaml_get(map, key);
    return node != NULL && node->kind == YAML_SCALAR ? node->text : STR_NONE;
}

/* The test file must say what the row quotes from it, so that neither outlives the other. */
static void check_quote(const struct scenario_law *law, const struct scenario_row *row,
                        struct str file, struct complaints *complaints)
{
    struct err err;
    struct str bytes;
    if (!os_file_read(law->arena, row->in, LIMIT_YAML_BYTES, &bytes, &err))
        complaints_add(complaints, file, row->line, 1, "%" STR_FMT ": %s", STR_ARG(row->id),
                       err.what);
    else if (row->quote.len == 0 || str_find(bytes, row->quote) >= bytes.len)
        complaints_add(complaints, file, row->line, 1,
                       "%" STR_FMT ": %" STR_FMT " does not say \"%" STR_FMT "\"", STR_ARG(row->id),
                       STR_ARG(row->in), STR_ARG(row->quote));
}

static void add_row(struct scenario_law *law, const struct yaml_pair *pair, struct str file,
                    struct complaints *complaints)
{
    struct scenario_row row = {.id = pair->key, .line = pair->key_line};
    row.words = pair->value->kind == YAML_SCALAR ? pair->value->text : text_of(pair->value, "rule");
    row.in = text_of(pair->value, "in");
    row.quote = text_of(pair->value, "says");
    if (row.words.len == 0)
        complaints_add(complaints, file, pair->key_line, pair->key_column,
                       "%" STR_FMT " says no rule; expected ID: words, or ID: {rule: words, in: "
                       "FILE, says: TEXT}",
                       STR_ARG(pair->key));
    if (row.in.len > 0)
        check_quote(law, &row, file, complaints);
    for (size_t i = 0; i < law->scenarios.n; i++)
        if (law->scenarios.at[i]->is_passed && names(law->scenarios.at[i], row.id))
            list_push(law->arena, &row.proofs, law->scenarios.at[i]);
    list_push(law->arena, &law->rows, row);
}

/* "复议-05": words, a dash, digits. */
static bool is_row_id(struct str text)
{
    struct str head, tail;
    int64_t n;
    return str_cut(text, '-', &head, &tail) && head.len > 0 && tail.len > 0 && str_to_i64(tail, &n);
}

static bool has_row(const struct scenario_law *law, struct str id)
{
    for (size_t i = 0; i < law->rows.n; i++)
        if (str_equal(law->rows.at[i].id, id))
            return true;
    return false;
}

static void check_tags(const struct scenario_law *law, struct complaints *complaints)
{
    for (size_t i = 0; i < law->scenarios.n; i++) {
        const struct scenario *s = law->scenarios.at[i];
        for (size_t k = 0; k < s->law.n; k++)
            if (is_row_id(s->law.at[k].value) && !has_row(law, s->law.at[k].value))
                complaints_add(complaints, s->file, s->law.at[k].line, s->law.at[k].column,
                               "there is no row \"%" STR_FMT "\" in the table of traps",
                               STR_ARG(s->law.at[k].value));
    }
}

void scenario_law_rows(struct scenario_law *law, struct str file, struct str bytes,
                       struct complaints *complaints)
{
    const struct yaml_node *root = yaml_parse(law->arena, file, bytes, complaints);
    if (root == NULL)
        return;
    if (root->kind != YAML_MAP) {
        complaints_add(complaints, file, root->line, root->column,
                       "the rows are %s; expected ID: words", yaml_kind_name(root->kind));
        return;
    }
    for (size_t i = 0; i < root->pairs_n; i++)
        add_row(law, &root->pairs[i], file, complaints);
    check_tags(law, complaints);
}

/* ---- the table ---- */

/* A bar would end the cell. */
static void put_cell(struct buf *out, struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.p[i] == '|')
            buf_put_c(out, "\\|");
        else
            buf_put_char(out, text.p[i] == '\n' ? ' ' : text.p[i]);
    }
}

/* Links stand from docs/, where the table is kept. */
static void put_proof(struct buf *out, const struct scenario *scenario, bool is_first)
{
    buf_put(out, is_first ? STR("") : STR("；"));
    buf_put_c(out, "[");
    put_cell(out, scenario->title);
    buf_print(out, "](../%" STR_FMT ")", STR_ARG(scenario->file));
}

enum { PROOFS_SHOWN = 3 }; /* of a rule that many scenarios state */

static void put_rule(struct buf *out, const struct scenario_rule *rule)
{
    buf_put_c(out, "| ");
    put_cell(out, rule->law);
    buf_put_c(out, " | ");
    put_cell(out, rule->words);
    buf_put_c(out, " | ");
    for (size_t i = 0; i < rule->proofs.n && i < PROOFS_SHOWN; i++)
        put_proof(out, rule->proofs.at[i], i == 0);
    if (rule->proofs.n == 0)
        buf_put_c(out, "—");
    buf_put_c(out, " |\n");
}

static void put_rows(const struct scenario_law *law, struct buf *out)
{
    if (law->rows.n == 0)
        return;
    buf_put_c(out, "\n## 易错之处\n\n| 编号 | 规则 | 证明 |\n| --- | --- | --- |\n");
    for (size_t i = 0; i < law->rows.n; i++) {
        const struct scenario_row *row = &law->rows.at[i];
        buf_put_c(out, "| ");
        put_cell(out, row->id);
        buf_put_c(out, " | ");
        put_cell(out, row->words);
        buf_put_c(out, " | ");
        for (size_t k = 0; k < row->proofs.n; k++)
            put_proof(out, row->proofs.at[k], k == 0);
        if (row->in.len > 0)
            buf_print(out, "%s[期间算例](../%" STR_FMT ")", row->proofs.n > 0 ? "；" : "",
                      STR_ARG(row->in));
        else if (row->proofs.n == 0)
            buf_put_c(out, "—");
        buf_put_c(out, " |\n");
    }
}

void scenario_law_table(const struct scenario_law *law, struct buf *out)
{
    const struct register_def *def = NULL;
    buf_put_c(out, "# 规则与证明 · The rules and what proves them\n\n"
                   "Made by `make law`: do not edit. A rule is what a register says with an "
                   "article: a period, a\ncondition of a step, an act of the law itself. A "
                   "scenario proves it by stating its due day, its\nsentence or its date. "
                   "`test/scenario/uncovered.txt` lists the rules that no scenario states yet.\n");
    for (size_t i = 0; i < law->rules.list.n; i++) {
        const struct scenario_rule *rule = &law->rules.list.at[i];
        if (rule->def != def)
            buf_print(out,
                      "\n## %" STR_FMT " (%" STR_FMT
                      ")\n\n| 条文 | 规则 | 情形 |\n| --- | --- | --- |\n",
                      STR_ARG(rule->def->title.zh), STR_ARG(rule->def->key));
        def = rule->def;
        put_rule(out, rule);
    }
    put_rows(law, out);
}

/* ---- what is missing ---- */

static int compare_texts(const void *a, const void *b)
{
    const struct str *x = a, *y = b;
    return str_compare(*x, *y);
}

void scenario_law_unproved(const struct scenario_law *law, struct buf *out)
{
    struct str *ids = arena_array(law->arena, struct str, law->rules.list.n + law->rows.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < law->rules.list.n; i++)
        if (law->rules.list.at[i].proofs.n == 0)
            ids[n++] = law->rules.list.at[i].id;
    for (size_t i = 0; i < law->rows.n; i++)
        if (law->rows.at[i].proofs.n == 0 && law->rows.at[i].in.len == 0)
            ids[n++] = arena_print(law->arena, "row %" STR_FMT, STR_ARG(law->rows.at[i].id));
    if (n > 1)
        qsort(ids, n, sizeof *ids, compare_texts);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || !str_equal(ids[i], ids[i - 1]))
            buf_print(out, "%" STR_FMT "\n", STR_ARG(ids[i]));
}
