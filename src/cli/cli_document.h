/*
 * cli_document.h - printing a document: to -o FILE or to the standard output.
 */
#ifndef GULOU_CLI_CLI_DOCUMENT_H
#define GULOU_CLI_CLI_DOCUMENT_H

#include "cli/cli.h"
#include "document/document.h"

enum cli_document_format { CLI_HTML, CLI_PDF, CLI_DOCX, CLI_TXT };

/* An exit status. Fonts are those of documents/fonts.yaml and $GULOU_FONTS. */
int cli_document(struct cli_args *args, const struct document *document,
                 enum cli_document_format format);
/* 0 and the fonts, to be closed with font_close; or an exit status after telling. */
int cli_fonts(struct cli_args *args, struct document_fonts **fonts_out);
/* Bytes to -o FILE, or to the standard output. */
int cli_put_out(struct cli_args *args, struct str bytes);

#endif
