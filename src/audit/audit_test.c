/*
 * Every text of test/golden/audit, all invented, with the figures and checks that are found in it.
 * With GULOU_ACCEPT=1 in the environment they are written anew, to be read as a diff.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "audit/audit.h"
#include "audit/audit_json.h"
#include "audit/audit_print.h"
#include "audit/remark.h"
#include "base/limits.h"
#include "os/file.h"
#include "text/json.h"

#define FOLDER "test/golden/audit"

static void audit_of(struct arena *arena, struct str name, struct str text,
                     const struct audit *previous, struct audit *audit_out)
{
    struct audit_text whole = {.name = name, .text = text};
    audit_run(arena, &whole, previous, audit_out);
}

static void must(bool is_done, const struct err *err)
{
    if (!is_done)
        fail_msg("%s", err->what);
}

static struct str read_whole(struct arena *arena, struct str path)
{
    struct err err = {0};
    struct str bytes = STR_NONE;
    must(os_file_read(arena, path, LIMIT_AUDIT_BYTES, &bytes, &err), &err);
    return bytes;
}

static void put_figure(const struct audit *audit, const struct audit_figure *f, struct buf *out)
{
    struct str text = clean_original(&audit->clean, f->span);
    buf_print(out, "figure %" STR_FMT " = %s%" STR_FMT " %s%s\n", STR_ARG(text),
              f->is_negative || f->is_falling ? "-" : "",
              STR_ARG(amount_print(audit->arena, f->amount)), audit_role_name(f->role),
              f->amount.is_rough || f->is_approximate ? " about" : "");
}

static void put_check(const struct audit *audit, const struct audit_check *check, struct buf *out)
{
    struct str note = remark_text(audit->arena, check->note, false);
    int line, column;
    audit_print_place(audit, check->at, &line, &column);
    buf_print(out, "check %d:%d %s %s: %" STR_FMT " = %" STR_FMT " %" STR_FMT "\n", line, column,
              audit_kind_name(check->kind), remark_verdict(check->verdict, true),
              STR_ARG(check->left), STR_ARG(check->right), STR_ARG(note));
}

static void describe(const struct audit *audit, struct buf *out)
{
    for (size_t i = 0; i < audit->figures.n; i++)
        put_figure(audit, &audit->figures.at[i], out);
    for (size_t i = 0; i < audit->checks.n; i++)
        put_check(audit, &audit->checks.at[i], out);
}

static bool is_as_accepted(struct arena *arena, struct str path, struct str found)
{
    struct err err = {0};
    struct str golden = arena_print(arena, "%" STR_FMT ".found", (int)path.len - 4, path.p);
    if (getenv("GULOU_ACCEPT") != NULL) {
        must(os_file_write(golden, found, OS_SHARED, &err), &err);
        return true;
    }
    struct str expected = read_whole(arena, golden);
    if (str_equal(expected, found))
        return true;
    print_message("%" STR_FMT ": expected\n%" STR_FMT "but found\n%" STR_FMT, STR_ARG(path),
                  STR_ARG(expected), STR_ARG(found));
    return false;
}

static void every_text_gives_its_figures_and_checks(void **state)
{
    struct arena arena = {0};
    struct os_names names = {0};
    struct err err = {0};
    int texts = 0, wrong = 0;
    (void)state;
    arena_init(&arena, 0);
    must(os_directory_list(&arena, STR(FOLDER), &names, &err), &err);
    for (size_t i = 0; i < names.n; i++) {
        struct audit audit;
        struct buf found;
        if (!str_ends(names.at[i], STR(".txt")))
            continue;
        struct str path = arena_print(&arena, FOLDER "/%" STR_FMT, STR_ARG(names.at[i]));
        audit_of(&arena, names.at[i], read_whole(&arena, path), NULL, &audit);
        buf_init(&found, LIMIT_AUDIT_BYTES);
        describe(&audit, &found);
        wrong += !is_as_accepted(&arena, path, buf_str(&found));
        buf_done(&found);
        texts++;
    }
    assert_true(texts >= 18);
    assert_int_equal(wrong, 0);
    arena_done(&arena);
}

static void last_years_report_gives_the_base(void **state)
{
    struct arena arena = {0};
    struct audit before, audit;
    (void)state;
    arena_init(&arena, 0);
    audit_of(&arena, STR(""), STR("2021年,全区办理公证案件6357件。"), NULL, &before);
    audit_of(&arena, STR(""), STR("2022年,全区共办理公证案件7296件,同比增长14.77%。"), &before,
             &audit);
    assert_int_equal(audit.holding, 1);
    assert_true(str_equal_c(audit.checks.at[0].left, "(7296-6357)/6357"));
    audit_of(&arena, STR(""), STR("2022年,全区共办理公证案件7296件,同比增长15.77%。"), &before,
             &audit);
    assert_int_equal(audit.failing, 1);
    arena_done(&arena);
}

/* What reads the answer by program relies on this shape. */
static void the_json_points_into_the_original(void **state)
{
    struct arena arena = {0};
    struct audit audit;
    struct json_value *value;
    struct err err;
    struct buf out;
    (void)state;
    arena_init(&arena, 0);
    buf_init(&out, 1 << 20);
    audit_of(&arena, STR("r.txt"), STR("受理(lǐ)10 件，其中甲４件、乙6件；滿意率未公布。"), NULL,
             &audit);
    audit_json_put(&audit, &out);
    must(json_parse(&arena, buf_str(&out), &value, &err), &err);
    const struct json_value *figures = json_get(value, "figures"),
                            *checks = json_get(value, "checks");
    assert_int_equal(figures->items_n, 3);
    assert_true(str_equal_c(json_get(figures->items[0], "text")->text, "10 件"));
    assert_int_equal(json_get(figures->items[0], "start")->number, 6);
    assert_int_equal(json_get(figures->items[0], "end")->number, 10);
    assert_true(str_equal_c(json_get(figures->items[1], "text")->text, "４件"));
    assert_int_equal(json_get(figures->items[1], "value")->number, 4);
    assert_int_equal(checks->items_n, 1);
    assert_true(str_equal_c(json_get(checks->items[0], "kind")->text, "sum"));
    assert_true(str_equal_c(json_get(checks->items[0], "mode")->text, "exact"));
    assert_true(str_equal_c(json_get(checks->items[0], "left")->text, "4+6"));
    assert_int_equal(json_get(checks->items[0], "holds")->number, 1);
    assert_int_equal(json_get(checks->items[0], "figures")->items_n, 3);
    buf_done(&out);
    arena_done(&arena);
}

static void a_text_without_figures_says_so(void **state)
{
    struct arena arena = {0};
    struct audit audit;
    (void)state;
    arena_init(&arena, 0);
    audit_of(&arena, STR(""), STR("2022年工作总结。第一，加强学习。"), NULL, &audit);
    assert_int_equal(audit.figures.n, 0);
    assert_true(str_starts(audit_print_verdict(&audit, &arena, true), STR("no figures")));
    audit_of(&arena, STR(""), STR(""), NULL, &audit);
    assert_int_equal(audit.figures.n, 0);
    arena_done(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_text_gives_its_figures_and_checks),
        cmocka_unit_test(last_years_report_gives_the_base),
        cmocka_unit_test(the_json_points_into_the_original),
        cmocka_unit_test(a_text_without_figures_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
