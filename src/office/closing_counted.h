/*
 * closing_counted.h - which closed periods and signed reports count a matter, so that a later
 * correction shows what it touches.
 */
#ifndef GULOU_OFFICE_CLOSING_COUNTED_H
#define GULOU_OFFICE_CLOSING_COUNTED_H

#include "office/closing.h"
#include "office/reader.h"

struct closing_counted {
    struct str period;
    struct str snapshot;         /* its hash */
    struct date signed_on;       /* the period's closing */
    LIST_OF(struct str) reports; /* signed over it: "annual" */
    LIST_OF(const struct figure_def *) figures;
    bool is_changed; /* events since then let it count otherwise: restated */
};

ERR_CHECKED bool closing_counted(struct reader *reader, struct arena *arena,
                                 const struct matter *matter, struct closing_counted **out,
                                 size_t *n_out, struct err *err);

/* By figure id: what the matter gives to the period by its entries below a seq. */
ERR_CHECKED bool closing_counted_sums(struct reader *reader, struct arena *arena,
                                      const struct matter *matter, const struct closing *closing,
                                      int64_t below, const int64_t **sums_out, struct err *err);

#endif
