/*
 * term_cases.h - for the tests of this folder: the shipped calendars, and a table of worked dates
 * that is reckoned both ways.
 */
#ifndef GULOU_CALENDAR_TERM_CASES_H
#define GULOU_CALENDAR_TERM_CASES_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/embed.h"
#include "calendar/term.h"

/* A case names only what it needs. */
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

struct term_case {
    const char *law; /* the article, and the trap */
    const char *origin, *length;
    const char *due;
    const char *pauses;    /* "A..B A..B", or NULL */
    const char *extension; /* or NULL */
    bool roll_none, backward, inclusive, from_rolled;
};

static inline struct calendar *cases_calendar(struct arena *arena)
{
    LIST_OF(struct calendar_file) files = {0};
    for (size_t i = 0; i < embedded_files_n; i++)
        if (str_starts(embedded_files[i].path, STR("calendars/")))
            list_push(arena, &files,
                      (struct calendar_file){embedded_files[i].path, embedded_files[i].bytes});
    struct complaints complaints;
    complaints_init(&complaints, arena);
    struct calendar *calendar = calendar_load(arena, files.at, files.n, &complaints);
    assert_int_equal(complaints.list.n, 0);
    return calendar;
}

static inline struct date cases_date(const char *text)
{
    struct date date;
    if (!date_parse(str_of(text), &date))
        fail_msg("%s is no date", text);
    return date;
}

static inline void cases_check(struct arena *arena, const struct calendar *calendar,
                               const struct term_case *c)
{
    struct term_pause pauses[8];
    struct term_rule rule = {
        .roll_next = !c->roll_none,
        .is_backward = c->backward,
        .backward_inclusive = c->inclusive,
        .extend_from_rolled = c->from_rolled,
        .pauses = pauses,
    };
    assert_true(period_parse(str_of(c->length), &rule.length));
    if (c->extension != NULL)
        assert_true(period_parse(str_of(c->extension), &rule.extension));
    for (const char *p = c->pauses; p != NULL && *p != '\0'; p += p[22] == ' ' ? 23 : 22) {
        assert_true(date_parse((struct str){p, 10}, &pauses[rule.pauses_n].from));
        assert_true(date_parse((struct str){p + 12, 10}, &pauses[rule.pauses_n].to));
        rule.pauses_n++;
    }
    struct term_due due;
    struct term_days days;
    char text[DATE_TEXT_BYTES];
    assert_true(term_reckon(calendar, cases_date(c->origin), &rule, &due));
    date_print(due.due, text);
    if (!str_equal_c(str_of(text), c->due))
        fail_msg("%s: %s from %s is %s, reckoned %s", c->law, c->length, c->origin, c->due, text);
    assert_true(term_explain(arena, calendar, cases_date(c->origin), &rule, &days));
    if (date_compare(days.due.due, due.due) != 0)
        fail_msg("%s: the walk ends on %s", c->law, date_print(days.due.due, text).p);
    assert_int_equal(days.due.is_provisional, due.is_provisional);
    assert_int_equal(days.due.unrolled.day, due.unrolled.day);
}

static inline void cases_check_all(const struct term_case *cases, size_t n)
{
    struct arena arena;
    arena_init(&arena, 0);
    const struct calendar *calendar = cases_calendar(&arena);
    for (size_t i = 0; i < n; i++) {
        struct arena_mark mark = arena_mark(&arena);
        cases_check(&arena, calendar, &cases[i]);
        arena_release(&arena, mark);
    }
    arena_done(&arena);
}

#define CASES_CHECK(cases) cases_check_all((cases), sizeof(cases) / sizeof *(cases))

#endif
