/* Worked dates of proposals, documents, decisions, enforcement, mediation, legal aid, notary and
 * arrears: every trap that a period can express, with the article that rules it. */
#include "calendar/term_cases.h"

static void proposals_and_documents(void **state)
{
    (void)state;
    static const struct term_case cases[] = {
        {"代表法 42: three months, no 30 February", "2022-11-30", "3 months", "2023-02-28"},
        {"代表法 42: six months from the 31st", "2022-08-31", "6 months", "2023-02-28"},
        {"规范性文件: filing with the government, 15 days", "2022-09-15", "15 days", "2022-09-30"},
        {"规范性文件: filing with the standing committee, 30 days", "2022-09-15", "30 days",
         "2022-10-17"},
        {"国办发〔2018〕115号: legality review, least 5 working days", "2022-09-28",
         "5 working days", "2022-10-10"},
        {"国办发〔2018〕115号: legality review, most 15 working days", "2022-09-28",
         "15 working days", "2022-10-24"},
        {"重大行政决策程序暂行条例 15: comments close no earlier than 30 days", "2022-09-05",
         "30 days", "2022-10-05", .roll_none = true},
        {"重大行政决策程序暂行条例: 7 working days of review kept in full", "2022-09-28",
         "7 working days", "2022-10-12"},
    };
    CASES_CHECK(cases);
}

static void penalties(void **state)
{
    (void)state;
    static const struct term_case cases[] = {
        {"行政处罚法 60: 90 calendar days end on a Sunday", "2022-01-10", "90 days", "2022-04-11"},
        {"行政处罚法 64(1): 5 working days to ask for a hearing", "2022-09-28", "5 working days",
         "2022-10-10"},
        {"行政处罚法 64(2): seven whole working days before the hearing", "2022-10-14",
         "7 working days", "2022-09-29", .backward = true},
        {"行政处罚法 61: service within 7 working days", "2022-09-27", "7 working days",
         "2022-10-11"},
        {"the 20-working-day rule of publication", "2022-09-27", "20 working days", "2022-10-28"},
        {"行政处罚法 67: 15 days to pay, to a make-up Saturday", "2022-09-20", "15 days",
         "2022-10-08"},
        {"行政处罚法 56: registration in place, 7 working days, never rolled", "2022-01-27",
         "7 working days", "2022-02-10", .roll_none = true},
    };
    CASES_CHECK(cases);
}

static void licences(void **state)
{
    (void)state;
    static const struct term_case cases[] = {
        {"行政许可法 32(4): 5 working days to tell what is missing", "2022-09-29", "5 working days",
         "2022-10-11"},
        {"行政许可法 42(1): 20 working days", "2022-09-26", "20 working days", "2022-10-27"},
        {"行政许可法 42(1): extended by 10", "2022-09-26", "20 working days", "2022-11-10",
         .extension = "10 working days"},
        {"行政许可法 45: 12 working days of expert review are not counted", "2022-09-26",
         "20 working days", "2022-11-14", .pauses = "2022-10-10..2022-10-26"},
        {"行政许可法 44: delivery within 10 working days", "2022-09-28", "10 working days",
         "2022-10-17"},
        {"市场主体登记管理条例 19: 3 working days end on a make-up Sunday", "2022-09-29",
         "3 working days", "2022-10-09"},
        {"市场主体登记管理条例 19: extended by 3", "2022-09-29", "3 working days", "2022-10-12",
         .extension = "3 working days"},
    };
    CASES_CHECK(cases);
}

static void coercive_measures(void **state)
{
    (void)state;
    static const struct term_case cases[] = {
        {"行政强制法 25: 30 days, never rolled", "2022-03-01", "30 days", "2022-03-31",
         .roll_none = true},
        {"行政强制法 25: extended into a holiday, never rolled", "2022-03-01", "30 days",
         "2022-04-30", .extension = "30 days", .roll_none = true},
        {"行政强制法 25: 14 days of testing are not counted", "2022-03-01", "30 days", "2022-04-14",
         .pauses = "2022-03-10..2022-03-24", .roll_none = true},
        {"行政诉讼法 46: six months to sue", "2022-03-15", "6 months", "2022-09-15"},
        {"行政强制法 53: then three months to apply to the court", "2022-09-15", "3 months",
         "2022-12-15"},
        {"行政强制法 54, 69: 10 working days after the dunning", "2022-09-26", "10 working days",
         "2022-10-13"},
    };
    CASES_CHECK(cases);
}

static void mediation_aid_notary_and_arrears(void **state)
{
    (void)state;
    static const struct term_case cases[] = {
        {"人民调解法 33: 30 days to ask for confirmation", "2022-01-05", "30 days", "2022-02-07"},
        {"司法部令75 33: one month from the 31st", "2022-01-31", "1 month", "2022-02-28"},
        {"法律援助法 43: 7 calendar days into Spring Festival", "2022-01-26", "7 days",
         "2022-02-07"},
        {"the same 7 days misread as working days", "2022-01-26", "7 working days", "2022-02-09"},
        {"法律援助法 43: 3 days to assign", "2022-02-07", "3 days", "2022-02-10"},
        {"法律援助法 49: 5 calendar days", "2022-09-29", "5 days", "2022-10-08"},
        {"公证法 30: 15 working days", "2022-01-20", "15 working days", "2022-02-15"},
        {"保障中小企业款项支付条例2025 25: 10 working days to forward", "2025-06-10",
         "10 working days", "2025-06-24"},
        {"保障中小企业款项支付条例2025 25: 30 days to handle", "2025-06-25", "30 days",
         "2025-07-25"},
        {"保障中小企业款项支付条例2025 25: 90 days in total", "2025-06-25", "30 days", "2025-09-23",
         .extension = "60 days"},
        {"保障中小企业款项支付条例2025 9: 30 days to pay", "2025-06-10", "30 days", "2025-07-10"},
        {"保障中小企业款项支付条例2025 9: the contract's limit is a ceiling", "2025-06-10",
         "60 days", "2025-08-09", .roll_none = true},
    };
    CASES_CHECK(cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(proposals_and_documents),
        cmocka_unit_test(penalties),
        cmocka_unit_test(licences),
        cmocka_unit_test(coercive_measures),
        cmocka_unit_test(mediation_aid_notary_and_arrears),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
