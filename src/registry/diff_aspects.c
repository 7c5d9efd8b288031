#include "registry/diff_aspects.h"

static void put(struct aspects *a, const char *name, struct str value)
{
    list_push(a->arena, &a->list, (struct aspect){name, value, false});
}

static void put_flag(struct aspects *a, const char *name, bool is_so)
{
    put(a, name, is_so ? STR("true") : STR_NONE);
}

static void put_number(struct aspects *a, const char *name, int64_t value, int64_t none)
{
    put(a, name, value == none ? STR_NONE : arena_print(a->arena, "%lld", (long long)value));
}

static void put_title(struct aspects *a, struct title title)
{
    put(a, "title", title.zh);
    put(a, "English title", str_equal(title.en, title.zh) ? STR_NONE : title.en);
}

static struct str date_text(struct aspects *a, struct date date)
{
    char text[DATE_TEXT_BYTES];
    return arena_copy(a->arena, date_print(date, text));
}

static struct str period_text(struct aspects *a, struct period period)
{
    struct buf buf;
    if (period.n == 0)
        return STR_NONE;
    buf_init(&buf, 64);
    period_print(period, PERIOD_EN, &buf);
    struct str text = arena_copy(a->arena, buf_str(&buf));
    buf_done(&buf);
    return text;
}

/* Pieces gathered into one text. */
static struct str joined(struct aspects *a, struct str text, struct str key)
{
    if (text.len == 0)
        return key;
    return arena_print(a->arena, "%" STR_FMT ", %" STR_FMT, STR_ARG(text), STR_ARG(key));
}

static void put_element(struct aspects *a, const char *name, struct str value)
{
    list_push(a->arena, &a->list, (struct aspect){name, value, true});
}

static const char *const types[] = {
    [FIELD_TEXT] = "text",       [FIELD_INTEGER] = "integer", [FIELD_DECIMAL] = "decimal",
    [FIELD_MONEY] = "money",     [FIELD_DATE] = "date",       [FIELD_TIME] = "time",
    [FIELD_BOOLEAN] = "boolean", [FIELD_CHOICE] = "choice",   [FIELD_PARTY] = "party",
    [FIELD_PARTIES] = "parties", [FIELD_UNIT] = "unit",       [FIELD_PLACE] = "place",
    [FIELD_PERSON] = "person",   [FIELD_MATTER] = "matter",   [FIELD_FILE] = "file",
};

const char *diff_aspects_type(enum field_type type)
{
    return types[type];
}

static struct str field_key(const struct register_def *def, int field)
{
    return field == NONE ? STR_NONE : def->fields[field].key;
}

static struct str event_key(const struct register_def *def, int event)
{
    return event == NONE ? STR_NONE : def->events[event].key;
}

void diff_aspects_register(struct aspects *a, const struct register_def *def)
{
    put_title(a, def->title);
    put(a, "number", def->number);
    put(a, "unit", field_key(def, def->unit_field));
    put(a, "place", field_key(def, def->place_field));
    put_flag(a, "imported", def->is_imported);
    put_flag(a, "restricted", def->is_restricted);
    put_number(a, "cells", def->cells, CELLS_MIN);
    put(a, "alike by", field_key(def, def->alike.words));
    for (size_t i = 0; i < def->alike.same_n; i++)
        put_element(a, "alike in", field_key(def, def->alike.same[i]));
    put_number(a, "alike closed within", def->alike.words == NONE ? 0 : def->alike.closed_days, 0);
    put(a, "accuses", field_key(def, def->accuses.field));
    put(a, "accuses when", def->accuses.when_text);
    for (size_t i = 0; i < def->unique.fields.n; i++)
        put_element(a, "unique by", field_key(def, def->unique.fields.at[i]));
    put(a, "unique when", def->unique.when_text);
}

static void put_choices(struct aspects *a, const struct choice_def *choices, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!choices[i].is_retired)
            put_element(a, "choice", choices[i].key);
        put_element(a, "choice title",
                    arena_print(a->arena, "%" STR_FMT " %" STR_FMT, STR_ARG(choices[i].key),
                                STR_ARG(choices[i].title.zh)));
    }
}

void diff_aspects_field(struct aspects *a, const struct field_def *field)
{
    static const char *const forms[] = {
        [FORM_ANY] = "", [FORM_ORGAN_CODE] = "organ_code", [FORM_INDEX_NUMBER] = "index_number"};
    put(a, "type", str_of(types[field->type]));
    put_title(a, field->title);
    put_flag(a, "retired", field->is_retired);
    put_flag(a, "personal", field->is_personal);
    put_flag(a, "public", field->is_public);
    put_flag(a, "required", field->is_required);
    put_flag(a, "listed", field->is_listed);
    put(a, "role", field->role);
    put(a, "register",
        field->linked == NONE ? STR_NONE : a->registry->registers[field->linked]->key);
    put(a, "form", str_of(forms[field->form]));
    put_number(a, "min", field->min, INT64_MIN);
    put_number(a, "max", field->max, INT64_MAX);
    put_number(a, "digits", field->digits, 0);
    put_choices(a, field->choices, field->choices_n);
}

void diff_aspects_state(struct aspects *a, const struct state_def *state)
{
    put_title(a, state->title);
    put_flag(a, "retired", state->is_retired);
    put_flag(a, "final", state->is_final);
    put_flag(a, "open", state->is_open);
}

static void put_fields(struct aspects *a, const char *name, const struct register_def *def,
                       struct id_list ids)
{
    for (size_t i = 0; i < ids.n; i++)
        put_element(a, name, def->fields[ids.at[i]].key);
}

static void put_clocks(struct aspects *a, const char *name, const struct register_def *def,
                       struct id_list ids)
{
    for (size_t i = 0; i < ids.n; i++)
        put_element(a, name, def->clocks[ids.at[i]].key);
}

static void put_from(struct aspects *a, const struct register_def *def,
                     const struct event_def *event)
{
    if (event->from_any)
        put_element(a, "from", STR("any"));
    for (size_t i = 0; i < def->states_n; i++)
        if (event->from >> i & 1)
            put_element(a, "from", def->states[i].key);
    put(a, "to", event->to == NONE ? STR_NONE : def->states[event->to].key);
}

static void put_conditions(struct aspects *a, const struct register_def *def,
                           const struct event_def *event)
{
    for (size_t i = 0; i < event->guards_n; i++) {
        const struct guard_def *guard = &event->guards[i];
        struct str where = guard->regime == NONE ? STR_NONE : def->regimes[guard->regime].key;
        put_element(a, "needs",
                    arena_print(a->arena, "%" STR_FMT "%s%" STR_FMT "%s%" STR_FMT,
                                STR_ARG(guard->needs_text), where.len > 0 ? " in " : "",
                                STR_ARG(where), guard->law.len > 0 ? " by " : "",
                                STR_ARG(guard->law)));
    }
    for (size_t i = 0; i < event->sets_n; i++)
        put_element(a, "sets",
                    arena_print(a->arena, "%" STR_FMT " = %" STR_FMT,
                                STR_ARG(def->fields[event->sets[i].field].key),
                                STR_ARG(event->sets[i].value_text)));
}

static void put_approval(struct aspects *a, const struct register_def *def,
                         const struct event_def *event)
{
    for (size_t i = 0; i < def->regimes_n; i++) {
        struct str role = event->approve.of[i];
        if (role.len > 0 && def->regimes[i].key.len > 0)
            role = arena_print(a->arena, "%" STR_FMT " in %" STR_FMT, STR_ARG(role),
                               STR_ARG(def->regimes[i].key));
        if (role.len > 0)
            put_element(a, "approval by", role);
    }
}

static struct str link_text(struct aspects *a, const struct register_def *def,
                            const struct link_def *link)
{
    const struct field_def *field = &def->fields[link->field];
    return arena_print(a->arena, "%" STR_FMT " of %" STR_FMT,
                       STR_ARG(a->registry->registers[field->linked]->events[link->event].key),
                       STR_ARG(field->key));
}

void diff_aspects_event(struct aspects *a, const struct register_def *def,
                        const struct event_def *event)
{
    static const char *const effects[] = {"", "notice", "decision", "refusal"};
    put_title(a, event->title);
    put_flag(a, "retired", event->is_retired);
    put_from(a, def, event);
    for (size_t i = 0; i < event->by_n; i++)
        put_element(a, "by", event->by[i]);
    for (size_t i = 0; i < def->regimes_n; i++)
        if (event->regimes >> i & 1 && def->regimes[i].key.len > 0)
            put_element(a, "under", def->regimes[i].key);
    put_approval(a, def, event);
    put_fields(a, "asks", def, event->asks);
    put_fields(a, "may", def, event->may);
    put_conditions(a, def, event);
    for (size_t i = 0; i < event->links_n; i++)
        put_element(a, "follows", link_text(a, def, &event->links[i]));
    put_fields(a, "not by who is named in", def, event->recuse_fields);
    for (size_t i = 0; i < event->recuse_events.n; i++)
        put_element(a, "not by who did", event_key(def, event->recuse_events.at[i]));
    put_clocks(a, "starts", def, event->starts);
    put_clocks(a, "stops", def, event->stops);
    put_clocks(a, "cancels", def, event->cancels);
    put_clocks(a, "pauses", def, event->pauses);
    put_clocks(a, "resumes", def, event->resumes);
    put_clocks(a, "restarts", def, event->restarts);
    put(a, "letter", event->letter);
    put(a, "effect", str_of(effects[event->effect]));
    put(a, "remedy", event->remedy.zh);
}

void diff_aspects_clock(struct aspects *a, const struct register_def *def,
                        const struct clock_def *clock)
{
    static const char *const kinds[] = {"maximum", "minimum", "ceiling"};
    put_title(a, clock->title);
    put_flag(a, "retired", clock->is_retired);
    put(a, "kind", str_of(kinds[clock->kind]));
    put_flag(a, "generally", clock->is_generally);
    put_flag(a, "citizen", clock->is_citizens);
    for (size_t i = 0; i < def->events_n; i++)
        if (clock->blocks[i / 64] >> (i % 64) & 1)
            put_element(a, "blocks", def->events[i].key);
}

static struct str length_text(struct aspects *a, const struct register_def *def,
                              const struct length_def *length)
{
    if (length->kind == LENGTH_PERIOD)
        return period_text(a, length->period);
    const struct field_def *field = &def->fields[length->field];
    if (length->kind == LENGTH_UNTIL)
        return arena_print(a->arena, "until %" STR_FMT, STR_ARG(field->key));
    struct str text = STR_NONE;
    for (size_t i = 0; i < field->choices_n; i++) {
        struct str period = period_text(a, length->by_choice[i]);
        if (period.len > 0)
            text = joined(a, text,
                          arena_print(a->arena, "%" STR_FMT " %" STR_FMT,
                                      STR_ARG(field->choices[i].key), STR_ARG(period)));
    }
    return joined(a, text,
                  arena_print(a->arena, "else %" STR_FMT, STR_ARG(period_text(a, length->period))));
}

void diff_aspects_rule(struct aspects *a, const struct register_def *def,
                       const struct clock_rule *rule)
{
    static const char *const days[] = {"due", "origin", "day_after"};
    put_flag(a, "exists", rule->exists);
    if (!rule->exists)
        return;
    put(a, "length", length_text(a, def, &rule->length));
    for (size_t i = 0; i < rule->from.n; i++)
        put_element(a, "from", event_key(def, rule->from.at[i]));
    put(a, "before", field_key(def, rule->before));
    put_flag(a, "inclusive", rule->backward_inclusive);
    put(a, "roll", rule->roll_next ? STR("next") : STR("none"));
    put(a, "extension by", event_key(def, rule->extension_event));
    put(a, "extension of", period_text(a, rule->extension));
    put(a, "extension field", field_key(def, rule->extension_field));
    put_number(a, "extension times", rule->extension_event == NONE ? 0 : rule->extension_times, 0);
    put(a, "on expiry", event_key(def, rule->expiry.event));
    put(a, "on expiry dated",
        rule->expiry.event == NONE ? STR_NONE : str_of(days[rule->expiry.on]));
    put(a, "law", rule->law);
}

static void put_counted(struct aspects *a, const struct register_def *def,
                        const struct figure_def *figure)
{
    static const char *const kinds[] = {
        [FIGURE_COUNT] = "count",
        [FIGURE_COUNT_EACH] = "count each",
        [FIGURE_SUM] = "sum",
        [FIGURE_SUM_EACH] = "sum each",
        [FIGURE_STOCK] = "stock",
        [FIGURE_DUE] = "due",
        [FIGURE_MET] = "met",
        [FIGURE_DISTINCT] = "distinct",
        [FIGURE_MINIMUM] = "minimum",
        [FIGURE_FORMULA] = "formula",
        [FIGURE_DISTINCT_EACH] = "distinct each",
    };
    for (size_t i = 0; i < def->events_n; i++)
        if (figure->events[i / 64] >> (i % 64) & 1)
            put_element(a, "event", def->events[i].key);
    put(a, "kind", figure->is_share ? STR("share") : str_of(kinds[figure->kind]));
    put(a, "field", field_key(def, figure->field));
    put(a, "clock", figure->clock == NONE ? STR_NONE : def->clocks[figure->clock].key);
    put(a, figure->kind == FIGURE_STOCK ? "condition" : "where", figure->where_text);
    put(a, "dated by",
        figure->dated_event != NONE ? event_key(def, figure->dated_event)
                                    : field_key(def, figure->dated_field));
    for (size_t i = 0; i < figure->by_n; i++)
        put_element(a, "by", field_key(def, figure->by[i]));
    put(a, "formula", figure->formula_text);
}

void diff_aspects_figure(struct aspects *a, const struct registry *registry,
                         const struct figure_def *figure)
{
    const struct register_def *def = registry->registers[figure->registry_at];
    put_title(a, figure->title);
    put(a, "register", def->key);
    put(a, "unit of measure", figure->unit);
    put(a, "part", figure->part);
    put_counted(a, def, figure);
    put(a, "since", date_is_none(figure->since) ? STR_NONE : date_text(a, figure->since));
    put_flag(a, "of the year before", figure->over == PREVIOUS_YEAR);
    put_flag(a, "to the report day", figure->over == TO_REPORT_DAY);
    put_flag(a, "known however late", figure->is_any_known);
    put_flag(a, "restricted", figure->is_restricted);
    put_number(a, "cells", figure->cells, def->cells);
    put_flag(a, "derived", figure->is_derived);
    put_flag(a, "retired", figure->is_retired);
    put_flag(a, "shortcoming", figure->is_shortcoming);
    put(a, "cause", field_key(def, figure->cause_field));
    put_number(a, "digits", figure->digits, 0);
    put(a, "scale", figure->scale);
    put_number(a, "down", figure->print_down, 0);
    put(a, "more", figure->more);
    put(a, "before", figure->before);
    put_flag(a, "Chinese numerals", figure->is_chinese);
}

void diff_aspects_setting(struct aspects *a, const struct setting_def *setting)
{
    put(a, "type", setting->is_period ? STR("period") : str_of(types[setting->type]));
    put_title(a, setting->title);
    put(a, "note", setting->note);
    if (setting->is_period)
        put(a, "value", period_text(a, setting->period));
    else if (setting->type == FIELD_CHOICE && (size_t)setting->value < setting->choices_n)
        put(a, "value", setting->choices[setting->value].key);
    else if (setting->type == FIELD_BOOLEAN)
        put(a, "value", setting->value != 0 ? STR("yes") : STR("no"));
    else if (setting->type == FIELD_DATE)
        put(a, "value", date_text(a, (struct date){(int32_t)setting->value}));
    else
        put_number(a, "value", setting->value, INT64_MIN);
    put_choices(a, setting->choices, setting->choices_n);
}
