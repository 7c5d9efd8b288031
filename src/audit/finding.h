/*
 * finding.h - what a check came to, put into audit->checks. A check of the same kind on the same
 * figures is kept once, the first.
 */
#ifndef GULOU_AUDIT_FINDING_H
#define GULOU_AUDIT_FINDING_H

#include "audit/audit.h"

enum { TERMS_MAX = 256 };

/* Figures that stand together on one side: their sum. */
struct terms {
    int at[TERMS_MAX];
    size_t n;
};

void terms_add(struct terms *terms, int figure); /* beyond TERMS_MAX nothing; see terms_is_full */
bool terms_is_full(const struct terms *terms);
bool terms_sum(const struct audit *audit, const struct terms *terms, struct amount *sum_out);
bool terms_has(const struct terms *terms, int figure);
enum verdict terms_judge(const struct audit *audit, const struct terms *parts, int total);

/* The number of a figure as printed, without its unit of measure but with 万 and %. */
struct str finding_number(const struct audit *audit, int figure);

/* parts = total */
void finding_sum(struct audit *audit, const struct terms *parts, int total, enum verdict verdict,
                 enum note_kind note);
/* What a share or growth is made of: part / whole, or (part - base) / base. */
struct quotient {
    enum check_kind kind;
    struct terms part;
    struct terms whole;
    int less;       /* taken from the whole: 14427-1436; NOWHERE: nothing */
    bool is_direct; /* of a growth: the part is the difference itself, 842/(5422-842) */
    int factor;     /* of a rate per 10^factor; 0: what the figure says */
    int days;       /* of a mean by the day: the whole is this number; 0: it is not */
};
/* Whether the quotient gives what `claimed` prints; false when it cannot be computed. */
bool finding_judge(const struct audit *audit, const struct quotient *quotient, int claimed,
                   enum verdict *verdict_out, struct amount *computed_out);
void finding_quotient(struct audit *audit, const struct quotient *quotient, int claimed,
                      enum note_kind note);
/* Two sides that must be equal: two printings of one thing, or sums of a form's rows. */
void finding_equal(struct audit *audit, const struct terms *left, const struct terms *right,
                   enum note_kind note);
/* One that was made elsewhere. */
void finding_put(struct audit *audit, const struct audit_check *check);
void finding_remark(struct audit *audit, enum check_kind kind, int figure, struct note note);

#endif
