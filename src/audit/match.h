/*
 * match.h - which row of a table speaks of the same thing as a count in prose: by the row's words,
 * or, where the words differ, because a row prints both the count and its share.
 */
#ifndef GULOU_AUDIT_MATCH_H
#define GULOU_AUDIT_MATCH_H

#include "audit/finding.h"

struct match {
    const struct grid *grid;
    int row;           /* NOWHERE: the sum of all rows */
    int column;        /* of the count */
    int former_column; /* of last year's count, or NOWHERE */
};

/* `share` is the share printed behind the count, or NOWHERE. */
bool match_find(const struct audit *audit, int count, int share, struct match *match_out);
/* The cells meant in a column: one, or those of all rows. */
struct terms match_cells(const struct audit *audit, const struct match *match, int column);
/* The columns of this year's and last year's counts; false when the table has no such pair. */
bool match_years(const struct audit *audit, const struct grid *grid, int *now_out, int *former_out);

#endif
