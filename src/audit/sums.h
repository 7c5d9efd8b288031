/*
 * sums.h - lists that add up to a total: behind 其中 or 分别为, in parentheses, of a sentence, of
 * numbered paragraphs, in front of 合计.
 */
#ifndef GULOU_AUDIT_SUMS_H
#define GULOU_AUDIT_SUMS_H

#include "audit/audit.h"

void sums_check(struct audit *audit);

#endif
