/*
 * row.h - one row of a table from outside (CSV, XLSX): its cells and where they stand.
 */
#ifndef GULOU_TEXT_ROW_H
#define GULOU_TEXT_ROW_H

#include "base/str.h"

struct row_cell {
    struct str text;  /* valid UTF-8, as in the file */
    int line, column; /* from 1; CSV: of the field's first character; XLSX: row and column number */
    bool is_quoted;   /* CSV: it stood in quotes; XLSX: it is text, not a number or a date */
};

struct row {
    int line; /* where the row begins */
    struct row_cell *cells;
    size_t cells_n;
};

/* The text of cell i, from 0; empty past the end. */
struct str row_text(const struct row *row, size_t i);

#endif
