/*
 * note.h - signed notes: a text, a blank line, and a line for each signature (C2SP signed-note).
 *
 *   <text, several lines>
 *
 *   — <key's name> <base64 of key id, 4 bytes, and signature>
 *
 * Two kinds of keys: a log's (type 0x01, Ed25519 over the text) and a witness's (type 0x04, C2SP
 * tlog-cosignature: Ed25519 over "cosignature/v1\ntime T\n" and the text, T before the signature).
 * A key is told by its verifier key, name+hex(id)+base64(type and public key); its id is the first
 * four bytes of SHA-256(name || "\n" || type || public key).
 */
#ifndef GULOU_LEDGER_NOTE_H
#define GULOU_LEDGER_NOTE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "crypto/sign.h"

enum note_key_type { NOTE_LOG = 0x01, NOTE_WITNESS = 0x04 };

enum {
    NOTE_ID_BYTES = 4,
    NOTE_BYTES_MAX = 1 << 16,
    NOTE_SIGNATURES_MAX = 64 /* the format asks for at least 16 */
};

struct note_key {
    struct str name;
    enum note_key_type type;
    unsigned char id[NOTE_ID_BYTES];
    unsigned char public_key[SIGN_PUBLIC_BYTES];
};

struct note_signature {
    struct str name;
    unsigned char id[NOTE_ID_BYTES];
    struct str bytes; /* without the id */
};

struct note {
    struct str text; /* the whole note, as it was read */
    struct str body; /* what is signed: up to and with the newline before the blank line */
    const struct note_signature *signatures;
    size_t signatures_n;
};

/* Names of keys and logs: not empty, neither white space nor control characters nor '+'. */
bool note_name_check(struct str name);

void note_key_init(struct note_key *key, struct str name, enum note_key_type type,
                   const unsigned char public_key[SIGN_PUBLIC_BYTES]);
void note_key_print(const struct note_key *key, struct buf *out);
/* Also checks that the id is that of the name and the key. The name points into text. */
ERR_CHECKED bool note_key_parse(struct str text, struct note_key *key_out, struct err *err);

/* The body, which ends with a newline, and the blank line; signature lines follow. */
void note_begin(struct str body, struct buf *out);
/* Appends a log's signature line. The seed must be that of the key. */
void note_sign(const struct note_key *key, const unsigned char seed[SIGN_SEED_BYTES],
               struct str body, struct buf *out);
/* Appends a witness's signature line; time in seconds since 1970. */
void note_cosign(const struct note_key *key, const unsigned char seed[SIGN_SEED_BYTES],
                 int64_t time_s, struct str body, struct buf *out);

/* The slices point into text; signatures lie in the arena. Nothing is verified. */
ERR_CHECKED bool note_parse(struct arena *arena, struct str text, struct note *note_out,
                            struct err *err);
/* True if the key has signed. A line of this key that does not hold refuses the note (ERR_INPUT),
 * even beside one that does; without a line of this key, ERR_MISSING. time_s_out (NULL is fine) is
 * a witness's time, 0 of a log. */
ERR_CHECKED bool note_verify(const struct note *note, const struct note_key *key,
                             int64_t *time_s_out, struct err *err);

#endif
