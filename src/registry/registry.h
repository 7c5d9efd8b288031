/*
 * registry.h - the compiled definitions of an office: registers with their fields, states, events,
 * clocks, figures and identities. Read-only after load; lives in one arena.
 *
 * Ids are indexes into the arrays below. They stand in stored states, so a later version of a
 * definition keeps them: registry_load takes the version before and gives a known key its old id
 * (definitions only grow; what is no longer used is `retired: true`).
 *
 * The language is described in docs/registers.md.
 */
#ifndef GULOU_REGISTRY_REGISTRY_H
#define GULOU_REGISTRY_REGISTRY_H

#include "base/complaint.h"
#include "base/date.h"
#include "base/decimal.h"
#include "base/limits.h"
#include "base/map.h"
#include "calendar/period.h"
#include "registry/expr.h"

enum { REGIMES_MAX = 4, NONE = -1 };

struct title {
    struct str zh, en; /* en falls back to zh */
};

/* A value that may differ by regime; all entries equal where the definition gives one. */
struct by_regime_str {
    struct str of[REGIMES_MAX];
};

struct regime_def {
    struct str key;
    struct date from, to; /* inclusive; to none: still in force */
    struct str law;
};

enum field_type {
    FIELD_TEXT,
    FIELD_INTEGER,
    FIELD_DECIMAL, /* int64 scaled by 10^digits */
    FIELD_MONEY,   /* fen */
    FIELD_DATE,
    FIELD_TIME, /* minutes of the day */
    FIELD_BOOLEAN,
    FIELD_CHOICE, /* index into choices */
    FIELD_PARTY,  /* one party, always sealed */
    FIELD_PARTIES,
    FIELD_UNIT,   /* id of a unit */
    FIELD_PLACE,  /* id of a unit that is a subdistrict or community */
    FIELD_PERSON, /* id of a member of staff */
    FIELD_MATTER, /* id of another matter */
    FIELD_FILE    /* name and SHA-256 of an attachment */
};

struct choice_def {
    struct str key;
    struct title title;
    bool is_retired;
};

struct field_def {
    struct str key;
    struct title title;
    enum field_type type;
    bool is_personal; /* sealed; parties always are */
    bool is_public;
    bool is_required; /* asked by every event that creates a matter */
    bool is_retired;
    bool is_listed;  /* shown in lists and kept as text in the projection */
    struct str role; /* of a party */
    enum field_form { FORM_ANY, FORM_ORGAN_CODE, FORM_INDEX_NUMBER } form; /* of a text */
    int64_t min, max; /* of a number (scaled) or of a text's characters; INT64_MIN/MAX: none */
    int digits;       /* of a decimal (money: 2) */
    int linked;       /* of a matter: id of the register whose matters it names; NONE: any */
    struct choice_def *choices;
    size_t choices_n;
};

struct state_def {
    struct str key;
    struct title title;
    bool is_final; /* no event leaves it */
    bool is_open;  /* still to be worked on */
    bool is_retired;
};

struct guard_def {
    const struct expr *needs;
    struct title otherwise; /* the sentence of a refusal */
    struct str law;
    int regime;            /* or NONE: all */
    struct str needs_text; /* the condition as written */
};

struct set_def {
    int field;
    const struct expr *value;
    struct str value_text; /* as written */
};

struct id_list {
    int *at;
    size_t n;
};

/* The matter that the field names gets the event too, in the same transaction. */
struct link_def {
    int field; /* of type matter, with a register */
    int event; /* of that register */
};

struct event_def {
    struct str key;
    struct title title;
    bool is_creation; /* no `from`: begins a matter */
    bool from_any;    /* from any state that is not final */
    uint64_t from;    /* bit i: from state i */
    int to;           /* state, or NONE: stays */
    uint32_t regimes; /* bit i: exists in regime i */
    struct str *by;   /* roles; "law" may stand among them */
    size_t by_n;
    struct by_regime_str approve; /* role of the second person, or empty */
    struct id_list asks, may;     /* fields */
    struct id_list starts, stops, cancels, pauses, resumes, restarts; /* clocks */
    struct guard_def *guards;
    size_t guards_n;
    struct set_def *sets;
    size_t sets_n;
    struct link_def *links;
    size_t links_n;
    struct id_list recuse_fields; /* who is named there may not do this */
    struct id_list recuse_events; /* nor who did one of these */
    struct str letter;
    enum event_effect { EFFECT_NONE, EFFECT_NOTICE, EFFECT_DECISION, EFFECT_REFUSAL } effect;
    struct title remedy; /* of a decision or refusal */
    bool is_retired;
};

/* How long a clock runs. */
struct length_def {
    enum length_kind { LENGTH_PERIOD, LENGTH_BY_CHOICE, LENGTH_UNTIL } kind;
    struct period period;     /* LENGTH_PERIOD; LENGTH_BY_CHOICE: where no choice fits */
    int field;                /* the choice; LENGTH_UNTIL: the date field that is the due day */
    struct period *by_choice; /* by choice index; n == 0: `else` */
};

struct expiry_def {
    int event; /* or NONE */
    enum expiry_on { EXPIRY_ON_DUE, EXPIRY_ON_ORIGIN, EXPIRY_ON_DAY_AFTER } on;
};

struct clock_rule {
    bool exists;
    struct length_def length;
    struct id_list from; /* counted from the latest of these that happened; none: from the start */
    int before;          /* date field counted back from (backward clocks), or NONE */
    bool roll_next;
    bool backward_inclusive;
    int extension_event; /* or NONE */
    struct period extension;
    int extension_field; /* integer field with the granted number, at most extension.n; or NONE */
    int extension_times;
    bool extend_from_rolled;
    struct expiry_def expiry;
    struct str law; /* the article */
};

struct clock_def {
    struct str key;
    struct title title;
    enum clock_kind {
        CLOCK_MAXIMUM, /* the step must come by the due date */
        CLOCK_MINIMUM, /* `blocks` may not come before it is over */
        CLOCK_CEILING  /* a maximum that never rolls (coercive measures) */
    } kind;
    bool is_backward;   /* counted back from `before` */
    bool is_generally;  /* minimum: may be cut short with reason and approver */
    uint64_t blocks[2]; /* bit i: event i is refused while a minimum runs */
    bool is_citizens;   /* shown to the applicant */
    bool is_retired;
    struct clock_rule rules[REGIMES_MAX];
};

enum figure_kind {
    FIGURE_COUNT,         /* matters that had the event (the first of them) */
    FIGURE_COUNT_EACH,    /* events */
    FIGURE_SUM,           /* of a field, over matters that had the event */
    FIGURE_SUM_EACH,      /* of a field, over events */
    FIGURE_STOCK,         /* matters for which an expression holds */
    FIGURE_DUE,           /* clocks by due date */
    FIGURE_MET,           /* of those: stopped on or before it */
    FIGURE_DISTINCT,      /* distinct values of a field over matters that had the event */
    FIGURE_DISTINCT_EACH, /* the same over events: every value that one of them gave */
    FIGURE_MINIMUM,       /* least value of a field over events */
    FIGURE_FORMULA        /* of other figures */
};

/* A formula's tree: figures by global id, constants, + - * /. */
struct formula {
    enum formula_op {
        FORMULA_FIGURE,
        FORMULA_CONST,
        FORMULA_ADD,
        FORMULA_SUB,
        FORMULA_MUL,
        FORMULA_DIV
    } op;
    int figure;
    struct decimal value;
    const struct formula *left, *right;
};

/* A contribution of a figure with `by` keeps its choices in one number: of each, its index + 1 (0:
 * not given), the first in the lowest bits. */
enum { FIGURE_BY_MAX = 4, FIGURE_BY_BITS = 8 };

enum figure_period {
    OVER_YEAR,     /* the period asked for */
    PREVIOUS_YEAR, /* the same period a year before */
    SINCE_DATE,    /* from `since` to the period's end */
    TO_REPORT_DAY  /* from `since` (or the period's start) to the report day of the period's year */
};

struct figure_def {
    int id;          /* in registry->figures; stands in the tables */
    struct str key;  /* "workorder.received" */
    int registry_at; /* index of the register it is defined in */
    enum figure_kind kind;
    struct title title;
    struct str unit;    /* unit of measure: 件 */
    struct str part;    /* of the report: "1.8" */
    uint64_t events[2]; /* bit i: counted event */
    int field;          /* of sums, distinct, minimum */
    int clock;
    const struct expr *where; /* stock: the condition */
    int dated_event;          /* cohort: the event whose `on` is the day; or NONE */
    int dated_field;          /* the date field that is the day; or NONE */
    int by[FIGURE_BY_MAX];    /* the choices that divide it into cells */
    size_t by_n;
    struct str where_text; /* where, or the condition of a stock, as written */
    const struct formula *formula;
    struct str formula_text;    /* of a formula or share, as written */
    int numerator, denominator; /* of a share: figure ids, shown beside it; or NONE */
    bool is_share;              /* printed with % */
    bool is_any_known;          /* counts however late it became known (returns, inputs) */
    enum figure_period over;
    struct date since;  /* or none */
    int value_digits;   /* the amount is the value * 10^value_digits */
    int digits;         /* printed behind the point */
    struct str scale;   /* 万, 亿, or empty */
    int64_t print_down; /* round down to a multiple of this many units (with `more`); 0: none */
    struct str more;    /* 余, 多 after the number */
    struct str before;  /* 不少于, 连续 before it */
    bool is_chinese;    /* 五 instead of 5 */
    bool is_restricted; /* one value a district and year: no split, page, API, export */
    int cells;          /* a part of a split with fewer matters is merged with its neighbour */
    bool is_derived;    /* not one of the report's figures: a building block */
    bool is_retired;
    bool is_shortcoming; /* what it counts is a shortcoming: told by unit and by cause */
    int cause_field;     /* the choice that tells the cause, or NONE */
    int line, column;
};

struct identity_term {
    int sign; /* +1, -1 */
    int figure;
    enum identity_at { IDENTITY_PERIOD, IDENTITY_START, IDENTITY_END } at;
};

struct identity_def {
    struct str text; /* as written */
    bool is_flow;
    struct identity_term *terms; /* sum of sign * value = 0 */
    size_t terms_n;
    int line, column;
};

struct setting_def {
    struct str key;
    struct title title;
    struct str note; /* why it is a setting: the rule that could not be verified */
    enum field_type type;
    bool is_period; /* `type: period`: the length of a clock, a span of days; else by `type` */
    struct period period;
    int64_t value;
    int digits; /* of a decimal (money: 2) */
    struct choice_def *choices;
    size_t choices_n;
};

/* Reports and accusations (举报): which matters are such, and of whom. */
struct accusation_def {
    int field;               /* the unit complained of; NONE: the register has none */
    const struct expr *when; /* NULL: every matter */
    struct str when_text;
};

/* No two matters of the register have the same values of these fields. */
struct unique_def {
    struct id_list fields;   /* none: nothing is unique but the number */
    const struct expr *when; /* NULL: of every matter; else only of these */
    struct str when_text;
};

/* What makes two matters of the register the same trouble, perhaps (重复): offered to a person who
 * may join them, never a ground to refuse. */
enum { ALIKE_SAME_MAX = 4, ALIKE_CLOSED_DAYS = 30 };
struct alike_def {
    int words;                /* the text that is compared; NONE: the register has none */
    int same[ALIKE_SAME_MAX]; /* plain fields whose values are equal */
    size_t same_n;
    int closed_days; /* those closed so many days ago are still offered */
};

enum { CELLS_MIN = 5, CELLS_MAX = 1000 };

struct register_def {
    int id;
    struct str key;
    struct title title;
    struct str number; /* pattern with {year} and {seq} */
    bool is_imported;  /* its events come from another system only */
    bool is_restricted;
    int cells; /* of its figures, where they say nothing themselves */
    struct accusation_def accuses;
    struct unique_def unique;
    struct alike_def alike;
    int unit_field;                         /* the unit that answers for the matter, or NONE */
    int place_field;                        /* or NONE */
    struct regime_def regimes[REGIMES_MAX]; /* one without name where the definition has none */
    size_t regimes_n;
    struct field_def *fields;
    size_t fields_n;
    struct state_def *states;
    size_t states_n;
    struct event_def *events;
    size_t events_n;
    struct clock_def *clocks;
    size_t clocks_n;
    int *figures; /* ids of the figures computed from this register's matters */
    size_t figures_n;
    struct identity_def *identities;
    size_t identities_n;
    struct setting_def *settings;
    size_t settings_n;
    struct map field_ids, event_ids, state_ids, clock_ids;
    struct str file;
};

struct registry {
    struct arena *arena;
    struct register_def **registers; /* by id; order of adoption */
    size_t registers_n;
    struct figure_def **figures; /* by id */
    size_t figures_n;
    struct map register_ids, figure_ids;
    struct date report_days[200]; /* by year - 2000; none: the year's last day */
};

struct registry_file {
    struct str name;
    struct str bytes;
};

/* Compiles all files (registers, and office.yaml with settings). All complaints of all files in
 * one run; NULL if there is any. `before` may be NULL. */
struct registry *registry_load(struct arena *arena, const struct registry_file *files,
                               size_t files_n, const struct registry *before,
                               struct complaints *complaints);

const struct register_def *registry_find(const struct registry *registry, struct str key);
const struct figure_def *registry_figure(const struct registry *registry, struct str key);
int register_field(const struct register_def *def, struct str key); /* or NONE */
int register_event(const struct register_def *def, struct str key);
int register_state(const struct register_def *def, struct str key);
int register_clock(const struct register_def *def, struct str key);
int register_choice(const struct field_def *field, struct str key);
const struct setting_def *register_setting(const struct register_def *def, struct str key);
bool register_lists(struct id_list list, int id);
/* The states that an event may be entered in, by bit. */
uint64_t register_from(const struct register_def *def, const struct event_def *event);
/* The regime in force on the day, or NONE. */
int register_regime(const struct register_def *def, struct date received_on);
struct date registry_report_day(const struct registry *registry, int year);

#endif
