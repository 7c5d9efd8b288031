#include "registry/expr_parse.h"

static const char *const roles[] = {
    "public",       "intake",     "handler",    "reviewer", "unit_head",
    "body_head",    "organ_head", "supervisor", "signer",   "reporter",
    "statistician", "archivist",  "law",        "link",     NULL};

int load_role(struct source *source, const struct yaml_node *scalar)
{
    return load_option_of(source, scalar, "role", roles);
}

void load_event_keys(struct source *source, const struct yaml_node *map)
{
    struct register_def *def = source->def;
    const struct register_def *before = source->before;
    struct keys keys = load_keys(source, map, "event", before == NULL ? NULL : &before->event_ids,
                                 &def->event_ids);
    load_limit(source, map, "events", keys.n, LIMIT_REGISTER_EVENTS);
    def->events_n = keys.n;
    def->events = arena_array(source->arena, struct event_def, keys.n + 1);
    for (size_t i = 0; i < map->pairs_n; i++) {
        def->events[keys.ids[i]].key = map->pairs[i].key;
        if (str_equal_c(map->pairs[i].key, "amend"))
            load_complain(source, map->pairs[i].key_line, map->pairs[i].key_column,
                          "\"amend\" is how every register corrects an entry and cannot be an "
                          "event; expected another key, as revise");
    }
}

typedef int (*find_id)(struct source *source, const struct yaml_node *scalar);

/* A list of names as ids, each once. */
static struct id_list load_ids(struct source *source, const struct yaml_node *map, const char *key,
                               find_id find)
{
    const struct yaml_node *node = yaml_get(map, key), **items;
    struct id_list list = {NULL, 0};
    if (node == NULL)
        return list;
    size_t n = load_items(source, node, &items);
    list.at = arena_array(source->arena, int, n + LIMIT_REGISTER_FIELDS);
    for (size_t i = 0; i < n; i++) {
        int id = find(source, items[i]);
        for (size_t k = 0; k < list.n; k++)
            if (list.at[k] == id)
                load_complain_at(source, items[i],
                                 "\"%" STR_FMT "\" stands twice in %s; expected it once",
                                 STR_ARG(items[i]->text), key);
        if (id != NONE)
            list.at[list.n++] = id;
    }
    return list;
}

static void load_from(struct source *source, const struct yaml_node *node, struct event_def *event)
{
    const struct yaml_node *from = yaml_get(node, "from"), **items;
    event->is_creation = from == NULL;
    if (from == NULL)
        return;
    if (from->kind == YAML_SCALAR && str_equal_c(from->text, "any")) {
        event->from_any = true;
        return;
    }
    size_t n = load_items(source, from, &items);
    for (size_t i = 0; i < n; i++) {
        int state = load_state_id(source, items[i]);
        if (state == NONE)
            continue;
        if ((event->from >> state & 1) != 0)
            load_complain_at(source, items[i],
                             "\"%" STR_FMT "\" stands twice in from; expected it once",
                             STR_ARG(items[i]->text));
        event->from |= UINT64_C(1) << state;
    }
}

static void load_by(struct source *source, const struct yaml_node *node, struct event_def *event)
{
    const struct yaml_node *by = yaml_get(node, "by"), **items;
    if (by == NULL) {
        load_complain_at(source, node, "the event has no by; expected by: [role, ...]");
        return;
    }
    size_t n = load_items(source, by, &items);
    event->by = arena_array(source->arena, struct str, n + 1);
    for (size_t i = 0; i < n; i++)
        if (load_role(source, items[i]) != NONE)
            event->by[event->by_n++] = items[i]->text;
}

static void load_only(struct source *source, const struct yaml_node *node, struct event_def *event)
{
    const struct yaml_node *only = yaml_get(node, "only"), **items;
    event->regimes = (UINT32_C(1) << source->def->regimes_n) - 1;
    if (only == NULL)
        return;
    event->regimes = 0;
    size_t n = load_items(source, only, &items);
    for (size_t i = 0; i < n; i++) {
        int regime = load_regime_id(source, items[i]);
        if (regime != NONE)
            event->regimes |= UINT32_C(1) << regime;
    }
}

static void load_approve(struct source *source, const struct yaml_node *node,
                         struct event_def *event)
{
    const struct yaml_node *approve = yaml_get(node, "approve");
    load_check_regimes(source, approve);
    for (int r = 0; approve != NULL && r < (int)source->def->regimes_n; r++) {
        const struct yaml_node *role = load_of_regime(source, approve, r);
        if (role == NULL)
            continue;
        if (role->kind != YAML_SCALAR || str_equal_c(role->text, "law")
            || str_equal_c(role->text, "link"))
            load_complain_at(source, role,
                             "approve is no role of a person; expected a role, or "
                             "{REGIME: role, ...}");
        else if (load_role(source, role) != NONE)
            event->approve.of[r] = role->text;
        if (role == approve && role->kind != YAML_SCALAR)
            return;
    }
}

static void load_guard(struct source *source, const struct yaml_node *node, struct guard_def *guard)
{
    static const char *const known[] = {"is", "else", "law", "only", NULL};
    guard->regime = NONE;
    if (!load_words(source, node, "a guard", known))
        return;
    const struct yaml_node *is = load_required(source, node, "the guard", "is");
    const struct yaml_node *only = load_scalar(source, node, "only");
    const struct yaml_node *otherwise = yaml_get(node, "else");
    if (is != NULL) {
        source->is_guard = true;
        guard->needs = expr_parse_condition(source, is);
        source->is_guard = false;
        guard->needs_text = is->text;
    }
    if (only != NULL)
        guard->regime = load_regime_id(source, only);
    if (otherwise == NULL)
        load_complain_at(source, node,
                         "the guard has no else; expected the sentence of the refusal, "
                         "else: {zh: ..., en: ...}");
    else
        guard->otherwise = load_title(source, otherwise);
    guard->law = load_text(source, node, "law");
}

static void load_guards(struct source *source, const struct yaml_node *node,
                        struct event_def *event)
{
    const struct yaml_node *needs = yaml_get(node, "needs");
    if (needs == NULL)
        return;
    size_t n = needs->kind == YAML_LIST ? needs->items_n : 1;
    event->guards = arena_array(source->arena, struct guard_def, n + 1);
    event->guards_n = n;
    for (size_t i = 0; i < n; i++)
        load_guard(source, needs->kind == YAML_LIST ? needs->items[i] : needs, &event->guards[i]);
}

static void load_sets(struct source *source, const struct yaml_node *node, struct event_def *event)
{
    const struct yaml_node *sets = yaml_get(node, "sets");
    if (sets == NULL)
        return;
    if (sets->kind != YAML_MAP) {
        load_complain_at(source, sets, "sets is %s; expected {FIELD: EXPRESSION}",
                         yaml_kind_name(sets->kind));
        return;
    }
    event->sets = arena_array(source->arena, struct set_def, sets->pairs_n + 1);
    for (size_t i = 0; i < sets->pairs_n; i++) {
        const struct yaml_pair *pair = &sets->pairs[i];
        struct yaml_node key = {.kind = YAML_SCALAR,
                                .line = pair->key_line,
                                .column = pair->key_column,
                                .text = pair->key};
        int field = load_field_id(source, &key);
        if (field != NONE && source->def->fields[field].is_personal)
            load_complain_at(source, &key,
                             "\"%" STR_FMT
                             "\" is personal and sealed; expected it from a person, in asks or may",
                             STR_ARG(pair->key));
        else if (pair->value->kind != YAML_SCALAR)
            load_complain_at(source, pair->value, "the value is %s; expected an expression",
                             yaml_kind_name(pair->value->kind));
        else if (field != NONE) {
            source->is_set = true;
            event->sets[event->sets_n++] = (struct set_def){
                field, expr_parse_value(source, pair->value, &source->def->fields[field]),
                pair->value->text};
            source->is_set = false;
        }
    }
}

static void load_link(struct source *source, const struct yaml_node *node, struct event_def *event)
{
    static const char *const known[] = {"field", "event", NULL};
    if (!load_words(source, node, "a link", known))
        return;
    const struct yaml_node *field = load_required(source, node, "the link", "field");
    const struct yaml_node *key = load_required(source, node, "the link", "event");
    int id = field == NULL ? NONE : load_field_id(source, field);
    if (id == NONE || key == NULL)
        return;
    int linked = source->def->fields[id].linked;
    if (linked == NONE) {
        load_complain_at(source, field,
                         "\"%" STR_FMT "\" does not say what it leads to; expected a field with "
                         "{type: matter, register: REGISTER}",
                         STR_ARG(field->text));
        return;
    }
    const struct register_def *other = source->loader->registry->registers[linked];
    int64_t found = NONE;
    if (!map_find(&other->event_ids, key->text, &found)) {
        load_complain_at(source, key,
                         "there is no event \"%" STR_FMT "\" in %" STR_FMT
                         "; expected one of that register's",
                         STR_ARG(key->text), STR_ARG(other->key));
        return;
    }
    event->links[event->links_n++] = (struct link_def){id, (int)found};
}

static void load_links(struct source *source, const struct yaml_node *node, struct event_def *event)
{
    const struct yaml_node *link = yaml_get(node, "link");
    if (link == NULL)
        return;
    size_t n = link->kind == YAML_LIST ? link->items_n : 1;
    event->links = arena_array(source->arena, struct link_def, n + 1);
    for (size_t i = 0; i < n; i++)
        load_link(source, link->kind == YAML_LIST ? link->items[i] : link, event);
}

/* Persons by the field that names them, or by the event that they did. */
static void load_recuse(struct source *source, const struct yaml_node *node,
                        struct event_def *event)
{
    const struct yaml_node *recuse = yaml_get(node, "recuse"), **items;
    if (recuse == NULL)
        return;
    size_t n = load_items(source, recuse, &items);
    struct id_list *fields = &event->recuse_fields, *events = &event->recuse_events;
    fields->at = arena_array(source->arena, int, n + 1);
    events->at = arena_array(source->arena, int, n + 1);
    for (size_t i = 0; i < n; i++) {
        int field = register_field(source->def, items[i]->text);
        if (field == NONE) {
            int done = load_event_id(source, items[i]);
            if (done != NONE)
                events->at[events->n++] = done;
        } else if (source->def->fields[field].type != FIELD_PERSON
                   || source->def->fields[field].is_personal)
            load_complain_at(source, items[i],
                             "the field \"%" STR_FMT "\" names nobody of the staff; expected one "
                             "of type person, not personal, or an event",
                             STR_ARG(items[i]->text));
        else
            fields->at[fields->n++] = field;
    }
}

/* What every matter has is asked when it begins. */
static void ask_required(struct source *source, struct event_def *event)
{
    const struct register_def *def = source->def;
    struct id_list *asks = &event->asks;
    if (asks->at == NULL)
        asks->at = arena_array(source->arena, int, LIMIT_REGISTER_FIELDS);
    for (int f = 0; f < (int)def->fields_n; f++) {
        bool is_asked = !def->fields[f].is_required || def->fields[f].is_retired;
        for (size_t i = 0; i < asks->n && !is_asked; i++)
            is_asked = asks->at[i] == f;
        for (size_t i = 0; i < event->sets_n && !is_asked; i++)
            is_asked = event->sets[i].field == f;
        if (!is_asked)
            asks->at[asks->n++] = f;
    }
}

static void load_effect(struct source *source, const struct yaml_node *node,
                        struct event_def *event)
{
    static const char *const effects[] = {"none", "notice", "decision", "refusal", NULL};
    int effect = load_option(source, node, "effect", effects, EFFECT_NONE);
    event->effect = effect == NONE ? EFFECT_NONE : (enum event_effect)effect;
    event->letter = load_text(source, node, "letter");
    event->is_retired = load_bool(source, node, "retired", false);
    if (yaml_get(node, "remedy") != NULL)
        event->remedy = load_title(source, yaml_get(node, "remedy"));
    if (yaml_get(node, "title") == NULL)
        load_complain_at(source, node,
                         "the event has no title; expected title: {zh: ..., en: ...}");
    else
        event->title = load_title(source, yaml_get(node, "title"));
}

static void load_event(struct source *source, const struct yaml_node *node, struct event_def *event)
{
    static const char *const known[] = {
        "from",   "to",     "by",      "approve", "asks",    "may",      "needs", "sets",
        "starts", "stops",  "cancels", "pauses",  "resumes", "restarts", "only",  "letter",
        "effect", "remedy", "title",   "retired", "link",    "recuse",   NULL};
    event->to = NONE;
    if (!load_words(source, node, "an event", known))
        return;
    const struct yaml_node *to = load_scalar(source, node, "to");
    load_from(source, node, event);
    if (to != NULL)
        event->to = load_state_id(source, to);
    else if (event->is_creation)
        load_complain_at(source, node,
                         "an event without from begins a matter and needs a state; expected "
                         "to: STATE");
    load_by(source, node, event);
    load_only(source, node, event);
    load_approve(source, node, event);
    event->asks = load_ids(source, node, "asks", load_field_id);
    event->may = load_ids(source, node, "may", load_field_id);
    event->starts = load_ids(source, node, "starts", load_clock_id);
    event->stops = load_ids(source, node, "stops", load_clock_id);
    event->cancels = load_ids(source, node, "cancels", load_clock_id);
    event->pauses = load_ids(source, node, "pauses", load_clock_id);
    event->resumes = load_ids(source, node, "resumes", load_clock_id);
    event->restarts = load_ids(source, node, "restarts", load_clock_id);
    load_guards(source, node, event);
    load_sets(source, node, event);
    load_links(source, node, event);
    load_recuse(source, node, event);
    load_effect(source, node, event);
    if (event->is_creation)
        ask_required(source, event);
}

/* A state is final when no event names it in `from`. */
static void find_final_states(struct register_def *def)
{
    uint64_t left = 0;
    for (size_t i = 0; i < def->events_n; i++)
        left |= def->events[i].is_retired ? 0 : def->events[i].from;
    for (size_t i = 0; i < def->states_n; i++) {
        def->states[i].is_final = (left >> i & 1) == 0;
        if (def->states[i].is_final)
            def->states[i].is_open = false;
    }
}

void load_events(struct source *source, const struct yaml_node *map)
{
    for (size_t i = 0; i < map->pairs_n; i++) {
        int event = register_event(source->def, map->pairs[i].key);
        load_event(source, map->pairs[i].value, &source->def->events[event]);
    }
    find_final_states(source->def);
}
