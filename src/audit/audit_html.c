#include "audit/audit_html.h"

#include "audit/audit_print.h"
#include "audit/remark.h"
#include "text/escape.h"

enum { FOLDED_CHECKS = 8, CHECK_BYTES = 1 << 16 };

struct writing {
    const struct audit *audit;
    struct buf *out;
    bool is_english;
    size_t check;        /* the next check to be written; they are in the order of their figures */
    int *first_check;    /* of each figure, -1: none */
    enum verdict *worst; /* of each figure's own checks */
};

const char *audit_html_class(enum verdict verdict)
{
    if (verdict == VERDICT_REMARK)
        return "note";
    if (verdict == VERDICT_TRUNCATED)
        return "cut";
    return amount_holds(verdict) ? "good" : "bad";
}

static void put_figure(struct writing *w, int i)
{
    const struct audit_figure *f = &w->audit->figures.at[i];
    struct str text = clean_original(&w->audit->clean, f->span);
    if (w->first_check[i] < 0) {
        buf_print(w->out, "<span class=\"figure-found\" id=\"figure-%d\">", i);
        escape_html(w->out, text);
        buf_put_c(w->out, "</span>");
        return;
    }
    buf_print(w->out, "<a class=\"figure-found figure-%s\" id=\"figure-%d\" href=\"#check-%d\">",
              audit_html_class(w->worst[i]), i, w->first_check[i]);
    escape_html(w->out, text);
    buf_put_c(w->out, "</a>");
}

/* A stretch of the text with the figures in it marked. */
static void put_span(struct writing *w, struct span span, int *figure)
{
    const struct audit *audit = w->audit;
    size_t at = span.from;
    while (*figure < (int)audit->figures.n && audit->figures.at[*figure].span.from < span.to) {
        const struct audit_figure *f = &audit->figures.at[*figure];
        if (f->span.from >= at && f->span.to <= span.to) {
            escape_html(w->out, clean_original(&audit->clean, (struct span){at, f->span.from}));
            if (f->role == ROLE_ORDINAL)
                escape_html(w->out, clean_original(&audit->clean, f->span));
            else
                put_figure(w, *figure);
            at = f->span.to;
        }
        ++*figure;
    }
    escape_html(w->out, clean_original(&audit->clean, (struct span){at, span.to}));
}

static void put_check(struct writing *w, size_t k)
{
    const struct audit_check *check = &w->audit->checks.at[k];
    buf_print(w->out, "<li id=\"check-%zu\" class=\"check-%s\"><b>%s %s</b> ", k,
              audit_html_class(check->verdict), remark_kind(check->kind, w->is_english),
              remark_verdict(check->verdict, w->is_english));
    struct buf text;
    buf_init(&text, CHECK_BYTES);
    audit_print_check(w->audit, check, w->is_english, &text);
    escape_html(w->out, buf_str(&text));
    buf_done(&text);
    buf_put_c(w->out, "</li>\n");
}

/* The checks of the figures before `figure` that were not written yet; many that all hold are
 * folded away. */
static void put_checks(struct writing *w, int figure)
{
    const struct audit *audit = w->audit;
    size_t end = w->check, holding = 0;
    for (; end < audit->checks.n && audit->checks.at[end].at < figure; end++)
        holding += amount_holds(audit->checks.at[end].verdict);
    if (end == w->check)
        return;
    bool is_folded = end - w->check > FOLDED_CHECKS && holding == end - w->check;
    if (is_folded)
        buf_print(w->out,
                  w->is_english ? "<details><summary>%zu checks hold</summary>\n"
                                : "<details><summary>核对%zu处，全部相符</summary>\n",
                  holding);
    buf_put_c(w->out, "<ul class=\"checks\">\n");
    for (; w->check < end; w->check++)
        put_check(w, w->check);
    buf_put(w->out, is_folded ? STR("</ul></details>\n") : STR("</ul>\n"));
}

static void put_row(struct writing *w, struct span line, int *figure)
{
    const struct clean *clean = &w->audit->clean;
    size_t from = line.from;
    buf_put_c(w->out, "<tr>");
    while (from <= line.to) {
        size_t to = from;
        while (to < line.to && clean->c[to] != '|')
            to++;
        bool is_edge = to == from && (from == line.from || to == line.to);
        if (!is_edge) {
            buf_put_c(w->out, "<td>");
            put_span(w, (struct span){from, to}, figure);
            buf_put_c(w->out, "</td>");
        }
        from = to + 1;
    }
    buf_put_c(w->out, "</tr>\n");
}

static void put_lines(struct writing *w)
{
    const struct audit *audit = w->audit;
    int figure = 0;
    for (size_t i = 0; i < audit->lines.n;) {
        const struct audit_line *line = &audit->lines.at[i];
        if (line->span.to == line->span.from) {
            i++;
            continue;
        }
        buf_put_c(w->out, "<div class=\"audited\">");
        if (line->is_row) {
            buf_put_c(w->out, "<div class=\"scroll\"><table>\n");
            for (; i < audit->lines.n && audit->lines.at[i].is_row; i++)
                put_row(w, audit->lines.at[i].span, &figure);
            buf_put_c(w->out, "</table></div>\n");
        } else {
            buf_put_c(w->out, "<p>");
            put_span(w, line->span, &figure);
            buf_put_c(w->out, "</p>\n");
            i++;
        }
        put_checks(w, figure);
        buf_put_c(w->out, "</div>\n");
    }
}

/* The order from worst to best. */
static int badness(enum verdict verdict)
{
    static const int order[] = {
        [VERDICT_EXACT] = 0,  [VERDICT_ROUNDED] = 0,   [VERDICT_WITHIN] = 0,
        [VERDICT_REMARK] = 1, [VERDICT_TRUNCATED] = 2, [VERDICT_LAST_DIGIT] = 3,
        [VERDICT_WRONG] = 4,
    };
    return order[verdict];
}

void audit_html_put(const struct audit *audit, bool is_english, struct buf *out)
{
    struct writing w = {.audit = audit, .out = out, .is_english = is_english};
    w.first_check = arena_array(audit->arena, int, audit->figures.n + 1);
    w.worst = arena_array(audit->arena, enum verdict, audit->figures.n + 1);
    for (size_t i = 0; i < audit->figures.n; i++)
        w.first_check[i] = -1;
    for (size_t k = 0; k < audit->checks.n; k++) {
        const struct audit_check *check = &audit->checks.at[k];
        bool is_first = w.first_check[check->at] < 0;
        if (is_first || badness(check->verdict) > badness(w.worst[check->at])) {
            w.first_check[check->at] = (int)k;
            w.worst[check->at] = check->verdict;
        }
    }
    put_lines(&w);
}
