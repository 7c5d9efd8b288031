/*
 * cells.h - the cells of a figure with `by`: what an official table crosses.
 */
#ifndef GULOU_FIGURE_CELLS_H
#define GULOU_FIGURE_CELLS_H

#include "figure/figure.h"

struct figure_cell {
    /* By the figure's choices: the index of the value, -1: any. A choice that is not made belongs
     * only to "any". */
    int choice[FIGURE_BY_MAX];
};

/* "granted"; "outcome.granted" where two of the choices have a value of that name; several of them
 * joined by commas. False: the figure has no such cell, or more than one. */
bool figure_cell_find(const struct registry *registry, const struct figure_def *figure,
                      struct str name, struct figure_cell *cell_out);
/* Does a contribution's value belong to the cell? */
bool figure_cell_has(const struct figure_cell *cell, int64_t value);
/* The cell's sum of what figure_by_value found. */
int64_t figure_cell_sum(const struct figure_cell *cell, const struct map *sums);

#endif
