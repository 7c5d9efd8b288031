/*
 * cli_definitions.h - the texts that an office runs on, from a folder or from the program itself.
 */
#ifndef GULOU_CLI_CLI_DEFINITIONS_H
#define GULOU_CLI_CLI_DEFINITIONS_H

#include "cli/cli.h"
#include "registry/registry.h"

/* registers/, calendars/ and organisation.yaml: of the folder, each missing part from the embedded
 * ones; all embedded where folder is empty. */
ERR_CHECKED bool cli_definitions(struct arena *arena, struct str folder,
                                 struct registry_file **files_out, size_t *n_out, struct err *err);
/* Only the registers, compiled; NULL with complaints. */
const struct registry *cli_definitions_registry(struct arena *arena,
                                                const struct registry_file *files, size_t n,
                                                struct complaints *complaints);

#endif
