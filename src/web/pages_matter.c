/*
 * pages_matter.c - one matter: what is known, its course, its clocks, the figures it counts in, and
 * its proof. Personal values are sealed and stay so: the page says that they were given.
 */
#include "crypto/hex.h"
#include "office/lookup.h"
#include "web/pages.h"

/* ---- particulars ---- */

static struct fold_step *steps_of(struct page *page, const struct reader_event *events, size_t n)
{
    struct fold_step *steps = arena_array(page->arena, struct fold_step, n + 1);
    for (size_t i = 0; i < n; i++)
        steps[i] = (struct fold_step){events[i].event, events[i].calendar};
    return steps;
}

/* The last text given for each field, amendments applied. */
static struct str *texts_of(struct page *page, const struct matter *matter,
                            const struct reader_event *events, size_t n)
{
    struct str *texts = arena_array(page->arena, struct str, matter->def->fields_n + 1);
    size_t resolved_n;
    const struct fold_step *resolved =
        fold_resolve(page->arena, steps_of(page, events, n), n, &resolved_n);
    for (size_t i = 0; i < resolved_n; i++) {
        const struct event *event = resolved[i].event;
        if (event->form == EVENT_PROPOSED)
            continue;
        for (size_t k = 0; k < event->texts.n; k++)
            texts[event->texts.at[k].field] = event->texts.at[k].text;
    }
    return texts;
}

static void put_fact(struct html_value *facts, struct str title, struct str text, struct str url)
{
    struct html_value *fact = html_push_map(facts);
    html_put_text(fact, "title", title);
    html_put_text(fact, "text", text);
    html_put_url(fact, "url", url);
}

static struct str value_text(const struct page *page, const struct field_def *field, int64_t value)
{
    return matter_value_text(page->office, field, value, page->language == PAGE_EN, page->arena);
}

static void put_facts(struct page *page, const struct matter *matter, bool has_values,
                      const struct str *texts)
{
    const struct register_def *def = matter->def;
    struct html_value *facts = html_put_list(page->data, "facts");
    put_fact(facts, page_t(page, "received"), page_date(page, matter->opened_on), STR_NONE);
    if (def->regimes[matter->regime].law.len > 0)
        put_fact(facts, page_t(page, "law_in_force"), def->regimes[matter->regime].law, STR_NONE);
    for (size_t i = 0; i < def->fields_n; i++) {
        const struct field_def *field = &def->fields[i];
        struct str title = page_title(page, field->title);
        if (!matter->is_set[i])
            continue;
        if (field_is_sealed(field))
            put_fact(facts, title, page_t(page, "sealed"), STR_NONE);
        else if (!has_values && !field->is_listed)
            put_fact(facts, title, page_t(page, "not_open"), STR_NONE);
        else if (field->type == FIELD_MATTER)
            put_fact(facts, title, value_text(page, field, matter->values[i]),
                     page_matter_url(page, matter->values[i]));
        else if (field_is_plain(field))
            put_fact(facts, title, value_text(page, field, matter->values[i]), STR_NONE);
        else
            put_fact(facts, title, texts[i], STR_NONE);
    }
}

/* ---- its course ---- */

static struct str actor_text(const struct page *page, int64_t actor)
{
    if (actor == ACTOR_LAW)
        return page_t(page, "actor_law");
    if (actor == ACTOR_OFFICE)
        return page_t(page, "actor_office");
    const struct person *person = organisation_person(page->now->organisation, actor);
    if (person == NULL)
        return arena_print(page->arena, "#%lld", (long long)actor);
    struct str unit = person->posts_n > 0 ? page_unit(page, person->posts[0].unit) : STR_NONE;
    return arena_print(page->arena, "%" STR_FMT "%s%" STR_FMT, STR_ARG(unit),
                       unit.len > 0 ? " · " : "", STR_ARG(person->name));
}

static void put_event_fact(struct html_value *facts, struct str title, struct str text)
{
    struct html_value *fact = html_push_map(facts);
    html_put_text(fact, "title", title);
    html_put_text(fact, "text", text);
}

static void put_event_facts(struct page *page, struct html_value *map, const struct event *event,
                            bool has_values)
{
    struct html_value *facts = html_put_list(map, "facts");
    for (size_t i = 0; i < event->values.n; i++) {
        const struct field_def *field = &event->def->fields[event->values.at[i].field];
        put_event_fact(facts, page_title(page, field->title),
                       has_values || field->is_listed
                           ? value_text(page, field, event->values.at[i].value)
                           : page_t(page, "not_open"));
    }
    for (size_t i = 0; i < event->texts.n; i++) {
        const struct field_def *field = &event->def->fields[event->texts.at[i].field];
        put_event_fact(facts, page_title(page, field->title),
                       has_values ? event->texts.at[i].text : page_t(page, "not_open"));
    }
    for (size_t i = 0; i < event->def->fields_n && i < 128; i++)
        if ((event->has[i / 64] >> (i % 64) & 1) != 0 && field_is_sealed(&event->def->fields[i]))
            put_event_fact(facts, page_title(page, event->def->fields[i].title),
                           page_t(page, "sealed"));
}

/* What became of a proposal: a word behind its title. */
static const char *proposal_word(const struct page *page, const struct matter *matter,
                                 const struct reader_event *events, size_t n, int64_t seq)
{
    const int64_t hour_ms = 3600000;
    for (size_t i = 0; i < n; i++)
        if (events[i].event->approves == seq)
            return "event_approved";
    for (size_t i = 0; i < matter->proposals.n; i++) {
        const struct proposal *proposal = &matter->proposals.at[i];
        struct instant lapse = {proposal->at.ms + LIMIT_APPROVAL_HOURS * hour_ms};
        if (proposal->seq == seq && date_compare(instant_date(lapse), page->today) >= 0)
            return "event_proposed";
    }
    return "event_lapsed";
}

/* "延期（待批准）", "更正：受理登记". */
static struct str event_title(const struct page *page, const struct matter *matter,
                              const struct reader_event *events, size_t n,
                              const struct event *event)
{
    bool is_amendment = event->form == EVENT_AMENDMENT || event->replaces != 0;
    int id = event->event;
    for (size_t i = 0; i < n && is_amendment; i++)
        if (events[i].seq == event->replaces)
            id = events[i].event->event;
    struct str title = id == NONE ? STR_NONE : page_title(page, event->def->events[id].title);
    if (is_amendment)
        title =
            arena_print(page->arena, "%" STR_FMT "%" STR_FMT,
                        STR_ARG(page_t(page, event->is_struck ? "event_strikes" : "event_amends")),
                        STR_ARG(title));
    if (event->form != EVENT_PROPOSED)
        return title;
    return arena_print(page->arena, "%" STR_FMT "%" STR_FMT, STR_ARG(title),
                       STR_ARG(page_t(page, proposal_word(page, matter, events, n, event->seq))));
}

/* The amendment that took the event's place, or 0. */
static int64_t amended_by(const struct reader_event *events, size_t n, int64_t seq)
{
    for (size_t i = n; i > 0; i--)
        if (events[i - 1].event->form == EVENT_AMENDMENT && events[i - 1].event->replaces == seq)
            return events[i - 1].seq;
    return 0;
}

static struct str event_note(const struct page *page, const struct event *event, int64_t amended)
{
    if (amended != 0)
        return page_seq_word(page, "event_amended_by", amended);
    if (event->approves != 0)
        return page_seq_word(page, "event_approves", event->approves);
    if (event->replaces != 0)
        return page_seq_word(page, "event_replaces", event->replaces);
    if (event->actor == ACTOR_LAW && event->clock != NONE)
        return page_title(page, event->def->clocks[event->clock].title);
    return STR_NONE;
}

struct course {
    const struct matter *matter;
    const struct reader_event *events;
    size_t n;
    bool has_values; /* they may be shown */
};

static void put_event(struct page *page, struct html_value *list, const struct course *course,
                      size_t at)
{
    const struct reader_event *events = course->events;
    size_t n = course->n;
    const struct event *event = events[at].event;
    int64_t amended = amended_by(events, n, events[at].seq);
    struct html_value *map = html_push_map(list);
    html_put_i64(map, "seq", events[at].seq);
    html_put_text(map, "title", event_title(page, course->matter, events, n, event));
    html_put_text(map, "on",
                  page_date(page, event->replaces != 0 && !event->is_struck
                                          && !date_is_none(event->replaced_on)
                                      ? event->replaced_on
                                      : event->on));
    html_put_text(map, "at", page_moment(page, event->at));
    html_put_text(map, "actor", actor_text(page, event->actor));
    put_event_facts(page, map, event, course->has_values);
    html_put_text(map, "note", event_note(page, event, amended));
    html_put_bool(map, "is_law", event->actor == ACTOR_LAW);
    html_put_bool(map, "is_struck", amended != 0);
    html_put_bool(map, "letter", false);
}

/* Every look-up of its persons: they are to see it. */
static bool put_lookups(struct page *page, const struct matter *matter, struct err *err)
{
    struct lookup_seen *seen;
    size_t n;
    if (!reader_lookups(page->reader, page->arena, matter->id, &seen, &n, err))
        return false;
    html_put_bool(page->data, "has_lookups", n > 0);
    struct html_value *list = html_put_list(page->data, "lookups");
    for (size_t i = 0; i < n; i++) {
        struct html_value *item = html_push_map(list);
        html_put_text(item, "on", page_moment(page, seen[i].at));
        html_put_text(item, "actor", actor_text(page, seen[i].actor));
    }
    return true;
}

/* ---- figures and proof ---- */

static void put_figures(struct page *page, const struct matter *matter,
                        const struct reader_event *events, size_t n)
{
    struct contributions all = {0}, none = {0}, rows = {0};
    struct html_value *list = html_put_list(page->data, "figures");
    contribution_all(page->arena, page->now->registry, matter->def, matter->id,
                     steps_of(page, events, n), n, &all);
    contribution_difference(page->arena, &none, &all, DATE_NONE, matter->id, 0, &rows);
    for (size_t i = 0; i < rows.rows.n; i++) {
        const struct contribution *row = &rows.rows.at[i];
        const struct figure_def *figure = page->now->registry->figures[row->figure];
        if (figure->is_restricted || figure->is_retired)
            continue;
        struct html_value *item = html_push_map(list);
        struct str url =
            arena_print(page->arena, "/figure/%" STR_FMT "/list", STR_ARG(figure->key));
        html_put_text(item, "title", page_title(page, figure->title));
        html_put_url(
            item, "url",
            page_with(page, url, "year", arena_print(page->arena, "%d", date_year(row->day))));
        html_put_text(item, "day", page_date(page, row->day));
        html_put_text(item, "amount", page_amount(page, figure, row->amount));
    }
}

static bool put_proof(struct page *page, const struct matter *matter, struct err *err)
{
    struct hash256 leaf, root;
    struct buf out;
    int64_t size, seq = matter->seqs.at[matter->seqs.n - 1];
    int64_t tile = seq / TREE_TILE_HASHES;
    if (!page_ledger(page, &size, &root, err)
        || !reader_leaf(page->reader, page->arena, seq, &leaf, err))
        return false;
    struct html_value *proof = html_put_map(page->data, "proof");
    html_put_i64(proof, "seq", seq);
    html_put_text(proof, "leaf", page_hash(page, &leaf));
    html_put_text(proof, "size", page_number(page, size));
    html_put_text(proof, "root", page_hash(page, &root));
    buf_init(&out, 200);
    buf_put_char(&out, '/');
    tree_tile_path(&out, 0, tile, tree_tile_width(0, tile, size));
    html_put_url(proof, "url", arena_copy(page->arena, buf_str(&out)));
    buf_done(&out);
    html_put_url(proof, "checkpoint_url", STR("/checkpoint"));
    return true;
}

bool matter_page(struct page *page, const struct route_params *params, struct err *err)
{
    struct matter *matter = NULL;
    struct reader_event *events;
    size_t n;
    int64_t id;
    if (!str_to_i64(route_param(params, "id"), &id) || id <= 0)
        return page_refuse(page, ERR_MISSING, "no_matter", err);
    if (!reader_matter(page->reader, page->arena, id, &matter, err))
        return false;
    if (matter == NULL || matter->seqs.n == 0)
        return page_refuse(page, ERR_MISSING, "no_matter", err);
    if (!matter_is_shown(page, matter))
        return page_refuse(page, ERR_DENIED, "matter_closed", err);
    if (!reader_events(page->reader, page->arena, matter, &events, &n, err))
        return false;
    bool has_values = !contribution_is_restricted(page->now->registry, matter);
    int clock = clock_first_due(matter);
    struct html_value *data = page->data;
    struct str number = page_matter_number(page, matter);
    html_put_text(data, "number", number);
    html_put_text(data, "subject", page_title(page, matter->def->title));
    html_put_url(data, "register_url",
                 arena_print(page->arena, "/register/%" STR_FMT, STR_ARG(matter->def->key)));
    html_put_text(data, "mark",
                  str_of(clock == NONE || !matter_is_open(matter)
                             ? ""
                             : clock_look(page, matter, clock).mark));
    html_put_text(data, "status", page_state(page, matter));
    put_facts(page, matter, has_values, texts_of(page, matter, events, n));
    html_put_bool(data, "has_actions", false);
    html_put_list(data, "actions");
    clocks_put(page, matter, events, n);
    struct course course = {matter, events, n, has_values};
    struct html_value *list = html_put_list(data, "events");
    for (size_t i = 0; i < n; i++)
        put_event(page, list, &course, i);
    if (!links_put(page, matter, err))
        return false;
    put_figures(page, matter, events, n);
    html_put_text(data, "no_figures", page_t(page, has_values ? "matter_no_figures" : "not_open"));
    return put_lookups(page, matter, err) && put_proof(page, matter, err)
           && page_show(page, "matter", number, "registers", err);
}
