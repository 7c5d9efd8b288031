/* The fast reckoning against the walk day by day, on random clocks. The seed is fixed and printed
 * with a failure. */
#include "calendar/term_cases.h"

enum { CLOCKS = 12000, PAUSES_MAX = 4, SEED = 20230115 };

static uint64_t random_next(uint64_t *state) /* splitmix64 */
{
    uint64_t z = (*state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static int random_to(uint64_t *state, int n)
{
    return (int)(random_next(state) % (uint64_t)n);
}

static struct period random_period(uint64_t *state)
{
    static const int most[] = {
        [PERIOD_WORKING_DAYS] = 90, [PERIOD_DAYS] = 120, [PERIOD_MONTHS] = 14, [PERIOD_YEARS] = 2};
    int unit = random_to(state, PERIOD_HOURS);
    return (struct period){1 + random_to(state, most[unit]), (enum period_unit)unit};
}

static size_t random_pauses(uint64_t *state, struct date origin, struct term_pause *pauses)
{
    size_t n = (size_t)random_to(state, PAUSES_MAX + 1);
    struct date day = date_add_days(origin, random_to(state, 25) - 5);
    for (size_t i = 0; i < n; i++) {
        pauses[i].from = day;
        pauses[i].to = date_add_days(day, random_to(state, 30));
        if (random_to(state, 40) == 0 && i + 1 == n)
            pauses[i].to = DATE_NONE;
        day = date_add_days(day, random_to(state, 45));
    }
    return n;
}

static void check_one(struct arena *arena, const struct calendar *calendar, uint64_t *state)
{
    struct term_pause pauses[PAUSES_MAX];
    uint64_t seed = *state;
    struct date origin = date_add_days(date_of(2015, 6, 1), random_to(state, 4600));
    struct term_rule rule = {
        .length = random_period(state),
        .roll_next = random_to(state, 4) > 0,
        .is_backward = random_to(state, 5) == 0,
        .backward_inclusive = random_to(state, 2) == 0,
        .extend_from_rolled = random_to(state, 3) == 0,
        .pauses = pauses,
    };
    if (random_to(state, 2) == 0)
        rule.extension = random_period(state);
    rule.pauses_n = random_pauses(state, origin, pauses);
    struct term_due fast;
    struct term_days slow;
    bool has_fast = term_reckon(calendar, origin, &rule, &fast);
    bool has_slow = term_explain(arena, calendar, origin, &rule, &slow);
    if (has_fast != has_slow || fast.due.day != slow.due.due.day
        || fast.unrolled.day != slow.due.unrolled.day
        || fast.is_provisional != slow.due.is_provisional) {
        char a[DATE_TEXT_BYTES], b[DATE_TEXT_BYTES], c[DATE_TEXT_BYTES];
        date_print(origin, a);
        fail_msg("seed %llu: %d of unit %d from %s: fast %.10s, walked %.10s",
                 (unsigned long long)seed, rule.length.n, (int)rule.length.unit, a,
                 has_fast ? date_print(fast.due, b).p : "none",
                 has_slow ? date_print(slow.due.due, c).p : "none");
    }
}

static void the_fast_reckoning_equals_the_walk_day_by_day(void **test)
{
    (void)test;
    struct arena arena;
    arena_init(&arena, 0);
    const struct calendar *calendar = cases_calendar(&arena);
    uint64_t state = SEED;
    for (int i = 0; i < CLOCKS; i++) {
        struct arena_mark mark = arena_mark(&arena);
        check_one(&arena, calendar, &state);
        arena_release(&arena, mark);
    }
    arena_done(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_fast_reckoning_equals_the_walk_day_by_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
