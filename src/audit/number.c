#include "audit/number.h"

#include "text/numerals.h"

enum { DIGITS_MAX = 12, FRACTION_MAX = 6, WORDS_MAX = 12 };

struct reading {
    const struct clean *clean;
    const struct number_place *place;
    size_t at; /* the first digit */
    struct number *number;
};

static char32_t ch(const struct reading *r, size_t at)
{
    return at < r->clean->n ? r->clean->c[at] : 0;
}

static char32_t before(const struct reading *r, size_t at)
{
    return at > r->place->line_from ? r->clean->c[at - 1] : '\n';
}

static size_t digits_end(const struct reading *r, size_t at)
{
    while (lexis_is_digit(ch(r, at)))
        at++;
    return at;
}

static int64_t value_of(const struct reading *r, size_t from, size_t to)
{
    int64_t value = 0;
    for (size_t i = from; i < to && i < from + 15; i++)
        value = value * 10 + (int64_t)(r->clean->c[i] - '0');
    return value;
}

static bool is_year(int64_t value)
{
    return value >= 1900 && value <= 2100;
}

static void skip_to(struct reading *r, size_t next)
{
    r->number->is_figure = false;
    r->number->next = next > r->at ? next : r->at + 1;
}

/* ---- what is no figure ---- */

/* Letters, digits and joining signs: A4, t20230120_3810245, 2.0, GB/T 9704-2012 */
static size_t name_end(const struct reading *r, size_t at)
{
    for (;; at++) {
        char32_t c = ch(r, at);
        bool joins = c == '_' || c == '/' || c == '-' || c == '.' || c == '@' || c == '+';
        if (!lexis_is_digit(c) && !lexis_is_letter(c)
            && !(joins && at + 1 < r->clean->n
                 && (lexis_is_digit(ch(r, at + 1)) || lexis_is_letter(ch(r, at + 1)))))
            return at;
    }
}

static bool is_range_sign(char32_t c)
{
    return c == '-' || c == '~' || c == U'—' || c == U'至' || c == U'到';
}

/* 2023-12-31, 2023/1/5, 2023.1.20, 14:18, 025-84501234, 000014349/2023: digits joined by signs that
 * are no range of counts. Where it ends, or 0. */
static size_t joined_end(const struct reading *r, size_t from, size_t to)
{
    char32_t sign = ch(r, to);
    size_t second = digits_end(r, to + 1);
    int64_t first = value_of(r, from, to);
    bool has_second = second > to + 1;
    if (sign == ':' && has_second && to - from <= 2 && second - to == 3 && first < 25)
        return ch(r, second) == ':' ? digits_end(r, second + 1) : second;
    if (!has_second || (sign != '-' && sign != '/' && sign != '.'))
        return 0;
    bool goes_on = ch(r, second) == sign && lexis_is_digit(ch(r, second + 1));
    if (goes_on)
        return name_end(r, from);
    if (sign == '/' || (sign == '-' && to - from >= 3 && second - to - 1 >= 7))
        return name_end(r, from);
    if (sign == '-' && to - from == 4 && is_year(first) && second - to - 1 == 2)
        return second; /* 2023-05 */
    return 0;
}

/* A time after a number: 年, 月, 日, 时. Where it ends, or 0. */
static size_t time_end(struct reading *r, size_t from, size_t to)
{
    static const char32_t *const after_month[] = {U"月份", U"月底", U"月末", U"月", NULL};
    int64_t value = value_of(r, from, to);
    char32_t c = ch(r, to);
    if (c == U'年') {
        if (to - from == 4 && is_year(value))
            r->number->year = (int)value;
        return to + 1;
    }
    for (size_t i = 0; after_month[i] != NULL; i++)
        if (to - from <= 2 && value >= 1 && value <= 12 && lexis_at(r->clean, to, after_month[i]))
            return to + lexis_length(after_month[i]);
    if (c == U'日' || c == U'号' || c == U'届' || c == U'版' || c == U'岁' || c == U'世')
        return to + 1;
    if ((c == U'时' || c == U'点') && value <= 24 && to - from <= 2)
        return lexis_is_digit(ch(r, to + 1)) ? digits_end(r, to + 1) + 1 : to + 1;
    return 0;
}

/* 2021-2025年, 1—9月, 6月24日—6月30日: the first number of a range of times. */
static size_t time_range_end(struct reading *r, size_t from, size_t to)
{
    if (!is_range_sign(ch(r, to)))
        return 0;
    size_t second = to + 1, end = digits_end(r, second);
    if (end == second || end - second > 4)
        return 0;
    size_t time = time_end(r, second, end);
    if (time == 0 && is_year(value_of(r, from, to)) && is_year(value_of(r, second, end))
        && to - from == 4 && end - second == 4)
        time = end;
    r->number->year = 0;
    return time;
}

/* 连续10年 counts; every other 年 is a date or a term. */
static bool is_duration(const struct reading *r, size_t from, size_t to)
{
    return ch(r, to) == U'年' && to - from <= 2 && from >= 2 && ch(r, from - 2) == U'连'
           && ch(r, from - 1) == U'续';
}

/* 表1, 见图2, 附件3: but 代表34名 and 病例52例 count. */
static bool is_numbered(const struct reading *r, size_t from)
{
    static const char32_t *const heads[] = {U"第", U"附件", U"附表", U"附图", U"附录", NULL};
    struct span front = {r->place->line_from, from};
    if (lexis_ends_any(r->clean, front, heads))
        return true;
    char32_t b = before(r, from);
    if (b != U'表' && b != U'图')
        return false;
    char32_t c = from - 1 > r->place->line_from ? r->clean->c[from - 2] : '\n';
    return !lexis_is_han(c) || c == U'见' || c == U'如' || c == U'下' || c == U'和';
}

/* "1.", "(1)", "1、" at the head of a line or clause, 第3, 表1, 附件2. */
static bool is_ordinal(const struct reading *r, size_t from, size_t to)
{
    char32_t b = before(r, from), a = ch(r, to);
    if (is_numbered(r, from))
        return true;
    if (to - from > 2)
        return false;
    if (b == '(' && a == ')')
        return true;
    bool at_head = b == '\n' || b == '|' || b == U'。' || b == U'；' || b == ';' || b == ':';
    return at_head
           && ((a == '.' && !lexis_is_digit(ch(r, to + 1))) || a == U'、'
               || (a == ')' && b != ':'));
}

/* Words that a number belongs to without counting: 第, 前5名 */
static bool is_ranked(const struct reading *r, size_t from)
{
    char32_t b = before(r, from);
    return b == U'第' || b == U'前' || b == U'№';
}

/* ---- glued ordinals ---- */

/* 12020年 at the head of a line is item 1 and 2020年; 313个市州 behind item 2 is item 3 and 13个.
 * How many digits belong to the ordinal, or 0. */
static size_t glued(const struct reading *r, size_t from, size_t to)
{
    if (from != r->place->line_from)
        return 0;
    size_t digits = to - from;
    int expected = r->place->ordinal + 1;
    if (digits == 5 || digits == 6) {
        if (ch(r, to) == U'年' && is_year(value_of(r, to - 4, to)))
            return digits - 4;
    }
    size_t length = expected >= 10 ? 2 : 1;
    if (r->place->ordinal > 0 && digits > length && value_of(r, from, from + length) == expected
        && ch(r, from + length) != '0')
        return length;
    return 0;
}

/* ---- the number itself ---- */

/* Digits, perhaps in groups of three, and a fraction. Where they end; 0: too many for a figure. */
static size_t digits_read(struct reading *r, size_t from, struct amount *amount_out)
{
    int64_t units = 0;
    size_t at = digits_end(r, from), count = 0, fraction = 0;
    bool may_group = at - from <= 3 && ch(r, from) != '0';
    while (may_group && ch(r, at) == ',' && digits_end(r, at + 1) == at + 4)
        at += 4;
    size_t whole = at;
    if (ch(r, at) == '.' && lexis_is_digit(ch(r, at + 1))) {
        at = digits_end(r, at + 1);
        fraction = at - whole - 1;
    }
    for (size_t i = from; i < at; i++)
        count += lexis_is_digit(r->clean->c[i]);
    if (count > DIGITS_MAX || fraction > FRACTION_MAX)
        return 0;
    for (size_t i = from; i < at; i++)
        if (lexis_is_digit(r->clean->c[i]))
            units = units * 10 + (int64_t)(r->clean->c[i] - '0');
    *amount_out =
        (struct amount){.units = units, .exponent = -(int)fraction, .is_scaled = fraction > 0};
    return at;
}

/* "1 234件", "3 801条": a space that broke a number in prose. Where the whole ends, or 0. */
static size_t broken_end(const struct reading *r, size_t from, size_t to)
{
    size_t second = digits_end(r, to + 1), unit_end;
    if (ch(r, to) != ' ' || second == to + 1 || r->place->is_cell || !lexis_is_han(before(r, from))
        || to - from + second - to > DIGITS_MAX)
        return 0;
    return lexis_unit(r->clean, second, &unit_end) != NULL ? second : 0;
}

static bool is_more(char32_t c)
{
    return c == U'余' || c == U'多' || c == U'几';
}

/* 余, 万, 亿 and the unit behind the digits. */
static size_t suffix_read(struct reading *r, size_t at)
{
    struct number *n = r->number;
    if (is_more(ch(r, at)) || ch(r, at) == '+') {
        n->amount.is_rough = true;
        at++;
    }
    int power = 0;
    for (;; at++) {
        char32_t c = ch(r, at);
        if (c == U'万' || c == U'亿')
            power += c == U'万' ? 4 : 8;
        else if ((c == U'千' || c == U'百') && power == 0 && ch(r, at + 1) != U'瓦'
                 && ch(r, at + 1) != U'米' && ch(r, at + 1) != U'克' && ch(r, at + 1) != U'分')
            power += c == U'千' ? 3 : 2;
        else
            break;
    }
    if (power > 12)
        return at;
    n->amount.exponent += power;
    n->amount.is_scaled = n->amount.is_scaled || power > 0;
    n->amount.doubt = n->amount.exponent;
    if (is_more(ch(r, at))) {
        n->amount.is_rough = true;
        at++;
    }
    size_t end;
    n->unit_from = at;
    n->unit = lexis_unit(r->clean, at, &end);
    return n->unit != NULL ? end : at;
}

/* 3-5人, 10至20件 behind a number without a unit. */
static void range_read(struct reading *r)
{
    struct number *n = r->number, upper = *n;
    size_t at = n->span.to;
    if (n->unit != NULL || !is_range_sign(ch(r, at)) || !lexis_is_digit(ch(r, at + 1)))
        return;
    size_t end = digits_read(r, at + 1, &upper.amount);
    if (end == 0)
        return;
    *n = upper;
    n->span.to = suffix_read(r, end);
    n->amount.is_rough = true;
}

static bool has_sign(const struct reading *r, size_t at)
{
    char32_t sign = before(r, at);
    if ((sign != '-' && sign != '+') || at < r->place->line_from + 1)
        return false;
    char32_t c = at - 1 > r->place->line_from ? r->clean->c[at - 2] : '\n';
    return !lexis_is_digit(c) && !lexis_is_letter(c);
}

/* A number without unit is a figure when a clause ends behind it (行政处罚2100,占…); followed by a
 * word it is a name (12345热线, 818创业宝典). */
static bool is_bare_figure(const struct reading *r, const struct number *n, size_t from)
{
    static const char32_t *const called[] = {U"热线", U"电话", U"拨打", U"编号",   U"邮编", U"号码",
                                             U"代码", U"文号", U"网址", U"索引号", U"日期", NULL};
    char32_t a = ch(r, n->span.to), b = before(r, from);
    struct span near = {from > r->place->line_from + 12 ? from - 12 : r->place->line_from, from};
    size_t digits = digits_end(r, from) - from;
    if (r->place->is_cell)
        return a == '|' || a == 0 || a == '\n' || a == '(';
    if (n->amount.is_scaled && (a == 0 || lexis_is_stop(a) || n->amount.exponent > 0))
        return lexis_is_han(b) || b == ':' || b == U'：';
    if ((a != 0 && !lexis_is_stop(a) && a != U'、') || a == ')' || a == ':' || a == '|')
        return false;
    if (!lexis_is_han(b) && b != ':' && b != U'：')
        return false;
    if (digits == 5 && ch(r, from) == '1' && (ch(r, from + 1) == '2' || ch(r, from + 1) == '1'))
        return false; /* 12345, 12315, 12348, 11185: numbers that people dial */
    int64_t value = value_of(r, from, n->span.to);
    if (digits == 4 && value >= 1990 && value <= 2035 && b != U'为'
        && !lexis_at(r->clean, n->span.to + 1, U"占"))
        return false; /* a year without 年 */
    return digits <= 9 && !lexis_has_any(r->clean, near, called);
}

static void figure_read(struct reading *r, size_t from, size_t end)
{
    struct number *n = r->number;
    n->is_negative = has_sign(r, from) && r->clean->c[from - 1] == '-';
    n->span = (struct span){has_sign(r, from) ? from - 1 : from, end};
    n->span.to = suffix_read(r, end);
    range_read(r);
    n->next = n->span.to;
    n->is_figure = true;
    if (is_duration(r, from, end)) {
        n->span.to = n->next = end + 1;
        n->unit_from = end;
        return;
    }
    if (n->unit == NULL)
        n->is_figure = is_bare_figure(r, n, from);
    else if (is_ranked(r, from))
        n->is_figure = false;
}

static void arabic_read(struct reading *r)
{
    size_t from = r->at, to = digits_end(r, from), end;
    char32_t b = before(r, from);
    bool after_letter = lexis_is_letter(b) || b == '_' || b == '/' || b == '#' || b == '=';
    if (after_letter || (b == '.' && from > r->place->line_from)) {
        skip_to(r, name_end(r, from));
        return;
    }
    size_t length = glued(r, from, to);
    if (length > 0) {
        *r->place->ordinal_out = (int)value_of(r, from, from + length);
        from += length;
    }
    if ((end = joined_end(r, from, to)) > 0 || (end = time_range_end(r, from, to)) > 0) {
        skip_to(r, end);
        return;
    }
    if (is_ordinal(r, from, to)) {
        skip_to(r, to);
        return;
    }
    if (!is_duration(r, from, to) && (end = time_end(r, from, to)) > 0) {
        skip_to(r, end);
        return;
    }
    if (lexis_is_letter(ch(r, to)) || (ch(r, to) == '+' && lexis_is_letter(ch(r, to + 1)))) {
        skip_to(r, name_end(r, to));
        return;
    }
    if (to - from == 4 && is_year(value_of(r, from, to)) && lexis_is_han(ch(r, to)))
        r->number->year = (int)value_of(r, from, to);                     /* 2023总计 */
    if (lexis_at(r->clean, to, U"小时") && value_of(r, from, to) == 24) { /* 24小时服务 */
        skip_to(r, to + 2);
        return;
    }
    if (lexis_at(r->clean, to, U"分之")) {
        skip_to(r, to + 3);
        return;
    }
    end = digits_read(r, from, &r->number->amount);
    if (end > 0 && broken_end(r, from, end) > 0) {
        size_t whole = broken_end(r, from, end);
        r->number->amount.units = value_of(r, from, end);
        for (size_t i = end + 1; i < whole; i++)
            r->number->amount.units =
                r->number->amount.units * 10 + (int64_t)(r->clean->c[i] - '0');
        end = whole;
    }
    if (end == 0)
        skip_to(r, name_end(r, from));
    else
        figure_read(r, from, end);
}

/* ---- Chinese numerals ---- */

static bool words_value(const struct reading *r, size_t from, size_t to, int64_t *value_out)
{
    char text[WORDS_MAX * 3];
    size_t n = 0;
    if (to - from > WORDS_MAX)
        return false;
    for (size_t i = from; i < to; i++) {
        char32_t c = r->clean->c[i];
        text[n++] = (char)(0xE0 | (c >> 12));
        text[n++] = (char)(0x80 | ((c >> 6) & 0x3F));
        text[n++] = (char)(0x80 | (c & 0x3F));
    }
    return numerals_parse((struct str){text, n}, value_out);
}

/* 百分之十五 */
static bool percent_read(struct reading *r)
{
    static const struct unit_word percent = {U"%", MEASURE_PERCENT, true, NULL};
    size_t to = r->at + 3;
    int64_t value;
    if (!lexis_at(r->clean, r->at, U"百分之"))
        return false;
    while (lexis_is_numeral(ch(r, to)))
        to++;
    if (!words_value(r, r->at + 3, to, &value) || value > 1000)
        return false;
    r->number->amount = (struct amount){.units = value, .is_scaled = true};
    r->number->unit = &percent;
    r->number->unit_from = to;
    r->number->span = (struct span){r->at, to};
    r->number->next = to;
    r->number->is_figure = true;
    return true;
}

/* Slogans count nothing: 四个意识, 两个维护. */
static bool is_slogan(const struct reading *r, size_t at)
{
    static const char32_t *const words[] = {
        U"意识", U"自信", U"维护", U"全面", U"确立", U"伟大", U"服从", U"善于", U"不发生", U"一律",
        U"严防", U"确保", U"必须", U"坚持", U"结合", U"统一", U"转变", U"一",   U"百年",   NULL};
    for (size_t i = 0; words[i] != NULL; i++)
        if (lexis_at(r->clean, at, words[i]))
            return true;
    return false;
}

static void words_read(struct reading *r)
{
    static const char32_t never_after[] = U"第前每上下同另某末首头数几十百千万亿度近逐";
    struct number *n = r->number;
    size_t to = r->at, unit_end;
    int64_t value;
    if (percent_read(r))
        return;
    while (lexis_is_numeral(ch(r, to)))
        to++;
    skip_to(r, to);
    size_t unit_at = is_more(ch(r, to)) ? to + 1 : to;
    const struct unit_word *unit = lexis_unit(r->clean, unit_at, &unit_end);
    char32_t b = before(r, r->at);
    if (unit == NULL || !unit->takes_words || !words_value(r, r->at, to, &value))
        return;
    if (value < 1 || (value == 1 && unit->measure != MEASURE_TIMES) || lexis_is_digit(b))
        return;
    for (size_t i = 0; never_after[i] != 0; i++)
        if (never_after[i] == b)
            return;
    if (is_slogan(r, unit_end))
        return;
    *n = (struct number){
        .is_figure = true,
        .is_chinese = true,
        .span = {r->at, unit_end},
        .unit_from = unit_at,
        .amount = {.units = value, .is_rough = unit_at > to},
        .unit = unit,
        .next = unit_end,
    };
}

void number_read(const struct clean *clean, size_t at, const struct number_place *place,
                 struct number *number_out)
{
    struct reading r = {.clean = clean, .place = place, .at = at, .number = number_out};
    *number_out = (struct number){.next = at + 1};
    if (lexis_is_digit(clean->c[at]))
        arabic_read(&r);
    else
        words_read(&r);
}
