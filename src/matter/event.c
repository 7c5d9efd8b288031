#include "matter/event.h"

#include <stdlib.h>

#include "base/assert.h"
#include "crypto/hash.h"

/* What JSON keeps exactly (RFC 8785): 2^53 - 1. */
#define NUMBER_MAX INT64_C(9007199254740991)

bool field_is_sealed(const struct field_def *field)
{
    return field->is_personal || field->type == FIELD_PARTY || field->type == FIELD_PARTIES;
}

bool field_is_plain(const struct field_def *field)
{
    return !field_is_sealed(field) && field->type != FIELD_TEXT && field->type != FIELD_FILE;
}

struct instant event_moment(const struct event *event)
{
    return event->source.at.ms != 0 ? event->source.at : event->at;
}

bool event_source_check(struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.p[i] <= 0x20 || text.p[i] > 0x7e)
            return false;
    return text.len > 0 && text.len <= EVENT_SOURCE_BYTES;
}

struct str event_kind(const struct event *event, struct arena *arena)
{
    struct str name = event->def->key;
    if (event->replaces != 0)
        return arena_print(arena, "%" STR_FMT ".amended%s", STR_ARG(name),
                           event->form == EVENT_PROPOSED ? ".proposed" : "");
    return arena_print(arena, "%" STR_FMT ".%" STR_FMT "%s", STR_ARG(name),
                       STR_ARG(event->def->events[event->event].key),
                       event->form == EVENT_PROPOSED ? ".proposed" : "");
}

struct str event_value_print(const struct field_def *field, int64_t value, struct arena *arena)
{
    char text[32]; /* holds a date and a decimal */
    switch (field->type) {
    case FIELD_CHOICE:
        gl_assert(value >= 0 && (size_t)value < field->choices_n);
        return field->choices[value].key;
    case FIELD_BOOLEAN:
        return value ? STR("true") : STR("false");
    case FIELD_DATE:
        return arena_copy(arena, date_print((struct date){(int32_t)value}, text));
    case FIELD_DECIMAL:
    case FIELD_MONEY:
        return arena_copy(arena, decimal_print((struct decimal){value, field->digits}, text));
    case FIELD_TIME:
        return arena_print(arena, "%02d:%02d", (int)(value / 60), (int)(value % 60));
    default:
        return arena_print(arena, "%lld", (long long)value);
    }
}

static bool parse_time(struct str text, int64_t *value_out)
{
    int64_t hour, minute;
    if (text.len != 5 || text.p[2] != ':' || !str_to_i64(str_first(text, 2), &hour)
        || !str_to_i64(str_from(text, 3), &minute) || hour < 0 || hour > 23 || minute < 0
        || minute > 59)
        return false;
    *value_out = hour * 60 + minute;
    return true;
}

static bool parse_scaled(const struct field_def *field, struct str text, int64_t *value_out)
{
    struct decimal value;
    if (!decimal_parse(text, &value))
        return false;
    value = decimal_trim(value);
    if (value.scale > field->digits || !decimal_rescale(value, field->digits, ROUND_DOWN, &value))
        return false;
    *value_out = value.units;
    return true;
}

static bool parse_choice(const struct field_def *field, struct str text, int64_t *value_out)
{
    for (size_t i = 0; i < field->choices_n; i++) {
        if (str_equal(field->choices[i].key, text)) {
            *value_out = (int64_t)i;
            return true;
        }
    }
    return false;
}

bool event_value_parse(const struct field_def *field, struct str text, int64_t *value_out,
                       const char **expected_out)
{
    struct date date;
    bool is_good = false;
    switch (field->type) {
    case FIELD_CHOICE:
        *expected_out = "one of its closed list";
        return parse_choice(field, text, value_out);
    case FIELD_BOOLEAN:
        *expected_out = "true or false";
        *value_out = str_equal_c(text, "true");
        return *value_out != 0 || str_equal_c(text, "false");
    case FIELD_DATE:
        *expected_out = "an existing day as YYYY-MM-DD";
        is_good = date_parse(text, &date);
        if (is_good)
            *value_out = date.day;
        return is_good;
    case FIELD_TIME:
        *expected_out = "a time as HH:MM";
        return parse_time(text, value_out);
    case FIELD_DECIMAL:
    case FIELD_MONEY:
        *expected_out = field->type == FIELD_MONEY ? "an amount in yuan with at most two digits"
                                                   : "a decimal number with not more digits";
        is_good = parse_scaled(field, text, value_out);
        break;
    default:
        *expected_out = "a whole number";
        is_good = str_to_i64(text, value_out);
        break;
    }
    if (is_good && (*value_out > NUMBER_MAX || *value_out < -NUMBER_MAX)) {
        *expected_out = "a number below 9007199254740992 in its smallest unit";
        return false;
    }
    if (is_good && (*value_out < field->min || *value_out > field->max)) {
        *expected_out = "a number between its minimum and maximum";
        return false;
    }
    return is_good;
}

struct code {
    struct str name, value;
};

static int compare_codes(const void *a, const void *b)
{
    return str_compare(((const struct code *)a)->name, ((const struct code *)b)->name);
}

enum { CODES_MAX = LIMIT_EVENT_FIELDS + 16 };

struct codes {
    struct arena *arena;
    struct code at[CODES_MAX];
    size_t n;
};

static void add(struct codes *codes, struct str name, struct str value)
{
    gl_assert(codes->n < CODES_MAX);
    codes->at[codes->n++] = (struct code){name, value};
}

static void add_number(struct codes *codes, struct str name, int64_t value)
{
    if (value != 0)
        add(codes, name, arena_print(codes->arena, "%lld", (long long)value));
}

static void add_has(struct codes *codes, const struct event *event)
{
    struct str list = STR_NONE;
    for (size_t i = 0; i < event->def->fields_n; i++) {
        if ((event->has[i / 64] >> (i % 64) & 1) == 0)
            continue;
        list = arena_print(codes->arena, "%" STR_FMT "%s%" STR_FMT, STR_ARG(list),
                           list.len > 0 ? "," : "", STR_ARG(event->def->fields[i].key));
    }
    if (list.len > 0)
        add(codes, STR(".has"), list);
}

static void add_persons(struct codes *codes, const struct event *event)
{
    struct str list = STR_NONE;
    for (size_t i = 0; i < event->persons.n; i++)
        list = arena_print(codes->arena, "%" STR_FMT "%s%lld", STR_ARG(list),
                           list.len > 0 ? "," : "", (long long)event->persons.at[i]);
    if (list.len > 0)
        add(codes, STR(".persons"), list);
}

static void add_source(struct codes *codes, const struct event_source *source)
{
    char text[INSTANT_TEXT_BYTES];
    if (source->name.len == 0)
        return;
    add(codes, STR(".source"), source->name);
    if (source->event.len > 0)
        add(codes, STR(".source_event"), source->event);
    if (source->number.len > 0)
        add(codes, STR(".source_number"), source->number);
    if (source->at.ms != 0)
        add(codes, STR(".moment"), arena_copy(codes->arena, instant_print(source->at, text)));
    if (source->is_opening)
        add(codes, STR(".opening"), STR("yes"));
}

static void add_reserved(struct codes *codes, const struct event *event)
{
    char text[DATE_TEXT_BYTES];
    if (event->number_seq != 0)
        add(codes, STR(".number"),
            arena_print(codes->arena, "%lld/%lld", (long long)event->number_year,
                        (long long)event->number_seq));
    if (event->clock != NONE)
        add(codes, STR(".clock"), event->def->clocks[event->clock].key);
    add_number(codes, STR(".approves"), event->approves);
    add_number(codes, STR(".replaces"), event->replaces);
    add_number(codes, STR(".link"), event->link);
    if (event->replaces != 0 && event->is_struck)
        add(codes, STR(".struck"), STR("yes"));
    if (event->replaces != 0)
        add(codes, STR(".event"), event->def->events[event->event].key);
    if (event->replaces != 0 && !event->is_struck)
        add(codes, STR(".on"), arena_copy(codes->arena, date_print(event->replaced_on, text)));
    if (event->form == EVENT_PROPOSED)
        add(codes, STR(".hash"), arena_print(codes->arena, "%lld", (long long)event->fields_hash));
    add_has(codes, event);
    add_persons(codes, event);
    add_source(codes, &event->source);
}

void event_codes(const struct event *event, struct buf *out)
{
    struct arena arena;
    arena_init(&arena, 0);
    struct codes codes = {.arena = &arena};
    add_reserved(&codes, event);
    for (size_t i = 0; i < event->values.n; i++) {
        const struct event_value *v = &event->values.at[i];
        const struct field_def *field = &event->def->fields[v->field];
        add(&codes, field->key, event_value_print(field, v->value, &arena));
    }
    if (codes.n > 1)
        qsort(codes.at, codes.n, sizeof codes.at[0], compare_codes);
    for (size_t i = 0; i < codes.n; i++) {
        buf_put(out, codes.at[i].name);
        buf_put_char(out, ' ');
        buf_put(out, codes.at[i].value);
        buf_put_char(out, '\n');
    }
    arena_done(&arena);
}

static bool read_list(struct arena *arena, struct str value, struct event *event)
{
    struct str piece;
    while (str_next(&value, ',', &piece)) {
        int64_t person;
        if (!str_to_i64(piece, &person))
            return false;
        list_push(arena, &event->persons, person);
    }
    return true;
}

static bool read_has(struct str value, struct event *event)
{
    struct str piece;
    while (str_next(&value, ',', &piece)) {
        int field = register_field(event->def, piece);
        if (field == NONE)
            return false;
        event_has(event, field);
    }
    return true;
}

static bool read_reserved(struct arena *arena, struct str name, struct str value,
                          struct event *event)
{
    struct str year, seq;
    if (str_equal_c(name, ".number"))
        return str_cut(value, '/', &year, &seq) && str_to_i64(year, &event->number_year)
               && str_to_i64(seq, &event->number_seq);
    if (str_equal_c(name, ".clock"))
        return (event->clock = register_clock(event->def, value)) != NONE;
    if (str_equal_c(name, ".approves"))
        return str_to_i64(value, &event->approves);
    if (str_equal_c(name, ".replaces"))
        return str_to_i64(value, &event->replaces);
    if (str_equal_c(name, ".link"))
        return str_to_i64(value, &event->link);
    if (str_equal_c(name, ".struck"))
        return (event->is_struck = str_equal_c(value, "yes"));
    if (str_equal_c(name, ".on"))
        return date_parse(value, &event->replaced_on);
    if (str_equal_c(name, ".event"))
        return (event->event = register_event(event->def, value)) != NONE;
    if (str_equal_c(name, ".hash"))
        return str_to_i64(value, &event->fields_hash);
    if (str_equal_c(name, ".has"))
        return read_has(value, event);
    if (str_equal_c(name, ".source"))
        return (event->source.name = arena_copy(arena, value)).len > 0;
    if (str_equal_c(name, ".source_event"))
        return (event->source.event = arena_copy(arena, value)).len > 0;
    if (str_equal_c(name, ".source_number"))
        return (event->source.number = arena_copy(arena, value)).len > 0;
    if (str_equal_c(name, ".moment"))
        return instant_parse(value, &event->source.at);
    if (str_equal_c(name, ".opening"))
        return (event->source.is_opening = str_equal_c(value, "yes"));
    return str_equal_c(name, ".persons") && read_list(arena, value, event);
}

static bool read_codes(struct arena *arena, struct str codes, struct event *event)
{
    struct str line, name, value;
    while (codes.len > 0 && str_next(&codes, '\n', &line) && line.len > 0) {
        if (!str_cut(line, ' ', &name, &value))
            return false;
        if (name.p[0] == '.') {
            if (!read_reserved(arena, name, value, event))
                return false;
            continue;
        }
        struct event_value v = {.field = register_field(event->def, name)};
        const char *expected;
        if (v.field == NONE
            || !event_value_parse(&event->def->fields[v.field], value, &v.value, &expected))
            return false;
        list_push(arena, &event->values, v);
    }
    return true;
}

bool event_read(struct arena *arena, const struct registry *registry, struct str kind,
                struct str codes, struct event *event_out)
{
    struct str name, rest, form;
    struct event event = {.clock = NONE, .event = NONE, .replaced_on = DATE_NONE};
    str_cut(kind, '.', &name, &rest);
    event.def = registry_find(registry, name);
    if (event.def == NULL)
        return false;
    if (str_cut(rest, '.', &rest, &form))
        event.form = EVENT_PROPOSED;
    if (str_equal_c(rest, "amended")) {
        if (event.form == EVENT_PLAIN)
            event.form = EVENT_AMENDMENT;
    } else {
        event.event = register_event(event.def, rest);
        if (event.event == NONE)
            return false;
    }
    if (!read_codes(arena, codes, &event))
        return false;
    *event_out = event;
    return true;
}

void event_has(struct event *event, int field)
{
    event->has[field / 64] |= (uint64_t)1 << (field % 64);
}

static void put_values(struct buf *buf, const struct event_value *values, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        buf_print(buf, "%d %lld ", values[i].field, (long long)values[i].value);
        buf_put(buf, values[i].text);
        buf_put_char(buf, '\n');
    }
}

int64_t event_fields_hash(const struct event *event)
{
    struct buf buf;
    buf_init(&buf, LIMIT_PAYLOAD_BYTES * 4);
    buf_print(&buf, "%d %lld\n", event->event, (long long)event->replaces);
    if (event->replaces != 0) {
        buf_print(&buf, "%d %d ", event->is_struck, event->replaced_on.day);
        buf_put(&buf, event->reason);
        buf_put_char(&buf, '\n');
    }
    put_values(&buf, event->values.at, event->values.n);
    put_values(&buf, event->texts.at, event->texts.n);
    put_values(&buf, event->sealed.at, event->sealed.n);
    struct hash256 hash;
    hash_sha256(buf.p, buf.len, &hash);
    buf_done(&buf);
    uint64_t cut = 0;
    for (int i = 0; i < 8; i++)
        cut = cut << 8 | hash.b[i];
    return (int64_t)(cut & INT64_MAX);
}
