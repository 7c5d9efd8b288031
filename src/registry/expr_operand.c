#include "registry/expr_operand.h"

static const char *const kind_names[] = {"true or false", "a number",  "a date",     "a time",
                                         "a choice",      "the state", "the regime", "a unit",
                                         "a person",      "a matter",  "a period",   "a name"};

struct operand operand_none(void)
{
    return (struct operand){.kind = OPERAND_NAME};
}

struct expr *operand_node(struct tokens *t, enum expr_op op)
{
    (void)tokens_count(t);
    struct expr *expr = arena_new(t->source->arena, struct expr);
    expr->op = op;
    expr->index = NONE;
    return expr;
}

static struct operand constant(struct tokens *t, enum operand_kind kind, int64_t value,
                               size_t offset)
{
    struct expr *expr = operand_node(t, EXPR_CONST);
    expr->value = value;
    return (struct operand){.expr = expr, .kind = kind, .offset = offset};
}

struct operand operand_number(struct tokens *t, int64_t value, int digits, size_t offset)
{
    struct operand number = constant(t, OPERAND_NUMBER, value, offset);
    number.digits = digits;
    return number;
}

static struct operand typed(enum field_type type, int digits)
{
    static const enum operand_kind kinds[] = {
        [FIELD_TEXT] = OPERAND_NAME,       [FIELD_INTEGER] = OPERAND_NUMBER,
        [FIELD_DECIMAL] = OPERAND_NUMBER,  [FIELD_MONEY] = OPERAND_NUMBER,
        [FIELD_DATE] = OPERAND_DATE,       [FIELD_TIME] = OPERAND_TIME,
        [FIELD_BOOLEAN] = OPERAND_BOOLEAN, [FIELD_CHOICE] = OPERAND_CHOICE,
        [FIELD_PARTY] = OPERAND_NAME,      [FIELD_PARTIES] = OPERAND_NAME,
        [FIELD_UNIT] = OPERAND_UNIT,       [FIELD_PLACE] = OPERAND_UNIT,
        [FIELD_PERSON] = OPERAND_PERSON,   [FIELD_MATTER] = OPERAND_MATTER,
        [FIELD_FILE] = OPERAND_NAME};
    return (struct operand){.kind = kinds[type],
                            .digits = kinds[type] == OPERAND_NUMBER ? digits : 0};
}

static void complain_personal(struct tokens *t, const struct field_def *field)
{
    if (t->source->is_figure)
        tokens_complain(t, t->now.offset,
                        "\"%" STR_FMT
                        "\" is personal and would make a person countable; expected another field",
                        STR_ARG(field->key));
    else
        tokens_complain(t, t->now.offset,
                        "\"%" STR_FMT "\" is personal and sealed; expected has(%" STR_FMT
                        ") or another field",
                        STR_ARG(field->key), STR_ARG(field->key));
}

struct operand operand_of_field(struct tokens *t, const struct field_def *field)
{
    struct operand operand = typed(field->type, field->digits);
    operand.offset = t->now.offset;
    operand.choices = field->choices;
    operand.choices_n = field->choices_n;
    if (field->is_personal)
        complain_personal(t, field);
    else if (operand.kind == OPERAND_NAME)
        tokens_complain(t, t->now.offset,
                        "\"%" STR_FMT "\" is %s and has no value to reckon with; expected "
                        "has(%" STR_FMT ") or another field",
                        STR_ARG(field->key), field->type == FIELD_FILE ? "a file" : "a text",
                        STR_ARG(field->key));
    struct expr *expr = operand_node(t, EXPR_FIELD);
    expr->index = register_field(t->source->def, field->key);
    operand.expr = expr;
    return operand;
}

static struct operand period(struct tokens *t, struct period length, size_t offset)
{
    if (length.unit == PERIOD_WORKING_DAYS || length.unit == PERIOD_HOURS)
        tokens_complain(t, offset,
                        "working days and hours are reckoned by clocks; expected N days, months or "
                        "years");
    return (struct operand){.expr = operand_node(t, EXPR_CONST),
                            .kind = OPERAND_PERIOD,
                            .period = length,
                            .offset = offset};
}

static struct operand parse_setting(struct tokens *t)
{
    const struct register_def *def = t->source->def;
    struct str key = str_from(t->now.text, sizeof "setting." - 1);
    struct str *names = arena_array(t->source->arena, struct str, def->settings_n + 1);
    for (size_t i = 0; i < def->settings_n; i++) {
        const struct setting_def *setting = &def->settings[i];
        names[i] = setting->key;
        if (!str_equal(setting->key, key))
            continue;
        if (setting->is_period) {
            struct operand length = period(t, setting->period, t->now.offset);
            tokens_next(t);
            return length;
        }
        struct operand operand = typed(setting->type, setting->digits);
        struct expr *expr = operand_node(t, EXPR_SETTING);
        expr->value = setting->value;
        operand.expr = expr;
        operand.offset = t->now.offset;
        operand.choices = setting->choices;
        operand.choices_n = setting->choices_n;
        tokens_next(t);
        return operand;
    }
    struct str guess = load_guess(t->source->arena, key, names, def->settings_n);
    tokens_complain(t, t->now.offset,
                    "there is no setting \"%" STR_FMT "\"; expected one of `settings`%" STR_FMT,
                    STR_ARG(key), STR_ARG(guess));
    return operand_none();
}

static struct str guess_of(struct tokens *t, const struct map *ids, struct str word)
{
    LIST_OF(struct str) names = {0};
    for (size_t i = 0; i < ids->cap; i++)
        if (ids->slots[i].is_used)
            list_push(t->source->arena, &names, ids->slots[i].key);
    return load_guess(t->source->arena, word, names.at, names.n);
}

/* link(FIELD) is a choice among the states of the register that the field leads to. */
static void link_states(struct tokens *t, size_t offset, int field, struct operand *link)
{
    const struct field_def *def = &t->source->def->fields[field];
    if (def->linked == NONE) {
        tokens_complain(t, offset,
                        "\"%" STR_FMT "\" does not say what it leads to; expected a field with "
                        "{type: matter, register: REGISTER}",
                        STR_ARG(def->key));
        return;
    }
    if (!t->source->is_guard) {
        tokens_complain(t, offset,
                        "a linked matter can change by itself; expected link(...) only in `needs`");
        return;
    }
    const struct register_def *other = t->source->loader->registry->registers[def->linked];
    struct choice_def *keys = arena_array(t->source->arena, struct choice_def, other->states_n + 1);
    for (size_t i = 0; i < other->states_n; i++)
        keys[i] = (struct choice_def){.key = other->states[i].key, .title = other->states[i].title};
    link->choices = keys;
    link->choices_n = other->states_n;
}

/* done(EVENT), times(EVENT), day(EVENT), has(FIELD), met(CLOCK), link(FIELD) */
static struct operand parse_function(struct tokens *t)
{
    const struct register_def *def = t->source->def;
    struct {
        const char *word, *of;
        enum expr_op op;
        enum operand_kind kind;
        const struct map *ids;
    } const functions[] = {
        {"done", "an event", EXPR_DONE, OPERAND_BOOLEAN, &def->event_ids},
        {"times", "an event", EXPR_TIMES, OPERAND_NUMBER, &def->event_ids},
        {"has", "a field", EXPR_HAS, OPERAND_BOOLEAN, &def->field_ids},
        {"met", "a clock", EXPR_MET, OPERAND_BOOLEAN, &def->clock_ids},
        {"day", "an event", EXPR_DAY, OPERAND_DATE, &def->event_ids},
        {"link", "a field", EXPR_LINK, OPERAND_CHOICE, &def->field_ids},
    };
    const size_t last = sizeof functions / sizeof *functions - 1;
    size_t offset = t->now.offset, f = 0;
    while (f < last && !tokens_is(t, functions[f].word))
        f++;
    tokens_next(t);
    if (!tokens_expect(t, "("))
        return operand_none();
    int64_t id = 0;
    if (!map_find(functions[f].ids, t->now.text, &id)) {
        struct str guess = guess_of(t, functions[f].ids, t->now.text);
        tokens_complain(t, t->now.offset,
                        "\"%" STR_FMT "\" is not known here; expected %s in %s(...)%" STR_FMT,
                        STR_ARG(t->now.text), functions[f].of, functions[f].word, STR_ARG(guess));
        return operand_none();
    }
    if (functions[f].op == EXPR_HAS && t->source->is_figure && def->fields[id].is_personal)
        complain_personal(t, &def->fields[id]);
    tokens_next(t);
    if (!tokens_expect(t, ")"))
        return operand_none();
    struct expr *expr = operand_node(t, functions[f].op);
    expr->index = (int)id;
    struct operand found = {.expr = expr, .kind = functions[f].kind, .offset = offset};
    if (functions[f].op == EXPR_LINK)
        link_states(t, offset, (int)id, &found);
    return found;
}

static bool has_key(const struct register_def *def, struct str key)
{
    if (register_state(def, key) != NONE || load_regime_find(def, key) != NONE)
        return true;
    for (size_t i = 0; i < def->fields_n; i++)
        if (register_choice(&def->fields[i], key) != NONE)
            return true;
    for (size_t i = 0; i < def->settings_n; i++)
        for (size_t k = 0; k < def->settings[i].choices_n; k++)
            if (str_equal(def->settings[i].choices[k].key, key))
                return true;
    return false;
}

static struct operand parse_name(struct tokens *t)
{
    const struct register_def *def = t->source->def;
    struct operand operand = operand_none();
    struct str name = t->now.text;
    int field = register_field(def, name);
    operand.offset = t->now.offset;
    if (field != NONE && has_key(def, name)
        && (def->fields[field].is_personal
            || typed(def->fields[field].type, 0).kind == OPERAND_NAME)) {
        operand.name = name; /* a key beside a choice: the field has no value to stand there */
    } else if (field != NONE) {
        operand = operand_of_field(t, &def->fields[field]);
        operand.name = name;
    } else {
        operand.name = name; /* a key, if what stands beside it has one of that name */
    }
    tokens_next(t);
    return operand;
}

/* "3 months", "10 working days": the number is read, its unit stands here. */
static bool parse_period(struct tokens *t, const struct token *number, struct operand *out)
{
    struct period length;
    size_t end = t->now.offset + t->now.text.len;
    struct str rest = str_from(t->scalar->text, end), word = t->now.text;
    if (t->now.kind != TOKEN_NAME)
        return false;
    bool is_working = str_equal_c(word, "working") && str_starts(rest, STR(" day"));
    if (is_working)
        end += str_starts(rest, STR(" days")) ? 5 : 4;
    struct str text = {number->text.p, end - number->offset};
    if (!period_parse(text, &length))
        return false;
    tokens_next(t);
    if (is_working)
        tokens_next(t);
    *out = period(t, length, number->offset);
    return true;
}

static struct operand parse_literal(struct tokens *t)
{
    struct token token = t->now;
    struct decimal number;
    struct operand length;
    struct date date;
    tokens_next(t);
    if (token.kind == TOKEN_NUMBER && parse_period(t, &token, &length))
        return length;
    if (token.kind == TOKEN_NUMBER && decimal_parse(token.text, &number)) {
        number = decimal_trim(number);
        return operand_number(t, number.units, number.scale, token.offset);
    }
    if (token.kind == TOKEN_DATE && date_parse(token.text, &date))
        return constant(t, OPERAND_DATE, date.day, token.offset);
    int64_t hour, minute;
    struct str head, tail;
    if (token.kind == TOKEN_TIME && str_cut(token.text, ':', &head, &tail) && tail.len == 2
        && str_to_i64(head, &hour) && str_to_i64(tail, &minute) && hour < 24 && minute < 60)
        return constant(t, OPERAND_TIME, hour * 60 + minute, token.offset);
    tokens_complain(
        t, token.offset, "\"%" STR_FMT "\" is no %s; expected 12, 3.5, 2022-01-31 or 08:30",
        STR_ARG(token.text), token.kind == TOKEN_DATE ? "day of the calendar" : "value");
    return operand_none();
}

/* What stands behind the name. */
static struct str after(const struct tokens *t)
{
    return str_trim(str_from(t->scalar->text, t->now.offset + t->now.text.len));
}

static bool is_call(const struct tokens *t)
{
    return str_starts(after(t), STR("("))
           && (tokens_is(t, "done") || tokens_is(t, "times") || tokens_is(t, "has")
               || tokens_is(t, "met") || tokens_is(t, "link") || tokens_is(t, "day"));
}

struct operand operand_parse(struct tokens *t)
{
    struct token token = t->now;
    if (token.kind == TOKEN_NUMBER || token.kind == TOKEN_DATE || token.kind == TOKEN_TIME)
        return parse_literal(t);
    if (token.kind != TOKEN_NAME || tokens_is(t, "and") || tokens_is(t, "or")
        || tokens_is(t, "in")) {
        tokens_complain(t, token.offset, "%s%" STR_FMT "%s; expected a name, a number or a date%s",
                        token.kind == TOKEN_END ? "the expression ends here" : "\"",
                        STR_ARG(token.text), token.kind == TOKEN_END ? "" : "\" stands here",
                        tokens_is(t, "=") ? " (one = is enough)" : "");
        return operand_none();
    }
    if (is_call(t))
        return parse_function(t);
    if (str_starts(after(t), STR("("))) {
        tokens_complain(t, token.offset,
                        "there is no \"%" STR_FMT "(...)\"; expected done(EVENT), times(EVENT), "
                        "day(EVENT), has(FIELD), met(CLOCK) or link(FIELD)",
                        STR_ARG(token.text));
        return operand_none();
    }
    if (str_starts(token.text, STR("setting.")))
        return parse_setting(t);
    if (tokens_is(t, "true") || tokens_is(t, "false")) {
        tokens_next(t);
        return constant(t, OPERAND_BOOLEAN, str_equal_c(token.text, "true"), token.offset);
    }
    if (tokens_is(t, "on")) {
        if (!t->source->is_guard && !t->source->is_set)
            tokens_complain(
                t, token.offset,
                "\"on\" is the day of an event; expected it only in `needs` and `sets`");
        tokens_next(t);
        return (struct operand){
            .expr = operand_node(t, EXPR_ON), .kind = OPERAND_DATE, .offset = token.offset};
    }
    if (tokens_is(t, "state") || tokens_is(t, "regime")) {
        bool is_state = tokens_is(t, "state");
        tokens_next(t);
        return (struct operand){.expr = operand_node(t, is_state ? EXPR_STATE : EXPR_REGIME),
                                .kind = is_state ? OPERAND_STATE : OPERAND_REGIME,
                                .offset = token.offset};
    }
    return parse_name(t);
}

static void complain_unknown(struct tokens *t, const struct operand *operand)
{
    struct str guess = guess_of(t, &t->source->def->field_ids, operand->name);
    tokens_complain(t, operand->offset,
                    "unknown name \"%" STR_FMT "\"; expected a field, or a key beside a choice, "
                    "state or regime%" STR_FMT,
                    STR_ARG(operand->name), STR_ARG(guess));
}

bool operand_need(struct tokens *t, const struct operand *operand, enum operand_kind kind)
{
    if (t->is_failed)
        return false;
    if (operand->kind == kind && operand->expr != NULL)
        return true;
    if (operand->expr == NULL && !has_key(t->source->def, operand->name))
        complain_unknown(t, operand);
    else if (operand->expr == NULL)
        tokens_complain(t, operand->offset,
                        "\"%" STR_FMT "\" is a key and stands alone; expected it beside its field, "
                        "as in FIELD = %" STR_FMT,
                        STR_ARG(operand->name), STR_ARG(operand->name));
    else
        tokens_complain(t, operand->offset, "this is %s; expected %s", kind_names[operand->kind],
                        kind == OPERAND_BOOLEAN ? "a condition, as in FIELD = VALUE"
                                                : kind_names[kind]);
    return false;
}

static int key_of(const struct tokens *t, const struct operand *of, struct str key)
{
    if (of->kind == OPERAND_STATE)
        return register_state(t->source->def, key);
    if (of->kind == OPERAND_REGIME)
        return load_regime_find(t->source->def, key);
    for (size_t i = 0; i < of->choices_n; i++)
        if (str_equal(of->choices[i].key, key))
            return (int)i;
    return NONE;
}

static bool is_keyed(const struct operand *operand)
{
    return operand->kind == OPERAND_CHOICE || operand->kind == OPERAND_STATE
           || operand->kind == OPERAND_REGIME;
}

/* Turns the bare name into the key of its neighbour. */
static void explain(struct tokens *t, const struct operand *of, struct operand *name)
{
    if (!is_keyed(of) || of->expr == NULL || name->name.len == 0)
        return;
    int key = key_of(t, of, name->name);
    if (key != NONE) {
        struct operand fixed = constant(t, of->kind, key, name->offset);
        fixed.choices = of->choices;
        fixed.choices_n = of->choices_n;
        *name = fixed;
    } else if (name->expr == NULL) {
        struct str *keys = arena_array(t->source->arena, struct str, of->choices_n + 1);
        for (size_t i = 0; i < of->choices_n; i++)
            keys[i] = of->choices[i].key;
        struct str guess = of->kind == OPERAND_STATE
                               ? guess_of(t, &t->source->def->state_ids, name->name)
                               : load_guess(t->source->arena, name->name, keys, of->choices_n);
        tokens_complain(t, name->offset,
                        "\"%" STR_FMT "\" is no key of %s beside it; expected one of its "
                        "keys%" STR_FMT,
                        STR_ARG(name->name),
                        of->kind == OPERAND_CHOICE ? "the choice" : kind_names[of->kind],
                        STR_ARG(guess));
    }
}

void operand_match(struct tokens *t, struct operand *a, struct operand *b)
{
    if (t->is_failed)
        return;
    const struct expr *unexplained = b->expr;
    explain(t, a, b);
    if (b->expr == unexplained)
        explain(t, b, a);
    if (a->expr == NULL)
        (void)operand_need(t, a, b->kind);
    if (b->expr == NULL)
        (void)operand_need(t, b, a->kind);
    if (!t->is_failed && a->kind != b->kind)
        tokens_complain(t, b->offset, "%s stands beside %s; expected %s", kind_names[b->kind],
                        kind_names[a->kind], kind_names[a->kind]);
    if (!t->is_failed && a->kind == OPERAND_CHOICE && a->choices != b->choices)
        tokens_complain(t, b->offset,
                        "two different choices are compared; expected a key of the "
                        "first one");
}

struct operand operand_binary(struct tokens *t, enum expr_op op, enum operand_kind kind, int digits,
                              const struct operand *a, const struct operand *b)
{
    struct expr *expr = operand_node(t, op);
    expr->left = a->expr;
    expr->right = b->expr;
    return (struct operand){.expr = expr, .kind = kind, .digits = digits, .offset = a->offset};
}

void operand_scale(struct tokens *t, struct operand *operand, int digits)
{
    if (t->is_failed || operand->kind != OPERAND_NUMBER || operand->digits >= digits)
        return;
    int64_t factor = decimal_power10(digits - operand->digits), value = 0;
    if (operand->expr->op != EXPR_CONST) {
        struct operand by = operand_number(t, factor, 0, operand->offset);
        *operand = operand_binary(t, EXPR_MUL, OPERAND_NUMBER, digits, operand, &by);
        return;
    }
    if (__builtin_mul_overflow(operand->expr->value, factor, &value))
        tokens_complain(t, operand->offset, "the number is too large; expected at most 15 digits");
    *operand = operand_number(t, value, digits, operand->offset);
}

static void align(struct tokens *t, struct operand *a, struct operand *b)
{
    int digits = a->digits > b->digits ? a->digits : b->digits;
    operand_scale(t, a, digits);
    operand_scale(t, b, digits);
}

struct operand operand_compare(struct tokens *t, enum expr_op op, struct operand *a,
                               struct operand *b)
{
    operand_match(t, a, b);
    if (t->is_failed)
        return operand_none();
    bool is_ordered =
        a->kind == OPERAND_NUMBER || a->kind == OPERAND_DATE || a->kind == OPERAND_TIME;
    if (!is_ordered && op != EXPR_EQ && op != EXPR_NE)
        tokens_complain(t, a->offset, "%s has no order; expected = or !=", kind_names[a->kind]);
    align(t, a, b);
    return t->is_failed ? operand_none() : operand_binary(t, op, OPERAND_BOOLEAN, 0, a, b);
}

/* A day and a period. */
static struct operand add_period(struct tokens *t, enum expr_op op, const struct operand *day,
                                 const struct operand *by)
{
    int sign = op == EXPR_SUB ? -1 : 1, n = by->period.n;
    if (by->period.unit == PERIOD_DAYS) {
        struct operand days = operand_number(t, n, 0, by->offset);
        return operand_binary(t, op, OPERAND_DATE, 0, day, &days);
    }
    struct expr *expr = operand_node(t, EXPR_ADD_MONTHS);
    expr->left = day->expr;
    expr->index = sign * n * (by->period.unit == PERIOD_YEARS ? 12 : 1);
    return (struct operand){.expr = expr, .kind = OPERAND_DATE, .offset = day->offset};
}

struct operand operand_calculate(struct tokens *t, enum expr_op op, struct operand *a,
                                 struct operand *b)
{
    if (t->is_failed)
        return operand_none();
    bool is_sum = op == EXPR_ADD || op == EXPR_SUB;
    if (a->kind == OPERAND_DATE && b->kind == OPERAND_DATE && op == EXPR_SUB)
        return operand_binary(t, op, OPERAND_NUMBER, 0, a, b);
    if (a->kind == OPERAND_DATE && b->kind == OPERAND_PERIOD && is_sum)
        return add_period(t, op, a, b);
    if (a->kind == OPERAND_DATE && b->kind == OPERAND_NUMBER && b->digits == 0 && is_sum)
        return operand_binary(t, op, OPERAND_DATE, 0, a, b);
    if (!operand_need(t, a, OPERAND_NUMBER) || !operand_need(t, b, OPERAND_NUMBER))
        return operand_none();
    if (is_sum) {
        align(t, a, b);
        return operand_binary(t, op, OPERAND_NUMBER, a->digits, a, b);
    }
    int digits = op == EXPR_MUL ? a->digits + b->digits : a->digits;
    if (digits + b->digits > DECIMAL_SCALE_MAX)
        tokens_complain(t, b->offset,
                        "the result has too many digits behind the point; expected "
                        "at most %d",
                        DECIMAL_SCALE_MAX);
    if (op == EXPR_DIV)
        operand_scale(t, a, a->digits + b->digits);
    return operand_binary(t, op, OPERAND_NUMBER, digits, a, b);
}
