/*
 * closing.c - the three steps, and what stands in their way.
 */
#include "office/closing.h"

#include "base/assert.h"
#include "figure/identity.h"
#include "office/closing_text.h"
#include "office/internal.h"

enum { OPEN_RETURNS_MAX = 1000, TOLD_MAX = 20 };

/* ---- what is there ---- */

static bool is_named(const struct signed_text *text, enum signed_kind kind, struct str period)
{
    return text->kind == kind && str_equal(text->name, period);
}

/* The newest snapshot of the period, and the signatures that name it. */
static bool fill(struct store *db, int64_t district, struct arena *arena,
                 const struct signed_text *texts, size_t n, struct closing *c, struct err *err)
{
    for (size_t i = 0; i < n; i++) {
        if (is_named(&texts[i], SIGNED_CLOSING, c->period)) {
            c->made = texts[i];
            c->state = CLOSING_MADE;
        } else if (is_named(&texts[i], SIGNED_CHECKED, c->period)) {
            c->checked = texts[i];
            c->state = CLOSING_CHECKED;
        } else if (is_named(&texts[i], SIGNED_CLOSED, c->period)) {
            c->closed = texts[i];
            c->state = CLOSING_CLOSED;
        }
    }
    return c->state == CLOSING_OPEN
           || (signed_bytes(db, district, &c->made, arena, &c->bytes, err)
               && closing_text_read(arena, c->bytes, c, err));
}

bool closing_find(struct store *db, int64_t district, struct arena *arena, struct str period,
                  struct closing *closing_out, struct err *err)
{
    struct signed_text *texts;
    size_t n;
    *closing_out = (struct closing){.period = period};
    return signed_list(db, district, arena, &texts, &n, err)
           && fill(db, district, arena, texts, n, closing_out, err);
}

bool closing_all(struct store *db, int64_t district, struct arena *arena,
                 struct closing **closings_out, size_t *n_out, struct err *err)
{
    struct signed_text *texts;
    size_t n, found = 0;
    if (!signed_list(db, district, arena, &texts, &n, err))
        return false;
    struct closing *closings = arena_array(arena, struct closing, n + 1);
    for (size_t i = 0; i < n; i++) {
        bool is_known = texts[i].kind != SIGNED_CLOSING;
        for (size_t k = 0; k < found; k++)
            is_known |= str_equal(closings[k].period, texts[i].name);
        if (is_known)
            continue;
        closings[found].period = texts[i].name;
        if (!fill(db, district, arena, texts, n, &closings[found++], err))
            return false;
    }
    *closings_out = closings;
    *n_out = found;
    return true;
}

bool closing_through(struct store *db, int64_t district, struct date *day_out, struct err *err)
{
    struct closing *closings;
    struct arena arena;
    size_t n = 0;
    arena_init(&arena, 0);
    *day_out = DATE_NONE;
    bool ok = closing_all(db, district, &arena, &closings, &n, err);
    for (size_t i = 0; ok && i < n; i++)
        if (closings[i].state == CLOSING_CLOSED)
            *day_out = date_is_none(*day_out) ? closings[i].to : date_max(*day_out, closings[i].to);
    arena_done(&arena);
    return ok;
}

bool closing_figures(const struct figure_question *question, struct str period, struct arena *arena,
                     struct figure_value *values, struct closing *closing_out, struct err *err)
{
    bool *has = arena_array(arena, bool, question->registry->figures_n + 1);
    if (!figure_all(question, arena, values, err)
        || !closing_find(question->db, question->district, arena, period, closing_out, err))
        return false;
    return closing_out->state != CLOSING_CLOSED
           || closing_values(closing_out, question->registry, arena, values, has, err);
}

/* ---- who ---- */

static const struct str makers[] = {{"statistician", 12}, {"reporter", 8}};
static const struct str checkers[] = {{"reviewer", 8}, {"supervisor", 10}};
static const struct str leaders[] = {{"organ_head", 10}, {"body_head", 9}};

/* A post in the district itself: whoever works in one department does not close for all. */
static bool has_one_of(struct office *office, int64_t person, const struct str *roles, size_t n)
{
    const struct organisation *org = office_current(office)->organisation;
    for (size_t i = 0; i < org->units.n; i++) {
        struct access_question question = {.person = person,
                                           .roles = roles,
                                           .roles_n = n,
                                           .unit = org->units.at[i].id,
                                           .on = office_today(office)};
        if (org->units.at[i].parent == 0 && access_may(org, &question))
            return true;
    }
    return false;
}

static bool may(struct office *office, const struct closing_act *act, const struct str roles[2],
                const char *does, struct err *err)
{
    if (has_one_of(office, act->actor, roles, 2))
        return true;
    return err_set(err, ERR_DENIED,
                   "person %lld may not %s; it takes a post in the district itself as %" STR_FMT
                   " or %" STR_FMT,
                   (long long)act->actor, does, STR_ARG(roles[0]), STR_ARG(roles[1]));
}

/* ---- what stands in the way ---- */

/* The last day that a figure of the period reaches. */
static struct date reaches(const struct registry *registry, const struct closing_act *act)
{
    struct date report_day = registry_report_day(registry, date_year(act->to));
    bool is_year_end = date_compare(act->to, date_of(date_year(act->to), 12, 31)) == 0;
    return is_year_end ? date_max(act->to, report_day) : act->to;
}

/* The date field by which a register's returns are counted, or NONE: it has none. */
static int return_day_field(const struct registry *registry, const struct register_def *def)
{
    for (size_t i = 0; i < registry->figures_n; i++) {
        const struct figure_def *figure = registry->figures[i];
        if (figure->registry_at == def->id && figure->is_any_known && figure->dated_field != NONE)
            return figure->dated_field;
    }
    return NONE;
}

static bool concerns(const struct matter *matter, int field, const struct closing_act *act,
                     struct date last)
{
    if (!matter->is_set[field])
        return true;
    struct date day = {(int32_t)matter->values[field]};
    return date_compare(day, act->from) >= 0 && date_compare(day, last) <= 0;
}

/* Returns and inputs that somebody entered and nobody signed. */
static bool unsigned_returns(struct office *office, const struct register_def *def, int field,
                             const struct closing_act *act, struct complaints *complaints,
                             struct err *err)
{
    const struct registry *registry = office_current(office)->registry;
    struct date last = reaches(registry, act);
    struct stmt *stmt = store_statement(office->db, Q_MATTER_NEWEST_OPEN);
    bool has_row;
    size_t told = 0;
    stmt_i64(stmt, office->district);
    stmt_i64(stmt, def->id);
    stmt_i64(stmt, 1);
    stmt_i64(stmt, OPEN_RETURNS_MAX);
    stmt_i64(stmt, 0);
    for (;;) {
        if (!stmt_row(stmt, &has_row, err))
            return false;
        if (!has_row)
            return true;
        struct matter *matter = matter_unpack(complaints->arena, registry, stmt_get_i64(stmt, 0),
                                              stmt_get_blob(stmt, 1));
        if (!concerns(matter, field, act, last) || told++ >= TOLD_MAX)
            continue;
        struct str number = matter_number(matter, office->is_demo, complaints->arena);
        complaints_add(complaints, def->key, 0, 0,
                       "%" STR_FMT " (matter %lld) is not signed: it is %" STR_FMT, STR_ARG(number),
                       (long long)matter->id, STR_ARG(def->states[matter->state].title.zh));
    }
}

static bool find_obstacles(struct office *office, struct arena *arena,
                           const struct closing_act *act, struct complaints *complaints,
                           struct err *err)
{
    const struct registry *registry = office_current(office)->registry;
    struct figure_question question = closing_text_question(office, act->from, act->to, 0);
    struct identity_counts counts;
    char day[DATE_TEXT_BYTES];
    struct date last = reaches(registry, act);
    if (date_compare(office_today(office), last) < 0)
        complaints_add(complaints, act->period, 0, 0,
                       "the period is still open: its figures run to %" STR_FMT
                       ", and it is closed on that day or later",
                       STR_ARG(date_print(last, day)));
    if (!identity_check(&question, arena, &counts, complaints, err))
        return false;
    for (size_t i = 0; i < registry->registers_n; i++) {
        int field = return_day_field(registry, registry->registers[i]);
        if (field != NONE
            && !unsigned_returns(office, registry->registers[i], field, act, complaints, err))
            return false;
    }
    return true;
}

/* ---- the steps ---- */

static bool refuse_closed(const struct closing *closing, struct err *err)
{
    char day[DATE_TEXT_BYTES];
    if (closing->state != CLOSING_CLOSED)
        return true;
    (void)err_set(err, ERR_CONFLICT,
                  "the period %" STR_FMT " is closed already: signed on %" STR_FMT,
                  STR_ARG(closing->period), STR_ARG(date_print(closing->closed.on, day)));
    err_hint(err, "Signed values do not change; what came later is shown as restated: gulou "
                  "figures --year … --restated");
    return false;
}

bool closing_make(struct office *office, struct arena *arena, const struct closing_act *act,
                  struct complaints *complaints, struct err *err)
{
    struct closing closing;
    struct str bytes;
    if (!may(office, act, makers, "make the snapshot of a period", err)
        || !closing_find(office->db, office->district, arena, act->period, &closing, err)
        || !refuse_closed(&closing, err) || !find_obstacles(office, arena, act, complaints, err))
        return false;
    if (complaints->list.n > 0)
        return err_set(err, ERR_CONFLICT, "the period %" STR_FMT " cannot be closed yet",
                       STR_ARG(act->period));
    struct closing asked = {
        .period = act->period, .from = act->from, .to = act->to, .size = office->head.seq_next};
    return closing_again(office, arena, &asked, &bytes, err)
           && signed_enter(office, SIGNED_CLOSING, act->period, bytes, act->actor, err);
}

bool closing_is_equal(const struct figure_value *a, const struct figure_value *b)
{
    if (!a->is_known || !b->is_known)
        return a->is_known == b->is_known;
    return a->numerator == b->numerator && a->denominator == b->denominator;
}

/* C3: the figures as they are now are still those of the snapshot. */
static bool still_holds(struct office *office, struct arena *arena, const struct closing *closing,
                        struct complaints *complaints, struct err *err)
{
    const struct registry *registry = office_current(office)->registry;
    size_t n = registry->figures_n;
    struct figure_question q = closing_text_question(office, closing->from, closing->to, 0);
    struct figure_value *was = arena_array(arena, struct figure_value, n + 1);
    struct figure_value *now = arena_array(arena, struct figure_value, n + 1);
    bool *has = arena_array(arena, bool, n + 1);
    if (!closing_values(closing, registry, arena, was, has, err)
        || !figure_all(&q, arena, now, err))
        return false;
    size_t before = complaints->list.n;
    for (size_t i = 0; i < n; i++) {
        bool is_same = has[i] && closing_is_equal(&was[i], &now[i]);
        if (registry->figures[i]->is_retired || is_same)
            continue;
        struct str a = figure_text(registry->figures[i], &was[i], arena);
        struct str b = figure_text(registry->figures[i], &now[i], arena);
        complaints_add(complaints, registry->figures[i]->key, 0, 0,
                       "was %" STR_FMT " in the snapshot and is %" STR_FMT " now", STR_ARG(a),
                       STR_ARG(b));
    }
    return complaints->list.n == before
           || err_set(err, ERR_CONFLICT,
                      "figures of %" STR_FMT " moved since the snapshot was made; make it anew",
                      STR_ARG(closing->period));
}

static bool is_other_person(const struct closing *closing, int64_t actor, struct err *err)
{
    bool is_maker = closing->made.actor == actor;
    bool is_checker = closing->state >= CLOSING_CHECKED && closing->checked.actor == actor;
    if (!is_maker && !is_checker)
        return true;
    return err_set(err, ERR_DENIED,
                   "person %lld already %s this snapshot; maker, checker and leader are three "
                   "different people",
                   (long long)actor, is_maker ? "made" : "checked");
}

bool closing_check(struct office *office, struct arena *arena, const struct closing_act *act,
                   struct complaints *complaints, struct err *err)
{
    struct closing closing;
    if (!may(office, act, checkers, "check the snapshot of a period", err)
        || !closing_find(office->db, office->district, arena, act->period, &closing, err)
        || !refuse_closed(&closing, err))
        return false;
    if (closing.state != CLOSING_MADE)
        return err_set(err, ERR_CONFLICT,
                       closing.state == CLOSING_OPEN ? "there is no snapshot of %" STR_FMT
                                                       " to check"
                                                     : "the snapshot of %" STR_FMT
                                                       " is checked already; the leader signs now",
                       STR_ARG(act->period));
    return is_other_person(&closing, act->actor, err)
           && still_holds(office, arena, &closing, complaints, err)
           && signed_enter(office, SIGNED_CHECKED, act->period,
                           closing_text_of_signature(arena, &closing), act->actor, err);
}

bool closing_sign(struct office *office, struct arena *arena, const struct closing_act *act,
                  struct complaints *complaints, struct err *err)
{
    struct closing closing;
    if (!may(office, act, leaders, "sign the closing of a period", err)
        || !closing_find(office->db, office->district, arena, act->period, &closing, err)
        || !refuse_closed(&closing, err))
        return false;
    if (closing.state != CLOSING_CHECKED)
        return err_set(err, ERR_CONFLICT,
                       "the snapshot of %" STR_FMT " is not %s; first it is made, then checked by "
                       "another person",
                       STR_ARG(act->period), closing.state == CLOSING_OPEN ? "made" : "checked");
    return is_other_person(&closing, act->actor, err)
           && still_holds(office, arena, &closing, complaints, err)
           && signed_enter(office, SIGNED_CLOSED, act->period,
                           closing_text_of_signature(arena, &closing), act->actor, err)
           && closing_through(office->db, office->district, &office->closed_through, err);
}
