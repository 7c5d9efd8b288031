/*
 * scenario_expect.c - what a step expects of its matter, its clocks and the figures.
 */
#include "figure/figure.h"
#include "matter/event.h"
#include "scenario/internal.h"

static struct str day_text(const struct playing *p, struct date day)
{
    char text[DATE_TEXT_BYTES];
    return arena_copy(p->arena, date_print(day, text));
}

/* ---- state and number ---- */

static void expect_state(struct playing *p, const struct scenario_step *step)
{
    const struct matter *m = p->matter;
    int state = scenario_names_state(p, m->def, step->state.line, step->state.text);
    if (state == NONE || state == m->state)
        return;
    struct str is = m->state == NONE ? STR("没有（只有提议）") : m->def->states[m->state].title.zh;
    scenario_complain(
        p, step->state.line, "expected the state %" STR_FMT " (%" STR_FMT "), but it is %" STR_FMT,
        STR_ARG(m->def->states[state].title.zh), STR_ARG(m->def->states[state].key), STR_ARG(is));
}

static void expect_number(struct playing *p, const struct scenario_step *step)
{
    struct str is = matter_number(p->matter, office_is_demo(p->office), p->arena);
    if (!str_equal(is, step->number.text))
        scenario_complain(p, step->number.line,
                          "expected the number %" STR_FMT ", but it is %" STR_FMT,
                          STR_ARG(step->number.text), STR_ARG(is));
}

/* ---- clocks ---- */

static bool has_due(const struct clock_state *clock)
{
    return clock->status != CLOCK_NEVER && clock->status != CLOCK_CANCELLED
           && !date_is_none(clock->due);
}

/* "2024-03-11", "2027-02-01 provisional", "2024-03-11 15:00", "none". */
static struct str due_text(const struct playing *p, const struct clock_state *clock)
{
    char moment[INSTANT_TEXT_BYTES];
    if (!has_due(clock))
        return STR("none");
    struct str day = day_text(p, clock->due);
    const char *provisional = clock->is_provisional ? " provisional" : "";
    if (clock->due_ms == 0)
        return arena_print(p->arena, "%" STR_FMT "%s", STR_ARG(day), provisional);
    struct str at = instant_print((struct instant){clock->due_ms}, moment);
    return arena_print(p->arena, "%" STR_FMT " %" STR_FMT "%s", STR_ARG(day),
                       STR_ARG(str_first(str_from(at, 11), 5)), provisional);
}

static void expect_due(struct playing *p, const struct scenario_pair *pair)
{
    const struct matter *m = p->matter;
    int clock = scenario_names_clock(p, m->def, pair->line, pair->key);
    if (clock == NONE)
        return;
    struct str is = due_text(p, &m->clocks[clock]);
    if (!str_equal(is, pair->value))
        scenario_complain(p, pair->line,
                          "expected %" STR_FMT " to be due %" STR_FMT ", but it is due %" STR_FMT,
                          STR_ARG(pair->key), STR_ARG(pair->value), STR_ARG(is));
    else if (has_due(&m->clocks[clock]))
        scenario_rules_prove(p->rules, p->scenario, SCENARIO_CLOCK, m->def, NONE, clock, m->regime);
}

static const char *clock_word(const struct clock_state *clock, struct date today)
{
    switch (clock->status) {
    case CLOCK_NEVER:
        return "never";
    case CLOCK_PAUSED:
        return "paused";
    case CLOCK_CANCELLED:
        return "cancelled";
    case CLOCK_STOPPED:
        return clock->is_met ? "met" : "late";
    default:
        return !date_is_none(clock->due) && date_compare(clock->due, today) < 0 ? "overdue"
                                                                                : "running";
    }
}

static void expect_clock(struct playing *p, const struct scenario_step *step,
                         const struct scenario_pair *pair)
{
    const struct matter *m = p->matter;
    int clock = scenario_names_clock(p, m->def, pair->line, pair->key);
    if (clock == NONE)
        return;
    const char *is = clock_word(&m->clocks[clock], step->day);
    if (!str_equal_c(pair->value, is))
        scenario_complain(p, pair->line,
                          "expected the clock %" STR_FMT " to be %" STR_FMT
                          ", but it is %s (one of: never running overdue paused met late "
                          "cancelled)",
                          STR_ARG(pair->key), STR_ARG(pair->value), is);
}

/* ---- values ---- */

static void expect_value(struct playing *p, const struct scenario_pair *pair)
{
    const struct matter *m = p->matter;
    int field = scenario_names_field(p, m->def, NONE, pair->line, pair->key);
    if (field == NONE)
        return;
    const struct field_def *def = &m->def->fields[field];
    struct str is = !m->is_set[field]     ? STR("none")
                    : field_is_plain(def) ? event_value_print(def, m->values[field], p->arena)
                                          : STR("given");
    struct str expected = scenario_names_value(p, def, pair->value);
    if (!str_equal(expected, is))
        scenario_complain(p, pair->line,
                          "expected %" STR_FMT " to be %" STR_FMT ", but it is %" STR_FMT,
                          STR_ARG(pair->key), STR_ARG(pair->value), STR_ARG(is));
}

/* ---- what the law did by itself ---- */

static struct str law_text(const struct playing *p, const struct event *event)
{
    return arena_print(p->arena, "%" STR_FMT " (%" STR_FMT ") on %" STR_FMT,
                       STR_ARG(event->def->events[event->event].title.zh),
                       STR_ARG(event->def->events[event->event].key),
                       STR_ARG(day_text(p, event->on)));
}

static bool is_as_written(const struct playing *p, const struct event *event,
                          const struct scenario_pair *pair)
{
    const struct event_def *def = &event->def->events[event->event];
    bool is_called = str_equal(pair->key, def->key) || str_equal(pair->key, def->title.zh);
    return is_called && str_equal(pair->value, day_text(p, event->on));
}

/* The law's events since the step before, in order: exactly those that are named. */
static void expect_by_law(struct playing *p, const struct scenario_step *step)
{
    size_t named = 0;
    bool is_good = true;
    struct buf all;
    buf_init(&all, 4096);
    for (size_t i = p->events_before; i < p->events_n; i++) {
        const struct event *event = p->events[i].event;
        if (event->actor != ACTOR_LAW)
            continue;
        buf_print(&all, "%s%" STR_FMT, all.len > 0 ? ", " : "", STR_ARG(law_text(p, event)));
        is_good &= named < step->by_law.n && is_as_written(p, event, &step->by_law.at[named]);
        named++;
        if (is_good && event->clock != NONE)
            scenario_rules_prove(p->rules, p->scenario, SCENARIO_EXPIRY, event->def, NONE,
                                 event->clock, p->matter->regime);
    }
    if (!is_good || named != step->by_law.n)
        scenario_complain(p, step->by_law.line, "expected the law to do %s, but it did %" STR_FMT,
                          step->by_law.n == 0 ? "nothing" : "what is named here",
                          STR_ARG(all.len == 0 ? STR("nothing") : buf_str(&all)));
    buf_done(&all);
}

/* ---- figures ---- */

static void expect_figure(struct playing *p, const struct scenario_pair *pair,
                          const struct figure_value *values)
{
    const struct figure_def *figure =
        registry_figure(office_current(p->office)->registry, pair->key);
    if (figure == NULL) {
        scenario_complain(p, pair->line, "there is no figure \"%" STR_FMT "\"", STR_ARG(pair->key));
        return;
    }
    struct str number = figure_number(&values[figure->id], p->arena);
    struct str text = figure_text(figure, &values[figure->id], p->arena);
    if (!str_equal(pair->value, number) && !str_equal(pair->value, text))
        scenario_complain(p, pair->line,
                          "expected %" STR_FMT " = %" STR_FMT ", but it is %" STR_FMT
                          " (printed %" STR_FMT ")",
                          STR_ARG(pair->key), STR_ARG(pair->value), STR_ARG(number), STR_ARG(text));
}

/* The entries that the ledger held at the mark; 0 with a complaint. */
static int64_t find_mark(struct playing *p, const struct scenario_step *step)
{
    for (size_t i = 0; i < p->marks.n; i++)
        if (str_equal(p->marks.at[i].name, step->known))
            return p->marks.at[i].matter;
    scenario_complain(p, step->figures.line,
                      "no step before has the mark \"%" STR_FMT "\"; expected mark: NAME there",
                      STR_ARG(step->known));
    return 0;
}

static bool expect_figures(struct playing *p, const struct scenario_step *step, struct err *err)
{
    const struct registry *registry = office_current(p->office)->registry;
    int year = step->year != 0 ? step->year : date_year(step->day);
    struct figure_question question = {
        .db = office_store(p->office),
        .district = office_district(p->office),
        .registry = registry,
        .from = date_of(year, 1, 1),
        .to = date_of(year, 12, 31),
        .stock_on = DATE_NONE,
    };
    if (step->known.len > 0 && (question.known_seq = find_mark(p, step)) == 0)
        return true;
    struct figure_value *values =
        arena_array(p->arena, struct figure_value, registry->figures_n + 1);
    if (!figure_all(&question, p->arena, values, err))
        return false;
    for (size_t i = 0; i < step->figures.n; i++)
        expect_figure(p, &step->figures.at[i], values);
    return true;
}

static bool asks_of_matter(const struct scenario_step *step)
{
    return step->state.line != 0 || step->number.line != 0 || step->due.is_given
           || step->clocks.is_given || step->values.is_given || step->by_law.is_given;
}

bool scenario_expect(struct playing *p, const struct scenario_step *step, struct err *err)
{
    if (p->matter == NULL && asks_of_matter(step))
        scenario_complain(p, step->line, "there is no matter of which this could be expected");
    if (p->matter != NULL) {
        if (step->state.line != 0)
            expect_state(p, step);
        if (step->number.line != 0)
            expect_number(p, step);
        for (size_t i = 0; i < step->due.n; i++)
            expect_due(p, &step->due.at[i]);
        for (size_t i = 0; i < step->clocks.n; i++)
            expect_clock(p, step, &step->clocks.at[i]);
        for (size_t i = 0; i < step->values.n; i++)
            expect_value(p, &step->values.at[i]);
        if (step->by_law.is_given)
            expect_by_law(p, step);
    }
    return !step->figures.is_given || expect_figures(p, step, err);
}
