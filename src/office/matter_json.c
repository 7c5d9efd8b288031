#include "office/matter_json.h"

#include "office/closing_counted.h"
#include "office/lookup.h"

struct str matter_value_text(const struct office *office, const struct field_def *field,
                             int64_t value, bool is_english, struct arena *arena)
{
    const struct organisation *org = office_current(office)->organisation;
    const struct unit *unit;
    const struct person *person;
    switch (field->type) {
    case FIELD_CHOICE:
        return is_english ? field->choices[value].title.en : field->choices[value].title.zh;
    case FIELD_BOOLEAN:
        if (is_english)
            return value ? STR("yes") : STR("no");
        return value ? STR("是") : STR("否");
    case FIELD_UNIT:
    case FIELD_PLACE:
        unit = organisation_unit(org, value);
        return unit == NULL ? arena_print(arena, "%lld", (long long)value) : unit->name;
    case FIELD_PERSON:
        person = organisation_person(org, value);
        return person == NULL ? arena_print(arena, "%lld", (long long)value) : person->name;
    default:
        return event_value_print(field, value, arena);
    }
}

static void put_date(struct json_out *json, struct str key, struct date date)
{
    char text[DATE_TEXT_BYTES];
    json_out_key(json, key);
    if (date_is_none(date))
        json_out_null(json);
    else
        json_out_string(json, date_print(date, text));
}

static void put_value(struct json_out *json, const struct field_def *field, int64_t value,
                      struct arena *arena)
{
    switch (field->type) {
    case FIELD_INTEGER:
    case FIELD_UNIT:
    case FIELD_PLACE:
    case FIELD_PERSON:
    case FIELD_MATTER:
        json_out_i64(json, value);
        break;
    case FIELD_BOOLEAN:
        json_out_bool(json, value != 0);
        break;
    default:
        json_out_string(json, event_value_print(field, value, arena));
        break;
    }
}

static void put_fields(struct json_out *json, const struct matter *matter, struct arena *arena)
{
    json_out_key(json, STR("fields"));
    json_out_begin_object(json);
    for (size_t i = 0; i < matter->def->fields_n; i++) {
        const struct field_def *field = &matter->def->fields[i];
        if (!matter->is_set[i] || !field_is_plain(field))
            continue;
        json_out_key(json, field->key);
        put_value(json, field, matter->values[i], arena);
    }
    json_out_end_object(json);
}

static void put_sealed(struct json_out *json, const struct matter *matter)
{
    json_out_key(json, STR("sealed"));
    json_out_begin_array(json);
    for (size_t i = 0; i < matter->def->fields_n; i++)
        if (matter->is_set[i] && field_is_sealed(&matter->def->fields[i]))
            json_out_string(json, matter->def->fields[i].key);
    json_out_end_array(json);
}

static const char *status_name(enum clock_status status)
{
    static const char *const names[] = {"never", "running", "paused", "stopped", "cancelled"};
    return names[status];
}

static void put_clocks(struct json_out *json, const struct matter *matter)
{
    json_out_key(json, STR("clocks"));
    json_out_begin_array(json);
    for (size_t i = 0; i < matter->def->clocks_n; i++) {
        const struct clock_state *clock = &matter->clocks[i];
        if (clock->status == CLOCK_NEVER)
            continue;
        json_out_begin_object(json);
        json_out_key(json, STR("clock"));
        json_out_string(json, matter->def->clocks[i].key);
        json_out_key(json, STR("status"));
        json_out_string(json, str_of(status_name(clock->status)));
        put_date(json, STR("from"), clock->origin);
        put_date(json, STR("due"), clock->due);
        put_date(json, STR("stopped"), clock->stopped_on);
        json_out_key(json, STR("met"));
        json_out_bool(json, clock->is_met);
        json_out_key(json, STR("provisional"));
        json_out_bool(json, clock->is_provisional);
        json_out_end_object(json);
    }
    json_out_end_array(json);
}

void matter_json_demo(struct json_out *json, const struct office *office)
{
    if (office_is_demo(office)) {
        json_out_key(json, STR("demo"));
        json_out_bool(json, true);
    }
}

/* Everything of the object but its braces. */
static void put_matter(struct json_out *json, const struct office *office,
                       const struct matter *matter, struct arena *arena)
{
    json_out_key(json, STR("matter"));
    json_out_i64(json, matter->id);
    json_out_key(json, STR("register"));
    json_out_string(json, matter->def->key);
    json_out_key(json, STR("number"));
    json_out_string(json, matter_number(matter, office_is_demo(office), arena));
    json_out_key(json, STR("state"));
    json_out_string(json,
                    matter->state == NONE ? STR_NONE : matter->def->states[matter->state].key);
    json_out_key(json, STR("open"));
    json_out_bool(json, matter_is_open(matter));
    json_out_key(json, STR("unit"));
    if (matter_unit(matter) != 0)
        json_out_i64(json, matter_unit(matter));
    else
        json_out_null(json);
    put_date(json, STR("received"), matter->opened_on);
    put_date(json, STR("due"), matter_due(matter));
    if (contribution_is_restricted(office_current(office)->registry, matter)) {
        json_out_key(json, STR("restricted"));
        json_out_bool(json, true);
    } else {
        put_fields(json, matter, arena);
    }
    put_sealed(json, matter);
    put_clocks(json, matter);
    matter_json_demo(json, office);
}

void matter_json(struct json_out *json, const struct office *office, const struct matter *matter,
                 struct arena *arena)
{
    json_out_begin_object(json);
    put_matter(json, office, matter, arena);
    json_out_end_object(json);
}

static void put_event(struct json_out *json, const struct reader_event *e, bool is_restricted)
{
    char at[INSTANT_TEXT_BYTES];
    const struct event *event = e->event;
    json_out_begin_object(json);
    json_out_key(json, STR("seq"));
    json_out_i64(json, e->seq);
    json_out_key(json, STR("event"));
    json_out_string(json,
                    event->event == NONE ? STR("amend") : event->def->events[event->event].key);
    if (event->form != EVENT_PLAIN) {
        json_out_key(json, STR("form"));
        json_out_string(json, event->form == EVENT_PROPOSED ? STR("proposed") : STR("amendment"));
    }
    put_date(json, STR("on"), event->on);
    json_out_key(json, STR("at"));
    json_out_string(json, instant_print(event->at, at));
    json_out_key(json, STR("actor"));
    json_out_i64(json, event->actor);
    if (event->approves != 0) {
        json_out_key(json, STR("approves"));
        json_out_i64(json, event->approves);
    }
    if (event->replaces != 0) {
        json_out_key(json, STR("replaces"));
        json_out_i64(json, event->replaces);
    }
    for (size_t i = 0; i < event->texts.n && !is_restricted; i++) {
        json_out_key(json, event->def->fields[event->texts.at[i].field].key);
        json_out_string(json, event->texts.at[i].text);
    }
    json_out_end_object(json);
}

static void put_figures(struct json_out *json, const struct registry *registry,
                        const struct contributions *rows)
{
    json_out_key(json, STR("figures"));
    json_out_begin_array(json);
    for (size_t i = 0; i < rows->rows.n; i++) {
        const struct contribution *row = &rows->rows.at[i];
        json_out_begin_object(json);
        json_out_key(json, STR("figure"));
        json_out_string(json, registry->figures[row->figure]->key);
        put_date(json, STR("day"), row->day);
        json_out_key(json, STR("amount"));
        json_out_i64(json, row->amount);
        json_out_end_object(json);
    }
    json_out_end_array(json);
}

/* Who looked its persons up: so that they see it. */
static void put_lookups(struct json_out *json, const struct lookup_seen *seen, size_t n)
{
    char on[DATE_TEXT_BYTES];
    json_out_key(json, STR("lookups"));
    json_out_begin_array(json);
    for (size_t i = 0; i < n; i++) {
        json_out_begin_object(json);
        json_out_key(json, STR("seq"));
        json_out_i64(json, seen[i].seq);
        json_out_key(json, STR("on"));
        json_out_string(json, date_print(seen[i].on, on));
        json_out_key(json, STR("by"));
        json_out_i64(json, seen[i].actor);
        json_out_end_object(json);
    }
    json_out_end_array(json);
}

/* Signed: the closed periods, and the reports over them, that count it. */
static void put_counted(struct json_out *json, const struct closing_counted *counted, size_t n)
{
    json_out_key(json, STR("signed"));
    json_out_begin_array(json);
    for (size_t i = 0; i < n; i++) {
        json_out_begin_object(json);
        json_out_member(json, STR("period"), counted[i].period);
        json_out_member(json, STR("snapshot"), counted[i].snapshot);
        put_date(json, STR("on"), counted[i].signed_on);
        json_out_key(json, STR("reports"));
        json_out_begin_array(json);
        for (size_t k = 0; k < counted[i].reports.n; k++)
            json_out_string(json, counted[i].reports.at[k]);
        json_out_end_array(json);
        json_out_key(json, STR("figures"));
        json_out_begin_array(json);
        for (size_t k = 0; k < counted[i].figures.n; k++)
            json_out_string(json, counted[i].figures.at[k]->key);
        json_out_end_array(json);
        json_out_key(json, STR("restated"));
        json_out_bool(json, counted[i].is_changed);
        json_out_end_object(json);
    }
    json_out_end_array(json);
}

bool matter_json_whole(struct json_out *json, struct reader *reader, const struct matter *matter,
                       struct arena *arena, struct err *err)
{
    const struct office *office = reader_office(reader);
    struct reader_event *events;
    struct contributions rows;
    struct lookup_seen *lookups;
    struct closing_counted *counted;
    size_t n, lookups_n, counted_n;
    if (!reader_events(reader, arena, matter, &events, &n, err)
        || !reader_lookups(reader, arena, matter->id, &lookups, &lookups_n, err)
        || !reader_contributions(reader, arena, matter, &rows, err)
        || !closing_counted(reader, arena, matter, &counted, &counted_n, err))
        return false;
    bool is_restricted = contribution_is_restricted(office_current(office)->registry, matter);
    json_out_begin_object(json);
    put_matter(json, office, matter, arena);
    json_out_key(json, STR("events"));
    json_out_begin_array(json);
    for (size_t i = 0; i < n; i++)
        put_event(json, &events[i], is_restricted);
    json_out_end_array(json);
    put_lookups(json, lookups, lookups_n);
    if (!is_restricted)
        put_figures(json, office_current(office)->registry, &rows);
    if (!is_restricted)
        put_counted(json, counted, counted_n);
    json_out_end_object(json);
    return true;
}

void lookup_json(struct json_out *json, const struct office *office,
                 const struct lookup_found *found, struct arena *arena)
{
    json_out_begin_object(json);
    json_out_key(json, STR("total"));
    json_out_i64(json, (int64_t)found->n);
    json_out_key(json, STR("seq"));
    json_out_i64(json, found->seq);
    json_out_key(json, STR("matters"));
    json_out_begin_array(json);
    for (size_t i = 0; i < found->n; i++)
        matter_json(json, office, found->matters[i], arena);
    json_out_end_array(json);
    matter_json_demo(json, office);
    json_out_end_object(json);
}
