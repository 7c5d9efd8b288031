/*
 * layout.h - a document as boxes on pages: where every line, table row and rule stands. Pages are
 * A4 with the type area of GB/T 9704-2012 5.2: 156 mm × 225 mm, 37 mm from the top, 28 mm from the
 * left; 22 lines of 28 characters fill it from its upper to its lower edge. Lengths are points.
 */
#ifndef GULOU_DOCUMENT_LAYOUT_H
#define GULOU_DOCUMENT_LAYOUT_H

#include "document/line.h"
#include "document/parts.h"

#define LAYOUT_MM (72.0 / 25.4)
#define LAYOUT_BODY_PT 15.75 /* size three */

enum layout_kind {
    LAYOUT_LINE,
    LAYOUT_ROW,  /* of a table: its cells are lines of their own, the box draws the frame */
    LAYOUT_RULE, /* as wide as the type area */
    LAYOUT_SPACE,
    LAYOUT_SNAP, /* to the next line of the grid */
    LAYOUT_PAGE  /* a new page */
};

struct layout_cell_line {
    const struct line_atoms *atoms;
    struct line line;
    double x, y, size_pt; /* from the row's upper left */
};

struct layout_row {
    const double *edges; /* of its cells, from the left of the type area */
    size_t edges_n;
    LIST_OF(struct layout_cell_line) lines;
    bool is_head;
};

struct layout_box {
    enum layout_kind kind;
    double height; /* that it takes */
    bool is_kept;  /* on one page with the next box */
    bool is_red;
    double rule_pt; /* width of a rule */
    /* a line */
    const struct line_atoms *atoms;
    struct line line;
    double x, size_pt;
    int level; /* of a heading: goes into the outline; 0: none */
    struct str outline;
    /* a row */
    const struct layout_row *row;
    const struct layout_box *head; /* of its table, repeated on a new page */
};

struct layout_placed {
    const struct layout_box *box;
    int page;
    double y; /* top of the box from the top of the page */
};

struct layout {
    struct arena *arena;
    struct document_fonts *fonts;
    double page_width, page_height;
    double left, top, width, height; /* of the type area */
    double cell, pitch;
    LIST_OF(struct layout_box) boxes;
    LIST_OF(struct layout_placed) placed;
    int pages;
};

void layout_init(struct layout *layout, struct arena *arena, struct document_fonts *fonts,
                 bool is_wide);
/* Boxes of everything in its order, then where they stand. */
void layout_document(struct layout *layout, const struct document *d);
/* One line of text of its own, for the edge of a page. */
void layout_edge_line(struct layout *layout, const struct line_style *style, struct str text,
                      const struct line_atoms **atoms_out, struct line *line_out);

#endif
