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

static bool asks_met(const struct expr *expr)
{
    return expr != NULL && (expr->op == EXPR_MET || asks_met(expr->left) || asks_met(expr->right));
}

static bool is_on_time(const struct figure_def *figure)
{
    return figure->kind == FIGURE_MET || asks_met(figure->where);
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

/* An on-time rate divides by what was due: divided by what was done, a matter that is late and
 * still open would improve it. */
static void check_share(struct source *source, const struct figure_def *share)
{
    const struct registry *registry = source->loader->registry;
    struct formula above = {.op = FORMULA_FIGURE, .figure = share->numerator};
    struct formula below = {.op = FORMULA_FIGURE, .figure = share->denominator};
    if (any_under(registry, &above, is_on_time) && !is_due(registry, &below))
        load_complain(source, share->line, share->column,
                      "the on-time rate \"%" STR_FMT "\" divides by \"%" STR_FMT
                      "\", in which what is late and still open is missing; expected a "
                      "denominator with due: CLOCK",
                      STR_ARG(share->key), STR_ARG(registry->figures[share->denominator]->key));
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
