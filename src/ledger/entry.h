/*
 * entry.h - one entry of the ledger, byte by byte: gulou-event/v1.
 *
 *   gulou-event/v1
 *   seq <decimal, the leaf's index>
 *   at <server time, RFC 3339, +08:00>
 *   on <legal date>
 *   case <32 hex>
 *   kind <dotted code>
 *   actor <hex, at least two digits>
 *   <name> <value>             codes, sorted by name
 *   nonce <base64 of 16 bytes>
 *   commit payload <base64>    commitments, sorted by name
 *   commit sealed <base64>
 *
 * ASCII, every line ends with \n. Leaf hash: SHA-256(0x00 || entry) (RFC 6962). Commitment:
 * HMAC-SHA-256(salt, "gulou-commit/v1\n" || name || "\n" || bytes).
 */
#ifndef GULOU_LEDGER_ENTRY_H
#define GULOU_LEDGER_ENTRY_H

#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "crypto/hash.h"

struct entry {
    int64_t seq;
    struct instant at;
    struct date on;
    unsigned char case_id[16];
    struct str kind;
    int64_t actor;
    struct str codes; /* lines "name value\n", sorted by name; may be empty */
    unsigned char nonce[16];
    bool has_payload, has_sealed;
    struct hash256 payload, sealed;
};

/* Appends the bytes. The fields are right by now: what a door lets in passes entry_codes_check, and
 * a wrong kind or date is a bug. */
void entry_encode(const struct entry *entry, struct buf *out);
/* Strict: exactly what entry_encode writes of fields that are right. The slices point into bytes.
 * The error names the line. */
ERR_CHECKED bool entry_decode(struct str bytes, struct entry *entry_out, struct err *err);
/* Lines "name value\n", sorted by name, each name once; names of lower-case letters, digits and
 * "._-", values of printable ASCII without space (free text can never reach an entry). The names
 * nonce and commit are the format's own. */
ERR_CHECKED bool entry_codes_check(struct str codes, struct err *err);
void entry_leaf_hash(struct str bytes, struct hash256 *out);
void entry_commitment(const struct hash256 *salt, struct str name, struct str bytes,
                      struct hash256 *out);
/* Appends an entry to a bundle, tile/entries/N: its length as two bytes, then itself. */
void entry_bundle_put(struct str bytes, struct buf *out);

#endif
