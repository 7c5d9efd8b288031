/*
 * event.h - one dated fact about a matter, between a ledger entry and the fold.
 *
 * The entry's codes carry every plain value ("name value" lines, sorted): choices by key, numbers
 * and dates in digits. Free text stands in the payload; personal values are sealed, and the codes
 * do not name them. Reserved codes begin with a dot:
 *   .number 2022/15       the number the creating event took
 *   .clock NAME           of an event of the actor law: the clock at whose end it came
 *   .approves SEQ         the proposal that takes effect
 *   .by NAME              of an X.proposed entry: nothing else of it is folded
 *   .replaces SEQ         of an amendment: the entry that it replaces
 *   .event NAME           of an amendment: the event that is replaced
 *   .on DATE              of an amendment: the legal date of the event put in its place
 *   .struck yes           of an amendment: nothing is put in its place
 *   .hash HEX             of a proposal: what the second person approves
 *   .has NAME,NAME        texts and personal fields that were given
 *   .source NAME          of an import: the system that the event comes from
 *   .source_event NAME    of an import: which event of the matter it is there
 *   .source_number TEXT   of an import, where it begins a matter: the matter's number there
 *   .moment MOMENT        of an import: when it happened by the source's clock
 *   .link SEQ             the entry of another matter that it follows from
 *   .opening yes          from before gulou: entered when the office was opened
 *   .persons ID,ID        whose keys seal them
 */
#ifndef GULOU_MATTER_EVENT_H
#define GULOU_MATTER_EVENT_H

#include "base/list.h"
#include "registry/registry.h"

enum { ACTOR_LAW = 1, ACTOR_OFFICE = 2 }; /* ids of the actors that are not staff */
enum { EVENT_SOURCE_BYTES = 100 };        /* of a source's name or number */

enum event_form {
    EVENT_PLAIN,
    EVENT_PROPOSED,  /* waits for the second person; no effect on the state */
    EVENT_AMENDMENT, /* replaces an earlier event */
    EVENT_STRUCK     /* only while folding: the law's act at a clock's end, taken back */
};

/* Where an imported event comes from. The texts are printable ASCII without space. */
struct event_source {
    struct str name;   /* of the system; empty: entered here */
    struct str number; /* of the matter there, in the event that begins it here */
    struct str event;  /* which event of that matter it is; never two of a matter alike */
    struct instant at; /* when it happened there, to the second; 0: only the day is known */
    bool is_opening;   /* from before gulou */
};

struct event_value {
    int field;
    int64_t value;   /* plain values */
    struct str text; /* free text, as given; parties as JSON */
};

struct event {
    enum event_form form;
    const struct register_def *def;
    int event; /* index; of an amendment: the replaced event's */
    int64_t seq, matter;
    struct date on;
    struct instant at;
    int64_t actor;
    int64_t number_year, number_seq;
    int clock;               /* of the law: the clock that ran out, or NONE */
    int64_t approves;        /* seq or 0 */
    int64_t replaces;        /* seq or 0 */
    int64_t link;            /* seq or 0 */
    struct date replaced_on; /* of an amendment */
    bool is_struck;
    struct str reason; /* of an amendment: payload; not known to the fold */
    struct event_source source;
    LIST_OF(struct event_value) values; /* plain, by field */
    LIST_OF(struct event_value) texts;  /* not personal: payload */
    LIST_OF(struct event_value) sealed; /* personal: only while it is being written */
    uint64_t has[2];                    /* bit i: field i, a text or personal, was given */
    int64_t fields_hash;                /* of a proposal */
    LIST_OF(int64_t) persons;
};

/* The entry's kind: "workorder.receive", "workorder.extend.proposed", "workorder.amended". */
struct str event_kind(const struct event *event, struct arena *arena);
/* The codes, sorted by name, each line ended. */
void event_codes(const struct event *event, struct buf *out);
/* Reads kind and codes of an entry back. False for what these definitions do not know. */
bool event_read(struct arena *arena, const struct registry *registry, struct str kind,
                struct str codes, struct event *event_out);
/* The value of a plain field as codes and doors write it. */
struct str event_value_print(const struct field_def *field, int64_t value, struct arena *arena);
/* False when the text is no value of the field; *expected_out then says what one looks like. */
bool event_value_parse(const struct field_def *field, struct str text, int64_t *value_out,
                       const char **expected_out);
/* When it happened: by the source's clock where that is told, else when it was entered. */
struct instant event_moment(const struct event *event);
/* Can the text stand in codes as a source's name or number: printable ASCII without space, 1 to 100
 * bytes? */
bool event_source_check(struct str text);
bool field_is_sealed(const struct field_def *field);
bool field_is_plain(const struct field_def *field); /* kept in codes and state */
/* What an approval signs: SHA-256 over the event and every field, and of an amendment its corrected
 * date, its reason and whether it strikes; cut to 63 bits. */
int64_t event_fields_hash(const struct event *event);
void event_has(struct event *event, int field);

#endif
