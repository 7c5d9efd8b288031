/*
 * fuzz_entry.c - the strict reader of ledger entries: whatever it takes, it writes back byte for
 * byte, so that no two texts are one entry; and it never lets a code through that
 * entry_codes_check refuses.
 */
#include "base/assert.h"
#include "base/limits.h"
#include "ledger/entry.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str bytes = {(const char *)data, size};
    struct entry entry;
    struct err err;
    if (entry_decode(bytes, &entry, &err)) {
        struct buf again;
        buf_init(&again, LIMIT_ENTRY_BYTES);
        entry_encode(&entry, &again);
        gl_assert(str_equal(buf_str(&again), bytes));
        gl_assert(entry_codes_check(entry.codes, &err));
        buf_done(&again);
    }
    if (entry_codes_check(bytes, &err))
        gl_assert(size == 0 || data[size - 1] == '\n');
    return 0;
}
