/*
 * pdf.c - a laid out document drawn by cairo. Text is written as glyphs with their characters, so
 * that it can be searched and copied.
 */
#include <cairo-pdf.h>
#include <math.h>

#include "document/layout.h"
#include "text/escape.h"

#define MM LAYOUT_MM
#define ASCENT 0.88 /* of a Han character's square above the base line */
#define NUMBER_PT 14.0
#define MARK_PT 12.0

enum { NUMBER_BELOW_MM = 7, GLYPHS_MAX = 512, CLUSTER_BYTES = 4 };

struct pdf {
    cairo_t *cr;
    cairo_surface_t *surface;
    const struct document *d;
    struct layout *layout;
};

static cairo_status_t write_to_buf(void *context, const unsigned char *bytes, unsigned int n)
{
    struct buf *out = context;
    buf_put_bytes(out, bytes, n);
    return out->is_over ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

/* ---- text ---- */

struct glyph_run {
    cairo_glyph_t glyphs[GLYPHS_MAX];
    cairo_text_cluster_t clusters[GLYPHS_MAX];
    char text[GLYPHS_MAX * CLUSTER_BYTES];
    int n;
    size_t bytes;
    cairo_scaled_font_t *font;
};

static void flush(struct pdf *pdf, struct glyph_run *run)
{
    if (run->n > 0) {
        cairo_set_scaled_font(pdf->cr, run->font);
        cairo_show_text_glyphs(pdf->cr, run->text, (int)run->bytes, run->glyphs, run->n,
                               run->clusters, run->n, 0);
    }
    run->n = 0;
    run->bytes = 0;
}

static int put_utf8(char *out, int32_t c)
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    out[0] = (char)((more == 1 ? 0xC0 : more == 2 ? 0xE0 : 0xF0) | (c >> (6 * more)));
    for (int i = 1; i <= more; i++)
        out[i] = (char)(0x80 | ((c >> (6 * (more - i))) & 0x3F));
    return more + 1;
}

static void add_glyph(struct pdf *pdf, struct glyph_run *run, const struct line_atom *atom,
                      double x, double y)
{
    if (atom->glyph.scaled == NULL)
        return;
    if (run->n == GLYPHS_MAX || (run->n > 0 && run->font != atom->glyph.scaled))
        flush(pdf, run);
    run->font = atom->glyph.scaled;
    int bytes = put_utf8(run->text + run->bytes, atom->character);
    run->glyphs[run->n] = (cairo_glyph_t){atom->glyph.index, x, y};
    run->clusters[run->n] = (cairo_text_cluster_t){bytes, 1};
    run->bytes += (size_t)bytes;
    run->n++;
}

static void draw_line(struct pdf *pdf, const struct line_atoms *atoms, const struct line *line,
                      double x, double baseline)
{
    struct glyph_run run = {.n = 0};
    for (size_t i = line->from; i < line->to; i++) {
        const struct line_atom *atom = &atoms->list.at[i];
        double narrow = line_narrowing(atoms, line, i);
        double left = atom->shrinks_left ? narrow : 0;
        add_glyph(pdf, &run, atom, x + atom->offset - left, baseline);
        x += atom->width - narrow + (line_stretches(atoms, i) ? line->stretch : 0);
    }
    flush(pdf, &run);
}

/* ---- boxes ---- */

static void draw_rule(struct pdf *pdf, double x, double y, double width, double thick)
{
    cairo_rectangle(pdf->cr, x, y - thick / 2, width, thick);
    cairo_fill(pdf->cr);
}

static void draw_row(struct pdf *pdf, const struct layout_box *box, double y)
{
    const struct layout_row *row = box->row;
    double left = pdf->layout->left;
    cairo_set_line_width(pdf->cr, 0.5);
    for (size_t i = 0; i + 1 < row->edges_n; i++)
        cairo_rectangle(pdf->cr, left + row->edges[i], y, row->edges[i + 1] - row->edges[i],
                        box->height);
    cairo_stroke(pdf->cr);
    for (size_t i = 0; i < row->lines.n; i++) {
        const struct layout_cell_line *line = &row->lines.at[i];
        draw_line(pdf, line->atoms, &line->line, left + line->x,
                  y + line->y + ASCENT * line->size_pt);
    }
}

static void draw_box(struct pdf *pdf, const struct layout_placed *placed)
{
    const struct layout_box *box = placed->box;
    double left = pdf->layout->left;
    if (box->is_red)
        cairo_set_source_rgb(pdf->cr, 0.85, 0, 0);
    if (box->kind == LAYOUT_LINE)
        draw_line(pdf, box->atoms, &box->line, left + box->x, placed->y + ASCENT * box->size_pt);
    else if (box->kind == LAYOUT_RULE)
        draw_rule(pdf, left, placed->y, pdf->layout->width, box->rule_pt);
    else if (box->kind == LAYOUT_ROW)
        draw_row(pdf, box, placed->y);
    cairo_set_source_rgb(pdf->cr, 0, 0, 0);
}

/* ---- the edges of a page ---- */

/* 7.5: in half-width 宋体 of size four with a dash at each side, 7 mm below the type area; on odd
 * pages one character from the right edge of it, on even ones from the left. */
static void draw_page_number(struct pdf *pdf, int page)
{
    const struct layout *layout = pdf->layout;
    struct line_style style = {FONT_SONG, NUMBER_PT, NUMBER_PT};
    struct str text = arena_print(layout->arena, "— %d —", page);
    const struct line_atoms *atoms;
    struct line line;
    layout_edge_line(pdf->layout, &style, text, &atoms, &line);
    double x = page % 2 == 0 ? layout->left + NUMBER_PT
                             : layout->left + layout->width - NUMBER_PT - line.width;
    double y = layout->top + layout->height + NUMBER_BELOW_MM * MM;
    draw_line(pdf, atoms, &line, x, y + ASCENT * NUMBER_PT);
}

static void draw_demo_mark(struct pdf *pdf)
{
    const struct layout *layout = pdf->layout;
    struct line_style style = {FONT_HEI, MARK_PT, MARK_PT};
    const struct line_atoms *atoms;
    struct line line;
    layout_edge_line(pdf->layout, &style, STR(DOCUMENT_DEMO_MARK), &atoms, &line);
    double x = (layout->page_width - line.width) / 2, y = layout->top * 0.45;
    cairo_set_source_rgb(pdf->cr, 0.35, 0.35, 0.35);
    cairo_set_line_width(pdf->cr, 0.8);
    cairo_rectangle(pdf->cr, x - 9, y - 5, line.width + 18, MARK_PT + 10);
    cairo_stroke(pdf->cr);
    draw_line(pdf, atoms, &line, x, y + ASCENT * MARK_PT);
    cairo_set_source_rgb(pdf->cr, 0, 0, 0);
}

/* ---- the document ---- */

/* No clock is read: a document's day is its own. */
static void set_metadata(struct pdf *pdf)
{
    const struct document *d = pdf->d;
    char day[DATE_TEXT_BYTES];
    struct date made = date_is_none(d->signed_on) ? date_of(2000, 1, 1) : d->signed_on;
    struct arena *arena = pdf->layout->arena;
    struct str at =
        arena_print(arena, "%" STR_FMT "T00:00:00+08:00", STR_ARG(date_print(made, day)));
    const char *when = arena_terminated(arena, at);
    cairo_pdf_surface_set_metadata(pdf->surface, CAIRO_PDF_METADATA_TITLE,
                                   arena_terminated(arena, parts_title(d)));
    cairo_pdf_surface_set_metadata(pdf->surface, CAIRO_PDF_METADATA_CREATE_DATE, when);
    cairo_pdf_surface_set_metadata(pdf->surface, CAIRO_PDF_METADATA_MOD_DATE, when);
    if (d->is_demo)
        cairo_pdf_surface_set_metadata(pdf->surface, CAIRO_PDF_METADATA_SUBJECT,
                                       DOCUMENT_DEMO_MARK);
}

static void add_outline(struct pdf *pdf)
{
    int parents[5] = {CAIRO_PDF_OUTLINE_ROOT, 0, 0, 0, 0};
    for (size_t i = 0; i < pdf->layout->placed.n; i++) {
        const struct layout_placed *placed = &pdf->layout->placed.at[i];
        int level = placed->box->level;
        if (level == 0)
            continue;
        struct arena *arena = pdf->layout->arena;
        struct str to =
            arena_print(arena, "page=%d pos=[0 %d]", placed->page, (int)(placed->y - 12));
        parents[level] = cairo_pdf_surface_add_outline(
            pdf->surface, parents[level - 1], arena_terminated(arena, placed->box->outline),
            arena_terminated(arena, to), level == 1 ? CAIRO_PDF_OUTLINE_FLAG_OPEN : 0);
        for (int deeper = level + 1; deeper < 5; deeper++)
            parents[deeper] = parents[level];
    }
}

static void draw(struct pdf *pdf)
{
    size_t at = 0;
    for (int page = 1; page <= pdf->layout->pages; page++) {
        if (pdf->d->is_demo)
            draw_demo_mark(pdf);
        for (; at < pdf->layout->placed.n && pdf->layout->placed.at[at].page == page; at++)
            draw_box(pdf, &pdf->layout->placed.at[at]);
        draw_page_number(pdf, page);
        cairo_show_page(pdf->cr);
    }
}

static bool check_glyphs(struct document_fonts *fonts, struct err *err)
{
    struct str missing = font_missing(fonts);
    if (missing.len == 0)
        return true;
    (void)err_set(err, ERR_MISSING,
                  "no font on this machine has the characters %" STR_FMT
                  "; an official document is not printed with holes",
                  STR_ARG(str_first(missing, 240)));
    err_hint(err, "install a Chinese font, on Debian: apt install fonts-noto-cjk "
                  "fonts-arphic-ukai; gulou doctor says which roles lack one");
    return false;
}

bool document_put_pdf(const struct document *d, struct document_fonts *fonts, struct buf *out,
                      struct err *err)
{
    struct layout layout;
    struct pdf pdf = {.d = d, .layout = &layout};
    layout_init(&layout, d->arena, fonts, d->is_wide);
    layout_document(&layout, d);
    pdf.surface = cairo_pdf_surface_create_for_stream(write_to_buf, out, layout.page_width,
                                                      layout.page_height);
    pdf.cr = cairo_create(pdf.surface);
    set_metadata(&pdf);
    add_outline(&pdf);
    draw(&pdf);
    bool ok = check_glyphs(fonts, err);
    cairo_destroy(pdf.cr);
    cairo_surface_finish(pdf.surface);
    cairo_status_t status = cairo_surface_status(pdf.surface);
    cairo_surface_destroy(pdf.surface);
    if (ok && status != CAIRO_STATUS_SUCCESS)
        return err_set(err, out->is_over ? ERR_LIMIT : ERR_SYSTEM, "the PDF could not be made: %s",
                       cairo_status_to_string(status));
    return ok;
}
