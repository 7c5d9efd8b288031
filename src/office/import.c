#include "office/import.h"

#include "base/assert.h"
#include "office/import_plan.h"
#include "office/internal.h"
#include "office/reader.h"
#include "text/table.h"

enum { IMPORT_BATCH = 2000, NUMBERS_MAX = 1000 };

/* ---- the sheet "numbers" of an opening ---- */

struct numbers {
    struct batch_counter *at;
    size_t n;
};

static void complain_numbers(struct plan *plan, const struct row *row, size_t column,
                             const char *text)
{
    const struct row_cell *cell = column < row->cells_n ? &row->cells[column] : NULL;
    complaints_add(&plan->result->complaints, plan->options->numbers->name,
                   cell == NULL ? row->line : cell->line, cell == NULL ? 1 : cell->column,
                   "\"%" STR_FMT "\" %s", STR_ARG(row_text(row, column)), text);
}

static void read_number(struct plan *plan, const struct row *row, struct numbers *numbers)
{
    const struct registry *registry = office_current(plan->office)->registry;
    const struct register_def *def = registry_find(registry, str_trim(row_text(row, 0)));
    int64_t year, next;
    if (def == NULL)
        complain_numbers(plan, row, 0, "is no register");
    else if (!str_to_i64(str_trim(row_text(row, 1)), &year) || year < 1949 || year > 2199)
        complain_numbers(plan, row, 1, "is no year; expected 2022");
    else if (!str_to_i64(str_trim(row_text(row, 2)), &next) || next < 1)
        complain_numbers(plan, row, 2,
                         "is no number; expected the next one to be given, 1 or more");
    else if (numbers->n == NUMBERS_MAX)
        complain_numbers(plan, row, 0, "is one number too many");
    else if (next > 1)
        numbers->at[numbers->n++] = (struct batch_counter){def->id, year, next - 1};
}

static void check_twice(struct plan *plan, const struct row *row, const struct numbers *numbers)
{
    for (size_t i = 0; i + 1 < numbers->n; i++)
        if (numbers->at[i].register_id == numbers->at[numbers->n - 1].register_id
            && numbers->at[i].year == numbers->at[numbers->n - 1].year)
            complain_numbers(plan, row, 0, "stands here twice for this year");
}

static void read_numbers(struct plan *plan, struct numbers *numbers)
{
    static const char *const head[] = {"register", "year", "next"};
    const struct import_file *file = plan->options->numbers;
    struct table table;
    struct row row;
    numbers->at = arena_array(plan->arena, struct batch_counter, NUMBERS_MAX);
    if (file == NULL
        || !table_open(&table, plan->arena, file->name, file->bytes, file->sheet,
                       &plan->result->complaints))
        return;
    bool is_good = table_next(&table, &row);
    for (size_t i = 0; i < 3; i++)
        is_good = is_good && str_equal_c(str_trim(row_text(&row, i)), head[i]);
    if (!is_good)
        complaints_add(&plan->result->complaints, file->name, 1, 1,
                       "expected the columns register, year, next");
    while (is_good && table_next(&table, &row)) {
        size_t before = numbers->n;
        read_number(plan, &row, numbers);
        if (numbers->n > before)
            check_twice(plan, &row, numbers);
    }
    table_close(&table);
}

/* A number is given once. What gulou gives next lies behind all of them by itself. */
static void check_numbers(struct plan *plan)
{
    struct map taken;
    map_init(&taken, plan->arena);
    for (size_t i = 0; i < plan->matters.n; i++) {
        struct plan_matter *m = &plan->matters.at[i];
        if (m->number_seq == 0)
            continue;
        struct str key = arena_print(plan->arena, "%d %lld/%lld", m->def->id,
                                     (long long)m->number_year, (long long)m->number_seq);
        if (!map_put(&taken, key, 0))
            import_plan_complain(plan, m->file, m->line, 1,
                                 "the number %lld/%lld belongs to two matters of this register",
                                 (long long)m->number_year, (long long)m->number_seq);
    }
}

/* ---- who signs ---- */

static bool holds_one(const struct plan *plan, int64_t person, const char *roles)
{
    struct str rest = str_of(roles), role;
    while (rest.len > 0 && str_next(&rest, ' ', &role))
        if (access_has_role(office_current(plan->office)->organisation, person, role,
                            office_today(plan->office)))
            return true;
    return false;
}

static void check_signers(struct plan *plan)
{
    static const char makers[] = "intake handler reporter statistician administrator",
                      checkers[] = "reviewer supervisor signer unit_head body_head organ_head";
    const struct import_options *options = plan->options;
    struct complaints *complaints = &plan->result->complaints;
    if (!holds_one(plan, options->maker, makers))
        complaints_add(complaints, STR("maker"), 0, 0,
                       "person %lld may not import: it takes one of the roles %s",
                       (long long)options->maker, makers);
    if (options->checker != 0 && !holds_one(plan, options->checker, checkers))
        complaints_add(complaints, STR("checker"), 0, 0,
                       "person %lld may not check an import: it takes one of the roles %s",
                       (long long)options->checker, checkers);
    if (options->checker != 0 && options->checker == options->maker)
        complaints_add(complaints, STR("checker"), 0, 0,
                       "the second person must be another than the first");
    if (options->checker != 0 || (plan->second_needed == 0 && !options->is_opening))
        return;
    if (plan->second_needed == 0) {
        complaints_add(complaints, STR("checker"), 0, 0,
                       "an opening is signed by two persons: --checker PERSON");
        return;
    }
    const struct plan_event *e = &plan->events.at[plan->second_needed - 1];
    import_plan_complain(plan, e->file, e->line, e->on_column > 0 ? e->on_column : e->column,
                         "this event needs a second person (an approval, or a date more than %d "
                         "working days back): the file must be checked, --checker PERSON",
                         LIMIT_BACKDATE_WORKING_DAYS);
}

/* ---- writing ---- */

static struct str register_keys(const struct plan *plan)
{
    struct str keys = STR_NONE;
    for (size_t i = 0; i < plan->options->files_n; i++)
        keys = arena_print(plan->arena, "%" STR_FMT "%s%" STR_FMT, STR_ARG(keys), i > 0 ? "," : "",
                           STR_ARG(plan->options->files[i].def->key));
    return keys;
}

static struct str hex(struct arena *arena, struct str bytes)
{
    struct hash256 hash;
    struct str text = STR_NONE;
    hash_sha256(bytes.p, bytes.len, &hash);
    for (size_t i = 0; i < sizeof hash.b; i++)
        text = arena_print(arena, "%" STR_FMT "%02x", STR_ARG(text), hash.b[i]);
    return text;
}

static bool sign(struct plan *plan, const struct numbers *numbers, struct err *err)
{
    const struct import_options *options = plan->options;
    struct office *office = plan->office;
    struct import_hash *files = arena_array(plan->arena, struct import_hash, options->files_n + 1);
    for (size_t i = 0; i < options->files_n; i++) {
        files[i].name = options->files[i].def->key;
        hash_sha256(options->files[i].bytes.p, options->files[i].bytes.len, &files[i].sha256);
    }
    struct import_signature signature = {
        .is_opening = options->is_opening,
        .maker = options->maker,
        .checker = options->checker,
        .registers = register_keys(plan),
        .mapping = options->mapping == NULL ? STR_NONE : hex(plan->arena, options->mapping_bytes),
        .files = files,
        .files_n = options->files_n,
        .numbers = numbers->at,
        .numbers_n = numbers->n,
    };
    import_sign(office, &office->batches[0], &signature);
    return office_flush(office, &office->batches[0], err);
}

/* What was decided before and is refused now: the office has changed under the import, or an event
 * of this very import stands in its way. What is in the ledger stays; a repeat goes on from there.
 */
static bool refused(const struct plan *plan, const struct plan_event *e,
                    const struct answer *answer, struct err *err)
{
    struct buf text;
    buf_init(&text, 400);
    complaints_print(&answer->complaints, &text);
    err_set(err, ERR_CONFLICT,
            "%" STR_FMT ":%d: %" STR_FMT " was refused although it had been checked; the events "
            "before it are in the ledger",
            STR_ARG(plan->options->files[e->file].name), e->line, STR_ARG(e->event));
    err_detail(err, "%" STR_FMT, STR_ARG(buf_str(&text)));
    err_hint(err, "Repeat the import: it adds only what is missing.");
    buf_done(&text);
    return false;
}

static bool write_event(struct plan *plan, struct plan_event *e, struct arena *scratch,
                        struct err *err)
{
    struct plan_matter *m = &plan->matters.at[e->matter];
    struct event_source origin;
    struct command command;
    struct answer answer = {0};
    complaints_init(&answer.complaints, scratch);
    import_plan_command(plan, e, scratch, &command, &origin);
    if (!office_bulk_put(plan->office, &command, &answer, err))
        return false;
    if (answer.status != ANSWER_DONE)
        return refused(plan, e, &answer, err);
    plan->result->matters_new += m->id == 0;
    m->id = answer.matter;
    e->seq = answer.seq;
    return true;
}

static bool write_events(struct plan *plan, struct err *err)
{
    struct arena scratch;
    struct err finishing;
    if (!office_bulk_begin(plan->office, IMPORT_BATCH, err))
        return false;
    arena_init(&scratch, 0);
    bool ok = true;
    for (size_t i = 0; ok && i < plan->events.n; i++) {
        struct plan_event *e = &plan->events.at[plan->order[i]];
        arena_reset(&scratch);
        if (e->status == PLAN_NEW)
            ok = write_event(plan, e, &scratch, err);
    }
    if (!office_bulk_finish(plan->office, &finishing) && ok) {
        *err = finishing;
        ok = false;
    }
    arena_done(&scratch);
    return ok;
}

/* ---- the import ---- */

static void count(struct plan *plan)
{
    struct import_result *result = plan->result;
    for (size_t i = 0; i < plan->events.n; i++) {
        enum plan_status status = plan->events.at[i].status;
        result->events_new += status == PLAN_NEW;
        result->events_known += status == PLAN_KNOWN;
        result->events_different += status == PLAN_DIFFERENT;
        result->events_left_out += status == PLAN_BAD;
    }
}

static void count_new_matters(struct plan *plan)
{
    for (size_t i = 0; i < plan->matters.n; i++) {
        const struct plan_matter *m = &plan->matters.at[i];
        plan->result->matters_new += m->is_coming && !m->is_known;
    }
}

static bool write_plan(struct plan *plan, const struct numbers *numbers, struct err *err)
{
    if (plan->result->events_new == 0 && numbers->n == 0)
        return true; /* a repeat leaves no trace */
    return sign(plan, numbers, err) && write_events(plan, err);
}

static bool run(struct plan *plan, struct err *err)
{
    const struct import_options *options = plan->options;
    struct import_result *result = plan->result;
    struct numbers numbers = {0};
    if (!reader_open(plan->office, plan->arena, &plan->reader, err))
        return false;
    bool is_readable = true;
    for (size_t i = 0; i < options->files_n; i++)
        is_readable &= import_read(plan, i);
    size_t before = result->complaints.list.n;
    read_numbers(plan, &numbers);
    is_readable &= result->complaints.list.n == before;
    bool ok = import_judge(plan, err);
    reader_close(plan->reader);
    if (!ok)
        return false;
    count(plan);
    size_t of_rows = result->complaints.list.n; /* those that --skip-bad leaves out */
    if (options->is_opening)
        check_numbers(plan);
    if ((!options->is_dry_run || options->is_opening) && (result->events_new > 0 || numbers.n > 0))
        check_signers(plan);
    bool may_skip = options->skips_bad && is_readable;
    result->is_refused = result->complaints.list.n > (may_skip ? of_rows : 0);
    if (result->is_refused || options->is_dry_run) {
        count_new_matters(plan);
        return true;
    }
    return write_plan(plan, &numbers, err);
}

bool import_run(struct office *office, struct arena *arena, const struct import_options *options,
                struct import_result *result, struct err *err)
{
    struct plan plan = {.office = office, .arena = arena, .options = options, .result = result};
    *result = (struct import_result){0};
    complaints_init(&result->complaints, arena);
    complaints_init(&result->differences, arena);
    complaints_init(&result->notes, arena);
    map_init(&plan.matter_at, arena);
    gl_assert(!options->is_opening || options->mapping == NULL);
    if (options->is_opening && office_size(office) > 1)
        return err_set(err, ERR_CONFLICT,
                       "this office has begun already; an opening comes before everything else");
    return run(&plan, err);
}
