#include "text/numerals.h"

#include "text/utf8.h"

static const char *const digit_names[] = {"零", "一", "二", "三", "四",
                                          "五", "六", "七", "八", "九"};
static const char *const place_names[] = {"千", "百", "十", ""};
static const int64_t places[] = {1000, 100, 10, 1};
static const char *const group_names[] = {"亿", "万", ""};
static const int64_t groups[] = {100000000, 10000, 1};
static const int64_t largest = 999999999999;

struct writing {
    struct buf *out;
    bool has_begun;
    bool owes_zero; /* places were skipped since the last digit */
};

static void put_group(struct writing *w, int64_t group)
{
    for (size_t i = 0; i < 4; i++) {
        int64_t digit = group / places[i] % 10;
        if (digit == 0) {
            w->owes_zero = w->has_begun;
            continue;
        }
        if (w->owes_zero)
            buf_put(w->out, str_of(digit_names[0]));
        w->owes_zero = false;
        bool is_bare_ten = i == 2 && digit == 1 && !w->has_begun; /* 十七, not 一十七 */
        if (!is_bare_ten)
            buf_put(w->out, str_of(digit_names[digit]));
        buf_put(w->out, str_of(place_names[i]));
        w->has_begun = true;
    }
}

void numerals_put(struct buf *out, int64_t value)
{
    struct writing w = {.out = out};
    if (value < 0 || value > largest) {
        buf_put_i64(out, value);
        return;
    }
    if (value == 0)
        buf_put(out, str_of(digit_names[0]));
    for (size_t i = 0; i < 3; i++) {
        int64_t group = value / groups[i] % 10000;
        put_group(&w, group);
        if (group == 0)
            continue;
        buf_put(out, str_of(group_names[i]));
        w.owes_zero = false; /* 一百二十万三千: the zero of the group before is not read */
    }
}

void numerals_put_digits(struct buf *out, int64_t value)
{
    char text[20];
    size_t n = 0;
    do {
        text[n++] = (char)(value % 10);
        value /= 10;
    } while (value > 0 && n < sizeof text);
    while (n-- > 0)
        buf_put(out, text[n] == 0 ? STR("〇") : str_of(digit_names[(int)text[n]]));
}

/* The index of the character at the start of *rest in a table of names, taken off; -1: none. */
static int take(struct str *rest, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct str name = str_of(names[i]);
        if (name.len > 0 && str_starts(*rest, name)) {
            *rest = str_from(*rest, name.len);
            return (int)i;
        }
    }
    return -1;
}

/* The usual variants as numerals_put writes them: 两 as 二, 〇 as 零, 一十 at the start as 十. */
static void normalise(struct str text, struct buf *out)
{
    if (str_starts(text, STR("一十")))
        text = str_from(text, STR("一").len);
    while (text.len > 0) {
        struct str before = text;
        int32_t c = utf8_next(&text);
        struct str one = str_first(before, before.len - text.len);
        buf_put(out, c == 0x4E24 ? STR("二") : c == 0x3007 ? STR("零") : one);
    }
}

/* Adds up digits, places and groups, in whatever order they stand; the caller checks the order by
 * writing the sum again. */
static bool sum_up(struct str text, int64_t *value_out)
{
    int64_t total = 0, group = 0, digit = -1;
    while (text.len > 0) {
        int found = take(&text, digit_names, 10);
        if (found >= 0) {
            digit = found;
            continue;
        }
        found = take(&text, place_names, 3);
        if (found >= 0) {
            group += (digit < 0 ? 1 : digit) * places[found];
            digit = -1;
            continue;
        }
        found = take(&text, group_names, 2);
        if (found < 0 || total > largest)
            return false;
        total += (group + (digit < 0 ? 0 : digit)) * groups[found];
        group = 0;
        digit = -1;
    }
    *value_out = total + group + (digit < 0 ? 0 : digit);
    return true;
}

static bool parse_digits(struct str text, int64_t *value_out)
{
    int64_t value = 0;
    while (text.len > 0) {
        int digit = take(&text, digit_names, 10);
        if (digit < 0)
            return false;
        value = value * 10 + digit;
    }
    *value_out = value;
    return true;
}

bool numerals_parse(struct str text, int64_t *value_out)
{
    int64_t value;
    struct buf given, again;
    bool is_number = false;
    if (text.len == 0 || text.len > 120)
        return false;
    buf_init(&given, 256);
    buf_init(&again, 256);
    normalise(text, &given);
    if (given.len > 3 && given.len <= 36 && parse_digits(buf_str(&given), &value)) {
        is_number = true;
    } else if (sum_up(buf_str(&given), &value)) {
        numerals_put(&again, value);
        is_number = str_equal(buf_str(&given), buf_str(&again));
    }
    if (is_number)
        *value_out = value;
    buf_done(&given);
    buf_done(&again);
    return is_number;
}
