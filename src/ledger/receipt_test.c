#include "ledger/vectors_test.h"

#include "ledger/receipt.h"

/* What a reader holds: the receipt's text, and the keys known from elsewhere. */
struct reader {
    struct arena arena;
    struct note_key log, witness;
    struct receipt_verdict verdict;
};

static void reader_init(struct reader *reader)
{
    struct err err;
    *reader = (struct reader){0};
    arena_init(&reader->arena, 0);
    assert_true(note_key_parse(STR(VECTOR_LOG_KEY), &reader->log, &err));
    assert_true(note_key_parse(STR(VECTOR_WITNESS_KEY), &reader->witness, &err));
}

static void reader_again(struct reader *reader)
{
    arena_done(&reader->arena);
    reader_init(reader);
}

static bool verify(struct reader *reader, struct str text, struct str entry)
{
    struct receipt_question question = {.text = text,
                                        .entry = entry,
                                        .log = reader->log,
                                        .witnesses = &reader->witness,
                                        .witnesses_n = 1,
                                        .witnesses_needed = 1};
    arena_reset(&reader->arena);
    receipt_verify(&reader->arena, &question, &reader->verdict);
    return reader->verdict.is_good;
}

static enum receipt_result result_of(const struct reader *reader, enum receipt_step step)
{
    return reader->verdict.checks[step].result;
}

static void entry_bytes(int i, struct buf *out)
{
    struct entry entry;
    vector_entry(i, &entry);
    entry_encode(&entry, out);
}

/* The receipt of entry i of the seven. */
static void make(int i, struct buf *out)
{
    struct shelf shelf;
    struct buf bytes;
    struct err err;
    shelf_init(&shelf);
    vector_tree(&shelf);
    buf_init(&bytes, 1 << 16);
    entry_bytes(i, &bytes);
    struct receipt_source source = {
        .entry = buf_str(&bytes), .note = STR(VECTOR_NOTE), .read = shelf_read, .context = &shelf};
    buf_init(out, RECEIPT_BYTES_MAX);
    assert_true(receipt_make(&shelf.arena, &source, out, &err));
    buf_done(&bytes);
    shelf_done(&shelf);
}

static void the_receipt_of_entry_4_is_the_published_one_byte_by_byte(void **state)
{
    (void)state;
    struct reader reader;
    struct receipt receipt;
    struct err err;
    struct buf full, bare, entry;
    reader_init(&reader);
    make(4, &full);
    assert_true(receipt_parse(&reader.arena, buf_str(&full), &receipt, &err));
    assert_true(receipt.has_entry);
    receipt.has_entry = false; /* the published one is without "extra" */
    buf_init(&bare, 10000);
    receipt_print(&receipt, &bare);
    assert_int_equal(bare.len, 499);
    assert_sha256(buf_str(&bare),
                  "227593c49e41bbc334b103bd2964221421f7474fdd15bb855f2f0329166dacc1");
    buf_init(&entry, 10000);
    entry_bytes(4, &entry);
    assert_true(verify(&reader, buf_str(&bare), buf_str(&entry)));
    assert_false(verify(&reader, buf_str(&bare), STR_NONE));
    assert_int_equal(result_of(&reader, RECEIPT_ENTRY), RECEIPT_FAILED);
    assert_int_equal(result_of(&reader, RECEIPT_INCLUSION), RECEIPT_NOT_TAKEN);
    buf_done(&full);
    buf_done(&bare);
    buf_done(&entry);
    arena_done(&reader.arena);
}

static void every_entry_gets_a_receipt_that_holds_and_tells_what_it_proves(void **state)
{
    (void)state;
    struct reader reader;
    reader_init(&reader);
    for (int i = 0; i < VECTOR_ENTRIES; i++) {
        struct buf text, told;
        make(i, &text);
        assert_true(verify(&reader, buf_str(&text), STR_NONE));
        assert_int_equal(reader.verdict.fields.seq, i);
        assert_int_equal(reader.verdict.witnesses_n, 1);
        assert_int_equal(reader.verdict.witness_time_s, VECTOR_TIME_S);
        buf_init(&told, 10000);
        receipt_verdict_print(&reader.verdict, &told);
        assert_true(str_starts(buf_str(&told), STR("passed     form: a receipt for entry ")));
        assert_true(str_find(buf_str(&told), STR("1 of 1 known witnesses")) < told.len);
        buf_done(&told);
        buf_done(&text);
    }
    arena_done(&reader.arena);
}

static void a_receipt_with_any_changed_byte_fails(void **state)
{
    (void)state;
    struct reader reader;
    struct buf text;
    reader_init(&reader);
    make(5, &text);
    assert_true(verify(&reader, buf_str(&text), STR_NONE));
    for (size_t i = 0; i < text.len; i++) {
        static const char masks[] = {1, 2, 4, 8, 16, 32, 64, (char)128, 3, 127};
        for (size_t m = 0; m < sizeof masks; m++) {
            text.p[i] = (char)(text.p[i] ^ masks[m]);
            assert_false(verify(&reader, buf_str(&text), STR_NONE));
            text.p[i] = (char)(text.p[i] ^ masks[m]);
        }
    }
    for (size_t len = 0; len < text.len; len++)
        assert_false(verify(&reader, str_first(buf_str(&text), len), STR_NONE));
    buf_put_c(&text, "\n");
    assert_false(verify(&reader, buf_str(&text), STR_NONE));
    buf_done(&text);
    arena_done(&reader.arena);
}

/* Replaces the first `from` by `to` of the same length. */
static void replace(struct buf *text, struct str from, struct str to)
{
    size_t at = str_find(buf_str(text), from);
    assert_true(at < text->len && from.len == to.len);
    memcpy(text->p + at, to.p, to.len);
}

static void the_failed_step_is_named(void **state)
{
    (void)state;
    struct reader reader;
    struct buf text, other;
    reader_init(&reader);
    make(4, &text);
    replace(&text, STR("index 4"), STR("index 5"));
    assert_false(verify(&reader, buf_str(&text), STR_NONE));
    assert_int_equal(result_of(&reader, RECEIPT_FORM), RECEIPT_PASSED);
    assert_int_equal(result_of(&reader, RECEIPT_ENTRY), RECEIPT_FAILED);
    assert_int_equal(result_of(&reader, RECEIPT_SIGNATURE), RECEIPT_PASSED);
    buf_done(&text);

    make(4, &text); /* the entry of a stranger, with its own number right */
    struct receipt receipt;
    struct entry entry;
    struct err err;
    struct buf forged;
    assert_true(receipt_parse(&reader.arena, buf_str(&text), &receipt, &err));
    assert_true(entry_decode(receipt.entry, &entry, &err));
    entry.on = date_of(2026, 3, 4); /* a day earlier */
    buf_init(&forged, 10000);
    entry_encode(&entry, &forged);
    receipt.entry = buf_str(&forged);
    buf_init(&other, 10000);
    receipt_print(&receipt, &other);
    assert_false(verify(&reader, buf_str(&other), STR_NONE));
    assert_int_equal(result_of(&reader, RECEIPT_ENTRY), RECEIPT_PASSED);
    assert_int_equal(result_of(&reader, RECEIPT_INCLUSION), RECEIPT_FAILED);
    buf_done(&forged);
    buf_done(&other);

    entry_bytes(4, &text); /* the entry given beside it must be the same */
    struct str receipt_text = str_first(buf_str(&text), str_find(buf_str(&text), STR("gulou-e")));
    struct str beside = str_from(buf_str(&text), receipt_text.len);
    assert_true(verify(&reader, receipt_text, beside));
    assert_false(verify(&reader, receipt_text, str_first(beside, beside.len - 1)));
    assert_int_equal(result_of(&reader, RECEIPT_ENTRY), RECEIPT_FAILED);
    buf_done(&text);

    assert_false(verify(&reader, STR("hello"), STR_NONE));
    assert_int_equal(result_of(&reader, RECEIPT_FORM), RECEIPT_FAILED);
    assert_int_equal(result_of(&reader, RECEIPT_WITNESSES), RECEIPT_NOT_TAKEN);
    arena_done(&reader.arena);
}

static void another_log_or_a_missing_witness_fails(void **state)
{
    (void)state;
    struct reader reader;
    struct buf text;
    unsigned char seed[SIGN_SEED_BYTES] = {8}, public_key[SIGN_PUBLIC_BYTES];
    make(2, &text);
    sign_public(seed, public_key);

    reader_init(&reader); /* the name is right, the key is not */
    note_key_init(&reader.log, STR(VECTOR_LOG), NOTE_LOG, public_key);
    assert_false(verify(&reader, buf_str(&text), STR_NONE));
    assert_int_equal(result_of(&reader, RECEIPT_SIGNATURE), RECEIPT_FAILED);
    assert_int_equal(result_of(&reader, RECEIPT_INCLUSION), RECEIPT_PASSED);

    reader_again(&reader); /* the key is right, the name is not */
    reader.log.name = STR("ledger.gulou.example/other");
    assert_false(verify(&reader, buf_str(&text), STR_NONE));
    assert_int_equal(result_of(&reader, RECEIPT_SIGNATURE), RECEIPT_FAILED);

    reader_again(&reader); /* a witness's key given as the log's */
    struct note_key witness = reader.witness;
    reader.log = witness;
    assert_false(verify(&reader, buf_str(&text), STR_NONE));

    reader_again(&reader); /* a witness that has not signed */
    note_key_init(&reader.witness, STR("witness.gulou.example/sheng"), NOTE_WITNESS, public_key);
    assert_false(verify(&reader, buf_str(&text), STR_NONE));
    assert_int_equal(result_of(&reader, RECEIPT_WITNESSES), RECEIPT_FAILED);
    assert_int_equal(result_of(&reader, RECEIPT_SIGNATURE), RECEIPT_PASSED);
    buf_done(&text);
    arena_done(&reader.arena);
}

static void a_receipt_that_would_not_hold_is_never_made(void **state)
{
    (void)state;
    struct shelf shelf;
    struct buf bytes, out;
    struct entry entry;
    struct err err;
    shelf_init(&shelf);
    vector_tree(&shelf);
    buf_init(&bytes, 10000);
    buf_init(&out, 10000);
    vector_entry(3, &entry);
    entry.nonce[0] ^= 1; /* not what was hashed */
    entry_encode(&entry, &bytes);
    struct receipt_source source = {
        .entry = buf_str(&bytes), .note = STR(VECTOR_NOTE), .read = shelf_read, .context = &shelf};
    assert_false(receipt_make(&shelf.arena, &source, &out, &err));
    assert_int_equal(err.kind, ERR_CONFLICT);
    assert_int_equal(out.len, 0);
    entry.seq = 7; /* behind the checkpoint */
    buf_clear(&bytes);
    entry_encode(&entry, &bytes);
    source.entry = buf_str(&bytes);
    assert_false(receipt_make(&shelf.arena, &source, &out, &err));
    assert_int_equal(err.kind, ERR_MISSING);
    buf_done(&bytes);
    buf_done(&out);
    shelf_done(&shelf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_receipt_of_entry_4_is_the_published_one_byte_by_byte),
        cmocka_unit_test(every_entry_gets_a_receipt_that_holds_and_tells_what_it_proves),
        cmocka_unit_test(a_receipt_with_any_changed_byte_fails),
        cmocka_unit_test(the_failed_step_is_named),
        cmocka_unit_test(another_log_or_a_missing_witness_fails),
        cmocka_unit_test(a_receipt_that_would_not_hold_is_never_made),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
