/*
 * verify_signed.h - are the signed texts those that their entries name, signed by different people,
 * over the ledger as it was? For verify.c.
 */
#ifndef GULOU_OFFICE_VERIFY_SIGNED_H
#define GULOU_OFFICE_VERIFY_SIGNED_H

#include "office/closing.h"
#include "office/row.h"
#include "office/verify.h"

struct verify_signed {
    struct office *office;
    struct arena *arena;
    struct verdict *verdict;
    LIST_OF(struct signed_text) texts; /* as stored; `kind` by the name of the row */
    LIST_OF(struct signed_text) seen;  /* as the entries say */
    bool *is_seen;
};

ERR_CHECKED bool verify_signed_begin(struct verify_signed *v, struct office *office,
                                     struct arena *arena, struct verdict *verdict, struct err *err);
/* An entry of the office; `root` is that of all entries before it. */
ERR_CHECKED bool verify_signed_row(struct verify_signed *v, const struct row *row,
                                   const struct hash256 *root, struct err *err);
/* What no entry names. With `all`, closed periods are computed again from the ledger as it was. */
ERR_CHECKED bool verify_signed_end(struct verify_signed *v, bool all, struct err *err);

#endif
