/*
 * reader_secret.c - what is kept from the one who reads: reports and accusations about his own unit
 * (DESIGN §2). access_is_kept_from decides; here is only where it is asked.
 */
#include <stdlib.h>

#include "office/internal.h"
#include "office/reader.h"

static struct access_accusation accusation(const struct reader *reader, int64_t accused)
{
    return (struct access_accusation){accused, office_today(reader_office(reader))};
}

static const struct organisation *organisation_of(const struct reader *reader)
{
    return office_current(reader_office(reader))->organisation;
}

bool reader_may_see(const struct reader *reader, const struct matter *matter)
{
    struct access_accusation of = accusation(reader, matter_accused(matter));
    return !matter_is_accusation(matter)
           || !access_is_kept_from(organisation_of(reader), &of, reader_person(reader), 0);
}

bool reader_is_kept(const struct reader_kept *kept, int64_t matter)
{
    size_t low = 0, high = kept->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (kept->matters[middle]->id < matter)
            low = middle + 1;
        else
            high = middle;
    }
    return low < kept->n && kept->matters[low]->id == matter;
}

struct found {
    LIST_OF(struct matter *) list;
};

/* The accusations among the rows of a bound statement. */
static bool add_rows(struct reader *reader, struct arena *arena, struct stmt *stmt,
                     struct found *found, struct err *err)
{
    const struct registry *registry = office_current(reader_office(reader))->registry;
    bool has_row;
    for (;;) {
        if (!stmt_row(stmt, &has_row, err))
            return false;
        if (!has_row)
            return true;
        struct arena_mark mark = arena_mark(arena);
        struct matter *matter =
            matter_unpack(arena, registry, stmt_get_i64(stmt, 0), stmt_get_blob(stmt, 1));
        if (matter_is_accusation(matter))
            list_push(arena, &found->list, matter);
        else
            arena_release(arena, mark);
    }
}

/* Those that name the unit; of 0, those that name none. */
static bool add_unit(struct reader *reader, struct arena *arena, const struct register_def *def,
                     int64_t unit, struct found *found, struct err *err)
{
    struct stmt *stmt;
    struct str field = def->fields[def->accuses.field].key;
    struct str sql =
        arena_print(arena,
                    "SELECT p.matter, m.fold FROM p_%" STR_FMT " p JOIN matter m ON "
                    "m.district = p.district AND m.matter = p.matter WHERE "
                    "p.district = ?1 AND p.f_%" STR_FMT " %s",
                    STR_ARG(def->key), STR_ARG(field), unit == 0 ? "IS NULL AND ?2 = 0" : "= ?2");
    if (!store_prepare(reader_store(reader), sql, &stmt, err))
        return false;
    stmt_i64(stmt, office_district(reader_office(reader)));
    stmt_i64(stmt, unit);
    bool ok = add_rows(reader, arena, stmt, found, err);
    stmt_finish(stmt);
    return ok;
}

static int compare_ids(const void *a, const void *b)
{
    const struct matter *const *x = a, *const *y = b;
    return ((*x)->id > (*y)->id) - ((*x)->id < (*y)->id);
}

bool reader_kept(struct reader *reader, struct arena *arena, const struct register_def *def,
                 struct reader_kept *kept_out, struct err *err)
{
    const struct organisation *org = organisation_of(reader);
    struct found found = {0};
    struct access_accusation of = accusation(reader, 0);
    *kept_out = (struct reader_kept){NULL, 0};
    if (def->accuses.field == NONE || reader_person(reader) == ACCESS_OFFICE)
        return true;
    if (access_is_kept_from(org, &of, reader_person(reader), 0)
        && !add_unit(reader, arena, def, 0, &found, err))
        return false;
    for (size_t i = 0; i < org->units.n; i++) {
        of.accused = org->units.at[i].id;
        if (access_is_kept_from(org, &of, reader_person(reader), 0)
            && !add_unit(reader, arena, def, of.accused, &found, err))
            return false;
    }
    if (found.list.n > 1)
        qsort(found.list.at, found.list.n, sizeof *found.list.at, compare_ids);
    *kept_out = (struct reader_kept){found.list.at, found.list.n};
    return true;
}
