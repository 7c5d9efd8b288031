/*
 * cli_file.h - the files that a command reads and writes, which are always those of whoever typed
 * it. A command that is sent to a server brings its files along; the server never opens a path that
 * came with a command, and what is to be written goes back with the answer.
 *
 * So a command that may be sent reads and writes by these functions only, and its `bring` names
 * beforehand whatever it may read.
 */
#ifndef GULOU_CLI_CLI_FILE_H
#define GULOU_CLI_CLI_FILE_H

#include "cli/cli.h"
#include "os/file.h"

/* Before sending: the file, or why it cannot be read, or that the path is a folder (whose files are
 * brought one by one). */
void cli_file_bring(struct cli_args *args, struct str path, size_t bytes_max);

/* As the functions of os/file.h. */
ERR_CHECKED bool cli_file_read(struct cli_args *args, struct str path, size_t bytes_max,
                               struct str *bytes_out, struct err *err);
bool cli_file_exists(const struct cli_args *args, struct str path);
bool cli_file_is_folder(const struct cli_args *args, struct str path);
ERR_CHECKED bool cli_file_list(struct cli_args *args, struct str folder, struct os_names *names_out,
                               struct err *err);
ERR_CHECKED bool cli_file_write(struct cli_args *args, struct str path, struct str bytes,
                                struct err *err);

#endif
