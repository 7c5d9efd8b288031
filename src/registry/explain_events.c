#include "registry/explain.h"

static void explain_ids(struct explaining *e, const char *zh, const char *en, struct id_list ids)
{
    if (ids.n == 0)
        return;
    explain_list(e, zh, en);
    for (size_t i = 0; i < ids.n; i++)
        explain_item(e, explain_title(e, e->def->fields[ids.at[i]].title));
    explain_list_end(e);
}

static void explain_from(struct explaining *e, const struct event_def *event)
{
    explain_list(e, "状态变化", "from, to");
    if (event->is_creation)
        explain_item(e, str_of(e->is_zh ? "新登记" : "a new matter"));
    else if (event->from_any)
        explain_item(e, str_of(e->is_zh ? "任何未终结状态" : "any state that is not final"));
    for (size_t i = 0; i < e->def->states_n && !event->is_creation; i++)
        if (event->from >> i & 1)
            explain_item(e, explain_title(e, e->def->states[i].title));
    if (event->to == NONE)
        explain_say(e, "（状态不变）", " (the state stays)");
    else {
        buf_put_c(e->out, " → ");
        buf_put(e->out, explain_title(e, e->def->states[event->to].title));
    }
    explain_list_end(e);
}

static bool differs_by_regime(const struct explaining *e, const struct str *of)
{
    for (size_t i = 1; i < e->def->regimes_n; i++)
        if (!str_equal(of[i], of[0]))
            return true;
    return false;
}

static void explain_approval(struct explaining *e, const struct event_def *event)
{
    bool differs = differs_by_regime(e, event->approve.of);
    size_t n = differs ? e->def->regimes_n : 1;
    if (!differs && event->approve.of[0].len == 0)
        return;
    explain_list(e, "须经批准", "approved by");
    for (size_t i = 0; i < n; i++) {
        if (event->approve.of[i].len == 0)
            continue;
        explain_item(e, explain_role(e, event->approve.of[i]));
        if (differs)
            buf_print(e->out, " (%" STR_FMT ")", STR_ARG(e->def->regimes[i].key));
    }
    explain_list_end(e);
}

static void explain_guards(struct explaining *e, const struct event_def *event)
{
    for (size_t i = 0; i < event->guards_n; i++) {
        const struct guard_def *guard = &event->guards[i];
        explain_list(e, i == 0 ? "须符合" : "", i == 0 ? "only if" : "");
        explain_item(e, guard->needs_text);
        explain_list_end(e);
        explain_list(e, "", "");
        explain_say(e, "否则：", "else: ");
        buf_put(e->out, explain_title(e, guard->otherwise));
        if (guard->law.len > 0)
            buf_print(e->out, e->is_zh ? "（%" STR_FMT "）" : " (%" STR_FMT ")",
                      STR_ARG(guard->law));
        if (guard->regime != NONE)
            buf_print(e->out, " [%" STR_FMT "]", STR_ARG(e->def->regimes[guard->regime].key));
        explain_list_end(e);
    }
}

static void explain_sets(struct explaining *e, const struct event_def *event)
{
    for (size_t i = 0; i < event->sets_n; i++) {
        const struct set_def *set = &event->sets[i];
        explain_list(e, "自动填写", "fills in");
        buf_put(e->out, explain_title(e, e->def->fields[set->field].title));
        buf_put_c(e->out, " = ");
        buf_put(e->out, set->value_text);
        explain_list_end(e);
    }
}

static void explain_links(struct explaining *e, const struct event_def *event)
{
    for (size_t i = 0; i < event->links_n; i++) {
        const struct link_def *link = &event->links[i];
        const struct field_def *field = &e->def->fields[link->field];
        const struct register_def *other = e->registry->registers[field->linked];
        explain_list(e, i == 0 ? "联动" : "", i == 0 ? "follows" : "");
        buf_print(e->out,
                  e->is_zh ? "“%" STR_FMT "”所指的%" STR_FMT "同时“%" STR_FMT "”"
                           : "in \"%" STR_FMT "\" (%" STR_FMT "): \"%" STR_FMT "\"",
                  STR_ARG(explain_title(e, field->title)), STR_ARG(explain_title(e, other->title)),
                  STR_ARG(explain_title(e, other->events[link->event].title)));
        explain_list_end(e);
    }
}

static void explain_recuse(struct explaining *e, const struct event_def *event)
{
    if (event->recuse_fields.n + event->recuse_events.n == 0)
        return;
    explain_list(e, "应当回避", "not by");
    for (size_t i = 0; i < event->recuse_fields.n; i++)
        explain_item(e, explain_title(e, e->def->fields[event->recuse_fields.at[i]].title));
    for (size_t i = 0; i < event->recuse_events.n; i++)
        explain_item(
            e, arena_print(
                   e->registry->arena,
                   e->is_zh ? "办理“%" STR_FMT "”的人员" : "who did \"%" STR_FMT "\"",
                   STR_ARG(explain_title(e, e->def->events[event->recuse_events.at[i]].title))));
    explain_list_end(e);
}

static void explain_verb(struct explaining *e, const char *zh, const char *en,
                         struct id_list clocks)
{
    if (clocks.n == 0)
        return;
    explain_list(e, zh, en);
    for (size_t i = 0; i < clocks.n; i++)
        explain_item(e, explain_title(e, e->def->clocks[clocks.at[i]].title));
    explain_list_end(e);
}

static void explain_paper(struct explaining *e, const struct event_def *event)
{
    static const char *const zh[] = {"", "通知", "决定", "拒绝"};
    static const char *const en[] = {"", "notice", "decision", "refusal"};
    if (event->letter.len > 0) {
        explain_list(e, "制发文书", "letter");
        explain_item(e, event->letter);
        explain_list_end(e);
    }
    if (event->effect != EFFECT_NONE) {
        explain_list(e, "文书效力", "effect");
        explain_say(e, zh[event->effect], en[event->effect]);
        explain_list_end(e);
    }
    if (event->remedy.zh.len > 0) {
        explain_list(e, "救济告知", "remedy");
        explain_item(e, explain_title(e, event->remedy));
        explain_list_end(e);
    }
}

static void explain_who(struct explaining *e, const struct event_def *event)
{
    explain_list(e, "由", "by");
    for (size_t i = 0; i < event->by_n; i++)
        explain_item(e, explain_role(e, event->by[i]));
    explain_list_end(e);
    uint32_t all = (1u << e->def->regimes_n) - 1;
    if ((event->regimes & all) == all)
        return;
    explain_list(e, "仅适用于", "only under");
    for (size_t i = 0; i < e->def->regimes_n; i++)
        if (event->regimes >> i & 1)
            explain_item(e, e->def->regimes[i].key);
    explain_list_end(e);
}

static void explain_event(struct explaining *e, const struct event_def *event)
{
    buf_print(e->out, "  %" STR_FMT "  (%" STR_FMT ")", STR_ARG(explain_title(e, event->title)),
              STR_ARG(event->key));
    if (event->is_retired)
        explain_say(e, "  已停用", "  retired");
    buf_put_char(e->out, '\n');
    explain_who(e, event);
    explain_approval(e, event);
    explain_from(e, event);
    explain_ids(e, "须填", "asks for", event->asks);
    explain_ids(e, "可填", "may give", event->may);
    explain_guards(e, event);
    explain_recuse(e, event);
    explain_sets(e, event);
    explain_links(e, event);
    explain_verb(e, "期限开始", "starts", event->starts);
    explain_verb(e, "期限完成", "stops", event->stops);
    explain_verb(e, "期限撤销", "cancels", event->cancels);
    explain_verb(e, "期限中断", "pauses", event->pauses);
    explain_verb(e, "期限恢复", "resumes", event->resumes);
    explain_verb(e, "重新计算", "restarts", event->restarts);
    explain_paper(e, event);
}

void explain_events(struct explaining *e)
{
    explain_heading(e, "环节", "Events");
    for (size_t i = 0; i < e->def->events_n; i++) {
        if (i > 0)
            buf_put_char(e->out, '\n');
        explain_event(e, &e->def->events[i]);
    }
}
