/*
 * decimal.h - exact decimals for money, shares and printed figures: units / 10^scale. No floating
 * point anywhere near a figure.
 */
#ifndef GULOU_BASE_DECIMAL_H
#define GULOU_BASE_DECIMAL_H

#include "base/str.h"

struct decimal {
    int64_t units;
    int scale; /* 0 to 9 */
};

enum { DECIMAL_TEXT_BYTES = 24, DECIMAL_SCALE_MAX = 9 };

enum decimal_rounding { ROUND_HALF_UP, ROUND_DOWN }; /* half up: away from zero at the half */

/* "-12.340": optional sign, digits, optional point and up to 9 digits. */
bool decimal_parse(struct str text, struct decimal *value_out);
/* To another scale; false when it does not fit into 63 bits. */
bool decimal_rescale(struct decimal value, int scale, enum decimal_rounding rounding,
                     struct decimal *value_out);
/* numerator * factor / denominator at `scale`; false at a zero denominator or overflow. */
bool decimal_ratio(int64_t numerator, int64_t factor, int64_t denominator, int scale,
                   enum decimal_rounding rounding, struct decimal *value_out);
int decimal_compare(struct decimal a, struct decimal b);
struct decimal decimal_trim(struct decimal value); /* without trailing zeros behind the point */
struct str decimal_print(struct decimal value, char out[DECIMAL_TEXT_BYTES]);
int64_t decimal_power10(int exponent); /* 0 to 18 */

#endif
