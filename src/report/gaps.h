/*
 * gaps.h - what the records themselves say about shortcomings, for the section of the report that
 * must name them (法治政府建设与责任落实督察工作规定 第二十四条): figures that the definitions call
 * shortcomings, by unit and cause; steps that were overdue; targets not reached, of minima month by
 * month; registers without entries.
 *
 * Cells under five are merged with their neighbour where they are shown outside the office; this
 * list is for its own staff, and holds no personal field (DESIGN H7).
 */
#ifndef GULOU_REPORT_GAPS_H
#define GULOU_REPORT_GAPS_H

#include "office/reader.h"
#include "report/report.h"

struct gap_cell {
    struct str name; /* a unit, or the title of a cause */
    int64_t n;
};

struct gap_figure {
    const struct figure_def *figure;
    struct str text;
    LIST_OF(struct gap_cell) units, causes; /* the largest first */
};

struct gap_clock {
    const struct register_def *def;
    int clock;
    int64_t due, overdue; /* due in the period; of them not stopped by then */
    LIST_OF(struct gap_cell) units;
};

struct gap_target {
    struct report_target target;
    struct str value;  /* of the period, or of the month */
    struct str period; /* 2022年, 2022年3月 */
};

struct gaps {
    LIST_OF(struct gap_figure) figures;
    LIST_OF(struct gap_clock) clocks;
    LIST_OF(struct gap_target) targets;
    LIST_OF(const struct register_def *) empty; /* registers without an entry in the year */
};

/* `source` may be NULL: no targets. The question is of a whole year. */
ERR_CHECKED bool gaps_find(struct reader *reader, struct arena *arena,
                           const struct figure_question *question,
                           const struct report_source *source, struct gaps *out, struct err *err);

#endif
