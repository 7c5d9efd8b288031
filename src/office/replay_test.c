/*
 * The tables are a function of the ledger's beginning (DESIGN H1, H2): folding again what stood in
 * the ledger at any earlier moment gives every row of class cache as it stood then.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "office/population_test.h"
#include "store/schema.h"

enum { MOMENTS = 60 };

struct moment {
    int64_t size; /* entries in the ledger */
    struct hash256 caches;
};

struct moments {
    struct moment at[MOMENTS];
    size_t n;
};

static void put_rows(struct store *db, const char *sql, struct buf *out)
{
    struct err err;
    struct stmt *stmt;
    bool has_row = true;
    desk_must(store_prepare(db, str_of(sql), &stmt, &err), &err);
    for (;;) {
        desk_must(stmt_row(stmt, &has_row, &err), &err);
        if (!has_row)
            break;
        for (int i = 0; i < stmt_columns(stmt); i++) {
            struct str bytes = stmt_get_blob(stmt, i);
            buf_print(out, "%d %zu ", stmt_is_null(stmt, i), bytes.len);
            buf_put(out, bytes);
        }
        buf_put_c(out, "\n");
    }
    stmt_finish(stmt);
}

/* Of every row of the caches, in order of key. */
static struct hash256 hash_caches(struct store *db)
{
    static const char *const queries[] = {
        "SELECT * FROM matter ORDER BY 1, 2",
        "SELECT * FROM counter ORDER BY 1, 2, 3",
        "SELECT figure, day, matter, seq, unit, value, amount, known FROM contribution ORDER BY 1, "
        "2, 3, 4, 5, 6",
        "SELECT grain, period, unit, figure, amount, late, late_n FROM tally ORDER BY 1, 2, 3, 4",
        "SELECT * FROM p_tally ORDER BY 1, 2",
    };
    struct buf buf;
    struct hash256 hash;
    buf_init(&buf, 64 << 20);
    for (size_t i = 0; i < sizeof queries / sizeof queries[0]; i++)
        put_rows(db, queries[i], &buf);
    assert_false(buf.is_over);
    hash_sha256(buf.p, buf.len, &hash);
    buf_done(&buf);
    return hash;
}

static void remember(void *context, struct desk *desk)
{
    struct moments *moments = context;
    if (moments->n == MOMENTS)
        return;
    moments->at[moments->n++] =
        (struct moment){office_size(desk->office), hash_caches(office_store(desk->office))};
}

/* Folds the first `size` entries into a database of its own. */
static struct hash256 hash_folded(struct desk *desk, int64_t size)
{
    struct err err;
    struct store *made;
    struct schema schema;
    struct arena arena;
    arena_init(&arena, 0);
    struct str path = desk_path(desk, "folded.db");
    struct store_options options = {.url = path};
    struct batch_head head = desk->office->head;
    schema_embedded(&arena, STR("sql/schema.sql"), STR("sql/migrations/"), &schema);
    desk_must(store_open(&arena, &options, &made, &err), &err);
    desk_must(schema_create(made, &schema, &err), &err);
    desk_must(projection_create(made, office_current(desk->office)->registry, &err), &err);
    desk->office->head.seq_next = size;
    desk_must(replay_into(desk->office, made, NULL, &err), &err);
    desk->office->head = head;
    struct hash256 hash = hash_caches(made);
    store_close(made);
    unlink(arena_terminated(&arena, path));
    arena_done(&arena);
    return hash;
}

static void every_beginning_of_the_ledger_folds_to_the_rows_of_its_moment(void **state)
{
    (void)state;
    int seeds = population_seeds(1);
    for (int seed = 1; seed <= seeds; seed++) {
        struct moments moments = {.n = 0};
        struct desk *desk = desk_new("2022-12-20");
        struct population p = {.desk = desk,
                               .chance = (uint64_t)seed * 1000,
                               .per_day = 3,
                               .visit = remember,
                               .context = &moments};
        population_make(&p);
        assert_true(moments.n > 15 && p.amended > 20);
        for (size_t i = 0; i < moments.n; i++) {
            struct hash256 folded = hash_folded(desk, moments.at[i].size);
            if (!hash_equal(&folded, &moments.at[i].caches))
                fail_msg("seed %d: the first %lld entries fold to other rows", seed,
                         (long long)moments.at[i].size);
        }
        desk_verify(desk, true);
        desk_done(desk);
    }
}

/* ---- batches and threads ---- */

/* The same two hundred commands in batches of `batch`, sealed by `threads`. */
static struct hash256 root_of(const char *seed, size_t batch, int threads, bool is_bulk)
{
    struct desk *desk = desk_new("2022-12-20");
    struct err err;
    struct command commands[200];
    struct answer answers[200];
    desk_close(desk);
    struct str url = desk_path(desk, "other.db");
    desk_create_at(desk, url, str_of(seed));
    struct office_options options = {.db = url, .today = desk->today, .threads = threads};
    desk_must(office_open(&options, &desk->office, &err), &err);
    for (int i = 0; i < 200; i++) {
        static const char *const fields[] = {"office_unit=10|kind=plain|applicant=甲|words=原话",
                                             "", "reply=答复", "outcome=upheld|reply=决定"};
        static const char *const events[] = {"receive", "accept", "call_back", "decide"};
        int64_t matter = i % 4 == 0 ? 0 : i / 4 + 1;
        commands[i] = desk_command(&desk->arena, desk_day("2022-03-02"), matter, events[i % 4],
                                   fields[i % 4]);
    }
    if (is_bulk)
        desk_must(office_bulk_begin(desk->office, batch, &err), &err);
    for (size_t i = 0; is_bulk && i < 200; i++) {
        answers[i] = (struct answer){0};
        complaints_init(&answers[i].complaints, &desk->answers);
        desk_must(office_bulk_put(desk->office, &commands[i], &answers[i], &err), &err);
    }
    if (is_bulk)
        desk_must(office_bulk_finish(desk->office, &err), &err);
    for (size_t i = 0; !is_bulk && i < 200; i += batch)
        desk_must(office_commit(desk->office, &desk->answers, commands + i,
                                i + batch > 200 ? 200 - i : batch, answers + i, &err),
                  &err);
    for (int i = 0; i < 200; i++)
        assert_int_equal(answers[i].status, ANSWER_DONE);
    desk_verify(desk, true);
    struct hash256 root = desk_root(desk->office);
    desk_done(desk);
    return root;
}

static void batches_and_threads_change_nothing_that_is_stored(void **state)
{
    (void)state;
    static const size_t batches[] = {1, 7, 1000};
    struct hash256 first = root_of("s", 200, 1, false);
    for (int i = 0; i < 3; i++)
        for (int threads = 1; threads <= 4; threads += 3)
            for (int is_bulk = 0; is_bulk < 2; is_bulk++) {
                struct hash256 root = root_of("s", batches[i], threads, is_bulk);
                assert_true(hash_equal(&first, &root));
            }
    struct hash256 other = root_of("t", 7, 1, false);
    assert_false(hash_equal(&first, &other));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_beginning_of_the_ledger_folds_to_the_rows_of_its_moment),
        cmocka_unit_test(batches_and_threads_change_nothing_that_is_stored),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
