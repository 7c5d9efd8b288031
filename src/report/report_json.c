/*
 * report_json.c - a bound report as JSON.
 */
#include "report/report.h"
#include "text/json.h"

static void put_figure(const struct report_span *span, struct json_out *json)
{
    char from[DATE_TEXT_BYTES], to[DATE_TEXT_BYTES];
    json_out_begin_object(json);
    json_out_member(json, STR("key"), span->figure->key);
    json_out_member(json, STR("text"), span->text);
    json_out_key(json, STR("value"));
    json_out_raw(json, span->number);
    json_out_member(json, STR("from"), date_print(span->value.from, from));
    json_out_member(json, STR("to"), date_print(span->value.to, to));
    json_out_end_object(json);
}

static void put_paragraph(const struct report_paragraph *paragraph, struct json_out *json)
{
    struct buf text;
    buf_init(&text, 1 << 20);
    for (size_t i = 0; i < paragraph->spans_n; i++)
        buf_put(&text, paragraph->spans[i].text);
    json_out_begin_object(json);
    json_out_member(json, STR("text"), buf_str(&text));
    json_out_key(json, STR("figures"));
    json_out_begin_array(json);
    for (size_t i = 0; i < paragraph->spans_n; i++)
        if (paragraph->spans[i].figure != NULL)
            put_figure(&paragraph->spans[i], json);
    json_out_end_array(json);
    json_out_end_object(json);
    buf_done(&text);
}

static void put_part(const struct report_part *part, struct json_out *json)
{
    json_out_begin_object(json);
    json_out_member(json, STR("part"), part->number);
    json_out_key(json, STR("level"));
    json_out_i64(json, part->level);
    json_out_member(json, STR("heading"), part->heading);
    json_out_key(json, STR("paragraphs"));
    json_out_begin_array(json);
    for (size_t i = 0; i < part->paragraphs_n; i++)
        put_paragraph(&part->paragraphs[i], json);
    json_out_end_array(json);
    json_out_end_object(json);
}

void report_put_json(const struct report *report, struct buf *out)
{
    struct json_out json;
    json_out_init(&json, out);
    json_out_begin_object(&json);
    json_out_member(&json, STR("name"), report->name);
    json_out_member(&json, STR("title"), report->title);
    json_out_member(&json, STR("office"), report->office);
    json_out_key(&json, STR("year"));
    json_out_i64(&json, report->year);
    json_out_key(&json, STR("parts"));
    json_out_begin_array(&json);
    for (size_t i = 0; i < report->parts_n; i++)
        put_part(&report->parts[i], &json);
    json_out_end_array(&json);
    json_out_key(&json, STR("demo"));
    json_out_bool(&json, report->is_demo);
    json_out_end_object(&json);
}
