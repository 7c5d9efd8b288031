/*
 * matter.h - a matter's state: what its events, folded in order, say today.
 *
 * M1: the state is a pure function of the events up to a place in the ledger, and of the
 *     definitions and calendar in force at each event's place. No today, no I/O.
 * M2: it holds no personal value, only whether one was given.
 *
 * The arrays are indexed as the register's definition. matter_pack writes a state into a compact
 * blob and matter_unpack reads it back; the blob is a cache that rebuild makes anew.
 */
#ifndef GULOU_MATTER_MATTER_H
#define GULOU_MATTER_MATTER_H

#include "base/list.h"
#include "calendar/term.h"
#include "registry/registry.h"

enum clock_status { CLOCK_NEVER, CLOCK_RUNNING, CLOCK_PAUSED, CLOCK_STOPPED, CLOCK_CANCELLED };

struct clock_state {
    enum clock_status status;
    struct date origin;     /* counted from */
    struct date stopped_on; /* or none */
    struct period length;   /* as fixed when it started; n == 0: `until` */
    int extensions;         /* granted so far */
    struct period extension;
    struct date due, unrolled; /* kept when stopped, with the calendar of that day */
    bool is_provisional;
    int64_t started_ms, due_ms; /* of a clock in hours: the moments; else 0 */
    bool is_disproved;          /* the law's act at its end was struck: it does not act again */
    bool is_met;                /* stopped on or before its due date */
    int instances;              /* how often it started */
    struct term_pause *pauses;
    size_t pauses_n;
};

struct occurrence {
    int32_t times;
    struct date first_on, last_on;
    int64_t first_unit; /* the unit that answered then, or 0 */
    int64_t last_seq;
};

/* A proposed event that waits for the second person (DESIGN: approval). */
struct proposal {
    int event;
    int64_t seq;
    int64_t actor;
    struct instant at;
    struct date on;   /* legal date it would have */
    int64_t replaces; /* of a proposed amendment; else 0 */
    int64_t fields_hash;
};

struct matter {
    const struct register_def *def;
    int64_t id;
    int regime;
    int state;                       /* NONE before the first event */
    int64_t number_year, number_seq; /* 0: not numbered */
    struct date opened_on;
    struct date changed_on; /* of the last event that changed the state */
    struct date known_on;   /* the latest day that any of its entries became known */
    struct instant opened_at;
    int64_t *values;
    unsigned char *is_set;
    struct occurrence *occurrences;
    int32_t *times;
    int32_t *days; /* by event: of the last time; the same as last_on, for expressions */
    struct clock_state *clocks;
    unsigned char *met;
    LIST_OF(int64_t) seqs;    /* all its entries */
    LIST_OF(int64_t) persons; /* whose keys seal its values */
    LIST_OF(struct proposal) proposals;
};

struct matter *matter_new(struct arena *arena, const struct register_def *def, int64_t id);
void matter_pack(const struct matter *matter, struct buf *out);
/* Asserts on a blob that matter_pack did not write. */
struct matter *matter_unpack(struct arena *arena, const struct registry *registry, int64_t id,
                             struct str blob);
struct expr_env matter_env(const struct matter *matter);
int64_t matter_unit(const struct matter *matter);  /* the unit that answers for it, or 0 */
int64_t matter_place(const struct matter *matter); /* or 0 */
bool matter_is_open(const struct matter *matter);
/* What no other matter of its register may have too, as a text; empty: nothing. */
struct str matter_unique(const struct matter *matter, struct arena *arena);
/* Is it a report or accusation (举报), and of which unit? 0: none is named. */
bool matter_is_accusation(const struct matter *matter);
int64_t matter_accused(const struct matter *matter);
/* Does its state let the event happen? Nothing is said of regime, guards or dates. */
bool matter_allows(const struct matter *matter, int event);
/* The earliest due date of the clocks that run, or none. */
struct date matter_due(const struct matter *matter);
/* The earliest due date of a running clock at whose end the law acts by an event that the state
 * allows, never a provisional one; *clock_out is that clock. None: nothing will happen by itself.
 */
struct date matter_expiry(const struct matter *matter, int *clock_out);
/* "〔2022〕鼓行复第12号", with "演示" in front in a demo; empty when not numbered. */
struct str matter_number(const struct matter *matter, bool is_demo, struct arena *arena);

#endif
