/*
 * cli_report.h - the ways of gulou report, each in its own file.
 */
#ifndef GULOU_CLI_CLI_REPORT_H
#define GULOU_CLI_CLI_REPORT_H

#include "cli/cli_closing.h"
#include "cli/cli_document.h"
#include "report/report_sign.h"

enum { CLI_REPORT_BYTES = 1 << 24, CLI_SOURCE_BYTES = 1 << 22 };

/* The source's bytes: of --source FILE, or the shipped one of the name. 0 or an exit status. */
int cli_report_source(struct cli_args *args, struct str name, struct str *path_out,
                      struct str *bytes_out);
/* Binds a source over the values of the question, signed or not. NULL after telling. */
struct report *cli_report_bind(struct cli_args *args, struct office *office,
                               const struct cli_values *values, struct str path, struct str bytes);
int cli_report_sign(struct cli_args *args, struct office *office);
int cli_report_publish(struct cli_args *args, struct office *office);
int cli_report_gaps(struct cli_args *args, struct office *office);
int cli_report_unit(struct cli_args *args, struct office *office);
int cli_report_returns(struct cli_args *args, struct office *office);
/* Of --format: HTML unless it says pdf, docx or txt. */
enum cli_document_format cli_report_format(const struct cli_args *args);
int cli_report_preview(struct cli_args *args, struct office *office);

#endif
