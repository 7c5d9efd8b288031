#include "base/decimal.h"

#include <stdio.h>

#include "base/assert.h"

__extension__ typedef __int128 wide;

int64_t decimal_power10(int exponent)
{
    gl_assert(exponent >= 0 && exponent <= 18);
    int64_t power = 1;
    while (exponent-- > 0)
        power *= 10;
    return power;
}

bool decimal_parse(struct str text, struct decimal *value_out)
{
    struct str whole, part;
    bool negative = text.len > 0 && text.p[0] == '-';
    if (negative)
        text = str_from(text, 1);
    bool has_point = str_cut(text, '.', &whole, &part);
    if (whole.len == 0 || whole.len + part.len > 18 || part.len > DECIMAL_SCALE_MAX
        || (has_point && part.len == 0))
        return false;
    int64_t units = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.p[i] == '.' && i == whole.len)
            continue;
        if (text.p[i] < '0' || text.p[i] > '9')
            return false;
        units = units * 10 + (text.p[i] - '0');
    }
    *value_out = (struct decimal){negative ? -units : units, (int)part.len};
    return true;
}

/* a / b rounded; b > 0. */
static wide divide(wide a, wide b, enum decimal_rounding rounding)
{
    wide quotient = a / b;
    wide rest = a % b;
    if (rest < 0)
        rest = -rest;
    if (rounding == ROUND_HALF_UP && rest * 2 >= b)
        quotient += a < 0 ? -1 : 1;
    return quotient;
}

static bool narrow(wide units, int scale, struct decimal *value_out)
{
    if (units > INT64_MAX || units < INT64_MIN + 1)
        return false;
    *value_out = (struct decimal){(int64_t)units, scale};
    return true;
}

bool decimal_rescale(struct decimal value, int scale, enum decimal_rounding rounding,
                     struct decimal *value_out)
{
    if (scale >= value.scale)
        return narrow((wide)value.units * decimal_power10(scale - value.scale), scale, value_out);
    return narrow(divide(value.units, decimal_power10(value.scale - scale), rounding), scale,
                  value_out);
}

bool decimal_ratio(int64_t numerator, int64_t factor, int64_t denominator, int scale,
                   enum decimal_rounding rounding, struct decimal *value_out)
{
    if (denominator == 0)
        return false;
    wide top = (wide)numerator * factor;
    wide limit = ((wide)INT64_MAX << 32);
    if (top > limit || top < -limit)
        return false;
    top *= decimal_power10(scale);
    if (denominator < 0)
        top = -top;
    wide bottom = denominator < 0 ? -(wide)denominator : denominator;
    return narrow(divide(top, bottom, rounding), scale, value_out);
}

int decimal_compare(struct decimal a, struct decimal b)
{
    wide x = (wide)a.units * decimal_power10(b.scale);
    wide y = (wide)b.units * decimal_power10(a.scale);
    return (x > y) - (x < y);
}

struct decimal decimal_trim(struct decimal value)
{
    while (value.scale > 0 && value.units % 10 == 0) {
        value.units /= 10;
        value.scale--;
    }
    return value;
}

struct str decimal_print(struct decimal value, char out[DECIMAL_TEXT_BYTES])
{
    uint64_t units = value.units < 0 ? 0 - (uint64_t)value.units : (uint64_t)value.units;
    uint64_t power = (uint64_t)decimal_power10(value.scale);
    const char *sign = value.units < 0 ? "-" : "";
    int len;
    if (value.scale == 0)
        len = snprintf(out, DECIMAL_TEXT_BYTES, "%s%llu", sign, (unsigned long long)units);
    else
        len = snprintf(out, DECIMAL_TEXT_BYTES, "%s%llu.%0*llu", sign,
                       (unsigned long long)(units / power), value.scale,
                       (unsigned long long)(units % power));
    return (struct str){out, (size_t)len};
}
