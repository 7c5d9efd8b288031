/*
 * xlsx_out.h - writing the sheets of a workbook, row by row, in constant memory.
 *
 * Text is always text, never a formula. Numbers are numbers with their decimals; beyond 15 digits,
 * which spreadsheets do not keep, they become text. Equal input gives equal bytes. The first
 * failure is kept and told at the close.
 */
#ifndef GULOU_TEXT_XLSX_OUT_H
#define GULOU_TEXT_XLSX_OUT_H

#include "base/arena.h"
#include "base/date.h"
#include "base/decimal.h"
#include "base/err.h"

struct xlsx_out {
    void *book, *sheet; /* libxlsxwriter's */
    void *bold, *day, *plain[DECIMAL_SCALE_MAX + 1];
    struct arena arena; /* of the row */
    uint32_t row, column;
    struct err first; /* failure; kind ERR_NONE: none */
};

struct xlsx_out_options {
    const char *path;
    struct str sheet;       /* at most 31 characters, none of []:*?/\ */
    struct str title;       /* of the document, or empty */
    struct instant created; /* written into the file */
};

ERR_CHECKED bool xlsx_out_open(struct xlsx_out *out, const struct xlsx_out_options *options,
                               struct err *err);
/* A further sheet; rows go there from now on. A name already used is told at the close. */
void xlsx_out_sheet(struct xlsx_out *out, struct str name);
/* A head cell: bold, its column as wide as it needs, the row above the first data row frozen. */
void xlsx_out_head(struct xlsx_out *out, struct str text);
void xlsx_out_text(struct xlsx_out *out, struct str text);
void xlsx_out_i64(struct xlsx_out *out, int64_t value);
void xlsx_out_decimal(struct xlsx_out *out, struct decimal value);
void xlsx_out_date(struct xlsx_out *out, struct date date); /* empty for none */
void xlsx_out_end_row(struct xlsx_out *out);
/* Writes the file. Also after a failure it must be called once; nothing is left then to rely on. */
ERR_CHECKED bool xlsx_out_close(struct xlsx_out *out, struct err *err);

#endif
