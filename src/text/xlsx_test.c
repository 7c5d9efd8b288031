#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/limits.h"
#include "text/archive_out.h"
#include "text/xlsx.h"

static struct arena arena;
static struct complaints complaints;
static struct buf out;
static struct buf bytes;

static int begin(void **state)
{
    (void)state;
    arena_init(&arena, 0);
    complaints_init(&complaints, &arena);
    buf_init(&out, 1 << 20);
    buf_init(&bytes, LIMIT_FILE_BYTES);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_done(&arena);
    buf_done(&out);
    buf_done(&bytes);
    return 0;
}

#define RELATIONS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

static const char root_relations[] =
    "<?xml version=\"1.0\"?><Relationships>"
    "<Relationship Id=\"r1\" Type=\"" RELATIONS "/officeDocument\" Target=\"xl/workbook.xml\"/>"
    "</Relationships>";
static const char book_relations[] =
    "<Relationships>"
    "<Relationship Id=\"a\" Type=\"" RELATIONS "/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
    "<Relationship Id=\"b\" Type=\"" RELATIONS "/worksheet\" Target=\"/xl/worksheets/sheet2.xml\"/>"
    "<Relationship Id=\"c\" Type=\"" RELATIONS "/styles\" Target=\"styles.xml\"/>"
    "<Relationship Id=\"d\" Type=\"" RELATIONS "/sharedStrings\" Target=\"../xl/strings.xml\"/>"
    "</Relationships>";
static const char book[] = "<workbook xmlns:r=\"" RELATIONS "\"><workbookPr/><sheets>"
                           "<sheet name=\"旧\" sheetId=\"1\" state=\"hidden\" r:id=\"b\"/>"
                           "<sheet name=\"收件\" sheetId=\"2\" r:id=\"a\"/></sheets></workbook>";
static const char styles[] =
    "<styleSheet><numFmts>"
    "<numFmt numFmtId=\"164\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;\"/>"
    "<numFmt numFmtId=\"165\" formatCode=\"[$-804]yyyy/m/d h:mm\"/></numFmts>"
    "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
    "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/>"
    "<xf numFmtId=\"20\"/></cellXfs></styleSheet>";
static const char strings[] =
    "<sst><si><t>编号</t></si><si><r><t>噪音</t></r><r><rPr/><t xml:space=\"preserve\"> "
    "扰民</t></r>"
    "<rPh><t>zao</t></rPh></si><si><t>a_x000D_\nb_x005F_x0041_ &amp;</t></si></sst>";

/* A workbook of two sheets; the second is `hidden`. */
static struct str workbook_of(const char *book_xml, const char *sheet, const char *hidden)
{
    struct archive_out zip;
    struct err err = {0};
    assert_true(archive_out_open(&zip, &arena, &err));
    archive_out_add(&zip, "_rels/.rels", str_of(root_relations));
    archive_out_add(&zip, "xl/workbook.xml", str_of(book_xml));
    archive_out_add(&zip, "xl/_rels/workbook.xml.rels", str_of(book_relations));
    archive_out_add(&zip, "xl/styles.xml", str_of(styles));
    archive_out_add(&zip, "xl/strings.xml", str_of(strings));
    archive_out_add(&zip, "xl/worksheets/sheet1.xml", str_of(sheet));
    archive_out_add(&zip, "xl/worksheets/sheet2.xml", str_of(hidden));
    buf_clear(&bytes);
    assert_true(archive_out_close(&zip, &bytes, &err));
    return buf_str(&bytes);
}

/* Every cell as row:column<text>, rows ended by |, then the complaints. */
static void check(struct str file, const char *sheet, const char *expected)
{
    struct row row;
    buf_clear(&out);
    complaints_init(&complaints, &arena);
    struct xlsx_reader *reader = xlsx_open(&arena, STR("x.xlsx"), file, str_of(sheet), &complaints);
    while (reader != NULL && xlsx_next(reader, &row)) {
        for (size_t i = 0; i < row.cells_n; i++) {
            assert_int_equal(row.cells[i].line, row.line);
            buf_print(&out, "%d:%d<%" STR_FMT ">%s", row.cells[i].line, row.cells[i].column,
                      STR_ARG(row.cells[i].text), row.cells[i].is_quoted ? "q" : "");
        }
        buf_put_char(&out, '|');
    }
    xlsx_close(reader);
    complaints_print(&complaints, &out);
    if (!str_equal_c(buf_str(&out), expected))
        fail_msg("%" STR_FMT, STR_ARG(buf_str(&out)));
}

static void check_rows(const char *rows, const char *expected)
{
    struct str sheet =
        arena_print(&arena, "<worksheet><sheetData>%s</sheetData></worksheet>", rows);
    check(workbook_of(book, arena_terminated(&arena, sheet), "<worksheet/>"), "", expected);
}

static void texts_numbers_and_dates_are_read_as_a_reader_sees_them(void **state)
{
    (void)state;
    check_rows(
        "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"C1\" t=\"s\"><v>1</v></c></row>",
        "1:1<编号>q1:2<>1:3<噪音 扰民>q|");
    check_rows("<row><c t=\"inlineStr\"><is><t>甲</t><rPh><t>x</t></rPh></is></c>"
               "<c t=\"str\"><f>A1</f><v>乙</v></c><c t=\"b\"><v>1</v></c><c t=\"b\"><v>0</v></c>"
               "<c t=\"d\"><v>2022-03-01</v></c></row>",
               "1:1<甲>q1:2<乙>q1:3<true>1:4<false>1:5<2022-03-01>|");
    check_rows("<row r=\"2\"><c><v>12</v></c><c><v>0.30000000000000004</v></c><c><v>1.5E-5</v></c>"
               "<c><v>-1234567.25</v></c><c><v>999999999999999</v></c><c><v>1E3</v></c></row>",
               "2:1<12>2:2<0.3>2:3<0.000015>2:4<-1234567.25>2:5<999999999999999>2:6<1000>|");
    check_rows("<row><c s=\"1\"><v>44621</v></c><c s=\"2\"><v>44621.395833333336</v></c>"
               "<c s=\"3\"><v>0.75</v></c><c s=\"2\"><v>44621</v></c><c s=\"9\"><v>1</v></c></row>",
               "1:1<2022-03-01>1:2<2022-03-01T09:30:00>1:3<18:00:00>1:4<2022-03-01>1:5<1>|");
    check_rows("<row><c t=\"s\"><v>2</v></c></row>", "1:1<a\r\nb_x0041_ &>q|");
}

static void empty_rows_and_cells_are_skipped(void **state)
{
    (void)state;
    check_rows("", "");
    check_rows("<row r=\"1\"/><row r=\"2\"><c r=\"A2\" s=\"1\"/><c r=\"B2\" t=\"inlineStr\"><is>"
               "<t></t></is></c></row><row r=\"7\"><c r=\"B7\"><v>3</v></c><c r=\"D7\"/></row>",
               "7:1<>7:2<3>|");
}

static void cells_without_meaning_are_told_by_their_name(void **state)
{
    (void)state;
    check_rows("<row r=\"3\"><c r=\"A3\" t=\"e\"><v>#N/A</v></c><c r=\"B3\"><f>1+1</f></c>"
               "<c r=\"AB3\"><v>320106199001011234</v></c><c r=\"AC3\"><v>5</v></c></row>",
               "3:1<>3:2<>3:3<>3:4<>3:5<>3:6<>3:7<>3:8<>3:9<>3:10<>3:11<>3:12<>3:13<>3:14<>3:15<>"
               "3:16<>3:17<>3:18<>3:19<>3:20<>3:21<>3:22<>3:23<>3:24<>3:25<>3:26<>3:27<>3:28<>"
               "3:29<5>|"
               "x.xlsx:3:1: A3: this cell shows an error instead of a value; correct it in the "
               "sheet\n"
               "x.xlsx:3:2: B3: this formula has no stored value; open the file in its program and "
               "save it\n"
               "x.xlsx:3:28: AB3: this number has more than 15 digits, of which the file has lost "
               "the last ones; format the column as text and enter it again\n");
    check_rows("<row><c s=\"1\"><v>200000</v></c><c t=\"s\"><v>3</v></c><c t=\"s\"><v>-1</v></c>"
               "<c r=\"ZZZ1\"><v>1</v></c></row>",
               "x.xlsx:1:1: A1: this cell is formatted as a date, but its number is no day of 1900 "
               "to 2199\n"
               "x.xlsx:1:2: B1: this cell's text is missing from the file; save the file again in "
               "its program\n"
               "x.xlsx:1:3: C1: this cell's text is missing from the file; save the file again in "
               "its program\n"
               "x.xlsx:1:18278: ZZZ1: a table has at most 512 columns\n");
}

static void rows_stand_in_order(void **state)
{
    (void)state;
    check_rows("<row r=\"2\"><c><v>1</v></c></row><row r=\"2\"><c><v>2</v></c></row>",
               "2:1<1>|x.xlsx:2: row 2: the rows do not stand in order, or are more than 1048576; "
               "the rest of the sheet was not read\n");
}

static void a_sheet_is_chosen_by_name_or_the_first_visible(void **state)
{
    (void)state;
    static const char one[] =
        "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>";
    static const char two[] = "<x:worksheet xmlns:x=\"u\"><x:sheetData><x:row><x:c><x:v>2</x:v>"
                              "</x:c></x:row></x:sheetData></x:worksheet>";
    check(workbook_of(book, one, two), "", "1:1<1>|");
    check(workbook_of(book, one, two), "旧", "1:1<2>|");
    check(workbook_of(book, one, two), "无",
          "x.xlsx: there is no sheet \"无\"; the sheets are: 旧, 收件\n");
    check(workbook_of("<workbook/>", one, two), "", "x.xlsx: the workbook has no visible sheet\n");
}

static void a_workbook_names_its_visible_sheets(void **state)
{
    (void)state;
    struct str name;
    complaints_init(&complaints, &arena);
    struct xlsx_reader *reader =
        xlsx_open(&arena, STR("x.xlsx"), workbook_of(book, "<worksheet/>", "<worksheet/>"), STR(""),
                  &complaints);
    assert_non_null(reader);
    assert_true(xlsx_sheet_name(reader, 0, &name));
    assert_true(str_equal_c(name, "收件"));
    assert_false(xlsx_sheet_name(reader, 1, &name));
    xlsx_close(reader);
}

static void a_workbook_may_count_from_1904(void **state)
{
    (void)state;
    static const char sheet[] =
        "<worksheet><sheetData><row><c s=\"1\"><v>43159</v></c></row></sheetData></worksheet>";
    static const char mac[] = "<workbook><workbookPr date1904=\"1\"/><sheets>"
                              "<sheet name=\"a\" id=\"a\"/></sheets></workbook>";
    check(workbook_of(mac, sheet, ""), "", "1:1<2022-03-01>|");
}

static void what_is_no_workbook_is_refused_by_name(void **state)
{
    (void)state;
    check(STR(""), "",
          "x.xlsx: this is not a ZIP archive, as .xlsx and .docx files are; the file is damaged or "
          "of another kind\n");
    check(STR("\xD0\xCF\x11\xE0 old"), "",
          "x.xlsx: this is an old Office file (.xls, .doc) or one with a password; save it without "
          "a password as .xlsx or .docx\n");
    check_rows("<row><c><v>1</v></c></row><row><",
               "1:1<1>|x.xlsx: xl/worksheets/sheet1.xml, line 1: this is not the XML of an office "
               "file (not well-formed (invalid token)); save the file again in its program\n");
    check(workbook_of("<!DOCTYPE x [<!ENTITY a \"b\">]><workbook/>", "", ""), "",
          "x.xlsx: xl/workbook.xml, line 1: this is not the XML of an office file (a document type "
          "is declared, which office files do not); save the file again in its program\n");
}

static void a_damaged_archive_is_told(void **state)
{
    (void)state;
    struct str file = workbook_of(book, "<worksheet/>", "<worksheet/>");
    struct str half = str_first(file, file.len / 2);
    check(half, "",
          "x.xlsx: this is not a ZIP archive, as .xlsx and .docx files are; the file is damaged or "
          "of another kind\n");
    for (size_t at = 0; at < file.len; at++) {
        char before = bytes.p[at];
        struct row row;
        bytes.p[at] = (char)(before ^ 0x20);
        complaints_init(&complaints, &arena);
        struct xlsx_reader *reader = xlsx_open(&arena, STR("x"), file, STR(""), &complaints);
        while (reader != NULL && xlsx_next(reader, &row))
            continue;
        assert_true(reader != NULL || complaints.list.n > 0);
        xlsx_close(reader);
        bytes.p[at] = before;
        arena_reset(&arena);
    }
}

static void a_bomb_is_refused(void **state)
{
    (void)state;
    struct buf sheet;
    buf_init(&sheet, 16 << 20);
    buf_put_c(&sheet, "<worksheet><sheetData>");
    while (sheet.len < 8 << 20)
        buf_put_c(&sheet, "<row><c/></row>");
    buf_put_c(&sheet, "</sheetData></worksheet>");
    buf_put_char(&sheet, '\0');
    check(
        workbook_of(book, sheet.p, ""), "",
        "x.xlsx: xl/worksheets/sheet1.xml: this part unpacks to far more than a table or document "
        "holds; split the file\n");
    buf_done(&sheet);
}

static void complaints_end_somewhere(void **state)
{
    (void)state;
    struct buf sheet;
    struct row row;
    buf_init(&sheet, 16 << 20);
    buf_put_c(&sheet, "<worksheet><sheetData>");
    for (int i = 1; i <= 2 * LIMIT_TABLE_COMPLAINTS; i++)
        buf_print(&sheet, "<row r=\"%d\"><c r=\"A%d\" t=\"e\"><v>#N/A</v></c></row>", i, i);
    buf_put_c(&sheet, "</sheetData></worksheet>");
    buf_put_char(&sheet, '\0');
    struct xlsx_reader *reader =
        xlsx_open(&arena, STR("x"), workbook_of(book, sheet.p, ""), STR(""), &complaints);
    assert_non_null(reader);
    assert_false(xlsx_next(reader, &row));
    assert_false(xlsx_next(reader, &row));
    assert_int_equal(complaints.list.n, LIMIT_TABLE_COMPLAINTS + 1);
    xlsx_close(reader);
    buf_done(&sheet);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(texts_numbers_and_dates_are_read_as_a_reader_sees_them,
                                        begin, end),
        cmocka_unit_test_setup_teardown(empty_rows_and_cells_are_skipped, begin, end),
        cmocka_unit_test_setup_teardown(cells_without_meaning_are_told_by_their_name, begin, end),
        cmocka_unit_test_setup_teardown(rows_stand_in_order, begin, end),
        cmocka_unit_test_setup_teardown(a_sheet_is_chosen_by_name_or_the_first_visible, begin, end),
        cmocka_unit_test_setup_teardown(a_workbook_names_its_visible_sheets, begin, end),
        cmocka_unit_test_setup_teardown(a_workbook_may_count_from_1904, begin, end),
        cmocka_unit_test_setup_teardown(what_is_no_workbook_is_refused_by_name, begin, end),
        cmocka_unit_test_setup_teardown(a_damaged_archive_is_told, begin, end),
        cmocka_unit_test_setup_teardown(a_bomb_is_refused, begin, end),
        cmocka_unit_test_setup_teardown(complaints_end_somewhere, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
