/*
 * demo_accusation.c - reports and accusations: looked into, handed on, sent back, transferred,
 * refused, rewarded, withdrawn, reopened; some carried in, some open at the year's end.
 */
#include "demo/demo_way.h"
#include "demo/demo_when.h"

static const struct demo_way_step verified[] = {
    {"receive",
     "type=report|handling_unit=@unit|signed=true|channel=@one:web,phone,letter,hotline|area=@one:"
     "market,urban,environment,safety,health|reporter=@person|about_party=@firm|confidential=true|"
     "content=反映某经营场所存在违法行为，附现场照片。|subject=反映经营场所违法行为",
     0, 0, DEMO_BY_WORKER, DEMO_NOBODY},
    {"accept", NULL, 1, 5, DEMO_BY_WORKER, DEMO_NOBODY},
    {"tell", NULL, 0, 2, DEMO_BY_WORKER, DEMO_NOBODY},
    {"inquire", "inquiry=现场检查并制作笔录，核对进货台账。", 1, 5, DEMO_BY_WORKER, DEMO_NOBODY},
    {"find", "finding=@one:verified,verified,partly|measure=corrected", 1, 7, DEMO_BY_WORKER,
     DEMO_BY_HEAD},
    {"answer", "reply=经核查情况属实，已责令改正。", 0, 4, DEMO_BY_WORKER, DEMO_NOBODY},
    {"archive", NULL, 10, 30, DEMO_BY_WORKER, DEMO_NOBODY},
    {NULL, NULL, 0, 0, DEMO_NOBODY, DEMO_NOBODY}};

static const struct demo_way_step rewarded[] = {
    {"receive",
     "type=report|handling_unit=@unit|signed=true|channel=web|area=@one:market,safety|reporter=@"
     "person|about_party=@firm|confidential=true|content=反映无证生产经营线索。|subject="
     "反映无证生产经营",
     0, 0, DEMO_BY_WORKER, DEMO_NOBODY},
    {"accept", NULL, 1, 3, DEMO_BY_WORKER, DEMO_NOBODY},
    {"tell", NULL, 0, 2, DEMO_BY_WORKER, DEMO_NOBODY},
    {"extend", "extra_days=15|reason=需要委托检验。", 8, 11, DEMO_BY_WORKER, DEMO_BY_HEAD},
    {"find", "finding=verified|measure=corrected", 3, 10, DEMO_BY_WORKER, DEMO_BY_HEAD},
    {"answer", "reply=经核查情况属实，已依法处理。", 0, 3, DEMO_BY_WORKER, DEMO_NOBODY},
    {"reward", "reward=@one:500.00,1000.00,2000.00", 5, 15, DEMO_BY_WORKER, DEMO_BY_HEAD},
    {"archive", NULL, 5, 20, DEMO_BY_WORKER, DEMO_NOBODY},
    {NULL, NULL, 0, 0, DEMO_NOBODY, DEMO_NOBODY}};

/* Told to the hotline; the order is closed by the link. */
static const struct demo_way_step from_hotline[] = {
    {"receive",
     "type=report|handling_unit=@unit|signed=true|channel=hotline|area=@one:market,health,safety|"
     "reporter=@person|about_party=@firm|confidential=true|content=热线举报线索。|subject="
     "热线举报违法行为|workorder=@other",
     0, 0, DEMO_BY_WORKER, DEMO_NOBODY},
    {"accept", NULL, 1, 4, DEMO_BY_WORKER, DEMO_NOBODY},
    {"tell", NULL, 0, 2, DEMO_BY_WORKER, DEMO_NOBODY},
    {"find", "finding=@one:verified,unfounded,partly|measure=explained", 2, 8, DEMO_BY_WORKER,
     DEMO_BY_HEAD},
    {"answer", "reply=核查结果已答复。", 0, 4, DEMO_BY_WORKER, DEMO_NOBODY},
    {NULL, NULL, 0, 0, DEMO_NOBODY, DEMO_NOBODY}};

static const struct demo_way_step unsigned_one[] = {
    {"receive",
     "type=report|handling_unit=@unit|signed=false|channel=@one:letter,phone|area=@one:urban,"
     "environment,labour,housing|about_party=@firm|content=匿名反映线索。|subject=匿名反映线索",
     0, 0, DEMO_BY_WORKER, DEMO_NOBODY},
    {"accept", NULL, 1, 5, DEMO_BY_WORKER, DEMO_NOBODY},
    {"inquire", "inquiry=现场核实。", 1, 5, DEMO_BY_WORKER, DEMO_NOBODY},
    {"find", "finding=@one:unfounded,unclear,unfounded|measure=none", 2, 7, DEMO_BY_WORKER,
     DEMO_BY_HEAD},
    {"close_unsigned", NULL, 0, 4, DEMO_BY_WORKER, DEMO_NOBODY},
    {NULL, NULL, 0, 0, DEMO_NOBODY, DEMO_NOBODY}};

/* Entered at the wrong place, sent back, handed on to another department. */
static const struct demo_way_step handed_on[] = {
    {"receive",
     "type=report|handling_unit=@unit|signed=true|channel=hotline|area=other|reporter=@person|"
     "about_party=@firm|content=反映辖区某处违法行为。|subject=反映违法行为",
     0, 0, DEMO_BY_WORKER, DEMO_NOBODY},
    {"hand_on", "handling_unit=@move|reason=属于该部门职责。", 1, 3, DEMO_BY_INTAKE, DEMO_NOBODY},
    {"send_back", "return_reason=主管部门为另一单位。", 1, 4, DEMO_BY_WORKER, DEMO_NOBODY},
    {"hand_on", "handling_unit=@move|reason=按职责清单确定。", 0, 2, DEMO_BY_INTAKE, DEMO_NOBODY},
    {"accept", NULL, 1, 3, DEMO_BY_WORKER, DEMO_NOBODY},
    {"tell", NULL, 0, 1, DEMO_BY_WORKER, DEMO_NOBODY},
    {"find", "finding=@one:partly,unfounded|measure=explained", 4, 12, DEMO_BY_WORKER,
     DEMO_BY_HEAD},
    {"answer", "reply=核查情况已当面说明。", 0, 4, DEMO_BY_WORKER, DEMO_NOBODY},
    {NULL, NULL, 0, 0, DEMO_NOBODY, DEMO_NOBODY}};

/* Of a subdistrict office: entered and handled in the district, never there. */
static const struct demo_way_step accusation[] = {
    {"receive",
     "type=accusation|handling_unit=@unit|about_unit=@one:101,102,103,104,105,106,107,108,109,110,"
     "111,112,113|signed=true|channel=@one:letter,visit,web|area=conduct|reporter=@person|"
     "confidential=true|content=反映工作人员办事拖延。|subject=反映办事拖延",
     0, 0, DEMO_BY_WORKER, DEMO_NOBODY},
    {"accept", NULL, 1, 4, DEMO_BY_WORKER, DEMO_NOBODY},
    {"tell", NULL, 0, 2, DEMO_BY_WORKER, DEMO_NOBODY},
    {"recuse", "recused=@reviewer|recused_reason=曾在被反映单位任职。", 0, 1, DEMO_BY_WORKER,
     DEMO_NOBODY},
    {"inquire", "inquiry=调取办件记录，听取双方说明。", 1, 4, DEMO_BY_WORKER, DEMO_NOBODY},
    {"find", "finding=@one:verified,partly,unfounded|measure=explained", 2, 6, DEMO_BY_WORKER,
     DEMO_BY_HEAD},
    {"answer", "reply=核查结果已答复。", 0, 4, DEMO_BY_WORKER, DEMO_NOBODY},
    {"archive", NULL, 10, 30, DEMO_BY_WORKER, DEMO_NOBODY},
    {NULL, NULL, 0, 0, DEMO_NOBODY, DEMO_NOBODY}};

static const struct demo_way_step transferred[] = {
    {"receive",
     "type=accusation|handling_unit=@unit|about_party=@person|signed=true|channel=letter|area="
     "funds|reporter=@person|confidential=true|content=反映违纪线索。|subject=反映违纪线索",
     0, 0, DEMO_BY_WORKER, DEMO_NOBODY},
    {"transfer", "transferred_to=discipline|reason=属于纪检监察机关受理范围。", 1, 5,
     DEMO_BY_WORKER, DEMO_BY_HEAD},
    {"tell", NULL, 0, 2, DEMO_BY_WORKER, DEMO_NOBODY},
    {"archive", NULL, 5, 20, DEMO_BY_WORKER, DEMO_NOBODY},
    {NULL, NULL, 0, 0, DEMO_NOBODY, DEMO_NOBODY}};

static const struct demo_way_step refused[] = {
    {"receive",
     "type=report|handling_unit=@unit|signed=true|channel=web|area=other|reporter=@person|content="
     "反映民事纠纷。|subject=反映合同纠纷",
     0, 0, DEMO_BY_WORKER, DEMO_NOBODY},
    {"not_accept", "refusal_ground=statutory|competent=人民法院民事诉讼", 1, 6, DEMO_BY_WORKER,
     DEMO_BY_HEAD},
    {NULL, NULL, 0, 0, DEMO_NOBODY, DEMO_NOBODY}};

/* Withdrawn by its reporter: the organ goes on; later new clues come up. */
static const struct demo_way_step withdrawn[] = {
    {"receive",
     "type=report|handling_unit=@unit|signed=true|channel=phone|area=market|reporter=@person|about_"
     "party=@firm|content=反映短斤少两。|subject=反映计量问题",
     0, 0, DEMO_BY_WORKER, DEMO_NOBODY},
    {"accept", NULL, 1, 3, DEMO_BY_WORKER, DEMO_NOBODY},
    {"withdraw", "withdrawal_reason=商家已退款。|proposed_by=self|told_again=true", 1, 4,
     DEMO_BY_WORKER, DEMO_NOBODY},
    {"find", "finding=unclear|measure=none", 2, 6, DEMO_BY_WORKER, DEMO_BY_HEAD},
    {"answer", "reply=经核查未能查实。", 0, 3, DEMO_BY_WORKER, DEMO_NOBODY},
    {"reopen", "reason=收到新的检测报告。", 15, 30, DEMO_BY_WORKER, DEMO_BY_HEAD},
    {"find", "finding=verified|measure=corrected", 4, 10, DEMO_BY_WORKER, DEMO_BY_HEAD},
    {"answer", "reply=经再次核查属实，已责令改正。", 0, 4, DEMO_BY_WORKER, DEMO_NOBODY},
    {NULL, NULL, 0, 0, DEMO_NOBODY, DEMO_NOBODY}};

static const struct demo_way_step retaliated[] = {
    {"receive",
     "type=report|handling_unit=@unit|signed=true|channel=visit|area=labour|reporter=@person|about_"
     "party=@firm|confidential=true|content=反映拖欠工资。|subject=反映拖欠工资",
     0, 0, DEMO_BY_WORKER, DEMO_NOBODY},
    {"accept", NULL, 1, 3, DEMO_BY_WORKER, DEMO_NOBODY},
    {"report_breach", "breach=retaliation|breach_words=因举报被调离岗位。", 1, 4, DEMO_BY_INTAKE,
     DEMO_NOBODY},
    {"handle_breach", "breach_result=stopped", 1, 4, DEMO_BY_SUPERVISOR, DEMO_NOBODY},
    {"find", "finding=verified|measure=corrected", 1, 4, DEMO_BY_WORKER, DEMO_BY_HEAD},
    {"answer", "reply=已责令支付并纠正。", 0, 4, DEMO_BY_WORKER, DEMO_NOBODY},
    {NULL, NULL, 0, 0, DEMO_NOBODY, DEMO_NOBODY}};

static const struct run {
    const struct demo_way_step *steps;
    int n, first, last;
} runs[] = {
    {verified, 46, 105, 1229}, {rewarded, 8, 105, 1020},    {unsigned_one, 18, 105, 1229},
    {handed_on, 9, 105, 1110}, {accusation, 16, 105, 1215}, {transferred, 7, 105, 1120},
    {refused, 8, 105, 1215},   {withdrawn, 3, 105, 820},    {retaliated, 2, 305, 1010},
};

enum { RUNS = sizeof runs / sizeof runs[0] };

static void script(struct demo *demo, struct demo_case *c)
{
    struct demo_way way = {"accusation", c->a < RUNS ? runs[c->a].steps : from_hotline, NULL};
    demo_way_go(demo, c, &way);
}

void demo_accusation_take(struct demo *demo, struct demo_case *order)
{
    enum { FIRST_TAKEN = 1000000 }; /* beyond the cases planned */
    static const char *const units[] = {"market", "health", "emergency"};
    struct demo_case *c =
        demo_plan(demo, script, demo->accusation_script, FIRST_TAKEN + order->index);
    c->a = RUNS;
    c->other = order;
    c->unit = demo_department(DEMO_PICK(demo, c, units));
    demo_next(demo, c, 0, (struct instant){demo->now.ms + 600000});
}

void demo_accusations(struct demo *demo)
{
    static const char *const units[] = {"market", "urban",  "housing", "health",
                                        "human",  "market", "petition"};
    uint32_t id = demo_new_script(demo), index = 0;
    demo->accusation_script = id;
    for (int r = 0; r < RUNS; r++) {
        for (int64_t i = demo_when_whole(demo, runs[r].n); i > 0; i--) {
            struct demo_case *c = demo_plan(demo, script, id, index++);
            struct date day = demo_when_day(demo, c, NULL, runs[r].first, runs[r].last);
            if (r == 0 && i <= 4) /* carried in */
                day = demo_working_day_after(demo, date_of(demo->year - 1, 12, 20),
                                             (int)demo_below(demo, c, 7));
            c->a = r;
            c->unit = demo_department(runs[r].steps == accusation ? "petition"
                                                                  : DEMO_PICK(demo, c, units));
            demo_next(demo, c, 0, demo_office_hours(demo, c, day));
        }
    }
    demo->commands_planned += (int64_t)index * 7;
}
