#include "ledger/vectors_test.h"

#include "ledger/checkpoint.h"
#include "ledger/note.h"

static const unsigned char log_seed[SIGN_SEED_BYTES] = {
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
static const unsigned char witness_seed[SIGN_SEED_BYTES] = {
    2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2};

static struct note_key key_of(const char *text)
{
    struct note_key key;
    struct err err;
    assert_true(note_key_parse(str_of(text), &key, &err));
    return key;
}

static void the_signed_checkpoint_is_the_published_one_byte_by_byte(void **state)
{
    (void)state;
    struct shelf shelf;
    struct err err;
    struct buf note;
    struct checkpoint checkpoint = {.origin = STR(VECTOR_LOG), .size = VECTOR_ENTRIES};
    struct note_key witness = key_of(VECTOR_WITNESS_KEY);
    shelf_init(&shelf);
    vector_tree(&shelf);
    assert_true(tree_root_at(7, shelf_read, &shelf, &checkpoint.root, &err));
    buf_init(&note, 10000);
    checkpoint_sign(&checkpoint, log_seed, &note);
    note_cosign(&witness, witness_seed, VECTOR_TIME_S, STR(VECTOR_BODY), &note);
    assert_true(str_equal(buf_str(&note), STR(VECTOR_NOTE)));
    assert_int_equal(note.len, 332);
    assert_sha256(buf_str(&note),
                  "ea52dfde2414c25723bf0fef3d839ef44a552ab6bc642804c71fe027bb605553");
    buf_done(&note);
    shelf_done(&shelf);
}

static void verifier_keys_are_the_published_ones(void **state)
{
    (void)state;
    unsigned char public_key[SIGN_PUBLIC_BYTES];
    struct note_key key;
    struct buf text;
    buf_init(&text, 1000);
    sign_public(log_seed, public_key);
    note_key_init(&key, STR(VECTOR_LOG), NOTE_LOG, public_key);
    note_key_print(&key, &text);
    assert_true(str_equal(buf_str(&text), STR(VECTOR_LOG_KEY)));
    buf_clear(&text);
    sign_public(witness_seed, public_key);
    note_key_init(&key, STR(VECTOR_WITNESS), NOTE_WITNESS, public_key);
    note_key_print(&key, &text);
    assert_true(str_equal(buf_str(&text), STR(VECTOR_WITNESS_KEY)));
    key = key_of(VECTOR_WITNESS_KEY);
    assert_int_equal(key.type, NOTE_WITNESS);
    assert_memory_equal(key.public_key, public_key, sizeof public_key);
    buf_done(&text);
}

static void a_verifier_key_with_any_changed_byte_is_refused(void **state)
{
    (void)state;
    char text[] = VECTOR_LOG_KEY;
    struct note_key key;
    struct err err;
    for (size_t i = 0; i < sizeof text - 1; i++) {
        for (int c = 0; c < 256; c++) {
            char before = text[i];
            text[i] = (char)c;
            if ((char)c != before)
                assert_false(note_key_parse((struct str){text, sizeof text - 1}, &key, &err));
            text[i] = before;
        }
        assert_false(note_key_parse((struct str){text, i}, &key, &err));
    }
}

static void log_and_witness_are_verified_and_the_witness_tells_its_time(void **state)
{
    (void)state;
    struct arena arena;
    struct note note;
    struct err err;
    struct note_key log = key_of(VECTOR_LOG_KEY), witness = key_of(VECTOR_WITNESS_KEY);
    int64_t time_s;
    arena_init(&arena, 0);
    assert_true(note_parse(&arena, STR(VECTOR_NOTE), &note, &err));
    assert_int_equal(note.signatures_n, 2);
    assert_true(str_equal(note.body, STR(VECTOR_BODY)));
    assert_true(note_verify(&note, &log, &time_s, &err));
    assert_int_equal(time_s, 0);
    assert_true(note_verify(&note, &witness, &time_s, &err));
    assert_int_equal(time_s, VECTOR_TIME_S);
    struct checkpoint checkpoint;
    assert_true(checkpoint_parse(note.body, &checkpoint, &err));
    assert_true(str_equal(checkpoint.origin, STR(VECTOR_LOG)));
    assert_int_equal(checkpoint.size, 7);
    assert_hash(&checkpoint.root,
                "15d0b3cf2b3c1b4cbdbbaefe946c3d6873f319cc30b729b7920016fbb5b3039d");
    arena_done(&arena);
}

/* C2SP signed-note: unknown keys are ignored, also with a known name or a known id alone; a line of
 * a known key that does not hold refuses the note, also beside one that does. */
static void unknown_keys_are_ignored_and_a_false_line_refuses_the_note(void **state)
{
    (void)state;
    struct arena arena;
    struct buf text;
    struct note note;
    struct err err;
    struct note_key log = key_of(VECTOR_LOG_KEY), other = log, renamed = log;
    unsigned char other_seed[SIGN_SEED_BYTES] = {5}, public_key[SIGN_PUBLIC_BYTES];
    sign_public(other_seed, public_key);
    note_key_init(&other, STR(VECTOR_LOG), NOTE_LOG, public_key); /* the name, another id */
    renamed.name = STR("elsewhere.example/demo");                 /* the id, another name */
    arena_init(&arena, 0);
    buf_init(&text, 10000);
    note_begin(STR(VECTOR_BODY), &text);
    note_sign(&other, other_seed, STR(VECTOR_BODY), &text);
    note_sign(&renamed, other_seed, STR(VECTOR_BODY), &text);
    assert_true(note_parse(&arena, buf_str(&text), &note, &err));
    assert_false(note_verify(&note, &log, NULL, &err));
    assert_int_equal(err.kind, ERR_MISSING);
    note_sign(&log, log_seed, STR(VECTOR_BODY), &text);
    assert_true(note_parse(&arena, buf_str(&text), &note, &err));
    assert_true(note_verify(&note, &log, NULL, &err));
    note_sign(&log, other_seed, STR(VECTOR_BODY), &text); /* says it is the log's */
    assert_true(note_parse(&arena, buf_str(&text), &note, &err));
    assert_false(note_verify(&note, &log, NULL, &err));
    assert_int_equal(err.kind, ERR_INPUT);
    buf_done(&text);
    arena_done(&arena);
}

/* A log's signature under a witness's key id, and a cosignature under a log's, do not count. */
static void a_signature_of_one_kind_is_none_of_the_other(void **state)
{
    (void)state;
    struct arena arena;
    struct buf text;
    struct note note;
    struct err err;
    struct note_key as_log = key_of(VECTOR_LOG_KEY), as_witness, mixed;
    note_key_init(&as_witness, as_log.name, NOTE_WITNESS, as_log.public_key);
    assert_memory_not_equal(as_witness.id, as_log.id, NOTE_ID_BYTES);
    arena_init(&arena, 0);
    buf_init(&text, 10000);
    mixed = as_log;
    memcpy(mixed.id, as_witness.id, NOTE_ID_BYTES);
    note_begin(STR(VECTOR_BODY), &text);
    note_sign(&mixed, log_seed, STR(VECTOR_BODY), &text);
    assert_true(note_parse(&arena, buf_str(&text), &note, &err));
    assert_false(note_verify(&note, &as_witness, NULL, &err));
    mixed = as_witness;
    memcpy(mixed.id, as_log.id, NOTE_ID_BYTES);
    buf_clear(&text);
    note_begin(STR(VECTOR_BODY), &text);
    note_cosign(&mixed, log_seed, VECTOR_TIME_S, STR(VECTOR_BODY), &text);
    assert_true(note_parse(&arena, buf_str(&text), &note, &err));
    assert_false(note_verify(&note, &as_log, NULL, &err));
    buf_done(&text);
    arena_done(&arena);
}

static void what_is_no_note_is_refused(void **state)
{
    (void)state;
    static const struct str wrong[] = {
        STR(""),
        STR("\n"),
        STR("\n\n"),
        STR("a\n"),
        STR("a\n\n"),
        STR("a\n\n— b AAAAAAA=\n\n"),  /* the last blank line ends it */
        STR("a\n\n— b AAAAAAA="),      /* no end of line */
        STR("a\n\n— b AAAAAA==\n"),    /* only an id */
        STR("a\n\n— b AAAAAAA\n"),     /* no base64 */
        STR("a\n\n-- b AAAAAAA=\n"),   /* no em dash */
        STR("a\n\n—b AAAAAAA=\n"),     /* no space */
        STR("a\n\n—  AAAAAAA=\n"),     /* no name */
        STR("a\n\n— b+c AAAAAAA=\n"),  /* '+' in the name */
        STR("a\n\n— b  AAAAAAA=\n"),   /* two spaces */
        STR("a\n\n— b　c AAAAAAA=\n"), /* a wide space in the name */
        STR("a\r\n\n— b AAAAAAA=\n"),  /* a carriage return */
        STR("a\t\n\n— b AAAAAAA=\n"),  /* a tab */
        STR("\xff\n\n— b AAAAAAA=\n"), /* no UTF-8 */
    };
    struct arena arena;
    struct note note;
    struct err err;
    arena_init(&arena, 0);
    assert_true(note_parse(&arena, STR("a\n\nb\n\n— 鼓楼.example AAAAAAA=\n"), &note, &err));
    assert_true(str_equal(note.body, STR("a\n\nb\n")));
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_false(note_parse(&arena, wrong[i], &note, &err));
    struct buf many;
    buf_init(&many, 1 << 20);
    buf_put_c(&many, "a\n\n");
    for (int i = 0; i < NOTE_SIGNATURES_MAX; i++)
        buf_put_c(&many, "— b AAAAAAA=\n");
    assert_true(note_parse(&arena, buf_str(&many), &note, &err));
    buf_put_c(&many, "— b AAAAAAA=\n");
    assert_false(note_parse(&arena, buf_str(&many), &note, &err));
    assert_int_equal(err.kind, ERR_LIMIT);
    buf_done(&many);
    arena_done(&arena);
}

static void a_checkpoint_has_exactly_three_canonical_lines(void **state)
{
    (void)state;
#define ROOT "FdCzzys8G0y9u67+lGw9aHPzGcwwtym3kgAW+7WzA50="
    static const struct str wrong[] = {
        STR(""),
        STR("a\n7\n"),
        STR("a\n7\n" ROOT),
        STR("a\n7\n" ROOT "\nextension\n"),
        STR("a\n7\n" ROOT "\n\n"),
        STR("\n7\n" ROOT "\n"),
        STR("a b\n7\n" ROOT "\n"),
        STR("a+b\n7\n" ROOT "\n"),
        STR("a\n07\n" ROOT "\n"),
        STR("a\n-7\n" ROOT "\n"),
        STR("a\n+7\n" ROOT "\n"),
        STR("a\n\n" ROOT "\n"),
        STR("a\n9223372036854775808\n" ROOT "\n"),
        STR("a\n7\n" ROOT "=\n"),
        STR("a\n7\nAAAA\n"),
    };
    struct checkpoint checkpoint;
    struct err err;
    struct buf again;
    assert_true(checkpoint_parse(STR("a\n0\n" ROOT "\n"), &checkpoint, &err));
    buf_init(&again, 1000);
    checkpoint_print(&checkpoint, &again);
    assert_true(str_equal(buf_str(&again), STR("a\n0\n" ROOT "\n")));
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_false(checkpoint_parse(wrong[i], &checkpoint, &err));
    buf_done(&again);
#undef ROOT
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_signed_checkpoint_is_the_published_one_byte_by_byte),
        cmocka_unit_test(verifier_keys_are_the_published_ones),
        cmocka_unit_test(a_verifier_key_with_any_changed_byte_is_refused),
        cmocka_unit_test(log_and_witness_are_verified_and_the_witness_tells_its_time),
        cmocka_unit_test(unknown_keys_are_ignored_and_a_false_line_refuses_the_note),
        cmocka_unit_test(a_signature_of_one_kind_is_none_of_the_other),
        cmocka_unit_test(what_is_no_note_is_refused),
        cmocka_unit_test(a_checkpoint_has_exactly_three_canonical_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
