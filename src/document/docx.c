/*
 * docx.c - a document as Office Open XML (ISO/IEC 29500) with named styles; fonts are named by
 * role, the page has the margins and the grid of GB/T 9704-2012, and page numbers stand outside.
 */
#include "base/assert.h"
#include "base/embed.h"
#include "document/parts.h"
#include "text/archive_out.h"
#include "text/escape.h"

enum {
    PART_BYTES = 1 << 25,
    TWIPS_WIDE = 12756, /* of the type area: 225 mm */
    TWIPS_HIGH = 8845   /* 156 mm */
};

static void put_paragraph_open(struct buf *out, const char *style)
{
    buf_print(out, "<w:p><w:pPr><w:pStyle w:val=\"%s\"/></w:pPr>", style);
}

static void put_text(struct buf *out, struct str text)
{
    buf_put_c(out, "<w:t xml:space=\"preserve\">");
    escape_xml(out, text);
    buf_put_c(out, "</w:t>");
}

static void put_plain(struct buf *out, const char *style, struct str text)
{
    put_paragraph_open(out, style);
    buf_put_c(out, "<w:r>");
    put_text(out, text);
    buf_put_c(out, "</w:r></w:p>\n");
}

/* A line ends at each mark. */
static void put_title(struct buf *out, struct str title)
{
    struct str line;
    put_paragraph_open(out, "Title");
    buf_put_c(out, "<w:r>");
    for (bool is_first = true; str_next(&title, '|', &line); is_first = false) {
        if (!is_first)
            buf_put_c(out, "<w:br/>");
        put_text(out, line);
    }
    buf_put_c(out, "</w:r></w:p>\n");
}

/* ---- blocks ---- */

/* A figure stands in a content control that carries its id, so that an editor keeps them together.
 */
static void put_figure(struct buf *out, const struct document_run *run)
{
    buf_put_c(out, "<w:sdt><w:sdtPr><w:alias w:val=\"");
    escape_xml(out, str_first(run->figure->key, 60));
    buf_put_c(out, "\"/><w:tag w:val=\"");
    escape_xml(out, str_first(run->figure->id, 60));
    buf_put_c(out, "\"/><w:text/></w:sdtPr><w:sdtContent><w:r>");
    put_text(out, run->text);
    buf_put_c(out, "</w:r></w:sdtContent></w:sdt>");
}

static void put_run(struct buf *out, const struct document_run *run)
{
    if (run->figure != NULL) {
        put_figure(out, run);
        return;
    }
    buf_put_c(out, "<w:r>");
    if (run->is_strong)
        buf_put_c(out, "<w:rPr><w:b/></w:rPr>");
    put_text(out, run->text);
    buf_put_c(out, "</w:r>");
}

static void put_cell(struct buf *out, const struct document_table *table,
                     const struct document_cell *cell, size_t column, bool is_head)
{
    static const char *const styles[] = {[DOCUMENT_LEFT] = "TableText",
                                         [DOCUMENT_CENTRE] = "TableCentre",
                                         [DOCUMENT_END] = "TableEnd"};
    buf_put_c(out, "<w:tc><w:tcPr>");
    if (cell->span > 1)
        buf_print(out, "<w:gridSpan w:val=\"%d\"/>", cell->span);
    buf_put_c(out, "<w:vAlign w:val=\"center\"/></w:tcPr>");
    put_paragraph_open(out, is_head ? "TableHead" : styles[table->columns[column].align]);
    put_run(out, &cell->run);
    buf_put_c(out, "</w:p></w:tc>");
}

static void put_row(struct buf *out, const struct document_table *table,
                    const struct document_row *row, bool is_head)
{
    size_t column = 0;
    buf_put(out, is_head ? STR("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>")
                         : STR("<w:tr><w:trPr><w:cantSplit/></w:trPr>"));
    for (size_t i = 0; i < row->cells_n && column < table->columns_n; i++) {
        put_cell(out, table, &row->cells[i], column, is_head || row->is_head);
        column += row->cells[i].span > 1 ? (size_t)row->cells[i].span : 1;
    }
    buf_put_c(out, "</w:tr>\n");
}

static void put_table(const struct document *d, const struct document_table *table, struct buf *out)
{
    struct document_cell *titles = arena_array(d->arena, struct document_cell, table->columns_n);
    size_t width = (d->is_wide ? TWIPS_WIDE : TWIPS_HIGH) / table->columns_n;
    if (table->caption.len > 0)
        put_plain(out, "TableCaption", table->caption);
    if (table->unit.len > 0)
        put_plain(out, "TableUnit", arena_print(d->arena, "单位：%" STR_FMT, STR_ARG(table->unit)));
    buf_put_c(out, "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"5000\" "
                   "w:type=\"pct\"/></w:tblPr><w:tblGrid>");
    for (size_t i = 0; i < table->columns_n; i++) {
        buf_print(out, "<w:gridCol w:w=\"%zu\"/>", width);
        titles[i].run.text = table->columns[i].title;
    }
    buf_put_c(out, "</w:tblGrid>\n");
    struct document_row head = {.cells = titles, .cells_n = table->columns_n};
    put_row(out, table, &head, true);
    for (size_t i = 0; i < table->rows.n; i++)
        put_row(out, table, &table->rows.at[i], false);
    buf_put_c(out, "</w:tbl>\n");
}

static const char *style_of(const struct document_block *block)
{
    static const char *const headings[] = {"", "Heading1", "Heading2", "Heading3", "Heading4"};
    static const char *const styles[] = {
        [DOCUMENT_TEXT] = "BodyText",    [DOCUMENT_FLUSH] = "Addressee",
        [DOCUMENT_ITEM] = "ListItem",    [DOCUMENT_CENTRED] = "Centred",
        [DOCUMENT_RIGHT] = "Signature",  [DOCUMENT_SMALL] = "SmallText",
        [DOCUMENT_BLANK] = "BodyText",   [DOCUMENT_NEW_PAGE] = "BodyText",
        [DOCUMENT_HEADING] = "Heading1", [DOCUMENT_TABLE] = "BodyText"};
    return block->kind == DOCUMENT_HEADING ? headings[block->level] : styles[block->kind];
}

static void put_blocks(const struct document *d, struct document_block *const *blocks, size_t n,
                       struct buf *out)
{
    for (size_t i = 0; i < n; i++) {
        const struct document_block *block = blocks[i];
        if (block->kind == DOCUMENT_TABLE) {
            put_table(d, block->table, out);
            continue;
        }
        put_paragraph_open(out, style_of(block));
        if (block->kind == DOCUMENT_NEW_PAGE)
            buf_put_c(out, "<w:r><w:br w:type=\"page\"/></w:r>");
        for (size_t k = 0; k < block->runs.n; k++)
            put_run(out, block->runs.at[k]);
        buf_put_c(out, "</w:p>\n");
    }
}

/* ---- the document ---- */

static void put_top(const struct document *d, struct buf *out)
{
    struct str head = parts_head(d);
    for (size_t i = 0; i < d->meta.n; i++)
        put_plain(out, "SmallText",
                  arena_print(d->arena, "%" STR_FMT "：%" STR_FMT, STR_ARG(d->meta.at[i].name),
                              STR_ARG(d->meta.at[i].value)));
    if (head.len > 0)
        put_plain(out, "RedHead", head);
    if (d->signer.len > 0)
        put_plain(out, head.len > 0 ? "NumberRuled" : "DocumentNumber",
                  arena_print(d->arena, "%" STR_FMT "　　　　签发人：%" STR_FMT, STR_ARG(d->number),
                              STR_ARG(d->signer)));
    else if (d->number.len > 0)
        put_plain(out, head.len > 0 ? "NumberRuled" : "DocumentNumber", d->number);
    if (d->title.len > 0)
        put_title(out, d->title);
}

static void put_attachments(const struct document *d, struct buf *out)
{
    for (size_t i = 0; i < d->attachments.n; i++) {
        const struct document_attachment *attachment = d->attachments.at[i];
        put_plain(out, "AttachmentMark", parts_attachment_mark(d, i));
        put_title(out, attachment->title);
        put_blocks(d, attachment->blocks.at, attachment->blocks.n, out);
    }
}

static void put_end(const struct document *d, struct buf *out)
{
    struct str copies = parts_copies(d);
    for (size_t i = 0; i < d->attachments.n; i++)
        put_plain(out, "BodyText", parts_attachment(d, i));
    if (d->signed_by.len > 0)
        put_plain(out, "Signature", d->signed_by);
    if (!date_is_none(d->signed_on))
        put_plain(out, "Signature", document_day(d->arena, d->signed_on));
    put_attachments(d, out);
    put_blocks(d, d->foot.at, d->foot.n, out);
    if (copies.len > 0)
        put_plain(out, "Imprint", copies);
    if (d->printed_by.len > 0) {
        struct str day = date_is_none(d->printed_on)
                             ? STR_NONE
                             : arena_print(d->arena, "　　%" STR_FMT "印发",
                                           STR_ARG(document_day(d->arena, d->printed_on)));
        put_plain(
            out, "Imprint",
            arena_print(d->arena, "%" STR_FMT "%" STR_FMT, STR_ARG(d->printed_by), STR_ARG(day)));
    }
}

static void put_section(const struct document *d, struct buf *out)
{
    buf_put_c(out, "<w:sectPr>");
    if (d->is_demo)
        buf_put_c(out, "<w:headerReference w:type=\"default\" r:id=\"rId4\"/>"
                       "<w:headerReference w:type=\"even\" r:id=\"rId4\"/>");
    buf_put_c(out, "<w:footerReference w:type=\"default\" r:id=\"rId2\"/>"
                   "<w:footerReference w:type=\"even\" r:id=\"rId3\"/>");
    /* A4, 37/35/28/26 mm; the foot 7 mm below the type area. */
    if (d->is_wide)
        buf_put_c(out, "<w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/>"
                       "<w:pgMar w:top=\"1587\" w:right=\"1984\" w:bottom=\"1474\" w:left=\"2098\" "
                       "w:header=\"720\" w:footer=\"794\" w:gutter=\"0\"/>");
    else
        buf_put_c(out,
                  "<w:pgSz w:w=\"11906\" w:h=\"16838\"/>"
                  "<w:pgMar w:top=\"2098\" w:right=\"1474\" w:bottom=\"1984\" w:left=\"1587\" "
                  "w:header=\"964\" w:footer=\"1307\" w:gutter=\"0\"/>"
                  "<w:docGrid w:type=\"linesAndChars\" w:linePitch=\"579\" w:charSpace=\"0\"/>");
    buf_put_c(out, "</w:sectPr>");
}

#define NAMESPACES                                                              \
    " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"" \
    " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
#define XML_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

static void put_body(const struct document *d, struct buf *out)
{
    buf_put_c(out, XML_HEAD "<w:document" NAMESPACES "><w:body>\n");
    put_top(d, out);
    put_blocks(d, d->blocks.at, d->blocks.n, out);
    put_end(d, out);
    put_section(d, out);
    buf_put_c(out, "</w:body></w:document>\n");
}

static void put_number_foot(struct buf *out, const char *alignment)
{
    buf_print(out,
              XML_HEAD
              "<w:ftr" NAMESPACES "><w:p><w:pPr><w:pStyle w:val=\"PageNumber\"/>"
              "<w:jc w:val=\"%s\"/></w:pPr><w:r><w:t xml:space=\"preserve\">— </w:t></w:r>"
              "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText "
              "xml:space=\"preserve\"> PAGE </w:instrText></w:r><w:r><w:fldChar "
              "w:fldCharType=\"separate\"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar "
              "w:fldCharType=\"end\"/></w:r><w:r><w:t xml:space=\"preserve\"> —</w:t></w:r>"
              "</w:p></w:ftr>\n",
              alignment);
}

static void put_core(const struct document *d, struct buf *out)
{
    char day[DATE_TEXT_BYTES];
    struct date made = date_is_none(d->signed_on) ? date_of(2000, 1, 1) : d->signed_on;
    buf_put_c(out, XML_HEAD
              "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/"
              "metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
              "xmlns:dcterms=\"http://purl.org/dc/terms/\" "
              "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>");
    escape_xml(out, parts_title(d));
    buf_put_c(out, "</dc:title><dc:subject>");
    escape_xml(out, d->is_demo ? STR(DOCUMENT_DEMO_MARK) : d->number);
    buf_put_c(out, "</dc:subject><dcterms:created xsi:type=\"dcterms:W3CDTF\">");
    buf_put(out, date_print(made, day));
    buf_put_c(out, "T00:00:00Z</dcterms:created></cp:coreProperties>\n");
}

static void put_relations(const struct document *d, struct buf *out)
{
#define RELATION(id, type, target)                                                              \
    "<Relationship Id=\"" id "\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/" \
    "relationships/" type "\" Target=\"" target "\"/>"
    buf_put_c(out, XML_HEAD "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/"
                            "relationships\">" RELATION("rId1", "styles", "styles.xml")
                                RELATION("rId2", "footer", "footer1.xml")
                                    RELATION("rId3", "footer", "footer2.xml")
                                        RELATION("rId5", "settings", "settings.xml"));
    if (d->is_demo)
        buf_put_c(out, RELATION("rId4", "header", "header1.xml"));
    buf_put_c(out, "</Relationships>\n");
}

static struct str fixed(const char *path)
{
    struct str bytes;
    if (!embed_find(str_of(path), &bytes))
        gl_bug("a part of the DOCX is not compiled in");
    return bytes;
}

static void add(struct archive_out *zip, const char *name, struct buf *part, bool *is_over)
{
    archive_out_add(zip, name, buf_str(part));
    *is_over |= part->is_over;
    buf_clear(part);
}

bool document_put_docx(const struct document *d, struct buf *out, struct err *err)
{
    struct archive_out zip;
    struct buf part;
    bool is_over = false;
    if (!archive_out_open(&zip, d->arena, err))
        return false;
    buf_init(&part, PART_BYTES);
    archive_out_add(&zip, "[Content_Types].xml", fixed("documents/docx/content_types.xml"));
    archive_out_add(&zip, "_rels/.rels", fixed("documents/docx/rels.xml"));
    put_body(d, &part);
    add(&zip, "word/document.xml", &part, &is_over);
    archive_out_add(&zip, "word/styles.xml", fixed("documents/docx/styles.xml"));
    archive_out_add(&zip, "word/settings.xml", fixed("documents/docx/settings.xml"));
    put_number_foot(&part, "right");
    add(&zip, "word/footer1.xml", &part, &is_over);
    put_number_foot(&part, "left");
    add(&zip, "word/footer2.xml", &part, &is_over);
    buf_put_c(&part, XML_HEAD "<w:hdr" NAMESPACES ">");
    put_plain(&part, "DemoMark", d->is_demo ? STR(DOCUMENT_DEMO_MARK) : STR_NONE);
    buf_put_c(&part, "</w:hdr>\n");
    add(&zip, "word/header1.xml", &part, &is_over);
    put_relations(d, &part);
    add(&zip, "word/_rels/document.xml.rels", &part, &is_over);
    put_core(d, &part);
    add(&zip, "docProps/core.xml", &part, &is_over);
    buf_done(&part);
    return archive_out_close(&zip, out, err)
           && (!is_over
               || err_set(err, ERR_LIMIT, "the document is larger than %d MiB", PART_BYTES >> 20));
}
