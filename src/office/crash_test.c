/*
 * Killed in the middle of its work, the office has lost nothing that it had answered. GULOU_KILLS=N
 * kills N times.
 *
 * The same program, run with arguments, is what test/crash/power_cut.py cuts the power of:
 *   crash_test new FOLDER            makes an office
 *   crash_test work FOLDER N [slack|early]
 *                                    enters N batches; each answered command is told on stdout as
 *                                    "ack NUMBER SIZE ROOT". Two ways to do it wrong, which must be
 *                                    found out: slack trusts the disk (synchronous=NORMAL), early
 *                                    answers before it commits
 *   crash_test check                 reads "FOLDER ACKS" lines from stdin, ACKS a file of ack
 * lines, and says "good FOLDER" or "bad FOLDER why" for each
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/wait.h>

#include <cmocka.h>

#include "crypto/hex.h"
#include "office/office_fixture_test.h"
#include "office/reader.h"

enum { KILLS = 15, BATCH_MAX = 6, LINE_BYTES = 200 };

static uint64_t mix(uint64_t x)
{
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

/* The i-th command of the work, from 0: every fourth begins a matter, the others go on with it. */
static struct command work_command(struct arena *arena, int64_t i)
{
    static const char *const events[] = {"receive", "accept", "call_back", "settle"};
    static const char *const fields[] = {
        "office_unit=10|kind=plain|applicant=甲|words=原话|subject=题|note=记", "", "reply=答复",
        "outcome=upheld|amount=12.50"}; /* the last is only proposed */
    int64_t matter = i % 4 == 0 ? 0 : i / 4 + 1;
    struct command command =
        desk_command(arena, desk_day("2022-03-02"), matter, events[i % 4], fields[i % 4]);
    command.request_key = arena_print(arena, "command %lld", (long long)i);
    return command;
}

static void tell_root(const struct office *office, char out[65])
{
    struct buf buf;
    struct hash256 root = desk_root(office);
    buf_init(&buf, 64);
    hex_put(&buf, root.b, sizeof root.b);
    memcpy(out, buf.p, 64);
    out[64] = 0;
    buf_done(&buf);
}

/* One write a line, so that a line is there wholly or not at all. */
static void tell(const char *line)
{
    if (write(STDOUT_FILENO, line, strlen(line)) < 0)
        _exit(3);
}

/* ---- work ---- */

static struct office *open_in(struct arena *arena, const char *folder, struct err *err)
{
    struct office *office;
    struct office_options options = {.db = arena_print(arena, "sqlite:%s/office.db", folder),
                                     .today = desk_day("2022-03-02")};
    return office_open(&options, &office, err) ? office : NULL;
}

static void tell_acks(const struct office *office, int64_t first, size_t n)
{
    char root[65], line[LINE_BYTES];
    tell_root(office, root);
    for (size_t i = 0; i < n; i++) {
        (void)snprintf(line, sizeof line, "ack %lld %lld %s\n", (long long)first + (long long)i,
                       (long long)office_size(office), root);
        tell(line);
    }
}

static bool enter_batch(struct office *office, struct arena *arena, int64_t first, size_t n,
                        bool is_early)
{
    struct command commands[BATCH_MAX];
    struct answer answers[BATCH_MAX];
    struct err err;
    for (size_t i = 0; i < n; i++)
        commands[i] = work_command(arena, first + (int64_t)i);
    if (is_early)
        tell_acks(office, first, n);
    if (!office_commit(office, arena, commands, n, answers, &err))
        return false;
    for (size_t i = 0; i < n; i++)
        if (answers[i].status != ANSWER_DONE && answers[i].status != ANSWER_PROPOSED)
            return false;
    if (!is_early)
        tell_acks(office, first, n);
    return true;
}

/* Now and then the log is moved into the main file, or the ledger's head is signed. */
static bool look_after(struct office *office, struct arena *arena, uint64_t chance)
{
    struct err err;
    struct str note;
    if (chance % 5 == 0 && !store_checkpoint(office->db, &err))
        return false;
    if (chance % 7 == 0 && !store_checkpoint(office->keys, &err))
        return false;
    return chance % 11 != 0 || office_checkpoint(office, arena, &note, &err);
}

static bool trust_the_disk(struct store *db)
{
    struct err err;
    struct stmt *stmt;
    bool has_row = true, ok = store_prepare(db, STR("PRAGMA synchronous=NORMAL"), &stmt, &err);
    while (ok && has_row)
        ok = stmt_row(stmt, &has_row, &err);
    if (ok)
        stmt_finish(stmt);
    return ok;
}

static int work(const char *folder, int64_t batches, const char *how)
{
    struct arena arena;
    struct err err;
    arena_init(&arena, 0);
    struct office *office = open_in(&arena, folder, &err);
    bool is_early = strcmp(how, "early") == 0;
    if (office == NULL || (strcmp(how, "slack") == 0 && !trust_the_disk(office->db)))
        return 2;
    int64_t next = desk_number(office->db, "SELECT count(*) FROM request_key WHERE district = ?1");
    for (int64_t i = 0; i < batches; i++) {
        uint64_t chance = mix((uint64_t)next * 31 + 7);
        size_t n = 1 + chance % BATCH_MAX;
        arena_reset(&arena);
        if (!enter_batch(office, &arena, next, n, is_early)
            || !look_after(office, &arena, chance >> 8))
            return 2;
        next += (int64_t)n;
    }
    office_close(office);
    arena_done(&arena);
    return 0;
}

/* ---- check ---- */

/* NULL: nothing that was answered is lost, and everything agrees. */
static const char *check_ack(struct office *office, struct reader *reader, struct arena *arena,
                             struct str line)
{
    struct str word, number, size_text, root_text;
    struct answer answer;
    struct err err;
    struct hash256 root;
    struct buf hex;
    int64_t i, size;
    if (!str_cut(line, ' ', &word, &number) || !str_cut(number, ' ', &number, &size_text)
        || !str_cut(size_text, ' ', &size_text, &root_text) || !str_to_i64(number, &i)
        || !str_to_i64(size_text, &size))
        return "an ack line that cannot be read";
    struct command command = work_command(arena, i);
    if (!office_commit(office, arena, &command, 1, &answer, &err))
        return "a command could not be asked for";
    if (answer.status != ANSWER_REPEATED)
        return "an answered command is lost";
    if (!reader_root(reader, arena, size, &root, &err))
        return "the root of an answered size cannot be made";
    buf_init(&hex, 64);
    hex_put(&hex, root.b, sizeof root.b);
    bool is_same = str_equal(buf_str(&hex), root_text);
    buf_done(&hex);
    return is_same ? NULL : "the root of an answered size is another";
}

static const char *check_acks(struct office *office, struct arena *arena, struct str acks)
{
    struct err err;
    struct reader *reader;
    struct str line;
    const char *why = NULL;
    if (!reader_open(office, arena, &reader, &err))
        return "it cannot be read";
    while (why == NULL && acks.len > 0 && str_next(&acks, '\n', &line))
        if (line.len > 0)
            why = check_ack(office, reader, arena, line);
    reader_close(reader);
    return why;
}

static const char *check_office(struct arena *arena, const char *folder, struct str acks)
{
    static char what[600];
    struct err err;
    struct verdict verdict;
    struct office *office = open_in(arena, folder, &err);
    if (office == NULL) {
        (void)snprintf(what, sizeof what, "it does not open: %s", err.what);
        return what;
    }
    const char *why = check_acks(office, arena, acks);
    if (why == NULL && !verify_office(office, arena, true, &verdict, &err)) {
        (void)snprintf(what, sizeof what, "it cannot be verified: %s", err.what);
        why = what;
    } else if (why == NULL && verdict.complaints.list.n > 0) {
        (void)snprintf(what, sizeof what, "%" STR_FMT, STR_ARG(verdict.complaints.list.at[0].text));
        why = what;
    }
    /* And it works on. */
    int64_t next = desk_number(office->db, "SELECT count(*) FROM request_key WHERE district = ?1");
    struct command command = work_command(arena, next);
    struct answer answer;
    if (why == NULL
        && (!office_commit(office, arena, &command, 1, &answer, &err)
            || (answer.status != ANSWER_DONE && answer.status != ANSWER_PROPOSED)))
        why = "the next command is not taken";
    office_close(office);
    return why;
}

static int check(void)
{
    char line[2000], answer[2700];
    struct arena arena;
    arena_init(&arena, 0);
    while (fgets(line, sizeof line, stdin) != NULL) {
        struct str folder, file, acks = STR_NONE;
        struct err err;
        arena_reset(&arena);
        (void)str_cut(str_trim(str_of(line)), ' ', &folder, &file);
        const char *path = arena_terminated(&arena, folder);
        const char *why = os_file_read(&arena, file, LIMIT_FILE_BYTES, &acks, &err)
                              ? check_office(&arena, path, acks)
                              : "its acks cannot be read";
        (void)snprintf(answer, sizeof answer, "%s %s%s%s\n", why == NULL ? "good" : "bad", path,
                       why == NULL ? "" : " ", why == NULL ? "" : why);
        tell(answer);
    }
    arena_done(&arena);
    return 0;
}

/* ---- killed ---- */

static char *own_path;

static pid_t start_work(const char *folder, int *out)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        char *const args[] = {own_path, "work", (char *)(uintptr_t)folder, "100000", NULL};
        dup2(ends[1], STDOUT_FILENO);
        close(ends[0]);
        close(ends[1]);
        execv(own_path, args);
        _exit(4);
    }
    close(ends[1]);
    *out = ends[0];
    return child;
}

static size_t count_lines(const struct buf *text)
{
    size_t n = 0;
    for (size_t i = 0; i < text->len; i++)
        n += text->p[i] == '\n';
    return n;
}

/* Lets the work answer so many commands, kills it a moment later, and gives all its answers. */
static struct str run_and_kill(struct desk *desk, size_t answers, int64_t moment_us)
{
    int out, status;
    struct buf told;
    char bytes[4096];
    ssize_t n = 1;
    buf_init(&told, 64 << 20);
    pid_t child = start_work(desk->folder, &out);
    while (n > 0 && count_lines(&told) < answers)
        if ((n = read(out, bytes, sizeof bytes)) > 0)
            buf_put_bytes(&told, bytes, (size_t)n);
    usleep((useconds_t)moment_us);
    kill(child, SIGKILL);
    while ((n = read(out, bytes, sizeof bytes)) > 0)
        buf_put_bytes(&told, bytes, (size_t)n);
    close(out);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    struct str acks = arena_copy(&desk->arena, buf_str(&told));
    assert_true(count_lines(&told) >= answers);
    buf_done(&told);
    return acks;
}

static void what_was_answered_survives_a_kill(void **state)
{
    (void)state;
    const char *text = getenv("GULOU_KILLS");
    int64_t kills = KILLS, answered = 0;
    if (text != NULL)
        (void)str_to_i64(str_of(text), &kills);
    struct desk *desk = desk_new("2022-03-02");
    desk_close(desk);
    for (int64_t i = 0; i < kills; i++) {
        struct arena arena;
        arena_init(&arena, 0);
        uint64_t chance = mix((uint64_t)i);
        struct str acks = run_and_kill(desk, 1 + chance % 60, (int64_t)(chance >> 20) % 4000);
        for (size_t k = 0; k < acks.len; k++)
            answered += acks.p[k] == '\n';
        const char *why = check_office(&arena, desk->folder, acks);
        if (why != NULL)
            fail_msg("after kill %lld: %s", (long long)i + 1, why);
        arena_done(&arena);
        if (i % 20 == 19) { /* a new office, before checking takes long */
            desk_done(desk);
            desk = desk_new("2022-03-02");
            desk_close(desk);
        }
    }
    print_message("%lld kills, %lld commands answered, none lost\n", (long long)kills,
                  (long long)answered);
    desk_done(desk);
}

static int make(const char *folder)
{
    struct desk desk = {.today = desk_day("2022-03-02")};
    arena_init(&desk.arena, 0);
    desk_create_at(&desk, arena_print(&desk.arena, "sqlite:%s/office.db", folder), STR("test"));
    arena_done(&desk.arena);
    return 0;
}

int main(int argc, char **argv)
{
    int64_t n = 0;
    own_path = argv[0];
    if (argc == 3 && strcmp(argv[1], "new") == 0)
        return make(argv[2]);
    if (argc >= 4 && strcmp(argv[1], "work") == 0 && str_to_i64(str_of(argv[3]), &n))
        return work(argv[2], n, argc == 5 ? argv[4] : "");
    if (argc == 2 && strcmp(argv[1], "check") == 0)
        return check();
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_was_answered_survives_a_kill)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
