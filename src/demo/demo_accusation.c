/*
 * demo_accusation.c - reports and accusations: looked into, handed on, sent back, transferred,
 * refused, rewarded, withdrawn, reopened; some carried in, some open at the year's end.
 */
#include "demo/demo_path.h"

static const struct demo_step verified[] = {
    {"receive", "handler", "",
     "type=report; handling_unit=@unit; signed=true; channel=web|phone|letter|hotline; "
     "area=market|urban|environment|safety|health; reporter=~person; about_party=~firm; "
     "confidential=true; content=反映某经营场所存在违法行为，附现场照片。; "
     "subject=反映经营场所违法行为"},
    {"accept", "handler", "1-5", ""},
    {"tell", "handler", "0-2", ""},
    {"inquire", "handler", "1-5", "inquiry=现场检查并制作笔录，核对进货台账。"},
    {"find", "handler+head", "1-7", "finding=verified|verified|partly; measure=corrected"},
    {"answer", "handler", "0-4", "reply=经核查情况属实，已责令改正。"},
    {"archive", "handler", "10-30", ""},
};

static const struct demo_step rewarded[] = {
    {"receive", "handler", "",
     "type=report; handling_unit=@unit; signed=true; channel=web; area=market|safety; "
     "reporter=~person; about_party=~firm; confidential=true; content=反映无证生产经营线索。; "
     "subject=反映无证生产经营"},
    {"accept", "handler", "1-3", ""},
    {"tell", "handler", "0-2", ""},
    {"extend", "handler+head", "8-11", "extra_days=15; reason=需要委托检验。"},
    {"find", "handler+head", "3-10", "finding=verified; measure=corrected"},
    {"answer", "handler", "0-3", "reply=经核查情况属实，已依法处理。"},
    {"reward", "handler+head", "5-15", "reward=500.00|1000.00|2000.00"},
    {"archive", "handler", "5-20", ""},
};

/* Told to the hotline; the order is closed by the link. */
static const struct demo_step from_hotline[] = {
    {"receive", "handler", "",
     "type=report; handling_unit=@unit; signed=true; channel=hotline; area=market|health|safety; "
     "reporter=~person; about_party=~firm; confidential=true; content=热线举报线索。; "
     "subject=热线举报违法行为; workorder=@other"},
    {"accept", "handler", "1-4", ""},
    {"tell", "handler", "0-2", ""},
    {"find", "handler+head", "2-8", "finding=verified|unfounded|partly; measure=explained"},
    {"answer", "handler", "0-4", "reply=核查结果已答复。"},
};

static const struct demo_step unsigned_one[] = {
    {"receive", "handler", "",
     "type=report; handling_unit=@unit; signed=false; channel=letter|phone; "
     "area=urban|environment|labour|housing; about_party=~firm; content=匿名反映线索。; "
     "subject=匿名反映线索"},
    {"accept", "handler", "1-5", ""},
    {"inquire", "handler", "1-5", "inquiry=现场核实。"},
    {"find", "handler+head", "2-7", "finding=unfounded|unclear|unfounded; measure=none"},
    {"close_unsigned", "handler", "0-4", ""},
};

/* Entered at the wrong place, sent back, handed on to another department. */
static const struct demo_step handed_on[] = {
    {"receive", "handler", "",
     "type=report; handling_unit=@unit; signed=true; channel=hotline; area=other; "
     "reporter=~person; about_party=~firm; content=反映辖区某处违法行为。; subject=反映违法行为"},
    {"hand_on", "desk", "1-3", "handling_unit=@move; reason=属于该部门职责。"},
    {"send_back", "handler", "1-4", "return_reason=主管部门为另一单位。"},
    {"hand_on", "desk", "0-2", "handling_unit=@move; reason=按职责清单确定。"},
    {"accept", "handler", "1-3", ""},
    {"tell", "handler", "0-1", ""},
    {"find", "handler+head", "4-12", "finding=partly|unfounded; measure=explained"},
    {"answer", "handler", "0-4", "reply=核查情况已当面说明。"},
};

/* Of a subdistrict office: entered and handled in the district, never there. */
static const struct demo_step accusation[] = {
    {"receive", "handler", "",
     "type=accusation; handling_unit=@unit; about_unit=@subdistrict; signed=true; "
     "channel=letter|visit|web; area=conduct; reporter=~person; confidential=true; "
     "content=反映工作人员办事拖延。; subject=反映办事拖延"},
    {"accept", "handler", "1-4", ""},
    {"tell", "handler", "0-2", ""},
    {"recuse", "handler", "0-1", "recused=@reviewer; recused_reason=曾在被反映单位任职。"},
    {"inquire", "handler", "1-4", "inquiry=调取办件记录，听取双方说明。"},
    {"find", "handler+head", "2-6", "finding=verified|partly|unfounded; measure=explained"},
    {"answer", "handler", "0-4", "reply=核查结果已答复。"},
    {"archive", "handler", "10-30", ""},
};

static const struct demo_step transferred[] = {
    {"receive", "handler", "",
     "type=accusation; handling_unit=@unit; about_party=~person; signed=true; channel=letter; "
     "area=funds; reporter=~person; confidential=true; content=反映违纪线索。; "
     "subject=反映违纪线索"},
    {"transfer", "handler+head", "1-5",
     "transferred_to=discipline; reason=属于纪检监察机关受理范围。"},
    {"tell", "handler", "0-2", ""},
    {"archive", "handler", "5-20", ""},
};

static const struct demo_step refused[] = {
    {"receive", "handler", "",
     "type=report; handling_unit=@unit; signed=true; channel=web; area=other; reporter=~person; "
     "content=反映民事纠纷。; subject=反映合同纠纷"},
    {"not_accept", "handler+head", "1-6", "refusal_ground=statutory; competent=人民法院民事诉讼"},
};

/* Withdrawn by its reporter: the organ goes on; later new clues come up. */
static const struct demo_step withdrawn[] = {
    {"receive", "handler", "",
     "type=report; handling_unit=@unit; signed=true; channel=phone; area=market; reporter=~person; "
     "about_party=~firm; content=反映短斤少两。; subject=反映计量问题"},
    {"accept", "handler", "1-3", ""},
    {"withdraw", "handler", "1-4",
     "withdrawal_reason=商家已退款。; proposed_by=self; told_again=true"},
    {"find", "handler+head", "2-6", "finding=unclear; measure=none"},
    {"answer", "handler", "0-3", "reply=经核查未能查实。"},
    {"reopen", "handler+head", "15-30", "reason=收到新的检测报告。"},
    {"find", "handler+head", "4-10", "finding=verified; measure=corrected"},
    {"answer", "handler", "0-4", "reply=经再次核查属实，已责令改正。"},
};

static const struct demo_step retaliated[] = {
    {"receive", "handler", "",
     "type=report; handling_unit=@unit; signed=true; channel=visit; area=labour; reporter=~person; "
     "about_party=~firm; confidential=true; content=反映拖欠工资。; subject=反映拖欠工资"},
    {"accept", "handler", "1-3", ""},
    {"report_breach", "desk", "1-4", "breach=retaliation; breach_words=因举报被调离岗位。"},
    {"handle_breach", "supervisor", "1-4", "breach_result=stopped"},
    {"find", "handler+head", "1-4", "finding=verified; measure=corrected"},
    {"answer", "handler", "0-4", "reply=已责令支付并纠正。"},
};

#define ORGANS "@market|@urban|@housing|@health|@human|@market|@petition"

static const struct demo_path paths[] = {
    {"accusation", 42, 0, "1-5", "12-29", ORGANS, DEMO_STEPS(verified)},
    {"accusation", 8, 0, "1-5", "10-20", ORGANS, DEMO_STEPS(rewarded)},
    {"accusation", 18, 0, "1-5", "12-29", ORGANS, DEMO_STEPS(unsigned_one)},
    {"accusation", 9, 0, "1-5", "11-10", ORGANS, DEMO_STEPS(handed_on)},
    {"accusation", 16, 0, "1-5", "12-15", "@petition", DEMO_STEPS(accusation)},
    {"accusation", 7, 0, "1-5", "11-20", ORGANS, DEMO_STEPS(transferred)},
    {"accusation", 8, 0, "1-5", "12-15", ORGANS, DEMO_STEPS(refused)},
    {"accusation", 3, 0, "1-5", "8-20", ORGANS, DEMO_STEPS(withdrawn)},
    {"accusation", 2, 0, "3-5", "10-10", ORGANS, DEMO_STEPS(retaliated)},
    {"accusation", 4, -1, "12-20", "12-28", ORGANS, DEMO_STEPS(verified)}, /* carried in */
};

void demo_accusation_take(struct demo *demo, struct demo_case *order)
{
    static const struct demo_path path = {
        "accusation", 0, 0, "1-1", "1-1", "@market|@health|@emergency", DEMO_STEPS(from_hotline)};
    demo_path_begin(demo, &path, demo->accusation_script, order);
}

void demo_accusations(struct demo *demo)
{
    demo_paths(demo, paths, sizeof paths / sizeof paths[0]);
    demo->accusation_script = demo_new_script(demo);
}
