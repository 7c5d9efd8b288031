/*
 * layout_table.c - tables: columns by what stands in them, in the largest of a few sizes in which
 * they fit; the titles again on every page.
 */
#include "document/layout_internal.h"

#define PAD_X 3.0
#define PAD_Y 3.0

static const double sizes[] = {14, 12, 10.5, 9, 7.5};

struct table {
    struct layout *layout;
    const struct document_table *def;
    double size;
    double *edges; /* columns_n + 1 */
};

static struct str cell_text(const struct document_row *row, size_t at)
{
    return row->cells[at].run.text;
}

static double text_width(struct table *t, enum font_role role, struct str text)
{
    struct line_style style = layout_style(t->layout, role, t->size);
    const struct line_atoms *atoms;
    struct line line;
    layout_edge_line(t->layout, &style, text, &atoms, &line);
    return line.width + 2 * PAD_X;
}

/* The widest of each column's texts, spans left out. */
static double natural(struct table *t, double *widths)
{
    const struct document_table *def = t->def;
    struct arena_mark mark = arena_mark(t->layout->arena);
    double sum = 0;
    for (size_t i = 0; i < def->columns_n; i++)
        widths[i] = text_width(t, FONT_HEI, def->columns[i].title);
    for (size_t r = 0; r < def->rows.n; r++) {
        size_t column = 0;
        for (size_t i = 0; i < def->rows.at[r].cells_n; i++) {
            int span = def->rows.at[r].cells[i].span;
            if (span <= 1) {
                double width = text_width(t, FONT_BODY, cell_text(&def->rows.at[r], i));
                widths[column] = width > widths[column] ? width : widths[column];
            }
            column += span > 1 ? (size_t)span : 1;
        }
    }
    arena_release(t->layout->arena, mark);
    for (size_t i = 0; i < def->columns_n; i++)
        sum += widths[i];
    return sum;
}

/* Narrow columns keep their width; the rest share what is left by what they need. */
static void squeeze(double *widths, size_t n, double sum, double room)
{
    double fixed = 0, loose = 0, share = room / (double)n;
    for (size_t i = 0; i < n; i++)
        *(widths[i] <= share ? &fixed : &loose) += widths[i];
    if (sum <= room || loose == 0 || fixed >= room) {
        for (size_t i = 0; i < n; i++)
            widths[i] *= room / sum;
        return;
    }
    for (size_t i = 0; i < n; i++)
        if (widths[i] > share)
            widths[i] *= (room - fixed) / loose;
}

static void measure(struct table *t)
{
    size_t n = t->def->columns_n;
    double *widths = arena_array(t->layout->arena, double, n);
    double sum = 0, room = t->layout->width;
    bool has_given = false;
    for (size_t i = 0; i < n; i++)
        has_given |= t->def->columns[i].width > 0;
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        t->size = sizes[i];
        sum = natural(t, widths);
        if (sum <= room || (has_given && i > 0))
            break;
    }
    if (has_given) {
        sum = 0;
        for (size_t i = 0; i < n; i++) {
            widths[i] = t->def->columns[i].width > 0 ? t->def->columns[i].width : 1;
            sum += widths[i];
        }
        for (size_t i = 0; i < n; i++)
            widths[i] *= room / sum;
    } else {
        squeeze(widths, n, sum, room);
    }
    t->edges = arena_array(t->layout->arena, double, n + 1);
    for (size_t i = 0; i < n; i++)
        t->edges[i + 1] = t->edges[i] + widths[i];
}

struct cell {
    enum font_role role;
    enum document_align align;
    struct str text;
    double from, to;
};

/* Adds a cell's lines; returns their height. */
static double add_cell(struct table *t, struct layout_row *row, const struct cell *cell)
{
    struct line_style style = layout_style(t->layout, cell->role, t->size);
    struct line_atoms *atoms = layout_atoms(t->layout);
    struct lines lines = {0};
    double pitch = t->size * 1.4, room = cell->to - cell->from - 2 * PAD_X;
    line_atoms_add(atoms, &style, cell->text);
    line_break(atoms, room, 0, 0, &lines);
    for (size_t i = 0; i < lines.list.n; i++) {
        struct line line = lines.list.at[i];
        double spare = room - line.width;
        if (spare < 0 || cell->align == DOCUMENT_LEFT)
            spare = 0;
        struct layout_cell_line at = {
            .atoms = atoms,
            .line = line,
            .x = cell->from + PAD_X + (cell->align == DOCUMENT_CENTRE ? spare / 2 : spare),
            .y = PAD_Y + (pitch - t->size) / 2 + (double)i * pitch,
            .size_pt = t->size,
        };
        list_push(t->layout->arena, &row->lines, at);
    }
    return (double)lines.list.n * pitch + 2 * PAD_Y;
}

static struct layout_box row_box(struct table *t, const struct document_row *def, bool is_head)
{
    struct layout_row *row = arena_new(t->layout->arena, struct layout_row);
    double *edges = arena_array(t->layout->arena, double, def->cells_n + 1);
    double height = t->size * 1.4 + 2 * PAD_Y;
    size_t column = 0;
    for (size_t i = 0; i < def->cells_n; i++) {
        size_t span = def->cells[i].span > 1 ? (size_t)def->cells[i].span : 1;
        bool is_dark = is_head || def->is_head;
        struct cell cell = {
            .role = is_dark ? FONT_HEI : FONT_BODY,
            .align = is_dark || span > 1 ? DOCUMENT_CENTRE : t->def->columns[column].align,
            .text = cell_text(def, i),
            .from = t->edges[column],
            .to = t->edges[column + span],
        };
        double own = add_cell(t, row, &cell);
        height = own > height ? own : height;
        column += span;
        edges[i + 1] = cell.to;
    }
    row->edges = edges;
    row->edges_n = def->cells_n + 1;
    row->is_head = is_head;
    return (struct layout_box){.kind = LAYOUT_ROW, .height = height, .row = row};
}

static void put_caption(struct layout *layout, const struct document_table *def)
{
    struct line_style hei = layout_style(layout, FONT_HEI, 14);
    struct line_style small = layout_style(layout, FONT_BODY, 10.5);
    if (def->caption.len > 0)
        layout_centred(layout, &hei, def->caption)->is_kept = true;
    if (def->unit.len > 0) {
        struct str unit = arena_print(layout->arena, "单位：%" STR_FMT, STR_ARG(def->unit));
        struct layout_box *box = layout_right(layout, &small, unit, 0);
        box->height = 16;
        box->is_kept = true;
    }
}

void layout_table(struct layout *layout, const struct document_table *def)
{
    struct table t = {.layout = layout, .def = def};
    put_caption(layout, def);
    measure(&t);
    struct document_cell *titles =
        arena_array(layout->arena, struct document_cell, def->columns_n + 1);
    for (size_t i = 0; i < def->columns_n; i++)
        titles[i].run.text = def->columns[i].title;
    struct document_row head = {.cells = titles, .cells_n = def->columns_n};
    struct layout_box *box = arena_new(layout->arena, struct layout_box);
    *box = row_box(&t, &head, true);
    box->is_kept = true;
    list_push(layout->arena, &layout->boxes, *box);
    for (size_t i = 0; i < def->rows.n; i++) {
        struct layout_box row = row_box(&t, &def->rows.at[i], false);
        row.head = box;
        list_push(layout->arena, &layout->boxes, row);
    }
}
