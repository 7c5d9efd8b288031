#include "registry/explain.h"

#include "text/utf8.h"

void explain_say(struct explaining *e, const char *zh, const char *en)
{
    buf_put(e->out, str_of(e->is_zh ? zh : en));
}

struct str explain_title(const struct explaining *e, struct title title)
{
    return e->is_zh || title.en.len == 0 ? title.zh : title.en;
}

void explain_pad(struct explaining *e, struct str text, int width)
{
    buf_put(e->out, text);
    int spaces = width - utf8_width(text);
    do
        buf_put_char(e->out, ' ');
    while (--spaces > 0);
}

void explain_heading(struct explaining *e, const char *zh, const char *en)
{
    struct str text = str_of(e->is_zh ? zh : en);
    buf_put_char(e->out, '\n');
    buf_put(e->out, text);
    buf_put_char(e->out, '\n');
    for (int i = utf8_width(text); i > 0; i--)
        buf_put_c(e->out, "─");
    buf_put_char(e->out, '\n');
}

enum { LABEL_COLUMNS = 14, LIST_INDENT = 4 };

void explain_list(struct explaining *e, const char *zh, const char *en)
{
    explain_pad(e, STR("   "), LIST_INDENT);
    explain_pad(e, str_of(e->is_zh ? zh : en), LABEL_COLUMNS);
    e->indent = e->column = LIST_INDENT + LABEL_COLUMNS;
    e->has_items = false;
}

void explain_item(struct explaining *e, struct str item)
{
    int width = utf8_width(item);
    if (e->has_items) {
        explain_say(e, "、", ", ");
        e->column += 2;
        if (e->column + width > EXPLAIN_COLUMNS) {
            buf_put_char(e->out, '\n');
            explain_pad(e, STR(" "), e->indent);
            e->column = e->indent;
        }
    }
    buf_put(e->out, item);
    e->column += width;
    e->has_items = true;
}

void explain_list_end(struct explaining *e)
{
    buf_put_char(e->out, '\n');
}

struct word {
    const char *key, *zh, *en;
};

static const struct word roles[] = {
    {"public", "申请人和公众", "the public"},
    {"intake", "受理人员", "intake"},
    {"handler", "承办人员", "handler"},
    {"reviewer", "审核人员", "reviewer"},
    {"unit_head", "单位负责人", "head of the unit"},
    {"body_head", "机构负责人", "head of the body"},
    {"organ_head", "机关负责人", "head of the organ"},
    {"supervisor", "监督人员", "supervisor"},
    {"signer", "签发人", "signer"},
    {"reporter", "填报人", "reporter"},
    {"statistician", "统计人员", "statistician"},
    {"archivist", "档案人员", "archivist"},
    {"law", "依法自动", "the law itself"},
};

struct str explain_role(const struct explaining *e, struct str role)
{
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (str_equal_c(role, roles[i].key))
            return str_of(e->is_zh ? roles[i].zh : roles[i].en);
    return role;
}

struct str explain_field_type(const struct explaining *e, enum field_type type)
{
    static const struct word types[] = {
        [FIELD_TEXT] = {"", "文字", "text"},
        [FIELD_INTEGER] = {"", "整数", "integer"},
        [FIELD_DECIMAL] = {"", "小数", "decimal"},
        [FIELD_MONEY] = {"", "金额（元）", "money (yuan)"},
        [FIELD_DATE] = {"", "日期", "date"},
        [FIELD_TIME] = {"", "时间", "time"},
        [FIELD_BOOLEAN] = {"", "是否", "yes or no"},
        [FIELD_CHOICE] = {"", "选项", "choice"},
        [FIELD_PARTY] = {"", "当事人", "party"},
        [FIELD_PARTIES] = {"", "当事人（可多人）", "parties"},
        [FIELD_UNIT] = {"", "单位", "unit"},
        [FIELD_PLACE] = {"", "街道社区", "place"},
        [FIELD_PERSON] = {"", "工作人员", "member of staff"},
        [FIELD_MATTER] = {"", "关联事项", "another matter"},
        [FIELD_FILE] = {"", "文件", "file"},
    };
    return str_of(e->is_zh ? types[type].zh : types[type].en);
}

void explain_value(struct explaining *e, const struct setting_def *setting)
{
    char text[DATE_TEXT_BYTES], number[DECIMAL_TEXT_BYTES];
    if (setting->is_period) {
        explain_period(e, setting->period);
        return;
    }
    switch (setting->type) {
    case FIELD_BOOLEAN:
        explain_say(e, setting->value ? "是" : "否", setting->value ? "yes" : "no");
        break;
    case FIELD_CHOICE:
        if (setting->value >= 0 && (size_t)setting->value < setting->choices_n)
            buf_put(e->out, explain_title(e, setting->choices[setting->value].title));
        break;
    case FIELD_DATE:
        buf_put(e->out, date_print((struct date){(int32_t)setting->value}, text));
        break;
    case FIELD_MONEY:
        buf_put(e->out, decimal_print((struct decimal){setting->value, 2}, number));
        break;
    default:
        buf_put_i64(e->out, setting->value);
    }
}

void explain_period(struct explaining *e, struct period period)
{
    period_print(period, e->is_zh ? PERIOD_ZH : PERIOD_EN, e->out);
}
