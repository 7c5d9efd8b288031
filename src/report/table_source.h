/*
 * table_source.h - a parsed layout, inside table_*.c.
 */
#ifndef GULOU_REPORT_TABLE_SOURCE_H
#define GULOU_REPORT_TABLE_SOURCE_H

#include "report/table.h"

/* What fills a cell: a figure of the row or the column, a cell of it, and how it is printed. */
struct table_rule {
    const struct figure_def *figure; /* NULL: the other direction gives it */
    struct str choice;
    bool is_opening;
    bool is_empty;   /* nothing stands here */
    int64_t divisor; /* 10,000 for 万; 1 */
    int digits;
    int line, column; /* for complaints */
};

struct table_line { /* a row or a column */
    struct table_head head;
    struct table_rule rule;
    struct table_rule *cells; /* of a row with `cells`: one a column; else NULL */
    struct str *kinds;        /* of a row with `each: unit`: kinds of units; else NULL */
    size_t kinds_n;
};

struct table_identity {
    enum table_identity_kind {
        TABLE_OF_ROWS,    /* rows: holds in every column */
        TABLE_OF_COLUMNS, /* columns: holds in every row */
        TABLE_CARRIED     /* carried: LAST = FIRST, a row's value a year ago is the other's now */
    } kind;
    struct str text;
    int *signs; /* sum of sign * line = 0 */
    int *lines;
    size_t n;
    int line, column;
};

struct source_sheet {
    struct str key;
    struct title title, stub, note;
    struct table_line *columns, *rows;
    size_t columns_n, rows_n;
    struct table_identity *identities;
    size_t identities_n;
};

struct table_source {
    struct str name, file, law;
    struct title title;
    const struct registry *registry;
    struct source_sheet *sheets;
    size_t sheets_n;
};

#endif
