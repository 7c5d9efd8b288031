/*
 * Worked dates of clocks: a story of events, and what a clock then says. The dates were counted on
 * paper from the notices of the State Council (2022: Spring Festival 31 January to 6 February,
 * Qingming 3 to 5 April, 30 April to 4 May, 1 to 7 October; the Saturdays and Sundays 29 and 30
 * January, 2 and 24 April, 7 May, 8 and 9 October work).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "matter/fixture_test.h"

static int open_clockwork(void **state)
{
    *state = fixture_open("clockwork");
    return 0;
}

static int close_clockwork(void **state)
{
    fixture_close(*state);
    return 0;
}

/* "2022-03-01 begin procedure=simple; 2022-03-02 pause": entered by an import, which needs no
 * second person. */
static void tell(struct fixture *f, const char *story)
{
    struct str rest = str_of(story), piece, day, event, fields;
    fixture_new_matter(f);
    while (rest.len > 0 && str_next(&rest, ';', &piece)) {
        struct command command = {.source = SOURCE_IMPORT};
        (void)str_cut(str_trim(piece), ' ', &day, &event);
        (void)str_cut(event, ' ', &event, &fields);
        bool ok =
            fixture_try(f, arena_terminated(&f->arena, day), arena_terminated(&f->arena, event),
                        arena_terminated(&f->arena, fields), command);
        if (!ok) {
            fixture_print(&f->complaints);
            fail_msg("%" STR_FMT " was refused", STR_ARG(piece));
        }
    }
}

struct worked {
    const char *clock, *story, *due, *unrolled;
    enum clock_status status;
    bool is_met;
};

static void check_all(struct fixture *f, const struct worked *cases, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct worked *w = &cases[i];
        char due[DATE_TEXT_BYTES] = "", unrolled[DATE_TEXT_BYTES] = "";
        tell(f, w->story);
        const struct clock_state *clock = fixture_clock(f, w->clock);
        if (!date_is_none(clock->due) && clock->status != CLOCK_NEVER) {
            date_print(clock->due, due);
            date_print(clock->unrolled, unrolled);
        }
        if (strcmp(due, w->due) != 0 || strcmp(unrolled, w->unrolled) != 0
            || clock->status != w->status || clock->is_met != w->is_met)
            fail_msg("%s after \"%s\": due %s, before it was moved %s, status %d, in time %d",
                     w->clock, w->story, due, unrolled, (int)clock->status, clock->is_met);
    }
}

#define CHECK(f, cases) check_all((f), (cases), sizeof(cases) / sizeof(cases)[0])
#define R CLOCK_RUNNING
#define P CLOCK_PAUSED
#define S CLOCK_STOPPED
#define C CLOCK_CANCELLED

static void clocks_start_from_the_day_after(void **state)
{
    static const struct worked cases[] = {
        {"work", "2022-01-28 begin", "2022-02-09", "2022-02-09", R, false},
        {"work", "2022-09-29 begin", "2022-10-11", "2022-10-11", R, false},
        {"days", "2022-01-28 begin", "2022-03-29", "2022-03-29", R, false},
        {"days", "2022-08-02 begin", "2022-10-08", "2022-10-01", R, false},
        {"month", "2022-01-31 begin", "2022-02-28", "2022-02-28", R, false},
        {"month", "2022-03-03 begin", "2022-04-06", "2022-04-03", R, false},
        {"months", "2022-04-01 begin", "2022-10-01", "2022-10-01", R, false},
        {"months", "2022-08-31 begin", "2023-02-28", "2023-02-28", R, false},
        {"year", "2020-02-29 begin", "2021-03-01", "2021-02-28", R, false},
        {"year", "2022-01-01 begin", "2023-01-03", "2023-01-01", R, false},
        {"ceiling", "2022-09-03 begin", "2022-10-03", "2022-10-03", R, false},
        {"hours", "2022-03-01 begin", "2022-03-02", "2022-03-02", R, false},
        {"only_new", "2022-03-01 begin", "2022-03-04", "2022-03-04", R, false},
        {"only_new", "2021-12-31 begin", "", "", CLOCK_NEVER, false},
        {"only_new", "2021-12-31 begin; 2022-03-01 start", "", "", CLOCK_NEVER, false},
        {"from_begin", "2022-03-01 begin", "", "", CLOCK_NEVER, false},
        {"from_begin", "2022-03-01 begin; 2022-03-05 start", "2022-03-11", "2022-03-11", R, false},
    };
    CHECK((struct fixture *)*state, cases);
}

static void a_length_goes_by_choice_or_to_a_day(void **state)
{
    static const struct worked cases[] = {
        {"choice", "2022-03-01 begin procedure=ordinary", "2022-05-05", "2022-04-30", R, false},
        {"choice", "2022-03-01 begin procedure=simple", "2022-03-31", "2022-03-31", R, false},
        {"choice", "2022-03-01 begin procedure=other", "2022-03-11", "2022-03-11", R, false},
        {"choice", "2022-03-01 begin", "2022-03-11", "2022-03-11", R, false},
        /* The length is fixed when the clock starts. */
        {"choice", "2022-03-01 begin procedure=simple; 2022-03-02 change procedure=ordinary",
         "2022-03-31", "2022-03-31", R, false},
        {"until", "2022-03-01 begin held_on=2022-05-01", "2022-05-01", "2022-05-01", R, false},
        /* Without the day there is no clock. */
        {"until", "2022-03-01 begin", "", "", CLOCK_NEVER, false},
        {"until", "2022-03-01 begin; 2022-03-02 start held_on=2022-03-20", "2022-03-20",
         "2022-03-20", R, false},
    };
    CHECK((struct fixture *)*state, cases);
}

static void a_period_counted_back_leaves_whole_days_between(void **state)
{
    static const struct worked cases[] = {
        /* Seven days before the 17th: the 10th to the 16th; the act is on the 9th. */
        {"ahead", "2022-03-01 begin held_on=2022-03-17", "2022-03-09", "2022-03-09", R, false},
        {"ahead_inclusive", "2022-03-01 begin held_on=2022-03-17", "2022-03-10", "2022-03-10", R,
         false},
        /* Off the holiday, never towards the day itself. */
        {"ahead", "2022-09-20 begin held_on=2022-10-12", "2022-09-30", "2022-10-04", R, false},
        {"ahead_inclusive", "2022-09-20 begin held_on=2022-10-12", "2022-09-30", "2022-10-05", R,
         false},
        {"ahead", "2022-03-01 begin held_on=2022-03-17; 2022-03-09 stop", "2022-03-09",
         "2022-03-09", S, true},
        {"ahead", "2022-03-01 begin held_on=2022-03-17; 2022-03-10 stop", "2022-03-09",
         "2022-03-09", S, false},
        /* Without the day there is nothing to count back from. */
        {"ahead", "2022-03-01 begin", "", "", CLOCK_NEVER, false},
        {"ahead", "2022-03-01 begin; 2022-03-02 start held_on=2022-03-17", "2022-03-09",
         "2022-03-09", R, false},
    };
    CHECK((struct fixture *)*state, cases);
}

static void pauses_are_intervals_that_do_not_count(void **state)
{
#define PAUSED "2022-03-01 begin; 2022-03-10 pause; "
    static const struct worked cases[] = {
        /* The day of the pause counts, the day of the resumption does not. */
        {"days", PAUSED "2022-03-25 resume", "2022-05-16", "2022-05-15", R, false},
        {"days", PAUSED "2022-03-25 resume; 2022-04-01 pause; 2022-04-20 resume", "2022-06-06",
         "2022-06-03", R, false},
        {"work", "2022-03-01 begin; 2022-03-02 pause; 2022-03-09 resume", "2022-03-15",
         "2022-03-15", R, false},
        /* Paused and resumed on one day: nothing is lost. */
        {"days", PAUSED "2022-03-10 resume", "2022-05-05", "2022-04-30", R, false},
        /* To a month are added the days that it stood still. */
        {"month", PAUSED "2022-03-25 resume", "2022-04-18", "2022-04-16", R, false},
        {"months", PAUSED "2022-03-25 resume", "2022-09-16", "2022-09-16", R, false},
        {"ceiling", PAUSED "2022-03-25 resume", "2022-04-15", "2022-04-15", R, false},
        /* While it stands still the old day stays on record; stopped meanwhile it has stood still
         * up to that day, and is in time. */
        {"days", PAUSED "2022-03-12 change", "2022-05-05", "2022-04-30", P, false},
        {"days", PAUSED "2022-06-30 stop", "2022-08-22", "2022-08-20", S, true},
        /* A pause of what stands still, and a resumption of what runs, do nothing. */
        {"days", PAUSED "2022-03-12 pause; 2022-03-25 resume; 2022-03-26 resume", "2022-05-16",
         "2022-05-15", R, false},
        {"choice", PAUSED "2022-03-25 resume", "2022-03-11", "2022-03-11", R, false},
    };
    CHECK((struct fixture *)*state, cases);
}

static void extensions_count_from_the_day_before_it_was_moved(void **state)
{
    static const struct worked cases[] = {
        {"work", "2022-03-01 begin; 2022-03-02 extend", "2022-03-15", "2022-03-15", R, false},
        {"work", "2022-03-01 begin; 2022-03-02 extend; 2022-03-03 extend", "2022-03-22",
         "2022-03-22", R, false},
        {"month", "2022-01-31 begin; 2022-02-01 extend", "2022-03-31", "2022-03-31", R, false},
        {"days", "2022-03-01 begin; 2022-03-02 extend", "2022-05-30", "2022-05-30", R, false},
        {"days", "2022-03-01 begin; 2022-03-02 extend granted=12", "2022-05-12", "2022-05-12", R,
         false},
        {"days", "2022-03-01 begin; 2022-03-02 extend granted=12; 2022-03-03 extend granted=30",
         "2022-06-13", "2022-06-11", R, false},
        /* Pause then extend is extend then pause. */
        {"days", PAUSED "2022-03-25 resume; 2022-04-01 extend", "2022-06-14", "2022-06-14", R,
         false},
        {"days", "2022-03-01 begin; 2022-03-02 extend; 2022-03-10 pause; 2022-03-25 resume",
         "2022-06-14", "2022-06-14", R, false},
        {"days", PAUSED "2022-03-12 extend; 2022-03-25 resume", "2022-06-14", "2022-06-14", R,
         false},
        {"choice", "2022-03-01 begin; 2022-03-02 extend", "2022-03-11", "2022-03-11", R, false},
    };
    CHECK((struct fixture *)*state, cases);
}

static void a_restart_gives_the_whole_period_again(void **state)
{
    static const struct worked cases[] = {
        {"work", "2022-03-01 begin; 2022-03-04 restart", "2022-03-11", "2022-03-11", R, false},
        {"days", "2022-03-01 begin; 2022-03-04 restart", "2022-05-05", "2022-05-03", R, false},
        /* Without the old pauses and extensions. */
        {"days", "2022-03-01 begin; 2022-03-02 extend; 2022-03-03 pause; 2022-03-04 restart",
         "2022-05-05", "2022-05-03", R, false},
        {"work", "2022-03-01 begin; 2022-03-02 stop; 2022-03-04 restart", "2022-03-11",
         "2022-03-11", R, false},
        /* A clock counted from a certain event counts from it again. */
        {"from_begin", "2022-03-01 begin; 2022-03-02 start; 2022-03-04 restart", "2022-03-11",
         "2022-03-11", R, false},
    };
    CHECK((struct fixture *)*state, cases);
}

static void a_stopped_clock_keeps_its_day(void **state)
{
    static const struct worked cases[] = {
        {"days", "2022-03-01 begin; 2022-05-05 stop", "2022-05-05", "2022-04-30", S, true},
        {"days", "2022-03-01 begin; 2022-05-06 stop", "2022-05-05", "2022-04-30", S, false},
        {"hours", "2022-03-01 begin; 2022-03-02 stop", "2022-03-02", "2022-03-02", S, true},
        {"hours", "2022-03-01 begin; 2022-03-03 stop", "2022-03-02", "2022-03-02", S, false},
        /* Nothing moves it afterwards, and the first stop counts. */
        {"days", "2022-03-01 begin; 2022-03-02 stop; 2022-03-03 extend", "2022-05-05", "2022-04-30",
         S, true},
        {"days", "2022-03-01 begin; 2022-03-02 stop; 2022-03-03 pause; 2022-03-04 resume",
         "2022-05-05", "2022-04-30", S, true},
        {"days", "2022-03-01 begin; 2022-03-02 stop; 2022-06-30 stop", "2022-05-05", "2022-04-30",
         S, true},
        {"until", "2022-03-01 begin held_on=2022-05-01; 2022-06-30 stop", "2022-05-01",
         "2022-05-01", S, false},
    };
    CHECK((struct fixture *)*state, cases);
}

static void a_cancelled_clock_never_was_unless_it_had_stopped(void **state)
{
    static const struct worked cases[] = {
        {"days", "2022-03-01 begin; 2022-03-02 cancel", "2022-05-05", "2022-04-30", C, false},
        {"days", PAUSED "2022-03-12 cancel", "2022-05-05", "2022-04-30", C, false},
        {"days", "2022-03-01 begin; 2022-03-02 stop; 2022-03-03 cancel", "2022-05-05", "2022-04-30",
         S, true},
        {"from_begin", "2022-03-01 begin; 2022-03-03 cancel", "", "", CLOCK_NEVER, false},
        {"days", "2022-03-01 begin; 2022-03-02 cancel; 2022-03-03 stop", "2022-05-05", "2022-04-30",
         C, false},
        {"work", "2022-03-01 begin; 2022-03-02 cancel; 2022-03-04 start", "2022-03-11",
         "2022-03-11", R, false},
    };
    CHECK((struct fixture *)*state, cases);
}

/* ---- hours, minimum, packing ---- */

static void hours_run_from_the_next_full_hour_and_never_move(void **state)
{
    struct fixture *f = *state;
    tell(f, "2022-04-30 begin"); /* at nine */
    const struct clock_state *clock = fixture_clock(f, "hours");
    assert_int_equal(clock->due_ms, instant_at(date_of(2022, 5, 1), 10, 0, 0).ms);
    fixture_assert_day(clock->due, "2022-05-01"); /* a rest day */
}

static void a_minimum_period_blocks_its_step_to_the_end_of_its_last_day(void **state)
{
    struct fixture *f = *state;
    struct command import = {.source = SOURCE_IMPORT};
    tell(f, "2022-03-01 begin");
    fixture_assert_day(fixture_clock(f, "least")->due, "2022-03-08");
    assert_false(fixture_try(f, "2022-03-08", "act", "", import));
    fixture_assert_complaint(f, "least", "2022-03-08");
    assert_true(fixture_try(f, "2022-03-09", "act", "", import));
}

static void the_next_due_day_of_a_matter_is_that_of_a_clock_that_runs(void **state)
{
    struct fixture *f = *state;
    tell(f, "2022-03-01 begin held_on=2022-12-01");
    fixture_assert_day(matter_due(f->matter), "2022-03-02"); /* hours */
    tell(f, "2022-03-01 begin; 2022-03-02 stop");
    fixture_assert_day(matter_due(f->matter), "");
    tell(f, "2022-03-01 begin; 2022-03-02 stop; 2022-03-03 restart; 2022-03-04 pause");
    fixture_assert_day(matter_due(f->matter), "2022-03-11"); /* from_begin; the others stand */
}

static void a_packed_matter_is_the_matter(void **state)
{
    struct fixture *f = *state;
    static const char *const stories[] = {
        "2022-03-01 begin procedure=simple|held_on=2022-05-01",
        "2022-03-01 begin; 2022-03-02 extend granted=3; 2022-03-10 pause; 2022-03-25 resume; "
        "2022-04-01 pause",
        "2021-12-31 begin; 2022-03-02 stop; 2022-03-03 restart; 2022-03-04 cancel; 2022-03-05 "
        "finish",
    };
    for (size_t i = 0; i < 3; i++) {
        struct buf packed, again;
        buf_init(&packed, 1 << 20);
        buf_init(&again, 1 << 20);
        tell(f, stories[i]);
        matter_pack(f->matter, &packed);
        struct matter *matter =
            matter_unpack(&f->arena, f->registry, f->matter->id, buf_str(&packed));
        matter_pack(matter, &again);
        assert_true(str_equal(buf_str(&packed), buf_str(&again)));
        for (size_t k = 0; k < f->def->clocks_n; k++) {
            const struct clock_state *a = &f->matter->clocks[k], *b = &matter->clocks[k];
            assert_int_equal(a->status, b->status);
            assert_int_equal(a->pauses_n, b->pauses_n);
            if (a->status == CLOCK_NEVER)
                continue;
            assert_int_equal(a->due.day, b->due.day);
            assert_int_equal(a->is_met, b->is_met);
            assert_int_equal(a->due_ms, b->due_ms);
        }
        buf_done(&packed);
        buf_done(&again);
    }
}

/* ---- a new calendar ---- */

static void a_new_calendar_moves_only_the_clocks_that_run(void **state)
{
    struct fixture *f = *state;
    struct complaints complaints;
    complaints_init(&complaints, &f->arena);
    const struct calendar *plain = calendar_load(&f->arena, NULL, 0, &complaints);
    assert_non_null(plain);
    tell(f, "2022-09-29 begin; 2022-09-30 start");
    assert_true(clock_recalendar(f->matter, plain));
    fixture_assert_day(fixture_clock(f, "work")->due, "2022-10-07");
    tell(f, "2022-09-29 begin; 2022-09-30 stop");
    assert_false(clock_recalendar(f->matter, plain));
    fixture_assert_day(fixture_clock(f, "work")->due, "2022-10-11");
    tell(f, "2026-12-28 begin"); /* 2027 is not gazetted */
    assert_true(fixture_clock(f, "days")->is_provisional);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_clockwork, close_clockwork)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(clocks_start_from_the_day_after),
        TEST(a_length_goes_by_choice_or_to_a_day),
        TEST(a_period_counted_back_leaves_whole_days_between),
        TEST(pauses_are_intervals_that_do_not_count),
        TEST(extensions_count_from_the_day_before_it_was_moved),
        TEST(a_restart_gives_the_whole_period_again),
        TEST(a_stopped_clock_keeps_its_day),
        TEST(a_cancelled_clock_never_was_unless_it_had_stopped),
        TEST(hours_run_from_the_next_full_hour_and_never_move),
        TEST(a_minimum_period_blocks_its_step_to_the_end_of_its_last_day),
        TEST(the_next_due_day_of_a_matter_is_that_of_a_clock_that_runs),
        TEST(a_packed_matter_is_the_matter),
        TEST(a_new_calendar_moves_only_the_clocks_that_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
