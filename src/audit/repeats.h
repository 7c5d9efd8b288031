/*
 * repeats.h - what is printed twice must agree, and products: 12 departments, 5 files each, 60 in
 * all.
 */
#ifndef GULOU_AUDIT_REPEATS_H
#define GULOU_AUDIT_REPEATS_H

#include "audit/audit.h"

void repeats_check(struct audit *audit);

#endif
