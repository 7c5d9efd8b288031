#include "matter/matter.h"

#include <string.h>

#include "base/assert.h"

struct matter *matter_new(struct arena *arena, const struct register_def *def, int64_t id)
{
    struct matter *matter = arena_new(arena, struct matter);
    matter->def = def;
    matter->id = id;
    matter->state = NONE;
    matter->opened_on = DATE_NONE;
    matter->changed_on = DATE_NONE;
    matter->known_on = DATE_NONE;
    matter->values = arena_array(arena, int64_t, def->fields_n + 1);
    matter->is_set = arena_array(arena, unsigned char, def->fields_n + 1);
    matter->occurrences = arena_array(arena, struct occurrence, def->events_n + 1);
    matter->times = arena_array(arena, int32_t, def->events_n + 1);
    matter->days = arena_array(arena, int32_t, def->events_n + 1);
    matter->clocks = arena_array(arena, struct clock_state, def->clocks_n + 1);
    matter->met = arena_array(arena, unsigned char, def->clocks_n + 1);
    return matter;
}

/* Integers are written as zigzag varints: seven bits a byte, low ones first. */
static void put_int(struct buf *out, int64_t value)
{
    uint64_t rest = ((uint64_t)value << 1) ^ (value < 0 ? ~(uint64_t)0 : 0);
    char *bytes = out->cap - out->len >= 10 ? out->p + out->len : buf_room(out, 10);
    if (bytes == NULL)
        return;
    do {
        *bytes++ = (char)((rest & 0x7F) | (rest > 0x7F ? 0x80 : 0));
        rest >>= 7;
        out->len++;
    } while (rest > 0);
}

static int64_t take_int(struct str *blob)
{
    uint64_t rest = 0;
    if (blob->len > 0 && (unsigned char)blob->p[0] < 0x80) { /* most are small */
        rest = (unsigned char)blob->p[0];
        *blob = (struct str){blob->p + 1, blob->len - 1};
        return (int64_t)(rest >> 1) ^ -(int64_t)(rest & 1);
    }
    for (size_t i = 0; i < blob->len && i < 10; i++) {
        unsigned char byte = (unsigned char)blob->p[i];
        rest |= (uint64_t)(byte & 0x7F) << (7 * i);
        if (byte < 0x80) {
            *blob = (struct str){blob->p + i + 1, blob->len - i - 1};
            return (int64_t)(rest >> 1) ^ -(int64_t)(rest & 1);
        }
    }
    gl_bug("a packed matter is cut short");
    return 0;
}

/* Dates stand as days since 2000, none as one value that no date has. */
static void put_date(struct buf *out, struct date date)
{
    put_int(out, date_is_none(date) ? -100000 : date.day - 10957);
}

static struct date take_date(struct str *blob)
{
    int64_t day = take_int(blob);
    return day == -100000 ? DATE_NONE : (struct date){(int32_t)(day + 10957)};
}

static void put_period(struct buf *out, struct period period)
{
    put_int(out, period.n);
    put_int(out, (int64_t)period.unit);
}

static struct period take_period(struct str *blob)
{
    struct period period = {0};
    period.n = (int)take_int(blob);
    period.unit = (enum period_unit)take_int(blob);
    return period;
}

static void pack_clock(const struct clock_state *clock, struct buf *out)
{
    put_int(out, (int64_t)clock->status | (clock->is_provisional << 4) | (clock->is_met << 5)
                     | (clock->is_disproved << 6));
    put_date(out, clock->origin);
    put_date(out, clock->stopped_on);
    put_period(out, clock->length);
    put_int(out, clock->extensions);
    if (clock->extensions > 0)
        put_period(out, clock->extension);
    put_date(out, clock->due);
    put_date(out, clock->unrolled);
    put_int(out, clock->started_ms);
    put_int(out, clock->due_ms);
    put_int(out, clock->instances);
    put_int(out, (int64_t)clock->pauses_n);
    for (size_t i = 0; i < clock->pauses_n; i++) {
        put_date(out, clock->pauses[i].from);
        put_date(out, clock->pauses[i].to);
    }
}

static void unpack_clock(struct arena *arena, struct str *blob, struct clock_state *clock)
{
    int64_t bits = take_int(blob);
    clock->status = (enum clock_status)(bits & 15);
    clock->is_provisional = (bits & 16) != 0;
    clock->is_met = (bits & 32) != 0;
    clock->is_disproved = (bits & 64) != 0;
    clock->origin = take_date(blob);
    clock->stopped_on = take_date(blob);
    clock->length = take_period(blob);
    clock->extensions = (int)take_int(blob);
    if (clock->extensions > 0)
        clock->extension = take_period(blob);
    clock->due = take_date(blob);
    clock->unrolled = take_date(blob);
    clock->started_ms = take_int(blob);
    clock->due_ms = take_int(blob);
    clock->instances = (int)take_int(blob);
    clock->pauses_n = (size_t)take_int(blob);
    gl_assert(clock->pauses_n <= LIMIT_CLOCK_PAUSES);
    if (clock->pauses_n == 0)
        return;
    clock->pauses = arena_array(arena, struct term_pause, clock->pauses_n);
    for (size_t i = 0; i < clock->pauses_n; i++) {
        clock->pauses[i].from = take_date(blob);
        clock->pauses[i].to = take_date(blob);
    }
}

static void pack_events(const struct matter *matter, struct buf *out)
{
    int64_t n = 0;
    for (size_t i = 0; i < matter->def->events_n; i++)
        n += matter->times[i] > 0;
    put_int(out, n);
    for (size_t i = 0; i < matter->def->events_n; i++) {
        const struct occurrence *o = &matter->occurrences[i];
        if (matter->times[i] == 0)
            continue;
        put_int(out, (int64_t)i);
        put_int(out, o->times);
        put_date(out, o->first_on);
        put_int(out, o->last_on.day - o->first_on.day);
        put_int(out, o->first_unit);
        put_int(out, o->last_seq);
    }
}

static void unpack_events(struct matter *matter, struct str *blob)
{
    for (int64_t n = take_int(blob); n > 0; n--) {
        size_t i = (size_t)take_int(blob);
        gl_assert(i < matter->def->events_n);
        struct occurrence *o = &matter->occurrences[i];
        o->times = (int32_t)take_int(blob);
        o->first_on = take_date(blob);
        o->last_on = (struct date){o->first_on.day + (int32_t)take_int(blob)};
        o->first_unit = take_int(blob);
        o->last_seq = take_int(blob);
        matter->times[i] = o->times;
        matter->days[i] = o->last_on.day;
    }
}

static void pack_values(const struct matter *matter, struct buf *out)
{
    int64_t n = 0;
    for (size_t i = 0; i < matter->def->fields_n; i++)
        n += matter->is_set[i] != 0;
    put_int(out, n);
    for (size_t i = 0; i < matter->def->fields_n; i++) {
        if (matter->is_set[i] == 0)
            continue;
        put_int(out, (int64_t)i);
        put_int(out, matter->values[i]);
    }
}

static void pack_lists(const struct matter *matter, struct buf *out)
{
    int64_t before = 0;
    put_int(out, (int64_t)matter->seqs.n);
    for (size_t i = 0; i < matter->seqs.n; i++) {
        put_int(out, matter->seqs.at[i] - before);
        before = matter->seqs.at[i];
    }
    put_int(out, (int64_t)matter->persons.n);
    for (size_t i = 0; i < matter->persons.n; i++)
        put_int(out, matter->persons.at[i]);
    put_int(out, (int64_t)matter->proposals.n);
    for (size_t i = 0; i < matter->proposals.n; i++) {
        const struct proposal *p = &matter->proposals.at[i];
        put_int(out, p->event);
        put_int(out, p->seq);
        put_int(out, p->actor);
        put_int(out, p->at.ms);
        put_date(out, p->on);
        put_int(out, p->replaces);
        put_int(out, p->fields_hash);
    }
}

static void unpack_lists(struct arena *arena, struct matter *matter, struct str *blob)
{
    int64_t before = 0;
    for (int64_t n = take_int(blob); n > 0; n--) {
        before += take_int(blob);
        list_push(arena, &matter->seqs, before);
    }
    for (int64_t n = take_int(blob); n > 0; n--)
        list_push(arena, &matter->persons, take_int(blob));
    for (int64_t n = take_int(blob); n > 0; n--) {
        struct proposal p = {0};
        p.event = (int)take_int(blob);
        p.seq = take_int(blob);
        p.actor = take_int(blob);
        p.at.ms = take_int(blob);
        p.on = take_date(blob);
        p.replaces = take_int(blob);
        p.fields_hash = take_int(blob);
        list_push(arena, &matter->proposals, p);
    }
}

void matter_pack(const struct matter *matter, struct buf *out)
{
    put_int(out, matter->def->id);
    put_int(out, matter->regime);
    put_int(out, matter->state);
    put_int(out, matter->number_year);
    put_int(out, matter->number_seq);
    put_date(out, matter->opened_on);
    put_date(out, matter->changed_on);
    put_date(out, matter->known_on);
    put_int(out, matter->opened_at.ms / 1000);
    pack_values(matter, out);
    pack_events(matter, out);
    int64_t n = 0;
    for (size_t i = 0; i < matter->def->clocks_n; i++)
        n += matter->clocks[i].status != CLOCK_NEVER;
    put_int(out, n);
    for (size_t i = 0; i < matter->def->clocks_n; i++) {
        if (matter->clocks[i].status == CLOCK_NEVER)
            continue;
        put_int(out, (int64_t)i);
        pack_clock(&matter->clocks[i], out);
    }
    pack_lists(matter, out);
}

struct matter *matter_unpack(struct arena *arena, const struct registry *registry, int64_t id,
                             struct str blob)
{
    size_t at = (size_t)take_int(&blob);
    gl_assert(at < registry->registers_n);
    struct matter *matter = matter_new(arena, registry->registers[at], id);
    matter->regime = (int)take_int(&blob);
    matter->state = (int)take_int(&blob);
    matter->number_year = take_int(&blob);
    matter->number_seq = take_int(&blob);
    matter->opened_on = take_date(&blob);
    matter->changed_on = take_date(&blob);
    matter->known_on = take_date(&blob);
    matter->opened_at.ms = take_int(&blob) * 1000;
    for (int64_t n = take_int(&blob); n > 0; n--) {
        size_t i = (size_t)take_int(&blob);
        gl_assert(i < matter->def->fields_n);
        matter->values[i] = take_int(&blob);
        matter->is_set[i] = 1;
    }
    unpack_events(matter, &blob);
    for (int64_t n = take_int(&blob); n > 0; n--) {
        size_t i = (size_t)take_int(&blob);
        gl_assert(i < matter->def->clocks_n);
        unpack_clock(arena, &blob, &matter->clocks[i]);
        matter->met[i] = matter->clocks[i].is_met;
    }
    unpack_lists(arena, matter, &blob);
    gl_assert(blob.len == 0);
    return matter;
}

struct expr_env matter_env(const struct matter *matter)
{
    return (struct expr_env){
        .values = matter->values,
        .is_set = matter->is_set,
        .times = matter->times,
        .days = matter->days,
        .on = DATE_NONE,
        .met = matter->met,
        .state = matter->state,
        .regime = matter->regime,
    };
}

static int64_t value_or_zero(const struct matter *matter, int field)
{
    return field == NONE || !matter->is_set[field] ? 0 : matter->values[field];
}

int64_t matter_unit(const struct matter *matter)
{
    return value_or_zero(matter, matter->def->unit_field);
}

int64_t matter_place(const struct matter *matter)
{
    return value_or_zero(matter, matter->def->place_field);
}

bool matter_is_open(const struct matter *matter)
{
    return matter->state != NONE && matter->def->states[matter->state].is_open;
}

struct str matter_unique(const struct matter *matter, struct arena *arena)
{
    const struct unique_def *unique = &matter->def->unique;
    struct expr_env env = matter_env(matter);
    struct str key = STR_NONE;
    if (unique->fields.n == 0 || matter->state == NONE || !expr_is_true(unique->when, &env))
        return STR_NONE;
    for (size_t i = 0; i < unique->fields.n; i++) {
        int field = unique->fields.at[i];
        if (!matter->is_set[field])
            return STR_NONE;
        key =
            arena_print(arena, "%" STR_FMT "%lld ", STR_ARG(key), (long long)matter->values[field]);
    }
    return key;
}

bool matter_is_accusation(const struct matter *matter)
{
    const struct accusation_def *accuses = &matter->def->accuses;
    if (accuses->field == NONE || matter->state == NONE)
        return false;
    struct expr_env env = matter_env(matter);
    return expr_is_true(accuses->when, &env);
}

int64_t matter_accused(const struct matter *matter)
{
    return value_or_zero(matter, matter->def->accuses.field);
}

bool matter_allows(const struct matter *matter, int event)
{
    const struct event_def *def = &matter->def->events[event];
    if (matter->state == NONE || def->is_creation)
        return matter->state == NONE && def->is_creation;
    return def->from_any ? !matter->def->states[matter->state].is_final
                         : (def->from >> matter->state & 1) != 0;
}

struct date matter_due(const struct matter *matter)
{
    struct date due = DATE_NONE;
    for (size_t i = 0; i < matter->def->clocks_n; i++) {
        const struct clock_state *clock = &matter->clocks[i];
        if (clock->status != CLOCK_RUNNING || date_is_none(clock->due)
            || matter->def->clocks[i].kind == CLOCK_MINIMUM)
            continue;
        if (date_is_none(due) || date_compare(clock->due, due) < 0)
            due = clock->due;
    }
    return due;
}

struct date matter_expiry(const struct matter *matter, int *clock_out)
{
    struct date earliest = DATE_NONE;
    for (size_t i = 0; i < matter->def->clocks_n; i++) {
        const struct clock_state *clock = &matter->clocks[i];
        const struct clock_rule *rule = &matter->def->clocks[i].rules[matter->regime];
        if (clock->status != CLOCK_RUNNING || clock->is_provisional || clock->is_disproved
            || !rule->exists || date_is_none(clock->due) || rule->expiry.event == NONE
            || !matter_allows(matter, rule->expiry.event))
            continue;
        if (date_is_none(earliest) || date_compare(clock->due, earliest) < 0) {
            earliest = clock->due;
            *clock_out = (int)i;
        }
    }
    return earliest;
}

struct str matter_number(const struct matter *matter, bool is_demo, struct arena *arena)
{
    if (matter->number_seq == 0)
        return STR_NONE;
    struct str pattern = matter->def->number;
    struct str text = is_demo ? STR("演示") : STR_NONE;
    while (pattern.len > 0) {
        long long value;
        size_t skip;
        if (str_starts(pattern, STR("{year}"))) {
            value = matter->number_year;
            skip = 6;
        } else if (str_starts(pattern, STR("{seq}"))) {
            value = matter->number_seq;
            skip = 5;
        } else {
            size_t brace = str_find_char(pattern, '{');
            size_t len = brace == 0 ? 1 : brace;
            text = arena_print(arena, "%" STR_FMT "%" STR_FMT, STR_ARG(text),
                               STR_ARG(str_first(pattern, len)));
            pattern = str_from(pattern, len);
            continue;
        }
        text = arena_print(arena, "%" STR_FMT "%lld", STR_ARG(text), value);
        pattern = str_from(pattern, skip);
    }
    return text;
}
