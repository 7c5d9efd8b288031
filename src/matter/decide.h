/*
 * decide.h - what a command does: events, or all complaints at once. Pure.
 *
 * The order of questions is that of DESIGN §3: does the law act first (expired clocks), does the
 * event exist in this state and regime, are the fields right, is the legal date allowed, do the
 * guards hold, is a minimum period over, does it need a second person.
 */
#ifndef GULOU_MATTER_DECIDE_H
#define GULOU_MATTER_DECIDE_H

#include "access/organisation.h"
#include "matter/fold.h"

struct command_field {
    struct str name;
    struct str value; /* as a door writes it; parties as JSON */
};

enum command_source {
    SOURCE_PERSON,
    SOURCE_IMPORT, /* keeps its dates; maker's and checker's signature stands for proof */
    SOURCE_OPENING /* history from before gulou: keeps its numbers too */
};

/* The only way to write. Built by every door, never changed after. */
struct command {
    int64_t actor;
    struct str request_key;  /* empty: none */
    struct str register_key; /* of a new matter */
    int64_t matter;          /* 0: a new one */
    struct str event;        /* empty for a new matter: its only creating event; "amend" */
    struct date on;          /* none: today */
    bool has_proof;          /* postmark, receipt stamp: may lie back five working days */
    const struct command_field *fields;
    size_t fields_n;
    int64_t approves; /* seq of the proposal that this approves */
    int64_t replaces; /* of "amend": the entry */
    bool is_strike;   /* of "amend": nothing in its place */
    struct str reason;
    enum command_source source;
    struct instant at; /* 0: the committer's time */
    /* of an import or opening */
    const struct event_source *origin;
    const struct str *withheld; /* personal fields that were given there and stay there */
    size_t withheld_n;
    struct str clock;                /* the law acted at the end of this clock; actor is the law */
    struct date amended_on;          /* of "amend": its own day; none: today */
    int64_t number_year, number_seq; /* of a new matter that keeps its number, which the door knows
                                        to be free; 0: the next */
};

/* A matter that a field of the command or of its matter names, as it is now. */
struct decide_linked {
    int field;
    int64_t id;
    const struct matter *matter; /* NULL: there is none */
};

/* Who did an earlier event, its proposer too: for `recuse`. */
struct decide_doer {
    int event;
    int64_t person;
};

struct decide_context {
    const struct registry *registry;
    const struct calendar *calendar;
    struct instant at;
    struct date today;
    struct date closed_through;              /* last day of the newest closed period, or none */
    const struct organisation *organisation; /* NULL: ids of units and staff are not looked up */
    int64_t matter_next;                /* links name matters below it; 0: they are not looked up */
    const struct decide_linked *linked; /* those of fields that name a register */
    size_t linked_n;
    const struct decide_doer *doers;
    size_t doers_n;
    int64_t link_seq; /* not 0: the entry of another matter that this event follows from */
    /* Of a matter that is to be amended: its history as fold_resolve gives it. */
    const struct fold_step *steps;
    size_t steps_n;
};

struct decision {
    LIST_OF(struct event *) events; /* in order; the law's first */
    bool is_proposed;               /* waits for the second person */
    bool needs_fold;                /* an amendment: fold the matter anew */
};

/* `matter` is the state before (matter_new for a new one) and is changed only when the decision is
 * positive: it then holds the state after. Events carry no seq, number or persons yet; `seq_next`
 * is what the first will get. False: refused, with at least one complaint; `matter` must not be
 * used any more. */
bool decide(struct arena *arena, const struct decide_context *context,
            const struct register_def *def, struct matter *matter, const struct command *command,
            int64_t seq_next, struct decision *decision_out, struct complaints *complaints);
/* Only what the law does: the events of clocks that ran out before today. For the sweep. */
void decide_expiries(struct arena *arena, const struct decide_context *context,
                     struct matter *matter, int64_t seq_next, struct decision *decision);

#endif
