#include "registry/expr.h"

static const struct expr_value unset = {0, false};

static struct expr_value known(int64_t value)
{
    return (struct expr_value){value, true};
}

static struct expr_value compare(const struct expr *expr, const struct expr_env *env)
{
    struct expr_value a = expr_eval(expr->left, env), b = expr_eval(expr->right, env);
    if (!a.is_set || !b.is_set)
        return known(false);
    switch (expr->op) {
    case EXPR_EQ:
        return known(a.value == b.value);
    case EXPR_NE:
        return known(a.value != b.value);
    case EXPR_LT:
        return known(a.value < b.value);
    case EXPR_LE:
        return known(a.value <= b.value);
    case EXPR_GT:
        return known(a.value > b.value);
    default:
        return known(a.value >= b.value);
    }
}

/* A result that does not fit, like a division by zero, is unset. */
static struct expr_value calculate(const struct expr *expr, const struct expr_env *env)
{
    struct expr_value a = expr_eval(expr->left, env), b = expr_eval(expr->right, env);
    int64_t value = 0;
    if (!a.is_set || !b.is_set)
        return unset;
    switch (expr->op) {
    case EXPR_ADD:
        return __builtin_add_overflow(a.value, b.value, &value) ? unset : known(value);
    case EXPR_SUB:
        return __builtin_sub_overflow(a.value, b.value, &value) ? unset : known(value);
    case EXPR_MUL:
        return __builtin_mul_overflow(a.value, b.value, &value) ? unset : known(value);
    default:
        if (b.value == 0 || (a.value == INT64_MIN && b.value == -1))
            return unset;
        return known(a.value / b.value);
    }
}

static struct expr_value is_in(const struct expr *expr, const struct expr_env *env)
{
    struct expr_value a = expr_eval(expr->left, env);
    for (size_t i = 0; a.is_set && i < expr->list_n; i++)
        if (a.value == expr->list[i])
            return known(true);
    return known(false);
}

/* To the same day of the month, or its last; unset outside the calendar of any law. */
static struct expr_value add_months(const struct expr *expr, const struct expr_env *env)
{
    enum { FARTHEST_DAY = 10 * 1000 * 1000 };
    struct expr_value day = expr_eval(expr->left, env);
    if (!day.is_set || day.value < -FARTHEST_DAY || day.value > FARTHEST_DAY)
        return unset;
    return known(date_add_months((struct date){(int32_t)day.value}, expr->index).day);
}

struct expr_value expr_eval(const struct expr *expr, const struct expr_env *env)
{
    switch (expr->op) {
    case EXPR_CONST:
    case EXPR_SETTING:
        return known(expr->value);
    case EXPR_FIELD:
        return env->is_set[expr->index] ? known(env->values[expr->index]) : unset;
    case EXPR_STATE:
        return env->state < 0 ? unset : known(env->state);
    case EXPR_REGIME:
        return env->regime < 0 ? unset : known(env->regime);
    case EXPR_DONE:
        return known(env->times[expr->index] > 0);
    case EXPR_TIMES:
        return known(env->times[expr->index]);
    case EXPR_HAS:
        return known(env->is_set[expr->index] != 0);
    case EXPR_MET:
        return known(env->met[expr->index] != 0);
    case EXPR_DAY:
        return env->times[expr->index] > 0 ? known(env->days[expr->index]) : unset;
    case EXPR_ON:
        return date_is_none(env->on) ? unset : known(env->on.day);
    case EXPR_ADD_MONTHS:
        return add_months(expr, env);
    case EXPR_LINK:
        return env->link_states == NULL || env->link_states[expr->index] < 0
                   ? unset
                   : known(env->link_states[expr->index]);
    case EXPR_IN:
        return is_in(expr, env);
    case EXPR_AND:
        return known(expr_is_true(expr->left, env) && expr_is_true(expr->right, env));
    case EXPR_OR:
        return known(expr_is_true(expr->left, env) || expr_is_true(expr->right, env));
    case EXPR_NOT:
        return known(!expr_is_true(expr->left, env));
    case EXPR_ADD:
    case EXPR_SUB:
    case EXPR_MUL:
    case EXPR_DIV:
        return calculate(expr, env);
    case EXPR_EQ:
    case EXPR_NE:
    case EXPR_LT:
    case EXPR_LE:
    case EXPR_GT:
    case EXPR_GE:
        return compare(expr, env);
    }
    return unset;
}

bool expr_asks(const struct expr *expr, enum expr_op op)
{
    return expr != NULL
           && (expr->op == op || expr_asks(expr->left, op) || expr_asks(expr->right, op));
}

bool expr_is_true(const struct expr *expr, const struct expr_env *env)
{
    if (expr == NULL)
        return true;
    struct expr_value value = expr_eval(expr, env);
    return value.is_set && value.value != 0;
}
