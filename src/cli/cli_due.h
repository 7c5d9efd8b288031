/*
 * cli_due.h - `gulou due`: when a period ends, and why.
 */
#ifndef GULOU_CLI_CLI_DUE_H
#define GULOU_CLI_CLI_DUE_H

#include "cli/cli.h"

extern const struct cli_command cli_due;

#endif
