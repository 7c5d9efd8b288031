/*
 * registry_explain.h - a register as calm text: what is asked, which states there are, who may do
 * what in which state, which periods the law sets, which figures are taken; and a picture of the
 * states and events. For people who do not read YAML. Lines aim at 100 columns of a terminal.
 */
#ifndef GULOU_REGISTRY_REGISTRY_EXPLAIN_H
#define GULOU_REGISTRY_REGISTRY_EXPLAIN_H

#include "registry/registry.h"

enum explain_language { EXPLAIN_ZH, EXPLAIN_EN };

void registry_explain(struct buf *out, const struct registry *registry,
                      const struct register_def *def, enum explain_language language);
/* How long a clock runs in a regime, from when, and what follows: one line, with its article. */
void registry_explain_period(struct buf *out, const struct registry *registry,
                             const struct register_def *def, int clock, int regime,
                             enum explain_language language);

#endif
