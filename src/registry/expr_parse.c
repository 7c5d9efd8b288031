#include "registry/expr_parse.h"

#include "registry/expr_operand.h"

static struct operand parse_or(struct tokens *t);

static struct operand logical(struct tokens *t, enum expr_op op, struct operand a, struct operand b)
{
    if (!operand_need(t, &a, OPERAND_BOOLEAN) || !operand_need(t, &b, OPERAND_BOOLEAN))
        return operand_none();
    return operand_binary(t, op, OPERAND_BOOLEAN, 0, &a, &b);
}

static struct operand parse_primary(struct tokens *t)
{
    if (!tokens_skip(t, "("))
        return operand_parse(t);
    struct operand inner = parse_or(t);
    if (inner.expr != NULL)
        inner.name = STR_NONE;
    (void)(!t->is_failed && tokens_expect(t, ")"));
    return inner;
}

static struct operand parse_unary(struct tokens *t)
{
    size_t offset = t->now.offset;
    if (!tokens_skip(t, "-"))
        return parse_primary(t);
    t->depth++;
    if (!tokens_count(t))
        return operand_none();
    struct operand zero = operand_number(t, 0, 0, offset), value = parse_unary(t);
    t->depth--;
    return operand_calculate(t, EXPR_SUB, &zero, &value);
}

static struct operand parse_product(struct tokens *t)
{
    struct operand a = parse_unary(t);
    while (!t->is_failed && (tokens_is(t, "*") || tokens_is(t, "/"))) {
        enum expr_op op = tokens_is(t, "*") ? EXPR_MUL : EXPR_DIV;
        tokens_next(t);
        struct operand b = parse_unary(t);
        a = operand_calculate(t, op, &a, &b);
    }
    return a;
}

static struct operand parse_sum(struct tokens *t)
{
    struct operand a = parse_product(t);
    while (!t->is_failed && (tokens_is(t, "+") || tokens_is(t, "-"))) {
        enum expr_op op = tokens_is(t, "+") ? EXPR_ADD : EXPR_SUB;
        tokens_next(t);
        struct operand b = parse_product(t);
        a = operand_calculate(t, op, &a, &b);
    }
    return a;
}

static struct operand parse_in(struct tokens *t, struct operand *left)
{
    LIST_OF(struct operand) items = {0};
    LIST_OF(int64_t) values = {0};
    int digits = left->digits;
    (void)tokens_expect(t, "(");
    while (!t->is_failed) {
        struct operand item = parse_unary(t);
        operand_match(t, left, &item);
        if (!t->is_failed && item.expr->op != EXPR_CONST)
            tokens_complain(t, item.offset,
                            "\"in\" takes a list of constants; expected keys, "
                            "numbers or dates between the brackets");
        list_push(t->source->arena, &items, item);
        digits = item.digits > digits ? item.digits : digits;
        if (!tokens_skip(t, ","))
            break;
    }
    if (t->is_failed || !tokens_expect(t, ")"))
        return operand_none();
    operand_scale(t, left, digits);
    for (size_t i = 0; i < items.n; i++) {
        operand_scale(t, &items.at[i], digits);
        if (t->is_failed)
            return operand_none();
        list_push(t->source->arena, &values, items.at[i].expr->value);
    }
    struct expr *expr = operand_node(t, EXPR_IN);
    expr->left = left->expr;
    expr->list = values.at;
    expr->list_n = values.n;
    return (struct operand){.expr = expr, .kind = OPERAND_BOOLEAN, .offset = left->offset};
}

static struct operand parse_comparison(struct tokens *t)
{
    static const struct {
        const char *sign;
        enum expr_op op;
    } signs[] = {{"=", EXPR_EQ},  {"!=", EXPR_NE}, {"<", EXPR_LT},
                 {"<=", EXPR_LE}, {">", EXPR_GT},  {">=", EXPR_GE}};
    struct operand a = parse_sum(t);
    if (t->is_failed)
        return operand_none();
    if (tokens_skip(t, "in"))
        return parse_in(t, &a);
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (!tokens_skip(t, signs[i].sign))
            continue;
        struct operand b = parse_sum(t);
        return operand_compare(t, signs[i].op, &a, &b);
    }
    return a;
}

static struct operand parse_not(struct tokens *t)
{
    if (!tokens_skip(t, "not"))
        return parse_comparison(t);
    t->depth++;
    if (!tokens_count(t))
        return operand_none();
    struct operand a = parse_not(t);
    t->depth--;
    if (!operand_need(t, &a, OPERAND_BOOLEAN))
        return operand_none();
    struct expr *expr = operand_node(t, EXPR_NOT);
    expr->left = a.expr;
    a.expr = expr;
    a.name = STR_NONE;
    return a;
}

static struct operand parse_and(struct tokens *t)
{
    struct operand a = parse_not(t);
    while (!t->is_failed && tokens_skip(t, "and"))
        a = logical(t, EXPR_AND, a, parse_not(t));
    return a;
}

static struct operand parse_or(struct tokens *t)
{
    t->depth++;
    if (!tokens_count(t))
        return operand_none();
    struct operand a = parse_and(t);
    while (!t->is_failed && tokens_skip(t, "or"))
        a = logical(t, EXPR_OR, a, parse_and(t));
    t->depth--;
    return a;
}

static bool parse_whole(struct tokens *t, struct operand *value_out)
{
    *value_out = parse_or(t);
    if (!t->is_failed && t->now.kind != TOKEN_END)
        tokens_complain(t, t->now.offset,
                        "\"%" STR_FMT "\" stands after the end of the expression; expected "
                        "and, or, a comparison or nothing",
                        STR_ARG(t->now.text));
    return !t->is_failed;
}

const struct expr *expr_parse_condition(struct source *source, const struct yaml_node *scalar)
{
    struct tokens t;
    struct operand value;
    tokens_begin(&t, source, scalar);
    if (!parse_whole(&t, &value) || !operand_need(&t, &value, OPERAND_BOOLEAN))
        return NULL;
    return value.expr;
}

const struct expr *expr_parse_value(struct source *source, const struct yaml_node *scalar,
                                    const struct field_def *field)
{
    struct tokens t;
    struct operand value;
    tokens_begin(&t, source, scalar);
    struct operand into = operand_of_field(&t, field);
    if (t.is_failed || !parse_whole(&t, &value))
        return NULL;
    operand_match(&t, &into, &value);
    if (!t.is_failed && value.digits > field->digits)
        tokens_complain(&t, value.offset,
                        "the value has %d digits behind the point, \"%" STR_FMT "\" has %d; "
                        "expected no more than that",
                        value.digits, STR_ARG(field->key), field->digits);
    operand_scale(&t, &value, field->digits);
    return t.is_failed ? NULL : value.expr;
}

static bool names_personal(const struct register_def *def, const struct expr *expr)
{
    if (expr == NULL)
        return false;
    bool is_field = expr->op == EXPR_FIELD || expr->op == EXPR_HAS;
    if (is_field) {
        const struct field_def *field = &def->fields[expr->index];
        return field->is_personal || field->type == FIELD_PARTY || field->type == FIELD_PARTIES;
    }
    return names_personal(def, expr->left) || names_personal(def, expr->right);
}

const struct expr *expr_parse_text(struct arena *arena, const struct register_def *def,
                                   struct str text, struct complaints *complaints)
{
    struct yaml_node *node = arena_new(arena, struct yaml_node);
    struct loader loader = {.arena = arena, .complaints = complaints};
    struct register_def copy = *def;
    struct source source = {
        .loader = &loader, .arena = arena, .file = STR("--where"), .root = node, .def = &copy};
    *node = (struct yaml_node){.kind = YAML_SCALAR, .line = 1, .column = 1, .text = text};
    const struct expr *expr = expr_parse_condition(&source, node);
    if (!names_personal(def, expr))
        return expr;
    complaints_add(complaints, STR("--where"), 1, 1,
                   "a condition names no personal field: nobody is searched for by a list");
    return NULL;
}
