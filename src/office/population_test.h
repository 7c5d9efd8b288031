/*
 * population_test.h - two years of matters by chance, for tests: carried over from year to year,
 * moved between units, suspended, extended, left to the law, backdated with proof, corrected and
 * struck. Everything goes through the committer; dates of one matter never decrease.
 */
#ifndef GULOU_OFFICE_POPULATION_TEST_H
#define GULOU_OFFICE_POPULATION_TEST_H

#include <stdio.h>

#include "office/office_fixture_test.h"

enum { POPULATION_MATTERS = 2000, POPULATION_EVENTS = 200 };

struct population_event {
    int64_t seq;
    const char *name; /* NULL: struck, or of the law */
    struct date on;
};

struct population_matter {
    int64_t id;
    struct date last_on;
    struct population_event events[POPULATION_EVENTS];
    size_t events_n;
};

typedef void population_visit(void *context, struct desk *desk);

struct population {
    struct desk *desk;
    uint64_t chance;
    int per_day;             /* new matters in ten days */
    population_visit *visit; /* now and then, between commands; or NULL */
    void *context;
    struct population_matter *matters;
    size_t matters_n;
    struct date day;
    struct arena scratch;
    int64_t approved, amended, refused;
};

static inline uint64_t population_draw(struct population *p)
{
    p->chance += 0x9e3779b97f4a7c15u;
    uint64_t x = p->chance;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

static inline int population_below(struct population *p, int bound)
{
    return (int)(population_draw(p) % (uint64_t)bound);
}

static inline const char *population_one_of(struct population *p, const char *const *words, int n)
{
    return words[population_below(p, n)];
}

/* Fields of an event, by chance; texts live in the scratch. */
static inline const char *population_fields(struct population *p, const char *event)
{
    static const char *const kinds[] = {"plain", "hard", "urgent"};
    static const char *const units[] = {"10", "11", "13", "20", "30"};
    static const char *const places[] = {"20", "21", "22", "30"};
    static const char *const outcomes[] = {"upheld", "annulled", "settled"};
    char day[DATE_TEXT_BYTES];
    struct str text = STR_NONE;
    struct arena *a = &p->scratch;
    date_print(date_add_days(p->day, population_below(p, 120) - 60), day);
    if (strcmp(event, "receive") == 0) {
        text = arena_print(a, "kind=%s", population_one_of(p, kinds, 3));
        if (population_below(p, 10) < 8)
            text = arena_print(a, "%" STR_FMT "|office_unit=%s", STR_ARG(text),
                               population_one_of(p, units, 5));
        if (population_below(p, 10) < 7)
            text = arena_print(a, "%" STR_FMT "|place=%s|people=%d", STR_ARG(text),
                               population_one_of(p, places, 4), population_below(p, 30));
        if (population_below(p, 10) < 2)
            text = arena_print(a, "%" STR_FMT "|held_on=%s|is_repeat=%s", STR_ARG(text), day,
                               population_below(p, 2) ? "true" : "false");
        if (population_below(p, 4) == 0)
            text = arena_print(a, "%" STR_FMT "|person=甲", STR_ARG(text));
    } else if (strcmp(event, "transfer") == 0
               || (strcmp(event, "accept") == 0 && population_below(p, 3) == 0)) {
        text = arena_print(a, "office_unit=%s", population_one_of(p, units, 5));
    } else if (strcmp(event, "hear") == 0) {
        text = arena_print(a, "people=%d", population_below(p, 25));
        if (population_below(p, 2))
            text = arena_print(a, "%" STR_FMT "|hours=%d.%d|score=%d", STR_ARG(text),
                               population_below(p, 9), population_below(p, 10),
                               population_below(p, 101));
        if (population_below(p, 2))
            text = arena_print(a, "%" STR_FMT "|held_on=%s", STR_ARG(text), day);
    } else if (strcmp(event, "decide") == 0) {
        text = arena_print(a, "outcome=%s", population_one_of(p, outcomes, 3));
        if (population_below(p, 2))
            text = arena_print(a, "%" STR_FMT "|amount=%d.%02d|is_repeat=%s", STR_ARG(text),
                               population_below(p, 9000), population_below(p, 100),
                               population_below(p, 2) ? "true" : "false");
    }
    return arena_terminated(a, text);
}

/* The second person approves what only waits for him. */
static inline bool population_enter(struct population *p, struct command command,
                                    struct answer *answer)
{
    *answer = desk_commit(p->desk, &command);
    if (answer->status == ANSWER_PROPOSED) {
        command.actor = DESK_SECOND;
        command.approves = answer->seq;
        command.matter = answer->matter;
        p->approved++;
        *answer = desk_commit(p->desk, &command);
        assert_int_equal(answer->status, ANSWER_DONE);
    }
    p->refused += answer->status == ANSWER_REFUSED;
    assert_true(answer->status == ANSWER_DONE || answer->status == ANSWER_REFUSED);
    return answer->status == ANSWER_DONE;
}

static inline void population_step(struct population *p, struct population_matter *m,
                                   const char *event)
{
    struct answer answer;
    if (m->events_n == POPULATION_EVENTS)
        return;
    struct command command =
        desk_command(&p->scratch, p->day, m->id, event, population_fields(p, event));
    if (m->id == 0)
        command.register_key = STR("tally");
    if (population_below(p, 8) == 0) { /* a few days back, with a postmark or with approval */
        struct date back = date_add_days(p->day, -population_below(p, 9));
        command.on = m->id == 0 ? back : date_max(back, m->last_on);
        command.has_proof = population_below(p, 2) == 0;
    }
    if (!population_enter(p, command, &answer))
        return;
    m->id = answer.matter;
    m->last_on = date_is_none(command.on) ? p->day : command.on;
    m->events[m->events_n++] = (struct population_event){answer.seq, event, m->last_on};
}

/* Corrects one event of the matter, or strikes it; what would make later steps impossible is
 * refused by the office and left. */
static inline void population_amend(struct population *p, struct population_matter *m)
{
    struct answer answer;
    size_t at = (size_t)population_below(p, (int)m->events_n);
    struct population_event *e = &m->events[at];
    if (e->name == NULL)
        return;
    bool is_strike = population_below(p, 3) == 0;
    struct command command = desk_command(&p->scratch, p->day, m->id, "amend",
                                          is_strike ? "" : population_fields(p, e->name));
    command.replaces = e->seq;
    command.is_strike = is_strike;
    command.reason = STR("登记有误");
    command.on = e->on;
    if (!is_strike && at + 1 == m->events_n && at > 0 && population_below(p, 2))
        command.on = date_max(m->events[at - 1].on, date_add_days(e->on, -1));
    if (!population_enter(p, command, &answer))
        return;
    p->amended++;
    e->on = command.on;
    if (is_strike)
        e->name = NULL;
    m->last_on = p->day;
}

static inline void population_day(struct population *p)
{
    static const char *const steps[] = {"accept",  "accept", "refuse", "transfer",
                                        "suspend", "resume", "extend", "hear",
                                        "hear",    "decide", "decide", "withdraw"};
    struct err err;
    int64_t events;
    arena_reset(&p->scratch);
    p->desk->office->options.today = p->day;
    for (int n = p->per_day; n > 0; n -= 10)
        if (population_below(p, 10) < n && p->matters_n < POPULATION_MATTERS) {
            struct population_matter *m = &p->matters[p->matters_n];
            *m = (struct population_matter){.last_on = p->day};
            population_step(p, m, "receive");
            p->matters_n += m->id != 0;
        }
    for (size_t i = 0; i < p->matters_n; i++) {
        if (population_below(p, 12) == 0)
            population_step(p, &p->matters[i], population_one_of(p, steps, 12));
        if (population_below(p, 300) == 0)
            population_amend(p, &p->matters[i]);
    }
    if (population_below(p, 9) == 0)
        desk_must(office_sweep(p->desk->office, &events, &err), &err);
    if (p->visit != NULL && population_below(p, 20) == 0)
        p->visit(p->context, p->desk);
}

/* From 1 November 2020 to 20 December 2022; the office's today is then the last of these days. */
static inline void population_make(struct population *p)
{
    arena_init(&p->scratch, 0);
    p->matters = arena_array(&p->desk->arena, struct population_matter, POPULATION_MATTERS);
    for (p->day = desk_day("2020-11-01"); date_compare(p->day, desk_day("2022-12-20")) <= 0;
         p->day = date_add_days(p->day, 1))
        population_day(p);
    arena_done(&p->scratch);
}

/* The seeds of a test: so many, or GULOU_SEEDS; printed when they fail. */
static inline int population_seeds(int usual)
{
    const char *text = getenv("GULOU_SEEDS");
    int64_t n;
    return text != NULL && str_to_i64(str_of(text), &n) ? (int)n : usual;
}

#endif
