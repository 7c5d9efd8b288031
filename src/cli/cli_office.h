/*
 * cli_office.h - what the commands that need an office share.
 */
#ifndef GULOU_CLI_CLI_OFFICE_H
#define GULOU_CLI_CLI_OFFICE_H

#include "cli/cli.h"
#include "figure/figure.h"
#include "office/reader.h"

/* The office that --db, --keys, --district and --today name, for itself alone. 0, or an exit status
 * after telling. */
int cli_office_open(struct cli_args *args, struct office **office_out);
/* For a command that writes: opens the office, acts, closes it. Where a server has the office the
 * command goes to it (cli_door.h). Returns an exit status. */
int cli_office_write(struct cli_args *args, int (*act)(struct cli_args *, struct office *));
/* The same for a command that only asks: it works beside a server. */
int cli_office_read(struct cli_args *args, struct office **office_out);
/* The unit of --unit by code or id, as a subtree; 0 units for none given. */
int cli_office_units(struct cli_args *args, struct office *office, int64_t **units_out,
                     size_t *units_n_out);
/* --year or --period: exactly one of them. */
int cli_period(struct cli_args *args, struct date *from_out, struct date *to_out);
/* Its shortest name: 2022, 2022-H1, 2022-Q3, 2022-03, or FROM..TO. */
struct str cli_period_name(struct arena *arena, struct date from, struct date to);
/* A place of the ledger: DATE (the end of that day), SEQ, now (0), signed (of the closed period).
 */
int cli_known(struct cli_args *args, struct office *office, struct str text, int64_t *seq_out);
/* --year, --period, --on, --known as a question. */
int cli_office_question(struct cli_args *args, struct office *office,
                        struct figure_question *question_out);
/* Who acts: --as, a person's id. */
int cli_office_actor(struct cli_args *args, int64_t *actor_out);
/* A reader; with --as for that person, without for the office itself. */
int cli_office_reader(struct cli_args *args, struct office *office, struct reader **reader_out);

#endif
