/*
 * demo_coercion.c - coercive measures and the execution of decisions that nobody performed.
 */
#include "demo/demo_path.h"

#define ORGANS "@market|@urban|@emergency|@market|@environment"
#define MEASURE(kind)         \
    "organ=@unit; kind=" kind \
    "; party=~firm; place=@subdistrict; is_dwelling=false; is_related=true"
#define OFFICERS "officer_one=@first; officer_two=@second"

static const struct demo_step lifted[] = {
    {"approve", "handler", "", MEASURE("seizure|sealing")},
    {"implement", "handler+head", "0-1", OFFICERS "; objects=涉案产品一批，清单附后。"},
    {"lift", "handler", "by holding", "lift_ground=decided|no_offence|unrelated"},
};

static const struct demo_step tested[] = {
    {"approve", "handler", "", MEASURE("seizure")},
    {"implement", "handler+head", "0-1", OFFICERS "; objects=涉嫌不合格产品一批。"},
    {"begin_test", "handler", "1-3", "test_kind=testing|appraisal"},
    {"end_test", "handler", "8-14", ""},
    {"dispose", "handler+head", "2-8", "disposal=confiscated|destroyed"},
};

static const struct demo_step extended[] = {
    {"approve", "handler", "", MEASURE("sealing")},
    {"implement", "handler+head", "0-1", OFFICERS "; objects=生产加工场所一处。"},
    {"extend", "handler+organ_head", "8-12", "reason=案情复杂，需要继续查证。"},
    {"lift", "handler", "by holding", "lift_ground=decided"},
};

static const struct demo_step urgent[] = {
    {"take_urgent", "handler", "",
     MEASURE("sealing|seizure|other") "; " OFFICERS "; objects=存在安全隐患的设施。"},
    {"approve_urgent", "handler+head", "0", ""},
    {"lift", "handler", "by holding", "lift_ground=decided|other"},
};

static const struct demo_step late[] = {
    /* over before anybody lifted it: the law enters that */
    {"approve", "handler", "", MEASURE("seizure")},
    {"implement", "handler+head", "0-1", OFFICERS "; objects=占道经营工具。"},
    {"lift", "handler", "after holding", "lift_ground=expired"},
};

static const struct demo_step frozen[] = {
    {"approve", "handler", "", MEASURE("freezing")},
    {"freeze", "handler+organ_head", "0-1", "bank=演示银行; amount=20000..90000; " OFFICERS},
    {"deliver_freezing", "handler", "by freeze_delivery", ""},
    {"lift", "handler", "by holding", "lift_ground=decided"},
};

#define EXECUTE                                                                                              \
    "organ=@unit; basis=演示罚决字第1号|演示罚决字第2号|演示罚决字第3号; party=~firm; " \
    "served_on=-30d; suit_until=+150d"

static const struct demo_step paid[] = {
    {"open", "handler", "", EXECUTE "; fine=2000..20000"},
    {"add_fine", "handler", "0-2", "extra_fine=600..1900"},
    {"dun", "handler", "5-20", ""},
    {"perform", "handler", "3-15", ""},
};

static const struct demo_step to_court[] = {
    {"open", "handler", "",
     "organ=@unit; basis=演示罚决字第1号|演示罚决字第2号|演示罚决字第3号; party=~firm; "
     "served_on=-180d; suit_until=+12d; fine=5000..50000"},
    {"add_fine", "handler", "0-2", "extra_fine=3000..5000"},
    {"dun", "handler", "after remedies", ""},
    {"apply_court", "handler+head", "after dunning", ""},
    {"court_accepts", "handler", "by court_acceptance", ""},
    {"court_rules", "handler", "by court_ruling", "ruling=permitted"},
    {"perform", "handler", "20-60", ""},
};

static const struct demo_step transferred[] = {
    {"open_own", "handler", "", EXECUTE "; fine=8000..20000"},
    {"add_fine", "handler", "0-2", "extra_fine=2400..4800"},
    {"dun", "handler", "after running", ""},
    {"order", "handler+organ_head", "12-16",
     "kind=transfer; on_rest_day=false; is_urgent=false; cuts_off=false"},
    {"execute", "handler", "5-15", ""},
};

static const struct demo_step removal[] = {
    {"open_own", "handler", "", EXECUTE},
    {"dun", "handler", "1-5", ""},
    {"defend", "handler", "2-5", ""},
    {"order", "handler+organ_head", "3-8",
     "kind=removal; on_rest_day=false; is_urgent=false; cuts_off=false"},
    {"execute", "handler", "5-15", ""},
};

static const struct demo_step substitute[] = {
    {"open_own", "handler", "", EXECUTE},
    {"dun", "handler", "1-5", ""},
    {"order", "handler+organ_head", "8-12",
     "kind=substitute; on_rest_day=false; is_urgent=false; cuts_off=false"},
    {"plan_substitute", "handler", "1-3", "substitute_on=+10w*"},
    {"dun_substitute", "handler", "by substitute_notice", ""},
    {"execute", "handler", "day", ""},
};

static const struct demo_step by_agreement[] = {
    {"open", "handler", "", EXECUTE "; fine=10000..80000"},
    {"dun", "handler", "2-8", ""},
    {"agree", "handler+head", "5-12", "pay_until=+40w"},
    {"perform", "handler", "10-35", ""},
};

static const struct demo_step ended[] = {
    {"open", "handler", "", EXECUTE "; fine=3000..9000"},
    {"dun", "handler", "2-8", ""},
    {"suspend", "handler+head", "5-12", "pause_ground=difficulty"},
    {"terminate", "handler+organ_head", "60-90", "end_ground=dissolved"},
};

void demo_coercion(struct demo *demo)
{
    static const struct demo_path paths[] = {
        {"coercion", 22, 0, "1-20", "12-20", ORGANS, DEMO_STEPS(lifted)},
        {"coercion", 8, 0, "2-10", "12-1", "@market", DEMO_STEPS(tested)},
        {"coercion", 4, 0, "2-10", "11-1", "@market|@emergency", DEMO_STEPS(extended)},
        {"coercion", 5, 0, "2-10", "12-1", "@emergency|@urban", DEMO_STEPS(urgent)},
        {"coercion", 1, 0, "5-10", "6-10", "@urban", DEMO_STEPS(late)},
        {"coercion", 1, 0, "4-10", "9-10", "@human", DEMO_STEPS(frozen)},
        {"execution", 2, 0, "2-10", "8-10", "@human|@finance", DEMO_STEPS(transferred)},
        {"execution", 14, 0, "2-10", "12-10", ORGANS, DEMO_STEPS(paid)},
        {"execution", 6, 0, "2-10", "10-10", ORGANS, DEMO_STEPS(to_court)},
        {"execution", 5, 0, "3-10", "11-10", "@urban", DEMO_STEPS(removal)},
        {"execution", 2, 0, "3-10", "10-10", "@environment|@urban", DEMO_STEPS(substitute)},
        {"execution", 3, 0, "3-10", "9-10", "@market", DEMO_STEPS(by_agreement)},
        {"execution", 1, 0, "3-10", "5-10", "@market", DEMO_STEPS(ended)},
    };
    demo_officers(demo); /* two with certificates take every measure */
    demo_paths(demo, paths, sizeof paths / sizeof paths[0]);
}
