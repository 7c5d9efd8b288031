#include "ledger/tree.h"

#include <string.h>

#include "base/assert.h"

/* One level in memory: hashes from `base`, the start of the newest tile at the last tree_clean. */
struct level {
    int64_t base;
    int64_t count; /* hashes of this level altogether */
    int64_t clean; /* of them stored: the count at the last tree_clean */
    struct buf hashes;
};

struct tree {
    int64_t size;
    int64_t size_clean; /* at the last tree_clean */
    struct level levels[TREE_LEVELS];
};

/* Where hashes come from: the tree in memory, or chunks through a reader. */
struct source {
    tree_read *read;
    void *context;
    struct err *err;
    bool has_failed;
    struct {
        bool is_used;
        int level;
        int64_t n;
        struct hash256 hashes[TREE_CHUNK_HASHES];
        size_t hashes_n;
    } cache[16];
};

static int64_t power256(int level)
{
    return (int64_t)1 << (8 * level);
}

static struct hash256 level_hash(const struct level *level, int64_t index)
{
    struct hash256 hash;
    gl_assert(index >= level->base && index < level->count);
    memcpy(hash.b, level->hashes.p + (index - level->base) * 32, 32);
    return hash;
}

static bool read_chunk(struct source *source, int level, int64_t n, struct hash256 *hashes,
                       size_t *hashes_n_out)
{
    struct str bytes = STR_NONE;
    if (!source->read(source->context, level, n, &bytes, source->err))
        return false;
    if (bytes.len % 32 != 0 || bytes.len > TREE_CHUNK_HASHES * 32)
        return err_set(source->err, ERR_CONFLICT,
                       "chunk %lld of level %d of the ledger's tree has %zu bytes; expected a "
                       "multiple of 32 up to 1024",
                       (long long)n, level, bytes.len);
    if (bytes.len > 0)
        memcpy(hashes, bytes.p, bytes.len);
    *hashes_n_out = bytes.len / 32;
    return true;
}

static struct hash256 source_hash(struct source *source, int level, int64_t index)
{
    struct hash256 none = {{0}};
    int64_t n = index / TREE_CHUNK_HASHES;
    size_t at = (size_t)(n + level) % 16;
    if (source->has_failed)
        return none;
    if (!source->cache[at].is_used || source->cache[at].level != level
        || source->cache[at].n != n) {
        source->cache[at].is_used = true;
        source->cache[at].level = level;
        source->cache[at].n = n;
        source->has_failed =
            !read_chunk(source, level, n, source->cache[at].hashes, &source->cache[at].hashes_n);
    }
    size_t within = (size_t)(index % TREE_CHUNK_HASHES);
    if (!source->has_failed && within >= source->cache[at].hashes_n) {
        source->has_failed = true;
        err_set(source->err, ERR_CONFLICT, "the ledger's tree lacks hash %lld of level %d",
                (long long)index, level);
    }
    return source->has_failed ? none : source->cache[at].hashes[within];
}

/* MTH over a list of subtrees, equally large but for the last (RFC 6962 §2.1). */
static struct hash256 combine(const struct hash256 *hashes, size_t n)
{
    if (n == 1)
        return hashes[0];
    size_t k = 1;
    while (k * 2 < n)
        k *= 2;
    struct hash256 left = combine(hashes, k), right = combine(hashes + k, n - k), node;
    hash_two(1, &left, &right, &node);
    return node;
}

bool tree_open(struct arena *arena, int64_t size, tree_read *read, void *context,
               struct tree **tree_out, struct err *err)
{
    struct tree *tree = arena_new(arena, struct tree);
    struct source source = {.read = read, .context = context, .err = err};
    gl_assert(size >= 0 && size < power256(TREE_LEVELS));
    tree->size = size;
    tree->size_clean = size;
    for (int l = 0; l < TREE_LEVELS; l++) {
        struct level *level = &tree->levels[l];
        level->count = size / power256(l);
        level->base = level->count / TREE_TILE_HASHES * TREE_TILE_HASHES;
        level->clean = level->count;
        buf_init(&level->hashes, (size_t)1 << 34);
        for (int64_t i = level->base; i < level->count && !source.has_failed; i++) {
            struct hash256 hash = source_hash(&source, l, i);
            buf_put_bytes(&level->hashes, hash.b, 32);
        }
    }
    if (source.has_failed) {
        tree_close(tree);
        return false;
    }
    *tree_out = tree;
    return true;
}

void tree_close(struct tree *tree)
{
    for (int l = 0; tree != NULL && l < TREE_LEVELS; l++)
        buf_done(&tree->levels[l].hashes);
}

int64_t tree_size(const struct tree *tree)
{
    return tree->size;
}

static void push(struct tree *tree, int l, const struct hash256 *hash)
{
    struct level *level = &tree->levels[l];
    buf_put_bytes(&level->hashes, hash->b, 32);
    level->count++;
    if (level->count % TREE_TILE_HASHES != 0 || l + 1 == TREE_LEVELS)
        return;
    struct hash256 tile[TREE_TILE_HASHES];
    memcpy(tile, level->hashes.p + level->hashes.len - sizeof tile, sizeof tile);
    struct hash256 parent = combine(tile, TREE_TILE_HASHES);
    push(tree, l + 1, &parent);
}

void tree_append(struct tree *tree, const struct hash256 *leaf)
{
    gl_assert(tree->size + 1 < power256(TREE_LEVELS));
    push(tree, 0, leaf);
    tree->size++;
}

void tree_cut(struct tree *tree, int64_t size)
{
    gl_assert(size >= tree->size_clean && size <= tree->size);
    for (int l = 0; l < TREE_LEVELS; l++) {
        struct level *level = &tree->levels[l];
        level->count = size / power256(l);
        level->hashes.len = (size_t)(level->count - level->base) * 32;
    }
    tree->size = size;
}

bool tree_dirty_each(const struct tree *tree, tree_put *put, void *context)
{
    for (int l = 0; l < TREE_LEVELS; l++) {
        const struct level *level = &tree->levels[l];
        if (level->clean == level->count)
            continue;
        int64_t n = level->clean / TREE_CHUNK_HASHES;
        for (; n * TREE_CHUNK_HASHES < level->count; n++) {
            int64_t first = n * TREE_CHUNK_HASHES;
            int64_t last = first + TREE_CHUNK_HASHES;
            if (last > level->count)
                last = level->count;
            struct str bytes = {level->hashes.p + (first - level->base) * 32,
                                (size_t)(last - first) * 32};
            if (!put(context, l, n, bytes))
                return false;
        }
    }
    return true;
}

void tree_clean(struct tree *tree)
{
    for (int l = 0; l < TREE_LEVELS; l++) {
        struct level *level = &tree->levels[l];
        int64_t base = level->count / TREE_TILE_HASHES * TREE_TILE_HASHES;
        size_t drop = (size_t)(base - level->base) * 32;
        if (drop > 0)
            memmove(level->hashes.p, level->hashes.p + drop, level->hashes.len - drop);
        level->hashes.len -= drop;
        level->base = base;
        level->clean = level->count;
    }
    tree->size_clean = tree->size;
}

/* The root of `size` leaves from the unfinished tile of each level, upwards. */
static void root_upwards(int64_t size, const struct tree *tree, struct source *source,
                         struct hash256 *root_out)
{
    struct hash256 list[TREE_TILE_HASHES + 1], rest;
    bool has_rest = false;
    if (size == 0) {
        hash_sha256("", 0, root_out);
        return;
    }
    for (int l = 0; l < TREE_LEVELS; l++) {
        int64_t count = size / power256(l);
        size_t n = 0;
        for (int64_t i = count / TREE_TILE_HASHES * TREE_TILE_HASHES; i < count; i++)
            list[n++] = tree != NULL ? level_hash(&tree->levels[l], i) : source_hash(source, l, i);
        if (has_rest)
            list[n++] = rest;
        if (n == 0)
            continue;
        rest = combine(list, n);
        has_rest = true;
    }
    *root_out = rest;
}

void tree_root(const struct tree *tree, struct hash256 *root_out)
{
    root_upwards(tree->size, tree, NULL, root_out);
}

bool tree_root_at(int64_t size, tree_read *read, void *context, struct hash256 *root_out,
                  struct err *err)
{
    struct source source = {.read = read, .context = context, .err = err};
    root_upwards(size, NULL, &source, root_out);
    return !source.has_failed;
}

/* The largest power of two below n (n > 1). */
static int64_t split(int64_t n)
{
    int64_t k = 1;
    while (k * 2 < n)
        k *= 2;
    return k;
}

/* MTH of the leaves [from, to). */
static struct hash256 subtree(struct source *source, int64_t from, int64_t to)
{
    int64_t n = to - from;
    for (int l = TREE_LEVELS - 1; l >= 0; l--) {
        int64_t unit = power256(l);
        if ((n & (n - 1)) != 0 || n < unit || n > unit * TREE_TILE_HASHES)
            continue;
        struct hash256 list[TREE_TILE_HASHES];
        int64_t count = n / unit;
        for (int64_t i = 0; i < count; i++)
            list[i] = source_hash(source, l, from / unit + i);
        return combine(list, (size_t)count);
    }
    int64_t k = split(n);
    struct hash256 left = subtree(source, from, from + k), right = subtree(source, from + k, to);
    struct hash256 node;
    hash_two(1, &left, &right, &node);
    return node;
}

static void add_hash(struct tree_proof *proof, struct hash256 hash)
{
    gl_assert(proof->n < TREE_PROOF_MAX);
    proof->hashes[proof->n++] = hash;
}

static void inclusion(struct source *source, int64_t index, int64_t from, int64_t to,
                      struct tree_proof *proof)
{
    if (to - from == 1)
        return;
    int64_t middle = from + split(to - from);
    if (index < middle) {
        inclusion(source, index, from, middle, proof);
        add_hash(proof, subtree(source, middle, to));
    } else {
        inclusion(source, index, middle, to, proof);
        add_hash(proof, subtree(source, from, middle));
    }
}

bool tree_inclusion(int64_t index, int64_t size, tree_read *read, void *context,
                    struct tree_proof *proof_out, struct err *err)
{
    struct source source = {.read = read, .context = context, .err = err};
    if (index < 0 || index >= size)
        return err_set(err, ERR_MISSING, "the ledger of %lld entries has no entry %lld",
                       (long long)size, (long long)index);
    proof_out->n = 0;
    inclusion(&source, index, 0, size, proof_out);
    return !source.has_failed;
}

static void consistency(struct source *source, int64_t old, int64_t from, int64_t to, bool is_whole,
                        struct tree_proof *proof)
{
    if (old == to) {
        if (!is_whole)
            add_hash(proof, subtree(source, from, to));
        return;
    }
    int64_t middle = from + split(to - from);
    if (old <= middle) {
        consistency(source, old, from, middle, is_whole, proof);
        add_hash(proof, subtree(source, middle, to));
    } else {
        consistency(source, old, middle, to, false, proof);
        add_hash(proof, subtree(source, from, middle));
    }
}

bool tree_consistency(int64_t size_old, int64_t size_new, tree_read *read, void *context,
                      struct tree_proof *proof_out, struct err *err)
{
    struct source source = {.read = read, .context = context, .err = err};
    if (size_old < 0 || size_old > size_new)
        return err_set(err, ERR_USAGE, "a ledger of %lld entries cannot have grown to %lld",
                       (long long)size_old, (long long)size_new);
    proof_out->n = 0;
    if (size_old > 0 && size_old < size_new)
        consistency(&source, size_old, 0, size_new, true, proof_out);
    return !source.has_failed;
}

bool tree_inclusion_holds(const struct hash256 *leaf, int64_t index, int64_t size,
                          const struct tree_proof *proof, const struct hash256 *root)
{
    if (index < 0 || index >= size)
        return false;
    int64_t fn = index, sn = size - 1;
    struct hash256 r = *leaf;
    for (size_t i = 0; i < proof->n; i++) {
        if (sn == 0)
            return false;
        if ((fn & 1) == 1 || fn == sn) {
            hash_two(1, &proof->hashes[i], &r, &r);
            while ((fn & 1) == 0 && fn != 0) {
                fn >>= 1;
                sn >>= 1;
            }
        } else {
            hash_two(1, &r, &proof->hashes[i], &r);
        }
        fn >>= 1;
        sn >>= 1;
    }
    return sn == 0 && hash_equal(&r, root);
}

static bool consistency_walk(int64_t fn, int64_t sn, const struct hash256 *path, size_t n,
                             struct hash256 *fr, struct hash256 *sr)
{
    for (size_t i = 0; i < n; i++) {
        if (sn == 0)
            return false;
        if ((fn & 1) == 1 || fn == sn) {
            hash_two(1, &path[i], fr, fr);
            hash_two(1, &path[i], sr, sr);
            while ((fn & 1) == 0 && fn != 0) {
                fn >>= 1;
                sn >>= 1;
            }
        } else {
            hash_two(1, sr, &path[i], sr);
        }
        fn >>= 1;
        sn >>= 1;
    }
    return sn == 0;
}

bool tree_consistency_holds(int64_t size_old, const struct hash256 *root_old, int64_t size_new,
                            const struct hash256 *root_new, const struct tree_proof *proof)
{
    struct hash256 empty;
    if (size_old < 0 || size_old > size_new)
        return false;
    if (size_old == 0) { /* C2SP tlog-witness: from the empty tree the proof is empty */
        hash_sha256("", 0, &empty);
        return proof->n == 0 && hash_equal(root_old, &empty);
    }
    if (size_old == size_new)
        return proof->n == 0 && hash_equal(root_old, root_new);
    bool is_power = (size_old & (size_old - 1)) == 0;
    if (proof->n == 0 && !is_power)
        return false;
    int64_t fn = size_old - 1, sn = size_new - 1;
    while ((fn & 1) == 1) {
        fn >>= 1;
        sn >>= 1;
    }
    size_t first = is_power ? 0 : 1;
    struct hash256 fr = is_power ? *root_old : proof->hashes[0], sr = fr;
    return consistency_walk(fn, sn, proof->hashes + first, proof->n - first, &fr, &sr)
           && hash_equal(&fr, root_old) && hash_equal(&sr, root_new);
}

void tree_tile_path(struct buf *out, int level, int64_t n, int width)
{
    int groups[8], groups_n = 0;
    gl_assert(level >= TREE_ENTRIES && level < TREE_LEVELS && n >= 0);
    gl_assert(width > 0 && width <= TREE_TILE_HASHES);
    do {
        groups[groups_n++] = (int)(n % 1000);
        n /= 1000;
    } while (n > 0);
    if (level == TREE_ENTRIES)
        buf_put_c(out, "tile/entries/");
    else
        buf_print(out, "tile/%d/", level);
    for (int i = groups_n - 1; i >= 0; i--)
        buf_print(out, i > 0 ? "x%03d/" : "%03d", groups[i]);
    if (width < TREE_TILE_HASHES)
        buf_print(out, ".p/%d", width);
}

/* The part behind "tile/LEVEL/". Takes more than the canonical form; the caller compares. */
static bool parse_tile_number(struct str rest, int64_t *n_out, int64_t *width_out)
{
    struct str piece;
    int64_t group, n = 0;
    bool is_last = false;
    *width_out = TREE_TILE_HASHES;
    while (!is_last && str_next(&rest, '/', &piece)) {
        bool is_partial = str_ends(piece, STR(".p"));
        is_last = !str_starts(piece, STR("x"));
        struct str digits = is_last ? piece : str_from(piece, 1);
        if (is_partial)
            digits = str_first(digits, digits.len - 2);
        if (digits.len != 3 || !str_to_i64(digits, &group) || group < 0 || n > INT32_MAX)
            return false;
        n = n * 1000 + group;
        if (is_partial && (!str_next(&rest, '/', &piece) || !str_to_i64(piece, width_out)))
            return false;
    }
    *n_out = n;
    return is_last && *width_out > 0 && *width_out <= TREE_TILE_HASHES;
}

bool tree_tile_path_parse(struct str path, int *level_out, int64_t *n_out, int *width_out)
{
    int64_t level = TREE_ENTRIES, n, width;
    struct str rest = path, piece;
    if (!str_next(&rest, '/', &piece) || !str_equal_c(piece, "tile")
        || !str_next(&rest, '/', &piece))
        return false;
    if (!str_equal_c(piece, "entries")
        && (!str_to_i64(piece, &level) || level < 0 || level >= TREE_LEVELS))
        return false;
    if (!parse_tile_number(rest, &n, &width))
        return false;
    struct buf again; /* a tile has one path: what prints differently is none */
    buf_init(&again, 256);
    tree_tile_path(&again, (int)level, n, (int)width);
    bool is_canonical = str_equal(buf_str(&again), path);
    buf_done(&again);
    if (!is_canonical)
        return false;
    *level_out = (int)level;
    *n_out = n;
    *width_out = (int)width;
    return true;
}

int tree_tile_width(int level, int64_t n, int64_t size)
{
    gl_assert(level >= TREE_ENTRIES && level < TREE_LEVELS && n >= 0 && size >= 0);
    int64_t count = level == TREE_ENTRIES ? size : size / power256(level);
    if (n > count / TREE_TILE_HASHES)
        return 0;
    int64_t width = count - n * TREE_TILE_HASHES;
    return width > TREE_TILE_HASHES ? TREE_TILE_HASHES : (int)width;
}

bool tree_tile(int level, int64_t n, int width, tree_read *read, void *context, struct buf *out,
               struct err *err)
{
    struct source source = {.read = read, .context = context, .err = err};
    gl_assert(level >= 0 && level < TREE_LEVELS && n >= 0);
    gl_assert(width > 0 && width <= TREE_TILE_HASHES);
    for (int64_t i = 0; i < width; i++) {
        struct hash256 hash = source_hash(&source, level, n * TREE_TILE_HASHES + i);
        if (source.has_failed)
            return false;
        buf_put_bytes(out, hash.b, 32);
    }
    return true;
}
