/*
 * report_document.c - a bound report as an official document.
 */
#include "base/assert.h"
#include "report/report.h"
#include "text/escape.h"

/* How exact the printed digits are: what qualifies them, or else whether they were rounded. */
struct str report_accuracy(const struct figure_def *figure, const struct figure_value *value)
{
    int64_t printed;
    if (!value->is_known)
        return STR("none");
    if (figure->print_down > 0 || figure->more.len > 0)
        return STR("truncated");
    if (str_equal_c(figure->before, "约") || str_equal_c(figure->before, "近"))
        return STR("about");
    if (figure->before.len > 0)
        return STR("at_least");
    printed = decimal_power10(figure->digits);
    if (figure->scale.len > 0)
        return value->numerator % 10000 == 0 && value->denominator == 1 ? STR("exact")
                                                                        : STR("rounded");
    return printed % value->denominator == 0 ? STR("exact") : STR("rounded");
}

int report_scale(const struct figure_def *figure)
{
    return str_equal_c(figure->scale, "万") ? 4 : str_equal_c(figure->scale, "亿") ? 8 : 0;
}

static struct str link_of(const struct report *report, const struct report_span *span,
                          const char *links, struct arena *arena)
{
    struct buf url;
    bool is_year = date_compare(report->from, date_of(report->year, 1, 1)) == 0
                   && date_compare(report->to, date_of(report->year, 12, 31)) == 0;
    /* DESIGN §2: a restricted total leads nowhere. */
    if (links == NULL || span->figure->is_restricted || !is_year)
        return STR_NONE;
    buf_init(&url, 4096);
    buf_put(&url, str_of(links));
    buf_put_c(&url, "/figure/");
    escape_url_component(&url, span->figure->key);
    buf_print(&url, "/list?year=%d", report->year);
    struct str out = arena_copy(arena, buf_str(&url));
    buf_done(&url);
    return out;
}

static const struct document_figure *figure_of(const struct report *report,
                                               const struct report_span *span, const char *links,
                                               struct arena *arena)
{
    const struct figure_def *figure = span->figure;
    struct document_figure *out = arena_new(arena, struct document_figure);
    *out = (struct document_figure){
        .id = span->id,
        .key = figure->key,
        .name = figure->title.zh,
        .value = span->value.is_known ? span->number : STR_NONE,
        .unit = figure->is_share ? STR("%") : figure->unit,
        .scale = str_equal_c(figure->scale, "万")   ? 4
                 : str_equal_c(figure->scale, "亿") ? 8
                                                    : 0,
        .decimals = figure->print_down > 0 ? 0 : figure->digits,
        .accuracy = report_accuracy(figure, &span->value),
        .from = span->value.from,
        .to = span->value.to,
        .as_of = span->value.as_of,
        .link = link_of(report, span, links, arena),
        .note = span->target,
    };
    return out;
}

static struct str paragraph_text(const struct report_paragraph *paragraph, struct arena *arena)
{
    struct str text = STR_NONE;
    for (size_t i = 0; i < paragraph->spans_n; i++)
        text = arena_print(arena, "%" STR_FMT "%" STR_FMT, STR_ARG(text),
                           STR_ARG(paragraph->spans[i].text));
    return text;
}

/* The closing lines of the source are the signature: who, and the day. */
static bool put_closing(struct document *d, const struct report *report,
                        const struct report_paragraph *paragraph)
{
    struct str text = paragraph_text(paragraph, d->arena);
    if (!date_is_none(report->signed_on)
        && str_equal(text, document_day(d->arena, report->signed_on)))
        d->signed_on = report->signed_on;
    else if (d->signed_by.len == 0)
        d->signed_by = text;
    else
        return false;
    return true;
}

static void put_paragraph(struct document *d, const struct report *report,
                          const struct report_paragraph *paragraph, const char *links)
{
    static const enum document_block_kind kinds[] = {
        [REPORT_TEXT] = DOCUMENT_TEXT,
        [REPORT_ADDRESSEE] = DOCUMENT_FLUSH,
        [REPORT_CLOSING] = DOCUMENT_RIGHT,
    };
    if (paragraph->kind == REPORT_CLOSING && !d->is_page && put_closing(d, report, paragraph))
        return;
    struct document_block *block = document_paragraph(d, kinds[paragraph->kind]);
    for (size_t i = 0; i < paragraph->spans_n; i++) {
        const struct report_span *span = &paragraph->spans[i];
        if (span->figure != NULL)
            document_figure_run(d, block, span->text, figure_of(report, span, links, d->arena));
        else
            document_run(d, block, span->text);
    }
}

static void put_parts(struct document *d, const struct report *report, const char *links)
{
    for (size_t i = 0; i < report->parts_n; i++) {
        const struct report_part *part = &report->parts[i];
        if (part->level > 0)
            document_heading(d, part->level, part->heading, part->anchor);
        for (size_t k = 0; k < part->paragraphs_n; k++)
            put_paragraph(d, report, &part->paragraphs[k], links);
    }
}

static void put_foot(struct document *d, const struct report *report)
{
    char from[DATE_TEXT_BYTES], to[DATE_TEXT_BYTES];
    struct str a = date_print(report->from, from), b = date_print(report->to, to);
    document_go(d, DOCUMENT_IN_FOOT);
    document_line(
        d, DOCUMENT_SMALL,
        arena_print(d->arena,
                    "本报告正文中的数字共%zu处，来自%zu项指标，由登记簿的记录和各部门签署的报送数"
                    "算出。除指标另有起止日期的以外，统计期间为%" STR_FMT "至%" STR_FMT "。",
                    report->bindings_n, report->figures_n, STR_ARG(a), STR_ARG(b)));
    document_go(d, DOCUMENT_IN_BODY);
}

struct document *report_document(const struct report *report, const char *links,
                                 struct arena *arena)
{
    struct document *d = document_new(arena);
    d->title = report->title_lines;
    d->is_demo = report->is_demo;
    d->facts_name = report->name;
    put_parts(d, report, links);
    put_foot(d, report);
    return d;
}

void report_put_body(const struct report *report, const char *links, struct arena *arena,
                     struct buf *out)
{
    struct document *d = document_new(arena);
    d->is_page = true;
    put_parts(d, report, links);
    document_put_html(d, out);
}
