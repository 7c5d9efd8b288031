/*
 * erase.h - the steps of an erasure, for erase.c and erase_mend.c only.
 */
#ifndef GULOU_OFFICE_ERASE_H
#define GULOU_OFFICE_ERASE_H

#include "office/erased.h"
#include "office/internal.h"

/* Values in the table meta of either database. */
struct str erase_mark_key(struct office *office, struct arena *arena, const char *name);
ERR_CHECKED bool erase_read_mark(struct store *db, struct arena *arena, struct str key,
                                 struct str *value_out, struct err *err);
ERR_CHECKED bool erase_put_mark(struct store *db, struct str key, struct str value,
                                struct err *err);
/* Ends a transaction: commits if ok. */
ERR_CHECKED bool erase_close(struct store *db, bool ok, struct err *err);

struct str erase_list_path(struct office *office);
/* The mark of a person's key; empty: the key is gone. */
ERR_CHECKED bool erase_key_mark(struct office *office, int64_t person, struct str *mark_out,
                                struct err *err);
/* The office's event, into its batch. */
ERR_CHECKED bool erase_add_entry(struct office *office, const struct erased_line *line,
                                 bool is_again, struct err *err);
/* After the event: boxes, keys, logs. `list_mark` empty: both databases keep the mark that they
 * have. */
ERR_CHECKED bool erase_destroy(struct office *office, const struct matter *matter,
                               const struct erased_line *line, struct str list_mark,
                               struct err *err);
/* Finishes what an earlier erasure has left to do. */
ERR_CHECKED bool erase_finish_begun(struct office *office, struct err *err);

#endif
