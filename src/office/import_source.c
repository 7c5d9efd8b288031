#include "office/import_source.h"

#include "base/map.h"
#include "crypto/sign.h"
#include "office/internal.h"

struct str import_source_own(const struct office *office, struct arena *arena)
{
    unsigned char public_key[SIGN_PUBLIC_BYTES];
    struct hash256 hash;
    sign_public(office->sign_seed, public_key);
    hash_sha256(public_key, sizeof public_key, &hash);
    return arena_print(arena, "gulou.%lld.%02x%02x%02x%02x", (long long)office->district, hash.b[0],
                       hash.b[1], hash.b[2], hash.b[3]);
}

void import_source_of(const struct office *office, struct arena *arena,
                      const struct reader_event *events, size_t n, int64_t matter,
                      struct str *source_out, struct str *number_out)
{
    for (size_t i = 0; i < n; i++) {
        const struct event_source *source = &events[i].event->source;
        if (source->number.len == 0)
            continue;
        *source_out = source->name;
        *number_out = source->number;
        return;
    }
    *source_out = import_source_own(office, arena);
    *number_out = arena_print(arena, "%lld", (long long)matter);
}

struct str *import_source_steps(struct arena *arena, const struct reader_event *events, size_t n)
{
    struct str *steps = arena_array(arena, struct str, n + 1);
    struct map taken;
    map_init(&taken, arena);
    for (size_t i = 0; i < n; i++) {
        const struct event_source *source = &events[i].event->source;
        steps[i] = source->event.len > 0 ? source->event : arena_print(arena, "%zu", i + 1);
        while (!map_put(&taken, steps[i], 0))
            steps[i] = arena_print(arena, "%" STR_FMT "+", STR_ARG(steps[i]));
    }
    return steps;
}

static bool find_own(struct reader *reader, struct arena *arena, const struct register_def *def,
                     struct str number, int64_t *matter_out, struct err *err)
{
    struct matter *matter = NULL;
    int64_t id;
    if (!str_to_i64(number, &id))
        return true;
    if (!reader_matter(reader, arena, id, &matter, err))
        return false;
    if (matter != NULL && matter->def->id == def->id)
        *matter_out = id;
    return true;
}

bool import_source_find(struct reader *reader, struct arena *arena, const struct register_def *def,
                        struct str source, struct str number, int64_t *matter_out, struct err *err)
{
    const struct office *office = reader_office(reader);
    struct stmt *stmt = store_statement(reader_store(reader), Q_SOURCE_FIND);
    bool has_row;
    *matter_out = 0;
    if (str_equal(source, import_source_own(office, arena)))
        return find_own(reader, arena, def, number, matter_out, err);
    stmt_i64(stmt, office_district(office));
    stmt_i64(stmt, def->id);
    stmt_text(stmt, source);
    stmt_text(stmt, number);
    if (!stmt_row(stmt, &has_row, err))
        return false;
    if (has_row) {
        *matter_out = stmt_get_i64(stmt, 0);
        stmt_reset(stmt);
    }
    return true;
}
