/*
 * signed.h - texts that the office signs: snapshots of closed periods, reports. Each stands in the
 * table `snapshot` under an entry of the office that names its SHA-256, so nobody changes one
 * without breaking the ledger.
 *
 * Kinds: office.closing, office.checked, office.closed (a period: "2022"); office.signed,
 * office.published (a report and its year: "annual 2022"). Codes: "document SHA256", and of a
 * closing also "root HASH" and "size N": what the ledger held. Names in codes are ASCII.
 */
#ifndef GULOU_OFFICE_SIGNED_H
#define GULOU_OFFICE_SIGNED_H

#include "office/office.h"

enum signed_kind {
    SIGNED_CLOSING,
    SIGNED_CHECKED,
    SIGNED_CLOSED,
    SIGNED_REPORT,
    SIGNED_PUBLISHED,
    SIGNED_KINDS
};

struct signed_text {
    enum signed_kind kind;
    struct str name; /* "2022", "annual 2022" */
    int64_t seq, actor;
    struct date on;
    struct instant at;
    struct str document; /* SHA-256 in hex, as the entry names it */
};

/* All of them in order, without their bytes. */
ERR_CHECKED bool signed_list(struct store *db, int64_t district, struct arena *arena,
                             struct signed_text **texts_out, size_t *n_out, struct err *err);
ERR_CHECKED bool signed_bytes(struct store *db, int64_t district, const struct signed_text *text,
                              struct arena *arena, struct str *bytes_out, struct err *err);
/* Does a kind of entry sign a text? */
bool signed_is(struct str entry_kind, enum signed_kind *kind_out);
/* "closing 2022": the name of its row. */
struct str signed_row_name(struct arena *arena, enum signed_kind kind, struct str name);
/* Enters one; an entry of its own, written at once. `size` is that of the ledger before it. */
ERR_CHECKED bool signed_enter(struct office *office, enum signed_kind kind, struct str name,
                              struct str bytes, int64_t actor, struct err *err);
struct str signed_hash(struct arena *arena, struct str bytes); /* SHA-256 in hex */
/* The value of a code, or empty. */
struct str signed_code(struct str codes, const char *name);
/* The root of the ledger's first `size` entries, in hex. */
ERR_CHECKED bool signed_root(struct store *db, int64_t district, int64_t size, struct arena *arena,
                             struct str *root_out, struct err *err);

#endif
