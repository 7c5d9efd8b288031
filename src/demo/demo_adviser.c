/*
 * demo_adviser.c - legal advisers: every community's, with the hours on site of each month; the
 * units that law firms advise; pro bono services.
 */
#include <stdio.h>

#include "demo/demo_when.h"

enum { CLIENTS = 2818, TWICE = 97 /* advised by two firms */, PROBONO = 646 };

enum step { STEP_RECORD, STEP_APPOINT, STEP_VISIT, STEP_HOURS, STEP_CHANGE, STEP_VACATE };

static const int month_weights[12] = {100, 80, 118, 96, 92, 88, 84, 86, 94, 82, 90, 96};

static int64_t station_of(int64_t subdistrict)
{
    return DEMO_STATION_FIRST + subdistrict - DEMO_SUBDISTRICT_FIRST;
}

static void put_firm(struct demo *demo, int64_t firm)
{
    char text[64];
    int len =
        snprintf(text, sizeof text, "演示第%lld律师事务所", (long long)(firm % DEMO_FIRMS + 1));
    demo_put_str(demo, "firm", (struct str){text, (size_t)len});
}

/* ---- communities: c->a community · b month · c hours of the month so far · d hours it will have
 * ---- */

static struct date month_end(const struct demo *demo, int64_t month)
{
    return date_add_days(date_add_months(date_of(demo->year, 1, 1), (int)month), -1);
}

/* The month's last working day. */
static struct instant count_moment(struct demo *demo, struct demo_case *c)
{
    struct date day = month_end(demo, c->b);
    while (!demo_is_working(demo, day))
        day = date_add_days(day, -1);
    return instant_at(day, 16, (int)demo_below(demo, c, 60), 0);
}

static void record(struct demo *demo, struct demo_case *c)
{
    c->unit = station_of(demo_subdistrict_of(c->a));
    demo_file(demo, "adviser");
    demo_put(demo, "kind", "community");
    demo_put_i64(demo, "station", c->unit);
    demo_put_i64(demo, "place", c->a);
    put_firm(demo, c->index);
    demo_put_party(demo, c, "adviser", false);
    if (demo_send(demo, c, demo_handler(c->unit)))
        demo_next(demo, c, STEP_APPOINT, demo_when_in(demo, c, 1, 3));
}

/* The visits of the month that begins: two or three days well before it is closed. */
static void plan_month(struct demo *demo, struct demo_case *c)
{
    static const int hours[] = {8, 8, 8, 9, 10, 10, 11, 12, 12, 14, 16, 20};
    c->c = 0;
    c->d = DEMO_PICK(demo, c, hours);
    struct date first = date_add_days(date_add_months(month_end(demo, c->b), -1), 4);
    demo_next(demo, c, STEP_VISIT,
              demo_when_between(demo, c, date_max(first, demo_when_today(demo)),
                                date_add_days(month_end(demo, c->b), -16)));
}

static void appoint(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "appoint");
    demo_put_date(demo, "next_report_by", date_of(demo->year, 2, 5));
    if (!demo_send(demo, c, demo_handler(c->unit)))
        return;
    c->b = 1;
    plan_month(demo, c);
}

static void visit(struct demo *demo, struct demo_case *c)
{
    static const char *const services[] = {"advice", "advice", "lecture", "mediation", "drafting"};
    int64_t left = c->d - c->c;
    int64_t hours = left > 8 ? 4 + demo_below(demo, c, 4) : left > 5 ? 4 : left;
    demo_event(demo, c, "visit");
    demo_put_date(demo, "visited_on", demo_when_today(demo));
    demo_put_i64(demo, "visit_hours", hours);
    demo_put(demo, "only_here", "true");
    demo_put(demo, "service", DEMO_PICK(demo, c, services));
    demo_put_i64(demo, "consulted", hours + demo_below(demo, c, 10));
    if (!demo_send(demo, c, demo_handler(c->unit)))
        return;
    c->c += hours;
    struct instant closing = count_moment(demo, c);
    if (c->c == c->d)
        demo_next(demo, c, STEP_HOURS, closing);
    else
        demo_next(demo, c, STEP_VISIT,
                  demo_when_between(demo, c, date_add_days(demo_when_today(demo), 1),
                                    date_min(date_add_days(demo_when_today(demo), 5),
                                             date_add_days(instant_date(closing), -1))));
}

/* A full year's appointment; a few communities get another adviser in its course. */
static void record_hours(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "record_hours");
    demo_put_date(demo, "month_end", month_end(demo, c->b));
    demo_put_i64(demo, "hours", c->d);
    if (!demo_send(demo, c, demo_handler(c->unit)))
        return;
    c->b++;
    if (c->b == 13)
        return;
    if (c->index % 17 == 5 && c->b == 3 + c->index % 7)
        demo_next(demo, c, STEP_CHANGE, demo_when_in(demo, c, 3, 8));
    else if (c->index % 41 == 9 && c->b == 6)
        demo_next(demo, c, STEP_VACATE, demo_when_in(demo, c, 2, 4));
    else
        plan_month(demo, c);
}

static void change(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "change");
    put_firm(demo, (int64_t)c->index + 7);
    demo_put_party(demo, c, "adviser", false);
    if (demo_send(demo, c, demo_handler(c->unit)))
        plan_month(demo, c);
}

static void vacate(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "vacate");
    demo_put(demo, "reason", "顾问律师调离，待补聘。");
    if (demo_send(demo, c, demo_handler(c->unit)))
        demo_next(demo, c, STEP_CHANGE, demo_when_in(demo, c, 3, 7));
}

static void community_script(struct demo *demo, struct demo_case *c)
{
    static demo_script *const steps[] = {record, appoint, visit, record_hours, change, vacate};
    steps[c->step](demo, c);
}

/* ---- clients and pro bono: one event each ---- */

static void client_script(struct demo *demo, struct demo_case *c)
{
    static const char *const kinds[] = {"enterprise", "enterprise", "enterprise",  "enterprise",
                                        "enterprise", "enterprise", "institution", "institution",
                                        "organ",      "association"};
    if (c->step == 1) {
        demo_event(demo, c, "renew");
        demo_put_date(demo, "contract_to", date_add_months(c->day, 12));
        (void)demo_send(demo, c, demo_handler(c->unit));
        return;
    }
    demo_file(demo, "adviser");
    demo_put(demo, "kind", "client");
    demo_put_i64(demo, "station", c->unit);
    put_firm(demo, c->b);
    demo_put_i64(demo, "client_no", c->a);
    demo_put(demo, "client_kind", kinds[c->a % 10]);
    if (c->a % 3 == 0) /* the others run without a last day */
        demo_put_date(demo, "contract_to", c->day);
    if (demo_send(demo, c, demo_handler(c->unit)) && c->a % 3 == 0 && c->index % 4 != 1
        && date_compare(c->day, demo_when_last(demo)) <= 0)
        demo_next(demo, c, 1, demo_when_between(demo, c, date_add_days(c->day, -20), c->day));
}

static void probono_script(struct demo *demo, struct demo_case *c)
{
    static const char *const services[] = {"advice",   "advice",    "advice",   "mediation",
                                           "lecture",  "lecture",   "drafting", "petition",
                                           "petition", "mediation", "other"};
    int64_t community = DEMO_COMMUNITY_FIRST + demo_below(demo, c, DEMO_COMMUNITIES);
    c->unit = station_of(demo_subdistrict_of(community));
    demo_file(demo, "adviser");
    demo_put(demo, "kind", "probono");
    demo_put_i64(demo, "station", c->unit);
    demo_put_i64(demo, "place", community);
    put_firm(demo, demo_below(demo, c, DEMO_FIRMS));
    demo_put(demo, "service", DEMO_PICK(demo, c, services));
    demo_put_i64(demo, "people", 1 + demo_below(demo, c, 30));
    (void)demo_send(demo, c, demo_handler(c->unit));
}

/* ---- planning ---- */

/* Firms report their clients in spring; who comes later is reported as he comes. */
static void plan_client(struct demo *demo, uint32_t id, int64_t index, int64_t number)
{
    struct demo_case *c = demo_plan(demo, client_script, id, (uint32_t)index);
    struct date day = demo_chance(demo, c, 72) ? demo_when_day(demo, c, NULL, 110, 331)
                                               : demo_when_day(demo, c, NULL, 401, 1230);
    c->a = number;
    c->b = number * 5 + (index == number - 1 ? 0 : 3); /* another firm the second time */
    c->unit = DEMO_STATION_FIRST + number % DEMO_SUBDISTRICTS;
    c->day = date_add_days(day, 180 + (int)demo_below(demo, c, 400)); /* the contract's last */
    demo_next(demo, c, 0, demo_office_hours(demo, c, day));
}

void demo_adviser(struct demo *demo)
{
    uint32_t id = demo_new_script(demo), clients_id = demo_new_script(demo);
    uint32_t probono_id = demo_new_script(demo);
    int64_t clients = demo_scaled(demo, CLIENTS), twice = demo_scaled(demo, TWICE);
    int64_t probono = demo_scaled(demo, PROBONO);
    for (uint32_t i = 0; i < DEMO_COMMUNITIES; i++) {
        struct demo_case *c = demo_plan(demo, community_script, id, i);
        struct date day = demo_working_day_after(demo, date_of(demo->year - 1, 12, 13),
                                                 (int)demo_below(demo, c, 9));
        c->a = DEMO_COMMUNITY_FIRST + i;
        demo_next(demo, c, STEP_RECORD, demo_office_hours(demo, c, day));
    }
    for (int64_t i = 0; i < clients; i++)
        plan_client(demo, clients_id, i, i + 1);
    for (int64_t i = 0; i < twice; i++)
        plan_client(demo, clients_id, clients + i, 1 + i * (clients - 1) / twice);
    for (int64_t i = 0; i < probono; i++) {
        struct demo_case *c = demo_plan(demo, probono_script, probono_id, (uint32_t)i);
        demo_next(demo, c, 0,
                  demo_office_hours(demo, c, demo_when_day(demo, c, month_weights, 104, 1230)));
    }
    demo->commands_planned += DEMO_COMMUNITIES * 42 + clients * 6 / 5 + twice + probono;
}
