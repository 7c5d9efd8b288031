/*
 * cli_import.h - the files of an import, and what became of it; for gulou import and init.
 */
#ifndef GULOU_CLI_CLI_IMPORT_H
#define GULOU_CLI_CLI_IMPORT_H

#include "cli/cli.h"
#include "office/import.h"

struct cli_import {
    LIST_OF(struct import_file) files;
    struct import_file numbers; /* bytes empty: none */
};

/* A folder with a table a register, or a workbook with a sheet a register. "numbers" is taken
 * where it has a meaning (an opening), and left aside elsewhere. 0, or an exit status after telling
 * what is wrong. */
int cli_import_all(struct cli_args *args, const struct registry *registry, struct str path,
                   bool takes_numbers, struct cli_import *import_out);
/* Runs it and tells the result: complaints and differences on args->err, counts on args->out. */
int cli_import_run(struct cli_args *args, struct office *office, struct import_options *options);

#endif
