#include "office/signed.h"

#include "base/assert.h"
#include "crypto/hex.h"
#include "office/internal.h"
#include "office/row.h"
#include "os/chance.h"

static const char *const words[SIGNED_KINDS] = {"closing", "checked", "closed", "report",
                                                "published"};
static const char *const kinds[SIGNED_KINDS] = {"office.closing", "office.checked", "office.closed",
                                                "office.signed", "office.published"};

static struct str hex_of(struct arena *arena, const struct hash256 *hash)
{
    char text[2 * sizeof hash->b];
    hex_write(text, hash->b, sizeof hash->b);
    return arena_copy(arena, (struct str){text, sizeof text});
}

struct str signed_hash(struct arena *arena, struct str bytes)
{
    struct hash256 hash;
    hash_sha256(bytes.p, bytes.len, &hash);
    return hex_of(arena, &hash);
}

bool signed_is(struct str entry_kind, enum signed_kind *kind_out)
{
    for (int i = 0; i < SIGNED_KINDS; i++)
        if (str_equal_c(entry_kind, kinds[i])) {
            *kind_out = (enum signed_kind)i;
            return true;
        }
    return false;
}

struct str signed_row_name(struct arena *arena, enum signed_kind kind, struct str name)
{
    return arena_print(arena, "%s %" STR_FMT, words[kind], STR_ARG(name));
}

struct str signed_code(struct str codes, const char *name)
{
    struct str line, key, value;
    while (codes.len > 0 && str_next(&codes, '\n', &line))
        if (str_cut(line, ' ', &key, &value) && str_equal_c(key, name))
            return value;
    return STR_NONE;
}

/* ---- read ---- */

static bool read_entry(struct store *db, int64_t district, int64_t seq, struct arena *arena,
                       struct row *row_out, struct err *err)
{
    struct stmt *stmt = store_statement(db, Q_ENTRY_READ);
    bool has_row;
    stmt_i64(stmt, district);
    stmt_i64(stmt, seq);
    if (!stmt_row(stmt, &has_row, err))
        return false;
    if (!has_row)
        return err_set(err, ERR_CONFLICT,
                       "a signed text stands under entry %lld, but the ledger has none; gulou "
                       "verify says more",
                       (long long)seq);
    row_read(stmt, arena, row_out);
    stmt_reset(stmt);
    return true;
}

bool signed_list(struct store *db, int64_t district, struct arena *arena,
                 struct signed_text **texts_out, size_t *n_out, struct err *err)
{
    LIST_OF(struct signed_text) list = {0};
    struct stmt *stmt = store_statement(db, Q_SNAPSHOT_LIST);
    bool has_row;
    stmt_i64(stmt, district);
    for (;;) {
        struct str word;
        struct signed_text text = {0};
        if (!stmt_row(stmt, &has_row, err))
            return false;
        if (!has_row)
            break;
        text.seq = stmt_get_i64(stmt, 0);
        str_cut(arena_copy(arena, stmt_get_text(stmt, 1)), ' ', &word, &text.name);
        list_push(arena, &list, text);
    }
    for (size_t i = 0; i < list.n; i++) {
        struct signed_text *text = &list.at[i];
        struct row row;
        if (!read_entry(db, district, text->seq, arena, &row, err))
            return false;
        if (!signed_is(row.entry.kind, &text->kind))
            return err_set(err, ERR_CONFLICT,
                           "entry %lld signs no text, but one stands under it; gulou verify says "
                           "more",
                           (long long)text->seq);
        text->actor = row.entry.actor;
        text->on = row.entry.on;
        text->at = row.entry.at;
        text->document = signed_code(row.entry.codes, "document");
    }
    *texts_out = list.at;
    *n_out = list.n;
    return true;
}

bool signed_bytes(struct store *db, int64_t district, const struct signed_text *text,
                  struct arena *arena, struct str *bytes_out, struct err *err)
{
    struct stmt *stmt = store_statement(db, Q_SNAPSHOT_READ);
    bool has_row;
    stmt_i64(stmt, district);
    stmt_i64(stmt, text->seq);
    stmt_text(stmt, signed_row_name(arena, text->kind, text->name));
    if (!stmt_row(stmt, &has_row, err))
        return false;
    *bytes_out = has_row ? arena_copy(arena, stmt_get_text(stmt, 0)) : STR_NONE;
    stmt_reset(stmt);
    if (!str_equal(signed_hash(arena, *bytes_out), text->document))
        return err_set(err, ERR_CONFLICT,
                       "the signed text \"%" STR_FMT "\" is not the one that entry %lld names; "
                       "take it from a backup",
                       STR_ARG(text->name), (long long)text->seq);
    return true;
}

struct chunks {
    struct store *db;
    int64_t district;
    struct arena *arena;
};

static bool read_chunk(void *context, int level, int64_t n, struct str *bytes_out, struct err *err)
{
    struct chunks *chunks = context;
    return office_read_chunk(chunks->db, chunks->district, level, n, bytes_out, chunks->arena, err);
}

bool signed_root(struct store *db, int64_t district, int64_t size, struct arena *arena,
                 struct str *root_out, struct err *err)
{
    struct chunks chunks = {db, district, arena};
    struct hash256 root;
    if (!tree_root_at(size, read_chunk, &chunks, &root, err))
        return false;
    *root_out = hex_of(arena, &root);
    return true;
}

/* ---- enter ---- */

bool signed_enter(struct office *office, enum signed_kind kind, struct str name, struct str bytes,
                  int64_t actor, struct err *err)
{
    struct batch *batch = &office->batches[0];
    struct arena *arena = &batch->arena;
    struct command none = {0};
    struct instant at = prepare_moment(office, &none);
    struct str document = signed_hash(arena, bytes), root;
    int64_t seq = office->head.seq_next;
    if (!signed_root(office->db, office->district, seq, arena, &root, err))
        return false;
    struct str codes = arena_print(arena, "document %" STR_FMT "\n", STR_ARG(document));
    if (kind == SIGNED_CLOSING)
        codes = arena_print(arena, "document %" STR_FMT "\nroot %" STR_FMT "\nsize %lld\n",
                            STR_ARG(document), STR_ARG(root), (long long)seq);
    struct batch_entry row = {
        .entry =
            {
                .seq = seq,
                .at = at,
                .on = office_today(office),
                .kind = str_of(kinds[kind]),
                .actor = actor,
                .codes = codes,
            },
        .box_first = batch->boxes.n,
    };
    os_chance("nonce", seq, 0, row.entry.nonce, sizeof row.entry.nonce);
    list_push(arena, &batch->entries, row);
    list_push(arena, &batch->texts,
              (struct batch_text){seq, signed_row_name(arena, kind, name), arena_copy(arena, bytes),
                                  true});
    office->head.seq_next++;
    office->head.at = at;
    office->stats.events++;
    batch->head = office->head;
    return office_flush(office, batch, err);
}
