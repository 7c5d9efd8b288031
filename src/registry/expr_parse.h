/*
 * expr_parse.h - compiles the expressions of definitions: typed against a register, complaints
 * with the place inside the scalar. NULL after a complaint.
 */
#ifndef GULOU_REGISTRY_EXPR_PARSE_H
#define GULOU_REGISTRY_EXPR_PARSE_H

#include "registry/expr_token.h"

/* A condition: true or false. The register's fields, states, events, clocks, settings and regimes
 * must be known. */
const struct expr *expr_parse_condition(struct source *source, const struct yaml_node *scalar);
/* A value for a field; numbers scaled to the field's digits. */
const struct expr *expr_parse_value(struct source *source, const struct yaml_node *scalar,
                                    const struct field_def *field);
/* A condition typed by a person (`list --where`), over the register's plain fields: what names a
 * personal field is refused (DESIGN H7). */
const struct expr *expr_parse_text(struct arena *arena, const struct register_def *def,
                                   struct str text, struct complaints *complaints);

#endif
