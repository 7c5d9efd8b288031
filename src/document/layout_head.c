/*
 * layout_head.c - 版头 and 版记 (GB/T 9704-2012 7.2, 7.4), and the metadata of the disclosure
 * catalogue above them.
 */
#include "document/layout_internal.h"

#define MM LAYOUT_MM
#define HEAD_PT_MAX 48.0
#define IMPRINT_PT 14.0 /* size four */

enum { HEAD_TOP_MM = 35, HEAD_RULE_MM = 4 };

static void rule(struct layout *layout, double width_mm, double height, bool is_red)
{
    struct layout_box box = {
        .kind = LAYOUT_RULE, .height = height, .rule_pt = width_mm * MM, .is_red = is_red};
    list_push(layout->arena, &layout->boxes, box);
}

/* 7.2.5: of documents to a higher organ the number stands on the left, the signer on the right. */
static void number_line(struct layout *layout, const struct document *d)
{
    struct line_style body = layout_style(layout, FONT_BODY, LAYOUT_BODY_PT);
    struct line_style kai = layout_style(layout, FONT_KAI, LAYOUT_BODY_PT);
    if (d->signer.len == 0) {
        layout_centred(layout, &body, d->number);
        return;
    }
    layout_line(layout, &body, d->number, layout->cell)->height = 0;
    struct line_atoms *atoms = layout_atoms(layout);
    line_atoms_add(atoms, &body, STR("签发人："));
    line_atoms_add(atoms, &kai, d->signer);
    struct line line = {.to = atoms->list.n, .width = line_width(atoms, 0, atoms->list.n)};
    struct layout_box box = {.kind = LAYOUT_LINE,
                             .height = layout->pitch,
                             .atoms = atoms,
                             .line = line,
                             .x = layout->width - layout->cell - line.width,
                             .size_pt = LAYOUT_BODY_PT};
    list_push(layout->arena, &layout->boxes, box);
}

static void meta(struct layout *layout, const struct document *d)
{
    struct line_style small = layout_style(layout, FONT_BODY, 10.5);
    double half = layout->width / 2;
    for (size_t i = 0; i < d->meta.n; i++) {
        struct str text = arena_print(layout->arena, "%" STR_FMT "：%" STR_FMT,
                                      STR_ARG(d->meta.at[i].name), STR_ARG(d->meta.at[i].value));
        struct layout_box *box = layout_line(layout, &small, text, i % 2 == 0 ? 0 : half);
        box->height = 16;
        if (i % 2 == 0 && i + 1 < d->meta.n && box->line.width < half)
            box->height = 0;
        else if (i % 2 == 1 && layout->boxes.at[layout->boxes.n - 2].height > 0)
            box->x = 0;
    }
    if (d->meta.n > 0) {
        rule(layout, 0.25, 6, false);
        list_push(layout->arena, &layout->boxes, (struct layout_box){.kind = LAYOUT_SNAP});
    }
}

void layout_head(struct layout *layout, const struct document *d)
{
    struct str head = parts_head(d);
    if (head.len == 0) /* with a red head they belong to the page that shows it, not to the paper */
        meta(layout, d);
    if (head.len > 0) {
        double size = HEAD_PT_MAX;
        double cells = (double)head.len / 3; /* Han characters take three bytes */
        if (cells * size > layout->width)
            size = layout->width / cells;
        struct line_style style = layout_style(layout, FONT_TITLE, size);
        layout_space(layout, HEAD_TOP_MM * MM);
        struct layout_box *box = layout_centred(layout, &style, head);
        box->height = size;
        box->is_red = true;
        layout_space(layout, 2 * layout->pitch);
    }
    if (d->number.len > 0 || d->signer.len > 0)
        number_line(layout, d);
    if (head.len > 0) {
        struct layout_box *number = &layout->boxes.at[layout->boxes.n - 1];
        number->height = LAYOUT_BODY_PT;
        layout_space(layout, HEAD_RULE_MM * MM);
        rule(layout, 0.5, 2, true);
        list_push(layout->arena, &layout->boxes, (struct layout_box){.kind = LAYOUT_SNAP});
    }
    if (head.len > 0 || d->number.len > 0)
        layout_space(layout, (head.len > 0 ? 2 : 1) * layout->pitch); /* 7.3.1 */
}

void layout_imprint(struct layout *layout, const struct document *d)
{
    struct line_style style = layout_style(layout, FONT_BODY, IMPRINT_PT);
    struct str copies = parts_copies(d);
    if (copies.len == 0 && d->printed_by.len == 0)
        return;
    size_t first = layout->boxes.n;
    layout_space(layout, layout->pitch);
    rule(layout, 0.35, 4, false);
    if (copies.len > 0) {
        layout_line(layout, &style, copies, IMPRINT_PT)->height = 22;
        rule(layout, d->printed_by.len > 0 ? 0.25 : 0.35, 4, false);
    }
    if (d->printed_by.len > 0) {
        layout_line(layout, &style, d->printed_by, IMPRINT_PT)->height =
            date_is_none(d->printed_on) ? 22 : 0;
        if (!date_is_none(d->printed_on)) {
            struct str day = arena_print(layout->arena, "%" STR_FMT "印发",
                                         STR_ARG(document_day(layout->arena, d->printed_on)));
            layout_right(layout, &style, day, IMPRINT_PT)->height = 22;
        }
        rule(layout, 0.35, 1, false);
    }
    for (size_t i = first; i + 1 < layout->boxes.n; i++)
        layout->boxes.at[i].is_kept = true;
}
