/*
 * demo_studio.c - mediation studios: individual ones, family studios of communities, a few of
 * trades.
 */
#include "demo/demo_steps.h"

enum { INDIVIDUAL = 26, FAMILY = 38, BRAND = 7, CLOSED = 2, REFUSED = 3 };

enum step {
    STEP_APPLY,
    STEP_APPROVE,
    STEP_REFUSE,
    STEP_REVIEW,
    STEP_SUSPEND,
    STEP_RESTORE,
    STEP_CLOSE
};

enum fate { FATE_CLOSED = 1, FATE_REFUSED = 2, FATE_SUSPENDED = 4 };

static const char *kind(uint32_t index)
{
    if (index < INDIVIDUAL + CLOSED + REFUSED)
        return "individual";
    return index < INDIVIDUAL + CLOSED + REFUSED + FAMILY ? "family" : "brand";
}

static void apply(struct demo *demo, struct demo_case *c)
{
    c->b = demo_any_community(demo, c);
    int64_t place = demo_subdistrict_of(c->b) - DEMO_SUBDISTRICT_FIRST;
    c->unit = DEMO_STATION_FIRST + place;
    demo_file(demo, "studio");
    demo_put(demo, "kind", kind(c->index));
    demo_put_i64(demo, "station", c->unit);
    demo_put_i64(demo, "place", c->b);
    demo_put_str(demo, "committee", demo_unit_name(demo, DEMO_MEDIATION_FIRST + place));
    demo_put_party(demo, c, "mediator", false);
    demo_put(demo, "has_room", demo_chance(demo, c, 80) ? "true" : "false");
    demo_put(demo, "is_trained", "true");
    if (demo_send(demo, c, demo_handler(c->unit)))
        demo_within(demo, c, (c->a & FATE_REFUSED) != 0 ? STEP_REFUSE : STEP_APPROVE, 4, 15);
}

/* Looked at every year, on the day of the approval or a little before; then what becomes of it. */
static void go_on(struct demo *demo, struct demo_case *c)
{
    struct date next = demo_due(demo, "review");
    struct date end = (c->a & FATE_CLOSED) != 0      ? demo_day_at(demo, 0, 5, 30)
                      : (c->a & FATE_SUSPENDED) != 0 ? demo_day_at(demo, 0, 3, 21)
                                                     : demo_year_end(demo);
    if (date_compare(next, end) < 0)
        demo_on(demo, c, STEP_REVIEW,
                demo_day_between(demo, c, date_add_days(next, -25), date_add_days(next, -1)));
    else if ((c->a & FATE_CLOSED) != 0)
        demo_on(demo, c, STEP_CLOSE, end);
    else if ((c->a & FATE_SUSPENDED) != 0)
        demo_on(demo, c, STEP_SUSPEND, end);
}

static void review(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "review");
    demo_put(demo, "grade", demo_chance(demo, c, 30) ? "star" : "sound");
    if (demo_send(demo, c, demo_reviewer(c->unit)))
        go_on(demo, c);
}

static void approve(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "approve");
    if (demo_send(demo, c, demo_reviewer(c->unit)))
        go_on(demo, c);
}

static void end_with(struct demo *demo, struct demo_case *c, const char *event, const char *reason)
{
    demo_event(demo, c, event);
    demo_put(demo, "reason", reason);
    if (demo_send(demo, c, demo_reviewer(c->unit)) && c->step == STEP_SUSPEND)
        demo_later(demo, c, STEP_RESTORE, 30, 60);
}

static void script(struct demo *demo, struct demo_case *c)
{
    switch (c->step) {
    case STEP_APPLY:
        apply(demo, c);
        break;
    case STEP_APPROVE:
        approve(demo, c);
        break;
    case STEP_REVIEW:
        review(demo, c);
        break;
    case STEP_REFUSE:
        end_with(demo, c, "refuse", "场所和调解员条件尚不具备，建议完善后再报。");
        break;
    case STEP_SUSPEND:
        end_with(demo, c, "suspend", "场地因疫情防控临时征用。");
        break;
    case STEP_CLOSE:
        end_with(demo, c, "close", "调解员退休，工作并入街道调委会。");
        break;
    default:
        demo_event(demo, c, "restore");
        (void)demo_send(demo, c, demo_reviewer(c->unit));
        break;
    }
}

void demo_studios(struct demo *demo)
{
    uint32_t id = demo_new_script(demo);
    for (uint32_t i = 0; i < INDIVIDUAL + CLOSED + REFUSED + FAMILY + BRAND; i++) {
        struct demo_case *c = demo_plan(demo, script, id, i);
        struct date first = date_of(demo->year - 3, 2, 18), last = date_of(demo->year - 1, 11, 30);
        if (i >= INDIVIDUAL && i < INDIVIDUAL + CLOSED)
            c->a = FATE_CLOSED;
        else if (i >= INDIVIDUAL + CLOSED && i < INDIVIDUAL + CLOSED + REFUSED)
            c->a = FATE_REFUSED;
        else if (i % 19 == 7)
            c->a = FATE_SUSPENDED;
        else if (i % 5 == 1) { /* new in the year */
            first = date_of(demo->year, 2, 14);
            last = date_of(demo->year, 10, 31);
        }
        demo_on(demo, c, STEP_APPLY, demo_day_between(demo, c, first, last));
    }
    demo->commands_planned += 280;
}
