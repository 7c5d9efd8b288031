#include "store/sqlite_han.h"

#include "base/str.h"
#include "text/han.h"

/* What a tokenizer keeps between calls is nothing, but FTS5 wants a pointer that is not null. */
static char nothing;

static int create(void *context, const char **arguments, int arguments_n, Fts5Tokenizer **out)
{
    (void)context;
    (void)arguments;
    (void)arguments_n;
    *out = (Fts5Tokenizer *)(void *)&nothing;
    return SQLITE_OK;
}

static void delete (Fts5Tokenizer *tokenizer)
{
    (void)tokenizer;
}

struct handing { /* words on to FTS5 */
    void *context;
    int (*put)(void *, int, const char *, int, int, int);
    int rc;
};

static bool hand_on(void *context, struct str word, size_t from, size_t to)
{
    struct handing *h = context;
    h->rc = h->put(h->context, 0, word.p, (int)word.len, (int)from, (int)to);
    return h->rc == SQLITE_OK;
}

static int tokenize(Fts5Tokenizer *tokenizer, void *context, int flags, const char *text, int len,
                    int (*put)(void *, int, const char *, int, int, int))
{
    struct handing h = {context, put, SQLITE_OK};
    enum han_purpose purpose = (flags & FTS5_TOKENIZE_QUERY) != 0 ? HAN_QUERY : HAN_INDEX;
    (void)tokenizer;
    if (len > 0)
        (void)han_tokenize((struct str){text, (size_t)len}, purpose, hand_on, &h);
    return h.rc;
}

/* FTS5 gives its interface out as the pointer of a parameter (its documentation, §7). */
static fts5_api *interface_of(sqlite3 *db)
{
    fts5_api *api = NULL;
    sqlite3_stmt *handle = NULL;
    if (sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &handle, NULL) == SQLITE_OK) {
        sqlite3_bind_pointer(handle, 1, (void *)&api, "fts5_api_ptr", NULL);
        sqlite3_step(handle);
    }
    sqlite3_finalize(handle);
    return api;
}

int sqlite_han_register(sqlite3 *db)
{
    fts5_tokenizer methods = {create, delete, tokenize};
    fts5_api *api = interface_of(db);
    return api == NULL ? SQLITE_ERROR : api->xCreateTokenizer(api, "han", NULL, &methods, NULL);
}
