/*
 * report_numeral.c - numbers of the text that are no figures by rule: dates, document numbers,
 * ordinals.
 */
#include "report/report_source.h"

static size_t digits(struct str text)
{
    size_t n = 0;
    while (n < text.len && text.p[n] >= '0' && text.p[n] <= '9')
        n++;
    return n;
}

/* Digits and the word behind them; 0: it is not so. */
static size_t digits_and(struct str text, size_t most, const char *word)
{
    size_t n = digits(text);
    struct str rest = str_from(text, n);
    return n > 0 && n <= most && str_starts(rest, str_of(word)) ? n + str_of(word).len : 0;
}

/* 2022年, 2022年1月, 2022年1月10日, 1月10日, 3月. */
static size_t date_here(struct str text)
{
    size_t year = digits(text) == 4 ? digits_and(text, 4, "年") : 0;
    size_t month = digits_and(str_from(text, year), 2, "月");
    size_t day = month > 0 ? digits_and(str_from(text, year + month), 2, "日") : 0;
    return year + month + day;
}

static bool ends_with(struct str before, const char *word)
{
    return str_ends(before, str_of(word));
}

/* 第3条, 第十二届 is no digit; 第2次, 第4季度. */
static size_t ordinal_here(struct str before, struct str text)
{
    static const char *const words[] = {"条", "款", "项", "章", "节",   "届",
                                        "次", "批", "号", "期", "季度", "编"};
    for (size_t i = 0; ends_with(before, "第") && i < sizeof words / sizeof words[0]; i++) {
        size_t n = digits_and(text, 4, words[i]);
        if (n > 0)
            return n;
    }
    return 0;
}

size_t report_numeral_rule(struct str whole, size_t at)
{
    struct str before = str_first(whole, at), text = str_from(whole, at);
    size_t n = date_here(text);
    if (n == 0)
        n = ordinal_here(before, text);
    if (n == 0 && ends_with(before, "〔") && digits(text) == 4)
        n = digits_and(text, 4, "〕");
    if (n == 0 && ends_with(before, "〕"))
        n = digits_and(text, 6, "号");
    return n;
}
