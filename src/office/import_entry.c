/*
 * import_entry.c - the entries office.imported and office.opened: who signed which file.
 *
 * Codes: "checker ID", "file.REGISTER SHA256" for every file or sheet, "mapping SHA256", "registers
 * KEY,KEY"; of an opening also "number.REGISTER.YEAR N", the last number that was given before.
 */
#include <stdlib.h>

#include "base/assert.h"
#include "office/internal.h"
#include "os/chance.h"

struct line {
    struct str name, value;
};

struct lines {
    struct arena *arena;
    LIST_OF(struct line) list;
};

static void add(struct lines *lines, struct str name, struct str value)
{
    list_push(lines->arena, &lines->list, (struct line){name, value});
}

static int compare(const void *a, const void *b)
{
    return str_compare(((const struct line *)a)->name, ((const struct line *)b)->name);
}

static struct str hex(struct arena *arena, const struct hash256 *hash)
{
    char text[2 * sizeof hash->b + 1];
    for (size_t i = 0; i < sizeof hash->b; i++) {
        text[2 * i] = "0123456789abcdef"[hash->b[i] >> 4];
        text[2 * i + 1] = "0123456789abcdef"[hash->b[i] & 15];
    }
    return arena_copy(arena, (struct str){text, 2 * sizeof hash->b});
}

static struct str sign_codes(struct arena *arena, const struct registry *registry,
                             const struct import_signature *given)
{
    struct lines lines = {.arena = arena};
    struct buf buf;
    if (given->checker != 0)
        add(&lines, STR("checker"), arena_print(arena, "%lld", (long long)given->checker));
    for (size_t i = 0; i < given->files_n; i++)
        add(&lines, arena_print(arena, "file.%" STR_FMT, STR_ARG(given->files[i].name)),
            hex(arena, &given->files[i].sha256));
    if (given->mapping.len > 0)
        add(&lines, STR("mapping"), given->mapping);
    add(&lines, STR("registers"), given->registers);
    for (size_t i = 0; i < given->numbers_n; i++) {
        const struct batch_counter *c = &given->numbers[i];
        add(&lines,
            arena_print(arena, "number.%" STR_FMT ".%lld",
                        STR_ARG(registry->registers[c->register_id]->key), (long long)c->year),
            arena_print(arena, "%lld", (long long)c->seq));
    }
    qsort(lines.list.at, lines.list.n, sizeof *lines.list.at, compare);
    buf_init(&buf, LIMIT_ENTRY_BYTES);
    for (size_t i = 0; i < lines.list.n; i++)
        buf_print(&buf, "%" STR_FMT " %" STR_FMT "\n", STR_ARG(lines.list.at[i].name),
                  STR_ARG(lines.list.at[i].value));
    gl_assert(!buf.is_over);
    struct str codes = arena_copy(arena, buf_str(&buf));
    buf_done(&buf);
    return codes;
}

void import_sign(struct office *office, struct batch *batch, const struct import_signature *given)
{
    const struct registry *registry = office_current(office)->registry;
    struct command none = {0};
    struct instant at = prepare_moment(office, &none);
    struct batch_entry row = {
        .entry =
            {
                .seq = office->head.seq_next,
                .at = at,
                .on = instant_date(at),
                .kind = given->is_opening ? STR("office.opened") : STR("office.imported"),
                .actor = given->maker,
                .codes = sign_codes(&batch->arena, registry, given),
            },
        .box_first = batch->boxes.n,
    };
    os_chance("nonce", row.entry.seq, 0, row.entry.nonce, sizeof row.entry.nonce);
    list_push(&batch->arena, &batch->entries, row);
    for (size_t i = 0; i < given->numbers_n; i++) {
        const struct batch_counter *c = &given->numbers[i];
        map_put_number(&office->counters, c->register_id * 10000 + c->year, c->seq);
        batch_count(batch, *c);
    }
    office->head.seq_next++;
    office->head.at = at;
    office->stats.events++;
    batch->head = office->head;
}

bool import_numbers(struct batch *batch, const struct registry *registry, struct str codes,
                    struct err *err)
{
    struct str line, name, value, prefix, rest, key, year;
    while (codes.len > 0 && str_next(&codes, '\n', &line) && line.len > 0) {
        struct batch_counter row = {0};
        if (!str_cut(line, ' ', &name, &value) || !str_cut(name, '.', &prefix, &rest)
            || !str_equal_c(prefix, "number"))
            continue;
        str_cut(rest, '.', &key, &year);
        const struct register_def *def = registry_find(registry, key);
        if (def == NULL || !str_to_i64(year, &row.year) || !str_to_i64(value, &row.seq))
            return err_set(err, ERR_CONFLICT,
                           "the opening's line \"%" STR_FMT "\" cannot be read with the "
                           "definitions adopted then",
                           STR_ARG(line));
        row.register_id = def->id;
        batch_count(batch, row);
    }
    return true;
}
