/*
 * reading.h - the figures of a cleaned text, each with its clause and its role.
 */
#ifndef GULOU_AUDIT_READING_H
#define GULOU_AUDIT_READING_H

#include "audit/audit.h"

/* Fills audit->figures from audit->clean, in the order of the text. */
void reading_read(struct audit *audit);
/* A whole thing that can be a part or a total. */
bool reading_is_count(const struct audit_figure *figure);
/* Same unit, or one of them has none. */
bool reading_same_unit(const struct audit_figure *a, const struct audit_figure *b);

#endif
