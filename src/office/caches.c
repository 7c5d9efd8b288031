/*
 * caches.c - work on the caches that takes more than one transaction: an adoption, a rebuild.
 * Before it begins the database is marked; should it be cut short, the next opening finds the mark
 * and folds the ledger again.
 */
#include "office/internal.h"
#include "office/verify.h"

bool caches_mark(struct store *db, bool are_whole, struct err *err)
{
    struct stmt *stmt = store_statement(db, Q_META_PUT);
    stmt_text(stmt, STR("caches"));
    stmt_text(stmt, are_whole ? STR("whole") : STR("unfinished"));
    return stmt_run(stmt, err);
}

bool caches_mend(struct office *office, struct err *err)
{
    int64_t entries;
    bool has_row, are_whole = true;
    struct stmt *stmt = store_statement(office->db, Q_META_GET);
    stmt_text(stmt, STR("caches"));
    if (!stmt_row(stmt, &has_row, err))
        return false;
    if (has_row) {
        are_whole = str_equal_c(stmt_get_text(stmt, 0), "whole");
        stmt_reset(stmt);
    }
    if (!are_whole && office->options.is_read_only) {
        err_set(err, ERR_BUSY,
                "what is derived from the ledger is being made anew; nothing can be asked now");
        err_hint(err, "Ask again in a while. If nothing is at work on the office, its work was cut "
                      "short: `gulou rebuild` finishes it.");
        return false;
    }
    return are_whole || verify_rebuild(office, &entries, err);
}
