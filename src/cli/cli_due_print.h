/*
 * cli_due_print.h - the answer of `gulou due` for people and for programs.
 */
#ifndef GULOU_CLI_CLI_DUE_PRINT_H
#define GULOU_CLI_CLI_DUE_PRINT_H

#include "calendar/term.h"
#include "cli/cli.h"

struct due_question {
    struct date from;
    struct instant moment; /* with has_time */
    bool has_time;
    struct term_rule rule;
};

struct due_answer {
    bool has_due;
    bool is_moment; /* of a length in hours that does not end with a day */
    struct instant moment;
    struct term_days days; /* no single days of a length in hours */
};

/* A few lines, Chinese or with --lang en English; with --explain a table of the days. */
void cli_due_print_text(struct cli_args *args, const struct due_question *question,
                        const struct due_answer *answer);
/* {"due":DATE|MOMENT|null,"provisional":BOOL,"days":[{"date","weekday","counted","number",
 * "extension","reason","text","notice"}]}, one line. */
void cli_due_print_json(struct cli_args *args, const struct due_answer *answer);

#endif
