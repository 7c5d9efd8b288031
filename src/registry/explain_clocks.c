#include "registry/explain.h"

#include <string.h>

static void explain_length(struct explaining *e, const struct length_def *length)
{
    const struct field_def *field =
        length->kind == LENGTH_PERIOD ? NULL : &e->def->fields[length->field];
    if (length->kind == LENGTH_PERIOD) {
        explain_period(e, length->period);
        return;
    }
    struct str title = explain_title(e, field->title);
    if (length->kind == LENGTH_UNTIL) {
        buf_print(e->out, e->is_zh ? "至“%" STR_FMT "”" : "until the day \"%" STR_FMT "\"",
                  STR_ARG(title));
        return;
    }
    buf_print(e->out, e->is_zh ? "按“%" STR_FMT "”：" : "by \"%" STR_FMT "\": ", STR_ARG(title));
    for (size_t i = 0; i < field->choices_n; i++) {
        if (length->by_choice[i].n == 0)
            continue;
        buf_put(e->out, explain_title(e, field->choices[i].title));
        buf_put_char(e->out, ' ');
        explain_period(e, length->by_choice[i]);
        explain_say(e, "，", ", ");
    }
    explain_say(e, "其他 ", "else ");
    explain_period(e, length->period);
}

static struct str event_title(const struct explaining *e, int event)
{
    return explain_title(e, e->def->events[event].title);
}

static void explain_extension(struct explaining *e, const struct clock_rule *rule)
{
    if (rule->extension_event == NONE)
        return;
    buf_print(e->out,
              e->is_zh ? "；可以“%" STR_FMT "”%d次，每次最多"
                       : "; \"%" STR_FMT "\" at most %d time(s), each at most ",
              STR_ARG(event_title(e, rule->extension_event)), rule->extension_times);
    explain_period(e, rule->extension);
    if (rule->extension_field != NONE)
        buf_print(e->out, e->is_zh ? "（以“%" STR_FMT "”为准）" : " (as \"%" STR_FMT "\" says)",
                  STR_ARG(explain_title(e, e->def->fields[rule->extension_field].title)));
}

static void explain_expiry(struct explaining *e, const struct expiry_def *expiry)
{
    static const char *const zh[] = {"，日期为届满之日", "，日期为起算之日", "，日期为届满次日"};
    static const char *const en[] = {", dated the due day", ", dated the day it counts from",
                                     ", dated the day after"};
    if (expiry->event == NONE)
        return;
    buf_print(e->out,
              e->is_zh ? "；届满依法“%" STR_FMT "”"
                       : "; when it ends the law itself does \"%" STR_FMT "\"",
              STR_ARG(event_title(e, expiry->event)));
    explain_say(e, zh[expiry->on], en[expiry->on]);
}

static void explain_clock_from(struct explaining *e, const struct clock_rule *rule)
{
    for (size_t i = 0; i < rule->from.n; i++) {
        if (i == 0)
            explain_say(e, "，自", ", counted from ");
        else
            explain_say(e, "、", ", ");
        buf_print(e->out, e->is_zh ? "“%" STR_FMT "”" : "\"%" STR_FMT "\"",
                  STR_ARG(event_title(e, rule->from.at[i])));
    }
    if (rule->from.n > 1)
        explain_say(e, "中最后发生者", ", whichever came last");
    if (rule->from.n > 0)
        explain_say(e, "起算", "");
}

static void explain_rule(struct explaining *e, const struct clock_def *clock,
                         const struct clock_rule *rule)
{
    explain_length(e, &rule->length);
    if (clock->is_backward) {
        buf_print(e->out,
                  e->is_zh ? "，自“%" STR_FMT "”向前倒算" : ", counted back from \"%" STR_FMT "\"",
                  STR_ARG(explain_title(e, e->def->fields[rule->before].title)));
        if (rule->backward_inclusive)
            explain_say(e, "（当日计入）", " (that day counts)");
    }
    explain_clock_from(e, rule);
    explain_extension(e, rule);
    explain_expiry(e, &rule->expiry);
    if (!rule->roll_next && rule->length.kind != LENGTH_UNTIL)
        explain_say(e, "；末日不顺延", "; the last day does not move off a rest day");
    if (rule->law.len > 0)
        buf_print(e->out, e->is_zh ? "（%" STR_FMT "）" : " (%" STR_FMT ")", STR_ARG(rule->law));
}

void explain_regime(struct explaining *e, const struct clock_def *clock, size_t regime)
{
    if (clock->rules[regime].exists)
        explain_rule(e, clock, &clock->rules[regime]);
    else
        explain_say(e, "无此期限", "no such period");
}

bool explain_is_uniform(const struct explaining *e, const struct clock_def *clock)
{
    struct buf first, other;
    struct explaining scratch = *e;
    bool same = true;
    buf_init(&first, LIMIT_YAML_BYTES);
    buf_init(&other, LIMIT_YAML_BYTES);
    scratch.out = &first;
    explain_regime(&scratch, clock, 0);
    scratch.out = &other;
    for (size_t i = 1; same && i < e->def->regimes_n; i++) {
        buf_clear(&other);
        explain_regime(&scratch, clock, i);
        same = str_equal(buf_str(&first), buf_str(&other));
    }
    buf_done(&first);
    buf_done(&other);
    return same;
}

static void explain_rules(struct explaining *e, const struct clock_def *clock)
{
    bool same = explain_is_uniform(e, clock);
    for (size_t i = 0; i < (same ? 1 : e->def->regimes_n); i++) {
        explain_list(e, i == 0 ? "长度" : "", i == 0 ? "length" : "");
        if (!same)
            buf_print(e->out, "[%" STR_FMT "] ", STR_ARG(e->def->regimes[i].key));
        explain_regime(e, clock, i);
        explain_list_end(e);
    }
}

static bool lists(struct id_list ids, size_t id)
{
    for (size_t i = 0; i < ids.n; i++)
        if (ids.at[i] == (int)id)
            return true;
    return false;
}

/* The events whose list at `offset` of the event names the clock. */
static void explain_movers(struct explaining *e, size_t clock, size_t offset,
                           const char *const words[2])
{
    bool has_any = false;
    for (size_t i = 0; i < e->def->events_n; i++) {
        struct id_list ids;
        memcpy(&ids, (const char *)&e->def->events[i] + offset, sizeof ids);
        if (!lists(ids, clock))
            continue;
        if (!has_any)
            explain_list(e, words[0], words[1]);
        has_any = true;
        explain_item(e, event_title(e, (int)i));
    }
    if (has_any)
        explain_list_end(e);
}

static void explain_clock(struct explaining *e, size_t id)
{
    static const struct {
        size_t offset;
        const char *words[2];
    } verbs[] = {
        {offsetof(struct event_def, starts), {"开始于", "started by"}},
        {offsetof(struct event_def, restarts), {"重算于", "restarted by"}},
        {offsetof(struct event_def, pauses), {"中断于", "paused by"}},
        {offsetof(struct event_def, resumes), {"恢复于", "resumed by"}},
        {offsetof(struct event_def, stops), {"完成于", "stopped by"}},
        {offsetof(struct event_def, cancels), {"撤销于", "cancelled by"}},
    };
    static const char *const zh[] = {"", "  最短期限", "  不顺延的最长期限"};
    static const char *const en[] = {"", "  least period", "  ceiling, never rolls"};
    const struct clock_def *clock = &e->def->clocks[id];
    buf_print(e->out, "  %" STR_FMT "  (%" STR_FMT ")", STR_ARG(explain_title(e, clock->title)),
              STR_ARG(clock->key));
    explain_say(e, zh[clock->kind], en[clock->kind]);
    if (clock->is_citizens)
        explain_say(e, "  向申请人公开", "  shown to the applicant");
    if (clock->is_retired)
        explain_say(e, "  已停用", "  retired");
    buf_put_char(e->out, '\n');
    explain_rules(e, clock);
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        explain_movers(e, id, verbs[i].offset, verbs[i].words);
    if (clock->kind != CLOCK_MINIMUM)
        return;
    explain_list(e, "届满前不得", "holds back");
    for (size_t i = 0; i < e->def->events_n; i++)
        if (clock->blocks[i / 64] >> (i % 64) & 1)
            explain_item(e, event_title(e, (int)i));
    if (clock->is_generally)
        explain_say(e, "（说明理由并经批准可以提前）", " (earlier with reason and approval)");
    explain_list_end(e);
}

void explain_clocks(struct explaining *e)
{
    if (e->def->clocks_n == 0)
        return;
    explain_heading(e, "期限", "Clocks");
    for (size_t i = 0; i < e->def->clocks_n; i++) {
        if (i > 0)
            buf_put_char(e->out, '\n');
        explain_clock(e, i);
    }
}
