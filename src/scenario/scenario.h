/*
 * scenario.h - a path through a procedure, written down so that a lawyer can read it, and played
 * through the real command path on a scratch office. The language is described in
 * docs/registers.md.
 *
 * P1: a scenario proves only what it states: a clock by its due day, a guard by its sentence, an
 *     act of the law by its date. Which rules those were is found by playing it, not by its tags.
 * P2: every scenario begins with an empty office; none knows of another.
 */
#ifndef GULOU_SCENARIO_SCENARIO_H
#define GULOU_SCENARIO_SCENARIO_H

#include "base/complaint.h"
#include "base/date.h"
#include "base/err.h"
#include "registry/registry.h"

struct scenario_pair {
    struct str key, value;
    int line, column;
};

struct scenario_pairs {
    const struct scenario_pair *at;
    size_t n;
    bool is_given;
    int line;
};

/* A word of a step with its line; line 0: not given. */
struct scenario_word {
    struct str text;
    int line;
};

enum scenario_act {
    SCENARIO_FILE,
    SCENARIO_DO,
    SCENARIO_AMEND,  /* the newest entry of the event is replaced */
    SCENARIO_STRIKE, /* nothing in its place */
    SCENARIO_WAIT    /* the day comes; the law does what it does by itself */
};

struct scenario_step {
    int line;
    enum scenario_act act;
    struct str event;         /* key or Chinese title; of SCENARIO_FILE: empty, the only one */
    struct str register_key;  /* of SCENARIO_FILE */
    struct str matter, alias; /* name given by an earlier `as`; the name of this one */
    struct date day, on;      /* entered on; legal date, or none: the same */
    int minute;               /* of the day */
    bool has_proof;
    struct str by, approved_by, reason;
    struct scenario_pairs with;
    /* what is expected */
    struct scenario_pairs refused; /* parts of sentences, each must be said; keys are empty */
    bool is_proposed;
    struct scenario_word state, number;
    struct scenario_pairs due, clocks, values, by_law, figures;
    int year;         /* of the figures; 0: the day's */
    struct str known; /* of the figures: as the ledger stood at this mark; empty: now */
    struct str mark;  /* a name for where the ledger stands after the step */
};

struct scenario {
    struct str file;
    struct str title, register_key;
    struct scenario_pairs law; /* articles and rows of test/law/traps.yaml; keys are empty */
    const struct scenario_step *steps;
    size_t steps_n;
    bool is_passed; /* set by scenario_play */
};

/* NULL with complaints, each with line and column. `folder` is the register where the file does
 * not name one. */
struct scenario *scenario_parse(struct arena *arena, struct str file, struct str folder,
                                struct str bytes, struct complaints *complaints);

/* ---- rules ---- */

enum scenario_rule_kind { SCENARIO_CLOCK, SCENARIO_GUARD, SCENARIO_EXPIRY };

/* What a register says with an article. */
struct scenario_rule {
    enum scenario_rule_kind kind;
    const struct register_def *def;
    int event;        /* of a guard */
    int at;           /* the clock, or the guard of the event */
    uint32_t regimes; /* bit i: the same words in regime i */
    struct str law;   /* the article, with the name of the law where there are several */
    struct str words; /* in Chinese */
    struct str id; /* "disclosure guard answer 属于…": stands in test/scenario/uncovered.txt */
    LIST_OF(const struct scenario *) proofs;
};

struct scenario_rules {
    struct arena *arena;
    LIST_OF(struct scenario_rule) list; /* in the order of the registers' keys */
};

/* All rules of all registers that are not retired. */
void scenario_rules_find(struct arena *arena, const struct registry *registry,
                         struct scenario_rules *rules_out);
/* The scenario states the rule; does nothing where it has no article. */
void scenario_rules_prove(struct scenario_rules *rules, const struct scenario *scenario,
                          enum scenario_rule_kind kind, const struct register_def *def, int event,
                          int at, int regime);

/* ---- playing ---- */

struct scenario_stage;

/* A place to play on: definitions as adopted by every scenario's office. The files live as long. */
ERR_CHECKED bool scenario_stage_open(struct arena *arena, const struct registry_file *files,
                                     size_t files_n, struct complaints *complaints,
                                     struct scenario_stage **stage_out, struct err *err);
void scenario_stage_close(struct scenario_stage *stage);
const struct registry *scenario_stage_registry(const struct scenario_stage *stage);
/* Plays one; complaints say what was expected and what happened, up to the first step that fails.
 * False: the machinery failed. */
ERR_CHECKED bool scenario_play(struct scenario_stage *stage, struct scenario *scenario,
                               struct scenario_rules *rules, struct complaints *complaints,
                               struct err *err);

#endif
