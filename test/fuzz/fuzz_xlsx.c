/*
 * fuzz_xlsx.c - a workbook from any bytes. Bytes that are no archive are taken for the XML of a
 * sheet, of the texts or of the styles (by the first byte), inside an archive that is otherwise
 * whole, so that the search reaches what stands behind the compression.
 */
#include "base/assert.h"
#include "base/limits.h"
#include "text/archive_out.h"
#include "text/utf8.h"
#include "text/xlsx.h"

#define TYPE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char root[] = "<Relationships><Relationship Id=\"r\" Type=\"" TYPE
                           "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
static const char relations[] =
    "<Relationships>"
    "<Relationship Id=\"a\" Type=\"" TYPE "/worksheet\" Target=\"sheet.xml\"/>"
    "<Relationship Id=\"b\" Type=\"" TYPE "/styles\" Target=\"styles.xml\"/>"
    "<Relationship Id=\"c\" Type=\"" TYPE "/sharedStrings\" Target=\"strings.xml\"/>"
    "</Relationships>";
static const char book[] = "<workbook><sheets><sheet name=\"a\" id=\"a\"/></sheets></workbook>";
static const char *const parts[] = {"xl/sheet.xml", "xl/styles.xml", "xl/strings.xml"};
static const char usual_sheet[] =
    "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c s=\"1\"><v>44621.5</v>"
    "</c></row></sheetData></worksheet>";
static const char *const usual[] = {
    usual_sheet,
    "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"22\"/></cellXfs></styleSheet>",
    "<sst><si><t>a</t></si></sst>",
};

static struct str wrap(struct arena *arena, struct str xml, struct buf *bytes)
{
    struct archive_out zip;
    struct err err = {0};
    size_t chosen = xml.len == 0 ? 0 : (unsigned char)xml.p[0] % 3;
    gl_assert(archive_out_open(&zip, arena, &err));
    archive_out_add(&zip, "_rels/.rels", str_of(root));
    archive_out_add(&zip, "xl/workbook.xml", str_of(book));
    archive_out_add(&zip, "xl/_rels/workbook.xml.rels", str_of(relations));
    for (size_t i = 0; i < 3; i++)
        archive_out_add(&zip, parts[i], i == chosen ? str_from(xml, 1) : str_of(usual[i]));
    gl_assert(archive_out_close(&zip, bytes, &err));
    return buf_str(bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str bytes = {(const char *)data, size};
    struct complaints complaints;
    struct arena arena;
    struct buf wrapped;
    struct row row;
    size_t bad;
    int line = 0;
    arena_init(&arena, 0);
    complaints_init(&complaints, &arena);
    buf_init(&wrapped, LIMIT_FILE_BYTES);
    if (!str_starts(bytes, STR("PK")))
        bytes = wrap(&arena, bytes, &wrapped);
    struct xlsx_reader *reader = xlsx_open(&arena, STR("fuzz.xlsx"), bytes, STR(""), &complaints);
    gl_assert(reader != NULL || complaints.list.n > 0);
    while (reader != NULL && xlsx_next(reader, &row)) {
        gl_assert(row.line > line && row.cells_n > 0 && row.cells_n <= LIMIT_TABLE_COLUMNS);
        line = row.line;
        for (size_t i = 0; i < row.cells_n; i++)
            gl_assert(utf8_check(row.cells[i].text, &bad) && row.cells[i].column == (int)i + 1);
    }
    xlsx_close(reader);
    buf_done(&wrapped);
    arena_done(&arena);
    return 0;
}
