/* What each event adds to the figures: the differences of the matter's set, step by step. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "figure/contribution.h"
#include "matter/fixture_test.h"

static int open_tally(void **state)
{
    *state = fixture_open("tally");
    return 0;
}

static int close_tally(void **state)
{
    fixture_close(*state);
    return 0;
}

static int compare_texts(const void *a, const void *b)
{
    return str_compare(*(const struct str *)a, *(const struct str *)b);
}

/* "received +1 2022-03-01 10; …" by name, without the register's; a value behind "=". */
static const char *as_text(struct fixture *f, const struct contributions *rows)
{
    struct str *lines = arena_array(&f->arena, struct str, rows->rows.n + 1);
    struct str text = STR_NONE;
    for (size_t i = 0; i < rows->rows.n; i++) {
        const struct contribution *c = &rows->rows.at[i];
        struct str key = str_from(f->registry->figures[c->figure]->key, STR("tally.").len);
        char day[DATE_TEXT_BYTES];
        date_print(c->day, day);
        lines[i] = arena_print(&f->arena, "%" STR_FMT " %+lld %s %lld", STR_ARG(key),
                               (long long)c->amount, day, (long long)c->unit);
        if (c->value != 0)
            lines[i] = arena_print(&f->arena, "%" STR_FMT " =%lld", STR_ARG(lines[i]),
                                   (long long)c->value);
    }
    if (rows->rows.n > 1)
        qsort(lines, rows->rows.n, sizeof *lines, compare_texts);
    for (size_t i = 0; i < rows->rows.n; i++)
        text = arena_print(&f->arena, "%" STR_FMT "%s%" STR_FMT, STR_ARG(text), i > 0 ? "; " : "",
                           STR_ARG(lines[i]));
    return arena_terminated(&f->arena, text);
}

/* The rows of the command, of those figures that the list names. */
static const char *step(struct fixture *f, const char *today, const char *event, const char *fields,
                        const char *figures)
{
    struct contributions rows = {0}, wanted = {0};
    const struct matter *before = fold_copy(&f->arena, f->matter);
    fixture_do(f, today, event, fields);
    for (size_t i = 0; i < f->decision.events.n; i++) {
        struct matter *after = fold_copy(&f->arena, before);
        fold_apply(&f->arena, after, f->decision.events.at[i], f->calendar);
        contribution_step(&f->arena, f->registry, before, after, f->decision.events.at[i], &rows);
        before = after;
    }
    for (size_t i = 0; i < rows.rows.n; i++) {
        struct str key = f->registry->figures[rows.rows.at[i].figure]->key;
        struct str padded =
            arena_print(&f->arena, " %" STR_FMT " ", STR_ARG(str_from(key, STR("tally.").len)));
        if (str_find(str_of(figures), padded) < str_of(figures).len)
            list_push(&f->arena, &wanted.rows, rows.rows.at[i]);
    }
    return as_text(f, &wanted);
}

struct case_of_step {
    const char *today, *event, *fields, *rows;
};

static void run_steps(struct fixture *f, const char *figures, const struct case_of_step *steps,
                      size_t n)
{
    for (size_t i = 0; i < n; i++)
        assert_string_equal(step(f, steps[i].today, steps[i].event, steps[i].fields, figures),
                            steps[i].rows);
}

#define RUN(f, figures, steps) run_steps(f, figures, steps, sizeof steps / sizeof steps[0])

static void a_matter_counts_once_in_its_cohort_until_that_changes(void **state)
{
    static const struct case_of_step steps[] = {
        {"2022-03-01", "receive", "kind=plain|office_unit=10",
         "examining +1 2022-03-01 10; received +1 2022-03-01 10"},
        {"2022-03-02", "accept", "", "accepted +1 2022-03-01 10; examining -1 2022-03-01 10"},
        {"2022-03-03", "transfer", "office_unit=11", ""}, /* it was received by 10 */
        {"2022-03-04", "decide", "outcome=annulled",
         "annulled +1 2022-03-01 11; finished +1 2022-03-04 11"},
    };
    RUN(*state, " received examining accepted annulled finished withdrawn_early ", steps);
}

static void a_stock_moves_with_the_day_and_the_unit(void **state)
{
    static const struct case_of_step steps[] = {
        {"2022-03-01", "receive", "kind=plain|office_unit=10", "open +1 2022-03-01 10"},
        {"2022-03-02", "accept", "", ""},
        {"2022-03-03", "transfer", "office_unit=11",
         "open +1 2022-03-03 11; open -1 2022-03-03 10"},
        {"2022-03-04", "decide", "outcome=upheld|is_repeat=true", "open -1 2022-03-04 11"},
    };
    RUN(*state, " open repeats_open ", steps);
}

static void each_forms_add_a_row_with_every_event(void **state)
{
    static const struct case_of_step steps[] = {
        {"2022-03-01", "receive", "kind=plain|office_unit=10|people=3", "people +3 2022-03-01 10"},
        {"2022-03-02", "accept", "", ""},
        {"2022-03-03", "hear", "people=12|hours=1.5|score=80|held_on=2022-03-10",
         "attended +12 2022-03-03 10; big_hearings +1 2022-03-03 10; hearings +1 2022-03-03 10; "
         "held +1 2022-03-10 10; hours +15 2022-03-03 10; lowest +1 2022-03-03 10 =80; "
         "people +9 2022-03-01 10"},
        {"2022-03-04", "hear", "people=4",
         "attended +4 2022-03-04 10; hearings +1 2022-03-04 10; held +1 2022-03-10 10; people -8 "
         "2022-03-01 10"},
    };
    RUN(*state, " people attended hearings big_hearings held hours lowest ", steps);
}

static void clocks_count_by_the_day_they_are_due(void **state)
{
    static const struct case_of_step steps[] = {
        {"2022-03-01", "receive", "kind=plain|office_unit=10", ""},
        {"2022-03-02", "accept", "", "due +1 2022-04-01 10"},
        {"2022-03-03", "suspend", "", "due -1 2022-04-01 10"},
        {"2022-03-13", "resume", "", "due +1 2022-04-11 10"},
        {"2022-04-11", "decide", "outcome=upheld", "met +1 2022-04-11 10"},
    };
    RUN(*state, " due met ", steps);
}

static void what_the_law_did_late_is_not_met(void **state)
{
    static const struct case_of_step steps[] = {
        {"2022-03-01", "receive", "kind=plain|office_unit=10", ""},
        /* The examination ran out on 8 March: the law accepted it, and 30 days ran from there. */
        {"2022-04-20", "decide", "outcome=upheld",
         "accepted +1 2022-03-01 10; due +1 2022-04-07 10"},
    };
    RUN(*state, " due met accepted ", steps);
}

static void a_value_stands_with_its_row(void **state)
{
    static const struct case_of_step steps[] = {
        {"2022-03-01", "receive", "kind=plain|office_unit=10|place=21",
         "places +1 2022-03-01 10 =21"},
    };
    RUN(*state, " places ", steps);
}

static void differences_turn_one_history_into_another(void **state)
{
    struct fixture *f = *state;
    struct contributions old = {0}, now = {0}, rows = {0}, all = {0};
    struct command amend = {.replaces = 1000, .reason = STR("录入错误")};
    fixture_do(f, "2022-03-01", "receive", "kind=plain|office_unit=10|people=3");
    contribution_all(&f->arena, f->registry, f->def, 7, f->steps.at, f->steps.n, &old);
    assert_true(fixture_try(f, "2022-03-02", "amend", "kind=plain|office_unit=11|people=5", amend));
    amend.actor = FIXTURE_SECOND;
    amend.approves = f->seq_next - 1;
    assert_true(fixture_try(f, "2022-03-02", "amend", "kind=plain|office_unit=11|people=5", amend));
    contribution_all(&f->arena, f->registry, f->def, 7, f->steps.at, f->steps.n, &now);
    contribution_difference(&f->arena, &old, &now, fixture_day("2022-03-02"), 7, 1002, &rows);
    for (size_t i = 0; i < rows.rows.n; i++) {
        assert_int_equal(rows.rows.at[i].seq, 1002);
        assert_int_equal(rows.rows.at[i].matter, 7);
        fixture_assert_day(rows.rows.at[i].known, "2022-03-02");
        if (str_equal_c(f->registry->figures[rows.rows.at[i].figure]->key, "tally.people"))
            list_push(&f->arena, &all.rows, rows.rows.at[i]);
    }
    assert_string_equal(as_text(f, &all), "people +5 2022-03-01 11; people -3 2022-03-01 10");
    rows = (struct contributions){0};
    contribution_difference(&f->arena, &now, &now, fixture_day("2022-03-02"), 7, 1002, &rows);
    assert_int_equal(rows.rows.n, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_tally, close_tally)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_matter_counts_once_in_its_cohort_until_that_changes),
        TEST(a_stock_moves_with_the_day_and_the_unit),
        TEST(each_forms_add_a_row_with_every_event),
        TEST(clocks_count_by_the_day_they_are_due),
        TEST(what_the_law_did_late_is_not_met),
        TEST(a_value_stands_with_its_row),
        TEST(differences_turn_one_history_into_another),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
