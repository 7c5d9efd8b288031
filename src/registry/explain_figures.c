#include "registry/explain.h"

static void quote(struct explaining *e, struct str text)
{
    explain_say(e, "“", "\"");
    buf_put(e->out, text);
    explain_say(e, "”", "\"");
}

static void explain_counted(struct explaining *e, const struct figure_def *figure,
                            const struct register_def *def)
{
    bool has_any = false;
    for (size_t i = 0; i < def->events_n; i++) {
        if ((figure->events[i / 64] >> (i % 64) & 1) == 0)
            continue;
        if (has_any)
            explain_say(e, "、", ", ");
        has_any = true;
        quote(e, explain_title(e, def->events[i].title));
    }
}

static void explain_kind(struct explaining *e, const struct figure_def *figure,
                         const struct register_def *def)
{
    static const char *const zh[] = {
        [FIGURE_COUNT] = "办过以下环节的事项数：",
        [FIGURE_COUNT_EACH] = "以下环节的次数：",
        [FIGURE_SUM] = "按事项合计：",
        [FIGURE_SUM_EACH] = "按次合计：",
        [FIGURE_STOCK] = "某日符合条件的事项数",
        [FIGURE_DUE] = "本期届满的期限数：",
        [FIGURE_MET] = "本期届满并按期完成的期限数：",
        [FIGURE_DISTINCT] = "不同取值的个数：",
        [FIGURE_DISTINCT_EACH] = "历次环节不同取值的个数：",
        [FIGURE_MINIMUM] = "最小值：",
        [FIGURE_FORMULA] = "算式：",
    };
    static const char *const en[] = {
        [FIGURE_COUNT] = "matters that had ",
        [FIGURE_COUNT_EACH] = "every ",
        [FIGURE_SUM] = "sum over matters of ",
        [FIGURE_SUM_EACH] = "sum over events of ",
        [FIGURE_STOCK] = "matters on a day",
        [FIGURE_DUE] = "clocks by due date: ",
        [FIGURE_MET] = "clocks by due date, done in time: ",
        [FIGURE_DISTINCT] = "distinct values of ",
        [FIGURE_DISTINCT_EACH] = "distinct values, over events, of ",
        [FIGURE_MINIMUM] = "least value of ",
        [FIGURE_FORMULA] = "",
    };
    explain_say(e, zh[figure->kind], en[figure->kind]);
    if (figure->field != NONE) {
        quote(e, explain_title(e, def->fields[figure->field].title));
        explain_say(e, "，环节 ", ", of ");
    }
    if (figure->clock != NONE)
        quote(e, explain_title(e, def->clocks[figure->clock].title));
    explain_counted(e, figure, def);
    if (figure->kind == FIGURE_FORMULA) {
        buf_put(e->out, figure->formula_text);
        if (figure->is_share)
            explain_say(e, "（百分比）", " (per cent)");
    }
}

void explain_figure_rule(struct explaining *e, const struct figure_def *figure)
{
    const struct register_def *def = e->registry->registers[figure->registry_at];
    char since[DATE_TEXT_BYTES];
    explain_kind(e, figure, def);
    if (figure->where_text.len > 0)
        buf_print(e->out, e->is_zh ? "；条件：%" STR_FMT : "; where %" STR_FMT,
                  STR_ARG(figure->where_text));
    if (figure->dated_event != NONE) {
        explain_say(e, "；归入日期：", "; dated by ");
        quote(e, explain_title(e, def->events[figure->dated_event].title));
    }
    if (figure->dated_field != NONE) {
        explain_say(e, "；归入日期：", "; dated by ");
        quote(e, explain_title(e, def->fields[figure->dated_field].title));
    }
    for (size_t i = 0; i < figure->by_n; i++) {
        explain_say(e, "；分列：", "; by ");
        quote(e, explain_title(e, def->fields[figure->by[i]].title));
    }
    if (!date_is_none(figure->since))
        buf_print(e->out, e->is_zh ? "；自%" STR_FMT "起" : "; since %" STR_FMT,
                  STR_ARG(date_print(figure->since, since)));
    if (figure->over == PREVIOUS_YEAR)
        explain_say(e, "；上年同期", "; a year before");
    if (figure->over == TO_REPORT_DAY)
        explain_say(e, "；截至报告日", "; to the day of the report");
    if (figure->is_any_known)
        explain_say(e, "；不论何时签发", "; however late it is signed");
    if (figure->is_restricted)
        explain_say(e, "；限定", "; restricted");
    if (figure->cells != def->cells)
        buf_print(e->out, e->is_zh ? "；拆分时不足%d的并入相邻单元" : "; cells of at least %d",
                  figure->cells);
    if (figure->is_shortcoming)
        explain_say(e, "；属于不足", "; a shortcoming");
}

static void explain_figure(struct explaining *e, const struct figure_def *figure)
{
    buf_put_c(e->out, "  ");
    buf_put(e->out, explain_title(e, figure->title));
    if (figure->unit.len > 0)
        buf_print(e->out, e->is_zh ? "（%" STR_FMT "）" : " (%" STR_FMT ")", STR_ARG(figure->unit));
    buf_print(e->out, "  %" STR_FMT, STR_ARG(figure->key));
    if (figure->part.len > 0)
        buf_print(e->out, e->is_zh ? "  报告 %" STR_FMT : "  report %" STR_FMT,
                  STR_ARG(figure->part));
    if (figure->is_retired)
        explain_say(e, "  已停用", "  retired");
    buf_put_c(e->out, "\n    ");
    explain_figure_rule(e, figure);
    buf_put_char(e->out, '\n');
}

static void explain_some(struct explaining *e, bool is_derived)
{
    for (size_t i = 0; i < e->def->figures_n; i++) {
        const struct figure_def *figure = e->registry->figures[e->def->figures[i]];
        if (figure->is_derived == is_derived)
            explain_figure(e, figure);
    }
}

static bool has_some(const struct explaining *e, bool is_derived)
{
    for (size_t i = 0; i < e->def->figures_n; i++)
        if (e->registry->figures[e->def->figures[i]]->is_derived == is_derived)
            return true;
    return false;
}

void explain_figures(struct explaining *e)
{
    if (has_some(e, false)) {
        explain_heading(e, "报告指标", "Figures of the report");
        explain_some(e, false);
    }
    if (has_some(e, true)) {
        explain_heading(e, "辅助指标", "Other figures");
        explain_some(e, true);
    }
    if (e->def->identities_n == 0)
        return;
    explain_heading(e, "勾稽关系", "Identities");
    for (size_t i = 0; i < e->def->identities_n; i++)
        buf_print(e->out, "  %" STR_FMT "\n", STR_ARG(e->def->identities[i].text));
}
