/*
 * shares.h - shares and rates in prose against the counts that they are made of.
 */
#ifndef GULOU_AUDIT_SHARES_H
#define GULOU_AUDIT_SHARES_H

#include "audit/audit.h"

/* After sums_check, which knows what is part of what. */
void shares_check(struct audit *audit);

#endif
