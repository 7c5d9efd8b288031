/*
 * line.h - a paragraph broken into lines on the grid of GB/T 9704-2012: a Han character or a
 * full-width mark takes one cell; lines are justified; no line begins with a closing mark or ends
 * with an opening one (禁则): what would stand wrong is taken in by narrowing the marks of the
 * line, or else the character before it goes down with it. Numbers and Latin words are not cut,
 * —— and …… stay together.
 */
#ifndef GULOU_DOCUMENT_LINE_H
#define GULOU_DOCUMENT_LINE_H

#include "document/document.h"
#include "document/font.h"

struct line_style {
    enum font_role role;
    double size_pt;
    double cell_pt; /* of a full-width character */
};

struct line_atom {
    int32_t character;
    struct font_glyph glyph;
    double width;      /* the cell, or the glyph's own */
    double offset;     /* of the glyph in its cell */
    double shrink;     /* how much of the cell is blank and may go */
    bool shrinks_left; /* the blank is before the glyph: opening marks */
    bool is_no_start, is_no_end, is_wide, is_space;
    bool ends_here; /* a line may end after it, and is wished to (titles) */
};

struct line {
    size_t from, to; /* atoms */
    double width;    /* natural */
    double stretch;  /* added to each gap that takes it */
    double narrow;   /* 0 to 1: part of every atom's shrink that is taken away */
};

struct line_atoms {
    struct arena *arena;
    struct document_fonts *fonts;
    LIST_OF(struct line_atom) list;
};

struct lines {
    LIST_OF(struct line) list;
};

void line_atoms_add(struct line_atoms *atoms, const struct line_style *style, struct str text);
/* Breaks atoms [from, n) into lines of `width`, the first one shorter by `indent`, the others by
 * `hang`; all but the last are justified. */
void line_break(const struct line_atoms *atoms, double width, double indent, double hang,
                struct lines *out);
/* Lines as even as they can be, each centred: titles. At marks where `ends_here`, if there are. */
void line_break_even(const struct line_atoms *atoms, double width, struct lines *out);
double line_width(const struct line_atoms *atoms, size_t from, size_t to);
/* How much narrower than its width an atom of the line is set. */
double line_narrowing(const struct line_atoms *atoms, const struct line *line, size_t at);
/* May a gap after the atom be stretched? */
bool line_stretches(const struct line_atoms *atoms, size_t at);

#endif
