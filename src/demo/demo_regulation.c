/*
 * demo_regulation.c - "Internet + supervision": items of the catalogue claimed in earlier years,
 * the checklists that hang on them, and the year's recorded actions.
 */
#include "demo/demo_steps.h"

enum {
    CLAIMED = 395,
    WITH_OBJECTS = 375,
    ACTED_ON = 369,
    CHECKLISTS = 454,
    DECLINED = 12,
    CANCELLED = 4
};

enum step {
    STEP_ENTER,
    STEP_CLAIM,
    STEP_DECLINE,
    STEP_REVIEW,
    STEP_CANCEL,
    STEP_PREPARE,
    STEP_REVISE,
    STEP_RECORD
};

enum fate {
    FATE_OBJECTS = 1,
    FATE_ACTED_ON = 2,
    FATE_TWO_LISTS = 4,
    FATE_DECLINED = 8,
    FATE_CANCELLED = 16,
    FATE_FOUND_LATER = 32 /* objects were found when it was reviewed */
};

enum { CHILDREN = 100000 }; /* indices of what hangs on an item */

static const struct {
    const char *organ, *objects[5];
} topics[] = {
    {"market", {"食品生产经营", "特种设备", "药品经营", "价格行为", "广告活动"}},
    {"health", {"公共场所卫生", "医疗机构", "生活饮用水", "职业健康", "消毒产品"}},
    {"housing", {"房地产经纪", "物业服务", "燃气经营", "建筑工地", "房屋安全"}},
    {"urban", {"渣土运输", "户外广告", "市容环境", "生活垃圾分类", "市政设施"}},
    {"human", {"劳动用工", "人力资源机构", "民办培训机构", "劳务派遣", "工资支付"}},
    {"civil", {"社会组织", "养老机构", "慈善募捐", "殡葬用品", "地名标志"}},
    {"education", {"民办学校", "校外培训机构", "校园食堂", "校车", "幼儿园办园"}},
    {"culture", {"网吧", "娱乐场所", "旅行社", "文物保护单位", "出版物经营"}},
    {"water", {"取水户", "排水户", "水利工程", "节水管理", "河道采砂"}},
    {"emergency", {"危险化学品", "工贸企业", "烟花爆竹", "应急预案", "有限空间作业"}},
    {"environment", {"排污单位", "扬尘", "噪声", "危险废物", "辐射源"}},
    {"finance", {"代理记账", "政府采购代理", "会计信息质量", "国有资产处置", "财政补助资金"}},
};
static const char *const acts[] = {"监督检查", "日常巡查", "专项检查", "信用核查",
                                   "备案核查", "质量抽查", "资质核查"};

static void script(struct demo *demo, struct demo_case *c);

static const char *organ_of(int64_t number)
{
    return topics[number % DEMO_COUNT(topics)].organ;
}

static const char *object_of(int64_t number)
{
    return topics[number % DEMO_COUNT(topics)].objects[number / DEMO_COUNT(topics) % 5];
}

static const char *act_of(int64_t number)
{
    return acts[number / DEMO_COUNT(topics) / 5 % DEMO_COUNT(acts)];
}

/* ---- items ---- */

static void enter(struct demo *demo, struct demo_case *c)
{
    c->unit = demo_department(organ_of(c->index));
    demo_file(demo, "regulation_item");
    demo_put(demo, "kind", "item");
    demo_put_i64(demo, "organ", c->unit);
    demo_put_text(demo, "subject", "对%s的%s", object_of(c->index), act_of(c->index));
    demo_put_text(demo, "code", "YSJG%05u", c->index + 1);
    if (demo_send(demo, c, demo_handler(c->unit)))
        demo_within(demo, c, (c->a & FATE_DECLINED) != 0 ? STEP_DECLINE : STEP_CLAIM, 2, 15);
}

/* What hangs on an item is a case of its own: b is the item, d its number. */
static void plan_child(struct demo *demo, const struct demo_case *item, int step, struct date day,
                       uint32_t number)
{
    struct demo_case *child =
        demo_plan(demo, script, item->script_id, CHILDREN + item->index * 64 + number);
    child->unit = item->unit;
    child->b = item->matter;
    child->d = (int64_t)item->index;
    child->step = step;
    demo_on(demo, child, step, day);
}

static void plan_actions(struct demo *demo, struct demo_case *c)
{
    int64_t n = 1 + demo_below(demo, c, 4) + demo_below(demo, c, 4);
    struct date first = date_max(date_of(demo->year, 1, 5), date_add_days(demo_today(demo), 10));
    for (uint32_t i = 0; i < n; i++)
        plan_child(demo, c, STEP_RECORD,
                   demo_day_between(demo, c, first, date_of(demo->year, 12, 28)), 8 + i);
}

static void claim(struct demo *demo, struct demo_case *c)
{
    bool has_objects = (c->a & FATE_OBJECTS) != 0;
    demo_event(demo, c, "claim");
    demo_put(demo, "has_objects", has_objects && (c->a & FATE_FOUND_LATER) == 0 ? "true" : "false");
    if (!demo_send(demo, c, demo_handler(c->unit)))
        return;
    if ((c->a & FATE_CANCELLED) != 0) {
        demo_on(demo, c, STEP_CANCEL, demo_day_at(demo, 0, 6, 20));
        return;
    }
    for (uint32_t i = 0; i < ((c->a & FATE_TWO_LISTS) != 0 ? 2 : 1); i++) {
        int days = 5 + (int)demo_below(demo, c, 20);
        plan_child(demo, c, STEP_PREPARE, demo_working_day_after(demo, demo_today(demo), days), i);
    }
    if ((c->a & FATE_ACTED_ON) != 0)
        plan_actions(demo, c);
    if ((c->a & FATE_FOUND_LATER) != 0)
        demo_on(demo, c, STEP_REVIEW, demo_day_at(demo, 0, 3, 10));
}

/* ---- checklists and actions ---- */

static void prepare(struct demo *demo, struct demo_case *c)
{
    demo_file(demo, "regulation_item");
    demo_put(demo, "kind", "checklist");
    demo_put_i64(demo, "organ", c->unit);
    demo_put_text(demo, "subject", "%s%s实施清单", object_of(c->d), act_of(c->d));
    if (!demo_send(demo, c, demo_handler(c->unit)))
        return;
    demo_event(demo, c, "prepare");
    demo_put_i64(demo, "item", c->b);
    if (demo_send(demo, c, demo_handler(c->unit)) && demo_chance(demo, c, 12))
        demo_on(demo, c, STEP_REVISE, demo_day_at(demo, 0, 5, 18));
}

static void revise(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "revise");
    demo_put_text(demo, "subject", "%s%s实施清单（%d年版）", object_of(c->d), act_of(c->d),
                  demo->year);
    (void)demo_send(demo, c, demo_handler(c->unit));
}

static void record(struct demo *demo, struct demo_case *c)
{
    static const char *const methods[] = {"daily",  "daily",  "special",
                                          "random", "random", "remote"};
    static const char *const results[] = {"clean", "clean",     "clean",   "clean", "corrected",
                                          "clean", "corrected", "penalty", "clean", "unreachable"};
    demo_file(demo, "regulation_item");
    demo_put(demo, "kind", "action");
    demo_put_i64(demo, "organ", c->unit);
    if (!demo_send(demo, c, demo_handler(c->unit)))
        return;
    demo_event(demo, c, "record");
    demo_put_i64(demo, "item", c->b);
    demo_put(demo, "method", DEMO_PICK(demo, c, methods));
    demo_put(demo, "result", DEMO_PICK(demo, c, results));
    (void)demo_send(demo, c, demo_handler(c->unit));
}

static void script(struct demo *demo, struct demo_case *c)
{
    switch (c->step) {
    case STEP_ENTER:
        enter(demo, c);
        break;
    case STEP_CLAIM:
        claim(demo, c);
        break;
    case STEP_DECLINE:
        demo_event(demo, c, "decline");
        demo_put(demo, "reason", "本区无此项监管职责，由市级直接实施。");
        (void)demo_send(demo, c, demo_handler(c->unit));
        break;
    case STEP_REVIEW:
        demo_event(demo, c, "review_objects");
        demo_put(demo, "has_objects", "true");
        (void)demo_send(demo, c, demo_handler(c->unit));
        break;
    case STEP_CANCEL:
        demo_event(demo, c, "cancel");
        demo_put(demo, "reason", "上级监管事项目录动态调整，予以取消。");
        (void)demo_send(demo, c, demo_handler(c->unit));
        break;
    case STEP_PREPARE:
        prepare(demo, c);
        break;
    case STEP_REVISE:
        revise(demo, c);
        break;
    default:
        record(demo, c);
        break;
    }
}

/* ---- planning ---- */

void demo_regulation_items(struct demo *demo)
{
    uint32_t id = demo_new_script(demo);
    int64_t n = demo_scaled(demo, CLAIMED);
    for (int64_t i = 0; i < n + DECLINED + CANCELLED; i++) {
        struct demo_case *c = demo_plan(demo, script, id, (uint32_t)i);
        if (i >= n) {
            c->a = i < n + DECLINED ? FATE_DECLINED : FATE_CANCELLED;
        } else {
            int64_t place = demo_shuffled(demo, id * 16, i, n);
            c->a |= place < demo_scaled(demo, WITH_OBJECTS) ? FATE_OBJECTS : 0;
            c->a |= place < demo_scaled(demo, ACTED_ON) ? FATE_ACTED_ON : 0;
            c->a |= place < 5 ? FATE_FOUND_LATER : 0;
            c->a |= demo_is_chosen(demo, id * 16 + 1, i, n, demo_scaled(demo, CHECKLISTS) - n)
                        ? FATE_TWO_LISTS
                        : 0;
        }
        int year = demo->year - 1 - (int)demo_below(demo, c, 3);
        struct date first = date_of(year, 2, 10);
        demo_on(demo, c, STEP_ENTER, demo_day_between(demo, c, first, date_add_days(first, 270)));
    }
    demo->commands_planned += n * 14;
}
