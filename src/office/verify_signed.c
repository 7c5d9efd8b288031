#include "office/verify_signed.h"

#include "crypto/hex.h"
#include "office/closing_text.h"
#include "office/internal.h"

__attribute__((format(printf, 3, 4))) static void complain(struct verify_signed *v, int64_t seq,
                                                           const char *text, ...)
{
    va_list args;
    va_start(args, text);
    struct str said = arena_vprint(v->arena, text, args);
    va_end(args);
    complaints_add(&v->verdict->complaints, STR("snapshot"), 0, 0, "entry %lld: %" STR_FMT,
                   (long long)seq, STR_ARG(said));
}

bool verify_signed_begin(struct verify_signed *v, struct office *office, struct arena *arena,
                         struct verdict *verdict, struct err *err)
{
    struct stmt *stmt = store_statement(office->db_read, Q_SNAPSHOT_LIST);
    bool has_row;
    *v = (struct verify_signed){.office = office, .arena = arena, .verdict = verdict};
    stmt_i64(stmt, office->district);
    for (;;) {
        if (!stmt_row(stmt, &has_row, err))
            return false;
        if (!has_row)
            break;
        struct signed_text text = {.seq = stmt_get_i64(stmt, 0),
                                   .name = arena_copy(arena, stmt_get_text(stmt, 1))};
        list_push(arena, &v->texts, text);
    }
    v->is_seen = arena_array(arena, bool, v->texts.n + 1);
    return true;
}

/* The row that stands under the entry, its name without the word in front; NULL: none. */
static struct signed_text *find(struct verify_signed *v, const struct row *row,
                                enum signed_kind kind)
{
    for (size_t i = 0; i < v->texts.n; i++) {
        struct signed_text *text = &v->texts.at[i];
        struct str word, name;
        if (text->seq != row->entry.seq || v->is_seen[i])
            continue;
        str_cut(text->name, ' ', &word, &name);
        if (!str_equal(signed_row_name(v->arena, kind, name), text->name))
            continue;
        v->is_seen[i] = true;
        text->name = name;
        text->kind = kind;
        text->actor = row->entry.actor;
        text->document = arena_copy(v->arena, signed_code(row->entry.codes, "document"));
        return text;
    }
    return NULL;
}

static const struct signed_text *newest(const struct verify_signed *v, enum signed_kind kind,
                                        struct str name)
{
    for (size_t i = v->seen.n; i > 0; i--)
        if (v->seen.at[i - 1].kind == kind && str_equal(v->seen.at[i - 1].name, name))
            return &v->seen.at[i - 1];
    return NULL;
}

static void check_ledger(struct verify_signed *v, const struct row *row, const struct hash256 *root)
{
    char hex[64];
    int64_t size = -1;
    hex_write(hex, root->b, sizeof root->b);
    (void)str_to_i64(signed_code(row->entry.codes, "size"), &size);
    if (size != row->entry.seq
        || !str_equal(signed_code(row->entry.codes, "root"), (struct str){hex, sizeof hex}))
        complain(v, row->entry.seq, "the snapshot speaks of another ledger than the one before it");
}

/* Checker and leader sign the newest snapshot, and each is somebody else. */
static void check_people(struct verify_signed *v, const struct signed_text *text, struct str bytes)
{
    const struct signed_text *made = newest(v, SIGNED_CLOSING, text->name);
    const struct signed_text *checked = newest(v, SIGNED_CHECKED, text->name);
    if (made == NULL) {
        complain(v, text->seq, "it signs a snapshot that was never made");
        return;
    }
    struct closing closing = {.period = text->name, .made = *made};
    if (!str_equal(bytes, closing_text_of_signature(v->arena, &closing)))
        complain(v, text->seq, "it does not sign the newest snapshot of %" STR_FMT,
                 STR_ARG(text->name));
    bool is_alone = text->actor == made->actor;
    if (text->kind == SIGNED_CLOSED)
        is_alone |= checked == NULL || checked->actor == text->actor;
    if (is_alone)
        complain(v, text->seq, "a period is closed by three different people");
}

bool verify_signed_row(struct verify_signed *v, const struct row *row, const struct hash256 *root,
                       struct err *err)
{
    enum signed_kind kind;
    struct err why;
    struct str bytes;
    (void)err;
    if (!signed_is(row->entry.kind, &kind))
        return true;
    struct signed_text *text = find(v, row, kind);
    if (text == NULL) {
        complain(v, row->entry.seq, "the text that it signs is missing");
        return true;
    }
    v->verdict->snapshots++;
    if (kind == SIGNED_CLOSING)
        check_ledger(v, row, root);
    if (!signed_bytes(v->office->db_read, v->office->district, text, v->arena, &bytes, &why))
        complain(v, row->entry.seq, "%s", why.what);
    else if (kind == SIGNED_CHECKED || kind == SIGNED_CLOSED)
        check_people(v, text, bytes);
    list_push(v->arena, &v->seen, *text);
    return true;
}

static bool check_again(struct verify_signed *v, const struct signed_text *text, struct err *err)
{
    struct closing closing = {.period = text->name};
    struct err why;
    struct str again;
    if (!signed_bytes(v->office->db_read, v->office->district, text, v->arena, &closing.bytes, &why)
        || !closing_text_read(v->arena, closing.bytes, &closing, &why))
        return true; /* told already */
    if (closing.size != text->seq)
        return true;
    if (!closing_again(v->office, v->arena, &closing, &again, err))
        return false;
    if (!str_equal(again, closing.bytes))
        complain(v, text->seq,
                 "the figures of %" STR_FMT " over the ledger as it was are not those of the "
                 "snapshot",
                 STR_ARG(text->name));
    return true;
}

bool verify_signed_end(struct verify_signed *v, bool all, struct err *err)
{
    for (size_t i = 0; i < v->texts.n; i++)
        if (!v->is_seen[i])
            complain(v, v->texts.at[i].seq,
                     "a signed text \"%" STR_FMT "\" stands here that no entry names",
                     STR_ARG(v->texts.at[i].name));
    for (size_t i = 0; all && i < v->seen.n; i++)
        if (v->seen.at[i].kind == SIGNED_CLOSING && !check_again(v, &v->seen.at[i], err))
            return false;
    return true;
}
