#include "office/reader.h"

#include <string.h>

#include "base/assert.h"
#include "office/internal.h"
#include "office/row.h"

struct reader {
    struct office *office;
    struct store *db;
    int64_t person; /* who reads */
    struct arena *arena;
    struct store *search; /* the index of words, once it was asked for; or NULL */
};

bool reader_open(struct office *office, struct arena *arena, struct reader **reader_out,
                 struct err *err)
{
    struct reader *reader = arena_new(arena, struct reader);
    struct store_options options = {
        .url = office->options.db, .is_read_only = true, .must_exist = true, .cache_kib = 4096};
    *reader = (struct reader){.office = office, .person = ACCESS_OFFICE, .arena = arena};
    if (!store_open(arena, &options, &reader->db, err))
        return false;
    *reader_out = reader;
    return true;
}

void reader_close(struct reader *reader)
{
    if (reader == NULL)
        return;
    store_close(reader->search);
    store_close(reader->db);
}

bool reader_search_store(struct reader *reader, struct store **store_out, struct err *err)
{
    struct store_options options = {.url = search_path(reader->office, "", reader->arena),
                                    .is_read_only = true,
                                    .must_exist = true,
                                    .cache_kib = 4096};
    if (reader->search == NULL && !store_open(reader->arena, &options, &reader->search, err)) {
        reader->search = NULL;
        if (err->kind == ERR_MISSING)
            err_set(err, ERR_MISSING,
                    "there is no index of words yet; gulou search makes it, and a "
                    "server soon after its start");
        return false;
    }
    *store_out = reader->search;
    return true;
}

void reader_as(struct reader *reader, int64_t person)
{
    reader->person = person;
}

int64_t reader_person(const struct reader *reader)
{
    return reader->person;
}

struct store *reader_store(struct reader *reader)
{
    return reader->db;
}

const struct office *reader_office(const struct reader *reader)
{
    return reader->office;
}

static const struct registry *registry_of(const struct reader *reader)
{
    return office_current(reader->office)->registry;
}

bool reader_matter(struct reader *reader, struct arena *arena, int64_t id,
                   struct matter **matter_out, struct err *err)
{
    struct stmt *stmt = store_statement(reader->db, Q_MATTER_FOLD);
    bool has_row;
    *matter_out = NULL;
    stmt_i64(stmt, reader->office->district);
    stmt_i64(stmt, id);
    if (!stmt_row(stmt, &has_row, err))
        return false;
    if (has_row) {
        *matter_out = matter_unpack(arena, registry_of(reader), id, stmt_get_blob(stmt, 0));
        stmt_reset(stmt);
    }
    if (*matter_out != NULL && !reader_may_see(reader, *matter_out))
        *matter_out = NULL;
    return true;
}

static bool read_event(struct reader *reader, struct arena *arena, int64_t seq,
                       struct reader_event *out, struct err *err)
{
    struct stmt *stmt = store_statement(reader->db, Q_ENTRY_READ);
    struct row row;
    bool has_row;
    stmt_i64(stmt, reader->office->district);
    stmt_i64(stmt, seq);
    if (!stmt_row(stmt, &has_row, err))
        return false;
    if (!has_row)
        return err_set(err, ERR_CONFLICT, "the ledger has no entry %lld; run gulou verify",
                       (long long)seq);
    row_read(stmt, arena, &row);
    stmt_reset(stmt);
    const struct office_version *version = office_version_at(reader->office, seq);
    out->seq = seq;
    out->event = arena_new(arena, struct event);
    out->calendar = version->calendar;
    return row_event(&row, version->registry, arena, out->event, err)
           && row_texts(&row, arena, out->event, err);
}

bool reader_events(struct reader *reader, struct arena *arena, const struct matter *matter,
                   struct reader_event **events_out, size_t *n_out, struct err *err)
{
    struct reader_event *events = arena_array(arena, struct reader_event, matter->seqs.n + 1);
    for (size_t i = 0; i < matter->seqs.n; i++)
        if (!read_event(reader, arena, matter->seqs.at[i], &events[i], err))
            return false;
    *events_out = events;
    *n_out = matter->seqs.n;
    return true;
}

bool reader_contributions(struct reader *reader, struct arena *arena, const struct matter *matter,
                          struct contributions *rows_out, struct err *err)
{
    struct reader_event *events;
    struct contributions all = {0}, none = {0};
    size_t n;
    if (!reader_events(reader, arena, matter, &events, &n, err))
        return false;
    struct fold_step *steps = arena_array(arena, struct fold_step, n + 1);
    for (size_t i = 0; i < n; i++)
        steps[i] = (struct fold_step){events[i].event, events[i].calendar};
    contribution_all(arena, registry_of(reader), matter->def, matter->id, steps, n, &all);
    *rows_out = (struct contributions){0};
    contribution_difference(arena, &none, &all, DATE_NONE, matter->id, 0, rows_out);
    return true;
}

bool reader_text(struct reader *reader, struct arena *arena, const struct matter *matter, int field,
                 struct str *text_out, struct err *err)
{
    *text_out = STR_NONE;
    struct reader_event event;
    if (!matter->is_set[field])
        return true;
    for (size_t i = 0; i < matter->seqs.n; i++) {
        if (!read_event(reader, arena, matter->seqs.at[i], &event, err))
            return false;
        for (size_t k = 0; k < event.event->texts.n; k++)
            if (event.event->texts.at[k].field == field)
                *text_out = event.event->texts.at[k].text;
        if (text_out->len > 0)
            return true; /* the first is mostly the only one */
    }
    return true;
}
