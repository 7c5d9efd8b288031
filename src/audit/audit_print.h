/*
 * audit_print.h - an audit for the terminal: one verdict, then every check with its place.
 */
#ifndef GULOU_AUDIT_AUDIT_PRINT_H
#define GULOU_AUDIT_AUDIT_PRINT_H

#include "audit/audit.h"
#include "base/buf.h"

/* One line: what came of it. */
struct str audit_print_verdict(const struct audit *audit, struct arena *arena, bool is_english);
/* The verdict and a table: what fails first, then what holds only by truncation, what holds, and
 * remarks. */
void audit_print_table(const struct audit *audit, bool is_english, struct buf *out);
/* One check as "337/366 = 92% (computed 92.08); what is to be said". */
void audit_print_check(const struct audit *audit, const struct audit_check *check, bool is_english,
                       struct buf *out);
/* Where a figure stands in the original: line and column, from 1. */
void audit_print_place(const struct audit *audit, int figure, int *line_out, int *column_out);

#endif
