/*
 * demo_grid.c - grids and their centres: set up in earlier years, boundaries redrawn, centres
 * assessed every autumn.
 */
#include "demo/demo_steps.h"

enum { GENERAL = 992, DEDICATED = 168, DISSOLVED = 9 };

enum step { STEP_SET_UP, STEP_REDRAW, STEP_RESTAFF, STEP_ASSESS, STEP_UPGRADE, STEP_DISSOLVE };

enum fate { FATE_GENERAL, FATE_DEDICATED, FATE_SUBDISTRICT_CENTRE, FATE_DISTRICT_CENTRE };

static const char *kind(int64_t fate)
{
    static const char *const kinds[] = {"general", "dedicated", "subdistrict_centre",
                                        "district_centre"};
    return kinds[fate];
}

static void set_up(struct demo *demo, struct demo_case *c)
{
    demo_file(demo, "grid");
    demo_put(demo, "kind", kind(c->a));
    demo_put_i64(demo, "manager", c->unit);
    demo_put_text(demo, "code", "WG%06u", c->index + 1);
    if (c->a == FATE_GENERAL || c->a == FATE_DEDICATED) {
        demo_put_i64(demo, "place", c->c);
        demo_put_i64(demo, "boundary", 1);
        demo_put_i64(demo, "staff", 1 + demo_below(demo, c, 3));
        demo_put_i64(demo, "households", 180 + demo_below(demo, c, 240));
        c->d = 1;
    }
    if (!demo_send(demo, c, demo_handler(c->unit)))
        return;
    if (c->a == FATE_SUBDISTRICT_CENTRE || c->a == FATE_DISTRICT_CENTRE)
        demo_on(demo, c, STEP_ASSESS, demo_day_at(demo, -2, 11, 10));
    else if (c->b != 0)
        demo_on(demo, c, STEP_DISSOLVE, demo_day_at(demo, 0, 4, 12));
    else if (demo_chance(demo, c, 12))
        demo_on(demo, c, STEP_REDRAW,
                demo_day_between(demo, c, date_max(demo_today(demo), date_of(demo->year, 3, 1)),
                                 date_of(demo->year, 12, 20)));
}

static void assess(struct demo *demo, struct demo_case *c)
{
    int year = date_year(demo_today(demo));
    /* Two centres were not ready at the first assessment. */
    bool is_ready = year > demo->year - 2 || c->index % 6 != 0;
    demo_event(demo, c, "assess");
    demo_put(demo, "meets_standard", is_ready ? "true" : "false");
    if (!demo_send(demo, c, demo_reviewer(c->unit)))
        return;
    if (!is_ready)
        demo_next(demo, c, STEP_UPGRADE, instant_at(date_add_days(demo_today(demo), 1), 10, 0, 0));
    else if (year < demo->year)
        demo_on(demo, c, STEP_ASSESS, demo_day_at(demo, year + 1 - demo->year, 11, 10));
}

static void upgrade(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "order_upgrade");
    demo_put(demo, "reason", "指挥大厅面积和值守力量不足，限期补齐。");
    if (demo_send(demo, c, demo_reviewer(c->unit)))
        demo_on(demo, c, STEP_ASSESS, demo_day_at(demo, -1, 11, 10));
}

static void restaff(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "restaff");
    demo_put_i64(demo, "staff", 1 + demo_below(demo, c, 3));
    (void)demo_send(demo, c, demo_handler(c->unit));
}

static void script(struct demo *demo, struct demo_case *c)
{
    switch (c->step) {
    case STEP_SET_UP:
        set_up(demo, c);
        break;
    case STEP_ASSESS:
        assess(demo, c);
        break;
    case STEP_REDRAW:
        demo_event(demo, c, "redraw");
        demo_put_i64(demo, "boundary", ++c->d);
        if (demo_send(demo, c, demo_handler(c->unit)))
            demo_later(demo, c, STEP_RESTAFF, 2, 10);
        break;
    case STEP_RESTAFF:
        restaff(demo, c);
        break;
    case STEP_UPGRADE:
        upgrade(demo, c);
        break;
    default:
        demo_event(demo, c, "dissolve");
        demo_put(demo, "reason", "地块征收改造完成，并入相邻网格。");
        (void)demo_send(demo, c, demo_handler(c->unit));
        break;
    }
}

static struct demo_case *plan_grid(struct demo *demo, uint32_t id, uint32_t index, enum fate fate)
{
    struct demo_case *c = demo_plan(demo, script, id, index);
    c->a = (int64_t)fate;
    return c;
}

/* Grids of communities; a few were set up in the year itself. */
static void plan_community_grids(struct demo *demo, uint32_t id, uint32_t *index, enum fate fate)
{
    int64_t n = demo_scaled(demo, fate == FATE_GENERAL ? GENERAL : DEDICATED);
    int64_t dissolved = fate == FATE_GENERAL ? DISSOLVED : 0;
    for (int64_t i = 0; i < n + dissolved; i++) {
        struct demo_case *c = plan_grid(demo, id, (*index)++, fate);
        c->c = DEMO_COMMUNITY_FIRST + i % DEMO_COMMUNITIES;
        c->unit = demo_subdistrict_of(c->c);
        c->b = i >= n;
        struct date first = date_of(demo->year - 2, 3, 2), last = date_of(demo->year - 2, 6, 30);
        if (i < n && demo_chance(demo, c, 8)) {
            first = date_of(demo->year - 1, 3, 1);
            last = date_of(demo->year, 11, 30);
        }
        demo_on(demo, c, STEP_SET_UP, demo_day_between(demo, c, first, last));
    }
}

void demo_grids(struct demo *demo)
{
    uint32_t id = demo_new_script(demo), index = 0;
    for (int i = 0; i <= DEMO_SUBDISTRICTS; i++) {
        bool is_district = i == DEMO_SUBDISTRICTS;
        struct demo_case *c = plan_grid(
            demo, id, index++, is_district ? FATE_DISTRICT_CENTRE : FATE_SUBDISTRICT_CENTRE);
        c->unit = is_district ? demo_department("political") : DEMO_SUBDISTRICT_FIRST + i;
        demo_on(demo, c, STEP_SET_UP, demo_day_at(demo, -3, 9, 16));
    }
    plan_community_grids(demo, id, &index, FATE_GENERAL);
    plan_community_grids(demo, id, &index, FATE_DEDICATED);
    demo->commands_planned += (int64_t)index * 13 / 10;
}
