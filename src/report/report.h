/*
 * report.h - a document whose numbers are figures: its source is read and checked once, bound over
 * a year, and written as an official document or JSON. The markup is described in docs/reports.md.
 *
 * P1: a number stands in a report only as a bound figure, printed by figure_text, or marked as a
 *     literal. A digit that is neither is refused with its place.
 * P2: restricted figures appear here, as totals, without a link to what is behind them (DESIGN §2).
 */
#ifndef GULOU_REPORT_REPORT_H
#define GULOU_REPORT_REPORT_H

#include "base/buf.h"
#include "base/complaint.h"
#include "document/document.h"
#include "figure/figure.h"

struct report_source; /* parsed; its text points into the bytes it was read from */

/* A number that a figure is to reach: @target KEY VALUE YEAR SOURCE. */
struct report_target {
    const struct figure_def *figure;
    struct decimal value;
    int year;
    struct str source;
};

/* Reads a source. NULL, with all complaints and their places: a figure that does not exist, a brace
 * that is not closed, a digit that is not marked, a part without or out of its number. */
const struct report_source *report_parse(struct arena *arena, const struct registry *registry,
                                         struct str file, struct str bytes,
                                         struct complaints *complaints);
/* The shipped source reports/NAME.md. ERR_MISSING names those that exist, ERR_INPUT: it has
 * complaints. */
ERR_CHECKED bool report_find(struct arena *arena, const struct registry *registry, struct str name,
                             const struct report_source **source_out, struct complaints *complaints,
                             struct err *err);
/* Names of the shipped sources, in order; their number. */
size_t report_names(struct arena *arena, struct str **names_out);
/* The bytes of a shipped source; false: there is none. */
bool report_bytes(struct arena *arena, struct str name, struct str *path_out,
                  struct str *bytes_out);
/* Of a source that says @complete: a complaint for each figure of the registry's reports
 * (figure_def.part) that it does not bind in its own part. */
void report_check_complete(const struct report_source *source, const struct registry *registry,
                           struct complaints *complaints);

/* ---- bound ---- */

struct report_span {
    struct str text;                 /* as printed */
    const struct figure_def *figure; /* NULL: plain text */
    struct figure_value value;       /* of the figure */
    struct str number;               /* figure_number: "null" without a value */
    struct str target; /* 目标1500件（区政府工作报告，2022年），已达到; or empty */
    struct str id;     /* of the figure's element: its key; "KEY-2" the second time, and so on */
};

enum report_paragraph_kind {
    REPORT_TEXT,
    REPORT_ADDRESSEE, /* not indented: 区委、区人大常委会： */
    REPORT_CLOSING    /* set to the right: who signs, and when */
};

struct report_paragraph {
    enum report_paragraph_kind kind;
    const struct report_span *spans;
    size_t spans_n;
};

/* A heading and what stands under it up to the next heading. */
struct report_part {
    int level;          /* 0: before the first heading; 1: 一、; 2: （一） */
    struct str number;  /* "1.8" of the source, figure_def.part of its figures; empty at level 0 */
    struct str anchor;  /* "part-1.8" */
    struct str heading; /* with its printed number: "（八）…"; empty at level 0 */
    const struct report_paragraph *paragraphs;
    size_t paragraphs_n;
};

struct report {
    struct str name, title, office;
    struct str title_lines; /* the title with its marks "|", where a line may end */
    int year;
    struct date from, to;
    bool is_demo;
    struct date signed_on; /* of a closing line that says {report_day}; or none */
    const struct report_part *parts;
    size_t parts_n;
    size_t bindings_n; /* figure spans */
    size_t figures_n;  /* different figures among them */
};

struct report_binding {
    int year;
    struct str office; /* its name, e.g. 鼓楼区 */
    bool is_demo;
    struct date from, to; /* a part of the year; both zero: the whole */
};

/* 2022年, 2022年上半年, 2022年第三季度, 2022年3月, or from day to day. */
struct str report_period_name(struct arena *arena, struct date from, struct date to);

/* Over values of all figures by id, as figure_all gives them. */
void report_bind(const struct report_source *source, const struct registry *registry,
                 const struct report_binding *binding, const struct figure_value *values,
                 struct arena *arena, struct report *report_out);
/* Asks for the values first: the question is of the binding's period. */
ERR_CHECKED bool report_bind_question(const struct report_source *source,
                                      const struct figure_question *question,
                                      const struct report_binding *binding, struct arena *arena,
                                      struct report *report_out, struct err *err);

/* ---- written ---- */

/* An official document: title, parts, signature, and below them what the numbers rest on. Where
 * `links` is not NULL a figure links to LINKS/figure/KEY/list?year=YEAR ("" for this server). */
struct document *report_document(const struct report *report, const char *links,
                                 struct arena *arena);
/* How exact a figure is as printed, and the power of ten of its digits (document_figure). */
struct str report_accuracy(const struct figure_def *figure, const struct figure_value *value);
int report_scale(const struct figure_def *figure);
/* The parts as HTML for a page that has its own title. */
void report_put_body(const struct report *report, const char *links, struct arena *arena,
                     struct buf *out);
void report_put_json(const struct report *report, struct buf *out);

#endif
