#include "office/lookup.h"

#include "office/person.h"
#include "os/chance.h"

static const struct organisation *organisation_of(const struct office *office)
{
    return office_current(office)->organisation;
}

/* A task: a role that one of the register's events names, in the unit (0: anywhere). */
static bool has_task(const struct office *office, const struct lookup *lookup,
                     const struct register_def *def, int64_t unit)
{
    for (size_t i = 0; i < def->events_n; i++) {
        struct access_question question = {
            .person = lookup->actor,
            .roles = def->events[i].by,
            .roles_n = def->events[i].by_n,
            .register_key = def->key,
            .unit = unit,
            .on = office_today(office),
        };
        if (!def->events[i].is_retired && access_may(organisation_of(office), &question))
            return true;
    }
    return false;
}

/* May the post open it: is it of its units, and not kept from it? */
static bool may_open(const struct office *office, const struct lookup *lookup,
                     const struct matter *matter)
{
    struct access_accusation of = {matter_accused(matter), office_today(office)};
    if (matter_is_accusation(matter)
        && access_is_kept_from(organisation_of(office), &of, lookup->actor, 0))
        return false;
    return has_task(office, lookup, matter->def, matter_unit(matter));
}

struct ids {
    LIST_OF(int64_t) list;
};

static bool has_id(const struct ids *ids, int64_t id)
{
    for (size_t i = 0; i < ids->list.n; i++)
        if (ids->list.at[i] == id)
            return true;
    return false;
}

static bool find_matters(struct office *office, const struct register_def *def,
                         const struct person_hash *hash, struct ids *ids, struct err *err)
{
    struct stmt *stmt = store_statement(office->db_read, Q_PERSON_HASH_MATTERS);
    bool has_row = true;
    stmt_i64(stmt, office->district);
    stmt_i64(stmt, def->id);
    stmt_blob(stmt, hash->b, sizeof hash->b);
    while (has_row) {
        if (!stmt_row(stmt, &has_row, err))
            return false;
        if (has_row && ids->list.n < LOOKUP_MATTERS_MAX && !has_id(ids, stmt_get_i64(stmt, 0)))
            list_push(&office->scratch, &ids->list, stmt_get_i64(stmt, 0));
    }
    return true;
}

/* "matters 5,9\nregister workorder\n": which matters, and nothing of the person. */
static struct str codes_of(struct arena *arena, const struct register_def *def,
                           const struct ids *ids)
{
    struct str matters = STR_NONE;
    for (size_t i = 0; i < ids->list.n; i++)
        matters = arena_print(arena, "%" STR_FMT "%s%lld", STR_ARG(matters),
                              i > 0 ? "," : "matters ", (long long)ids->list.at[i]);
    return arena_print(arena, "%" STR_FMT "%sregister %" STR_FMT "\n", STR_ARG(matters),
                       ids->list.n > 0 ? "\n" : "", STR_ARG(def->key));
}

void lookup_rows(struct batch *batch, int64_t seq, struct str codes)
{
    struct str line, name, value, piece;
    while (codes.len > 0 && str_next(&codes, '\n', &line)) {
        if (!str_cut(line, ' ', &name, &value) || !str_equal_c(name, "matters"))
            continue;
        while (value.len > 0 && str_next(&value, ',', &piece)) {
            struct batch_lookup row = {.seq = seq};
            if (str_to_i64(piece, &row.matter))
                list_push(&batch->arena, &batch->lookups, row);
        }
    }
}

static bool write_entry(struct office *office, const struct lookup *lookup,
                        const struct register_def *def, const struct ids *ids, struct err *err)
{
    struct batch *batch = &office->batches[0];
    struct command none = {0};
    struct instant at = prepare_moment(office, &none);
    struct batch_entry row = {
        .entry =
            {
                .seq = office->head.seq_next,
                .at = at,
                .on = instant_date(at),
                .kind = STR("office.looked_up"),
                .actor = lookup->actor,
                .codes = codes_of(&batch->arena, def, ids),
            },
        .box_first = batch->boxes.n,
    };
    os_chance("nonce", row.entry.seq, 0, row.entry.nonce, sizeof row.entry.nonce);
    list_push(&batch->arena, &batch->entries, row);
    lookup_rows(batch, row.entry.seq, row.entry.codes);
    office->head.seq_next++;
    office->head.at = at;
    batch->head = office->head;
    return office_flush(office, batch, err);
}

bool office_lookup(struct office *office, struct arena *arena, const struct lookup *lookup,
                   struct lookup_found *found_out, struct err *err)
{
    struct person_hash hashes[PERSON_IDENTIFIERS_MAX];
    struct ids ids = {0};
    const struct register_def *def =
        registry_find(office_current(office)->registry, lookup->register_key);
    *found_out = (struct lookup_found){.seq = office->head.seq_next};
    if (def == NULL)
        return err_set(err, ERR_MISSING, "there is no register \"%" STR_FMT "\"",
                       STR_ARG(lookup->register_key));
    if (!has_task(office, lookup, def, 0))
        return err_set(err, ERR_DENIED,
                       "person %lld has no task in %" STR_FMT
                       "; a person is looked up by a post that handles the register",
                       (long long)lookup->actor, STR_ARG(def->title.zh));
    arena_reset(&office->scratch);
    size_t n = person_hashes_typed(office, def, lookup->identifier, hashes);
    if (n == 0)
        return err_set(err, ERR_INPUT,
                       "what was given identifies nobody; expected an identity number, a credit "
                       "code or a telephone number, of at least five letters or digits");
    for (size_t i = 0; i < n; i++)
        if (!find_matters(office, def, &hashes[i], &ids, err))
            return false;
    found_out->matters = arena_array(arena, struct matter *, ids.list.n + 1);
    for (size_t i = 0; i < ids.list.n; i++) {
        struct matter *matter;
        if (!fetch_matter(office, arena, ids.list.at[i], &matter, err))
            return false;
        if (matter != NULL && may_open(office, lookup, matter))
            found_out->matters[found_out->n++] = matter;
    }
    return write_entry(office, lookup, def, &ids, err);
}

bool reader_lookups(struct reader *reader, struct arena *arena, int64_t matter,
                    struct lookup_seen **seen_out, size_t *n_out, struct err *err)
{
    LIST_OF(struct lookup_seen) seen = {0};
    struct stmt *stmt = store_statement(reader_store(reader), Q_LOOKUP_OF_MATTER);
    bool has_row = true;
    stmt_i64(stmt, office_district(reader_office(reader)));
    stmt_i64(stmt, matter);
    while (has_row) {
        if (!stmt_row(stmt, &has_row, err))
            return false;
        struct lookup_seen row;
        if (!has_row)
            break;
        row = (struct lookup_seen){.seq = stmt_get_i64(stmt, 0),
                                   .on = {(int32_t)stmt_get_i64(stmt, 1)},
                                   .at = {stmt_get_i64(stmt, 2)},
                                   .actor = stmt_get_i64(stmt, 3)};
        list_push(arena, &seen, row);
    }
    *seen_out = seen.at;
    *n_out = seen.n;
    return true;
}
