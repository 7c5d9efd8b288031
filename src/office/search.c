#include "office/search.h"

#include "base/assert.h"
#include "office/search_parts.h"
#include "text/han.h"

int64_t search_id(int64_t district, int64_t registry, int64_t matter)
{
    gl_assert(registry <= 1 << SEARCH_REGISTER_BITS && matter < INT64_C(1) << SEARCH_MATTER_BITS);
    return (district << SEARCH_REGISTER_BITS | registry) << SEARCH_MATTER_BITS | matter;
}

int64_t search_matter_of(int64_t id)
{
    return id & ((INT64_C(1) << SEARCH_MATTER_BITS) - 1);
}

bool search_head(struct store *db, int64_t district, int64_t *seq_out, struct err *err)
{
    struct stmt *stmt = store_statement(db, Q_SEARCH_HEAD_READ);
    bool has_row;
    stmt_i64(stmt, district);
    if (!stmt_row(stmt, &has_row, err))
        return false;
    *seq_out = has_row ? stmt_get_i64(stmt, 0) : 0;
    if (has_row)
        stmt_reset(stmt);
    return true;
}

struct stmt *search_begin(struct store *db, enum statement_id id, struct str query,
                          int64_t district, const struct register_def *def)
{
    struct stmt *stmt = store_statement(db, id);
    int64_t last = def == NULL ? 1 << SEARCH_REGISTER_BITS : def->id + 1;
    stmt_text(stmt, query);
    stmt_i64(stmt, search_id(district, def == NULL ? 0 : def->id, 0));
    stmt_i64(stmt, search_id(district, last, 0));
    return stmt;
}

static bool read_count(struct stmt *stmt, int64_t *count_out, struct err *err)
{
    bool has_row;
    if (!stmt_row(stmt, &has_row, err))
        return false;
    *count_out = has_row ? stmt_get_i64(stmt, 0) : 0;
    if (has_row)
        stmt_reset(stmt);
    return true;
}

static bool read_rows(struct stmt *stmt, struct arena *arena, struct search_page *page,
                      int64_t limit, struct err *err)
{
    bool has_row;
    while (page->n < (size_t)limit) {
        if (!stmt_row(stmt, &has_row, err))
            return false;
        if (!has_row)
            return true;
        page->matters[page->n] = search_matter_of(stmt_get_i64(stmt, 0));
        page->words[page->n++] = arena_copy(arena, stmt_get_text(stmt, 1));
    }
    stmt_reset(stmt);
    return true;
}

static bool find(struct reader *reader, struct arena *arena, struct str query,
                 const struct search_ask *ask, struct search_page *page, struct err *err)
{
    int64_t district = office_district(reader_office(reader));
    struct store *db;
    if (!reader_search_store(reader, &db, err)
        || !read_count(search_begin(db, Q_SEARCH_COUNT, query, district, ask->def), &page->total,
                       err))
        return false;
    struct stmt *stmt = search_begin(db, Q_SEARCH_NEWEST, query, district, ask->def);
    stmt_i64(stmt, ask->limit);
    stmt_i64(stmt, ask->offset);
    return read_rows(stmt, arena, page, ask->limit, err);
}

bool search_find(struct reader *reader, struct arena *arena, const struct search_ask *ask,
                 struct search_page *page_out, struct err *err)
{
    struct buf query;
    struct store *db;
    int64_t size, head, district = office_district(reader_office(reader));
    *page_out = (struct search_page){.matters = arena_array(arena, int64_t, ask->limit + 1),
                                     .words = arena_array(arena, struct str, ask->limit + 1)};
    if (!reader_search_store(reader, &db, err) || !reader_size(reader, &size, err)
        || !search_head(db, district, &head, err))
        return false;
    page_out->behind = size - head;
    buf_init(&query, LIMIT_PAYLOAD_BYTES);
    han_query(&query, ask->words);
    bool ok = buf_str(&query).len == 0;
    if (!ok && query.is_over)
        ok = err_set(err, ERR_LIMIT, "The words are too long; expected a few.");
    else if (!ok)
        ok = find(reader, arena,
                  arena_print(arena, "words : (%" STR_FMT ")", STR_ARG(buf_str(&query))), ask,
                  page_out, err);
    buf_done(&query);
    return ok;
}
