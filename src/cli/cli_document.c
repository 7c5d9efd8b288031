#include "cli/cli_document.h"

#include "document/font.h"
#include "os/file.h"
#include "os/process.h"
#include "text/utf8.h"

enum { DOCUMENT_BYTES = 1 << 26, FONTS_BYTES = 1 << 20 };

int cli_put_out(struct cli_args *args, struct str bytes)
{
    struct err err;
    struct str path = cli_value(args, "o");
    if (path.len == 0) {
        fwrite(bytes.p, 1, bytes.len, args->out);
        return CLI_DONE;
    }
    return os_file_write(path, bytes, OS_SHARED, &err) ? CLI_DONE : cli_failed(args, &err);
}

int cli_fonts(struct cli_args *args, struct document_fonts **fonts_out)
{
    struct str name = os_environment("GULOU_FONTS"), own = STR_NONE;
    struct complaints complaints;
    struct err err;
    size_t bad;
    complaints_init(&complaints, args->arena);
    if (name.len > 0 && !os_file_read(args->arena, name, FONTS_BYTES, &own, &err)) {
        err_hint(&err, "the file that GULOU_FONTS names says which fonts to take; see "
                       "docs/reports.md");
        return cli_failed(args, &err);
    }
    if (!utf8_check(own, &bad)) {
        (void)err_set(&err, ERR_INPUT, "%" STR_FMT " is not UTF-8", STR_ARG(name));
        return cli_failed(args, &err);
    }
    *fonts_out = font_open(args->arena, name, own, &complaints);
    return *fonts_out != NULL ? CLI_DONE : cli_complain(args, &complaints);
}

static int put_pdf(struct cli_args *args, const struct document *document, struct buf *out)
{
    struct document_fonts *fonts;
    struct err err;
    int status = cli_fonts(args, &fonts);
    if (status != CLI_DONE)
        return status;
    bool ok = document_put_pdf(document, fonts, out, &err);
    font_close(fonts);
    return ok ? CLI_DONE : cli_failed(args, &err);
}

static int put(struct cli_args *args, const struct document *document,
               enum cli_document_format format, struct buf *out)
{
    struct err err;
    switch (format) {
    case CLI_PDF:
        return put_pdf(args, document, out);
    case CLI_DOCX:
        return document_put_docx(document, out, &err) ? CLI_DONE : cli_failed(args, &err);
    case CLI_TXT:
        document_put_text(document, out);
        return CLI_DONE;
    default:
        document_put_html(document, out);
        return CLI_DONE;
    }
}

int cli_document(struct cli_args *args, const struct document *document,
                 enum cli_document_format format)
{
    struct buf out;
    buf_init(&out, DOCUMENT_BYTES);
    int status = put(args, document, format, &out);
    if (status == CLI_DONE && out.is_over) {
        fprintf(args->err, "gulou %s: the document is larger than %d MiB\n", args->command->name,
                DOCUMENT_BYTES >> 20);
        status = CLI_REFUSED;
    }
    if (status == CLI_DONE)
        status = cli_put_out(args, buf_str(&out));
    buf_done(&out);
    return status;
}
