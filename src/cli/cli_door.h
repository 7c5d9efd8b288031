/*
 * cli_door.h - a writing command beside a running server (DESIGN §8): one process writes an office,
 * so the command goes to it through a socket beside the database, FILE.sock, and is decided where
 * everything is decided. The answer is what the command would have printed by itself.
 *
 * The command line's parsed command travels, not a second set of calls: in the server the same
 * function of the same command runs, on the server's office. Only the user who runs the server may
 * send commands. When no answer comes, whether it was done is told by its request key, which a
 * command that takes one is given if the caller gave none.
 */
#ifndef GULOU_CLI_CLI_DOOR_H
#define GULOU_CLI_CLI_DOOR_H

#include "cli/cli.h"
#include "office/office.h"

struct cli_door;

struct cli_door_options {
    struct office *office;
    struct str db; /* as it was given */
    /* Has `work` run where commands are decided; false: it was not run (web_run). */
    bool (*run)(void *server, void (*work)(void *context), void *context, bool is_alone,
                struct err *err);
    void *server;
};

/* The caller holds the office's lock. */
ERR_CHECKED bool cli_door_open(const struct cli_door_options *options, struct cli_door **door_out,
                               struct err *err);
/* Ends when the commands under way are answered. */
void cli_door_close(struct cli_door *door);

#endif
