/*
 * amount.h - a printed number with its accuracy, and arithmetic on such numbers, exact, in whole
 * numbers. 0.04万 is 4 * 10^2 and known to half of that unit; 389 is known exactly.
 */
#ifndef GULOU_AUDIT_AMOUNT_H
#define GULOU_AUDIT_AMOUNT_H

#include "base/arena.h"

/* What is printed against what comes out. The first four hold. */
enum verdict {
    VERDICT_EXACT,
    VERDICT_ROUNDED,   /* right rounded half up at the printed accuracy */
    VERDICT_TRUNCATED, /* right only with the rest cut off */
    VERDICT_WITHIN,    /* right within the accuracy of the numbers that it is made of */
    VERDICT_LAST_DIGIT,
    VERDICT_WRONG,
    VERDICT_REMARK /* nothing is claimed: a hint for the reader */
};

struct amount {
    int64_t units;  /* value = units * 10^exponent; not negative; a number has at most 12 digits */
    int exponent;   /* -6 to 12 */
    bool is_rough;  /* 余, 多, 约, 近 */
    bool is_scaled; /* printed with 万, 亿 or a point: rounded at its last digit */
    int doubt;      /* the power of ten of that digit; of a sum, of its coarsest part */
};

/* A claimed share: the printed number and its factor, 2 for per cent, 3 for per mille. */
struct claim {
    struct amount printed;
    int factor;
};

bool amount_is_zero(struct amount a);
/* Whole numbers only; false when it is none. */
bool amount_whole(struct amount a, int64_t *value_out);
int amount_compare(struct amount a, struct amount b);
/* False when it leaves the range. */
bool amount_add(struct amount a, struct amount b, struct amount *sum_out);
/* a - b; false also when it would be negative. */
bool amount_subtract(struct amount a, struct amount b, struct amount *difference_out);
/* How the parts' sum stands to the total. */
enum verdict amount_judge_sum(const struct amount *parts, size_t n, struct amount total);
/* How part / whole stands to what is printed; false when it cannot be computed. `computed_out` is
 * the quotient with two more digits than printed, as text. */
bool amount_judge_ratio(struct amount part, struct amount whole, struct claim claim,
                        enum verdict *verdict_out, struct amount *computed_out);
bool amount_holds(enum verdict verdict);
const char *amount_verdict_name(enum verdict verdict);
/* The plain number: "11900", "0.17". */
struct str amount_print(struct arena *arena, struct amount a);

#endif
