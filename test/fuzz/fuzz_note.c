/*
 * fuzz_note.c - notes, checkpoints and verifier keys: what is read is written back byte for byte,
 * and nothing that the known key did not sign is held to be signed.
 */
#include "base/assert.h"
#include "crypto/base64.h"
#include "ledger/checkpoint.h"
#include "ledger/note.h"

#define LOG "ledger.gulou.example/demo"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void try_key(struct str text)
{
    struct note_key key;
    struct err err;
    if (!note_key_parse(text, &key, &err))
        return;
    struct buf again;
    buf_init(&again, NOTE_BYTES_MAX);
    note_key_print(&key, &again);
    gl_assert(again.is_over || str_equal(buf_str(&again), text));
    buf_done(&again);
}

static void try_checkpoint(struct str body)
{
    struct checkpoint checkpoint;
    struct err err;
    if (!checkpoint_parse(body, &checkpoint, &err))
        return;
    struct buf again;
    buf_init(&again, NOTE_BYTES_MAX);
    checkpoint_print(&checkpoint, &again);
    gl_assert(again.is_over || str_equal(buf_str(&again), body));
    buf_done(&again);
}

/* The whole note put together again from its parts. */
static void print_again(const struct note *note, struct buf *out)
{
    note_begin(note->body, out);
    for (size_t i = 0; i < note->signatures_n; i++) {
        const struct note_signature *signature = &note->signatures[i];
        struct buf bytes;
        buf_init(&bytes, NOTE_BYTES_MAX);
        buf_put_bytes(&bytes, signature->id, sizeof signature->id);
        buf_put(&bytes, signature->bytes);
        buf_put_c(out, "\xe2\x80\x94 ");
        buf_put(out, signature->name);
        buf_put_char(out, ' ');
        base64_put(out, bytes.p, bytes.len);
        buf_put_char(out, '\n');
        buf_done(&bytes);
    }
}

static void try_note(struct str text)
{
    static const unsigned char seed[SIGN_SEED_BYTES] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
                                                        1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
                                                        1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    struct arena arena;
    struct note note;
    struct err err;
    arena_init(&arena, 0);
    if (note_parse(&arena, text, &note, &err)) {
        struct buf again;
        unsigned char public_key[SIGN_PUBLIC_BYTES];
        struct note_key key;
        buf_init(&again, NOTE_BYTES_MAX);
        print_again(&note, &again);
        gl_assert(str_equal(buf_str(&again), text));
        buf_done(&again);
        try_checkpoint(note.body);
        sign_public(seed, public_key);
        note_key_init(&key, STR(LOG), NOTE_LOG, public_key);
        if (note_verify(&note, &key, NULL, &err)) /* the corpus holds one text of this key */
            gl_assert(str_equal(note.body,
                                STR(LOG "\n7\nFdCzzys8G0y9u67+lGw9aHPzGcwwtym3kgAW+7WzA50=\n")));
    }
    arena_done(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str text = {(const char *)data, size};
    try_key(text);
    try_checkpoint(text);
    try_note(text);
    return 0;
}
