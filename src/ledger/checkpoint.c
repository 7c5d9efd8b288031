#include "ledger/checkpoint.h"

#include "base/assert.h"
#include "crypto/base64.h"
#include "ledger/note.h"

void checkpoint_print(const struct checkpoint *checkpoint, struct buf *out)
{
    gl_assert(note_name_check(checkpoint->origin) && checkpoint->size >= 0);
    buf_put(out, checkpoint->origin);
    buf_put_char(out, '\n');
    buf_put_i64(out, checkpoint->size);
    buf_put_char(out, '\n');
    base64_put(out, checkpoint->root.b, sizeof checkpoint->root.b);
    buf_put_char(out, '\n');
}

/* Without sign or leading zeros. */
static bool parse_size(struct str text, int64_t *size_out)
{
    return text.len > 0 && text.p[0] != '-' && (text.p[0] != '0' || text.len == 1)
           && str_to_i64(text, size_out);
}

bool checkpoint_parse(struct str body, struct checkpoint *checkpoint_out, struct err *err)
{
    struct checkpoint checkpoint;
    struct str rest = body, size, root;
    if (!str_ends(body, STR("\n")) || !str_next(&rest, '\n', &checkpoint.origin)
        || !str_next(&rest, '\n', &size) || !str_next(&rest, '\n', &root) || rest.len != 0)
        return err_set(err, ERR_INPUT,
                       "the checkpoint's text has not exactly three lines: the log's name, the "
                       "number of entries, the root hash");
    if (!note_name_check(checkpoint.origin))
        return err_set(err, ERR_INPUT,
                       "line 1 of the checkpoint is no name of a log; expected neither white space "
                       "nor '+'");
    if (!parse_size(size, &checkpoint.size))
        return err_set(err, ERR_INPUT,
                       "line 2 of the checkpoint is \"%" STR_FMT
                       "\"; expected the number of entries in decimal, without leading zeros",
                       STR_ARG(str_first(size, 80)));
    if (!base64_decode_exactly(root, checkpoint.root.b, sizeof checkpoint.root.b))
        return err_set(err, ERR_INPUT,
                       "line 3 of the checkpoint is \"%" STR_FMT
                       "\"; expected the base64 text of a hash of 32 bytes",
                       STR_ARG(str_first(root, 80)));
    *checkpoint_out = checkpoint;
    return true;
}

void checkpoint_sign(const struct checkpoint *checkpoint, const unsigned char seed[SIGN_SEED_BYTES],
                     struct buf *out)
{
    unsigned char public_key[SIGN_PUBLIC_BYTES];
    struct note_key key;
    struct buf body;
    buf_init(&body, NOTE_BYTES_MAX);
    checkpoint_print(checkpoint, &body);
    sign_public(seed, public_key);
    note_key_init(&key, checkpoint->origin, NOTE_LOG, public_key);
    note_begin(buf_str(&body), out);
    note_sign(&key, seed, buf_str(&body), out);
    buf_done(&body);
}
