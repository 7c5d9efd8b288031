/*
 * report_source.h - a parsed source, for the files of this folder only.
 */
#ifndef GULOU_REPORT_REPORT_SOURCE_H
#define GULOU_REPORT_REPORT_SOURCE_H

#include "base/list.h"
#include "report/report.h"

enum source_span_kind {
    SOURCE_TEXT, /* also a literal: [[2022年]] */
    SOURCE_FIGURE,
    SOURCE_FIGURE_FROM, /* the first day of its own period */
    SOURCE_FIGURE_TO,
    SOURCE_YEAR,
    SOURCE_PERIOD,
    SOURCE_NEXT_YEAR,
    SOURCE_OFFICE,
    SOURCE_REPORT_DAY
};

struct source_span {
    enum source_span_kind kind;
    struct str text;
    const struct figure_def *figure;
};

enum source_block_kind { SOURCE_TITLE, SOURCE_HEADING, SOURCE_PARAGRAPH };

struct source_block {
    enum source_block_kind kind;
    enum report_paragraph_kind paragraph;
    int level;         /* of a heading: 1, 2 */
    struct str number; /* of a heading: "1.8" */
    int line;
    LIST_OF(struct source_span) spans;
};

/* The bytes that are no figure by rule (a date, a document number, an ordinal) at a digit of a
 * text; 0: none. */
size_t report_numeral_rule(struct str whole, size_t at);

struct report_source {
    struct str name, file; /* "annual", "reports/annual.md" */
    bool is_complete;      /* @complete: it binds every figure in the figure's own part */
    LIST_OF(struct report_target) targets;
    LIST_OF(struct source_block) blocks;
};

#endif
