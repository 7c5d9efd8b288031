/*
 * person.h - persons by what identifies them, inside one register only (DESIGN H7).
 *
 * An identity number or telephone number is kept as a hash under a key that differs per register,
 * derived from a secret of the keys database: it says nothing to who has the database alone, and
 * the hashes of two registers cannot be compared. The same identifier in the same register is the
 * same person with one sealing key, so that erasing reaches all he brought there.
 */
#ifndef GULOU_OFFICE_PERSON_H
#define GULOU_OFFICE_PERSON_H

#include "office/internal.h"

enum { PERSON_HASH_BYTES = 16, PERSON_IDENTIFIERS_MAX = 4 };

struct person_hash {
    unsigned char b[PERSON_HASH_BYTES];
};

/* Of a party as it was given: {"name": …, "id": …, "phone": …}; the identity number first. None of
 * a party that is no object or has none. */
size_t person_hashes(struct office *office, const struct register_def *def, struct str party,
                     struct person_hash hashes[PERSON_IDENTIFIERS_MAX]);
/* Of an identifier as somebody types it: as an identity number, and as a telephone number where it
 * can be one. */
size_t person_hashes_typed(struct office *office, const struct register_def *def, struct str text,
                           struct person_hash hashes[PERSON_IDENTIFIERS_MAX]);
/* The person known by it; 0: none. Of this batch, the one being written, or before. */
ERR_CHECKED bool person_find(struct office *office, const struct batch *batch,
                             const struct register_def *def, const struct person_hash *hash,
                             int64_t *person_out, struct err *err);
/* The parties of a value: the elements of a JSON array, or the whole. Slices of the text. */
size_t person_split(struct str text, struct str *parties, size_t parties_max);

#endif
