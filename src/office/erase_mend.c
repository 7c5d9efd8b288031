/*
 * erase_mend.c - at opening: whom an old copy brought back is erased again.
 */
#include "office/erase.h"
#include "os/file.h"

static bool has_box(struct office *office, const struct matter *matter, int64_t person,
                    bool *has_out, struct err *err)
{
    bool has_row;
    *has_out = false;
    for (size_t i = 0; !*has_out && i < matter->seqs.n; i++) {
        struct stmt *stmt = store_statement(office->db, Q_SEALED_FIND);
        stmt_i64(stmt, office->district);
        stmt_i64(stmt, matter->seqs.at[i]);
        stmt_i64(stmt, person);
        if (!stmt_row(stmt, &has_row, err))
            return false;
        *has_out = has_row && stmt_get_i64(stmt, 0) > 0;
        stmt_reset(stmt);
    }
    return true;
}

static bool is_of(const struct matter *matter, int64_t person)
{
    for (size_t i = 0; i < matter->persons.n; i++)
        if (matter->persons.at[i] == person)
            return true;
    return false;
}

/* Of an erasure on the list, who is there again: by the key, or by values whose key alone is gone
 * (the copy of the keys was the newer one). The number alone proves nothing: it may have been given
 * anew. */
static bool find_again(struct office *office, const struct matter *matter,
                       const struct erased_line *listed, struct erased_line *again, struct err *err)
{
    *again = *listed;
    again->matter = matter->id;
    again->persons.at = NULL;
    again->persons.n = again->persons.cap = 0;
    for (size_t i = 0; i < listed->persons.n; i++) {
        const struct erased_person *person = &listed->persons.at[i];
        struct str mark;
        bool is_there = false;
        if (!is_of(matter, person->person))
            continue;
        if (!erase_key_mark(office, person->person, &mark, err)
            || (mark.len == 0 && !has_box(office, matter, person->person, &is_there, err)))
            return false;
        if (is_there || str_equal(mark, person->mark))
            list_push(&office->scratch, &again->persons, *person);
    }
    return true;
}

/* A matter of the person that this copy holds: the one that was erased, or, when that was filed
 * only after the copy, another in which he is known; NULL: none. */
static bool find_matter(struct office *office, int64_t erased, int64_t person,
                        struct matter **matter_out, struct err *err)
{
    LIST_OF(int64_t) ids = {0};
    struct stmt *stmt = store_statement(office->db, Q_PERSON_HASH_OF_PERSON);
    bool has_row = true;
    list_push(&office->scratch, &ids, erased);
    stmt_i64(stmt, office->district);
    stmt_i64(stmt, person);
    while (has_row) {
        if (!stmt_row(stmt, &has_row, err))
            return false;
        if (has_row)
            list_push(&office->scratch, &ids, stmt_get_i64(stmt, 0));
    }
    for (size_t i = 0; i < ids.n; i++) {
        if (!fetch_matter(office, &office->scratch, ids.at[i], matter_out, err))
            return false;
        if (*matter_out != NULL && is_of(*matter_out, person))
            return true;
    }
    *matter_out = NULL;
    return true;
}

static bool erase_in(struct office *office, const struct matter *matter,
                     const struct erased_line *listed, struct err *err)
{
    struct erased_line again;
    if (!find_again(office, matter, listed, &again, err))
        return false;
    if (again.persons.n == 0)
        return true;
    if (!erase_add_entry(office, &again, true, err)
        || !office_flush(office, &office->batches[0], err)
        || !erase_destroy(office, matter, &again, STR_NONE, err))
        return false;
    office->erased_again += (int64_t)again.persons.n;
    return true;
}

/* Whom an earlier turn has erased has neither key nor box any more, and is not found again. */
static bool erase_again(struct office *office, const struct erased_line *listed, struct err *err)
{
    for (size_t i = 0; i < listed->persons.n; i++) {
        struct matter *matter;
        if (!find_matter(office, listed->matter, listed->persons.at[i].person, &matter, err)
            || (matter != NULL && !erase_in(office, matter, listed, err)))
            return false;
    }
    return true;
}

static bool replay_list(struct office *office, struct str list, struct err *err)
{
    struct arena lines; /* the scratch is used anew by each */
    struct erased_line line;
    bool has_line = true, ok = true;
    arena_init(&lines, 0);
    while (ok && has_line) {
        arena_reset(&office->scratch);
        ok = erased_next(&lines, &list, &line, &has_line, err);
        if (ok && has_line && str_equal(line.origin, office->origin))
            ok = erase_again(office, &line, err);
    }
    arena_done(&lines);
    return ok;
}

/* The list is kept for this office, and the keys say where. */
static bool found_list(struct office *office, struct arena *arena, struct str *list_out,
                       struct err *err)
{
    struct str place, known;
    if (!erased_read(arena, erase_list_path(office), list_out, err)
        || !os_file_absolute(arena, erase_list_path(office), &place, err)
        || !erased_place(office->keys, arena, &known, err))
        return false;
    if (!erased_is_of(*list_out, office->origin)) {
        struct str line = arena_print(arena, "office %" STR_FMT "\n", STR_ARG(office->origin));
        if (!erased_merge(arena, *list_out, line, list_out, err)
            || !os_file_write(erase_list_path(office), *list_out, OS_PRIVATE, err))
            return false;
    }
    if (str_equal(place, known))
        return true;
    return store_begin(office->keys, err)
           && erase_close(office->keys,
                          erase_put_mark(office->keys, STR("erased_place"), place, err), err);
}

static bool has_mark(struct office *office, struct arena *arena, struct store *db, struct str mark,
                     bool *has_out, struct err *err)
{
    struct str text;
    if (!erase_read_mark(db, arena, erase_mark_key(office, arena, "erased_list"), &text, err))
        return false;
    *has_out = str_equal(text, mark);
    return true;
}

static bool set_mark(struct office *office, struct store *db, struct str mark, struct err *err)
{
    struct str key = erase_mark_key(office, &office->scratch, "erased_list");
    return store_begin(db, err) && erase_close(db, erase_put_mark(db, key, mark, err), err);
}

static bool mend(struct office *office, struct arena *arena, struct err *err)
{
    struct str list, mark;
    bool has_main, has_keys;
    if (!erase_finish_begun(office, err) || !found_list(office, arena, &list, err))
        return false;
    mark = erased_mark(arena, list);
    if (!has_mark(office, arena, office->db, mark, &has_main, err)
        || !has_mark(office, arena, office->keys, mark, &has_keys, err))
        return false;
    if (has_main && has_keys)
        return true;
    return replay_list(office, list, err) && set_mark(office, office->keys, mark, err)
           && set_mark(office, office->db, mark, err);
}

bool erase_mend(struct office *office, struct err *err)
{
    struct arena arena;
    if (office->options.is_read_only)
        return true;
    arena_init(&arena, 0);
    bool ok = mend(office, &arena, err);
    arena_done(&arena);
    return ok;
}
