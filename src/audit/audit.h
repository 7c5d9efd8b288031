/*
 * audit.h - a published report read as a reader would check it: every figure in its text, and
 * whether the figures agree with each other. Needs no office, no database, no network: it works on
 * a text in memory and keeps nothing.
 *
 * The path of a text: clean.h (simplified, half-width, without pollution) → number.h and reading.h
 * (figures with their place, clause, sentence, role) and grid.h (tables) → sums.h, shares.h,
 * growth.h, tables.h, repeats.h, official.h (what the text claims of them) → amount.h (does it
 * hold). Rules go by grammar and structure; there are no lists of places or reports.
 *
 * What is reported as wrong must be claimed by the text: a list that is not all parts is no sum,
 * and numbers that happen to fit are no identity. So a check needs a claim (其中, 合计, 占, 率,
 * 同比, the shape of a table) before it may fail.
 */
#ifndef GULOU_AUDIT_AUDIT_H
#define GULOU_AUDIT_AUDIT_H

#include "audit/amount.h"
#include "audit/grid.h"
#include "audit/lexis.h"
#include "base/list.h"

enum role {
    ROLE_COUNT, /* a number of things */
    ROLE_DIFF,  /* 比上年增加842件 */
    ROLE_BASE,  /* 上年同期285件 */
    ROLE_SHARE, /* 占15.6% */
    ROLE_RATE,  /* 纠错率达17.04% */
    ROLE_GROWTH,
    ROLE_LEVEL,  /* any other percentage: 从0.3%下降到0.17% */
    ROLE_MEAN,   /* 日均10202件, 每万人18.2个 */
    ROLE_LIMIT,  /* 不少于8小时, 超过40件: a bound, not a count */
    ROLE_ORDINAL /* 1, 2, 3 in a table */
};

enum { NOWHERE = -1 };

/* What the checks of a share, rate or growth came to so far. */
enum settled { SETTLED_NOT, SETTLED_HOLDS, SETTLED_FAILS };

struct audit_figure {
    struct span span;   /* in the cleaned text */
    struct span before; /* its clause up to it, back to the figure before */
    size_t unit_from;   /* where its unit begins in `span` */
    int whole;          /* the figure that it is a part of, as a sum showed; NOWHERE: unknown */
    enum settled settled;
    int of; /* of a share: the count that it is a share of, as a check showed; NOWHERE: unknown */
    bool is_total;     /* other figures were found to add up to it */
    struct span after; /* from it to the end of its clause or the next figure */
    struct amount amount;
    bool is_negative;
    bool is_falling;     /* of a growth: 下降, 减少 */
    bool is_approximate; /* 约, 近, 超过 in front, 左右 behind */
    bool is_chinese;
    enum role role;
    const struct unit_word *unit;     /* NULL: none is printed */
    int line, sentence, part, clause; /* running numbers; a part ends at ；, a clause at ， */
    int section;                      /* a heading (一、 二、) begins one */
    int depth;                        /* of parentheses */
    int year;                         /* that its sentence names last before it, 0: none */
    int table, row, column;           /* NOWHERE in prose */
};

struct audit_line {
    struct span span;
    int first, figures_n; /* its figures */
    bool is_row;          /* cells between bars */
};

enum check_kind { CHECK_SUM, CHECK_SHARE, CHECK_RATIO, CHECK_GROWTH, CHECK_PRODUCT, CHECK_REPEAT };

/* What is to be said beside a check. */
enum note_kind {
    NOTE_NONE,
    NOTE_MORE,         /* the parts are more than the total */
    NOTE_LESS,         /* or less */
    NOTE_PARTIAL,      /* less, but the list may not be all */
    NOTE_SUM,          /* they do not add up */
    NOTE_SHARED_WHOLE, /* the parts do not make the whole that their shares are of */
    NOTE_LAST_DIGIT,
    NOTE_NUMBERS,    /* the numbers give something else */
    NOTE_BASE,       /* the base gives something else */
    NOTE_PREVIOUS,   /* the base is last year's report's */
    NOTE_NO_BASE,    /* no whole number gives this growth */
    NOTE_ONE_BASE,   /* only [0] does */
    NOTE_FEW_BASES,  /* [0] to [1] do */
    NOTE_MANY_BASES, /* [1] numbers around [0] do */
    NOTE_HUNDRED,    /* a rate of 100 %: is what is open left out? */
    NOTE_POPULATION, /* [0] things make [1] thousand people */
    NOTE_FORM,       /* the form's identity */
    NOTE_TEXT_TABLE, /* text and table differ */
    NOTE_REPEAT,     /* two places differ */
    NOTE_PRODUCT
};

struct note {
    enum note_kind kind;
    int64_t numbers[3]; /* of bases, [2]: 1 of the month before, 0 of the year before */
};

struct audit_check {
    enum check_kind kind;
    enum verdict verdict;
    struct str left;     /* "26+366", "337/366" */
    struct str right;    /* "392", "92%" */
    struct str computed; /* what comes out: "391", "92.08"; empty when it is the right side */
    struct note note;
    int *figures; /* indexes, ascending */
    size_t figures_n;
    int at; /* the figure that the check is about, where it is shown */
};

struct audit {
    struct arena *arena;
    struct str name; /* the file's, or "" */
    struct clean clean;
    LIST_OF(struct audit_figure) figures;
    LIST_OF(struct audit_check) checks;
    LIST_OF(struct audit_line) lines;
    LIST_OF(struct grid) grids;
    int holding, failing, remarks; /* checks by what came of them */
    int year;                      /* that the report speaks of, 0: unknown */
    bool is_cut;                   /* it has more than LIMIT_AUDIT_FIGURES: the rest was not read */
};

/* What is audited. */
struct audit_text {
    struct str name;        /* the file's, or "" */
    struct str text;        /* valid UTF-8, at most LIMIT_AUDIT_BYTES */
    const uint32_t *origin; /* see clean_make; NULL: the text is the file's own */
};

/* Reads and checks a text. `previous` is last year's
 * report, read by audit_run before, or NULL: bases of growth are looked up in it. Everything is the
 * arena's; the text must stay. */
void audit_run(struct arena *arena, const struct audit_text *text, const struct audit *previous,
               struct audit *audit_out);
const char *audit_kind_name(enum check_kind kind); /* "sum" */
const char *audit_role_name(enum role role);       /* "share" */

#endif
