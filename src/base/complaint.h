/*
 * complaint.h - what is wrong with a user's data: a complete list, each with its place. A result,
 * not an error: a file is read to its end and everything wrong in it is told at once.
 */
#ifndef GULOU_BASE_COMPLAINT_H
#define GULOU_BASE_COMPLAINT_H

#include "base/buf.h"
#include "base/list.h"

struct complaint {
    struct str file;  /* or the field's name where there is no file */
    int line, column; /* from 1; 0 where there is none */
    struct str text;  /* what is wrong; what was expected */
};

struct complaints {
    struct arena *arena;
    LIST_OF(struct complaint) list;
};

void complaints_init(struct complaints *complaints, struct arena *arena);
__attribute__((format(printf, 5, 6))) void complaints_add(struct complaints *complaints,
                                                          struct str file, int line, int column,
                                                          const char *text, ...);
/* One "file:line:column: text" a line; without what is 0. */
void complaints_print(const struct complaints *complaints, struct buf *out);
void complaints_sort(struct complaints *complaints);

#endif
