/*
 * cli_commands.h - the commands, each in its own file.
 */
#ifndef GULOU_CLI_CLI_COMMANDS_H
#define GULOU_CLI_CLI_COMMANDS_H

#include "cli/cli.h"

extern const struct cli_command cli_audit;
extern const struct cli_command cli_backup;
extern const struct cli_command cli_close;
extern const struct cli_command cli_demo;
extern const struct cli_command cli_export;
extern const struct cli_command cli_import;
extern const struct cli_command cli_restore;
extern const struct cli_command cli_verifier_key;
extern const struct cli_command cli_verify_receipt;
extern const struct cli_command cli_prove;
extern const struct cli_command cli_init;
extern const struct cli_command cli_explain;
extern const struct cli_command cli_diff;
extern const struct cli_command cli_check;
extern const struct cli_command cli_adopt;
extern const struct cli_command cli_do;
extern const struct cli_command cli_doctor;
extern const struct cli_command cli_erase;
extern const struct cli_command cli_figures;
extern const struct cli_command cli_file;
extern const struct cli_command cli_list;
extern const struct cli_command cli_lookup;
extern const struct cli_command cli_report;
extern const struct cli_command cli_table;
extern const struct cli_command cli_search;
extern const struct cli_command cli_alike;
extern const struct cli_command cli_scenario;
extern const struct cli_command cli_verify;
extern const struct cli_command cli_rebuild;
extern const struct cli_command cli_serve;
extern const struct cli_command cli_show;
extern const struct cli_command cli_token;
extern const struct cli_command cli_checkpoint;

#endif
