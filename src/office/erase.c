/*
 * erase.c - erasing a person's values: the boxes are deleted, the keys destroyed, and that is all.
 *
 * The entry, its hash, its commitments and every figure stay as they are (DESIGN H6). That it was
 * done is an event of the office: who asked, who approved, which persons of which matter.
 */
#include "office/internal.h"
#include "os/chance.h"

static struct str erased_codes(struct arena *arena, const struct matter *matter, int64_t approver)
{
    struct str persons = STR_NONE;
    for (size_t i = 0; i < matter->persons.n; i++)
        persons = arena_print(arena, "%" STR_FMT "%s%lld", STR_ARG(persons), i > 0 ? "," : "",
                              (long long)matter->persons.at[i]);
    return arena_print(arena, "approver %lld\nmatter %lld\npersons %" STR_FMT "\n",
                       (long long)approver, (long long)matter->id, STR_ARG(persons));
}

static void add_entry(struct office *office, struct batch *batch, const struct matter *matter,
                      int64_t actor, int64_t approver)
{
    struct command none = {0};
    struct instant at = prepare_moment(office, &none);
    struct batch_entry row = {
        .entry =
            {
                .seq = office->head.seq_next,
                .at = at,
                .on = instant_date(at),
                .kind = STR("office.erased"),
                .actor = actor,
                .codes = erased_codes(&batch->arena, matter, approver),
            },
        .box_first = batch->boxes.n,
    };
    os_chance("nonce", row.entry.seq, 0, row.entry.nonce, sizeof row.entry.nonce);
    list_push(&batch->arena, &batch->entries, row);
    office->head.seq_next++;
    office->head.at = at;
    batch->head = office->head;
}

/* The boxes of all the matter's entries. */
static bool delete_boxes(struct office *office, const struct matter *matter, struct err *err)
{
    bool ok = store_begin(office->db, err);
    for (size_t i = 0; ok && i < matter->seqs.n; i++) {
        for (size_t k = 0; ok && k < matter->persons.n; k++) {
            struct stmt *stmt = store_statement(office->db, Q_SEALED_DELETE);
            stmt_i64(stmt, office->district);
            stmt_i64(stmt, matter->seqs.at[i]);
            stmt_i64(stmt, matter->persons.at[k]);
            ok = stmt_run(stmt, err);
        }
    }
    if (ok)
        return store_commit(office->db, err);
    store_rollback(office->db);
    return false;
}

static bool delete_keys(struct office *office, const struct matter *matter, struct err *err)
{
    bool ok = store_begin(office->keys, err);
    for (size_t k = 0; ok && k < matter->persons.n; k++) {
        struct stmt *stmt = store_statement(office->keys, Q_KEY_DELETE);
        stmt_i64(stmt, office->district);
        stmt_i64(stmt, matter->persons.at[k]);
        ok = stmt_run(stmt, err);
    }
    if (ok)
        return store_commit(office->keys, err);
    store_rollback(office->keys);
    return false;
}

/* Nothing of what was deleted may be left in a log. */
static bool empty_logs(struct office *office, struct err *err)
{
    return store_checkpoint_truncate(office->keys, err)
           && store_checkpoint_truncate(office->db, err);
}

bool office_erase(struct office *office, int64_t id, int64_t actor, int64_t approver,
                  int64_t *persons_out, struct err *err)
{
    struct matter *matter;
    const struct organisation *org = office_current(office)->organisation;
    struct date today = office_today(office);
    if (actor == approver)
        return err_set(err, ERR_DENIED, "an erasure takes two persons");
    if (!access_has_role(org, actor, STR("archivist"), today)
        || !(access_has_role(org, approver, STR("body_head"), today)
             || access_has_role(org, approver, STR("organ_head"), today)))
        return err_set(
            err, ERR_DENIED,
            "an erasure takes an archivist, and the head of the body or organ to approve");
    arena_reset(&office->scratch);
    if (!fetch_matter(office, &office->scratch, id, &matter, err))
        return false;
    if (matter == NULL)
        return err_set(err, ERR_MISSING, "there is no matter %lld", (long long)id);
    *persons_out = (int64_t)matter->persons.n;
    if (matter->persons.n == 0)
        return true;
    add_entry(office, &office->batches[0], matter, actor, approver);
    return office_flush(office, &office->batches[0], err) && delete_boxes(office, matter, err)
           && delete_keys(office, matter, err) && empty_logs(office, err);
}
