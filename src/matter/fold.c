#include "matter/fold.h"

#include <string.h>

#include "base/assert.h"

/* Also of what is only proposed: their keys seal what it says. */
static void add_persons(struct arena *arena, struct matter *matter, const struct event *event)
{
    for (size_t i = 0; i < event->persons.n; i++)
        list_push(arena, &matter->persons, event->persons.at[i]);
}

static void apply_values(struct arena *arena, struct matter *matter, const struct event *event)
{
    for (size_t i = 0; i < event->values.n; i++) {
        const struct event_value *v = &event->values.at[i];
        matter->values[v->field] = v->value;
        matter->is_set[v->field] = 1;
    }
    for (size_t i = 0; i < matter->def->fields_n; i++)
        if (event->has[i / 64] >> (i % 64) & 1)
            matter->is_set[i] = 1;
    add_persons(arena, matter, event);
}

static void apply_sets(struct matter *matter, const struct event_def *def, struct date on)
{
    struct expr_env env = matter_env(matter);
    env.on = on;
    for (size_t i = 0; i < def->sets_n; i++) {
        struct expr_value value = expr_eval(def->sets[i].value, &env);
        matter->values[def->sets[i].field] = value.is_set ? value.value : 0;
        matter->is_set[def->sets[i].field] = value.is_set;
    }
}

static void apply_occurrence(struct matter *matter, const struct event *event)
{
    struct occurrence *o = &matter->occurrences[event->event];
    if (o->times == 0) {
        o->first_on = event->on;
        o->first_unit = matter_unit(matter);
    }
    o->times++;
    o->last_on = event->on;
    o->last_seq = event->seq;
    matter->times[event->event] = o->times;
    matter->days[event->event] = o->last_on.day;
}

static void drop_proposal(struct matter *matter, int64_t seq)
{
    for (size_t i = 0; i < matter->proposals.n; i++) {
        if (matter->proposals.at[i].seq != seq)
            continue;
        matter->proposals.n--;
        memmove(&matter->proposals.at[i], &matter->proposals.at[i + 1],
                (matter->proposals.n - i) * sizeof matter->proposals.at[0]);
        return;
    }
}

static void propose(struct arena *arena, struct matter *matter, const struct event *event)
{
    struct proposal proposal = {
        .event = event->event,
        .seq = event->seq,
        .actor = event->actor,
        .at = event->at,
        .on = event->on,
        .replaces = event->replaces,
        .fields_hash = event->fields_hash,
    };
    list_push(arena, &matter->seqs, event->seq);
    list_push(arena, &matter->proposals, proposal);
    add_persons(arena, matter, event);
}

struct date fold_known(const struct matter *before, const struct event *event)
{
    bool is_of_law = event->actor == ACTOR_LAW && event->clock != NONE;
    struct date known = is_of_law ? before->clocks[event->clock].due : event->on;
    return date_is_none(known) || date_compare(known, before->known_on) < 0 ? before->known_on
                                                                            : known;
}

static void apply(struct arena *arena, struct matter *matter, const struct event *event,
                  const struct calendar *calendar)
{
    if (event->form == EVENT_PROPOSED) {
        propose(arena, matter, event);
        return;
    }
    if (event->form == EVENT_STRUCK) {
        matter->clocks[event->clock].is_disproved = true;
        return;
    }
    const struct event_def *def = &matter->def->events[event->event];
    matter->known_on = fold_known(matter, event);
    if (matter->state == NONE) {
        int regime = register_regime(matter->def, event->on);
        matter->regime = regime == NONE ? 0 : regime;
        matter->opened_on = event->on;
        matter->opened_at = event_moment(event);
    }
    if (event->number_seq != 0) {
        matter->number_year = event->number_year;
        matter->number_seq = event->number_seq;
    }
    if (def->to != NONE) {
        matter->state = def->to;
        matter->changed_on = event->on;
    }
    apply_values(arena, matter, event);
    apply_sets(matter, def, event->on);
    apply_occurrence(matter, event);
    clock_apply(arena, matter, event, calendar);
    if (event->approves != 0)
        drop_proposal(matter, event->approves);
    list_push(arena, &matter->seqs, event->seq);
}

/* An event means what its own definitions say (H2). The matter's may be newer: they only grow, and
 * ids stay, so its arrays have room for what an older event names. */
void fold_apply(struct arena *arena, struct matter *matter, const struct event *event,
                const struct calendar *calendar)
{
    const struct register_def *newest = matter->def;
    gl_assert(event->form != EVENT_AMENDMENT);
    gl_assert(newest->id == event->def->id);
    gl_assert(newest->fields_n >= event->def->fields_n && newest->events_n >= event->def->events_n
              && newest->clocks_n >= event->def->clocks_n);
    matter->def = event->def;
    apply(arena, matter, event, calendar);
    matter->def = newest;
}

struct matter *fold_copy(struct arena *arena, const struct matter *matter)
{
    const struct register_def *def = matter->def;
    struct matter *copy = matter_new(arena, def, matter->id);
    int64_t *values = copy->values;
    unsigned char *is_set = copy->is_set, *met = copy->met;
    struct occurrence *occurrences = copy->occurrences;
    int32_t *times = copy->times, *days = copy->days;
    struct clock_state *clocks = copy->clocks;
    *copy = *matter;
    copy->values = memcpy(values, matter->values, def->fields_n * sizeof *values);
    copy->is_set = memcpy(is_set, matter->is_set, def->fields_n);
    copy->occurrences =
        memcpy(occurrences, matter->occurrences, def->events_n * sizeof *occurrences);
    copy->times = memcpy(times, matter->times, def->events_n * sizeof *times);
    copy->days = memcpy(days, matter->days, def->events_n * sizeof *days);
    copy->clocks = memcpy(clocks, matter->clocks, def->clocks_n * sizeof *clocks);
    copy->met = memcpy(met, matter->met, def->clocks_n);
    /* Lists and pauses are only ever grown into new memory or changed at their last element. */
    copy->seqs.cap = copy->seqs.n;
    copy->persons.cap = copy->persons.n;
    copy->proposals.at = NULL;
    copy->proposals.n = copy->proposals.cap = 0;
    for (size_t i = 0; i < matter->proposals.n; i++)
        list_push(arena, &copy->proposals, matter->proposals.at[i]);
    for (size_t i = 0; i < def->clocks_n; i++) {
        struct clock_state *clock = &copy->clocks[i];
        if (clock->pauses_n == 0)
            continue;
        struct term_pause *pauses = arena_array(arena, struct term_pause, clock->pauses_n);
        clock->pauses = memcpy(pauses, clock->pauses, clock->pauses_n * sizeof *pauses);
    }
    return copy;
}

/* What stands in the place of a replaced event: what the amendment gives, at its date; nothing when
 * it was struck, but of the law's act at a clock's end that it is not to come again. */
static const struct event *replacement(struct arena *arena, const struct event *amendment,
                                       const struct event *replaced)
{
    if (amendment->is_struck && replaced->clock == NONE)
        return NULL;
    struct event *event = arena_new(arena, struct event);
    *event = *replaced;
    if (amendment->is_struck) {
        event->form = EVENT_STRUCK;
        return event;
    }
    event->on = amendment->replaced_on;
    event->event = amendment->event;
    event->values.at = amendment->values.at;
    event->values.n = amendment->values.n;
    event->persons.at = NULL;
    event->persons.n = event->persons.cap = 0;
    for (size_t i = 0; i < replaced->persons.n; i++)
        list_push(arena, &event->persons, replaced->persons.at[i]);
    for (size_t i = 0; i < amendment->persons.n; i++)
        list_push(arena, &event->persons, amendment->persons.at[i]);
    event->has[0] |= amendment->has[0];
    event->has[1] |= amendment->has[1];
    return event;
}

struct fold_step *fold_resolve(struct arena *arena, const struct fold_step *steps, size_t steps_n,
                               size_t *resolved_n_out)
{
    struct fold_step *resolved = arena_array(arena, struct fold_step, steps_n + 1);
    size_t n = 0;
    for (size_t i = 0; i < steps_n; i++) {
        const struct event *event = steps[i].event;
        if (event->form != EVENT_AMENDMENT) {
            resolved[n++] = steps[i];
            continue;
        }
        for (size_t k = 0; k < n; k++) {
            if (resolved[k].event == NULL || resolved[k].event->seq != event->replaces)
                continue;
            resolved[k].event = replacement(arena, event, resolved[k].event);
            break;
        }
    }
    size_t kept = 0;
    for (size_t k = 0; k < n; k++)
        if (resolved[k].event != NULL)
            resolved[kept++] = resolved[k];
    *resolved_n_out = kept;
    return resolved;
}

struct matter *fold_all(struct arena *arena, const struct register_def *def, int64_t id,
                        const struct fold_step *steps, size_t steps_n, fold_visit *visit,
                        void *context)
{
    size_t n;
    const struct fold_step *resolved = fold_resolve(arena, steps, steps_n, &n);
    struct matter *matter = matter_new(arena, def, id);
    for (size_t i = 0; i < n; i++) {
        const struct matter *before = visit == NULL ? NULL : fold_copy(arena, matter);
        fold_apply(arena, matter, resolved[i].event, resolved[i].calendar);
        if (visit != NULL)
            visit(context, before, matter, resolved[i].event);
    }
    /* Amendments and struck events are entries of the matter all the same. */
    matter->seqs.n = 0;
    for (size_t i = 0; i < steps_n; i++) {
        const struct event *event = steps[i].event;
        list_push(arena, &matter->seqs, event->seq);
        if (event->form != EVENT_AMENDMENT)
            continue;
        matter->known_on = date_max(matter->known_on, event->on);
        drop_proposal(matter, event->approves);
    }
    return matter;
}
