/*
 * office.c - opening, closing, a new office, and small questions; commit.c is what it is for.
 */
#include "office/office.h"

#include <string.h>

#include "base/assert.h"
#include "office/closing.h"
#include "office/internal.h"
#include "os/chance.h"
#include "os/clock.h"
#include "os/file.h"
#include "registry/registry_prove.h"
#include "store/schema.h"

enum { MEMORY_GENERATION_BYTES = 12 << 20 };

/* ---- databases ---- */

static struct str keys_url(struct arena *arena, const struct office_options *options)
{
    if (options->keys.len > 0)
        return options->keys;
    return arena_print(arena, "%" STR_FMT ".keys", STR_ARG(options->db));
}

static struct str file_of(struct str url)
{
    if (str_starts(url, STR("fault:")))
        url = str_from(url, 6);
    return str_starts(url, STR("sqlite:")) ? str_from(url, 7) : url;
}

struct str office_beside(struct arena *arena, struct str db, const char *ending)
{
    return arena_print(arena, "%" STR_FMT "%s", STR_ARG(file_of(db)), ending);
}

static bool take_lock(struct office *office, struct err *err)
{
    struct str path = office_beside(&office->arena, office->options.db, ".lock");
    if (os_lock_take(path, &office->lock, err))
        return true;
    if (err->kind == ERR_CONFLICT)
        err_hint(err, "Another gulou works on this office, and this needs it for itself: stop the "
                      "server, or wait until the other command has ended.");
    return false;
}

static bool open_store(struct office *office, struct str url, bool is_read_only, bool must_exist,
                       int64_t cache_kib, struct store **store_out, struct err *err)
{
    struct store_options options = {
        .url = url,
        .is_read_only = is_read_only,
        .must_exist = must_exist,
        .cache_kib = cache_kib,
    };
    return store_open(&office->arena, &options, store_out, err);
}

static bool open_stores(struct office *office, bool must_exist, struct err *err)
{
    struct str keys = keys_url(&office->arena, &office->options);
    bool reads = office->options.is_read_only;
    if (!open_store(office, office->options.db, reads, must_exist, 0, &office->db, err))
        return false;
    if (open_store(office, keys, reads, must_exist, 4096, &office->keys, err))
        return true;
    if (err->kind == ERR_MISSING)
        err_hint(err, "It holds the keys of the persons: name it with --keys, or take it from the "
                      "backup of the keys.");
    return false;
}

/* Readers of the preparing thread; once the schema is there. */
static bool open_readers(struct office *office, struct err *err)
{
    struct str keys = keys_url(&office->arena, &office->options);
    return open_store(office, office->options.db, true, true, 8192, &office->db_read, err)
           && open_store(office, keys, true, true, 2048, &office->keys_read, err);
}

/* ---- the tree's chunks ---- */

struct reading {
    struct store *db;
    int64_t district;
    struct arena *arena;
};

bool office_read_chunk(struct store *db, int64_t district, int level, int64_t n,
                       struct str *bytes_out, struct arena *arena, struct err *err)
{
    struct stmt *stmt = store_statement(db, Q_TREE_READ);
    bool has_row;
    stmt_i64(stmt, district);
    stmt_i64(stmt, level);
    stmt_i64(stmt, n);
    if (!stmt_row(stmt, &has_row, err))
        return false;
    *bytes_out = has_row ? arena_copy(arena, stmt_get_blob(stmt, 0)) : STR_NONE;
    stmt_reset(stmt);
    return true;
}

static bool read_chunk(void *context, int level, int64_t n, struct str *bytes_out, struct err *err)
{
    struct reading *reading = context;
    return office_read_chunk(reading->db, reading->district, level, n, bytes_out, reading->arena,
                             err);
}

static bool open_tree(struct office *office, struct err *err)
{
    struct reading reading = {office->db, office->district, &office->arena};
    tree_close(office->tree);
    office->tree = NULL;
    return tree_open(&office->arena, office->head.seq_next, read_chunk, &reading, &office->tree,
                     err);
}

/* ---- head and secrets ---- */

static bool read_secret(struct office *office, const char *name, unsigned char out[SECRET_BYTES],
                        struct err *err)
{
    struct stmt *stmt = store_statement(office->keys, Q_SECRET_READ);
    bool has_row;
    stmt_i64(stmt, office->district);
    stmt_text(stmt, str_of(name));
    if (!stmt_row(stmt, &has_row, err))
        return false;
    struct str bytes = has_row ? stmt_get_blob(stmt, 0) : STR_NONE;
    bool is_good = bytes.len == SECRET_BYTES;
    if (is_good)
        memcpy(out, bytes.p, SECRET_BYTES);
    stmt_reset(stmt);
    if (is_good)
        return true;
    return err_set(err, ERR_CONFLICT,
                   "the keys database has no secret \"%s\" for the district %lld: it does not "
                   "belong to this office",
                   name, (long long)office->district);
}

static bool write_secret(struct office *office, const char *name, int64_t n, struct err *err)
{
    unsigned char bytes[SECRET_BYTES];
    os_chance(name, 0, n, bytes, sizeof bytes);
    struct stmt *stmt = store_statement(office->keys, Q_SECRET_PUT);
    stmt_i64(stmt, office->district);
    stmt_text(stmt, str_of(name));
    stmt_blob(stmt, bytes, sizeof bytes);
    bool ok = stmt_run(stmt, err);
    hash_wipe(bytes, sizeof bytes);
    return ok;
}

static bool read_secrets(struct office *office, struct err *err)
{
    unsigned char salt[SECRET_BYTES];
    if (!read_secret(office, "salt", salt, err)
        || !read_secret(office, "sign", office->sign_seed, err))
        return false;
    hmac_key_init(&office->salt_key, salt, sizeof salt);
    hash_wipe(salt, sizeof salt);
    return true;
}

static bool find_district(struct office *office, struct err *err)
{
    struct stmt *stmt = store_statement(office->db, Q_HEAD_DISTRICTS);
    int64_t n = 0;
    bool has_row;
    stmt_i64(stmt, 0);
    for (;;) {
        if (!stmt_row(stmt, &has_row, err))
            return false;
        if (!has_row)
            break;
        if (office->options.district == 0 || stmt_get_i64(stmt, 0) == office->options.district)
            office->district = stmt_get_i64(stmt, 0);
        n++;
    }
    if (office->options.district == 0 && n > 1)
        return err_set(err, ERR_USAGE,
                       "this database holds %lld districts; say which with --district",
                       (long long)n);
    if (office->district == 0)
        return err_set(err, ERR_MISSING, "this database does not hold the district %lld",
                       (long long)office->options.district);
    return true;
}

static bool read_head(struct office *office, struct err *err)
{
    struct stmt *stmt = store_statement(office->db, Q_HEAD_READ);
    bool has_row;
    stmt_i64(stmt, office->district);
    if (!stmt_row(stmt, &has_row, err))
        return false;
    gl_assert(has_row);
    office->name = arena_copy(&office->arena, stmt_get_text(stmt, 0));
    office->origin = arena_copy(&office->arena, stmt_get_text(stmt, 1));
    office->head.seq_next = stmt_get_i64(stmt, 2);
    office->head.matter_next = stmt_get_i64(stmt, 3);
    office->head.person_next = stmt_get_i64(stmt, 4);
    office->head.at.ms = stmt_get_i64(stmt, 5);
    struct str case_secret = stmt_get_blob(stmt, 6);
    hmac_key_init(&office->case_key, case_secret.p, case_secret.len);
    office->is_demo = stmt_get_i64(stmt, 7) != 0;
    office->demo_seed = arena_copy(&office->arena, stmt_get_text(stmt, 8));
    office->stored = office->head;
    int64_t today = stmt_get_i64(stmt, 9);
    office->demo_today = today == 0 ? DATE_NONE : (struct date){(int32_t)today};
    stmt_reset(stmt);
    os_chance_init_seed(office->is_demo ? office->demo_seed : STR_NONE);
    return true;
}

/* ---- open and close ---- */

static struct office *new_office(const struct office_options *options)
{
    struct arena arena;
    arena_init(&arena, 0);
    struct office *office = arena_new(&arena, struct office);
    office->arena = arena;
    office->options = *options;
    office->options.db = arena_copy(&office->arena, options->db);
    office->options.keys = arena_copy(&office->arena, options->keys);
    office->lock.fd = -1;
    office->closed_through = DATE_NONE;
    arena_init(&office->scratch, 0);
    memory_init(&office->memory, MEMORY_GENERATION_BYTES);
    map_init(&office->counters, &office->arena);
    return office;
}

static bool prepare_office(struct office *office, struct err *err)
{
    for (int i = 0; i < 2; i++)
        batch_init(&office->batches[i], office->district);
    const struct registry *registry = office_current(office)->registry;
    if (office->options.is_read_only)
        return open_tree(office, err);
    bool is_copy = office->options.alike != NULL; /* its tables are there */
    if ((!is_copy && !projection_create(office->db, registry, err))
        || !projection_prepare(&office->arena, office->db, registry, &office->projections, err))
        return false;
    office->projections_n = registry->registers_n;
    return open_tree(office, err);
}

static bool load_versions(struct office *office, struct err *err)
{
    if (office->options.alike == NULL)
        return versions_load(office, err);
    versions_share(office, office->options.alike);
    return true;
}

/* The root commits to every adopted text: a copy has the same. */
static bool check_alike(const struct office *office, struct err *err)
{
    struct hash256 own, other;
    if (office->options.alike == NULL)
        return true;
    tree_root(office->tree, &own);
    tree_root(office->options.alike->tree, &other);
    if (memcmp(own.b, other.b, sizeof own.b) == 0)
        return true;
    return err_set(err, ERR_CONFLICT, "%" STR_FMT " is no copy of the office that it is said to be",
                   STR_ARG(office->options.db));
}

bool office_open(const struct office_options *options, struct office **office_out, struct err *err)
{
    struct office *office = new_office(options);
    struct schema schema, keys_schema;
    schema_embedded(&office->arena, STR("sql/schema.sql"), STR("sql/migrations/"), &schema);
    schema_embedded(&office->arena, STR("sql/keys.sql"), STR_NONE, &keys_schema);
    bool reads = options->is_read_only;
    bool ok = (reads || take_lock(office, err)) && open_stores(office, true, err)
              && (reads ? schema_check(office->db, &schema, err)
                        : schema_migrate(office->db, &schema, err))
              && schema_check(office->keys, &keys_schema, err) && find_district(office, err)
              && read_head(office, err) && read_secrets(office, err) && open_readers(office, err)
              && load_versions(office, err)
              && closing_through(office->db, office->district, &office->closed_through, err)
              && prepare_office(office, err) && check_alike(office, err)
              && checkpoint_known(office, err) && caches_mend(office, err);
    if (!ok) {
        office_close(office);
        return false;
    }
    if (!erase_mend(office, err)) {
        office_close(office);
        return false;
    }
    *office_out = office;
    return true;
}

void office_close(struct office *office)
{
    if (office == NULL)
        return;
    for (size_t i = 0; i < office->projections_n; i++)
        stmt_finish(office->projections[i]);
    store_close(office->db_read);
    store_close(office->keys_read);
    store_close(office->db);
    store_close(office->keys);
    os_lock_release(&office->lock);
    tree_close(office->tree);
    memory_done(&office->memory);
    for (int i = 0; i < 2; i++)
        batch_done(&office->batches[i]);
    arena_done(&office->scratch);
    hash_wipe(office->sign_seed, sizeof office->sign_seed);
    struct arena arena = office->arena;
    arena_done(&arena);
}

/* ---- a new office ---- */

static bool write_secrets(struct office *office, struct err *err)
{
    if (!store_begin(office->keys, err))
        return false;
    if (!write_secret(office, "salt", 0, err) || !write_secret(office, "sign", 0, err)) {
        store_rollback(office->keys);
        return false;
    }
    return store_commit(office->keys, err);
}

static bool insert_head(struct office *office, const struct office_new *given, struct err *err)
{
    unsigned char case_secret[SECRET_BYTES];
    os_chance("case", 0, 0, case_secret, sizeof case_secret);
    struct str origin = arena_print(&office->arena, "ledger.gulou/%lld%s",
                                    (long long)given->district, given->is_demo ? "-demo" : "");
    if (!store_begin(office->db, err))
        return false;
    struct stmt *stmt = store_statement(office->db, Q_HEAD_INSERT);
    stmt_i64(stmt, given->district);
    stmt_text(stmt, given->name);
    stmt_text(stmt, origin);
    stmt_i64(stmt, 0);
    stmt_blob(stmt, case_secret, sizeof case_secret);
    stmt_i64(stmt, given->is_demo);
    stmt_text(stmt, given->demo_seed);
    stmt_i64(stmt, date_is_none(given->demo_today) ? 0 : given->demo_today.day);
    if (!stmt_run(stmt, err)) {
        store_rollback(office->db);
        return false;
    }
    return store_commit(office->db, err);
}

static bool create_databases(struct office *office, const struct office_new *given, struct err *err)
{
    struct schema schema, keys_schema;
    schema_embedded(&office->arena, STR("sql/schema.sql"), STR("sql/migrations/"), &schema);
    schema_embedded(&office->arena, STR("sql/keys.sql"), STR_NONE, &keys_schema);
    office->district = given->district;
    os_chance_init_seed(given->is_demo ? given->demo_seed : STR_NONE);
    return take_lock(office, err) && open_stores(office, false, err)
           && schema_create(office->keys, &keys_schema, err)
           && schema_create(office->db, &schema, err) && write_secrets(office, err)
           && insert_head(office, given, err) && read_head(office, err) && read_secrets(office, err)
           && open_readers(office, err);
}

static bool first_adoption(struct office *office, const struct office_new *given, struct err *err)
{
    struct instant at = given->at.ms != 0 ? given->at : os_now();
    prepare_adoption(office, &office->batches[0], ACTOR_OFFICE, at, instant_date(at), given->files,
                     given->files_n);
    return office_flush(office, &office->batches[0], err);
}

bool office_create(const struct office_options *options, const struct office_new *given,
                   struct complaints *complaints, struct err *err)
{
    struct office *office = new_office(options);
    bool ok =
        versions_compile(office, 0, given->files, given->files_n, &office->versions[0], complaints);
    ok = ok
         && registry_prove(&office->arena, office->versions[0].registry, given->files,
                           given->files_n, complaints);
    if (!ok)
        err_set(err, ERR_INPUT, "the definitions are not sound; nothing was created");
    else if (os_file_exists(file_of(options->db)))
        ok = err_set(err, ERR_CONFLICT, "%" STR_FMT " exists already; choose another file",
                     STR_ARG(file_of(options->db)));
    if (ok) {
        office->versions_n = 1;
        ok = create_databases(office, given, err) && prepare_office(office, err)
             && first_adoption(office, given, err);
    }
    office_close(office);
    return ok;
}

/* ---- small questions ---- */

const struct office_version *office_current(const struct office *office)
{
    return &office->versions[office->versions_n - 1];
}

int64_t office_district(const struct office *office)
{
    return office->district;
}

struct str office_name(const struct office *office)
{
    return office->name;
}

struct str office_origin(const struct office *office)
{
    return office->origin;
}

bool office_is_demo(const struct office *office)
{
    return office->is_demo;
}

struct date office_today(const struct office *office)
{
    if (!date_is_none(office->options.today) && office->options.today.day != 0)
        return office->options.today;
    if (office->is_demo && !date_is_none(office->demo_today))
        return office->demo_today;
    return instant_date(os_now());
}

int64_t office_size(const struct office *office)
{
    return office->head.seq_next;
}

struct store *office_store(const struct office *office)
{
    return office->db;
}

struct store *office_keys(const struct office *office)
{
    return office->keys;
}

bool office_is_over(const struct office *office)
{
    return office->is_over;
}

int64_t office_erased_again(const struct office *office)
{
    return office->erased_again;
}

const struct tree *office_tree(const struct office *office)
{
    return office->tree;
}

bool office_set_demo_today(struct office *office, struct date today, struct err *err)
{
    gl_assert(office->is_demo);
    office->demo_today = today;
    struct batch none = {.district = office->district, .head = office->head};
    if (!store_begin(office->db, err))
        return false;
    if (!write_head(office, &none, err)) {
        store_rollback(office->db);
        return false;
    }
    return store_commit(office->db, err);
}
