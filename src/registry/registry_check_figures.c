#include "registry/load.h"
#include "registry/registry_check.h"

struct walk {
    const struct registry *registry;
    unsigned char *colour; /* by figure: 1 on the way down, 2 done */
};

/* True when the figure's formula comes back to itself. */
static bool is_circular(struct walk *walk, int figure);

static bool has_circle(struct walk *walk, const struct formula *formula)
{
    if (formula == NULL || formula->op == FORMULA_CONST)
        return false;
    if (formula->op == FORMULA_FIGURE)
        return is_circular(walk, formula->figure);
    return has_circle(walk, formula->left) || has_circle(walk, formula->right);
}

static bool is_circular(struct walk *walk, int figure)
{
    if (walk->colour[figure] != 0)
        return walk->colour[figure] == 1;
    walk->colour[figure] = 1;
    bool is = has_circle(walk, walk->registry->figures[figure]->formula);
    walk->colour[figure] = 2;
    return is;
}

/* Whether any figure under the formula has the property. */
static bool any_under(const struct registry *registry, const struct formula *formula,
                      bool (*has)(const struct figure_def *))
{
    if (formula == NULL || formula->op == FORMULA_CONST)
        return false;
    if (formula->op != FORMULA_FIGURE)
        return any_under(registry, formula->left, has) || any_under(registry, formula->right, has);
    const struct figure_def *figure = registry->figures[formula->figure];
    return has(figure) || any_under(registry, figure->formula, has);
}

static bool is_restricted(const struct figure_def *figure)
{
    return figure->is_restricted;
}

static bool is_on_time(const struct figure_def *figure)
{
    return figure->kind == FIGURE_MET || expr_asks(figure->where, EXPR_MET);
}

static bool is_due(const struct registry *registry, const struct formula *formula)
{
    if (formula == NULL || formula->op == FORMULA_CONST)
        return true;
    if (formula->op != FORMULA_FIGURE)
        return is_due(registry, formula->left) && is_due(registry, formula->right);
    const struct figure_def *figure = registry->figures[formula->figure];
    return figure->kind == FIGURE_FORMULA ? is_due(registry, figure->formula)
                                          : figure->kind == FIGURE_DUE;
}

/* Is the due figure of the same clock under the formula? */
static bool has_due(const struct registry *registry, const struct formula *formula,
                    const struct figure_def *met)
{
    if (formula == NULL || formula->op == FORMULA_CONST)
        return false;
    if (formula->op != FORMULA_FIGURE)
        return has_due(registry, formula->left, met) || has_due(registry, formula->right, met);
    const struct figure_def *figure = registry->figures[formula->figure];
    return (figure->kind == FIGURE_DUE && figure->registry_at == met->registry_at
            && figure->clock == met->clock)
           || has_due(registry, figure->formula, met);
}

/* A figure `met` under the one formula whose clock is not due under the other; or NULL. */
static const struct figure_def *unmatched(const struct registry *registry,
                                          const struct formula *above, const struct formula *below)
{
    if (above == NULL || above->op == FORMULA_CONST)
        return NULL;
    if (above->op != FORMULA_FIGURE) {
        const struct figure_def *left = unmatched(registry, above->left, below);
        return left != NULL ? left : unmatched(registry, above->right, below);
    }
    const struct figure_def *figure = registry->figures[above->figure];
    if (figure->kind == FIGURE_MET)
        return has_due(registry, below, figure) ? NULL : figure;
    return unmatched(registry, figure->formula, below);
}

static bool is_titled_on_time(const struct figure_def *figure)
{
    const struct str words[] = {STR("按时"), STR("按期"), STR("及时")};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_find(figure->title.zh, words[i]) < figure->title.zh.len)
            return true;
    return false;
}

/* Does the formula count events that end the work? */
static bool counts_endings(const struct registry *registry, const struct formula *formula)
{
    if (formula == NULL || formula->op == FORMULA_CONST)
        return false;
    if (formula->op != FORMULA_FIGURE)
        return counts_endings(registry, formula->left) || counts_endings(registry, formula->right);
    const struct figure_def *figure = registry->figures[formula->figure];
    const struct register_def *def = registry->registers[figure->registry_at];
    for (size_t i = 0; i < def->events_n; i++) {
        int to = def->events[i].to;
        if ((figure->events[i / 64] >> (i % 64) & 1) != 0 && to != NONE && !def->states[to].is_open)
            return true;
    }
    return counts_endings(registry, figure->formula);
}

/* An on-time rate divides by what was due: divided by what was done, a matter that is late and
 * still open would improve it. */
static void check_share(struct source *source, const struct figure_def *share)
{
    const struct registry *registry = source->loader->registry;
    struct formula above = {.op = FORMULA_FIGURE, .figure = share->numerator};
    struct formula below = {.op = FORMULA_FIGURE, .figure = share->denominator};
    bool is_on_time_rate = any_under(registry, &above, is_on_time);
    const struct figure_def *met = unmatched(registry, &above, &below);
    if ((is_on_time_rate && !is_due(registry, &below))
        || (is_titled_on_time(share) && counts_endings(registry, &below)))
        load_complain(source, share->line, share->column,
                      "the on-time rate \"%" STR_FMT "\" divides by \"%" STR_FMT
                      "\", in which what is late and still open is missing; expected a "
                      "denominator with due: CLOCK",
                      STR_ARG(share->key), STR_ARG(registry->figures[share->denominator]->key));
    else if (met != NULL)
        load_complain(source, share->line, share->column,
                      "the on-time rate \"%" STR_FMT "\" divides by the dates of another clock "
                      "than \"%" STR_FMT "\" has; expected a denominator with due: %" STR_FMT,
                      STR_ARG(share->key), STR_ARG(met->key),
                      STR_ARG(registry->registers[met->registry_at]->clocks[met->clock].key));
}

/* The largest `cells` of what the formula is made of. */
static int cells_under(const struct registry *registry, const struct formula *formula)
{
    if (formula == NULL || formula->op == FORMULA_CONST)
        return CELLS_MIN;
    if (formula->op == FORMULA_FIGURE) {
        const struct figure_def *figure = registry->figures[formula->figure];
        int under = cells_under(registry, figure->formula);
        return figure->cells > under ? figure->cells : under;
    }
    int left = cells_under(registry, formula->left), right = cells_under(registry, formula->right);
    return left > right ? left : right;
}

static void check_cells(struct source *source, const struct figure_def *figure)
{
    const struct registry *registry = source->loader->registry;
    const struct register_def *def = registry->registers[figure->registry_at];
    int under = cells_under(registry, figure->formula);
    if (figure->cells < def->cells)
        load_complain(source, figure->line, figure->column,
                      "the figure \"%" STR_FMT "\" has cells: %d, its register %d; expected at "
                      "least as many",
                      STR_ARG(figure->key), figure->cells, def->cells);
    else if (figure->formula != NULL && figure->cells < under)
        load_complain(source, figure->line, figure->column,
                      "the figure \"%" STR_FMT "\" is computed from one with cells: %d and would "
                      "tell it; expected cells: %d",
                      STR_ARG(figure->key), under, under);
}

static void check_figure(struct source *source, const struct figure_def *figure, struct walk *walk)
{
    const struct registry *registry = source->loader->registry;
    if (is_circular(walk, figure->id)) {
        load_complain(source, figure->line, figure->column,
                      "the figure \"%" STR_FMT "\" is computed from itself; expected a formula of "
                      "other figures",
                      STR_ARG(figure->key));
        return;
    }
    if (figure->is_share)
        check_share(source, figure);
    check_cells(source, figure);
    if (!figure->is_restricted && any_under(registry, figure->formula, is_restricted))
        load_complain(source, figure->line, figure->column,
                      "the figure \"%" STR_FMT "\" is computed from a restricted one and would "
                      "tell it; expected restricted: true",
                      STR_ARG(figure->key));
    if (figure->print_down > 0 && figure->more.len == 0)
        load_complain(source, figure->line, figure->column,
                      "the figure \"%" STR_FMT "\" is rounded down and would look exact; expected "
                      "more: 余",
                      STR_ARG(figure->key));
}

static void check_identity(struct source *source, const struct identity_def *identity)
{
    bool has_stock = false;
    for (size_t i = 0; i < identity->terms_n; i++)
        has_stock |= identity->terms[i].at != IDENTITY_PERIOD;
    if (identity->is_flow != has_stock)
        load_complain(source, identity->line, identity->column,
                      identity->is_flow ? "a flow without a stock; expected STOCK@start or "
                                          "STOCK@end in it, or - partition:"
                                        : "a partition with @start or @end; expected - flow:");
}

static void check_register(struct source *source)
{
    const struct registry *registry = source->loader->registry;
    const struct register_def *def = source->def;
    for (size_t i = 0; i < def->figures_n; i++) {
        struct walk walk = {registry,
                            arena_array(source->arena, unsigned char, registry->figures_n + 1)};
        check_figure(source, registry->figures[def->figures[i]], &walk);
    }
    for (size_t i = 0; i < def->identities_n; i++)
        check_identity(source, &def->identities[i]);
}

void registry_check_figures(struct loader *loader)
{
    for (size_t i = 0; i < loader->registry->registers_n; i++) {
        struct register_def *def = loader->registry->registers[i];
        if (def == NULL)
            continue;
        struct source source = {
            .loader = loader, .arena = loader->arena, .file = def->file, .def = def};
        check_register(&source);
    }
}
