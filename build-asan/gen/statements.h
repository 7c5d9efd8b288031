/* made by tools/statements.c; do not edit */
#ifndef GULOU_STATEMENTS_H
#define GULOU_STATEMENTS_H

enum statement_id {
    STATEMENTS_N
};

struct statement_text {
    const char *name;
    const char *sqlite;
    const char *postgres; /* NULL: the same text */
};

extern const struct statement_text statement_texts[];

#endif
