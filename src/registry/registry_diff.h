/*
 * registry_diff.h - what a change of definitions does, in words, and whether it may be adopted.
 */
#ifndef GULOU_REGISTRY_REGISTRY_DIFF_H
#define GULOU_REGISTRY_REGISTRY_DIFF_H

#include "registry/registry.h"

/* One line a change, by register: what is added, retired, changed, removed. Nothing where the two
 * say the same. */
void registry_diff(const struct registry *old, const struct registry *now, struct buf *out);
/* Definitions only grow: a key that is removed, a field or setting of another type, a number of
 * digits that changes is a complaint. True when there is none. */
bool registry_compatible(const struct registry *old, const struct registry *now,
                         struct complaints *complaints);

#endif
