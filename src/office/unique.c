/*
 * unique.c - `unique`: no two matters of a register have the same values of its fields. Looked for
 * in what is not on disk yet, and by an index of the projection.
 */
#include "office/internal.h"

/* "register key": as batches keep it. */
static struct str batch_key(struct arena *arena, const struct matter *matter, struct str key)
{
    return arena_print(arena, "%d %" STR_FMT, matter->def->id, STR_ARG(key));
}

/* Is the other one, as it is now, the same? */
static bool is_twin(struct office *office, const struct matter *matter, struct str key, int64_t id,
                    struct matter **twin_out, struct err *err)
{
    struct matter *other;
    if (id == matter->id)
        return true;
    if (!fetch_matter(office, &office->scratch, id, &other, err))
        return false;
    if (other != NULL && str_equal(matter_unique(other, &office->scratch), key))
        *twin_out = other;
    return true;
}

static bool find_stored(struct office *office, const struct matter *matter, struct str key,
                        struct matter **twin_out, struct err *err)
{
    const struct register_def *def = matter->def;
    struct stmt *stmt;
    bool has_row = true, ok = true;
    struct str sql =
        arena_print(&office->scratch, "SELECT matter FROM p_%" STR_FMT " WHERE district = ?1",
                    STR_ARG(def->key));
    for (size_t i = 0; i < def->unique.fields.n; i++)
        sql = arena_print(&office->scratch, "%" STR_FMT " AND f_%" STR_FMT " = ?%zu", STR_ARG(sql),
                          STR_ARG(def->fields[def->unique.fields.at[i]].key), i + 2);
    if (!store_prepare(office->db_read, sql, &stmt, err))
        return false;
    stmt_i64(stmt, office->district);
    for (size_t i = 0; i < def->unique.fields.n; i++)
        stmt_i64(stmt, matter->values[def->unique.fields.at[i]]);
    while (ok && has_row && *twin_out == NULL) {
        ok = stmt_row(stmt, &has_row, err);
        if (ok && has_row)
            ok = is_twin(office, matter, key, stmt_get_i64(stmt, 0), twin_out, err);
    }
    stmt_finish(stmt);
    return ok;
}

static bool find_twin(struct office *office, const struct batch *batch, const struct matter *matter,
                      struct str key, struct matter **twin_out, struct err *err)
{
    const struct batch *batches[] = {batch, bulk_writing(office)};
    struct str in_batch = batch_key(&office->scratch, matter, key);
    int64_t id;
    *twin_out = NULL;
    for (size_t i = 0; i < 2 && *twin_out == NULL; i++)
        if (batches[i] != NULL && map_find(&batches[i]->unique_at, in_batch, &id)
            && !is_twin(office, matter, key, id, twin_out, err))
            return false;
    return *twin_out != NULL || find_stored(office, matter, key, twin_out, err);
}

bool unique_check(struct office *office, const struct batch *batch, const struct matter *before,
                  const struct matter *after, struct complaints *complaints, struct err *err)
{
    struct matter *twin;
    struct str key = matter_unique(after, &office->scratch);
    if (key.len == 0 || str_equal(key, matter_unique(before, &office->scratch)))
        return true;
    if (!find_twin(office, batch, after, key, &twin, err))
        return false;
    if (twin == NULL)
        return true;
    struct str number = matter_number(twin, office->is_demo, &office->scratch);
    complaints_add(complaints, after->def->fields[after->def->unique.fields.at[0]].key, 0, 0,
                   "%" STR_FMT " holds this already: %" STR_FMT
                   " (%lld); correct that one instead of entering it twice",
                   STR_ARG(after->def->title.zh), STR_ARG(number), (long long)twin->id);
    return true;
}

void unique_keep(struct batch *batch, const struct matter *matter)
{
    struct str key = matter_unique(matter, &batch->arena);
    if (key.len > 0)
        (void)map_put(&batch->unique_at, batch_key(&batch->arena, matter, key), matter->id);
}
