/*
 * expr_operand.h - inside expr_parse: an operand with its type, and what may be done with it.
 */
#ifndef GULOU_REGISTRY_EXPR_OPERAND_H
#define GULOU_REGISTRY_EXPR_OPERAND_H

#include "registry/expr_token.h"

struct operand {
    const struct expr *expr; /* NULL: a name that only its neighbour can explain */
    enum operand_kind {
        OPERAND_BOOLEAN,
        OPERAND_NUMBER,
        OPERAND_DATE,
        OPERAND_TIME,
        OPERAND_CHOICE,
        OPERAND_STATE,
        OPERAND_REGIME,
        OPERAND_UNIT, /* and place */
        OPERAND_PERSON,
        OPERAND_MATTER,
        OPERAND_PERIOD, /* 3 months: beside a day, with + or - */
        OPERAND_NAME
    } kind;
    int digits;                       /* of a number */
    struct period period;             /* of a period */
    const struct choice_def *choices; /* of a choice */
    size_t choices_n;
    struct str name; /* where a bare name stands */
    size_t offset;
};

struct operand operand_none(void);
struct expr *operand_node(struct tokens *t, enum expr_op op);
struct operand operand_number(struct tokens *t, int64_t value, int digits, size_t offset);
/* A name, constant or function at the present token. */
struct operand operand_parse(struct tokens *t);
struct operand operand_of_field(struct tokens *t, const struct field_def *field);
/* Complains unless the operand is of the kind. */
bool operand_need(struct tokens *t, const struct operand *operand, enum operand_kind kind);
/* Explains a bare name by its neighbour's keys; complains unless both are of one type. */
void operand_match(struct tokens *t, struct operand *a, struct operand *b);
/* Multiplies a number up to `digits` behind the point. */
void operand_scale(struct tokens *t, struct operand *operand, int digits);
struct operand operand_binary(struct tokens *t, enum expr_op op, enum operand_kind kind, int digits,
                              const struct operand *a, const struct operand *b);
struct operand operand_compare(struct tokens *t, enum expr_op op, struct operand *a,
                               struct operand *b);
/* + - * /; a day and a number of days give a day, two days a number. A quotient keeps the
 * dividend's digits. */
struct operand operand_calculate(struct tokens *t, enum expr_op op, struct operand *a,
                                 struct operand *b);

#endif
