/*
 * identity.h - do the identities of the definitions hold over a period? Partitions (a total is the
 * sum of its parts) and flows (open at the start + received = closed + open at the end).
 */
#ifndef GULOU_FIGURE_IDENTITY_H
#define GULOU_FIGURE_IDENTITY_H

#include "base/complaint.h"
#include "figure/figure.h"

struct identity_counts {
    int64_t held, failed;
    int64_t skipped; /* an input in it has no value in the period */
};

/* What does not hold becomes a complaint: the identity as written, and both sides. */
ERR_CHECKED bool identity_check(const struct figure_question *question, struct arena *arena,
                                struct identity_counts *counts_out, struct complaints *complaints,
                                struct err *err);

#endif
