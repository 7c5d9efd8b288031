/*
 * cli.h - the command line: one table of commands, one option parser.
 *
 * Exit statuses are a contract: 0 done, 1 refused or "no", 2 wrong usage, 111 the system failed.
 * Answers go to args->out, complaints to args->err; with --json, out holds exactly one JSON value.
 *
 * A new command is a file cli_NAME.c that exports one struct cli_command, and one line in the table
 * of cli.c.
 */
#ifndef GULOU_CLI_CLI_H
#define GULOU_CLI_CLI_H

#include <stdio.h>

#include "base/complaint.h"
#include "base/err.h"

enum cli_status { CLI_DONE = 0, CLI_REFUSED = 1, CLI_USAGE = 2, CLI_FAILED = 111 };

enum cli_option_kind {
    CLI_FLAG,  /* --explain */
    CLI_VALUE, /* --from DATE or --from=DATE; at most once */
    CLI_VALUES /* --pause A..B; may be repeated */
};

struct cli_option_def {
    const char *name; /* without the dashes; NULL ends a table */
    char letter;      /* short form, e.g. 'o' for -o; 0: none */
    enum cli_option_kind kind;
};

struct cli_option {
    const char *name;
    struct str value; /* empty for a flag */
};

struct cli_command;
struct office;

struct cli_file {
    struct str path;
    struct str bytes;
    bool is_folder;
    struct err *err; /* why it could not be read; NULL: it could */
};

struct cli_args {
    struct arena *arena; /* for this run */
    const struct cli_command *command;
    LIST_OF(struct str) positional;
    LIST_OF(struct cli_option) options; /* as given, in order */
    FILE *out, *err;
    /* NULL, or the office of the server that runs this for a caller (cli_door.h); then the files
     * are those that came with the command, and what it writes goes back. */
    struct office *office;
    LIST_OF(struct cli_file) files, written;
};

enum cli_to_server {
    CLI_NOT_TO_SERVER,  /* only asks, or needs the office for itself */
    CLI_TO_SERVER,      /* sent to the server that has the office */
    CLI_TO_SERVER_ALONE /* there, while no page reads: definitions change, logs are emptied */
};

struct cli_command {
    const char *name;
    const char *usage;                    /* what follows "gulou NAME ", one way a line; indented
                                             lines belong to the line before */
    const char *summary;                  /* one line */
    const struct cli_option_def *options; /* besides the common ones; NULL: none */
    bool is_wordless;                     /* takes options only */
    int (*run)(struct cli_args *args);    /* returns an exit status */
    enum cli_to_server server;
    void (*bring)(struct cli_args *args); /* the files it may read (cli_file.h); NULL: none */
};

extern const struct cli_command *const cli_commands[]; /* in the order of help; NULL ends it */

/* Runs argv[1] and returns the exit status; output that could not be written is 111. */
int cli_main(int argc, char **argv);
int cli_run(int argc, char **argv, FILE *out, FILE *err); /* the same, to given streams */

/* Every command also takes --db --keys --district --as --today --lang (a value each), --json and
 * --help. Reads argv[2..]; 0, or 2 after telling what is wrong and how the command is used. */
int cli_parse(struct cli_args *args, int argc, char **argv);

const struct cli_command *cli_find(struct str name); /* NULL: there is none */
/* Of the command or common to all; NULL: there is none. */
const struct cli_option_def *cli_option_find(const struct cli_command *command, struct str name);

bool cli_has(const struct cli_args *args, const char *option);
struct str cli_value(const struct cli_args *args, const char *option); /* empty when not given */
/* The values of a repeated option in order: *at is 0 at first; false after the last. */
bool cli_value_next(const struct cli_args *args, const char *option, size_t *at,
                    struct str *value_out);
bool cli_is_english(const struct cli_args *args); /* --lang en; Chinese otherwise */

/* Says what is wrong with the command line, prints the usage, returns 2. */
__attribute__((format(printf, 2, 3))) int cli_wrong(const struct cli_args *args, const char *text,
                                                    ...);
/* Prints the error with its detail and hint, returns its exit status. */
int cli_failed(const struct cli_args *args, const struct err *err);
/* Prints all complaints in order of file and line, returns 1. */
int cli_complain(const struct cli_args *args, struct complaints *complaints);

#endif
