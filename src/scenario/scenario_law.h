/*
 * scenario_law.h - which rule is proved by which scenario, as a table to be read.
 */
#ifndef GULOU_SCENARIO_SCENARIO_LAW_H
#define GULOU_SCENARIO_SCENARIO_LAW_H

#include "scenario/scenario.h"

/* A rule that people get wrong, with a worked example. Rows are named in the `law:` of scenarios.
 */
struct scenario_row {
    struct str id, words; /* "复议-05" */
    struct str in,
        quote; /* proved by a test that is no scenario: its file, and what stands there */
    int line;
    LIST_OF(const struct scenario *) proofs;
};

struct scenario_law {
    struct arena *arena;
    struct scenario_rules rules;
    LIST_OF(struct scenario *) scenarios;
    LIST_OF(struct scenario_row) rows;
};

/* Reads the rows and finds the scenarios that name them: those that passed. Complains of a row
 * that a scenario names and that is not there, and of a test that does not say what is quoted. */
void scenario_law_rows(struct scenario_law *law, struct str file, struct str bytes,
                       struct complaints *complaints);
/* Markdown. */
void scenario_law_table(const struct scenario_law *law, struct buf *out);
/* Ids of rules and rows without a proof, one a line, in byte order. */
void scenario_law_unproved(const struct scenario_law *law, struct buf *out);

#endif
