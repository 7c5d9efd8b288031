/*
 * tables.h - the arithmetic of tables: totals of columns and rows, shares and growth in columns of
 * their own, and tables that lie on their side.
 *
 * Whether a column adds up at all, and of which whole its shares are, the table itself says: a
 * reading that most of its rows fit is what it means, and the rows that do not fit it are wrong.
 */
#ifndef GULOU_AUDIT_TABLES_H
#define GULOU_AUDIT_TABLES_H

#include "audit/audit.h"

void tables_check(struct audit *audit);

#endif
