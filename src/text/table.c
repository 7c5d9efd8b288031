#include "text/table.h"

/* A ZIP archive, or the old Office container, which the XLSX reader refuses by name. */
static bool is_office_file(struct str bytes)
{
    return str_starts(bytes, STR("PK\x03\x04")) || str_starts(bytes, STR("\xD0\xCF\x11\xE0"));
}

bool table_open(struct table *table, struct arena *arena, struct str file, struct str bytes,
                struct str sheet, struct complaints *complaints)
{
    *table = (struct table){0};
    if (is_office_file(bytes)) {
        table->xlsx = xlsx_open(arena, file, bytes, sheet, complaints);
        return table->xlsx != NULL;
    }
    bool is_good = csv_open(&table->csv, file, bytes, complaints);
    table->csv.strips_guard = true;
    return is_good;
}

bool table_next(struct table *table, struct row *row_out)
{
    return table->xlsx != NULL ? xlsx_next(table->xlsx, row_out) : csv_next(&table->csv, row_out);
}

void table_close(struct table *table)
{
    if (table->xlsx != NULL)
        xlsx_close(table->xlsx);
    else
        csv_close(&table->csv);
}

const char *table_kind(const struct table *table)
{
    static const char *const names[] = {[ENCODING_UTF8] = "CSV in UTF-8",
                                        [ENCODING_GB18030] = "CSV in GB 18030",
                                        [ENCODING_UTF16] = "CSV in UTF-16"};
    return table->xlsx != NULL ? "XLSX" : names[table->csv.encoding];
}
