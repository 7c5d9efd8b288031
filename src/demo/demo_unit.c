/*
 * demo_unit.c - the district's organs as a standing register: set up when the district was formed,
 * renamed and merged since.
 */
#include "demo/demo_steps.h"

#include <stdio.h>
#include <string.h>

enum step { STEP_FORM, STEP_RENAME, STEP_MERGE };

enum { PARTY_ORGANS = 10, RENAMED = 7 }; /* the eighth subdistrict bore another name */

/* Communities that were merged into a neighbour: of the subdistricts with these places. */
static const int merged_in[] = {3, 5, 6};

struct forming {
    struct demo *demo;
    struct demo_case *c;
    const struct organisation *org;
    int64_t government;
    int64_t above; /* matter of the subdistrict whose communities follow */
};

/* What only some kinds have. */
static void put_details(struct demo *demo, const char *kind, int64_t unit)
{
    if (strcmp(kind, "vertical") == 0)
        demo_put(demo, "superior", "市级主管部门");
    if (strcmp(kind, "department") == 0 || strcmp(kind, "vertical") == 0
        || strcmp(kind, "subdistrict") == 0) {
        bool may = strcmp(kind, "department") != 0 || unit % 3 != 0;
        demo_put(demo, "may_enforce", may ? "true" : "false");
    }
    if (strcmp(kind, "mediation") == 0)
        demo_put_i64(demo, "members", 5 + unit % 5);
    if (strcmp(kind, "law_firm") == 0)
        demo_put_i64(demo, "members", 4 + unit * 7 % 36);
}

static bool establish(struct forming *f, const char *kind, struct str name, int64_t unit,
                      int64_t parent)
{
    struct demo *demo = f->demo;
    demo_file(demo, "unit");
    demo_put(demo, "kind", kind);
    demo_put_str(demo, "name", name);
    if (unit != 0) {
        demo_put_i64(demo, "organ", unit);
        demo_put_str(demo, "code", organisation_unit(f->org, unit)->code);
    }
    if (parent != 0)
        demo_put_i64(demo, "parent", parent);
    put_details(demo, kind, unit);
    demo_put(demo, "basis", "演示批复〔2013〕1号");
    return demo_send(demo, f->c, DEMO_CASEWORKER);
}

static bool establish_unit(struct forming *f, const char *kind, int64_t unit, int64_t parent)
{
    return establish(f, kind, organisation_unit(f->org, unit)->name, unit, parent);
}

/* Its name as it was: changed by a case of its own some years later. */
static void form_renamed(struct forming *f, uint32_t script_id, int64_t unit, demo_script *script)
{
    struct demo *demo = f->demo;
    struct demo_case *later = demo_plan(demo, script, script_id, 1);
    (void)establish(f, "subdistrict", STR("阅江楼街道办事处"), unit, f->government);
    later->matter = f->c->matter;
    later->unit = unit;
    struct date day = date_max(date_of(demo->year - 4, 9, 10), date_of(2016, 9, 12));
    demo_on(demo, later, STEP_RENAME, day);
}

/* A thirteenth community that is merged into the first one of its subdistrict. */
static void form_merged(struct forming *f, uint32_t index, demo_script *script, int64_t successor)
{
    struct demo *demo = f->demo;
    char name[96];
    struct str above = demo_unit_name(demo, DEMO_SUBDISTRICT_FIRST + merged_in[index]);
    int len =
        snprintf(name, sizeof name, "%.*s第十二社区", (int)(above.len - strlen("办事处")), above.p);
    struct demo_case *later = demo_plan(demo, script, f->c->script_id, 2 + index);
    (void)establish(f, "community", (struct str){name, (size_t)len}, 0, f->above);
    later->matter = f->c->matter;
    later->b = successor;
    struct date day = date_max(date_of(demo->year - 2, 11, 16), date_of(2016, 11, 14));
    demo_on(demo, later, STEP_MERGE, day);
}

static void script(struct demo *demo, struct demo_case *c);

static void form_subdistrict(struct forming *f, int64_t i, int64_t *community)
{
    int64_t unit = DEMO_SUBDISTRICT_FIRST + i, first = 0;
    if (i == RENAMED)
        form_renamed(f, f->c->script_id, unit, script);
    else
        (void)establish_unit(f, "subdistrict", unit, f->government);
    f->above = f->c->matter;
    (void)establish_unit(f, "justice_station", DEMO_STATION_FIRST + i, f->above);
    (void)establish_unit(f, "mediation", DEMO_MEDIATION_FIRST + i, f->above);
    while (*community < DEMO_COMMUNITY_FIRST + DEMO_COMMUNITIES
           && demo_subdistrict_of(*community) == unit) {
        (void)establish_unit(f, "community", (*community)++, f->above);
        if (first == 0)
            first = f->c->matter;
    }
    for (uint32_t k = 0; k < sizeof merged_in / sizeof merged_in[0]; k++)
        if (merged_in[k] == i)
            form_merged(f, k, script, first);
}

/* The last departments are bodies of the city's or institutions. */
static void form_departments(struct forming *f)
{
    static const char *const others[][2] = {
        {"police", "vertical"}, {"environment", "vertical"}, {"planning", "vertical"},
        {"fire", "vertical"},   {"archives", "institution"}, {"offices", "institution"}};
    for (size_t i = 0; i < demo_departments(); i++) {
        int64_t unit = DEMO_DEPARTMENT_FIRST + (int64_t)i;
        const char *kind = "department";
        for (size_t k = 0; k < sizeof others / sizeof others[0]; k++)
            if (str_equal_c(organisation_unit(f->org, unit)->code, others[k][0]))
                kind = others[k][1];
        (void)establish_unit(f, kind, unit, f->government);
    }
}

static void form_services(struct forming *f)
{
    (void)establish_unit(f, "legal_aid", DEMO_AID_CENTRE, f->government);
    (void)establish_unit(f, "notary", DEMO_NOTARY, f->government);
    for (int i = 0; i < DEMO_FIRMS; i++)
        (void)establish_unit(f, "law_firm", DEMO_FIRM_FIRST + i, 0);
}

static void form(struct demo *demo, struct demo_case *c)
{
    struct forming f = {demo, c, office_current(demo->office)->organisation, 0, 0};
    int64_t community = DEMO_COMMUNITY_FIRST;
    (void)establish_unit(&f, "government", DEMO_DISTRICT, 0);
    f.government = c->matter;
    form_departments(&f);
    for (size_t i = 0; i < demo_party_units(); i++)
        (void)establish_unit(&f, i < PARTY_ORGANS ? "party" : "mass", DEMO_PARTY_FIRST + (int64_t)i,
                             0);
    for (size_t i = 0; i < demo_committee_units(); i++)
        (void)establish_unit(&f, i < 2 ? "committee" : "state_firm",
                             DEMO_COMMITTEE_FIRST + (int64_t)i, f.government);
    form_services(&f);
    for (int64_t i = 0; i < DEMO_SUBDISTRICTS; i++)
        form_subdistrict(&f, i, &community);
}

static void script(struct demo *demo, struct demo_case *c)
{
    if (c->step == STEP_FORM) {
        form(demo, c);
        return;
    }
    demo_event(demo, c, c->step == STEP_RENAME ? "rename" : "merge");
    if (c->step == STEP_RENAME)
        demo_put_str(demo, "name", demo_unit_name(demo, c->unit));
    else
        demo_put_i64(demo, "successor", c->b);
    demo_put_text(demo, "basis", "演示批复〔%d〕%d号", date_year(demo_today(demo)),
                  20 + (int)c->index);
    (void)demo_send(demo, c, DEMO_CASEWORKER);
}

void demo_units(struct demo *demo)
{
    struct demo_case *c = demo_plan(demo, script, demo_new_script(demo), 0);
    demo_next(demo, c, STEP_FORM, instant_at(date_of(2013, 3, 25), 9, 0, 0));
    demo->commands_planned += 260;
}
