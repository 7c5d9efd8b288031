/*
 * xlsx.h - one sheet of a workbook, row by row, in the shape of the CSV reader (row.h).
 *
 * A cell's text is what a reader of the sheet would type: text as it stands, numbers unformatted
 * with at most 15 digits, dates and times (cells whose number format is one) as ISO 8601, booleans
 * as true and false, formulas by their stored value. Rows without any text are skipped. Limits: see
 * archive.h, LIMIT_TABLE_COLUMNS, LIMIT_TABLE_COMPLAINTS.
 */
#ifndef GULOU_TEXT_XLSX_H
#define GULOU_TEXT_XLSX_H

#include "base/complaint.h"
#include "text/row.h"

struct xlsx_reader;

/* sheet: a name, or empty for the first visible one. NULL with complaints when the workbook cannot
 * be read. The texts that sheets share are the arena's; `bytes` must stay until xlsx_close. */
struct xlsx_reader *xlsx_open(struct arena *arena, struct str file, struct str bytes,
                              struct str sheet, struct complaints *complaints);
/* The next row, valid until the next call; false at the end, or when the sheet cannot be read
 * further (a complaint). Cells that have no meaning as data are complained about and empty: errors
 * (#N/A), formulas without a stored value, numbers of more than 15 digits (an identity number typed
 * as a number has lost its end), dates outside 1900 to 2199. Complaints give row and column as line
 * and column. */
bool xlsx_next(struct xlsx_reader *reader, struct row *row_out);
/* The name of the i-th visible sheet of the workbook; false behind the last. */
bool xlsx_sheet_name(const struct xlsx_reader *reader, size_t i, struct str *name_out);
void xlsx_close(struct xlsx_reader *reader); /* NULL: nothing */

#endif
