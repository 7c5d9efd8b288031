/* What an adoption would do, before it is written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "office/adopt_shadow.h"
#include "office/office_fixture_test.h"

enum { ADMINISTRATOR = 102 };

static struct str replace(struct arena *arena, struct str text, const char *old, const char *now)
{
    size_t at = str_find(text, str_of(old));
    assert_true(at < text.len);
    return arena_print(arena, "%" STR_FMT "%s%" STR_FMT, STR_ARG(str_first(text, at)), now,
                       STR_ARG(str_from(text, at + str_of(old).len)));
}

/* The adopted texts, of which one is changed: a calendar's by what is put behind it. */
static struct registry_file *texts(struct desk *desk, const char *name, const char *old,
                                   const char *now, size_t *n_out)
{
    const struct registry_file *given = desk_files(&desk->arena, n_out);
    struct registry_file *files = arena_array(&desk->arena, struct registry_file, *n_out + 1);
    bool is_found = false;
    memcpy(files, given, *n_out * sizeof *files);
    for (size_t i = 0; i < *n_out; i++) {
        if (!str_equal_c(files[i].name, name))
            continue;
        files[i].bytes = replace(&desk->arena, files[i].bytes, old, now);
        is_found = true;
    }
    if (!is_found)
        files[(*n_out)++] = (struct registry_file){str_of(name), str_of(now)};
    return files;
}

static int64_t receive(struct desk *desk, const char *day)
{
    struct command command = desk_command(&desk->arena, desk_day(day), 0, "receive",
                                          "office_unit=10|kind=plain|subject=标题");
    return desk_do(desk, &command).matter;
}

static struct matter *matter_of(struct desk *desk, int64_t id)
{
    struct err err;
    struct matter *matter;
    desk_must(fetch_matter(desk->office, &desk->arena, id, &matter, &err), &err);
    return matter;
}

static void due_is(struct date due, const char *expected)
{
    char text[DATE_TEXT_BYTES];
    (void)date_print(due, text);
    assert_string_equal(text, expected);
}

#define NOTICE                                                           \
    "date,kind,name,notice\n2027-01-01,off,元旦,http://example/2027\n" \
    "2027-01-04,off,元旦,http://example/2027\n"

static void a_calendar_moves_due_dates_that_are_shown_before(void **state)
{
    struct desk *desk = *state;
    struct err err;
    struct complaints complaints;
    struct adopt_shadow shadow;
    size_t n;
    int64_t first = receive(desk, "2026-12-18"), second = receive(desk, "2026-12-29");
    struct registry_file *files = texts(desk, "calendars/2027.csv", "", NOTICE, &n);
    int64_t size = office_size(desk->office);
    complaints_init(&complaints, &desk->arena);
    desk_must(office_adopt_shadow(desk->office, &desk->arena, files, n, &shadow, &complaints, &err),
              &err);
    assert_int_equal(shadow.changes.n, 1); /* the first one ends in 2026 */
    const struct adopt_change *c = &shadow.changes.at[0];
    assert_int_equal(c->matter, second);
    assert_int_equal(c->clock, register_clock(c->def, STR("examination")));
    due_is(c->old_due, "2027-01-05");
    due_is(c->now_due, "2027-01-07");
    assert_true(c->was_provisional && !c->is_provisional);
    /* Nothing was written; the matters are as they were. */
    assert_int_equal(office_size(desk->office), size);
    due_is(matter_of(desk, second)->clocks[c->clock].due, "2027-01-05");
    desk_must(office_adopt(desk->office, ADMINISTRATOR, files, n, &complaints, &err), &err);
    due_is(matter_of(desk, second)->clocks[c->clock].due, "2027-01-07");
    due_is(matter_of(desk, first)->clocks[c->clock].due, "2026-12-25");
    desk_verify(desk, true);
    desk_must(office_adopt_shadow(desk->office, &desk->arena, files, n, &shadow, &complaints, &err),
              &err);
    assert_int_equal(shadow.changes.n, 0);
}

static void refused(struct desk *desk, const struct registry_file *files, size_t n,
                    const char *words)
{
    struct err err;
    struct complaints complaints;
    int64_t size = office_size(desk->office);
    complaints_init(&complaints, &desk->arena);
    assert_false(office_adopt(desk->office, ADMINISTRATOR, files, n, &complaints, &err));
    assert_int_equal(err.kind, ERR_INPUT);
    assert_int_equal(complaints.list.n, 1);
    struct str text = complaints.list.at[0].text;
    if (str_find(text, str_of(words)) == text.len)
        fail_msg("expected \"%s\", found %" STR_FMT, words, STR_ARG(text));
    assert_int_equal(office_size(desk->office), size);
    desk_verify(desk, true);
}

#define SUPPLEMENT                                                                           \
    "supplement: {from: supplementing, to: examining, by: [intake], may: [subject, words], " \
    "restarts: [examination], title: {zh: 补正}}"
#define WITHDRAW "withdraw:   {from: [examining, supplementing, deciding, suspended],"

/* The state is retired with everything that leaves it. */
static struct registry_file *without_supplement(struct desk *desk, size_t *n_out)
{
    struct registry_file *files = texts(desk, "registers/trial.yaml", SUPPLEMENT,
                                        "supplement: {from: supplementing, to: examining, by: "
                                        "[intake], may: [subject, words], restarts: [examination], "
                                        "retired: true, title: {zh: 补正}}",
                                        n_out);
    struct str *text = &files[0].bytes;
    assert_true(str_equal_c(files[0].name, "registers/trial.yaml"));
    *text = replace(&desk->arena, *text, WITHDRAW,
                    "withdraw:   {from: [examining, deciding, suspended],");
    *text = replace(&desk->arena, *text, "  call_back:  {from: any,",
                    "  call_back:  {from: [examining, deciding, suspended],");
    *text = replace(&desk->arena, *text, "  note_down:  {from: any,",
                    "  note_down:  {from: [examining, deciding, suspended],");
    *text = replace(
        &desk->arena, *text, "{from: examining, to: supplementing, by: [handler], may: [note],",
        "{from: examining, to: supplementing, by: [handler], may: [note], retired: true,");
    *text = replace(&desk->arena, *text, "  supplementing: {zh: 待补正}",
                    "  supplementing: {zh: 待补正, retired: true}");
    return files;
}

static void an_open_matter_does_not_lose_its_state(void **state)
{
    struct desk *desk = *state;
    struct err err;
    struct complaints complaints;
    size_t n;
    int64_t id = receive(desk, "2026-12-21"), other = receive(desk, "2026-12-21");
    struct command wait =
        desk_command(&desk->arena, desk_day("2026-12-22"), id, "notify_supplement", "");
    desk_do(desk, &wait);
    wait.matter = other;
    desk_do(desk, &wait);
    struct registry_file *files = without_supplement(desk, &n);
    refused(desk, files, n, "2 open matters, the first is 演示〔2026〕试第1号");
    /* Once they are closed, the same definitions are adopted. */
    for (int i = 0; i < 2; i++) {
        struct command withdraw =
            desk_command(&desk->arena, desk_day("2026-12-23"), i == 0 ? id : other, "withdraw", "");
        desk_do(desk, &withdraw);
    }
    complaints_init(&complaints, &desk->arena);
    desk_must(office_adopt(desk->office, ADMINISTRATOR, files, n, &complaints, &err), &err);
    desk_verify(desk, true);
}

static void definitions_alone_move_no_due_date(void **state)
{
    struct desk *desk = *state;
    struct err err;
    struct complaints complaints;
    struct adopt_shadow shadow;
    size_t n;
    int64_t id = receive(desk, "2026-12-18");
    struct registry_file *files =
        texts(desk, "registers/trial.yaml", "length: 5 working days", "length: 9 working days", &n);
    complaints_init(&complaints, &desk->arena);
    desk_must(office_adopt_shadow(desk->office, &desk->arena, files, n, &shadow, &complaints, &err),
              &err);
    assert_int_equal(shadow.changes.n, 0);
    desk_must(office_adopt(desk->office, ADMINISTRATOR, files, n, &complaints, &err), &err);
    due_is(matter_of(desk, id)->clocks[0].due, "2026-12-25");
    due_is(matter_of(desk, receive(desk, "2026-12-31"))->clocks[0].due, "2027-01-13");
    desk_verify(desk, true);
}

static int open_desk(void **state)
{
    *state = desk_new("2026-12-31");
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
        TEST(a_calendar_moves_due_dates_that_are_shown_before),
        TEST(an_open_matter_does_not_lose_its_state),
        TEST(definitions_alone_move_no_due_date),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
