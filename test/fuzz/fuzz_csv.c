/*
 * fuzz_csv.c - records from any bytes; what was read, written and read again, is the same.
 */
#include "base/assert.h"
#include "base/limits.h"
#include "text/csv.h"
#include "text/csv_out.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void compare(struct csv_reader *first, struct str written, struct complaints *complaints)
{
    struct csv_reader second;
    struct row a, b;
    size_t bad;
    gl_assert(csv_open(&second, STR("again.csv"), written, complaints));
    second.strips_guard = true;
    while (csv_next(first, &a)) {
        gl_assert(csv_next(&second, &b) && a.cells_n == b.cells_n);
        for (size_t i = 0; i < a.cells_n; i++) {
            gl_assert(utf8_check(a.cells[i].text, &bad));
            gl_assert(str_equal(a.cells[i].text, b.cells[i].text));
        }
    }
    gl_assert(!csv_next(&second, &b));
    csv_close(&second);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str bytes = {(const char *)data, size};
    struct complaints complaints;
    struct csv_reader reader;
    struct csv_out csv;
    struct arena arena;
    struct buf out;
    struct row row;
    arena_init(&arena, 0);
    complaints_init(&complaints, &arena);
    buf_init(&out, LIMIT_FILE_BYTES);
    if (csv_open(&reader, STR("fuzz.csv"), bytes, &complaints)) {
        csv_out_init(&csv, &out, size % 2 == 0);
        while (csv_next(&reader, &row)) {
            gl_assert(row.cells_n > 0 && row.cells_n <= LIMIT_TABLE_COLUMNS);
            for (size_t i = 0; i < row.cells_n; i++) {
                gl_assert(row.cells[i].line >= row.line && row.cells[i].column >= 1);
                csv_out_text(&csv, row.cells[i].text);
            }
            csv_out_end_row(&csv);
        }
        csv_close(&reader);
        gl_assert(csv_open(&reader, STR("fuzz.csv"), bytes, &complaints));
        if (!out.is_over)
            compare(&reader, buf_str(&out), &complaints);
    } else {
        gl_assert(complaints.list.n > 0);
    }
    csv_close(&reader);
    buf_done(&out);
    arena_done(&arena);
    return 0;
}
