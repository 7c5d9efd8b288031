/*
 * demo_service.c - the inventory of government services: entered in earlier years, confirmed in
 * spring, moved nearer to people in the course of the year.
 */
#include "demo/demo_steps.h"

enum {
    ITEMS = 640,
    PACKAGES = 119,
    STEPS = 6,
    PERMITS = 8,     /* of construction and investment */
    REMOVED = 7,     /* in the year; carry no flags */
    INTERRUPTED = 4, /* suspended and restored */
    AT_SUBDISTRICTS = 63,
    AT_COMMUNITIES = 37,
    CERTIFICATE_FREE = 326
};

enum step {
    STEP_ENTER,
    STEP_CONFIRM,
    STEP_SINK,
    STEP_FREE,
    STEP_PROMISE,
    STEP_SUSPEND,
    STEP_RESTORE,
    STEP_REMOVE
};

enum fate {
    FATE_PACKAGE = 1,
    FATE_STEP = 2,
    FATE_PERMIT = 4,
    FATE_REMOVED = 8,
    FATE_INTERRUPTED = 16,
    FATE_SUBDISTRICT = 32,
    FATE_COMMUNITY = 64,
    FATE_FREE = 128,
    FATE_SINKS = 256,   /* in the year, not at entry */
    FATE_FREED = 512,   /* in the year, not at entry */
    FATE_LICENCE = 1024 /* with one of the four ways of reform */
};

static const struct {
    const char *organ, *topics[6];
} topics[] = {
    {"market", {"食品经营", "特种设备使用", "药品零售", "计量器具", "广告发布", "个体工商户"}},
    {"health", {"公共场所卫生", "医疗机构执业", "护士执业", "生活饮用水", "放射诊疗", "托育机构"}},
    {"housing", {"商品房预售", "物业维修资金", "房屋租赁", "公租房保障", "燃气设施", "白蚁防治"}},
    {"urban", {"户外广告设施", "建筑垃圾处置", "临时占道", "夜间施工", "绿地占用", "环卫设施"}},
    {"human", {"劳务派遣", "人力资源服务", "社会保险", "就业援助", "民办培训", "创业补贴"}},
    {"civil", {"社会组织", "养老机构", "婚姻", "殡葬服务", "低保救助", "残疾人补贴"}},
    {"education", {"民办学校", "教师资格", "校外培训", "学生资助", "学籍", "幼儿园"}},
    {"culture", {"营业性演出", "互联网上网服务", "文物保护", "旅行社", "娱乐场所", "体育设施"}},
    {"water", {"取水", "排水接入", "河道管理范围", "水土保持", "节水设施", "防洪设施"}},
    {"emergency", {"危险化学品经营", "安全生产", "烟花爆竹", "应急预案", "救灾物资", "矿山"}},
    {"justice", {"律师执业", "公证", "法律援助", "人民调解", "基层法律服务", "司法鉴定"}},
    {"insurance", {"医保参保", "异地就医", "门诊慢病", "生育保险", "定点机构", "医疗救助"}},
};

static const struct {
    const char *kind, *words[6];
} kinds[] = {
    {"licence", {"许可", "许可变更", "许可延续", "许可注销", "许可补证", "筹建审批"}},
    {"public_service", {"信息查询", "证明开具", "政策咨询", "预约办理", "进度查询", "资料领取"}},
    {"confirmation", {"登记", "资格确认", "等级认定", "备案登记", "变更登记", "注销登记"}},
    {"other_power", {"备案", "年度报告", "方案审查", "检查验收", "信息报送", "合同备案"}},
    {"payment", {"补贴发放", "一次性补助", "救助金给付", "奖补资金", "津贴发放", "费用减免"}},
};

static const char *const ways[] = {"cancelled", "filing", "commitment", "improved"};
static const char *const permits[] = {"企业投资项目备案",         "建筑工程施工许可",
                                      "企业投资项目核准",         "建设工程消防设计审查",
                                      "建设工程竣工联合验收",     "市政设施建设类审批",
                                      "建设项目环境影响评价审批", "小型项目施工许可（告知承诺）"};
static const char *const steps_of_opening[STEPS] = {"名称申报", "设立登记", "印章刻制",
                                                    "发票申领", "社保开户", "银行开户预约"};
static const char *const trades[] = {
    "饭店",     "便利店",   "药店",     "书店",       "健身房",       "理发店", "幼儿园",
    "诊所",     "民宿",     "咖啡店",   "烘焙店",     "母婴店",       "宠物店", "洗衣店",
    "影院",     "培训机构", "快递驿站", "菜市场",     "水果店",       "美容院", "茶馆",
    "口腔门诊", "养老驿站", "托育园",   "电竞馆",     "游泳馆",       "花店",   "文印店",
    "眼镜店",   "五金店",   "超市",     "餐饮配送",   "人力资源公司", "旅行社", "物业公司",
    "装饰公司", "直播公司", "会展公司", "律师事务所", "设计公司"};

/* ---- entry ---- */

static void put_flags(struct demo *demo, const struct demo_case *c)
{
    if ((c->a & FATE_SINKS) == 0 && (c->a & FATE_SUBDISTRICT) != 0)
        demo_put(demo, "at_subdistrict", "true");
    if ((c->a & FATE_SINKS) == 0 && (c->a & FATE_COMMUNITY) != 0)
        demo_put(demo, "at_community", "true");
    if ((c->a & FATE_FREED) == 0 && (c->a & FATE_FREE) != 0)
        demo_put(demo, "certificate_free", "true");
}

static void put_package(struct demo *demo, struct demo_case *c)
{
    static const char *const verbs[] = {"开办", "变更", "注销"};
    int64_t n = DEMO_COUNT(trades);
    c->unit = demo_department("approval");
    demo_put(demo, "kind", "package");
    demo_put_text(demo, "subject", "%s%s“一件事”", verbs[c->b / n % 3], trades[c->b % n]);
    demo_put(demo, "members", "营业执照办理；行业许可；门头招牌备案；社保登记；税务信息确认");
    demo_put_i64(demo, "committed_days", 2 + demo_below(demo, c, 6));
}

static void put_item(struct demo *demo, struct demo_case *c)
{
    int64_t organs = DEMO_COUNT(topics), organ = c->b % organs, rest = c->b / organs;
    int64_t topic = rest % 6, kind = rest / 6 % DEMO_COUNT(kinds);
    int64_t word = (rest / 6 / DEMO_COUNT(kinds) + topic) % 6;
    c->unit = demo_department(topics[organ].organ);
    demo_put(demo, "kind", kinds[kind].kind);
    demo_put_text(demo, "subject", "%s%s", topics[organ].topics[topic], kinds[kind].words[word]);
    if (kind == 0)
        c->a |= FATE_LICENCE;
    c->d = 10 + demo_below(demo, c, 3) * 5; /* statutory days */
    demo_put_i64(demo, "statutory_days", c->d);
    demo_put_i64(demo, "committed_days", 3 + demo_below(demo, c, 7));
}

static void put_permit(struct demo *demo, struct demo_case *c)
{
    c->unit = demo_department(c->b % 2 == 0 ? "reform" : "housing");
    c->d = 15;
    demo_put(demo, "kind", "licence");
    demo_put(demo, "subject", permits[c->b]);
    demo_put(demo, "is_investment_permit", "true");
    demo_put_i64(demo, "statutory_days", c->d);
    demo_put_i64(demo, "committed_days", 5);
}

static void enter(struct demo *demo, struct demo_case *c)
{
    demo_file(demo, "service_item");
    if ((c->a & FATE_PACKAGE) != 0) {
        put_package(demo, c);
    } else if ((c->a & FATE_STEP) != 0) {
        c->unit = demo_department("approval");
        demo_put(demo, "kind", "assisted_step");
        demo_put_text(demo, "subject", "开办企业帮办·%s", steps_of_opening[c->b]);
    } else if ((c->a & FATE_PERMIT) != 0) {
        put_permit(demo, c);
    } else {
        put_item(demo, c);
    }
    put_flags(demo, c);
    demo_put_i64(demo, "organ", c->unit);
    demo_put_text(demo, "code", "YS%06u", c->index + 1);
    if (!demo_send(demo, c, demo_handler(c->unit)))
        return;
    struct date first = date_max(date_of(demo->year, 2, 14), demo_today(demo));
    demo_on(demo, c, STEP_CONFIRM, demo_day_between(demo, c, first, date_add_days(first, 60)));
}

/* ---- the year ---- */

/* One change of the year a matter: what the fates ask for, in turn. */
static void go_on(struct demo *demo, struct demo_case *c)
{
    struct date last = date_of(demo->year, 12, 15);
    if ((c->a & FATE_SINKS) != 0)
        demo_by(demo, c, STEP_SINK, last);
    else if ((c->a & FATE_FREED) != 0)
        demo_by(demo, c, STEP_FREE, last);
    else if ((c->a & FATE_INTERRUPTED) != 0)
        demo_on(demo, c, STEP_SUSPEND, demo_day_at(demo, 0, 7, 11));
    else if ((c->a & FATE_REMOVED) != 0)
        demo_on(demo, c, STEP_REMOVE, demo_day_at(demo, 0, 8, 25));
}

static void confirm(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "confirm");
    demo_put_date(demo, "confirm_by", date_of(demo->year + 1, 12, 31));
    if ((c->a & FATE_PERMIT) != 0) {
        demo_put_i64(demo, "committed_days", c->b == 1 ? 1 : 2 + demo_below(demo, c, 4));
        demo_put(demo, "reform_way", ways[c->b % 4]);
    } else if ((c->a & FATE_LICENCE) != 0) {
        demo_put_i64(demo, "committed_days", 2 + demo_below(demo, c, c->d - 4));
        demo_put(demo, "reform_way", ways[demo_below(demo, c, 10) < 4 ? 3 : c->b % 4]);
    }
    if (!demo_send(demo, c, demo_handler(c->unit)))
        return;
    if ((c->a & FATE_LICENCE) != 0 && (c->a & (FATE_SINKS | FATE_FREED)) == 0
        && demo_chance(demo, c, 15))
        demo_later(demo, c, STEP_PROMISE, 30, 120);
    else
        go_on(demo, c);
}

static void sink(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "sink");
    demo_put(demo, "at_subdistrict", (c->a & FATE_SUBDISTRICT) != 0 ? "true" : "false");
    demo_put(demo, "at_community", (c->a & FATE_COMMUNITY) != 0 ? "true" : "false");
    c->a &= ~(int64_t)FATE_SINKS;
    if (demo_send(demo, c, demo_handler(c->unit)))
        go_on(demo, c);
}

static void set_free(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "free");
    demo_put(demo, "certificate_free", "true");
    c->a &= ~(int64_t)FATE_FREED;
    if (demo_send(demo, c, demo_handler(c->unit)))
        go_on(demo, c);
}

static void promise(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "promise");
    demo_put_i64(demo, "committed_days", 1 + demo_below(demo, c, 3));
    if (demo_send(demo, c, demo_handler(c->unit)))
        go_on(demo, c);
}

static void script(struct demo *demo, struct demo_case *c)
{
    switch (c->step) {
    case STEP_ENTER:
        enter(demo, c);
        break;
    case STEP_CONFIRM:
        confirm(demo, c);
        break;
    case STEP_SINK:
        sink(demo, c);
        break;
    case STEP_FREE:
        set_free(demo, c);
        break;
    case STEP_PROMISE:
        promise(demo, c);
        break;
    case STEP_SUSPEND:
        demo_event(demo, c, "suspend");
        demo_put(demo, "reason", "业务系统升级改造，暂停线上受理。");
        if (demo_send(demo, c, demo_handler(c->unit)))
            demo_later(demo, c, STEP_RESTORE, 8, 25);
        break;
    case STEP_RESTORE:
        demo_event(demo, c, "restore");
        (void)demo_send(demo, c, demo_handler(c->unit));
        break;
    default:
        demo_event(demo, c, "remove");
        demo_put(demo, "reason", "上级目录调整，事项取消。");
        (void)demo_send_approved(demo, c, demo_handler(c->unit), demo_head(c->unit));
        break;
    }
}

/* ---- planning ---- */

struct inventory {
    uint32_t id, index;
};

static void plan_one(struct demo *demo, struct inventory *all, int64_t number, int64_t fates)
{
    struct demo_case *c = demo_plan(demo, script, all->id, all->index++);
    c->a = fates;
    c->b = number;
    int year = demo->year - 1 - (int)demo_below(demo, c, 3);
    demo_on(demo, c, STEP_ENTER,
            demo_day_between(demo, c, date_of(year, 1, 4), date_of(year, 12, 20)));
}

static int64_t fates_of(const struct demo *demo, uint32_t id, int64_t i, int64_t n)
{
    uint32_t salt = id * 16;
    int64_t subdistricts = demo_scaled(demo, AT_SUBDISTRICTS), fates = 0;
    int64_t communities = demo_scaled(demo, AT_COMMUNITIES);
    int64_t place = demo_shuffled(demo, salt, i, n);
    if (place < subdistricts)
        fates |= FATE_SUBDISTRICT;
    /* What a community offers, its subdistrict mostly offers too. */
    if (place >= subdistricts / 3 && place < subdistricts / 3 + communities)
        fates |= FATE_COMMUNITY;
    if (fates != 0 && place % 4 == 0)
        fates |= FATE_SINKS;
    place = demo_shuffled(demo, salt + 1, i, n);
    if (place < demo_scaled(demo, CERTIFICATE_FREE))
        fates |= place % 3 == 0 ? FATE_FREE | FATE_FREED : FATE_FREE;
    return fates;
}

void demo_service_items(struct demo *demo)
{
    struct inventory all = {demo_new_script(demo), 0};
    int64_t items = demo_scaled(demo, ITEMS), packages = demo_scaled(demo, PACKAGES);
    for (int64_t i = 0; i < items; i++)
        plan_one(demo, &all, i, fates_of(demo, all.id, i, items));
    for (int64_t i = 0; i < REMOVED + INTERRUPTED; i++)
        plan_one(demo, &all, ITEMS + i, i < REMOVED ? FATE_REMOVED : FATE_INTERRUPTED);
    for (int64_t i = 0; i < packages; i++)
        plan_one(demo, &all, i, FATE_PACKAGE);
    for (int64_t i = 0; i < PERMITS; i++)
        plan_one(demo, &all, i, FATE_PERMIT);
    for (int64_t i = 0; i < STEPS; i++)
        plan_one(demo, &all, i, FATE_STEP);
    demo->commands_planned += (int64_t)all.index * 5 / 2;
}
