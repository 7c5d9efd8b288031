/*
 * pages_report.c - the reports of an office: their text with the figures of a year bound into it.
 */
#include "report/report.h"

#include "web/pages.h"

enum { REPORT_BYTES_MAX = 4 << 20 };

/* ---- one report ---- */

static bool bind(struct page *page, struct str name, int year, struct report *report,
                 struct err *err)
{
    const struct report_source *source;
    struct complaints complaints;
    struct figure_question question;
    struct figure_value *values;
    struct report_binding binding = {
        .year = year,
        .office = office_name(page->office),
        .is_demo = office_is_demo(page->office),
    };
    complaints_init(&complaints, page->arena);
    if (!figures_of_year(page, year, &question, &values, err))
        return false;
    if (!report_find(page->arena, question.registry, name, &source, &complaints, err))
        return err->kind == ERR_MISSING ? page_refuse(page, ERR_MISSING, "no_report", err) : false;
    report_bind(source, question.registry, &binding, values, page->arena, report);
    return true;
}

static void put_fact(struct html_value *facts, struct str title, struct str text, struct str url)
{
    struct html_value *fact = html_push_map(facts);
    html_put_text(fact, "title", title);
    html_put_text(fact, "text", text);
    html_put_url(fact, "url", url);
}

static bool put_facts(struct page *page, const struct report *report, struct err *err)
{
    struct html_value *facts = html_put_list(page->data, "facts");
    struct hash256 root;
    int64_t size;
    if (!page_ledger(page, &size, &root, err))
        return false;
    put_fact(facts, page_t(page, "report_period"),
             arena_print(page->arena, "%" STR_FMT " – %" STR_FMT,
                         STR_ARG(page_date(page, report->from)),
                         STR_ARG(page_date(page, report->to))),
             STR_NONE);
    put_fact(facts, page_t(page, "report_bindings"), page_number(page, (int64_t)report->bindings_n),
             STR_NONE);
    put_fact(facts, page_t(page, "report_figures"), page_number(page, (int64_t)report->figures_n),
             arena_print(page->arena, "/figures?year=%d", report->year));
    put_fact(facts, page_t(page, "report_known"), page_count_word(page, "report_entries", size),
             STR("/ledger"));
    return true;
}

static void put_contents(struct page *page, const struct report *report)
{
    struct html_value *contents = html_put_list(page->data, "contents");
    for (size_t i = 0; i < report->parts_n; i++) {
        const struct report_part *part = &report->parts[i];
        if (part->level == 0)
            continue;
        struct html_value *item = html_push_map(contents);
        html_put_text(item, "title", part->heading);
        html_put_bool(item, "is_inner", part->level > 1);
        html_put_url(item, "url", arena_print(page->arena, "#%" STR_FMT, STR_ARG(part->anchor)));
    }
}

static void put_downloads(struct page *page, const struct report *report)
{
    static const char *const formats[] = {"html", "json"};
    struct html_value *downloads = html_put_list(page->data, "downloads");
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        struct html_value *item = html_push_map(downloads);
        html_put_text(item, "title", arena_print(page->arena, "%s", formats[i]));
        html_put_url(item, "url",
                     arena_print(page->arena, "/report/%" STR_FMT "/%s?year=%d",
                                 STR_ARG(report->name), formats[i], report->year));
    }
}

bool report_page(struct page *page, const struct route_params *params, struct err *err)
{
    struct report report;
    struct buf body;
    int year;
    if (!page_ask_year(page, &year, err)
        || !bind(page, route_param(params, "name"), year, &report, err)
        || !put_facts(page, &report, err))
        return false;
    buf_init(&body, REPORT_BYTES_MAX);
    report_put_body(&report, "", page->arena, &body);
    html_put_safe(page->data, "body", html_trust(arena_copy(page->arena, buf_str(&body))));
    buf_done(&body);
    html_put_text(page->data, "title", report.title);
    html_put_text(page->data, "period", arena_print(page->arena, "%d", year));
    html_put_text(page->data, "mark", STR_NONE);
    html_put_text(page->data, "status", page_t(page, "report_live"));
    html_put_list(page->data, "signatures");
    put_contents(page, &report);
    put_downloads(page, &report);
    page_put_years(page, arena_print(page->arena, "/report/%" STR_FMT, STR_ARG(report.name)), year);
    return page_show(page, "report", report.title, "reports", err);
}

/* A document of its own: HTML that opens from disk, or JSON. */
bool report_file_page(struct page *page, const struct route_params *params, struct err *err)
{
    struct str format = route_param(params, "format");
    bool is_json = str_equal_c(format, "json");
    struct report report;
    struct buf out;
    int year;
    if (!is_json && !str_equal_c(format, "html"))
        return page_refuse(page, ERR_MISSING, "no_report", err);
    if (!page_ask_year(page, &year, err)
        || !bind(page, route_param(params, "name"), year, &report, err))
        return false;
    buf_init(&out, REPORT_BYTES_MAX);
    if (is_json)
        report_put_json(&report, &out);
    else
        document_put_html(report_document(&report, NULL, page->arena), &out);
    http_respond(page->response, 200, is_json ? HTTP_JSON : HTTP_HTML,
                 arena_copy(page->arena, buf_str(&out)));
    page->response->has_inline_style = !is_json;
    buf_done(&out);
    return true;
}

/* ---- all of them ---- */

static bool put_report(struct page *page, struct html_value *map, struct str name, int year,
                       struct err *err)
{
    struct report report;
    if (!bind(page, name, year, &report, err))
        return false;
    html_put_text(map, "title", report.title);
    html_put_url(map, "url",
                 arena_print(page->arena, "/report/%" STR_FMT "?year=%d", STR_ARG(name), year));
    html_put_text(map, "note", page_count_word(page, "report_numbers", (int64_t)report.bindings_n));
    return true;
}

bool report_newest_put(struct page *page, struct err *err)
{
    struct str *names;
    int year = date_year(date_add_months(page->today, -3));
    if (report_names(page->arena, &names) == 0) {
        html_put_bool(page->data, "report", false);
        return true;
    }
    return put_report(page, html_put_map(page->data, "report"), names[0], year, err);
}

bool reports_page(struct page *page, const struct route_params *params, struct err *err)
{
    struct str *names;
    size_t n = report_names(page->arena, &names);
    int year = date_year(date_add_months(page->today, -3));
    struct html_value *list = html_put_list(page->data, "reports");
    (void)params;
    for (size_t i = 0; i < n; i++) {
        struct html_value *item = html_push_map(list);
        if (!put_report(page, item, names[i], year, err))
            return false;
        html_put_text(item, "period", arena_print(page->arena, "%d", year));
        html_put_text(item, "mark", STR_NONE);
        html_put_text(item, "status", page_t(page, "report_live"));
    }
    tables_put(page, year);
    return page_show(page, "reports", page_t(page, "nav_reports"), "reports", err);
}
