/*
 * fixture_test.h - a matter on the table, for tests: definitions from test/fixture, the gazetted
 * calendars, and commands in a short form. Tests run from the root of the source tree.
 */
#ifndef GULOU_MATTER_FIXTURE_TEST_H
#define GULOU_MATTER_FIXTURE_TEST_H

#include <stdlib.h>
#include <string.h>

#include "base/embed.h"
#include "matter/decide.h"
#include "os/file.h"

enum { FIXTURE_HANDLER = 101, FIXTURE_SECOND = 102 };

struct fixture {
    struct arena arena;
    const struct registry *registry;
    const struct calendar *calendar;
    const struct organisation *organisation;
    const struct register_def *def;
    struct matter *matter;
    LIST_OF(struct fold_step) steps; /* its history, as entered */
    int64_t seq_next;
    struct decide_context context; /* of the last command */
    struct complaints complaints;  /* of the last command */
    struct decision decision;      /* of the last command that was not refused */
};

static inline struct str fixture_read(struct arena *arena, const char *path)
{
    struct err err;
    struct str bytes;
    if (!os_file_read(arena, str_of(path), LIMIT_YAML_BYTES, &bytes, &err))
        fail_msg("%s", err.what);
    return bytes;
}

static inline void fixture_print(const struct complaints *complaints)
{
    struct buf text;
    buf_init(&text, 1 << 20);
    complaints_print(complaints, &text);
    print_message("%.*s", (int)text.len, text.p);
    buf_done(&text);
}

static inline const struct calendar *fixture_calendar(struct arena *arena)
{
    struct calendar_file files[200];
    struct complaints complaints;
    size_t n = 0;
    for (size_t i = 0; i < embedded_files_n; i++)
        if (str_starts(embedded_files[i].path, STR("calendars/")))
            files[n++] = (struct calendar_file){embedded_files[i].path, embedded_files[i].bytes};
    complaints_init(&complaints, arena);
    const struct calendar *calendar = calendar_load(arena, files, n, &complaints);
    assert_non_null(calendar);
    return calendar;
}

/* Of the registers in test/fixture/NAME.yaml; `other` may be NULL. */
static inline const struct registry *fixture_registry(struct arena *arena, const char *name,
                                                      const char *other)
{
    const char *names[] = {name, other};
    struct registry_file files[2];
    struct complaints complaints;
    size_t n = 0;
    for (; n < 2 && names[n] != NULL; n++) {
        struct str path = arena_print(arena, "test/fixture/%s.yaml", names[n]);
        files[n] = (struct registry_file){arena_print(arena, "registers/%s.yaml", names[n]),
                                          fixture_read(arena, arena_terminated(arena, path))};
    }
    complaints_init(&complaints, arena);
    const struct registry *registry = registry_load(arena, files, n, NULL, &complaints);
    fixture_print(&complaints);
    assert_non_null(registry);
    return registry;
}

static inline void fixture_new_matter(struct fixture *f)
{
    f->matter = matter_new(&f->arena, f->def, 7);
    f->steps.n = 0;
    f->seq_next = 1000;
}

static inline struct fixture *fixture_open_pair(const char *name, const char *other)
{
    struct arena arena;
    arena_init(&arena, 0);
    struct fixture *f = arena_new(&arena, struct fixture);
    f->arena = arena;
    f->registry = fixture_registry(&f->arena, name, other);
    f->calendar = fixture_calendar(&f->arena);
    f->def = registry_find(f->registry, str_of(name));
    assert_non_null(f->def);
    struct complaints complaints;
    complaints_init(&complaints, &f->arena);
    f->organisation =
        organisation_load(&f->arena, STR("organisation.yaml"),
                          fixture_read(&f->arena, "test/fixture/organisation.yaml"), &complaints);
    fixture_print(&complaints);
    assert_non_null(f->organisation);
    fixture_new_matter(f);
    return f;
}

static inline struct fixture *fixture_open(const char *name)
{
    return fixture_open_pair(name, NULL);
}

static inline void fixture_close(struct fixture *f)
{
    struct arena arena = f->arena;
    arena_done(&arena);
}

static inline struct date fixture_day(const char *text)
{
    struct date date;
    assert_true(date_parse(str_of(text), &date));
    return date;
}

/* "name=value|name=value" as a command's fields. */
static inline void fixture_fields(struct arena *arena, const char *text, struct command *command)
{
    struct command_field *fields = arena_array(arena, struct command_field, 200);
    struct str rest = str_of(text), piece;
    size_t n = 0;
    while (rest.len > 0 && str_next(&rest, '|', &piece)) {
        (void)str_cut(piece, '=', &fields[n].name, &fields[n].value);
        n++;
    }
    command->fields = fields;
    command->fields_n = n;
}

static inline bool fixture_decide(struct fixture *f, const struct command *command)
{
    struct matter *matter = fold_copy(&f->arena, f->matter);
    size_t n;
    complaints_init(&f->complaints, &f->arena);
    f->context.registry = f->registry;
    f->context.calendar = f->calendar;
    f->context.organisation = f->organisation;
    f->context.steps = fold_resolve(&f->arena, f->steps.at, f->steps.n, &n);
    f->context.steps_n = n;
    if (!decide(&f->arena, &f->context, f->def, matter, command, f->seq_next, &f->decision,
                &f->complaints))
        return false;
    for (size_t i = 0; i < f->decision.events.n; i++)
        list_push(&f->arena, &f->steps, (struct fold_step){f->decision.events.at[i], f->calendar});
    f->seq_next += (int64_t)f->decision.events.n;
    f->matter = !f->decision.needs_fold ? matter
                                        : fold_all(&f->arena, f->def, f->matter->id, f->steps.at,
                                                   f->steps.n, NULL, NULL);
    return true;
}

/* One command on the day, entered at nine in the morning; false: refused. `command` gives what is
 * not usual. */
static inline bool fixture_try(struct fixture *f, const char *today, const char *event,
                               const char *fields, struct command command)
{
    command.event = str_of(event);
    if (command.on.day == 0)
        command.on = DATE_NONE;
    if (command.actor == 0)
        command.actor = FIXTURE_HANDLER;
    fixture_fields(&f->arena, fields, &command);
    f->context.today = fixture_day(today);
    f->context.at = instant_at(f->context.today, 9, 0, 0);
    if (f->context.closed_through.day == 0)
        f->context.closed_through = DATE_NONE;
    return fixture_decide(f, &command);
}

/* The usual command, which must be accepted. */
static inline void fixture_do(struct fixture *f, const char *today, const char *event,
                              const char *fields)
{
    if (!fixture_try(f, today, event, fields, (struct command){0})) {
        fixture_print(&f->complaints);
        fail_msg("%s was refused on %s", event, today);
    }
}

/* The last command was refused with a complaint about `where` that holds `words`. */
static inline void fixture_assert_complaint(const struct fixture *f, const char *where,
                                            const char *words)
{
    for (size_t i = 0; i < f->complaints.list.n; i++) {
        const struct complaint *c = &f->complaints.list.at[i];
        if (str_equal_c(c->file, where) && str_find(c->text, str_of(words)) < c->text.len)
            return;
    }
    fixture_print(&f->complaints);
    fail_msg("no complaint about \"%s\" says \"%s\"", where, words);
}

static inline void fixture_refuse(struct fixture *f, const char *today, const char *event,
                                  const char *fields, const char *where, const char *words)
{
    if (fixture_try(f, today, event, fields, (struct command){0}))
        fail_msg("%s was accepted on %s", event, today);
    fixture_assert_complaint(f, where, words);
}

static inline struct str fixture_state(const struct fixture *f)
{
    return f->matter->state == NONE ? STR("none") : f->def->states[f->matter->state].key;
}

static inline const struct clock_state *fixture_clock(const struct fixture *f, const char *key)
{
    int clock = register_clock(f->def, str_of(key));
    assert_int_not_equal(clock, NONE);
    return &f->matter->clocks[clock];
}

static inline void fixture_assert_day(struct date date, const char *expected)
{
    char text[DATE_TEXT_BYTES];
    (void)date_print(date, text);
    assert_string_equal(date_is_none(date) ? "" : text, expected);
}

static inline void fixture_assert_state(const struct fixture *f, const char *key)
{
    struct str state = fixture_state(f);
    if (!str_equal_c(state, key))
        fail_msg("the state is %" STR_FMT ", not %s", STR_ARG(state), key);
}

#endif
