#include "base/limits.h"
#include "ledger/vectors_test.h"

static void the_seven_entries_are_the_published_ones_byte_by_byte(void **state)
{
    (void)state;
    struct buf bytes, bundle;
    struct entry entry;
    struct hash256 leaf;
    buf_init(&bytes, 1 << 16);
    buf_init(&bundle, 1 << 16);
    vector_entry(0, &entry);
    entry_encode(&entry, &bytes);
    struct str expected = STR("gulou-event/v1\n"
                              "seq 0\n"
                              "at 2026-03-01T09:30:00+08:00\n"
                              "on 2026-03-01\n"
                              "case 00000000000000000000000000000001\n"
                              "kind complaint.received\n"
                              "actor 0a\n"
                              "nonce obCO6CX1Cfe31ynEn51u0Q==\n"
                              "commit payload E6njeuN+I0qNgggB4AL8G2Di7+Z5I+SNYHcRR1Y9roQ=\n");
    assert_int_equal(expected.len, 226);
    assert_true(str_equal(buf_str(&bytes), expected));
    entry_leaf_hash(buf_str(&bytes), &leaf);
    assert_hash(&leaf, "288c1bd108e401d91f276c840fea9f0f9052d6efc2b9b162bbeffad316c1b60f");
    for (int i = 0; i < VECTOR_ENTRIES; i++) {
        vector_entry(i, &entry);
        buf_clear(&bytes);
        entry_encode(&entry, &bytes);
        entry_bundle_put(buf_str(&bytes), &bundle);
    }
    assert_int_equal(bundle.len, 1593);
    assert_sha256(buf_str(&bundle),
                  "fcbf2ddae6282b1d0fe6dd81e39602e348ab88e1108d0dfc11501fbd501a6f21");
    buf_done(&bytes);
    buf_done(&bundle);
}

static void a_commitment_is_the_published_one_and_binds_salt_name_and_payload(void **state)
{
    (void)state;
    struct hash256 salt, hash, other;
    struct str payload = STR("{\"name\":\"张三\",\"note\":\"0\"}");
    assert_true(hex_decode(STR("c441c8bc21990f6756989f8295e6d2cfffa037fc39d11fee57da3d77c0ca855b"),
                           salt.b, 32));
    entry_commitment(&salt, STR("payload"), payload, &hash);
    assert_hash(&hash, "13a9e37ae37e234a8d820801e002fc1b60e2efe67923e48d60771147563dae84");
    entry_commitment(&salt, STR("sealed"), payload, &other);
    assert_false(hash_equal(&hash, &other));
    entry_commitment(&salt, STR("payload"), str_first(payload, payload.len - 1), &other);
    assert_false(hash_equal(&hash, &other));
    salt.b[31] ^= 1;
    entry_commitment(&salt, STR("payload"), payload, &other);
    assert_false(hash_equal(&hash, &other));
}

/* An entry with everything in it. */
static void full_entry(struct entry *entry)
{
    vector_entry(3, entry);
    entry->seq = 123456789012;
    entry->actor = 0x1234;
    entry->codes = STR(".number 2022/17\nchannel phone\nkind a,b\nunit 320106001\n");
    entry->has_sealed = true;
    vector_hash(&entry->sealed, "sealed", 3);
}

static void assert_same(const struct entry *a, const struct entry *b)
{
    assert_true(a->seq == b->seq && a->at.ms == b->at.ms && a->on.day == b->on.day);
    assert_memory_equal(a->case_id, b->case_id, sizeof a->case_id);
    assert_true(str_equal(a->kind, b->kind) && str_equal(a->codes, b->codes));
    assert_true(a->actor == b->actor);
    assert_memory_equal(a->nonce, b->nonce, sizeof a->nonce);
    assert_true(a->has_payload == b->has_payload && a->has_sealed == b->has_sealed);
    assert_true(!a->has_payload || hash_equal(&a->payload, &b->payload));
    assert_true(!a->has_sealed || hash_equal(&a->sealed, &b->sealed));
}

static void what_is_written_is_read_back(void **state)
{
    (void)state;
    static const int64_t actors[] = {0, 1, 255, 256, 0x1234, INT64_MAX, -1};
    struct buf bytes;
    struct entry entry, back;
    struct err err;
    buf_init(&bytes, 1 << 16);
    for (int i = 0; i < 8 * 7; i++) {
        full_entry(&entry);
        entry.has_payload = (i & 1) != 0;
        entry.has_sealed = (i & 2) != 0;
        entry.actor = actors[i / 8];
        if ((i & 4) != 0)
            entry.codes = STR_NONE;
        buf_clear(&bytes);
        entry_encode(&entry, &bytes);
        assert_true(entry_decode(buf_str(&bytes), &back, &err));
        assert_same(&entry, &back);
    }
    buf_done(&bytes);
}

/* No two texts are one entry: what is read, and written again, is the same text. */
static void a_changed_byte_is_refused_or_is_another_entry(void **state)
{
    (void)state;
    struct buf bytes, again;
    struct entry entry, back;
    struct err err;
    buf_init(&bytes, 1 << 16);
    buf_init(&again, 1 << 16);
    full_entry(&entry);
    entry_encode(&entry, &bytes);
    size_t refused = 0;
    for (size_t i = 0; i < bytes.len; i++) {
        for (int c = 0; c < 256; c++) {
            char before = bytes.p[i];
            bytes.p[i] = (char)c;
            if (entry_decode(buf_str(&bytes), &back, &err)) {
                buf_clear(&again);
                entry_encode(&back, &again);
                assert_true(str_equal(buf_str(&again), buf_str(&bytes)));
            } else {
                assert_true(str_starts(str_of(err.what), STR("line ")));
                refused++;
            }
            bytes.p[i] = before;
        }
    }
    assert_true(refused > bytes.len * 200);
    for (size_t len = 0; len < bytes.len; len++) { /* cut short: only between the commitments */
        struct str cut = str_first(buf_str(&bytes), len);
        if (entry_decode(cut, &back, &err))
            assert_true(str_starts(str_from(buf_str(&bytes), len), STR("commit ")));
    }
    buf_put_c(&bytes, "\n");
    assert_false(entry_decode(buf_str(&bytes), &back, &err));
    buf_done(&bytes);
    buf_done(&again);
}

static void an_error_names_the_line_and_what_was_expected(void **state)
{
    (void)state;
    struct entry entry;
    struct err err;
    assert_false(entry_decode(STR("gulou-event/v1\nseq 007\n"), &entry, &err));
    assert_string_equal(err.what, "line 2 of the entry begins \"seq 007\"; expected \"seq\" and a "
                                  "number without leading zeros");
    assert_false(entry_decode(STR("gulou-event/v1\nseq \x1b[2J\n"), &entry, &err));
    assert_null(strchr(err.what, '\x1b'));
    assert_false(entry_decode(STR_NONE, &entry, &err));
}

static void an_entry_above_65535_bytes_is_refused(void **state)
{
    (void)state;
    struct buf bytes;
    struct entry entry;
    struct err err;
    buf_init(&bytes, 1 << 20);
    while (bytes.len <= LIMIT_ENTRY_BYTES)
        buf_put_c(&bytes, "a b\n");
    assert_false(entry_decode(buf_str(&bytes), &entry, &err));
    assert_int_equal(err.kind, ERR_LIMIT);
    buf_done(&bytes);
}

static void codes_are_sorted_lines_without_free_text(void **state)
{
    (void)state;
    struct err err;
    assert_true(entry_codes_check(STR_NONE, &err));
    assert_true(entry_codes_check(STR(".has a,b\nchannel phone\nunit 320106001\n"), &err));
    assert_true(entry_codes_check(STR("a !\"#~\n"), &err));
    static const struct str wrong[] = {
        STR("b 1\na 1\n"),     /* order */
        STR("a 1\na 2\n"),     /* twice */
        STR("a 1"),            /* no end of line */
        STR("a \n"),           /* no value */
        STR(" 1\n"),           /* no name */
        STR("a\n"),            /* no space */
        STR("a b c\n"),        /* two words: free text */
        STR("a 张三\n"),       /* not ASCII */
        STR("a b\t\n"),        /* control character */
        STR("A 1\n"),          /* name in upper case */
        STR("名 1\n"),         /* name not ASCII */
        STR("nonce AAAA\n"),   /* the format's own */
        STR("commit x\n"),     /* the format's own */
        STR("a 1\n\n"),        /* empty line */
        STR("a 1\nnonce x\n"), /* the format's own, behind others */
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_false(entry_codes_check(wrong[i], &err));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_seven_entries_are_the_published_ones_byte_by_byte),
        cmocka_unit_test(a_commitment_is_the_published_one_and_binds_salt_name_and_payload),
        cmocka_unit_test(what_is_written_is_read_back),
        cmocka_unit_test(a_changed_byte_is_refused_or_is_another_entry),
        cmocka_unit_test(an_error_names_the_line_and_what_was_expected),
        cmocka_unit_test(an_entry_above_65535_bytes_is_refused),
        cmocka_unit_test(codes_are_sorted_lines_without_free_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
