#include "audit/grid.h"

#include "audit/audit.h"
#include "audit/number.h"

enum { COLUMNS_MAX = 64, CELL_CHARACTERS = 24, ROWS_MAX = 2000, CELLS_MAX = 1000000 };

/* ---- words of headers ---- */

static const char32_t *const share_words[] = {U"占", U"比例", U"比重", U"百分比", NULL};
static const char32_t *const growth_words[] = {U"同比", U"环比", U"增减", U"增幅", U"增长",
                                               U"升降", U"变化", U"降幅", U"涨幅", NULL};
static const char32_t *const ordinal_words[] = {U"序号", U"排名", U"名次", U"位次", NULL};
static const char32_t *const total_words[] = {U"合计", U"总计", U"小计", U"共计",
                                              U"总数", U"总量", U"累计", NULL};
static const char32_t *const former_words[] = {U"上年", U"去年", U"同期", U"上月", NULL};

static int year_in(const struct clean *clean, struct span span)
{
    for (size_t i = span.from; i + 4 <= span.to; i++) {
        int year = 0;
        for (size_t k = i; k < i + 4 && lexis_is_digit(clean->c[k]); k++)
            year = year * 10 + (int)(clean->c[k] - '0');
        if (year >= 1990 && year <= 2100 && (i + 4 == span.to || !lexis_is_digit(clean->c[i + 4])))
            return year;
    }
    return 0;
}

/* 合计, 合计(宗), 总计: short, so that 占总数的比例 is none. */
static bool is_total_label(const struct clean *clean, struct span span)
{
    return span.to - span.from <= 8 && lexis_has_any(clean, span, total_words)
           && !lexis_has_any(clean, span, share_words);
}

static enum column_kind kind_of(const struct clean *clean, struct span header)
{
    if (lexis_has_any(clean, header, growth_words))
        return COLUMN_GROWTH;
    if (lexis_has_any(clean, header, share_words))
        return COLUMN_SHARE;
    if (lexis_has_any(clean, header, ordinal_words))
        return COLUMN_ORDINAL;
    if (lexis_has(clean, header, U"率"))
        return COLUMN_RATE;
    return is_total_label(clean, header) ? COLUMN_TOTAL : COLUMN_COUNT;
}

/* ---- cells ---- */

static struct span trimmed(const struct clean *clean, struct span span)
{
    while (span.from < span.to && clean->c[span.from] == ' ')
        span.from++;
    while (span.to > span.from && clean->c[span.to - 1] == ' ')
        span.to--;
    return span;
}

static int figure_of(const struct audit *audit, const struct audit_line *line, struct span span)
{
    for (int i = line->first; i < line->first + line->figures_n; i++) {
        const struct audit_figure *f = &audit->figures.at[i];
        if (f->span.from >= span.from && f->span.from <= span.from + 1 && f->span.to == span.to)
            return i;
    }
    return NOWHERE;
}

static size_t split(const struct audit *audit, const struct audit_line *line,
                    struct grid_cell *cells)
{
    const struct clean *clean = &audit->clean;
    size_t n = 0, from = line->span.from;
    if (from < line->span.to && clean->c[from] == '|')
        from++;
    while (from <= line->span.to && n < COLUMNS_MAX) {
        size_t to = from;
        while (to < line->span.to && clean->c[to] != '|')
            to++;
        if (to == line->span.to && to == from && n > 0) /* behind the bar at the end */
            break;
        struct span span = trimmed(clean, (struct span){from, to});
        cells[n++] = (struct grid_cell){span, figure_of(audit, line, span)};
        from = to + 1;
    }
    return n;
}

/* ---- rows ---- */

struct building {
    struct audit *audit;
    struct grid grid;
    size_t cells_n[ROWS_MAX + 1]; /* of each row, as it stands */
    size_t budget; /* cells that may still be made: a text of bars only is no table */
    struct grid_cell row[COLUMNS_MAX];
};

static struct grid_cell *new_cells(struct building *b, int n)
{
    struct grid_cell *cells = arena_array(b->audit->arena, struct grid_cell, n + 1);
    for (int k = 0; k < n; k++)
        cells[k].figure = NOWHERE;
    b->budget = b->budget > (size_t)n ? b->budget - (size_t)n : 0;
    return cells;
}

static void describe_row(const struct audit *audit, struct grid_row *row, size_t n)
{
    row->is_header = true;
    for (size_t i = 0; i < n; i++) {
        if (row->cells[i].figure != NOWHERE)
            row->is_header = false;
        else if (row->is_header && row->cells[i].span.to > row->cells[i].span.from)
            row->label = row->cells[i].span;
    }
    row->is_total = !row->is_header && is_total_label(&audit->clean, row->label);
    row->is_share = !row->is_header && lexis_has_any(&audit->clean, row->label, share_words)
                    && row->label.to - row->label.from <= 12;
}

/* How a cell looks: words, a number, a percentage, nothing. */
static int look_of(const struct audit *audit, const struct grid_cell *cell)
{
    if (cell->figure == NOWHERE)
        return cell->span.to > cell->span.from ? 1 : 0;
    const struct unit_word *unit = audit->figures.at[cell->figure].unit;
    return unit != NULL && unit->measure == MEASURE_PERCENT ? 3 : 2;
}

/* A row with fewer cells than the first full one lies behind a cell that spans several rows: it is
 * moved to where its cells look like those above. */
static int shift_of(const struct building *b, const struct grid_row *row, size_t n,
                    const struct grid_row *full, int last_shift)
{
    const struct audit *audit = b->audit;
    int columns = b->grid.columns_n;
    int best = last_shift, best_score = -1;
    for (int shift = 0; shift + (int)n <= columns; shift++) {
        int score = shift == last_shift ? 1 : 0;
        for (size_t i = 0; i < n; i++)
            if (look_of(audit, &row->cells[i]) == look_of(audit, &full->cells[(int)i + shift]))
                score += 2;
        if (score > best_score) {
            best_score = score;
            best = shift;
        }
    }
    return best + (int)n <= columns ? best : 0;
}

static void align(struct building *b)
{
    struct grid *g = &b->grid;
    const struct grid_row *full = NULL;
    int shift = 0;
    for (int i = 0; i < g->rows_n; i++)
        if (!g->rows[i].is_header && (int)b->cells_n[i] > g->columns_n)
            g->columns_n = (int)b->cells_n[i];
    for (int i = 0; i < g->rows_n && full == NULL; i++)
        if (!g->rows[i].is_header && (int)b->cells_n[i] == g->columns_n)
            full = &g->rows[i];
    for (int i = 0; i < g->rows_n; i++) {
        struct grid_row *row = &g->rows[i];
        size_t n = b->cells_n[i];
        if (row->is_header)
            continue;
        if ((int)n == g->columns_n)
            continue;
        shift = full == NULL ? 0 : shift_of(b, row, n, full, shift);
        struct grid_cell *cells = new_cells(b, g->columns_n);
        for (size_t k = 0; k < n; k++)
            cells[(int)k + shift] = row->cells[k];
        row->cells = cells;
    }
}

/* The words above a column: of the last header row that is as wide, or one narrower because the
 * label's column has none. */
static void name_columns(struct building *b)
{
    struct grid *g = &b->grid;
    const struct clean *clean = &b->audit->clean;
    int first = 0;
    while (first < g->rows_n && g->rows[first].is_header)
        first++;
    g->columns = arena_array(b->audit->arena, struct grid_column, g->columns_n + 1);
    for (int k = 0; k < g->columns_n; k++)
        g->columns[k].kind = COLUMN_COUNT;
    for (int i = 0; i < first; i++) {
        int offset = g->columns_n - (int)b->cells_n[i];
        if (offset != 0 && offset != 1)
            continue;
        for (int k = offset; k < g->columns_n; k++) {
            struct grid_column *column = &g->columns[k];
            struct span header = g->rows[i].cells[k - offset].span;
            if (header.to == header.from)
                continue;
            column->header = header;
            column->kind = kind_of(clean, header);
            column->year = year_in(clean, header);
            column->is_former = lexis_has_any(clean, header, former_words);
        }
    }
}

/* A column that holds mostly words is one of labels, whatever its header says. */
static void find_labels(struct building *b)
{
    struct grid *g = &b->grid;
    for (int k = 0; k < g->columns_n; k++) {
        int words = 0, numbers = 0;
        for (int i = 0; i < g->rows_n; i++) {
            if (g->rows[i].is_header)
                continue;
            int look = look_of(b->audit, &g->rows[i].cells[k]);
            words += look == 1;
            numbers += look >= 2;
        }
        if (words > numbers && (k == 0 || numbers == 0))
            g->columns[k].kind = COLUMN_LABEL;
        if (numbers == 0 && words == 0)
            g->columns[k].kind = COLUMN_LABEL;
    }
}

static void finish(struct building *b)
{
    struct grid *g = &b->grid;
    int data = 0;
    for (int i = 0; i < g->rows_n; i++)
        data += !g->rows[i].is_header;
    if (data == 0)
        return;
    align(b);
    name_columns(b);
    find_labels(b);
    int table = (int)b->audit->grids.n;
    for (int i = 0; i < g->rows_n; i++) {
        if (g->rows[i].is_header)
            continue;
        for (int k = 0; k < g->columns_n; k++) {
            int f = g->rows[i].cells[k].figure;
            if (f == NOWHERE)
                continue;
            struct audit_figure *figure = &b->audit->figures.at[f];
            figure->table = table;
            figure->row = i;
            figure->column = k;
            bool is_percent = figure->unit != NULL && figure->unit->measure == MEASURE_PERCENT;
            figure->role = g->columns[k].kind == COLUMN_ORDINAL  ? ROLE_ORDINAL
                           : g->columns[k].kind == COLUMN_GROWTH ? ROLE_GROWTH
                           : g->columns[k].kind == COLUMN_SHARE  ? ROLE_SHARE
                           : g->columns[k].kind == COLUMN_RATE   ? ROLE_RATE
                           : is_percent                          ? ROLE_SHARE
                                                                 : ROLE_COUNT;
        }
    }
    list_push(b->audit->arena, &b->audit->grids, *g);
}

/* A row of the first n cells of b->row. */
static void add_row(struct building *b, size_t n)
{
    struct grid *g = &b->grid;
    struct grid_cell *cells = new_cells(b, (int)n);
    for (size_t k = 0; k < n; k++)
        cells[k] = b->row[k];
    g->rows[g->rows_n] = (struct grid_row){.cells = cells};
    describe_row(b->audit, &g->rows[g->rows_n], n);
    b->cells_n[g->rows_n++] = n;
}

/* ---- tables with bars ---- */

/* | --- | :-: |, the line under a header */
static bool is_rule(const struct clean *clean, struct span line)
{
    bool has_dash = false;
    for (size_t i = line.from; i < line.to; i++) {
        char32_t c = clean->c[i];
        if (c != '-' && c != ':' && c != '|' && c != ' ' && c != U'—')
            return false;
        has_dash = has_dash || c == '-' || c == U'—';
    }
    return has_dash;
}

static size_t read_bars(struct building *b, size_t line)
{
    struct audit *audit = b->audit;
    size_t end = line;
    while (end < audit->lines.n && audit->lines.at[end].is_row && end - line < ROWS_MAX)
        end++;
    b->grid = (struct grid){.line = (int)line, .line_end = (int)end};
    b->grid.rows = arena_array(audit->arena, struct grid_row, end - line);
    for (size_t i = line; i < end; i++)
        if (!is_rule(&audit->clean, audit->lines.at[i].span))
            add_row(b, split(audit, &audit->lines.at[i], b->row));
    finish(b);
    return end;
}

/* ---- tables with one cell a line ---- */

enum line_look { LINE_OTHER, LINE_WORDS, LINE_NUMBER };

static enum line_look line_look(const struct audit *audit, size_t i)
{
    const struct audit_line *line = &audit->lines.at[i];
    size_t n = line->span.to - line->span.from;
    if (line->is_row || n == 0 || n > CELL_CHARACTERS)
        return LINE_OTHER;
    if (figure_of(audit, line, line->span) != NOWHERE)
        return LINE_NUMBER;
    for (size_t k = line->span.from; k < line->span.to; k++) {
        char32_t c = audit->clean.c[k];
        if (c == U'。' || c == U'，' || c == ',' || c == U'；' || c == ';' || c == ':')
            return LINE_OTHER;
    }
    return line->figures_n == 0 ? LINE_WORDS : LINE_OTHER;
}

/* A run of records, each a label (perhaps of several lines) and numbers. */
struct records {
    size_t from, to;   /* lines */
    size_t header_end; /* the label of the first record stands here */
    int numbers;       /* a record */
    bool has_ordinals; /* 1, 2, 3 in front of the labels */
};

static int whole_at(const struct audit *audit, size_t i)
{
    const struct audit_line *line = &audit->lines.at[i];
    int f = figure_of(audit, line, line->span);
    int64_t value;
    if (f == NOWHERE || audit->figures.at[f].unit != NULL
        || !amount_whole(audit->figures.at[f].amount, &value) || value > 10000)
        return NOWHERE;
    return (int)value;
}

/* Whether the last number of each block is the next record's 1, 2, 3. */
static bool has_ordinals(const struct audit *audit, size_t from, size_t to)
{
    int expected = 1, found = 0;
    for (size_t i = from; i + 1 < to; i++) {
        if (line_look(audit, i) != LINE_NUMBER || line_look(audit, i + 1) != LINE_WORDS)
            continue;
        if (whole_at(audit, i) != expected)
            return false;
        expected++;
        found++;
    }
    return found >= 2;
}

static bool find_records(const struct audit *audit, size_t from, struct records *records_out)
{
    size_t to = from, numbers = 0, words = 0;
    while (to < audit->lines.n && to - from < ROWS_MAX && line_look(audit, to) != LINE_OTHER) {
        numbers += line_look(audit, to) == LINE_NUMBER;
        words += line_look(audit, to) == LINE_WORDS;
        to++;
    }
    *records_out = (struct records){.from = from, .to = to};
    if (numbers < 4 || words < 3)
        return false;
    size_t first = from;
    while (first < to && line_look(audit, first) == LINE_WORDS)
        first++;
    records_out->has_ordinals = has_ordinals(audit, first, to);
    records_out->header_end = records_out->has_ordinals ? first : first - 1;
    if (first == from || records_out->header_end < from)
        return false;
    return true;
}

/* The records as rows: label, then numbers. */
static void put_records(struct building *b, const struct records *records)
{
    struct audit *audit = b->audit;
    size_t i = records->header_end;
    int expected = 1;
    while (i < records->to) {
        struct grid_cell *cells = b->row;
        size_t n = 1;
        if (records->has_ordinals && whole_at(audit, i) == expected) {
            audit->figures.at[audit->lines.at[i].first].role = ROLE_ORDINAL;
            i++;
            expected++;
        }
        cells[0] = (struct grid_cell){.figure = NOWHERE};
        for (bool is_first = true; i < records->to && line_look(audit, i) == LINE_WORDS; i++) {
            struct span span = audit->lines.at[i].span;
            cells[0].span = is_first ? span : (struct span){cells[0].span.from, span.to};
            is_first = false;
        }
        size_t before = i;
        while (i < records->to && line_look(audit, i) == LINE_NUMBER && n < COLUMNS_MAX
               && !(records->has_ordinals && n > 1 && whole_at(audit, i) == expected
                    && i + 1 < records->to && line_look(audit, i + 1) == LINE_WORDS)) {
            struct span span = audit->lines.at[i].span;
            cells[n++] = (struct grid_cell){span, figure_of(audit, &audit->lines.at[i], span)};
            i++;
        }
        if (i == before && cells[0].span.to == 0)
            return;
        add_row(b, n);
    }
}

static size_t read_records(struct building *b, size_t line)
{
    struct audit *audit = b->audit;
    struct records records;
    if (!find_records(audit, line, &records))
        return records.to > line ? records.to : line + 1;
    b->grid = (struct grid){.line = (int)records.from, .line_end = (int)records.to};
    b->grid.rows = arena_array(audit->arena, struct grid_row, records.to - records.from + 2);
    size_t headers = records.header_end - records.from;
    add_row(b, 0);
    put_records(b, &records);
    int width = 1;
    for (int i = 1; i < b->grid.rows_n; i++)
        width = (int)b->cells_n[i] > width ? (int)b->cells_n[i] : width;
    struct grid_cell *header = new_cells(b, width);
    b->grid.rows[0].cells = header;
    for (int k = 1; k < width && (size_t)k <= headers;
         k++) /* the last ones belong to the numbers */
        header[width - k] =
            (struct grid_cell){audit->lines.at[records.header_end - (size_t)k].span, NOWHERE};
    b->cells_n[0] = (size_t)width;
    finish(b);
    return records.to;
}

void grid_find(struct audit *audit)
{
    struct building *b = arena_new(audit->arena, struct building);
    b->audit = audit;
    b->budget = CELLS_MAX;
    for (size_t i = 0; i < audit->lines.n && b->budget > 0;) {
        if (audit->lines.at[i].is_row)
            i = read_bars(b, i);
        else if (line_look(audit, i) == LINE_WORDS)
            i = read_records(b, i);
        else
            i++;
    }
}
