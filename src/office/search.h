/*
 * search.h - full text in Chinese over what matters say that is not personal.
 *
 * The index is a file of its own beside the database ("FILE.search"), a cache made from the ledger:
 * it may lag behind, and when it is lost or of another version it is made anew. Nothing personal is
 * in it, nor any matter of a restricted register, nor a report or accusation (DESIGN §2).
 *
 * One writer at a time (FILE.search.lock): the server's worker, or a command when no server runs.
 */
#ifndef GULOU_OFFICE_SEARCH_H
#define GULOU_OFFICE_SEARCH_H

#include "office/reader.h"

struct search_index; /* being written */

/* Opens the index to bring it up to date; there it is made when it is missing. ERR_CONFLICT:
 * another process does so. */
ERR_CHECKED bool search_index_open(const struct office *office, struct arena *arena,
                                   struct search_index **index_out, struct err *err);
void search_index_close(struct search_index *index); /* NULL is fine */
/* Takes up to entries_max further entries of the ledger into it, in one transaction. */
ERR_CHECKED bool search_index_update(struct search_index *index, struct reader *reader,
                                     int64_t entries_max, bool *is_whole_out, struct err *err);

struct search_ask {
    struct str words;               /* as typed: pieces between spaces must all occur */
    const struct register_def *def; /* NULL: everywhere */
    int64_t offset, limit;
};
struct search_page {
    int64_t total;     /* matters */
    int64_t *matters;  /* newest of each register first */
    struct str *words; /* what each says, a line a text */
    size_t n;
    int64_t behind; /* entries of the ledger that are not in the index yet */
};
/* No words in the text: an empty page. ERR_MISSING: there is no index yet. */
ERR_CHECKED bool search_find(struct reader *reader, struct arena *arena,
                             const struct search_ask *ask, struct search_page *page_out,
                             struct err *err);

/* Matters that may be the same trouble (registry.h, alike_def). */
struct search_alike {
    int64_t matter;
    int per_cent; /* of the words they share (Sørensen–Dice over Han pairs and words) */
};
enum { SEARCH_ALIKE_MAX = 5, SEARCH_ALIKE_PER_CENT = 40 };
/* The most alike first; none where the register compares nothing. `today`: what counts as recently
 * closed. */
ERR_CHECKED bool search_alike(struct reader *reader, struct arena *arena,
                              const struct matter *matter, struct date today,
                              struct search_alike found[SEARCH_ALIKE_MAX], size_t *n_out,
                              struct err *err);

#endif
