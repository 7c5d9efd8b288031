/*
 * lookup.h - a person looked up by what identifies him (DESIGN H7): inside one register, by a post
 * with a task there, and never unseen: every look-up is an entry of the ledger and is shown on the
 * matters that it found. There is no list, count or order by person anywhere.
 */
#ifndef GULOU_OFFICE_LOOKUP_H
#define GULOU_OFFICE_LOOKUP_H

#include "office/reader.h"

enum { LOOKUP_MATTERS_MAX = 500 };

struct lookup {
    struct str register_key;
    struct str identifier; /* as it was typed; it is kept nowhere */
    int64_t actor;
};

struct lookup_found {
    struct matter **matters; /* that the post may open, by id */
    size_t n;
    int64_t seq; /* of the entry */
};

/* ERR_DENIED for who has no task in the register, ERR_MISSING for no register, ERR_INPUT for what
 * identifies nobody; nothing is written then. The matters live in the arena. */
ERR_CHECKED bool office_lookup(struct office *office, struct arena *arena,
                               const struct lookup *lookup, struct lookup_found *found_out,
                               struct err *err);

/* Who looked the matter's persons up, and when. */
struct lookup_seen {
    int64_t seq, actor;
    struct date on;
    struct instant at;
};
ERR_CHECKED bool reader_lookups(struct reader *reader, struct arena *arena, int64_t matter,
                                struct lookup_seen **seen_out, size_t *n_out, struct err *err);

struct batch;
/* For replay: the rows that an entry's codes give. */
void lookup_rows(struct batch *batch, int64_t seq, struct str codes);

#endif
