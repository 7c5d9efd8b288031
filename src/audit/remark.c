#include "audit/remark.h"

struct words {
    const char *zh, *en;
};

/* Without numbers. */
static const struct words plain[] = {
    [NOTE_NONE] = {"", ""},
    [NOTE_MORE] = {"各项之和大于总数", "the parts are more than the total"},
    [NOTE_LESS] = {"各项之和小于总数", "the parts are less than the total"},
    [NOTE_PARTIAL] = {"所列各项之和小于总数，所列可能不全",
                      "the parts are less than the total; the list may not be complete"},
    [NOTE_SUM] = {"各项之和与合计不符", "the parts do not add up to the total"},
    [NOTE_SHARED_WHOLE] = {"各项之和与各项占比所用的总数不符",
                           "the parts do not add up to the total that their shares are of"},
    [NOTE_LAST_DIGIT] = {"末位数不符", "the last digit is off"},
    [NOTE_NUMBERS] = {"与所列数字不符", "the numbers give something else"},
    [NOTE_BASE] = {"与基数不符", "the base gives something else"},
    [NOTE_PREVIOUS] = {"基数取自上年报告", "with the base of last year's report"},
    [NOTE_HUNDRED] = {"比率为100%：请核实未办结、未计入的是否在分母之内",
                      "a rate of 100 %: is what was open or left out in the denominator?"},
    [NOTE_FORM] = {"新收加上年结转，与办理总计加结转下年度不等",
                   "received and carried in do not equal handled and carried out"},
    [NOTE_TEXT_TABLE] = {"正文与表格不一致；统计口径可能不同，请核对",
                         "text and table differ; perhaps they count different things"},
    [NOTE_REPEAT] = {"同一事项前后数字不一致", "two places give different numbers"},
    [NOTE_PRODUCT] = {"乘积与所列数字不符", "the product is another number"},
};

static struct str bases(struct arena *arena, struct note note, bool is_english)
{
    const char *zh = note.numbers[2] != 0 ? "上期" : "上年";
    const char *en = note.numbers[2] != 0 ? "the period before" : "the year before";
    long long a = note.numbers[0], b = note.numbers[1];
    switch (note.kind) {
    case NOTE_NO_BASE:
        return is_english ? arena_print(arena, "no whole number for %s gives this; check it", en)
                          : arena_print(arena, "没有整数的%s数能得出这个增幅，请核对", zh);
    case NOTE_ONE_BASE:
        return is_english
                   ? arena_print(arena, "no base in the text; right only with %lld for %s", a, en)
                   : arena_print(arena, "文中没有基数；只有%s数为%lld时成立", zh, a);
    case NOTE_FEW_BASES:
        return is_english ? arena_print(
                   arena, "no base in the text; right with %lld to %lld for %s", a, b, en)
                          : arena_print(arena, "文中没有基数；%s数为%lld至%lld时成立", zh, a, b);
    default:
        return is_english
                   ? arena_print(arena, "no base in the text; %lld numbers around %lld for %s fit",
                                 b, a, en)
                   : arena_print(arena, "文中没有基数；%lld左右的%lld个%s数都能成立", a, b, zh);
    }
}

struct str remark_text(struct arena *arena, struct note note, bool is_english)
{
    long long things = note.numbers[0], thousands = note.numbers[1];
    switch (note.kind) {
    case NOTE_NO_BASE:
    case NOTE_ONE_BASE:
    case NOTE_FEW_BASES:
    case NOTE_MANY_BASES:
        return bases(arena, note, is_english);
    case NOTE_POPULATION:
        return is_english ? arena_print(arena,
                                        "with %lld this means about %lld,000 people; compare it "
                                        "with the population",
                                        things, thousands)
                          : arena_print(arena, "以%lld计，相当于约%lld.%lld万人，请与人口数核对",
                                        things, thousands / 10, thousands % 10);
    default:
        return str_of(is_english ? plain[note.kind].en : plain[note.kind].zh);
    }
}

const char *remark_verdict(enum verdict verdict, bool is_english)
{
    static const struct words names[] = {
        [VERDICT_EXACT] = {"相符", "exact"},
        [VERDICT_ROUNDED] = {"四舍五入相符", "right by rounding"},
        [VERDICT_TRUNCATED] = {"截尾才相符", "right only by truncation"},
        [VERDICT_WITHIN] = {"在精度内相符", "right within the printed accuracy"},
        [VERDICT_LAST_DIGIT] = {"末位数不符", "last digit off"},
        [VERDICT_WRONG] = {"不符", "does not hold"},
        [VERDICT_REMARK] = {"提示", "remark"},
    };
    return is_english ? names[verdict].en : names[verdict].zh;
}

const char *remark_kind(enum check_kind kind, bool is_english)
{
    static const struct words names[] = {
        [CHECK_SUM] = {"合计", "sum"},         [CHECK_SHARE] = {"占比", "share"},
        [CHECK_RATIO] = {"比值", "ratio"},     [CHECK_GROWTH] = {"增减幅度", "growth"},
        [CHECK_PRODUCT] = {"乘积", "product"}, [CHECK_REPEAT] = {"前后一致", "repeat"},
    };
    return is_english ? names[kind].en : names[kind].zh;
}
