/*
 * demo_supervision.c - the powers of subdistricts and their evaluation, supervision of enforcement,
 * inspections, and the annual statistics of the organs that enforce.
 */
#include "demo/demo_path.h"

/* ---- powers handed over ---- */

#define ENTER_POWER(kind)                                                                                                              \
    "kind=" kind                                                                                                                       \
    "; subject=占道经营处罚|违法搭建处罚|户外广告处罚|燃气安全检查|食品小作坊处罚|养犬管理处罚; " \
    "area=urban_management|urban_management|urban_management|safety|market_supervision|urban_"                                         \
    "management; "                                                                                                                     \
    "source_organ=@urban|@urban|@urban|@emergency|@market|@urban; subdistrict=@unit; "                                                 \
    "basis=演示政复8号"
#define TAKE_OVER(kind)                                                      \
    {NULL, "supervisor", "", ENTER_POWER(kind)},                             \
        {"prepare", "handler", "5-15", "officers=4..14; guide_unit=@urban"}, \
    {                                                                        \
        "take_over", "handler+head", "5-15",                                 \
            "effective_on=+5d; evaluate_by=+12m; has_agreement=true"         \
    }

static const struct demo_step kept[] = {
    TAKE_OVER("handed_over"),
    {"open_evaluation", "supervisor", "date 9-19", ""},
    {"report_cases", "handler", "5-12", "cases=10..60; overturned=0..2"},
    {"evaluate", "supervisor", "3-10", "result=keep|support; evaluate_by=+12m"},
};

static const struct demo_step taken_back[] = {
    TAKE_OVER("delegated"),
    {"open_evaluation", "supervisor", "date 9-19", ""},
    {"report_cases", "handler", "5-12", "cases=0..2; overturned=0..0"},
    {"evaluate_change", "supervisor", "3-10",
     "result=take_back; reason=承接能力不足，两年内无案件。"},
    {"take_back", "supervisor+organ_head", "8-15", "basis=演示政复11号; pending_cases=0..2"},
};

static const struct demo_step new_power[] = {
    TAKE_OVER("handed_over"),
    {"train", "supervisor", "20-40", "officers=6..14"},
};

/* ---- supervision ---- */

#define LEAD(source, theme)                             \
    "supervised=@unit; source=" source "; theme=" theme \
    "; subject=案卷程序问题|检查频次问题|办理期限问题"

static const struct demo_step opinion[] = {
    {NULL, "supervisor", "",
     LEAD("review|overturned|plan|assigned", "procedure|basis|publicity|unfair")},
    {"file", "supervisor+signer", "2-5", "supervisors=2..3"},
    {"ask_explanation", "supervisor", "1-3", "answer_by=+10w"},
    {"explain", "handler", "by explanation", ""},
    {"conclude", "supervisor", "3-8", "finding=minor|unlawful; faults=1..4"},
    {"issue_opinion", "supervisor+signer", "2-5", "correct_by=+15w"},
    {"correct", "handler", "by correction", "correction=repaired|varied|system|revoked"},
    {"close", "supervisor+signer", "3-8", ""},
};

static const struct demo_step objected[] = {
    {NULL, "supervisor", "", LEAD("overturned", "excess")},
    {"file", "supervisor+signer", "2-5", "supervisors=2"},
    {"conclude", "supervisor", "5-8", "finding=unlawful; faults=1"},
    {"issue_opinion", "supervisor+signer", "2-5", "correct_by=+15w"},
    {"object", "handler", "2-4", "reason=对法律适用有不同意见。"},
    {"review_opinion", "supervisor+organ_head", "5-10",
     "objection_result=upheld; reviewer_differs=true"},
    {"order", "supervisor+organ_head", "12-15", "correct_by=+10w; reason=逾期未改正。"},
    {"correct", "handler", "by correction", "correction=revoked"},
    {"close", "supervisor+signer", "3-8", ""},
};

static const struct demo_step lawful[] = {
    {NULL, "supervisor", "", LEAD("reported|media", "none|inspection")},
    {"file", "supervisor+signer", "2-5", "supervisors=2"},
    {"conclude", "supervisor", "5-15", "finding=lawful; faults=0"},
    {"close_lawful", "supervisor", "1-4", ""},
};

static const struct demo_step elsewhere[] = {
    {NULL, "supervisor", "", LEAD("reported", "unfair")},
    {"direct_elsewhere", "supervisor", "1-4", "reason=属于行政复议受案范围，已告知。"},
};

/* ---- inspections ---- */

#define OFFICERS "officer_one=@first; officer_two=@second; is_scanned=true; record_complete=true"

static const struct demo_step clean[] = {
    {"propose", "handler", "",
     "organ=@unit; kind=planned|special; object=~firm; place=@subdistrict; in_plan=true"},
    {"approve", "handler+head", "1-3", ""},
    {"inspect", "handler", "1-8", OFFICERS "; result=clean"},
    {"publish", "handler", "by publication", ""},
    {"close", "handler", "0", ""},
};

static const struct demo_step drawn[] = {
    {"draw", "handler", "",
     "organ=@unit; kind=random; object=~firm; place=@subdistrict; draw=第二批 种子7f3a"},
    {"draw_officers", "handler", "0", "officer_one=@first; officer_two=@second"},
    {"approve", "handler+head", "0-1", ""},
    {"inspect", "handler", "2-10", OFFICERS "; result=clean|not_published|unreachable"},
    {"publish", "handler", "by publication", ""},
    {"close", "handler", "0", ""},
};

static const struct demo_step to_correct[] = {
    {"propose", "handler", "",
     "organ=@unit; kind=planned|case; object=~firm; place=@subdistrict; in_plan=true"},
    {"approve", "handler+head", "1-3", ""},
    {"inspect", "handler", "1-5", OFFICERS "; result=ordered"},
    {"order_correction", "handler", "0", "correct_by=+10w"},
    {"publish", "handler", "1-5", ""},
    {"recheck", "handler", "by correction", "result=clean"},
    {"close", "handler", "0", ""},
};

static const struct demo_step became_case[] = {
    {"propose", "handler", "",
     "organ=@unit; kind=special|case; object=~firm; place=@subdistrict; in_plan=true"},
    {"approve", "handler+head", "1-3", ""},
    {"inspect", "handler", "1-5", OFFICERS "; result=pending"},
    {"to_case", "handler", "1-4", ""},
    {"publish", "handler", "1-5", ""},
};

/* ---- the statistics of the year before, published in January ---- */

#define FILL                                                                               \
    "has_penalty=true; has_licence=true; has_coercion=true; officers_due=40..90; "         \
    "officers_certified=30..40; "                                                          \
    "levies=0..20; levied=0..300000; requisitions=0; rulings=0..3; confirmations=0..400; " \
    "rewards=0..30; "                                                                      \
    "payments=0..500; others=0..60; narrative=本年度依法履行行政执法职责，数据与登记簿核对一致。"

static const struct demo_step year_data[] = {
    {NULL, "supervisor", "", "organ=@unit; year=%p; publish_by=%1-31"},
    {"fill", "handler", "1-4", FILL},
    {"check", "supervisor", "1-3", ""},
    {"sign", "handler+head", "1-2", ""},
    {"publish", "handler", "0-2", ""},
    {"report_up", "handler", "0-3", ""},
};

static const struct demo_step year_data_again[] = {
    {NULL, "supervisor", "", "organ=@unit; year=%p; publish_by=%1-31"},
    {"fill", "handler", "1-3", FILL},
    {"send_back", "supervisor", "1-2", "fault=与处罚登记簿决定数不一致。"},
    {"fill", "handler", "1-2", FILL},
    {"check", "supervisor", "1-2", ""},
    {"sign", "handler+head", "0-1", ""},
    {"publish", "handler", "0-1", ""},
    {"correct", "handler+head", "20-40", "confirmations=12..80; reason=漏报一类确认事项。"},
};

static const struct demo_step no_power[] = {
    {NULL, "supervisor", "", "organ=@unit; year=%p; publish_by=%1-31"},
    {"excuse", "handler+head", "1-4", "reason=本单位没有行政执法权。"},
};

void demo_supervision(struct demo *demo)
{
    static const struct demo_path paths[] = {
        {"power_item", 24, -1, "10-10", "11-10", "@subdistrict", DEMO_STEPS(kept)},
        {"power_item", 2, -1, "10-10", "11-10", "@subdistrict", DEMO_STEPS(taken_back)},
        {"power_item", 4, 0, "11-1", "11-20", "@subdistrict", DEMO_STEPS(new_power)},
        {"enforcement_supervision", 9, 0, "2-10", "11-1",
         "@market|@urban|@housing|@health|@subdistrict", DEMO_STEPS(opinion)},
        {"enforcement_supervision", 1, 0, "4-10", "6-10", "@urban", DEMO_STEPS(objected)},
        {"enforcement_supervision", 3, 0, "2-10", "12-10", "@market|@urban", DEMO_STEPS(lawful)},
        {"enforcement_supervision", 2, 0, "2-10", "12-10", "@market", DEMO_STEPS(elsewhere)},
        {"inspection", 70, 0, "2-10", "12-10", "@market|@emergency|@health|@urban|@market",
         DEMO_STEPS(clean)},
        {"inspection", 30, 0, "4-10", "12-10", "@market|@culture", DEMO_STEPS(drawn)},
        {"inspection", 16, 0, "2-10", "12-10", "@market|@emergency|@health",
         DEMO_STEPS(to_correct)},
        {"inspection", 6, 0, "2-10", "12-10", "@market|@emergency", DEMO_STEPS(became_case)},
        {"enforcement_report", 12, 0, "1-4", "1-12",
         "@market|@urban|@health|@emergency|@housing|@culture|@human|@environment|@education|@"
         "civil|@water|@commerce",
         DEMO_STEPS(year_data)},
        {"enforcement_report", 2, 0, "1-4", "1-10", "@reform|@statistics",
         DEMO_STEPS(year_data_again)},
        {"enforcement_report", 2, 0, "1-4", "1-12", "@archives|@offices", DEMO_STEPS(no_power)},
    };
    demo_officers(demo); /* two with certificates inspect */
    demo_paths(demo, paths, sizeof paths / sizeof paths[0]);
}
