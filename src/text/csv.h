/*
 * csv.h - tables as comma-separated text (RFC 4180), record by record over a slice.
 *
 * Line ends are CR LF, LF or CR; a quoted field may contain commas, line ends and "" for a quote. A
 * quote inside an unquoted field is plain text, as spreadsheets take it. Records without any text
 * are skipped. Encodings: see encoding.h.
 */
#ifndef GULOU_TEXT_CSV_H
#define GULOU_TEXT_CSV_H

#include "text/encoding.h"
#include "text/row.h"

struct csv_reader {
    enum encoding encoding; /* what the file was read as; tell the user when it is not UTF-8 */
    char separator;         /* ',' after csv_open; set it before the first csv_next */
    bool strips_guard;      /* take the formula guard of our own exports away (escape_csv_guard) */

    struct str file;
    struct str text;
    size_t at;
    int line, column;
    bool is_over;
    struct complaints *complaints;
    size_t complaints_before;
    struct arena text_arena;
    struct arena row_arena;
    struct arena cells_arena;
    LIST_OF(struct row_cell) cells;
};

/* False with complaints when the bytes are no text. `bytes` must stay until csv_close. */
bool csv_open(struct csv_reader *reader, struct str file, struct str bytes,
              struct complaints *complaints);
/* The next record, valid until the next call; false at the end. A record that cannot be read is
 * complained about and left out: closing quotes followed by text, more than LIMIT_TABLE_COLUMNS
 * fields. A quote never closed, or a record over LIMIT_LINE_BYTES, ends the reading, and
 * so do LIMIT_TABLE_COMPLAINTS. */
bool csv_next(struct csv_reader *reader, struct row *row_out);
void csv_close(struct csv_reader *reader);

#endif
