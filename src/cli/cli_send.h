/*
 * cli_send.h - the caller's end of cli_door.h.
 */
#ifndef GULOU_CLI_CLI_SEND_H
#define GULOU_CLI_CLI_SEND_H

#include "cli/cli.h"

/* The command to the server of that database; prints its answer and returns its status. `locked`
 * says why the office could not be opened, and is told when no server listens. */
int cli_send(struct cli_args *args, struct str db, const struct err *locked);

#endif
