/*
 * demo.c - the agenda, chance and commands of the simulated year.
 */
#include "demo/demo.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/assert.h"
#include "base/embed.h"
#include "os/clock.h"
#include "os/terminal.h"

/* ---- the agenda: a binary heap by (moment, script, index) ---- */

static bool is_before(const struct demo *d, size_t a, size_t b)
{
    if (d->heap_at[a] != d->heap_at[b])
        return d->heap_at[a] < d->heap_at[b];
    if (d->heap[a]->script_id != d->heap[b]->script_id)
        return d->heap[a]->script_id < d->heap[b]->script_id;
    return d->heap[a]->index < d->heap[b]->index;
}

static void swap(struct demo *d, size_t a, size_t b)
{
    struct demo_case *c = d->heap[a];
    int64_t at = d->heap_at[a];
    d->heap[a] = d->heap[b];
    d->heap_at[a] = d->heap_at[b];
    d->heap[b] = c;
    d->heap_at[b] = at;
}

static void push(struct demo *d, struct demo_case *c, int64_t at)
{
    size_t cap = d->heap_cap;
    d->heap = list_grow(&d->arena, d->heap, &d->heap_cap, d->heap_n, sizeof *d->heap);
    d->heap_at = list_grow(&d->arena, d->heap_at, &cap, d->heap_n, sizeof *d->heap_at);
    size_t i = d->heap_n++;
    d->heap[i] = c;
    d->heap_at[i] = at;
    while (i > 0 && is_before(d, i, (i - 1) / 2)) {
        swap(d, i, (i - 1) / 2);
        i = (i - 1) / 2;
    }
}

static struct demo_case *pop(struct demo *d, int64_t *at_out)
{
    struct demo_case *c = d->heap[0];
    *at_out = d->heap_at[0];
    d->heap_n--;
    d->heap[0] = d->heap[d->heap_n];
    d->heap_at[0] = d->heap_at[d->heap_n];
    for (size_t i = 0;;) {
        size_t least = i, left = 2 * i + 1, right = left + 1;
        if (left < d->heap_n && is_before(d, left, least))
            least = left;
        if (right < d->heap_n && is_before(d, right, least))
            least = right;
        if (least == i)
            return c;
        swap(d, i, least);
        i = least;
    }
}

/* ---- chance ---- */

static uint64_t mix(uint64_t x)
{
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

uint64_t demo_draw(struct demo *demo, struct demo_case *c)
{
    uint64_t x = demo->seed ^ (uint64_t)c->script_id << 56 ^ (uint64_t)c->index << 20;
    return mix(mix(x + 0x9e3779b97f4a7c15u * (uint64_t)(++c->draws)));
}

int64_t demo_below(struct demo *demo, struct demo_case *c, int64_t bound)
{
    gl_assert(bound > 0);
    return (int64_t)(demo_draw(demo, c) % (uint64_t)bound);
}

bool demo_chance(struct demo *demo, struct demo_case *c, int percent)
{
    return demo_below(demo, c, 100) < percent;
}

/* A Feistel network over the next even power of two, walked until it falls inside. */
int64_t demo_shuffled(const struct demo *demo, uint32_t salt, int64_t index, int64_t n)
{
    int half = 1;
    gl_assert(index >= 0 && index < n);
    while (((int64_t)1 << (2 * half)) < n)
        half++;
    uint64_t mask = ((uint64_t)1 << half) - 1, x = (uint64_t)index;
    do {
        uint64_t left = x >> half, right = x & mask;
        for (uint64_t round = 0; round < 4; round++) {
            uint64_t f = mix(right ^ demo->seed ^ (uint64_t)salt << 32 ^ round << 60) & mask;
            uint64_t next = left ^ f;
            left = right;
            right = next;
        }
        x = left << half | right;
    } while (x >= (uint64_t)n);
    return (int64_t)x;
}

/* ---- planning ---- */

uint32_t demo_new_script(struct demo *demo)
{
    return ++demo->scripts_n;
}

struct demo_case *demo_plan(struct demo *demo, demo_script *script, uint32_t script_id,
                            uint32_t index)
{
    struct demo_case *c = arena_new(&demo->arena, struct demo_case);
    c->script = script;
    c->script_id = script_id;
    c->index = index;
    c->year = demo->year;
    c->day = DATE_NONE;
    return c;
}

int64_t demo_scaled(const struct demo *demo, int64_t n)
{
    int64_t scaled = (n * demo->scale_permille + 500) / 1000;
    return scaled == 0 && n > 0 ? 1 : scaled;
}

struct instant demo_office_hours(struct demo *demo, struct demo_case *c, struct date day)
{
    int64_t second = demo_below(demo, c, 8 * 3600 + 1800);
    struct instant at = instant_at(day, 9, 0, 0);
    at.ms += second * 1000;
    return at;
}

struct instant demo_any_hour(struct demo *demo, struct demo_case *c, struct date day)
{
    /* Orders of a thousand by hour. */
    static const int weight[24] = {6,  4,  3,  2,  2,  4,  10, 25, 70, 105, 112, 78,
                                   48, 52, 80, 98, 92, 66, 42, 34, 26, 19,  13,  9};
    int64_t draw = demo_below(demo, c, 1000);
    int hour = 0;
    while (hour < 23 && draw >= weight[hour])
        draw -= weight[hour++];
    struct instant at = instant_at(day, hour, 0, 0);
    at.ms += demo_below(demo, c, 3600) * 1000;
    return at;
}

static const struct calendar *calendar(const struct demo *demo)
{
    return office_current(demo->office)->calendar;
}

bool demo_is_working(const struct demo *demo, struct date day)
{
    return calendar_is_working(calendar(demo), day);
}

struct date demo_working_day_after(const struct demo *demo, struct date day, int n)
{
    struct date first = calendar_next_working(calendar(demo), day);
    return n == 0 ? first : calendar_add(calendar(demo), first, n);
}

struct date demo_day_of_year(struct demo *demo, struct demo_case *c, bool working)
{
    struct date first = date_of(demo->year, 1, 1);
    int days = date_of(demo->year, 12, 31).day - first.day + 1;
    for (;;) {
        struct date day = date_add_days(first, (int)demo_below(demo, c, days));
        if (!working || demo_is_working(demo, day))
            return day;
    }
}

/* ---- commands ---- */

static void begin(struct demo *demo)
{
    demo->command = (struct command){.on = DATE_NONE, .fields = demo->fields, .at = demo->now};
    demo->text_len = 0;
}

void demo_file(struct demo *demo, const char *register_key)
{
    begin(demo);
    demo->command.register_key = str_of(register_key);
}

void demo_event(struct demo *demo, const struct demo_case *c, const char *event)
{
    begin(demo);
    demo->command.matter = c->matter;
    demo->command.event = str_of(event);
}

/* A value that lives until the command is sent. */
static struct str keep(struct demo *demo, struct str value)
{
    gl_assert(demo->text_len + value.len <= sizeof demo->text);
    char *at = demo->text + demo->text_len;
    if (value.len > 0)
        memcpy(at, value.p, value.len);
    demo->text_len += value.len;
    return (struct str){at, value.len};
}

void demo_put_str(struct demo *demo, const char *field, struct str value)
{
    gl_assert(demo->command.fields_n < DEMO_FIELDS_MAX);
    demo->fields[demo->command.fields_n++] =
        (struct command_field){str_of(field), keep(demo, value)};
}

void demo_put(struct demo *demo, const char *field, const char *value)
{
    gl_assert(demo->command.fields_n < DEMO_FIELDS_MAX);
    demo->fields[demo->command.fields_n++] = (struct command_field){str_of(field), str_of(value)};
}

void demo_put_i64(struct demo *demo, const char *field, int64_t value)
{
    char text[24];
    int len = snprintf(text, sizeof text, "%lld", (long long)value);
    demo_put_str(demo, field, (struct str){text, (size_t)len});
}

void demo_put_date(struct demo *demo, const char *field, struct date value)
{
    char text[DATE_TEXT_BYTES];
    demo_put_str(demo, field, date_print(value, text));
}

void demo_put_party(struct demo *demo, struct demo_case *c, const char *field, bool is_firm)
{
    char name[64], text[256];
    struct str who = is_firm ? demo_firm_name(demo, c, name) : demo_person_name(demo, c, name);
    /* No valid telephone number begins with 1000. */
    int len = snprintf(text, sizeof text, "{\"name\":\"%.*s\",\"phone\":\"1000%07lld\"}",
                       (int)who.len, who.p, (long long)demo_below(demo, c, 10000000));
    demo_put_str(demo, field, (struct str){text, (size_t)len});
}

static void fail(struct demo *demo, const struct demo_case *c)
{
    struct buf text;
    buf_init(&text, 400);
    complaints_print(&demo->answer.complaints, &text);
    demo->has_failed = true;
    err_set(&demo->err, ERR_CONFLICT,
            "the demo's script %u, case %u, step %d was refused: %" STR_FMT " %" STR_FMT,
            c->script_id, c->index, (int)c->step, STR_ARG(demo->command.register_key),
            STR_ARG(demo->command.event));
    err_detail(&demo->err, "%" STR_FMT, STR_ARG(buf_str(&text)));
    buf_done(&text);
}

static bool put(struct demo *demo, struct demo_case *c)
{
    if (demo->has_failed)
        return false;
    arena_reset(&demo->answer_arena);
    demo->answer = (struct answer){0};
    complaints_init(&demo->answer.complaints, &demo->answer_arena);
    if (!office_bulk_put(demo->office, &demo->command, &demo->answer, &demo->err)) {
        demo->has_failed = true;
        return false;
    }
    if (demo->answer.status != ANSWER_DONE && demo->answer.status != ANSWER_PROPOSED) {
        fail(demo, c);
        return false;
    }
    c->matter = demo->answer.matter;
    return true;
}

bool demo_send(struct demo *demo, struct demo_case *c, int64_t actor)
{
    demo->command.actor = actor;
    return put(demo, c);
}

bool demo_send_approved(struct demo *demo, struct demo_case *c, int64_t first, int64_t second)
{
    demo->command.actor = first;
    if (!put(demo, c))
        return false;
    gl_assert(demo->answer.status == ANSWER_PROPOSED);
    demo->command.approves = demo->answer.seq;
    demo->command.actor = second;
    return put(demo, c);
}

const struct matter *demo_matter(const struct demo *demo)
{
    return demo->answer.after;
}

struct date demo_due(const struct demo *demo, const char *clock)
{
    const struct matter *matter = demo->answer.after;
    int at = matter == NULL ? NONE : register_clock(matter->def, str_of(clock));
    gl_assert(at != NONE);
    return matter->clocks[at].status == CLOCK_RUNNING ? matter->clocks[at].due : DATE_NONE;
}

void demo_next(struct demo *demo, struct demo_case *c, int step, struct instant at)
{
    c->step = step;
    push(demo, c, at.ms < demo->now.ms ? demo->now.ms : at.ms);
}

void demo_pool_put(struct demo_pool *pool, const struct demo_case *c)
{
    if (pool->n == sizeof pool->matter / sizeof pool->matter[0])
        return;
    pool->matter[pool->n] = c->matter;
    pool->unit[pool->n++] = c->unit;
}

int64_t demo_pool_take(struct demo_pool *pool, int64_t *unit_out)
{
    if (pool->n == 0)
        return 0;
    int64_t first = pool->matter[0];
    *unit_out = pool->unit[0];
    pool->n--;
    memmove(pool->matter, pool->matter + 1, pool->n * sizeof pool->matter[0]);
    memmove(pool->unit, pool->unit + 1, pool->n * sizeof pool->unit[0]);
    return first;
}

/* ---- the year ---- */

static void show_progress(const struct demo *demo, int64_t start_ns, bool is_last)
{
    struct office_stats stats;
    office_stats(demo->office, &stats);
    double seconds = (double)(os_monotonic_ns() - start_ns) / 1e9;
    double share =
        demo->commands_planned == 0 ? 1 : (double)stats.commands / (double)demo->commands_planned;
    if (share > 1 || is_last)
        share = 1;
    int bars = (int)(share * 30);
    char day[DATE_TEXT_BYTES];
    date_print(instant_date(demo->now), day);
    fprintf(stderr, "\r%s [%.*s%.*s] %3d%%  %lld events  %.0f/s  %.0f s left ", day, bars,
            "##############################", 30 - bars, "..............................",
            (int)(share * 100), (long long)stats.events,
            seconds > 0 ? (double)stats.events / seconds : 0.0,
            share > 0.01 ? seconds / share - seconds : 0.0);
    if (is_last)
        fputc('\n', stderr);
}

static void play(struct demo *demo, bool shows_progress)
{
    int64_t start = os_monotonic_ns(), shown = start;
    while (demo->heap_n > 0 && !demo->has_failed) {
        int64_t at;
        struct demo_case *c = pop(demo, &at);
        demo->now.ms = at > demo->now.ms ? at : demo->now.ms;
        demo->year = c->year;
        demo->certificates = demo->certificates_of[c->year - demo->first_year];
        c->script(demo, c);
        if (shows_progress && os_monotonic_ns() - shown > 200000000) {
            shown = os_monotonic_ns();
            show_progress(demo, start, false);
        }
    }
    if (shows_progress)
        show_progress(demo, start, true);
}

static struct registry_file *demo_files(struct arena *arena, int year, size_t *n_out)
{
    struct registry_file *files = arena_array(arena, struct registry_file, embedded_files_n + 2);
    size_t n = 0;
    for (size_t i = 0; i < embedded_files_n; i++)
        if (str_starts(embedded_files[i].path, STR("registers/"))
            || str_starts(embedded_files[i].path, STR("calendars/")))
            files[n++] = (struct registry_file){embedded_files[i].path, embedded_files[i].bytes};
    files[n++] = (struct registry_file){STR("organisation.yaml"), demo_organisation(arena, year)};
    *n_out = n;
    return files;
}

/* Every Monday night the law does what it does by itself, and once more on the year's last evening.
 */
static void sweep(struct demo *demo, struct demo_case *c)
{
    if (demo->has_failed)
        return;
    if (!office_bulk_sweep(demo->office, demo->now, &demo->err)) {
        demo->has_failed = true;
        return;
    }
    struct date next = date_add_days(instant_date(demo->now), 7);
    struct instant end = instant_at(date_of(demo->last_year, 12, 31), 23, 50, 0);
    struct instant at = instant_at(next, 0, 20, 0);
    if (demo->now.ms < end.ms)
        demo_next(demo, c, 0, at.ms < end.ms ? at : end);
}

static bool is_wanted(struct str only, const char *name)
{
    struct str piece;
    if (only.len == 0)
        return true;
    while (str_next(&only, ',', &piece))
        if (str_equal_c(piece, name))
            return true;
    return false;
}

static void plan(struct demo *demo, struct str only)
{
    for (demo->year = demo->first_year; demo->year <= demo->last_year; demo->year++) {
        demo->certificates = NULL;
        for (const struct demo_part *part = demo_parts; part->name != NULL; part++)
            if (is_wanted(only, part->name))
                part->plan(demo);
        demo->certificates_of[demo->year - demo->first_year] = demo->certificates;
    }
    demo->year = demo->last_year;
    struct demo_case *c = demo_plan(demo, sweep, demo_new_script(demo), 0);
    demo_next(demo, c, 0, instant_at(date_of(demo->first_year - 1, 1, 4), 0, 20, 0));
}

static int years_of(const struct demo_options *options)
{
    return options->years == 0 ? 1 : options->years;
}

static bool create(const struct demo_options *options, struct arena *arena,
                   struct complaints *complaints, struct err *err)
{
    struct office_options office = {.db = options->db, .keys = options->keys, .today = DATE_NONE};
    struct office_new given = {
        .district = 320106,
        .name = STR("鼓楼区"),
        .is_demo = true,
        .demo_seed = options->seed,
        .demo_today = date_of(options->year + 1, 1, 10),
        .at = instant_at(date_of(options->year - years_of(options) - 9, 1, 1), 9, 0, 0),
    };
    given.files = demo_files(arena, options->year, &given.files_n);
    return office_create(&office, &given, complaints, err);
}

bool demo_run(const struct demo_options *options, struct office_stats *stats_out,
              struct complaints *complaints, struct err *err)
{
    struct demo demo = {.first_year = options->year - years_of(options) + 1,
                        .last_year = options->year,
                        .scale_permille = options->scale_permille};
    struct office_options office = {
        .db = options->db, .keys = options->keys, .threads = options->threads, .today = DATE_NONE};
    arena_init(&demo.arena, 0);
    arena_init(&demo.answer_arena, 0);
    demo.seed = mix(str_hash(options->seed));
    bool ok = create(options, &demo.arena, complaints, err)
              && office_open(&office, &demo.office, err)
              && office_bulk_begin(demo.office, options->batch, err);
    if (ok) {
        plan(&demo, options->only);
        play(&demo, !options->is_quiet && os_is_terminal(2));
        ok = office_bulk_finish(demo.office, err) && !demo.has_failed;
        if (demo.has_failed)
            *err = demo.err;
    }
    struct str note;
    ok = ok && office_checkpoint(demo.office, &demo.arena, &note, err);
    if (ok)
        office_stats(demo.office, stats_out);
    office_close(demo.office);
    arena_done(&demo.answer_arena);
    arena_done(&demo.arena);
    return ok;
}
