/*
 * against.h - a report's figures beside those that an office has: matched by what they are called,
 * their unit and what their paragraph is about, never by their digits.
 */
#ifndef GULOU_AUDIT_AGAINST_H
#define GULOU_AUDIT_AGAINST_H

#include "audit/audit.h"
#include "base/buf.h"

/* What an office says; handed in by whoever has one. */
struct against_figure {
    struct str key;
    struct str title;               /* 收到行政复议申请 */
    struct str about;               /* of its register: 行政复议 */
    struct str unit;                /* 件, % */
    struct str text;                /* as it prints it */
    int64_t numerator, denominator; /* its value; denominator 0: none */
};

struct against_match {
    int figure; /* of the report */
    const struct against_figure *office;
    bool agrees;
};

struct against {
    struct against_match *matches; /* in the order of the report */
    size_t n;
    int agreeing, differing;
    int not_kept; /* counts and shares of the report that the office has not, or not by that name */
};

void against_find(const struct audit *audit, const struct against_figure *figures, size_t n,
                  struct against *against_out);
void against_print(const struct audit *audit, const struct against *against, bool is_english,
                   struct buf *out);
/* {"agreeing","differing","not_kept","figures":[{"figure","key","title","office","agrees"}]}:
 * figure is an index of audit_json_put's figures. */
void against_json(const struct against *against, struct buf *out);

#endif
