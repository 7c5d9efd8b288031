/*
 * scenario_rules.c - what the registers say with an article: clocks, guards, acts of the law.
 */
#include <stdlib.h>

#include "registry/registry_explain.h"
#include "scenario/scenario.h"

static struct str words_of_clock(struct arena *arena, const struct registry *registry,
                                 const struct register_def *def, int clock, int regime)
{
    struct buf out;
    buf_init(&out, 1 << 16);
    registry_explain_period(&out, registry, def, clock, regime, EXPLAIN_ZH);
    struct str words = arena_print(arena, "%" STR_FMT "：%" STR_FMT,
                                   STR_ARG(def->clocks[clock].title.zh), STR_ARG(buf_str(&out)));
    buf_done(&out);
    return words;
}

/* The words end in the article, which has a column of its own. */
static struct str without_article(struct arena *arena, struct str words, struct str law)
{
    struct str end = arena_print(arena, "（%" STR_FMT "）", STR_ARG(law));
    return str_ends(words, end) ? str_first(words, words.len - end.len) : words;
}

/* The law in front of the article, where a register has several. */
static struct str article(struct arena *arena, const struct register_def *def, uint32_t regimes,
                          struct str law)
{
    uint32_t all = (UINT32_C(1) << def->regimes_n) - 1;
    for (size_t r = 0; regimes != all && r < def->regimes_n; r++)
        if (regimes == UINT32_C(1) << r)
            return arena_print(arena, "%" STR_FMT " · %" STR_FMT, STR_ARG(def->regimes[r].law),
                               STR_ARG(law));
    return law;
}

static struct str regime_suffix(struct arena *arena, const struct register_def *def,
                                uint32_t regimes)
{
    struct str text = STR_NONE;
    uint32_t all = (UINT32_C(1) << def->regimes_n) - 1;
    for (size_t r = 0; regimes != all && r < def->regimes_n; r++)
        if ((regimes >> r & 1) != 0)
            text = arena_print(arena, "%" STR_FMT " %" STR_FMT, STR_ARG(text),
                               STR_ARG(def->regimes[r].key));
    return text;
}

static void add_expiry(struct scenario_rules *rules, const struct scenario_rule *of_clock,
                       int regime)
{
    const struct register_def *def = of_clock->def;
    const struct clock_def *clock = &def->clocks[of_clock->at];
    const struct expiry_def *expiry = &clock->rules[regime].expiry;
    static const char *const days[] = {"届满之日", "起算之日", "届满次日"};
    if (expiry->event == NONE)
        return;
    struct scenario_rule rule = *of_clock;
    rule.kind = SCENARIO_EXPIRY;
    rule.words = arena_print(rules->arena, "%" STR_FMT "届满，依法“%" STR_FMT "”，日期为%s",
                             STR_ARG(clock->title.zh), STR_ARG(def->events[expiry->event].title.zh),
                             days[expiry->on]);
    rule.id =
        arena_print(rules->arena, "%" STR_FMT " expiry %" STR_FMT "%" STR_FMT, STR_ARG(def->key),
                    STR_ARG(clock->key), STR_ARG(regime_suffix(rules->arena, def, rule.regimes)));
    list_push(rules->arena, &rules->list, rule);
}

/* Regimes in which the clock says the same are one rule. */
static void add_clock(struct scenario_rules *rules, const struct registry *registry,
                      const struct register_def *def, int clock)
{
    struct str words[REGIMES_MAX] = {0};
    const struct clock_def *c = &def->clocks[clock];
    for (size_t r = 0; r < def->regimes_n; r++)
        if (c->rules[r].exists && c->rules[r].law.len > 0)
            words[r] = words_of_clock(rules->arena, registry, def, clock, (int)r);
    for (size_t r = 0; r < def->regimes_n; r++) {
        if (words[r].len == 0)
            continue;
        struct scenario_rule rule = {
            .kind = SCENARIO_CLOCK, .def = def, .event = NONE, .at = clock};
        struct str same = words[r];
        rule.words = without_article(rules->arena, same, c->rules[r].law);
        for (size_t k = r; k < def->regimes_n; k++)
            if (str_equal(words[k], same)) {
                rule.regimes |= UINT32_C(1) << k;
                words[k] = STR_NONE;
            }
        rule.law = article(rules->arena, def, rule.regimes, c->rules[r].law);
        rule.id =
            arena_print(rules->arena, "%" STR_FMT " clock %" STR_FMT "%" STR_FMT, STR_ARG(def->key),
                        STR_ARG(c->key), STR_ARG(regime_suffix(rules->arena, def, rule.regimes)));
        list_push(rules->arena, &rules->list, rule);
        add_expiry(rules, &rule, (int)r);
    }
}

static void add_guards(struct scenario_rules *rules, const struct register_def *def, int event)
{
    const struct event_def *e = &def->events[event];
    for (size_t i = 0; i < e->guards_n; i++) {
        const struct guard_def *guard = &e->guards[i];
        if (guard->law.len == 0)
            continue;
        struct scenario_rule rule = {
            .kind = SCENARIO_GUARD, .def = def, .event = event, .at = (int)i};
        rule.regimes = guard->regime == NONE ? e->regimes : UINT32_C(1) << guard->regime;
        rule.law = guard->regime == NONE ? guard->law
                                         : article(rules->arena, def, rule.regimes, guard->law);
        rule.words = arena_print(rules->arena, "%" STR_FMT "：%" STR_FMT, STR_ARG(e->title.zh),
                                 STR_ARG(guard->otherwise.zh));
        rule.id = arena_print(rules->arena, "%" STR_FMT " guard %" STR_FMT "%" STR_FMT " %" STR_FMT,
                              STR_ARG(def->key), STR_ARG(e->key),
                              STR_ARG(guard->regime == NONE
                                          ? STR_NONE
                                          : regime_suffix(rules->arena, def, rule.regimes)),
                              STR_ARG(guard->otherwise.zh));
        list_push(rules->arena, &rules->list, rule);
    }
}

static int compare_registers(const void *a, const void *b)
{
    const struct register_def *const *x = a, *const *y = b;
    return str_compare((*x)->key, (*y)->key);
}

void scenario_rules_find(struct arena *arena, const struct registry *registry,
                         struct scenario_rules *rules_out)
{
    size_t n = registry->registers_n;
    const struct register_def **defs = arena_array(arena, const struct register_def *, n + 1);
    for (size_t i = 0; i < n; i++)
        defs[i] = registry->registers[i];
    if (n > 1)
        qsort(defs, n, sizeof *defs, compare_registers);
    *rules_out = (struct scenario_rules){.arena = arena};
    for (size_t i = 0; i < n; i++) {
        for (int c = 0; c < (int)defs[i]->clocks_n; c++)
            if (!defs[i]->clocks[c].is_retired)
                add_clock(rules_out, registry, defs[i], c);
        for (int e = 0; e < (int)defs[i]->events_n; e++)
            if (!defs[i]->events[e].is_retired)
                add_guards(rules_out, defs[i], e);
    }
}

void scenario_rules_prove(struct scenario_rules *rules, const struct scenario *scenario,
                          enum scenario_rule_kind kind, const struct register_def *def, int event,
                          int at, int regime)
{
    for (size_t i = 0; i < rules->list.n; i++) {
        struct scenario_rule *rule = &rules->list.at[i];
        bool is_same = rule->kind == kind && str_equal(rule->def->key, def->key)
                       && (kind != SCENARIO_GUARD || rule->event == event) && rule->at == at
                       && (rule->regimes >> regime & 1) != 0;
        bool is_told = rule->proofs.n > 0 && rule->proofs.at[rule->proofs.n - 1] == scenario;
        if (is_same && !is_told)
            list_push(rules->arena, &rule->proofs, scenario);
    }
}
