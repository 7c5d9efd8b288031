/*
 * closing.h - a period is closed by three different people: one makes the snapshot of its figures,
 * one checks it, one signs (统计法 2024 art. 24: who fills in, who reviews, who answers for it).
 *
 * C1: the snapshot holds every figure of the period as exact fractions, the hashes of definitions
 *     and calendar, the size and root of the ledger: the same question over that ledger gives the
 *     same values for ever.
 * C2: an event that touches a closed period moves the tallies and no signed value; the difference
 *     is restated, matter by matter (closing_restate.h).
 * C3: what came in between the maker's and the leader's signature is not lost: when it moves a
 *     value, the check is refused and the snapshot is made anew.
 */
#ifndef GULOU_OFFICE_CLOSING_H
#define GULOU_OFFICE_CLOSING_H

#include "figure/figure.h"
#include "office/signed.h"

enum closing_state { CLOSING_OPEN, CLOSING_MADE, CLOSING_CHECKED, CLOSING_CLOSED };

struct closing {
    struct str period; /* "2022", "2022-Q1", "2022-03", "FROM..TO" */
    struct date from, to;
    enum closing_state state;
    struct signed_text made, checked, closed; /* as far as the state goes */
    int64_t size;                             /* entries that the snapshot speaks of */
    struct str root, definitions, calendar;   /* hex */
    struct str bytes;                         /* the snapshot */
};

/* The newest closing of the period; CLOSING_OPEN with nothing else when there is none. */
ERR_CHECKED bool closing_find(struct store *db, int64_t district, struct arena *arena,
                              struct str period, struct closing *closing_out, struct err *err);
/* All periods for which a snapshot was ever made, in order. */
ERR_CHECKED bool closing_all(struct store *db, int64_t district, struct arena *arena,
                             struct closing **closings_out, size_t *n_out, struct err *err);
bool closing_is_equal(const struct figure_value *a, const struct figure_value *b);
/* The last day of the newest closed period, or none: no legal date lies on it or before it. */
ERR_CHECKED bool closing_through(struct store *db, int64_t district, struct date *day_out,
                                 struct err *err);
/* Its values by figure id of the registry; false in *has_value of figures it does not hold. */
ERR_CHECKED bool closing_values(const struct closing *closing, const struct registry *registry,
                                struct arena *arena, struct figure_value *values, bool *has_value,
                                struct err *err);

/* The answer to a question of the whole district: of a closed period its signed values, of figures
 * defined since and of an open period the ledger's. The period's name is the caller's. */
ERR_CHECKED bool closing_figures(const struct figure_question *question, struct str period,
                                 struct arena *arena, struct figure_value *values,
                                 struct closing *closing_out, struct err *err);

struct closing_act {
    struct str period;
    struct date from, to;
    int64_t actor;
};
/* The three steps. What stands in the way becomes complaints: an open period, an identity that
 * does not hold, a return that is not signed, the wrong person. */
ERR_CHECKED bool closing_make(struct office *office, struct arena *arena,
                              const struct closing_act *act, struct complaints *complaints,
                              struct err *err);
ERR_CHECKED bool closing_check(struct office *office, struct arena *arena,
                               const struct closing_act *act, struct complaints *complaints,
                               struct err *err);
ERR_CHECKED bool closing_sign(struct office *office, struct arena *arena,
                              const struct closing_act *act, struct complaints *complaints,
                              struct err *err);

/* The snapshot's bytes again, from the ledger as it was: for verify. */
ERR_CHECKED bool closing_again(struct office *office, struct arena *arena,
                               const struct closing *closing, struct str *bytes_out,
                               struct err *err);

#endif
