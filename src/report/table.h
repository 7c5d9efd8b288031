/*
 * table.h - official statistical tables: the layout is a text (tables/NAME.yaml, described in
 * docs/tables.md), every cell is a figure, a figure's cell (`by`), or nothing.
 *
 * T1: a cell is the figure itself, so it leads to the same list (DESIGN H3).
 * T2: the identities of the form (勾稽关系) stand in the layout and are checked on every table
 * made. T3: a restricted figure has no place in a table (DESIGN §2).
 */
#ifndef GULOU_REPORT_TABLE_H
#define GULOU_REPORT_TABLE_H

#include "access/organisation.h"
#include "base/buf.h"
#include "base/complaint.h"
#include "figure/figure.h"

struct table_source; /* parsed; its text points into the bytes it was read from */

/* Reads a layout. NULL, with all complaints and their places. */
const struct table_source *table_parse(struct arena *arena, const struct registry *registry,
                                       struct str file, struct str bytes,
                                       struct complaints *complaints);
/* The shipped layout tables/NAME.yaml. ERR_MISSING names those that exist, ERR_INPUT: it has
 * complaints. */
ERR_CHECKED bool table_find(struct arena *arena, const struct registry *registry, struct str name,
                            const struct table_source **source_out, struct complaints *complaints,
                            struct err *err);
struct title table_title(const struct table_source *source);
size_t table_names(struct arena *arena, struct str **names_out);

/* ---- computed ---- */

struct table_cell {
    const struct figure_def *figure; /* NULL: nothing stands here */
    struct str choice;               /* key of the figure's `by`; empty: the whole figure */
    bool is_opening;                 /* of a stock: what the period began with */
    int64_t unit;                    /* 0: the district */
    bool has_value;
    struct decimal value; /* in the unit of the cell: scaled, rounded half up */
};

struct table_head {
    struct str key; /* may be empty */
    struct title title;
    struct title under[2]; /* groups above (a column) or before it (a row), outermost first */
    size_t under_n;
};

struct table_sheet {
    struct str key;
    struct title title, stub, note; /* stub: the head of the column of row titles */
    const struct table_head *columns, *rows;
    size_t columns_n, rows_n;
    const struct table_cell *cells; /* row by row */
};

struct table {
    struct str name, law;
    struct title title;
    struct str office;
    bool is_demo;
    struct date from, to;
    const struct table_sheet *sheets;
    size_t sheets_n;
    size_t identities_held, identities_failed; /* T2 */
};

struct table_binding {
    struct str office;
    bool is_demo;
    const struct organisation *organisation; /* rows by unit: those that exist in the period */
};

/* Computes a table over the question's period; each identity that does not hold becomes a
 * complaint with the numbers. */
ERR_CHECKED bool table_compute(const struct table_source *source,
                               const struct figure_question *question,
                               const struct table_binding *binding, struct arena *arena,
                               struct table *table_out, struct complaints *complaints,
                               struct err *err);

/* ---- written ---- */

/* Sheets one below the other, groups in columns of their own before the titles. */
void table_put_csv(const struct table *table, bool is_english, struct buf *out);
void table_put_json(const struct table *table, struct buf *out);
/* A workbook with one sheet a sheet. */
ERR_CHECKED bool table_write_xlsx(const struct table *table, bool is_english, const char *path,
                                  struct instant created, struct err *err);
/* What leads to a cell's list: "/figure/KEY/list?year=2022&cell=…"; empty where there is none. */
struct str table_cell_link(const struct table *table, const struct table_cell *cell,
                           struct arena *arena);

#endif
