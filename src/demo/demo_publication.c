/*
 * demo_publication.c - information published on the organs' own motion: formed, submitted, reviewed
 * and published within twenty working days; some withheld, December's last still on their way.
 */
#include <stdio.h>

#include "demo/demo_when.h"
#include "text/identifier.h"

enum {
    SUBMITTED = 3801,
    PUBLISHED = 2829,
    WITHHELD = 742, /* the rest is pending at the year's end */
    CARRIED_IN = 36 /* submitted in the December before, published in January */
};

enum step {
    STEP_FORM,
    STEP_SUBMIT,
    STEP_REVIEW,
    STEP_PUBLISH,
    STEP_CORRECT,
    STEP_TAKE_DOWN,
    STEP_AMEND
};

enum fate { FATE_PUBLISHED, FATE_WITHHELD, FATE_PENDING, FATE_CARRIED };

static const int month_weights[12] = {90, 70, 105, 100, 96, 104, 98, 92, 100, 84, 104, 110};

static const struct kind {
    const char *kind, *department, *theme;
    const char *subject[4];
} kinds[] = {
    {"normative",
     "justice",
     "security",
     {"关于印发有关管理办法的通知", "关于公布行政规范性文件目录的通知", "关于修改有关规定的通知",
      "关于规范性文件清理结果的公告"}},
    {"organ",
     "establishment",
     "general",
     {"机构职能信息", "领导分工信息", "内设机构设置情况", "办公地址和联系方式更新"}},
    {"plan",
     "statistics",
     "economy",
     {"月度主要经济指标", "年度国民经济和社会发展统计公报", "专项规划文本", "季度统计数据解读"}},
    {"service",
     "approval",
     "general",
     {"政务服务事项办事指南", "服务窗口调整公告", "事项清单动态调整情况", "“一件事”办理指引"}},
    {"enforcement",
     "urban",
     "building",
     {"行政处罚决定信息", "行政执法人员名单", "双随机抽查结果", "行政强制事项清单"}},
    {"finance",
     "finance",
     "finance",
     {"部门预算公开", "部门决算公开", "行政事业性收费目录", "专项资金分配结果"}},
    {"procurement", "offices", "finance", {"采购公告", "成交结果公告", "采购意向公开", "合同公告"}},
    {"project",
     "reform",
     "economy",
     {"重大建设项目批准结果", "项目施工进展", "项目招标投标信息", "项目竣工有关信息"}},
    {"welfare",
     "civil",
     "civil",
     {"社会救助发放情况", "义务教育招生公告", "就业补贴公示名单汇总", "养老服务机构信息"}},
    {"safety",
     "emergency",
     "market",
     {"应急预案", "安全生产检查情况", "突发事件应对提示", "防汛抗旱工作情况"}},
    {"recruitment",
     "human",
     "labour",
     {"公开招聘公告", "拟聘用情况说明", "考试安排公告", "岗位信息表"}},
    {"other",
     "office",
     "general",
     {"工作动态通报", "人大建议答复公开", "政协提案答复公开", "年度工作报告"}},
};

static int64_t publisher(struct demo *demo, struct demo_case *c, const struct kind *kind)
{
    if (demo_chance(demo, c, 45))
        return demo_department(kind->department);
    if (demo_chance(demo, c, 50))
        return DEMO_SUBDISTRICT_FIRST + demo_below(demo, c, DEMO_SUBDISTRICTS);
    return DEMO_DEPARTMENT_FIRST + demo_below(demo, c, (int64_t)demo_departments());
}

/* The catalogue's particulars, as the unit gives them when the information comes into being. */
static void put_catalogue(struct demo *demo, struct demo_case *c, const struct kind *kind)
{
    static const char *const genres[] = {"notice", "announcement", "public_notice", "report",
                                         "other"};
    bool is_normative = str_equal_c(str_of(kind->kind), "normative");
    demo_put(demo, "attribute", "open");
    demo_put(demo, "theme", kind->theme);
    demo_put(demo, "group", is_normative ? "government" : "department");
    demo_put(demo, "genre", is_normative ? "notice" : DEMO_PICK(demo, c, genres));
    demo_put_date(demo, "formed_on", demo_when_today(demo));
    demo_put(demo, "keywords", kind->subject[0]);
    if (!is_normative)
        return;
    char text[48];
    int len = snprintf(text, sizeof text, "演示规字〔%d〕%u号", date_year(demo_when_today(demo)),
                       c->index % 97 + 1);
    demo_put_str(demo, "document_no", (struct str){text, (size_t)len});
    demo_put_date(demo, "effective_on", date_add_days(demo_when_today(demo), 30));
}

static void form(struct demo *demo, struct demo_case *c)
{
    static const char *const about[] = {"", "本年度", "第一批", "第二批", "辖区", "本单位"};
    char text[160];
    const struct kind *kind = &DEMO_PICK(demo, c, kinds);
    c->unit = publisher(demo, c, kind);
    int len = snprintf(text, sizeof text, "%s%s（%d年%d月）", DEMO_PICK(demo, c, about),
                       DEMO_PICK(demo, c, kind->subject), date_year(demo_when_today(demo)),
                       date_month(demo_when_today(demo)));
    demo_file(demo, "publication");
    demo_put_str(demo, "subject", (struct str){text, (size_t)len});
    demo_put_i64(demo, "publisher", c->unit);
    demo_put(demo, "kind", kind->kind);
    put_catalogue(demo, c, kind);
    if (!demo_send(demo, c, demo_handler(c->unit)))
        return;
    c->day = demo_due(demo, "publication");
    /* What is carried in or pending is submitted before the year's end. */
    struct instant at = demo_when_in(demo, c, 0, c->a == FATE_PUBLISHED ? 3 : 1);
    demo_next(demo, c, STEP_SUBMIT, at);
}

static void submit(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "submit");
    if (!demo_send(demo, c, demo_handler(c->unit)))
        return;
    if (c->a == FATE_CARRIED) /* in the new year */
        demo_next(
            demo, c, STEP_REVIEW,
            demo_when_between(demo, c, date_of(demo->year, 1, 4), date_of(demo->year, 1, 12)));
    else if (c->a != FATE_PENDING || demo_chance(demo, c, 40))
        demo_when_next(demo, c, STEP_REVIEW, demo_when_in(demo, c, 0, 2));
}

static void withhold(struct demo *demo, struct demo_case *c)
{
    static const char *const grounds[] = {"duplicate", "duplicate", "process",     "process",
                                          "internal",  "internal",  "third_party", "file",
                                          "duplicate", "forbidden", "safety",      "process"};
    demo_event(demo, c, "withhold");
    demo_put(demo, "ground", DEMO_PICK(demo, c, grounds));
    (void)demo_send(demo, c, demo_reviewer(c->unit));
}

/* Back to its writer; what has time comes again. */
static void send_back(struct demo *demo, struct demo_case *c)
{
    static const char *const reasons[] = {"标题与内容不一致，请修改。", "请隐去个人联系方式。",
                                          "附件缺少说明，请补充。", "公开属性源头认定不明确。"};
    demo_event(demo, c, "send_back");
    demo_put(demo, "reason", DEMO_PICK(demo, c, reasons));
    if (demo_send(demo, c, demo_reviewer(c->unit)) && c->a != FATE_PENDING)
        demo_next(demo, c, STEP_SUBMIT, demo_when_in(demo, c, 0, 1));
}

/* Nobody here can tell whether it may be published: another organ decides, the same day. */
static bool refer(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "refer");
    demo_put(demo, "referred_to", c->index % 2 == 0 ? "secrecy" : "superior");
    if (!demo_send_approved(demo, c, demo_reviewer(c->unit), demo_head(c->unit)))
        return false;
    demo_event(demo, c, "referral_answered");
    demo_put(demo, "reason", "可以公开。");
    return demo_send(demo, c, demo_reviewer(c->unit));
}

static void review(struct demo *demo, struct demo_case *c)
{
    if (c->b == 0 && demo_chance(demo, c, c->a == FATE_PENDING ? 45 : 5)) {
        c->b = 1;
        send_back(demo, c);
        return;
    }
    if (c->a == FATE_WITHHELD) {
        withhold(demo, c);
        return;
    }
    if (c->index % 311 == 17 && !refer(demo, c))
        return;
    demo_event(demo, c, "review_secrecy");
    demo_put(demo, "secrecy_result", demo_chance(demo, c, 8) ? "redacted" : "open");
    if (!demo_send(demo, c, demo_reviewer(c->unit)))
        return;
    demo_event(demo, c, "pass");
    if (demo_send(demo, c, demo_reviewer(c->unit)) && c->a != FATE_PENDING)
        demo_next(demo, c, STEP_PUBLISH,
                  demo_when_by(demo, c, date_min(c->day, date_add_days(demo_when_today(demo), 6))));
}

static void put_index(struct demo *demo, const struct demo_case *c, int64_t number)
{
    char code[12], text[40];
    snprintf(code, sizeof code, "9900%04d", (int)(c->unit % 10000));
    int len = snprintf(text, sizeof text, "%s%c/%d-%05lld", code,
                       identifier_organ_check(str_of(code)), demo->year, (long long)number);
    demo_put_str(demo, "index_no", (struct str){text, (size_t)len});
}

static void publish(struct demo *demo, struct demo_case *c)
{
    bool is_misprinted = c->index % 997 == 30;
    demo_event(demo, c, "publish");
    put_index(demo, c, (int64_t)c->index + (is_misprinted ? 90000 : 1));
    if (!demo_send(demo, c, demo_handler(c->unit)))
        return;
    c->c = demo->answer.seq;
    if (c->d++ > 0) /* published anew after a change */
        return;
    if (is_misprinted)
        demo_when_next(demo, c, STEP_AMEND, demo_when_in(demo, c, 2, 5));
    else if (demo_chance(demo, c, 2))
        demo_when_next(demo, c, STEP_CORRECT, demo_when_in(demo, c, 3, 40));
    else if (demo_below(demo, c, 1000) < 6)
        demo_when_next(demo, c, STEP_TAKE_DOWN, demo_when_in(demo, c, 20, 90));
}

static void correct(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "correct");
    demo_put(demo, "reason", "附件表格第三列数据录入错误，已更正。");
    if (!demo_send(demo, c, demo_handler(c->unit)) || c->index % 3 != 0)
        return;
    /* What changes in substance begins anew: another period, another review. */
    demo_event(demo, c, "change");
    demo_put(demo, "reason", "服务时间和地点调整，内容已经变更。");
    if (!demo_send(demo, c, demo_handler(c->unit)))
        return;
    c->day = demo_due(demo, "publication");
    demo_when_next(demo, c, STEP_SUBMIT, demo_when_in(demo, c, 0, 2));
}

static void take_down(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "take_down");
    demo_put(demo, "reason", "公示期满，按规定撤下。");
    (void)demo_send_approved(demo, c, demo_handler(c->unit), demo_head(c->unit));
}

/* The catalogue number was misread: the entry stays, another stands in its place. */
static void amend(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "amend");
    demo->command.replaces = c->c;
    demo->command.reason = STR("索引号录入错误，按目录系统更正。");
    put_index(demo, c, (int64_t)c->index + 1);
    (void)demo_send_approved(demo, c, demo_handler(c->unit), demo_head(c->unit));
}

static void script(struct demo *demo, struct demo_case *c)
{
    static demo_script *const steps[] = {form, submit, review, publish, correct, take_down, amend};
    steps[c->step](demo, c);
}

static void plan_item(struct demo *demo, uint32_t id, int64_t index, enum fate fate)
{
    struct demo_case *c = demo_plan(demo, script, id, (uint32_t)index);
    struct date day = fate == FATE_PENDING ? demo_when_day(demo, c, NULL, 1206, 1229)
                                           : demo_when_day(demo, c, month_weights, 103, 1219);
    if (fate == FATE_CARRIED)
        day = demo_working_day_after(demo, date_of(demo->year - 1, 12, 20),
                                     (int)demo_below(demo, c, 7));
    c->a = fate;
    demo_next(demo, c, STEP_FORM, demo_office_hours(demo, c, day));
}

void demo_publication(struct demo *demo)
{
    uint32_t id = demo_new_script(demo);
    int64_t n = demo_scaled(demo, SUBMITTED), published = demo_scaled(demo, PUBLISHED);
    int64_t withheld = demo_scaled(demo, WITHHELD), carried = demo_scaled(demo, CARRIED_IN);
    for (int64_t i = 0; i < n; i++)
        plan_item(demo, id, i,
                  i < published              ? FATE_PUBLISHED
                  : i < published + withheld ? FATE_WITHHELD
                                             : FATE_PENDING);
    for (int64_t i = 0; i < carried; i++)
        plan_item(demo, id, n + i, FATE_CARRIED);
    demo->commands_planned += n * 4;
}
