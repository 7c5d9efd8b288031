/*
 * grid.h - the tables of a text: rows of cells between bars, or one cell a line as pages leave them
 * that lost their table.
 */
#ifndef GULOU_AUDIT_GRID_H
#define GULOU_AUDIT_GRID_H

#include "audit/clean.h"

struct audit;

enum column_kind {
    COLUMN_LABEL,
    COLUMN_ORDINAL, /* 序号 */
    COLUMN_COUNT,
    COLUMN_TOTAL,  /* 合计, 总计 */
    COLUMN_SHARE,  /* 占比 */
    COLUMN_GROWTH, /* 同比, 增减 */
    COLUMN_RATE    /* 纠错率 */
};

struct grid_cell {
    struct span span;
    int figure; /* the whole cell is this figure; NOWHERE: it is words, or empty */
};

struct grid_row {
    struct grid_cell *cells; /* grid.columns_n of them */
    struct span label;       /* its words in front of its first number */
    bool is_header;          /* no numbers */
    bool is_total;           /* 合计 */
    bool is_share;           /* 占比: a table lying on its side */
};

struct grid_column {
    enum column_kind kind;
    struct span header;
    int year;       /* that its header names */
    bool is_former; /* 上年, 去年 */
};

struct grid {
    struct grid_row *rows;
    int rows_n;
    struct grid_column *columns;
    int columns_n;
    int line; /* where it begins */
    int line_end;
};

/* Fills audit->grids from audit->lines and sets table, row and column of the figures in them. */
void grid_find(struct audit *audit);

#endif
