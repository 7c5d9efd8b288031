/*
 * fuzz_receipt.c - receipts: what is read is written back byte for byte, every verdict has its
 * sentences, and only the entry that was logged is held to be logged.
 */
#include "base/assert.h"
#include "ledger/receipt.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void try_print(struct arena *arena, struct str text)
{
    struct receipt receipt;
    struct err err;
    if (!receipt_parse(arena, text, &receipt, &err))
        return;
    struct buf again;
    buf_init(&again, RECEIPT_BYTES_MAX);
    receipt_print(&receipt, &again);
    gl_assert(str_equal(buf_str(&again), text));
    buf_done(&again);
}

static void try_verify(struct arena *arena, struct str text)
{
    static const struct str log_key = {
        "ledger.gulou.example/demo+128a7a36+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c", 79};
    struct receipt_question question = {.text = text};
    struct receipt_verdict verdict;
    struct err err;
    gl_assert(note_key_parse(log_key, &question.log, &err));
    receipt_verify(arena, &question, &verdict);
    for (int step = 0; step < RECEIPT_STEPS; step++)
        gl_assert(verdict.checks[step].text.len > 0);
    if (!verdict.is_good)
        return;
    gl_assert(verdict.has_receipt && verdict.has_entry);
    gl_assert(verdict.receipt.checkpoint.size == 7); /* the one checkpoint that the key signed */
    gl_assert(verdict.fields.seq == 4);              /* the corpus holds one entry of its tree */
    gl_assert(str_equal(verdict.fields.kind, STR("complaint.replied")));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str text = {(const char *)data, size};
    struct arena arena;
    arena_init(&arena, 0);
    try_print(&arena, text);
    try_verify(&arena, text);
    arena_done(&arena);
    return 0;
}
