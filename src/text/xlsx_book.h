/*
 * xlsx_book.h - what the sheets of a workbook share: their names and places, the texts, and which
 * styles are dates. Internal to the XLSX reader.
 */
#ifndef GULOU_TEXT_XLSX_BOOK_H
#define GULOU_TEXT_XLSX_BOOK_H

#include "base/list.h"
#include "text/archive.h"
#include "text/xlsx_number.h"

struct xlsx_book {
    struct arena *arena;
    struct archive *archive;
    const char *sheet_part; /* of the chosen sheet */
    bool is_1904;
    LIST_OF(struct str) sheet_names; /* of the visible ones */
    LIST_OF(struct str) strings;
    LIST_OF(enum xlsx_number_kind) styles;
};

/* sheet: a name, or empty for the first visible one. False with complaints. */
bool xlsx_book_open(struct xlsx_book *book, struct arena *arena, struct archive *archive,
                    struct str sheet);

#endif
