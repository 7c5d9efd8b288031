#include "office/closing_counted.h"

struct counting {
    struct arena *arena;
    const struct office *office;
    const struct matter *matter;
    const struct reader_event *events;
    size_t events_n;
};

/* The matter's rows that count in the period, from its events below a seq: sums by figure. */
static int64_t *sums_of(const struct counting *c, const struct closing *closing, int64_t below)
{
    const struct registry *registry = office_current(c->office)->registry;
    struct figure_question q = {
        .registry = registry, .from = closing->from, .to = closing->to, .stock_on = DATE_NONE};
    struct fold_step *steps = arena_array(c->arena, struct fold_step, c->events_n + 1);
    int64_t *sums = arena_array(c->arena, int64_t, registry->figures_n + 1);
    struct contributions rows = {0};
    size_t n = 0;
    for (size_t i = 0; i < c->events_n; i++)
        if (c->events[i].seq < below)
            steps[n++] = (struct fold_step){c->events[i].event, c->events[i].calendar};
    if (n > 0)
        contribution_all(c->arena, registry, c->matter->def, c->matter->id, steps, n, &rows);
    for (size_t i = 0; i < rows.rows.n; i++) {
        const struct contribution *row = &rows.rows.at[i];
        const struct figure_def *figure = registry->figures[row->figure];
        struct date from, to, as_of;
        figure_period_of(&q, figure, &from, &to, &as_of);
        bool is_in = date_compare(row->day, to) <= 0
                     && (figure->kind == FIGURE_STOCK || date_compare(row->day, from) >= 0)
                     && (figure->is_any_known || date_compare(row->known, as_of) <= 0);
        sums[row->figure] += is_in ? row->amount : 0;
    }
    return sums;
}

static void name_reports(const struct signed_text *texts, size_t n, struct arena *arena,
                         struct closing_counted *out)
{
    for (size_t i = 0; i < n; i++) {
        struct str report, period;
        str_cut(texts[i].name, ' ', &report, &period);
        if (texts[i].kind == SIGNED_REPORT && str_equal(period, out->period))
            list_push(arena, &out->reports, report);
    }
}

static bool count_in(const struct counting *c, const struct closing *closing,
                     struct closing_counted *out)
{
    const struct registry *registry = office_current(c->office)->registry;
    const int64_t *then = sums_of(c, closing, closing->size);
    const int64_t *now = sums_of(c, closing, INT64_MAX);
    *out = (struct closing_counted){.period = closing->period,
                                    .snapshot = closing->made.document,
                                    .signed_on = closing->closed.on};
    for (size_t i = 0; i < registry->figures_n; i++) {
        if (then[i] != 0)
            list_push(c->arena, &out->figures, registry->figures[i]);
        out->is_changed |= then[i] != now[i];
    }
    return out->figures.n > 0 || out->is_changed;
}

bool closing_counted(struct reader *reader, struct arena *arena, const struct matter *matter,
                     struct closing_counted **out, size_t *n_out, struct err *err)
{
    struct store *db = reader_store(reader);
    const struct office *office = reader_office(reader);
    struct counting c = {.arena = arena, .office = office, .matter = matter};
    struct reader_event *events;
    struct signed_text *texts;
    struct closing *closings;
    size_t closings_n, texts_n, n = 0;
    if (!reader_events(reader, arena, matter, &events, &c.events_n, err)
        || !signed_list(db, office_district(office), arena, &texts, &texts_n, err)
        || !closing_all(db, office_district(office), arena, &closings, &closings_n, err))
        return false;
    c.events = events;
    *out = arena_array(arena, struct closing_counted, closings_n + 1);
    for (size_t i = 0; i < closings_n; i++) {
        if (closings[i].state != CLOSING_CLOSED || !count_in(&c, &closings[i], &(*out)[n]))
            continue;
        name_reports(texts, texts_n, arena, &(*out)[n++]);
    }
    *n_out = n;
    return true;
}

bool closing_counted_sums(struct reader *reader, struct arena *arena, const struct matter *matter,
                          const struct closing *closing, int64_t below, const int64_t **sums_out,
                          struct err *err)
{
    struct counting c = {.arena = arena, .office = reader_office(reader), .matter = matter};
    struct reader_event *events;
    if (!reader_events(reader, arena, matter, &events, &c.events_n, err))
        return false;
    c.events = events;
    *sums_out = sums_of(&c, closing, below);
    return true;
}
