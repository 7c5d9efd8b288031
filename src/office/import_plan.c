#include "office/import_plan.h"

#include <stdarg.h>

void import_plan_complain(struct plan *plan, size_t file, int line, int column, const char *text,
                          ...)
{
    va_list list;
    va_start(list, text);
    struct str what = arena_vprint(plan->arena, text, list);
    va_end(list);
    complaints_add(&plan->result->complaints, plan->options->files[file].name, line, column,
                   "%" STR_FMT, STR_ARG(what));
}

/* ---- matters ---- */

static struct str matter_key(struct arena *arena, struct str register_key, struct str source,
                             struct str number)
{
    return arena_print(arena, "%" STR_FMT " %" STR_FMT " %" STR_FMT, STR_ARG(register_key),
                       STR_ARG(source), STR_ARG(number));
}

size_t import_plan_matter(struct plan *plan, const struct plan_matter *named)
{
    struct str key = matter_key(plan->arena, named->def->key, named->source, named->number);
    int64_t at;
    if (map_find(&plan->matter_at, key, &at))
        return (size_t)at;
    map_put(&plan->matter_at, key, (int64_t)plan->matters.n);
    list_push(plan->arena, &plan->matters, *named);
    return plan->matters.n - 1;
}

size_t import_plan_find(const struct plan *plan, struct str register_key, struct str source,
                        struct str number)
{
    int64_t at;
    struct arena_mark mark = arena_mark(plan->arena);
    bool found =
        map_find(&plan->matter_at, matter_key(plan->arena, register_key, source, number), &at);
    arena_release(plan->arena, mark);
    return found ? (size_t)at + 1 : 0;
}

struct plan_event *import_plan_event(const struct plan *plan, const struct plan_matter *m, size_t i)
{
    return &plan->events.at[m->events.at[i]];
}

/* ---- commands ---- */

static int64_t seq_of_step(const struct plan *plan, const struct plan_matter *m, struct str step)
{
    for (size_t i = 0; i < m->events.n; i++)
        if (str_equal(import_plan_event(plan, m, i)->step, step))
            return import_plan_event(plan, m, i)->seq;
    return 0;
}

void import_plan_command(struct plan *plan, const struct plan_event *e, struct arena *arena,
                         struct command *command, struct event_source *origin)
{
    const struct plan_matter *m = &plan->matters.at[e->matter];
    bool is_amend = str_equal_c(e->event, "amend");
    struct command_field *fields = arena_array(arena, struct command_field, e->fields_n + 1);
    for (size_t i = 0; i < e->fields_n; i++) {
        fields[i] = (struct command_field){e->fields[i].name, e->fields[i].value};
        if (e->fields[i].link == 0)
            continue;
        int64_t id = plan->matters.at[e->fields[i].link - 1].id;
        if (id == 0) /* only while judging: a guard may ask whether two links are the same */
            id = ((int64_t)1 << 40) + (int64_t)e->fields[i].link;
        fields[i].value = arena_print(arena, "%lld", (long long)id);
    }
    *origin = (struct event_source){
        .name = m->source,
        .number = m->id == 0 ? m->number : STR_NONE,
        .event = e->step,
        .at = e->at,
        .is_opening = plan->options->is_opening,
    };
    *command = (struct command){
        .actor = e->actor != 0 ? e->actor : plan->options->maker,
        .register_key = m->def->key,
        .matter = m->id,
        .event = e->event,
        .on = is_amend ? e->corrected_on : e->on,
        .amended_on = is_amend ? e->on : DATE_NONE,
        .fields = fields,
        .fields_n = e->fields_n,
        .withheld = e->withheld,
        .withheld_n = e->withheld_n,
        .replaces = is_amend ? seq_of_step(plan, m, e->amends) : 0,
        .is_strike = is_amend && date_is_none(e->corrected_on),
        .reason = e->reason.len > 0 ? e->reason : STR("as entered in the source"),
        .source = plan->options->is_opening ? SOURCE_OPENING : SOURCE_IMPORT,
        .origin = origin,
        .clock = e->clock,
        .number_year = m->number_year,
        .number_seq = m->number_seq,
    };
}
