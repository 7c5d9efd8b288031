/*
 * known.c - "what was known then" is asked of a place that the ledger has reached.
 */
#include "figure/figure.h"
#include "store/store.h"

bool figure_known_check(const struct figure_question *question, struct err *err)
{
    struct stmt *stmt = store_statement(question->db, Q_HEAD_READ);
    int64_t size = INT64_MAX; /* rows without a ledger have no end */
    bool has_row;
    if (question->known_seq == 0)
        return true;
    stmt_i64(stmt, question->district);
    if (!stmt_row(stmt, &has_row, err))
        return false;
    if (has_row) {
        size = stmt_get_i64(stmt, 2);
        stmt_reset(stmt);
    }
    return question->known_seq <= size
           || err_set(err, ERR_INPUT,
                      "what is known at entry %lld cannot be told: the ledger holds %lld entries",
                      (long long)question->known_seq, (long long)size);
}
