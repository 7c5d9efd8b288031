#include "text/numerals.h"

void numerals_put(struct buf *out, int64_t value)
{
    static const char *const digits[] = {"零", "一", "二", "三", "四",
                                         "五", "六", "七", "八", "九"};
    static const struct {
        int64_t unit;
        const char *name;
    } units[] = {{1000, "千"}, {100, "百"}, {10, "十"}, {1, ""}};
    bool has_begun = false, owes_zero = false;
    if (value < 0 || value > 9999) {
        buf_put_i64(out, value);
        return;
    }
    if (value == 0)
        buf_put(out, str_of(digits[0]));
    for (size_t i = 0; i < 4; i++) {
        int64_t digit = value / units[i].unit % 10;
        if (digit == 0) {
            owes_zero = has_begun;
            continue;
        }
        if (owes_zero)
            buf_put(out, str_of(digits[0]));
        owes_zero = false;
        bool is_bare_ten = units[i].unit == 10 && digit == 1 && !has_begun; /* 十七, not 一十七 */
        if (!is_bare_ten)
            buf_put(out, str_of(digits[digit]));
        buf_put(out, str_of(units[i].name));
        has_begun = true;
    }
}
