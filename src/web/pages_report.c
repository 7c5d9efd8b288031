/*
 * pages_report.c - the reports of an office: their text with the figures of a year bound into it.
 */
#include "document/font.h"
#include "os/file.h"
#include "os/process.h"
#include "report/report_sign.h"

#include "web/pages.h"

enum { REPORT_BYTES_MAX = 4 << 20 };

/* ---- one report ---- */

struct shown {
    struct report report;
    struct report_state state;
};

/* A signed report from what was signed, any other from its source. */
static bool bind(struct page *page, struct str name, int year, struct shown *shown, struct err *err)
{
    const struct report_source *source = NULL;
    struct complaints complaints;
    struct figure_question q;
    struct figure_value *values;
    struct report_binding binding = {
        .year = year,
        .office = office_name(page->office),
        .is_demo = office_is_demo(page->office),
    };
    complaints_init(&complaints, page->arena);
    if (!figures_of_year(page, year, &q, &values, err)
        || !report_state_find(q.db, q.district, page->arena, name,
                              arena_print(page->arena, "%d", year), &shown->state, err))
        return false;
    const struct registry *registry = q.registry;
    if (shown->state.is_signed) {
        registry = office_version_at(page->office, shown->state.closing.size - 1)->registry;
        source = report_parse(page->arena, registry, name, shown->state.source, &complaints);
        if (source == NULL)
            return err_set(err, ERR_CONFLICT, "the signed report cannot be read");
    } else if (!report_find(page->arena, registry, name, &source, &complaints, err)) {
        return err->kind == ERR_MISSING ? page_refuse(page, ERR_MISSING, "no_report", err) : false;
    }
    report_bind(source, registry, &binding, values, page->arena, &shown->report);
    return true;
}

static struct str status_of(const struct page *page, const struct report_state *state)
{
    if (state->is_signed)
        return page_t(page, "report_signed");
    return page_t(page, state->closing.state == CLOSING_CLOSED ? "report_closed" : "report_live");
}

static void put_signature(struct page *page, struct html_value *list, const char *post,
                          const struct signed_text *text)
{
    const struct person *person = organisation_person(page->now->organisation, text->actor);
    struct html_value *item = html_push_map(list);
    html_put_text(item, "post", page_t(page, post));
    html_put_text(item, "name", person != NULL ? person->name : STR_NONE);
    html_put_text(item, "at", page_date(page, text->on));
}

static void put_signatures(struct page *page, const struct report_state *state)
{
    struct html_value *list = html_put_list(page->data, "signatures");
    if (state->closing.state == CLOSING_CLOSED) {
        put_signature(page, list, "report_maker", &state->closing.made);
        put_signature(page, list, "report_checker", &state->closing.checked);
        put_signature(page, list, "report_leader", &state->closing.closed);
    }
    if (state->is_signed)
        put_signature(page, list, "report_signer", &state->signature);
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
    static const char *const formats[] = {"html", "pdf", "docx", "txt", "json"};
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
    struct shown shown;
    struct buf body;
    int year;
    if (!page_ask_year(page, &year, err)
        || !bind(page, route_param(params, "name"), year, &shown, err)
        || !put_facts(page, &shown.report, err))
        return false;
    const struct report *report = &shown.report;
    buf_init(&body, REPORT_BYTES_MAX);
    report_put_body(report, "", page->arena, &body);
    html_put_safe(page->data, "body", html_trust(arena_copy(page->arena, buf_str(&body))));
    buf_done(&body);
    html_put_text(page->data, "title", report->title);
    html_put_text(page->data, "period", arena_print(page->arena, "%d", year));
    html_put_text(page->data, "mark", shown.state.is_signed ? STR("mark-good") : STR_NONE);
    html_put_text(page->data, "status", status_of(page, &shown.state));
    put_signatures(page, &shown.state);
    put_contents(page, report);
    put_downloads(page, report);
    page_put_years(page, arena_print(page->arena, "/report/%" STR_FMT, STR_ARG(report->name)),
                   year);
    return page_show(page, "report", report->title, "reports", err);
}

/* ---- a document of its own ---- */

enum file_format { FILE_HTML, FILE_PDF, FILE_DOCX, FILE_TXT, FILE_JSON, FILE_FORMATS };

static bool put_pdf(struct page *page, const struct document *d, struct buf *out, struct err *err)
{
    struct complaints complaints;
    struct str name = os_environment("GULOU_FONTS"), own = STR_NONE;
    complaints_init(&complaints, page->arena);
    if (name.len > 0 && !os_file_read(page->arena, name, REPORT_BYTES_MAX, &own, err))
        return false;
    struct document_fonts *fonts = font_open(page->arena, name, own, &complaints);
    if (fonts == NULL)
        return err_set(err, ERR_INPUT,
                       "the file that GULOU_FONTS names is wrong; gulou doctor "
                       "says where");
    bool ok = document_put_pdf(d, fonts, out, err);
    font_close(fonts);
    return ok;
}

static bool put_file(struct page *page, const struct shown *shown, enum file_format format,
                     struct buf *out, struct err *err)
{
    struct document *d = report_document(&shown->report, NULL, page->arena);
    report_state_put(&shown->state, page->office, d);
    switch (format) {
    case FILE_PDF:
        return put_pdf(page, d, out, err);
    case FILE_DOCX:
        return document_put_docx(d, out, err);
    case FILE_TXT:
        document_put_text(d, out);
        return true;
    case FILE_JSON:
        report_put_json(&shown->report, out);
        return true;
    default:
        document_put_html(d, out);
        return true;
    }
}

/* HTML that opens from disk, PDF, DOCX, plain text or JSON. */
bool report_file_page(struct page *page, const struct route_params *params, struct err *err)
{
    static const char *const words[FILE_FORMATS] = {"html", "pdf", "docx", "txt", "json"};
    const struct str types[FILE_FORMATS] = {
        HTTP_HTML, STR("application/pdf"),
        STR("application/vnd.openxmlformats-officedocument.wordprocessingml.document"), HTTP_TEXT,
        HTTP_JSON};
    struct str word = route_param(params, "format");
    int format = 0, year;
    struct shown shown;
    struct buf out;
    while (format < FILE_FORMATS && !str_equal_c(word, words[format]))
        format++;
    if (format == FILE_FORMATS)
        return page_refuse(page, ERR_MISSING, "no_report", err);
    if (!page_ask_year(page, &year, err)
        || !bind(page, route_param(params, "name"), year, &shown, err))
        return false;
    buf_init(&out, REPORT_BYTES_MAX);
    bool ok = put_file(page, &shown, (enum file_format)format, &out, err);
    if (ok)
        http_respond(page->response, 200, types[format], arena_copy(page->arena, buf_str(&out)));
    page->response->has_inline_style = format == FILE_HTML;
    buf_done(&out);
    return ok;
}

/* ---- all of them ---- */

static bool put_report(struct page *page, struct html_value *map, struct str name, int year,
                       struct err *err)
{
    struct shown shown;
    if (!bind(page, name, year, &shown, err))
        return false;
    html_put_text(map, "title", shown.report.title);
    html_put_text(map, "status", status_of(page, &shown.state));
    html_put_url(map, "url",
                 arena_print(page->arena, "/report/%" STR_FMT "?year=%d", STR_ARG(name), year));
    html_put_text(map, "note",
                  page_count_word(page, "report_numbers", (int64_t)shown.report.bindings_n));
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
    }
    tables_put(page, year);
    return page_show(page, "reports", page_t(page, "nav_reports"), "reports", err);
}
