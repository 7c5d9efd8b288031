/*
 * cli_closing.h - what was signed: the values of a closed period, and how they differ from others.
 */
#ifndef GULOU_CLI_CLI_CLOSING_H
#define GULOU_CLI_CLI_CLOSING_H

#include "cli/cli.h"
#include "office/closing_restate.h"

/* The values that a question is answered with. */
struct cli_values {
    struct figure_question question; /* of a closed period cut at its snapshot */
    struct figure_value *values;     /* by figure id */
    bool is_signed;                  /* they stand in the snapshot of a closed period */
    struct closing closing;          /* then, or as far as it goes */
    bool is_restated;                /* --restated, or --known now of a closed period: */
    struct figure_value *now;        /* the signed values with what was corrected since */
    struct closing_differences since;
};
/* --year, --period, --unit, --on, --known. Without --known a closed period gives its signed
 * values; --known now asks the ledger as it stands. 0 or an exit status. */
int cli_values(struct cli_args *args, struct office *office, struct cli_values *out);
/* Prints how the figures differ between --known and --against, matter by matter. */
int cli_differences(struct cli_args *args, struct office *office, const struct cli_values *values);
/* The same between signed and now. */
int cli_restatement(struct cli_args *args, const struct cli_values *values);
#endif
