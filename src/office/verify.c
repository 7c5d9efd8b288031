#include "office/verify.h"
#include "os/chance.h"

#include <string.h>

#include "base/assert.h"
#include "ledger/checkpoint.h"
#include "ledger/note.h"
#include "office/internal.h"
#include "office/row.h"
#include "office/verify_signed.h"
#include "os/file.h"
#include "store/schema.h"

enum { COMPLAINTS_MAX = 50, PIECE = 50000 };

struct verifying {
    struct office *office;
    struct arena *arena; /* of the verdict */
    struct verdict *verdict;
    struct arena scratch;
    struct buf bytes, boxes;
    struct stmt *sealed; /* stands on the first box that no entry has taken yet */
    bool has_box;
    struct tree *tree;                       /* grown again from the entries */
    struct hash256 chunk[TREE_CHUNK_HASHES]; /* of level 0, as stored */
    int64_t chunk_n;
    size_t chunk_hashes;
    struct {
        int64_t size;
        struct str note;
    } notes[1000];
    struct verify_signed signatures;
    struct map erased; /* matter -> seq of its erasure */
    bool has_erasures; /* they were looked up, at the first box that is gone */
    size_t notes_n, notes_at;
};

static void complain(struct verifying *v, int64_t seq, const char *text)
{
    if (v->verdict->complaints.list.n < COMPLAINTS_MAX)
        complaints_add(&v->verdict->complaints, STR("ledger"), 0, 0, "entry %lld: %s",
                       (long long)seq, text);
}

static bool read_chunk(void *context, int level, int64_t n, struct str *bytes_out, struct err *err)
{
    struct verifying *v = context;
    return office_read_chunk(v->office->db, v->office->district, level, n, bytes_out,
                             &v->office->arena, err);
}

/* ---- commitments ---- */

static bool key_of(struct verifying *v, int64_t person, unsigned char key[32], bool *found_out,
                   struct err *err)
{
    struct stmt *stmt = store_statement(v->office->keys_read, Q_KEY_READ);
    stmt_i64(stmt, v->office->district);
    stmt_i64(stmt, person);
    if (!stmt_row(stmt, found_out, err))
        return false;
    if (*found_out) {
        struct str bytes = stmt_get_blob(stmt, 0);
        *found_out = bytes.len == 32;
        if (*found_out)
            memcpy(key, bytes.p, 32);
        stmt_reset(stmt);
    }
    return true;
}

/* Of "approver 102\nmatter 7\nothers 9,12\npersons 1,2\n". */
static void take_erased(struct verifying *v, struct str codes, int64_t seq)
{
    struct str line, name, value, piece;
    int64_t matter;
    while (codes.len > 0 && str_next(&codes, '\n', &line)) {
        if (!str_cut(line, ' ', &name, &value)
            || (!str_equal_c(name, "matter") && !str_equal_c(name, "others")))
            continue;
        while (value.len > 0 && str_next(&value, ',', &piece))
            if (str_to_i64(piece, &matter))
                map_put_number(&v->erased, matter, seq);
    }
}

/* What may be gone; whether these entries are true is checked with all the others. */
static bool load_erasures(struct verifying *v, struct err *err)
{
    bool has_row = !v->has_erasures;
    if (v->has_erasures)
        return true;
    v->has_erasures = true;
    struct stmt *stmt = store_statement(v->office->db_read, Q_ENTRY_ERASURES);
    map_init(&v->erased, v->arena);
    stmt_i64(stmt, v->office->district);
    while (has_row) {
        if (!stmt_row(stmt, &has_row, err))
            return false;
        if (has_row)
            take_erased(v, stmt_get_text(stmt, 1), stmt_get_i64(stmt, 0));
    }
    return true;
}

static bool check_sealed(struct verifying *v, const struct row *row, struct err *err)
{
    unsigned char first_key[32], key[32];
    bool is_whole = true, found;
    int64_t n = 0;
    buf_clear(&v->boxes);
    while (v->has_box && stmt_get_i64(v->sealed, 0) <= row->entry.seq) {
        bool is_own = stmt_get_i64(v->sealed, 0) == row->entry.seq;
        if (is_own && !key_of(v, stmt_get_i64(v->sealed, 1), n == 0 ? first_key : key, &found, err))
            return false;
        if (is_own) {
            is_whole &= found;
            n++;
            buf_put(&v->boxes, stmt_get_blob(v->sealed, 2));
        }
        if (!stmt_row(v->sealed, &v->has_box, err))
            return false;
    }
    if (n == 0 || !is_whole) {
        int64_t erased_at;
        if (!load_erasures(v, err))
            return false;
        if (!map_find_number(&v->erased, row->matter, &erased_at) || erased_at < row->entry.seq)
            complain(v, row->entry.seq,
                     "its sealed values or their keys are gone, but no erasure says so");
        v->verdict->erased++;
        return true;
    }
    struct hash256 commitment;
    seal_boxes_commitment(first_key, row->entry.seq, buf_str(&v->boxes), &commitment);
    v->verdict->commitments++;
    if (!hash_equal(&commitment, &row->entry.sealed))
        complain(v, row->entry.seq, "its sealed values are not those that it commits to");
    return true;
}

static void check_payload(struct verifying *v, const struct row *row)
{
    struct hash256 commitment;
    if (row->payload.len == 0) {
        complain(v, row->entry.seq, "its payload is missing");
        return;
    }
    seal_payload_commitment(&v->office->salt_key, row->entry.seq, row->payload, &commitment);
    v->verdict->commitments++;
    if (!hash_equal(&commitment, &row->entry.payload))
        complain(v, row->entry.seq, "its payload is not the one that it commits to");
}

/* ---- leaves ---- */

static bool stored_leaf(struct verifying *v, int64_t seq, struct hash256 *leaf_out, bool *found_out,
                        struct err *err)
{
    int64_t n = seq / TREE_CHUNK_HASHES;
    if (v->chunk_n != n) {
        struct str bytes;
        struct arena_mark mark = arena_mark(&v->scratch);
        if (!office_read_chunk(v->office->db_read, v->office->district, 0, n, &bytes, &v->scratch,
                               err))
            return false;
        v->chunk_hashes = bytes.len / 32;
        memcpy(v->chunk, bytes.p == NULL ? "" : bytes.p,
               bytes.len <= sizeof v->chunk ? bytes.len : sizeof v->chunk);
        v->chunk_n = n;
        arena_release(&v->scratch, mark);
    }
    size_t at = (size_t)(seq % TREE_CHUNK_HASHES);
    *found_out = at < v->chunk_hashes;
    if (*found_out)
        *leaf_out = v->chunk[at];
    return true;
}

static void check_note(struct verifying *v, int64_t size, struct str text)
{
    struct err err;
    struct note note;
    struct note_key key;
    struct checkpoint checkpoint;
    unsigned char public_key[SIGN_PUBLIC_BYTES];
    struct hash256 root;
    sign_public(v->office->sign_seed, public_key);
    note_key_init(&key, v->office->origin, NOTE_LOG, public_key);
    v->verdict->checkpoints++;
    tree_root(v->tree, &root);
    if (!note_parse(v->arena, text, &note, &err) || !note_verify(&note, &key, NULL, &err)
        || !checkpoint_parse(note.body, &checkpoint, &err)) {
        complaints_add(&v->verdict->complaints, STR("checkpoint"), 0, 0, "of %lld entries: %s",
                       (long long)size, err.what);
        return;
    }
    if (checkpoint.size != size || !hash_equal(&checkpoint.root, &root))
        complaints_add(&v->verdict->complaints, STR("checkpoint"), 0, 0,
                       "of %lld entries: the ledger of today does not have the signed root",
                       (long long)size);
}

/* The texts kept beside an adoption are those that it names by their hash. */
static bool check_adoption(struct verifying *v, const struct row *row, struct err *err)
{
    struct registry_file *files;
    size_t n;
    if (!versions_texts(v->office, row->entry.seq, &v->scratch, &files, &n, err))
        return false;
    if (!str_equal(versions_codes(&v->scratch, files, n), row->entry.codes))
        complain(v, row->entry.seq, "the adopted definitions are not those that it names");
    return true;
}

static bool check_row(struct verifying *v, const struct row *row, int64_t expected_seq,
                      struct instant *last_at, struct err *err)
{
    struct entry entry = row->entry;
    struct hash256 leaf, stored;
    bool found;
    if (entry.seq != expected_seq)
        complain(v, expected_seq, "it is missing");
    if (entry.at.ms < last_at->ms)
        complain(v, entry.seq, "its server time lies before that of the entry before it");
    *last_at = entry.at;
    if (entry.has_payload)
        check_payload(v, row);
    else if (row->payload.len > 0)
        complain(v, entry.seq, "it has a payload that it does not commit to");
    if (entry.has_sealed && !check_sealed(v, row, err))
        return false;
    if (str_equal_c(entry.kind, "office.adopted") && !check_adoption(v, row, err))
        return false;
    if (str_starts(entry.kind, STR("office."))) {
        struct hash256 root;
        tree_root(v->tree, &root);
        if (!verify_signed_row(&v->signatures, row, &root, err))
            return false;
    }
    row_case(&v->office->case_key, row->matter, entry.case_id);
    buf_clear(&v->bytes);
    entry_encode(&entry, &v->bytes);
    entry_leaf_hash(buf_str(&v->bytes), &leaf);
    if (!stored_leaf(v, entry.seq, &stored, &found, err))
        return false;
    if (!found || !hash_equal(&leaf, &stored))
        complain(v, entry.seq, "its bytes do not have the hash that the tree holds");
    tree_append(v->tree, &leaf);
    v->verdict->entries++;
    while (v->notes_at < v->notes_n && v->notes[v->notes_at].size == tree_size(v->tree)) {
        check_note(v, v->notes[v->notes_at].size, v->notes[v->notes_at].note);
        v->notes_at++;
    }
    return true;
}

static bool load_notes(struct verifying *v, struct err *err)
{
    struct stmt *stmt = store_statement(v->office->db_read, Q_CHECKPOINT_ALL);
    bool has_row;
    stmt_i64(stmt, v->office->district);
    for (;;) {
        if (!stmt_row(stmt, &has_row, err))
            return false;
        if (!has_row)
            return true;
        if (v->notes_n == sizeof v->notes / sizeof v->notes[0]) {
            stmt_reset(stmt); /* the newest thousand would be better; an office signs hourly */
            return true;
        }
        v->notes[v->notes_n].size = stmt_get_i64(stmt, 0);
        v->notes[v->notes_n].note = arena_copy(v->arena, stmt_get_text(stmt, 1));
        v->notes_n++;
    }
}

/* The stored tree ends where the entries end: whoever cuts off the newest forgets it easily. */
static bool check_tree_end(struct verifying *v, int64_t size, struct err *err)
{
    struct str last, beyond;
    int64_t n = size / TREE_CHUNK_HASHES;
    arena_reset(&v->scratch);
    if (!office_read_chunk(v->office->db, v->office->district, 0, n, &last, &v->scratch, err)
        || !office_read_chunk(v->office->db, v->office->district, 0, n + 1, &beyond, &v->scratch,
                              err))
        return false;
    if ((int64_t)last.len != size % TREE_CHUNK_HASHES * 32 || beyond.len > 0)
        complain(v, size, "the tree goes on, but the entries end before it");
    return true;
}

/* Entries and boxes side by side, both in order of seq. */
static bool check_piece(struct verifying *v, int64_t from, struct instant *last_at, struct err *err)
{
    struct stmt *stmt = store_statement(v->office->db_read, Q_ENTRY_RANGE);
    bool has_row = true;
    v->sealed = store_statement(v->office->db_read, Q_SEALED_RANGE);
    for (int i = 0; i < 2; i++) {
        stmt_i64(i == 0 ? stmt : v->sealed, v->office->district);
        stmt_i64(i == 0 ? stmt : v->sealed, from);
        stmt_i64(i == 0 ? stmt : v->sealed, from + PIECE);
    }
    if (!stmt_row(v->sealed, &v->has_box, err))
        return false;
    for (int64_t expected = from;; expected++) {
        struct row row;
        if (!stmt_row(stmt, &has_row, err))
            return false;
        if (!has_row)
            break;
        arena_reset(&v->scratch);
        row_read(stmt, &v->scratch, &row);
        if (!check_row(v, &row, expected, last_at, err))
            return false;
        if (expected % 4096 == 0)
            tree_clean(v->tree);
    }
    if (v->has_box)
        stmt_reset(v->sealed);
    return true;
}

static bool check_entries(struct verifying *v, struct err *err)
{
    struct office *office = v->office;
    int64_t size = office->head.seq_next;
    struct instant last_at = {0};
    /* One transaction a piece: none lasts long, and no lock is taken for each statement. */
    for (int64_t from = 0; from < size; from += PIECE) {
        bool ok = store_begin_read(office->db_read, err);
        ok = ok && store_begin_read(office->keys_read, err) && check_piece(v, from, &last_at, err);
        store_rollback(office->keys_read);
        store_rollback(office->db_read);
        if (!ok)
            return false;
    }
    if (!check_tree_end(v, size, err))
        return false;
    struct hash256 grown, kept;
    tree_root(v->tree, &grown);
    tree_root(v->office->tree, &kept);
    if (v->verdict->entries != size || !hash_equal(&grown, &kept))
        complain(v, size, "the root of the entries is not the root of the stored tree");
    for (; v->notes_at < v->notes_n; v->notes_at++)
        complaints_add(&v->verdict->complaints, STR("checkpoint"), 0, 0,
                       "one is signed over %lld entries, but the ledger holds %lld: an old copy "
                       "was put back",
                       (long long)v->notes[v->notes_at].size, (long long)size);
    return true;
}

/* ---- caches ---- */

static bool is_same(const struct stmt *a, const struct stmt *b, int column)
{
    bool is_i64 = stmt_is_i64(a, column);
    if (is_i64 != stmt_is_i64(b, column) || stmt_is_null(a, column) != stmt_is_null(b, column))
        return false;
    return is_i64 ? stmt_get_i64(a, column) == stmt_get_i64(b, column)
                  : str_equal(stmt_get_blob(a, column), stmt_get_blob(b, column));
}

/* Compares the rows of one query on two databases; they are sorted by key. */
static bool compare_rows(struct verifying *v, struct store *made, struct str sql, struct str table,
                         struct err *err)
{
    struct stmt *a, *b;
    bool has_a = true, has_b = true, ok = true;
    int64_t differing = 0;
    if (!store_prepare(v->office->db_read, sql, &a, err))
        return false;
    if (!store_prepare(made, sql, &b, err)) {
        stmt_finish(a);
        return false;
    }
    stmt_i64(a, v->office->district);
    stmt_i64(b, v->office->district);
    while (ok && has_a && has_b) {
        ok = stmt_row(a, &has_a, err) && stmt_row(b, &has_b, err);
        if (!ok || (!has_a && !has_b))
            break;
        bool is_equal = has_a && has_b;
        for (int i = 0; is_equal && i < stmt_columns(a); i++)
            is_equal = is_same(a, b, i);
        differing += !is_equal;
        v->verdict->rows++;
    }
    stmt_finish(a);
    stmt_finish(b);
    if (differing > 0)
        complaints_add(&v->verdict->complaints, table, 0, 0,
                       "%lld rows are not what the ledger says (or are missing, or too many); "
                       "gulou rebuild makes them anew",
                       (long long)differing);
    return ok;
}

/* What is stored is summed in its own order, and nothing is made twice. */
static bool compare_contributions(struct verifying *v, const struct multiset *made, struct err *err)
{
    struct stmt *stmt = store_statement(v->office->db_read, Q_CONTRIBUTION_ALL);
    struct multiset kept = {.key = {made->key[0], made->key[1]}};
    int64_t columns[CONTRIBUTION_COLUMNS];
    bool has_row;
    stmt_i64(stmt, v->office->district);
    for (;;) {
        if (!stmt_row(stmt, &has_row, err))
            return false;
        if (!has_row)
            break;
        for (int i = 0; i < CONTRIBUTION_COLUMNS; i++)
            columns[i] = stmt_get_i64(stmt, i);
        multiset_add(&kept, columns, CONTRIBUTION_COLUMNS);
    }
    v->verdict->rows += kept.n;
    if (!multiset_equal(&kept, made))
        complaints_add(&v->verdict->complaints, STR("contribution"), 0, 0,
                       "the rows are not what the ledger says: %lld are stored, %lld follow from "
                       "it; gulou rebuild makes them anew",
                       (long long)kept.n, (long long)made->n);
    return true;
}

static bool compare_caches(struct verifying *v, struct store *made, struct err *err)
{
    static const struct {
        const char *table, *sql;
    } plain[] = {
        {"matter", "SELECT * FROM matter WHERE district = ?1 ORDER BY matter"},
        {"counter", "SELECT * FROM counter WHERE district = ?1 ORDER BY register, year"},
        {"source",
         "SELECT * FROM source WHERE district = ?1 ORDER BY register, source, source_number"},
        {"lookup", "SELECT * FROM lookup WHERE district = ?1 ORDER BY matter, seq"},
        {"tally", "SELECT * FROM tally WHERE district = ?1 ORDER BY grain, period, unit, figure"},
    };
    for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++)
        if (!compare_rows(v, made, str_of(plain[i].sql), str_of(plain[i].table), err))
            return false;
    const struct registry *registry = office_current(v->office)->registry;
    for (size_t i = 0; i < registry->registers_n; i++) {
        struct str key = registry->registers[i]->key;
        struct str sql = arena_print(
            v->arena, "SELECT * FROM p_%" STR_FMT " WHERE district = ?1 ORDER BY matter",
            STR_ARG(key));
        if (!compare_rows(v, made, sql, key, err))
            return false;
    }
    return true;
}

/* Nobody looks anything up in the copy but by key. */
static bool drop_indexes(struct store *made, struct arena *arena, struct err *err)
{
    struct stmt *stmt;
    struct str script = STR_NONE;
    bool has_row = true;
    if (!store_prepare(made,
                       STR("SELECT name FROM sqlite_schema WHERE type = 'index' AND sql NOT NULL"),
                       &stmt, err))
        return false;
    while (has_row) {
        bool ok = stmt_row(stmt, &has_row, err);
        if (ok && has_row)
            script = arena_print(arena, "%" STR_FMT "DROP INDEX %" STR_FMT ";", STR_ARG(script),
                                 STR_ARG(stmt_get_text(stmt, 0)));
        if (!ok) {
            stmt_finish(stmt);
            return false;
        }
    }
    stmt_finish(stmt);
    return store_execute(made, script, err);
}

static bool make_caches(struct verifying *v, struct str path, struct err *err)
{
    struct schema schema;
    struct store *made;
    struct multiset contributions;
    unsigned char key[16];
    struct store_options options = {.url = path, .is_scratch = true, .cache_kib = 16384};
    os_chance_fresh(key, sizeof key);
    multiset_init(&contributions, key);
    schema_embedded(v->arena, STR("sql/schema.sql"), STR("sql/migrations/"), &schema);
    if (!store_open(v->arena, &options, &made, err))
        return false;
    bool ok = schema_create(made, &schema, err)
              && projection_create(made, office_current(v->office)->registry, err)
              && drop_indexes(made, v->arena, err)
              && replay_into(v->office, made, &contributions, err) && compare_caches(v, made, err)
              && compare_contributions(v, &contributions, err);
    store_close(made);
    return ok;
}

static bool check_caches(struct verifying *v, struct err *err)
{
    struct err ignored;
    struct str path = office_beside(v->arena, v->office->options.db, ".verify");
    (void)!os_file_remove(path, &ignored);
    bool ok = make_caches(v, path, err);
    (void)!os_file_remove(path, &ignored);
    (void)!os_file_remove(arena_print(v->arena, "%" STR_FMT "-wal", STR_ARG(path)), &ignored);
    (void)!os_file_remove(arena_print(v->arena, "%" STR_FMT "-shm", STR_ARG(path)), &ignored);
    return ok;
}

bool verify_office(struct office *office, struct arena *arena, bool all,
                   struct verdict *verdict_out, struct err *err)
{
    struct verifying *v = arena_new(arena, struct verifying);
    *verdict_out = (struct verdict){0};
    complaints_init(&verdict_out->complaints, arena);
    *v =
        (struct verifying){.office = office, .arena = arena, .verdict = verdict_out, .chunk_n = -1};
    arena_init(&v->scratch, 0);
    buf_init(&v->bytes, LIMIT_ENTRY_BYTES);
    buf_init(&v->boxes, LIMIT_PAYLOAD_BYTES * 8);
    bool ok = tree_open(arena, 0, read_chunk, v, &v->tree, err) && load_notes(v, err)
              && verify_signed_begin(&v->signatures, office, arena, verdict_out, err)
              && check_entries(v, err) && (!all || check_caches(v, err))
              && verify_signed_end(&v->signatures, all, err);
    tree_close(v->tree);
    buf_done(&v->bytes);
    buf_done(&v->boxes);
    arena_done(&v->scratch);
    return ok;
}

/* ---- rebuild ---- */

static bool clear_caches(struct office *office, struct err *err)
{
    static const enum statement_id clears[] = {Q_CACHE_CLEAR_MATTER,       Q_CACHE_CLEAR_COUNTER,
                                               Q_CACHE_CLEAR_CONTRIBUTION, Q_CACHE_CLEAR_TALLY,
                                               Q_CACHE_CLEAR_SOURCE,       Q_CACHE_CLEAR_LOOKUP};
    const struct registry *registry = office_current(office)->registry;
    bool ok = store_begin(office->db, err);
    for (size_t i = 0; ok && i < sizeof clears / sizeof clears[0]; i++) {
        struct stmt *stmt = store_statement(office->db, clears[i]);
        stmt_i64(stmt, office->district);
        ok = stmt_run(stmt, err);
    }
    for (size_t i = 0; ok && i < registry->registers_n; i++) {
        struct str sql =
            arena_print(&office->arena, "DELETE FROM p_%" STR_FMT " WHERE district = %lld",
                        STR_ARG(registry->registers[i]->key), (long long)office->district);
        ok = store_execute(office->db, sql, err);
    }
    ok = ok && caches_mark(office->db, false, err);
    if (!ok) {
        store_rollback(office->db);
        return false;
    }
    return store_commit(office->db, err);
}

bool verify_rebuild(struct office *office, int64_t *entries_out, struct err *err)
{
    memory_forget(&office->memory);
    *entries_out = office->head.seq_next;
    bool ok = clear_caches(office, err) && replay_into(office, office->db, NULL, err)
              && store_begin(office->db, err);
    if (ok && !caches_mark(office->db, true, err)) {
        store_rollback(office->db);
        ok = false;
    }
    ok = ok && store_commit(office->db, err);
    office->is_over |= !ok;
    return ok;
}
