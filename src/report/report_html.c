/*
 * report_html.c - a bound report as HTML.
 */
#include "base/assert.h"
#include "base/embed.h"
#include "report/report.h"
#include "text/escape.h"

#define DEMO_MARK "演示数据 · 虚构"

/* ---- the parts ---- */

static void put_period(const struct figure_value *value, struct buf *out)
{
    char from[DATE_TEXT_BYTES], to[DATE_TEXT_BYTES];
    buf_put(out, date_print(value->from, from));
    buf_put_c(out, " — ");
    buf_put(out, date_print(value->to, to));
}

static void put_data(const struct report_span *span, struct buf *out)
{
    buf_put_c(out, "<data class=\"figure\" id=\"");
    escape_attribute(out, span->id);
    buf_put_c(out, "\" value=\"");
    if (span->value.is_known)
        escape_attribute(out, span->number);
    buf_put_c(out, "\" title=\"");
    put_period(&span->value, out);
    buf_put_c(out, "\">");
    escape_html(out, span->text);
    buf_put_c(out, "</data>");
}

static void put_figure(const struct report *report, const struct report_span *span,
                       const char *links, struct buf *out)
{
    if (links == NULL || span->figure->is_restricted) {
        put_data(span, out);
        return;
    }
    buf_put_c(out, "<a href=\"");
    escape_attribute(out, str_of(links));
    buf_put_c(out, "/figure/");
    escape_url_component(out, span->figure->key);
    buf_print(out, "/list?year=%d\">", report->year);
    put_data(span, out);
    buf_put_c(out, "</a>");
}

static void put_paragraph(const struct report *report, const struct report_paragraph *paragraph,
                          const char *links, struct buf *out)
{
    static const char *const tags[] = {
        [REPORT_TEXT] = "<p>",
        [REPORT_ADDRESSEE] = "<p class=\"addressee\">",
        [REPORT_CLOSING] = "<p class=\"closing\">",
    };
    buf_put(out, str_of(tags[paragraph->kind]));
    for (size_t i = 0; i < paragraph->spans_n; i++) {
        const struct report_span *span = &paragraph->spans[i];
        if (span->figure != NULL)
            put_figure(report, span, links, out);
        else
            escape_html(out, span->text);
    }
    buf_put_c(out, "</p>\n");
}

void report_put_body(const struct report *report, const char *links, struct buf *out)
{
    for (size_t i = 0; i < report->parts_n; i++) {
        const struct report_part *part = &report->parts[i];
        if (part->level > 0) {
            buf_print(out, "<h%d id=\"", part->level + 1);
            escape_attribute(out, part->anchor);
            buf_put_c(out, "\">");
            escape_html(out, part->heading);
            buf_print(out, "</h%d>\n", part->level + 1);
        }
        for (size_t j = 0; j < part->paragraphs_n; j++)
            put_paragraph(report, &part->paragraphs[j], links, out);
    }
}

/* ---- the document ---- */

static void put_head(const struct report *report, struct buf *out)
{
    struct str style;
    if (!embed_find(STR("reports/report.css"), &style))
        gl_bug("reports/report.css is not compiled in");
    buf_put_c(out, "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n"
                   "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                   "<title>");
    escape_html(out, report->title);
    if (report->is_demo)
        buf_put_c(out, "（" DEMO_MARK "）");
    buf_put_c(out, "</title>\n<style>\n");
    buf_put(out, style);
    if (report->is_demo)
        buf_put_c(out, "@page { @top-center { content: \"" DEMO_MARK "\"; } }\n");
    buf_put_c(out, "</style>\n</head>\n<body>\n");
    if (report->is_demo)
        buf_put_c(out, "<p class=\"demo\" role=\"note\">" DEMO_MARK "</p>\n");
}

static void put_foot(const struct report *report, struct buf *out)
{
    char from[DATE_TEXT_BYTES], to[DATE_TEXT_BYTES];
    buf_print(out,
              "<footer><p>本报告正文中的数字共%zu处，来自%zu项指标，"
              "由登记簿的记录和各部门签署的报送数算出。",
              report->bindings_n, report->figures_n);
    buf_put_c(out, "除指标另有起止日期的以外，统计期间为");
    buf_put(out, date_print(report->from, from));
    buf_put_c(out, "至");
    buf_put(out, date_print(report->to, to));
    buf_put_c(out, "。</p></footer>\n");
}

void report_put_html(const struct report *report, const char *links, struct buf *out)
{
    put_head(report, out);
    buf_put_c(out, "<main>\n<h1>");
    escape_html(out, report->title);
    buf_put_c(out, "</h1>\n");
    report_put_body(report, links, out);
    put_foot(report, out);
    buf_put_c(out, "</main>\n</body>\n</html>\n");
}
