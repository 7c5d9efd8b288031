/*
 * csv_out.h - writing comma-separated text for spreadsheets: RFC 4180 with CR LF, every text field
 * guarded against being taken for a formula (escape_csv).
 *
 * What round-trips: every text, read back by csv.h with strips_guard; numbers as they are. A reader
 * without strips_guard sees one apostrophe in front of a guarded text.
 */
#ifndef GULOU_TEXT_CSV_OUT_H
#define GULOU_TEXT_CSV_OUT_H

#include "base/buf.h"
#include "base/date.h"
#include "base/decimal.h"

struct csv_out {
    struct buf *buf;
    bool is_first; /* of its row */
};

/* has_mark: a byte order mark, so that Excel reads the file as UTF-8. */
void csv_out_init(struct csv_out *out, struct buf *buf, bool has_mark);
void csv_out_text(struct csv_out *out, struct str text);
void csv_out_i64(struct csv_out *out, int64_t value);
void csv_out_decimal(struct csv_out *out, struct decimal value);
void csv_out_date(struct csv_out *out, struct date date); /* empty for none */
void csv_out_end_row(struct csv_out *out);

#endif
