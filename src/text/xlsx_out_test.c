#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/limits.h"
#include "text/table.h"
#include "text/xlsx_out.h"

static struct arena arena;
static struct complaints complaints;
static char path[] = "/tmp/gulou-xlsx-XXXXXX";

static int begin(void **state)
{
    (void)state;
    memcpy(path + strlen(path) - 6, "XXXXXX", 6);
    int file = mkstemp(path);
    assert_true(file >= 0);
    close(file);
    arena_init(&arena, 0);
    complaints_init(&complaints, &arena);
    return 0;
}

static int end(void **state)
{
    (void)state;
    unlink(path);
    arena_done(&arena);
    return 0;
}

static struct xlsx_out_options options(void)
{
    return (struct xlsx_out_options){
        .path = path,
        .sheet = STR("收件"),
        .title = STR("演示"),
        .created = instant_at(date_of(2023, 1, 10), 9, 0, 0),
    };
}

static struct str read_back(void)
{
    struct buf bytes;
    char piece[4096];
    size_t n;
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    buf_init(&bytes, LIMIT_FILE_BYTES);
    while ((n = fread(piece, 1, sizeof piece, file)) > 0)
        buf_put_bytes(&bytes, piece, n);
    fclose(file);
    struct str copy = arena_copy(&arena, buf_str(&bytes));
    buf_done(&bytes);
    return copy;
}

static const char *const texts[] = {
    "鼓楼",    "=1+1", "<b>&\"'",  "a\nb\tc\rd",         "\x01\x1f bell\x07", "_x0041_",
    "_x005F_", "_x",   " spaced ", "320106199001011234", "x_x000D_y",         "\uFFFE",
};

static void write_all(void)
{
    struct xlsx_out out;
    struct err err = {0};
    struct xlsx_out_options wanted = options();
    assert_true(xlsx_out_open(&out, &wanted, &err));
    xlsx_out_head(&out, STR("编号"));
    xlsx_out_head(&out, STR("事项"));
    xlsx_out_end_row(&out);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        xlsx_out_text(&out, str_of(texts[i]));
    xlsx_out_end_row(&out);
    xlsx_out_i64(&out, -12);
    xlsx_out_decimal(&out, (struct decimal){3926, 2});
    xlsx_out_decimal(&out, (struct decimal){123456789, 9});
    xlsx_out_date(&out, date_of(2022, 3, 1));
    xlsx_out_text(&out, STR(""));
    xlsx_out_i64(&out, 999999999999999);
    xlsx_out_i64(&out, 1000000000000001);
    xlsx_out_date(&out, date_of(1900, 2, 1));
    xlsx_out_date(&out, DATE_NONE);
    xlsx_out_text(&out, STR("end"));
    xlsx_out_end_row(&out);
    if (!xlsx_out_close(&out, &err))
        fail_msg("%s", err.what);
}

static void what_is_written_is_read_back(void **state)
{
    (void)state;
    static const char *const values[] = {"-12",
                                         "39.26",
                                         "0.123456789",
                                         "2022-03-01",
                                         "",
                                         "999999999999999",
                                         "1000000000000001",
                                         "1900-02-01",
                                         "",
                                         "end"};
    struct table table;
    struct row row;
    write_all();
    assert_true(table_open(&table, &arena, STR("x.xlsx"), read_back(), STR("收件"), &complaints));
    assert_string_equal(table_kind(&table), "XLSX");
    assert_true(table_next(&table, &row));
    assert_int_equal(row.cells_n, 2);
    assert_true(str_equal_c(row_text(&row, 1), "事项"));
    assert_true(table_next(&table, &row));
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (!str_equal_c(row_text(&row, i), texts[i]))
            fail_msg("\"%s\" came back as \"%" STR_FMT "\"", texts[i], STR_ARG(row_text(&row, i)));
    assert_true(table_next(&table, &row));
    assert_int_equal(row.line, 3);
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        if (!str_equal_c(row_text(&row, i), values[i]))
            fail_msg("%s came back as %" STR_FMT, values[i], STR_ARG(row_text(&row, i)));
    assert_false(row.cells[5].is_quoted);
    assert_true(row.cells[6].is_quoted);
    assert_false(table_next(&table, &row));
    assert_int_equal(complaints.list.n, 0);
    table_close(&table);
}

static void equal_input_gives_equal_bytes(void **state)
{
    (void)state;
    write_all();
    struct str first = read_back();
    write_all();
    assert_true(str_equal(first, read_back()));
}

static void the_first_failure_is_told_at_the_close(void **state)
{
    (void)state;
    struct xlsx_out out;
    struct err err = {0};
    struct xlsx_out_options wanted = options();
    char *large = arena_alloc(&arena, 32768);
    memset(large, 'x', 32768);
    assert_true(xlsx_out_open(&out, &wanted, &err));
    xlsx_out_text(&out, (struct str){large, 32767});
    xlsx_out_text(&out, (struct str){large, 32768});
    xlsx_out_end_row(&out);
    assert_false(xlsx_out_close(&out, &err));
    assert_int_equal(err.kind, ERR_LIMIT);
    assert_non_null(strstr(err.what, "row 1, column 2"));
}

static void a_sheet_needs_a_name_and_a_place(void **state)
{
    (void)state;
    struct xlsx_out out;
    struct err err = {0};
    struct xlsx_out_options wanted = options();
    wanted.sheet = STR("a/b");
    assert_false(xlsx_out_open(&out, &wanted, &err));
    assert_int_equal(err.kind, ERR_INPUT);
    wanted.sheet = STR("一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二");
    assert_false(xlsx_out_open(&out, &wanted, &err));
    wanted.sheet = STR("a");
    wanted.path = "/nowhere/x.xlsx";
    assert_true(xlsx_out_open(&out, &wanted, &err));
    xlsx_out_text(&out, STR("x"));
    assert_false(xlsx_out_close(&out, &err));
    assert_int_equal(err.kind, ERR_SYSTEM);
}

static void text_files_come_through_the_same_door(void **state)
{
    (void)state;
    struct table table;
    struct row row;
    assert_true(table_open(&table, &arena, STR("x.csv"), STR("a,'=b\n"), STR(""), &complaints));
    assert_string_equal(table_kind(&table), "CSV in UTF-8");
    assert_true(table_next(&table, &row));
    assert_true(str_equal_c(row_text(&row, 1), "=b"));
    assert_false(table_next(&table, &row));
    table_close(&table);
    assert_false(
        table_open(&table, &arena, STR("x.xls"), STR("\xD0\xCF\x11\xE0"), STR(""), &complaints));
    table_close(&table);
    assert_int_equal(complaints.list.n, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_written_is_read_back, begin, end),
        cmocka_unit_test_setup_teardown(equal_input_gives_equal_bytes, begin, end),
        cmocka_unit_test_setup_teardown(the_first_failure_is_told_at_the_close, begin, end),
        cmocka_unit_test_setup_teardown(a_sheet_needs_a_name_and_a_place, begin, end),
        cmocka_unit_test_setup_teardown(text_files_come_through_the_same_door, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
