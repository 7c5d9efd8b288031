/*
 * search_parts.h - what the files of the index of words share (search_index.c, search.c, alike.c).
 */
#ifndef GULOU_OFFICE_SEARCH_PARTS_H
#define GULOU_OFFICE_SEARCH_PARTS_H

#include "office/internal.h"
#include "office/search.h"

/* A row's id holds district, register and matter: the matters of a register are a range of ids. */
enum { SEARCH_MATTER_BITS = 33, SEARCH_REGISTER_BITS = 10 };
int64_t search_id(int64_t district, int64_t registry, int64_t matter);
int64_t search_matter_of(int64_t id);
/* Entries of the ledger below it are in the index. */
ERR_CHECKED bool search_head(struct store *db, int64_t district, int64_t *seq_out, struct err *err);
/* Binds a query of FTS5 and the ids of one register (NULL: of the whole district). */
struct stmt *search_begin(struct store *db, enum statement_id id, struct str query,
                          int64_t district, const struct register_def *def);

#endif
