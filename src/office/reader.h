/*
 * reader.h - reading an office: a connection of its own, for one thread.
 *
 * Readers see what is committed. They share the office's definitions, which are read-only.
 */
#ifndef GULOU_OFFICE_READER_H
#define GULOU_OFFICE_READER_H

#include "figure/cells.h"
#include "office/office.h"

struct reader;

/* Opens a connection to the office's database. The office must outlive it. */
ERR_CHECKED bool reader_open(struct office *office, struct arena *arena, struct reader **reader_out,
                             struct err *err);
void reader_close(struct reader *reader);
struct store *reader_store(struct reader *reader);
const struct office *reader_office(const struct reader *reader);

/* Who reads: a person, ACCESS_STRANGER, or (at first) ACCESS_OFFICE, from whom nothing is kept.
 * What is kept from him is missing in everything that follows, but for the sums of figures. */
void reader_as(struct reader *reader, int64_t person);
int64_t reader_person(const struct reader *reader);
bool reader_may_see(const struct reader *reader, const struct matter *matter);
/* The matters of the register that are kept from him, by id: mostly none. */
struct reader_kept {
    struct matter **matters;
    size_t n;
};
ERR_CHECKED bool reader_kept(struct reader *reader, struct arena *arena,
                             const struct register_def *def, struct reader_kept *kept_out,
                             struct err *err);
bool reader_is_kept(const struct reader_kept *kept, int64_t matter);

/* NULL without an error: there is no such matter. Lives in the arena. */
ERR_CHECKED bool reader_matter(struct reader *reader, struct arena *arena, int64_t id,
                               struct matter **matter_out, struct err *err);

/* One entry of a matter, as it is shown. */
struct reader_event {
    int64_t seq;
    struct event *event; /* with the texts of its payload; never personal values */
    const struct calendar *calendar;
};
/* All entries of a matter in order. */
ERR_CHECKED bool reader_events(struct reader *reader, struct arena *arena,
                               const struct matter *matter, struct reader_event **events_out,
                               size_t *n_out, struct err *err);
/* The rows that the matter gives to the figures: which figures it counts in, and why. */
ERR_CHECKED bool reader_contributions(struct reader *reader, struct arena *arena,
                                      const struct matter *matter, struct contributions *rows_out,
                                      struct err *err);

struct reader_list {
    const struct register_def *def;
    int64_t unit;     /* 0: all */
    int is_open;      /* 1 open, 0 not open, -1 both */
    struct str where; /* an expression of the definition language, or empty */
    int64_t offset, limit;
    int64_t known_total; /* of a whole register, when the caller has counted it; else 0 */
};
struct reader_page {
    int64_t total;
    struct matter **matters; /* newest first */
    size_t n;
};
/* What is wrong with `where` becomes complaints. */
ERR_CHECKED bool reader_page(struct reader *reader, struct arena *arena,
                             const struct reader_list *list, struct reader_page *page_out,
                             struct complaints *complaints, struct err *err);
/* A listed text of a matter, from its projection; empty when it has none. */
ERR_CHECKED bool reader_text(struct reader *reader, struct arena *arena,
                             const struct matter *matter, int field, struct str *text_out,
                             struct err *err);
/* A matter by id or number; 0: none. */
ERR_CHECKED bool reader_find(struct reader *reader, struct str text, int64_t *matter_out,
                             struct err *err);

/* How many matters a register holds, and how pressing they are. */
struct reader_count {
    int64_t total, open;
    int64_t overdue;  /* open and due before today */
    int64_t soon;     /* open and due today or later, but not after `until` */
    int64_t numbered; /* numbers given in the year: what came in */
};
/* By register id; `counts` has registry->registers_n elements. */
ERR_CHECKED bool reader_counts(struct reader *reader, int year, struct date today,
                               struct date until, struct reader_count *counts, struct err *err);
/* Open matters with a clock that runs out between two days, the earliest first; NULL: of all
 * registers.
 */
ERR_CHECKED bool reader_due(struct reader *reader, struct arena *arena,
                            const struct register_def *def, struct date from, struct date to,
                            int64_t offset, int64_t limit, struct reader_page *page_out,
                            struct err *err);

/* The matters behind a figure (DESIGN §9, `list --figure`). */
struct reader_figure_row {
    int64_t matter;
    int64_t amount;  /* the sum of its rows */
    struct date day; /* of its first row */
    int64_t unit;
};
struct reader_figure_list {
    int64_t total; /* distinct matters whose amounts do not cancel out */
    int64_t sum;
    struct reader_figure_row *rows;
    size_t n;
};
struct reader_figure_ask {
    const struct figure_def *figure;
    struct date from, to, as_of; /* as figure_period_of gives them */
    int64_t known_seq;           /* entries below it; 0: all */
    const int64_t *units;        /* a subtree; NULL: the whole district */
    size_t units_n;
    const struct figure_cell *cell; /* only its matters; or NULL */
};
ERR_CHECKED bool reader_figure_list(struct reader *reader, struct arena *arena,
                                    const struct reader_figure_ask *ask,
                                    struct reader_figure_list *list_out, struct err *err);

/* ---- the ledger as it is committed (reader_ledger.c) ---- */

ERR_CHECKED bool reader_size(struct reader *reader, int64_t *size_out, struct err *err);
/* The root of the first `size` entries, and the leaf of one. */
ERR_CHECKED bool reader_root(struct reader *reader, struct arena *arena, int64_t size,
                             struct hash256 *root_out, struct err *err);
ERR_CHECKED bool reader_leaf(struct reader *reader, struct arena *arena, int64_t seq,
                             struct hash256 *leaf_out, struct err *err);
/* Appends the first `width` hashes of a tile (ledger/tree.h). */
ERR_CHECKED bool reader_tile(struct reader *reader, struct arena *arena, int level, int64_t n,
                             int width, struct buf *out, struct err *err);
/* The newest signed note; size 0 and an empty note when none was signed. */
ERR_CHECKED bool reader_checkpoint(struct reader *reader, struct arena *arena, int64_t *size_out,
                                   struct str *note_out, struct err *err);
struct reader_entry {
    int64_t seq, matter; /* matter 0: an event of the office */
    struct str kind;
    struct date on;
    struct instant at;
    const struct event *event; /* NULL of the office's own */
};
/* Entries from `from` up to, but not including, `to`. */
ERR_CHECKED bool reader_entries(struct reader *reader, struct arena *arena, int64_t from,
                                int64_t to, struct reader_entry **entries_out, size_t *n_out,
                                struct err *err);

#endif
