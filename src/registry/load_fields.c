#include "registry/load.h"

const char *const load_field_types[] = {"text",    "integer", "decimal", "money",   "date", "time",
                                        "boolean", "choice",  "party",   "parties", "unit", "place",
                                        "person",  "matter",  "file",    NULL};

static struct map choice_ids(struct source *source, const struct choice_def *choices, size_t n)
{
    struct map ids;
    map_init(&ids, source->arena);
    for (size_t i = 0; i < n; i++)
        (void)map_put(&ids, choices[i].key, (int64_t)i);
    return ids;
}

struct choice_def *load_choices(struct source *source, const struct yaml_node *of,
                                const struct choice_def *before, size_t before_n,
                                size_t *choices_n_out)
{
    static const char *const known[] = {"zh", "en", "retired", NULL};
    *choices_n_out = 0;
    if (of->kind != YAML_MAP || of->pairs_n == 0) {
        load_complain_at(source, of, "of is %s; expected a closed list, {key: 中文, ...}",
                         of->pairs_n == 0 && of->kind == YAML_MAP ? "empty"
                                                                  : yaml_kind_name(of->kind));
        return NULL;
    }
    struct map ids, old = choice_ids(source, before, before_n);
    struct keys keys = load_keys(source, of, "choice", &old, &ids);
    struct choice_def *choices = arena_array(source->arena, struct choice_def, keys.n);
    for (size_t i = 0; i < of->pairs_n; i++) {
        const struct yaml_node *node = of->pairs[i].value;
        struct choice_def *choice = &choices[keys.ids[i]];
        choice->key = of->pairs[i].key;
        if (node->kind == YAML_MAP) {
            (void)load_words(source, node, "a choice", known);
            choice->is_retired = load_bool(source, node, "retired", false);
        }
        choice->title = load_title(source, node);
    }
    *choices_n_out = keys.n;
    return choices;
}

/* A limit of a number, in the field's digits; of a text, characters. */
static int64_t load_bound(struct source *source, const struct yaml_node *map, const char *key,
                          const struct field_def *field, int64_t otherwise)
{
    struct decimal value = {0, 0};
    const struct yaml_node *node = load_scalar(source, map, key);
    if (node == NULL)
        return otherwise;
    bool is_number =
        field->type == FIELD_INTEGER || field->type == FIELD_DECIMAL || field->type == FIELD_MONEY;
    if (!is_number && field->type != FIELD_TEXT)
        load_complain_at(source, node,
                         "%s stands at a field of type %s; expected it at a number or a text", key,
                         load_field_types[field->type]);
    else if (!decimal_parse(node->text, &value) || decimal_trim(value).scale > field->digits
             || !decimal_rescale(value, field->digits, ROUND_DOWN, &value)
             || (!is_number && value.units < 0))
        load_complain_at(source, node,
                         "%s is \"%" STR_FMT "\"; expected a number%s with at most %d digits "
                         "behind the point",
                         key, STR_ARG(node->text), is_number ? "" : " of characters",
                         field->digits);
    else
        return value.units;
    return otherwise;
}

static void load_field_type(struct source *source, const struct yaml_node *node,
                            const struct field_def *before, struct field_def *field)
{
    const struct yaml_node *type = load_required(source, node, "the field", "type");
    const struct yaml_node *of = yaml_get(node, "of");
    int64_t digits = 0;
    int found = type == NULL ? NONE : load_option_of(source, type, "type", load_field_types);
    field->type = found == NONE ? FIELD_TEXT : (enum field_type)found;
    if (before != NULL && found != NONE && before->type != field->type)
        load_complain_at(source, type,
                         "the field was of type %s and is now %s; fields are never retyped, "
                         "expected a new field and retired: true at this one",
                         load_field_types[before->type], load_field_types[field->type]);
    if (field->type == FIELD_DECIMAL) {
        if (!load_int(source, node, "digits", 1, 6, &digits) && yaml_get(node, "digits") == NULL)
            load_complain_at(source, node, "a decimal has no digits; expected digits: 1 to 6");
    } else if (yaml_get(node, "digits") != NULL)
        load_complain_at(source, yaml_get(node, "digits"),
                         "digits stands at a field of type %s; expected it at a decimal only",
                         load_field_types[field->type]);
    field->digits = field->type == FIELD_MONEY ? 2 : (int)digits;
    if (before != NULL && found != NONE && before->type == field->type
        && before->digits != field->digits)
        load_complain_at(source, node, "the field had %d digits and has now %d; expected %d",
                         before->digits, field->digits, before->digits);
    if (field->type == FIELD_CHOICE && of != NULL)
        field->choices = load_choices(source, of, before == NULL ? NULL : before->choices,
                                      before == NULL ? 0 : before->choices_n, &field->choices_n);
    else if (field->type == FIELD_CHOICE)
        load_complain_at(source, node, "a choice has no of; expected of: {key: 中文, ...}");
    else if (of != NULL)
        load_complain_at(source, of, "of stands at a field of type %s; expected type: choice",
                         load_field_types[field->type]);
}

/* The register whose matters the field may name. */
static void load_linked(struct source *source, const struct yaml_node *node,
                        struct field_def *field)
{
    const struct yaml_node *scalar = load_scalar(source, node, "register");
    field->linked = NONE;
    if (scalar == NULL)
        return;
    if (field->type != FIELD_MATTER)
        load_complain_at(source, scalar,
                         "register stands at a field of type %s; expected type: matter",
                         load_field_types[field->type]);
    else
        field->linked =
            load_id(source, scalar, "register", &source->loader->registry->register_ids);
}

/* What a text has to look like, its check character included. */
static void load_form(struct source *source, const struct yaml_node *node, struct field_def *field)
{
    static const char *const forms[] = {"any", "organ_code", "index_number", NULL};
    int form = load_option(source, node, "form", forms, FORM_ANY);
    field->form = form == NONE ? FORM_ANY : (enum field_form)form;
    if (field->form != FORM_ANY && field->type != FIELD_TEXT)
        load_complain_at(source, yaml_get(node, "form"),
                         "form stands at a field of type %s; expected type: text",
                         load_field_types[field->type]);
}

static void load_field(struct source *source, const struct yaml_node *node,
                       const struct field_def *before, struct field_def *field)
{
    static const char *const known[] = {"type",     "title",   "of",       "role", "required",
                                        "personal", "public",  "min",      "max",  "digits",
                                        "listed",   "retired", "register", "form", NULL};
    field->linked = NONE;
    field->min = INT64_MIN;
    field->max = INT64_MAX;
    if (!load_words(source, node, "a field", known))
        return;
    load_field_type(source, node, before, field);
    load_linked(source, node, field);
    load_form(source, node, field);
    bool is_party = field->type == FIELD_PARTY || field->type == FIELD_PARTIES;
    field->is_personal = load_bool(source, node, "personal", is_party);
    field->is_public = load_bool(source, node, "public", false);
    field->is_required = load_bool(source, node, "required", false);
    field->is_listed = load_bool(source, node, "listed", false);
    field->is_retired = load_bool(source, node, "retired", false);
    field->role = load_text(source, node, "role");
    field->min = load_bound(source, node, "min", field, INT64_MIN);
    field->max = load_bound(source, node, "max", field, INT64_MAX);
    if (is_party && !field->is_personal)
        load_complain_at(source, yaml_get(node, "personal"),
                         "a party is always personal; expected no personal: false");
    if (is_party != (field->role.len > 0))
        load_complain_at(source, node,
                         is_party ? "a party has no role; expected role: applicant"
                                  : "role stands at a field that is no party; "
                                    "expected type: party or parties");
    if (field->min > field->max)
        load_complain_at(source, yaml_get(node, "min"), "min is above max; expected min <= max");
    if (yaml_get(node, "title") == NULL)
        load_complain_at(source, node,
                         "the field has no title; expected title: {zh: ..., en: ...}");
    else
        field->title = load_title(source, yaml_get(node, "title"));
}

void load_fields(struct source *source, const struct yaml_node *map)
{
    struct register_def *def = source->def;
    const struct register_def *before = source->before;
    struct keys keys = load_keys(source, map, "field", before == NULL ? NULL : &before->field_ids,
                                 &def->field_ids);
    load_limit(source, map, "fields", keys.n, LIMIT_REGISTER_FIELDS);
    def->fields_n = keys.n;
    def->fields = arena_array(source->arena, struct field_def, keys.n + 1);
    for (size_t i = 0; i < map->pairs_n; i++) {
        size_t id = (size_t)keys.ids[i];
        bool is_old = before != NULL && id < before->fields_n;
        def->fields[id].key = map->pairs[i].key;
        load_field(source, map->pairs[i].value, is_old ? &before->fields[id] : NULL,
                   &def->fields[id]);
    }
}

void load_states(struct source *source, const struct yaml_node *map)
{
    static const char *const known[] = {"zh", "en", "open", "retired", NULL};
    struct register_def *def = source->def;
    const struct register_def *before = source->before;
    struct keys keys = load_keys(source, map, "state", before == NULL ? NULL : &before->state_ids,
                                 &def->state_ids);
    load_limit(source, map, "states", keys.n, LIMIT_REGISTER_STATES);
    def->states_n = keys.n;
    def->states = arena_array(source->arena, struct state_def, keys.n + 1);
    for (size_t i = 0; i < map->pairs_n; i++) {
        const struct yaml_node *node = map->pairs[i].value;
        struct state_def *state = &def->states[keys.ids[i]];
        state->key = map->pairs[i].key;
        state->is_open = true;
        if (node->kind == YAML_MAP) {
            (void)load_words(source, node, "a state", known);
            state->is_open = load_bool(source, node, "open", true);
            state->is_retired = load_bool(source, node, "retired", false);
        }
        state->title = load_title(source, node);
    }
}
