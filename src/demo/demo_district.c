/*
 * demo_district.c - the simulated district: units, posts, members of staff. All people are
 * invented, communities have numbers instead of names.
 */
#include <stdio.h>

#include "base/assert.h"
#include "demo/demo.h"

static const struct {
    const char *code, *name;
} departments[] = {
    {"office", "区政府办公室"},     {"justice", "区司法局"},
    {"reform", "区发改委"},         {"education", "区教育局"},
    {"science", "区科技局"},        {"industry", "区工信局"},
    {"civil", "区民政局"},          {"finance", "区财政局"},
    {"human", "区人社局"},          {"housing", "区建设房产局"},
    {"urban", "区城管局"},          {"water", "区水务局"},
    {"commerce", "区商务局"},       {"culture", "区文旅局"},
    {"health", "区卫健委"},         {"veterans", "区退役军人局"},
    {"emergency", "区应急局"},      {"audit", "区审计局"},
    {"market", "区市场监管局"},     {"statistics", "区统计局"},
    {"insurance", "区医保局"},      {"petition", "区信访局"},
    {"approval", "区行政审批局"},   {"assets", "区国资办"},
    {"police", "区公安分局"},       {"environment", "区生态环境局"},
    {"planning", "区规划资源分局"}, {"fire", "区消防救援大队"},
    {"archives", "区档案馆"},       {"offices", "区机关事务管理中心"},
};

static const struct {
    const char *code, *name;
} party_units[] = {
    {"political", "区委政法委"}, {"organisation", "区委组织部"}, {"publicity", "区委宣传部"},
    {"united", "区委统战部"},    {"establishment", "区委编办"},  {"secretariat", "区委办公室"},
    {"network", "区委网信办"},   {"school", "区委党校"},         {"organs", "区级机关工委"},
    {"old", "区委老干部局"},     {"union", "区总工会"},          {"youth", "团区委"},
    {"women", "区妇联"},         {"association", "区科协"},      {"federation", "区工商联"},
    {"disabled", "区残联"},      {"redcross", "区红十字会"},     {"overseas", "区侨联"},
    {"writers", "区文联"},       {"law_society", "区法学会"},
};

static const struct {
    const char *code, *name;
} committees[] = {
    {"high_tech", "区高新区管委会"},  {"waterfront", "区滨江管委会"},
    {"city_invest", "区城投集团"},    {"assets_group", "区国资集团"},
    {"culture_group", "区文旅集团"},  {"housing_group", "区安居集团"},
    {"property_group", "区物业集团"}, {"innovation_group", "区创投集团"},
};

/* Statistical codes of the thirteen subdistricts and the number of communities of each: 120. */
static const struct {
    const char *code, *name;
    int communities;
} subdistricts[DEMO_SUBDISTRICTS] = {
    {"320106001", "宁海路", 9},  {"320106002", "华侨路", 7}, {"320106003", "湖南路", 8},
    {"320106004", "中央门", 11}, {"320106005", "挹江门", 9}, {"320106006", "江东", 11},
    {"320106007", "凤凰", 11},   {"320106008", "下关", 8},   {"320106009", "热河南路", 9},
    {"320106010", "幕府山", 8},  {"320106011", "建宁路", 8}, {"320106012", "宝塔桥", 12},
    {"320106013", "小市", 9},
};

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

size_t demo_departments(void)
{
    return COUNT(departments);
}

size_t demo_party_units(void)
{
    return COUNT(party_units);
}

size_t demo_committee_units(void)
{
    return COUNT(committees);
}

int64_t demo_department(const char *code)
{
    for (size_t i = 0; i < COUNT(departments); i++)
        if (str_equal_c(str_of(code), departments[i].code))
            return DEMO_DEPARTMENT_FIRST + (int64_t)i;
    for (size_t i = 0; i < COUNT(party_units); i++)
        if (str_equal_c(str_of(code), party_units[i].code))
            return DEMO_PARTY_FIRST + (int64_t)i;
    gl_bug("no department has this code");
    return 0;
}

int64_t demo_subdistrict_of(int64_t community)
{
    int64_t left = community - DEMO_COMMUNITY_FIRST;
    for (size_t i = 0; i < DEMO_SUBDISTRICTS; i++) {
        if (left < subdistricts[i].communities)
            return DEMO_SUBDISTRICT_FIRST + (int64_t)i;
        left -= subdistricts[i].communities;
    }
    gl_bug("there are 120 communities");
    return 0;
}

int64_t demo_handler(int64_t unit)
{
    return 1000 + unit * 10 + 1;
}

int64_t demo_reviewer(int64_t unit)
{
    return 1000 + unit * 10 + 2;
}

int64_t demo_head(int64_t unit)
{
    return 1000 + unit * 10 + 3;
}

static void put_unit(struct buf *out, int64_t id, const char *code, const char *name,
                     const char *kind, const char *parent)
{
    buf_print(out, "  - {id: %lld, code: \"%s\", name: %s, kind: %s%s%s%s, from: 2013-03-01}\n",
              (long long)id, code, name, kind, parent[0] == '\0' ? "" : ", parent: \"", parent,
              parent[0] == '\0' ? "" : "\"");
}

static const char *const ordinals[] = {"一", "二", "三", "四", "五",   "六",
                                       "七", "八", "九", "十", "十一", "十二"};

static void put_subdistrict(struct buf *out, size_t i, int64_t *community)
{
    char code[32], name[96];
    const char *sub = subdistricts[i].code;
    snprintf(name, sizeof name, "%s街道办事处", subdistricts[i].name);
    put_unit(out, DEMO_SUBDISTRICT_FIRST + (int64_t)i, sub, name, "subdistrict", "district");
    snprintf(code, sizeof code, "station%02zu", i + 1);
    snprintf(name, sizeof name, "%s司法所", subdistricts[i].name);
    put_unit(out, DEMO_STATION_FIRST + (int64_t)i, code, name, "station", sub);
    snprintf(code, sizeof code, "mediation%02zu", i + 1);
    snprintf(name, sizeof name, "%s街道人民调解委员会", subdistricts[i].name);
    put_unit(out, DEMO_MEDIATION_FIRST + (int64_t)i, code, name, "committee", sub);
    for (int n = 0; n < subdistricts[i].communities; n++) {
        snprintf(code, sizeof code, "%s%03d", sub, n + 1);
        snprintf(name, sizeof name, "%s街道第%s社区", subdistricts[i].name, ordinals[n]);
        put_unit(out, (*community)++, code, name, "community", sub);
    }
}

static void put_units(struct buf *out)
{
    char code[32], name[64];
    int64_t community = DEMO_COMMUNITY_FIRST;
    buf_put_c(out, "units:\n");
    put_unit(out, DEMO_DISTRICT, "district", "鼓楼区人民政府", "government", "");
    for (size_t i = 0; i < COUNT(departments); i++)
        put_unit(out, DEMO_DEPARTMENT_FIRST + (int64_t)i, departments[i].code, departments[i].name,
                 "department", "district");
    for (size_t i = 0; i < COUNT(party_units); i++)
        put_unit(out, DEMO_PARTY_FIRST + (int64_t)i, party_units[i].code, party_units[i].name,
                 "party", "district");
    for (size_t i = 0; i < COUNT(committees); i++)
        put_unit(out, DEMO_COMMITTEE_FIRST + (int64_t)i, committees[i].code, committees[i].name,
                 "committee_firm", "district");
    for (size_t i = 0; i < DEMO_SUBDISTRICTS; i++)
        put_subdistrict(out, i, &community);
    for (int i = 0; i < DEMO_FIRMS; i++) {
        snprintf(code, sizeof code, "firm%02d", i + 1);
        snprintf(name, sizeof name, "演示第%d律师事务所", i + 1);
        put_unit(out, DEMO_FIRM_FIRST + i, code, name, "firm", "justice");
    }
    put_unit(out, DEMO_AID_CENTRE, "legal_aid", "区法律援助中心", "centre", "justice");
    put_unit(out, DEMO_NOTARY, "notary", "演示公证处", "notary", "justice");
    put_unit(out, DEMO_HOTLINE, "hotline", "区12345政务热线中心", "centre", "office");
}

/* `registers`: the only ones in which the post is held, or NULL. */
static void put_person_in(struct buf *out, int64_t id, const char *unit, const char *roles,
                          const char *registers)
{
    buf_print(out,
              "  - {id: %lld, name: 演示人员%lld, posts: [{unit: \"%s\", roles: [%s]%s%s%s, from: "
              "2013-03-01}]}\n",
              (long long)id, (long long)id, unit, roles, registers == NULL ? "" : ", registers: [",
              registers == NULL ? "" : registers, registers == NULL ? "" : "]");
}

static void put_person(struct buf *out, int64_t id, const char *unit, const char *roles)
{
    put_person_in(out, id, unit, roles, NULL);
}

static void put_staff(struct buf *out, int64_t unit, const char *code)
{
    put_person(out, demo_handler(unit), code, "handler, intake, reporter");
    put_person(out, demo_reviewer(unit), code, "reviewer, handler");
    put_person(out, demo_head(unit), code, "unit_head, signer, reviewer");
}

static void put_people(struct buf *out)
{
    char code[32];
    buf_put_c(out, "people:\n");
    for (size_t i = 0; i < COUNT(departments); i++)
        put_staff(out, DEMO_DEPARTMENT_FIRST + (int64_t)i, departments[i].code);
    for (size_t i = 0; i < COUNT(party_units); i++)
        put_staff(out, DEMO_PARTY_FIRST + (int64_t)i, party_units[i].code);
    for (size_t i = 0; i < COUNT(committees); i++)
        put_staff(out, DEMO_COMMITTEE_FIRST + (int64_t)i, committees[i].code);
    for (size_t i = 0; i < DEMO_SUBDISTRICTS; i++) {
        put_staff(out, DEMO_SUBDISTRICT_FIRST + (int64_t)i, subdistricts[i].code);
        snprintf(code, sizeof code, "station%02zu", i + 1);
        put_staff(out, DEMO_STATION_FIRST + (int64_t)i, code);
        snprintf(code, sizeof code, "mediation%02zu", i + 1);
        put_staff(out, DEMO_MEDIATION_FIRST + (int64_t)i, code);
    }
    for (int i = 0; i < DEMO_FIRMS; i++) {
        snprintf(code, sizeof code, "firm%02d", i + 1);
        put_staff(out, DEMO_FIRM_FIRST + i, code);
    }
    put_staff(out, DEMO_AID_CENTRE, "legal_aid");
    put_staff(out, DEMO_NOTARY, "notary");
    put_staff(out, DEMO_HOTLINE, "hotline");
    put_person(out, DEMO_INTAKE, "district", "intake, reviewer");
    put_person(out, DEMO_INTAKE_TWO, "district", "intake, reviewer");
    put_person(out, DEMO_CASEWORKER, "district", "handler, intake, reviewer, reporter");
    put_person(out, DEMO_CASEWORKER_TWO, "district", "handler, intake, reviewer, reporter");
    put_person(out, DEMO_BODY_HEAD, "district", "body_head, unit_head, signer");
    put_person(out, DEMO_ORGAN_HEAD, "district", "organ_head, body_head, unit_head");
    put_person(out, DEMO_SUPERVISOR, "district", "supervisor, reviewer, archivist");
    put_person(out, DEMO_SIGNER, "district", "signer, unit_head, statistician");
    put_person(out, DEMO_ADMINISTRATOR, "district", "administrator");
    for (int64_t id = DEMO_BODY_STAFF; id <= DEMO_BODY_STAFF_TWO; id++)
        put_person_in(out, id, "district", "handler, intake, reviewer, reporter",
                      "reconsideration");
}

struct str demo_organisation(struct arena *arena, int year)
{
    struct buf out;
    buf_init(&out, 1 << 20);
    buf_print(&out,
              "# The organisation of the simulated district, year %d. All people are "
              "invented.\n",
              year);
    put_units(&out);
    put_people(&out);
    struct str text = arena_copy(arena, buf_str(&out));
    buf_done(&out);
    return text;
}
