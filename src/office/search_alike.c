/*
 * search_alike.c - matters that may be the same trouble: equal where the register says so, alike in
 * their words.
 */
#include <stdlib.h>

#include "office/search_parts.h"
#include "text/han.h"

enum { LOOKED_AT = 200, QUERY_WORDS = 60 };

struct words { /* of a text, each once */
    struct map at;
    struct arena *arena;
    struct buf query; /* "a" OR "b" OR … */
};

static bool take(void *context, struct str word, size_t from, size_t to)
{
    struct words *w = context;
    (void)from;
    (void)to;
    if (!map_put(&w->at, arena_copy(w->arena, word), 1) || w->at.n > QUERY_WORDS)
        return true;
    buf_print(&w->query, "%s\"%" STR_FMT "\"", w->query.len == 0 ? "" : " OR ", STR_ARG(word));
    return true;
}

/* HAN_QUERY: without the last character alone, which says little. */
static void words_init(struct words *w, struct arena *arena, struct str text)
{
    *w = (struct words){.arena = arena};
    map_init(&w->at, arena);
    buf_init(&w->query, 1 << 14);
    (void)han_tokenize(text, HAN_QUERY, take, w);
}

static int shared_per_cent(const struct words *a, const struct words *b)
{
    const struct map_slot *slot;
    size_t shared = 0, both = a->at.n + b->at.n;
    int64_t ignored;
    for (size_t at = 0; (slot = map_next(&a->at, &at)) != NULL;)
        shared += map_find(&b->at, slot->key, &ignored);
    return both == 0 ? 0 : (int)(200 * shared / both);
}

/* What must be equal, as the index marks it. */
static struct str query_of(struct arena *arena, const struct matter *matter,
                           const struct words *words)
{
    const struct alike_def *alike = &matter->def->alike;
    struct str query =
        arena_print(arena, "words : (%" STR_FMT ")", STR_ARG(buf_str(&words->query)));
    for (size_t i = 0; i < alike->same_n; i++)
        query = arena_print(arena, "%" STR_FMT " AND marks : \"f%dv%lld\"", STR_ARG(query),
                            alike->same[i], (long long)matter->values[alike->same[i]]);
    return query;
}

static int compare(const void *a, const void *b)
{
    const struct search_alike *x = a, *y = b;
    if (x->per_cent != y->per_cent)
        return x->per_cent < y->per_cent ? 1 : -1;
    return (x->matter < y->matter) - (x->matter > y->matter); /* the newest first */
}

/* Those that the index finds, with how alike they are. */
static bool candidates(struct store *db, struct arena *arena, const struct matter *matter,
                       const struct words *own, int64_t district, struct search_alike *found,
                       size_t *n_out, struct err *err)
{
    struct stmt *stmt =
        search_begin(db, Q_SEARCH_NEWEST, query_of(arena, matter, own), district, matter->def);
    bool has_row;
    stmt_i64(stmt, LOOKED_AT);
    stmt_i64(stmt, 0);
    for (;;) {
        if (!stmt_row(stmt, &has_row, err))
            return false;
        if (!has_row)
            return true;
        struct words other;
        struct str text = stmt_get_text(stmt, 1);
        words_init(&other, arena, str_first(text, str_find_char(text, '\n')));
        int per_cent = shared_per_cent(own, &other);
        buf_done(&other.query);
        int64_t id = search_matter_of(stmt_get_i64(stmt, 0));
        if (per_cent >= SEARCH_ALIKE_PER_CENT && id != matter->id)
            found[(*n_out)++] = (struct search_alike){id, per_cent};
    }
}

/* Keeps those that are open, or closed lately. */
static bool keep_recent(struct reader *reader, struct arena *arena, struct date today,
                        struct search_alike *all, size_t all_n, struct search_alike *found,
                        size_t *n_out, struct err *err)
{
    for (size_t i = 0; i < all_n && *n_out < SEARCH_ALIKE_MAX; i++) {
        struct matter *matter;
        if (!reader_matter(reader, arena, all[i].matter, &matter, err))
            return false;
        if (matter == NULL || matter_is_accusation(matter))
            continue;
        struct date last = date_add_days(today, -matter->def->alike.closed_days);
        if (matter_is_open(matter) || date_compare(matter->changed_on, last) >= 0)
            found[(*n_out)++] = all[i];
    }
    return true;
}

bool search_alike(struct reader *reader, struct arena *arena, const struct matter *matter,
                  struct date today, struct search_alike found[SEARCH_ALIKE_MAX], size_t *n_out,
                  struct err *err)
{
    const struct alike_def *alike = &matter->def->alike;
    struct search_alike *all = arena_array(arena, struct search_alike, LOOKED_AT);
    struct store *db;
    struct str text;
    size_t all_n = 0;
    *n_out = 0;
    bool compares = alike->words != NONE && !matter_is_accusation(matter);
    for (size_t i = 0; i < alike->same_n; i++)
        compares = compares && matter->is_set[alike->same[i]];
    if (!compares)
        return true;
    struct words own;
    if (!reader_text(reader, arena, matter, alike->words, &text, err)
        || !reader_search_store(reader, &db, err))
        return false;
    words_init(&own, arena, text);
    bool ok = own.at.n == 0
              || candidates(db, arena, matter, &own, office_district(reader_office(reader)), all,
                            &all_n, err);
    buf_done(&own.query);
    if (all_n > 1)
        qsort(all, all_n, sizeof *all, compare);
    return ok && keep_recent(reader, arena, today, all, all_n, found, n_out, err);
}
