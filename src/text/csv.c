#include "text/csv.h"

#include "base/limits.h"
#include "text/escape.h"

bool csv_open(struct csv_reader *reader, struct str file, struct str bytes,
              struct complaints *complaints)
{
    *reader = (struct csv_reader){
        .separator = ',', .file = file, .line = 1, .column = 1, .complaints = complaints};
    arena_init(&reader->text_arena, 0);
    arena_init(&reader->row_arena, 0);
    arena_init(&reader->cells_arena, 0);
    reader->complaints_before = complaints->list.n;
    return encoding_read(&reader->text_arena, file, bytes, &reader->text, &reader->encoding,
                         complaints);
}

void csv_close(struct csv_reader *reader)
{
    arena_done(&reader->text_arena);
    arena_done(&reader->row_arena);
    arena_done(&reader->cells_arena);
}

static bool is_at_end(const struct csv_reader *r)
{
    return r->at >= r->text.len;
}

static char peek(const struct csv_reader *r)
{
    return is_at_end(r) ? '\0' : r->text.p[r->at];
}

static bool is_at_line_end(const struct csv_reader *r)
{
    return is_at_end(r) || peek(r) == '\n' || peek(r) == '\r';
}

/* One byte further; CR LF counts as one line end. */
static void step(struct csv_reader *r)
{
    char c = r->text.p[r->at++];
    bool is_line_end = c == '\n' || (c == '\r' && peek(r) != '\n');
    r->column += ((unsigned char)c & 0xC0) != 0x80;
    if (is_line_end) {
        r->line++;
        r->column = 1;
    }
}

static void skip_line_end(struct csv_reader *r)
{
    if (peek(r) == '\r')
        step(r);
    if (peek(r) == '\n')
        step(r);
}

static void skip_line(struct csv_reader *r)
{
    while (!is_at_line_end(r))
        step(r);
    skip_line_end(r);
}

static void stop(struct csv_reader *r, int line, int column, const char *what)
{
    complaints_add(r->complaints, r->file, line, column, "%s; the rest of the file was not read",
                   what);
    r->is_over = true;
}

/* The text between the quotes, with "" as one quote. */
static struct str unquote(struct csv_reader *r, struct str raw, size_t doubled)
{
    if (doubled == 0)
        return raw;
    char *text = arena_alloc(&r->row_arena, raw.len);
    size_t n = 0;
    for (size_t i = 0; i < raw.len; i++) {
        text[n++] = raw.p[i];
        i += raw.p[i] == '"';
    }
    return (struct str){text, n};
}

/* A quoted field; false when it does not end as it should. */
static bool read_quoted(struct csv_reader *r, struct row_cell *cell, size_t limit)
{
    size_t doubled = 0;
    cell->is_quoted = true;
    step(r);
    size_t from = r->at;
    while (!is_at_end(r) && r->at < limit) {
        if (peek(r) != '"') {
            step(r);
            continue;
        }
        size_t to = r->at;
        step(r);
        if (peek(r) == '"') {
            doubled++;
            step(r);
            continue;
        }
        cell->text = unquote(r, (struct str){r->text.p + from, to - from}, doubled);
        if (is_at_line_end(r) || peek(r) == r->separator)
            return true;
        complaints_add(r->complaints, r->file, r->line, r->column,
                       "text follows a closing quote; expected a comma, or the quote doubled");
        skip_line(r);
        return false;
    }
    if (is_at_end(r))
        stop(r, cell->line, cell->column, "this quote is never closed");
    return false;
}

static void read_plain(struct csv_reader *r, struct row_cell *cell, size_t limit)
{
    size_t from = r->at;
    while (!is_at_line_end(r) && peek(r) != r->separator && r->at < limit)
        step(r);
    cell->text = (struct str){r->text.p + from, r->at - from};
}

/* Reads one record into r->cells; false when it was complained about. */
static bool read_record(struct csv_reader *r)
{
    int line = r->line;
    size_t limit = r->text.len - r->at > LIMIT_LINE_BYTES ? r->at + LIMIT_LINE_BYTES : SIZE_MAX;
    r->cells.n = 0;
    for (;;) {
        struct row_cell cell = {.line = r->line, .column = r->column};
        bool is_good = true;
        if (peek(r) == '"')
            is_good = read_quoted(r, &cell, limit);
        else
            read_plain(r, &cell, limit);
        if (!r->is_over && r->at >= limit)
            stop(r, line, 1, "this record is longer than 1 MiB");
        if (!is_good || r->is_over)
            return false;
        if (r->strips_guard)
            cell.text = escape_csv_guard(cell.text);
        if (r->cells.n < LIMIT_TABLE_COLUMNS)
            list_push(&r->cells_arena, &r->cells, cell);
        else if (r->cells.n++ == LIMIT_TABLE_COLUMNS)
            complaints_add(r->complaints, r->file, cell.line, cell.column,
                           "this record has more than %d fields", LIMIT_TABLE_COLUMNS);
        if (is_at_line_end(r))
            break;
        step(r);
    }
    skip_line_end(r);
    return r->cells.n <= LIMIT_TABLE_COLUMNS;
}

_Static_assert(LIMIT_LINE_BYTES == 1 << 20 && LIMIT_TABLE_COMPLAINTS == 1000,
               "sentences name them");

static bool has_text(const struct csv_reader *r)
{
    for (size_t i = 0; i < r->cells.n; i++)
        if (r->cells.at[i].text.len > 0 || r->cells.at[i].is_quoted)
            return true;
    return false;
}

bool csv_next(struct csv_reader *reader, struct row *row_out)
{
    arena_reset(&reader->row_arena);
    while (!reader->is_over && !is_at_end(reader)) {
        if (reader->complaints->list.n - reader->complaints_before >= LIMIT_TABLE_COMPLAINTS) {
            stop(reader, reader->line, 1, "there are more than 1000 complaints");
            return false;
        }
        if (!read_record(reader) || !has_text(reader))
            continue;
        *row_out = (struct row){
            .line = reader->cells.at[0].line,
            .cells = reader->cells.at,
            .cells_n = reader->cells.n,
        };
        return true;
    }
    return false;
}
