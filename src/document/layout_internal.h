/*
 * layout_internal.h - how boxes are made, for the files of the layout only.
 */
#ifndef GULOU_DOCUMENT_LAYOUT_INTERNAL_H
#define GULOU_DOCUMENT_LAYOUT_INTERNAL_H

#include "document/layout.h"

struct line_style layout_style(const struct layout *layout, enum font_role role, double size_pt);
struct line_atoms *layout_atoms(struct layout *layout);
void layout_space(struct layout *layout, double height);
void layout_table(struct layout *layout, const struct document_table *table);
void layout_head(struct layout *layout, const struct document *d);
void layout_imprint(struct layout *layout, const struct document *d);
/* One line at x; returns its box, valid until the next is added. */
struct layout_box *layout_line(struct layout *layout, const struct line_style *style,
                               struct str text, double x);
/* The same, centred, or ending `right` points before the type area's right edge. */
struct layout_box *layout_centred(struct layout *layout, const struct line_style *style,
                                  struct str text);
struct layout_box *layout_right(struct layout *layout, const struct line_style *style,
                                struct str text, double right);
void layout_place(struct layout *layout);

#endif
