/*
 * micro.c - what is too fast to be measured from outside.
 *
 *   micro due                  ns a due date: working days, calendar days that roll, months, pauses
 *   micro figures DB YEAR N    ms to evaluate all figures of a year, N times: the least, the median
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/embed.h"
#include "calendar/term.h"
#include "figure/figure.h"
#include "office/office.h"
#include "os/clock.h"

enum { RUNS_MAX = 1000 };

static int fail(const char *what)
{
    fprintf(stderr, "micro: %s\n", what);
    return 111;
}

static const struct calendar *embedded_calendar(struct arena *arena)
{
    struct calendar_file *files = arena_array(arena, struct calendar_file, embedded_files_n);
    struct complaints complaints;
    size_t n = 0;
    complaints_init(&complaints, arena);
    for (size_t i = 0; i < embedded_files_n; i++)
        if (str_starts(embedded_files[i].path, STR("calendars/")))
            files[n++] = (struct calendar_file){embedded_files[i].path, embedded_files[i].bytes};
    return calendar_load(arena, files, n, &complaints);
}

static int due(struct arena *arena)
{
    enum { ROUNDS = 2000, DAYS = 365, RULES = 4 };
    const struct calendar *calendar = embedded_calendar(arena);
    const struct date first = date_of(2022, 1, 1);
    const struct term_pause pauses[] = {{date_of(2022, 3, 1), date_of(2022, 3, 20)},
                                        {date_of(2022, 8, 1), date_of(2022, 8, 11)}};
    const struct term_rule rules[RULES] = {
        {.length = {5, PERIOD_WORKING_DAYS}},
        {.length = {60, PERIOD_DAYS}, .roll_next = true, .extension = {30, PERIOD_DAYS}},
        {.length = {6, PERIOD_MONTHS}, .roll_next = true},
        {.length = {20, PERIOD_WORKING_DAYS}, .pauses = pauses, .pauses_n = 2},
    };
    int64_t sum = 0, start = os_monotonic_ns();
    if (calendar == NULL)
        return fail("the embedded calendars do not load");
    for (int round = 0; round < ROUNDS; round++)
        for (int day = 0; day < DAYS; day++) {
            struct term_due out;
            if (!term_reckon(calendar, date_add_days(first, day), &rules[round % RULES], &out))
                return fail("a due date could not be reckoned");
            sum += out.due.day;
        }
    double ns = (double)(os_monotonic_ns() - start) / (ROUNDS * DAYS);
    printf("%.1f\n", sum > 0 ? ns : 0.0);
    return 0;
}

static int compare(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static int evaluate(struct office *office, int year, size_t runs)
{
    static int64_t took[RUNS_MAX];
    const struct registry *registry = office_current(office)->registry;
    struct figure_question question = {.db = office_store(office),
                                       .district = office_district(office),
                                       .registry = registry,
                                       .from = date_of(year, 1, 1),
                                       .to = date_of(year, 12, 31),
                                       .stock_on = DATE_NONE};
    struct arena arena;
    struct err err;
    arena_init(&arena, 0);
    for (size_t i = 0; i < runs; i++) {
        int64_t start = os_monotonic_ns();
        arena_reset(&arena);
        struct figure_value *values =
            arena_array(&arena, struct figure_value, registry->figures_n + 1);
        if (!figure_all(&question, &arena, values, &err))
            return fail(err.what);
        took[i] = os_monotonic_ns() - start;
    }
    arena_done(&arena);
    qsort(took, runs, sizeof took[0], compare);
    printf("%.3f %.3f %zu\n", (double)took[0] / 1e6, (double)took[runs / 2] / 1e6,
           registry->figures_n);
    return 0;
}

static int figures(const char *db, int year, size_t runs)
{
    struct office_options options = {.db = str_of(db), .today = DATE_NONE};
    struct office *office;
    struct err err;
    if (!office_open(&options, &office, &err))
        return fail(err.what);
    int status = evaluate(office, year, runs > 0 && runs <= RUNS_MAX ? runs : RUNS_MAX);
    office_close(office);
    return status;
}

int main(int argc, char **argv)
{
    struct arena arena;
    arena_init(&arena, 0);
    int status = 2;
    if (argc == 2 && strcmp(argv[1], "due") == 0)
        status = due(&arena);
    else if (argc == 5 && strcmp(argv[1], "figures") == 0)
        status = figures(argv[2], (int)strtol(argv[3], NULL, 10), strtoul(argv[4], NULL, 10));
    else
        fprintf(stderr, "usage: micro due | micro figures DB YEAR N\n");
    arena_done(&arena);
    return status;
}
