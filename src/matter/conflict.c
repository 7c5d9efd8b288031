#include "matter/conflict.h"

#include "access/access.h"

static void complain_recused(const struct event_def *e, struct title because,
                             struct complaints *complaints)
{
    complaints_add(complaints, e->key, 0, 0,
                   "who is named in, or did, %" STR_FMT " may not do %" STR_FMT
                   "; another person has to",
                   STR_ARG(because.zh), STR_ARG(e->title.zh));
}

void conflict_recuse(const struct decide_context *context, const struct matter *after, int event,
                     int64_t actor, struct complaints *complaints)
{
    const struct register_def *def = after->def;
    const struct event_def *e = &def->events[event];
    for (size_t i = 0; i < e->recuse_fields.n; i++) {
        int field = e->recuse_fields.at[i];
        if (after->is_set[field] && after->values[field] == actor)
            complain_recused(e, def->fields[field].title, complaints);
    }
    for (size_t i = 0; i < e->recuse_events.n; i++)
        for (size_t k = 0; k < context->doers_n; k++) {
            const struct decide_doer *doer = &context->doers[k];
            if (doer->event != e->recuse_events.at[i] || doer->person != actor)
                continue;
            complain_recused(e, def->events[doer->event].title, complaints);
            break;
        }
}

void conflict_accused(const struct decide_context *context, const struct matter *after,
                      int64_t actor, struct complaints *complaints)
{
    const struct organisation *org = context->organisation;
    const struct register_def *def = after->def;
    struct access_accusation of = {matter_accused(after), context->today};
    if (!matter_is_accusation(after) || of.accused == 0 || org == NULL)
        return;
    for (int i = 0; i < (int)def->fields_n; i++) {
        const struct field_def *field = &def->fields[i];
        bool is_person = field->type == FIELD_PERSON;
        bool is_unit = field->type == FIELD_UNIT || i == def->unit_field;
        if (!after->is_set[i] || i == def->accuses.field || (!is_person && !is_unit)
            || !access_is_kept_from(org, &of, is_person ? after->values[i] : ACCESS_OFFICE,
                                    is_unit ? after->values[i] : 0))
            continue;
        complaints_add(complaints, field->key, 0, 0,
                       "%" STR_FMT " belongs to the unit complained of; a report or accusation is "
                       "never given to it or to a unit below it",
                       STR_ARG(field->title.zh));
    }
    if (actor != 0 && access_is_kept_from(org, &of, actor, 0))
        complaints_add(complaints, def->fields[def->accuses.field].key, 0, 0,
                       "you belong to the unit complained of; a person from outside it enters a "
                       "report or accusation");
}
