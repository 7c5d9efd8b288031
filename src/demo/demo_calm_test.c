/* The simulated year of the registers with few and calm matters, against the published report. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "crypto/hash.h"
#include "demo/demo.h"
#include "figure/figure.h"
#include "office/verify.h"
#include "os/file.h"

static const char calm[] =
    "plan,policy,scenario,guide,service_item,assistance,regulation_item,unit,grid,studio,screening,"
    "publicity,study,exam,officer,enforcement,normative,contract,comment_request,filereview,"
    "decision,duty_report,licence,coercion,supervision,counsel,arrears,project,"
    "administrative_mediation,publicity_prompt,duty_review,deliberation,legal_literate,oversight,"
    "evaluation,demonstration,own_study,yearly_report";

/* As the district's report of the year 2022 prints them. */
static const struct {
    const char *key, *text;
} printed[] = {
    {"plan.business_areas", "五个方面"},
    {"plan.business_items", "17项"},
    {"plan.business_tasks", "58条"},
    {"policy.total", "695条"},
    {"policy.published", "230条"},
    {"policy.news", "104条"},
    {"policy.notices", "41条"},
    {"scenario.batches", "3批"},
    {"scenario.published", "60个"},
    {"scenario.selected", "6个"},
    {"service.licence_reform_ways", "四种方式"},
    {"service.shortest_days", "1个工作日"},
    {"guide.registration_guides", "8本"},
    {"guide.instruction_sheets", "18项"},
    {"assistance.enterprises", "3349家"},
    {"service.at_subdistricts", "63个"},
    {"service.at_communities", "37个"},
    {"service.one_thing_packages", "119个"},
    {"service.assisted_steps", "6个环节"},
    {"regulation.items_claimed", "395项"},
    {"regulation.checklists", "454项"},
    {"regulation.coverage_rate", "98.4%"},
    {"service.certificate_free", "300多个"},
    {"normative.filing_rate", "100%"},
    {"normative.filing_on_time_rate", "100%"},
    {"normative.adopted", "2件"},
    {"normative.repealed", "5件"},
    {"normative.in_force", "7件"},
    {"contract.reviewed", "29件"},
    {"comment_request.handled", "41件"},
    {"unit.subdistricts", "13个街道"},
    {"enforcement.urban_management", "254件"},
    {"enforcement.market_supervision", "7件"},
    {"officer.certified", "786名"},
    {"officer.certified_subdistricts", "142人"},
    {"filereview.sent_to_city", "9本"},
    {"plan.risk_fields", "14个"},
    {"plan.risk_tasks", "61项"},
    {"decision.risk_assessments", "10个"},
    {"studio.individual", "26个"},
    {"screening.rounds", "5187次"},
    {"grid.general", "992个"},
    {"grid.dedicated", "168个"},
    {"grid.centre_rate", "100%"},
    {"publicity.events", "145场(次)"},
    {"publicity.trainings", "52场(次)"},
    {"study.lectures", "12场次"},
    {"study.consultations", "26场次"},
    {"study.items_given", "6000余份"},
    {"study.audience", "6500余人次"},
    {"study.reports_submitted", "3篇"},
    {"duty_report.units", "71家"},
    {"duty_report.groups", "四个类别"},
    {"study.topic_lectures", "2次"},
    {"study.committee_topics", "7次(项)"},
    {"study.hearing_attendance", "727人次"},
    {"exam.sessions", "1次"},
    {"exam.candidates", "3名"},
    {"exam.pass_rate", "100%"},
};

struct play {
    struct arena arena;
    char folder[64];
    struct str db;
    struct office *office;
};

static void must(bool ok, const struct err *err)
{
    if (!ok)
        fail_msg("%s", err->what);
}

static struct play play(int64_t permille, const char *seed, size_t batch)
{
    struct play p = {.office = NULL};
    struct office_stats stats;
    struct complaints complaints;
    struct err err;
    arena_init(&p.arena, 0);
    complaints_init(&complaints, &p.arena);
    snprintf(p.folder, sizeof p.folder, "/tmp/gulou-demo-test-XXXXXX");
    assert_non_null(mkdtemp(p.folder));
    p.db = arena_print(&p.arena, "%s/demo.db", p.folder);
    struct demo_options options = {.db = p.db,
                                   .year = 2022,
                                   .scale_permille = permille,
                                   .seed = str_of(seed),
                                   .only = str_of(calm),
                                   .batch = batch,
                                   .threads = 1,
                                   .is_quiet = true};
    must(demo_run(&options, &stats, &complaints, &err), &err);
    struct office_options office = {.db = p.db, .threads = 1, .today = DATE_NONE};
    must(office_open(&office, &p.office, &err), &err);
    return p;
}

static void done(struct play *p)
{
    struct err err;
    struct os_names names;
    office_close(p->office);
    must(os_directory_list(&p->arena, str_of(p->folder), &names, &err), &err);
    for (size_t i = 0; i < names.n; i++)
        must(os_file_remove(arena_print(&p->arena, "%s/%" STR_FMT, p->folder, STR_ARG(names.at[i])),
                            &err),
             &err);
    assert_int_equal(rmdir(p->folder), 0);
    arena_done(&p->arena);
}

static void the_year_prints_what_the_report_prints(void **state)
{
    struct play p = play(1000, "gulou-demo", 10000);
    const struct registry *registry = office_current(p.office)->registry;
    struct figure_question question = {.db = office_store(p.office),
                                       .district = office_district(p.office),
                                       .registry = registry,
                                       .from = date_of(2022, 1, 1),
                                       .to = date_of(2022, 12, 31),
                                       .stock_on = DATE_NONE};
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < sizeof printed / sizeof printed[0]; i++) {
        const struct figure_def *figure = registry_figure(registry, str_of(printed[i].key));
        struct figure_value value;
        struct err err;
        assert_non_null(figure);
        must(figure_one(&question, figure, &p.arena, &value, &err), &err);
        struct str text = figure_text(figure, &value, &p.arena);
        if (str_equal_c(text, printed[i].text))
            continue;
        print_error("%s: %s expected, not %.*s\n", printed[i].key, printed[i].text, STR_ARG(text));
        wrong++;
    }
    assert_int_equal(wrong, 0);
    done(&p);
}

static void another_seed_and_scale_is_played_without_a_refusal_and_verifies(void **state)
{
    static const struct {
        int64_t permille;
        const char *seed;
    } plays[] = {{1, "a"}, {20, "b"}, {130, "c"}};
    (void)state;
    for (size_t i = 0; i < sizeof plays / sizeof plays[0]; i++) {
        struct play p = play(plays[i].permille, plays[i].seed, 1000);
        struct verdict verdict;
        struct err err;
        must(verify_office(p.office, &p.arena, true, &verdict, &err), &err);
        assert_int_equal(verdict.complaints.list.n, 0);
        assert_true(verdict.entries > 3000);
        done(&p);
    }
}

static void the_batch_size_changes_nothing(void **state)
{
    struct play one = play(10, "same", 7), two = play(10, "same", 5000);
    struct play other = play(10, "other", 5000);
    struct hash256 roots[3];
    (void)state;
    tree_root(office_tree(one.office), &roots[0]);
    tree_root(office_tree(two.office), &roots[1]);
    tree_root(office_tree(other.office), &roots[2]);
    assert_true(hash_equal(&roots[0], &roots[1]));
    assert_false(hash_equal(&roots[0], &roots[2]));
    done(&one);
    done(&two);
    done(&other);
}

/* On the days between the year and the report only the column of policies goes on. */
static void nothing_but_policies_happens_after_the_year(void **state)
{
    struct play p = play(1000, "late", 10000);
    const struct registry *registry = office_current(p.office)->registry;
    struct figure_question question = {.db = office_store(p.office),
                                       .district = office_district(p.office),
                                       .registry = registry,
                                       .from = date_of(2023, 1, 1),
                                       .to = date_of(2023, 12, 31),
                                       .stock_on = DATE_NONE};
    (void)state;
    for (size_t i = 0; i < sizeof printed / sizeof printed[0]; i++) {
        const struct figure_def *figure = registry_figure(registry, str_of(printed[i].key));
        struct figure_value value;
        struct err err;
        if (!str_equal_c(str_of(figure_kind_word(figure)), "count"))
            continue;
        must(figure_one(&question, figure, &p.arena, &value, &err), &err);
        int64_t expected = str_equal_c(figure->key, "policy.published") ? 5 : 0;
        if (date_year(value.from) == 2023 && value.numerator != expected)
            fail_msg("%s: %lld in the year after", printed[i].key, (long long)value.numerator);
    }
    done(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_year_prints_what_the_report_prints),
        cmocka_unit_test(another_seed_and_scale_is_played_without_a_refusal_and_verifies),
        cmocka_unit_test(the_batch_size_changes_nothing),
        cmocka_unit_test(nothing_but_policies_happens_after_the_year),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
