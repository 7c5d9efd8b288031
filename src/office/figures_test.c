/*
 * Figures of random populations against a second way of counting (recount_test.h): every kind of
 * figure, many periods, units and states of knowledge. GULOU_SEEDS=N tries more populations.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "figure/cells.h"
#include "figure/identity.h"
#include "office/population_test.h"
#include "office/reader.h"
#include "office/recount_test.h"

enum { SEEDS = 3 };

struct counting {
    struct desk *desk;
    struct population population;
    struct recount recount;
    struct arena arena;
    int seed;
    int64_t compared, nonzero;
};

static void begin(struct counting *c, int seed)
{
    *c = (struct counting){.desk = desk_new("2022-12-20"), .seed = seed};
    arena_init(&c->arena, 0);
    c->population = (struct population){.desk = c->desk, .chance = (uint64_t)seed, .per_day = 4};
    population_make(&c->population);
    recount_read(&c->recount, &c->arena, c->desk);
}

static void end(struct counting *c)
{
    arena_done(&c->arena);
    desk_done(c->desk);
}

static struct figure_question question(const struct counting *c, const char *from, const char *to)
{
    return (struct figure_question){
        .db = office_store(c->desk->office),
        .district = DESK_DISTRICT,
        .registry = office_current(c->desk->office)->registry,
        .from = desk_day(from),
        .to = desk_day(to),
        .stock_on = DATE_NONE,
    };
}

static const struct figure_value *value_of(const struct figure_question *q,
                                           const struct figure_value *values, const char *key)
{
    char full[64];
    (void)snprintf(full, sizeof full, "tally.%s", key);
    const struct figure_def *figure = registry_figure(q->registry, str_of(full));
    assert_non_null(figure);
    return &values[figure->id];
}

static void describe(const struct counting *c, const struct figure_question *q)
{
    char from[DATE_TEXT_BYTES], to[DATE_TEXT_BYTES];
    date_print(q->from, from);
    date_print(q->to, to);
    print_message("seed %d, %s to %s, first of %zu units %lld, known before %lld\n", c->seed, from,
                  to, q->units_n, q->units_n > 0 ? (long long)q->units[0] : 0,
                  (long long)q->known_seq);
}

static void assert_whole(struct counting *c, const struct figure_question *q,
                         const struct figure_value *values, const char *key, int64_t expected)
{
    const struct figure_value *v = value_of(q, values, key);
    c->compared++;
    c->nonzero += expected != 0;
    if (v->is_known && v->numerator == expected && v->denominator == 1)
        return;
    describe(c, q);
    fail_msg("%s is %lld / %lld, recounted %lld", key, (long long)v->numerator,
             (long long)v->denominator, (long long)expected);
}

/* numerator / denominator without common factor, or no value. */
static void assert_ratio(struct counting *c, const struct figure_question *q,
                         const struct figure_value *values, const char *key, int64_t numerator,
                         int64_t denominator)
{
    const struct figure_value *v = value_of(q, values, key);
    c->compared++;
    if (denominator == 0 ? !v->is_known
                         : v->is_known && v->numerator * denominator == numerator * v->denominator)
        return;
    describe(c, q);
    fail_msg("%s is %lld / %lld, recounted %lld / %lld", key, (long long)v->numerator,
             (long long)v->denominator, (long long)numerator, (long long)denominator);
}

static void compare_counts(struct counting *c, const struct figure_question *q,
                           const struct figure_value *values, const struct recount_sums *sums)
{
    assert_whole(c, q, values, "received", sums->received);
    assert_whole(c, q, values, "accepted", sums->accepted);
    assert_whole(c, q, values, "refused", sums->refused);
    assert_whole(c, q, values, "withdrawn_early", sums->withdrawn_early);
    assert_whole(c, q, values, "examining", sums->examining);
    assert_whole(c, q, values, "finished", sums->finished);
    assert_whole(c, q, values, "annulled", sums->annulled);
    assert_whole(c, q, values, "hard_decided", sums->hard_decided);
    assert_whole(c, q, values, "hearings", sums->hearings);
    assert_whole(c, q, values, "big_hearings", sums->big_hearings);
    assert_whole(c, q, values, "held", sums->held);
    assert_whole(c, q, values, "people", sums->people);
    assert_whole(c, q, values, "attended", sums->attended);
    assert_whole(c, q, values, "open", sums->open);
    assert_whole(c, q, values, "repeats_open", sums->repeats_open);
    assert_whole(c, q, values, "due", sums->due);
    assert_whole(c, q, values, "met", sums->met);
    assert_whole(c, q, values, "places", sums->places);
    assert_whole(c, q, values, "since", sums->since);
    assert_whole(c, q, values, "known_late", sums->known_late);
    assert_whole(c, q, values, "both", sums->received + sums->hearings * 2 - 1);
    assert_ratio(c, q, values, "hours", sums->hours, 10);
    assert_ratio(c, q, values, "amounts", sums->amounts, 100);
    assert_ratio(c, q, values, "lowest", sums->lowest, sums->has_lowest);
    assert_ratio(c, q, values, "met_rate", sums->met * 100, sums->due);
    assert_ratio(c, q, values, "annulled_rate", sums->annulled * 100, sums->accepted);
    assert_ratio(c, q, values, "per_hearing", sums->attended, sums->hearings);
}

/* A cell of a figure with `by`, by name. */
static void compare_cell(struct counting *c, const struct figure_question *q, const char *key,
                         const char *name, int64_t expected)
{
    struct err err;
    struct map sums;
    struct figure_cell cell;
    const struct figure_def *figure = registry_figure(q->registry, str_of(key));
    assert_non_null(figure);
    assert_true(figure_cell_find(q->registry, figure, str_of(name), &cell));
    map_init(&sums, &c->arena);
    desk_must(figure_by_value(q, figure, FIGURE_PERIOD, &c->arena, &sums, &err), &err);
    int64_t sum = figure_cell_sum(&cell, &sums);
    c->compared++;
    c->nonzero += expected != 0;
    if (sum == expected)
        return;
    describe(c, q);
    fail_msg("the cell %s of %s is %lld, recounted %lld", name, key, (long long)sum,
             (long long)expected);
}

static void compare_all_cells(struct counting *c, const struct figure_question *q,
                              const struct recount_sums *sums)
{
    static const char *const kinds[] = {"plain", "hard", "urgent"};
    static const char *const outcomes[] = {"upheld", "annulled", "settled"};
    for (size_t i = 0; i < 3; i++) {
        compare_cell(c, q, "tally.kinds", kinds[i], sums->kinds[i]);
        compare_cell(c, q, "tally.open_kinds", kinds[i], sums->open_kinds[i]);
        compare_cell(c, q, "tally.heard_kinds", kinds[i], sums->heard_kinds[i]);
        for (size_t k = 0; k < 3; k++) {
            char both[64];
            (void)snprintf(both, sizeof both, "kind.%s,outcome.%s", kinds[i], outcomes[k]);
            compare_cell(c, q, "tally.outcomes", both, sums->outcomes[k][i]);
        }
    }
    for (size_t k = 0; k < 3; k++)
        compare_cell(c, q, "tally.outcomes", outcomes[k],
                     sums->outcomes[k][0] + sums->outcomes[k][1] + sums->outcomes[k][2]);
}

static void check(struct counting *c, const struct figure_question *q)
{
    struct err err;
    struct recount_sums sums;
    struct figure_value *values =
        arena_array(&c->arena, struct figure_value, q->registry->figures_n + 1);
    struct recount_question rq = {.from = q->from.day,
                                  .to = q->to.day,
                                  .known = q->to.day,
                                  .seq = q->known_seq > 0 ? q->known_seq : INT64_MAX,
                                  .units = q->units,
                                  .units_n = q->units_n};
    recount_all(&c->recount, &rq, &sums);
    desk_must(figure_all(q, &c->arena, values, &err), &err);
    compare_counts(c, q, values, &sums);
    compare_all_cells(c, q, &sums);
    for (size_t i = 0; i < q->registry->figures_n; i++) { /* one alone is the same */
        struct figure_value one;
        desk_must(figure_one(q, q->registry->figures[i], &c->arena, &one, &err), &err);
        assert_int_equal(one.is_known, values[i].is_known);
        assert_int_equal(one.numerator, values[i].numerator);
        assert_int_equal(one.denominator, values[i].denominator);
    }
}

/* Every identity of the definitions, in the period asked. */
static void check_identities(struct counting *c, const struct figure_question *q)
{
    struct err err;
    struct identity_counts counts;
    struct complaints complaints;
    complaints_init(&complaints, &c->arena);
    desk_must(identity_check(q, &c->arena, &counts, &complaints, &err), &err);
    for (size_t i = 0; i < complaints.list.n; i++)
        print_message("%" STR_FMT "\n", STR_ARG(complaints.list.at[i].text));
    if (counts.failed > 0)
        describe(c, q);
    assert_int_equal(counts.failed, 0);
    assert_int_equal(counts.held, 2);
}

/* A figure is the sum of its list (DESIGN H3). */
static void check_lists(struct counting *c, const struct figure_question *q)
{
    struct err err;
    struct reader *reader;
    desk_must(reader_open(c->desk->office, &c->arena, &reader, &err), &err);
    for (size_t i = 0; i < q->registry->figures_n; i++) {
        const struct figure_def *figure = q->registry->figures[i];
        struct figure_value value;
        struct reader_figure_list list;
        if (figure->kind == FIGURE_FORMULA || figure_is_valued(figure))
            continue;
        desk_must(figure_one(q, figure, &c->arena, &value, &err), &err);
        const struct reader_figure_ask ask = {.figure = figure,
                                              .from = value.from,
                                              .to = value.to,
                                              .as_of = value.as_of,
                                              .known_seq = q->known_seq,
                                              .units = q->units,
                                              .units_n = q->units_n};
        desk_must(reader_figure_list(reader, &c->arena, &ask, &list, &err), &err);
        int64_t sum = 0;
        for (size_t k = 0; k < list.n; k++)
            sum += list.rows[k].amount;
        assert_int_equal(sum, list.sum);
        int64_t scale = decimal_power10(figure->value_digits);
        if (sum * value.denominator != value.numerator * scale) {
            describe(c, q);
            fail_msg("%" STR_FMT " is %lld / %lld, its list adds up to %lld", STR_ARG(figure->key),
                     (long long)value.numerator, (long long)value.denominator, (long long)sum);
        }
    }
    reader_close(reader);
}

static const struct {
    const char *from, *to;
} periods[] = {
    {"2021-01-01", "2021-12-31"}, {"2022-01-01", "2022-12-31"}, {"2020-01-01", "2020-12-31"},
    {"2022-01-01", "2022-03-31"}, {"2021-10-01", "2021-12-31"}, {"2022-07-01", "2022-12-31"},
    {"2022-02-01", "2022-02-28"}, {"2021-06-01", "2021-06-30"}, {"2021-03-15", "2021-03-15"},
    {"2020-12-17", "2022-04-02"}, {"2021-11-30", "2022-01-01"}, {"2022-01-02", "2022-12-30"},
    {"2019-01-01", "2023-12-31"}, {"2021-01-01", "2022-12-31"},
};

static void check_period(struct counting *c, const char *from, const char *to)
{
    static const int64_t one[] = {10}, three[] = {20, 21, 22}, merged[] = {12, 13, 30};
    struct figure_question q = question(c, from, to);
    int64_t size = office_size(c->desk->office);
    check(c, &q);
    check_identities(c, &q);
    check_lists(c, &q);
    for (int i = 0; i < 3; i++) {
        q.units = i == 0 ? one : i == 1 ? three : merged;
        q.units_n = i == 0 ? 1 : 3;
        check(c, &q);
    }
    q.known_seq = size * 2 / 3;
    check(c, &q);
    check_lists(c, &q);
    q.units = NULL;
    q.units_n = 0;
    for (int i = 1; i < 5; i++) {
        q.known_seq = 1 + (int64_t)population_below(&c->population, (int)size);
        check(c, &q);
    }
    arena_reset(&c->arena);
    recount_read(&c->recount, &c->arena, c->desk);
}

static void figures_are_what_a_second_count_finds(void **state)
{
    (void)state;
    int seeds = population_seeds(SEEDS);
    for (int seed = 1; seed <= seeds; seed++) {
        struct counting c;
        begin(&c, seed);
        for (size_t i = 0; i < sizeof periods / sizeof periods[0]; i++)
            check_period(&c, periods[i].from, periods[i].to);
        /* The population is worth the name. */
        assert_true(c.population.amended > 20 && c.population.approved > 20);
        assert_true(c.nonzero * 2 > c.compared);
        end(&c);
    }
}

/* Number of tallies that are not the sum of their contributions. */
static int64_t wrong_tallies(struct desk *desk, int grain, const char *period)
{
    struct str sql = arena_print(
        &desk->arena,
        "SELECT count(*) FROM (SELECT figure, u, p, sum(a) AS a, sum(l) AS l FROM ("
        "SELECT figure, unit AS u, period AS p, amount AS a, late AS l FROM tally WHERE district = "
        "?1 AND grain = %d UNION ALL SELECT figure, 0, %s, -amount, 0 FROM contribution "
        "UNION ALL SELECT figure, unit, %s, -amount, 0 FROM contribution WHERE unit <> 0 AND %d < "
        "3) GROUP BY 1, 2, 3) WHERE a <> 0",
        grain, period, period, grain);
    return desk_number(office_store(desk->office), arena_terminated(&desk->arena, sql));
}

static void tallies_are_sums_of_contributions(void **state)
{
    (void)state;
    struct counting c;
    begin(&c, 77);
    assert_int_equal(
        wrong_tallies(c.desk, 1, "CAST(strftime('%Y', day * 86400, 'unixepoch') AS INTEGER)"), 0);
    assert_int_equal(
        wrong_tallies(c.desk, 2,
                      "CAST(strftime('%Y', day * 86400, 'unixepoch') AS INTEGER) * 12 + "
                      "CAST(strftime('%m', day * 86400, 'unixepoch') AS INTEGER) - 1"),
        0);
    assert_int_equal(wrong_tallies(c.desk, 3, "day"), 0);
    end(&c);
}

/* ---- far away days ---- */

static int64_t figure_of(struct desk *desk, const char *key, const char *from, const char *to)
{
    struct counting c = {.desk = desk};
    struct figure_question q = question(&c, from, to);
    struct figure_value all[1000], one;
    struct err err;
    const struct figure_def *figure = registry_figure(q.registry, str_of(key));
    desk_must(figure_all(&q, &desk->answers, all, &err), &err);
    desk_must(figure_one(&q, figure, &desk->answers, &one, &err), &err);
    assert_int_equal(all[figure->id].numerator, one.numerator);
    return one.numerator;
}

static void what_began_long_ago_is_counted_to_its_day(void **state)
{
    (void)state;
    struct desk *desk = desk_new("2022-12-20");
    struct command opening = desk_command(&desk->arena, desk_day("2022-01-04"), 0, "receive",
                                          "kind=plain|people=3|office_unit=10|held_on=1949-10-01");
    opening.register_key = STR("tally");
    opening.source = SOURCE_OPENING;
    opening.on = desk_day("1965-03-01");
    desk_do(desk, &opening);
    assert_int_equal(figure_of(desk, "tally.received", "1965-01-01", "1965-12-31"), 1);
    assert_int_equal(figure_of(desk, "tally.received", "1965-03-01", "1965-03-01"), 1);
    assert_int_equal(figure_of(desk, "tally.known_late", "1949-01-01", "1949-12-31"), 3);
    assert_int_equal(figure_of(desk, "tally.open", "2022-01-01", "2022-12-31"), 1);
    assert_int_equal(figure_of(desk, "tally.open", "2022-01-01", "2022-06-30"), 1);
    assert_int_equal(figure_of(desk, "tally.open", "1965-01-01", "1965-02-28"), 0);
    desk_verify(desk, true);
    desk_done(desk);
}

static void a_number_beyond_what_json_keeps_is_refused(void **state)
{
    (void)state;
    struct desk *desk = desk_new("2022-12-20");
    struct command command =
        desk_command(&desk->arena, desk_day("2022-01-04"), 0, "receive", "kind=plain");
    command.register_key = STR("tally");
    int64_t matter = desk_do(desk, &command).matter;
    command = desk_command(&desk->arena, desk_day("2022-01-04"), matter, "accept", "");
    desk_do(desk, &command);
    command = desk_command(&desk->arena, desk_day("2022-01-04"), matter, "decide",
                           "outcome=settled|amount=90071992547409.92"); /* 2^53 fen */
    assert_int_equal(desk_commit(desk, &command).status, ANSWER_REFUSED);
    command = desk_command(&desk->arena, desk_day("2022-01-04"), matter, "decide",
                           "outcome=settled|amount=90071992547409.91");
    desk_do(desk, &command);
    desk_verify(desk, true);
    desk_done(desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(figures_are_what_a_second_count_finds),
        cmocka_unit_test(tallies_are_sums_of_contributions),
        cmocka_unit_test(what_began_long_ago_is_counted_to_its_day),
        cmocka_unit_test(a_number_beyond_what_json_keeps_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
