#include "figure/contribution.h"

#include <stdlib.h>

#include "base/assert.h"

/* A row of the set as the matter stands, before it is compared. */
struct standing {
    bool is_present;
    struct date day;
    int64_t unit;
    int64_t amount;
    int64_t value;
};

static bool counts_event(const struct figure_def *figure, int event)
{
    return (figure->events[event / 64] >> (event % 64) & 1) != 0;
}

/* The first of the counted events that happened, or NONE. */
static int counted_event(const struct figure_def *figure, const struct matter *matter)
{
    int found = NONE;
    for (int w = 0; w < 2; w++) {
        for (uint64_t bits = figure->events[w]; bits != 0; bits &= bits - 1) {
            int event = w * 64 + __builtin_ctzll(bits);
            if (matter->times[event] == 0)
                continue;
            if (found == NONE
                || date_compare(matter->occurrences[event].first_on,
                                matter->occurrences[found].first_on)
                       < 0)
                found = event;
        }
    }
    return found;
}

/* The day a figure dates the matter to, or none when that is not known yet. */
static struct date dated(const struct figure_def *figure, const struct matter *matter,
                         struct date day)
{
    if (figure->dated_event != NONE)
        return matter->times[figure->dated_event] > 0
                   ? matter->occurrences[figure->dated_event].first_on
                   : DATE_NONE;
    if (figure->dated_field != NONE)
        return matter->is_set[figure->dated_field]
                   ? (struct date){(int32_t)matter->values[figure->dated_field]}
                   : DATE_NONE;
    return day;
}

/* The choices of a figure with `by`, packed (registry.h). */
static int64_t cell(const struct figure_def *figure, const struct matter *matter)
{
    int64_t packed = 0;
    for (size_t i = 0; i < figure->by_n; i++)
        if (matter->is_set[figure->by[i]])
            packed |= (matter->values[figure->by[i]] + 1) << (i * FIGURE_BY_BITS);
    return packed;
}

static struct standing standing_clock(const struct figure_def *figure, const struct matter *matter)
{
    const struct clock_state *clock = &matter->clocks[figure->clock];
    bool counts = clock->status == CLOCK_STOPPED
                  || (clock->status == CLOCK_RUNNING && figure->kind == FIGURE_DUE);
    if (!counts || date_is_none(clock->due) || (figure->kind == FIGURE_MET && !clock->is_met))
        return (struct standing){0};
    return (struct standing){.is_present = true,
                             .day = dated(figure, matter, clock->due),
                             .unit = matter_unit(matter),
                             .amount = 1,
                             .value = cell(figure, matter)};
}

static struct standing standing_event(const struct figure_def *figure, const struct matter *matter)
{
    struct standing row = {.amount = 1, .value = cell(figure, matter)};
    int event = counted_event(figure, matter);
    if (event == NONE)
        return row;
    row.day = dated(figure, matter, matter->occurrences[event].first_on);
    row.unit = matter->occurrences[event].first_unit;
    row.is_present = true;
    if (figure->kind == FIGURE_SUM) {
        row.is_present = matter->is_set[figure->field] != 0;
        row.amount = matter->values[figure->field];
    } else if (figure->kind == FIGURE_DISTINCT) {
        row.is_present = matter->is_set[figure->field] != 0;
        row.value = matter->values[figure->field];
    }
    return row;
}

static struct standing standing_of(const struct figure_def *figure, const struct matter *matter,
                                   const struct expr_env *env)
{
    struct standing row = {0};
    if (matter->state == NONE)
        return row;
    if (figure->kind == FIGURE_STOCK) {
        if (expr_is_true(figure->where, env))
            row = (struct standing){.is_present = true,
                                    .unit = matter_unit(matter),
                                    .amount = 1,
                                    .value = cell(figure, matter)};
        return row;
    }
    row = figure->kind == FIGURE_DUE || figure->kind == FIGURE_MET ? standing_clock(figure, matter)
                                                                   : standing_event(figure, matter);
    if (row.is_present && (date_is_none(row.day) || !expr_is_true(figure->where, env)))
        row.is_present = false;
    return row;
}

static bool same(const struct standing *a, const struct standing *b, bool is_stock)
{
    if (!a->is_present && !b->is_present)
        return true;
    return a->is_present == b->is_present && a->unit == b->unit && a->amount == b->amount
           && a->value == b->value && (is_stock || date_compare(a->day, b->day) == 0);
}

static void put(struct arena *arena, struct contributions *out, const struct figure_def *figure,
                const struct standing *row, const struct contribution *stamp, int sign)
{
    struct contribution c = *stamp;
    c.figure = figure->id;
    c.day = row->day;
    c.unit = row->unit;
    c.amount = sign * row->amount;
    c.value = row->value;
    if (c.amount != 0)
        list_push(arena, &out->rows, c);
}

static bool is_each(const struct figure_def *figure)
{
    return figure->kind == FIGURE_COUNT_EACH || figure->kind == FIGURE_SUM_EACH
           || figure->kind == FIGURE_DISTINCT_EACH || figure->kind == FIGURE_MINIMUM;
}

static void step_each(struct arena *arena, struct contributions *out,
                      const struct figure_def *figure, const struct matter *after,
                      const struct expr_env *env, const struct event *event,
                      const struct contribution *stamp)
{
    if (event->form != EVENT_PLAIN || !counts_event(figure, event->event)
        || !expr_is_true(figure->where, env))
        return;
    struct standing row = {
        .is_present = true, .unit = matter_unit(after), .amount = 1, .value = cell(figure, after)};
    row.day = dated(figure, after, event->on);
    if (figure->kind != FIGURE_COUNT_EACH) {
        bool is_given = false;
        for (size_t i = 0; i < event->values.n && !is_given; i++)
            is_given = event->values.at[i].field == figure->field;
        if (!is_given)
            return;
        if (figure->kind == FIGURE_SUM_EACH)
            row.amount = after->values[figure->field];
        else
            row.value = after->values[figure->field];
    }
    if (!date_is_none(row.day))
        put(arena, out, figure, &row, stamp, 1);
}

void contribution_step(struct arena *arena, const struct registry *registry,
                       const struct matter *before, const struct matter *after,
                       const struct event *event, struct contributions *out)
{
    const struct register_def *def = after->def;
    struct expr_env env_before = matter_env(before), env_after = matter_env(after);
    struct contribution stamp = {
        .known = fold_known(before, event), .matter = after->id, .seq = event->seq};
    for (size_t i = 0; i < def->figures_n; i++) {
        const struct figure_def *figure = registry->figures[def->figures[i]];
        if (figure->kind == FIGURE_FORMULA)
            continue;
        if (is_each(figure)) {
            step_each(arena, out, figure, after, &env_after, event, &stamp);
            continue;
        }
        struct standing old = standing_of(figure, before, &env_before);
        struct standing now = standing_of(figure, after, &env_after);
        bool is_stock = figure->kind == FIGURE_STOCK;
        if (same(&old, &now, is_stock))
            continue;
        if (is_stock)
            old.day = now.day = event->on;
        if (old.is_present && now.is_present && date_compare(old.day, now.day) == 0
            && old.unit == now.unit && old.value == now.value) {
            now.amount -= old.amount; /* one row: the difference */
            old.is_present = false;
        }
        if (old.is_present)
            put(arena, out, figure, &old, &stamp, -1);
        if (now.is_present)
            put(arena, out, figure, &now, &stamp, 1);
    }
}

struct all_context {
    struct arena *arena;
    const struct registry *registry;
    struct contributions *out;
};

static void visit_step(void *context, const struct matter *before, const struct matter *after,
                       const struct event *event)
{
    struct all_context *all = context;
    contribution_step(all->arena, all->registry, before, after, event, all->out);
}

void contribution_all(struct arena *arena, const struct registry *registry,
                      const struct register_def *def, int64_t id, const struct fold_step *steps,
                      size_t steps_n, struct contributions *out)
{
    struct all_context all = {arena, registry, out};
    fold_all(arena, def, id, steps, steps_n, visit_step, &all);
}

static int compare_kind(const struct contribution *a, const struct contribution *b)
{
    if (a->figure != b->figure)
        return a->figure < b->figure ? -1 : 1;
    if (a->day.day != b->day.day)
        return a->day.day < b->day.day ? -1 : 1;
    if (a->unit != b->unit)
        return a->unit < b->unit ? -1 : 1;
    return (a->value > b->value) - (a->value < b->value);
}

static int compare_by_kind(const void *a, const void *b)
{
    return compare_kind(a, b);
}

void contribution_difference(struct arena *arena, const struct contributions *old,
                             const struct contributions *now, struct date known, int64_t matter,
                             int64_t seq, struct contributions *out)
{
    struct contributions all = {0};
    for (size_t i = 0; i < now->rows.n; i++)
        list_push(arena, &all.rows, now->rows.at[i]);
    for (size_t i = 0; i < old->rows.n; i++) {
        struct contribution row = old->rows.at[i];
        row.amount = -row.amount;
        list_push(arena, &all.rows, row);
    }
    if (all.rows.n > 1)
        qsort(all.rows.at, all.rows.n, sizeof *all.rows.at, compare_by_kind);
    for (size_t i = 0; i < all.rows.n;) {
        struct contribution row = all.rows.at[i];
        row.amount = 0;
        size_t k = i;
        for (; k < all.rows.n && compare_kind(&all.rows.at[i], &all.rows.at[k]) == 0; k++)
            row.amount += all.rows.at[k].amount;
        i = k;
        if (row.amount == 0)
            continue;
        row.known = known;
        row.matter = matter;
        row.seq = seq;
        list_push(arena, &out->rows, row);
    }
}

int contribution_compare(const void *a, const void *b)
{
    const struct contribution *x = a, *y = b;
    if (x->figure != y->figure)
        return x->figure < y->figure ? -1 : 1;
    if (x->day.day != y->day.day)
        return x->day.day < y->day.day ? -1 : 1;
    if (x->matter != y->matter)
        return x->matter < y->matter ? -1 : 1;
    if (x->seq != y->seq)
        return x->seq < y->seq ? -1 : 1;
    if (x->unit != y->unit)
        return x->unit < y->unit ? -1 : 1;
    return (x->value > y->value) - (x->value < y->value);
}

bool contribution_is_restricted(const struct registry *registry, const struct matter *matter)
{
    struct expr_env env = matter_env(matter);
    for (size_t i = 0; i < matter->def->figures_n; i++) {
        const struct figure_def *figure = registry->figures[matter->def->figures[i]];
        if (figure->is_restricted && expr_is_true(figure->where, &env))
            return true;
    }
    return matter->def->is_restricted;
}
