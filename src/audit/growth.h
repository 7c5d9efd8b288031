/*
 * growth.h - growth rates in prose against their base: in the sentence, as a difference, in a
 * table, in last year's report; and daily means. Where there is no base, the ones that would fit
 * are named.
 */
#ifndef GULOU_AUDIT_GROWTH_H
#define GULOU_AUDIT_GROWTH_H

#include "audit/audit.h"

void growth_check(struct audit *audit, const struct audit *previous);

#endif
