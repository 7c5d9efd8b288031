#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "audit/audit.h"
#include "base/buf.h"

static void audit_of(struct arena *arena, struct str name, struct str text,
                     const struct audit *previous, struct audit *audit_out)
{
    struct audit_text whole = {.name = name, .text = text};
    audit_run(arena, &whole, previous, audit_out);
}

struct expectation {
    const char *text;
    const char *figures; /* as printed, with a blank between them; "" for none */
};

static void expect(const struct expectation *expectations, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct arena arena = {0};
        struct audit audit;
        struct buf found;
        arena_init(&arena, 0);
        buf_init(&found, 4096);
        audit_of(&arena, STR(""), str_of(expectations[i].text), NULL, &audit);
        for (size_t k = 0; k < audit.figures.n; k++) {
            if (k > 0)
                buf_put_c(&found, " ");
            buf_put(&found, clean_copy(&audit.clean, &arena, audit.figures.at[k].span));
        }
        if (!str_equal_c(buf_str(&found), expectations[i].figures))
            fail_msg("%s: expected \"%s\", found \"%" STR_FMT "\"", expectations[i].text,
                     expectations[i].figures, STR_ARG(buf_str(&found)));
        buf_done(&found);
        arena_done(&arena);
    }
}

#define EXPECT(...)                                                 \
    static const struct expectation expectations[] = {__VA_ARGS__}; \
    (void)state;                                                    \
    expect(expectations, sizeof expectations / sizeof expectations[0])

static void numbers_with_units_scales_and_qualifiers(void **state)
{
    EXPECT({"受理389件", "389件"}, {"增加1,234,567条", "1,234,567条"}, {"共２８件", "28件"},
           {"核酸3197.32万人次", "3197.32万人次"}, {"2.3亿元", "2.3亿元"}, {"9800余路", "9800余路"},
           {"40万余次", "40万余次"}, {"300多个", "300多个"}, {"145场(次)", "145场(次)"},
           {"提高2.1个百分点", "2.1个百分点"}, {"占5‰", "5‰"}, {"42461 人", "42461人"},
           {"办理3 801条", "3 801条"}, {"培训10至20人", "10至20人"},
           {"行政处罚2100,占33.9%", "2100 33.9%"}, {"百分之十五", "百分之十五"},
           {"用时1个工作日", "1个工作日"}, {"下降-3.2%", "-3.2%"}, );
}

static void chinese_numerals_that_count(void **state)
{
    EXPECT({"分为五类", "五类"}, {"是改革前的十倍", "十倍"}, {"采用四种方式", "四种"},
           {"三千二百余件", "三千二百余件"}, {"一名副院长", ""}, {"第三批", ""}, {"前五位", ""},
           {"四个意识", ""}, {"三中院的二审案件", ""}, {"两级法院", ""}, {"三分之一", ""},
           {"处以两种以上处罚", ""}, {"增长一倍", "一倍"}, );
}

static void dates_ordinals_and_names_are_no_figures(void **state)
{
    EXPECT({"2023年5月6日", ""}, {"1—9月", ""}, {"2021-2025年", ""}, {"2023-05-06 09:30", ""},
           {"某政〔2023〕18号", ""}, {"第26周", ""}, {"附件2、表1、见图3", ""}, {"12345热线", ""},
           {"拨打12345。", ""}, {"818创业宝典", ""}, {"5G网络和A4纸", ""}, {"“1+X”机制", ""},
           {"《条例》(2021修订)", ""}, {"电话025-83201234", ""}, {"(1)概况。2.特点。", ""},
           {"索引号000014349/2023-06836", ""}, {"http://e.org/t20230120_3810245.html", ""},
           {"排名第3,居前5名", ""}, {"24小时服务", ""}, {"二○二四年度", ""}, {"代表34名", "34名"},
           {"病例52例", "52例"}, {"报表3张", "3张"}, );
}

static void glued_ordinals_are_taken_off(void **state)
{
    EXPECT({"12020年,收到188件。\n22020年,收到376件。\n313个市州收到437件。",
            "188件 376件 13个 437件"},
           {"12014年案件审结结果(件)", ""}, {"313个市州", "313个"}, );
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_with_units_scales_and_qualifiers),
        cmocka_unit_test(chinese_numerals_that_count),
        cmocka_unit_test(dates_ordinals_and_names_are_no_figures),
        cmocka_unit_test(glued_ordinals_are_taken_off),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
