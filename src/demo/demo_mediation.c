/*
 * demo_mediation.c - disputes before the people's mediation committees of the subdistricts.
 *
 * Every dispute accepted in the year ends with an agreement before the year does; what a party
 * would not have mediated was declined before it was accepted.
 */
#include <stdio.h>
#include <string.h>

#include "demo/demo_split.h"
#include "demo/demo_when.h"

enum { ACCEPTED = 9088, WRITTEN = 6072, DECLINED = 148 };

enum step {
    STEP_APPLY,
    STEP_DECLINE,
    STEP_ACCEPT,
    STEP_MEDIATE,
    STEP_STRIKE,
    STEP_PROLONG,
    STEP_AGREE,
    STEP_PERFORM,
    STEP_CONFIRM,
    STEP_COURT_ACCEPTS,
    STEP_COURT_DECIDES,
    STEP_DEFAULT,
    STEP_ARCHIVE
};

/* c->b: which kind, and whether it was passed on. */
enum { KIND = 0xff, IS_REFERRED = 0x100 };

enum fate { FATE_WRITTEN, FATE_ORAL, FATE_DECLINED };

/* What becomes of the agreement. */
enum course { COURSE_PERFORMED, COURSE_CONFIRMED, COURSE_DEFAULTED };

static const int month_weights[12] = {82, 70, 104, 98, 100, 106, 108, 104, 98, 94, 102, 86};

static const struct kind {
    const char *kind, *facts, *terms;
} kinds[] = {
    {"neighbours", "楼上漏水致楼下墙面受损，双方对修缮范围和费用意见不一。",
     "一方于约定期限内完成防水修缮，另一方配合入户施工。"},
    {"neighbours", "楼道堆放物品影响通行，多次沟通无果。", "即日清理楼道，今后不再占用公共部位。"},
    {"neighbours", "夜间噪声影响休息，双方发生口角。", "二十二时后停止产生噪声的活动，互相致歉。"},
    {"property", "业主以服务不到位为由欠缴物业费。", "物业整改保洁和门禁，业主补缴费用。"},
    {"property", "停车位使用和收费存在争议。", "按公示标准收费，车位重新划线。"},
    {"family", "赡养费分担兄弟姐妹意见不一。", "按月分担赡养费，轮流照料老人。"},
    {"family", "离婚后子女探望安排发生争议。", "每月两次探望，提前一日告知。"},
    {"damages", "宠物伤人，医疗费用赔偿协商不成。", "一次性赔偿医疗费和误工费。"},
    {"damages", "高空坠物砸坏车辆，责任人有争议。", "责任人承担维修费用。"},
    {"consumer", "预付卡商户停业，余额退还发生纠纷。", "分两期退还卡内余额。"},
    {"consumer", "商品质量不符合约定，要求退货退款。", "退货退款，商家承担运费。"},
    {"labour", "离职后工资结算金额存在分歧。", "十五日内结清工资和加班费。"},
    {"contract", "房屋租赁押金退还发生争议。", "扣除水电费后退还押金。"},
    {"contract", "装修合同工期延误，违约金意见不一。", "限期完工，减收尾款。"},
    {"housing", "加装电梯选址影响采光，邻里意见不一。", "调整井道位置并给予适当补偿。"},
    {"traffic", "非机动车碰撞，双方对损失分担有争议。", "按责任比例承担修理费和医疗费。"},
    {"medical", "对诊疗费用和效果不满，要求退费。", "医方作出说明并退还部分费用。"},
    {"business", "相邻店铺占用门前空地经营。", "按划定范围经营，互不越界。"},
    {"environment", "餐饮油烟影响楼上居民。", "一个月内加装净化设备并定期清洗。"},
    {"other", "小区绿地使用引起争执。", "恢复绿地，由居委会监督。"},
};

static int64_t committee_of(int64_t community)
{
    return DEMO_MEDIATION_FIRST + demo_subdistrict_of(community) - DEMO_SUBDISTRICT_FIRST;
}

/* What the police or a court pass on has a number and goes back with its result. */
static void put_referral(struct demo *demo, struct demo_case *c, const char *source)
{
    bool is_police = strcmp(source, "police") == 0, is_court = strcmp(source, "court") == 0;
    char number[64];
    if (!is_police && !is_court)
        return;
    c->b |= IS_REFERRED;
    int len = snprintf(number, sizeof number, "演示移〔%d〕%lld号", demo->year,
                       (long long)(1 + demo_below(demo, c, 2000)));
    demo_put_str(demo, "referral_no", (struct str){number, (size_t)len});
    if (is_police)
        demo_put_i64(demo, "referrer", demo_department("police"));
}

static void apply(struct demo *demo, struct demo_case *c)
{
    static const char *const sources[] = {"applied", "applied",   "applied",   "applied", "offered",
                                          "offered", "screening", "screening", "police",  "police",
                                          "hotline", "court",     "applied",   "other"};
    int64_t community = DEMO_COMMUNITY_FIRST + demo_below(demo, c, DEMO_COMMUNITIES);
    const char *source = DEMO_PICK(demo, c, sources);
    c->b = demo_below(demo, c, sizeof kinds / sizeof kinds[0]);
    c->unit = committee_of(community);
    demo_file(demo, "mediation");
    demo_put_i64(demo, "committee", c->unit);
    demo_put(demo, "source", source);
    demo_put(demo, "kind", kinds[c->b & KIND].kind);
    demo_put_i64(demo, "place", community);
    demo_put_party(demo, c, "parties", demo_chance(demo, c, 15));
    demo_put(demo, "facts", kinds[c->b & KIND].facts);
    put_referral(demo, c, source);
    c->d = 20000 + demo_below(demo, c, 900) * 5000;
    if (demo_chance(demo, c, 35))
        demo_split_put(demo, "amount", c->d);
    if (demo_send(demo, c, demo_handler(c->unit)))
        demo_next(demo, c, c->a == FATE_DECLINED ? STEP_DECLINE : STEP_ACCEPT,
                  demo_when_in(demo, c, 0, 2));
}

static void decline(struct demo *demo, struct demo_case *c)
{
    static const char *const refusals[] = {"party_refuses", "party_refuses", "out_of_scope",
                                           "elsewhere"};
    demo_event(demo, c, "decline");
    demo_put(demo, "refusal", DEMO_PICK(demo, c, refusals));
    demo_put(demo, "rights_told", "true");
    if (demo_send(demo, c, demo_handler(c->unit)))
        demo_when_next(demo, c, STEP_ARCHIVE, demo_when_in(demo, c, 5, 20));
}

/* One in a hundred takes longer than the month: the parties consent to prolong. */
static void go_on(struct demo *demo, struct demo_case *c)
{
    struct date today = demo_when_today(demo);
    bool has_time = date_month(today) < 11;
    if (has_time && demo_chance(demo, c, 1))
        demo_next(
            demo, c, STEP_PROLONG,
            demo_when_between(demo, c, date_add_days(today, 20), demo_due(demo, "conclusion")));
    else
        demo_next(demo, c, STEP_AGREE,
                  demo_when_by(demo, c,
                               date_min(demo_due(demo, "conclusion"), date_add_days(today, 12))));
}

static void accept(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "accept");
    if (demo_chance(demo, c, 8))
        demo_put_party(demo, c, "mediator", false);
    if (!demo_send(demo, c, demo_handler(c->unit)))
        return;
    if (demo_chance(demo, c, 40))
        demo_next(demo, c, STEP_MEDIATE, demo_when_in(demo, c, 0, 3));
    else
        go_on(demo, c);
}

static void mediate(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "mediate");
    if (!demo_send(demo, c, demo_handler(c->unit)))
        return;
    c->c = demo->answer.seq;
    if (c->index % 1100 == 420)
        demo_next(demo, c, STEP_STRIKE, demo_when_in(demo, c, 0, 1));
    else
        go_on(demo, c);
}

/* A meeting of another dispute, entered here by mistake. */
static void strike(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "amend");
    demo->command.replaces = c->c;
    demo->command.is_strike = true;
    demo->command.reason = STR("该次调解属于另一件纠纷，误登记于本件。");
    if (demo_send_approved(demo, c, demo_handler(c->unit), demo_head(c->unit)))
        go_on(demo, c);
}

static void prolong(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "prolong");
    if (demo_send(demo, c, demo_handler(c->unit)))
        demo_next(demo, c, STEP_AGREE, demo_when_by(demo, c, demo_due(demo, "conclusion")));
}

static void agree(struct demo *demo, struct demo_case *c)
{
    struct date today = demo_when_today(demo), by = date_add_days(today, 10);
    int chance = (int)demo_below(demo, c, 100);
    c->c = c->a == FATE_ORAL || chance < 94 ? COURSE_PERFORMED
           : chance < 98                    ? COURSE_CONFIRMED
                                            : COURSE_DEFAULTED;
    by = date_add_days(by, (int)demo_below(demo, c, 16));
    demo_event(demo, c, c->a == FATE_ORAL ? "agree_oral" : "agree_written");
    demo_put(demo, "terms", kinds[c->b & KIND].terms);
    demo_put_date(demo, "perform_by", by);
    if (c->a == FATE_WRITTEN && demo_chance(demo, c, 30))
        demo_split_put(demo, "agreed_amount", c->d / 200 * 100);
    if (!demo_send(demo, c, demo_handler(c->unit)))
        return;
    if (c->c == COURSE_CONFIRMED)
        demo_when_next(demo, c, STEP_CONFIRM, demo_when_in(demo, c, 2, 12));
    else if (c->c == COURSE_DEFAULTED)
        demo_when_next(demo, c, STEP_DEFAULT, demo_when_in(demo, c, 24, 35));
    else if (c->a == FATE_ORAL && demo_chance(demo, c, 70))
        demo_next(demo, c, STEP_PERFORM, demo_when_soon(demo, c, 90));
    else
        demo_when_next(demo, c, STEP_PERFORM, demo_when_between(demo, c, today, by));
}

static void perform(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "perform");
    if (demo_send(demo, c, demo_handler(c->unit)))
        demo_when_next(demo, c, STEP_ARCHIVE, demo_when_in(demo, c, 3, 25));
}

static void confirm(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "apply_confirmation");
    demo_put(demo, "court", "演示区人民法院");
    demo_put(demo, "is_joint", "true");
    if (demo_send(demo, c, demo_handler(c->unit)))
        demo_next(demo, c, STEP_COURT_ACCEPTS,
                  demo_when_by(demo, c, demo_due(demo, "court_acceptance")));
}

static void court_accepts(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "court_accepts");
    if (demo_send(demo, c, demo_handler(c->unit)))
        demo_when_next(demo, c, STEP_COURT_DECIDES, demo_when_in(demo, c, 3, 9));
}

static void court_decides(struct demo *demo, struct demo_case *c)
{
    bool is_confirmed = demo_chance(demo, c, 97);
    demo_event(demo, c, "court_decides");
    demo_put(demo, "confirmed", is_confirmed ? "confirmed" : "refused");
    if (!demo_send(demo, c, demo_handler(c->unit)))
        return;
    if (is_confirmed)
        demo_when_next(demo, c, STEP_PERFORM, demo_when_in(demo, c, 1, 5));
    else
        demo_when_next(demo, c, STEP_ARCHIVE, demo_when_in(demo, c, 3, 9));
}

static void urge_and_default(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "urge");
    if (!demo_send(demo, c, demo_handler(c->unit)))
        return;
    demo_event(demo, c, "default");
    if (demo_send(demo, c, demo_handler(c->unit)))
        demo_when_next(demo, c, STEP_ARCHIVE, demo_when_in(demo, c, 5, 25));
}

static void archive(struct demo *demo, struct demo_case *c)
{
    if ((c->b & IS_REFERRED) != 0) {
        demo_event(demo, c, "report_back");
        if (!demo_send(demo, c, demo_handler(c->unit)))
            return;
    }
    demo_event(demo, c, "archive");
    (void)demo_send(demo, c, demo_handler(c->unit));
}

static void script(struct demo *demo, struct demo_case *c)
{
    static demo_script *const steps[] = {
        [STEP_APPLY] = apply,
        [STEP_DECLINE] = decline,
        [STEP_ACCEPT] = accept,
        [STEP_MEDIATE] = mediate,
        [STEP_STRIKE] = strike,
        [STEP_PROLONG] = prolong,
        [STEP_AGREE] = agree,
        [STEP_PERFORM] = perform,
        [STEP_CONFIRM] = confirm,
        [STEP_COURT_ACCEPTS] = court_accepts,
        [STEP_COURT_DECIDES] = court_decides,
        [STEP_DEFAULT] = urge_and_default,
        [STEP_ARCHIVE] = archive,
    };
    steps[c->step](demo, c);
}

void demo_mediation(struct demo *demo)
{
    uint32_t id = demo_new_script(demo);
    int64_t n = demo_scaled(demo, ACCEPTED), written = demo_scaled(demo, WRITTEN);
    int64_t declined = demo_scaled(demo, DECLINED);
    for (int64_t i = 0; i < n + declined; i++) {
        struct demo_case *c = demo_plan(demo, script, id, (uint32_t)i);
        c->a = i < written ? FATE_WRITTEN : i < n ? FATE_ORAL : FATE_DECLINED;
        demo_next(demo, c, STEP_APPLY,
                  demo_office_hours(demo, c, demo_when_day(demo, c, month_weights, 103, 1219)));
    }
    demo->commands_planned += n * 11 / 2;
}
