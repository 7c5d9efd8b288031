/*
 * expr.h - the expression language of definitions, compiled to a small tree.
 *
 *   or, and, not, = != < <= > >=, in (a, b), + - * /, (…), integers, decimals, dates (2022-01-31),
 *   true, false, names of fields, choice keys (beside a choice field), state, regime,
 *   setting.NAME, day(EVENT), in guards and `sets` on, DATE + N days|months|years, done(EVENT),
 * times(EVENT), has(FIELD), met(CLOCK), in guards link(FIELD)
 *
 * Every value is an int64: a choice is its index, a date its day number, a decimal its scaled
 * integer. A comparison with an unset value is false, `!=` included. Typed and checked at load;
 * evaluation cannot fail: a division by zero is unset.
 */
#ifndef GULOU_REGISTRY_EXPR_H
#define GULOU_REGISTRY_EXPR_H

#include "base/date.h"

enum expr_op {
    EXPR_CONST, /* value */
    EXPR_FIELD, /* index */
    EXPR_STATE,
    EXPR_REGIME,
    EXPR_SETTING, /* value, copied at load */
    EXPR_DONE,    /* index of event */
    EXPR_TIMES,   /* index of event */
    EXPR_HAS,     /* index of field */
    EXPR_MET,     /* index of clock */
    EXPR_DAY,     /* index of event: the day of the last time */
    EXPR_ON,      /* the legal day of the event that is decided */
    EXPR_LINK,    /* index of field: the state of the matter that it names */
    EXPR_EQ,
    EXPR_NE,
    EXPR_LT,
    EXPR_LE,
    EXPR_GT,
    EXPR_GE,
    EXPR_IN, /* left in list[0..list_n) of constants */
    EXPR_AND,
    EXPR_OR,
    EXPR_NOT,
    EXPR_ADD,
    EXPR_ADD_MONTHS, /* left, a day, and index months */
    EXPR_SUB,
    EXPR_MUL,
    EXPR_DIV
};

struct expr {
    enum expr_op op;
    int index;
    int64_t value;
    const struct expr *left, *right;
    const int64_t *list;
    size_t list_n;
};

/* What an expression sees of a matter: plain arrays, indexed as the register's definition. */
struct expr_env {
    const int64_t *values;       /* by field */
    const unsigned char *is_set; /* by field; personal ones too (presence only) */
    const int32_t *times;        /* by event: how often it happened */
    const int32_t *days;         /* by event: the day of the last time */
    const unsigned char *met;    /* by clock: stopped on or before its due date */
    int state;
    int regime;
    struct date on;         /* of the event that is decided or applied, or none */
    const int *link_states; /* by field: of the matter linked there, or below 0; NULL: none */
};

struct expr_value {
    int64_t value;
    bool is_set;
};

struct expr_value expr_eval(const struct expr *expr, const struct expr_env *env);
/* Does it ask for something of this kind anywhere? */
bool expr_asks(const struct expr *expr, enum expr_op op);
/* NULL is true. Unset is false. */
bool expr_is_true(const struct expr *expr, const struct expr_env *env);

#endif
