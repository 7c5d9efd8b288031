#include "text/xlsx.h"

#include <string.h>

#include "base/limits.h"
#include "text/xlsx_book.h"
#include "text/xlsx_text.h"
#include "text/xml.h"

enum { ROWS_MAX = 1 << 20, COLUMN_NAME_BYTES = 8 };

/* How a cell's value is written (18.18.11, ST_CellType). */
enum cell_type {
    CELL_NUMBER,
    CELL_SHARED,
    CELL_INLINE,
    CELL_TEXT,
    CELL_BOOL,
    CELL_ERROR,
    CELL_DATE
};

struct xlsx_reader {
    struct arena *arena;
    struct complaints *complaints;
    size_t complaints_before;
    struct archive archive;
    struct xlsx_book book;
    struct xml *xml;
    struct arena row_arena;
    struct arena cells_arena;
    LIST_OF(struct row_cell) cells; /* of the row being read */
    int row;
    int column; /* of the cell being read; before any: 0 */
    enum cell_type type;
    size_t style;
    struct buf value; /* <v>, or <is> */
    bool takes_text;
    bool is_phonetic;
    bool has_formula;
    bool has_text; /* in this row */
    bool is_over;
};

/* "C7" of row 7, column 3; "row 7" before any column. */
static struct str cell_name(const struct xlsx_reader *r, char out[COLUMN_NAME_BYTES + 12])
{
    char letters[COLUMN_NAME_BYTES];
    size_t n = 0;
    struct buf name = {.p = out, .cap = COLUMN_NAME_BYTES + 12, .max = COLUMN_NAME_BYTES + 12};
    for (int rest = r->column; rest > 0 && n < sizeof letters; rest = (rest - 1) / 26)
        letters[n++] = (char)('A' + (rest - 1) % 26);
    if (n == 0)
        buf_put_c(&name, "row ");
    while (n > 0)
        buf_put_char(&name, letters[--n]);
    buf_put_i64(&name, r->row);
    return buf_str(&name);
}

static void stop(struct xlsx_reader *r)
{
    r->is_over = true;
    xml_stop(r->xml);
}

static void complain(struct xlsx_reader *r, const char *what)
{
    char name[COLUMN_NAME_BYTES + 12];
    if (r->is_over)
        return;
    complaints_add(r->complaints, r->archive.file, r->row, r->column, "%" STR_FMT ": %s",
                   STR_ARG(cell_name(r, name)), what);
    if (r->complaints->list.n - r->complaints_before < LIMIT_TABLE_COMPLAINTS)
        return;
    complaints_add(r->complaints, r->archive.file, r->row, r->column,
                   "more than %d complaints; the rest of the sheet was not read",
                   LIMIT_TABLE_COMPLAINTS);
    stop(r);
}

/* The column of "C7", from 1; 0 when it is none, or too large to matter. */
static int column_of(const char *reference)
{
    int column = 0;
    for (; *reference >= 'A' && *reference <= 'Z' && column <= ROWS_MAX; reference++)
        column = column * 26 + (*reference - 'A' + 1);
    return column > ROWS_MAX ? 0 : column;
}

static enum cell_type type_of(const char *name)
{
    static const struct {
        const char *name;
        enum cell_type type;
    } types[] = {{"n", CELL_NUMBER}, {"s", CELL_SHARED}, {"inlineStr", CELL_INLINE},
                 {"str", CELL_TEXT}, {"b", CELL_BOOL},   {"e", CELL_ERROR},
                 {"d", CELL_DATE}};
    for (size_t i = 0; name != NULL && i < sizeof types / sizeof *types; i++)
        if (strcmp(types[i].name, name) == 0)
            return types[i].type;
    return CELL_NUMBER;
}

static void start_row(struct xlsx_reader *r, const char *const *attributes)
{
    int64_t row = r->row + 1;
    str_to_i64(str_of(xml_attribute(attributes, "r")), &row);
    r->cells.n = 0;
    r->column = 0;
    r->has_text = false;
    if (row > r->row && row <= ROWS_MAX) {
        r->row = (int)row;
        return;
    }
    complain(r, "the rows do not stand in order, or are more than 1048576; the rest of the sheet "
                "was not read");
    stop(r);
}

static void start_cell(struct xlsx_reader *r, const char *const *attributes)
{
    const char *reference = xml_attribute(attributes, "r");
    int64_t style = 0;
    str_to_i64(str_of(xml_attribute(attributes, "s")), &style);
    r->column = reference == NULL ? r->column + 1 : column_of(reference);
    r->style = style < 0 ? SIZE_MAX : (size_t)style;
    r->type = type_of(xml_attribute(attributes, "t"));
    r->has_formula = false;
    buf_clear(&r->value);
}

static void start(void *context, const char *name, const char *const *attributes)
{
    struct xlsx_reader *r = context;
    if (r->is_over)
        return;
    if (strcmp(name, "row") == 0)
        start_row(r, attributes);
    else if (strcmp(name, "c") == 0)
        start_cell(r, attributes);
    else if (strcmp(name, "f") == 0)
        r->has_formula = true;
    else if (strcmp(name, "rPh") == 0)
        r->is_phonetic = true;
    else if (strcmp(name, "v") == 0)
        r->takes_text = r->type != CELL_INLINE;
    else if (strcmp(name, "t") == 0)
        r->takes_text = r->type == CELL_INLINE && !r->is_phonetic;
}

static struct str shared_text(struct xlsx_reader *r, struct str raw)
{
    int64_t at;
    if (str_to_i64(str_trim(raw), &at) && at >= 0 && (uint64_t)at < r->book.strings.n)
        return r->book.strings.at[at];
    complain(r, "this cell's text is missing from the file; save the file again in its program");
    return STR_NONE;
}

static struct str number_text(struct xlsx_reader *r, struct str raw)
{
    enum xlsx_number_kind kind =
        r->style < r->book.styles.n ? r->book.styles.at[r->style] : XLSX_NUMBER_PLAIN;
    struct str text = STR_NONE;
    if (kind == XLSX_NUMBER_PLAIN) {
        if (!xlsx_number_plain(&r->row_arena, raw, &text))
            complain(r, "this number has more than 15 digits, of which the file has lost the last "
                        "ones; format the column as text and enter it again");
    } else if (!xlsx_number_date(&r->row_arena, raw, kind, r->book.is_1904, &text)) {
        complain(r, "this cell is formatted as a date, but its number is no day of 1900 to 2199");
    }
    return text;
}

static struct str cell_text(struct xlsx_reader *r)
{
    struct str raw = buf_str(&r->value);
    switch (r->type) {
    case CELL_SHARED:
        return shared_text(r, raw);
    case CELL_INLINE:
    case CELL_TEXT:
        return xlsx_text_unescape(&r->row_arena, raw);
    case CELL_BOOL:
        return str_equal_c(str_trim(raw), "1") ? STR("true") : STR("false");
    case CELL_ERROR:
        complain(r, "this cell shows an error instead of a value; correct it in the sheet");
        return STR_NONE;
    case CELL_DATE:
        return arena_copy(&r->row_arena, raw);
    case CELL_NUMBER:
        break;
    }
    return number_text(r, raw);
}

static void end_cell(struct xlsx_reader *r)
{
    if (r->value.is_over)
        complain(r, "this cell's text is longer than 1 MiB");
    if (r->has_formula && r->value.len == 0 && r->type == CELL_NUMBER)
        complain(r, "this formula has no stored value; open the file in its program and save it");
    if (r->value.len == 0 || r->value.is_over || r->is_over)
        return;
    if (r->column < 1 || r->column > LIMIT_TABLE_COLUMNS) {
        complain(r, "a table has at most 512 columns");
        return;
    }
    struct str text = cell_text(r);
    if (text.len == 0)
        return;
    while (r->cells.n < (size_t)r->column) {
        struct row_cell empty = {.line = r->row, .column = (int)r->cells.n + 1};
        list_push(&r->cells_arena, &r->cells, empty);
    }
    struct row_cell *cell = &r->cells.at[r->column - 1];
    cell->text = text;
    cell->is_quoted = r->type == CELL_SHARED || r->type == CELL_INLINE || r->type == CELL_TEXT;
    r->has_text = true;
}

_Static_assert(LIMIT_TABLE_COLUMNS == 512 && LIMIT_LINE_BYTES == 1 << 20 && ROWS_MAX == 1048576,
               "sentences name them");

static void end(void *context, const char *name)
{
    struct xlsx_reader *r = context;
    if (r->is_over)
        return;
    if (strcmp(name, "v") == 0 || strcmp(name, "t") == 0)
        r->takes_text = false;
    else if (strcmp(name, "rPh") == 0)
        r->is_phonetic = false;
    else if (strcmp(name, "c") == 0)
        end_cell(r);
    else if (strcmp(name, "row") == 0 && r->has_text)
        xml_pause(r->xml);
}

static void text(void *context, struct str piece)
{
    struct xlsx_reader *r = context;
    if (r->takes_text)
        buf_put(&r->value, piece);
}

struct xlsx_reader *xlsx_open(struct arena *arena, struct str file, struct str bytes,
                              struct str sheet, struct complaints *complaints)
{
    static const struct xml_handler handler = {start, end, text};
    struct xlsx_reader *r = arena_new(arena, struct xlsx_reader);
    r->arena = arena;
    r->complaints = complaints;
    r->complaints_before = complaints->list.n;
    arena_init(&r->row_arena, 0);
    arena_init(&r->cells_arena, 0);
    buf_init(&r->value, LIMIT_LINE_BYTES);
    bool is_good = archive_open(&r->archive, file, bytes, complaints)
                   && xlsx_book_open(&r->book, arena, &r->archive, sheet);
    if (is_good)
        r->xml = xml_open(arena, &r->archive, r->book.sheet_part, &handler, r);
    if (r->xml != NULL)
        return r;
    xlsx_close(r);
    return NULL;
}

bool xlsx_next(struct xlsx_reader *reader, struct row *row_out)
{
    arena_reset(&reader->row_arena);
    if (reader->is_over || xml_run(reader->xml) != XML_IS_PAUSED)
        return false;
    *row_out =
        (struct row){.line = reader->row, .cells = reader->cells.at, .cells_n = reader->cells.n};
    return true;
}

bool xlsx_sheet_name(const struct xlsx_reader *reader, size_t i, struct str *name_out)
{
    if (i >= reader->book.sheet_names.n)
        return false;
    *name_out = reader->book.sheet_names.at[i];
    return true;
}

void xlsx_close(struct xlsx_reader *reader)
{
    if (reader == NULL)
        return;
    xml_close(reader->xml);
    archive_close(&reader->archive);
    arena_done(&reader->row_arena);
    arena_done(&reader->cells_arena);
    buf_done(&reader->value);
}
