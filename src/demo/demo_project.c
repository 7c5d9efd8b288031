/*
 * demo_project.c - construction projects with parallel approvals; warnings of the supervision
 * system; ratings of services.
 */
#include "demo/demo_path.h"

static const struct demo_step government[] = {
    {"propose", "handler", "",
     "owner=@unit; subject=社区服务中心改造|学校扩建|排水管网更新|公园提升; funding=government; "
     "is_simple=false; estimate=2000000..9000000; place=@subdistrict"},
    {"approve_study", "handler+head", "10-20", "code=2022-320106-1|2022-320106-2|2022-320106-3"},
    {"approve_design", "handler+head", "15-25", "budget=1500000..2000000"},
    {"begin_planning", "handler", "3-6", "approvals=3; stage_by=+20w"},
    {"finish_planning", "handler", "by stage", "approvals_done=3"},
    {"begin_permitting", "handler", "2-5", "approvals=4; stage_by=+20w"},
    {"finish_permitting", "handler", "by stage", "approvals_done=4"},
    {"review_drawings", "handler", "5-10", "drawings=passed|changed"},
    {"apply_permit", "handler", "1-4", ""},
    {"permit", "handler+head", "1-3", "permit_no=演示施第1号|演示施第2号"},
};

static const struct demo_step finished[] = {
    /* begun years before, accepted in the year */
    {"propose", "handler", "",
     "owner=@unit; subject=老旧小区出新|道路整治; funding=government; is_simple=false; "
     "estimate=3000000..9000000"},
    {"approve_study", "handler+head", "10-20", ""},
    {"approve_design", "handler+head", "15-25", "budget=2000000..3000000"},
    {"begin_planning", "handler", "3-6", "approvals=3; stage_by=+20w"},
    {"finish_planning", "handler", "by stage", "approvals_done=3"},
    {"begin_permitting", "handler", "2-5", "approvals=4; stage_by=+20w"},
    {"finish_permitting", "handler", "by stage", "approvals_done=4"},
    {"review_drawings", "handler", "5-10", "drawings=changed"},
    {"apply_permit", "handler", "1-4", ""},
    {"permit", "handler+head", "1-3", "permit_no=演示施第11号|演示施第12号"},
    {"change_budget", "handler+organ_head", "date 3-14",
     "budget=3100000..3300000; reason=地下管线迁改增加工程量。"},
    {"apply_acceptance", "handler", "date 8-15", "stage_by=+12w"},
    {"find_defects", "handler", "2-6", "correct_by=+15w"},
    {"accept", "handler", "by correction", ""},
    {"hand_over", "handler", "15-30", "final_cost=2900000..3300000"},
};

static const struct demo_step simple[] = {
    {"file", "handler", "",
     "owner=@unit; subject=厂房内部改造|小型仓储; funding=enterprise; is_simple=true; "
     "place=@subdistrict"},
    {"confirm_filing", "handler", "0-1", "code=2022-320106-21|2022-320106-22"},
    {"begin_planning", "handler", "2-5", "approvals=1; stage_by=+5w"},
    {"finish_planning", "handler", "by stage", "approvals_done=1"},
    {"commit_simple", "handler", "1-3", "commitment_on=+0d"},
    {"apply_permit", "handler", "1-3", ""},
    {"permit", "handler+head", "0-1", "permit_no=演示施第21号|演示施第22号"},
};

static const struct demo_step rejected[] = {
    {"propose", "handler", "",
     "owner=@unit; subject=楼堂馆所装修; funding=government; is_simple=false; "
     "estimate=2000000..9000000"},
    {"reject", "handler+head", "5-15", "reason=不符合政府投资方向。"},
};

/* ---- warnings ---- */

#define WARNING                                                       \
    "source=national|province|own|complaint; level=high|medium|low; " \
    "area=food|safety|prepaid|education|building; object=~firm; place=@subdistrict"

static const struct demo_step answered[] = {
    {NULL, "desk", "", WARNING},
    {"dispatch", "supervisor", "0-1", "organ=@unit; answer_by=+10w"},
    {"check", "handler", "1-2", ""},
    {"handle", "handler", "1-4", "found=confirmed; measure=corrected|guided|penalty"},
    {"answer", "handler", "0-2", ""},
};

static const struct demo_step unfounded[] = {
    {NULL, "desk", "", WARNING},
    {"dispatch", "supervisor", "0-1", "organ=@unit; answer_by=+10w"},
    {"check", "handler", "1-2", ""},
    {"handle", "handler", "1-4", "found=untrue; measure=none"},
    {"answer", "handler", "0-2", ""},
};

static const struct demo_step sent_on[] = {
    /* to the wrong organ first, and an answer that was not enough */
    {NULL, "desk", "", WARNING},
    {"dispatch", "supervisor", "0-1", "organ=@unit; answer_by=+10w"},
    {"send_back", "handler", "1-2", "reason=不属于本单位职责。"},
    {"dispatch", "supervisor", "0-1", "organ=@unit; answer_by=+10w"},
    {"check", "handler", "1-2", ""},
    {"prolong", "handler+head", "1-3", "answer_by=+15w; reason=需要抽样检测。"},
    {"handle", "handler", "3-8", "found=confirmed; measure=corrected"},
    {"answer", "handler", "0-2", ""},
    {"reject", "supervisor", "2-4", "answer_by=+5w; reason=未上传整改材料。"},
    {"handle", "handler", "1-2", "found=confirmed; measure=corrected"},
    {"answer", "handler", "0-1", ""},
};

static const struct demo_step doubled[] = {
    {NULL, "desk", "", WARNING},
    {"void", "caseworker+signer", "0-1", "reason=与已派发预警重复。"},
};

/* ---- ratings ---- */

static const struct demo_step good[] = {
    {NULL, "desk", "",
     "organ=@unit; channel=window|online|sms; grade=very_good|very_good|good|fair; "
     "is_default=false|false|true|false"},
    {"count", "handler", "0", ""},
};

static const struct demo_step bad[] = {
    {NULL, "desk", "",
     "organ=@unit; channel=online|window; grade=bad|very_bad; is_named=true|false; "
     "words=排队时间长。"},
    {"verify", "supervisor", "0-1", ""},
    {"treat", "handler", "by handling", "verified=confirmed|partly; measure=corrected|explained"},
    {"revisit", "supervisor", "1-5", "revisit=satisfied|unreachable"},
};

static const struct demo_step again[] = {
    {NULL, "desk", "",
     "organ=@unit; channel=online; grade=bad; is_named=true; words=材料退回未一次告知。"},
    {"verify", "supervisor", "0-1", ""},
    {"treat", "handler", "3-8", "verified=confirmed; measure=explained"},
    {"again", "supervisor", "1-3", "revisit=not_satisfied"},
    {"treat", "handler", "3-8", "verified=confirmed; measure=corrected"},
    {"revisit", "supervisor", "1-5", "revisit=satisfied"},
};

static const struct demo_step mistaken[] = {
    {NULL, "desk", "", "organ=@unit; channel=sms; grade=very_bad"},
    {"verify", "supervisor", "0-1", ""},
    {"appeal", "handler", "1-3", "verified=mistaken; reason=评价人称按错键。"},
    {"accept_appeal", "supervisor+signer", "2-5", ""},
};

void demo_projects(struct demo *demo)
{
    static const struct demo_path paths[] = {
        {"investment_project", 8, 0, "1-10", "10-20", "@housing|@education|@water|@urban",
         DEMO_STEPS(government)},
        {"investment_project", 2, -1, "2-22", "3-22", "@housing|@urban", DEMO_STEPS(finished)},
        {"investment_project", 4, 0, "2-10", "12-10", "@industry|@commerce", DEMO_STEPS(simple)},
        {"investment_project", 1, 0, "3-10", "5-10", "@offices", DEMO_STEPS(rejected)},
        {"warning", 40, 0, "1-10", "12-26", "@market|@emergency|@commerce|@education",
         DEMO_STEPS(answered)},
        {"warning", 14, 0, "1-10", "12-20", "@market|@emergency", DEMO_STEPS(unfounded)},
        {"warning", 2, 0, "2-10", "10-20", "@market", DEMO_STEPS(sent_on)},
        {"warning", 3, 0, "2-10", "12-20", "@market", DEMO_STEPS(doubled)},
        {"rating", 150, 0, "1-4", "12-30", "@approval|@market|@human|@subdistrict|@civil",
         DEMO_STEPS(good)},
        {"rating", 8, 0, "1-10", "12-20", "@approval|@human", DEMO_STEPS(bad)},
        {"rating", 1, 0, "3-10", "10-20", "@approval", DEMO_STEPS(again)},
        {"rating", 1, 0, "3-10", "10-20", "@human", DEMO_STEPS(mistaken)},
    };
    demo_paths(demo, paths, sizeof paths / sizeof paths[0]);
}
