#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/list.h"
#include "base/map.h"
#include "ledger/entry.h"
#include "ledger/tree.h"

/* Chunks in memory. */
struct shelf {
    struct arena arena;
    struct map at;
    LIST_OF(struct str) chunks;
};

static void shelf_init(struct shelf *shelf)
{
    *shelf = (struct shelf){0};
    arena_init(&shelf->arena, 0);
    map_init(&shelf->at, &shelf->arena);
}

static bool shelf_read(void *context, int level, int64_t n, struct str *bytes_out, struct err *err)
{
    struct shelf *shelf = context;
    int64_t at;
    (void)err;
    *bytes_out = map_find_number(&shelf->at, n * 8 + level, &at) ? shelf->chunks.at[at] : STR_NONE;
    return true;
}

static bool shelf_put(void *context, int level, int64_t n, struct str bytes)
{
    struct shelf *shelf = context;
    int64_t at = (int64_t)shelf->chunks.n;
    struct str copy = arena_copy(&shelf->arena, bytes);
    if (map_find_number(&shelf->at, n * 8 + level, &at)) {
        shelf->chunks.at[at] = copy;
        return true;
    }
    map_put_number(&shelf->at, n * 8 + level, at);
    list_push(&shelf->arena, &shelf->chunks, copy);
    return true;
}

static void assert_hash(const struct hash256 *hash, const char *hex)
{
    char text[65];
    for (int i = 0; i < 32; i++)
        snprintf(text + 2 * i, 3, "%02x", hash->b[i]);
    assert_string_equal(text, hex);
}

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
    arena_done(&shelf.arena);
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
    arena_done(&shelf.arena);
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
    arena_done(&shelf.arena);
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
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_tree_of_70000_leaves_is_the_published_one),
        cmocka_unit_test(every_small_tree_proves_every_leaf_and_every_earlier_tree),
        cmocka_unit_test(a_tree_opened_again_grows_as_if_it_had_never_been_closed),
        cmocka_unit_test(only_canonical_tile_paths_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
