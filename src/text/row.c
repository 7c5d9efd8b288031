#include "text/row.h"

struct str row_text(const struct row *row, size_t i)
{
    return i < row->cells_n ? row->cells[i].text : STR_NONE;
}
