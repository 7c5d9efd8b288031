#include "registry/formula_parse.h"

static const struct formula *parse_sum(struct tokens *t);

static struct formula *new_formula(struct tokens *t, enum formula_op op)
{
    (void)tokens_count(t);
    struct formula *formula = arena_new(t->source->arena, struct formula);
    formula->op = op;
    formula->figure = NONE;
    return formula;
}

/* The id of the figure named; NONE with a complaint. */
static int find_figure(struct tokens *t, struct str name, size_t offset)
{
    const struct registry *registry = t->source->loader->registry;
    struct str key = load_figure_name(t->source, name);
    LIST_OF(struct str) names = {0};
    int64_t id = 0;
    if (map_find(&registry->figure_ids, key, &id))
        return (int)id;
    for (size_t i = 0; i < registry->figures_n; i++)
        if (registry->figures[i] != NULL)
            list_push(t->source->arena, &names, registry->figures[i]->key);
    struct str guess = load_guess(t->source->arena, key, names.at, names.n);
    tokens_complain(t, offset,
                    "there is no figure \"%" STR_FMT "\"; expected one of any register%" STR_FMT,
                    STR_ARG(key), STR_ARG(guess));
    return NONE;
}

static const struct formula *parse_primary(struct tokens *t)
{
    struct token token = t->now;
    struct formula *formula = new_formula(t, FORMULA_CONST);
    if (tokens_skip(t, "(")) {
        t->depth++;
        const struct formula *inner = tokens_count(t) ? parse_sum(t) : formula;
        t->depth--;
        (void)(!t->is_failed && tokens_expect(t, ")"));
        return inner;
    }
    tokens_next(t);
    if (token.kind == TOKEN_NAME) {
        formula->op = FORMULA_FIGURE;
        formula->figure = find_figure(t, token.text, token.offset);
    } else if (token.kind != TOKEN_NUMBER || !decimal_parse(token.text, &formula->value))
        tokens_complain(t, token.offset,
                        "%s%" STR_FMT "%s; expected a figure, a number or a bracket",
                        token.kind == TOKEN_END ? "the formula ends here" : "\"",
                        STR_ARG(token.text), token.kind == TOKEN_END ? "" : "\" stands here");
    return formula;
}

static const struct formula *parse_product(struct tokens *t)
{
    const struct formula *left = parse_primary(t);
    while (!t->is_failed && (tokens_is(t, "*") || tokens_is(t, "/"))) {
        struct formula *both = new_formula(t, tokens_is(t, "*") ? FORMULA_MUL : FORMULA_DIV);
        tokens_next(t);
        both->left = left;
        both->right = parse_primary(t);
        left = both;
    }
    return left;
}

static const struct formula *parse_sum(struct tokens *t)
{
    const struct formula *left = parse_product(t);
    while (!t->is_failed && (tokens_is(t, "+") || tokens_is(t, "-"))) {
        struct formula *both = new_formula(t, tokens_is(t, "+") ? FORMULA_ADD : FORMULA_SUB);
        tokens_next(t);
        both->left = left;
        both->right = parse_product(t);
        left = both;
    }
    return left;
}

static void make_share(struct tokens *t, const struct formula *formula, struct figure_def *figure)
{
    if (formula->op != FORMULA_DIV || formula->left->op != FORMULA_FIGURE
        || formula->right->op != FORMULA_FIGURE) {
        tokens_complain(t, 0, "a share is one figure over another; expected A / B");
        return;
    }
    struct formula *hundred = new_formula(t, FORMULA_CONST);
    struct formula *product = new_formula(t, FORMULA_MUL);
    struct formula *share = new_formula(t, FORMULA_DIV);
    hundred->value = (struct decimal){100, 0};
    product->left = formula->left;
    product->right = hundred;
    share->left = product;
    share->right = formula->right;
    figure->numerator = formula->left->figure;
    figure->denominator = formula->right->figure;
    figure->formula = share;
}

void formula_parse(struct source *source, const struct yaml_node *scalar, struct figure_def *figure)
{
    struct tokens t;
    tokens_begin(&t, source, scalar);
    figure->formula_text = scalar->text;
    const struct formula *formula = parse_sum(&t);
    if (!t.is_failed && t.now.kind != TOKEN_END)
        tokens_complain(&t, t.now.offset,
                        "\"%" STR_FMT "\" stands after the end of the formula; expected + - * / or "
                        "nothing",
                        STR_ARG(t.now.text));
    if (t.is_failed)
        return;
    if (figure->is_share)
        make_share(&t, formula, figure);
    else
        figure->formula = formula;
}

static bool parse_term(struct tokens *t, int sign, struct identity_term *term)
{
    struct str name, at;
    if (t->now.kind != TOKEN_NAME) {
        tokens_complain(t, t->now.offset, "expected the name of a figure here, A = B + C");
        return false;
    }
    bool has_at = str_cut(t->now.text, '@', &name, &at);
    *term = (struct identity_term){sign, find_figure(t, name, t->now.offset), IDENTITY_PERIOD};
    if (t->is_failed)
        return false;
    const struct figure_def *figure = t->source->loader->registry->figures[term->figure];
    if (has_at && str_equal_c(at, "start"))
        term->at = IDENTITY_START;
    else if (has_at && str_equal_c(at, "end"))
        term->at = IDENTITY_END;
    else if (has_at)
        tokens_complain(t, t->now.offset, "\"@%" STR_FMT "\"; expected @start or @end",
                        STR_ARG(at));
    if (has_at && figure->over == PREVIOUS_YEAR)
        tokens_complain(t, t->now.offset,
                        "\"%" STR_FMT "\" is of the year before; expected a stock of this period",
                        STR_ARG(name));
    if (has_at && figure->kind != FIGURE_STOCK)
        tokens_complain(t, t->now.offset,
                        "\"%" STR_FMT "\" is no stock and has no start and end; expected it "
                        "without @",
                        STR_ARG(name));
    tokens_next(t);
    return !t->is_failed;
}

static void parse_identity(struct source *source, const struct yaml_node *scalar, bool is_flow,
                           struct identity_def *identity)
{
    struct tokens t;
    LIST_OF(struct identity_term) terms = {0};
    int side = 1, sign = 1;
    *identity = (struct identity_def){
        .text = scalar->text, .is_flow = is_flow, .line = scalar->line, .column = scalar->column};
    tokens_begin(&t, source, scalar);
    for (;;) {
        struct identity_term term;
        if (!parse_term(&t, side * sign, &term))
            return;
        list_push(source->arena, &terms, term);
        if (t.now.kind == TOKEN_END)
            break;
        sign = tokens_is(&t, "-") ? -1 : 1;
        if (side == 1 && tokens_skip(&t, "="))
            side = -1;
        else if (!tokens_skip(&t, "-") && !tokens_expect(&t, "+"))
            return;
    }
    if (side == 1)
        tokens_complain(&t, t.now.offset, "the identity has no \"=\"; expected A = B + C");
    identity->terms = terms.at;
    identity->terms_n = terms.n;
}

void load_identities(struct source *source, const struct yaml_node *list)
{
    static const char *const known[] = {"partition", "flow", NULL};
    struct register_def *def = source->def;
    if (list->kind != YAML_LIST) {
        load_complain_at(source, list, "identities is %s; expected a list of - partition: A = B",
                         yaml_kind_name(list->kind));
        return;
    }
    def->identities = arena_array(source->arena, struct identity_def, list->items_n + 1);
    for (size_t i = 0; i < list->items_n; i++) {
        const struct yaml_node *item = list->items[i];
        if (!load_words(source, item, "an identity", known))
            continue;
        const struct yaml_node *partition = load_scalar(source, item, "partition");
        const struct yaml_node *flow = load_scalar(source, item, "flow");
        if ((partition == NULL) == (flow == NULL))
            load_complain_at(source, item,
                             "expected either - partition: A = B + C or - flow: "
                             "A@start + B = C + A@end");
        else
            parse_identity(source, partition != NULL ? partition : flow, flow != NULL,
                           &def->identities[def->identities_n++]);
    }
}
