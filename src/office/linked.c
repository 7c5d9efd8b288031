/*
 * linked.c - what a decision looks at beside its own matter, read before it, so that decide() stays
 * pure: the matters that fields lead to, and who did earlier events.
 */
#include "office/internal.h"
#include "office/row.h"

static bool add_linked(struct office *office, int field, int64_t id, struct decide_linked *list,
                       size_t *n, struct err *err)
{
    struct matter *matter;
    if (!fetch_matter(office, &office->scratch, id, &matter, err))
        return false;
    list[(*n)++] = (struct decide_linked){field, id, matter};
    return true;
}

bool linked_load(struct office *office, const struct register_def *def, const struct matter *matter,
                 const struct command *command, struct decide_context *context, struct err *err)
{
    size_t n = 0;
    struct decide_linked *list = NULL;
    for (int i = 0; i < (int)def->fields_n; i++) {
        const struct field_def *field = &def->fields[i];
        int64_t id;
        if (field->linked == NONE)
            continue;
        if (list == NULL)
            list = arena_array(&office->scratch, struct decide_linked,
                               def->fields_n + command->fields_n + 1);
        if (matter->is_set[i] && !add_linked(office, i, matter->values[i], list, &n, err))
            return false;
        for (size_t k = 0; k < command->fields_n; k++)
            if (str_equal(command->fields[k].name, field->key)
                && str_to_i64(command->fields[k].value, &id)
                && !add_linked(office, i, id, list, &n, err))
                return false;
    }
    context->linked = list;
    context->linked_n = n;
    return true;
}

/* An entry that is not on disk yet. */
static const struct entry *find_in(const struct batch *batch, int64_t seq)
{
    if (batch == NULL || batch->entries.n == 0)
        return NULL;
    int64_t at = seq - batch->entries.at[0].entry.seq;
    return at >= 0 && at < (int64_t)batch->entries.n ? &batch->entries.at[at].entry : NULL;
}

static bool read_event(struct office *office, const struct batch *batch, int64_t seq,
                       struct event *event_out, struct err *err)
{
    const struct entry *entry = find_in(batch, seq);
    struct fold_step *steps;
    if (entry == NULL)
        entry = find_in(bulk_writing(office), seq);
    if (entry != NULL) {
        struct row row = {.entry = *entry};
        return row_event(&row, office_current(office)->registry, &office->scratch, event_out, err);
    }
    if (!fetch_events(office, office->db_read, &office->scratch, &seq, 1, &steps, err))
        return false;
    *event_out = *steps[0].event;
    return true;
}

static bool is_recused(const struct event_def *e, int event)
{
    for (size_t i = 0; i < e->recuse_events.n; i++)
        if (e->recuse_events.at[i] == event)
            return true;
    return false;
}

/* Proposers and approvers alike: each has an entry of the event. */
bool linked_doers(struct office *office, const struct batch *batch, const struct matter *matter,
                  const struct command *command, struct decide_context *context, struct err *err)
{
    int at = command->event.len == 0 ? NONE : register_event(matter->def, command->event);
    if (at == NONE || matter->def->events[at].recuse_events.n == 0)
        return true;
    const struct event_def *e = &matter->def->events[at];
    struct decide_doer *doers =
        arena_array(&office->scratch, struct decide_doer, matter->seqs.n + 1);
    for (size_t i = 0; i < matter->seqs.n; i++) {
        struct event event;
        if (!read_event(office, batch, matter->seqs.at[i], &event, err))
            return false;
        bool is_done = event.form == EVENT_PLAIN || event.form == EVENT_PROPOSED;
        if (is_done && is_recused(e, event.event))
            doers[context->doers_n++] = (struct decide_doer){event.event, event.actor};
    }
    context->doers = doers;
    return true;
}
