/*
 * verify.h - is the ledger what it says, and is everything else what the ledger says?
 */
#ifndef GULOU_OFFICE_VERIFY_H
#define GULOU_OFFICE_VERIFY_H

#include "office/office.h"

struct verdict {
    int64_t entries;
    int64_t commitments; /* checked against what is stored beside the entries */
    int64_t erased;      /* sealed values whose key was destroyed: not checkable, as it should be */
    int64_t checkpoints; /* signed notes whose signature and root were checked */
    int64_t snapshots;   /* signed texts that are what their entries name */
    int64_t rows;        /* of class cache compared (with all) */
    struct complaints complaints; /* what does not hold; empty: everything does */
};

/* Every hash, commitment and signature. With `all`, every matter is folded again into a database
 * of its own beside the office's, and every row of class cache compared. */
ERR_CHECKED bool verify_office(struct office *office, struct arena *arena, bool all,
                               struct verdict *verdict_out, struct err *err);
/* Drops and makes anew every row of class cache. */
ERR_CHECKED bool verify_rebuild(struct office *office, int64_t *entries_out, struct err *err);

#endif
