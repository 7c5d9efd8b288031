/*
 * receipt.h - the citizen's receipt (回执): one text that proves, offline and years later, that an
 * entry stands in the ledger (C2SP tlog-proof).
 *
 *   c2sp.org/tlog-proof@v1
 *   extra <base64 of the entry's bytes>
 *   index <the entry's seq>
 *   <base64 of a hash>            the inclusion proof, from the leaf's sibling to the root's child
 *
 *   <signed checkpoint>
 *
 * "extra" is trusted by nobody by itself: it is hashed to the leaf, and the proof covers the leaf.
 */
#ifndef GULOU_LEDGER_RECEIPT_H
#define GULOU_LEDGER_RECEIPT_H

#include "ledger/checkpoint.h"
#include "ledger/entry.h"
#include "ledger/note.h"
#include "ledger/tree.h"

enum { RECEIPT_BYTES_MAX = 1 << 18 };

struct receipt {
    bool has_entry;
    struct str entry; /* the bytes behind "extra" */
    int64_t index;
    struct tree_proof proof;
    struct note note;
    struct checkpoint checkpoint;
};

/* From the parts; receipt->note.text is written as it is. */
void receipt_print(const struct receipt *receipt, struct buf *out);
/* Only the form; the slices point into text or the arena. */
ERR_CHECKED bool receipt_parse(struct arena *arena, struct str text, struct receipt *receipt_out,
                               struct err *err);

/* The ledger's side: the proof of an entry in the tree that a signed checkpoint names. A receipt
 * whose proof does not hold is never written: that is an error of the stored tree. */
struct receipt_source {
    struct str entry; /* its bytes; their seq is the index */
    struct str note;  /* the signed checkpoint; its size is above the entry's seq */
    tree_read *read;
    void *context;
};
ERR_CHECKED bool receipt_make(struct arena *arena, const struct receipt_source *source,
                              struct buf *out, struct err *err);

/* The reader's side. Every step is told, also those that could not be taken. */
enum receipt_step {
    RECEIPT_FORM,      /* the text is a receipt with a checkpoint */
    RECEIPT_ENTRY,     /* its entry is one of gulou, and of this index */
    RECEIPT_SIGNATURE, /* the log that is expected signed the checkpoint */
    RECEIPT_INCLUSION, /* the entry stands in the tree of the checkpoint */
    RECEIPT_WITNESSES, /* enough of the known witnesses signed it too */
    RECEIPT_STEPS
};

enum receipt_result { RECEIPT_NOT_TAKEN, RECEIPT_PASSED, RECEIPT_FAILED };

struct receipt_check {
    enum receipt_result result;
    struct str text; /* a sentence: what was found; what was expected */
};

struct receipt_question {
    struct str text;  /* the receipt */
    struct str entry; /* the entry's bytes from elsewhere, or empty; needed without "extra" */
    struct note_key log;
    const struct note_key *witnesses; /* known ones */
    size_t witnesses_n;
    size_t witnesses_needed; /* how many of them must have signed */
};

struct receipt_verdict {
    bool is_good; /* no step failed and none was left out */
    struct receipt_check checks[RECEIPT_STEPS];
    bool has_receipt; /* the form is right: receipt is filled */
    struct receipt receipt;
    bool has_entry; /* the entry is right: fields is filled */
    struct entry fields;
    size_t witnesses_n;     /* known ones that signed */
    int64_t witness_time_s; /* the earliest of theirs: it was there then; 0 without */
};

void receipt_verify(struct arena *arena, const struct receipt_question *question,
                    struct receipt_verdict *verdict_out);
const char *receipt_step_key(enum receipt_step step);       /* "form", "entry", … */
const char *receipt_result_key(enum receipt_result result); /* "not_taken", "passed", "failed" */
/* One line a step: "passed  signature: …". */
void receipt_verdict_print(const struct receipt_verdict *verdict, struct buf *out);

#endif
