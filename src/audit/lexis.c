#include "audit/lexis.h"

#include "base/assert.h"

#define COUNT(text)                         \
    {                                       \
        U##text, MEASURE_COUNT, false, NULL \
    }
#define WORDS(text)                        \
    {                                      \
        U##text, MEASURE_COUNT, true, NULL \
    }
#define COUNT_NOT(text, after)                  \
    {                                           \
        U##text, MEASURE_COUNT, false, U##after \
    }
#define WORDS_NOT(text, after)                 \
    {                                          \
        U##text, MEASURE_COUNT, true, U##after \
    }
#define QUANTITY(text)                         \
    {                                          \
        U##text, MEASURE_QUANTITY, false, NULL \
    }

/* Measure words of official reports; a longer one stands before a shorter one with its beginning.
 */
static const struct unit_word units[] = {
    {U"%", MEASURE_PERCENT, false, NULL},
    {U"‰", MEASURE_PERCENT, false, NULL},
    {U"个百分点", MEASURE_POINTS, true, NULL},
    {U"百分点", MEASURE_POINTS, false, NULL},
    QUANTITY("个工作日"),
    QUANTITY("工作日"),
    QUANTITY("个自然日"),
    QUANTITY("个小时"),
    QUANTITY("个月"),
    QUANTITY("个学时"),
    QUANTITY("个课时"),
    {U"倍", MEASURE_TIMES, true, NULL},
    COUNT("件次"),
    COUNT("件套"),
    WORDS("件"),
    COUNT("条次"),
    WORDS_NOT("条", "例款"),
    COUNT_NOT("个人次", ""),
    WORDS("个"),
    COUNT("人次"),
    COUNT("人份"),
    COUNT("人天"),
    COUNT_NOT("人", "民大社均口才行物员们工"),
    WORDS_NOT("名", "单称录"),
    COUNT_NOT("位", "于列居"),
    COUNT("家次"),
    WORDS_NOT("家", "庭长属"),
    COUNT("户次"),
    COUNT_NOT("户", "籍口"),
    COUNT("份"),
    WORDS_NOT("例", "如"),
    WORDS_NOT("起", "诉草到来步"),
    COUNT("宗次"),
    COUNT("宗"),
    COUNT_NOT("次", "数日要年序"),
    COUNT("场次"),
    WORDS_NOT("场", "所景地"),
    COUNT("批次"),
    WORDS_NOT("批", "准复示"),
    COUNT("期次"),
    COUNT_NOT("期", "间限末满待"),
    COUNT("项次"),
    WORDS("项"),
    WORDS_NOT("类", "似型别"),
    WORDS_NOT("种", "植类"),
    COUNT("篇次"),
    WORDS("篇"),
    COUNT_NOT("本", "级市区县年月地院局院省"),
    COUNT("册"),
    WORDS_NOT("部", "门分委长队署"),
    COUNT("套"),
    COUNT("台次"),
    COUNT_NOT("台", "账风湾"),
    COUNT("辆次"),
    COUNT("辆"),
    COUNT("只"),
    COUNT_NOT("支", "持付部"),
    COUNT_NOT("张", "家"),
    COUNT("幅"),
    COUNT_NOT("块", "链"),
    WORDS_NOT("处", "理罚置级室长分"),
    WORDS_NOT("所", "有属在以需"),
    COUNT_NOT("座", "谈席"),
    COUNT("间次"),
    COUNT_NOT("间", "接隔"),
    COUNT("栋"),
    COUNT("幢"),
    COUNT("通"),
    COUNT("桩"),
    COUNT_NOT("笔", "录试"),
    COUNT_NOT("单", "位元独一"),
    COUNT_NOT("轮", "流岗"),
    COUNT_NOT("节", "约日能假点"),
    COUNT("课"),
    COUNT_NOT("门", "户类诊"),
    COUNT("枚"),
    COUNT("颗"),
    COUNT("株"),
    COUNT("艘"),
    COUNT_NOT("架", "构"),
    COUNT_NOT("床", "位"),
    COUNT("张床位"),
    COUNT("席"),
    COUNT_NOT("班", "子级"),
    COUNT_NOT("票", "据"),
    COUNT_NOT("组", "织成建长"),
    COUNT("队次"),
    COUNT_NOT("对", "外于象接"),
    COUNT_NOT("卷", "宗"),
    COUNT_NOT("页", "面"),
    COUNT_NOT("字", "号第"),
    COUNT_NOT("款", "项"),
    COUNT_NOT("路", "线面段"),
    COUNT("车次"),
    COUNT("班次"),
    COUNT("户家"),
    COUNT("头"),
    COUNT_NOT("案", "件例卷由"),
    COUNT_NOT("块次", ""),
    COUNT_NOT("集", "中体团"),
    COUNT_NOT("站", "点次"),
    COUNT_NOT("层", "级面"),
    COUNT_NOT("支次", ""),
    COUNT_NOT("方", "面式案法"),
    COUNT_NOT("杯", ""),
    COUNT("瓶"),
    COUNT("箱"),
    COUNT("袋"),
    COUNT("盒"),
    COUNT("幕"),
    COUNT("段"),
    COUNT("趟"),
    COUNT("遍"),
    COUNT("顶"),
    COUNT("艇"),
    COUNT("口"),
    COUNT("匹"),
    COUNT("尾"),
    COUNT("羽"),
    COUNT("棵"),
    QUANTITY("元"),
    QUANTITY("美元"),
    QUANTITY("欧元"),
    QUANTITY("平方米"),
    QUANTITY("平方公里"),
    QUANTITY("平方千米"),
    QUANTITY("立方米"),
    QUANTITY("公里"),
    QUANTITY("千米"),
    QUANTITY("公顷"),
    QUANTITY("公斤"),
    QUANTITY("千克"),
    QUANTITY("千瓦时"),
    QUANTITY("米"),
    QUANTITY("亩"),
    QUANTITY("吨"),
    QUANTITY("克"),
    QUANTITY("升"),
    QUANTITY("斤"),
    QUANTITY("小时"),
    QUANTITY("分钟"),
    QUANTITY("秒"),
    QUANTITY("天"),
    QUANTITY("学时"),
    QUANTITY("课时"),
    QUANTITY("兆"),
    QUANTITY("㎡"),
    QUANTITY("学分"),
    {U"分", MEASURE_QUANTITY, false, U"局别类之为管析公期布歧散流院中支会行"},
};

size_t lexis_length(const char32_t *word)
{
    size_t n = 0;
    while (word[n] != 0)
        n++;
    return n;
}

bool lexis_at(const struct clean *clean, size_t at, const char32_t *word)
{
    for (size_t i = 0; word[i] != 0; i++)
        if (at + i >= clean->n || clean->c[at + i] != word[i])
            return false;
    return true;
}

size_t lexis_find(const struct clean *clean, struct span span, const char32_t *word)
{
    size_t n = lexis_length(word);
    for (size_t i = span.from; i + n <= span.to; i++)
        if (clean->c[i] == word[0] && lexis_at(clean, i, word))
            return i;
    return span.to;
}

bool lexis_has(const struct clean *clean, struct span span, const char32_t *word)
{
    return lexis_find(clean, span, word) < span.to;
}

bool lexis_has_any(const struct clean *clean, struct span span, const char32_t *const *words)
{
    for (size_t i = 0; words[i] != NULL; i++)
        if (lexis_has(clean, span, words[i]))
            return true;
    return false;
}

bool lexis_ends(const struct clean *clean, struct span span, const char32_t *word)
{
    size_t n = lexis_length(word);
    return span.to >= span.from + n && lexis_at(clean, span.to - n, word);
}

bool lexis_ends_any(const struct clean *clean, struct span span, const char32_t *const *words)
{
    for (size_t i = 0; words[i] != NULL; i++)
        if (lexis_ends(clean, span, words[i]))
            return true;
    return false;
}

bool lexis_same(const struct clean *clean, struct span a, struct span b)
{
    if (a.to - a.from != b.to - b.from)
        return false;
    for (size_t i = 0; i < a.to - a.from; i++)
        if (clean->c[a.from + i] != clean->c[b.from + i])
            return false;
    return true;
}

bool lexis_is_han(char32_t c)
{
    return (c >= 0x3400 && c <= 0x9FFF) || c == 0x3007;
}

bool lexis_is_digit(char32_t c)
{
    return c >= '0' && c <= '9';
}

bool lexis_is_letter(char32_t c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool lexis_is_numeral(char32_t c)
{
    switch (c) {
    case U'一':
    case U'二':
    case U'三':
    case U'四':
    case U'五':
    case U'六':
    case U'七':
    case U'八':
    case U'九':
    case U'十':
    case U'百':
    case U'千':
    case U'万':
    case U'亿':
    case U'零':
    case U'〇':
    case U'两':
        return true;
    default:
        return false;
    }
}

bool lexis_is_stop(char32_t c)
{
    switch (c) {
    case 0:
    case '\n':
    case '|':
    case ',':
    case ';':
    case ':':
    case '(':
    case ')':
    case '!':
    case U'，':
    case U'。':
    case U'；':
    case U'：':
    case U'！':
    case U'？':
        return true;
    default:
        return false;
    }
}

static bool is_one_of(char32_t c, const char32_t *set)
{
    for (; set != NULL && *set != 0; set++)
        if (*set == c)
            return true;
    return false;
}

static const struct unit_word *longest(const struct clean *clean, size_t at, size_t *end_out)
{
    const struct unit_word *best = NULL;
    size_t best_length = 0;
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        const struct unit_word *unit = &units[i];
        if (unit->text[0] != clean->c[at] || !lexis_at(clean, at, unit->text))
            continue;
        size_t length = lexis_length(unit->text);
        if (length > best_length && !is_one_of(clean->c[at + length], unit->not_before)) {
            best = unit;
            best_length = length;
        }
    }
    *end_out = at + best_length;
    return best;
}

const struct unit_word *lexis_unit(const struct clean *clean, size_t at, size_t *end_out)
{
    size_t second_end;
    if (at >= clean->n)
        return NULL;
    const struct unit_word *unit = longest(clean, at, end_out);
    /* 场(次), 次(项): two units in one */
    if (unit != NULL && unit->measure == MEASURE_COUNT && clean->c[*end_out] == '('
        && longest(clean, *end_out + 1, &second_end) != NULL && clean->c[second_end] == ')'
        && second_end - *end_out <= 3)
        *end_out = second_end + 1;
    return unit;
}
