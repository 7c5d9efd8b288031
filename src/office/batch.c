#include "office/batch.h"

#include <string.h>

#include "base/assert.h"

void batch_init(struct batch *batch, int64_t district)
{
    *batch = (struct batch){.district = district};
    arena_init(&batch->arena, 0);
    buf_init(&batch->packing, LIMIT_PAYLOAD_BYTES * 4);
    batch_clear(batch);
}

void batch_clear(struct batch *batch)
{
    struct arena arena = batch->arena;
    struct buf packing = batch->packing;
    int64_t district = batch->district;
    arena_reset(&arena);
    *batch = (struct batch){.arena = arena, .packing = packing, .district = district};
    map_init(&batch->matter_at, &batch->arena);
    map_init(&batch->tally_at, &batch->arena);
    map_init(&batch->person_at, &batch->arena);
    map_init(&batch->unique_at, &batch->arena);
}

void batch_done(struct batch *batch)
{
    arena_done(&batch->arena);
    buf_done(&batch->packing);
}

enum { TALLY_DAY_FIRST = CALENDAR_FIRST_DAY }; /* days before 1970 have negative numbers */

/* Bits from the low end: figure 12, unit 24, period 22, grain 2. */
int64_t tally_key(enum tally_grain grain, int64_t period, int64_t unit, int64_t figure)
{
    if (grain == TALLY_DAY)
        period -= TALLY_DAY_FIRST;
    gl_assert(figure >= 0 && figure < 4096 && unit >= 0 && unit < (1 << 24));
    gl_assert(period >= 0 && period < (1 << 22));
    return (int64_t)grain << 58 | period << 36 | unit << 12 | figure;
}

void tally_key_split(int64_t key, int64_t *grain, int64_t *period, int64_t *unit, int64_t *figure)
{
    *grain = key >> 58;
    *period = key >> 36 & ((1 << 22) - 1);
    if (*grain == TALLY_DAY)
        *period += TALLY_DAY_FIRST;
    *unit = key >> 12 & ((1 << 24) - 1);
    *figure = key & 4095;
}

static void add_tally(struct batch *batch, int64_t key, int64_t amount, bool is_late)
{
    int64_t at;
    if (!map_find_number(&batch->tally_at, key, &at)) {
        at = (int64_t)batch->tallies.n;
        map_put_number(&batch->tally_at, key, at);
        list_push(&batch->arena, &batch->tallies, (struct batch_tally){.key = key});
    }
    batch->tallies.at[at].amount += amount;
    if (!is_late)
        return;
    batch->tallies.at[at].late += amount;
    batch->tallies.at[at].late_n++;
}

void batch_count(struct batch *batch, struct batch_counter taken)
{
    for (size_t i = 0; i < batch->counters.n; i++) {
        struct batch_counter *c = &batch->counters.at[i];
        if (c->register_id != taken.register_id || c->year != taken.year)
            continue;
        if (c->seq < taken.seq) /* an opening's numbers come in any order */
            c->seq = taken.seq;
        return;
    }
    list_push(&batch->arena, &batch->counters, taken);
}

void batch_person(struct batch *batch, const struct batch_person *row)
{
    char key[sizeof row->hash + 2] = {(char)(row->register_id & 0xFF),
                                      (char)(row->register_id >> 8 & 0xFF)};
    memcpy(key + 2, row->hash, sizeof row->hash);
    if (row->is_key)
        (void)map_put(&batch->person_at, arena_copy(&batch->arena, (struct str){key, sizeof key}),
                      row->person);
    list_push(&batch->arena, &batch->persons, *row);
}

void batch_source(struct batch *batch, const struct event *event)
{
    const struct event_source *source = &event->source;
    if (source->number.len == 0)
        return;
    struct batch_origin row = {event->def->id, arena_copy(&batch->arena, source->name),
                               arena_copy(&batch->arena, source->number), event->matter};
    list_push(&batch->arena, &batch->sources, row);
}

static void tally_stock(struct batch *batch, const struct contribution *c)
{
    int year = date_year(date_max(c->day, c->known));
    add_tally(batch, tally_key(TALLY_STOCK, year, 0, c->figure), c->amount, false);
    if (c->unit != 0)
        add_tally(batch, tally_key(TALLY_STOCK, year, c->unit, c->figure), c->amount, false);
}

static void tally(struct batch *batch, const struct contribution *c)
{
    int year, month, day, known_year, known_month, known_day;
    date_split(c->day, &year, &month, &day);
    date_split(c->known, &known_year, &known_month, &known_day);
    int64_t months = year * 12 + month - 1, known_months = known_year * 12 + known_month - 1;
    bool late_year = known_year > year, late_month = known_months > months;
    add_tally(batch, tally_key(TALLY_YEAR, year, 0, c->figure), c->amount, late_year);
    add_tally(batch, tally_key(TALLY_MONTH, months, 0, c->figure), c->amount, late_month);
    add_tally(batch, tally_key(TALLY_DAY, c->day.day, 0, c->figure), c->amount,
              date_compare(c->known, c->day) > 0);
    if (c->unit == 0)
        return;
    add_tally(batch, tally_key(TALLY_YEAR, year, c->unit, c->figure), c->amount, late_year);
    add_tally(batch, tally_key(TALLY_MONTH, months, c->unit, c->figure), c->amount, late_month);
}

void batch_contribute(struct batch *batch, const struct registry *registry,
                      const struct contributions *rows)
{
    for (size_t i = 0; i < rows->rows.n; i++) {
        const struct contribution *c = &rows->rows.at[i];
        list_push(&batch->arena, &batch->contributions.rows, *c);
        tally(batch, c);
        if (registry->figures[c->figure]->kind == FIGURE_STOCK)
            tally_stock(batch, c);
    }
}

static struct str copy_fold(struct batch *batch, const struct matter *matter)
{
    buf_clear(&batch->packing);
    matter_pack(matter, &batch->packing);
    gl_assert(!batch->packing.is_over);
    return arena_copy(&batch->arena, buf_str(&batch->packing));
}

static void copy_values(struct batch *batch, struct batch_matter *row, const struct matter *matter,
                        const struct event *event)
{
    size_t n = matter->def->fields_n;
    if (row->values == NULL) {
        row->values = arena_array(&batch->arena, int64_t, n + 1);
        row->is_set = arena_array(&batch->arena, unsigned char, n + 1);
        row->texts = arena_array(&batch->arena, struct str, n + 1);
    }
    memcpy(row->values, matter->values, n * sizeof *row->values);
    memcpy(row->is_set, matter->is_set, n);
    row->is_typed = true;
    for (size_t i = 0; event != NULL && i < event->texts.n; i++) {
        const struct event_value *v = &event->texts.at[i];
        if (matter->def->fields[v->field].is_listed)
            row->texts[v->field] = arena_copy(&batch->arena, v->text);
    }
}

/* Does the projection's row change? Of texts only listed ones stand there, and a replay reads no
 * other. */
static bool sets_values(const struct matter *matter, const struct event *event)
{
    if (event == NULL || event->form == EVENT_AMENDMENT)
        return true;
    if (event->form != EVENT_PLAIN)
        return false;
    const struct event_def *e = &matter->def->events[event->event];
    bool sets = e->is_creation || e->sets_n > 0 || event->values.n > 0;
    for (size_t i = 0; i < event->texts.n && !sets; i++)
        sets = matter->def->fields[event->texts.at[i].field].is_listed;
    return sets;
}

void batch_put_matter(struct batch *batch, const struct matter *matter, const struct event *event)
{
    int64_t at;
    if (!map_find_number(&batch->matter_at, matter->id, &at)) {
        at = (int64_t)batch->matters.n;
        map_put_number(&batch->matter_at, matter->id, at);
        list_push(&batch->arena, &batch->matters, (struct batch_matter){.matter = matter->id});
    }
    struct batch_matter *row = &batch->matters.at[at];
    int clock = NONE;
    row->def = matter->def;
    row->state = matter->state;
    row->is_open = matter_is_open(matter);
    row->unit = matter_unit(matter);
    row->number_year = matter->number_year;
    row->number_seq = matter->number_seq;
    row->opened_on = matter->opened_on;
    row->due = row->is_open ? matter_due(matter) : DATE_NONE; /* else nothing is left to do */
    row->expiry = matter_expiry(matter, &clock);
    row->fold = copy_fold(batch, matter);
    if (sets_values(matter, event))
        copy_values(batch, row, matter, event);
}
