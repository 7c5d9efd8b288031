/*
 * pages_clock.c - the clocks of a matter: how each stands today, and how its last day was reckoned,
 * day by day.
 */
#include "base/assert.h"
#include "matter/clock.h"
#include "web/pages.h"

enum {
    RED_WORKING_DAYS = 1, /* at most so many are left */
    YELLOW_WORKING_DAYS = 3,
    DAYS_WHOLE = 70, /* longer reckonings show runs of like days as one row */
    RUN_MIN = 3
};

/* ---- how it stands ---- */

static struct clock_look look(const struct page *page, const char *mark, const char *word,
                              int64_t number)
{
    return (struct clock_look){mark, page_count_word(page, word, number)};
}

static struct clock_look look_running(const struct page *page, const struct clock_def *def,
                                      const struct clock_state *clock)
{
    if (date_is_none(clock->due))
        return look(page, "", "clock_running", 0);
    int left = clock->due.day - page->today.day;
    if (def->kind == CLOCK_MINIMUM)
        return left >= 0 ? look(page, "", "clock_minimum_runs", left)
                         : look(page, "mark-good", "clock_minimum_over", 0);
    if (left < 0)
        return look(page, "mark-bad", "clock_overdue", -left);
    if (left == 0)
        return look(page, "mark-bad", "clock_today", 0);
    int working = calendar_count(page->now->calendar, page->today, clock->due);
    if (working == 0)
        return look(page, "mark-bad", "clock_days_left", left);
    const char *mark = working <= RED_WORKING_DAYS      ? "mark-bad"
                       : working <= YELLOW_WORKING_DAYS ? "mark-warn"
                                                        : "mark-good";
    return look(page, mark, "clock_working_days_left", working);
}

/* It ended by itself: what the law does at its end came on the day it stopped. */
static bool ran_out(const struct matter *matter, int clock)
{
    int event = matter->def->clocks[clock].rules[matter->regime].expiry.event;
    return event != NONE && matter->times[event] > 0
           && date_compare(matter->occurrences[event].last_on, matter->clocks[clock].stopped_on)
                  == 0;
}

static struct clock_look look_stopped(const struct page *page, const struct matter *matter, int at)
{
    const struct clock_def *def = &matter->def->clocks[at];
    const struct clock_state *clock = &matter->clocks[at];
    int late = date_is_none(clock->due) || date_is_none(clock->stopped_on)
                   ? 0
                   : clock->stopped_on.day - clock->due.day;
    if (def->kind == CLOCK_MINIMUM)
        return late >= 0 ? look(page, "mark-good", "clock_minimum_over", 0)
                         : look(page, "mark-warn", "clock_minimum_cut", -late);
    if (clock->is_met)
        return look(page, "mark-good", "clock_met", 0);
    return late <= 0 || ran_out(matter, at) ? look(page, "", "clock_ran_out", 0)
                                            : look(page, "mark-bad", "clock_met_late", late);
}

struct clock_look clock_look(const struct page *page, const struct matter *matter, int clock)
{
    const struct clock_def *def = &matter->def->clocks[clock];
    const struct clock_state *state = &matter->clocks[clock];
    switch (state->status) {
    case CLOCK_RUNNING:
        return look_running(page, def, state);
    case CLOCK_STOPPED:
        return look_stopped(page, matter, clock);
    case CLOCK_PAUSED:
        return look(page, "", "clock_paused", 0);
    default:
        return look(page, "", "clock_cancelled", 0);
    }
}

int clock_first_due(const struct matter *matter)
{
    int first = NONE;
    for (int i = 0; i < (int)matter->def->clocks_n; i++) {
        const struct clock_state *clock = &matter->clocks[i];
        if (clock->status != CLOCK_RUNNING || date_is_none(clock->due)
            || matter->def->clocks[i].kind == CLOCK_MINIMUM)
            continue;
        if (first == NONE || date_compare(clock->due, matter->clocks[first].due) < 0)
            first = i;
    }
    return first;
}

void due_row_put(struct page *page, struct html_value *list, const struct matter *matter)
{
    int clock = clock_first_due(matter);
    bool is_shown = matter_is_shown(page, matter);
    struct clock_look how = {"", STR_NONE};
    struct html_value *row = html_push_map(list);
    if (clock != NONE)
        how = clock_look(page, matter, clock);
    html_put_text(row, "number", page_matter_number(page, matter));
    html_put_url(row, "url", is_shown ? page_matter_url(page, matter->id) : STR_NONE);
    html_put_text(row, "subject", page_title(page, matter->def->title));
    html_put_text(row, "clock",
                  clock == NONE ? STR_NONE : page_title(page, matter->def->clocks[clock].title));
    html_put_text(row, "unit",
                  is_shown ? page_unit(page, matter_unit(matter)) : page_t(page, "not_open"));
    html_put_text(row, "due_on", page_date(page, matter_due(matter)));
    html_put_text(row, "mark", str_of(how.mark));
    html_put_text(row, "status", how.status);
}

/* ---- day by day ---- */

static bool has(struct id_list list, int id)
{
    for (size_t i = 0; i < list.n; i++)
        if (list.at[i] == id)
            return true;
    return false;
}

/* Which event made the clock stand still for the pause-th time: "（补正通知 #1201）". */
static struct str pause_text(const struct page *page, int clock, struct date from,
                             const struct reader_event *events, size_t events_n)
{
    for (size_t i = events_n; i > 0; i--) {
        const struct event *event = events[i - 1].event;
        if (event->form != EVENT_PLAIN || event->event == NONE || date_compare(event->on, from) != 0
            || !has(event->def->events[event->event].pauses, clock))
            continue;
        return arena_print(page->arena, " · %" STR_FMT " #%lld",
                           STR_ARG(page_title(page, event->def->events[event->event].title)),
                           (long long)event->seq);
    }
    return STR_NONE;
}

/* The reckoning under the calendar that gave the due date: the one of the newest event that agrees
 * with it. False: none does, or there is nothing to reckon (hours, a fixed day). */
static bool explain(struct page *page, const struct matter *matter, int clock,
                    const struct reader_event *events, size_t events_n, struct term_days *days)
{
    const struct clock_state *state = &matter->clocks[clock];
    const struct calendar *tried = NULL;
    if (state->length.n == 0 || state->length.unit == PERIOD_HOURS || date_is_none(state->due))
        return false;
    struct term_rule rule = clock_term_rule(matter, clock);
    for (size_t i = events_n; i > 0; i--) {
        if (events[i - 1].calendar == tried)
            continue;
        tried = events[i - 1].calendar;
        if (term_explain(page->arena, tried, state->origin, &rule, days)
            && date_compare(days->due.due, state->due) == 0)
            return true;
    }
    return false;
}

static struct str weekday(const struct page *page, struct date date)
{
    static const char *const zh[] = {"一", "二", "三", "四", "五", "六", "日"};
    static const char *const en[] = {"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"};
    int at = date_weekday(date) - 1;
    return str_of(page->language == PAGE_EN ? en[at] : zh[at]);
}

static void put_day(struct page *page, struct html_value *list, const struct term_day *day,
                    struct str note)
{
    struct html_value *row = html_push_map(list);
    html_put_text(row, "date", page_date(page, day->date));
    html_put_text(row, "weekday", weekday(page, day->date));
    html_put_text(row, "count",
                  day->is_counted ? arena_print(page->arena, "%d", day->number) : STR_NONE);
    html_put_text(row, "note", note);
    html_put_url(row, "notice_url", day->notice);
    html_put_bool(row, "is_off", !day->is_counted);
    html_put_bool(row, "is_due", day->is_due);
}

/* How many days from `at` on are alike. */
static size_t run_of(const struct term_days *days, size_t at)
{
    const struct term_day *first = &days->at[at];
    size_t n = 1;
    while (at + n < days->n) {
        const struct term_day *day = &days->at[at + n];
        if (day->reason != first->reason || day->pause != first->pause
            || day->is_extension != first->is_extension || day->is_due || day->notice.len > 0
            || day->is_counted != first->is_counted)
            break;
        n++;
    }
    return first->is_due || first->notice.len > 0 ? 1 : n;
}

static void put_run(struct page *page, struct html_value *list, const struct term_day *first,
                    const struct term_day *last, struct str note)
{
    struct html_value *row = html_push_map(list);
    if (first->reason == TERM_CALENDAR) /* working days and weekends alike */
        note = page_t(page, "clock_each_day");
    html_put_text(row, "date", page_date(page, first->date));
    html_put_text(row, "weekday", STR("…"));
    html_put_text(row, "count",
                  first->is_counted ? arena_print(page->arena, "%d–%d", first->number, last->number)
                                    : STR_NONE);
    html_put_text(row, "note",
                  arena_print(page->arena, "%" STR_FMT " %" STR_FMT " · %" STR_FMT,
                              STR_ARG(page_t(page, "until_day")),
                              STR_ARG(page_date(page, last->date)), STR_ARG(note)));
    html_put_url(row, "notice_url", STR_NONE);
    html_put_bool(row, "is_off", !first->is_counted);
    html_put_bool(row, "is_due", false);
}

static void put_days(struct page *page, struct html_value *list, const struct matter *matter,
                     int clock, const struct term_days *days, const struct reader_event *events,
                     size_t events_n)
{
    const struct clock_state *state = &matter->clocks[clock];
    for (size_t i = 0; i < days->n;) {
        const struct term_day *day = &days->at[i];
        struct str note = page->language == PAGE_EN ? day->en : day->zh;
        if (day->pause >= 0 && (size_t)day->pause < state->pauses_n)
            note = arena_print(
                page->arena, "%" STR_FMT "%" STR_FMT, STR_ARG(note),
                STR_ARG(pause_text(page, clock, state->pauses[day->pause].from, events, events_n)));
        size_t n = days->n > DAYS_WHOLE ? run_of(days, i) : 1;
        if (n >= RUN_MIN) {
            put_run(page, list, day, &days->at[i + n - 1], note);
            i += n;
        } else {
            put_day(page, list, day, note);
            i++;
        }
    }
}

/* ---- a clock ---- */

static struct str period_text(const struct page *page, struct period period)
{
    struct buf out;
    buf_init(&out, 64);
    period_print(period, page->language == PAGE_EN ? PERIOD_EN : PERIOD_ZH, &out);
    struct str text = arena_copy(page->arena, buf_str(&out));
    buf_done(&out);
    return text;
}

static struct str note_of(const struct page *page, const struct clock_state *state)
{
    struct str text = state->length.n > 0 ? period_text(page, state->length) : STR_NONE;
    if (state->extensions > 0)
        text = arena_print(page->arena, "%" STR_FMT " + %" STR_FMT "%" STR_FMT, STR_ARG(text),
                           STR_ARG(page_t(page, "clock_extension")),
                           STR_ARG(period_text(page, state->extension)));
    for (size_t i = 0; i < state->pauses_n; i++) {
        const struct term_pause *pause = &state->pauses[i];
        text =
            arena_print(page->arena, "%" STR_FMT " · %" STR_FMT " %" STR_FMT " – %" STR_FMT,
                        STR_ARG(text), STR_ARG(page_t(page, "clock_pause")),
                        STR_ARG(page_date(page, pause->from)), STR_ARG(page_date(page, pause->to)));
    }
    if (state->status == CLOCK_STOPPED)
        text = arena_print(page->arena, "%" STR_FMT "%s%" STR_FMT " %" STR_FMT, STR_ARG(text),
                           text.len > 0 ? " · " : "", STR_ARG(page_t(page, "clock_stopped_on")),
                           STR_ARG(page_date(page, state->stopped_on)));
    if (state->instances > 1)
        text = arena_print(page->arena, "%" STR_FMT " · %" STR_FMT, STR_ARG(text),
                           STR_ARG(page_count_word(page, "clock_instance", state->instances)));
    return text;
}

static struct str due_text(const struct page *page, const struct clock_state *state)
{
    if (state->due_ms != 0)
        return str_first(page_moment(page, (struct instant){state->due_ms}), 16);
    if (date_is_none(state->due) || state->status == CLOCK_PAUSED)
        return page_t(page, "clock_no_due");
    return page_date(page, state->due);
}

/* The article; with the law in force in front where it is one of that. */
static struct str law_text(const struct page *page, const struct matter *matter, int clock)
{
    struct str article = matter->def->clocks[clock].rules[matter->regime].law;
    struct str law = matter->def->regimes[matter->regime].law;
    if (law.len == 0 || !str_starts(article, STR("第")))
        return article;
    return arena_print(page->arena, "%" STR_FMT "%" STR_FMT, STR_ARG(law), STR_ARG(article));
}

static void put_clock(struct page *page, struct html_value *list, const struct matter *matter,
                      int clock, const struct reader_event *events, size_t events_n)
{
    const struct clock_def *def = &matter->def->clocks[clock];
    const struct clock_state *state = &matter->clocks[clock];
    struct html_value *map = html_push_map(list);
    struct clock_look how = clock_look(page, matter, clock);
    struct term_days days;
    html_put_text(map, "title", page_title(page, def->title));
    html_put_text(map, "law", law_text(page, matter, clock));
    html_put_text(map, "from", page_date(page, state->origin));
    html_put_text(map, "due", due_text(page, state));
    html_put_text(map, "mark", str_of(how.mark));
    html_put_text(map, "status", how.status);
    html_put_text(map, "note", note_of(page, state));
    html_put_bool(map, "is_provisional", state->is_provisional);
    bool has_days = explain(page, matter, clock, events, events_n, &days);
    html_put_bool(map, "has_days", has_days);
    struct html_value *rows = html_put_list(map, "days");
    if (has_days)
        put_days(page, rows, matter, clock, &days, events, events_n);
}

void clocks_put(struct page *page, const struct matter *matter, const struct reader_event *events,
                size_t events_n)
{
    struct html_value *list = html_put_list(page->data, "clocks");
    static const enum clock_status order[] = {CLOCK_RUNNING, CLOCK_PAUSED, CLOCK_STOPPED,
                                              CLOCK_CANCELLED};
    for (size_t k = 0; k < sizeof order / sizeof order[0]; k++)
        for (int i = 0; i < (int)matter->def->clocks_n; i++)
            if (matter->clocks[i].status == order[k])
                put_clock(page, list, matter, i, events, events_n);
}
