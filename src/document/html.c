/*
 * html.c - a document as one HTML file that opens from disk: style inside, no script, no outside
 * resource. Facts stand in the text and nowhere else; the JSON block repeats what is printed.
 */
#include "base/assert.h"
#include "base/embed.h"
#include "document/parts.h"
#include "text/escape.h"

static void put_attribute(struct buf *out, const char *name, struct str value)
{
    buf_print(out, " %s=\"", name);
    escape_attribute(out, value);
    buf_put_char(out, '"');
}

static void put_element(struct buf *out, const char *open, struct str text, const char *close)
{
    buf_put(out, str_of(open));
    escape_html(out, text);
    buf_put(out, str_of(close));
}

/* ---- runs ---- */

static void put_title_of(const struct document_figure *figure, struct buf *out)
{
    char from[DATE_TEXT_BYTES], to[DATE_TEXT_BYTES];
    date_print(figure->from, from);
    date_print(figure->to, to);
    buf_print(out, " title=\"%s — %s", from, to);
    if (figure->note.len > 0) {
        buf_put_c(out, "；");
        escape_attribute(out, figure->note);
    }
    buf_put_char(out, '"');
}

static void put_data(const struct document_run *run, struct buf *out)
{
    const struct document_figure *figure = run->figure;
    char day[DATE_TEXT_BYTES];
    buf_put_c(out, "<data class=\"figure\"");
    put_attribute(out, "id", figure->id);
    put_attribute(out, "value", figure->value);
    put_attribute(out, "data-key", figure->key);
    put_attribute(out, "data-unit", figure->unit);
    buf_print(out, " data-scale=\"%d\" data-decimals=\"%d\"", figure->scale, figure->decimals);
    put_attribute(out, "data-accuracy", figure->accuracy);
    put_attribute(out, "data-from", date_print(figure->from, day));
    put_attribute(out, "data-to", date_print(figure->to, day));
    put_attribute(out, "data-as-of", date_print(figure->as_of, day));
    put_title_of(figure, out);
    buf_put_char(out, '>');
    escape_html(out, run->text);
    buf_put_c(out, "</data>");
}

static void put_run(const struct document_run *run, struct buf *out)
{
    bool is_linked = run->figure != NULL && run->figure->link.len > 0;
    if (is_linked) {
        buf_put_c(out, "<a");
        put_attribute(out, "href", run->figure->link);
        buf_put_char(out, '>');
    }
    if (run->figure != NULL)
        put_data(run, out);
    else if (run->is_strong)
        put_element(out, "<strong>", run->text, "</strong>");
    else
        escape_html(out, run->text);
    if (is_linked)
        buf_put_c(out, "</a>");
}

/* ---- tables ---- */

static const char *align_of(enum document_align align)
{
    static const char *const classes[] = {[DOCUMENT_LEFT] = "",
                                          [DOCUMENT_CENTRE] = " class=\"centre\"",
                                          [DOCUMENT_END] = " class=\"end\""};
    return classes[align];
}

static void put_row(const struct document_table *table, const struct document_row *row,
                    struct buf *out)
{
    size_t column = 0;
    buf_put(out, row->is_total ? STR("<tr class=\"total\">") : STR("<tr>"));
    for (size_t i = 0; i < row->cells_n && column < table->columns_n; i++) {
        const struct document_cell *cell = &row->cells[i];
        bool is_head = row->is_head || column == 0;
        buf_put(out, is_head ? STR("<th") : STR("<td"));
        if (is_head)
            buf_put(out, row->is_head ? STR(" scope=\"col\"") : STR(" scope=\"row\""));
        if (cell->span > 1)
            buf_print(out, " colspan=\"%d\"", cell->span);
        buf_put(out, str_of(align_of(table->columns[column].align)));
        buf_put_char(out, '>');
        put_run(&cell->run, out);
        buf_put(out, is_head ? STR("</th>") : STR("</td>"));
        column += cell->span > 1 ? (size_t)cell->span : 1;
    }
    buf_put_c(out, "</tr>\n");
}

static void put_table(const struct document_table *table, struct buf *out)
{
    buf_put_c(out, "<div class=\"table\" tabindex=\"0\" role=\"region\"");
    put_attribute(out, "aria-label", table->caption.len > 0 ? table->caption : STR("表"));
    buf_put_c(out, "><table>\n");
    if (table->caption.len > 0 || table->unit.len > 0) {
        buf_put_c(out, "<caption>");
        escape_html(out, table->caption);
        if (table->unit.len > 0)
            put_element(out, "<span class=\"unit\">单位：", table->unit, "</span>");
        buf_put_c(out, "</caption>\n");
    }
    buf_put_c(out, "<thead><tr>");
    for (size_t i = 0; i < table->columns_n; i++)
        put_element(out, "<th scope=\"col\">", table->columns[i].title, "</th>");
    buf_put_c(out, "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < table->rows.n; i++)
        put_row(table, &table->rows.at[i], out);
    buf_put_c(out, "</tbody></table></div>\n");
}

/* ---- blocks ---- */

static void put_paragraph(const struct document_block *block, struct buf *out)
{
    static const char *const tags[] = {
        [DOCUMENT_TEXT] = "<p>",
        [DOCUMENT_FLUSH] = "<p class=\"addressee\">",
        [DOCUMENT_ITEM] = "<p class=\"item\">",
        [DOCUMENT_CENTRED] = "<p class=\"centred\">",
        [DOCUMENT_RIGHT] = "<p class=\"closing\">",
        [DOCUMENT_SMALL] = "<p class=\"small\">",
    };
    buf_put(out, str_of(tags[block->kind]));
    for (size_t i = 0; i < block->runs.n; i++)
        put_run(block->runs.at[i], out);
    buf_put_c(out, "</p>\n");
}

static void put_heading(const struct document_block *block, struct buf *out)
{
    int level = block->level + 1;
    buf_print(out, "<h%d", level);
    if (block->anchor.len > 0)
        put_attribute(out, "id", block->anchor);
    buf_put_char(out, '>');
    for (size_t i = 0; i < block->runs.n; i++)
        put_run(block->runs.at[i], out);
    buf_print(out, "</h%d>\n", level);
}

static void put_blocks(struct document_block *const *blocks, size_t n, struct buf *out)
{
    for (size_t i = 0; i < n; i++) {
        switch (blocks[i]->kind) {
        case DOCUMENT_HEADING:
            put_heading(blocks[i], out);
            break;
        case DOCUMENT_TABLE:
            put_table(blocks[i]->table, out);
            break;
        case DOCUMENT_BLANK:
            buf_put_c(out, "<p class=\"blank\"></p>\n");
            break;
        case DOCUMENT_NEW_PAGE:
            buf_put_c(out, "<div class=\"new-page\"></div>\n");
            break;
        default:
            put_paragraph(blocks[i], out);
        }
    }
}

/* ---- the document ---- */

static void put_head(const struct document *d, struct buf *out)
{
    struct str style = d->style;
    if (style.len == 0 && !embed_find(STR("documents/document.css"), &style))
        gl_bug("documents/document.css is not compiled in");
    buf_put_c(out, "<!DOCTYPE html>\n<html");
    put_attribute(out, "lang", d->lang.len > 0 ? d->lang : STR("zh-CN"));
    buf_put_c(out, ">\n<head>\n<meta charset=\"utf-8\">\n"
                   "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    put_element(out, "<title>", parts_title(d), d->is_demo ? "（" DOCUMENT_DEMO_MARK "）" : "");
    buf_put_c(out, "</title>\n<style>\n");
    buf_put(out, style);
    if (d->is_demo)
        buf_put_c(out, "@page { @top-center { content: \"" DOCUMENT_DEMO_MARK "\"; } }\n");
    if (d->is_wide)
        buf_put_c(out, "@page { size: A4 landscape; }\nmain { max-width: 70rem; }\n");
    buf_put_c(out, "</style>\n</head>\n<body>\n");
    if (d->is_demo)
        buf_put_c(out,
                  "<header><p class=\"demo\" role=\"note\">" DOCUMENT_DEMO_MARK "</p></header>\n");
    buf_put_c(out, "<main>\n");
}

static void put_top(const struct document *d, struct buf *out)
{
    struct str head = parts_head(d);
    if (d->meta.n > 0) {
        buf_put_c(out, "<dl class=\"meta\">\n");
        for (size_t i = 0; i < d->meta.n; i++) {
            put_element(out, "<div><dt>", d->meta.at[i].name, "</dt>");
            put_element(out, "<dd>", d->meta.at[i].value, "</dd></div>\n");
        }
        buf_put_c(out, "</dl>\n");
    }
    if (head.len > 0)
        put_element(out, "<p class=\"head\">", head, "</p>\n");
    if (d->number.len > 0 || d->signer.len > 0) {
        buf_put(out,
                head.len > 0 ? STR("<p class=\"number ruled\">") : STR("<p class=\"number\">"));
        escape_html(out, d->number);
        if (d->signer.len > 0)
            put_element(out, "<span class=\"signer\">签发人：<b>", d->signer, "</b></span>");
        buf_put_c(out, "</p>\n");
    }
    if (d->title.len > 0)
        put_element(out, "<h1>", parts_title(d), "</h1>\n");
}

static void put_attachments(const struct document *d, struct buf *out)
{
    for (size_t i = 0; i < d->attachments.n; i++) {
        const struct document_attachment *attachment = d->attachments.at[i];
        buf_put_c(out, "<section class=\"attachment\">\n");
        put_element(out, "<p class=\"mark\">", parts_attachment_mark(d, i), "</p>\n");
        put_element(out, "<h2 class=\"title\">", attachment->title, "</h2>\n");
        put_blocks(attachment->blocks.at, attachment->blocks.n, out);
        buf_put_c(out, "</section>\n");
    }
}

static void put_imprint(const struct document *d, struct buf *out)
{
    struct str copies = parts_copies(d);
    if (copies.len == 0 && d->printed_by.len == 0)
        return;
    buf_put_c(out, "<div class=\"imprint\">\n");
    if (copies.len > 0)
        put_element(out, "<p>", copies, "</p>\n");
    if (d->printed_by.len > 0) {
        put_element(out, "<p>", d->printed_by, "");
        if (!date_is_none(d->printed_on))
            put_element(out, "<span>", document_day(d->arena, d->printed_on), "印发</span>");
        buf_put_c(out, "</p>\n");
    }
    buf_put_c(out, "</div>\n");
}

static void put_end(const struct document *d, struct buf *out)
{
    for (size_t i = 0; i < d->attachments.n; i++)
        put_element(out, "<p class=\"listed\">", parts_attachment(d, i), "</p>\n");
    if (d->signed_by.len > 0)
        put_element(out, "<p class=\"closing\">", d->signed_by, "</p>\n");
    if (!date_is_none(d->signed_on))
        put_element(out, "<p class=\"closing\">", document_day(d->arena, d->signed_on), "</p>\n");
    put_attachments(d, out);
    if (d->foot.n > 0) {
        buf_put_c(out, "<footer>\n");
        put_blocks(d->foot.at, d->foot.n, out);
        buf_put_c(out, "</footer>\n");
    }
    put_imprint(d, out);
}

static void put_facts(const struct document *d, struct buf *out)
{
    struct buf json;
    buf_init(&json, 1 << 24);
    document_put_facts(d, &json);
    buf_put_c(out, "<script type=\"application/json\" id=\"facts\">");
    escape_script(out, buf_str(&json));
    buf_put_c(out, "</script>\n");
    out->is_over |= json.is_over;
    buf_done(&json);
}

void document_put_html(const struct document *d, struct buf *out)
{
    if (d->is_page) {
        put_blocks(d->blocks.at, d->blocks.n, out);
        return;
    }
    put_head(d, out);
    put_top(d, out);
    put_blocks(d->blocks.at, d->blocks.n, out);
    put_end(d, out);
    buf_put_c(out, "</main>\n");
    if (d->figures.n > 0)
        put_facts(d, out);
    buf_put_c(out, "</body>\n</html>\n");
}
