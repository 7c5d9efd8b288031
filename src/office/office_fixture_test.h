/*
 * office_fixture_test.h - an office in a folder of its own, for tests: the registers of
 * test/fixture, its organisation and the gazetted calendars. Tests run from the root of the source
 * tree.
 */
#ifndef GULOU_OFFICE_OFFICE_FIXTURE_TEST_H
#define GULOU_OFFICE_OFFICE_FIXTURE_TEST_H

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/embed.h"
#include "office/internal.h"
#include "office/verify.h"
#include "os/file.h"

enum { DESK_HANDLER = 101, DESK_SECOND = 102, DESK_DISTRICT = 320106 };

struct desk {
    struct arena arena;   /* of the test */
    struct arena answers; /* of the last commit */
    const char *folder;
    struct str url; /* "fault:sqlite:…": faults can be armed */
    struct office *office;
    struct date today;
    int64_t commands; /* given so far: makes request keys */
};

static inline void desk_must(bool ok, const struct err *err)
{
    if (!ok)
        fail_msg("%s [%s]", err->what, err->detail);
}

static inline struct date desk_day(const char *text)
{
    struct date date;
    assert_true(date_parse(str_of(text), &date));
    return date;
}

static inline struct str desk_file(struct arena *arena, const char *name)
{
    struct err err;
    struct str bytes;
    struct str path = arena_print(arena, "test/fixture/%s.yaml", name);
    desk_must(os_file_read(arena, path, LIMIT_YAML_BYTES, &bytes, &err), &err);
    return bytes;
}

/* The registers trial, tally, origin and appeal, organisation.yaml, all calendars. */
static inline const struct registry_file *desk_files(struct arena *arena, size_t *n_out)
{
    struct registry_file *files = arena_array(arena, struct registry_file, 100);
    size_t n = 0;
    files[n++] = (struct registry_file){STR("registers/trial.yaml"), desk_file(arena, "trial")};
    files[n++] = (struct registry_file){STR("registers/tally.yaml"), desk_file(arena, "tally")};
    files[n++] = (struct registry_file){STR("registers/origin.yaml"), desk_file(arena, "origin")};
    files[n++] = (struct registry_file){STR("registers/appeal.yaml"), desk_file(arena, "appeal")};
    files[n++] = (struct registry_file){STR("organisation.yaml"), desk_file(arena, "organisation")};
    for (size_t i = 0; i < embedded_files_n; i++)
        if (str_starts(embedded_files[i].path, STR("calendars/")))
            files[n++] = (struct registry_file){embedded_files[i].path, embedded_files[i].bytes};
    *n_out = n;
    return files;
}

static inline void desk_open(struct desk *desk)
{
    struct err err;
    struct office_options options = {.db = desk->url, .today = desk->today, .threads = 1};
    desk_must(office_open(&options, &desk->office, &err), &err);
}

static inline void desk_close(struct desk *desk)
{
    office_close(desk->office);
    desk->office = NULL;
}

static inline void desk_reopen(struct desk *desk)
{
    desk_close(desk);
    desk_open(desk);
}

/* A new office; its chance comes from a seed, so that a test's ledger is always the same. */
static inline void desk_create_at(struct desk *desk, struct str url, struct str seed)
{
    struct err err;
    struct complaints complaints;
    struct office_options options = {.db = url, .today = desk->today};
    struct office_new given = {
        .district = DESK_DISTRICT,
        .name = STR("演示区"),
        .is_demo = true,
        .demo_seed = seed,
        .demo_today = desk->today,
        .at = instant_at(date_of(2020, 1, 1), 9, 0, 0),
    };
    given.files = desk_files(&desk->arena, &given.files_n);
    complaints_init(&complaints, &desk->arena);
    bool ok = office_create(&options, &given, &complaints, &err);
    for (size_t i = 0; i < complaints.list.n; i++)
        print_message("%" STR_FMT ":%d: %" STR_FMT "\n", STR_ARG(complaints.list.at[i].file),
                      complaints.list.at[i].line, STR_ARG(complaints.list.at[i].text));
    desk_must(ok, &err);
}

static inline struct desk *desk_new(const char *today)
{
    struct arena arena;
    arena_init(&arena, 0);
    struct desk *desk = arena_new(&arena, struct desk);
    desk->arena = arena;
    arena_init(&desk->answers, 0);
    /* In memory where there is room for it: thousands of synced commits. */
    const char *base = getenv("TMPDIR") != NULL               ? getenv("TMPDIR")
                       : access("/dev/shm", W_OK | X_OK) == 0 ? "/dev/shm"
                                                              : "/tmp";
    struct str folder = arena_print(&desk->arena, "%s/gulou-test-XXXXXX", base);
    char *path = arena_alloc(&desk->arena, folder.len + 1);
    memcpy(path, folder.p, folder.len);
    assert_non_null(mkdtemp(path));
    desk->folder = path;
    desk->today = desk_day(today);
    desk->url = arena_print(&desk->arena, "fault:sqlite:%s/office.db", path);
    desk_create_at(desk, desk->url, STR("test"));
    desk_open(desk);
    return desk;
}

static inline struct str desk_path(struct desk *desk, const char *name)
{
    return arena_print(&desk->arena, "%s/%s", desk->folder, name);
}

static inline void desk_done(struct desk *desk)
{
    struct err err;
    struct os_names names;
    office_close(desk->office);
    desk_must(os_directory_list(&desk->arena, str_of(desk->folder), &names, &err), &err);
    for (size_t i = 0; i < names.n; i++)
        unlink(arena_terminated(&desk->arena, arena_print(&desk->arena, "%s/%" STR_FMT,
                                                          desk->folder, STR_ARG(names.at[i]))));
    assert_int_equal(rmdir(desk->folder), 0);
    arena_done(&desk->answers);
    struct arena arena = desk->arena;
    arena_done(&arena);
}

/* ---- commands ---- */

/* "name=value|name=value" as a command's fields. */
static inline void desk_fields(struct arena *arena, struct str text, struct command *command)
{
    struct command_field *fields = arena_array(arena, struct command_field, 64);
    struct str piece;
    size_t n = 0;
    while (text.len > 0 && str_next(&text, '|', &piece)) {
        (void)str_cut(piece, '=', &fields[n].name, &fields[n].value);
        n++;
    }
    command->fields = fields;
    command->fields_n = n;
}

/* A command of the handler on the day, at the hour; `matter` 0: a new one of the register. */
static inline struct command desk_command(struct arena *arena, struct date day, int64_t matter,
                                          const char *event, const char *fields)
{
    struct command command = {
        .actor = DESK_HANDLER,
        .matter = matter,
        .event = str_of(event),
        .on = DATE_NONE,
        .at = instant_at(day, 10, 0, 0),
    };
    if (matter == 0)
        command.register_key = STR("trial");
    desk_fields(arena, str_of(fields), &command);
    return command;
}

static inline struct answer desk_commit(struct desk *desk, const struct command *command)
{
    struct err err;
    struct answer answer;
    arena_reset(&desk->answers);
    desk_must(office_commit(desk->office, &desk->answers, command, 1, &answer, &err), &err);
    return answer;
}

static inline void desk_print(const struct answer *answer)
{
    for (size_t i = 0; i < answer->complaints.list.n; i++)
        print_message("%" STR_FMT ": %" STR_FMT "\n", STR_ARG(answer->complaints.list.at[i].file),
                      STR_ARG(answer->complaints.list.at[i].text));
}

/* Must be done, or wait for the second person. Its answer. */
static inline struct answer desk_do(struct desk *desk, const struct command *command)
{
    struct answer answer = desk_commit(desk, command);
    if (answer.status != ANSWER_DONE && answer.status != ANSWER_PROPOSED) {
        desk_print(&answer);
        fail_msg("%" STR_FMT " was answered with %d", STR_ARG(command->event), (int)answer.status);
    }
    return answer;
}

/* Entered, and at once approved by the second person. */
static inline struct answer desk_do_approved(struct desk *desk, struct command command)
{
    struct answer first = desk_do(desk, &command);
    assert_int_equal(first.status, ANSWER_PROPOSED);
    command.actor = DESK_SECOND;
    command.approves = first.seq;
    command.matter = first.matter;
    struct answer second = desk_do(desk, &command);
    assert_int_equal(second.status, ANSWER_DONE);
    return second;
}

/* ---- what must hold ---- */

static inline void desk_verify(struct desk *desk, bool all)
{
    struct err err;
    struct verdict verdict;
    struct arena arena;
    arena_init(&arena, 0);
    desk_must(verify_office(desk->office, &arena, all, &verdict, &err), &err);
    for (size_t i = 0; i < verdict.complaints.list.n; i++)
        print_message("%" STR_FMT ": %" STR_FMT "\n", STR_ARG(verdict.complaints.list.at[i].file),
                      STR_ARG(verdict.complaints.list.at[i].text));
    assert_int_equal(verdict.complaints.list.n, 0);
    assert_int_equal(verdict.entries, office_size(desk->office));
    arena_done(&arena);
}

static inline struct hash256 desk_root(const struct office *office)
{
    struct hash256 root;
    tree_root(office_tree(office), &root);
    return root;
}

/* One number of a query that is given the district. */
static inline int64_t desk_number(struct store *db, const char *sql)
{
    struct err err;
    struct stmt *stmt;
    bool has_row;
    desk_must(store_prepare(db, str_of(sql), &stmt, &err), &err);
    stmt_i64(stmt, DESK_DISTRICT);
    desk_must(stmt_row(stmt, &has_row, &err), &err);
    int64_t value = has_row ? stmt_get_i64(stmt, 0) : 0;
    stmt_finish(stmt);
    return value;
}

#endif
