/*
 * recount_test.h - counts the figures of test/fixture/tally.yaml from the ledger's entries alone,
 * by a way of its own: no folding, no contributions, no definitions. What was known at a day and at
 * an entry is a shorter list of entries; each matter's story is then told from its beginning.
 */
#ifndef GULOU_OFFICE_RECOUNT_TEST_H
#define GULOU_OFFICE_RECOUNT_TEST_H

#include "office/office_fixture_test.h"

enum recount_event {
    R_RECEIVE,
    R_REFUSE,
    R_ACCEPT,
    R_TRANSFER,
    R_SUSPEND,
    R_RESUME,
    R_EXTEND,
    R_HEAR,
    R_DECIDE,
    R_WITHDRAW,
    R_EVENTS
};
enum recount_form { R_PLAIN, R_AMENDED, R_OTHER };
enum { RECOUNT_VALUES = 10, R_UNSET = INT32_MIN };
/* Values of an entry by name; choices by place in their list, days as day numbers. */
enum recount_value {
    V_UNIT,
    V_PLACE,
    V_KIND,
    V_PEOPLE,
    V_AMOUNT,
    V_HOURS,
    V_HELD,
    V_SCORE,
    V_OUTCOME,
    V_REPEAT
};

struct recount_entry {
    int64_t seq, matter;
    enum recount_form form;
    enum recount_event event;
    int32_t on;
    int64_t replaces;
    bool is_struck;
    int32_t new_on;
    int64_t values[RECOUNT_VALUES];
};

struct recount {
    const struct calendar *calendar;
    struct recount_entry *entries;
    size_t n;
    int64_t matters;
};

/* What is asked: days from and to, known by a day and before an entry, of some units or of all. */
struct recount_question {
    int32_t from, to, known;
    int64_t seq;
    const int64_t *units;
    size_t units_n;
};

/* The story of one matter as it stands at the end of what is known. */
struct recount_story {
    bool has[R_EVENTS];
    int32_t first_on[R_EVENTS];
    int64_t first_unit[R_EVENTS];
    int64_t now[RECOUNT_VALUES];
    enum recount_event last_step; /* the last that changed the state */
    struct recount_entry *hearings[100];
    int64_t hearing_units[100];
    int64_t hearing_held[100];
    int64_t hearing_kinds[100];
    size_t hearings_n;
    /* the clock of the decision */
    int32_t started, stopped, paused_on;
    struct {
        int32_t from, to;
    } pauses[50];
    size_t pauses_n;
    int extensions;
    bool runs, is_cancelled, is_met;
    int32_t due;
};

static inline enum recount_event recount_event_of(struct str name)
{
    static const char *const names[R_EVENTS] = {"receive", "refuse",  "accept", "transfer",
                                                "suspend", "resume",  "extend", "hear",
                                                "decide",  "withdraw"};
    for (int i = 0; i < R_EVENTS; i++)
        if (str_equal_c(name, names[i]))
            return (enum recount_event)i;
    fail_msg("no such event: %" STR_FMT, STR_ARG(name));
    return R_EVENTS;
}

/* "12.30" -> 1230: all decimals of the register are written with all their digits. */
static inline int64_t recount_digits(struct str text)
{
    int64_t value = 0;
    for (size_t i = 0; i < text.len; i++)
        if (text.p[i] != '.')
            value = value * 10 + (text.p[i] - '0');
    return value;
}

static inline int64_t recount_word(struct str text, const char *const *words)
{
    for (int i = 0; words[i] != NULL; i++)
        if (str_equal_c(text, words[i]))
            return i;
    fail_msg("no such word: %" STR_FMT, STR_ARG(text));
    return 0;
}

static inline void recount_value(struct recount_entry *e, struct str name, struct str value)
{
    static const char *const kinds[] = {"plain", "hard", "urgent", NULL};
    static const char *const outcomes[] = {"upheld", "annulled", "settled", NULL};
    static const char *const truths[] = {"false", "true", NULL};
    if (str_equal_c(name, "office_unit"))
        e->values[V_UNIT] = recount_digits(value);
    else if (str_equal_c(name, "place"))
        e->values[V_PLACE] = recount_digits(value);
    else if (str_equal_c(name, "people"))
        e->values[V_PEOPLE] = recount_digits(value);
    else if (str_equal_c(name, "amount"))
        e->values[V_AMOUNT] = recount_digits(value);
    else if (str_equal_c(name, "hours"))
        e->values[V_HOURS] = recount_digits(value);
    else if (str_equal_c(name, "score"))
        e->values[V_SCORE] = recount_digits(value);
    else if (str_equal_c(name, "held_on"))
        e->values[V_HELD] = desk_day(value.p).day;
    else if (str_equal_c(name, "kind"))
        e->values[V_KIND] = recount_word(value, kinds);
    else if (str_equal_c(name, "outcome"))
        e->values[V_OUTCOME] = recount_word(value, outcomes);
    else if (str_equal_c(name, "is_repeat"))
        e->values[V_REPEAT] = recount_word(value, truths);
    else if (str_equal_c(name, ".replaces"))
        e->replaces = recount_digits(value);
    else if (str_equal_c(name, ".struck"))
        e->is_struck = true;
    else if (str_equal_c(name, ".on"))
        e->new_on = desk_day(value.p).day;
}

static inline void recount_entry_of(struct arena *arena, const struct stmt *stmt,
                                    struct recount_entry *e)
{
    struct str kind = stmt_get_text(stmt, 2), codes = stmt_get_text(stmt, 4), line, name, value;
    *e = (struct recount_entry){.seq = stmt_get_i64(stmt, 0),
                                .matter = stmt_get_i64(stmt, 1),
                                .on = (int32_t)stmt_get_i64(stmt, 3)};
    for (int i = 0; i < RECOUNT_VALUES; i++)
        e->values[i] = R_UNSET;
    kind = str_from(kind, STR("tally.").len);
    e->form = str_ends(kind, STR(".proposed")) ? R_OTHER
              : str_equal_c(kind, "amended")   ? R_AMENDED
                                               : R_PLAIN;
    if (e->form == R_PLAIN)
        e->event = recount_event_of(kind);
    while (codes.len > 0 && str_next(&codes, '\n', &line) && line.len > 0) {
        str_cut(line, ' ', &name, &value);
        recount_value(e, name, str_of(arena_terminated(arena, value)));
    }
}

static inline void recount_read(struct recount *r, struct arena *arena, struct desk *desk)
{
    struct err err;
    struct stmt *stmt;
    bool has_row = true;
    r->calendar = office_current(desk->office)->calendar;
    r->entries = arena_array(arena, struct recount_entry, office_size(desk->office));
    r->n = 0;
    r->matters = 0;
    desk_must(store_prepare(office_store(desk->office),
                            STR("SELECT seq, matter, kind, on_day, codes FROM entry WHERE district "
                                "= ?1 AND matter > 0 ORDER BY matter, seq"),
                            &stmt, &err),
              &err);
    stmt_i64(stmt, DESK_DISTRICT);
    for (;;) {
        desk_must(stmt_row(stmt, &has_row, &err), &err);
        if (!has_row)
            break;
        recount_entry_of(arena, stmt, &r->entries[r->n++]);
    }
    stmt_finish(stmt);
}

/* ---- one matter's story ---- */

/* Thirty days from the day after the start, a paused day not counted (the day of the pause counts,
 * that of the resumption does not), ten more when extended; then on to a working day. */
static inline int32_t recount_due(const struct recount *r, const struct recount_story *s)
{
    int left = 30 + 10 * s->extensions;
    int32_t day = s->started;
    while (left > 0) {
        bool stands_still = false;
        day++;
        for (size_t i = 0; i < s->pauses_n; i++)
            stands_still |= day > s->pauses[i].from && day <= s->pauses[i].to;
        left -= !stands_still;
    }
    while (!calendar_is_working(r->calendar, (struct date){day}))
        day++;
    return day;
}

static inline void recount_clock(const struct recount *r, struct recount_story *s,
                                 const struct recount_entry *e)
{
    bool is_open = s->runs || s->paused_on != R_UNSET;
    switch (e->event) {
    case R_ACCEPT:
        s->started = e->on;
        s->runs = true;
        break;
    case R_SUSPEND:
        s->paused_on = e->on;
        s->runs = false;
        return; /* the due date stands until it is reckoned again */
    case R_RESUME:
        s->pauses[s->pauses_n].from = s->paused_on;
        s->pauses[s->pauses_n++].to = e->on;
        s->paused_on = R_UNSET;
        s->runs = true;
        break;
    case R_EXTEND:
        s->extensions += is_open;
        break;
    case R_DECIDE:
        s->stopped = e->on;
        s->is_met = e->on <= s->due;
        s->runs = false;
        return;
    case R_WITHDRAW:
        s->is_cancelled = is_open;
        s->runs = false;
        return;
    default:
        return;
    }
    s->due = recount_due(r, s);
}

static inline void recount_tell(const struct recount *r, struct recount_story *s,
                                struct recount_entry *e)
{
    for (int i = 0; i < RECOUNT_VALUES; i++)
        if (e->values[i] != R_UNSET)
            s->now[i] = e->values[i];
    int64_t unit = s->now[V_UNIT] == R_UNSET ? 0 : s->now[V_UNIT];
    if (!s->has[e->event]) {
        s->has[e->event] = true;
        s->first_on[e->event] = e->on;
        s->first_unit[e->event] = unit;
    }
    if (e->event == R_HEAR) {
        s->hearing_held[s->hearings_n] = s->now[V_HELD];
        s->hearing_units[s->hearings_n] = unit;
        s->hearing_kinds[s->hearings_n] = s->now[V_KIND];
        s->hearings[s->hearings_n++] = e;
    }
    if (e->event != R_TRANSFER && e->event != R_EXTEND && e->event != R_HEAR)
        s->last_step = e->event;
    recount_clock(r, s, e);
}

/* The entries [first, last) of one matter, as known; only what lies on `until` or before. The
 * copies of corrected entries live in `own`. */
static inline void recount_story(const struct recount *r, size_t first, size_t last,
                                 const struct recount_question *q, int32_t until,
                                 struct recount_entry *own, struct recount_story *s)
{
    size_t n = 0;
    for (size_t i = first; i < last; i++) {
        const struct recount_entry *e = &r->entries[i];
        if (e->form == R_OTHER)
            continue;
        if (e->seq >= q->seq || e->on > q->known)
            break; /* what is known is the beginning of the history */
        if (e->form == R_PLAIN)
            own[n++] = *e;
        for (size_t k = 0; e->form == R_AMENDED && k < n; k++) {
            if (own[k].seq != e->replaces)
                continue;
            own[k].form = e->is_struck ? R_OTHER : R_PLAIN;
            own[k].on = e->new_on;
            memcpy(own[k].values, e->values, sizeof e->values);
        }
    }
    *s = (struct recount_story){.last_step = R_EVENTS, .stopped = R_UNSET, .paused_on = R_UNSET};
    for (int i = 0; i < RECOUNT_VALUES; i++)
        s->now[i] = R_UNSET;
    for (size_t k = 0; k < n; k++)
        if (own[k].form == R_PLAIN && own[k].on <= until)
            recount_tell(r, s, &own[k]);
}

/* ---- figures ---- */

struct recount_sums {
    int64_t received, accepted, refused, withdrawn_early, examining, finished, annulled,
        hard_decided, hearings, big_hearings, held, people, attended, hours, amounts, open,
        repeats_open, due, met, places, lowest, since, known_late;
    int64_t kinds[3], open_kinds[3], heard_kinds[3];
    int64_t outcomes[3][3]; /* by outcome and kind; ended without one: in none */
    bool has_lowest;
    bool is_place_seen[100];
};

static inline bool recount_in(const struct recount_question *q, int64_t day, int64_t unit)
{
    bool is_asked = q->units == NULL;
    for (size_t i = 0; i < q->units_n; i++)
        is_asked |= q->units[i] == unit;
    return is_asked && day != R_UNSET && day >= q->from && day <= q->to;
}

static inline int64_t recount_set(int64_t value)
{
    return value == R_UNSET ? 0 : value;
}

static inline void recount_matter(const struct recount_question *q, const struct recount_story *s,
                                  struct recount_sums *sums)
{
    const int32_t *on = s->first_on;
    const int64_t *unit = s->first_unit;
    bool received = s->has[R_RECEIVE] && recount_in(q, on[R_RECEIVE], unit[R_RECEIVE]);
    sums->received += received;
    if (received)
        sums->kinds[s->now[V_KIND]]++;
    sums->examining += received && s->last_step == R_RECEIVE;
    sums->people += received ? recount_set(s->now[V_PEOPLE]) : 0;
    if (received && s->now[V_PLACE] != R_UNSET && !sums->is_place_seen[s->now[V_PLACE]]) {
        sums->is_place_seen[s->now[V_PLACE]] = true;
        sums->places++;
    }
    sums->accepted += s->has[R_ACCEPT] && recount_in(q, on[R_RECEIVE], unit[R_ACCEPT]);
    sums->refused += s->has[R_REFUSE] && recount_in(q, on[R_RECEIVE], unit[R_REFUSE]);
    sums->withdrawn_early +=
        s->has[R_WITHDRAW] && !s->has[R_ACCEPT] && recount_in(q, on[R_RECEIVE], unit[R_WITHDRAW]);
    for (int i = 0; i < 3; i++) { /* a matter ends but once */
        static const enum recount_event ends[] = {R_REFUSE, R_DECIDE, R_WITHDRAW};
        bool is_own = s->has[ends[i]] && recount_in(q, on[ends[i]], unit[ends[i]]);
        sums->finished += is_own;
        if (is_own && s->now[V_OUTCOME] != R_UNSET)
            sums->outcomes[s->now[V_OUTCOME]][s->now[V_KIND]]++;
    }
    if (s->has[R_DECIDE]) {
        bool is_cohort = recount_in(q, on[R_RECEIVE], unit[R_DECIDE]);
        bool is_own = recount_in(q, on[R_DECIDE], unit[R_DECIDE]);
        sums->annulled += is_cohort && s->now[V_OUTCOME] >= 1;
        sums->hard_decided += is_own && s->now[V_KIND] == 1 && s->now[V_REPEAT] != 1;
        sums->amounts += is_own && s->now[V_OUTCOME] == 2 ? recount_set(s->now[V_AMOUNT]) : 0;
    }
    for (size_t i = 0; i < s->hearings_n; i++) {
        const struct recount_entry *hearing = s->hearings[i];
        bool is_own = recount_in(q, hearing->on, s->hearing_units[i]);
        int64_t score = hearing->values[V_SCORE];
        sums->hearings += is_own;
        sums->heard_kinds[s->hearing_kinds[i]] += is_own;
        sums->big_hearings += is_own && hearing->values[V_PEOPLE] >= 10;
        sums->held += recount_in(q, s->hearing_held[i], s->hearing_units[i]);
        sums->attended += is_own ? hearing->values[V_PEOPLE] : 0;
        sums->hours += is_own ? recount_set(hearing->values[V_HOURS]) : 0;
        if (is_own && score != R_UNSET && (!sums->has_lowest || score < sums->lowest)) {
            sums->lowest = score;
            sums->has_lowest = true;
        }
    }
}

static inline void recount_rest(const struct recount_question *q, const struct recount_story *s,
                                struct recount_sums *sums)
{
    int64_t unit = recount_set(s->now[V_UNIT]);
    bool counts = s->has[R_ACCEPT] && !s->is_cancelled && (s->runs || s->stopped != R_UNSET);
    sums->due += counts && recount_in(q, s->due, unit);
    sums->met += counts && s->is_met && recount_in(q, s->due, unit);
}

static inline void recount_stock(const struct recount_question *q, const struct recount_story *s,
                                 struct recount_sums *sums)
{
    struct recount_question any = *q;
    any.from = INT32_MIN + 1;
    bool is_open = s->last_step == R_RECEIVE || s->last_step == R_ACCEPT
                   || s->last_step == R_SUSPEND || s->last_step == R_RESUME;
    bool is_asked = is_open && recount_in(&any, q->to, recount_set(s->now[V_UNIT]));
    sums->open += is_asked;
    if (is_asked)
        sums->open_kinds[s->now[V_KIND]]++;
    sums->repeats_open += is_asked && s->now[V_REPEAT] == 1;
}

/* All figures of a period as known at its last day (or before the entry). */
static inline void recount_all(const struct recount *r, const struct recount_question *given,
                               struct recount_sums *sums)
{
    static struct recount_entry own[2 * LIMIT_MATTER_EVENTS];
    static struct recount_story s;
    struct recount_question since = *given, late = *given;
    since.from = desk_day("2021-01-01").day;
    late.known = INT32_MAX;
    *sums = (struct recount_sums){0};
    for (size_t first = 0, last; first < r->n; first = last) {
        for (last = first; last < r->n && r->entries[last].matter == r->entries[first].matter;)
            last++;
        recount_story(r, first, last, given, INT32_MAX, own, &s);
        recount_matter(given, &s, sums);
        recount_rest(given, &s, sums);
        sums->since +=
            s.has[R_RECEIVE] && recount_in(&since, s.first_on[R_RECEIVE], s.first_unit[R_RECEIVE]);
        recount_story(r, first, last, given, given->to, own, &s);
        recount_stock(given, &s, sums);
        recount_story(r, first, last, &late, INT32_MAX, own, &s);
        if (s.has[R_RECEIVE] && recount_in(given, s.now[V_HELD], s.first_unit[R_RECEIVE]))
            sums->known_late += recount_set(s.now[V_PEOPLE]);
    }
}

#endif
