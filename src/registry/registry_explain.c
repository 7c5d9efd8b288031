#include "registry/registry_explain.h"

#include "registry/explain.h"
#include "text/utf8.h"

static void explain_line(struct explaining *e, const char *zh, const char *en, struct str value)
{
    if (value.len == 0)
        return;
    explain_pad(e, str_of(e->is_zh ? zh : en), 14);
    buf_put(e->out, value);
    buf_put_char(e->out, '\n');
}

static struct str field_title(const struct explaining *e, int field)
{
    return field == NONE ? STR_NONE : explain_title(e, e->def->fields[field].title);
}

static void explain_head(struct explaining *e)
{
    const struct register_def *def = e->def;
    struct str title = explain_title(e, def->title);
    buf_print(e->out, "%" STR_FMT "  (%" STR_FMT ")\n", STR_ARG(title), STR_ARG(def->key));
    for (int i = utf8_width(title) + (int)def->key.len + 4; i > 0; i--)
        buf_put_c(e->out, "═");
    buf_put_char(e->out, '\n');
    explain_line(e, "文号", "number", def->number);
    explain_line(e, "承办单位", "unit", field_title(e, def->unit_field));
    explain_line(e, "所在街道社区", "place", field_title(e, def->place_field));
    if (def->is_imported)
        explain_line(
            e, "数据来源", "entered",
            str_of(e->is_zh ? "只从原系统导入，不在此录入" : "by import from its own system only"));
    if (def->is_restricted)
        explain_line(e, "限定", "restricted",
                     str_of(e->is_zh ? "每区每年一个数，不拆分、不公开、不导出"
                                     : "one value a district and year: no split, page, export"));
    if (def->cells != CELLS_MIN)
        explain_line(e, "最小单元", "cells",
                     arena_print(e->registry->arena,
                                 e->is_zh ? "拆分时不足%d的并入相邻单元"
                                          : "parts of a split have at least %d matters",
                                 def->cells));
    if (def->alike.words != NONE)
        explain_line(e, "疑似重复比对", "alike by", field_title(e, def->alike.words));
    explain_line(e, "被举报单位", "accuses", field_title(e, def->accuses.field));
    if (def->accuses.when != NULL)
        explain_line(e, "属于举报", "a report if", def->accuses.when_text);
    struct str unique = STR_NONE;
    for (size_t i = 0; i < def->unique.fields.n; i++)
        unique = arena_print(e->registry->arena, "%" STR_FMT "%s%" STR_FMT, STR_ARG(unique),
                             i == 0     ? ""
                             : e->is_zh ? "、"
                                        : ", ",
                             STR_ARG(field_title(e, def->unique.fields.at[i])));
    explain_line(e, "不得重复", "unique by", unique);
    explain_line(e, "限于", "where", def->unique.when_text);
    for (size_t i = 0; i < def->regimes_n; i++) {
        const struct regime_def *regime = &def->regimes[i];
        char from[DATE_TEXT_BYTES], to[DATE_TEXT_BYTES];
        if (regime->key.len == 0)
            continue;
        explain_pad(e, str_of(i > 0 ? "" : e->is_zh ? "适用法律" : "law in force"), 14);
        explain_pad(e, regime->key, 10);
        explain_pad(e, date_print(regime->from, from), 11);
        explain_say(e, "至 ", "to ");
        explain_pad(e,
                    date_is_none(regime->to) ? str_of(e->is_zh ? "今" : "now")
                                             : date_print(regime->to, to),
                    11);
        buf_put(e->out, regime->law);
        buf_put_char(e->out, '\n');
    }
}

static void explain_choices(struct explaining *e, const struct field_def *field)
{
    explain_list(e, "选项", "one of");
    for (size_t i = 0; i < field->choices_n; i++)
        if (!field->choices[i].is_retired)
            explain_item(e, explain_title(e, field->choices[i].title));
    explain_list_end(e);
}

static void explain_field(struct explaining *e, const struct field_def *field)
{
    buf_put_c(e->out, "  ");
    explain_pad(e, explain_title(e, field->title), 30);
    explain_pad(e, field->key, 22);
    buf_put(e->out, explain_field_type(e, field->type));
    if (field->linked != NONE)
        buf_print(e->out, e->is_zh ? "（%" STR_FMT "）" : " (%" STR_FMT ")",
                  STR_ARG(explain_title(e, e->registry->registers[field->linked]->title)));
    if (field->is_required)
        explain_say(e, "，必填", ", required");
    if (field->is_personal)
        explain_say(e, "，密封", ", sealed");
    if (field->is_public)
        explain_say(e, "，公开", ", public");
    if (field->form == FORM_INDEX_NUMBER)
        explain_say(e, "，索引号格式并核对校验码", ", an index number with its check character");
    if (field->form == FORM_ORGAN_CODE)
        explain_say(e, "，机构代码格式并核对校验码", ", an organ code with its check character");
    if (field->is_listed)
        explain_say(e, "，列入清单", ", listed");
    if (field->is_retired)
        explain_say(e, "，已停用", ", retired");
    buf_put_char(e->out, '\n');
    if (field->type == FIELD_CHOICE)
        explain_choices(e, field);
}

static void explain_fields(struct explaining *e)
{
    explain_heading(e, "登记内容", "Fields");
    for (size_t i = 0; i < e->def->fields_n; i++)
        explain_field(e, &e->def->fields[i]);
}

static void explain_settings(struct explaining *e)
{
    if (e->def->settings_n == 0)
        return;
    explain_heading(e, "参数", "Settings");
    for (size_t i = 0; i < e->def->settings_n; i++) {
        const struct setting_def *setting = &e->def->settings[i];
        buf_print(e->out,
                  "  %" STR_FMT " (%" STR_FMT ") = ", STR_ARG(explain_title(e, setting->title)),
                  STR_ARG(setting->key));
        explain_value(e, setting);
        buf_put_char(e->out, '\n');
        if (setting->note.len > 0)
            buf_print(e->out, "    %" STR_FMT "\n", STR_ARG(setting->note));
    }
}

static void explain_states(struct explaining *e)
{
    explain_heading(e, "状态", "States");
    for (size_t i = 0; i < e->def->states_n; i++) {
        const struct state_def *state = &e->def->states[i];
        buf_put_c(e->out, "  ");
        explain_pad(e, explain_title(e, state->title), 30);
        explain_pad(e, state->key, 22);
        if (state->is_retired)
            explain_say(e, "已停用", "retired");
        else if (state->is_final)
            explain_say(e, "终结", "final");
        else if (state->is_open)
            explain_say(e, "在办", "open");
        else
            explain_say(e, "已办完", "nothing left to do");
        buf_put_char(e->out, '\n');
    }
}

void registry_explain(struct buf *out, const struct registry *registry,
                      const struct register_def *def, enum explain_language language)
{
    struct explaining e = {
        .out = out, .registry = registry, .def = def, .is_zh = language == EXPLAIN_ZH};
    explain_head(&e);
    explain_graph(&e);
    explain_states(&e);
    explain_fields(&e);
    explain_events(&e);
    explain_clocks(&e);
    explain_settings(&e);
    explain_figures(&e);
}

void registry_explain_period(struct buf *out, const struct registry *registry,
                             const struct register_def *def, int clock, int regime,
                             enum explain_language language)
{
    struct explaining e = {
        .out = out, .registry = registry, .def = def, .is_zh = language == EXPLAIN_ZH};
    explain_regime(&e, &def->clocks[clock], (size_t)regime);
}
