/*
 * demo_policy.c - the column of policies for enterprises: policies and their interpretations since
 * the column opened, news and notices; and the guides for business registration.
 */
#include <stdio.h>

#include "demo/demo_steps.h"

/* Policies and interpretations by year of publication, from three years back on: 695 with the last
 * five, which are published between the end of the year and the day of the report. */
static const int64_t policies[] = {74, 104, 98, 138};
static const int64_t interpretations[] = {42, 70, 72, 92};

enum { AFTER_YEAR = 5, NEWS = 104, NOTICES = 41, DROPPED = 7 };

enum step {
    STEP_SUBMIT,
    STEP_SEND_BACK,
    STEP_RESUBMIT,
    STEP_PUBLISH,
    STEP_LIMIT,
    STEP_WITHDRAW,
    STEP_DROP
};

enum fate {
    FATE_POLICY = 1,
    FATE_INTERPRETATION = 2,
    FATE_NEWS = 4,
    FATE_NOTICE = 8,
    FATE_INTERPRETED = 16,
    FATE_DROPPED = 32,
    FATE_AFTER_YEAR = 64
};

enum { CHILD_INDEX = 100000 };

static const char *const issuers[] = {"reform",  "industry", "finance",   "human",    "market",
                                      "science", "commerce", "insurance", "approval", "culture"};
static const char *const matters[] = {
    "中小微企业纾困", "科技型企业培育",   "楼宇经济高质量发展", "消费促进",
    "高层次人才引进", "个体工商户发展",   "软件和信息服务业",   "文旅企业复苏",
    "稳岗扩岗",       "专精特新企业培育", "知识产权保护",       "首店经济发展",
    "企业融资担保",   "房租减免",         "社保费缓缴",         "数字化转型"};
static const char *const forms[] = {"若干措施", "实施细则", "申报指南",
                                    "扶持办法", "操作规程", "工作方案"};

static void script(struct demo *demo, struct demo_case *c);

static void put_words(struct demo *demo, struct demo_case *c)
{
    static const char *const news[] = {"召开企业座谈会",   "举办政策宣讲会",   "开展上门走访服务",
                                       "发布季度服务成效", "组织银企对接活动", "开展业务培训"};
    static const char *const notices[] = {"项目申报", "资金拨付名单公示", "培训报名", "问卷调查",
                                          "认定结果公示"};
    const char *about = DEMO_PICK(demo, c, matters);
    int year = date_year(demo_today(demo));
    if ((c->a & FATE_NEWS) != 0) {
        demo_put(demo, "kind", "news");
        demo_put_text(demo, "subject", "围绕%s%s", about, DEMO_PICK(demo, c, news));
    } else if ((c->a & FATE_NOTICE) != 0) {
        demo_put(demo, "kind", "notice");
        demo_put_text(demo, "subject", "关于%d年%s%s的通知", year, about,
                      DEMO_PICK(demo, c, notices));
    } else if ((c->a & FATE_INTERPRETATION) != 0) {
        demo_put(demo, "kind", "interpretation");
        demo_put_text(demo, "subject", "一图读懂%s政策（%d年第%d期）", about, year,
                      1 + (int)demo_below(demo, c, 60));
    } else {
        demo_put(demo, "kind", "policy");
        demo_put_text(demo, "subject", "关于%s的%s", about, DEMO_PICK(demo, c, forms));
        demo_put_text(demo, "document_no", "演示政〔%d〕%d号", year,
                      1 + (int)demo_below(demo, c, 180));
        demo_put(demo, "target", "注册在本区并正常经营的企业和个体工商户");
        demo_put(demo, "form", demo_chance(demo, c, 30) ? "direct" : "apply");
    }
}

static void submit(struct demo *demo, struct demo_case *c)
{
    if (c->unit == 0)
        c->unit = demo_department(DEMO_PICK(demo, c, issuers));
    demo_file(demo, "policy");
    put_words(demo, c);
    demo_put_i64(demo, "issuer", c->unit);
    if (c->b != 0)
        demo_put_i64(demo, "interprets", c->b);
    if (!demo_send(demo, c, demo_handler(c->unit)))
        return;
    if ((c->a & FATE_AFTER_YEAR) != 0) /* within the few days before the report's day */
        demo_next(demo, c, STEP_PUBLISH,
                  demo_office_hours(demo, c, demo_working_day_after(demo, demo_today(demo), 1)));
    else if ((c->a & FATE_DROPPED) != 0)
        demo_within(demo, c, STEP_DROP, 1, 4);
    else
        demo_within(demo, c, demo_chance(demo, c, 12) ? STEP_SEND_BACK : STEP_PUBLISH, 0, 3);
}

static void send_back(struct demo *demo, struct demo_case *c)
{
    static const char *const reasons[] = {"请补充申报时间和联系方式。",
                                          "标题与正文不一致，请核对。", "缺少适用对象说明。",
                                          "图解数据与文件不符。"};
    demo_event(demo, c, "send_back");
    demo_put(demo, "reason", DEMO_PICK(demo, c, reasons));
    if (demo_send(demo, c, demo_reviewer(c->unit)))
        demo_within(demo, c, STEP_RESUBMIT, 1, 3);
}

static void plan_interpretation(struct demo *demo, struct demo_case *c)
{
    struct demo_case *child = demo_plan(demo, script, c->script_id, CHILD_INDEX + c->index);
    child->a = FATE_INTERPRETATION;
    child->b = c->matter;
    child->unit = c->unit;
    demo_within(demo, child, STEP_SUBMIT, 0, 6);
}

static void publish(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "publish");
    if (!demo_send(demo, c, demo_reviewer(c->unit)))
        return;
    if ((c->a & FATE_INTERPRETED) != 0)
        plan_interpretation(demo, c);
    if ((c->a & FATE_AFTER_YEAR) != 0)
        return;
    if ((c->a & FATE_POLICY) != 0 && demo_chance(demo, c, 45))
        demo_later(demo, c, STEP_LIMIT, 0, 2);
    else if (demo_chance(demo, c, 2))
        demo_later(demo, c, STEP_WITHDRAW, 20, 150);
}

static void limit(struct demo *demo, struct demo_case *c)
{
    int years = 1 + (int)demo_below(demo, c, 3);
    demo_event(demo, c, "limit");
    demo_put_date(demo, "valid_until", date_of(date_year(demo_today(demo)) + years, 12, 31));
    (void)demo_send(demo, c, demo_handler(c->unit));
}

static void withdraw(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "withdraw");
    demo_put(demo, "reason", "申报已截止，内容由新一年度文件代替。");
    (void)demo_send_approved(demo, c, demo_handler(c->unit), demo_head(c->unit));
}

static void script(struct demo *demo, struct demo_case *c)
{
    switch (c->step) {
    case STEP_SUBMIT:
        submit(demo, c);
        break;
    case STEP_SEND_BACK:
        send_back(demo, c);
        break;
    case STEP_RESUBMIT:
        demo_event(demo, c, "resubmit");
        if (demo_send(demo, c, demo_handler(c->unit)))
            demo_within(demo, c, STEP_PUBLISH, 0, 2);
        break;
    case STEP_PUBLISH:
        publish(demo, c);
        break;
    case STEP_LIMIT:
        limit(demo, c);
        break;
    case STEP_WITHDRAW:
        withdraw(demo, c);
        break;
    default:
        demo_event(demo, c, "drop");
        demo_put(demo, "reason", "内容不属于惠企专栏范围，转其他栏目发布。");
        (void)demo_send(demo, c, demo_reviewer(c->unit));
        break;
    }
}

/* ---- planning ---- */

struct wave {
    int year;
    int64_t n;
    enum fate fate;
};

/* Between the first working days and the end of November, so that reviews end in the year. */
static void plan_wave(struct demo *demo, uint32_t id, uint32_t *index, const struct wave *wave)
{
    for (int64_t i = 0; i < wave->n; i++) {
        struct demo_case *c = demo_plan(demo, script, id, (*index)++);
        c->a = (int64_t)wave->fate;
        demo_on(demo, c, STEP_SUBMIT,
                demo_day_between(demo, c, date_of(wave->year, 1, 4), date_of(wave->year, 11, 30)));
    }
}

static void plan_year(struct demo *demo, uint32_t id, uint32_t *index, int64_t at)
{
    int year = demo->year - 3 + (int)at;
    bool is_last = year == demo->year;
    int64_t interpreted = demo_scaled(demo, interpretations[at]);
    int64_t alone = demo_scaled(demo, policies[at] + interpretations[at]) - 2 * interpreted;
    int64_t news = demo_scaled(demo, is_last ? NEWS : 30), notices = is_last ? NOTICES : 12;
    plan_wave(demo, id, index, &(struct wave){year, interpreted, FATE_POLICY | FATE_INTERPRETED});
    plan_wave(demo, id, index, &(struct wave){year, alone, FATE_POLICY});
    plan_wave(demo, id, index, &(struct wave){year, news, FATE_NEWS});
    plan_wave(demo, id, index, &(struct wave){year, notices, FATE_NOTICE});
    if (is_last)
        plan_wave(demo, id, index, &(struct wave){year, DROPPED, FATE_POLICY | FATE_DROPPED});
}

void demo_policies(struct demo *demo)
{
    uint32_t id = demo_new_script(demo), index = 0;
    for (int64_t i = 0; i < DEMO_COUNT(policies); i++)
        plan_year(demo, id, &index, i);
    struct date first = demo_day_at(demo, 1, 1, 3);
    for (int i = 0; i < AFTER_YEAR; i++) {
        struct demo_case *c = demo_plan(demo, script, id, index++);
        c->a = FATE_POLICY | FATE_AFTER_YEAR;
        demo_on(demo, c, STEP_SUBMIT, demo_working_day_after(demo, first, i % 3));
    }
    demo->commands_planned += index * 3;
}
