/*
 * registry_prove.c - the ways that a matter can take, law by law.
 *
 * For a clock the ways are walked over pairs of a state and what the clock does there. Forward from
 * the creating events: which pairs occur. Backward from the pairs in which it does not run: from
 * which it can come to an end. What occurs and cannot end would stand overdue for ever.
 */
#include "registry/registry_prove.h"

#include "text/yaml.h"

enum { IDLE, RUNS, PAUSED, CONDUCTS };

/* A register that is asked; its file is parsed again only when there is something to say. */
struct asked {
    struct arena *arena;
    const struct register_def *def;
    const struct registry_file *files;
    size_t files_n;
    const struct yaml_node *root;
    struct complaints *complaints;
};

struct ways {
    struct asked *asked;
    const struct register_def *def;
    int regime;
    uint64_t reached; /* states */
    bool can[LIMIT_REGISTER_EVENTS];
};

/* States by bit, for what the clock does there. */
struct pairs {
    uint64_t at[CONDUCTS];
};

/* Where a key of a section stands. */
static const struct yaml_pair *find_pair(struct asked *asked, const char *section, struct str key)
{
    struct complaints ignored; /* the file was parsed before without any */
    complaints_init(&ignored, asked->arena);
    for (size_t i = 0; asked->root == NULL && i < asked->files_n; i++)
        if (str_equal(asked->files[i].name, asked->def->file))
            asked->root =
                yaml_parse(asked->arena, asked->files[i].name, asked->files[i].bytes, &ignored);
    const struct yaml_node *map = yaml_get(asked->root, section);
    for (size_t i = 0; map != NULL && i < map->pairs_n; i++)
        if (str_equal(map->pairs[i].key, key))
            return &map->pairs[i];
    return NULL;
}

__attribute__((format(printf, 4, 5))) static void complain(struct asked *asked, const char *section,
                                                           struct str key, const char *text, ...)
{
    const struct yaml_pair *pair = find_pair(asked, section, key);
    va_list args;
    va_start(args, text);
    struct str said = arena_vprint(asked->arena, text, args);
    va_end(args);
    complaints_add(asked->complaints, asked->def->file, pair == NULL ? 1 : pair->key_line,
                   pair == NULL ? 1 : pair->key_column, "%" STR_FMT, STR_ARG(said));
}

static bool is_expiry_here(const struct ways *w, int event)
{
    for (size_t i = 0; i < w->def->clocks_n; i++) {
        const struct clock_rule *rule = &w->def->clocks[i].rules[w->regime];
        if (rule->exists && rule->expiry.event == event)
            return true;
    }
    return false;
}

/* Is there somebody who could enter it under this law? The law itself acts only at a clock's end.
 */
static bool exists(const struct ways *w, int event)
{
    const struct event_def *e = &w->def->events[event];
    bool only_law = e->by_n == 1 && str_equal_c(e->by[0], "law");
    return !e->is_retired && (e->regimes >> w->regime & 1) != 0
           && (!only_law || is_expiry_here(w, event));
}

static void find_ways(struct ways *w)
{
    uint64_t before;
    do {
        before = w->reached;
        for (int i = 0; i < (int)w->def->events_n; i++) {
            const struct event_def *e = &w->def->events[i];
            w->can[i] =
                exists(w, i) && (e->is_creation || (register_from(w->def, e) & w->reached) != 0);
            if (w->can[i] && e->to != NONE)
                w->reached |= UINT64_C(1) << e->to;
        }
    } while (w->reached != before);
}

/* ---- a clock ---- */

/* What the clock does after the event; in the order of clock_apply. */
static int conduct_after(const struct ways *w, const struct event_def *event, int clock,
                         int conduct)
{
    if (register_lists(event->stops, clock) || register_lists(event->cancels, clock))
        conduct = IDLE;
    if (register_lists(event->pauses, clock) && conduct == RUNS)
        conduct = PAUSED;
    if (register_lists(event->resumes, clock) && conduct == PAUSED)
        conduct = RUNS;
    bool starts = register_lists(event->starts, clock) || register_lists(event->restarts, clock);
    return starts && w->def->clocks[clock].rules[w->regime].exists ? RUNS : conduct;
}

typedef void each_way(struct pairs *pairs, uint64_t from, int conduct, int to, int conduct_to);

/* Every step that the clock can live through, also the one at its own end. */
static void each_step(const struct ways *w, int clock, const uint64_t occurs[CONDUCTS],
                      struct pairs *pairs, each_way *visit)
{
    int expiry = w->def->clocks[clock].rules[w->regime].expiry.event;
    for (int i = 0; i < (int)w->def->events_n; i++) {
        const struct event_def *e = &w->def->events[i];
        if (!w->can[i])
            continue;
        for (int k = IDLE; k < CONDUCTS; k++) {
            uint64_t from = register_from(w->def, e) & occurs[k];
            int after = conduct_after(w, e, clock, k);
            if (from != 0)
                visit(pairs, from, k, e->to, after);
            if (from != 0 && k == RUNS && i == expiry && !register_lists(e->starts, clock)
                && !register_lists(e->restarts, clock))
                visit(pairs, from, k, e->to, IDLE);
        }
    }
}

static void go_on(struct pairs *pairs, uint64_t from, int conduct, int to, int conduct_to)
{
    (void)conduct;
    pairs->at[conduct_to] |= to == NONE ? from : UINT64_C(1) << to;
}

static void go_back(struct pairs *pairs, uint64_t from, int conduct, int to, int conduct_to)
{
    if (to == NONE)
        pairs->at[conduct] |= from & pairs->at[conduct_to];
    else if ((pairs->at[conduct_to] >> to & 1) != 0)
        pairs->at[conduct] |= from;
}

static bool is_same(const struct pairs *a, const struct pairs *b)
{
    return a->at[IDLE] == b->at[IDLE] && a->at[RUNS] == b->at[RUNS]
           && a->at[PAUSED] == b->at[PAUSED];
}

static struct pairs find_occurring(const struct ways *w, int clock)
{
    struct pairs occurs = {0}, before;
    for (int i = 0; i < (int)w->def->events_n; i++) {
        const struct event_def *e = &w->def->events[i];
        if (w->can[i] && e->is_creation && e->to != NONE)
            occurs.at[conduct_after(w, e, clock, IDLE)] |= UINT64_C(1) << e->to;
    }
    do {
        before = occurs;
        each_step(w, clock, before.at, &occurs, go_on);
    } while (!is_same(&before, &occurs));
    return occurs;
}

static struct pairs find_ending(const struct ways *w, int clock, const struct pairs *occurs)
{
    struct pairs ending = {.at = {occurs->at[IDLE]}}, before;
    do {
        before = ending;
        each_step(w, clock, occurs->at, &ending, go_back);
    } while (!is_same(&before, &ending));
    return ending;
}

/* " under law2017", where there are several. */
static struct str under(const struct ways *w)
{
    return w->def->regimes_n < 2 ? STR_NONE
                                 : arena_print(w->asked->arena, " under %" STR_FMT,
                                               STR_ARG(w->def->regimes[w->regime].key));
}

static int first_of(uint64_t states)
{
    int i = 0;
    while ((states >> i & 1) == 0)
        i++;
    return i;
}

static void complain_endless(const struct ways *w, int clock, uint64_t states, const char *does)
{
    struct str state = w->def->states[first_of(states)].key;
    complain(w->asked, "clocks", w->def->clocks[clock].key,
             "the clock \"%" STR_FMT "\" %s in the state \"%" STR_FMT "\"%" STR_FMT
             " and no event from there can stop it; expected stops: [%" STR_FMT
             "] in the event that leads there, or in one from there",
             STR_ARG(w->def->clocks[clock].key), does, STR_ARG(state), STR_ARG(under(w)),
             STR_ARG(w->def->clocks[clock].key));
}

static void check_clock(const struct ways *w, int clock)
{
    const struct clock_def *c = &w->def->clocks[clock];
    const struct clock_rule *rule = &c->rules[w->regime];
    if (c->is_retired || !rule->exists)
        return;
    struct pairs occurs = find_occurring(w, clock);
    if ((occurs.at[RUNS] | occurs.at[PAUSED]) == 0) {
        complain(w->asked, "clocks", c->key,
                 "the clock \"%" STR_FMT "\" never starts%" STR_FMT
                 "; expected an event that can happen with starts: [%" STR_FMT "]",
                 STR_ARG(c->key), STR_ARG(under(w)), STR_ARG(c->key));
        return;
    }
    if (c->kind == CLOCK_MINIMUM) /* it ends by itself */
        return;
    struct pairs ending = find_ending(w, clock, &occurs);
    uint64_t runs = occurs.at[RUNS] & ~ending.at[RUNS];
    uint64_t paused = occurs.at[PAUSED] & ~ending.at[PAUSED];
    if (runs != 0)
        complain_endless(w, clock, runs, "can run");
    else if (paused != 0)
        complain_endless(w, clock, paused, "can stand paused");
    if (rule->expiry.event != NONE
        && (register_from(w->def, &w->def->events[rule->expiry.event]) & occurs.at[RUNS]) == 0)
        complain(w->asked, "clocks", c->key,
                 "the clock \"%" STR_FMT "\" never runs in a state from which its end, \"%" STR_FMT
                 "\", can happen%" STR_FMT "; expected one of its states in from",
                 STR_ARG(c->key), STR_ARG(w->def->events[rule->expiry.event].key),
                 STR_ARG(under(w)));
}

/* ---- states and events ---- */

/* A state of one law only must be left under that law. */
static void check_states(const struct ways *w)
{
    uint64_t ending = 0, before;
    for (size_t i = 0; i < w->def->states_n; i++)
        if (!w->def->states[i].is_open)
            ending |= UINT64_C(1) << i;
    do {
        before = ending;
        for (int i = 0; i < (int)w->def->events_n; i++) {
            int to = w->def->events[i].to;
            if (w->can[i] && to != NONE && (ending >> to & 1) != 0)
                ending |= register_from(w->def, &w->def->events[i]);
        }
    } while (ending != before);
    for (size_t i = 0; i < w->def->states_n; i++) {
        const struct state_def *state = &w->def->states[i];
        if (!state->is_retired && (w->reached & ~ending) >> i & 1)
            complain(w->asked, "states", state->key,
                     "from the state \"%" STR_FMT "\" no end can be reached%" STR_FMT
                     "; expected events that lead to a final state or one with open: false",
                     STR_ARG(state->key), STR_ARG(under(w)));
    }
}

static void check_occurring(struct asked *asked, const struct ways *all)
{
    const struct register_def *def = asked->def;
    uint64_t reached = 0;
    for (size_t r = 0; r < def->regimes_n; r++)
        reached |= all[r].reached;
    for (size_t i = 0; i < def->states_n; i++)
        if (!def->states[i].is_retired && (reached >> i & 1) == 0)
            complain(asked, "states", def->states[i].key,
                     "the state \"%" STR_FMT "\" cannot be reached by events that are not retired, "
                     "under a law that has them; expected an event with to: %" STR_FMT,
                     STR_ARG(def->states[i].key), STR_ARG(def->states[i].key));
    for (int i = 0; i < (int)def->events_n; i++) {
        bool can = def->events[i].is_retired;
        for (size_t r = 0; r < def->regimes_n; r++)
            can |= all[r].can[i];
        if (!can)
            complain(asked, "events", def->events[i].key,
                     "the event \"%" STR_FMT "\" can never happen under a law that has it; "
                     "expected a state in from that is reached there",
                     STR_ARG(def->events[i].key));
    }
}

static void prove_register(struct asked *asked)
{
    const struct register_def *def = asked->def;
    struct ways *all = arena_array(asked->arena, struct ways, def->regimes_n + 1);
    for (size_t r = 0; r < def->regimes_n; r++) {
        all[r] = (struct ways){.asked = asked, .def = def, .regime = (int)r};
        find_ways(&all[r]);
    }
    check_occurring(asked, all);
    for (size_t r = 0; r < def->regimes_n; r++) {
        check_states(&all[r]);
        for (int i = 0; i < (int)def->clocks_n; i++)
            check_clock(&all[r], i);
    }
}

bool registry_prove(struct arena *arena, const struct registry *registry,
                    const struct registry_file *files, size_t files_n,
                    struct complaints *complaints)
{
    size_t before = complaints->list.n;
    for (size_t i = 0; i < registry->registers_n; i++) {
        struct asked asked = {.arena = arena,
                              .def = registry->registers[i],
                              .files = files,
                              .files_n = files_n,
                              .complaints = complaints};
        prove_register(&asked);
    }
    return complaints->list.n == before;
}
