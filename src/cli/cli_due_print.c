#include "cli/cli_due_print.h"

#include "base/map.h"

static const char *const weekdays_zh[] = {"周一", "周二", "周三", "周四", "周五", "周六", "周日"};
static const char *const weekdays_en[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

static const char *weekday(const struct cli_args *args, struct date date)
{
    int i = date_weekday(date) - 1;
    return cli_is_english(args) ? weekdays_en[i] : weekdays_zh[i];
}

static const char *pick(const struct cli_args *args, const char *zh, const char *en)
{
    return cli_is_english(args) ? en : zh;
}

static void put_date(const struct cli_args *args, struct date date)
{
    char text[DATE_TEXT_BYTES];
    date_print(date, text);
    if (cli_is_english(args))
        fprintf(args->out, "%s (%s)", text, weekday(args, date));
    else
        fprintf(args->out, "%s（%s）", text, weekday(args, date));
}

static void put_moment(const struct cli_args *args, struct instant moment)
{
    char text[INSTANT_TEXT_BYTES];
    instant_print(moment, text);
    fprintf(args->out, "%.10s %.5s", text, text + 11);
}

static void put_period(const struct cli_args *args, struct period period)
{
    struct buf text;
    buf_init(&text, 64);
    period_print(period, cli_is_english(args) ? PERIOD_EN : PERIOD_ZH, &text);
    fprintf(args->out, "%" STR_FMT, STR_ARG(buf_str(&text)));
    buf_done(&text);
}

static void put_pauses(const struct cli_args *args, const struct term_rule *rule)
{
    char text[DATE_TEXT_BYTES];
    for (size_t i = 0; i < rule->pauses_n; i++) {
        const struct term_pause *pause = &rule->pauses[i];
        fprintf(args->out, "%s%s", pick(args, "；中止 ", "; paused "),
                date_print(pause->from, text).p);
        if (!date_is_none(pause->to))
            fprintf(args->out, "%s%s", pick(args, "，恢复 ", ", resumed "),
                    date_print(pause->to, text).p);
    }
}

/* "20个工作日，自 2023-01-18（周三）起算；延长 10个工作日" */
static void put_question(const struct cli_args *args, const struct due_question *question)
{
    const struct term_rule *rule = &question->rule;
    put_period(args, rule->length);
    if (rule->is_backward)
        fputs(pick(args, "，由 ", " before "), args->out);
    else
        fputs(pick(args, "，自 ", " from "), args->out);
    if (question->has_time && rule->length.unit == PERIOD_HOURS)
        put_moment(args, question->moment);
    else
        put_date(args, question->from);
    if (rule->is_backward)
        fputs(pick(args, "往前推算", ", counted back"), args->out);
    else
        fputs(pick(args, question->has_time ? " 起算" : "起算", ""), args->out);
    if (rule->backward_inclusive)
        fputs(pick(args, "，含办理之日", ", the day of the act included"), args->out);
    put_pauses(args, rule);
    if (rule->extension.n > 0) {
        fputs(pick(args, "；延长 ", "; extended by "), args->out);
        put_period(args, rule->extension);
    }
    fputs("\n", args->out);
}

static void put_due(const struct cli_args *args, const struct due_question *question,
                    const struct due_answer *answer)
{
    const struct term_due *due = &answer->days.due;
    bool is_backward = question->rule.is_backward;
    if (is_backward)
        fputs(pick(args, "最迟办理日：", "at the latest on "), args->out);
    else
        fputs(pick(args, "届满日：", "due "), args->out);
    if (answer->is_moment)
        put_moment(args, answer->moment);
    else
        put_date(args, due->due);
    fputs("\n", args->out);
    if (date_compare(due->unrolled, due->due) != 0) {
        fputs(pick(args, is_backward ? "提前：" : "顺延：", "moved: "), args->out);
        put_date(args, due->unrolled);
        fputs(pick(args, "为休息日\n", " is a rest day\n"), args->out);
    }
    if (due->is_provisional)
        fputs(pick(args, "暂定：涉及的年份放假安排尚未公布，公布后须重新推算\n",
                   "provisional: the notice for a year in question is not published yet\n"),
              args->out);
}

/* ---- the table of days ---- */

static void put_day(const struct cli_args *args, const struct term_day *day)
{
    char date[DATE_TEXT_BYTES];
    date_print(day->date, date);
    struct str words = cli_is_english(args) ? day->en : day->zh;
    fprintf(args->out, "%s  %s  ", date, weekday(args, day->date));
    if (day->is_counted)
        fprintf(args->out, "%4d  ", day->number);
    else
        fputs("   -  ", args->out);
    if (day->is_extension)
        fputs(pick(args, "延长：", "extension: "), args->out);
    fprintf(args->out, "%" STR_FMT "%s\n", STR_ARG(words),
            day->is_due ? pick(args, " ◀", " <") : "");
}

/* The addresses of the notices that ruled a day, each once. */
static void put_notices(const struct cli_args *args, const struct term_days *days)
{
    struct map seen;
    map_init(&seen, args->arena);
    for (size_t i = 0; i < days->n; i++) {
        struct str notice = days->at[i].notice;
        if (notice.len > 0 && map_put(&seen, notice, 1))
            fprintf(args->out, "%s%" STR_FMT "\n", pick(args, "放假安排：", "notice: "),
                    STR_ARG(notice));
    }
}

void cli_due_print_text(struct cli_args *args, const struct due_question *question,
                        const struct due_answer *answer)
{
    put_question(args, question);
    put_due(args, question, answer);
    if (!cli_has(args, "explain"))
        return;
    if (question->rule.length.unit == PERIOD_HOURS) {
        fputs(question->has_time
                  ? pick(
                      args, "起算的那一小时不计入，从下一整点起算（民诉法解释第一百二十五条）\n",
                      "the hour in which it begins is not counted (SPC Interpretation of the Civil "
                      "Procedure Law, art. 125)\n")
                  : pick(args, "起算之日不计入，从当日24时起算\n",
                         "the day it begins is not counted: the hours run from its end\n"),
              args->out);
        return;
    }
    fputs(pick(args, "\n日期        星期  计数  说明\n", "\ndate        day     no  reason\n"),
          args->out);
    for (size_t i = 0; i < answer->days.n; i++)
        put_day(args, &answer->days.at[i]);
    put_notices(args, &answer->days);
}

/* ---- JSON ---- */

static void put_json_string(FILE *out, struct str text)
{
    fputc('"', out);
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if (c == '"' || c == '\\')
            fprintf(out, "\\%c", c);
        else if (c < 0x20)
            fprintf(out, "\\u%04x", c);
        else
            fputc(c, out);
    }
    fputc('"', out);
}

static void put_json_day(const struct cli_args *args, const struct term_day *day)
{
    char date[DATE_TEXT_BYTES];
    date_print(day->date, date);
    fprintf(args->out, "{\"date\":\"%s\",\"weekday\":%d,\"counted\":%s,\"number\":", date,
            date_weekday(day->date), day->is_counted ? "true" : "false");
    if (day->is_counted)
        fprintf(args->out, "%d", day->number);
    else
        fputs("null", args->out);
    fprintf(args->out,
            ",\"extension\":%s,\"reason\":\"%s\",\"text\":", day->is_extension ? "true" : "false",
            term_reason_name(day->reason));
    put_json_string(args->out, cli_is_english(args) ? day->en : day->zh);
    if (day->notice.len > 0) {
        fputs(",\"notice\":", args->out);
        put_json_string(args->out, day->notice);
    }
    fputs("}", args->out);
}

void cli_due_print_json(struct cli_args *args, const struct due_answer *answer)
{
    char text[INSTANT_TEXT_BYTES];
    if (!answer->has_due)
        fputs("{\"due\":null", args->out);
    else if (answer->is_moment)
        fprintf(args->out, "{\"due\":\"%s\"", instant_print(answer->moment, text).p);
    else
        fprintf(args->out, "{\"due\":\"%s\"", date_print(answer->days.due.due, text).p);
    fprintf(args->out, ",\"provisional\":%s,\"days\":[",
            answer->days.due.is_provisional ? "true" : "false");
    for (size_t i = 0; i < answer->days.n; i++) {
        if (i > 0)
            fputs(",", args->out);
        put_json_day(args, &answer->days.at[i]);
    }
    fputs("]}\n", args->out);
}
