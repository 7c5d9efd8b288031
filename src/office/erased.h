/*
 * erased.h - the list of erasures, FILE.erased beside the database: what makes an old copy forget
 * again whom the office has erased since (DESIGN §7: `restore` replays later erasures).
 *
 * A text that only grows, one line an office ("office ORIGIN") and one an erasure:
 *     erased ORIGIN DATE MATTER ACTOR APPROVER PERSON:MARK[,PERSON:MARK…]
 * MARK is the beginning of the SHA-256 of the person's key, which is random: it says nothing, and
 * it tells the person from another who got the same number after an old copy was put back. Nothing
 * personal stands here, so the list may be kept longer, and elsewhere, than the keys.
 *
 * E1: a person's key is destroyed only after the line is on disk.
 * E2: both databases keep a mark of the list up to which they have forgotten; an opening that finds
 *     another list erases what it names and they still hold, each as an event of the office.
 * E3: the keys' database, and so every backup of it, knows where its list is.
 */
#ifndef GULOU_OFFICE_ERASED_H
#define GULOU_OFFICE_ERASED_H

#include "base/date.h"
#include "base/err.h"
#include "base/list.h"

struct store;

enum { ERASED_MARK_CHARS = 32 };

struct erased_person {
    int64_t person;
    struct str mark;
};

struct erased_line {
    struct str origin;
    struct date on;
    int64_t matter, actor, approver;
    LIST_OF(struct erased_person) persons;
};

/* The mark of a key, and of a whole list. */
struct str erased_mark(struct arena *arena, struct str bytes);

/* The next erasure of *rest; *has_out false: there is none. ERR_INPUT: it is no such list. */
ERR_CHECKED bool erased_next(struct arena *arena, struct str *rest, struct erased_line *line_out,
                             bool *has_out, struct err *err);
struct str erased_print(struct arena *arena, const struct erased_line *line);

/* The list at the path; empty when there is none. */
ERR_CHECKED bool erased_read(struct arena *arena, struct str path, struct str *list_out,
                             struct err *err);
/* Whether it is kept for that office. */
bool erased_is_of(struct str list, struct str origin);
/* All lines of both, each once. ERR_INPUT: one of them is no such list. */
ERR_CHECKED bool erased_merge(struct arena *arena, struct str a, struct str b, struct str *both_out,
                              struct err *err);

/* Of a copy: the origin of its office, and where that office keeps its list (empty: it was made by
 * a gulou that kept none). */
ERR_CHECKED bool erased_origin(struct store *db, struct arena *arena, struct str *origin_out,
                               struct err *err);
ERR_CHECKED bool erased_place(struct store *keys, struct arena *arena, struct str *path_out,
                              struct err *err);

#endif
