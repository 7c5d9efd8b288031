/*
 * chart.h - small charts as SVG markup in a page: no script, colours from the style sheet.
 */
#ifndef GULOU_HTML_CHART_H
#define GULOU_HTML_CHART_H

#include "html/value.h"

struct chart_point {
    struct str label; /* under the bar: "1月" */
    int64_t value;
    struct str text; /* as printed, for the tooltip and above the bar */
};

/* A line of the values without axes; markup of its own size class "spark". Empty below two. */
struct html_safe chart_spark(struct arena *arena, const struct chart_point *points, size_t n,
                             struct str title);
/* Bars from a zero line, each with its label and its text; negative values hang below it. At most
 * 60 points are drawn, the last ones. */
struct html_safe chart_trend(struct arena *arena, const struct chart_point *points, size_t n,
                             struct str title);

#endif
