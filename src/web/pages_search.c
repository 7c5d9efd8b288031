/*
 * pages_search.c - to a matter by its number, to matters by their words.
 */
#include "office/search.h"
#include "text/utf8.h"
#include "web/pages.h"

enum { TEXT_WIDTH = 80 };

/* The first lines of what it says, as far as they fit. */
static struct str beginning(const struct page *page, struct str words)
{
    struct str rest = words, line, text = STR_NONE;
    while (str_next(&rest, '\n', &line) && line.len > 0
           && utf8_width(text) + utf8_width(line) < TEXT_WIDTH)
        text = arena_print(page->arena, "%" STR_FMT "%s%" STR_FMT, STR_ARG(text),
                           text.len > 0 ? " · " : "", STR_ARG(line));
    if (text.len > 0)
        return text;
    rest = words;
    for (int i = 0; i < TEXT_WIDTH / 2 && rest.len > 0; i++)
        (void)utf8_next(&rest);
    return str_first(words, words.len - rest.len);
}

static bool put_row(struct page *page, struct html_value *rows, int64_t id, struct str words,
                    struct err *err)
{
    struct matter *matter;
    if (!reader_matter(page->reader, page->arena, id, &matter, err))
        return false;
    if (matter == NULL || !matter_is_shown(page, matter))
        return true; /* gone from sight since it was taken into the index */
    struct html_value *cells = list_row(rows, "", page_state(page, matter));
    list_cell(page, cells, "number", page_matter_number(page, matter),
              page_matter_url(page, matter->id));
    list_cell(page, cells, "register", page_title(page, matter->def->title), STR_NONE);
    list_cell(page, cells, "search_text", beginning(page, words), STR_NONE);
    return true;
}

static bool find_words(struct page *page, struct str text, const struct register_def *def,
                       struct err *err)
{
    static const char *const columns[] = {"number", "register", "search_text"};
    struct search_page found;
    int64_t number;
    if (!page_ask_number(page, "page", 1, 1, 1000, &number, err))
        return false;
    struct search_ask ask = {
        .words = text, .def = def, .offset = (number - 1) * PAGE_ROWS, .limit = PAGE_ROWS};
    if (!search_find(page->reader, page->arena, &ask, &found, err))
        return err->kind == ERR_MISSING ? page_refuse(page, ERR_BUSY, "no_index", err) : false;
    if (found.total == 0)
        return page_refuse(page, ERR_MISSING, "no_such_words", err);
    list_begin(page, page_filled(page, "search_for", text),
               def != NULL        ? page_title(page, def->title)
               : found.behind > 0 ? page_count_word(page, "search_behind", found.behind)
                                  : STR_NONE,
               "nav_home", "/");
    html_put_bool(page->data, "figure", false);
    html_put_bool(page->data, "filter", false);
    list_columns(page, columns, sizeof columns / sizeof columns[0]);
    struct html_value *rows = html_put_list(page->data, "rows");
    for (size_t i = 0; i < found.n; i++)
        if (!put_row(page, rows, found.matters[i], found.words[i], err))
            return false;
    struct str url = page_with(page, STR("/search"), "q", text);
    list_end(page, page_with(page, url, "register", def == NULL ? STR_NONE : def->key), number,
             found.n, found.total);
    return page_show(page, "list", page_filled(page, "search_for", text), "home", err);
}

bool search_page(struct page *page, const struct route_params *params, struct err *err)
{
    struct str text = str_trim(http_query(page->request, "q"));
    struct str key = http_query(page->request, "register");
    const struct register_def *def = NULL;
    int64_t id;
    (void)params;
    if (text.len == 0) {
        http_redirect(page->response, STR("/registers"));
        return true;
    }
    if (!reader_find(page->reader, text, &id, err)
        || (key.len > 0 && !page_find_register(page, key, &def, err)))
        return false;
    if (id == 0)
        return find_words(page, text, def, err);
    http_redirect(page->response, page_matter_url(page, id));
    return true;
}
