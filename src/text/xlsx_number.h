/*
 * xlsx_number.h - what a number in a spreadsheet cell means: a plain number, or by its format a
 * date or a time (ECMA-376 part 1, 18.8.30 and 18.17.4).
 */
#ifndef GULOU_TEXT_XLSX_NUMBER_H
#define GULOU_TEXT_XLSX_NUMBER_H

#include "base/arena.h"

enum xlsx_number_kind {
    XLSX_NUMBER_PLAIN,
    XLSX_NUMBER_DATE,
    XLSX_NUMBER_TIME,
    XLSX_NUMBER_MOMENT /* date and time */
};

enum xlsx_number_kind xlsx_number_kind_of_id(int64_t id);        /* a built-in format */
enum xlsx_number_kind xlsx_number_kind_of_code(struct str code); /* yyyy"年"m"月" */

/* The number as a spreadsheet shows it unformatted: at most 15 digits, never an exponent. False
 * when it is no number, or has more digits before the point than a spreadsheet keeps (15). */
bool xlsx_number_plain(struct arena *arena, struct str raw, struct str *text_out);
/* YYYY-MM-DD, YYYY-MM-DDTHH:MM:SS or HH:MM:SS; midnight is not shown. False when it is no number or
 * outside 1900 to 2199. is_1904: the workbook counts from 1904. */
bool xlsx_number_date(struct arena *arena, struct str raw, enum xlsx_number_kind kind, bool is_1904,
                      struct str *text_out);

#endif
