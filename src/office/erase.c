/*
 * erase.c - erasing a person's values: the boxes are deleted, the keys destroyed, and that is all.
 *
 * The entry, its hash, its commitments and every figure stay as they are (DESIGN H6). That it was
 * done is an event of the office: who asked, who approved, which persons of which matter. It is
 * written first, with a mark that the rest is still to do; then the list (erased.h), the boxes, the
 * keys, the logs. Whatever is cut short is finished at the next opening.
 */
#include "office/erase.h"

#include "office/row.h"
#include "os/chance.h"
#include "os/file.h"

/* ---- marks in both databases ---- */

struct str erase_mark_key(struct office *office, struct arena *arena, const char *name)
{
    return arena_print(arena, "%s.%lld", name, (long long)office->district);
}

bool erase_read_mark(struct store *db, struct arena *arena, struct str key, struct str *value_out,
                     struct err *err)
{
    bool has_row;
    struct stmt *stmt = store_statement(db, Q_META_GET);
    stmt_text(stmt, key);
    *value_out = STR_NONE;
    if (!stmt_row(stmt, &has_row, err))
        return false;
    if (has_row) {
        *value_out = arena_copy(arena, stmt_get_text(stmt, 0));
        stmt_reset(stmt);
    }
    return true;
}

bool erase_put_mark(struct store *db, struct str key, struct str value, struct err *err)
{
    struct stmt *stmt = store_statement(db, Q_META_PUT);
    stmt_text(stmt, key);
    stmt_text(stmt, value);
    return stmt_run(stmt, err);
}

bool erase_mark(struct office *office, int64_t seq, struct err *err)
{
    struct arena *arena = &office->scratch;
    return erase_put_mark(office->db, erase_mark_key(office, arena, "erasure"),
                          arena_print(arena, "%lld", (long long)seq), err);
}

bool erase_close(struct store *db, bool ok, struct err *err)
{
    if (ok)
        return store_commit(db, err);
    store_rollback(db);
    return false;
}

/* ---- the list ---- */

struct str erase_list_path(struct office *office)
{
    return office_beside(&office->scratch, office->options.db, ".erased");
}

/* The line onto the list, unless it stands there; the mark of the list then. */
static bool list_line(struct office *office, struct str line, struct str *mark_out, struct err *err)
{
    struct arena *arena = &office->scratch;
    struct str list;
    if (!erased_read(arena, erase_list_path(office), &list, err)
        || !erased_merge(arena, list, line, &list, err)
        || !os_file_write(erase_list_path(office), list, OS_PRIVATE, err))
        return false;
    *mark_out = erased_mark(arena, list);
    return true;
}

/* ---- the event ---- */

struct others {
    LIST_OF(int64_t) list;
};

static bool has_id(const struct others *others, int64_t id)
{
    for (size_t i = 0; i < others->list.n; i++)
        if (others->list.at[i] == id)
            return true;
    return false;
}

/* The other matters that the persons have values in: whoever is known in the register by what
 * identifies him has one key in all of them (person.h). */
static bool find_others(struct office *office, const struct erased_line *line,
                        struct others *others_out, struct err *err)
{
    *others_out = (struct others){0};
    for (size_t i = 0; i < line->persons.n; i++) {
        struct stmt *stmt = store_statement(office->db, Q_PERSON_HASH_OF_PERSON);
        bool has_row = true;
        stmt_i64(stmt, office->district);
        stmt_i64(stmt, line->persons.at[i].person);
        while (has_row) {
            if (!stmt_row(stmt, &has_row, err))
                return false;
            if (has_row && stmt_get_i64(stmt, 0) != line->matter
                && !has_id(others_out, stmt_get_i64(stmt, 0)))
                list_push(&office->scratch, &others_out->list, stmt_get_i64(stmt, 0));
        }
    }
    return true;
}

static struct str join(struct arena *arena, struct str list, const char *word, int64_t id)
{
    return arena_print(arena, "%" STR_FMT "%s%lld", STR_ARG(list), list.len > 0 ? "," : word,
                       (long long)id);
}

static struct str erased_codes(struct arena *arena, const struct erased_line *line,
                               const struct others *others, bool is_again)
{
    struct str persons = STR_NONE, matters = STR_NONE;
    for (size_t i = 0; i < others->list.n; i++)
        matters = join(arena, matters, "others ", others->list.at[i]);
    char on[DATE_TEXT_BYTES];
    for (size_t i = 0; i < line->persons.n; i++)
        persons = join(arena, persons, "", line->persons.at[i].person);
    date_print(line->on, on);
    return arena_print(arena,
                       "%s%s%sapprover %lld\nmatter %lld\n%" STR_FMT "%spersons %" STR_FMT "\n",
                       is_again ? ".first_on " : "", is_again ? on : "", is_again ? "\n" : "",
                       (long long)line->approver, (long long)line->matter, STR_ARG(matters),
                       matters.len > 0 ? "\n" : "", STR_ARG(persons));
}

bool erase_add_entry(struct office *office, const struct erased_line *line, bool is_again,
                     struct err *err)
{
    struct batch *batch = &office->batches[0];
    struct command none = {0};
    struct others others;
    if (!find_others(office, line, &others, err))
        return false;
    struct instant at = prepare_moment(office, &none);
    struct batch_entry row = {
        .entry =
            {
                .seq = office->head.seq_next,
                .at = at,
                .on = instant_date(at),
                .kind = STR("office.erased"),
                .actor = line->actor,
                .codes = erased_codes(&batch->arena, line, &others, is_again),
            },
        .box_first = batch->boxes.n,
    };
    os_chance("nonce", row.entry.seq, 0, row.entry.nonce, sizeof row.entry.nonce);
    list_push(&batch->arena, &batch->entries, row);
    batch->erasure = row.entry.seq;
    office->head.seq_next++;
    office->head.at = at;
    batch->head = office->head;
    return true;
}

/* ---- what is destroyed ---- */

/* The persons' boxes of all the matter's entries. */
static bool delete_boxes_of(struct office *office, const struct matter *matter,
                            const struct erased_line *line, struct err *err)
{
    for (size_t i = 0; i < matter->seqs.n; i++) {
        for (size_t k = 0; k < line->persons.n; k++) {
            struct stmt *stmt = store_statement(office->db, Q_SEALED_DELETE);
            stmt_i64(stmt, office->district);
            stmt_i64(stmt, matter->seqs.at[i]);
            stmt_i64(stmt, line->persons.at[k].person);
            if (!stmt_run(stmt, err))
                return false;
        }
    }
    return true;
}

/* In all their matters of the register, and what they could be found by. */
static bool delete_boxes(struct office *office, const struct matter *matter,
                         const struct erased_line *line, struct err *err)
{
    struct others others;
    bool ok = find_others(office, line, &others, err) && store_begin(office->db, err);
    if (!ok)
        return false;
    ok = delete_boxes_of(office, matter, line, err);
    for (size_t i = 0; ok && i < others.list.n; i++) {
        struct matter *other;
        ok = fetch_matter(office, &office->scratch, others.list.at[i], &other, err)
             && (other == NULL || delete_boxes_of(office, other, line, err));
    }
    for (size_t k = 0; ok && k < line->persons.n; k++) {
        struct stmt *stmt = store_statement(office->db, Q_PERSON_HASH_DELETE);
        stmt_i64(stmt, office->district);
        stmt_i64(stmt, line->persons.at[k].person);
        ok = stmt_run(stmt, err);
    }
    return erase_close(office->db, ok, err);
}

static bool delete_keys(struct office *office, const struct erased_line *line, struct str list_mark,
                        struct err *err)
{
    bool ok = store_begin(office->keys, err);
    if (!ok)
        return false;
    for (size_t k = 0; ok && k < line->persons.n; k++) {
        struct stmt *stmt = store_statement(office->keys, Q_KEY_DELETE);
        stmt_i64(stmt, office->district);
        stmt_i64(stmt, line->persons.at[k].person);
        ok = stmt_run(stmt, err);
    }
    if (ok && list_mark.len > 0)
        ok = erase_put_mark(office->keys, erase_mark_key(office, &office->scratch, "erased_list"),
                            list_mark, err);
    return erase_close(office->keys, ok, err);
}

/* Nothing of what was deleted may be left in a log. */
static bool empty_logs(struct office *office, struct err *err)
{
    if (store_checkpoint_truncate(office->keys, err) && store_checkpoint_truncate(office->db, err))
        return true;
    if (err->kind == ERR_BUSY)
        err_hint(err, "Keys and values are destroyed, but somebody reads, and old pages stand in "
                      "the log: give the command again when the reader has ended.");
    return false;
}

/* The erasure is over. */
static bool settle(struct office *office, struct str list_mark, struct err *err)
{
    bool ok = store_begin(office->db, err);
    if (!ok)
        return false;
    ok = erase_mark(office, 0, err);
    if (ok && list_mark.len > 0)
        ok = erase_put_mark(office->db, erase_mark_key(office, &office->scratch, "erased_list"),
                            list_mark, err);
    return erase_close(office->db, ok, err);
}

bool erase_destroy(struct office *office, const struct matter *matter,
                   const struct erased_line *line, struct str list_mark, struct err *err)
{
    return delete_boxes(office, matter, line, err) && delete_keys(office, line, list_mark, err)
           && empty_logs(office, err) && settle(office, list_mark, err);
}

bool erase_key_mark(struct office *office, int64_t person, struct str *mark_out, struct err *err)
{
    struct stmt *stmt = store_statement(office->keys, Q_KEY_READ);
    bool has_row;
    stmt_i64(stmt, office->district);
    stmt_i64(stmt, person);
    *mark_out = STR_NONE;
    if (!stmt_row(stmt, &has_row, err))
        return false;
    if (has_row) {
        *mark_out = erased_mark(&office->scratch, stmt_get_blob(stmt, 0));
        stmt_reset(stmt);
    }
    return true;
}

/* ---- what was cut short ---- */

static void read_codes(struct arena *arena, struct str codes, struct erased_line *line)
{
    struct str text, name, value, piece;
    while (codes.len > 0 && str_next(&codes, '\n', &text)) {
        if (!str_cut(text, ' ', &name, &value))
            continue;
        if (str_equal_c(name, "approver"))
            (void)str_to_i64(value, &line->approver);
        if (str_equal_c(name, "matter"))
            (void)str_to_i64(value, &line->matter);
        while (str_equal_c(name, "persons") && value.len > 0 && str_next(&value, ',', &piece)) {
            struct erased_person person = {0};
            if (str_to_i64(piece, &person.person))
                list_push(arena, &line->persons, person);
        }
    }
}

static bool read_erasure(struct office *office, int64_t seq, struct erased_line *line,
                         struct err *err)
{
    struct stmt *stmt = store_statement(office->db, Q_ENTRY_READ);
    struct row row;
    bool has_row;
    stmt_i64(stmt, office->district);
    stmt_i64(stmt, seq);
    if (!stmt_row(stmt, &has_row, err))
        return false;
    if (!has_row)
        return err_set(err, ERR_CONFLICT, "the ledger has no entry %lld; run gulou verify",
                       (long long)seq);
    row_read(stmt, &office->scratch, &row);
    stmt_reset(stmt);
    *line = (struct erased_line){
        .origin = office->origin, .on = row.entry.on, .actor = row.entry.actor};
    read_codes(&office->scratch, row.entry.codes, line);
    return true;
}

/* The keys are there all or not at all. If they are, the line may not stand on the list yet. */
static bool list_begun(struct office *office, const struct erased_line *begun, struct err *err)
{
    struct erased_line line = *begun;
    struct str ignored;
    if (line.persons.n == 0)
        return true;
    struct erased_person *persons =
        arena_array(&office->scratch, struct erased_person, line.persons.n);
    for (size_t i = 0; i < line.persons.n; i++) {
        persons[i] = line.persons.at[i];
        if (!erase_key_mark(office, persons[i].person, &persons[i].mark, err))
            return false;
        if (persons[i].mark.len == 0)
            return true;
    }
    line.persons.at = persons;
    return list_line(office, erased_print(&office->scratch, &line), &ignored, err);
}

bool erase_finish_begun(struct office *office, struct err *err)
{
    struct erased_line line;
    struct matter *matter;
    struct str text;
    int64_t seq = 0;
    arena_reset(&office->scratch);
    if (!erase_read_mark(office->db, &office->scratch,
                         erase_mark_key(office, &office->scratch, "erasure"), &text, err))
        return false;
    if (!str_to_i64(text, &seq) || seq == 0)
        return true;
    if (!read_erasure(office, seq, &line, err)
        || !fetch_matter(office, &office->scratch, line.matter, &matter, err))
        return false;
    if (matter == NULL)
        return err_set(err, ERR_CONFLICT,
                       "entry %lld erases the matter %lld, which is not there; run gulou verify",
                       (long long)seq, (long long)line.matter);
    return list_begun(office, &line, err) && erase_destroy(office, matter, &line, STR_NONE, err);
}

/* ---- an erasure ---- */

/* Those of the matter's persons whose keys are there. */
static bool add_persons(struct office *office, const struct matter *matter,
                        struct erased_line *line, struct err *err)
{
    for (size_t i = 0; i < matter->persons.n; i++) {
        struct erased_person person = {.person = matter->persons.at[i]};
        if (!erase_key_mark(office, person.person, &person.mark, err))
            return false;
        if (person.mark.len > 0)
            list_push(&office->scratch, &line->persons, person);
    }
    return true;
}

static bool may_erase(const struct office *office, int64_t actor, int64_t approver, struct err *err)
{
    const struct organisation *org = office_current(office)->organisation;
    struct date today = office_today(office);
    if (actor == approver)
        return err_set(err, ERR_DENIED, "an erasure takes two persons");
    if (access_has_role(org, actor, STR("archivist"), today)
        && (access_has_role(org, approver, STR("body_head"), today)
            || access_has_role(org, approver, STR("organ_head"), today)))
        return true;
    return err_set(err, ERR_DENIED,
                   "an erasure takes an archivist, and the head of the body or organ to approve");
}

static bool erase(struct office *office, const struct matter *matter,
                  const struct erased_line *line, struct err *err)
{
    struct str mark;
    if (!erase_add_entry(office, line, false, err)
        || !office_flush(office, &office->batches[0], err))
        return false;
    bool ok = list_line(office, erased_print(&office->scratch, line), &mark, err)
              && erase_destroy(office, matter, line, mark, err);
    office->is_over |= !ok && err->kind != ERR_BUSY;
    return ok;
}

bool office_erase(struct office *office, int64_t id, int64_t actor, int64_t approver,
                  int64_t *persons_out, struct err *err)
{
    struct matter *matter;
    struct erased_line line = {
        .origin = office->origin, .matter = id, .actor = actor, .approver = approver};
    struct command none = {0};
    *persons_out = 0;
    if (!may_erase(office, actor, approver, err) || !erase_finish_begun(office, err))
        return false;
    arena_reset(&office->scratch);
    if (!fetch_matter(office, &office->scratch, id, &matter, err))
        return false;
    if (matter == NULL)
        return err_set(err, ERR_MISSING, "there is no matter %lld", (long long)id);
    line.on = instant_date(prepare_moment(office, &none));
    if (!add_persons(office, matter, &line, err))
        return false;
    *persons_out = (int64_t)line.persons.n;
    return line.persons.n == 0 || erase(office, matter, &line, err);
}
