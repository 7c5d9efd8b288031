/*
 * The n-th call of each database fails, for every n: a command is then wholly there or not at all,
 * everything that is derived agrees with the ledger, and the office works on.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "office/office_fixture_test.h"

enum { COMMANDS = 4 };

struct faulty {
    struct desk *desk;
    int64_t matter; /* that the workload works on */
    int64_t round;
    struct command commands[COMMANDS];
    struct answer answers[COMMANDS];
    struct err err;
};

static struct store *connection(struct office *office, int which)
{
    struct store *all[] = {office->db, office->keys, office->db_read, office->keys_read};
    return all[which];
}

/* A new matter with a person, two steps of an older one, and one that is refused. */
static void prepare_round(struct faulty *f)
{
    struct arena *arena = &f->desk->arena;
    struct date day = desk_day("2022-03-02");
    f->round++;
    f->commands[0] = desk_command(arena, day, 0, "receive",
                                  "office_unit=10|kind=plain|applicant=甲|words=原话|subject=题");
    f->commands[1] = desk_command(arena, day, f->matter, "note_down", "note=记");
    f->commands[2] = desk_command(arena, day, f->matter, "call_back", "reply=答");
    f->commands[3] = desk_command(arena, day, f->matter, "decide", "outcome=upheld");
    for (int i = 0; i < COMMANDS; i++)
        f->commands[i].request_key =
            arena_print(arena, "round %lld command %d", (long long)f->round, i);
}

static bool commit(struct faulty *f)
{
    arena_reset(&f->desk->answers);
    return office_commit(f->desk->office, &f->desk->answers, f->commands, COMMANDS, f->answers,
                         &f->err);
}

static bool is_done(const struct answer *answer)
{
    return answer->status == ANSWER_DONE;
}

/* All three good commands are there, each once. */
static void assert_complete(struct faulty *f)
{
    desk_must(commit(f), &f->err);
    for (int i = 0; i < COMMANDS - 1; i++)
        assert_int_equal(f->answers[i].status, ANSWER_REPEATED);
    assert_int_equal(f->answers[COMMANDS - 1].status, ANSWER_REFUSED);
}

/* After a failure that is certain: what was answered as failed is not there, and can be entered. */
static void assert_nothing_left(struct faulty *f, int64_t size_before)
{
    int64_t done = 0;
    for (int i = 0; i < COMMANDS - 1; i++) {
        assert_true(is_done(&f->answers[i]) || f->answers[i].status == ANSWER_FAILED);
        done += is_done(&f->answers[i]);
    }
    assert_int_equal(office_size(f->desk->office), size_before + done);
    desk_verify(f->desk, true);
    desk_must(commit(f), &f->err);
    assert_int_equal(office_size(f->desk->office), size_before + COMMANDS - 1);
    assert_complete(f);
}

/* After a lost answer: the office says so and is opened again; the keys tell what happened. */
static void assert_told_after_restart(struct faulty *f, bool is_written)
{
    assert_int_equal(f->err.kind, ERR_UNCERTAIN);
    for (int i = 0; i < COMMANDS - 1; i++)
        assert_int_equal(f->answers[i].status, ANSWER_FAILED);
    assert_false(commit(f)); /* it takes nothing more */
    assert_int_equal(f->err.kind, ERR_UNCERTAIN);
    desk_reopen(f->desk);
    desk_verify(f->desk, true);
    desk_must(commit(f), &f->err);
    for (int i = 0; i < COMMANDS - 1; i++)
        assert_int_equal(f->answers[i].status, is_written ? ANSWER_REPEATED : ANSWER_DONE);
    assert_complete(f);
}

/* Fails call n of the connection; false when the work makes fewer calls. */
static bool fail_call(struct faulty *f, int which, int n, enum store_fault fault)
{
    struct store *store = connection(f->desk->office, which);
    int64_t size = office_size(f->desk->office);
    prepare_round(f);
    store_fault_arm(store, n, fault);
    bool ok = commit(f);
    bool was_hit = store_fault_calls(store) >= n;
    bool is_uncertain = !ok && f->err.kind == ERR_UNCERTAIN;
    store_fault_arm(store, 1, FAULT_NONE);
    if (!was_hit) {
        assert_true(ok);
        return false;
    }
    if (is_uncertain)
        assert_told_after_restart(f, which == 0 && fault == FAULT_UNCERTAIN_COMMIT);
    else
        assert_nothing_left(f, size);
    return true;
}

static void fail_every(struct faulty *f, int which, int step, enum store_fault fault)
{
    int n = 1;
    while (fail_call(f, which, n, fault))
        n += step;
    assert_true(n > 1 || which == 3); /* the workload did reach the connection */
}

static int open_faulty(void **state)
{
    struct faulty *f = calloc(1, sizeof *f);
    f->desk = desk_new("2022-03-02");
    struct command command = desk_command(&f->desk->arena, desk_day("2022-03-01"), 0, "receive",
                                          "office_unit=10|kind=plain|applicant=乙");
    f->matter = desk_do(f->desk, &command).matter;
    *state = f;
    return 0;
}

static int close_faulty(void **state)
{
    struct faulty *f = *state;
    desk_done(f->desk);
    free(f);
    return 0;
}

static void every_call_of_the_writer_may_fail(void **state)
{
    fail_every(*state, 0, 1, FAULT_IO);
}

static void every_call_of_the_writer_may_find_the_disk_full_or_busy(void **state)
{
    fail_every(*state, 0, 7, FAULT_FULL);
    fail_every(*state, 0, 11, FAULT_BUSY);
}

static void every_call_of_the_keys_may_fail(void **state)
{
    fail_every(*state, 1, 1, FAULT_IO);
    fail_every(*state, 1, 1, FAULT_FULL);
    fail_every(*state, 1, 1, FAULT_BUSY);
}

static void every_read_of_the_preparing_thread_may_fail(void **state)
{
    struct faulty *f = *state;
    for (int which = 2; which < 4; which++)
        for (int n = 1;; n++) {
            desk_reopen(f->desk); /* nothing is remembered: it has to read */
            if (!fail_call(f, which, n, FAULT_IO))
                break;
        }
}

static void an_uncertain_commit_is_told_by_the_request_keys(void **state)
{
    fail_call(*state, 0, 1, FAULT_UNCERTAIN_COMMIT);
    fail_call(*state, 0, 1, FAULT_UNCERTAIN_ROLLBACK);
    fail_call(*state, 1, 1, FAULT_UNCERTAIN_COMMIT);
    fail_call(*state, 1, 1, FAULT_UNCERTAIN_ROLLBACK);
}

/* ---- bulk ---- */

enum { BULK = 12 };

/* Matters with one step more each, two commands a batch; the n-th call of the writer fails. How
 * many commands were answered before it did; -1: none failed. */
static int bulk_round(struct faulty *f, int n)
{
    struct office *office = f->desk->office;
    struct err err;
    int64_t matter = 0;
    int failed_at = -1;
    desk_must(office_bulk_begin(office, 2, &err), &err);
    if (n > 0)
        store_fault_arm(office->db, n, FAULT_IO);
    for (int i = 0; i < BULK && failed_at < 0; i++) {
        struct answer answer = {0};
        struct command command =
            i % 2 == 0 ? desk_command(&f->desk->arena, desk_day("2022-03-02"), 0, "receive",
                                      "office_unit=10|kind=plain|applicant=丙")
                       : desk_command(&f->desk->arena, desk_day("2022-03-02"), matter, "call_back",
                                      "reply=答");
        complaints_init(&answer.complaints, &f->desk->answers);
        if (!office_bulk_put(office, &command, &answer, &err)) {
            failed_at = i;
            assert_false(office_bulk_put(office, &command, &answer, &err));
        } else {
            assert_int_equal(answer.status, ANSWER_DONE);
        }
        matter = answer.matter;
    }
    if (!office_bulk_finish(office, &err) && failed_at < 0)
        failed_at = BULK;
    assert_true(failed_at < 0 || err.kind == ERR_STORE);
    store_fault_arm(office->db, 1, FAULT_NONE);
    return failed_at;
}

static void bulk_work_that_fails_leaves_whole_batches(void **state)
{
    struct faulty *f = *state;
    for (int n = 1;; n += 5) {
        int64_t size = office_size(f->desk->office);
        int failed_at = bulk_round(f, n);
        int64_t added = office_size(f->desk->office) - size;
        assert_int_equal(added % 2, 0);
        assert_true(failed_at < 0 ? added == BULK : added < failed_at + 2);
        desk_verify(f->desk, true);
        if (failed_at < 0)
            break;
        assert_int_equal(bulk_round(f, 0), -1); /* and it works again */
        desk_verify(f->desk, true);
    }
}

/* ---- the sweep ---- */

static void a_sweep_that_fails_is_done_wholly_by_the_next(void **state)
{
    struct faulty *f = *state;
    struct err err;
    int64_t events, size = office_size(f->desk->office);
    f->desk->today = desk_day("2022-03-10");
    desk_reopen(f->desk);
    for (int n = 1;; n++) {
        store_fault_arm(f->desk->office->db, n, FAULT_IO);
        bool ok = office_sweep(f->desk->office, &events, &err);
        store_fault_arm(f->desk->office->db, 1, FAULT_NONE);
        desk_verify(f->desk, true);
        if (ok)
            break;
        assert_int_equal(office_size(f->desk->office), size);
    }
    assert_int_equal(office_size(f->desk->office), size + 1);
}

/* ---- adoption and rebuilding: more than one transaction ---- */

/* The definitions, of which one figure counts in two ways and one clock has two lengths. */
static const struct registry_file *definitions(struct faulty *f, bool is_other, size_t *n_out)
{
    struct arena *arena = &f->desk->arena;
    const struct registry_file *given = desk_files(arena, n_out);
    struct registry_file *files = arena_array(arena, struct registry_file, *n_out);
    memcpy(files, given, *n_out * sizeof *files);
    struct str old = STR("received: {count: receive, title"), bytes = files[0].bytes;
    size_t at = str_find(bytes, old);
    assert_true(at < bytes.len);
    if (is_other)
        files[0].bytes =
            arena_print(arena, "%.*sreceived: {count: receive, where: kind = hard, title%" STR_FMT,
                        (int)at, bytes.p, STR_ARG(str_from(bytes, at + old.len)));
    return files;
}

static int64_t received(struct faulty *f)
{
    const struct registry *registry = office_current(f->desk->office)->registry;
    struct str sql = arena_print(&f->desk->arena,
                                 "SELECT coalesce(sum(amount), 0) FROM contribution WHERE district "
                                 "= ?1 AND figure = %d",
                                 registry_figure(registry, STR("trial.received"))->id);
    return desk_number(f->desk->office->db, arena_terminated(&f->desk->arena, sql));
}

static void an_adoption_cut_short_is_finished_at_the_next_opening(void **state)
{
    struct faulty *f = *state;
    int cut_after = 0;
    for (int n = 1;; n += 41) { /* it makes some six hundred calls */
        struct err err;
        struct complaints complaints;
        size_t files_n;
        bool is_other = received(f) > 0;
        int64_t size = office_size(f->desk->office);
        const struct registry_file *files = definitions(f, is_other, &files_n);
        complaints_init(&complaints, &f->desk->answers);
        store_fault_arm(f->desk->office->db, n, FAULT_IO);
        bool ok = office_adopt(f->desk->office, 102, files, files_n, &complaints, &err);
        store_fault_arm(f->desk->office->db, 1, FAULT_NONE);
        assert_int_equal(complaints.list.n, 0);
        desk_reopen(f->desk);
        desk_verify(f->desk, true);
        bool is_adopted = office_size(f->desk->office) > size;
        assert_true(is_adopted || !ok);
        cut_after += is_adopted && !ok;
        if (is_adopted)
            assert_int_equal(received(f), is_other ? 0 : 1);
        if (ok)
            break;
    }
    assert_true(cut_after > 3);
}

static void a_rebuild_cut_short_is_finished_at_the_next_opening(void **state)
{
    struct faulty *f = *state;
    for (int n = 1;; n++) {
        struct err err;
        int64_t entries;
        store_fault_arm(f->desk->office->db, n, FAULT_IO);
        bool ok = verify_rebuild(f->desk->office, &entries, &err);
        store_fault_arm(f->desk->office->db, 1, FAULT_NONE);
        desk_reopen(f->desk);
        desk_verify(f->desk, true);
        if (ok)
            break;
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_faulty, close_faulty)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_call_of_the_writer_may_fail),
        TEST(every_call_of_the_writer_may_find_the_disk_full_or_busy),
        TEST(every_call_of_the_keys_may_fail),
        TEST(every_read_of_the_preparing_thread_may_fail),
        TEST(an_uncertain_commit_is_told_by_the_request_keys),
        TEST(bulk_work_that_fails_leaves_whole_batches),
        TEST(a_sweep_that_fails_is_done_wholly_by_the_next),
        TEST(an_adoption_cut_short_is_finished_at_the_next_opening),
        TEST(a_rebuild_cut_short_is_finished_at_the_next_opening),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
