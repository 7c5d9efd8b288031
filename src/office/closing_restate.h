/*
 * closing_restate.h - what came after: a closed period with the corrections that were made since,
 * and what lies between two places of the ledger, matter by matter.
 *
 * Restated is a signed value with every amendment, late return and recount since, and nothing else:
 * what only happened later (a case of the closed year decided in the next) moves no figure of the
 * closed year, because it was not known on the day to which the figure runs.
 */
#ifndef GULOU_OFFICE_CLOSING_RESTATE_H
#define GULOU_OFFICE_CLOSING_RESTATE_H

#include "office/closing.h"
#include "office/reader.h"

/* What a matter gives to a figure, more or less than before. */
struct closing_difference {
    const struct figure_def *figure; /* never a formula */
    int64_t matter, amount;
    int64_t seq;       /* of the newest entry that made it */
    struct str event;  /* its kind */
    struct str reason; /* of an amendment; may be empty */
};
struct closing_differences {
    LIST_OF(struct closing_difference) list;
};

/* The signed values with what was corrected since, by figure id. */
ERR_CHECKED bool closing_restate(struct reader *reader, struct arena *arena,
                                 const struct closing *closing,
                                 const struct figure_value *signed_values,
                                 struct figure_value *values_out, struct closing_differences *out,
                                 struct err *err);
/* What the question's figures owe to the entries [from_seq, to_seq). */
ERR_CHECKED bool closing_differ(struct reader *reader, struct arena *arena,
                                const struct figure_question *question, int64_t from_seq,
                                int64_t to_seq, struct closing_differences *out, struct err *err);
/* Of them, those that a figure or formula is made of. */
bool closing_concerns(const struct registry *registry, const struct figure_def *figure,
                      const struct closing_difference *difference);

#endif
