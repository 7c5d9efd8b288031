#include "ledger/receipt.h"

#include "base/assert.h"
#include "crypto/base64.h"

static const struct str first_line = {"c2sp.org/tlog-proof@v1", 22};

void receipt_print(const struct receipt *receipt, struct buf *out)
{
    buf_put(out, first_line);
    buf_put_char(out, '\n');
    if (receipt->has_entry) {
        buf_put_c(out, "extra ");
        base64_put(out, receipt->entry.p, receipt->entry.len);
        buf_put_char(out, '\n');
    }
    buf_put_c(out, "index ");
    buf_put_i64(out, receipt->index);
    buf_put_char(out, '\n');
    for (size_t i = 0; i < receipt->proof.n; i++) {
        base64_put(out, receipt->proof.hashes[i].b, sizeof receipt->proof.hashes[i].b);
        buf_put_char(out, '\n');
    }
    buf_put_char(out, '\n');
    buf_put(out, receipt->note.text);
}

/* ---- reading ---- */

static bool parse_extra(struct arena *arena, struct str line, struct receipt *receipt,
                        struct err *err)
{
    receipt->has_entry = true;
    if (base64_decode(arena, str_from(line, 6), &receipt->entry))
        return true;
    return err_set(err, ERR_INPUT,
                   "line 2 of the receipt: what stands behind \"extra\" is no base64 text");
}

static bool parse_index(struct str line, struct receipt *receipt, struct err *err)
{
    struct str digits = str_from(line, 6);
    if (str_starts(line, STR("index ")) && digits.len > 0 && digits.p[0] != '-'
        && (digits.p[0] != '0' || digits.len == 1) && str_to_i64(digits, &receipt->index))
        return true;
    return err_set(err, ERR_INPUT,
                   "line %d of the receipt is \"%" STR_FMT
                   "\"; expected \"index\" and the entry's number in decimal",
                   receipt->has_entry ? 3 : 2, STR_ARG(str_first(line, 80)));
}

/* Up to and with the blank line. */
static bool parse_proof(struct str *rest, struct receipt *receipt, struct err *err)
{
    struct str line;
    while (str_next(rest, '\n', &line)) {
        if (line.len == 0)
            return true;
        if (receipt->proof.n == TREE_PROOF_MAX)
            return err_set(err, ERR_INPUT, "the receipt's proof has more than %d hashes",
                           TREE_PROOF_MAX);
        struct hash256 *hash = &receipt->proof.hashes[receipt->proof.n++];
        if (!base64_decode_exactly(line, hash->b, sizeof hash->b))
            return err_set(err, ERR_INPUT,
                           "hash %zu of the receipt's proof is \"%" STR_FMT
                           "\"; expected the base64 text of 32 bytes",
                           receipt->proof.n, STR_ARG(str_first(line, 80)));
    }
    return err_set(err, ERR_INPUT, "the receipt ends before its checkpoint: it was cut off");
}

bool receipt_parse(struct arena *arena, struct str text, struct receipt *receipt_out,
                   struct err *err)
{
    struct receipt receipt = {0};
    struct str rest = text, line;
    if (text.len > RECEIPT_BYTES_MAX)
        return err_set(err, ERR_LIMIT, "the receipt has %zu bytes; at most %d are read", text.len,
                       RECEIPT_BYTES_MAX);
    if (!str_next(&rest, '\n', &line) || !str_equal(line, first_line))
        return err_set(err, ERR_INPUT, "this is no receipt: the first line is not \"%" STR_FMT "\"",
                       STR_ARG(first_line));
    if (!str_next(&rest, '\n', &line))
        line = STR_NONE;
    if (str_starts(line, STR("extra "))) {
        if (!parse_extra(arena, line, &receipt, err))
            return false;
        if (!str_next(&rest, '\n', &line))
            line = STR_NONE;
    }
    if (!parse_index(line, &receipt, err) || !parse_proof(&rest, &receipt, err)
        || !note_parse(arena, rest, &receipt.note, err)
        || !checkpoint_parse(receipt.note.body, &receipt.checkpoint, err))
        return false;
    *receipt_out = receipt;
    return true;
}

/* ---- the ledger's side ---- */

bool receipt_make(struct arena *arena, const struct receipt_source *source, struct buf *out,
                  struct err *err)
{
    struct receipt receipt = {.has_entry = true, .entry = source->entry};
    struct entry entry;
    struct hash256 leaf;
    if (!entry_decode(source->entry, &entry, err)
        || !note_parse(arena, source->note, &receipt.note, err)
        || !checkpoint_parse(receipt.note.body, &receipt.checkpoint, err))
        return false;
    receipt.index = entry.seq;
    if (!tree_inclusion(receipt.index, receipt.checkpoint.size, source->read, source->context,
                        &receipt.proof, err))
        return false;
    entry_leaf_hash(source->entry, &leaf);
    if (!tree_inclusion_holds(&leaf, receipt.index, receipt.checkpoint.size, &receipt.proof,
                              &receipt.checkpoint.root)) {
        err_set(err, ERR_CONFLICT,
                "entry %lld is not the one that the checkpoint of %lld entries holds: the entry or "
                "the stored tree was changed",
                (long long)receipt.index, (long long)receipt.checkpoint.size);
        err_hint(err, "run gulou verify; it names the first entry that differs");
        return false;
    }
    receipt_print(&receipt, out);
    return true;
}

/* ---- the reader's side ---- */

struct verifying {
    struct arena *arena;
    const struct receipt_question *question;
    struct receipt_verdict *verdict;
    struct str entry; /* its bytes */
};

static void tell(struct verifying *v, enum receipt_step step, enum receipt_result result,
                 struct str text)
{
    v->verdict->checks[step] = (struct receipt_check){result, text};
}

static void tell_err(struct verifying *v, enum receipt_step step, const struct err *err)
{
    tell(v, step, RECEIPT_FAILED, arena_copy(v->arena, str_of(err->what)));
}

static bool check_form(struct verifying *v)
{
    struct receipt_verdict *verdict = v->verdict;
    struct err err;
    verdict->has_receipt = receipt_parse(v->arena, v->question->text, &verdict->receipt, &err);
    if (!verdict->has_receipt) {
        tell_err(v, RECEIPT_FORM, &err);
        return false;
    }
    tell(v, RECEIPT_FORM, RECEIPT_PASSED,
         arena_print(v->arena, "a receipt for entry %lld in a ledger of %lld entries",
                     (long long)verdict->receipt.index,
                     (long long)verdict->receipt.checkpoint.size));
    return true;
}

static void check_entry(struct verifying *v)
{
    struct receipt_verdict *verdict = v->verdict;
    const struct receipt *receipt = &verdict->receipt;
    struct str given = v->question->entry;
    struct err err;
    v->entry = receipt->has_entry ? receipt->entry : given;
    if (!receipt->has_entry && given.len == 0) {
        tell(v, RECEIPT_ENTRY, RECEIPT_FAILED,
             STR("the receipt does not hold the entry itself, and none was given beside it"));
        return;
    }
    if (receipt->has_entry && given.len > 0 && !str_equal(receipt->entry, given)) {
        tell(v, RECEIPT_ENTRY, RECEIPT_FAILED,
             STR("the entry in the receipt is not the one that was given beside it"));
        return;
    }
    if (!entry_decode(v->entry, &verdict->fields, &err)) {
        tell_err(v, RECEIPT_ENTRY, &err);
        return;
    }
    if (verdict->fields.seq != receipt->index) {
        tell(v, RECEIPT_ENTRY, RECEIPT_FAILED,
             arena_print(v->arena, "the entry is number %lld, but the receipt is for number %lld",
                         (long long)verdict->fields.seq, (long long)receipt->index));
        return;
    }
    char at[INSTANT_TEXT_BYTES], on[DATE_TEXT_BYTES];
    struct str at_text = instant_print(verdict->fields.at, at);
    struct str on_text = date_print(verdict->fields.on, on);
    verdict->has_entry = true;
    tell(v, RECEIPT_ENTRY, RECEIPT_PASSED,
         arena_print(v->arena, "%" STR_FMT " of %" STR_FMT ", entered at %" STR_FMT,
                     STR_ARG(verdict->fields.kind), STR_ARG(on_text), STR_ARG(at_text)));
}

static void check_signature(struct verifying *v)
{
    const struct receipt *receipt = &v->verdict->receipt;
    const struct note_key *log = &v->question->log;
    struct str origin = receipt->checkpoint.origin;
    struct err err;
    if (log->type != NOTE_LOG)
        tell(v, RECEIPT_SIGNATURE, RECEIPT_FAILED,
             arena_print(v->arena, "the key given for the log is the witness key of %" STR_FMT,
                         STR_ARG(log->name)));
    else if (!str_equal(origin, log->name))
        tell(v, RECEIPT_SIGNATURE, RECEIPT_FAILED,
             arena_print(v->arena, "the receipt is of the log %" STR_FMT "; expected %" STR_FMT,
                         STR_ARG(origin), STR_ARG(log->name)));
    else if (!note_verify(&receipt->note, log, NULL, &err))
        tell_err(v, RECEIPT_SIGNATURE, &err);
    else
        tell(v, RECEIPT_SIGNATURE, RECEIPT_PASSED,
             arena_print(v->arena, "the log %" STR_FMT " signed the checkpoint",
                         STR_ARG(log->name)));
}

static void check_inclusion(struct verifying *v)
{
    const struct receipt *receipt = &v->verdict->receipt;
    struct hash256 leaf;
    if (!v->verdict->has_entry) {
        tell(v, RECEIPT_INCLUSION, RECEIPT_NOT_TAKEN,
             STR("without its entry the proof proves nothing"));
        return;
    }
    entry_leaf_hash(v->entry, &leaf);
    if (tree_inclusion_holds(&leaf, receipt->index, receipt->checkpoint.size, &receipt->proof,
                             &receipt->checkpoint.root))
        tell(v, RECEIPT_INCLUSION, RECEIPT_PASSED,
             arena_print(v->arena, "%zu hashes lead from the entry to the checkpoint's root",
                         receipt->proof.n));
    else
        tell(v, RECEIPT_INCLUSION, RECEIPT_FAILED,
             arena_print(v->arena,
                         "the proof does not lead from this entry to the root of the %lld entries: "
                         "the entry, its number or the proof was changed",
                         (long long)receipt->checkpoint.size));
}

/* A witness that is known and whose line does not hold fails the step; one that has not signed
 * only does not count. */
static void check_witnesses(struct verifying *v)
{
    const struct receipt_question *question = v->question;
    struct receipt_verdict *verdict = v->verdict;
    for (size_t i = 0; i < question->witnesses_n; i++) {
        struct err err;
        int64_t time_s;
        if (note_verify(&verdict->receipt.note, &question->witnesses[i], &time_s, &err)) {
            if (verdict->witnesses_n++ == 0 || time_s < verdict->witness_time_s)
                verdict->witness_time_s = time_s;
        } else if (err.kind != ERR_MISSING) {
            tell_err(v, RECEIPT_WITNESSES, &err);
            return;
        }
    }
    tell(v, RECEIPT_WITNESSES,
         verdict->witnesses_n >= question->witnesses_needed ? RECEIPT_PASSED : RECEIPT_FAILED,
         arena_print(v->arena, "%zu of %zu known witnesses signed the checkpoint; %zu needed",
                     verdict->witnesses_n, question->witnesses_n, question->witnesses_needed));
}

void receipt_verify(struct arena *arena, const struct receipt_question *question,
                    struct receipt_verdict *verdict_out)
{
    struct verifying v = {.arena = arena, .question = question, .verdict = verdict_out};
    *verdict_out = (struct receipt_verdict){0};
    for (int step = 0; step < RECEIPT_STEPS; step++)
        tell(&v, (enum receipt_step)step, RECEIPT_NOT_TAKEN,
             STR("not looked at, because the text is no receipt"));
    if (check_form(&v)) {
        check_entry(&v);
        check_signature(&v);
        check_inclusion(&v);
        check_witnesses(&v);
    }
    verdict_out->is_good = true;
    for (int step = 0; step < RECEIPT_STEPS; step++)
        if (verdict_out->checks[step].result != RECEIPT_PASSED)
            verdict_out->is_good = false;
}

const char *receipt_step_key(enum receipt_step step)
{
    static const char *const keys[] = {"form", "entry", "signature", "inclusion", "witnesses"};
    gl_assert(step < RECEIPT_STEPS);
    return keys[step];
}

const char *receipt_result_key(enum receipt_result result)
{
    static const char *const keys[] = {"not_taken", "passed", "failed"};
    gl_assert(result <= RECEIPT_FAILED);
    return keys[result];
}

void receipt_verdict_print(const struct receipt_verdict *verdict, struct buf *out)
{
    for (int step = 0; step < RECEIPT_STEPS; step++)
        buf_print(out, "%-9s  %s: %" STR_FMT "\n", receipt_result_key(verdict->checks[step].result),
                  receipt_step_key((enum receipt_step)step), STR_ARG(verdict->checks[step].text));
}
