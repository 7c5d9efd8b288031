/*
 * formula_parse.h - inside the loader: formulas and shares of figures, and identities. Figures of
 * all registers must have their ids.
 */
#ifndef GULOU_REGISTRY_FORMULA_PARSE_H
#define GULOU_REGISTRY_FORMULA_PARSE_H

#include "registry/expr_token.h"

/* Fills formula and its text; of a share also numerator and denominator (its formula is
 * A * 100 / B, so that the value is in per cent). */
void formula_parse(struct source *source, const struct yaml_node *scalar,
                   struct figure_def *figure);
/* The figure's full key: the register's name in front of a key without a point. */
struct str load_figure_name(struct source *source, struct str key);

#endif
