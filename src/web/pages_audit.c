/*
 * pages_audit.c - a published report, pasted or uploaded, audited in memory. Nothing of it is
 * stored, logged or kept by the browser.
 */
#include "audit/audit_html.h"
#include "audit/audit_print.h"
#include "audit/input.h"
#include "audit/remark.h"
#include "http/post.h"

#include "web/pages.h"

enum { BODY_BYTES_MAX = 6 << 20, FAILING_MAX = 200 };

static void put_complaints(struct page *page, const struct complaints *complaints)
{
    struct html_value *list = html_put_list(page->data, "complaints");
    for (size_t i = 0; i < complaints->list.n; i++) {
        const struct complaint *complaint = &complaints->list.at[i];
        struct str place = STR_NONE;
        if (complaint->line > 0)
            place = arena_print(page->arena, "%d:%d ", complaint->line, complaint->column);
        html_push_text(list, arena_print(page->arena, "%" STR_FMT "%" STR_FMT, STR_ARG(place),
                                         STR_ARG(complaint->text)));
    }
}

struct handing_in {
    struct page *page;
    struct post_form post;
    struct complaints *complaints;
};

/* The file that was chosen, or else the text that was pasted. */
static bool read_part(struct handing_in *in, const char *file, const char *pasted,
                      struct audit_text *text_out, struct err *err)
{
    const struct post_file *chosen = post_file(&in->post, file);
    struct str text = post_get(&in->post, pasted);
    if (chosen != NULL) {
        struct input_file whole = {chosen->name, chosen->bytes};
        return input_read(in->page->arena, &whole, text_out, in->complaints, err);
    }
    *text_out = (struct audit_text){.text = text};
    return true;
}

static void put_failing(struct page *page, const struct audit *audit)
{
    struct html_value *list = html_put_list(page->data, "failing");
    bool is_english = page->language == PAGE_EN;
    int shown = 0;
    for (size_t i = 0; i < audit->checks.n && shown < FAILING_MAX; i++) {
        const struct audit_check *check = &audit->checks.at[i];
        struct buf text;
        if (amount_holds(check->verdict) || check->verdict == VERDICT_REMARK)
            continue;
        buf_init(&text, 1 << 16);
        audit_print_check(audit, check, is_english, &text);
        struct html_value *item = html_push_map(list);
        html_put_text(item, "kind", str_of(remark_kind(check->kind, is_english)));
        html_put_text(item, "verdict", str_of(remark_verdict(check->verdict, is_english)));
        html_put_text(item, "text", arena_copy(page->arena, buf_str(&text)));
        html_put_url(item, "url", arena_print(page->arena, "#check-%zu", i));
        buf_done(&text);
        shown++;
    }
}

static void put_result(struct page *page, const struct audit *audit)
{
    struct html_value *result = html_put_map(page->data, "result");
    struct buf body;
    buf_init(&body, BODY_BYTES_MAX);
    audit_html_put(audit, page->language == PAGE_EN, &body);
    html_put_text(result, "verdict",
                  audit_print_verdict(audit, page->arena, page->language == PAGE_EN));
    html_put_text(result, "mark",
                  audit->failing > 0     ? STR("mark-bad")
                  : audit->figures.n > 0 ? STR("mark-good")
                                         : STR("mark-warn"));
    html_put_bool(result, "is_cut", body.is_over);
    html_put_safe(result, "body",
                  html_trust(body.is_over ? STR("") : arena_copy(page->arena, buf_str(&body))));
    buf_done(&body);
    put_failing(page, audit);
}

/* False: an error. A complaint leaves *has_result_out false. */
static bool run(struct page *page, struct complaints *complaints, bool *has_result_out,
                struct err *err)
{
    struct audit_text text, before;
    struct audit *audit = arena_new(page->arena, struct audit), *previous = NULL;
    struct handing_in in = {.page = page, .complaints = complaints};
    if (!post_parse(page->request, &in.post, err))
        return false;
    if (!read_part(&in, "file", "text", &text, err))
        return complaints->list.n > 0;
    if (post_file(&in.post, "previous") != NULL) {
        if (!read_part(&in, "previous", "", &before, err))
            return complaints->list.n > 0;
        previous = arena_new(page->arena, struct audit);
        audit_run(page->arena, &before, NULL, previous);
    }
    if (str_trim(text.text).len == 0) {
        complaints_add(complaints, STR(""), 0, 0, "%" STR_FMT,
                       STR_ARG(page_t(page, "audit_nothing")));
        return true;
    }
    audit_run(page->arena, &text, previous, audit);
    put_result(page, audit);
    *has_result_out = true;
    return true;
}

bool audit_page(struct page *page, const struct route_params *params, struct err *err)
{
    struct complaints complaints;
    bool has_result = false;
    (void)params;
    complaints_init(&complaints, page->arena);
    page->is_unkept = true;
    if (str_equal_c(page->request->method, "POST") && !run(page, &complaints, &has_result, err))
        return false;
    put_complaints(page, &complaints);
    if (!has_result) {
        html_put_bool(page->data, "result", false);
        html_put_list(page->data, "failing");
    }
    return page_show(page, "audit", page_t(page, "nav_audit"), "audit", err);
}
