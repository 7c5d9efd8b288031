/*
 * search_index.c - the index of words, made from the ledger.
 */
#include "office/search_parts.h"

#include "os/file.h"
#include "store/schema.h"

struct search_index {
    const struct office *office;
    struct arena *arena;
    struct store *db;
    struct os_lock lock;
};

/* ---- opening ---- */

struct str search_path(const struct office *office, const char *ending, struct arena *arena)
{
    struct str db = office->options.db, scheme = STR("sqlite:");
    if (str_starts(db, scheme))
        db = str_from(db, scheme.len);
    return arena_print(arena, "%" STR_FMT ".search%s", STR_ARG(db), ending);
}

/* A cache of another shape is no loss: it goes. */
static bool remove_old(struct search_index *index, struct str path, struct err *err)
{
    static const char *const endings[] = {"", "-wal", "-shm"};
    store_close(index->db);
    index->db = NULL;
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        struct str part = arena_print(index->arena, "%" STR_FMT "%s", STR_ARG(path), endings[i]);
        if (os_file_exists(part) && !os_file_remove(part, err))
            return false;
    }
    return true;
}

static bool open_store(struct search_index *index, struct err *err)
{
    struct str path = search_path(index->office, "", index->arena);
    struct store_options options = {.url = path, .cache_kib = 16384};
    struct schema schema;
    struct err of_check;
    schema_embedded(index->arena, STR("sql/search.sql"), STR_NONE, &schema);
    bool is_open = store_open(index->arena, &options, &index->db, &of_check);
    if (!is_open)
        index->db = NULL;
    if (is_open && schema_check(index->db, &schema, &of_check))
        return true;
    if (of_check.kind != ERR_MISSING && of_check.kind != ERR_CONFLICT
        && of_check.kind != ERR_INPUT) {
        *err = of_check;
        return false;
    }
    if (of_check.kind != ERR_MISSING
        && (!remove_old(index, path, err) || !store_open(index->arena, &options, &index->db, err)))
        return false;
    return schema_create(index->db, &schema, err);
}

bool search_index_open(const struct office *office, struct arena *arena,
                       struct search_index **index_out, struct err *err)
{
    struct search_index *index = arena_new(arena, struct search_index);
    *index = (struct search_index){.office = office, .arena = arena};
    if (!os_lock_take(search_path(office, ".lock", arena), &index->lock, err))
        return false;
    if (!open_store(index, err)) {
        search_index_close(index);
        return false;
    }
    *index_out = index;
    return true;
}

void search_index_close(struct search_index *index)
{
    if (index == NULL)
        return;
    store_close(index->db);
    os_lock_release(&index->lock);
}

/* ---- what a matter says ---- */

static struct str one_line(struct arena *arena, struct str text)
{
    char *copy = arena_alloc(arena, text.len + 1);
    for (size_t i = 0; i < text.len; i++)
        copy[i] = text.p[i] == '\n' ? ' ' : text.p[i];
    return (struct str){copy, text.len};
}

/* A word for each value that `alike` compares: "f3v105". */
static struct str marks_of(struct arena *arena, const struct matter *matter)
{
    const struct alike_def *alike = &matter->def->alike;
    struct str marks = STR_NONE;
    for (size_t i = 0; i < alike->same_n; i++)
        if (matter->is_set[alike->same[i]])
            marks = arena_print(arena, "%" STR_FMT "f%dv%lld ", STR_ARG(marks), alike->same[i],
                                (long long)matter->values[alike->same[i]]);
    return marks;
}

/* The texts as they stand after all amendments, a line each; first the one that `alike` compares.
 */
static bool words_of(struct reader *reader, struct arena *arena, const struct matter *matter,
                     struct str *words_out, struct err *err)
{
    struct reader_event *events;
    size_t n, steps_n;
    if (!reader_events(reader, arena, matter, &events, &n, err))
        return false;
    struct fold_step *steps = arena_array(arena, struct fold_step, n + 1);
    for (size_t i = 0; i < n; i++)
        steps[i] = (struct fold_step){events[i].event, events[i].calendar};
    struct fold_step *resolved = fold_resolve(arena, steps, n, &steps_n);
    struct str *texts = arena_array(arena, struct str, matter->def->fields_n + 1);
    for (size_t i = 0; i < steps_n; i++) {
        const struct event *event = resolved[i].event;
        for (size_t k = 0; event->form == EVENT_PLAIN && k < event->texts.n; k++)
            texts[event->texts.at[k].field] = event->texts.at[k].text;
    }
    int first = matter->def->alike.words;
    struct str words = STR_NONE;
    if (first != NONE)
        words = arena_print(arena, "%" STR_FMT "\n", STR_ARG(one_line(arena, texts[first])));
    for (size_t i = 0; i < matter->def->fields_n; i++)
        if (texts[i].len > 0 && matter->def->fields[i].type == FIELD_TEXT && (int)i != first)
            words =
                arena_print(arena, "%" STR_FMT "%" STR_FMT "\n", STR_ARG(words), STR_ARG(texts[i]));
    *words_out = words;
    return true;
}

static bool may_be_found(const struct office *office, const struct matter *matter)
{
    const struct registry *registry = office_current(office)->registry;
    return matter->state != NONE && !contribution_is_restricted(registry, matter)
           && !matter_is_accusation(matter);
}

/* ---- bringing it up to date ---- */

static bool drop_matter(struct search_index *index, struct arena *arena, int64_t id,
                        struct err *err)
{
    struct stmt *stmt = store_statement(index->db, Q_SEARCH_MATTER_READ);
    bool has_row;
    stmt_i64(stmt, id);
    if (!stmt_row(stmt, &has_row, err))
        return false;
    if (!has_row)
        return true;
    struct str words = arena_copy(arena, stmt_get_text(stmt, 0));
    struct str marks = arena_copy(arena, stmt_get_text(stmt, 1));
    stmt_reset(stmt);
    stmt = store_statement(index->db, Q_SEARCH_WORDS_DROP);
    stmt_i64(stmt, id);
    stmt_text(stmt, words);
    stmt_text(stmt, marks);
    if (!stmt_run(stmt, err))
        return false;
    stmt = store_statement(index->db, Q_SEARCH_MATTER_DROP);
    stmt_i64(stmt, id);
    return stmt_run(stmt, err);
}

static bool put_matter(struct search_index *index, int64_t id, struct str words, struct str marks,
                       struct err *err)
{
    static const enum statement_id puts[] = {Q_SEARCH_MATTER_PUT, Q_SEARCH_WORDS_ADD};
    for (size_t i = 0; i < 2; i++) {
        struct stmt *stmt = store_statement(index->db, puts[i]);
        stmt_i64(stmt, id);
        stmt_text(stmt, words);
        stmt_text(stmt, marks);
        if (!stmt_run(stmt, err))
            return false;
    }
    return true;
}

static bool update_matter(struct search_index *index, struct reader *reader, int64_t id,
                          struct err *err)
{
    struct arena arena;
    struct matter *matter;
    struct str words = STR_NONE;
    arena_init(&arena, 0);
    bool ok = reader_matter(reader, &arena, id, &matter, err);
    if (ok && matter != NULL) {
        int64_t row = search_id(office_district(index->office), matter->def->id, id);
        ok = drop_matter(index, &arena, row, err);
        if (ok && may_be_found(index->office, matter))
            ok = words_of(reader, &arena, matter, &words, err);
        if (ok && words.len > 0)
            ok = put_matter(index, row, words, marks_of(&arena, matter), err);
    }
    arena_done(&arena);
    return ok;
}

/* The matters whose entries from..to give or amend texts; each once. */
static bool touched(struct reader *reader, int64_t from, int64_t to, struct map *matters,
                    struct err *err)
{
    struct stmt *stmt = store_statement(reader_store(reader), Q_ENTRY_MATTERS_THAT_SAY);
    bool has_row;
    stmt_i64(stmt, office_district(reader_office(reader)));
    stmt_i64(stmt, from);
    stmt_i64(stmt, to);
    for (;;) {
        if (!stmt_row(stmt, &has_row, err))
            return false;
        if (!has_row)
            return true;
        (void)map_put_number(matters, stmt_get_i64(stmt, 0), 1);
    }
}

static bool update_range(struct search_index *index, struct reader *reader, int64_t from,
                         int64_t to, struct err *err)
{
    const struct map_slot *slot;
    struct arena arena;
    struct map matters;
    arena_init(&arena, 0);
    map_init(&matters, &arena);
    bool ok = touched(reader, from, to, &matters, err);
    for (size_t at = 0; ok && (slot = map_next(&matters, &at)) != NULL;)
        ok = update_matter(index, reader, slot->number, err);
    if (ok) {
        struct stmt *stmt = store_statement(index->db, Q_SEARCH_HEAD_PUT);
        stmt_i64(stmt, office_district(index->office));
        stmt_i64(stmt, to);
        ok = stmt_run(stmt, err);
    }
    arena_done(&arena);
    return ok;
}

static bool update(struct search_index *index, struct reader *reader, int64_t from, int64_t to,
                   struct err *err)
{
    if (!store_begin(index->db, err))
        return false;
    if (update_range(index, reader, from, to, err))
        return store_commit(index->db, err);
    store_rollback(index->db);
    return false;
}

bool search_index_update(struct search_index *index, struct reader *reader, int64_t entries_max,
                         bool *is_whole_out, struct err *err)
{
    int64_t from = 0, size = 0;
    struct store *ledger = reader_store(reader);
    int64_t person = reader_person(reader);
    if (!store_begin_read(ledger, err)) /* all of one moment */
        return false;
    reader_as(reader, ACCESS_OFFICE); /* what has to leave the index must be seen */
    bool ok = search_head(index->db, office_district(index->office), &from, err)
              && reader_size(reader, &size, err);
    int64_t to = size - from > entries_max ? from + entries_max : size;
    if (ok && to > from)
        ok = update(index, reader, from, to, err);
    reader_as(reader, person);
    store_rollback(ledger);
    *is_whole_out = to >= size;
    /* Busy is no failure: it will be due again. */
    if (ok && store_checkpoint_is_due(index->db))
        ok = store_checkpoint(index->db, err) || err->kind == ERR_BUSY;
    return ok;
}
