/*
 * checkpoint.h - what the log says of its tree (C2SP tlog-checkpoint): three lines, signed as a
 * note.
 *
 *   <origin: the log's name>
 *   <size in decimal>
 *   <base64 of the root hash>
 *
 * We write no extension lines and read none: nobody can audit them.
 */
#ifndef GULOU_LEDGER_CHECKPOINT_H
#define GULOU_LEDGER_CHECKPOINT_H

#include "base/buf.h"
#include "base/err.h"
#include "crypto/hash.h"
#include "crypto/sign.h"

struct checkpoint {
    struct str origin;
    int64_t size;
    struct hash256 root;
};

/* The body, three lines. */
void checkpoint_print(const struct checkpoint *checkpoint, struct buf *out);
/* The body of a note; strictly what checkpoint_print writes. The origin points into body. */
ERR_CHECKED bool checkpoint_parse(struct str body, struct checkpoint *checkpoint_out,
                                  struct err *err);
/* The whole signed note. The log's key has the origin as its name. */
void checkpoint_sign(const struct checkpoint *checkpoint, const unsigned char seed[SIGN_SEED_BYTES],
                     struct buf *out);

#endif
