/*
 * table.h - one door for tables from outside: the bytes say whether they are a workbook or text.
 */
#ifndef GULOU_TEXT_TABLE_H
#define GULOU_TEXT_TABLE_H

#include "text/csv.h"
#include "text/xlsx.h"

struct table {
    struct xlsx_reader *xlsx; /* or NULL */
    struct csv_reader csv;
};

/* sheet matters for workbooks only. Otherwise as csv_open (with strips_guard) and xlsx_open. */
bool table_open(struct table *table, struct arena *arena, struct str file, struct str bytes,
                struct str sheet, struct complaints *complaints);
bool table_next(struct table *table, struct row *row_out);
void table_close(struct table *table);
const char *table_kind(const struct table *table); /* "XLSX", "CSV in GB 18030" */

#endif
