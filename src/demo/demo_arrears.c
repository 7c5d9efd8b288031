/*
 * demo_arrears.c - what firms ask of the district: unpaid sums, what organs owe, benefits that come
 * without application.
 */
#include "demo/demo_path.h"

/* Chosen by the index of the case: what is asked and what is paid agree. */
#define SUMS "86000|450000|32000|198000|720000|54000"

#define COMPLAINT                                                                           \
    "complainant=~firm; size=small|micro|medium; debtor_kind=organ|large_firm|state_firm; " \
    "handling_unit=@unit; "                                                                 \
    "category=project|goods|service|deposit; amount=" SUMS

static const struct demo_step paid[] = {
    {"receive", "handler", "", COMPLAINT "; acceptor=演示省受理平台"},
    {"talk", "handler", "2-6", ""},
    {"pay_all", "handler", "by handling", "paid=" SUMS "; interest=0..3000"},
    {"answer", "handler", "by feedback", ""},
};

static const struct demo_step direct[] = {
    /* the district does not accept, it passes on */
    {"receive_direct", "handler", "", COMPLAINT},
    {"pass_on", "handler", "by passing_on", ""},
    {"accepted_above", "handler", "5-9", "acceptor=演示省受理平台"},
    {"come_back", "handler", "3-8", ""},
    {"urge", "handler", "3-8", ""},
    {"agree", "handler", "3-8", "plan_until=+40w"},
    {"pay_all", "handler", "by plan", "paid=" SUMS},
    {"answer", "handler", "by feedback", ""},
};

static const struct demo_step disputed[] = {
    {"receive", "handler", "", COMPLAINT "; acceptor=演示省受理平台"},
    {"ask_papers", "handler", "1-3", "missing=请补充合同和验收单。"},
    {"supplement", "handler", "2-5", ""},
    {"pay_undisputed", "handler", "4-8", "undisputed=8000..15000; paid=15000..16000"},
    {"conclude", "handler", "by handling",
     "outcome=partly; reason=其余部分存在质量争议，引导诉讼解决。"},
    {"answer", "handler", "by feedback", ""},
};

static const struct demo_step returned[] = {
    {"receive", "handler", "", COMPLAINT "; acceptor=演示省受理平台"},
    {"give_back", "handler+head", "2-8", "refuse_ground=at_court|not_sme"},
};

static const struct demo_step withdrawn[] = {
    {"receive", "handler", "", COMPLAINT "; acceptor=演示省受理平台"},
    {"withdraw", "handler", "3-9",
     "withdrawal_idea=applicant; reason=双方达成和解，企业撤回投诉。"},
};

/* ---- what organs owe ---- */

#define DELIVERED(term)                                                         \
    "debtor=@unit; creditor=~firm; kind=goods|service|project; term=" term "; " \
    "amount=" SUMS

static const struct demo_step in_time[] = {
    {"deliver", "handler", "", DELIVERED("none")},
    {"pay", "handler", "by payment", "paid=" SUMS},
};

static const struct demo_step waiting[] = {
    {"deliver", "handler", "", DELIVERED("none")},
};

static const struct demo_step by_contract[] = {
    {"deliver_agreed", "handler", "", DELIVERED("agreed") "; agreed_days=45; agreed_until=+45d"},
    {"ask_confirmation", "handler", "3-9", ""},
    {"confirm", "handler", "2-8", ""},
    {"pay", "handler", "by agreed", "paid=" SUMS},
};

static const struct demo_step overdue[] = {
    {"deliver", "handler", "", DELIVERED("none")},
    {"pay_part", "handler", "12-18", "paid=4000..6000; disputed=0..4000"},
    {"pay", "handler", "after payment", "paid=" SUMS "; interest=50..900"},
};

static const struct demo_step disclosed[] = {
    {"deliver", "handler", "", DELIVERED("none")},
    {"plan_disclosure", "handler", "date 2-21", "disclose_by=%3-30"},
    {"disclose", "handler", "by disclosure", ""},
    {"pay", "handler", "40-60", "paid=" SUMS "; interest=900..3000"},
};

/* ---- benefits ---- */

#define BENEFIT(form)                                                                      \
    "subject=稳岗返还|高新技术企业奖励|房租减免补贴|首次升规奖励; payer=@unit; form=" form \
    "; enterprise=~firm; amount=5000..200000"

static const struct demo_step without_application[] = {
    {"list", "handler", "", BENEFIT("direct") "; matched=true"},
    {"publicise", "handler", "1-4", ""},
    {"ask_will", "handler", "after publicity", ""},
    {"confirm", "handler", "1-6", "amount=5000..200000"},
    {"pay", "handler+head", "by payment", ""},
};

static const struct demo_step on_application[] = {
    {"apply", "handler", "", BENEFIT("apply")},
    {"examine", "reviewer", "by examination", "amount=5000..200000"},
    {"publicise", "handler", "1-4", ""},
    {"ask_will", "handler", "after publicity", ""},
    {"confirm", "handler", "1-6", "amount=5000..200000"},
    {"pay", "handler+head", "by payment", ""},
};

static const struct demo_step objected[] = {
    {"list", "handler", "", BENEFIT("direct") "; matched=true"},
    {"publicise", "handler", "1-4", ""},
    {"object", "handler", "1-3", ""},
    {"refuse", "handler+head", "3-6", "refuse_ground=credit"},
};

static const struct demo_step declined[] = {
    {"list", "handler", "", BENEFIT("direct") "; matched=true"},
    {"publicise", "handler", "1-4", ""},
    {"ask_will", "handler", "after publicity", ""},
    {"decline", "handler", "2-9", ""},
};

void demo_arrears(struct demo *demo)
{
    static const struct demo_path owed[] = {
        {"arrears", 18, 0, "1-20", "12-20", "@housing|@industry|@commerce|@subdistrict",
         DEMO_STEPS(paid)},
        {"arrears", 4, -1, "12-10", "12-26", "@housing|@industry", DEMO_STEPS(paid)},
        {"arrears", 4, 0, "12-12", "12-28", "@housing|@industry", DEMO_STEPS(paid)},
        {"arrears", 3, 0, "2-10", "9-20", "@industry", DEMO_STEPS(direct)},
        {"arrears", 4, 0, "2-10", "11-20", "@housing|@education", DEMO_STEPS(disputed)},
        {"arrears", 3, 0, "2-10", "12-10", "@industry", DEMO_STEPS(returned)},
        {"arrears", 2, 0, "2-10", "11-10", "@commerce", DEMO_STEPS(withdrawn)},
        {"payable", 40, 0, "1-10", "12-20", "@offices|@education|@health|@urban",
         DEMO_STEPS(in_time)},
        {"payable", 12, 0, "2-10", "11-20", "@education|@housing", DEMO_STEPS(by_contract)},
        {"payable", 5, 0, "12-9", "12-28", "@offices|@education", DEMO_STEPS(waiting)},
        {"payable", 2, 0, "3-10", "10-20", "@water", DEMO_STEPS(overdue)},
        {"payable", 1, -1, "10-10", "11-10", "@housing", DEMO_STEPS(disclosed)},
    };
    static const struct demo_path benefits[] = {
        {"policy_benefit", 60, 0, "2-10", "12-20", "@human|@science|@finance|@industry",
         DEMO_STEPS(without_application)},
        {"policy_benefit", 20, 0, "2-10", "12-20", "@commerce|@science",
         DEMO_STEPS(on_application)},
        {"policy_benefit", 2, 0, "3-10", "11-20", "@human", DEMO_STEPS(objected)},
        {"policy_benefit", 3, 0, "3-10", "11-20", "@human", DEMO_STEPS(declined)},
    };
    if (demo->year > 2020) /* 保障中小企业款项支付条例: in force since 2020-09-01 */
        demo_paths(demo, owed, sizeof owed / sizeof owed[0]);
    demo_paths(demo, benefits, sizeof benefits / sizeof benefits[0]);
}
