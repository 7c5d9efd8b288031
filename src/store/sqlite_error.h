/*
 * sqlite_error.h - inside store/ only: a result code of SQLite as a sentence.
 */
#ifndef GULOU_STORE_SQLITE_ERROR_H
#define GULOU_STORE_SQLITE_ERROR_H

#include <sqlite3.h>

#include "base/err.h"

/* `doing` completes "The disk failed while ...". db may be NULL. Returns false. */
bool sqlite_error(sqlite3 *db, const char *path, const char *doing, int rc, struct err *err);

#endif
