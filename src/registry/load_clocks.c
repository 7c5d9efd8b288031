#include "registry/load.h"

void load_clock_keys(struct source *source, const struct yaml_node *map)
{
    struct register_def *def = source->def;
    const struct register_def *before = source->before;
    struct keys keys = load_keys(source, map, "clock", before == NULL ? NULL : &before->clock_ids,
                                 &def->clock_ids);
    load_limit(source, map, "clocks", keys.n, LIMIT_MATTER_CLOCKS);
    def->clocks_n = keys.n;
    def->clocks = arena_array(source->arena, struct clock_def, keys.n + 1);
    for (size_t i = 0; i < map->pairs_n; i++)
        def->clocks[keys.ids[i]].key = map->pairs[i].key;
}

static bool load_period(struct source *source, const struct yaml_node *node,
                        struct period *period_out)
{
    struct str name = STR("setting.");
    const struct setting_def *setting =
        node->kind == YAML_SCALAR && str_starts(node->text, name)
            ? register_setting(source->def, str_from(node->text, name.len))
            : NULL;
    if (setting != NULL && setting->is_period) {
        *period_out = setting->period;
        return true;
    }
    if (node->kind == YAML_SCALAR && period_parse(node->text, period_out))
        return true;
    load_complain_at(
        source, node,
        "%s%" STR_FMT "%s is no length; expected \"20 working days\", \"60 days\", "
        "\"3 months\", \"2 years\", \"24 hours\" or setting.NAME, a setting of type period",
        node->kind == YAML_SCALAR ? "\"" : yaml_kind_name(node->kind), STR_ARG(node->text),
        node->kind == YAML_SCALAR ? "\"" : "");
    return false;
}

/* A field of the type wanted; NONE with a complaint. */
static int load_typed(struct source *source, const struct yaml_node *scalar, enum field_type type)
{
    int field = load_field_id(source, scalar);
    if (field == NONE)
        return NONE;
    const struct field_def *def = &source->def->fields[field];
    if (def->type != type || def->is_personal) {
        load_complain_at(source, scalar,
                         "\"%" STR_FMT "\" is %s field of type %s; expected one of type %s, not "
                         "personal",
                         STR_ARG(def->key), def->is_personal ? "a personal" : "a",
                         load_field_types[def->type], load_field_types[type]);
        return NONE;
    }
    return field;
}

static void load_by_choice(struct source *source, const struct yaml_node *node,
                           struct length_def *length)
{
    const struct yaml_node *by = load_scalar(source, node, "by");
    length->kind = LENGTH_BY_CHOICE;
    length->field = by == NULL ? NONE : load_typed(source, by, FIELD_CHOICE);
    if (length->field == NONE)
        return;
    const struct field_def *field = &source->def->fields[length->field];
    size_t found = 0;
    length->by_choice = arena_array(source->arena, struct period, field->choices_n + 1);
    for (size_t i = 0; i < node->pairs_n; i++) {
        const struct yaml_pair *pair = &node->pairs[i];
        if (str_equal_c(pair->key, "by"))
            continue;
        if (str_equal_c(pair->key, "else")) {
            (void)load_period(source, pair->value, &length->period);
            continue;
        }
        int choice = register_choice(field, pair->key);
        if (choice == NONE) {
            load_complain(source, pair->key_line, pair->key_column,
                          "\"%" STR_FMT "\" is no key of \"%" STR_FMT "\"; expected one of its "
                          "keys, or else",
                          STR_ARG(pair->key), STR_ARG(field->key));
            continue;
        }
        found++;
        (void)load_period(source, pair->value, &length->by_choice[choice]);
    }
    if (found < field->choices_n && yaml_get(node, "else") == NULL)
        load_complain_at(source, node,
                         "%zu of %zu keys of \"%" STR_FMT "\" have a length; expected the others "
                         "too, or else: LENGTH",
                         found, field->choices_n, STR_ARG(field->key));
    /* The field may not be set yet when the clock starts: the longest stands in. */
    for (size_t i = 0; length->period.n == 0 && i < field->choices_n; i++)
        if (length->by_choice[i].n > length->period.n)
            length->period = length->by_choice[i];
}

static void load_length(struct source *source, const struct yaml_node *node,
                        struct length_def *length)
{
    *length = (struct length_def){.kind = LENGTH_PERIOD, .field = NONE};
    if (node->kind == YAML_SCALAR) {
        (void)load_period(source, node, &length->period);
    } else if (yaml_get(node, "until") != NULL) {
        static const char *const known[] = {"until", NULL};
        (void)load_words(source, node, "a length", known);
        const struct yaml_node *until = load_scalar(source, node, "until");
        length->kind = LENGTH_UNTIL;
        length->field = until == NULL ? NONE : load_typed(source, until, FIELD_DATE);
    } else if (yaml_get(node, "by") != NULL) {
        load_by_choice(source, node, length);
    } else {
        load_complain_at(source, node,
                         "this is no length; expected a period, {by: CHOICE_FIELD, KEY: LENGTH, "
                         "...}, {until: DATE_FIELD} or a map by regime");
    }
}

static void approve_extension(struct source *source, const struct yaml_node *node, int event,
                              int regime)
{
    const struct yaml_node *approve = yaml_get(node, "approve");
    approve = load_of_regime(source, approve, regime);
    if (approve == NULL || event == NONE)
        return;
    struct str *role = &source->def->events[event].approve.of[regime];
    if (approve->kind != YAML_SCALAR || load_role(source, approve) == NONE)
        return;
    if (role->len > 0 && !str_equal(*role, approve->text))
        load_complain_at(source, approve,
                         "the event \"%" STR_FMT "\" is approved by %" STR_FMT " already; expected "
                         "the same role, or none here",
                         STR_ARG(source->def->events[event].key), STR_ARG(*role));
    *role = approve->text;
}

static void load_extension(struct source *source, const struct yaml_node *node, int regime,
                           struct clock_rule *rule)
{
    static const char *const known[] = {"event", "length", "times", "approve", "by", NULL};
    int64_t times = 1;
    if (node == NULL || !load_words(source, node, "an extension", known))
        return;
    const struct yaml_node *event = load_required(source, node, "the extension", "event");
    const struct yaml_node *length = load_required(source, node, "the extension", "length");
    const struct yaml_node *by = load_scalar(source, node, "by");
    if (event != NULL)
        rule->extension_event = load_event_id(source, event);
    if (length != NULL)
        (void)load_period(source, length, &rule->extension);
    if (by != NULL)
        rule->extension_field = load_typed(source, by, FIELD_INTEGER);
    (void)load_int(source, node, "times", 1, 99, &times);
    rule->extension_times = (int)times;
    approve_extension(source, node, rule->extension_event, regime);
}

static void load_expiry(struct source *source, const struct yaml_node *node,
                        struct expiry_def *expiry)
{
    static const char *const known[] = {"event", "on", NULL};
    static const char *const days[] = {"due", "origin", "day_after", NULL};
    if (node == NULL || !load_words(source, node, "on_expiry", known))
        return;
    const struct yaml_node *event = load_required(source, node, "on_expiry", "event");
    if (event != NULL)
        expiry->event = load_event_id(source, event);
    (void)load_required(source, node, "on_expiry", "on");
    int on = load_option(source, node, "on", days, EXPIRY_ON_DUE);
    expiry->on = on == NONE ? EXPIRY_ON_DUE : (enum expiry_on)on;
}

static const struct yaml_node *scalar_of(struct source *source, const struct yaml_node *map,
                                         const char *word, int regime)
{
    const struct yaml_node *node = load_of_regime(source, yaml_get(map, word), regime);
    if (node == NULL || (node->kind == YAML_SCALAR && node->text.len > 0))
        return node;
    load_complain_at(source, node, "%s is %s; expected one word, or a map by regime", word,
                     yaml_kind_name(node->kind));
    return NULL;
}

static bool is_yes(struct source *source, const struct yaml_node *map, const char *word, int regime)
{
    const struct yaml_node *node = scalar_of(source, map, word, regime);
    if (node == NULL || str_equal_c(node->text, "false"))
        return false;
    if (!str_equal_c(node->text, "true"))
        load_complain_at(source, node, "%s is \"%" STR_FMT "\"; expected true or false", word,
                         STR_ARG(node->text));
    return true;
}

static void load_clock_from(struct source *source, const struct yaml_node *map, int regime,
                            struct clock_rule *rule)
{
    const struct yaml_node *from = load_of_regime(source, yaml_get(map, "from"), regime), **items;
    if (from == NULL)
        return;
    size_t n = load_items(source, from, &items);
    rule->from.at = arena_array(source->arena, int, n + 1);
    for (size_t i = 0; i < n; i++) {
        int event = load_event_id(source, items[i]);
        if (event != NONE)
            rule->from.at[rule->from.n++] = event;
    }
}

static void load_rule(struct source *source, const struct yaml_node *map, int regime,
                      const struct clock_def *clock, struct clock_rule *rule)
{
    static const char *const rolls[] = {"next", "none", NULL};
    const struct yaml_node *length = load_of_regime(source, yaml_get(map, "length"), regime);
    const struct yaml_node *before = scalar_of(source, map, "before", regime);
    const struct yaml_node *roll = scalar_of(source, map, "roll", regime);
    const struct yaml_node *law = scalar_of(source, map, "law", regime);
    *rule = (struct clock_rule){.exists = length != NULL,
                                .before = NONE,
                                .roll_next = clock->kind != CLOCK_CEILING,
                                .extension_event = NONE,
                                .extension_field = NONE,
                                .expiry = {NONE, EXPIRY_ON_DUE}};
    rule->length.field = NONE;
    if (length == NULL)
        return;
    load_length(source, length, &rule->length);
    load_clock_from(source, map, regime, rule);
    if (before != NULL)
        rule->before = load_typed(source, before, FIELD_DATE);
    if (roll != NULL)
        rule->roll_next = load_option_of(source, roll, "roll", rolls) == 0;
    rule->backward_inclusive = is_yes(source, map, "inclusive", regime);
    load_extension(source, load_of_regime(source, yaml_get(map, "extension"), regime), regime,
                   rule);
    load_expiry(source, load_of_regime(source, yaml_get(map, "on_expiry"), regime), &rule->expiry);
    rule->law = law == NULL ? STR_NONE : law->text;
}

static void load_blocks(struct source *source, const struct yaml_node *map, struct clock_def *clock)
{
    const struct yaml_node *blocks = yaml_get(map, "blocks"), **items;
    size_t n = blocks == NULL ? 0 : load_items(source, blocks, &items);
    for (size_t i = 0; i < n; i++) {
        int event = load_event_id(source, items[i]);
        if (event != NONE)
            clock->blocks[event / 64] |= UINT64_C(1) << event % 64;
    }
    if ((blocks != NULL) != (clock->kind == CLOCK_MINIMUM))
        load_complain_at(source, map,
                         blocks != NULL ? "blocks stands at a clock that is no minimum; expected "
                                          "kind: minimum"
                                        : "the minimum blocks nothing; expected blocks: [event, "
                                          "...], refused until it is over");
    clock->is_generally = load_bool(source, map, "generally", false);
    if (clock->is_generally && clock->kind != CLOCK_MINIMUM)
        load_complain_at(source, map,
                         "generally stands at a clock that is no minimum; expected kind: minimum");
}

static void load_clock(struct source *source, const struct yaml_node *map, struct clock_def *clock)
{
    static const char *const known[] = {"length",    "kind",      "from",      "before",  "roll",
                                        "inclusive", "extension", "law",       "title",   "citizen",
                                        "on_expiry", "blocks",    "generally", "retired", NULL};
    static const char *const by_regime[] = {"length",    "from",      "before", "roll",
                                            "inclusive", "extension", "law",    "on_expiry"};
    static const char *const kinds[] = {"maximum", "minimum", "ceiling", NULL};
    if (!load_words(source, map, "a clock", known))
        return;
    int kind = load_option(source, map, "kind", kinds, CLOCK_MAXIMUM);
    clock->kind = kind == NONE ? CLOCK_MAXIMUM : (enum clock_kind)kind;
    clock->is_citizens = load_bool(source, map, "citizen", false);
    clock->is_retired = load_bool(source, map, "retired", false);
    clock->is_backward = yaml_get(map, "before") != NULL;
    if (yaml_get(map, "length") == NULL)
        load_complain_at(source, map, "the clock has no length; expected length: 20 working days");
    if (yaml_get(map, "inclusive") != NULL && !clock->is_backward)
        load_complain_at(source, yaml_get(map, "inclusive"),
                         "inclusive stands at a clock that is not counted back; expected before: "
                         "DATE_FIELD");
    load_blocks(source, map, clock);
    for (size_t i = 0; i < sizeof by_regime / sizeof *by_regime; i++)
        load_check_regimes(source, yaml_get(map, by_regime[i]));
    for (int r = 0; r < (int)source->def->regimes_n; r++)
        load_rule(source, map, r, clock, &clock->rules[r]);
    if (yaml_get(map, "title") == NULL)
        load_complain_at(source, map, "the clock has no title; expected title: {zh: ..., en: ...}");
    else
        clock->title = load_title(source, yaml_get(map, "title"));
}

void load_clocks(struct source *source, const struct yaml_node *map)
{
    for (size_t i = 0; i < map->pairs_n; i++) {
        int clock = register_clock(source->def, map->pairs[i].key);
        load_clock(source, map->pairs[i].value, &source->def->clocks[clock]);
    }
}
