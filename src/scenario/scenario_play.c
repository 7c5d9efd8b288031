/*
 * scenario_play.c - a scenario step by step, as commands that any door would build.
 */
#include "base/assert.h"
#include "base/limits.h"
#include "scenario/internal.h"
#include "scenario/scenario_stage.h"

/* ---- who acts ---- */

/* The first person of the organisation who may: for scenarios in which it does not matter who. */
static int64_t anyone(const struct playing *p, const struct event_def *event,
                      const struct matter *matter, struct date on)
{
    const struct organisation *org = office_current(p->office)->organisation;
    for (size_t i = 0; i < org->people.n; i++) {
        struct access_question question = {
            .person = org->people.at[i].id,
            .roles = event->by,
            .roles_n = event->by_n,
            .register_key = matter->def->key,
            .unit = matter_unit(matter),
            .on = on,
        };
        if (access_may(org, &question))
            return question.person;
    }
    return 0;
}

static int64_t actor_of(struct playing *p, const struct scenario_step *step,
                        const struct event_def *event, const struct matter *matter)
{
    if (step->by.len > 0)
        return scenario_names_person(p, step->line, step->by);
    int64_t id = anyone(p, event, matter, step->day);
    if (id == 0)
        scenario_complain(p, step->line,
                          "nobody in the organisation may do %" STR_FMT " (%" STR_FMT
                          "); name who tries with by:",
                          STR_ARG(event->title.zh), STR_ARG(event->key));
    return id;
}

/* ---- the command ---- */

static void take_fields(struct playing *p, const struct scenario_step *step,
                        const struct register_def *def, int event, struct command *command)
{
    struct command_field *fields = arena_array(p->arena, struct command_field, step->with.n + 1);
    for (size_t i = 0; i < step->with.n; i++) {
        const struct scenario_pair *pair = &step->with.at[i];
        int field = scenario_names_field(p, def, event, pair->line, pair->key);
        if (field == NONE)
            continue;
        const struct field_def *f = &def->fields[field];
        fields[command->fields_n++] =
            (struct command_field){f->key, scenario_names_value(p, f, pair->value)};
    }
    command->fields = fields;
}

/* What another system holds comes by import, one entry of it a step. */
static void take_origin(struct playing *p, const struct scenario_step *step,
                        const struct matter *matter, struct command *command)
{
    struct event_source *origin = arena_new(p->arena, struct event_source);
    origin->name = STR("scenario");
    origin->number = command->matter != 0 ? STR_NONE : arena_print(p->arena, "L%d", step->line);
    origin->event = arena_print(p->arena, "%zu", matter->seqs.n + 1);
    command->source = SOURCE_IMPORT;
    command->origin = origin;
}

static struct instant moment_of(const struct scenario_step *step)
{
    return instant_at(step->day, step->minute / 60, step->minute % 60, 0);
}

/* False: a complaint says what of the step could not be understood. */
static bool build(struct playing *p, const struct scenario_step *step, struct command *command)
{
    size_t before = p->complaints->list.n;
    bool is_new = step->act == SCENARIO_FILE;
    const struct registry *registry = office_current(p->office)->registry;
    const struct register_def *def = is_new ? registry_find(registry, step->register_key)
                                     : p->matter != NULL ? p->matter->def
                                                         : NULL;
    if (def == NULL) {
        if (is_new)
            scenario_complain(p, step->line, "there is no register \"%" STR_FMT "\"",
                              STR_ARG(step->register_key));
        else
            scenario_complain(p, step->line, "no matter was filed before this step");
        return false;
    }
    const struct matter *matter = is_new ? matter_new(p->arena, def, 0) : p->matter;
    int event = scenario_names_event(p, def, matter, step->line, step->event);
    if (event == NONE)
        return false;
    const struct event_def *e = &def->events[event];
    bool is_amendment = step->act == SCENARIO_AMEND || step->act == SCENARIO_STRIKE;
    *command = (struct command){
        .actor = actor_of(p, step, e, matter),
        .register_key = def->key,
        .matter = is_new ? 0 : matter->id,
        .event = is_amendment ? STR("amend") : e->key,
        .on = step->on,
        .has_proof = step->has_proof,
        .replaces = is_amendment ? matter->occurrences[event].last_seq : 0,
        .is_strike = step->act == SCENARIO_STRIKE,
        .reason = step->reason,
        .at = moment_of(step),
    };
    take_fields(p, step, def, event, command);
    if (def->is_imported)
        take_origin(p, step, matter, command);
    return p->complaints->list.n == before;
}

/* ---- refusals ---- */

/* A sentence that the scenario states, of the event or clock that the complaint names. */
static void prove_refusal(struct playing *p, const struct command *command,
                          const struct complaint *said)
{
    const struct register_def *def =
        registry_find(office_current(p->office)->registry, command->register_key);
    int event = register_event(def, command->event), clock = register_clock(def, said->file);
    int regime = p->matter != NULL && command->matter != 0
                     ? p->matter->regime
                     : register_regime(def, date_is_none(command->on) ? instant_date(command->at)
                                                                      : command->on);
    if (regime == NONE)
        return;
    if (clock != NONE)
        scenario_rules_prove(p->rules, p->scenario, SCENARIO_CLOCK, def, NONE, clock, regime);
    for (size_t i = 0; event != NONE && i < def->events[event].guards_n; i++)
        if (str_equal(said->file, def->events[event].key)
            && str_starts(said->text, def->events[event].guards[i].otherwise.zh))
            scenario_rules_prove(p->rules, p->scenario, SCENARIO_GUARD, def, event, (int)i, regime);
}

static struct str said_text(const struct playing *p, const struct answer *answer)
{
    struct str all = STR_NONE;
    for (size_t i = 0; i < answer->complaints.list.n; i++)
        all = arena_print(p->arena, "%" STR_FMT "%s[%" STR_FMT "] %" STR_FMT, STR_ARG(all),
                          i > 0 ? "; " : "", STR_ARG(answer->complaints.list.at[i].file),
                          STR_ARG(answer->complaints.list.at[i].text));
    return all;
}

/* Every part must be said by the refusal. */
static void check_refusal(struct playing *p, const struct scenario_step *step,
                          const struct command *command, const struct answer *answer)
{
    for (size_t i = 0; i < step->refused.n; i++) {
        const struct scenario_pair *part = &step->refused.at[i];
        bool is_said = false;
        for (size_t k = 0; k < answer->complaints.list.n; k++) {
            const struct complaint *said = &answer->complaints.list.at[k];
            if (str_find(said->text, part->value) >= said->text.len)
                continue;
            is_said = true;
            prove_refusal(p, command, said);
        }
        if (!is_said)
            scenario_complain(p, part->line,
                              "expected a refusal with \"%" STR_FMT "\", but it says: %" STR_FMT,
                              STR_ARG(part->value), STR_ARG(said_text(p, answer)));
    }
}

static bool is_refusal(const struct answer *answer)
{
    return answer->status == ANSWER_REFUSED || answer->status == ANSWER_DENIED
           || answer->status == ANSWER_MISSING;
}

/* ---- a step ---- */

static bool reload(struct playing *p, int64_t id, struct err *err)
{
    p->current = id;
    p->matter = NULL;
    return id == 0 || reader_matter(p->reader, p->arena, id, &p->matter, err);
}

static bool reload_events(struct playing *p, struct err *err)
{
    p->events_n = 0;
    return p->matter == NULL
           || reader_events(p->reader, p->arena, p->matter, &p->events, &p->events_n, err);
}

/* The second person signs exactly what was proposed. */
static bool approve(struct playing *p, const struct scenario_step *step, struct command *command,
                    struct answer *answer, struct err *err)
{
    command->actor = scenario_names_person(p, step->line, step->approved_by);
    command->approves = answer->seq;
    command->matter = answer->matter;
    command->on = DATE_NONE;
    return office_commit(p->office, p->arena, command, 1, answer, err);
}

static void judge(struct playing *p, const struct scenario_step *step,
                  const struct command *command, const struct answer *answer)
{
    bool is_proposed = answer->status == ANSWER_PROPOSED;
    if (step->refused.is_given && !is_refusal(answer))
        scenario_complain(p, step->refused.line, "expected a refusal, but %" STR_FMT " was %s",
                          STR_ARG(step->event), is_proposed ? "proposed" : "done");
    else if (step->refused.is_given)
        check_refusal(p, step, command, answer);
    else if (is_refusal(answer))
        scenario_complain(p, step->line, "%" STR_FMT " was refused: %" STR_FMT,
                          STR_ARG(step->event), STR_ARG(said_text(p, answer)));
    else if (is_proposed && !step->is_proposed)
        scenario_complain(p, step->line,
                          "%" STR_FMT " waits for a second person; say approved_by: NAME, or "
                          "proposed: true",
                          STR_ARG(step->event));
    else if (!is_proposed && step->is_proposed)
        scenario_complain(p, step->line,
                          "expected %" STR_FMT " to wait for a second person, but it is done",
                          STR_ARG(step->event));
    else if (!is_proposed && step->approved_by.len > 0 && command->approves == 0)
        scenario_complain(p, step->line,
                          "%" STR_FMT " takes effect at once; nobody approves it, expected no "
                          "approved_by",
                          STR_ARG(step->event));
}

static bool act(struct playing *p, const struct scenario_step *step, struct err *err)
{
    struct command command = {0};
    struct answer answer;
    if (!build(p, step, &command))
        return true;
    if (!office_commit(p->office, p->arena, &command, 1, &answer, err))
        return false;
    if (answer.status == ANSWER_PROPOSED && step->approved_by.len > 0 && !step->is_proposed
        && !approve(p, step, &command, &answer, err))
        return false;
    gl_assert(answer.status != ANSWER_FAILED && answer.status != ANSWER_CONFLICT);
    judge(p, step, &command, &answer);
    if (!is_refusal(&answer) && step->alias.len > 0)
        list_push(p->arena, &p->aliases, (struct scenario_alias){step->alias, answer.matter});
    return reload(p, is_refusal(&answer) ? p->current : answer.matter, err);
}

/* The night before the day: what the law does by itself. */
static bool wait_for(struct playing *p, const struct scenario_step *step, struct err *err)
{
    bool ok = office_bulk_begin(p->office, 1, err)
              && office_bulk_sweep(p->office, moment_of(step), err)
              && office_bulk_finish(p->office, err);
    return ok && reload(p, p->current, err);
}

static bool play_step(struct playing *p, const struct scenario_step *step, struct err *err)
{
    if (step->matter.len > 0 && scenario_names_matter(p, step->matter) == 0) {
        scenario_complain(p, step->line,
                          "no step before gave a matter the name \"%" STR_FMT
                          "\"; expected as: NAME there",
                          STR_ARG(step->matter));
        return true;
    }
    if (step->matter.len > 0 && !reload(p, scenario_names_matter(p, step->matter), err))
        return false;
    p->events_before = p->matter == NULL || step->act == SCENARIO_FILE ? 0 : p->matter->seqs.n;
    bool ok = step->act == SCENARIO_WAIT ? wait_for(p, step, err) : act(p, step, err);
    if (!ok || (step->by_law.is_given && !reload_events(p, err)))
        return false;
    if (step->mark.len > 0)
        list_push(p->arena, &p->marks, (struct scenario_alias){step->mark, office_size(p->office)});
    return scenario_expect(p, step, err);
}

static bool play_steps(struct playing *p, struct err *err)
{
    size_t before = p->complaints->list.n;
    for (size_t i = 0; i < p->scenario->steps_n; i++) {
        if (!play_step(p, &p->scenario->steps[i], err))
            return false;
        if (p->complaints->list.n > before) /* what follows would only follow from it */
            return true;
    }
    return true;
}

bool scenario_play(struct scenario_stage *stage, struct scenario *scenario,
                   struct scenario_rules *rules, struct complaints *complaints, struct err *err)
{
    struct arena arena;
    struct playing p = {
        .arena = &arena, .scenario = scenario, .rules = rules, .complaints = complaints};
    size_t before = complaints->list.n;
    if (!scenario_stage_set(stage, &p.office, err))
        return false;
    arena_init(&arena, 0);
    bool ok = reader_open(p.office, &arena, &p.reader, err) && play_steps(&p, err);
    reader_close(p.reader);
    scenario_stage_strike(stage, p.office);
    arena_done(&arena);
    scenario->is_passed = ok && complaints->list.n == before;
    return ok;
}
