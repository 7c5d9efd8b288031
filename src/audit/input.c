#include "audit/input.h"

#include <string.h>

#include "base/limits.h"
#include "os/child.h"
#include "text/encoding.h"
#include "text/markup.h"
#include "text/utf8.h"
#include "text/xml.h"

enum { SNIFF_BYTES = 1024, TABLE_GAP = 2, FULL_PERCENT = 85, STATUS_MISSING = 127 };

static bool complain(struct complaints *complaints, struct str name, const char *what)
{
    complaints_add(complaints, name, 0, 0, "%s", what);
    return false;
}

/* ---- DOCX ---- */

struct document {
    struct buf text;
    int table_depth;
    int span;       /* columns of the open cell */
    bool in_text;   /* w:t */
    bool in_row;    /* of the outermost table */
    bool has_words; /* in the open cell */
};

static void start_element(void *context, const char *name, const char *const *attributes)
{
    struct document *d = context;
    const char *value;
    d->in_text = strcmp(name, "t") == 0;
    if (strcmp(name, "tbl") == 0)
        d->table_depth++;
    else if (strcmp(name, "tc") == 0 && d->table_depth == 1)
        d->span = 1;
    else if (strcmp(name, "gridSpan") == 0 && (value = xml_attribute(attributes, "val")) != NULL) {
        int64_t n;
        d->span = str_to_i64(str_of(value), &n) && n > 0 && n < 64 ? (int)n : 1;
    } else if (strcmp(name, "tab") == 0) {
        buf_put_char(&d->text, ' ');
    } else if (strcmp(name, "br") == 0) {
        buf_put_char(&d->text, d->table_depth > 0 ? ' ' : '\n');
    }
}

static void end_element(void *context, const char *name)
{
    struct document *d = context;
    d->in_text = false;
    if (strcmp(name, "p") == 0) {
        buf_put_char(&d->text, d->table_depth > 0 ? ' ' : '\n');
    } else if (strcmp(name, "tc") == 0 && d->table_depth == 1) {
        for (int k = 0; k < d->span; k++)
            buf_put_char(&d->text, '|');
    } else if (strcmp(name, "tr") == 0 && d->table_depth == 1) {
        buf_put_char(&d->text, '\n');
    } else if (strcmp(name, "tbl") == 0 && d->table_depth > 0) {
        d->table_depth--;
    }
}

static void characters(void *context, struct str text)
{
    struct document *d = context;
    if (d->in_text)
        buf_put(&d->text, text);
}

static bool read_docx(struct arena *arena, struct str name, struct str bytes,
                      struct audit_text *text_out, struct complaints *complaints)
{
    static const struct xml_handler handler = {start_element, end_element, characters};
    struct document document = {.table_depth = 0};
    struct archive archive;
    bool is_read = archive_open(&archive, name, bytes, complaints);
    buf_init(&document.text, LIMIT_AUDIT_BYTES);
    if (is_read && !archive_has(&archive, "word/document.xml"))
        is_read = complain(complaints, name,
                           "this archive is no Word document (.docx); save the report as .docx, "
                           ".html, .pdf or text");
    is_read = is_read && xml_read(arena, &archive, "word/document.xml", &handler, &document);
    if (is_read && document.text.is_over)
        is_read = complain(complaints, name, "the document has more than 16 MiB of text");
    if (is_read)
        text_out->text = arena_copy(arena, buf_str(&document.text));
    archive_close(&archive);
    buf_done(&document.text);
    return is_read;
}

/* ---- PDF ---- */

struct layout_line {
    struct str text;   /* without the spaces around it */
    int indent, width; /* in columns of the terminal */
    bool is_row;
};

static int columns_before(struct str line, struct str text)
{
    return utf8_width(str_first(line, (size_t)(text.p - line.p)));
}

/* At least two gaps of several spaces, or one between short pieces: cells of a table. */
static bool is_table_row(struct str text)
{
    int gaps = 0;
    size_t spaces = 0, numbers = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.p[i] == ' ') {
            spaces++;
            continue;
        }
        if (spaces >= TABLE_GAP) {
            gaps++;
            numbers += text.p[i] >= '0' && text.p[i] <= '9';
        }
        spaces = 0;
    }
    return gaps >= 2 || (gaps == 1 && numbers == 1);
}

/* "- 3 -", "— 12 —", "3": the number of a page. */
static bool is_page_number(struct str text)
{
    size_t digits = 0;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if (c >= '0' && c <= '9')
            digits++;
        else if (c != ' ' && c != '-' && c != 0xE2 && c != 0x80 && c != 0x94 && c != 0x93
                 && c != 0x95)
            return false;
    }
    return digits > 0 && digits <= 3 && digits < text.len;
}

static void put_row(struct buf *out, struct str text)
{
    size_t spaces = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.p[i] == ' ') {
            spaces++;
            continue;
        }
        if (spaces >= TABLE_GAP)
            buf_put_c(out, " | ");
        else if (spaces > 0)
            buf_put_c(out, " ");
        spaces = 0;
        buf_put_char(out, text.p[i]);
    }
    buf_put_char(out, '\n');
}

static bool ends_paragraph(struct str text)
{
    return str_ends(text, STR("。")) || str_ends(text, STR("：")) || str_ends(text, STR(":"));
}

/* A full line goes on in the next one, unless that one is indented, a row or a new item. */
static bool goes_on(const struct layout_line *line, const struct layout_line *next, int full)
{
    return !line->is_row && !next->is_row && next->text.len > 0
           && 100 * (line->indent + line->width) >= FULL_PERCENT * full
           && !ends_paragraph(line->text) && next->indent <= line->indent + 1;
}

static struct layout_line line_of(struct str line)
{
    struct str text = str_trim(line);
    struct layout_line out = {.text = text};
    if (text.len > 0) {
        out.indent = columns_before(line, text);
        out.width = utf8_width(text);
        out.is_row = is_table_row(text);
    }
    return out;
}

struct str input_flow(struct arena *arena, struct str layout)
{
    LIST_OF(struct layout_line) lines = {NULL, 0, 0};
    struct str rest = layout, line, flowed;
    struct buf out;
    int full = 0;
    while (str_next(&rest, '\n', &line)) {
        struct layout_line one = line_of(line);
        if (is_page_number(one.text))
            continue;
        if (!one.is_row && one.indent + one.width > full)
            full = one.indent + one.width;
        list_push(arena, &lines, one);
    }
    buf_init(&out, layout.len + lines.n * 8 + 16);
    for (size_t i = 0; i < lines.n; i++) {
        const struct layout_line *one = &lines.at[i];
        if (one->text.len == 0)
            continue;
        if (one->is_row) {
            put_row(&out, one->text);
            continue;
        }
        buf_put(&out, one->text);
        size_t next = i + 1;
        while (next < lines.n && lines.at[next].text.len == 0)
            next++; /* the end of a page */
        if (next == lines.n || !goes_on(one, &lines.at[next], full))
            buf_put_char(&out, '\n');
    }
    flowed = arena_copy(arena, buf_str(&out));
    buf_done(&out);
    return flowed;
}

static bool explain_pdf(struct complaints *complaints, struct str name,
                        const struct child_result *result)
{
    struct str said = result->errors;
    if (result->status == STATUS_MISSING)
        return complain(complaints, name,
                        "PDF is read by pdftotext, which is not installed; install the package "
                        "poppler-utils, or hand in the report as text, .html or .docx");
    if (result->is_over)
        return complain(complaints, name,
                        "this PDF takes too long or gives too much text; hand in the report as "
                        "text, .html or .docx");
    if (str_find(said, STR("password")) < said.len || str_find(said, STR("ncrypted")) < said.len)
        return complain(complaints, name, "this PDF has a password; save it without one");
    if (result->status == 3)
        return complain(complaints, name,
                        "this PDF forbids that its text is read; save it without that");
    return complain(complaints, name,
                    "this PDF is damaged; print it to a new PDF, or hand in the report as text, "
                    ".html or .docx");
}

static bool read_pdf(struct arena *arena, const struct input_file *file,
                     struct audit_text *text_out, struct complaints *complaints, struct err *err)
{
    struct str name = file->name;
    static const char *const arguments[] = {"pdftotext", "-layout", "-nopgbrk", "-enc", "UTF-8",
                                            "-eol",      "unix",    "-",        "-",    NULL};
    struct child_order order = {
        .arguments = arguments,
        .input = file->bytes,
        .limits = {.cpu_s = 20,
                   .wall_ms = 30000,
                   .memory_bytes = (int64_t)1 << 30,
                   .output_bytes = LIMIT_AUDIT_BYTES},
    };
    struct child_result result;
    size_t bad;
    if (!os_child_run(arena, &order, &result, err))
        return false;
    if (result.status != 0)
        return explain_pdf(complaints, name, &result);
    if (!utf8_check(result.output, &bad))
        result.output = str_first(result.output, bad);
    text_out->text = input_flow(arena, result.output);
    if (str_trim(text_out->text).len == 0)
        return complain(complaints, name,
                        "this PDF has no text; it is probably a scan: recognise its text first "
                        "(OCR)");
    return true;
}

/* ---- text and HTML ---- */

static bool read_text(struct arena *arena, struct str name, struct str bytes,
                      struct audit_text *text_out, struct complaints *complaints)
{
    enum encoding encoding;
    struct markup_text page;
    if (!encoding_read(arena, name, bytes, &text_out->text, &encoding, complaints))
        return false;
    if (encoding == ENCODING_UTF8)
        text_out->text = bytes; /* a mark in front is a character of the file */
    if (text_out->text.len > LIMIT_AUDIT_BYTES)
        return complain(complaints, name, "the file has more than 16 MiB of text");
    if (!markup_is_html(text_out->text))
        return true;
    markup_read(arena, text_out->text, &page);
    text_out->text = page.text;
    text_out->origin = page.origin;
    return true;
}

bool input_read(struct arena *arena, const struct input_file *file, struct audit_text *text_out,
                struct complaints *complaints, struct err *err)
{
    struct str name = file->name, bytes = file->bytes;
    struct str head = str_first(bytes, SNIFF_BYTES);
    *text_out = (struct audit_text){.name = name};
    if (str_find(head, STR("%PDF-")) < head.len)
        return read_pdf(arena, file, text_out, complaints, err);
    if (str_starts(bytes, STR("PK")) || str_starts(bytes, STR("\xD0\xCF\x11\xE0")))
        return read_docx(arena, name, bytes, text_out, complaints);
    return read_text(arena, name, bytes, text_out, complaints);
}

_Static_assert(LIMIT_AUDIT_BYTES == 16 << 20, "the sentences name it");
