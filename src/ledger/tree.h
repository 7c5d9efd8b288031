/*
 * tree.h - the Merkle tree over all entries (RFC 6962 §2.1, SHA-256), append-only.
 *
 * It is stored in chunks of 32 hashes: level L, chunk n holds the hashes of the complete subtrees
 * of 256^L leaves with the indexes 32 n … 32 n + 31. Eight chunks are one C2SP tile of 256. A
 * batch rewrites at most one unfinished chunk a level, one kilobyte, not a whole tile.
 *
 * T1: a hash, once written, never changes. T2: only complete subtrees are stored.
 */
#ifndef GULOU_LEDGER_TREE_H
#define GULOU_LEDGER_TREE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "crypto/hash.h"

enum {
    TREE_CHUNK_HASHES = 32,
    TREE_TILE_HASHES = 256,
    TREE_LEVELS = 6,   /* 256^6 leaves */
    TREE_ENTRIES = -1, /* as a tile's level: the bundle of the entries themselves */
    TREE_PROOF_MAX = 64
};

struct tree;

/* The stored bytes of a chunk, up to 1,024; empty when there is none; valid until the next call.
 * False: err says why. */
typedef bool tree_read(void *context, int level, int64_t n, struct str *bytes_out, struct err *err);
/* Takes the bytes of a chunk, which replace those of the same level and n; false stops. */
typedef bool tree_put(void *context, int level, int64_t n, struct str bytes);

/* The tree of `size` leaves as `read` finds it. Lives in the arena. */
ERR_CHECKED bool tree_open(struct arena *arena, int64_t size, tree_read *read, void *context,
                           struct tree **tree_out, struct err *err);
void tree_close(struct tree *tree); /* frees what is not the arena's; NULL is fine */
int64_t tree_size(const struct tree *tree);
void tree_append(struct tree *tree, const struct hash256 *leaf);
/* Takes back what was appended behind `size` leaves, for a transaction that is rolled back; not
 * beyond the last tree_clean. */
void tree_cut(struct tree *tree, int64_t size);
/* Chunks touched since tree_clean, in order of level and n; false when put stopped it. */
bool tree_dirty_each(const struct tree *tree, tree_put *put, void *context);
/* What was appended is stored: call it when the transaction is committed. */
void tree_clean(struct tree *tree);
/* The root of all leaves appended; of the empty tree SHA-256(""). */
void tree_root(const struct tree *tree, struct hash256 *root_out);

/* Of any size up to the stored one. */
ERR_CHECKED bool tree_root_at(int64_t size, tree_read *read, void *context,
                              struct hash256 *root_out, struct err *err);
struct tree_proof {
    struct hash256 hashes[TREE_PROOF_MAX];
    size_t n;
};
ERR_CHECKED bool tree_inclusion(int64_t index, int64_t size, tree_read *read, void *context,
                                struct tree_proof *proof_out, struct err *err);
ERR_CHECKED bool tree_consistency(int64_t size_old, int64_t size_new, tree_read *read,
                                  void *context, struct tree_proof *proof_out, struct err *err);
/* RFC 9162 §2.1.3.2 and §2.1.4.2. */
bool tree_inclusion_holds(const struct hash256 *leaf, int64_t index, int64_t size,
                          const struct tree_proof *proof, const struct hash256 *root);
bool tree_consistency_holds(int64_t size_old, const struct hash256 *root_old, int64_t size_new,
                            const struct hash256 *root_new, const struct tree_proof *proof);

/* C2SP tlog-tiles: "tile/0/x001/x234/067.p/12", "tile/entries/000". A tile has only one path. */
void tree_tile_path(struct buf *out, int level, int64_t n, int width);
bool tree_tile_path_parse(struct str path, int *level_out, int64_t *n_out, int *width_out);
/* How many hashes tile n has in the tree of `size` leaves: 256 when full, 0 when there is none. */
int tree_tile_width(int level, int64_t n, int64_t size);
/* The tile's hashes, the first `width` of them. */
ERR_CHECKED bool tree_tile(int level, int64_t n, int width, tree_read *read, void *context,
                           struct buf *out, struct err *err);

#endif
