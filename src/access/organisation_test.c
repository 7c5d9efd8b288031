#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "access/access.h"

static const char district[] =
    "units:\n"
    "  - {id: 3, code: district, name: 区, kind: government, from: 2000-01-01}\n"
    "  - {id: 10, code: justice, name: 司法局, kind: department, parent: district, from: "
    "2000-01-01}\n"
    "  - {id: 11, code: station, name: 司法所, kind: station, parent: justice, from: 2000-01-01}\n"
    "  - {id: 12, code: trade, name: 商务局, kind: department, parent: district, from: 2000-01-01, "
    "to: 2021-12-31}\n"
    "  - {id: 13, code: commerce, name: 商务和投资局, kind: department, parent: district, "
    "succeeds: "
    "trade, from: 2022-01-01}\n"
    "people:\n"
    "  - {id: 101, name: 甲, posts: [{unit: justice, roles: [handler, intake], from: 2021-01-01, "
    "to: 2022-06-30}, {unit: commerce, roles: [unit_head], from: 2022-07-01}]}\n"
    "  - {id: 102, name: 乙, posts: [{unit: district, roles: [handler], from: 2000-01-01}]}\n"
    "  - {id: 103, name: 丙, posts: [{unit: station, roles: [handler], from: 2000-01-01}]}\n"
    "  - {id: 104, name: 丁, posts: [{unit: district, roles: [handler, archivist], registers: "
    "[review, appeal], from: 2000-01-01}]}\n";

static struct arena arena;

static struct organisation *load(const char *text, struct complaints *complaints)
{
    complaints_init(complaints, &arena);
    return organisation_load(&arena, STR("organisation.yaml"), str_of(text), complaints);
}

static struct organisation *load_district(void)
{
    struct complaints complaints;
    struct organisation *org = load(district, &complaints);
    assert_non_null(org);
    return org;
}

static bool may(const struct organisation *org, int64_t person, const char *role, int64_t unit,
                struct date on)
{
    struct str roles[] = {str_of(role)};
    struct access_question question = {
        .person = person, .roles = roles, .roles_n = 1, .unit = unit, .on = on};
    return access_may(org, &question);
}

static void a_post_reaches_its_unit_and_those_below(void **state)
{
    (void)state;
    const struct organisation *org = load_district();
    struct date day = date_of(2022, 3, 1);
    assert_true(may(org, 101, "handler", 10, day));
    assert_true(may(org, 101, "handler", 11, day));
    assert_false(may(org, 101, "handler", 3, day));
    assert_false(may(org, 101, "handler", 13, day));
    assert_true(may(org, 102, "handler", 13, day));
    assert_false(may(org, 103, "handler", 10, day));
    assert_true(may(org, 103, "handler", 11, day));
    assert_true(may(org, 103, "handler", 0, day)); /* of no unit in particular */
    assert_false(may(org, 999, "handler", 0, day));
    assert_false(may(org, 101, "organ_head", 10, day));
}

static bool may_in(const struct organisation *org, const char *key, int64_t person)
{
    struct str role = STR("handler");
    struct access_question question = {.person = person,
                                       .roles = &role,
                                       .roles_n = 1,
                                       .register_key = str_of(key),
                                       .unit = 11,
                                       .on = date_of(2022, 3, 1)};
    return access_may(org, &question);
}

static void a_post_in_some_registers_is_held_in_no_other(void **state)
{
    (void)state;
    const struct organisation *org = load_district();
    assert_true(may_in(org, "review", 104));
    assert_true(may_in(org, "appeal", 104));
    assert_false(may_in(org, "workorder", 104));
    assert_false(may_in(org, "", 104));
    assert_true(may_in(org, "workorder", 102));
    assert_false(access_has_role(org, 104, STR("archivist"), date_of(2022, 3, 1)));
}

static bool is_kept(const struct organisation *org, int64_t accused, int64_t person, int64_t unit)
{
    struct access_accusation of = {accused, date_of(2022, 3, 1)};
    return access_is_kept_from(org, &of, person, unit);
}

static void an_accusation_is_kept_from_the_unit_and_its_subtree(void **state)
{
    (void)state;
    const struct organisation *org = load_district();
    assert_true(is_kept(org, 10, 101, 0));
    assert_true(is_kept(org, 10, 103, 0)); /* of the station below it */
    assert_true(is_kept(org, 10, 0, 11));
    assert_true(is_kept(org, 10, ACCESS_OFFICE, 10));
    assert_false(is_kept(org, 10, 102, 0)); /* of the district, above it */
    assert_false(is_kept(org, 10, 102, 12));
    assert_false(is_kept(org, 11, 101, 0));
    assert_true(is_kept(org, 12, 0, 13)); /* it took over from the unit complained of */
    assert_true(is_kept(org, 13, 0, 12));
    assert_true(is_kept(org, 3, 102, 0));
    assert_true(is_kept(org, 3, 104, 0)); /* whatever the register of the post */
}

static void strangers_see_no_accusation_and_the_office_sees_all(void **state)
{
    (void)state;
    const struct organisation *org = load_district();
    assert_true(is_kept(org, 10, ACCESS_STRANGER, 0));
    assert_true(is_kept(org, 0, ACCESS_STRANGER, 0));
    assert_false(is_kept(org, 10, ACCESS_OFFICE, 0));
    assert_false(is_kept(org, 0, 101, 0)); /* nobody is complained of by name */
}

static bool is_review(const void *context, struct str key)
{
    (void)context;
    return str_equal_c(key, "review");
}

static void a_post_in_a_register_that_there_is_not_is_told(void **state)
{
    (void)state;
    struct complaints complaints;
    complaints_init(&complaints, &arena);
    organisation_check(load_district(), STR("organisation.yaml"), is_review, NULL, &complaints);
    assert_int_equal(complaints.list.n, 1);
    assert_true(str_find(complaints.list.at[0].text, STR("\"appeal\""))
                < complaints.list.at[0].text.len);
}

static void a_post_holds_from_its_first_to_its_last_day(void **state)
{
    (void)state;
    const struct organisation *org = load_district();
    assert_false(may(org, 101, "handler", 10, date_of(2020, 12, 31)));
    assert_true(may(org, 101, "handler", 10, date_of(2021, 1, 1)));
    assert_true(may(org, 101, "handler", 10, date_of(2022, 6, 30)));
    assert_false(may(org, 101, "handler", 10, date_of(2022, 7, 1)));
    assert_true(access_has_role(org, 101, STR("unit_head"), date_of(2022, 7, 1)));
    assert_false(access_has_role(org, 101, STR("unit_head"), date_of(2022, 6, 30)));
}

static void roles_of_one_post_do_not_reach_into_another(void **state)
{
    (void)state;
    const struct organisation *org = load_district();
    assert_false(may(org, 101, "unit_head", 10, date_of(2022, 8, 1)));
    assert_true(may(org, 101, "unit_head", 13, date_of(2022, 8, 1)));
}

static void a_successor_answers_for_the_unit_that_it_took_over(void **state)
{
    (void)state;
    const struct organisation *org = load_district();
    int64_t *ids;
    size_t n;
    assert_true(organisation_is_within(org, 12, 13));
    assert_false(organisation_is_within(org, 13, 12));
    assert_true(may(org, 101, "unit_head", 12, date_of(2022, 8, 1)));
    organisation_subtree(org, &arena, 13, &ids, &n);
    assert_int_equal(n, 2);
    organisation_subtree(org, &arena, 3, &ids, &n);
    assert_int_equal(n, 5);
    organisation_subtree(org, &arena, 11, &ids, &n);
    assert_int_equal(n, 1);
}

static void refuses(const char *text, const char *words)
{
    struct complaints complaints;
    struct buf all;
    buf_init(&all, 1 << 16);
    assert_null(load(text, &complaints));
    complaints_print(&complaints, &all);
    if (str_find(buf_str(&all), str_of(words)) == all.len)
        fail_msg("expected \"%s\", found %.*s", words, (int)all.len, all.p);
    buf_done(&all);
}

#define UNIT(id, code, more) \
    "units: [{id: " id ", code: " code ", name: 甲, kind: department, from: 2000-01-01" more "}"
#define NOBODY "]\npeople: []\n"

static void a_wrong_organisation_is_told(void **state)
{
    (void)state;
    refuses(UNIT("2", "a", "") NOBODY, "from 3 on");
    refuses(UNIT("x", "a", "") NOBODY, "from 3 on");
    refuses(UNIT("16777216", "a", "") NOBODY, "up to 16777215");
    refuses(UNIT("3", "a", ", parent: b") NOBODY, "no unit has this code");
    refuses(UNIT("3", "a", ", parent: a") NOBODY, "no unit has this code");
    refuses(UNIT("3", "a", ", to: 2022-02-30") NOBODY, "existing day");
    refuses(UNIT("3", "a",
                 "") ", {id: 3, code: b, name: 乙, kind: department, from: 2000-01-01}" NOBODY,
            "the id is used twice");
    refuses(UNIT("3", "a",
                 "") ", {id: 4, code: a, name: 乙, kind: department, from: 2000-01-01}" NOBODY,
            "the code is used twice");
    refuses(
        UNIT("3", "a", "") "]\npeople: [{id: 9, name: 乙, posts: [{unit: a, roles: [king], from: "
                           "2000-01-01}]}]\n",
        "no such role");
    refuses(UNIT("3", "a", "") "]\npeople: [{id: 9, name: 乙, posts: [{roles: [handler], from: "
                               "2000-01-01}]}]\n",
            "unit");
    refuses(UNIT("3", "a", "") "]\npeople: [{id: 9, name: 乙, posts: [{unit: a, roles: [handler], "
                               "registers: [], from: 2000-01-01}]}]\n",
            "in some registers only");
    refuses(UNIT("3", "a", "") "]\n", "people");
    refuses("units: 3\npeople: []\n", "a list of");
}

static void a_unit_ends_no_earlier_than_it_begins(void **state)
{
    (void)state;
    refuses(UNIT("3", "a", ", to: 1999-12-31") NOBODY, "before");
}

static void people_and_units_are_found_by_what_they_are_called(void **state)
{
    (void)state;
    struct complaints complaints;
    struct date before = date_of(2021, 6, 1), after = date_of(2022, 6, 1);
    int64_t id = 0;
    const struct organisation *org =
        load("units:\n"
             "  - {id: 3, code: district, name: 区, kind: government, from: 2000-01-01}\n"
             "  - {id: 4, code: old, name: 街道, kind: subdistrict, from: 2000-01-01, to: "
             "2021-12-31}\n"
             "  - {id: 5, code: new, name: 街道, kind: subdistrict, from: 2022-01-01}\n"
             "  - {id: 6, code: a, name: 社区, kind: community, from: 2000-01-01}\n"
             "  - {id: 7, code: b, name: 社区, kind: community, from: 2000-01-01}\n"
             "people:\n"
             "  - {id: 101, name: 甲, posts: []}\n"
             "  - {id: 102, name: 乙, posts: []}\n"
             "  - {id: 103, name: 乙, posts: []}\n",
             &complaints);
    assert_non_null(org);
    assert_int_equal(organisation_unit_named(org, STR("new"), before, &id), 1);
    assert_int_equal(id, 5);
    assert_int_equal(organisation_unit_named(org, STR("街道"), before, &id), 1);
    assert_int_equal(id, 4);
    assert_int_equal(organisation_unit_named(org, STR("街道"), after, &id), 1);
    assert_int_equal(id, 5);
    assert_int_equal(organisation_unit_named(org, STR("街道"), DATE_NONE, &id), 2);
    assert_int_equal(organisation_unit_named(org, STR("社区"), after, &id), 2);
    assert_int_equal(organisation_unit_named(org, STR("街"), after, &id), 0);
    assert_int_equal(organisation_person_named(org, STR("甲"), &id), 1);
    assert_int_equal(id, 101);
    assert_int_equal(organisation_person_named(org, STR("乙"), &id), 2);
    assert_int_equal(organisation_person_named(org, STR("丙"), &id), 0);
}

static int begin(void **state)
{
    (void)state;
    arena_init(&arena, 0);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_done(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_post_reaches_its_unit_and_those_below, begin, end),
        cmocka_unit_test_setup_teardown(a_post_in_some_registers_is_held_in_no_other, begin, end),
        cmocka_unit_test_setup_teardown(an_accusation_is_kept_from_the_unit_and_its_subtree, begin,
                                        end),
        cmocka_unit_test_setup_teardown(strangers_see_no_accusation_and_the_office_sees_all, begin,
                                        end),
        cmocka_unit_test_setup_teardown(a_post_in_a_register_that_there_is_not_is_told, begin, end),
        cmocka_unit_test_setup_teardown(a_post_holds_from_its_first_to_its_last_day, begin, end),
        cmocka_unit_test_setup_teardown(roles_of_one_post_do_not_reach_into_another, begin, end),
        cmocka_unit_test_setup_teardown(a_successor_answers_for_the_unit_that_it_took_over, begin,
                                        end),
        cmocka_unit_test_setup_teardown(a_wrong_organisation_is_told, begin, end),
        cmocka_unit_test_setup_teardown(people_and_units_are_found_by_what_they_are_called, begin,
                                        end),
        cmocka_unit_test_setup_teardown(a_unit_ends_no_earlier_than_it_begins, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
