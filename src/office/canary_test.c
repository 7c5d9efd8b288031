/*
 * Every personal value of this office holds a mark that stands nowhere else. The mark must not be
 * found in any byte that the office leaves behind: database, logs, keys, copies, exports, pages'
 * data, complaints. That the search finds what is there is shown by a mark that is not personal.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "office/export.h"
#include "office/matter_json.h"
#include "office/office_fixture_test.h"

#define MARK "CANARY-7f3a"
#define OPEN_MARK "OPENLY-91bc"
/* A party's name, its telephone; words; a day. In Chinese too: 金丝雀. */
#define PARTY "{\"name\":\"金丝雀" MARK "\",\"phone\":\"138" MARK "\"}"
/* Known by another number, so that he is another person. */
#define AGENT "{\"name\":\"金丝雀" MARK "\",\"id\":\"3201" MARK "\"}"
#define FIELDS                                                                                 \
    "office_unit=10|kind=plain|subject=" OPEN_MARK "|note=" OPEN_MARK "|applicant=[" PARTY "]" \
    "|agent=" AGENT "|words=" MARK " 金丝雀的原话|born_on=1987-06-05"
/* The day of birth as text and as the number of the day. */
static const char *const marks[] = {MARK, "金丝雀", "1987-06-05", "CANARY", "7f3a", "7F3A"};

static bool holds(struct str bytes, const char *mark)
{
    return str_find(bytes, str_of(mark)) < bytes.len;
}

static void assert_clean(const char *what, struct str bytes)
{
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (holds(bytes, marks[i]))
            fail_msg("%s holds \"%s\"", what, marks[i]);
}

/* All files of the folder; how many hold the open mark. */
static int search_files(struct desk *desk)
{
    struct err err;
    struct os_names names;
    int found = 0;
    desk_must(os_directory_list(&desk->arena, str_of(desk->folder), &names, &err), &err);
    for (size_t i = 0; i < names.n; i++) {
        struct str bytes, path = desk_path(desk, arena_terminated(&desk->arena, names.at[i]));
        desk_must(os_file_read(&desk->arena, path, LIMIT_FILE_BYTES, &bytes, &err), &err);
        assert_clean(path.p, bytes);
        found += holds(bytes, OPEN_MARK);
    }
    return found;
}

/* Filed, answered, proposed, approved, corrected; what is refused is told without it. */
static int64_t fill(struct desk *desk)
{
    struct arena *a = &desk->arena;
    struct date day = desk_day("2022-03-02");
    struct command command = desk_command(a, day, 0, "receive", FIELDS);
    struct answer filed = desk_do(desk, &command);
    command = desk_command(a, day, filed.matter, "call_back", "reply=" MARK);
    desk_do(desk, &command);
    command = desk_command(a, day, 0, "receive", FIELDS);
    command.on = desk_day("2022-01-20");
    desk_do_approved(desk, command);
    command = desk_command(a, day, filed.matter, "amend", FIELDS);
    command.replaces = filed.seq;
    command.reason = STR("登记有误");
    desk_do_approved(desk, command);
    command = desk_command(a, day, 0, "receive",
                           "kind=plain|born_on=1987-06-05 " MARK "|agent=" MARK "|words=" MARK);
    command.request_key = STR("refused");
    struct answer refused = desk_commit(desk, &command);
    assert_int_equal(refused.status, ANSWER_REFUSED);
    for (size_t i = 0; i < refused.complaints.list.n; i++)
        assert_clean("a complaint", refused.complaints.list.at[i].text);
    return filed.matter;
}

static void no_personal_value_is_in_any_file(void **state)
{
    struct desk *desk = *state;
    struct err err;
    struct str note;
    fill(desk);
    assert_true(search_files(desk) >= 1); /* the log, before any checkpoint */
    desk_must(office_checkpoint(desk->office, &desk->arena, &note, &err), &err);
    desk_must(store_checkpoint_truncate(office_store(desk->office), &err), &err);
    desk_must(store_copy(office_store(desk->office), desk_path(desk, "copy.db"), &err), &err);
    assert_true(search_files(desk) >= 2);
    desk_close(desk);
    assert_true(search_files(desk) >= 2);
    desk_open(desk);
    desk_verify(desk, true);
    assert_true(search_files(desk) >= 2);
}

static void no_personal_value_is_in_an_export(void **state)
{
    struct desk *desk = *state;
    struct err err;
    struct buf buf;
    struct reader *reader;
    struct matter *matter;
    struct json_out json;
    int64_t rows, id = fill(desk);
    const struct register_def *def =
        registry_find(office_current(desk->office)->registry, STR("trial"));
    buf_init(&buf, EXPORT_BYTES_MAX);
    desk_must(reader_open(desk->office, &desk->arena, &reader, &err), &err);
    desk_must(export_csv(reader, def, &buf, &rows, &err), &err);
    assert_true(holds(buf_str(&buf), OPEN_MARK));
    assert_clean("the table", buf_str(&buf));
    buf_clear(&buf);
    desk_must(export_json(reader, def, &buf, &rows, &err), &err);
    assert_true(holds(buf_str(&buf), OPEN_MARK));
    assert_clean("the list", buf_str(&buf));
    buf_clear(&buf);
    desk_must(reader_matter(reader, &desk->arena, id, &matter, &err), &err);
    json_out_init(&json, &buf);
    desk_must(matter_json_whole(&json, reader, matter, &desk->arena, &err), &err);
    assert_true(holds(buf_str(&buf), OPEN_MARK));
    assert_clean("the matter", buf_str(&buf));
    desk_must(export_sqlite(reader, desk_path(desk, "analysts.db"), &err), &err);
    reader_close(reader);
    assert_true(search_files(desk) >= 2);
    buf_done(&buf);
}

/* The keys are needed to read a box, and the box is there: the values are kept, not lost. */
static void a_box_opens_only_with_its_key(void **state)
{
    struct desk *desk = *state;
    fill(desk);
    assert_true(
        desk_number(office_store(desk->office), "SELECT count(*) FROM sealed WHERE district = ?1")
        >= 9);
    assert_int_equal(desk_number(office_keys(desk->office),
                                 "SELECT count(*) FROM person_key WHERE district = ?1 AND "
                                 "length(bytes) = 32"),
                     2); /* the same two persons every time */
    assert_int_equal(desk_number(office_keys(desk->office),
                                 "SELECT count(DISTINCT bytes) FROM person_key WHERE district = "
                                 "?1"),
                     2);
}

static int open_desk(void **state)
{
    *state = desk_new("2022-03-02");
    return 0;
}

static int close_desk(void **state)
{
    desk_done(*state);
    return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_desk, close_desk)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(no_personal_value_is_in_any_file),
        TEST(no_personal_value_is_in_an_export),
        TEST(a_box_opens_only_with_its_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
