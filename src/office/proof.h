/*
 * proof.h - receipts of entries, and the key that checks them.
 */
#ifndef GULOU_OFFICE_PROOF_H
#define GULOU_OFFICE_PROOF_H

#include "office/reader.h"

/* The receipt of one entry under a checkpoint signed now. */
ERR_CHECKED bool proof_receipt(struct office *office, struct arena *arena, int64_t seq,
                               struct str *receipt_out, struct err *err);
/* The ledger's verifier key: name+id+key. */
void proof_key(const struct office *office, struct buf *out);

#endif
