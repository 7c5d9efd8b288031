#include "office/adopt_shadow.h"

#include "office/internal.h"
#include "registry/registry_diff.h"
#include "registry/registry_prove.h"

enum { SHADOW_PIECE = 2000 };

/* Open matters that could not go on, by state. */
struct stuck {
    const struct register_def *def;
    int state;
    int64_t n;
    struct str first;
};

struct shadowing {
    struct office *office;
    struct arena *arena;
    struct arena scratch; /* of one piece */
    struct adopt_shadow *shadow;
    bool is_calendar_new;
    LIST_OF(struct stuck) stuck;
};

static bool is_calendar(struct str name)
{
    return str_starts(name, STR("calendars/"));
}

static struct str find_text(const struct registry_file *files, size_t n, struct str name)
{
    for (size_t i = 0; i < n; i++)
        if (str_equal(files[i].name, name))
            return files[i].bytes;
    return STR_NONE;
}

/* Does a calendar of one of the two differ from that of the other, or is it missing there? */
static bool has_other_calendar(const struct registry_file *a, size_t a_n,
                               const struct registry_file *b, size_t b_n)
{
    for (size_t i = 0; i < a_n; i++)
        if (is_calendar(a[i].name) && !str_equal(find_text(b, b_n, a[i].name), a[i].bytes))
            return true;
    return false;
}

static struct str name_of(const struct shadowing *s, const struct matter *matter)
{
    struct str number = matter_number(matter, s->office->is_demo, s->arena);
    return number.len > 0 ? number : arena_print(s->arena, "%lld", (long long)matter->id);
}

static bool can_go_on(const struct matter *matter)
{
    for (size_t i = 0; i < matter->def->events_n; i++) {
        const struct event_def *event = &matter->def->events[i];
        if (!event->is_retired && (event->regimes >> matter->regime & 1) != 0
            && matter_allows(matter, (int)i))
            return true;
    }
    return false;
}

static void note_stuck(struct shadowing *s, const struct matter *matter)
{
    for (size_t i = 0; i < s->stuck.n; i++) {
        struct stuck *stuck = &s->stuck.at[i];
        if (stuck->def != matter->def || stuck->state != matter->state)
            continue;
        stuck->n++;
        return;
    }
    struct stuck stuck = {matter->def, matter->state, 1, name_of(s, matter)};
    list_push(s->arena, &s->stuck, stuck);
}

static void note_moves(struct shadowing *s, const struct matter *before, const struct matter *after)
{
    for (int i = 0; i < (int)after->def->clocks_n; i++) {
        const struct clock_state *old = &before->clocks[i], *now = &after->clocks[i];
        if (date_compare(old->due, now->due) == 0 && old->is_provisional == now->is_provisional)
            continue;
        struct adopt_change change = {
            .matter = after->id,
            .number = arena_copy(s->arena, matter_number(after, s->office->is_demo, s->arena)),
            .def = after->def,
            .clock = i,
            .old_due = old->due,
            .now_due = now->due,
            .was_provisional = old->is_provisional,
            .is_provisional = now->is_provisional,
        };
        list_push(s->arena, &s->shadow->changes, change);
    }
}

static void shadow_matter(struct shadowing *s, struct matter *matter, bool was_open)
{
    if (was_open && !can_go_on(matter))
        note_stuck(s, matter);
    if (!s->is_calendar_new)
        return;
    struct matter *before = fold_copy(&s->scratch, matter);
    if (clock_recalendar(matter, s->shadow->now->calendar))
        note_moves(s, before, matter);
}

/* *last_out is 0 after the end. */
static bool shadow_piece(struct shadowing *s, int64_t first, int64_t *last_out, struct err *err)
{
    struct stmt *stmt = store_statement(s->office->db, Q_MATTER_FROM);
    const struct registry *old = office_current(s->office)->registry;
    bool has_row = true;
    stmt_i64(stmt, s->office->district);
    stmt_i64(stmt, first);
    stmt_i64(stmt, SHADOW_PIECE);
    *last_out = 0;
    arena_reset(&s->scratch);
    while (has_row) {
        if (!stmt_row(stmt, &has_row, err))
            return false;
        if (!has_row)
            break;
        int64_t id = stmt_get_i64(stmt, 0);
        struct arena_mark mark = arena_mark(&s->scratch);
        struct str fold = stmt_get_blob(stmt, 1);
        bool was_open = matter_is_open(matter_unpack(&s->scratch, old, id, fold));
        shadow_matter(s, matter_unpack(&s->scratch, s->shadow->now->registry, id, fold), was_open);
        arena_release(&s->scratch, mark);
        *last_out = id;
    }
    return true;
}

static void complain_stuck(const struct shadowing *s, struct complaints *complaints)
{
    for (size_t i = 0; i < s->stuck.n; i++) {
        const struct stuck *stuck = &s->stuck.at[i];
        const struct state_def *state = &stuck->def->states[stuck->state];
        complaints_add(complaints, stuck->def->file, 0, 0,
                       "%lld open matters, the first is %" STR_FMT ", are in the state \"%" STR_FMT
                       "\" (%" STR_FMT
                       "), which nothing leaves any more; expected an event with from: %" STR_FMT
                       " that is not retired",
                       (long long)stuck->n, STR_ARG(stuck->first), STR_ARG(state->key),
                       STR_ARG(state->title.zh), STR_ARG(state->key));
    }
}

static bool compile(struct shadowing *s, const struct registry_file *files, size_t files_n,
                    struct complaints *complaints, struct err *err)
{
    struct office *office = s->office;
    const struct office_version *old = office_current(office);
    struct office_version *now = arena_new(s->arena, struct office_version);
    struct registry_file *before;
    size_t before_n;
    if (!versions_compile(office, office->head.seq_next, files, files_n, now, complaints)
        || !registry_compatible(old->registry, now->registry, complaints)
        || !registry_prove(s->arena, now->registry, files, files_n, complaints))
        return err_set(err, ERR_INPUT, "the definitions are not adopted; nothing was changed");
    if (!versions_texts(office, old->seq, s->arena, &before, &before_n, err))
        return false;
    s->shadow->now = now;
    s->is_calendar_new = has_other_calendar(before, before_n, files, files_n)
                         || has_other_calendar(files, files_n, before, before_n);
    return true;
}

bool office_adopt_shadow(struct office *office, struct arena *arena,
                         const struct registry_file *files, size_t files_n,
                         struct adopt_shadow *shadow_out, struct complaints *complaints,
                         struct err *err)
{
    struct shadowing s = {.office = office, .arena = arena, .shadow = shadow_out};
    int64_t last = 0;
    *shadow_out = (struct adopt_shadow){0};
    if (!compile(&s, files, files_n, complaints, err))
        return false;
    arena_init(&s.scratch, 0);
    bool ok = true;
    do
        ok = shadow_piece(&s, last + 1, &last, err);
    while (ok && last != 0);
    arena_done(&s.scratch);
    complain_stuck(&s, complaints);
    if (ok && s.stuck.n > 0)
        ok = err_set(err, ERR_INPUT, "open matters would lose their state; nothing was changed");
    return ok;
}
