#include "audit/amount.h"

#include "base/buf.h"
#include "base/decimal.h"

__extension__ typedef __int128 wide;

/* So many digits times any power that occurs fit 127 bits with room. */
static const int64_t most_units = 1000000000000000;

bool amount_is_zero(struct amount a)
{
    return a.units == 0;
}

static wide power10(int exponent)
{
    wide power = 1;
    while (exponent-- > 0)
        power *= 10;
    return power;
}

/* units at a lower exponent; amounts keep |exponent| small enough that this fits 127 bits */
static wide units_at(struct amount a, int exponent)
{
    return (wide)a.units * power10(a.exponent - exponent);
}

static int lower(int a, int b)
{
    return a < b ? a : b;
}

bool amount_whole(struct amount a, int64_t *value_out)
{
    if (a.exponent >= 0) {
        wide value = units_at(a, 0);
        *value_out = (int64_t)value;
        return value <= INT64_MAX;
    }
    wide one = power10(-a.exponent);
    *value_out = (int64_t)(a.units / one);
    return a.units % one == 0;
}

int amount_compare(struct amount a, struct amount b)
{
    int exponent = lower(a.exponent, b.exponent);
    wide x = units_at(a, exponent), y = units_at(b, exponent);
    return x < y ? -1 : x > y;
}

static bool narrow(wide units, struct amount like, struct amount *out)
{
    if (units < 0 || units > most_units)
        return false;
    *out = like;
    out->units = (int64_t)units;
    return true;
}

/* What the accuracy of two numbers together is. */
static struct amount joined(struct amount a, struct amount b)
{
    bool takes_b = b.is_scaled && (!a.is_scaled || b.doubt > a.doubt);
    return (struct amount){
        .exponent = lower(a.exponent, b.exponent),
        .is_rough = a.is_rough || b.is_rough,
        .is_scaled = a.is_scaled || b.is_scaled,
        .doubt = takes_b ? b.doubt : a.doubt,
    };
}

bool amount_add(struct amount a, struct amount b, struct amount *sum_out)
{
    struct amount like = joined(a, b);
    return narrow(units_at(a, like.exponent) + units_at(b, like.exponent), like, sum_out);
}

bool amount_subtract(struct amount a, struct amount b, struct amount *difference_out)
{
    struct amount like = joined(a, b);
    return narrow(units_at(a, like.exponent) - units_at(b, like.exponent), like, difference_out);
}

/* Twice what a printed number may be off: its last digit, or more of it where it is rough. */
static wide doubt_at(struct amount a, int exponent)
{
    if (!a.is_scaled && !a.is_rough)
        return 0;
    int doubt = a.is_scaled ? a.doubt : a.exponent;
    return doubt >= exponent ? power10(doubt - exponent) * (a.is_rough ? 20 : 1) : 0;
}

enum verdict amount_judge_sum(const struct amount *parts, size_t n, struct amount total)
{
    int exponent = total.exponent;
    wide sum = 0, doubt;
    for (size_t i = 0; i < n; i++)
        exponent = lower(exponent, parts[i].exponent);
    doubt = doubt_at(total, exponent);
    for (size_t i = 0; i < n; i++) {
        sum += units_at(parts[i], exponent);
        doubt += doubt_at(parts[i], exponent);
    }
    wide off = sum - units_at(total, exponent);
    if (off < 0)
        off = -off;
    if (off == 0)
        return VERDICT_EXACT;
    return 2 * off <= doubt ? VERDICT_WITHIN : VERDICT_WRONG;
}

/* part/whole as num/den in units of the printed number's last digit */
static void fraction(struct amount part, struct amount whole, int shift, wide *num_out,
                     wide *den_out)
{
    int exponent = part.exponent - whole.exponent + shift;
    *num_out = (wide)part.units * (exponent > 0 ? power10(exponent) : 1);
    *den_out = (wide)whole.units * (exponent < 0 ? power10(-exponent) : 1);
}

/* Whether some part and whole within their accuracy give what is printed, within its own. */
static bool is_within(struct amount part, struct amount whole, int shift, int64_t printed)
{
    wide part_doubt = doubt_at(part, part.exponent), whole_doubt = doubt_at(whole, whole.exponent);
    struct amount p = part, w = whole; /* doubled, so that halves are whole */
    wide num, den;
    if (part_doubt == 0 && whole_doubt == 0)
        return false;
    if (part_doubt > part.units || 2 * (wide)whole.units <= whole_doubt
        || !narrow(2 * (wide)part.units + part_doubt, part, &p)
        || !narrow(2 * (wide)whole.units - whole_doubt, whole, &w))
        return false;
    fraction(p, w, shift, &num, &den);
    if (2 * num < (2 * (wide)printed - 1) * den)
        return false;
    if (!narrow(2 * (wide)part.units - part_doubt, part, &p)
        || !narrow(2 * (wide)whole.units + whole_doubt, whole, &w))
        return false;
    fraction(p, w, shift, &num, &den);
    return 2 * num <= (2 * (wide)printed + 1) * den;
}

static enum verdict judge(wide num, wide den, int64_t printed)
{
    wide floor = num / den, rest = num % den;
    wide rounded = floor + (2 * rest >= den);
    if (rest == 0 && floor == printed)
        return VERDICT_EXACT;
    if (rounded == printed)
        return VERDICT_ROUNDED;
    if (floor == printed)
        return VERDICT_TRUNCATED;
    return printed - rounded <= 1 && printed - rounded >= -1 ? VERDICT_LAST_DIGIT : VERDICT_WRONG;
}

bool amount_judge_ratio(struct amount part, struct amount whole, struct claim claim,
                        enum verdict *verdict_out, struct amount *computed_out)
{
    int shift = claim.factor - claim.printed.exponent;
    int power = part.exponent - whole.exponent + shift;
    wide num, den;
    if (whole.units <= 0 || part.units > most_units || whole.units > most_units || power > 15
        || power < -15)
        return false;
    fraction(part, whole, shift, &num, &den);
    *verdict_out = judge(num, den, claim.printed.units);
    bool is_off = *verdict_out == VERDICT_LAST_DIGIT || *verdict_out == VERDICT_WRONG;
    if (is_off && is_within(part, whole, shift, claim.printed.units))
        *verdict_out = VERDICT_WITHIN;
    wide computed = (num * 100 + den / 2) / den;
    *computed_out = (struct amount){.exponent = claim.printed.exponent - 2};
    return narrow(computed, *computed_out, computed_out);
}

bool amount_holds(enum verdict verdict)
{
    return verdict <= VERDICT_WITHIN;
}

const char *amount_verdict_name(enum verdict verdict)
{
    static const char *const names[] = {"exact",      "rounded", "truncated", "rounded",
                                        "last-digit", "wrong",   "remark"};
    return names[verdict];
}

struct str amount_print(struct arena *arena, struct amount a)
{
    int64_t whole;
    if (amount_whole(a, &whole) && a.exponent >= 0)
        return arena_print(arena, "%lld", (long long)whole);
    char text[DECIMAL_TEXT_BYTES];
    struct decimal value = {a.units, a.exponent < -9 ? 9 : -a.exponent};
    return arena_copy(arena, decimal_print(value, text));
}
