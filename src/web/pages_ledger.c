/*
 * pages_ledger.c - the ledger: its size and root, the newest entries, the signed checkpoint, and
 * the hash tiles by which anybody can check that it only grows (C2SP tlog-tiles).
 *
 * The bundles of the entries themselves (tile/entries/…) are not given: their codes hold casework
 * that a page without a log-in may not show.
 */
#include "office/proof.h"
#include "web/pages.h"

enum { LEAF_SHOWN = 12 };

/* ---- entries ---- */

static struct str kind_title(const struct page *page, const struct reader_entry *entry)
{
    const struct event *event = entry->event;
    if (event == NULL || event->event == NONE)
        return page_t(page, entry->matter == 0 ? "entry_office" : "entry_amendment");
    struct str title = page_title(page, event->def->events[event->event].title);
    return event->form == EVENT_PROPOSED
               ? arena_print(page->arena, "%" STR_FMT "%" STR_FMT, STR_ARG(title),
                             STR_ARG(page_t(page, "event_suggested")))
               : title;
}

static bool put_entry(struct page *page, struct html_value *list, const struct reader_entry *entry,
                      struct err *err)
{
    struct matter *matter = NULL;
    struct hash256 leaf;
    if (!reader_leaf(page->reader, page->arena, entry->seq, &leaf, err)
        || (entry->matter != 0
            && !reader_matter(page->reader, page->arena, entry->matter, &matter, err)))
        return false;
    bool is_shown = matter != NULL && matter_is_shown(page, matter);
    struct html_value *row = html_push_map(list);
    html_put_i64(row, "seq", entry->seq);
    html_put_text(row, "on", page_date(page, entry->on));
    html_put_text(row, "at", page_moment(page, entry->at));
    html_put_text(row, "title",
                  matter == NULL || is_shown ? kind_title(page, entry) : page_t(page, "not_open"));
    html_put_text(row, "number", matter == NULL ? STR_NONE : page_matter_number(page, matter));
    html_put_url(row, "url", is_shown ? page_matter_url(page, matter->id) : STR_NONE);
    html_put_text(row, "leaf",
                  arena_print(page->arena, "%" STR_FMT "…",
                              STR_ARG(str_first(page_hash(page, &leaf), LEAF_SHOWN))));
    return true;
}

static bool put_entries(struct page *page, int64_t size, struct err *err)
{
    struct reader_entry *entries;
    int64_t before;
    size_t n;
    if (!page_ask_number(page, "before", size, 0, size, &before, err))
        return false;
    int64_t from = before > PAGE_ROWS ? before - PAGE_ROWS : 0;
    if (!reader_entries(page->reader, page->arena, from, before, &entries, &n, err))
        return false;
    struct html_value *list = html_put_list(page->data, "entries");
    for (size_t i = n; i > 0; i--)
        if (!put_entry(page, list, &entries[i - 1], err))
            return false;
    int64_t newer = before + PAGE_ROWS;
    html_put_url(page->data, "newer_url",
                 before >= size ? STR_NONE
                 : newer >= size
                     ? STR("/ledger")
                     : arena_print(page->arena, "/ledger?before=%lld", (long long)newer));
    html_put_url(page->data, "older_url",
                 from > 0 ? arena_print(page->arena, "/ledger?before=%lld", (long long)from)
                          : STR_NONE);
    return true;
}

/* ---- the checkpoint ---- */

static void put_commands(struct page *page, struct str key)
{
    struct html_value *commands = html_put_list(page->data, "commands");
    html_push_text(commands, STR("gulou verify --all"));
    html_push_text(commands, arena_print(page->arena,
                                         "gulou prove MATTER > receipt\n"
                                         "gulou verify-receipt receipt --log '%" STR_FMT "'",
                                         STR_ARG(key)));
}

bool ledger_page(struct page *page, const struct route_params *params, struct err *err)
{
    struct hash256 root;
    struct str note;
    struct buf key;
    int64_t size, signed_size;
    struct html_value *data = page->data;
    (void)params;
    if (!reader_checkpoint(page->reader, page->arena, &signed_size, &note, err)
        || !page_ledger(page, &size, &root, err) || !put_entries(page, size, err))
        return false;
    buf_init(&key, 400);
    proof_key(page->office, &key);
    html_put_text(data, "size", page_number(page, size));
    html_put_text(data, "root", page_hash(page, &root));
    html_put_text(data, "signed_size",
                  note.len > 0 ? page_count_word(page, "ledger_signed", signed_size)
                               : page_t(page, "ledger_unsigned"));
    struct str key_text = arena_copy(page->arena, buf_str(&key));
    html_put_text(data, "key", key_text);
    html_put_text(data, "note", note);
    html_put_url(data, "note_url", note.len > 0 ? STR("/checkpoint") : STR_NONE);
    buf_done(&key);
    put_commands(page, key_text);
    return page_show(page, "ledger", page_t(page, "nav_ledger"), "ledger", err);
}

bool checkpoint_page(struct page *page, const struct route_params *params, struct err *err)
{
    struct str note;
    int64_t size;
    (void)params;
    if (!reader_checkpoint(page->reader, page->arena, &size, &note, err))
        return false;
    if (note.len == 0)
        return page_refuse(page, ERR_MISSING, "ledger_unsigned", err);
    http_respond(page->response, 200, HTTP_TEXT, note);
    return true;
}

/* ---- tiles ---- */

bool tile_page(struct page *page, const struct route_params *params, struct err *err)
{
    struct str path =
        arena_print(page->arena, "tile/%" STR_FMT, STR_ARG(route_param(params, "path")));
    struct buf out;
    int64_t n, size;
    int level, width;
    if (!tree_tile_path_parse(path, &level, &n, &width))
        return page_refuse(page, ERR_MISSING, "no_tile", err);
    if (level == TREE_ENTRIES)
        return page_refuse(page, ERR_DENIED, "tile_entries", err);
    if (!reader_size(page->reader, &size, err))
        return false;
    if (width > tree_tile_width(level, n, size))
        return page_refuse(page, ERR_MISSING, "no_tile", err);
    buf_init(&out, (size_t)TREE_TILE_HASHES * sizeof(struct hash256));
    bool ok = reader_tile(page->reader, page->arena, level, n, width, &out, err);
    if (ok) {
        http_respond(page->response, 200, STR("application/octet-stream"),
                     arena_copy(page->arena, buf_str(&out)));
        http_response_add(page->response, STR("Cache-Control"),
                          STR("public, max-age=31536000, immutable"));
    }
    buf_done(&out);
    return ok;
}
