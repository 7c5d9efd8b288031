#include "registry/load.h"

static void load_setting_value(struct source *source, const struct yaml_node *scalar,
                               struct setting_def *setting)
{
    struct decimal number;
    struct date date;
    const char *expected = "a key of the choice";
    if (setting->is_period) {
        if (!period_parse(scalar->text, &setting->period))
            load_complain_at(source, scalar,
                             "value is \"%" STR_FMT "\"; expected a length as 20 working days",
                             STR_ARG(scalar->text));
        return;
    }
    switch (setting->type) {
    case FIELD_BOOLEAN:
        setting->value = str_equal_c(scalar->text, "true");
        if (setting->value || str_equal_c(scalar->text, "false"))
            return;
        expected = "true or false";
        break;
    case FIELD_DATE:
        if (date_parse(scalar->text, &date)) {
            setting->value = date.day;
            return;
        }
        expected = "a day as 2022-01-31";
        break;
    case FIELD_CHOICE:
        for (size_t i = 0; i < setting->choices_n; i++) {
            if (!str_equal(setting->choices[i].key, scalar->text))
                continue;
            setting->value = (int64_t)i;
            return;
        }
        break;
    default:
        if (decimal_parse(scalar->text, &number) && decimal_trim(number).scale <= setting->digits
            && decimal_rescale(number, setting->digits, ROUND_DOWN, &number)) {
            setting->value = number.units;
            return;
        }
        expected = "a number with no more digits than its type";
    }
    load_complain_at(source, scalar, "value is \"%" STR_FMT "\"; expected %s",
                     STR_ARG(scalar->text), expected);
}

static void load_setting(struct source *source, const struct yaml_node *node,
                         struct setting_def *setting)
{
    static const char *const known[] = {"type", "value", "title", "note", "of", "digits", NULL};
    int64_t digits = 0;
    if (!load_words(source, node, "a setting", known))
        return;
    const struct yaml_node *type = load_required(source, node, "the setting", "type");
    const struct yaml_node *value = load_required(source, node, "the setting", "value");
    setting->is_period = type != NULL && str_equal_c(type->text, "period");
    int found = type == NULL         ? NONE
                : setting->is_period ? (int)FIELD_INTEGER
                                     : load_option_of(source, type, "type", load_field_types);
    if (found == NONE || value == NULL)
        return;
    setting->type = (enum field_type)found;
    bool is_possible = found == FIELD_INTEGER || found == FIELD_DECIMAL || found == FIELD_MONEY
                       || found == FIELD_DATE || found == FIELD_BOOLEAN || found == FIELD_CHOICE;
    if (!is_possible) {
        load_complain_at(source, type,
                         "a setting cannot be of type %s; expected integer, decimal, money, date, "
                         "boolean, period or choice",
                         load_field_types[found]);
        return;
    }
    if (found == FIELD_DECIMAL)
        (void)load_int(source, node, "digits", 1, 6, &digits);
    setting->digits = found == FIELD_MONEY ? 2 : (int)digits;
    if (found == FIELD_CHOICE && yaml_get(node, "of") == NULL)
        load_complain_at(source, node, "a choice has no of; expected of: {key: 中文, ...}");
    else if (found == FIELD_CHOICE)
        setting->choices = load_choices(source, yaml_get(node, "of"), NULL, 0, &setting->choices_n);
    load_setting_value(source, value, setting);
    setting->note = load_text(source, node, "note");
    if (yaml_get(node, "title") == NULL)
        load_complain_at(source, node,
                         "the setting has no title; expected title: {zh: ..., en: ...}");
    else
        setting->title = load_title(source, yaml_get(node, "title"));
}

/* What the office sets for the register: {NAME: value}; NULL where it sets nothing. */
static const struct yaml_node *office_values(const struct source *source)
{
    const struct source *office = source->loader->office;
    const struct yaml_node *all = office == NULL ? NULL : yaml_get(office->root, "settings");
    for (size_t i = 0; all != NULL && all->kind == YAML_MAP && i < all->pairs_n; i++)
        if (str_equal(all->pairs[i].key, source->def->key))
            return all->pairs[i].value;
    return NULL;
}

static void load_office_values(struct source *source)
{
    struct source *office = source->loader->office;
    const struct yaml_node *values = office_values(source);
    for (size_t i = 0; values != NULL && i < values->pairs_n; i++) {
        const struct yaml_pair *pair = &values->pairs[i];
        const struct setting_def *found = register_setting(source->def, pair->key);
        struct setting_def *setting =
            found == NULL ? NULL : &source->def->settings[found - source->def->settings];
        if (setting == NULL)
            load_complain(office, pair->key_line, pair->key_column,
                          "the register \"%" STR_FMT "\" has no setting \"%" STR_FMT
                          "\"; expected one of its settings",
                          STR_ARG(source->def->key), STR_ARG(pair->key));
        else if (pair->value->kind != YAML_SCALAR)
            load_complain_at(office, pair->value, "the value is %s; expected a single value",
                             yaml_kind_name(pair->value->kind));
        else
            load_setting_value(office, pair->value, setting);
    }
}

void load_settings(struct source *source, const struct yaml_node *map)
{
    struct register_def *def = source->def;
    struct map ids;
    struct keys keys = load_keys(source, map, "setting", NULL, &ids);
    def->settings_n = keys.n;
    def->settings = arena_array(source->arena, struct setting_def, keys.n + 1);
    for (size_t i = 0; i < map->pairs_n; i++) {
        def->settings[i].key = map->pairs[i].key;
        load_setting(source, map->pairs[i].value, &def->settings[i]);
    }
    load_office_values(source);
}

static void check_sequence(struct source *source, const struct yaml_node *map)
{
    const struct register_def *def = source->def;
    for (size_t i = 1; i < def->regimes_n; i++) {
        struct date end = def->regimes[i - 1].to, begin = def->regimes[i].from;
        if (date_is_none(end))
            load_complain_at(source, map,
                             "regime \"%" STR_FMT "\" has no end and \"%" STR_FMT
                             "\" follows it; expected to: the day before",
                             STR_ARG(def->regimes[i - 1].key), STR_ARG(def->regimes[i].key));
        else if (!date_is_none(begin) && begin.day != end.day + 1)
            load_complain_at(source, map,
                             "there is %s between the regimes \"%" STR_FMT "\" and \"%" STR_FMT
                             "\"; expected from: the day after the one before ends",
                             begin.day > end.day ? "a gap" : "an overlap",
                             STR_ARG(def->regimes[i - 1].key), STR_ARG(def->regimes[i].key));
    }
    if (def->regimes_n > 0 && !date_is_none(def->regimes[def->regimes_n - 1].to))
        load_complain_at(source, map,
                         "the last regime \"%" STR_FMT "\" ends; expected no to: there is always "
                         "a law in force",
                         STR_ARG(def->regimes[def->regimes_n - 1].key));
}

static void load_regime(struct source *source, const struct yaml_pair *pair)
{
    static const char *const known[] = {"from", "to", "law", NULL};
    struct register_def *def = source->def;
    if (!load_words(source, pair->value, "a regime", known))
        return;
    if (def->regimes_n == REGIMES_MAX) {
        load_complain(source, pair->key_line, pair->key_column,
                      "more than %d regimes; expected at most that many", REGIMES_MAX);
        source->is_over = true;
        return;
    }
    struct regime_def *regime = &def->regimes[def->regimes_n++];
    (void)load_required(source, pair->value, "the regime", "from");
    regime->key = pair->key;
    regime->from = load_date(source, pair->value, "from");
    regime->to = load_date(source, pair->value, "to");
    regime->law = load_text(source, pair->value, "law");
    if (regime->law.len == 0)
        load_complain_at(source, pair->value,
                         "the regime names no law; expected law: the title of the law in force");
    if (!date_is_none(regime->to) && date_compare(regime->from, regime->to) > 0)
        load_complain(source, pair->key_line, pair->key_column,
                      "the regime ends before it begins; expected from <= to");
}

/* Ids of regimes are their order, oldest first; a new law is added at the end. */
void load_regimes(struct source *source, const struct yaml_node *map)
{
    bool is_by = false;
    for (size_t i = 0; i < map->pairs_n; i++) {
        const struct yaml_pair *pair = &map->pairs[i];
        if (!str_equal_c(pair->key, "by")) {
            load_regime(source, pair);
            continue;
        }
        is_by = true;
        if (pair->value->kind != YAML_SCALAR || !str_equal_c(pair->value->text, "received_on"))
            load_complain_at(source, pair->value,
                             "regimes are taken by another day; expected by: received_on");
    }
    if (!is_by)
        load_complain_at(source, map, "the regimes have no by; expected by: received_on");
    if (!source->is_over)
        check_sequence(source, map);
    for (size_t i = 0; source->before != NULL && i < source->before->regimes_n; i++)
        if (source->before->regimes[i].key.len > 0
            && (i >= source->def->regimes_n
                || !str_equal(source->before->regimes[i].key, source->def->regimes[i].key)))
            load_complain_at(source, map,
                             "the regime \"%" STR_FMT "\" stood here before; expected the same "
                             "regimes in the same order, new ones at the end",
                             STR_ARG(source->before->regimes[i].key));
}
