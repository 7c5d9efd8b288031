/*
 * import_plan.h - what a file says, before anything is written: its matters and their events, each
 * with its place in the file. Internal to the import.
 *
 *   import_read   cells become events, by a mapping or in the shape of an export
 *   import_judge  which are known already, which differ, and whether the rest is possible: every
 *                 new event is decided on a copy of its matter
 */
#ifndef GULOU_OFFICE_IMPORT_PLAN_H
#define GULOU_OFFICE_IMPORT_PLAN_H

#include "office/import.h"
#include "office/import_mapping.h"

enum plan_status {
    PLAN_NEW,
    PLAN_KNOWN, /* it was imported before, and says the same */
    PLAN_DIFFERENT,
    PLAN_BAD /* complained about */
};

struct plan_field {
    struct str name, value; /* as a command takes it */
    int column;
    size_t link; /* of a link to a matter of the same files: its index + 1; else 0 */
};

struct plan_event {
    size_t file, matter;
    int line, column; /* of what says that the event happened */
    int on_column;
    struct str event, step;
    struct date on;
    struct instant at;        /* 0: only the day is known */
    int64_t sort_ms;          /* in the order of which events are entered */
    int64_t actor;            /* 0: who imports */
    struct str clock;         /* of the law */
    struct str amends;        /* of "amend": a step */
    struct date corrected_on; /* none: struck */
    struct str reason;
    struct plan_field *fields;
    size_t fields_n;
    struct str *withheld;
    size_t withheld_n;
    enum plan_status status;
    int64_t seq; /* once it is in the ledger */
};

struct plan_matter {
    const struct register_def *def;
    struct str source, number;
    size_t file;
    int line;
    int64_t id; /* 0: not here yet */
    int64_t number_year, number_seq;
    bool is_own; /* in the shape of an export: a step that is not in the file says nothing */
    LIST_OF(size_t) events;
    bool is_bad;    /* from some event on nothing of it is taken */
    bool is_known;  /* it is in the office already */
    bool is_coming; /* an event before, in the order of entry, begins it */
};

struct plan {
    struct office *office;
    struct arena *arena;
    const struct import_options *options;
    struct import_result *result;
    struct reader *reader;
    LIST_OF(struct plan_matter) matters;
    struct map matter_at; /* "register source number" -> index */
    LIST_OF(struct plan_event) events;
    size_t *order; /* indexes of events, in the order in which they are entered */
    size_t
        second_needed; /* index + 1 of the first event that one person could not enter; 0: none */
};

/* What is wrong with cells becomes complaints; false when the table as a whole cannot be taken. */
bool import_read(struct plan *plan, size_t file);
/* False only on an operating error. */
ERR_CHECKED bool import_judge(struct plan *plan, struct err *err);

/* The command that enters an event; `origin` and what it holds must stay until it is decided. */
void import_plan_command(struct plan *plan, const struct plan_event *e, struct arena *arena,
                         struct command *command, struct event_source *origin);

/* Complains about a place of the file. */
__attribute__((format(printf, 5, 6))) void
import_plan_complain(struct plan *plan, size_t file, int line, int column, const char *text, ...);
/* The i-th event of a matter. */
struct plan_event *import_plan_event(const struct plan *plan, const struct plan_matter *m,
                                     size_t i);
/* The index of the matter, added when it is new. */
size_t import_plan_matter(struct plan *plan, const struct plan_matter *named);
/* The index + 1 of a matter of the files; 0: they have none. */
size_t import_plan_find(const struct plan *plan, struct str register_key, struct str source,
                        struct str number);

/* A cell's text as a command takes it: choices by key or title, units by code, id or name, days in
 * any usual form. False with a complaint. Links stay as they are. */
struct import_cell {
    size_t file;
    int line, column;
    struct str text;
};
bool import_value(struct plan *plan, const struct field_def *field, const struct import_cell *cell,
                  struct str *value_out);
/* 2022-03-01, 2022/3/1, 2022.3.1, 2022年3月1日, with or without a time of the day or as RFC 3339.
 * The moment is 0 where there is no time. */
bool import_value_moment(struct str text, struct date *date_out, struct instant *at_out);

#endif
