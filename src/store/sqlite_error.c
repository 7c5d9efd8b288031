#include "store/sqlite_error.h"

#include <stddef.h>

struct sentence {
    int code; /* extended, or primary */
    enum err_kind kind;
    const char *before, *after; /* the file's name stands between them */
    const char *hint;
};

/* The first line that fits wins: extended codes stand before their primary code. */
static const struct sentence sentences[] = {
    {SQLITE_IOERR_FSYNC, ERR_UNCERTAIN, "The disk did not confirm what was written to the database",
     "; it is not known what is on it.",
     "Check the disk, then start the program again; the request keys tell what was done."},
    {SQLITE_IOERR_DIR_FSYNC, ERR_UNCERTAIN,
     "The disk did not confirm the names of the files of the database", ".",
     "Check the disk, then start the program again; the request keys tell what was done."},
    {SQLITE_CONSTRAINT_PRIMARYKEY, ERR_CONFLICT,
     "A row with the same key is already in the database", ".", ""},
    {SQLITE_CONSTRAINT_UNIQUE, ERR_CONFLICT, "A row with the same key is already in the database",
     ".", ""},
    {SQLITE_CONSTRAINT_ROWID, ERR_CONFLICT, "A row with the same key is already in the database",
     ".", ""},
    {SQLITE_CONSTRAINT, ERR_STORE, "A row does not fit the rules of its table in the database", ".",
     "This is a fault of the program; please report it with the detail."},
    {SQLITE_BUSY, ERR_BUSY, "The database", " is held by another process.",
     "Only one process may write to it: stop the other one, or try again in a moment."},
    {SQLITE_LOCKED, ERR_BUSY, "The database", " is held by another connection of this process.",
     "Try again in a moment."},
    {SQLITE_READONLY, ERR_STORE, "The database", " cannot be written.",
     "Check the permissions of the file and of its folder, and whether the disk is read-only."},
    {SQLITE_FULL, ERR_STORE, "The disk with the database", " is full; nothing was written.",
     "Free some space and try again; no restart is needed."},
    {SQLITE_NOTADB, ERR_INPUT, "The file", " is not a database.",
     "Give the file that `gulou init` or `gulou demo` has made: --db FILE"},
    {SQLITE_CORRUPT, ERR_STORE, "The database", " is damaged.",
     "Stop every gulou, keep a copy of the file, and restore the last backup: gulou restore"},
    {SQLITE_CANTOPEN, ERR_STORE, "The database", " cannot be opened.",
     "Check the name, the folder and their permissions."},
    {SQLITE_PERM, ERR_DENIED, "The database", " cannot be opened for lack of permission.",
     "Check the permissions of the file and of its folder."},
    {SQLITE_NOMEM, ERR_SYSTEM, "There is no memory left to work on the database", ".", ""},
    {SQLITE_TOOBIG, ERR_LIMIT, "A value is too large for the database", ".", ""},
    {SQLITE_IOERR, ERR_STORE, "The disk with the database", " failed.",
     "Check the disk and the system's log."},
    {SQLITE_ERROR, ERR_STORE, "The database", " did not understand a statement.",
     "This is a fault of the program; please report it with the detail."},
};

static const struct sentence other = {
    0, ERR_STORE, "The database", " failed.",
    "This is a fault of the program; please report it with the detail."};

static const struct sentence *find_sentence(int rc)
{
    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++)
        if (sentences[i].code == rc || sentences[i].code == (rc & 0xff))
            return &sentences[i];
    return &other;
}

bool sqlite_error(sqlite3 *db, const char *path, const char *doing, int rc, struct err *err)
{
    const struct sentence *sentence = find_sentence(rc);
    err_set(err, sentence->kind, "%s %s%s", sentence->before, path, sentence->after);
    err_detail(err, "while %s: %s (SQLite %d)", doing,
               db != NULL && sqlite3_extended_errcode(db) == rc ? sqlite3_errmsg(db)
                                                                : sqlite3_errstr(rc),
               rc);
    err_hint(err, "%s", sentence->hint);
    return false;
}
