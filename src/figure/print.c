/*
 * print.c - figures as a report prints them.
 */
#include "base/buf.h"
#include "figure/figure.h"
#include "text/numerals.h"

enum { PER_CENT_MAX = 100 };

static int64_t scale_of(struct str scale)
{
    if (str_equal_c(scale, "万"))
        return 10000;
    return str_equal_c(scale, "亿") ? 100000000 : 1;
}

/* Half up; but what is below 100 % is never printed as 100 %. */
static struct decimal rounded(const struct figure_def *figure, const struct figure_value *value)
{
    int64_t divisor = scale_of(figure->scale);
    struct decimal out = {0, 0};
    if (!decimal_ratio(value->numerator, 1, value->denominator * divisor, figure->digits,
                       ROUND_HALF_UP, &out))
        return out;
    bool is_below = value->numerator < PER_CENT_MAX * value->denominator;
    if (figure->is_share && is_below && out.units >= PER_CENT_MAX * decimal_power10(figure->digits))
        (void)decimal_ratio(value->numerator, 1, value->denominator, figure->digits, ROUND_DOWN,
                            &out);
    return out;
}

struct str figure_text(const struct figure_def *figure, const struct figure_value *given,
                       struct arena *arena)
{
    char text[DECIMAL_TEXT_BYTES];
    struct figure_value value = *given;
    if (!value.is_known)
        return STR("—");
    struct buf buf;
    buf_init(&buf, 1024);
    buf_put(&buf, figure->before);
    if (figure->print_down > 0) { /* 2万余: down to a multiple, the rest is 余 */
        int64_t whole = value.numerator / value.denominator;
        value.numerator = whole / figure->print_down * figure->print_down;
        value.denominator = 1;
    }
    if (figure->is_chinese && value.denominator == 1)
        numerals_put(&buf, value.numerator);
    else
        buf_put(&buf, decimal_print(rounded(figure, &value), text));
    buf_put(&buf, figure->scale);
    buf_put(&buf, figure->more);
    if (figure->is_share && !str_equal_c(figure->unit, "%"))
        buf_put_char(&buf, '%');
    buf_put(&buf, figure->unit);
    struct str out = arena_copy(arena, buf_str(&buf));
    buf_done(&buf);
    return out;
}

struct str figure_number(const struct figure_value *value, struct arena *arena)
{
    char text[DECIMAL_TEXT_BYTES];
    struct decimal number;
    if (!value->is_known
        || !decimal_ratio(value->numerator, 1, value->denominator, 6, ROUND_HALF_UP, &number))
        return STR("null");
    return arena_copy(arena, decimal_print(decimal_trim(number), text));
}

bool figure_is_valued(const struct figure_def *figure)
{
    return figure->kind == FIGURE_DISTINCT || figure->kind == FIGURE_DISTINCT_EACH
           || figure->kind == FIGURE_MINIMUM;
}

const char *figure_kind_word(const struct figure_def *figure)
{
    switch (figure->kind) {
    case FIGURE_SUM:
    case FIGURE_SUM_EACH:
        return figure->is_any_known ? "return" : "sum";
    case FIGURE_STOCK:
        return "stock";
    case FIGURE_DISTINCT:
    case FIGURE_DISTINCT_EACH:
        return "distinct";
    case FIGURE_MINIMUM:
        return "minimum";
    case FIGURE_FORMULA:
        return "ratio";
    default:
        return "count";
    }
}
