/*
 * demo_guide.c - guides for the registration of enterprises and instruction sheets.
 */
#include "demo/demo_steps.h"

enum { STILL_DRAFTED = 2 };

enum step { STEP_DRAFT, STEP_PUBLISH, STEP_REVISE };

static const char *const guides[] = {
    "有限责任公司登记指南", "个体工商户登记指南",     "合伙企业登记指南",     "分支机构登记指南",
    "个人独资企业登记指南", "农民专业合作社登记指南", "外商投资企业登记指南", "企业注销登记指南"};
static const char *const sheets[] = {
    "名称申报指引单",     "住所登记指引单",         "经营范围规范表述指引单",
    "注册资本认缴指引单", "法定代表人变更指引单",   "股权转让登记指引单",
    "公司章程备案指引单", "董事监事备案指引单",     "营业执照遗失补领指引单",
    "歇业备案指引单",     "简易注销指引单",         "一照多址指引单",
    "迁入迁出登记指引单", "电子营业执照下载指引单", "印章刻制指引单",
    "税务信息确认指引单", "社保开户指引单",         "公积金开户指引单"};

static void draft(struct demo *demo, struct demo_case *c)
{
    int64_t i = c->index;
    c->unit = demo_department(i % 3 == 0 ? "approval" : "market");
    demo_file(demo, "guide");
    if (i < DEMO_COUNT(guides)) {
        demo_put(demo, "kind", "registration_guide");
        demo_put(demo, "subject", guides[i]);
    } else {
        demo_put(demo, "kind", "instruction_sheet");
        i -= DEMO_COUNT(guides);
        demo_put_text(demo, "subject", "%s%s", sheets[i % DEMO_COUNT(sheets)],
                      i < DEMO_COUNT(sheets) ? "" : "（电子版）");
    }
    demo_put_i64(demo, "issuer", c->unit);
    if (demo_send(demo, c, demo_handler(c->unit)) && c->a == 0)
        demo_within(demo, c, STEP_PUBLISH, 6, 20);
}

static void script(struct demo *demo, struct demo_case *c)
{
    if (c->step == STEP_DRAFT) {
        draft(demo, c);
        return;
    }
    demo_event(demo, c, c->step == STEP_PUBLISH ? "publish" : "revise");
    demo_put_i64(demo, "edition", c->step == STEP_PUBLISH ? 1 : 2);
    demo_put_date(demo, "check_by", date_add_months(demo_today(demo), 12));
    if (demo_send(demo, c, demo_reviewer(c->unit)) && c->step == STEP_PUBLISH
        && demo_chance(demo, c, 20))
        demo_later(demo, c, STEP_REVISE, 60, 120);
}

void demo_guides(struct demo *demo)
{
    uint32_t id = demo_new_script(demo);
    int64_t n = DEMO_COUNT(guides) + DEMO_COUNT(sheets);
    for (int64_t i = 0; i < n + STILL_DRAFTED; i++) {
        struct demo_case *c = demo_plan(demo, script, id, (uint32_t)i);
        c->a = i >= n; /* still being drafted at the end of the year */
        struct date day = c->a != 0 ? demo_day_at(demo, 0, 12, 12)
                                    : demo_day_between(demo, c, date_of(demo->year, 2, 14),
                                                       date_of(demo->year, 9, 30));
        demo_on(demo, c, STEP_DRAFT, day);
    }
    demo->commands_planned += n * 2;
}
