#include "document/line.h"

#include "text/utf8.h"

enum { SHRINK_HALF = 2 };

static bool is_one_of(int32_t c, struct str set)
{
    for (int32_t each; (each = utf8_next(&set)) >= 0;)
        if (each == c)
            return true;
    return false;
}

/* Marks that begin no line (GB/T 15834-2011 5.1). */
static bool is_closing(int32_t c)
{
    return is_one_of(c, STR("、，。．；：？！）》〉」』】〕］｝”’…·-～~,.;:?!)]}%‰℃"));
}

static bool is_opening(int32_t c)
{
    return is_one_of(c, STR("（《〈「『【〔［｛“‘([{￥$"));
}

/* Half of the cell is blank. */
static bool is_half_blank(int32_t c)
{
    return is_one_of(c, STR("、，。．；：？！）》〉」』】〕］｝”’（《〈「『【〔［｛“‘"));
}

static struct line_atom atom_of(struct line_atoms *atoms, const struct line_style *style, int32_t c)
{
    struct line_atom atom = {
        .character = c,
        .glyph = font_glyph(atoms->fonts, style->role, style->size_pt, c),
        .is_wide = font_is_wide(c),
        .is_space = c == ' ',
        .is_no_start = is_closing(c),
        .is_no_end = is_opening(c),
    };
    atom.width = atom.glyph.advance;
    if (!atom.is_wide)
        return atom;
    double spare = style->cell_pt - atom.glyph.advance;
    atom.width = style->cell_pt;
    atom.offset = atom.is_no_end ? spare : atom.is_no_start ? 0 : spare / 2;
    if (atom.glyph.advance > 0.8 * style->size_pt && atom.is_no_end)
        atom.offset = spare / 2;
    if (is_half_blank(c)) {
        atom.shrink = style->cell_pt / SHRINK_HALF;
        atom.shrinks_left = atom.is_no_end;
    }
    return atom;
}

void line_atoms_add(struct line_atoms *atoms, const struct line_style *style, struct str text)
{
    for (int32_t c; (c = utf8_next(&text)) >= 0;) {
        if (c == '|' && style->role == FONT_TITLE) {
            if (atoms->list.n > 0)
                atoms->list.at[atoms->list.n - 1].ends_here = true;
            continue;
        }
        if (c == '\n' || c == '\t')
            c = ' ';
        list_push(atoms->arena, &atoms->list, atom_of(atoms, style, c));
    }
}

double line_width(const struct line_atoms *atoms, size_t from, size_t to)
{
    double width = 0;
    for (size_t i = from; i < to; i++)
        width += atoms->list.at[i].width;
    return width;
}

/* May a line end before atom `at`? */
static bool may_break(const struct line_atoms *atoms, size_t at)
{
    if (at == 0 || at >= atoms->list.n)
        return at >= atoms->list.n;
    const struct line_atom *a = &atoms->list.at[at - 1], *b = &atoms->list.at[at];
    if (a->is_space)
        return !b->is_space;
    if (b->is_no_start || a->is_no_end || b->is_space)
        return false;
    if (!a->is_wide && !b->is_wide)
        return false;
    /* —— and …… are one mark. */
    return !(a->character == b->character && (a->character == 0x2014 || a->character == 0x2026));
}

bool line_stretches(const struct line_atoms *atoms, size_t at)
{
    if (at + 1 >= atoms->list.n)
        return false;
    const struct line_atom *a = &atoms->list.at[at], *b = &atoms->list.at[at + 1];
    if (!a->is_wide && !b->is_wide)
        return a->is_space;
    return !(a->character == b->character && (a->character == 0x2014 || a->character == 0x2026));
}

double line_narrowing(const struct line_atoms *atoms, const struct line *line, size_t at)
{
    return at + 1 < line->to ? line->narrow * atoms->list.at[at].shrink : 0;
}

/* The last mark keeps its width, so that its square does not pass the margin. */
static double shrink_of(const struct line_atoms *atoms, size_t from, size_t to)
{
    double shrink = 0;
    for (size_t i = from; i + 1 < to; i++)
        shrink += atoms->list.at[i].shrink;
    return shrink;
}

/* How many atoms, from `from` on, fit into the width. */
static size_t fitting(const struct line_atoms *atoms, size_t from, double width)
{
    double sum = 0;
    size_t at = from;
    while (at < atoms->list.n && sum + atoms->list.at[at].width <= width + 0.01)
        sum += atoms->list.at[at++].width;
    return at;
}

/* Where the line that begins at `from` ends. */
static size_t end_of(const struct line_atoms *atoms, size_t from, double width)
{
    size_t most = fitting(atoms, from, width), end = most;
    if (most >= atoms->list.n)
        return atoms->list.n;
    /* Take in what may not begin the next line, if the line's marks give room. */
    while (end < atoms->list.n && end < most + 4 && !may_break(atoms, end))
        end++;
    double over = line_width(atoms, from, end) - width;
    if ((may_break(atoms, end) || end == atoms->list.n)
        && over <= shrink_of(atoms, from, end) * 0.8)
        return end;
    for (end = most; end > from && !may_break(atoms, end); end--)
        ;
    if (end == from) /* one long word: cut it where the line is full */
        end = most > from ? most : from + 1;
    return end;
}

static void trim(const struct line_atoms *atoms, struct line *line)
{
    while (line->to > line->from + 1 && atoms->list.at[line->to - 1].is_space)
        line->to--;
}

/* Sets width, stretch and narrow. */
static void justify(const struct line_atoms *atoms, struct line *line, double width, bool is_last)
{
    line->width = line_width(atoms, line->from, line->to);
    double spare = width - line->width;
    if (spare < 0) {
        double shrink = shrink_of(atoms, line->from, line->to);
        line->narrow = shrink > 0 ? -spare / shrink : 0;
        line->narrow = line->narrow > 1 ? 1 : line->narrow;
        line->width = width;
        return;
    }
    size_t gaps = 0;
    for (size_t i = line->from; i + 1 < line->to; i++)
        gaps += line_stretches(atoms, i);
    if (is_last || gaps == 0)
        return;
    line->stretch = spare / (double)gaps;
    line->width = width;
}

void line_break(const struct line_atoms *atoms, double width, double indent, double hang,
                struct lines *out)
{
    size_t from = 0;
    while (from < atoms->list.n) {
        double room = width - (from == 0 ? indent : hang);
        struct line line = {.from = from, .to = end_of(atoms, from, room)};
        from = line.to;
        while (from < atoms->list.n && atoms->list.at[from].is_space)
            from++;
        trim(atoms, &line);
        justify(atoms, &line, room, from >= atoms->list.n);
        list_push(atoms->arena, &out->list, line);
    }
}

/* ---- titles ---- */

/* How far a break before `at` is from what is wished; breaks after an organ's name and before a
 * number's year read well, breaks inside words do not. */
static double badness(const struct line_atoms *atoms, size_t at, double length, double wished)
{
    static const char *const good_after[] = {"府", "局", "会", "处", "于", "年", "室", NULL};
    double bad = length > wished ? length - wished : wished - length;
    struct str last;
    for (size_t i = 0; good_after[i] != NULL; i++) {
        last = str_of(good_after[i]);
        if (utf8_next(&last) == atoms->list.at[at - 1].character)
            return bad * 0.5;
    }
    return bad;
}

static size_t best_break(const struct line_atoms *atoms, size_t from, double wished, double width)
{
    size_t best = fitting(atoms, from, width);
    double best_bad = 1e9, length = 0;
    bool has_marks = false;
    for (size_t i = from; i < atoms->list.n; i++)
        has_marks |= atoms->list.at[i].ends_here && i + 1 < atoms->list.n;
    for (size_t at = from + 1; at < atoms->list.n; at++) {
        length += atoms->list.at[at - 1].width;
        if (length > width)
            break;
        if (!may_break(atoms, at) || (has_marks && !atoms->list.at[at - 1].ends_here))
            continue;
        double bad = badness(atoms, at, length, wished);
        if (bad < best_bad) {
            best_bad = bad;
            best = at;
        }
    }
    return best > from ? best : from + 1;
}

void line_break_even(const struct line_atoms *atoms, double width, struct lines *out)
{
    double all = line_width(atoms, 0, atoms->list.n);
    int left = (int)(all / width) + 1;
    size_t from = 0;
    for (; left > 1 && from < atoms->list.n; left--) {
        double rest = line_width(atoms, from, atoms->list.n);
        size_t to = best_break(atoms, from, rest / left, width);
        struct line line = {.from = from, .to = to, .width = line_width(atoms, from, to)};
        list_push(atoms->arena, &out->list, line);
        from = to;
    }
    while (from < atoms->list.n) {
        size_t to = end_of(atoms, from, width);
        struct line line = {.from = from, .to = to, .width = line_width(atoms, from, to)};
        list_push(atoms->arena, &out->list, line);
        from = to;
    }
}
