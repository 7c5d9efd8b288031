#include "ledger/vectors_test.h"

/* RFC 6962 §2.1 as it is written. */
static struct hash256 naive(const struct hash256 *leaves, int64_t n)
{
    struct hash256 node;
    if (n == 0)
        hash_sha256("", 0, &node);
    if (n <= 1)
        return n == 1 ? leaves[0] : node;
    int64_t k = 1;
    while (k * 2 < n)
        k *= 2;
    struct hash256 left = naive(leaves, k), right = naive(leaves + k, n - k);
    hash_two(1, &left, &right, &node);
    return node;
}

/* RFC 6962 §2.1.1 as it is written. */
static void naive_path(const struct hash256 *leaves, int64_t m, int64_t n, struct tree_proof *out)
{
    if (n == 1)
        return;
    int64_t k = 1;
    while (k * 2 < n)
        k *= 2;
    if (m < k) {
        naive_path(leaves, m, k, out);
        out->hashes[out->n++] = naive(leaves + k, n - k);
    } else {
        naive_path(leaves + k, m - k, n - k, out);
        out->hashes[out->n++] = naive(leaves, k);
    }
}

/* RFC 6962 §2.1.2 as it is written. */
static void naive_subproof(const struct hash256 *leaves, int64_t m, int64_t n, bool is_whole,
                           struct tree_proof *out)
{
    if (m == n) {
        if (!is_whole)
            out->hashes[out->n++] = naive(leaves, n);
        return;
    }
    int64_t k = 1;
    while (k * 2 < n)
        k *= 2;
    if (m <= k) {
        naive_subproof(leaves, m, k, is_whole, out);
        out->hashes[out->n++] = naive(leaves + k, n - k);
    } else {
        naive_subproof(leaves + k, m - k, n - k, false, out);
        out->hashes[out->n++] = naive(leaves, k);
    }
}

static void assert_proof(const struct tree_proof *proof, const struct tree_proof *expected)
{
    assert_int_equal(proof->n, expected->n);
    for (size_t i = 0; i < proof->n; i++)
        assert_memory_equal(proof->hashes[i].b, expected->hashes[i].b, 32);
}

/* xorshift64*: the test's own chance, from a printed seed. */
static uint64_t draw(uint64_t *seed)
{
    *seed ^= *seed >> 12;
    *seed ^= *seed << 25;
    *seed ^= *seed >> 27;
    return *seed * 2685821657736338717u;
}

static void fill(struct shelf *shelf, struct tree **tree, struct hash256 *leaves, int64_t n,
                 int64_t batch)
{
    struct err err;
    assert_true(tree_open(&shelf->arena, 0, shelf_read, shelf, tree, &err));
    for (int64_t i = 0; i < n; i++) {
        char text[64];
        int len = snprintf(text, sizeof text, "gulou-tv3-%lld", (long long)i);
        entry_leaf_hash((struct str){text, (size_t)len}, &leaves[i]);
        tree_append(*tree, &leaves[i]);
        if ((i + 1) % batch == 0 || i + 1 == n) {
            tree_dirty_each(*tree, shelf_put, shelf);
            tree_clean(*tree);
        }
    }
}

/* 70,000 leaves: roots and tiles as an independent program computed them. */
static void the_tree_of_70000_leaves_is_the_published_one(void **state)
{
    (void)state;
    enum { N = 70000 };
    struct shelf shelf;
    struct tree *tree;
    struct hash256 root, *leaves = calloc(N, sizeof *leaves);
    struct err err;
    shelf_init(&shelf);
    fill(&shelf, &tree, leaves, N, 777);
    tree_root(tree, &root);
    assert_hash(&root, "7d15be9214bbcb3ae227886044900b81472eaba64a20c7001d63846cfdbd3d62");
    assert_true(tree_root_at(256, shelf_read, &shelf, &root, &err));
    assert_hash(&root, "4b10de5f3c22ea46177c3a842e823576a9e0a939d83845af4cbc66680d796ab8");
    assert_true(tree_root_at(65536, shelf_read, &shelf, &root, &err));
    assert_hash(&root, "1e9202bf767fd40b1b41fc1f548ec487f6e1de80d0bd4e36289c8773a25d0418");
    struct tree_proof proof;
    assert_true(tree_consistency(256, N, shelf_read, &shelf, &proof, &err));
    assert_int_equal(proof.n, 9);
    struct hash256 sum;
    hash_sha256(proof.hashes, proof.n * 32, &sum);
    assert_hash(&sum, "3231dbf8ea463fb74ea2d4f900e4761ff189dc41c4e2b0b5ff3f1c0f8bee8e29");
    struct buf tiles; /* in byte order of path: level 0 (full, then partial), 1, 2 */
    buf_init(&tiles, 1 << 24);
    for (int n = 0; n < 273; n++)
        assert_true(tree_tile(0, n, 256, shelf_read, &shelf, &tiles, &err));
    assert_true(tree_tile(0, 273, 112, shelf_read, &shelf, &tiles, &err));
    assert_true(tree_tile(1, 0, 256, shelf_read, &shelf, &tiles, &err));
    assert_true(tree_tile(1, 1, 17, shelf_read, &shelf, &tiles, &err));
    assert_true(tree_tile(2, 0, 1, shelf_read, &shelf, &tiles, &err));
    hash_sha256(tiles.p, tiles.len, &sum);
    assert_hash(&sum, "23d7758c6b27e84a78c769008e1b273b2049484f4d9622b2c7d381efb5b6d151");
    buf_done(&tiles);
    tree_close(tree);
    free(leaves);
    shelf_done(&shelf);
}

static void every_small_tree_proves_every_leaf_and_every_earlier_tree(void **state)
{
    (void)state;
    enum { N = 300 };
    struct shelf shelf;
    struct tree *tree;
    struct hash256 leaves[N], root, old;
    struct err err;
    struct tree_proof proof;
    shelf_init(&shelf);
    fill(&shelf, &tree, leaves, N, 7);
    for (int64_t size = 1; size <= N; size += size < 40 ? 1 : 13) {
        assert_true(tree_root_at(size, shelf_read, &shelf, &root, &err));
        struct hash256 expected = naive(leaves, size);
        assert_memory_equal(root.b, expected.b, 32);
        for (int64_t i = 0; i < size; i++) {
            assert_true(tree_inclusion(i, size, shelf_read, &shelf, &proof, &err));
            assert_true(tree_inclusion_holds(&leaves[i], i, size, &proof, &root));
            assert_false(tree_inclusion_holds(&leaves[(i + 1) % N], i, size, &proof, &root));
            assert_true(tree_consistency(i, size, shelf_read, &shelf, &proof, &err));
            old = naive(leaves, i);
            assert_true(tree_consistency_holds(i, &old, size, &root, &proof));
            if (i > 0)
                assert_false(tree_consistency_holds(i, &leaves[0], size, &leaves[1], &proof));
        }
    }
    tree_close(tree);
    shelf_done(&shelf);
}

static void a_tree_opened_again_grows_as_if_it_had_never_been_closed(void **state)
{
    (void)state;
    enum { N = 1000 };
    struct shelf shelf;
    struct tree *tree, *again;
    struct hash256 leaves[N], root, expected;
    struct err err;
    shelf_init(&shelf);
    fill(&shelf, &tree, leaves, N / 2, 100);
    assert_true(tree_open(&shelf.arena, N / 2, shelf_read, &shelf, &again, &err));
    for (int64_t i = N / 2; i < N; i++) {
        leaves[i] = leaves[i - N / 2];
        tree_append(again, &leaves[i]);
    }
    tree_root(again, &root);
    expected = naive(leaves, N);
    assert_memory_equal(root.b, expected.b, 32);
    tree_close(tree);
    tree_close(again);
    shelf_done(&shelf);
}

static void the_tree_of_seven_entries_is_the_published_one(void **state)
{
    (void)state;
    static const char *const roots[] = {
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "288c1bd108e401d91f276c840fea9f0f9052d6efc2b9b162bbeffad316c1b60f",
        "62ae3719fe250185b4b81e2a887be4dbce68c4fa1592c3a47598513028112eba",
        "6747e009b226074981312b9315a99a7eb9b51f9bcbf14f0304da6f81d0c91adc",
        "b00e717c37a57e3013bcd08a8902922e70859913480b142cccdc1f1ced000783",
        "bd30260b57f38e5964b132aeedee902f3383f479e0bf9cb41d75b46b57c9a0d6",
        "1f020a50509142b5b025836f4174573b6edb9701209feab72ce437e5da0d09d0",
        "15d0b3cf2b3c1b4cbdbbaefe946c3d6873f319cc30b729b7920016fbb5b3039d",
    };
    struct shelf shelf;
    struct hash256 root;
    struct tree_proof proof;
    struct err err;
    shelf_init(&shelf);
    vector_tree(&shelf);
    for (int size = 0; size <= VECTOR_ENTRIES; size++) {
        assert_true(tree_root_at(size, shelf_read, &shelf, &root, &err));
        assert_hash(&root, roots[size]);
    }
    assert_true(tree_inclusion(4, 7, shelf_read, &shelf, &proof, &err));
    assert_int_equal(proof.n, 3);
    assert_hash(&proof.hashes[0],
                "fea7104f69926145aaf128fab274c21a38f0f59c8cce84dc8b8a177f4c3e53f5");
    assert_hash(&proof.hashes[1],
                "f085499ea6c8f0b4b0865afbe1cc5765483be0650d90497cfbea5c56d7fa9359");
    assert_hash(&proof.hashes[2], roots[4]);
    assert_true(tree_consistency(3, 7, shelf_read, &shelf, &proof, &err));
    assert_int_equal(proof.n, 4);
    assert_hash(&proof.hashes[0],
                "8d24f45afefb58ac73a98c53eddaaf41b44ca18d1340638e7d3e6cd8cdbbca54");
    assert_hash(&proof.hashes[1],
                "20454b43c3579114bd724391d62f24a0e26eccbe4e2ab61b8adc9d1c16cd4216");
    assert_hash(&proof.hashes[2], roots[2]);
    assert_hash(&proof.hashes[3],
                "42c78c63984eb2276a017b57c7410f8364bc310a8cc048e1705f7b9a421adf6f");
    struct buf tile;
    buf_init(&tile, 10000);
    assert_true(tree_tile(0, 0, 7, shelf_read, &shelf, &tile, &err));
    assert_sha256(buf_str(&tile),
                  "be52f9c08cd623087d68765c792a6a71f91e5d69ce05ee429a2773c75458e3a6");
    assert_false(tree_tile(0, 0, 8, shelf_read, &shelf, &tile, &err));
    buf_done(&tile);
    shelf_done(&shelf);
}

static void proofs_of_any_size_are_those_of_the_definition(void **state)
{
    (void)state;
    enum { N = 3000 };
    struct shelf shelf;
    struct tree *tree;
    struct hash256 root, old, *leaves = calloc(N, sizeof *leaves);
    struct err err;
    uint64_t seed = (uint64_t)(uintptr_t)leaves | 1; /* differs from run to run */
    print_message("seed %llu\n", (unsigned long long)seed);
    shelf_init(&shelf);
    fill(&shelf, &tree, leaves, N, 61);
    for (int round = 0; round < 200; round++) {
        int64_t size = (int64_t)(draw(&seed) % N) + 1;
        int64_t index = (int64_t)(draw(&seed) % (uint64_t)size);
        struct tree_proof proof, expected = {.n = 0};
        root = naive(leaves, size);
        assert_true(tree_inclusion(index, size, shelf_read, &shelf, &proof, &err));
        naive_path(leaves, index, size, &expected);
        assert_proof(&proof, &expected);
        assert_true(tree_inclusion_holds(&leaves[index], index, size, &proof, &root));
        if (index + 1 < size)
            assert_false(tree_inclusion_holds(&leaves[index], index + 1, size, &proof, &root));
        assert_true(tree_consistency(index + 1, size, shelf_read, &shelf, &proof, &err));
        expected.n = 0;
        naive_subproof(leaves, index + 1, size, true, &expected);
        assert_proof(&proof, &expected);
        old = naive(leaves, index + 1);
        assert_true(tree_consistency_holds(index + 1, &old, size, &root, &proof));
    }
    tree_close(tree);
    free(leaves);
    shelf_done(&shelf);
}

static void a_changed_shortened_or_lengthened_proof_does_not_hold(void **state)
{
    (void)state;
    enum { N = 50 };
    struct shelf shelf;
    struct tree *tree;
    struct hash256 leaves[N], root, old;
    struct tree_proof proof;
    struct err err;
    shelf_init(&shelf);
    fill(&shelf, &tree, leaves, N, 9);
    tree_root(tree, &root);
    for (int64_t i = 0; i < N; i++) {
        assert_true(tree_inclusion(i, N, shelf_read, &shelf, &proof, &err));
        for (size_t bit = 0; bit < proof.n * 256; bit += 5) {
            proof.hashes[bit / 256].b[bit / 8 % 32] ^= (unsigned char)(1 << bit % 8);
            assert_false(tree_inclusion_holds(&leaves[i], i, N, &proof, &root));
            proof.hashes[bit / 256].b[bit / 8 % 32] ^= (unsigned char)(1 << bit % 8);
        }
        proof.n--;
        assert_false(tree_inclusion_holds(&leaves[i], i, N, &proof, &root));
        proof.n += 2;
        assert_false(tree_inclusion_holds(&leaves[i], i, N, &proof, &root));
        assert_false(tree_inclusion_holds(&leaves[i], -1, N, &proof, &root));
        assert_false(tree_inclusion_holds(&leaves[i], N, N, &proof, &root));
    }
    for (int64_t i = 1; i < N; i++) {
        old = naive(leaves, i);
        assert_true(tree_consistency(i, N, shelf_read, &shelf, &proof, &err));
        for (size_t bit = 0; bit < proof.n * 256; bit += 5) {
            proof.hashes[bit / 256].b[bit / 8 % 32] ^= (unsigned char)(1 << bit % 8);
            assert_false(tree_consistency_holds(i, &old, N, &root, &proof));
            proof.hashes[bit / 256].b[bit / 8 % 32] ^= (unsigned char)(1 << bit % 8);
        }
        proof.n--;
        assert_false(tree_consistency_holds(i, &old, N, &root, &proof));
        proof.n += 2;
        assert_false(tree_consistency_holds(i, &old, N, &root, &proof));
        proof.n = 0; /* immudb's CVE-2022-36111: a proof that nobody looks at */
        assert_false(tree_consistency_holds(i, &old, N, &root, &proof));
        assert_false(tree_consistency_holds(N, &root, i, &old, &proof));
    }
    tree_close(tree);
    shelf_done(&shelf);
}

/* A rolled back transaction leaves no trace, also where it filled tiles. */
static void what_is_cut_off_was_never_there(void **state)
{
    (void)state;
    enum { N = 1100, COMMITTED = 250 };
    struct shelf shelf, other;
    struct tree *tree, *straight;
    struct hash256 *leaves = calloc(N, sizeof *leaves), root, expected, wrong = {{9}};
    struct err err;
    shelf_init(&shelf);
    shelf_init(&other);
    fill(&other, &straight, leaves, N, N);
    assert_true(tree_open(&shelf.arena, 0, shelf_read, &shelf, &tree, &err));
    for (int64_t i = 0; i < COMMITTED; i++)
        tree_append(tree, &leaves[i]);
    assert_true(tree_dirty_each(tree, shelf_put, &shelf));
    tree_clean(tree);
    for (int64_t keep = COMMITTED; keep <= N; keep += 170) {
        while (tree_size(tree) < keep)
            tree_append(tree, &leaves[tree_size(tree)]);
        for (int i = 0; i < 600; i++)
            tree_append(tree, &wrong);
        tree_cut(tree, keep);
        assert_int_equal(tree_size(tree), keep);
        tree_root(tree, &root);
        expected = naive(leaves, keep);
        assert_memory_equal(root.b, expected.b, 32);
    }
    while (tree_size(tree) < N)
        tree_append(tree, &leaves[tree_size(tree)]);
    assert_true(tree_dirty_each(tree, shelf_put, &shelf));
    assert_int_equal(shelf.chunks.n, other.chunks.n);
    for (int i = 0; i < 2 * (N / 32 + 1); i++) {
        struct str a, b;
        assert_true(shelf_read(&shelf, i % 2, i / 2, &a, &err));
        assert_true(shelf_read(&other, i % 2, i / 2, &b, &err));
        assert_true(str_equal(a, b));
    }
    tree_close(tree);
    tree_close(straight);
    free(leaves);
    shelf_done(&shelf);
    shelf_done(&other);
}

struct tally {
    int puts;
    size_t bytes;
    int stop_after;
};

static bool tally_put(void *context, int level, int64_t n, struct str bytes)
{
    struct tally *tally = context;
    (void)level;
    (void)n;
    tally->puts++;
    tally->bytes += bytes.len;
    return tally->puts != tally->stop_after;
}

static void a_batch_rewrites_one_unfinished_chunk_a_level(void **state)
{
    (void)state;
    struct shelf shelf;
    struct tree *tree;
    struct hash256 leaves[1000];
    shelf_init(&shelf);
    fill(&shelf, &tree, leaves, 1000, 100); /* the last chunk of level 0 holds 8 */
    struct tally tally = {0};
    tree_append(tree, &leaves[0]);
    assert_true(tree_dirty_each(tree, tally_put, &tally));
    assert_int_equal(tally.puts, 1);
    assert_int_equal(tally.bytes, 9 * 32);
    for (int i = 0; i < 24; i++) /* up to 1025: two chunks of level 0, one of level 1 */
        tree_append(tree, &leaves[0]);
    tally = (struct tally){0};
    assert_true(tree_dirty_each(tree, tally_put, &tally));
    assert_int_equal(tally.puts, 3);
    assert_int_equal(tally.bytes, (32 + 1 + 4) * 32);
    tally = (struct tally){.stop_after = 2};
    assert_false(tree_dirty_each(tree, tally_put, &tally));
    assert_int_equal(tally.puts, 2);
    tree_clean(tree);
    tally = (struct tally){0};
    assert_true(tree_dirty_each(tree, tally_put, &tally));
    assert_int_equal(tally.puts, 0);
    tree_close(tree);
    shelf_done(&shelf);
}

static bool read_nothing(void *context, int level, int64_t n, struct str *bytes_out,
                         struct err *err)
{
    (void)context;
    (void)level;
    (void)n;
    (void)bytes_out;
    return err_set(err, ERR_STORE, "the disk is gone");
}

static bool read_odd(void *context, int level, int64_t n, struct str *bytes_out, struct err *err)
{
    (void)context;
    (void)level;
    (void)n;
    (void)err;
    *bytes_out = STR("not a multiple of 32");
    return true;
}

static void a_missing_short_or_unreadable_chunk_is_an_error(void **state)
{
    (void)state;
    struct shelf shelf;
    struct tree *tree;
    struct hash256 leaves[300], root;
    struct tree_proof proof;
    struct err err;
    shelf_init(&shelf);
    fill(&shelf, &tree, leaves, 300, 300);
    assert_false(tree_root_at(301, shelf_read, &shelf, &root, &err));
    assert_int_equal(err.kind, ERR_CONFLICT);
    assert_false(tree_inclusion(5, 1000, shelf_read, &shelf, &proof, &err));
    assert_false(tree_inclusion(300, 300, shelf_read, &shelf, &proof, &err));
    assert_int_equal(err.kind, ERR_MISSING);
    assert_false(tree_consistency(200, 1000, shelf_read, &shelf, &proof, &err));
    assert_false(tree_consistency(301, 300, shelf_read, &shelf, &proof, &err));
    tree_close(tree);
    tree = NULL;
    assert_false(tree_open(&shelf.arena, 300, read_nothing, NULL, &tree, &err));
    assert_string_equal(err.what, "the disk is gone");
    assert_false(tree_open(&shelf.arena, 300, read_odd, NULL, &tree, &err));
    assert_int_equal(err.kind, ERR_CONFLICT);
    assert_null(tree);
    shelf_done(&shelf);
}

static void a_tile_is_as_wide_as_the_tree_makes_it(void **state)
{
    (void)state;
    assert_int_equal(tree_tile_width(0, 0, 0), 0);
    assert_int_equal(tree_tile_width(0, 0, 7), 7);
    assert_int_equal(tree_tile_width(0, 0, 256), 256);
    assert_int_equal(tree_tile_width(0, 1, 256), 0);
    assert_int_equal(tree_tile_width(0, 272, 70000), 256);
    assert_int_equal(tree_tile_width(0, 273, 70000), 112);
    assert_int_equal(tree_tile_width(0, 274, 70000), 0);
    assert_int_equal(tree_tile_width(1, 1, 70000), 17);
    assert_int_equal(tree_tile_width(2, 0, 70000), 1);
    assert_int_equal(tree_tile_width(3, 0, 70000), 0);
    assert_int_equal(tree_tile_width(TREE_ENTRIES, 273, 70000), 112);
}

static void only_canonical_tile_paths_are_read(void **state)
{
    (void)state;
    int level, width;
    int64_t n;
    assert_true(tree_tile_path_parse(STR("tile/0/x001/x234/067"), &level, &n, &width));
    assert_int_equal(n, 1234067);
    assert_int_equal(width, 256);
    assert_true(tree_tile_path_parse(STR("tile/1/001.p/17"), &level, &n, &width));
    assert_int_equal(width, 17);
    assert_false(tree_tile_path_parse(STR("tile/0/x000/001"), &level, &n, &width));
    assert_false(tree_tile_path_parse(STR("tile/0/1"), &level, &n, &width));
    assert_false(tree_tile_path_parse(STR("tile/0/001.p/0"), &level, &n, &width));
    assert_false(tree_tile_path_parse(STR("tile/0/001/2"), &level, &n, &width));
    assert_false(tree_tile_path_parse(STR("tile/9/001"), &level, &n, &width));
    assert_true(tree_tile_path_parse(STR("tile/entries/x002/000.p/3"), &level, &n, &width));
    assert_int_equal(level, TREE_ENTRIES);
    assert_int_equal(n, 2000);
    assert_int_equal(width, 3);
    static const struct str wrong[] = {
        STR(""),
        STR("tile"),
        STR("tile/0"),
        STR("tile/0/"),
        STR("tile//001"),
        STR("tile/-1/001"),
        STR("tile/00/001"),
        STR("tile/0/x001"),
        STR("tile/0/x001/"),
        STR("tile/0/001.p"),
        STR("tile/0/001.p/"),
        STR("tile/0/001.p/256"),
        STR("tile/0/001.p/017"),
        STR("tile/0/001.p/17/"),
        STR("tile/0/001.p/-1"),
        STR("tile/0/x001.p/002"),
        STR("tile/0/-01"),
        STR("tile/0/001/"),
        STR("/tile/0/001"),
        STR("tile/0/x999/x999/x999/x999/x999/x999/x999/999"),
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_false(tree_tile_path_parse(wrong[i], &level, &n, &width));
    assert_int_equal(n, 2000); /* a refusal leaves the answers alone */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_tree_of_70000_leaves_is_the_published_one),
        cmocka_unit_test(every_small_tree_proves_every_leaf_and_every_earlier_tree),
        cmocka_unit_test(a_tree_opened_again_grows_as_if_it_had_never_been_closed),
        cmocka_unit_test(the_tree_of_seven_entries_is_the_published_one),
        cmocka_unit_test(proofs_of_any_size_are_those_of_the_definition),
        cmocka_unit_test(a_changed_shortened_or_lengthened_proof_does_not_hold),
        cmocka_unit_test(what_is_cut_off_was_never_there),
        cmocka_unit_test(a_batch_rewrites_one_unfinished_chunk_a_level),
        cmocka_unit_test(a_missing_short_or_unreadable_chunk_is_an_error),
        cmocka_unit_test(a_tile_is_as_wide_as_the_tree_makes_it),
        cmocka_unit_test(only_canonical_tile_paths_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
