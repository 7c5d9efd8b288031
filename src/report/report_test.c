#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/embed.h"
#include "os/file.h"
#include "report/report_sign.h"
#include "text/json.h"

/* A desk with two registers' worth of figures, and what the last source was complained of. */
struct fixture {
    struct arena arena;
    const struct registry *registry;
    struct complaints complaints;
    struct figure_value *values;
    struct buf out;
};

static const char definitions[] =
    "register: trial\ntitle: 试验\nnumber: '{year}-{seq}'\n"
    "fields:\n  people: {type: integer, required: true, title: 人数}\n"
    "states: {open: 在办, done: 已办}\n"
    "events:\n"
    "  enter: {to: open, by: [handler], title: 登记}\n"
    "  finish: {from: open, to: done, by: [handler], title: 办结}\n"
    "figures:\n"
    "  received: {count: enter, title: {zh: 收到, unit: 件}, part: '1.1'}\n"
    "  done: {count: finish, title: {zh: 办结, unit: 件}, part: '1.2'}\n"
    "  people: {sum: people, of: enter, title: {zh: 人数, unit: 人}, restricted: true}\n"
    "  done_rate: {share: done / received, digits: 1, title: {zh: 办结率}}\n"
    "  basis: {count: finish, derived: true, title: {zh: 基数, unit: 件}, part: '1.2'}\n";

static int setup(void **state)
{
    static struct fixture fixture;
    struct fixture *f = &fixture;
    struct registry_file file = {STR("trial.yaml"), str_of(definitions)};
    arena_init(&f->arena, 0);
    buf_init(&f->out, 1 << 20);
    complaints_init(&f->complaints, &f->arena);
    f->registry = registry_load(&f->arena, &file, 1, NULL, &f->complaints);
    complaints_print(&f->complaints, &f->out);
    if (f->registry == NULL)
        fail_msg("%.*s", (int)f->out.len, f->out.p);
    f->values = arena_array(&f->arena, struct figure_value, f->registry->figures_n + 1);
    for (size_t i = 0; i < f->registry->figures_n; i++)
        f->values[i] = (struct figure_value){
            .is_known = true,
            .numerator = 7 + (int64_t)i,
            .denominator = 1,
            .from = date_of(2022, 1, 1),
            .to = date_of(2022, 12, 31),
            .as_of = date_of(2022, 12, 31),
        };
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    buf_done(&f->out);
    arena_done(&f->arena);
    return 0;
}

static const struct report_source *parse(struct fixture *f, const char *text)
{
    complaints_init(&f->complaints, &f->arena);
    return report_parse(&f->arena, f->registry, STR("reports/t.md"), str_of(text), &f->complaints);
}

/* The n-th complaint stands at the place and says the words. */
static void assert_complaint(const struct fixture *f, size_t n, int line, int column,
                             const char *words)
{
    assert_true(n < f->complaints.list.n);
    const struct complaint *c = &f->complaints.list.at[n];
    if (c->line != line || c->column != column || str_find(c->text, str_of(words)) == c->text.len)
        fail_msg("%d:%d: %.*s", c->line, c->column, (int)c->text.len, c->text.p);
}

static struct report bind(struct fixture *f, const char *text, bool is_demo)
{
    struct report_binding binding = {.year = 2022, .office = STR("鼓楼<区>"), .is_demo = is_demo};
    struct report report;
    const struct report_source *source = parse(f, text);
    if (source == NULL)
        fail_msg("%.*s", (int)f->complaints.list.at[0].text.len, f->complaints.list.at[0].text.p);
    report_bind(source, f->registry, &binding, f->values, &f->arena, &report);
    return report;
}

static size_t times(struct str text, struct str needle)
{
    size_t n = 0;
    for (size_t at; (at = str_find(text, needle)) < text.len; n++)
        text = str_from(text, at + needle.len);
    return n;
}

static struct str html(struct fixture *f, const struct report *report, const char *links)
{
    buf_clear(&f->out);
    document_put_html(report_document(report, links, &f->arena), &f->out);
    return buf_str(&f->out);
}

/* ---- sources ---- */

static void a_digit_that_is_neither_figure_nor_literal_is_refused_with_its_place(void **state)
{
    struct fixture *f = *state;
    assert_null(parse(
        f, "# 报告\n\n收到{trial.received}，比上年多12件，第３位。\n次年[[5|例子]]件、6件。\n"));
    assert_int_equal(f->complaints.list.n, 3);
    assert_complaint(f, 0, 3, 24, "a number that is no figure");
    assert_complaint(f, 1, 3, 29, "a number that is no figure");
    assert_complaint(f, 2, 4, 13, "a number that is no figure");
}

static void digits_in_titles_and_headings_are_refused_too(void **state)
{
    struct fixture *f = *state;
    assert_null(parse(f, "# 2022报告\n\n## 1 第1部分\n"));
    assert_int_equal(f->complaints.list.n, 2);
    assert_complaint(f, 0, 1, 3, "a number");
    assert_complaint(f, 1, 3, 7, "a number");
}

static void dates_document_numbers_and_ordinals_are_no_figures_by_rule(void **state)
{
    struct fixture *f = *state;
    assert_non_null(
        parse(f, "# 2022年报告\n\n自2022年1月10日起，3月底，依照〔2022〕15号文第3条、第2季度。\n"));
    /* What only looks like one: too many digits, no word behind, a zero in front of nothing. */
    assert_null(parse(f, "# 报告\n\n20222年、123月、第3部分、〔22〕15、15号文。\n"));
    assert_int_equal(f->complaints.list.n, 6);
}

static void a_literal_that_no_rule_knows_says_why(void **state)
{
    struct fixture *f = *state;
    assert_null(parse(f, "# 报告\n\n拨打[[12345]]或[[818|创业宝典]]。\n"));
    assert_int_equal(f->complaints.list.n, 1);
    assert_complaint(f, 0, 3, 5, "says why it is no figure");
}

static void a_target_needs_figure_number_year_and_source(void **state)
{
    struct fixture *f = *state;
    assert_null(parse(f, "@target trial.none 5 2022 甲\n@target trial.done x 2022 甲\n"
                         "@target trial.done 5 2022\n@goal\n# 报告\n"));
    assert_int_equal(f->complaints.list.n, 4);
    struct report report =
        bind(f,
             "@target trial.done 9 2022 工作报告\n@target trial.received 7 2022 计划\n# 报告\n\n"
             "{trial.done}{trial.received}{trial.people}\n",
             false);
    const struct report_span *spans = report.parts[0].paragraphs[0].spans;
    assert_true(str_equal_c(spans[0].target, "目标9件（工作报告，2022年），未达到"));
    assert_true(str_equal_c(spans[1].target, "目标7件（计划，2022年），已达到"));
    assert_int_equal(spans[2].target.len, 0);
}

static void periods_have_names(void **state)
{
    struct fixture *f = *state;
    static const struct {
        struct {
            int year, month, day;
        } from, to;
        const char *name;
    } periods[] = {
        {{2022, 1, 1}, {2022, 12, 31}, "2022年"},
        {{2022, 7, 1}, {2022, 12, 31}, "2022年下半年"},
        {{2022, 4, 1}, {2022, 6, 30}, "2022年第二季度"},
        {{2024, 2, 1}, {2024, 2, 29}, "2024年2月"},
        {{2022, 2, 1}, {2022, 4, 30}, "2022年2月1日至2022年4月30日"},
    };
    for (size_t i = 0; i < sizeof periods / sizeof periods[0]; i++) {
        struct date from =
            date_of(periods[i].from.year, periods[i].from.month, periods[i].from.day);
        struct date to = date_of(periods[i].to.year, periods[i].to.month, periods[i].to.day);
        struct str name = report_period_name(&f->arena, from, to);
        if (!str_equal_c(name, periods[i].name))
            fail_msg("%.*s, expected %s", (int)name.len, name.p, periods[i].name);
    }
}

static void document_and_catalogue_numbers_have_their_form(void **state)
{
    (void)state;
    assert_true(report_number_is(STR("鼓政〔2023〕15号")));
    assert_true(report_number_is(STR("演示〔2023〕1号")));
    assert_false(report_number_is(STR("鼓政〔2023〕015号")));
    assert_false(report_number_is(STR("鼓政[2023]15号")));
    assert_false(report_number_is(STR("〔2023〕15号")));
    assert_false(report_number_is(STR("鼓政〔23〕15号")));
    assert_true(report_index_is(STR("000014349/2023-06836")));
    assert_true(report_index_is(STR("01320305X/2024-16073")));
    assert_false(report_index_is(STR("000014349/2023-6836")));
    assert_false(report_index_is(STR("00001434/2023-06836")));
    assert_false(report_index_is(STR("000014349-2023/06836")));
}

static void braces_must_be_closed_on_their_line_and_name_a_figure(void **state)
{
    struct fixture *f = *state;
    assert_null(
        parse(f, "# 报告\n\n收到{trial.received\n}件，{trial.lost}，{trial.done@day}\n[[甲\n"));
    assert_int_equal(f->complaints.list.n, 5);
    assert_complaint(f, 0, 3, 3, "a brace is not closed on its line");
    assert_complaint(f, 1, 4, 1, "a closing brace without an opening one");
    assert_complaint(f, 2, 4, 5, "there is no figure \"trial.lost\"");
    assert_complaint(f, 3, 4, 18, "there is no figure \"trial.done@day\"");
    assert_complaint(f, 4, 5, 1, "[[ is not closed on its line");
}

static void headings_carry_ascending_numbers_and_bind_no_figures(void **state)
{
    struct fixture *f = *state;
    assert_null(parse(f, "# 报告\n## 1 甲\n### 1.2 乙\n### 1.2 丙\n### 2.3 丁\n## 戊\n"
                         "### 1.4 {trial.done}\n#### 己\n# 报告\n"));
    assert_int_equal(f->complaints.list.n, 7);
    assert_complaint(f, 0, 4, 5, "part 1.2 is out of order");
    assert_complaint(f, 1, 5, 5, "part 2.3 is out of order");
    assert_complaint(f, 2, 6, 4, "a heading begins with its number");
    assert_complaint(f, 3, 6, 1, "a heading without words");
}

static void a_report_begins_with_its_title(void **state)
{
    struct fixture *f = *state;
    assert_null(parse(f, "收到。\n"));
    assert_complaint(f, 0, 1, 1, "begins with its title");
    assert_null(parse(f, "<!-- 甲\n"));
    assert_int_equal(f->complaints.list.n, 2);
    assert_null(parse(f, "# 报\xe5告\n"));
    assert_complaint(f, 0, 1, 4, "UTF-8");
}

static void a_figure_that_its_part_does_not_bind_is_told(void **state)
{
    struct fixture *f = *state;
    const struct report_source *source = parse(
        f, "@complete\n# 报告\n## 1 甲\n### 1.1 乙\n{trial.received}{trial.done}\n### 1.2 丙\n"
           "{trial.done@from}\n");
    assert_non_null(source);
    report_check_complete(source, f->registry, &f->complaints);
    assert_int_equal(f->complaints.list.n, 1);
    assert_complaint(f, 0, 0, 0, "trial.done (办结) belongs to part 1.2");
}

/* ---- bound ---- */

static void a_bound_figure_prints_its_own_text_and_headings_are_numbered(void **state)
{
    struct fixture *f = *state;
    struct report report = bind(
        f,
        "# {office}{year}年\n\n> 各位：\n\n收到{trial.received}，\n[[见第3条]]。\n\n## 1 甲\n\n"
        "### 1.2 乙\n\n自{trial.done@from}至{trial.done@to}\n\n### 1.5 丙\n\n## 3 {next_year}年\n",
        false);
    assert_true(str_equal_c(report.title, "鼓楼<区>2022年"));
    assert_int_equal(report.parts_n, 5);
    assert_int_equal(report.parts[0].paragraphs[0].kind, REPORT_ADDRESSEE);
    const struct report_paragraph *paragraph = &report.parts[0].paragraphs[1];
    assert_int_equal(paragraph->spans_n, 5);
    assert_true(str_equal_c(paragraph->spans[1].text, "7件"));
    assert_true(str_equal_c(paragraph->spans[3].text, "见第3条"));
    assert_true(str_equal_c(report.parts[1].heading, "一、甲"));
    assert_true(str_equal_c(report.parts[2].heading, "（一）乙"));
    assert_true(str_equal_c(report.parts[2].paragraphs[0].spans[3].text, "2022年12月31日"));
    assert_true(str_equal_c(report.parts[3].heading, "（二）丙"));
    assert_true(str_equal_c(report.parts[3].anchor, "part-1.5"));
    assert_true(str_equal_c(report.parts[4].heading, "二、2023年"));
    assert_int_equal(report.bindings_n, 1);
}

static void each_element_has_an_id_of_its_own(void **state)
{
    struct fixture *f = *state;
    struct report report =
        bind(f, "# 报告\n\n{trial.done}{trial.done}{trial.received}{trial.done}\n", false);
    const struct report_span *spans = report.parts[0].paragraphs[0].spans;
    assert_true(str_equal_c(spans[0].id, "trial.done"));
    assert_true(str_equal_c(spans[1].id, "trial.done-2"));
    assert_true(str_equal_c(spans[2].id, "trial.received"));
    assert_true(str_equal_c(spans[3].id, "trial.done-3"));
    assert_int_equal(report.bindings_n, 4);
    assert_int_equal(report.figures_n, 2);
}

/* ---- written ---- */

static void a_figure_is_a_data_element_with_value_and_period(void **state)
{
    struct fixture *f = *state;
    struct report report = bind(f, "# {office}\n\n收{trial.received}\n", false);
    struct str page = html(f, &report, NULL);
    assert_int_equal(
        times(page, STR("<p>收<data class=\"figure\" id=\"trial.received\" value=\"7\" "
                        "data-key=\"trial.received\" data-unit=\"件\" data-scale=\"0\" "
                        "data-decimals=\"0\" data-accuracy=\"exact\" data-from=\"2022-01-01\" "
                        "data-to=\"2022-12-31\" data-as-of=\"2022-12-31\" "
                        "title=\"2022-01-01 — 2022-12-31\">7件</data></p>")),
        1);
    assert_int_equal(times(page, STR("<a ")), 0);
    assert_int_equal(times(page, STR("<script")), 1);
    assert_int_equal(times(page, STR("<script type=\"application/json\" id=\"facts\">")), 1);
    assert_int_equal(times(page, STR("鼓楼<区>")), 0);
    assert_int_equal(times(page, STR("鼓楼&lt;区&gt;")), 2); /* title and h1 */
}

static void links_lead_to_the_list_but_never_from_a_restricted_figure(void **state)
{
    struct fixture *f = *state;
    struct report report = bind(f, "# 报告\n\n{trial.received}{trial.people}\n", false);
    struct str page = html(f, &report, "http://127.0.0.1:8080");
    assert_int_equal(times(page, STR("<a ")), 1);
    assert_int_equal(
        times(page, STR("<a href=\"http://127.0.0.1:8080/figure/trial.received/list?year=2022\">"
                        "<data class=\"figure\" id=\"trial.received\"")),
        1);
    assert_int_equal(times(page, STR(">9人</data></p>")), 1);
}

static void a_figure_without_value_prints_a_dash_and_has_none(void **state)
{
    struct fixture *f = *state;
    struct report report;
    int rate = registry_figure(f->registry, STR("trial.done_rate"))->id;
    f->values[rate].is_known = false;
    report = bind(f, "# 报告\n\n{trial.done_rate}\n", false);
    struct str page = html(f, &report, NULL);
    assert_int_equal(times(page, STR(" value=\"\" ")), 1);
    assert_int_equal(times(page, STR(">—</data>")), 1);
    buf_clear(&f->out);
    report_put_json(&report, &f->out);
    assert_int_equal(times(buf_str(&f->out), STR("\"text\":\"—\",\"value\":null,")), 1);
}

static void a_demo_is_marked_on_the_page_on_paper_and_in_json_and_an_office_is_not(void **state)
{
    struct fixture *f = *state;
    struct report report = bind(f, "# 报告\n\n收\n", true);
    struct str page = html(f, &report, NULL);
    assert_int_equal(times(page, STR("<p class=\"demo\" role=\"note\">演示数据 · 虚构</p>")), 1);
    assert_int_equal(times(page, STR("@top-center { content: \"演示数据 · 虚构\"; }")), 1);
    assert_int_equal(times(page, STR("<title>报告（演示数据 · 虚构）</title>")), 1);
    report.is_demo = false;
    assert_int_equal(times(html(f, &report, NULL), STR("演示数据")), 0);
}

static void the_json_has_every_paragraph_with_its_figures(void **state)
{
    struct fixture *f = *state;
    struct json_value *value;
    struct err err;
    struct report report =
        bind(f, "# \"报告\"\n\n## 1 甲\n\n收{trial.received}办{trial.done}\n", true);
    buf_clear(&f->out);
    report_put_json(&report, &f->out);
    if (!json_parse(&f->arena, buf_str(&f->out), &value, &err))
        fail_msg("%s", err.what);
    assert_true(str_equal_c(json_get(value, "title")->text, "\"报告\""));
    assert_int_equal(json_get(value, "year")->number, 2022);
    assert_int_equal(json_get(value, "demo")->number, 1);
    const struct json_value *part = json_get(value, "parts")->items[0];
    assert_true(str_equal_c(json_get(part, "heading")->text, "一、甲"));
    const struct json_value *paragraph = json_get(part, "paragraphs")->items[0];
    assert_true(str_equal_c(json_get(paragraph, "text")->text, "收7件办8件"));
    assert_int_equal(json_get(paragraph, "figures")->items_n, 2);
    const struct json_value *figure = json_get(paragraph, "figures")->items[1];
    assert_true(str_equal_c(json_get(figure, "key")->text, "trial.done"));
    assert_true(str_equal_c(json_get(figure, "text")->text, "8件"));
    assert_int_equal(json_get(figure, "value")->number, 8);
    assert_true(str_equal_c(json_get(figure, "to")->text, "2022-12-31"));
}

/* ---- the shipped report ---- */

static const struct registry *shipped_registry(struct fixture *f)
{
    struct registry_file files[200];
    size_t n = 0;
    for (size_t i = 0; i < embedded_files_n; i++)
        if (str_starts(embedded_files[i].path, STR("registers/")))
            files[n++] = (struct registry_file){embedded_files[i].path, embedded_files[i].bytes};
    return registry_load(&f->arena, files, n, NULL, &f->complaints);
}

static void the_annual_report_binds_every_figure_in_its_part(void **state)
{
    struct fixture *f = *state;
    const struct report_source *source;
    struct err err = {0};
    complaints_init(&f->complaints, &f->arena);
    const struct registry *registry = shipped_registry(f);
    assert_non_null(registry);
    bool is_read = report_find(&f->arena, registry, STR("annual"), &source, &f->complaints, &err);
    if (is_read)
        report_check_complete(source, registry, &f->complaints);
    buf_clear(&f->out);
    complaints_print(&f->complaints, &f->out);
    if (f->out.len > 0 || !is_read)
        fail_msg("%s\n%.*s", err.what, (int)f->out.len, f->out.p);
}

/* All figures of the published report, each printed as it is there. */
static void the_annual_report_prints_each_figure_of_the_published_one(void **state)
{
    struct fixture *f = *state;
    const struct report_source *source;
    struct report report;
    struct str golden, line, key, rest;
    struct err err;
    struct report_binding binding = {.year = 2022, .office = STR("鼓楼区"), .is_demo = true};
    int n = 0;
    const struct registry *registry = shipped_registry(f);
    assert_non_null(registry);
    struct figure_value *values =
        arena_array(&f->arena, struct figure_value, registry->figures_n + 1);
    if (!report_find(&f->arena, registry, STR("annual"), &source, &f->complaints, &err)
        || !os_file_read(&f->arena, STR("test/golden/figures-2022.tsv"), 1 << 20, &golden, &err))
        fail_msg("%s", err.what);
    for (size_t i = 0; i < registry->figures_n; i++)
        values[i].from = values[i].to = values[i].as_of = date_of(2022, 12, 31);
    report_bind(source, registry, &binding, values, &f->arena, &report);
    struct str page = html(f, &report, NULL);
    while (str_next(&golden, '\n', &line)) {
        if (!str_cut(line, '\t', &key, &rest) || str_starts(line, STR("#")))
            continue;
        struct str id = arena_print(&f->arena, " id=\"%.*s\"", (int)key.len, key.p);
        if (times(page, id) != 1)
            fail_msg("%.*s is not bound", (int)key.len, key.p);
        n++;
    }
    assert_int_equal(n, 159);
    assert_int_equal(report.figures_n, 159);
    struct str body = str_from(page, str_find(page, STR("</style>")));
    body = str_first(body, str_find(body, STR("<script")));
    assert_int_equal(times(body, STR("{")) + times(body, STR("}")), 0);
}

static void a_report_that_does_not_exist_is_answered_with_those_that_do(void **state)
{
    struct fixture *f = *state;
    const struct report_source *source;
    struct err err;
    assert_false(report_find(&f->arena, f->registry, STR("yearly"), &source, &f->complaints, &err));
    assert_int_equal(err.kind, ERR_MISSING);
    assert_true(str_find(str_of(err.hint), STR("annual")) < str_of(err.hint).len);
    assert_false(report_find(&f->arena, f->registry, STR("annual"), &source, &f->complaints, &err));
    assert_int_equal(err.kind, ERR_INPUT);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_digit_that_is_neither_figure_nor_literal_is_refused_with_its_place),
        TEST(digits_in_titles_and_headings_are_refused_too),
        TEST(dates_document_numbers_and_ordinals_are_no_figures_by_rule),
        TEST(a_literal_that_no_rule_knows_says_why),
        TEST(a_target_needs_figure_number_year_and_source),
        TEST(periods_have_names),
        TEST(document_and_catalogue_numbers_have_their_form),
        TEST(braces_must_be_closed_on_their_line_and_name_a_figure),
        TEST(headings_carry_ascending_numbers_and_bind_no_figures),
        TEST(a_report_begins_with_its_title),
        TEST(a_figure_that_its_part_does_not_bind_is_told),
        TEST(a_bound_figure_prints_its_own_text_and_headings_are_numbered),
        TEST(each_element_has_an_id_of_its_own),
        TEST(a_figure_is_a_data_element_with_value_and_period),
        TEST(links_lead_to_the_list_but_never_from_a_restricted_figure),
        TEST(a_figure_without_value_prints_a_dash_and_has_none),
        TEST(a_demo_is_marked_on_the_page_on_paper_and_in_json_and_an_office_is_not),
        TEST(the_json_has_every_paragraph_with_its_figures),
        TEST(the_annual_report_binds_every_figure_in_its_part),
        TEST(the_annual_report_prints_each_figure_of_the_published_one),
        TEST(a_report_that_does_not_exist_is_answered_with_those_that_do),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
