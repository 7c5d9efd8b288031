#include "office/import_mapping.h"

#include "matter/event.h"
#include "text/yaml.h"

enum { MAPPING_COLUMNS_MAX = 200, MAPPING_EVENTS_MAX = 100 };

struct loading {
    struct arena *arena;
    const struct registry *registry;
    const struct yaml_node *root;
    struct complaints *complaints;
    struct import_mapping *mapping;
    LIST_OF(struct str) columns;
    LIST_OF(bool) is_ignored;
};

#define complain(l, node, ...) \
    complaints_add((l)->complaints, (l)->mapping->file, (node)->line, (node)->column, __VA_ARGS__)

/* ---- small things ---- */

static void check_keys(struct loading *l, const struct yaml_node *node, const char *known)
{
    for (size_t i = 0; node->kind == YAML_MAP && i < node->pairs_n; i++) {
        const struct yaml_pair *pair = &node->pairs[i];
        struct str rest = str_of(known), word;
        bool is_known = false;
        while (!is_known && rest.len > 0 && str_next(&rest, ' ', &word))
            is_known = str_equal(word, pair->key);
        if (!is_known)
            complaints_add(l->complaints, l->mapping->file, pair->key_line, pair->key_column,
                           "\"%" STR_FMT "\" is not known here; expected one of: %s",
                           STR_ARG(pair->key), known);
    }
}

/* The scalar under the key; empty, with a complaint where it is needed. */
static struct str text_of(struct loading *l, const struct yaml_node *map, const char *key,
                          bool is_needed)
{
    const struct yaml_node *node = yaml_get(map, key);
    if (node != NULL && node->kind == YAML_SCALAR && node->text.len > 0)
        return node->text;
    if (node != NULL)
        complain(l, node, "%s is a text, not %s", key, yaml_kind_name(node->kind));
    else if (is_needed)
        complain(l, map, "%s is missing", key);
    return STR_NONE;
}

static int column_of(struct loading *l, struct str name, bool is_ignored)
{
    for (size_t i = 0; i < l->columns.n; i++) {
        if (!str_equal(l->columns.at[i], name))
            continue;
        l->is_ignored.at[i] = l->is_ignored.at[i] && is_ignored;
        return (int)i;
    }
    list_push(l->arena, &l->columns, name);
    list_push(l->arena, &l->is_ignored, is_ignored);
    return (int)l->columns.n - 1;
}

static int needed_column(struct loading *l, const struct yaml_node *map, const char *key)
{
    struct str name = text_of(l, map, key, true);
    return name.len == 0 ? NONE : column_of(l, name, false);
}

/* ---- values ---- */

/* The texts that a cell may have, checked against the field. */
static void check_value(struct loading *l, const struct yaml_node *node,
                        const struct field_def *field, struct str value)
{
    const char *expected = "";
    int64_t ignored;
    bool is_id = field->type == FIELD_UNIT || field->type == FIELD_PLACE;
    if (field_is_plain(field) && !is_id && field->type != FIELD_MATTER
        && !event_value_parse(field, value, &ignored, &expected))
        complain(l, node, "%" STR_FMT ": \"%" STR_FMT "\" is not %s", STR_ARG(field->key),
                 STR_ARG(value), expected);
}

static const struct mapping_values *load_values(struct loading *l, const struct yaml_node *node,
                                                const struct field_def *field)
{
    const struct yaml_node *lists = yaml_get(l->root, "lists");
    if (node->kind == YAML_SCALAR) {
        const struct yaml_node *list =
            lists == NULL ? NULL : yaml_get(lists, arena_terminated(l->arena, node->text));
        if (list == NULL) {
            complain(l, node, "there is no list \"%" STR_FMT "\" under lists", STR_ARG(node->text));
            return NULL;
        }
        node = list;
    }
    if (node->kind != YAML_MAP) {
        complain(l, node, "values is a map from the file's words to the field's, or a list's name");
        return NULL;
    }
    struct mapping_values *values = arena_new(l->arena, struct mapping_values);
    values->pairs = arena_array(l->arena, struct mapping_pair, node->pairs_n + 1);
    for (size_t i = 0; i < node->pairs_n; i++) {
        const struct yaml_pair *pair = &node->pairs[i];
        if (pair->value->kind != YAML_SCALAR) {
            complain(l, pair->value, "a value is a text");
            continue;
        }
        check_value(l, pair->value, field, pair->value->text);
        values->pairs[values->n++] = (struct mapping_pair){pair->key, pair->value->text};
    }
    return values;
}

/* ---- fields ---- */

static void load_party(struct loading *l, const struct yaml_node *node, struct mapping_field *field)
{
    if (node->kind != YAML_MAP || node->pairs_n == 0) {
        complain(l, node, "party is a map from members (name, phone, …) to columns");
        return;
    }
    field->kind = MAPPING_PARTY;
    field->party = arena_array(l->arena, struct mapping_pair, node->pairs_n);
    field->party_columns = arena_array(l->arena, int, node->pairs_n);
    for (size_t i = 0; i < node->pairs_n; i++) {
        const struct yaml_pair *pair = &node->pairs[i];
        if (pair->value->kind != YAML_SCALAR) {
            complain(l, pair->value, "the member of a party is a column's name");
            continue;
        }
        field->party[field->party_n] = (struct mapping_pair){pair->key, pair->value->text};
        field->party_columns[field->party_n++] = column_of(l, pair->value->text, false);
    }
}

static void load_source_of_field(struct loading *l, const struct yaml_node *node,
                                 struct mapping_field *field)
{
    const struct field_def *def = &l->mapping->def->fields[field->field];
    const struct yaml_node *values = yaml_get(node, "values"), *party = yaml_get(node, "party");
    check_keys(l, node, "column values value party link");
    field->link = text_of(l, node, "link", false);
    if (party != NULL) {
        if (def->type != FIELD_PARTY && def->type != FIELD_PARTIES)
            complain(l, party, "%" STR_FMT " is no party", STR_ARG(def->key));
        load_party(l, party, field);
    } else if (yaml_get(node, "value") != NULL) {
        field->kind = MAPPING_CONSTANT;
        field->constant = text_of(l, node, "value", true);
        check_value(l, node, def, field->constant);
    } else {
        field->column = needed_column(l, node, "column");
    }
    if (values != NULL)
        field->values = load_values(l, values, def);
    if (field->link.len > 0 && registry_find(l->registry, field->link) == NULL)
        complain(l, node, "there is no register \"%" STR_FMT "\"", STR_ARG(field->link));
    if ((def->type == FIELD_MATTER) != (field->link.len > 0))
        complain(
            l, node,
            "link: REGISTER says in which register a number is looked up; it belongs to fields "
            "that link to a matter, and only to them");
}

static void load_field(struct loading *l, const struct yaml_pair *pair,
                       const struct event_def *event, struct mapping_event *out)
{
    const struct yaml_node *node = pair->value;
    struct mapping_field field = {.field = register_field(l->mapping->def, pair->key),
                                  .column = NONE};
    bool is_asked = false;
    for (size_t i = 0; i < event->asks.n; i++)
        is_asked |= event->asks.at[i] == field.field;
    for (size_t i = 0; i < event->may.n; i++)
        is_asked |= event->may.at[i] == field.field;
    if (field.field == NONE || !is_asked) {
        complaints_add(l->complaints, l->mapping->file, pair->key_line, pair->key_column,
                       "the event %" STR_FMT " takes no field \"%" STR_FMT "\"",
                       STR_ARG(event->key), STR_ARG(pair->key));
        return;
    }
    if (node->kind == YAML_SCALAR)
        field.column = column_of(l, node->text, false);
    else if (node->kind == YAML_MAP)
        load_source_of_field(l, node, &field);
    else
        complain(l, node, "a field is a column's name or a map");
    out->fields[out->fields_n++] = field;
}

static void complain_of_missing(struct loading *l, const struct yaml_node *node,
                                const struct event_def *event, const struct mapping_event *out)
{
    for (size_t i = 0; i < event->asks.n; i++) {
        bool is_given = false;
        for (size_t k = 0; k < out->fields_n; k++)
            is_given |= out->fields[k].field == event->asks.at[i];
        if (!is_given)
            complain(l, node, "the event %" STR_FMT " asks for %" STR_FMT, STR_ARG(event->key),
                     STR_ARG(l->mapping->def->fields[event->asks.at[i]].key));
    }
}

/* ---- events ---- */

static void load_only(struct loading *l, const struct yaml_node *node, struct mapping_event *out)
{
    const struct yaml_node *in = yaml_get(node, "in");
    check_keys(l, node, "column in");
    out->only = needed_column(l, node, "column");
    if (in == NULL || in->kind != YAML_LIST || in->items_n == 0) {
        complain(l, node, "only takes a column and, under in, the list of its values");
        return;
    }
    out->in = arena_array(l->arena, struct str, in->items_n);
    for (size_t i = 0; i < in->items_n; i++)
        out->in[out->in_n++] = in->items[i]->text;
}

static bool step_is_taken(const struct import_mapping *mapping, struct str step)
{
    for (size_t i = 0; i < mapping->events_n; i++)
        if (str_equal(mapping->events[i].step, step))
            return true;
    return false;
}

static void load_event(struct loading *l, const struct yaml_node *node)
{
    struct import_mapping *mapping = l->mapping;
    const struct yaml_node *fields = yaml_get(node, "fields"), *only = yaml_get(node, "only");
    struct mapping_event out = {.only = NONE};
    check_keys(l, node, "event step when only repeats actor fields");
    struct str key = text_of(l, node, "event", true), step = text_of(l, node, "step", false);
    out.event = register_event(mapping->def, key);
    if (out.event == NONE) {
        if (key.len > 0)
            complain(l, node, "%" STR_FMT " has no event \"%" STR_FMT "\"",
                     STR_ARG(mapping->def->key), STR_ARG(key));
        return;
    }
    const struct event_def *event = &mapping->def->events[out.event];
    out.step = step.len > 0 ? step : key;
    out.when = needed_column(l, node, "when");
    out.repeats = str_equal_c(text_of(l, node, "repeats", false), "true");
    struct str actor = text_of(l, node, "actor", false);
    if (actor.len > 0 && !str_to_i64(actor, &out.actor))
        complain(l, node, "actor is a person's id");
    if (only != NULL)
        load_only(l, only, &out);
    if (!event_source_check(out.step) || (out.step.p[0] >= '0' && out.step.p[0] <= '9'))
        complain(l, node, "a step begins with a letter and is printable ASCII without space");
    if (step_is_taken(mapping, out.step))
        complain(l, node, "the step \"%" STR_FMT "\" stands here twice; give each its own: step: …",
                 STR_ARG(out.step));
    out.fields =
        arena_array(l->arena, struct mapping_field, fields == NULL ? 1 : fields->pairs_n + 1);
    if (fields != NULL && fields->kind != YAML_MAP)
        complain(l, fields, "fields is a map");
    for (size_t i = 0; fields != NULL && i < fields->pairs_n; i++)
        load_field(l, &fields->pairs[i], event, &out);
    complain_of_missing(l, node, event, &out);
    mapping->events[mapping->events_n++] = out;
}

static void load_body(struct loading *l)
{
    struct import_mapping *mapping = l->mapping;
    const struct yaml_node *events = yaml_get(l->root, "events"),
                           *ignore = yaml_get(l->root, "ignore");
    mapping->number = needed_column(l, l->root, "number");
    if (events == NULL || events->kind != YAML_LIST || events->items_n == 0
        || events->items_n > MAPPING_EVENTS_MAX) {
        complain(l, l->root, "events is a list of 1 to %d events", MAPPING_EVENTS_MAX);
        return;
    }
    mapping->events = arena_array(l->arena, struct mapping_event, events->items_n);
    for (size_t i = 0; i < events->items_n; i++)
        load_event(l, events->items[i]);
    for (size_t i = 0; ignore != NULL && i < ignore->items_n; i++)
        (void)column_of(l, ignore->items[i]->text, true);
    if (l->columns.n > MAPPING_COLUMNS_MAX)
        complain(l, l->root, "the mapping names %zu columns; at most %d are taken", l->columns.n,
                 MAPPING_COLUMNS_MAX);
}

const struct import_mapping *import_mapping_load(struct arena *arena,
                                                 const struct registry *registry, struct str file,
                                                 struct str bytes, struct complaints *complaints)
{
    size_t before = complaints->list.n;
    struct import_mapping *mapping = arena_new(arena, struct import_mapping);
    struct loading l = {
        .arena = arena, .registry = registry, .complaints = complaints, .mapping = mapping};
    mapping->file = file;
    l.root = yaml_parse(arena, file, bytes, complaints);
    if (l.root == NULL)
        return NULL;
    check_keys(&l, l.root, "source title register number sheet ignore lists events");
    mapping->source = text_of(&l, l.root, "source", true);
    mapping->sheet = text_of(&l, l.root, "sheet", false);
    if (mapping->source.len > 0
        && (!event_source_check(mapping->source) || str_starts(mapping->source, STR("gulou."))))
        complain(&l, l.root,
                 "source is a name of printable ASCII without space, at most %d bytes, that does "
                 "not begin with \"gulou.\"",
                 EVENT_SOURCE_BYTES);
    struct str key = text_of(&l, l.root, "register", true);
    mapping->def = registry_find(registry, key);
    if (mapping->def != NULL)
        load_body(&l);
    else if (key.len > 0)
        complain(&l, l.root, "there is no register \"%" STR_FMT "\"", STR_ARG(key));
    mapping->columns = l.columns.at;
    mapping->is_ignored = l.is_ignored.at;
    mapping->columns_n = l.columns.n;
    return complaints->list.n == before ? mapping : NULL;
}
