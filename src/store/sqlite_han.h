/*
 * sqlite_han.h - SQLite's full-text search (FTS5) with the words of text/han.h: tokenize='han'.
 */
#ifndef GULOU_STORE_SQLITE_HAN_H
#define GULOU_STORE_SQLITE_HAN_H

#include <sqlite3.h>

/* Makes the tokenizer known to a connection; an SQLite result code. SQLITE_ERROR: the library was
 * built without FTS5. */
int sqlite_han_register(sqlite3 *db);

#endif
