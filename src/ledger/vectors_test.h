/*
 * vectors_test.h - what the ledger's tests share: the seven entries of the published vectors, keys,
 * and chunks kept in memory.
 */
#ifndef GULOU_LEDGER_VECTORS_TEST_H
#define GULOU_LEDGER_VECTORS_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/assert.h"
#include "base/buf.h"
#include "base/list.h"
#include "base/map.h"
#include "crypto/hex.h"
#include "ledger/entry.h"
#include "ledger/tree.h"

#define VECTOR_LOG "ledger.gulou.example/demo"
#define VECTOR_WITNESS "witness.gulou.example/shi"
#define VECTOR_LOG_KEY VECTOR_LOG "+128a7a36+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c"
#define VECTOR_WITNESS_KEY VECTOR_WITNESS "+bfe26097+BIE5dw6ofRdfVqNUZsNMfszLjYqRtO43ol32D1uPybOU"
#define VECTOR_BODY VECTOR_LOG "\n7\nFdCzzys8G0y9u67+lGw9aHPzGcwwtym3kgAW+7WzA50=\n"
#define VECTOR_NOTE                                                                       \
    VECTOR_BODY "\n"                                                                      \
                "— " VECTOR_LOG                                                           \
                " Eop6NjqZuoKY84l4hASORkLbJskfIodAuw15UjcsionFhE6pOypMp4aLaLGLZKFM3B+6T1" \
                "pJ8Ua+4XnaNhfSfmzp5QA=\n"                                                \
                "— " VECTOR_WITNESS                                                       \
                " v+JglwAAAABpqi4YXhJsFhJlV5Xsk0c8a/TffcGnx+USFiixJK5QjAa0IAWCGlSGcg2XI8" \
                "MlXV7Uz2ZZDP7bIQO3daMhu9fiXIhnCg==\n"

enum { VECTOR_ENTRIES = 7, VECTOR_TIME_S = 1772760600 };

static inline void vector_hash(struct hash256 *out, const char *what, int i)
{
    char text[64];
    int len = snprintf(text, sizeof text, "demo %s %d", what, i);
    hash_sha256(text, (size_t)len, out);
}

/* Entry i, 0 to 6: complaints received and so on, on the first seven days of March 2026. */
static inline void vector_entry(int i, struct entry *out)
{
    static const struct str kinds[] = {
        STR("complaint.received"), STR("complaint.assigned"), STR("complaint.accepted"),
        STR("complaint.extended"), STR("complaint.replied"),  STR("complaint.reopened"),
        STR("complaint.closed"),
    };
    struct hash256 salt, nonce;
    char payload[64];
    int len = snprintf(payload, sizeof payload, "{\"name\":\"张三\",\"note\":\"%d\"}", i);
    struct date on = date_of(2026, 3, i + 1);
    *out = (struct entry){.seq = i,
                          .at = instant_at(on, 9, 30, 0),
                          .on = on,
                          .kind = kinds[i],
                          .actor = 10,
                          .has_payload = true};
    out->case_id[15] = 1;
    vector_hash(&salt, "salt", i);
    vector_hash(&nonce, "nonce", i);
    memcpy(out->nonce, nonce.b, sizeof out->nonce);
    entry_commitment(&salt, STR("payload"), (struct str){payload, (size_t)len}, &out->payload);
}

static inline void assert_hash(const struct hash256 *hash, const char *hex)
{
    char text[65] = "";
    hex_write(text, hash->b, sizeof hash->b);
    assert_string_equal(text, hex);
}

static inline void assert_sha256(struct str bytes, const char *hex)
{
    struct hash256 hash;
    hash_sha256(bytes.p, bytes.len, &hash);
    assert_hash(&hash, hex);
}

/* Chunks in memory. */
struct shelf {
    struct arena arena;
    struct map at;
    LIST_OF(struct str) chunks;
};

static inline void shelf_init(struct shelf *shelf)
{
    *shelf = (struct shelf){0};
    arena_init(&shelf->arena, 0);
    map_init(&shelf->at, &shelf->arena);
}

static inline bool shelf_read(void *context, int level, int64_t n, struct str *bytes_out,
                              struct err *err)
{
    struct shelf *shelf = context;
    int64_t at;
    (void)err;
    *bytes_out = map_find_number(&shelf->at, n * 8 + level, &at) ? shelf->chunks.at[at] : STR_NONE;
    return true;
}

static inline bool shelf_put(void *context, int level, int64_t n, struct str bytes)
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

static inline void shelf_done(struct shelf *shelf)
{
    arena_done(&shelf->arena);
}

/* The tree of the seven entries, stored. */
static inline void vector_tree(struct shelf *shelf)
{
    struct tree *tree;
    struct err err;
    struct buf bytes;
    buf_init(&bytes, 1 << 16);
    assert_true(tree_open(&shelf->arena, 0, shelf_read, shelf, &tree, &err));
    for (int i = 0; i < VECTOR_ENTRIES; i++) {
        struct entry entry;
        struct hash256 leaf;
        vector_entry(i, &entry);
        buf_clear(&bytes);
        entry_encode(&entry, &bytes);
        entry_leaf_hash(buf_str(&bytes), &leaf);
        tree_append(tree, &leaf);
    }
    assert_true(tree_dirty_each(tree, shelf_put, shelf));
    tree_close(tree);
    buf_done(&bytes);
}

#endif
