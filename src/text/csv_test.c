#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/limits.h"
#include "text/csv.h"
#include "text/csv_out.h"

#define BYTES(literal) ((struct str){literal, sizeof(literal) - 1})

static struct arena arena;
static struct complaints complaints;
static struct buf out;

static int begin(void **state)
{
    (void)state;
    arena_init(&arena, 0);
    complaints_init(&complaints, &arena);
    buf_init(&out, 8 << 20);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_done(&arena);
    buf_done(&out);
    return 0;
}

/* Every field as line:column<text>, rows ended by |, then the complaints. */
static void check(struct str bytes, const char *expected)
{
    struct csv_reader reader;
    struct row row;
    buf_clear(&out);
    complaints_init(&complaints, &arena);
    if (csv_open(&reader, STR("x.csv"), bytes, &complaints))
        while (csv_next(&reader, &row)) {
            for (size_t i = 0; i < row.cells_n; i++)
                buf_print(&out, "%d:%d<%" STR_FMT ">%s", row.cells[i].line, row.cells[i].column,
                          STR_ARG(row.cells[i].text), row.cells[i].is_quoted ? "q" : "");
            assert_int_equal(row.line, row.cells[0].line);
            buf_put_char(&out, '|');
        }
    csv_close(&reader);
    complaints_print(&complaints, &out);
    if (!str_equal_c(buf_str(&out), expected))
        fail_msg("%" STR_FMT, STR_ARG(buf_str(&out)));
}

static void fields_know_their_line_and_column(void **state)
{
    (void)state;
    check(STR("a,b\r\n甲乙,丙\r\n"), "1:1<a>1:3<b>|2:1<甲乙>2:4<丙>|");
    check(STR("a,\"x\ny\",b\nc"), "1:1<a>1:3<x\ny>q2:4<b>|3:1<c>|");
    check(STR("a,\"x\r\ny\",b\r\nc"), "1:1<a>1:3<x\r\ny>q2:4<b>|3:1<c>|");
    check(STR("\"甲\"\"乙\"\"\",\"\",b"), "1:1<甲\"乙\">q1:10<>q1:13<b>|");
    check(STR("a\rb\r"), "1:1<a>|2:1<b>|");
    check(STR("a,"), "1:1<a>1:3<>|");
    check(STR("他说\"好\", \"x\""), "1:1<他说\"好\">1:7< \"x\">|");
}

static void blank_records_are_skipped(void **state)
{
    (void)state;
    check(STR(""), "");
    check(STR("\n\na\n\n,,\r\n\nb\n"), "3:1<a>|7:1<b>|");
    check(STR("\"\"\n"), "1:1<>q|");
}

static void a_bad_record_is_told_and_the_next_is_read(void **state)
{
    (void)state;
    check(STR("a\n\"b\" x,c\nd\n"), "1:1<a>|3:1<d>|x.csv:2:4: text follows a closing quote; "
                                    "expected a comma, or the quote doubled\n");
    check(STR("a\nb,\"c\nd\n"), "1:1<a>|x.csv:2:3: this quote is never closed; the rest of the "
                                "file was not read\n");
    check(STR("\""), "x.csv:1:1: this quote is never closed; the rest of the file was not read\n");
}

static void records_have_limits(void **state)
{
    (void)state;
    struct buf text;
    buf_init(&text, 8 << 20);
    for (int i = 0; i < LIMIT_TABLE_COLUMNS; i++)
        buf_put_c(&text, ",");
    buf_put_c(&text, "x\ny\n");
    check(buf_str(&text), "2:1<y>|x.csv:1:513: this record has more than 512 fields\n");
    buf_clear(&text);
    buf_put_c(&text, "a\n\"");
    while (text.len <= LIMIT_LINE_BYTES + 10)
        buf_put_c(&text, "long ");
    buf_put_c(&text, "\"\nb\n");
    check(buf_str(&text), "1:1<a>|x.csv:2:1: this record is longer than 1 MiB; the rest of the "
                          "file was not read\n");
    buf_clear(&text);
    while (text.len <= LIMIT_LINE_BYTES)
        buf_put_c(&text, "long,");
    check(buf_str(&text),
          "x.csv:1:2561: this record has more than 512 fields\n"
          "x.csv:1:1: this record is longer than 1 MiB; the rest of the file was not read\n");
    buf_done(&text);
}

static void encoded(struct str bytes, enum encoding expected)
{
    struct csv_reader reader;
    struct row row;
    complaints_init(&complaints, &arena);
    assert_true(csv_open(&reader, STR("x.csv"), bytes, &complaints));
    assert_int_equal(reader.encoding, expected);
    assert_true(csv_next(&reader, &row));
    assert_int_equal(row.cells_n, 2);
    assert_true(str_equal_c(row_text(&row, 0), "鼓楼"));
    assert_true(str_equal_c(row_text(&row, 1), "区€"));
    assert_int_equal(row_text(&row, 2).len, 0);
    assert_int_equal(row.cells[1].column, 4);
    assert_false(csv_next(&reader, &row));
    csv_close(&reader);
}

static void whatever_an_office_program_saves_is_read(void **state)
{
    (void)state;
    encoded(STR("鼓楼,区€\n"), ENCODING_UTF8);
    encoded(STR("\xEF\xBB\xBF鼓楼,区€\r\n"), ENCODING_UTF8);
    encoded(BYTES("\xB9\xC4\xC2\xA5,\xC7\xF8\xA2\xE3\r\n"), ENCODING_GB18030);
    encoded(BYTES("\xFF\xFE\x13\x9F\x7C\x69,\0\x3A\x53\xAC\x20\r\0\n\0"), ENCODING_UTF16);
    encoded(BYTES("\xFE\xFF\x9F\x13\x69\x7C\0,\x53\x3A\x20\xAC\0\n"), ENCODING_UTF16);
    assert_string_equal(encoding_name(ENCODING_GB18030), "GB 18030");
}

static void damage_is_not_guessed_at(void **state)
{
    (void)state;
    check(BYTES("一二三四五\n六\xFF七"), "x.csv:2:2: this byte is not UTF-8; save the file as "
                                         "UTF-8\n");
    check(BYTES("\xEF\xBB\xBFok\n\xB9\xC4"),
          "x.csv:2:1: this byte is not UTF-8; save the file as UTF-8\n");
    check(BYTES("ok\n\xB9\xC4\xFF\xFF\n"),
          "x.csv:2:2: this byte is neither UTF-8 nor GB 18030; save the file as UTF-8\n");
    check(BYTES("a\n\0b"), "x.csv:2:1: a character that no text contains stands here; save the "
                           "file as UTF-8\n");
    check(BYTES("\xFF\xFE\x13\x9F\x7C"), "x.csv:1:2: this is not UTF-16, although the file begins "
                                         "like it; save the file as UTF-8\n");
}

static void another_separator_can_be_chosen(void **state)
{
    (void)state;
    struct csv_reader reader;
    struct row row;
    assert_true(csv_open(&reader, STR("x.tsv"), STR("a,b\t\"c\"\t\n"), &complaints));
    reader.separator = '\t';
    assert_true(csv_next(&reader, &row));
    assert_int_equal(row.cells_n, 3);
    assert_true(str_equal_c(row_text(&row, 0), "a,b"));
    assert_true(str_equal_c(row_text(&row, 1), "c"));
    csv_close(&reader);
}

static void what_is_written_is_read_back(void **state)
{
    (void)state;
    static const char alphabet[] = "a,\"\n\r'=+-@\t1. ";
    uint64_t seed = 320106;
    struct csv_out csv;
    struct csv_reader reader;
    struct row row;
    enum { ROWS = 400, COLUMNS = 5 };
    struct str texts[ROWS][COLUMNS];
    csv_out_init(&csv, &out, true);
    for (size_t i = 0; i < ROWS; i++) {
        for (size_t j = 0; j < COLUMNS; j++) {
            size_t len =
                (size_t)((seed = seed * 6364136223846793005u + 1442695040888963407u) >> 61);
            char *text = arena_alloc(&arena, len);
            for (size_t k = 0; k < len; k++) {
                seed = seed * 6364136223846793005u + 1442695040888963407u;
                text[k] = alphabet[(seed >> 33) % (sizeof alphabet - 1)];
            }
            texts[i][j] = (struct str){text, len};
            csv_out_text(&csv, texts[i][j]);
        }
        csv_out_end_row(&csv);
    }
    assert_true(csv_open(&reader, STR("x.csv"), buf_str(&out), &complaints));
    reader.strips_guard = true;
    for (size_t i = 0; i < ROWS; i++) {
        assert_true(csv_next(&reader, &row));
        assert_int_equal(row.cells_n, COLUMNS);
        for (size_t j = 0; j < COLUMNS; j++)
            if (!str_equal(row_text(&row, j), texts[i][j]))
                fail_msg("row %zu: \"%" STR_FMT "\" came back as \"%" STR_FMT "\"", i,
                         STR_ARG(texts[i][j]), STR_ARG(row_text(&row, j)));
    }
    assert_false(csv_next(&reader, &row));
    assert_int_equal(complaints.list.n, 0);
    csv_close(&reader);
}

static void a_text_at_the_start_is_not_taken_for_a_byte_order_mark(void **state)
{
    (void)state;
    struct csv_out csv;
    csv_out_init(&csv, &out, false);
    csv_out_text(&csv, STR("\uFEFFx"));
    csv_out_end_row(&csv);
    assert_true(str_equal_c(buf_str(&out), "\"\uFEFFx\"\r\n"));
}

static void numbers_and_dates_are_written_bare(void **state)
{
    (void)state;
    struct csv_out csv;
    csv_out_init(&csv, &out, false);
    csv_out_i64(&csv, -5);
    csv_out_decimal(&csv, (struct decimal){-3926, 2});
    csv_out_date(&csv, date_of(2022, 3, 1));
    csv_out_date(&csv, DATE_NONE);
    csv_out_text(&csv, STR("-"));
    csv_out_end_row(&csv);
    assert_true(str_equal_c(buf_str(&out), "-5,-39.26,2022-03-01,,'-\r\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(fields_know_their_line_and_column, begin, end),
        cmocka_unit_test_setup_teardown(blank_records_are_skipped, begin, end),
        cmocka_unit_test_setup_teardown(a_bad_record_is_told_and_the_next_is_read, begin, end),
        cmocka_unit_test_setup_teardown(records_have_limits, begin, end),
        cmocka_unit_test_setup_teardown(whatever_an_office_program_saves_is_read, begin, end),
        cmocka_unit_test_setup_teardown(damage_is_not_guessed_at, begin, end),
        cmocka_unit_test_setup_teardown(another_separator_can_be_chosen, begin, end),
        cmocka_unit_test_setup_teardown(what_is_written_is_read_back, begin, end),
        cmocka_unit_test_setup_teardown(a_text_at_the_start_is_not_taken_for_a_byte_order_mark,
                                        begin, end),
        cmocka_unit_test_setup_teardown(numbers_and_dates_are_written_bare, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
