/*
 * internal.h - what the files that play a scenario share.
 */
#ifndef GULOU_SCENARIO_INTERNAL_H
#define GULOU_SCENARIO_INTERNAL_H

#include "office/reader.h"
#include "scenario/scenario.h"

struct scenario_alias {
    struct str name;
    int64_t matter; /* of a mark: the entries that the ledger held */
};

/* A scenario while it is played. */
struct playing {
    struct arena *arena;
    struct office *office;
    struct reader *reader;
    const struct scenario *scenario;
    struct scenario_rules *rules;
    struct complaints *complaints;
    LIST_OF(struct scenario_alias) aliases, marks;
    int64_t current;             /* the matter of the step before; 0: none */
    struct matter *matter;       /* of this step, after it; NULL: none */
    struct reader_event *events; /* all its entries, when the step needs them */
    size_t events_n, events_before;
};

#define scenario_complain(p, on_line, ...) \
    complaints_add((p)->complaints, (p)->scenario->file, (on_line), 0, __VA_ARGS__)

/* ---- scenario_names: keys or Chinese titles, as written, to ids ---- */

/* The event as the step names it: by key, or by title, where that fits the matter's state. NONE
 * with a complaint. */
int scenario_names_event(struct playing *p, const struct register_def *def,
                         const struct matter *matter, int line, struct str name);
int scenario_names_clock(struct playing *p, const struct register_def *def, int line,
                         struct str name);
int scenario_names_state(struct playing *p, const struct register_def *def, int line,
                         struct str name);
int scenario_names_field(struct playing *p, const struct register_def *def, int event, int line,
                         struct str name);
/* A person's id by name or number; 0 with a complaint. */
int64_t scenario_names_person(struct playing *p, int line, struct str name);
/* The value as a door would write it: units, places, staff, choices and matters may be named. */
struct str scenario_names_value(struct playing *p, const struct field_def *field, struct str value);
/* A matter by the name an earlier step gave it; 0: none. */
int64_t scenario_names_matter(const struct playing *p, struct str name);

/* ---- scenario_expect: what is expected after a step ---- */

ERR_CHECKED bool scenario_expect(struct playing *p, const struct scenario_step *step,
                                 struct err *err);

#endif
