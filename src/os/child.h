/*
 * child.h - another program run on bytes from outside, fenced in: its own process, no files to
 * write, limits on time, memory and output. For parsers that this process must survive.
 */
#ifndef GULOU_OS_CHILD_H
#define GULOU_OS_CHILD_H

#include "base/arena.h"
#include "base/err.h"

struct child_limits {
    int cpu_s;
    int wall_ms;
    int64_t memory_bytes; /* address space */
    size_t output_bytes;  /* more ends it */
};

struct child_result {
    struct str output; /* in the arena */
    struct str errors; /* the beginning of what it wrote to its standard error */
    int status;        /* of its exit; 127: there is no such program; -1: it was ended */
    bool is_over;      /* ended because of time or output */
};

struct child_order {
    const char *const *arguments; /* ends with NULL; the program is looked for in PATH */
    struct str input;             /* its standard input, in memory, readable from any place */
    struct child_limits limits;
};

/* ERR_SYSTEM when no process can be made. */
ERR_CHECKED bool os_child_run(struct arena *arena, const struct child_order *order,
                              struct child_result *result_out, struct err *err);

#endif
