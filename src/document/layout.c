#include "document/layout_internal.h"

enum { LINES = 22, CELLS = 28 };

#define MM LAYOUT_MM
#define INSET_TOP_MM 0.75
#define INSET_BOTTOM_MM 0.45
#define TITLE_PT 22.0 /* size two */
#define TITLE_PITCH 36.0
#define SMALL_PT 10.5 /* size five */
#define SMALL_PITCH 16.0

void layout_init(struct layout *layout, struct arena *arena, struct document_fonts *fonts,
                 bool is_wide)
{
    *layout = (struct layout){.arena = arena, .fonts = fonts};
    layout->page_width = (is_wide ? 297 : 210) * MM;
    layout->page_height = (is_wide ? 210 : 297) * MM;
    layout->left = (is_wide ? 37 : 28) * MM;
    layout->top = (is_wide ? 28 : 37) * MM;
    layout->width = (is_wide ? 225 : 156) * MM;
    layout->height = (is_wide ? 156 : 225) * MM;
    layout->cell = 156 * MM / CELLS;
    /* The squares of 22 lines of characters fill the type area but for a millimetre, so that the
     * margins hold to ±1 mm both for the characters and for the taller boxes that fonts claim. */
    layout->top += INSET_TOP_MM * MM;
    layout->height -= (INSET_TOP_MM + INSET_BOTTOM_MM) * MM;
    layout->pitch =
        (225 * MM - (INSET_TOP_MM + INSET_BOTTOM_MM) * MM - LAYOUT_BODY_PT) / (LINES - 1);
}

struct line_style layout_style(const struct layout *layout, enum font_role role, double size_pt)
{
    bool is_body = size_pt == LAYOUT_BODY_PT;
    return (struct line_style){role, size_pt, is_body ? layout->cell : size_pt};
}

struct line_atoms *layout_atoms(struct layout *layout)
{
    struct line_atoms *atoms = arena_new(layout->arena, struct line_atoms);
    atoms->arena = layout->arena;
    atoms->fonts = layout->fonts;
    return atoms;
}

void layout_space(struct layout *layout, double height)
{
    list_push(layout->arena, &layout->boxes,
              (struct layout_box){.kind = LAYOUT_SPACE, .height = height});
}

void layout_edge_line(struct layout *layout, const struct line_style *style, struct str text,
                      const struct line_atoms **atoms_out, struct line *line_out)
{
    struct line_atoms *atoms = layout_atoms(layout);
    line_atoms_add(atoms, style, text);
    *atoms_out = atoms;
    *line_out = (struct line){.to = atoms->list.n, .width = line_width(atoms, 0, atoms->list.n)};
}

struct layout_box *layout_line(struct layout *layout, const struct line_style *style,
                               struct str text, double x)
{
    struct layout_box box = {
        .kind = LAYOUT_LINE, .height = layout->pitch, .x = x, .size_pt = style->size_pt};
    layout_edge_line(layout, style, text, &box.atoms, &box.line);
    list_push(layout->arena, &layout->boxes, box);
    return &layout->boxes.at[layout->boxes.n - 1];
}

struct layout_box *layout_centred(struct layout *layout, const struct line_style *style,
                                  struct str text)
{
    struct layout_box *box = layout_line(layout, style, text, 0);
    box->x = (layout->width - box->line.width) / 2;
    return box;
}

struct layout_box *layout_right(struct layout *layout, const struct line_style *style,
                                struct str text, double right)
{
    struct layout_box *box = layout_line(layout, style, text, 0);
    box->x = layout->width - right - box->line.width;
    return box;
}

/* ---- paragraphs ---- */

struct setting {
    double indent, hang, pitch;
    bool is_kept; /* with what follows */
};

/* Two lines of a paragraph stay together at its beginning and at its end. */
static void push_lines(struct layout *layout, const struct line_atoms *atoms,
                       const struct lines *lines, const struct setting *setting, double size_pt)
{
    for (size_t i = 0; i < lines->list.n; i++) {
        struct layout_box box = {
            .kind = LAYOUT_LINE,
            .height = setting->pitch,
            .atoms = atoms,
            .line = lines->list.at[i],
            .x = i == 0 ? setting->indent : setting->hang,
            .size_pt = size_pt,
            .is_kept = setting->is_kept && i + 1 == lines->list.n,
        };
        list_push(layout->arena, &layout->boxes, box);
    }
}

static enum font_role role_of(const struct document_block *block)
{
    if (block->kind != DOCUMENT_HEADING || block->level > 2)
        return FONT_BODY;
    return block->level == 1 ? FONT_HEI : FONT_KAI; /* 7.3.3 */
}

static void put_paragraph(struct layout *layout, const struct document_block *block)
{
    bool is_small = block->kind == DOCUMENT_SMALL;
    double size = is_small ? SMALL_PT : LAYOUT_BODY_PT;
    struct line_style style = layout_style(layout, role_of(block), size);
    struct line_style strong = layout_style(layout, is_small ? FONT_HEI : FONT_KAI, size);
    struct setting setting = {.pitch = is_small ? SMALL_PITCH : layout->pitch};
    struct line_atoms *atoms = layout_atoms(layout);
    struct lines lines = {0};
    if (block->kind == DOCUMENT_TEXT || block->kind == DOCUMENT_HEADING
        || block->kind == DOCUMENT_ITEM)
        setting.indent = 2 * style.cell_pt;
    if (block->kind == DOCUMENT_ITEM)
        setting.hang = 3 * style.cell_pt;
    setting.is_kept = block->kind == DOCUMENT_HEADING;
    for (size_t i = 0; i < block->runs.n; i++)
        line_atoms_add(atoms, block->runs.at[i]->is_strong ? &strong : &style,
                       block->runs.at[i]->text);
    line_break(atoms, layout->width, setting.indent, setting.hang, &lines);
    size_t first = layout->boxes.n;
    push_lines(layout, atoms, &lines, &setting, style.size_pt);
    if (block->kind == DOCUMENT_HEADING && layout->boxes.n > first) {
        layout->boxes.at[first].level = block->level;
        layout->boxes.at[first].outline = parts_text(layout->arena, block);
    }
}

static void put_even(struct layout *layout, enum font_role role, double size, double pitch,
                     struct str text)
{
    struct line_style style = layout_style(layout, role, size);
    struct line_atoms *atoms = layout_atoms(layout);
    struct lines lines = {0};
    line_atoms_add(atoms, &style, text);
    line_break_even(atoms, layout->width, &lines);
    struct setting setting = {.pitch = pitch, .is_kept = true};
    size_t first = layout->boxes.n;
    push_lines(layout, atoms, &lines, &setting, size);
    for (size_t i = first; i < layout->boxes.n; i++) {
        struct layout_box *box = &layout->boxes.at[i];
        box->x = (layout->width - box->line.width) / 2;
    }
}

static void put_blocks(struct layout *layout, struct document_block *const *blocks, size_t n)
{
    struct line_style style = layout_style(layout, FONT_BODY, LAYOUT_BODY_PT);
    bool was_table = false;
    for (size_t i = 0; i < n; i++) {
        const struct document_block *block = blocks[i];
        if (was_table && block->kind != DOCUMENT_TABLE)
            list_push(layout->arena, &layout->boxes, (struct layout_box){.kind = LAYOUT_SNAP});
        was_table = block->kind == DOCUMENT_TABLE;
        switch (block->kind) {
        case DOCUMENT_TABLE:
            layout_table(layout, block->table);
            break;
        case DOCUMENT_BLANK:
            layout_space(layout, layout->pitch);
            break;
        case DOCUMENT_NEW_PAGE:
            list_push(layout->arena, &layout->boxes, (struct layout_box){.kind = LAYOUT_PAGE});
            break;
        case DOCUMENT_CENTRED:
            put_even(layout, FONT_BODY, LAYOUT_BODY_PT, layout->pitch,
                     parts_text(layout->arena, block));
            break;
        case DOCUMENT_RIGHT:
            layout_right(layout, &style, parts_text(layout->arena, block), 4 * layout->cell);
            break;
        default:
            put_paragraph(layout, block);
        }
    }
}

/* ---- the document ---- */

static void put_title(struct layout *layout, struct str title)
{
    if (title.len == 0)
        return;
    put_even(layout, FONT_TITLE, TITLE_PT, TITLE_PITCH, title);
    list_push(layout->arena, &layout->boxes, (struct layout_box){.kind = LAYOUT_SNAP});
    layout_space(layout, layout->pitch); /* 7.3.2: one empty line, then the addressee */
}

/* 7.3.5: the organ and the day; the day four characters from the right, the organ centred above
 * it. They never stand alone on a page: the last line of the text goes with them. */
static void put_signature(struct layout *layout, const struct document *d)
{
    struct line_style style = layout_style(layout, FONT_BODY, LAYOUT_BODY_PT);
    struct str day = STR_NONE;
    if (!parts_has_signature(d))
        return;
    size_t first = layout->boxes.n == 0 ? 0 : layout->boxes.n - 1;
    layout_space(layout, layout->pitch);
    layout_space(layout, layout->pitch);
    if (!date_is_none(d->signed_on))
        day = document_day(layout->arena, d->signed_on);
    double right = 4 * layout->cell;
    if (d->signed_by.len > 0) {
        struct layout_box *organ = layout_right(layout, &style, d->signed_by, right);
        double organ_width = organ->line.width;
        const struct line_atoms *atoms;
        struct line line;
        layout_edge_line(layout, &style, day, &atoms, &line);
        if (day.len > 0 && organ_width < line.width)
            layout->boxes.at[layout->boxes.n - 1].x -= (line.width - organ_width) / 2;
        else if (day.len > 0)
            right += (organ_width - line.width) / 2;
    }
    if (day.len > 0)
        layout_right(layout, &style, day, right);
    for (size_t i = first; i + 1 < layout->boxes.n; i++)
        layout->boxes.at[i].is_kept = true;
}

static void put_attachment(struct layout *layout, const struct document *d, size_t i)
{
    struct line_style hei = layout_style(layout, FONT_HEI, LAYOUT_BODY_PT);
    const struct document_attachment *attachment = d->attachments.at[i];
    list_push(layout->arena, &layout->boxes, (struct layout_box){.kind = LAYOUT_PAGE});
    struct layout_box *mark = layout_line(layout, &hei, parts_attachment_mark(d, i), 0);
    mark->level = 1;
    mark->outline = parts_attachment_mark(d, i);
    layout_space(layout, layout->pitch); /* 7.3.7: its title in the third line */
    put_title(layout, attachment->title);
    put_blocks(layout, attachment->blocks.at, attachment->blocks.n);
}

void layout_document(struct layout *layout, const struct document *d)
{
    struct line_style style = layout_style(layout, FONT_BODY, LAYOUT_BODY_PT);
    layout_head(layout, d);
    put_title(layout, d->title);
    put_blocks(layout, d->blocks.at, d->blocks.n);
    if (d->attachments.n > 0)
        layout_space(layout, layout->pitch); /* 7.3.4 */
    for (size_t i = 0; i < d->attachments.n; i++)
        layout_line(layout, &style, parts_attachment(d, i), 2 * layout->cell);
    put_signature(layout, d);
    for (size_t i = 0; i < d->attachments.n; i++)
        put_attachment(layout, d, i);
    if (d->foot.n > 0)
        layout_space(layout, layout->pitch);
    put_blocks(layout, d->foot.at, d->foot.n);
    layout_imprint(layout, d);
    layout_place(layout);
}
