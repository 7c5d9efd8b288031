/*
 * demo_licence.c - a part of the year's licences: on the spot, promised, with missing papers, on
 * commitment, by windows of other regions; corrections, pauses, hearings, extensions, refusals,
 * revocations.
 */
#include "demo/demo_path.h"

#define ORGANS "@approval|@market|@health|@urban|@housing|@approval|@market|@culture"
#define APPLY(item, procedure, channel)                                           \
    "organ=@unit; item=" item "; applicant=~firm; kind=new; procedure=" procedure \
    "; channel=" channel "; place=@subdistrict"

static const struct demo_step instant[] = {
    {"apply", "handler", "",
     APPLY("食品经营许可|道路占用许可|户外广告设置许可|卫生许可", "instant",
           "window|online|subdistrict")},
    {"accept", "handler", "0", "promised_by=+1w"},
    {"grant", "handler+head", "0", "valid_until=+60m"},
    {"deliver", "handler", "0", "delivered=present|electronic"},
    {"publish", "handler", "by publication", ""},
};

static const struct demo_step promised[] = {
    {"apply", "handler", "",
     APPLY("公共场所卫生许可|夜景照明设施许可|临时占道许可|文艺演出许可", "promised",
           "window|online|window|community")},
    {"accept", "handler", "1-3", "promised_by=+8w"},
    {"inspect", "handler", "1-3", "staff=2..3"},
    {"grant", "handler+head", "1-3", "valid_until=+48m"},
    {"deliver", "handler", "by delivery", "delivered=electronic|post|direct"},
    {"publish", "handler", "0", ""},
};

static const struct demo_step corrected[] = {
    {"apply", "handler", "", APPLY("小餐饮登记|民办培训机构设立", "promised", "window|online")},
    {"notify_correction", "handler", "by correction",
     "missing=缺少场所使用证明和从业人员健康证明。"},
    {"supplement", "handler", "3-15", ""},
    {"accept", "handler", "1-3", "promised_by=+10w"},
    {"grant", "handler+head", "4-8", "valid_until=+36m"},
    {"deliver", "handler", "by delivery", "delivered=present"},
    {"publish", "handler", "0", ""},
};

static const struct demo_step silent[] = {
    /* nobody answered within five days: deemed accepted */
    {"apply", "handler", "", APPLY("排水许可|绿化占用许可", "promised", "online")},
    {"begin_special", "handler", "9-11", "pause_reason=experts|testing"},
    {"end_special", "handler", "6-12", ""},
    {"grant", "handler+head", "1-2", "valid_until=+60m"},
    {"deliver", "handler", "1-5", "delivered=post"},
    {"publish", "handler", "0", ""},
};

static const struct demo_step incomplete[] = {
    {"apply", "handler", "", APPLY("食品生产许可|药品零售许可|劳务派遣许可", "promised", "window")},
    {"accept_incomplete", "handler", "1-2",
     "missing=次要材料：检验报告原件。; main_papers_complete=true; missing_by=+12w; "
     "promised_by=+15w"},
    {"supply_missing", "handler", "2-8", ""},
    {"grant", "handler+head", "1-4", "valid_until=+60m"},
    {"deliver", "handler", "1-4", "delivered=present"},
    {"publish", "handler", "0", ""},
};

static const struct demo_step never_complete[] = {
    {"apply", "handler", "", APPLY("食品经营许可", "promised", "window")},
    {"accept_incomplete", "handler", "1-2",
     "missing=次要材料：平面布局图。; main_papers_complete=true; missing_by=+8w"},
    {"end_incomplete", "handler", "after missing", "reason=承诺期限内未补交材料。"},
};

static const struct demo_step commitment[] = {
    {"apply", "handler", "",
     APPLY("人力资源服务许可|公共场所卫生许可|旅行社设立", "commitment", "window|online")},
    {"grant_on_commitment", "handler+head", "0",
     "in_exclusion=false; commitment_on=+0d; valid_until=+48m"},
    {"deliver", "handler", "0", "delivered=present"},
    {"publish", "handler", "2-5", ""},
    {"verify", "handler", "by verification", "verified=kept"},
};

static const struct demo_step false_commitment[] = {
    {"apply", "handler", "", APPLY("人力资源服务许可", "commitment", "online")},
    {"grant_on_commitment", "handler+head", "0", "in_exclusion=false; commitment_on=+0d"},
    {"deliver", "handler", "0", "delivered=electronic"},
    {"publish", "handler", "2-5", ""},
    {"order_right", "handler", "15-25", "correct_by=+10w; reason=经核查场所面积与承诺不符。"},
    {"verify", "handler", "by putting_right", "verified=corrected|untrue"},
};

static const struct demo_step cross[] = {
    {"receive_elsewhere", "handler", "",
     "organ=@unit; item=营业执照变更登记|社保登记; applicant=~firm; kind=change; "
     "procedure=registration; "
     "channel=cross_region; origin_region=合肥市|杭州市|上海市; is_combined=false|true"},
    {"arrive", "handler", "1-2", ""},
    {"accept", "handler", "0-1", "promised_by=+2w"},
    {"grant", "handler+head", "1-2", ""},
    {"deliver", "handler", "1-3", "delivered=post|electronic"},
    {"publish", "handler", "0", ""},
};

static const struct demo_step heard[] = {
    {"apply", "handler", "", APPLY("加油站点经营许可|网吧设立许可", "promised", "window")},
    {"accept", "handler", "1-3", ""},
    {"tell_third_party", "handler", "1-2", ""},
    {"tell_hearing_right", "handler", "0", ""},
    {"request_hearing", "handler", "2-4", ""},
    {"notify_hearing", "handler", "0-1", "hearing_on=+12w*"},
    {"serve_hearing_notice", "handler", "1-3", ""},
    {"hold_hearing", "reviewer", "day", ""},
    {"grant", "handler+head", "3-6", "valid_until=+60m"},
    {"deliver", "handler", "1-5", "delivered=direct"},
    {"publish", "handler", "0", ""},
};

static const struct demo_step extended[] = {
    {"apply", "handler", "", APPLY("建筑起重机械登记|特种场所消防安全检查", "joint", "window")},
    {"accept", "handler", "1-3", ""},
    {"extend", "handler+organ_head", "20-30", "extra_days=8..15; reason=涉及多部门现场联合勘验。"},
    {"refuse", "handler+head", "8-12",
     "refusal_ground=conditions; reason=现场不符合技术规范，限期整改后可重新申请。"},
    {"serve_refusal", "handler", "1-3", "delivered=direct"},
    {"publish", "handler", "0", ""},
};

static const struct demo_step not_competent[] = {
    {"apply", "handler", "", APPLY("跨区道路挖掘许可", "promised", "window")},
    {"not_competent", "handler", "0-2", "reason=属于市级部门职权，请向市城管部门申请。"},
};

static const struct demo_step withdrawn[] = {
    {"apply", "handler", "", APPLY("食品经营许可", "promised", "online")},
    {"accept", "handler", "1-2", ""},
    {"withdraw", "handler", "1-4",
     "reason=申请人经营地址变更，自行撤回。; withdrawal_idea=applicant"},
};

static const struct demo_step revoked[] = {
    {"apply", "handler", "", APPLY("食品经营许可", "promised", "window")},
    {"accept", "handler", "1-2", ""},
    {"grant", "handler+head", "3-6", "valid_until=+60m"},
    {"deliver", "handler", "1-3", "delivered=direct"},
    {"publish", "handler", "0", ""},
    {"revoke", "handler+organ_head", "60-90",
     "revoke_ground=unqualified; grave_harm=false; reason=事后核查发现作出决定时不具备条件。"},
    {"cancel", "handler", "5-10", "cancel_ground=revoked"},
};

static const struct demo_step renewed[] = {
    /* in force for years; renewed before it ends */
    {"apply", "handler", "", APPLY("公共场所卫生许可|烟花爆竹经营许可", "promised", "window")},
    {"accept", "handler", "1-2", ""},
    {"grant", "handler+head", "3-6", "valid_until=+12m"},
    {"deliver", "handler", "1-3", "delivered=direct"},
    {"publish", "handler", "0", ""},
    {"apply_renewal", "handler", "190-200", ""},
    {"renew", "handler+head", "5-9", "valid_until=+48m"},
};

void demo_licences(struct demo *demo)
{
    static const struct demo_path paths[] = {
        {"licence", 90, 0, "1-4", "12-20", ORGANS, DEMO_STEPS(instant)},
        {"licence", 70, 0, "1-4", "12-28", ORGANS, DEMO_STEPS(promised)},
        {"licence", 5, -1, "12-22", "12-30", ORGANS, DEMO_STEPS(promised)},
        {"licence", 7, 0, "12-20", "12-30", ORGANS, DEMO_STEPS(promised)},
        {"licence", 16, 0, "1-10", "12-20", ORGANS, DEMO_STEPS(corrected)},
        {"licence", 3, 0, "2-10", "10-20", ORGANS, DEMO_STEPS(silent)},
        {"licence", 12, 0, "1-10", "11-10", ORGANS, DEMO_STEPS(incomplete)},
        {"licence", 2, 0, "3-1", "9-1", "@market", DEMO_STEPS(never_complete)},
        {"licence", 14, 0, "1-10", "12-20", "@human|@health|@culture", DEMO_STEPS(commitment)},
        {"licence", 2, 0, "3-1", "8-10", "@human", DEMO_STEPS(false_commitment)},
        {"licence", 10, 0, "1-10", "12-20", "@approval", DEMO_STEPS(cross)},
        {"licence", 2, 0, "4-1", "8-10", "@culture|@market", DEMO_STEPS(heard)},
        {"licence", 3, 0, "3-1", "8-10", "@housing|@emergency", DEMO_STEPS(extended)},
        {"licence", 3, 0, "1-10", "11-10", "@urban", DEMO_STEPS(not_competent)},
        {"licence", 4, 0, "1-10", "12-10", "@market", DEMO_STEPS(withdrawn)},
        {"licence", 1, 0, "2-10", "5-10", "@market", DEMO_STEPS(revoked)},
        {"licence", 4, -1, "6-10", "8-10", "@health|@emergency", DEMO_STEPS(renewed)},
    };
    demo_paths(demo, paths, sizeof paths / sizeof paths[0]);
}
