#include "registry/registry_diff.h"

#include "registry/diff_aspects.h"

struct diff {
    struct buf *out;
    struct arena *arena;
    const struct registry *old_all, *now_all;
    const struct register_def *old, *now; /* the register that is compared */
    bool has_heading;
};

static void diff_heading(struct diff *d)
{
    if (!d->has_heading)
        buf_print(d->out, "%" STR_FMT " (%" STR_FMT ")\n", STR_ARG(d->now->key),
                  STR_ARG(d->now->title.zh));
    d->has_heading = true;
}

/* "  event accept: " */
static void diff_begin(struct diff *d, const char *what, struct str key)
{
    diff_heading(d);
    if (key.len == 0)
        buf_print(d->out, "  %s: ", what);
    else
        buf_print(d->out, "  %s %" STR_FMT ": ", what, STR_ARG(key));
}

static void diff_added(struct diff *d, const char *what, struct str key, struct title title)
{
    diff_begin(d, what, key);
    buf_print(d->out, "new (%" STR_FMT ")\n", STR_ARG(title.zh));
}

static void diff_removed(struct diff *d, const char *what, struct str key)
{
    diff_begin(d, what, key);
    buf_put_c(d->out, "removed; refused: a key stays, with retired: true\n");
}

static const struct aspect *find_aspect(const struct aspects *aspects, const struct aspect *wanted)
{
    for (size_t i = 0; i < aspects->list.n; i++) {
        const struct aspect *aspect = &aspects->list.at[i];
        if (str_equal(str_of(aspect->name), str_of(wanted->name))
            && (!wanted->is_element || str_equal(aspect->value, wanted->value)))
            return aspect;
    }
    return NULL;
}

struct subject {
    const char *what;
    struct str key;
    int changes; /* of the line that is being written */
};

static void diff_change(struct diff *d, struct subject *subject)
{
    if (subject->changes++ == 0)
        diff_begin(d, subject->what, subject->key);
    else
        buf_put_c(d->out, "; ");
}

static void diff_scalar(struct diff *d, struct subject *subject, const struct aspect *old,
                        const struct aspect *now)
{
    const char *name = old != NULL ? old->name : now->name;
    struct str was = old == NULL ? STR_NONE : old->value, is = now == NULL ? STR_NONE : now->value;
    if (str_equal(was, is))
        return;
    diff_change(d, subject);
    if (was.len > 0 && is.len > 0)
        buf_print(d->out, "%s %" STR_FMT " → %" STR_FMT, name, STR_ARG(was), STR_ARG(is));
    else if (str_equal_c(was.len > 0 ? was : is, "true"))
        buf_print(d->out, "%s %s", was.len > 0 ? "no longer" : "now", name);
    else
        buf_print(d->out, "%s %s %" STR_FMT, was.len > 0 ? "no longer" : "now", name,
                  STR_ARG(was.len > 0 ? was : is));
}

/* What stands in `a` and not in `b`, of one name after the other: "now asks x, y". */
static void diff_elements(struct diff *d, struct subject *subject, const struct aspects *a,
                          const struct aspects *b, const char *word)
{
    const char *name = NULL;
    for (size_t i = 0; i < a->list.n; i++) {
        const struct aspect *aspect = &a->list.at[i];
        if (!aspect->is_element || find_aspect(b, aspect) != NULL)
            continue;
        if (name == aspect->name) {
            buf_put_c(d->out, ", ");
        } else {
            diff_change(d, subject);
            buf_print(d->out, "%s %s ", word, aspect->name);
        }
        buf_put(d->out, aspect->value);
        name = aspect->name;
    }
}

static void diff_aspects(struct diff *d, const char *what, struct str key,
                         const struct aspects *old, const struct aspects *now)
{
    struct subject subject = {what, key, 0};
    for (size_t i = 0; i < old->list.n; i++)
        if (!old->list.at[i].is_element)
            diff_scalar(d, &subject, &old->list.at[i], find_aspect(now, &old->list.at[i]));
    for (size_t i = 0; i < now->list.n; i++)
        if (!now->list.at[i].is_element && find_aspect(old, &now->list.at[i]) == NULL)
            diff_scalar(d, &subject, NULL, &now->list.at[i]);
    diff_elements(d, &subject, now, old, "now");
    diff_elements(d, &subject, old, now, "no longer");
    if (subject.changes > 0)
        buf_put_char(d->out, '\n');
}

/* The four kinds of things with a key go the same way; the index in the other register by key. */
enum part { PART_FIELD, PART_STATE, PART_EVENT, PART_CLOCK, PARTS };

static const char *const part_names[] = {"field", "state", "event", "clock"};

static size_t part_n(const struct register_def *def, enum part part)
{
    const size_t n[] = {def->fields_n, def->states_n, def->events_n, def->clocks_n};
    return n[part];
}

static struct str part_key(const struct register_def *def, enum part part, size_t at)
{
    return part == PART_FIELD   ? def->fields[at].key
           : part == PART_STATE ? def->states[at].key
           : part == PART_EVENT ? def->events[at].key
                                : def->clocks[at].key;
}

static struct title part_title(const struct register_def *def, enum part part, size_t at)
{
    return part == PART_FIELD   ? def->fields[at].title
           : part == PART_STATE ? def->states[at].title
           : part == PART_EVENT ? def->events[at].title
                                : def->clocks[at].title;
}

static int part_find(const struct register_def *def, enum part part, struct str key)
{
    return part == PART_FIELD   ? register_field(def, key)
           : part == PART_STATE ? register_state(def, key)
           : part == PART_EVENT ? register_event(def, key)
                                : register_clock(def, key);
}

static struct aspects part_aspects(struct diff *d, const struct register_def *def, enum part part,
                                   size_t at)
{
    struct aspects aspects = {.arena = d->arena,
                              .registry = def == d->old ? d->old_all : d->now_all};
    if (part == PART_FIELD)
        diff_aspects_field(&aspects, &def->fields[at]);
    else if (part == PART_STATE)
        diff_aspects_state(&aspects, &def->states[at]);
    else if (part == PART_EVENT)
        diff_aspects_event(&aspects, def, &def->events[at]);
    else
        diff_aspects_clock(&aspects, def, &def->clocks[at]);
    return aspects;
}

static int regime_find(const struct register_def *def, struct str key)
{
    for (size_t i = 0; i < def->regimes_n; i++)
        if (str_equal(def->regimes[i].key, key))
            return (int)i;
    return NONE;
}

static void diff_rules(struct diff *d, size_t was, size_t is)
{
    const struct clock_def *old = &d->old->clocks[was], *now = &d->now->clocks[is];
    for (size_t i = 0; i < d->now->regimes_n; i++) {
        struct str regime = d->now->regimes[i].key, name = now->key;
        int before = regime_find(d->old, regime);
        if (before == NONE)
            continue;
        struct aspects a = {.arena = d->arena}, b = {.arena = d->arena};
        diff_aspects_rule(&a, d->old, &old->rules[before]);
        diff_aspects_rule(&b, d->now, &now->rules[i]);
        if (regime.len > 0)
            name = arena_print(d->arena, "%" STR_FMT " in %" STR_FMT, STR_ARG(now->key),
                               STR_ARG(regime));
        diff_aspects(d, "clock", name, &a, &b);
    }
}

static void diff_part(struct diff *d, enum part part)
{
    const char *what = part_names[part];
    for (size_t i = 0; i < part_n(d->now, part); i++) {
        struct str key = part_key(d->now, part, i);
        int was = part_find(d->old, part, key);
        if (was == NONE) {
            diff_added(d, what, key, part_title(d->now, part, i));
            continue;
        }
        struct aspects old = part_aspects(d, d->old, part, (size_t)was);
        struct aspects now = part_aspects(d, d->now, part, i);
        diff_aspects(d, what, key, &old, &now);
        if (part == PART_CLOCK)
            diff_rules(d, (size_t)was, i);
    }
    for (size_t i = 0; i < part_n(d->old, part); i++)
        if (part_find(d->now, part, part_key(d->old, part, i)) == NONE)
            diff_removed(d, what, part_key(d->old, part, i));
}

static void diff_regimes(struct diff *d)
{
    for (size_t i = 0; i < d->now->regimes_n; i++) {
        const struct regime_def *now = &d->now->regimes[i];
        int was = regime_find(d->old, now->key);
        if (was == NONE) {
            diff_added(d, "regime", now->key, (struct title){now->law, now->law});
            continue;
        }
        const struct regime_def *old = &d->old->regimes[was];
        char a[DATE_TEXT_BYTES], b[DATE_TEXT_BYTES];
        if (date_compare(old->from, now->from) == 0 && date_compare(old->to, now->to) == 0
            && str_equal(old->law, now->law))
            continue;
        diff_begin(d, "regime", now->key);
        buf_print(d->out, "%" STR_FMT " to %" STR_FMT, STR_ARG(date_print(now->from, a)),
                  STR_ARG(date_is_none(now->to) ? STR("now") : date_print(now->to, b)));
        buf_print(d->out, ", %" STR_FMT, STR_ARG(now->law));
        buf_print(d->out, "; before: %" STR_FMT " to %" STR_FMT, STR_ARG(date_print(old->from, a)),
                  STR_ARG(date_is_none(old->to) ? STR("now") : date_print(old->to, b)));
        buf_print(d->out, ", %" STR_FMT "\n", STR_ARG(old->law));
    }
    for (size_t i = 0; i < d->old->regimes_n; i++)
        if (regime_find(d->now, d->old->regimes[i].key) == NONE)
            diff_removed(d, "regime", d->old->regimes[i].key);
}

static void diff_settings(struct diff *d)
{
    for (size_t i = 0; i < d->now->settings_n; i++) {
        const struct setting_def *now = &d->now->settings[i];
        const struct setting_def *old = register_setting(d->old, now->key);
        struct aspects a = {.arena = d->arena}, b = {.arena = d->arena};
        if (old == NULL) {
            diff_added(d, "setting", now->key, now->title);
            continue;
        }
        diff_aspects_setting(&a, old);
        diff_aspects_setting(&b, now);
        diff_aspects(d, "setting", now->key, &a, &b);
    }
    for (size_t i = 0; i < d->old->settings_n; i++)
        if (register_setting(d->now, d->old->settings[i].key) == NULL) {
            diff_begin(d, "setting", d->old->settings[i].key);
            buf_put_c(d->out, "removed\n");
        }
}

static void diff_figures(struct diff *d)
{
    for (size_t i = 0; i < d->now->figures_n; i++) {
        const struct figure_def *now = d->now_all->figures[d->now->figures[i]];
        const struct figure_def *old = registry_figure(d->old_all, now->key);
        struct aspects a = {.arena = d->arena}, b = {.arena = d->arena};
        if (old == NULL) {
            diff_added(d, "figure", now->key, now->title);
            continue;
        }
        diff_aspects_figure(&a, d->old_all, old);
        diff_aspects_figure(&b, d->now_all, now);
        diff_aspects(d, "figure", now->key, &a, &b);
    }
    for (size_t i = 0; i < d->old->figures_n; i++) {
        struct str key = d->old_all->figures[d->old->figures[i]]->key;
        if (registry_figure(d->now_all, key) == NULL)
            diff_removed(d, "figure", key);
    }
}

static bool has_identity(const struct register_def *def, struct str text)
{
    for (size_t i = 0; i < def->identities_n; i++)
        if (str_equal(def->identities[i].text, text))
            return true;
    return false;
}

static void diff_identities(struct diff *d)
{
    for (size_t i = 0; i < d->now->identities_n; i++)
        if (!has_identity(d->old, d->now->identities[i].text)) {
            diff_begin(d, "identity", STR_NONE);
            buf_print(d->out, "now %" STR_FMT "\n", STR_ARG(d->now->identities[i].text));
        }
    for (size_t i = 0; i < d->old->identities_n; i++)
        if (!has_identity(d->now, d->old->identities[i].text)) {
            diff_begin(d, "identity", STR_NONE);
            buf_print(d->out, "no longer %" STR_FMT "\n", STR_ARG(d->old->identities[i].text));
        }
}

static void diff_register(struct diff *d)
{
    struct aspects old = {.arena = d->arena}, now = {.arena = d->arena};
    d->has_heading = false;
    diff_aspects_register(&old, d->old);
    diff_aspects_register(&now, d->now);
    diff_aspects(d, "register", STR_NONE, &old, &now);
    diff_regimes(d);
    diff_settings(d);
    for (int part = 0; part < PARTS; part++)
        diff_part(d, (enum part)part);
    diff_figures(d);
    diff_identities(d);
}

static void diff_report_days(struct diff *d)
{
    int years = (int)(sizeof d->now_all->report_days / sizeof *d->now_all->report_days);
    for (int i = 0; i < years; i++) {
        char a[DATE_TEXT_BYTES], b[DATE_TEXT_BYTES];
        struct date old = d->old_all->report_days[i], now = d->now_all->report_days[i];
        if (date_compare(old, now) == 0)
            continue;
        buf_print(d->out, "office\n  report day of %d: %" STR_FMT " → %" STR_FMT "\n", 2000 + i,
                  STR_ARG(date_is_none(old) ? STR("none") : date_print(old, a)),
                  STR_ARG(date_is_none(now) ? STR("none") : date_print(now, b)));
    }
}

void registry_diff(const struct registry *old, const struct registry *now, struct buf *out)
{
    struct arena arena;
    arena_init(&arena, 0);
    struct diff d = {.out = out, .arena = &arena, .old_all = old, .now_all = now};
    diff_report_days(&d);
    for (size_t i = 0; i < now->registers_n; i++) {
        d.now = now->registers[i];
        d.old = registry_find(old, d.now->key);
        if (d.old != NULL)
            diff_register(&d);
        else
            buf_print(out, "%" STR_FMT " (%" STR_FMT ")\n  a new register\n", STR_ARG(d.now->key),
                      STR_ARG(d.now->title.zh));
    }
    for (size_t i = 0; i < old->registers_n; i++)
        if (registry_find(now, old->registers[i]->key) == NULL)
            buf_print(out, "%" STR_FMT " (%" STR_FMT ")\n  the register is removed; refused\n",
                      STR_ARG(old->registers[i]->key), STR_ARG(old->registers[i]->title.zh));
    arena_done(&arena);
}
