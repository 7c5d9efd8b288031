/*
 * prepare.c - one command after another: was it given before (request.c), may this person do this,
 * what does it say, what rows follow (entries.c, boxes.c, batch.c). Nothing here writes; what is
 * refused leaves no trace but its answer.
 */
#include <string.h>

#include "base/assert.h"
#include "office/internal.h"
#include "os/chance.h"
#include "os/clock.h"
#include "text/json.h"

static const struct office_version *current(const struct office *office)
{
    return &office->versions[office->versions_n - 1];
}

/* ---- contributions ---- */

static void contribute(struct office *office, struct batch *batch, const struct matter *before,
                       const struct matter *after, const struct event *event)
{
    struct contributions rows = {0};
    contribution_step(&office->scratch, current(office)->registry, before, after, event, &rows);
    batch_contribute(batch, current(office)->registry, &rows);
}

/* ---- access ---- */

static bool may_act(const struct office *office, const struct command *command,
                    const struct register_def *def, const struct matter *matter, struct date today,
                    struct complaints *complaints)
{
    static const struct str handler = {"handler", 7}, unit_head = {"unit_head", 9};
    struct access_question question = {
        .person = command->actor,
        .roles = &handler,
        .roles_n = 1,
        .register_key = def->key,
        .unit = matter_unit(matter),
        .on = today,
    };
    int event = command->event.len > 0 ? register_event(def, command->event) : NONE;
    for (size_t i = 0; event == NONE && command->event.len == 0 && i < def->events_n; i++)
        if (def->events[i].is_creation && !def->events[i].is_retired)
            event = (int)i;
    if (event != NONE) {
        question.roles = def->events[event].by;
        question.roles_n = def->events[event].by_n;
    }
    if (command->approves != 0) {
        const struct str *approve =
            event == NONE ? &unit_head : &def->events[event].approve.of[matter->regime];
        question.roles = approve->len > 0 ? approve : &unit_head;
        question.roles_n = 1;
    }
    if (command->source != SOURCE_PERSON || access_may(current(office)->organisation, &question))
        return true;
    struct str needed = question.roles_n > 0 ? question.roles[0] : STR("?");
    complaints_add(complaints, STR("actor"), 0, 0,
                   "person %lld may not do this: it takes the role %" STR_FMT
                   "%s in the unit that answers for the matter, or above it, and in this register",
                   (long long)command->actor, STR_ARG(needed),
                   question.roles_n > 1 ? " (or another that its definition names)" : "");
    return false;
}

/* ---- a command ---- */

struct preparing {
    struct office *office;
    struct batch *batch;
    const struct command *command;
    struct answer *answer;
    const struct register_def *def;
    struct matter *matter;
    struct decide_context context;
};

/* An accusation is missing to those whom it is about. */
static bool is_kept_from(const struct preparing *p)
{
    struct access_accusation of = {matter_accused(p->matter), p->context.today};
    return p->command->source == SOURCE_PERSON && matter_is_accusation(p->matter)
           && access_is_kept_from(current(p->office)->organisation, &of, p->command->actor, 0);
}

static bool find_matter(struct preparing *p, struct err *err)
{
    const struct registry *registry = current(p->office)->registry;
    if (p->command->matter == 0) {
        p->def = registry_find(registry, p->command->register_key);
        if (p->def == NULL) {
            p->answer->status = ANSWER_MISSING;
            complaints_add(&p->answer->complaints, STR("register"), 0, 0,
                           "there is no register \"%" STR_FMT "\"",
                           STR_ARG(p->command->register_key));
            return true;
        }
        p->matter = matter_new(&p->office->scratch, p->def, p->office->head.matter_next);
        return true;
    }
    if (!fetch_matter(p->office, &p->office->scratch, p->command->matter, &p->matter, err))
        return false;
    if (p->matter == NULL || is_kept_from(p)) {
        p->matter = NULL;
        p->answer->status = ANSWER_MISSING;
        complaints_add(&p->answer->complaints, STR("matter"), 0, 0,
                       "there is no matter with the number %lld", (long long)p->command->matter);
        return true;
    }
    p->def = p->matter->def;
    return true;
}

/* Each of the events with its own difference, folded step by step. */
static void contribute_steps(struct preparing *p, const struct matter *start,
                             struct event *const *events, size_t events_n)
{
    struct arena *arena = &p->office->scratch;
    struct matter *before = fold_copy(arena, start);
    for (size_t i = 0; i < events_n; i++) {
        struct matter *after = fold_copy(arena, before);
        fold_apply(arena, after, events[i], p->context.calendar);
        contribute(p->office, p->batch, before, after, events[i]);
        before = after;
    }
}

/* The events before the last one are the law's. An amendment folds the matter anew from all its
 * entries, and the figures get the difference. */
static bool contribute_decision(struct preparing *p, const struct matter *before,
                                const struct decision *decision, struct err *err)
{
    size_t n = decision->events.n;
    struct contributions rows = {0};
    if (!decision->needs_fold && n == 1) {
        contribute(p->office, p->batch, before, p->matter, decision->events.at[0]);
        return true;
    }
    if (!decision->needs_fold) {
        contribute_steps(p, before, decision->events.at, n);
        return true;
    }
    contribute_steps(p, before, decision->events.at, n - 1);
    struct amended amended = {before, decision->events.at, n};
    if (!fetch_amended(p->office, current(p->office), &p->office->scratch, &amended, &p->matter,
                       &rows, err))
        return false;
    batch_contribute(p->batch, current(p->office)->registry, &rows);
    return true;
}

/* A matter takes its number with the event that begins it. */
static bool number_matter(struct preparing *p, const struct matter *before, struct event *event,
                          struct err *err)
{
    if (before->state != NONE || event->form != EVENT_PLAIN || p->def->number.len == 0)
        return true;
    const struct command *command = p->command;
    bool keeps = command->source == SOURCE_OPENING && command->number_seq > 0;
    event->number_year = keeps ? command->number_year : date_year(event->on);
    if (!entries_next_number(p->office, p->def->id, event->number_year, &event->number_seq, err))
        return false;
    if (keeps)
        event->number_seq = command->number_seq;
    p->matter->number_year = event->number_year;
    p->matter->number_seq = event->number_seq;
    return true;
}

/* Decided: the events become entries and rows. `before` is the matter as it was. */
static bool accept(struct preparing *p, const struct matter *before,
                   const struct decision *decision, struct err *err)
{
    struct office *office = p->office;
    struct batch *batch = p->batch;
    struct event *last = decision->events.at[decision->events.n - 1];
    size_t box_first = batch->boxes.n;
    if (!number_matter(p, before, last, err) || !boxes_add(office, batch, last, p->matter, err))
        return false;
    for (size_t i = 0; i < last->persons.n; i++)
        list_push(&office->scratch, &p->matter->persons, last->persons.at[i]);
    for (size_t i = 0; i < decision->events.n; i++) {
        struct event *event = decision->events.at[i];
        entries_add(office, batch, event, event == last ? box_first : batch->boxes.n);
    }
    if (p->command->matter == 0)
        office->head.matter_next++;
    batch_source(batch, last);
    if (!contribute_decision(p, before, decision, err))
        return false;
    p->answer->seq = last->seq;
    p->answer->matter = p->matter->id;
    p->answer->status = decision->is_proposed ? ANSWER_PROPOSED : ANSWER_DONE;
    return true;
}

static void keep_matter(struct preparing *p, const struct event *event)
{
    batch_put_matter(p->batch, p->matter, event);
    unique_keep(p->batch, p->matter);
    int64_t at = 0;
    bool found = map_find_number(&p->batch->matter_at, p->matter->id, &at);
    gl_assert(found);
    memory_put(&p->office->memory, p->matter->id, p->batch->matters.at[at].fold);
}

/* What the law's events set is kept too. */
static void keep_decided(struct preparing *p, const struct decision *decision)
{
    for (size_t i = 0; i + 1 < decision->events.n; i++)
        batch_put_matter(p->batch, p->matter, decision->events.at[i]);
    keep_matter(p, decision->events.at[decision->events.n - 1]);
}

/* ---- what follows in linked matters ---- */

struct following {
    struct matter *before, *matter;
    struct decision decision;
};

/* The linked matter as it is after what followed before, or as it is stored. */
static bool find_following(struct preparing *p, const struct following *followings, size_t n,
                           int64_t id, struct matter **matter_out, struct err *err)
{
    for (size_t i = n; i > 0; i--)
        if (followings[i - 1].matter->id == id) {
            *matter_out = fold_copy(&p->office->scratch, followings[i - 1].matter);
            return true;
        }
    return fetch_matter(p->office, &p->office->scratch, id, matter_out, err);
}

/* What one link does, or its complaint: nothing is done when it may not follow. */
static bool decide_following(struct preparing *p, const struct event *cause, int64_t seq_next,
                             const struct event_def *follows, struct following *f)
{
    struct arena *arena = &p->office->scratch;
    struct decide_context context = p->context;
    struct command command = {.actor = cause->actor,
                              .matter = f->matter->id,
                              .event = follows->key,
                              .on = cause->on,
                              .at = p->command->at};
    struct complaints why;
    complaints_init(&why, arena);
    context.steps = NULL;
    context.steps_n = context.linked_n = context.doers_n = 0;
    context.link_seq = cause->seq;
    f->before = fold_copy(arena, f->matter);
    if (decide(arena, &context, f->matter->def, f->matter, &command, seq_next, &f->decision, &why))
        return true;
    for (size_t i = 0; i < why.list.n; i++)
        complaints_add(&p->answer->complaints, cause->def->events[cause->event].key, 0, 0,
                       "%" STR_FMT " of the linked matter cannot follow: %" STR_FMT,
                       STR_ARG(follows->title.zh), STR_ARG(why.list.at[i].text));
    return false;
}

/* What follows from the decided event in the matters that it links to. */
static bool decide_links(struct preparing *p, const struct decision *decision,
                         struct following **followings_out, size_t *n_out, struct err *err)
{
    const struct event *cause = decision->events.at[decision->events.n - 1];
    const struct event_def *e = &p->def->events[cause->event];
    const struct registry *registry = p->context.registry;
    int64_t seq = p->office->head.seq_next + (int64_t)decision->events.n;
    *n_out = 0;
    *followings_out = arena_array(&p->office->scratch, struct following, e->links_n + 1);
    if (cause->form != EVENT_PLAIN || p->command->source != SOURCE_PERSON)
        return true; /* a proposal has no effect; an import brings what followed itself */
    for (size_t i = 0; i < e->links_n; i++) {
        const struct link_def *link = &e->links[i];
        struct following *f = &(*followings_out)[*n_out];
        if (!p->matter->is_set[link->field])
            continue;
        int64_t id = p->matter->values[link->field];
        if (!find_following(p, *followings_out, *n_out, id, &f->matter, err))
            return false;
        const struct register_def *other = registry->registers[p->def->fields[link->field].linked];
        if (f->matter == NULL || f->matter->def != other || id == p->matter->id) {
            complaints_add(&p->answer->complaints, p->def->fields[link->field].key, 0, 0,
                           "%lld is no other matter of %" STR_FMT, (long long)id,
                           STR_ARG(other->title.zh));
            continue;
        }
        if (!decide_following(p, cause, seq, &other->events[link->event], f))
            continue;
        seq += (int64_t)f->decision.events.n;
        ++*n_out;
    }
    return true;
}

/* The matter as the decision leaves it, a proposal as if it were approved; of an amendment, folded
 * anew. */
static const struct matter *matter_after(struct preparing *p, const struct decision *decision)
{
    struct arena *arena = &p->office->scratch;
    size_t n = p->context.steps_n, events_n = decision->events.n;
    struct event effect = *decision->events.at[events_n - 1];
    if (effect.form == EVENT_PLAIN)
        return p->matter;
    bool is_proposed = effect.form == EVENT_PROPOSED;
    effect.form = effect.replaces != 0 ? EVENT_AMENDMENT : EVENT_PLAIN;
    if (effect.form == EVENT_PLAIN) {
        struct matter *after = fold_copy(arena, p->matter);
        fold_apply(arena, after, &effect, p->context.calendar);
        return after;
    }
    gl_assert(is_proposed || decision->needs_fold);
    struct fold_step *steps = arena_array(arena, struct fold_step, n + events_n + 1);
    for (size_t i = 0; i < n; i++)
        steps[i] = p->context.steps[i];
    for (size_t i = 0; i < events_n; i++)
        steps[n++] = (struct fold_step){decision->events.at[i], p->context.calendar};
    steps[n - 1].event = &effect;
    return fold_all(arena, p->def, p->matter->id, steps, n, NULL, NULL);
}

static bool accept_following(struct preparing *p, struct following *f, struct err *err)
{
    struct answer ignored;
    struct command command = {.matter = f->matter->id};
    struct preparing linked = {.office = p->office,
                               .batch = p->batch,
                               .command = &command,
                               .answer = &ignored,
                               .def = f->matter->def,
                               .matter = f->matter,
                               .context = p->context};
    if (!accept(&linked, f->before, &f->decision, err))
        return false;
    keep_decided(&linked, &f->decision);
    return true;
}

/* ---- a decision ---- */

/* What an amendment is judged by: the matter's history. */
static bool load_history(struct preparing *p, struct err *err)
{
    struct arena *arena = &p->office->scratch;
    struct fold_step *steps;
    if (!str_equal_c(p->command->event, "amend"))
        return true;
    if (!fetch_events(p->office, p->office->db_read, arena, p->matter->seqs.at, p->matter->seqs.n,
                      &steps, err))
        return false;
    p->context.steps = fold_resolve(arena, steps, p->matter->seqs.n, &p->context.steps_n);
    return true;
}

struct instant prepare_moment(struct office *office, const struct command *command)
{
    struct instant at = command->at;
    if (at.ms == 0 && office->is_demo)
        at = instant_at(office_today(office), 12, 0, 0);
    if (at.ms == 0)
        at = os_now();
    if (at.ms < office->head.at.ms) /* server time never goes back */
        at = office->head.at;
    at.ms -= at.ms % 1000;
    return at;
}

static bool decide_command(struct preparing *p, struct err *err)
{
    struct office *office = p->office;
    struct arena *arena = &p->office->scratch;
    struct decision decision = {0};
    /* Contributions compare with the matter before; decide() changes it in place. */
    struct matter *before = fold_copy(arena, p->matter);
    if (!load_history(p, err)
        || !linked_load(office, p->def, p->matter, p->command, &p->context, err)
        || !linked_doers(office, p->batch, p->matter, p->command, &p->context, err))
        return false;
    if (!may_act(office, p->command, p->def, p->matter, p->context.today, &p->answer->complaints)) {
        p->answer->status = ANSWER_DENIED;
        return true;
    }
    if (!decide(arena, &p->context, p->def, p->matter, p->command, office->head.seq_next, &decision,
                &p->answer->complaints)) {
        p->answer->status = ANSWER_REFUSED;
        return true;
    }
    bool is_erased;
    if (!boxes_check(office, p->batch, p->matter, decision.events.at[decision.events.n - 1],
                     &is_erased, err))
        return false;
    if (is_erased)
        complaints_add(&p->answer->complaints, STR("matter"), 0, 0,
                       "the person whose values this matter seals was erased; nothing personal can "
                       "be added to it");
    if (p->def->unique.fields.n > 0
        && !unique_check(office, p->batch, before, matter_after(p, &decision),
                         &p->answer->complaints, err))
        return false;
    struct following *followings = NULL;
    size_t followings_n = 0;
    if (!is_erased && !decide_links(p, &decision, &followings, &followings_n, err))
        return false;
    if (p->answer->complaints.list.n > 0) {
        p->answer->status = ANSWER_REFUSED;
        return true;
    }
    office->head.at = p->context.at;
    if (!accept(p, before, &decision, err))
        return false;
    keep_decided(p, &decision);
    p->answer->after = p->matter;
    for (size_t i = 0; i < followings_n; i++)
        if (!accept_following(p, &followings[i], err))
            return false;
    return true;
}

/* What can be read may not be on disk: not even a request key is a proof now. */
static bool fail_over(struct err *err)
{
    err_set(err, ERR_UNCERTAIN,
            "the work before was cut short, or it is not known whether it was; nothing more is "
            "taken");
    err_hint(err, "End this process and start it again; the request keys tell what happened.");
    return false;
}

bool prepare_command(struct office *office, struct batch *batch, const struct command *command,
                     struct answer *answer, struct err *err)
{
    const struct office_version *version = current(office);
    struct instant at = prepare_moment(office, command);
    struct hash256 hash = {0};
    bool is_settled = false;
    struct preparing p = {
        .office = office,
        .batch = batch,
        .command = command,
        .answer = answer,
        .context = {.registry = version->registry,
                    .calendar = version->calendar,
                    .organisation = version->organisation,
                    .matter_next = office->head.matter_next,
                    .at = at,
                    .today = command->at.ms != 0 ? instant_date(at) : office_today(office),
                    .closed_through = office->closed_through},
    };
    if (office->is_over)
        return fail_over(err);
    arena_reset(&office->scratch);
    batch->commands++;
    office->stats.commands++;
    if (command->request_key.len > 0) {
        request_hash(command, &hash);
        if (!request_find(office, batch, command, &hash, answer, &is_settled, err))
            return false;
        if (is_settled)
            return true;
    }
    struct command filled = *command;
    if (!find_matter(&p, err)
        || (p.matter != NULL && !approve_fill(office, &office->scratch, p.matter, &filled, err)))
        return false;
    p.command = &filled;
    if (p.matter != NULL && !decide_command(&p, err))
        return false;
    bool is_done = answer->status == ANSWER_DONE || answer->status == ANSWER_PROPOSED;
    if (command->request_key.len > 0 && is_done)
        list_push(&batch->arena, &batch->requests,
                  (struct batch_request){
                      command->actor, arena_copy(&batch->arena, command->request_key), hash,
                      answer->seq, answer->matter, answer->status == ANSWER_PROPOSED, at});
    batch->head = office->head;
    return true;
}

bool prepare_expiries(struct office *office, struct batch *batch, int64_t id, struct instant at,
                      int64_t *events_out, struct err *err)
{
    struct arena *arena = &office->scratch;
    if (office->is_over)
        return fail_over(err);
    arena_reset(arena);
    struct matter *matter;
    struct decision decision = {0};
    struct command none = {.at = at};
    struct preparing p = {.office = office, .batch = batch};
    p.context =
        (struct decide_context){.registry = current(office)->registry,
                                .calendar = current(office)->calendar,
                                .at = prepare_moment(office, &none),
                                .today = at.ms != 0 ? instant_date(at) : office_today(office),
                                .closed_through = DATE_NONE};
    if (!fetch_matter(office, arena, id, &matter, err))
        return false;
    gl_assert(matter != NULL);
    struct matter *before = fold_copy(arena, matter);
    decide_expiries(arena, &p.context, matter, office->head.seq_next, &decision);
    *events_out += (int64_t)decision.events.n;
    p.matter = matter;
    p.def = matter->def;
    contribute_steps(&p, before, decision.events.at, decision.events.n);
    if (decision.events.n == 0)
        return true;
    for (size_t i = 0; i < decision.events.n; i++)
        entries_add(office, batch, decision.events.at[i], batch->boxes.n);
    office->head.at = p.context.at;
    batch->commands++;
    keep_matter(&p, NULL);
    batch->head = office->head;
    return true;
}

/* The office's own event: from here on these texts are the law of the house. */
void prepare_adoption(struct office *office, struct batch *batch, int64_t actor, struct instant at,
                      struct date on, const struct registry_file *files, size_t files_n)
{
    int64_t seq = office->head.seq_next;
    at.ms -= at.ms % 1000;
    if (at.ms < office->head.at.ms)
        at = office->head.at;
    struct batch_entry row = {
        .entry =
            {
                .seq = seq,
                .at = at,
                .on = on,
                .kind = STR("office.adopted"),
                .actor = actor,
                .codes = versions_codes(&batch->arena, files, files_n),
            },
        .box_first = batch->boxes.n,
    };
    os_chance("nonce", seq, 0, row.entry.nonce, sizeof row.entry.nonce);
    list_push(&batch->arena, &batch->entries, row);
    for (size_t i = 0; i < files_n; i++)
        list_push(&batch->arena, &batch->texts,
                  (struct batch_text){seq, arena_copy(&batch->arena, files[i].name),
                                      arena_copy(&batch->arena, files[i].bytes), false});
    office->head.seq_next = seq + 1;
    office->head.at = at;
    office->stats.events++;
    batch->head = office->head;
}
