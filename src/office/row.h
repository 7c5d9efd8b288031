/*
 * row.h - an entry as its table keeps it, and the event it says.
 */
#ifndef GULOU_OFFICE_ROW_H
#define GULOU_OFFICE_ROW_H

#include "base/err.h"
#include "ledger/entry.h"
#include "matter/event.h"
#include "store/store.h"

struct row {
    struct entry entry; /* the case id is not stored: see row_case */
    int64_t matter;
    struct str payload; /* canonical JSON or empty */
};

/* The columns of entry_read and entry_range; copied into the arena. */
void row_read(const struct stmt *stmt, struct arena *arena, struct row *row_out);
/* The event of a matter's entry. ERR_CONFLICT when these definitions cannot read it. */
ERR_CHECKED bool row_event(const struct row *row, const struct registry *registry,
                           struct arena *arena, struct event *event_out, struct err *err);
/* The case id of a matter's entries: pseudonymous, the same in all of them, derived from the
 * ledger's secret, so that it needs no column. */
void row_case(const struct hmac_key *case_key, int64_t matter, unsigned char case_out[16]);
/* Adds the payload's texts, and an amendment's reason, to the event (for reading; the fold does not
 * need them). */
ERR_CHECKED bool row_texts(const struct row *row, struct arena *arena, struct event *event,
                           struct err *err);

#endif
